//! Choosing a payer and signing in.

use claimfolio_core::ipc::{
    ConnectAttempt, ConnectRequest, PayerGroup, PayersFile, Registration, RegistrationEntry, SharePreview,
};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn payers(folio: Core<'_>) -> Answer<Vec<PayerGroup>> {
    Ok(folio.payers().await)
}

#[tauri::command]
pub(crate) async fn payers_file(folio: Core<'_>) -> Answer<PayersFile> {
    Ok(folio.payers_file())
}

#[tauri::command]
pub(crate) async fn registrations(folio: Core<'_>) -> Answer<Vec<Registration>> {
    Ok(folio.registrations())
}

#[tauri::command]
pub(crate) async fn save_registration(folio: Core<'_>, entry: RegistrationEntry) -> Answer<()> {
    folio.save_registration(entry).await
}

#[tauri::command]
pub(crate) async fn remove_registration(folio: Core<'_>, registration: String) -> Answer<()> {
    folio.remove_registration(&registration).await
}

#[tauri::command]
pub(crate) async fn open_registration_page(folio: Core<'_>, registration: String) -> Answer<()> {
    folio.open_registration_page(&registration).await
}

#[tauri::command]
pub(crate) async fn share_preview(folio: Core<'_>, payer: String) -> Answer<SharePreview> {
    folio.share_preview(&payer).await
}

#[tauri::command]
pub(crate) async fn connect_begin(folio: Core<'_>, request: ConnectRequest) -> Answer<ConnectAttempt> {
    folio.connect_begin(request).await
}

#[tauri::command]
pub(crate) async fn connect_attempts(folio: Core<'_>) -> Answer<Vec<ConnectAttempt>> {
    Ok(folio.connect_attempts())
}

#[tauri::command]
pub(crate) async fn connect_open_page(folio: Core<'_>, attempt: String) -> Answer<()> {
    folio.connect_open_page(&attempt).await
}

#[tauri::command]
pub(crate) async fn connect_link(folio: Core<'_>, attempt: String) -> Answer<String> {
    folio.connect_link(&attempt)
}

#[tauri::command]
pub(crate) async fn connect_paste(folio: Core<'_>, attempt: String, address: String) -> Answer<()> {
    folio.connect_paste(&attempt, &address).await
}

#[tauri::command]
pub(crate) async fn connect_confirm(folio: Core<'_>, attempt: String) -> Answer<ConnectAttempt> {
    folio.connect_confirm(&attempt).await
}

#[tauri::command]
pub(crate) async fn connect_cancel(folio: Core<'_>, attempt: String) -> Answer<()> {
    folio.connect_cancel(&attempt).await
}
