//! The folder of the records: its files, who may read them, who has them open, and which key they belong to.

use std::{
    ffi::OsString,
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::TimeZone};
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};

use super::{DatabaseKey, StoreError};

const STEM: &str = "records";
/// What SQLite puts beside a database. The log comes first wherever files are moved: a new database must never meet the
/// log of an old one.
const DATABASE_FILES: [&str; 4] = [".db-wal", ".db-shm", ".db-journal", ".db"];
const KEY_ID: &str = ".key-id";
/// The key once more, for whoever has the recovery code.
const RECOVERY: &str = ".recovery";
/// How many wrong passphrases were tried since the last right one.
const TRIES: &str = ".tries";
/// A copy of the records on its way out, and one on its way in.
pub(super) const COPY: &str = "copy";
pub(super) const RESTORED: &str = "restored";
/// SQLCipher's page, in bytes.
const PAGE: u64 = 4096;

/// The folder of the records.
pub(super) struct Folder<'a>(pub(super) &'a Path);

/// Holds the records for this process until it is dropped (T2, T22).
pub(super) struct Lock {
    _file: File,
}

/// What the sidecar says of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyId {
    /// The records were made with this key.
    Same,
    /// They were made with another.
    Other,
    /// The sidecar is not there or says nothing.
    Unknown,
}

