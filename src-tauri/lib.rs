//! The shell: a window, the operating system's side of a sign-in, and the commands. What the app does is in
//! `claimfolio-core`; nothing here decides anything.

mod arguments;
mod commands;
mod deep_link;
mod demo_plan;
mod dropped_files;
mod file_dialogs;
mod host;
mod process;
mod surroundings;
mod typeface;
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
    #[cfg(target_os = "linux")]
    process::paint_without_missing_graphics();
    let link = match arguments::read(std::env::args_os()) {
        arguments::Reading::Unreadable => return process::start_again_without_arguments(),
        arguments::Reading::Link(link) => Some(link),
        arguments::Reading::Nothing => None,
    };
    let keychain = Keychain::new();
    keychain.connect_ahead();
    match start(keychain, link) {
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

fn start(keychain: Keychain, link: Option<Vec<u8>>) -> Result<tauri::App, Box<dyn std::error::Error>> {
    let app = builder().build(tauri::generate_context!())?;
    open(app.handle(), keychain, link)?;
    Ok(app)
}

/// Opens the keychain and the file while the window comes up. A second copy has ended before this (T22).
fn open(app: &tauri::AppHandle, keychain: Keychain, link: Option<Vec<u8>>) -> Result<(), Box<dyn std::error::Error>> {
    let folio = Folio::new(
        claimfolio_core::folio::Folders {
            records: app.path().app_local_data_dir()?,
            settings: app.path().app_config_dir()?,
        },
        Arc::new(keychain),
        Arc::new(SystemClock::default()),
        Arc::new(WindowHost::new(app.clone())),
        Registry::of_this_build()?,
    );
    app.manage(Arc::clone(&folio));
    tauri::async_runtime::spawn(Arc::clone(&folio).keep_watch());
    tauri::async_runtime::spawn(Arc::clone(&folio).keep_fresh());
    tauri::async_runtime::spawn(async move {
        folio.open().await;
        if let Some(link) = link {
            folio.answer_from_browser(&link).await;
        }
        folio.keep_reminding().await;
    });
    Ok(())
}

/// Lets what is under way come to a stop where nothing is lost, but keeps nobody waiting who closes the window.
fn close(app: &tauri::AppHandle) {
    let folio = Arc::clone(&app.state::<Arc<Folio>>());
    tauri::async_runtime::block_on(async move {
        let _ = tokio::time::timeout(LONGEST_GOODBYE, folio.close()).await;
    });
}

fn builder() -> tauri::Builder<tauri::Wry> {
    tauri::Builder::default()
        // First, so that a second copy hands over its link and ends before it touches anything (T22).
        .plugin(tauri_plugin_single_instance::init(deep_link::from_second_instance))
        .plugin(tauri_plugin_deep_link::init())
        // Called from here alone: the web view has no permission for it.
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .on_window_event(dropped_files::follow)
        .setup(|app| {
            window::open(app)?;
            deep_link::listen(app.handle());
            Ok(())
        })
        .invoke_handler(commands::handler())
}
