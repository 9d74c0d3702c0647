//! The member's notes and tags on claims, and the views of the list that they named.

use claimfolio_core::ipc::{ClaimNotes, SavedView, Tag, ViewEntry};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn claim_notes(folio: Core<'_>, id: i64) -> Answer<ClaimNotes> {
    folio.claim_notes(id).await
}

#[tauri::command]
pub(crate) async fn save_claim_note(folio: Core<'_>, id: i64, note: String) -> Answer<()> {
    folio.save_claim_note(id, note).await
}

#[tauri::command]
pub(crate) async fn tags(folio: Core<'_>) -> Answer<Vec<Tag>> {
    folio.tags().await
}

#[tauri::command]
pub(crate) async fn add_tag(folio: Core<'_>, id: i64, name: String) -> Answer<()> {
    folio.add_tag(id, name).await
}

#[tauri::command]
pub(crate) async fn take_tag_off(folio: Core<'_>, id: i64, tag: i64) -> Answer<()> {
    folio.take_tag_off(id, tag).await
}

#[tauri::command]
pub(crate) async fn rename_tag(folio: Core<'_>, tag: i64, name: String) -> Answer<()> {
    folio.rename_tag(tag, name).await
}

#[tauri::command]
pub(crate) async fn remove_tag(folio: Core<'_>, tag: i64, is_removed: bool) -> Answer<()> {
    folio.remove_tag(tag, is_removed).await
}

#[tauri::command]
pub(crate) async fn views(folio: Core<'_>) -> Answer<Vec<SavedView>> {
    folio.views().await
}

#[tauri::command]
pub(crate) async fn save_view(folio: Core<'_>, entry: ViewEntry) -> Answer<SavedView> {
    folio.save_view(entry).await
}

#[tauri::command]
pub(crate) async fn remove_view(folio: Core<'_>, id: i64) -> Answer<()> {
    folio.remove_view(id).await
}
