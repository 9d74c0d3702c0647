//! Asking for new records.

use claimfolio_core::ipc::SyncStatus;

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn sync_start(folio: Core<'_>, connection: String) -> Answer<SyncStatus> {
    folio.sync_start(&connection).await
}

#[tauri::command]
pub(crate) async fn sync_stop(folio: Core<'_>, connection: String) -> Answer<()> {
    folio.sync_stop(&connection).await
}

#[tauri::command]
pub(crate) async fn sync_status(folio: Core<'_>) -> Answer<Vec<SyncStatus>> {
    Ok(folio.sync_status())
}
