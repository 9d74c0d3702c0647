//! What the core asks of the computer it runs on: a browser, a front place for the window, a way to tell the web view.

use std::{path::PathBuf, sync::Mutex};

use async_trait::async_trait;
use claimfolio_core::{
    folio::Host,
    ipc::{Event, PaperLanguage},
    notices::{DesktopNotices, Notice},
    portable::FileKind,
    sync::daily::Surroundings,
};
use tauri::{AppHandle, Manager, ipc::Channel};
use tauri_plugin_opener::OpenerExt;
use url::Url;

use crate::{deep_link, demo_plan::DemoPlan, file_dialogs, surroundings, window};

/// The window and the desktop around it.
pub(crate) struct WindowHost {
    app: AppHandle,
    demo: DemoPlan,
    notices: DesktopNotices,
}

/// The channel of the web view that shows the app now; a reload replaces it.
#[derive(Default)]
pub(crate) struct Listener(pub(crate) Mutex<Option<Channel<Event>>>);

impl WindowHost {
    pub(crate) fn new(app: AppHandle) -> Self {
        app.manage(Listener::default());
        Self { app, demo: DemoPlan::default(), notices: DesktopNotices::default() }
    }
}

#[async_trait]
impl Host for WindowHost {
    fn tell(&self, event: Event) {
        let listener = self.app.state::<Listener>();
        let channel = listener.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(channel) = channel.as_ref() {
            // A web view that is gone needs no news.
            let _ = channel.send(event);
        }
    }

    fn open_in_browser(&self, url: &Url) -> bool {
        // The plugin starts whatever the desktop holds for the scheme: it must be a web page (T10).
        matches!(url.scheme(), "https" | "http") && self.app.opener().open_url(url.as_str(), None::<&str>).is_ok()
    }

    fn links_come_back(&self) -> bool {
        deep_link::comes_back(&self.app)
    }

    fn bring_to_front(&self) {
        bring_to_front(&self.app);
    }

    fn is_in_front(&self) -> bool {
        let window = self.app.get_webview_window(window::LABEL);
        window.is_some_and(|window| window.is_focused().unwrap_or(false) && !window.is_minimized().unwrap_or(false))
    }

    fn shows_notices(&self) -> bool {
        self.notices.are_shown()
    }

    fn show_notice(&self, notice: Notice, language: PaperLanguage) -> bool {
        self.notices.show(notice, language)
    }

    async fn surroundings(&self) -> Surroundings {
        surroundings::look().await
    }

    async fn save_as(&self, name: &str, kind: FileKind) -> Option<PathBuf> {
        file_dialogs::save_as(&self.app, name, kind).await
    }

    async fn open_files(&self, kinds: &[FileKind]) -> Vec<PathBuf> {
        file_dialogs::open(&self.app, kinds).await
    }

    async fn demo_plan(&self) -> std::io::Result<Url> {
        let folder = self.app.path().app_local_data_dir().map_err(std::io::Error::other)?;
        self.demo.start(&folder).await
    }
}

/// Shows the window above others.
pub(crate) fn bring_to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(window::LABEL) {
        // Each may be refused by the desktop, which then shows its own hint.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}