impl Folder<'_> {
    fn file(&self, ending: &str) -> PathBuf {
        self.0.join(format!("{STEM}{ending}"))
    }

    /// The database.
    pub(super) fn database(&self) -> PathBuf {
        self.file(".db")
    }

    /// Whether anything was ever written to the database. A file of no length is what a start that was killed leaves.
    pub(super) fn has_records(&self) -> bool {
        self.length() > 0
    }

    /// Whether the database is shorter than its first page. SQLite would take the rest for a new one (T16).
    pub(super) fn is_cut_off(&self) -> bool {
        (1..PAGE).contains(&self.length())
    }

    fn length(&self) -> u64 {
        fs::metadata(self.database()).ok().filter(|file| file.is_file()).map_or(0, |file| file.len())
    }

    /// Makes the folder, for this user alone.
    pub(super) fn create(&self) -> Result<(), StoreError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        Ok(builder.create(self.0)?)
    }

    /// Takes the lock, or says at once that another copy of the app has it (T22).
    pub(super) fn lock(&self) -> Result<Lock, StoreError> {
        let file = private_file().create(true).write(true).open(self.file(".lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Makes the folder where there is none, and takes its lock.
    pub(super) fn take(&self) -> Result<Lock, StoreError> {
        self.create()?;
        self.lock()
    }

    /// Makes an empty database that only this user can read; SQLite gives its log the same permissions.
    pub(super) fn create_database(&self) -> Result<(), StoreError> {
        private_file().create(true).write(true).open(self.database())?;
        Ok(())
    }

    /// A database on its way in or out, beside the records: of theirs, where everything is erased.
    pub(super) fn beside(&self, what: &str) -> PathBuf {
        self.0.join(format!("{STEM}-{what}.db"))
    }

    /// Makes an empty file that only this user can read.
    pub(super) fn create_private(&self, place: &Path) -> Result<(), StoreError> {
        private_file().create(true).truncate(true).write(true).open(place)?;
        Ok(())
    }

    /// Which key the records belong to (T17).
    pub(super) fn key_id(&self, key: &DatabaseKey) -> KeyId {
        match fs::read_to_string(self.file(KEY_ID)) {
            Ok(kept) if kept.trim_ascii().is_empty() => KeyId::Unknown,
            Ok(kept) if kept.trim_ascii() == key_id(key) => KeyId::Same,
            Ok(_) => KeyId::Other,
            Err(_) => KeyId::Unknown,
        }
    }

    /// Notes which key the records belong to.
    pub(super) fn write_key_id(&self, key: &DatabaseKey) -> Result<(), StoreError> {
        self.write_beside(KEY_ID, key_id(key).as_bytes())
    }

    /// What the recovery code opens, where one was made.
    pub(super) fn recovery(&self) -> Result<Option<Vec<u8>>, StoreError> {
        match fs::read(self.file(RECOVERY)) {
            Ok(envelope) => Ok(Some(envelope)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps what a recovery code opens, in place of what an earlier one did.
    pub(super) fn write_recovery(&self, envelope: &[u8]) -> Result<(), StoreError> {
        self.write_beside(RECOVERY, envelope)
    }

    /// Deletes it.
    pub(super) fn remove_recovery(&self) -> Result<(), StoreError> {
        remove(&self.file(RECOVERY))?;
        self.sync()
    }

    /// How many wrong passphrases were tried since the last right one. What cannot be read is none: it must not lock anybody
    /// out.
    pub(super) fn tries(&self) -> u32 {
        fs::read_to_string(self.file(TRIES)).ok().and_then(|count| count.trim_ascii().parse().ok()).unwrap_or_default()
    }

    /// Keeps that.
    pub(super) fn write_tries(&self, tries: u32) -> Result<(), StoreError> {
        if tries > 0 {
            return self.write_beside(TRIES, tries.to_string().as_bytes());
        }
        remove(&self.file(TRIES))
    }

    /// Deletes what an app that was killed left of a copy on its way out or in. Nobody may be writing one.
    pub(super) fn remove_unfinished(&self) -> Result<(), StoreError> {
        let is_unfinished = |name: &str| {
            [COPY, RESTORED].iter().any(|what| {
                let database = format!("{STEM}-{what}.db");
                name.strip_prefix(&database).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            }) || is_part(name)
        };
        for entry in fs::read_dir(self.0)? {
            let entry = entry?;
            if entry.file_name().to_str().is_some_and(is_unfinished) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// Writes a small file beside the database, as a whole: a crash leaves the old one or the new one.
    fn write_beside(&self, ending: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let new = self.file(&format!("{ending}.new"));
        let mut file = private_file().create(true).write(true).truncate(true).open(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(new, self.file(ending))?;
        self.sync()
    }

    /// Renames the database and what belongs to it, so that the set can be opened again under its new name.
    pub(super) fn set_aside(&self, now: Timestamp) -> Result<(), StoreError> {
        let time = now.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string();
        let free = |stem: &String| !self.0.join(format!("{stem}.db")).exists();
        let stem = (0_u32..)
            .map(|turn| if turn == 0 { format!("{STEM}-{time}") } else { format!("{STEM}-{time}-{turn}") })
            .find(free)
            .ok_or(StoreError::ReadOnly)?;
        for ending in [&DATABASE_FILES[..3], &[KEY_ID, RECOVERY], &DATABASE_FILES[3..]].concat() {
            match fs::rename(self.file(ending), self.0.join(format!("{stem}{ending}"))) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        self.sync()
    }

    /// Deletes the records, those set aside included, and nothing else that may lie in the folder.
    pub(super) fn erase(&self) -> Result<(), StoreError> {
        for entry in fs::read_dir(self.0)? {
            let entry = entry?;
            if is_ours(&entry.file_name()) {
                fs::remove_file(entry.path())?;
            }
        }
        self.sync()
    }

    /// Deletes the lock's file; to be called once the lock is let go.
    pub(super) fn remove_lock_file(&self) -> Result<(), StoreError> {
        remove(&self.file(".lock"))
    }

    /// Makes renames and deletions last through a loss of power (T20).
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        #[cfg(unix)]
        File::open(self.0)?.sync_all()?;
        Ok(())
    }
}

/// Deletes a file, where there is one.
fn remove(file: &Path) -> Result<(), StoreError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn is_ours(name: &OsString) -> bool {
    let Some(name) = name.to_str() else { return false };
    let Some(rest) = name.strip_prefix(STEM) else { return is_part(name) };
    let ending = rest.find('.').map_or("", |dot| &rest[dot..]);
    let of_database = DATABASE_FILES.contains(&ending);
    (rest.starts_with('.') || rest.starts_with('-'))
        && (of_database || [KEY_ID, RECOVERY, TRIES].iter().any(|small| ending.starts_with(small)))
}

/// A database on its way in that is not whole yet.
fn is_part(name: &str) -> bool {
    name.starts_with(&format!(".{STEM}-{RESTORED}.db.")) && name.ends_with(".part")
}

/// The key is 256 random bits, so that eight bytes of a hash tell keys apart and nothing about them.
fn key_id(key: &DatabaseKey) -> String {
    let digest = Sha256::new().chain_update(b"claimfolio key id\0").chain_update(key.expose_secret()).finalize();
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Disk(error),
        }
    }
}
