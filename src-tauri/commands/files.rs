//! Copies that the member takes along, and files that they open.

use claimfolio_core::ipc::{CopyFormat, CopyLanguage, CopySaved, CopyWhat, FilesState};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn save_copy(
    folio: Core<'_>,
    what: CopyWhat,
    format: CopyFormat,
    language: CopyLanguage,
) -> Answer<Option<CopySaved>> {
    folio.save_copy(what, format, language).await
}

#[tauri::command]
pub(crate) fn stop_copy(folio: Core<'_>) {
    folio.stop_copy();
}

#[tauri::command]
pub(crate) async fn open_files(folio: Core<'_>) -> Answer<()> {
    folio.open_files().await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn add_files(folio: Core<'_>, into: Option<String>) -> Answer<FilesState> {
    folio.add_files(into).await
}

#[tauri::command]
pub(crate) fn close_files(folio: Core<'_>) {
    folio.close_files();
}
