//! Backups: everything in one sealed file, and back.

use serde::Serialize;
use ts_rs::TS;

/// What was backed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupSaved {
    /// The file's name.
    pub file: String,
    /// How many plans and files the records came from.
    #[ts(type = "number")]
    pub connections: u64,
    /// How many claims are in it.
    #[ts(type = "number")]
    pub claims: u64,
}

/// The backup that was chosen to be restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupFile {
    /// Its name.
    pub name: String,
}

/// What is in a backup, and what is here in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupPreview {
    /// When it was made.
    pub made_at: String,
    /// How many plans and files its records came from.
    #[ts(type = "number")]
    pub connections: u64,
    /// How many claims are in it.
    #[ts(type = "number")]
    pub claims: u64,
    /// How many plans and files there are here.
    #[ts(type = "number")]
    pub connections_here: u64,
    /// How many claims.
    #[ts(type = "number")]
    pub claims_here: u64,
}
