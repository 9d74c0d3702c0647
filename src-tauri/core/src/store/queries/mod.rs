//! What the screens ask for. Each question sees one unchanging state of the records.

mod accumulators;
mod claim;
mod coverage;
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
mod spending;
mod summary;
mod timeline;

pub use claim::KeptClaim;
pub(super) use claim::{ClaimToTell, claim_to_tell};
pub(super) use facts_in_memory::FactsInMemory;
pub(super) use page::claim_ids;
pub use records::KeptRecord;

/// The statements that a screen waits for, by name.
#[cfg(test)]
pub(super) fn hot_statements() -> Vec<(&'static str, &'static str)> {
    vec![
        ("page", page::LISTED),
        ("page of what is new", page::NEWS),
        ("what is new", facts::NEWS),
        ("accumulators", accumulators::YEAR),
        ("page of a search", page::SEARCHED),
        ("facts by day", facts::DAYS),
        ("facts of a claim", facts_in_memory::ONE),
        ("words", facts::WORDS),
        ("months", facts::MONTHS),
        ("apart", facts::APART),
        ("marks", timeline::MARKS),
        ("page of records", records::LISTED),
        ("spending by name", spending::NAMED),
        ("left out of the sums", spending::LEFT_OUT),
    ]
}
