//! What a sync writes. Each call is one transaction.

use jiff::Timestamp;
use serde_json::value::RawValue;

use crate::ipc::DataKind;

use super::{Store, StoreError};

/// A resource as a payer sent it.
#[derive(Debug)]
pub struct Incoming {
    /// For example `ExplanationOfBenefit`.
    pub resource_type: String,
    /// The logical id.
    pub id: String,
    /// `meta.versionId`.
    pub version: Option<String>,
    /// `meta.lastUpdated` as sent, where it can be read as an instant.
    pub last_updated: Option<Timestamp>,
    /// The resource verbatim.
    pub raw: Box<RawValue>,
}

/// A page of one search of one connection, with the place it leaves the search at.
#[derive(Debug)]
pub struct Page<'a> {
    /// The connection.
    pub connection: &'a str,
    /// Names the search among the connection's searches, for example `ExplanationOfBenefit`.
    pub search: &'a str,
    /// The kind of data it belongs to.
    pub kind: DataKind,
    /// What came.
    pub resources: Vec<Incoming>,
    /// The next page's address; `None` where the search has ended.
    pub next: Option<String>,
    /// When it came.
    pub received: Timestamp,
}

/// What a page changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageSaved {
    /// Resources that were not here before.
    pub new: u64,
    /// Resources that say something else than before; the earlier version is kept.
    pub changed: u64,
    /// Resources that were here already.
    pub unchanged: u64,
    /// The earliest date of care among the page's claims.
    pub earliest_care: Option<String>,
}

/// Where a search stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchPlace {
    /// The search.
    pub search: String,
    /// The next page of a search that was interrupted.
    pub next: Option<String>,
    /// When the search that is under way began; becomes `complete_as_of` when it ends.
    pub started: Timestamp,
    /// When the last complete search began; `_lastUpdated` filters start from here, less an overlap.
    pub complete_as_of: Option<Timestamp>,
}

impl Store {
    /// Begins a sync: clears the marks "new" and "changed" of the sync before, unless one was interrupted.
    pub fn begin_sync(&self, _connection: &str, _now: Timestamp) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Where each search of a connection stands.
    pub fn search_places(&self, _connection: &str) -> Result<Vec<SearchPlace>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Begins a search from its first page, forgetting an interrupted one.
    pub fn begin_search(&self, _connection: &str, _search: &str, _started: Timestamp) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Stores a page and its place. A page without `next` completes the search.
    pub fn save_page(&self, _page: &Page<'_>) -> Result<PageSaved, StoreError> {
        Err(StoreError::NotFound)
    }

    /// References of a type (`Patient`, `Coverage`) that stored resources make and that are not here, as
    /// `(id, version)`; at most `limit`.
    pub fn missing_references(
        &self,
        _connection: &str,
        _resource_type: &str,
        _limit: usize,
    ) -> Result<Vec<(String, Option<String>)>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Ends a sync: the connection's "last updated" moves to `now` when `complete`.
    pub fn end_sync(&self, _connection: &str, _now: Timestamp, _complete: bool) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }
}
