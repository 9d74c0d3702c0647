//! Opening the encrypted file: key first, then a read that proves it, then the pragmas.

use std::{fmt::Write as _, path::Path};

use rusqlite::{Connection, OpenFlags, limits::Limit};
use secrecy::ExposeSecret as _;
use zeroize::Zeroizing;

use super::{DatabaseKey, StoreError, folder::Folder, folder::KeyId};

/// How a connection is used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// The one that writes.
    Writer,
    /// One of those that only read, beside the writer.
    Reader,
}

/// Set before the key: SQLCipher would write to stderr about a key that does not fit (T27).
const SILENCE: &str = "PRAGMA cipher_log_level = NONE";

/// Set on every connection, once the key has proven itself.
const PRAGMAS: &[(&str, &str)] = &[
    // A reference to a row that is not there is a fault of ours and must not be stored.
    ("foreign_keys", "ON"),
    // Nothing in the schema may call a function with side effects, whoever wrote the schema.
    ("trusted_schema", "OFF"),
    // A damaged page is noticed when it is read, not when it is used.
    ("cell_size_check", "ON"),
    // A memory map would hand out pages unencrypted, and turn a failing disk into a signal instead of an error.
    ("mmap_size", "0"),
    // Sorting never writes plain text to a file.
    ("temp_store", "MEMORY"),
    // A reader and the writer meet for moments only (T22); in milliseconds.
    ("busy_timeout", "5000"),
    // In KiB, used as needed: room for the index that lists, sums and timeline read, at 100,000 claims.
    ("cache_size", "-16384"),
];

/// Set on the writer.
const WRITER_PRAGMAS: &[(&str, &str)] = &[
    // Room for the indices that a sync writes to at random places, at 100,000 claims.
    ("cache_size", "-65536"),
    // Readers go on while a sync writes, and a killed app loses nothing that was committed (T19).
    ("journal_mode", "WAL"),
    // A commit is on the disk when it returns (T20) …
    ("synchronous", "FULL"),
    // … on macOS only with this, in commits …
    ("fullfsync", "1"),
    // … and when the log is copied into the file.
    ("checkpoint_fullfsync", "1"),
    // What is deleted is overwritten.
    ("secure_delete", "ON"),
    // In pages of 4 KiB: a sync writes the same index pages again and again, and the log takes all of it before the file does.
    ("wal_autocheckpoint", "8000"),
    // In bytes: a log that one huge page of a payer blew up shrinks again.
    ("journal_size_limit", "67108864"),
    // In pages of 4 KiB: a payer that never stops sending fills 8 GiB, not the disk (T13).
    ("max_page_count", "2097152"),
];

/// The largest text or blob, in bytes: well above one resource, well below what would hurt.
const LONGEST_VALUE: i32 = 256 * 1024 * 1024;

/// The statements that a connection keeps prepared.
const PREPARED: usize = 64;

/// Opens the file that `folder` has.
pub(super) fn open(folder: &Folder<'_>, key: &DatabaseKey, access: Access) -> Result<Connection, StoreError> {
    let mode = match access {
        Access::Writer => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Reader => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = Connection::open_with_flags(folder.database(), flags)?;
    connection.execute_batch(SILENCE)?;
    connection.execute_batch(&key_statement("key", key))?;
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .map_err(|error| unreadable(error.into(), folder.key_id(key)))?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    let writers = if access == Access::Writer { WRITER_PRAGMAS } else { &[] };
    for (name, value) in PRAGMAS.iter().chain(writers) {
        connection.execute_batch(&format!("PRAGMA {name} = {value}"))?;
    }
    Ok(connection)
}

/// Opens a database that is on its way in or out, for this process alone.
pub(super) fn open_file(place: &Path, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = Connection::open_with_flags(place, flags)?;
    connection.execute_batch(SILENCE)?;
    connection.execute_batch(&key_statement("key", key))?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    for (name, value) in PRAGMAS {
        connection.execute_batch(&format!("PRAGMA {name} = {value}"))?;
    }
    Ok(connection)
}

/// SQLCipher says of a wrong key what it says of a damaged first page; the sidecar tells them apart (T16, T17).
fn unreadable(error: StoreError, key_id: KeyId) -> StoreError {
    match (error, key_id) {
        (StoreError::Corrupt, KeyId::Other) => StoreError::WrongKey,
        (error, _) => error,
    }
}

/// A raw key: no derivation, so that opening takes well under a millisecond.
pub(super) fn key_statement(pragma: &str, key: &DatabaseKey) -> Zeroizing<String> {
    let mut statement = Zeroizing::new(String::with_capacity(96));
    statement.push_str("PRAGMA ");
    statement.push_str(pragma);
    statement.push_str(" = \"x'");
    for byte in key.expose_secret() {
        // Writing to a String cannot fail.
        let _ = write!(statement, "{byte:02x}");
    }
    statement.push_str("'\"");
    statement
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_statement_never_outgrows_the_memory_that_is_wiped() {
        let statement = key_statement("rekey", &DatabaseKey::new(Box::new([0xAB; 32])));
        assert_eq!(statement.len(), "PRAGMA rekey = \"x''\"".len() + 64);
        assert!(statement.len() <= 96);
    }

    #[test]
    fn every_pragma_is_in_force() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Folder(folder.path());
        let key = DatabaseKey::new(Box::new([7; 32]));
        folder.create_database().unwrap();
        let writer = open(&folder, &key, Access::Writer).unwrap();
        writer.execute_batch("CREATE TABLE t (x)").unwrap();
        let reader = open(&folder, &key, Access::Reader).unwrap();
        let expected = [
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            ("mmap_size", "0"),
            ("temp_store", "2"),
            ("busy_timeout", "5000"),
            ("journal_mode", "wal"),
        ];
        let writers = [("synchronous", "2"), ("fullfsync", "1"), ("secure_delete", "1"), ("max_page_count", "2097152")];
        let value = |connection: &Connection, name: &str| {
            connection
                .query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, rusqlite::types::Value>(0))
                .map(|value| match value {
                    rusqlite::types::Value::Integer(number) => number.to_string(),
                    rusqlite::types::Value::Text(text) => text,
                    other => format!("{other:?}"),
                })
                .ok()
        };
        for (name, wanted) in expected {
            // Without a memory map compiled in there is no answer, and nothing to switch off.
            assert_eq!(value(&writer, name).as_deref().unwrap_or("0"), wanted, "{name}");
            assert_eq!(value(&reader, name).as_deref().unwrap_or("0"), wanted, "{name}");
        }
        for (name, wanted) in writers {
            assert_eq!(value(&writer, name).as_deref(), Some(wanted), "{name}");
        }
        assert!(reader.execute_batch("INSERT INTO t VALUES (1)").is_err());
    }
}
