//! Stories: claims that belong together.

use claimfolio_core::ipc::{ClaimEpisode, EpisodeCorrection};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn claim_episode(folio: Core<'_>, id: i64) -> Answer<ClaimEpisode> {
    folio.claim_episode(id).await
}

#[tauri::command]
pub(crate) async fn correct_episode(folio: Core<'_>, correction: EpisodeCorrection) -> Answer<()> {
    folio.correct_episode(correction).await
}

#[tauri::command]
pub(crate) async fn undo_episode(folio: Core<'_>, id: i64) -> Answer<()> {
    folio.undo_episode(id).await
}
