//! The encrypted cache: one SQLCipher file, opened with a raw key from the keychain.
//!
//! Resources are kept as the payers sent them (`resource`). Everything that a screen asks for is a projection (`claim`,
//! `claim_month`, `claim_text`, `person`) that the writer keeps exact in the same transaction and that can be made again
//! from the resources. One connection writes; a few others read beside it and never wait for a sync.
//!
//! Deliberately not here: tokens (they are in the keychain), and the clock (times are passed in).

mod addresses;
mod amount;
mod appeals;
mod body;
mod care;
mod care_day;
mod claim_writer;
mod codes;
mod connection;
mod digest;
mod episodes;
mod error;
mod export;
mod folder;
mod import;
mod ingest;
mod ledger;
mod migrations;
mod month_sums;
mod names;
mod notes;
mod open;
mod prepare;
mod queries;
mod rebuild;
mod record_writer;
mod saved_views;
mod search_text;
mod shelf;
mod snapshot;
#[cfg(test)]
mod tests;
mod urns;
mod views;

use std::{
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, TryLockError,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::{
    claims::{self, Summary},
    fhir::json::Value,
};
use jiff::Timestamp;
use rusqlite::{Connection, Row, Transaction, TransactionBehavior};
use tokio_util::sync::CancellationToken;

use self::{
    folder::{Folder, KeyId, Lock},
    open::Access,
    queries::FactsInMemory,
};

pub use connection::ConnectionRecord;
pub use error::StoreError;
pub use export::{ClaimLine, Selection};
pub use import::{Batch, TakenIn};
pub use ingest::{Page, PageSaved, Place, Ready, SearchPlace};
pub use ledger::{KeptReceipt, NewReceipt};
pub use queries::{KeptClaim, KeptRecord};
pub use snapshot::{Newcomer, Snapshot, snapshot};
pub use urns::Urns;

/// The file's raw 32-byte key.
pub type DatabaseKey = secrecy::SecretBox<[u8; 32]>;

/// What reads a claim. A test can read claims in its own way.
type Projector = fn(&Value) -> Summary;

/// How many screens can ask at once without waiting for each other.
const READERS: usize = 3;

/// The open cache. Cheap to clone; each clone reads and writes the same file. Calls block: make them from blocking
/// threads.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

/// Fields are dropped in this order: the writer last of the connections, as it tidies the log up; then the lock; then
/// whoever waits for the end is told.
struct Inner {
    readers: [Mutex<Connection>; READERS],
    /// Spreads those who wait over the readers.
    turn: AtomicUsize,
    writer: Mutex<Connection>,
    facts: FactsInMemory,
    project: Projector,
    _lock: Lock,
    end: End,
}

/// Tells whoever waits for it that the file is closed.
#[derive(Default)]
struct End(CancellationToken);

impl Drop for End {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// Whether there is a file of records in this folder.
    #[must_use]
    pub fn exists(folder: &Path) -> bool {
        Folder(folder).has_records()
    }

    /// Opens the records in `folder`, or makes them where there are none. Rebuilds what screens read where this version of
    /// the app reads claims in another way than the one that wrote them; that takes seconds at tens of thousands of claims.
    ///
    /// # Errors
    /// Each of [`StoreError`] but `NotFound`. The records are as they were before.
    pub fn open(folder: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        Self::open_with(folder, key, claims::summarise)
    }

    /// Opens the records as [`Store::open`] does, with a key that is asked for once this process has the folder to itself:
    /// two copies of the app that start at once must not each make a key, of which the keychain would keep one (T17, T22).
    /// `key` hears whether there are records already.
    ///
    /// # Errors
    /// Those of [`Store::open`] and of `key`.
    pub fn open_by<E: From<StoreError>>(
        folder: &Path,
        key: impl FnOnce(bool) -> Result<DatabaseKey, E>,
    ) -> Result<Self, E> {
        let lock = Folder(folder).take()?;
        let key = key(Self::exists(folder))?;
        Ok(Self::open_taken(folder, lock, &key, claims::summarise)?)
    }

    fn open_with(folder: &Path, key: &DatabaseKey, project: Projector) -> Result<Self, StoreError> {
        let lock = Folder(folder).take()?;
        Self::open_taken(folder, lock, key, project)
    }

    fn open_taken(folder: &Path, lock: Lock, key: &DatabaseKey, project: Projector) -> Result<Self, StoreError> {
        let folder = Folder(folder);
        // What stays is tried again at the next start: it keeps nobody from their records.
        let _leftover = folder.remove_unfinished();
        if !folder.has_records() {
            // The key's name comes first: a file without it could not be told from one that another key made.
            folder.write_key_id(key)?;
            folder.create_database()?;
        } else if folder.is_cut_off() {
            return Err(StoreError::Corrupt);
        }
        let mut writer = open::open(&folder, key, Access::Writer)?;
        if folder.key_id(key) != KeyId::Same {
            folder.write_key_id(key)?;
        }
        migrations::migrate(&mut writer)?;
        let reader = || open::open(&folder, key, Access::Reader).map(Mutex::new);
        let inner = Inner {
            readers: [reader()?, reader()?, reader()?],
            turn: AtomicUsize::new(0),
            writer: Mutex::new(writer),
            facts: FactsInMemory::default(),
            project,
            _lock: lock,
            end: End::default(),
        };
        let store = Self { inner: Arc::new(inner) };
        store.rebuild_if_outdated()?;
        store.forget_removed()?;
        store.forget_removed_tags()?;
        // A sync may have been killed before its end.
        store.settle_episodes()?;
        Ok(store)
    }

    /// Cancelled once the file is closed: when the last clone of this store is gone.
    #[must_use]
    pub fn closed(&self) -> CancellationToken {
        self.inner.end.0.clone()
    }

    /// What the recovery code opens, where one was made for the records in this folder.
    ///
    /// # Errors
    /// The disk's.
    pub fn recovery(folder: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        Folder(folder).recovery()
    }

    /// Keeps what a recovery code opens beside the records, in place of what an earlier one did.
    ///
    /// # Errors
    /// The disk's: what was there before still is.
    pub fn write_recovery(folder: &Path, envelope: &[u8]) -> Result<(), StoreError> {
        Folder(folder).write_recovery(envelope)
    }

    /// Deletes it.
    ///
    /// # Errors
    /// The disk's.
    pub fn remove_recovery(folder: &Path) -> Result<(), StoreError> {
        Folder(folder).remove_recovery()
    }

    /// Whether the records in this folder were made with this key. No file is opened for it.
    #[must_use]
    pub fn is_of(folder: &Path, key: &DatabaseKey) -> bool {
        Folder(folder).key_id(key) == KeyId::Same
    }

    /// How many wrong passphrases were tried for the records in this folder since the last right one.
    #[must_use]
    pub fn tries(folder: &Path) -> u32 {
        Folder(folder).tries()
    }

    /// Keeps how many there were.
    ///
    /// # Errors
    /// The disk's.
    pub fn write_tries(folder: &Path, tries: u32) -> Result<(), StoreError> {
        Folder(folder).write_tries(tries)
    }

    /// Renames a file that cannot be opened, so that a fresh one can take its place. Nothing is deleted.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while a store is open on the folder, here or in another copy of the app.
    pub fn set_aside(folder: &Path, now: Timestamp) -> Result<(), StoreError> {
        let folder = Folder(folder);
        let _lock = folder.lock()?;
        folder.set_aside(now)
    }

    /// Deletes the records and those that were set aside (T32). Forget the key first: that alone makes them unreadable.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while a store is open on the folder, here or in another copy of the app.
    pub fn erase(folder: &Path) -> Result<(), StoreError> {
        if !folder.exists() {
            return Ok(());
        }
        let folder = Folder(folder);
        let lock = folder.lock()?;
        folder.erase()?;
        drop(lock);
        folder.remove_lock_file()
    }

    /// Asks something of one unchanging state of the records.
    fn read<T>(&self, ask: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let reader = self.reader();
        let snapshot = reader.unchecked_transaction()?;
        let answer = ask(&snapshot)?;
        snapshot.finish()?;
        Ok(answer)
    }

    /// Changes the records: all of it is kept, or none.
    fn write<T>(&self, change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut writer = self.writer();
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let answer = change(&transaction)?;
        transaction.commit()?;
        Ok(answer)
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        // A panic left at most a transaction behind, and that was rolled back when it was dropped.
        self.inner.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A reader that is idle, or else the turn at one that is not.
    fn reader(&self) -> MutexGuard<'_, Connection> {
        let readers = &self.inner.readers;
        for reader in readers {
            match reader.try_lock() {
                Ok(reader) => return reader,
                Err(TryLockError::Poisoned(reader)) => return reader.into_inner(),
                Err(TryLockError::WouldBlock) => {}
            }
        }
        let turn = self.inner.turn.fetch_add(1, Ordering::Relaxed) % READERS;
        readers[turn].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A column that counts.
fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}
