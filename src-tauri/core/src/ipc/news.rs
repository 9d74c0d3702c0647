//! What is new since the member last marked everything as seen.

use serde::Serialize;
use ts_rs::TS;

use super::{ClaimRow, Money};

/// What is new. A claim that came with the very first sync is not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WhatsNew {
    /// Claims that were not here before.
    #[ts(type = "number")]
    pub new: u64,
    /// Claims that say something else than before.
    #[ts(type = "number")]
    pub changed: u64,
    /// Those among them that the plan does not cover.
    #[ts(type = "number")]
    pub not_covered: u64,
    /// The first of them, newest care first.
    pub items: Vec<NewsItem>,
}

/// A claim that is new or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewsItem {
    /// The claim as it is now.
    pub row: ClaimRow,
    /// What it said the member owes when it was last seen; `null` for a new claim, and where it did not say.
    pub owed_before: Option<Money>,
    /// Whether the plan turned it down since then.
    pub is_denied: bool,
    /// Whether the member owes something for it that was not owed when it was last seen, or more than then.
    pub is_newly_owed: bool,
}
