//! What the screens ask for. Each question sees one unchanging state of the records.

mod claim;
mod coverage;
mod facts;
mod outline;
mod page;
mod people;
mod row;
mod scope;
mod summary;
mod timeline;

pub use claim::KeptClaim;

/// The statements that a screen waits for, by name.
#[cfg(test)]
pub(super) fn hot_statements() -> Vec<(&'static str, &'static str)> {
    vec![
        ("page", page::LISTED),
        ("page of a person", page::OF_PERSON),
        ("page of a search", page::SEARCHED),
        ("facts by day", facts::DAYS),
        ("facts of a search", facts::WORDS),
        ("months", facts::MONTHS),
        ("apart", facts::APART),
        ("marks of a person", timeline::MARKS_OF_PERSON),
        ("marks of a kind", timeline::MARKS_OF_KIND),
    ]
}
