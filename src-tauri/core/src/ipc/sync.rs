//! The progress of a sync.

use serde::Serialize;
use ts_rs::TS;

use super::{AppError, DataKind, RecordKind};

/// How a connection's sync stands. Sent as the event `sync` whenever it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncStatus {
    /// The connection.
    pub connection: String,
    /// The payer's name.
    pub payer_name: String,
    /// Whether it runs.
    pub run: SyncRun,
    /// When it began, RFC 3339.
    pub started_at: String,
    /// The kinds of data, in the order they are fetched.
    pub kinds: Vec<SyncKind>,
    /// Claims that were not here before.
    #[ts(type = "number")]
    pub new_claims: u64,
    /// Claims that say something else than before.
    #[ts(type = "number")]
    pub changed_claims: u64,
    /// Why the whole sync stopped.
    pub problem: Option<AppError>,
}

/// Whether a sync runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SyncRun {
    /// At work.
    Running,
    /// Stopped by the member; its place is kept.
    Stopped,
    /// All done, although single kinds may have been refused.
    Done,
    /// Ended by a problem; its place is kept.
    Failed,
}

/// How one kind of data stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncKind {
    /// The kind.
    pub kind: DataKind,
    /// Where it stands.
    pub state: SyncKindState,
    /// Resources that came so far, repeated ones counted once.
    #[ts(type = "number")]
    pub count: u64,
    /// The earliest date of care so far.
    pub back_to: Option<String>,
    /// Resources the payer sent that could not be read.
    #[ts(type = "number")]
    pub unreadable: u64,
    /// Why it was refused or failed.
    pub problem: Option<AppError>,
    /// The types of records that the payer refused, while others may have come.
    pub refused: Vec<RecordKind>,
}

/// Where one kind of data stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SyncKindState {
    /// Not begun.
    Waiting,
    /// Under way.
    Running,
    /// Everything came.
    Done,
    /// The payer or the member refused it; the others go on.
    Refused,
    /// It failed; the others go on.
    Failed,
}
