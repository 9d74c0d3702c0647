//! What the core tells the web view unasked.

use serde::Serialize;
use ts_rs::TS;

use super::{AppState, ConnectAttempt, CopyProgress, FilesState, SyncStatus};

/// An event, sent through the channel that the web view hands over with `subscribe`.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "name", content = "payload", rename_all = "kebab-case")]
pub enum Event {
    /// Opening the records ended, well or not.
    Startup(AppState),
    /// A sign-in moved on.
    Connect(ConnectAttempt),
    /// A sync moved on.
    Sync(SyncStatus),
    /// A copy is being written.
    Copy(CopyProgress),
    /// Opening files moved on.
    Files(FilesState),
    /// Records or connections changed: what is shown may be out of date.
    RecordsChanged(()),
    /// A search of a directory moved on: its id.
    Care(String),
}
