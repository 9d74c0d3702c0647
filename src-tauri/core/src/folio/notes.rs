//! The member's notes and tags on claims, and the views of the list that they named.

use crate::ipc::{
    AppError, ClaimNotes, Event, LONGEST_CLAIM_NOTE, LONGEST_TAG, LONGEST_VIEW_NAME, SavedView, Tag, ViewEntry,
};

use super::{Folio, error};

impl Folio {
    /// The note and the tags of a claim.
    pub async fn claim_notes(&self, id: i64) -> Result<ClaimNotes, AppError> {
        self.with_store(move |store| store.claim_notes(id)).await
    }

    /// Keeps a claim's note; an empty one is none. One that is too long is refused, never cut.
    pub async fn save_claim_note(&self, id: i64, note: String) -> Result<(), AppError> {
        let note: String = note.trim().chars().filter(|letter| !letter.is_control() || *letter == '\n').collect();
        if note.chars().count() > LONGEST_CLAIM_NOTE {
            return Err(error::text_unusable("note"));
        }
        self.with_store(move |store| store.save_claim_note(id, &note)).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(())
    }

    /// The tags in use.
    pub async fn tags(&self) -> Result<Vec<Tag>, AppError> {
        self.with_store(|store| store.tags()).await
    }

    /// Puts a tag on a claim.
    pub async fn add_tag(&self, id: i64, name: String) -> Result<(), AppError> {
        let name = name_of(&name, LONGEST_TAG)?;
        self.with_store(move |store| store.add_tag(id, &name)).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(())
    }

    /// Takes a tag off a claim.
    pub async fn take_tag_off(&self, id: i64, tag: i64) -> Result<(), AppError> {
        self.with_store(move |store| store.take_tag_off(id, tag)).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(())
    }

    /// Calls a tag otherwise, on every claim.
    pub async fn rename_tag(&self, tag: i64, name: String) -> Result<(), AppError> {
        let name = name_of(&name, LONGEST_TAG)?;
        if !self.with_store(move |store| store.rename_tag(tag, &name)).await? {
            return Err(error::name_taken());
        }
        self.host.tell(Event::RecordsChanged(()));
        Ok(())
    }

    /// Takes a tag off every claim, or brings it back.
    pub async fn remove_tag(&self, tag: i64, is_removed: bool) -> Result<(), AppError> {
        self.with_store(move |store| store.remove_tag(tag, is_removed)).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(())
    }

    /// The views that the member named.
    pub async fn views(&self) -> Result<Vec<SavedView>, AppError> {
        self.with_store(|store| store.views()).await
    }

    /// Keeps a new view, or changes one.
    pub async fn save_view(&self, mut entry: ViewEntry) -> Result<SavedView, AppError> {
        entry.name = name_of(&entry.name, LONGEST_VIEW_NAME)?;
        let saved = self.with_store(move |store| store.save_view(&entry)).await?.ok_or_else(error::name_taken)?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(saved)
    }

    /// Deletes a view.
    pub async fn remove_view(&self, id: i64) -> Result<(), AppError> {
        self.with_store(move |store| store.remove_view(id)).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(())
    }
}

/// A name as it is kept: one line, and not too long.
fn name_of(text: &str, longest: usize) -> Result<String, AppError> {
    let name = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let name = name.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > longest {
        return Err(error::text_unusable("name"));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ipc::ErrorCode;

    #[test]
    fn a_name_is_one_line_of_a_bounded_length() {
        assert_eq!(name_of("  knee \n\u{7}surgery ", 40).unwrap(), "knee surgery");
        assert_eq!(name_of(&"ñ".repeat(40), 40).unwrap(), "ñ".repeat(40));
        for text in ["", " \t", "\u{7}", "12345678901"] {
            assert_eq!(name_of(text, 10).unwrap_err().code, ErrorCode::TextUnusable, "{text:?}");
        }
    }
}
