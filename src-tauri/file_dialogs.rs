//! The system's dialogs for saving and opening files. Called from Rust only; no thread waits for the member.

use std::path::{Path, PathBuf};

use claimfolio_core::portable::FileKind;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

use crate::window;

/// Names a folder that answers every dialog, in a build for tests: a copy is saved there under the name proposed, and
/// what is there is opened. A WebDriver cannot reach the system's own dialogs.
const ANSWERING_FOLDER: &str = "CLAIMFOLIO_DIALOG_FOLDER";

/// Where the member wants a copy saved; `None` where they think better of it.
pub(crate) async fn save_as(app: &AppHandle, name: &str, kind: FileKind) -> Option<PathBuf> {
    if let Some(folder) = answering_folder() {
        return folder.is_dir().then(|| folder.join(name));
    }
    let (answer, answered) = oneshot::channel();
    dialog(app).set_file_name(name).add_filter(kind.name(), kind.endings()).save_file(|chosen| {
        // Nobody waits any more where the command was given up.
        let _ = answer.send(chosen);
    });
    path(answered.await.ok()??)
}

/// The files that the member wants opened; none where they think better of it.
pub(crate) async fn open(app: &AppHandle, kinds: &[FileKind]) -> Vec<PathBuf> {
    if let Some(folder) = answering_folder() {
        return files_in(&folder);
    }
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let mut endings: Vec<&str> = kinds.iter().flat_map(|kind| kind.endings()).copied().collect();
    endings.dedup();
    let (answer, answered) = oneshot::channel();
    dialog(app).add_filter(names.join(", "), &endings).add_filter("*", &["*"]).pick_files(|chosen| {
        let _ = answer.send(chosen);
    });
    answered.await.ok().flatten().into_iter().flatten().filter_map(path).collect()
}

/// A dialog that belongs to the window.
fn dialog(app: &AppHandle) -> FileDialogBuilder<tauri::Wry> {
    let dialog = app.dialog().file();
    match app.get_webview_window(window::LABEL) {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    }
}

fn path(chosen: FilePath) -> Option<PathBuf> {
    chosen.into_path().ok()
}

fn answering_folder() -> Option<PathBuf> {
    if !cfg!(debug_assertions) {
        return None;
    }
    std::env::var_os(ANSWERING_FOLDER).map(PathBuf::from)
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}
