//! Stories, and what the member says of them.

use crate::ipc::{AppError, ClaimEpisode, EpisodeCorrection, Event};

use super::Folio;

impl Folio {
    /// The story that a claim is part of, with its parts.
    pub async fn claim_episode(&self, id: i64) -> Result<ClaimEpisode, AppError> {
        self.with_store(move |store| store.claim_episode(id)).await
    }

    /// Keeps what the member said of a story.
    pub async fn correct_episode(&self, correction: EpisodeCorrection) -> Result<(), AppError> {
        self.with_store(move |store| store.correct_episode(&correction)).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(())
    }

    /// Takes back what the member last said of the stories of a claim's person.
    pub async fn undo_episode(&self, id: i64) -> Result<(), AppError> {
        self.with_store(move |store| store.undo_episode(id)).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(())
    }
}
