//! Finding care in payers' public directories.

use claimfolio_core::ipc::{
    CareAnswer, CareCopy, CareCopyRow, CareDetail, CareDirectory, CareNetwork, CareNetworks, CareQuestion, CareResults,
    CareSaved,
};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn care_directories(folio: Core<'_>) -> Answer<Vec<CareDirectory>> {
    folio.care_directories().await
}

#[tauri::command]
pub(crate) async fn care_networks(folio: Core<'_>, payer: String) -> Answer<CareNetworks> {
    folio.care_networks(&payer).await
}

#[tauri::command]
pub(crate) async fn care_choose_network(folio: Core<'_>, payer: String, network: Option<CareNetwork>) -> Answer<()> {
    folio.care_choose_network(payer, network).await
}

#[tauri::command]
pub(crate) async fn care_search(folio: Core<'_>, question: CareQuestion, fresh: bool) -> Answer<CareResults> {
    folio.care_search(question, fresh).await
}

#[tauri::command]
pub(crate) async fn care_more(folio: Core<'_>, search: String) -> Answer<()> {
    folio.care_more(&search).await
}

#[tauri::command]
pub(crate) async fn care_stop(folio: Core<'_>, search: String) -> Answer<()> {
    folio.care_stop(&search)
}

#[tauri::command]
pub(crate) async fn care_results(folio: Core<'_>, search: String) -> Answer<CareResults> {
    folio.care_results(&search)
}

#[tauri::command]
pub(crate) async fn care_detail(folio: Core<'_>, search: String, key: String) -> Answer<CareDetail> {
    folio.care_detail(&search, &key).await
}

#[tauri::command]
pub(crate) async fn care_of_claim(folio: Core<'_>, id: i64) -> Answer<CareAnswer> {
    folio.care_of_claim(id).await
}

#[tauri::command]
pub(crate) async fn care_save(folio: Core<'_>, search: String, key: String) -> Answer<i64> {
    folio.care_save(&search, &key).await
}

#[tauri::command]
pub(crate) async fn care_saved(folio: Core<'_>) -> Answer<Vec<CareSaved>> {
    folio.care_saved().await
}

#[tauri::command]
pub(crate) async fn care_save_note(folio: Core<'_>, id: i64, note: String) -> Answer<()> {
    folio.care_save_note(id, note).await
}

#[tauri::command]
pub(crate) async fn care_unsave(folio: Core<'_>, id: i64) -> Answer<()> {
    folio.care_unsave(id).await
}

#[tauri::command]
pub(crate) async fn care_keep_copy(folio: Core<'_>, search: String, key: String) -> Answer<i64> {
    folio.care_keep_copy(&search, &key).await
}

#[tauri::command]
pub(crate) async fn care_copies(folio: Core<'_>) -> Answer<Vec<CareCopyRow>> {
    folio.care_copies().await
}

#[tauri::command]
pub(crate) async fn care_copy(folio: Core<'_>, id: i64) -> Answer<CareCopy> {
    folio.care_copy(id).await
}

#[tauri::command]
pub(crate) async fn care_remove_copy(folio: Core<'_>, id: i64) -> Answer<()> {
    folio.care_remove_copy(id).await
}

#[tauri::command]
pub(crate) async fn care_save_copy(folio: Core<'_>, id: i64) -> Answer<bool> {
    folio.care_save_copy(id).await
}
