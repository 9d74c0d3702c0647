//! The whole file of records as a copy that can leave this computer, and such a copy as the file of records.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rusqlite::{Connection, limits::Limit};
use tokio_util::sync::CancellationToken;

use super::{
    DatabaseKey, Store, StoreError, count,
    folder::{COPY, Folder, RESTORED},
    migrations,
    open::{self, Access},
};

/// How many steps SQLite takes between two looks at whether it is to stop.
const STEPS: i32 = 10_000;

/// A copy of the records beside them, gone when it is dropped.
pub struct Snapshot {
    place: PathBuf,
    /// How many connections are in it.
    pub connections: u64,
    /// How many claims are in it.
    pub claims: u64,
}

impl Snapshot {
    /// Where it is.
    #[must_use]
    pub fn place(&self) -> &Path {
        &self.place
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        // The next one takes its place.
        let _leftover = forget(&self.place);
    }
}

/// Copies the records in `folder` as they are at one moment, while they may be in use, under a key of the copy's own. It
/// has no tokens, and every connection in it asks to sign in again.
///
/// # Errors
/// The disk's, and [`StoreError::Sql`] where it was stopped.
pub fn snapshot(
    folder: &Path,
    key: &DatabaseKey,
    own: &DatabaseKey,
    now: Timestamp,
    stop: &CancellationToken,
) -> Result<Snapshot, StoreError> {
    let folder = Folder(folder);
    let place = folder.beside(COPY);
    forget(&place)?;
    let mut snapshot = Snapshot { place, connections: 0, claims: 0 };
    // SQLite writes into a file that is there and empty, and leaves its permissions.
    folder.create_private(&snapshot.place)?;
    let mut records = open::open(&folder, key, Access::Reader)?;
    // The copy is attached while it is written.
    records.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
    let stopped = stop.clone();
    records.progress_handler(STEPS, Some(move || stopped.is_cancelled()))?;
    records.execute("VACUUM INTO ?1", [snapshot.place.to_string_lossy()])?;
    drop(records);
    let copy = open::open_file(&snapshot.place, key)?;
    copy.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON; DELETE FROM sealed;")?;
    copy.execute(
        "UPDATE connection SET sign_in_needed_since = coalesce(sign_in_needed_since, ?1) WHERE payer <> ?2",
        [now.to_string().as_str(), crate::payer::FROM_FILE],
    )?;
    snapshot.connections = copy.query_row("SELECT count(*) FROM connection", [], |row| count(row, 0))?;
    snapshot.claims = copy.query_row("SELECT coalesce(sum(claims), 0) FROM person", [], |row| count(row, 0))?;
    change_key(&copy, own)?;
    copy.close().map_err(|(_, error)| error)?;
    Ok(snapshot)
}

/// A database that is ready to be the file of records, gone when it is dropped unless it became that.
pub struct Newcomer {
    place: PathBuf,
}

impl Newcomer {
    /// Where a newcomer is to be written. What an earlier one left there goes.
    ///
    /// # Errors
    /// The disk's.
    pub fn place(folder: &Path) -> Result<Self, StoreError> {
        let place = Folder(folder).beside(RESTORED);
        forget(&place)?;
        Ok(Self { place })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.place
    }

    /// Proves every page of it with the key that it has (T16), brings it to the newest schema, which may fail while nothing
    /// was replaced yet (T23), and gives it the key that it is to have. Another schema than that is none of ours: nothing
    /// of a stranger's, like a trigger, comes in with it.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`], [`StoreError::Newer`] and the disk's.
    pub fn prepare(&self, key: &DatabaseKey, own: &DatabaseKey) -> Result<(), StoreError> {
        let mut database = open::open_file(&self.place, key)?;
        let found: i64 = database.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let faults = database.prepare("PRAGMA cipher_integrity_check")?.query_map([], |_| Ok(()))?.count();
        let sound: String = database.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
        if found == 0 || faults > 0 || sound != "ok" {
            return Err(StoreError::Corrupt);
        }
        database.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA fullfsync = ON;")?;
        migrations::migrate(&mut database)?;
        if !migrations::is_newest(&database)? {
            return Err(StoreError::Corrupt);
        }
        change_key(&database, own)?;
        database.close().map_err(|(_, error)| error)?;
        Ok(())
    }

    /// Puts it in the place of the records, which are set aside under a name of their own. No store may be open.
    ///
    /// # Errors
    /// [`StoreError::InUse`] and the disk's.
    pub fn move_in(self, folder: &Path, own: &DatabaseKey, now: Timestamp) -> Result<(), StoreError> {
        let folder = Folder(folder);
        let _lock = folder.lock()?;
        folder.set_aside(now)?;
        take_place(&folder, &self.place, own)
    }

    /// Whether there is one whose app was killed: before the records were set aside, or after.
    #[must_use]
    pub fn was_left(folder: &Path) -> bool {
        Folder(folder).beside(RESTORED).exists()
    }

    /// Puts one that was ready in the place of records that were set aside for it, where its app was killed between the two.
    /// False where this key does not open it. For whoever has the folder's lock, and only where there are no records.
    ///
    /// # Errors
    /// The disk's.
    pub fn arrive(folder: &Path, own: &DatabaseKey) -> Result<bool, StoreError> {
        let folder = Folder(folder);
        let place = folder.beside(RESTORED);
        match open::open_file(&place, own) {
            Ok(database) => database.close().map_err(|(_, error)| error)?,
            Err(StoreError::Corrupt) => return Ok(false),
            Err(cause) => return Err(cause),
        }
        take_place(&folder, &place, own)?;
        Ok(true)
    }
}

/// Its key's name comes first, as for a new file.
fn take_place(folder: &Folder<'_>, place: &Path, own: &DatabaseKey) -> Result<(), StoreError> {
    folder.write_key_id(own)?;
    fs::rename(place, folder.database())?;
    folder.sync()
}

impl Drop for Newcomer {
    fn drop(&mut self) {
        let _leftover = forget(&self.place);
    }
}

impl Store {
    /// How many connections and claims there are.
    ///
    /// # Errors
    /// Those of reading.
    pub fn size(&self) -> Result<(u64, u64), StoreError> {
        self.read(|reader| {
            let connections = reader.query_row("SELECT count(*) FROM connection", [], |row| count(row, 0))?;
            let claims = reader.query_row("SELECT coalesce(sum(claims), 0) FROM person", [], |row| count(row, 0))?;
            Ok((connections, claims))
        })
    }
}

fn change_key(database: &Connection, own: &DatabaseKey) -> Result<(), StoreError> {
    Ok(database.execute_batch(&open::key_statement("rekey", own))?)
}

/// Deletes a database that is no more needed, and what SQLite may have put beside it.
fn forget(place: &Path) -> Result<(), StoreError> {
    for ending in ["", "-journal", "-wal", "-shm"] {
        let mut file = place.as_os_str().to_owned();
        file.push(ending);
        match fs::remove_file(PathBuf::from(file)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
