//! Files of the member: copies that they take along, and files that they open.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AppError, ClaimFilter};

/// What a copy is of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "of", rename_all = "camelCase")]
pub enum CopyWhat {
    /// One claim.
    Claim {
        /// Which.
        #[ts(type = "number")]
        id: i64,
    },
    /// The claims of a list.
    Claims {
        /// Which list.
        filter: ClaimFilter,
    },
    /// Everything of a connection.
    Connection {
        /// Which.
        id: String,
    },
    /// Everything.
    Everything,
}

/// How a copy is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CopyFormat {
    /// A table of claims.
    Csv,
    /// FHIR, one resource a line.
    Ndjson,
    /// FHIR, one Bundle.
    Bundle,
}

/// The language of a table's headings: the one that the window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CopyLanguage {
    /// English.
    En,
    /// Spanish.
    Es,
}

/// A copy that was saved. It is plain: whoever can open the file can read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CopySaved {
    /// The file's name, without its folder.
    pub file: String,
    /// Claims in it.
    #[ts(type = "number")]
    pub claims: u64,
    /// Other resources in it.
    #[ts(type = "number")]
    pub others: u64,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// How far a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CopyProgress {
    /// Resources written.
    #[ts(type = "number")]
    pub done: u64,
    /// Of how many at least.
    #[ts(type = "number")]
    pub total: u64,
}

/// Where opening files stands. One set of files at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "stage", rename_all = "camelCase")]
pub enum FilesState {
    /// No files are open.
    #[default]
    None,
    /// Files are held over the window.
    Hovering,
    /// They are being looked at.
    Looking {
        /// Their names.
        names: Vec<String>,
        /// Bytes that were looked at.
        #[ts(type = "number")]
        done: u64,
        /// Bytes of all.
        #[ts(type = "number")]
        total: u64,
    },
    /// What is in them; nothing is kept yet.
    Found {
        /// What.
        preview: FilesPreview,
    },
    /// They are being added.
    Adding {
        /// Their names.
        names: Vec<String>,
        /// Resources that were added.
        #[ts(type = "number")]
        done: u64,
        /// Of how many.
        #[ts(type = "number")]
        total: u64,
    },
    /// They were added.
    Added {
        /// What came of it.
        receipt: FilesReceipt,
    },
    /// Nothing of them was kept.
    Failed {
        /// Their names.
        names: Vec<String>,
        /// Why.
        problem: AppError,
    },
}

/// What is in files, before anything of them is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilesPreview {
    /// The files' names, without their folders.
    pub names: Vec<String>,
    /// Claims, each once.
    #[ts(type = "number")]
    pub claims: u64,
    /// The first day of care of the claims that state one.
    pub from: Option<String>,
    /// The last one.
    pub until: Option<String>,
    /// Coverages.
    #[ts(type = "number")]
    pub coverages: u64,
    /// Health records.
    #[ts(type = "number")]
    pub records: u64,
    /// Other resources, which are kept and not shown by themselves.
    pub others: Vec<CountedType>,
    /// Who they are about, the first ones.
    pub people: Vec<PersonInFile>,
    /// How many they are about.
    #[ts(type = "number")]
    pub people_count: u64,
    /// What was not understood, the first of it.
    pub not_taken: Vec<NotTakenInFile>,
    /// How much was not understood.
    #[ts(type = "number")]
    pub not_taken_count: u64,
    /// Where they can be added besides a connection of their own.
    pub into: Vec<FilesTarget>,
    /// Where they belong: a connection from a file that has some of these claims.
    pub belongs_to: Option<String>,
    /// Plans whose own claims are among these: they would be counted twice.
    pub already_from: Vec<FilesTarget>,
}

/// A connection, with how many of the files' claims it has already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilesTarget {
    /// The connection.
    pub connection: String,
    /// Its name.
    pub name: String,
    /// How many of these claims it has.
    #[ts(type = "number")]
    pub claims: u64,
}

/// A FHIR type, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CountedType {
    /// The type.
    pub resource_type: String,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
}

/// Somebody that a file is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonInFile {
    /// The name; `null` where the file does not say.
    pub name: Option<String>,
    /// The birth date.
    pub birth_date: Option<String>,
    /// How many claims.
    #[ts(type = "number")]
    pub claims: u64,
}

/// Something in a file that was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotTakenInFile {
    /// The file's name.
    pub file: String,
    /// The line that it begins in.
    #[ts(type = "number")]
    pub line: u64,
    /// Which entry of its Bundle or list, from 1.
    #[ts(type = "number | null")]
    pub entry: Option<u64>,
    /// What it says it is.
    pub resource_type: Option<String>,
    /// Why.
    pub why: NotTakenWhy,
}

/// Why something in a file was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NotTakenWhy {
    /// It is not JSON.
    NotJson,
    /// An entry without a resource.
    NoResource,
    /// It does not say what it is.
    NoType,
    /// It says the same thing twice.
    SaidTwice,
    /// It is larger than any record is.
    TooLarge,
    /// It is nested deeper than any record is.
    TooDeep,
    /// A server's message, no record.
    Message,
}

/// What came of adding files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilesReceipt {
    /// The files' names.
    pub names: Vec<String>,
    /// The connection that they are in now.
    pub connection: String,
    /// Claims that were not here.
    #[ts(type = "number")]
    pub new_claims: u64,
    /// Claims that say something else now; what they said before is kept.
    #[ts(type = "number")]
    pub changed_claims: u64,
    /// Claims that were here as they are.
    #[ts(type = "number")]
    pub unchanged_claims: u64,
    /// Other resources that were not here, or changed.
    #[ts(type = "number")]
    pub others: u64,
    /// What was not understood and not added.
    #[ts(type = "number")]
    pub not_taken_count: u64,
}
