//! What SQLite's codes mean here.

use rusqlite::{Error, ErrorCode, ffi, types::FromSqlError};

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
    /// The disk is full (T15), or the records have reached the size that they are held to (T13).
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
    /// A statement failed in a way that has no name of its own. Carries SQLite's code, never its message: that can quote
    /// what a member searched for.
    #[error("the records could not be read or written")]
    Sql(#[source] rusqlite::Error),
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::SqliteFailure(failure, _) | Error::SqlInputError { error: failure, .. } => from_code(failure),
            Error::QueryReturnedNoRows => Self::NotFound,
            // A value of a type or in a form that this app never writes.
            Error::FromSqlConversionFailure(..)
            | Error::InvalidColumnType(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::Utf8Error(..) => Self::Corrupt,
            other => Self::Sql(other),
        }
    }
}

impl From<FromSqlError> for StoreError {
    fn from(_: FromSqlError) -> Self {
        Self::Corrupt
    }
}

fn from_code(failure: ffi::Error) -> StoreError {
    match failure.code {
        ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => StoreError::Corrupt,
        ErrorCode::DiskFull => StoreError::DiskFull,
        ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => StoreError::ReadOnly,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::InUse,
        // The page was there and shorter than a page.
        ErrorCode::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHORT_READ => StoreError::Corrupt,
        ErrorCode::SystemIoFailure => StoreError::Disk(std::io::Error::other(failure)),
        _ => StoreError::Sql(Error::SqliteFailure(failure, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: std::ffi::c_int) -> StoreError {
        Error::SqliteFailure(ffi::Error::new(code), Some("near \"a diagnosis\"".into())).into()
    }

    #[test]
    fn every_code_that_has_a_screen_gets_its_own_error() {
        assert!(matches!(error(ffi::SQLITE_NOTADB), StoreError::Corrupt));
        assert!(matches!(error(ffi::SQLITE_CORRUPT), StoreError::Corrupt));
        assert!(matches!(error(ffi::SQLITE_FULL), StoreError::DiskFull));
        assert!(matches!(error(ffi::SQLITE_READONLY), StoreError::ReadOnly));
        assert!(matches!(error(ffi::SQLITE_CANTOPEN), StoreError::ReadOnly));
        assert!(matches!(error(ffi::SQLITE_BUSY), StoreError::InUse));
        assert!(matches!(error(ffi::SQLITE_LOCKED), StoreError::InUse));
        assert!(matches!(error(ffi::SQLITE_IOERR_WRITE), StoreError::Disk(_)));
        assert!(matches!(error(ffi::SQLITE_IOERR_SHORT_READ), StoreError::Corrupt));
        assert!(matches!(StoreError::from(Error::QueryReturnedNoRows), StoreError::NotFound));
    }

    /// T27
    #[test]
    fn no_message_of_sqlite_gets_into_an_error() {
        assert!(!format!("{:?}", error(ffi::SQLITE_ERROR)).contains("diagnosis"));
        let input = Error::SqlInputError {
            error: ffi::Error::new(ffi::SQLITE_ERROR),
            msg: "fts5: syntax error near \"a diagnosis\"".into(),
            sql: String::new(),
            offset: 0,
        };
        assert!(!format!("{:?}", StoreError::from(input)).contains("diagnosis"));
    }
}
