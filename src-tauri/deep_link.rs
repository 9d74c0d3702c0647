//! Links of our scheme: registering it, and taking what the browser hands back.
//!
//! Nothing is read out of a link here; its raw bytes go to the core, which checks them before any URL parser sees them
//! (T3). On macOS links arrive as Apple Events through the plugin, elsewhere as a command line: our own at the start, a
//! second copy's through the single-instance plugin later.

use std::sync::Arc;

use claimfolio_core::folio::Folio;
use tauri::{AppHandle, Manager};
use tauri_plugin_deep_link::DeepLinkExt;

use crate::arguments::{Reading, read};

/// The app's scheme, its identifier.
pub(crate) const SCHEME: &str = "org.claimfolio.desktop";

/// Another copy was started: take its link, and come to the front.
pub(crate) fn from_second_instance(app: &AppHandle, arguments: Vec<String>, _folder: String) {
    if let Reading::Link(link) = read(arguments.into_iter().map(Into::into)) {
        answer(app, link);
    }
    crate::host::bring_to_front(app);
}

/// Registers the scheme the first time, and listens for links that do not come by a command line.
pub(crate) fn listen(app: &AppHandle) {
    if cfg!(target_os = "macos") {
        let handle = app.clone();
        app.deep_link().on_open_url(move |event| {
            for url in event.urls() {
                answer(&handle, url.as_str().as_bytes().to_vec());
            }
        });
    } else {
        let handle = app.clone();
        // The registration runs programs of the desktop: never on the thread that draws.
        tauri::async_runtime::spawn_blocking(move || register(&handle));
    }
}

/// Whether the system hands our links to this app (T1). Runs a program of the desktop: call it from a blocking thread.
pub(crate) fn comes_back(app: &AppHandle) -> bool {
    cfg!(target_os = "macos") || app.deep_link().is_registered(SCHEME).unwrap_or(false)
}

/// A handler that another app took since is left alone; the member is told and pastes the address instead.
fn register(app: &AppHandle) {
    let handler = app
        .path()
        .data_dir()
        .map(|folder| folder.join("applications/claimfolio-handler.desktop").exists())
        .unwrap_or(false);
    if cfg!(target_os = "linux") && handler && !moved(app) {
        return;
    }
    if let Err(error) = app.deep_link().register_all() {
        crate::process::say(&format!("The link scheme could not be registered: {error}"));
    }
}

/// Whether the handler's entry starts another program than this one.
fn moved(app: &AppHandle) -> bool {
    let entry = app
        .path()
        .data_dir()
        .ok()
        .and_then(|folder| std::fs::read_to_string(folder.join("applications/claimfolio-handler.desktop")).ok());
    let program = std::env::current_exe().ok().map(|program| program.to_string_lossy().into_owned());
    match (entry, program) {
        (Some(entry), Some(program)) => !entry.contains(&program),
        _ => true,
    }
}

fn answer(app: &AppHandle, link: Vec<u8>) {
    let folio = Arc::clone(&app.state::<Arc<Folio>>());
    tauri::async_runtime::spawn(async move { folio.answer_from_browser(&link).await });
}
