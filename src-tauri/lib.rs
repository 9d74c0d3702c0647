//! The shell: a window, the operating system's side of a sign-in, and the commands. What the app does is in
//! `claimfolio-core`; nothing here decides anything.

mod arguments;
mod commands;
mod deep_link;
mod demo_plan;
mod host;
mod process;
mod window;

use std::{process::ExitCode, sync::Arc, time::Duration};

use claimfolio_core::{clock::SystemClock, folio::Folio, payer::Registry, secret::Keychain};
use tauri::Manager;

use crate::host::WindowHost;

/// How long the end of the app may take.
const LONGEST_GOODBYE: Duration = Duration::from_secs(2);

/// Runs the app until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    process::harden();
    let link = match arguments::read(std::env::args_os()) {
        arguments::Reading::Unreadable => return process::start_again_without_arguments(),
        arguments::Reading::Link(link) => Some(link),
        arguments::Reading::Nothing => None,
    };
    match builder(link).build(tauri::generate_context!()) {
        Ok(app) => {
            app.run(|app, event| {
                if let tauri::RunEvent::Exit = event {
                    close(app);
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            process::say(&format!("Claimfolio could not start: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Lets what is under way come to a stop where nothing is lost, but keeps nobody waiting who closes the window.
fn close(app: &tauri::AppHandle) {
    let folio = Arc::clone(&app.state::<Arc<Folio>>());
    tauri::async_runtime::block_on(async move {
        let _ = tokio::time::timeout(LONGEST_GOODBYE, folio.close()).await;
    });
}

fn builder(link: Option<Vec<u8>>) -> tauri::Builder<tauri::Wry> {
    tauri::Builder::default()
        // First, so that a second copy hands over its link and ends before it touches anything (T22).
        .plugin(tauri_plugin_single_instance::init(deep_link::from_second_instance))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .setup(move |app| {
            let handle = app.handle().clone();
            let host = Arc::new(WindowHost::new(handle.clone()));
            let folio = Folio::new(
                claimfolio_core::folio::Folders {
                    records: app.path().app_local_data_dir()?,
                    settings: app.path().app_config_dir()?,
                },
                Arc::new(Keychain::new()),
                Arc::new(SystemClock::default()),
                host,
                Registry::of_this_build()?,
            );
            app.manage(Arc::clone(&folio));
            window::open(app)?;
            deep_link::listen(&handle, &folio);
            tauri::async_runtime::spawn(async move {
                folio.open().await;
                if let Some(link) = link {
                    folio.answer_from_browser(&link).await;
                }
            });
            Ok(())
        })
        .invoke_handler(commands::handler())
}
