//! The encrypted cache: one SQLCipher file, opened with a raw key from the keychain.

mod connection;
mod ingest;
mod queries;

use std::path::Path;

use jiff::Timestamp;

pub use connection::ConnectionRecord;
pub use ingest::{Incoming, Page, PageSaved, SearchPlace};
pub use queries::KeptClaim;

/// The file's raw 32-byte key.
pub type DatabaseKey = secrecy::SecretBox<[u8; 32]>;

/// Why the cache could not be opened, read or written. Nothing is ever wiped because of one of these.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another copy of the app has it open (T22).
    #[error("the records are open in another copy of the app")]
    InUse,
    /// The key is not the one that the file was made with (T17).
    #[error("the records are locked with another key")]
    WrongKey,
    /// A page failed its check (T16).
    #[error("the file of records is damaged")]
    Corrupt,
    /// A newer version of the app wrote it (T23).
    #[error("the file of records was written by a newer version, schema {found}")]
    Newer {
        /// The file's schema number.
        found: i64,
    },
    /// The disk is full (T15).
    #[error("the disk is full")]
    DiskFull,
    /// The disk or folder cannot be written to.
    #[error("the folder cannot be written to")]
    ReadOnly,
    /// Another fault of the disk.
    #[error("the disk failed")]
    Disk(#[source] std::io::Error),
    /// The thing asked for is not here.
    #[error("not here")]
    NotFound,
    /// A statement failed in a way that has no name of its own.
    #[error("the records could not be read or written")]
    Sql(#[source] rusqlite::Error),
}

/// The open cache. Cheap to clone; each clone reads and writes the same file. Calls block: make them from blocking
/// threads.
#[derive(Clone)]
pub struct Store {
    _inner: (),
}

impl Store {
    /// Whether there is a file of records in this folder.
    #[must_use]
    pub fn exists(_folder: &Path) -> bool {
        false
    }

    /// Opens the records in `folder`, or makes them where there are none.
    pub fn open(_folder: &Path, _key: &DatabaseKey) -> Result<Self, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Renames a file that cannot be opened, so that a fresh one can take its place. Nothing is deleted.
    pub fn set_aside(_folder: &Path, _now: Timestamp) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }
}
