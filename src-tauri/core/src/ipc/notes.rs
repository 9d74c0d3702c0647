//! What members write about their claims: notes, tags, and named filters of the list.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ClaimFilter;

/// The longest note, in characters.
pub const LONGEST_CLAIM_NOTE: usize = 2_000;
/// The longest name of a tag, in characters.
pub const LONGEST_TAG: usize = 40;
/// The longest name of a view, in characters.
pub const LONGEST_VIEW_NAME: usize = 60;

/// A word of the member's for claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    /// Names it in commands.
    #[ts(type = "number")]
    pub id: i64,
    /// The word.
    pub name: String,
    /// How many claims it was put on.
    #[ts(type = "number")]
    pub claims: u64,
}

/// What the member wrote about a claim and about those that it replaced or that replaced it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimNotes {
    /// The note, empty where there is none.
    pub note: String,
    /// The tags, by name.
    pub tags: Vec<Tag>,
    /// How many claims share them.
    #[ts(type = "number")]
    pub claims: u64,
}

/// That a claim of a list has a note or tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimMarks {
    /// The claim's id.
    #[ts(type = "number")]
    pub claim: i64,
    /// Whether there is a note.
    pub has_note: bool,
    /// The names of its tags.
    pub tags: Vec<String>,
}

/// Filters of the claims list under a name of the member's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// Names it in commands.
    #[ts(type = "number")]
    pub id: i64,
    /// The name.
    pub name: String,
    /// The filters, as far as what they name is still here.
    pub filter: ClaimFilter,
    /// True where the person whom it asked for is no longer here.
    pub person_gone: bool,
    /// How many tags that it asked for are no longer here.
    #[ts(type = "number")]
    pub tags_gone: u64,
}

/// A view as the member saves it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewEntry {
    /// The view to change; `null` for a new one.
    #[ts(type = "number | null")]
    pub id: Option<i64>,
    /// The name.
    pub name: String,
    /// The filters; `null` leaves those of the view as they are.
    pub filter: Option<ClaimFilter>,
}
