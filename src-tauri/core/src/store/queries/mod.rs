//! What the screens ask for. Each question sees one unchanging state of the records.

mod accumulators;
mod claim;
mod coverage;
mod episodes;
mod facts;
mod facts_in_memory;
mod member_number;
mod news;
mod outline;
mod page;
mod people;
mod records;
mod row;
mod scope;
mod seen_by;
mod spending;
mod summary;
mod timeline;

use rusqlite::Connection;

use crate::ipc::ClaimRow;

use self::row::{claim_row_columns, claim_row_joins};
use super::StoreError;

pub use claim::KeptClaim;
pub(super) use claim::{ClaimToTell, claim_to_tell};
pub(super) use facts_in_memory::FactsInMemory;
pub(super) use page::claim_ids;
pub use records::KeptRecord;

/// A claim as a list shows it.
pub(super) fn claim_row_of(reader: &Connection, id: i64) -> Result<ClaimRow, StoreError> {
    Ok(reader.prepare_cached(ROW)?.query_row([id], row::claim_row)?)
}

/// Everybody with claims, in the order of the list of people; `None` is nobody.
pub(super) fn person_ids(reader: &Connection) -> Result<Vec<Option<String>>, StoreError> {
    let mut ids: Vec<_> = people::claimants(reader)?.into_iter().map(|claimant| claimant.id).collect();
    ids.dedup();
    Ok(ids)
}

/// Whether somebody of this id is here.
pub(super) fn is_person(reader: &Connection, id: &str) -> Result<bool, StoreError> {
    Ok(scope::person_key(reader, id)?.is_some())
}

/// The positions of some days' claims, and the row of a person; `None` where there is no such person.
pub(super) fn positions_of(
    reader: &Connection,
    person: Option<&str>,
    from: Option<&str>,
    until: Option<&str>,
) -> Result<Option<(i64, i64, Option<i64>)>, StoreError> {
    let scope = scope::Scope::of_days(reader, person, from, until)?;
    Ok(scope.map(|scope| {
        let (low, high) = scope.positions();
        (low, high, scope.person)
    }))
}

const ROW: &str = concat!("SELECT ", claim_row_columns!(), " FROM claim", claim_row_joins!(), "WHERE claim.id = ?1");

/// The statements that a screen waits for, by name.
#[cfg(test)]
pub(super) fn hot_statements() -> Vec<(&'static str, &'static str)> {
    vec![
        ("page", page::LISTED),
        ("page of what is new", page::NEWS),
        ("what is new", facts::NEWS),
        ("accumulators", accumulators::YEAR),
        ("page of a search", page::SEARCHED),
        ("page of a search with notes", page::SEARCHED_AND_NOTED),
        ("page of a tag", page::AMONG),
        ("facts by day", facts::DAYS),
        ("facts of a claim", facts_in_memory::ONE),
        ("words", facts::WORDS),
        ("months", facts::MONTHS),
        ("apart", facts::APART),
        ("marks", timeline::MARKS),
        ("story", episodes::ONE),
        ("page of records", records::LISTED),
        ("spending by name", spending::NAMED),
        ("left out of the sums", spending::LEFT_OUT),
    ]
}
