//! Locking the app, opening it again, and what opens it.

use claimfolio_core::ipc::{AppState, EnteredSecret, NewRecoveryCode, PrintOptions, Protection};

use super::{Answer, Core};
use crate::typeface;

#[tauri::command]
pub(crate) async fn lock_now(folio: Core<'_>) -> Answer<AppState> {
    Ok(folio.lock_now().await)
}

#[tauri::command]
pub(crate) async fn unlock(folio: Core<'_>, passphrase: Option<EnteredSecret>) -> Answer<AppState> {
    folio.unlock(passphrase).await
}

#[tauri::command]
pub(crate) async fn protection(folio: Core<'_>) -> Answer<Protection> {
    folio.protection().await
}

#[tauri::command]
pub(crate) async fn set_passphrase(
    folio: Core<'_>,
    passphrase: EnteredSecret,
    current: Option<EnteredSecret>,
) -> Answer<Protection> {
    folio.set_passphrase(passphrase, current).await
}

#[tauri::command]
pub(crate) async fn remove_passphrase(folio: Core<'_>, current: EnteredSecret) -> Answer<Protection> {
    folio.remove_passphrase(current).await
}

#[tauri::command]
pub(crate) async fn make_recovery_code(folio: Core<'_>, passphrase: Option<EnteredSecret>) -> Answer<NewRecoveryCode> {
    folio.make_recovery_code(passphrase).await
}

#[tauri::command]
pub(crate) async fn save_recovery_code(
    folio: Core<'_>,
    code: EnteredSecret,
    options: PrintOptions,
) -> Answer<Option<String>> {
    folio.save_recovery_code(code, options, typeface::inter()?).await
}

#[tauri::command]
pub(crate) async fn keep_recovery_code(folio: Core<'_>) -> Answer<Protection> {
    folio.keep_recovery_code().await
}

#[tauri::command]
pub(crate) async fn remove_recovery_code(folio: Core<'_>) -> Answer<Protection> {
    folio.remove_recovery_code().await
}

#[tauri::command]
pub(crate) async fn recover(folio: Core<'_>, code: EnteredSecret) -> Answer<AppState> {
    folio.recover(code).await
}

#[tauri::command]
pub(crate) fn activity(folio: Core<'_>) {
    folio.activity();
}
