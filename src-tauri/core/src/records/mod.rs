//! What a health record beside claims says. Pure: a resource goes in, facts come out; no clock, no disk, no network.
//!
//! Built on US Core and on whatever else comes. Each type is a table of elements ([`fields`]) that one reader goes through
//! ([`facts`]); every fact knows the element it came from. Values, units and ranges are the payer's text, a date keeps its
//! precision and its offset, and what is missing is missing: nothing is worked out, converted or judged here.

mod facts;
mod fields;
mod summary;
mod value;

#[cfg(test)]
mod tests;

use crate::fhir::json::Value;
use crate::ipc::{RecordFact, RecordKind, RecordStanding};

/// Every kind, in the order of the list: what one has, what was done about it, what was given, what was measured.
pub const RECORD_KINDS: [RecordKind; 7] = [
    RecordKind::Condition,
    RecordKind::Encounter,
    RecordKind::Procedure,
    RecordKind::Prescription,
    RecordKind::Dispense,
    RecordKind::Observation,
    RecordKind::Immunization,
];

/// The resource type of a kind.
#[must_use]
pub fn resource_type(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Condition => "Condition",
        RecordKind::Encounter => "Encounter",
        RecordKind::Procedure => "Procedure",
        RecordKind::Prescription => "MedicationRequest",
        RecordKind::Dispense => "MedicationDispense",
        RecordKind::Observation => "Observation",
        RecordKind::Immunization => "Immunization",
    }
}

/// The kind that a resource type is, or `None` where it is no record of these.
#[must_use]
pub fn kind_of(resource: &str) -> Option<RecordKind> {
    RECORD_KINDS.into_iter().find(|kind| resource_type(*kind) == resource)
}

/// What a list needs to know of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordSummary {
    /// The FHIR id of the patient, where the record refers to one.
    pub patient: Option<String>,
    /// When it was, or began: a FHIR date or time of any precision.
    pub start: Option<String>,
    /// When it ended, where it says so.
    pub end: Option<String>,
    /// What it is.
    pub title: Option<String>,
    /// What it says in short.
    pub value: Option<String>,
    /// How the value is judged, in the payer's words.
    pub interpretation: Option<String>,
    /// Who did it.
    pub performer: Option<String>,
    /// Whether it holds.
    pub standing: RecordStanding,
    /// Everything worth finding.
    pub words: Vec<String>,
}

/// Reads what a list needs. Never fails: what is not there is `None`.
#[must_use]
pub fn summarise(kind: RecordKind, record: &Value) -> RecordSummary {
    summary::of_record(kind, record)
}

/// Reads everything a record says, element by element, in the order in which it is shown.
#[must_use]
pub fn facts(kind: RecordKind, record: &Value) -> Vec<RecordFact> {
    facts::of_record(kind, record)
}
