//! Takes a table of the file apart field by field, so that a fault can name its field.

use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::fault::{RegistryError, fault};
use crate::ipc::FaultKind;

/// The fields of one entry that were not taken yet.
pub(super) struct Fields {
    entry: String,
    /// What stands before each field's name in a fault.
    under: String,
    left: Table,
}

impl Fields {
    pub(super) fn of(entry: &str, under: &str, value: Value) -> Result<Self, RegistryError> {
        match value {
            Value::Table(left) => Ok(Self { entry: entry.to_owned(), under: under.to_owned(), left }),
            _ => {
                let field = if under.is_empty() { "syntax" } else { under.trim_end_matches('.') };
                Err(fault(entry, field, FaultKind::Form, "is not a table"))
            }
        }
    }

    fn fault(&self, field: &str, kind: FaultKind, problem: &str) -> RegistryError {
        fault(&self.entry, &format!("{}{field}", self.under), kind, problem)
    }

    /// A field that may be left out.
    pub(super) fn optional<T: DeserializeOwned>(&mut self, field: &str) -> Result<Option<T>, RegistryError> {
        let Some(value) = self.left.remove(field) else { return Ok(None) };
        // The parser's message says what was expected; the file holds no secrets.
        value.try_into().map(Some).map_err(|error: toml::de::Error| self.fault(field, FaultKind::Form, error.message()))
    }

    /// A field that is needed.
    pub(super) fn required<T: DeserializeOwned>(&mut self, field: &str) -> Result<T, RegistryError> {
        self.optional(field)?.ok_or_else(|| self.fault(field, FaultKind::Missing, "is missing"))
    }

    /// Refuses what nobody asked for: a misspelled field must not be left out in silence.
    pub(super) fn none_left(self) -> Result<(), RegistryError> {
        match self.left.keys().next() {
            Some(stray) => Err(self.fault(stray, FaultKind::Unknown, "is not a field that this app knows")),
            None => Ok(()),
        }
    }
}
