//! The app's own state.

use claimfolio_core::ipc::{AppState, Event, Settings};
use tauri::{State, ipc::Channel};

use super::{Answer, Core};
use crate::host::Listener;

#[tauri::command]
pub(crate) fn subscribe(listener: State<'_, Listener>, channel: Channel<Event>) {
    *listener.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(channel);
}

#[tauri::command]
pub(crate) async fn app_state(folio: Core<'_>) -> Answer<AppState> {
    Ok(folio.app_state().await)
}

#[tauri::command]
pub(crate) async fn retry_startup(folio: Core<'_>) -> Answer<AppState> {
    folio.open().await;
    Ok(folio.app_state().await)
}

#[tauri::command]
pub(crate) async fn set_records_aside(folio: Core<'_>) -> Answer<AppState> {
    folio.set_records_aside().await
}

#[tauri::command]
pub(crate) async fn save_settings(folio: Core<'_>, settings: Settings) -> Answer<()> {
    folio.save_settings(settings).await
}

#[tauri::command]
pub(crate) async fn shows_notices(folio: Core<'_>) -> Answer<bool> {
    folio.shows_notices().await
}
