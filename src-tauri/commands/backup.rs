//! A backup of everything, and its way back.

use claimfolio_core::ipc::{AppState, BackupFile, BackupPreview, BackupSaved, EnteredSecret};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn save_backup(
    folio: Core<'_>,
    passphrase: EnteredSecret,
    current: Option<EnteredSecret>,
) -> Answer<Option<BackupSaved>> {
    folio.save_backup(passphrase, current).await
}

#[tauri::command]
pub(crate) async fn choose_backup(folio: Core<'_>) -> Answer<Option<BackupFile>> {
    Ok(folio.choose_backup().await)
}

#[tauri::command]
pub(crate) async fn look_at_backup(folio: Core<'_>, passphrase: EnteredSecret) -> Answer<BackupPreview> {
    folio.look_at_backup(passphrase).await
}

#[tauri::command]
pub(crate) async fn restore_backup(folio: Core<'_>) -> Answer<AppState> {
    folio.restore_backup().await
}
