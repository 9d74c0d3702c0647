//! What is wrong with a file of payers.

use std::fmt;

use crate::ipc::{FaultKind, PayersFault};

/// The first fault found in a file of payers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryError {
    /// The entry's key, or its place in the file.
    pub entry: String,
    /// The field.
    pub field: String,
    /// Which kind of fault it is.
    pub kind: FaultKind,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "payer {}, field {}: {}", self.entry, self.field, self.problem)
    }
}

impl std::error::Error for RegistryError {}

impl From<RegistryError> for PayersFault {
    fn from(RegistryError { entry, field, kind, problem }: RegistryError) -> Self {
        Self { entry, field, kind, detail: problem }
    }
}

pub(super) fn fault(entry: &str, field: &str, kind: FaultKind, problem: impl Into<String>) -> RegistryError {
    RegistryError { entry: entry.to_owned(), field: field.to_owned(), kind, problem: problem.into() }
}
