//! From the core's errors to what the web view is told. One `match` a kind of error and none has a wildcard: a new
//! error does not compile until somebody has decided what the member is told.

use std::{io, time::Duration};

use crate::{
    ipc::{AppError, ErrorCode, Retry},
    portable::SaveError,
    print::Failure,
    store::StoreError,
};

fn error(code: ErrorCode, retry: Retry) -> AppError {
    AppError { code, retry, detail: None }
}

/// Something that has no sentence of its own.
pub(super) fn unexpected(detail: &str) -> AppError {
    AppError { code: ErrorCode::Unexpected, retry: Retry::Now, detail: Some(detail.to_owned()) }
}

/// A list is too long for paper.
pub(super) fn too_many_for_paper() -> AppError {
    error(ErrorCode::TooManyForPaper, Retry::Never)
}

/// The thing asked for is not here.
pub(super) fn not_found() -> AppError {
    error(ErrorCode::NotFound, Retry::Never)
}

/// The payer of a connection is in no list of payers here.
pub(super) fn payer_unlisted() -> AppError {
    error(ErrorCode::PayerUnlisted, Retry::Never)
}

/// This copy of the app has no registration with the payer.
pub(super) fn not_registered() -> AppError {
    error(ErrorCode::AppNotRegistered, Retry::Never)
}

/// What was entered is no client id or no client secret.
pub(super) fn registration_unusable(detail: &str) -> AppError {
    AppError { code: ErrorCode::RegistrationUnusable, retry: Retry::Now, detail: Some(detail.to_owned()) }
}

/// What was entered of a payment is no day or no amount.
pub(super) fn entry_unusable(field: &str) -> AppError {
    AppError { code: ErrorCode::EntryUnusable, retry: Retry::Now, detail: Some(field.to_owned()) }
}

/// A note or a name is empty or too long.
pub(super) fn text_unusable(field: &str) -> AppError {
    AppError { code: ErrorCode::TextUnusable, retry: Retry::Now, detail: Some(field.to_owned()) }
}

/// Another tag or view has the name.
pub(super) fn name_taken() -> AppError {
    error(ErrorCode::NameTaken, Retry::Now)
}

/// A receipt's file cannot be read.
pub(super) fn receipt_unreadable() -> AppError {
    error(ErrorCode::ReceiptUnreadable, Retry::Now)
}

/// A receipt's file is larger than what is kept.
pub(super) fn receipt_too_large() -> AppError {
    error(ErrorCode::ReceiptTooLarge, Retry::Now)
}

/// A receipt's file is neither a picture nor a PDF.
pub(super) fn receipt_kind_unknown() -> AppError {
    error(ErrorCode::ReceiptKindUnknown, Retry::Now)
}

/// A file that cannot be taken, and in which line.
pub(super) fn file(code: ErrorCode, line: Option<u64>) -> AppError {
    AppError { code, retry: Retry::Never, detail: line.map(|line| line.to_string()) }
}

/// No browser could be opened.
pub(super) fn no_browser() -> AppError {
    error(ErrorCode::NoBrowser, Retry::Now)
}

/// The app is locked.
pub(super) fn locked() -> AppError {
    error(ErrorCode::Locked, Retry::Never)
}

/// The passphrase is another one.
pub(super) fn passphrase_wrong() -> AppError {
    error(ErrorCode::PassphraseWrong, Retry::Now)
}

/// A passphrase that is too short to protect anything.
pub(super) fn passphrase_too_short() -> AppError {
    error(ErrorCode::PassphraseTooShort, Retry::Now)
}

/// Several wrong passphrases came one after the other; in how many whole seconds the next try is taken.
pub(super) fn too_many_tries(wait: Duration) -> AppError {
    let seconds = wait.as_millis().div_ceil(1000);
    AppError { code: ErrorCode::TooManyTries, retry: Retry::Later, detail: Some(seconds.to_string()) }
}

/// What was entered is no recovery code, and which group is mistyped.
pub(super) fn recovery_code_unreadable(group: Option<usize>) -> AppError {
    let detail = group.map(|group| group.to_string());
    AppError { code: ErrorCode::RecoveryCodeUnreadable, retry: Retry::Now, detail }
}

/// The recovery code is another one.
pub(super) fn recovery_code_wrong() -> AppError {
    error(ErrorCode::RecoveryCodeWrong, Retry::Now)
}

/// No recovery code was made for these records.
pub(super) fn no_recovery_code() -> AppError {
    error(ErrorCode::NoRecoveryCode, Retry::Never)
}

/// A file is no backup, or a later version's.
pub(super) fn backup_not_understood() -> AppError {
    error(ErrorCode::BackupNotUnderstood, Retry::Never)
}

/// A backup is damaged, or was cut off.
pub(super) fn backup_damaged() -> AppError {
    error(ErrorCode::BackupDamaged, Retry::Never)
}

/// The member stopped it.
pub(super) fn stopped() -> AppError {
    error(ErrorCode::Stopped, Retry::Now)
}

/// The records are there and their key is not (T17).
pub(super) fn key_missing() -> AppError {
    error(ErrorCode::KeyMissing, Retry::Now)
}

impl From<StoreError> for AppError {
    fn from(cause: StoreError) -> Self {
        match cause {
            StoreError::InUse => error(ErrorCode::InUse, Retry::Now),
            StoreError::WrongKey => error(ErrorCode::WrongKey, Retry::Now),
            StoreError::Corrupt => error(ErrorCode::StoreCorrupt, Retry::Never),
            StoreError::Newer { found } => {
                Self { code: ErrorCode::StoreNewer, retry: Retry::Never, detail: Some(format!("schema {found}")) }
            }
            StoreError::DiskFull => error(ErrorCode::DiskFull, Retry::Now),
            StoreError::ReadOnly => error(ErrorCode::ReadOnly, Retry::Now),
            StoreError::Disk(cause) => disk_error(&cause),
            StoreError::NotFound => not_found(),
            StoreError::Sql(_) => unexpected("store"),
        }
    }
}

impl From<Failure> for AppError {
    fn from(cause: Failure) -> Self {
        match cause {
            Failure::Font | Failure::Format | Failure::Today => unexpected(&format!("paper: {cause}")),
        }
    }
}

impl From<SaveError> for AppError {
    fn from(cause: SaveError) -> Self {
        match cause {
            SaveError::FolderNotWritable => error(ErrorCode::FolderNotWritable, Retry::Now),
            SaveError::DiskFull => error(ErrorCode::DiskFull, Retry::Now),
            SaveError::Disk(cause) => unexpected(&format!("disk: {}", cause.kind())),
        }
    }
}

/// What a failed file means.
pub(super) fn disk_error(cause: &io::Error) -> AppError {
    match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => error(ErrorCode::DiskFull, Retry::Now),
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => error(ErrorCode::ReadOnly, Retry::Now),
        kind => unexpected(&format!("disk: {kind}")),
    }
}
