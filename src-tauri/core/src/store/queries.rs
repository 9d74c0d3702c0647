//! What the screens ask for.

use crate::ipc::{
    ClaimFilter, ClaimRow, ClaimVersion, ClaimsOutline, ClaimsPage, CoverageCard, Person, Timeline, TimelineQuery,
};

use super::{Store, StoreError};

/// A claim as it is kept.
#[derive(Debug)]
pub struct KeptClaim {
    /// As in the list.
    pub row: ClaimRow,
    /// The connection's payer.
    pub payer_name: String,
    /// The person's whole name.
    pub person_name: Option<String>,
    /// The resource verbatim.
    pub raw: String,
    /// The claim that this one replaces.
    pub replaces: Option<i64>,
    /// The claim that replaced this one.
    pub replaced_by: Option<i64>,
    /// What was here, oldest first, the present one included.
    pub versions: Vec<ClaimVersion>,
}

impl Store {
    /// Everybody whose claims or records are here, members before dependants where coverage says so.
    pub fn people(&self) -> Result<Vec<Person>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Every coverage.
    pub fn coverage(&self) -> Result<Vec<CoverageCard>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// The months and sums of a list.
    pub fn claims_outline(&self, _filter: &ClaimFilter) -> Result<ClaimsOutline, StoreError> {
        Err(StoreError::NotFound)
    }

    /// A stretch of a list, newest first.
    pub fn claims_page(&self, _filter: &ClaimFilter, _offset: u64, _limit: u64) -> Result<ClaimsPage, StoreError> {
        Err(StoreError::NotFound)
    }

    /// One claim.
    pub fn claim(&self, _id: i64) -> Result<KeptClaim, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Forgets the marks "new" and "changed".
    pub fn mark_seen(&self) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// The timeline.
    pub fn timeline(&self, _query: &TimelineQuery) -> Result<Timeline, StoreError> {
        Err(StoreError::NotFound)
    }
}
