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
