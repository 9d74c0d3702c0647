//! The connections' life.

use claimfolio_core::ipc::{Connection, Receipt};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn connections(folio: Core<'_>) -> Answer<Vec<Connection>> {
    folio.connections().await
}

#[tauri::command]
pub(crate) async fn disconnect(folio: Core<'_>, connection: String) -> Answer<Receipt> {
    folio.disconnect(&connection).await
}

#[tauri::command]
pub(crate) async fn open_portal(folio: Core<'_>, payer: String) -> Answer<()> {
    folio.open_portal(&payer).await
}
