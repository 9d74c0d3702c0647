//! Errors as the web view sees them. The sentence for each code lives in the web view's catalogues.

use serde::Serialize;
use ts_rs::TS;

/// What went wrong, in a form that a sentence can be written for. Every variant is produced somewhere in the core.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// The computer has no network, or the payer's host cannot be found.
    Offline,
    /// The payer's server could not be reached or answered with a fault (408, 429, 5xx, an HTML page).
    PayerUnavailable,
    /// The payer's server took too long.
    PayerTimedOut,
    /// The payer sent something that is not what its documents promise.
    PayerUnreadable,
    /// The payer sent more than this app is willing to take in one piece.
    PayerTooLarge,
    /// The payer pointed somewhere outside its own address; nothing was sent there.
    PayerLeftItsAddress,
    /// The payer refused this kind of data (403).
    KindRefused,
    /// The payer did not understand a question that its documents allow (400).
    QuestionRefused,
    /// The sign-in has ended or was revoked; signing in again is needed.
    SignInNeeded,
    /// The payer says this member's plan is not served (`access_denied` with an eligibility reason).
    NotEligible,
    /// The payer does not know this app's registration (`invalid_client`, `unauthorized_client`).
    AppNotRegistered,
    /// What was entered cannot be a client id or a client secret.
    RegistrationUnusable,
    /// The payer does not allow the kinds of data asked for (`invalid_scope`).
    ScopeRefused,
    /// The payer refused the sign-in for another reason.
    SignInRefused,
    /// The browser's answer did not belong to a sign-in that this app started.
    AnswerNotOurs,
    /// The pasted address is not an answer from a payer's sign-in.
    AnswerUnreadable,
    /// The sign-in took longer than it is kept open.
    SignInExpired,
    /// The address that answers come back to is not the one that the payer has of this app.
    RedirectNotRegistered,
    /// The payer of a connection is no longer in the list of payers on this computer.
    PayerUnlisted,
    /// No browser could be opened.
    NoBrowser,
    /// The app is locked.
    Locked,
    /// The passphrase is another one.
    PassphraseWrong,
    /// A passphrase has too few characters.
    PassphraseTooShort,
    /// Several wrong passphrases or codes came one after the other: the next try has to wait.
    TooManyTries,
    /// What was entered is no recovery code; the detail is the group that is mistyped, where one is.
    RecoveryCodeUnreadable,
    /// The recovery code is another one.
    RecoveryCodeWrong,
    /// No recovery code was made for these records.
    NoRecoveryCode,
    /// A file is no backup, or one of a later version of this app.
    BackupNotUnderstood,
    /// A backup is damaged, or was cut off.
    BackupDamaged,
    /// The member stopped it; nothing has changed.
    Stopped,
    /// The keychain is locked.
    KeychainLocked,
    /// There is no keychain on this computer.
    KeychainMissing,
    /// The keychain refused.
    KeychainDenied,
    /// The keychain did not answer in time.
    KeychainTimedOut,
    /// The records are here but their key is not in the keychain.
    KeyMissing,
    /// The records are locked with another key than the keychain's.
    WrongKey,
    /// The file of records is damaged.
    StoreCorrupt,
    /// The file of records was written by a newer version of this app.
    StoreNewer,
    /// The disk is full.
    DiskFull,
    /// The disk or the folder cannot be written to.
    ReadOnly,
    /// A copy cannot be saved in the folder that was chosen.
    FolderNotWritable,
    /// A file cannot be opened, or is a folder.
    FileUnreadable,
    /// A file ends in the middle of something.
    FileBrokenOff,
    /// A file is no FHIR JSON.
    FileNotUnderstood,
    /// A file is FHIR, and has nothing that this app shows.
    FileWithoutRecords,
    /// A file is larger than this app takes in.
    FileTooLarge,
    /// A file is another one than when it was looked at.
    FileChanged,
    /// A list has more claims than one paper takes.
    TooManyForPaper,
    /// What was entered of a payment is no amount or no day.
    EntryUnusable,
    /// A note or a name is empty or too long.
    TextUnusable,
    /// Another tag or view has that name.
    NameTaken,
    /// A receipt's file cannot be read.
    ReceiptUnreadable,
    /// A receipt's file is larger than what is kept.
    ReceiptTooLarge,
    /// A receipt's file is neither a picture nor a PDF.
    ReceiptKindUnknown,
    /// Another copy of the app has the records open.
    InUse,
    /// The thing asked for is not here (any more).
    NotFound,
    /// Something failed that has no sentence of its own.
    Unexpected,
}

/// What the member can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Retry {
    /// Trying again now may help.
    Now,
    /// Trying again later may help; the app does so by itself where it can.
    Later,
    /// Signing in again helps.
    SignIn,
    /// Trying again does not help.
    Never,
}

/// An error as a command answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppError {
    /// Chooses the sentence.
    pub code: ErrorCode,
    /// What to offer.
    pub retry: Retry,
    /// A technical remark for a help desk: a status, a resource type, a field. Never a secret, never health data.
    pub detail: Option<String>,
}
