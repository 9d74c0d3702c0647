//! Health records beside claims: the list, one record, and what belongs to the same day.
//!
//! Every text is the payer's. Measured values are as precise as they came, with the payer's unit; dates are FHIR dates with
//! the precision and the offset that they came with, and are never moved.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ClaimRow;

/// What kind of record it is: one a resource type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecordKind {
    /// `Condition`
    Condition,
    /// `Encounter`
    Encounter,
    /// `Procedure`
    Procedure,
    /// `MedicationRequest`
    Prescription,
    /// `MedicationDispense`
    Dispense,
    /// `Observation`
    Observation,
    /// `Immunization`
    Immunization,
}

/// Whether what a record says holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecordStanding {
    /// Nothing says otherwise.
    Stands,
    /// It was planned or asked for, and did not happen.
    NotDone,
    /// A condition that was looked for and ruled out.
    RuledOut,
    /// The source says that the entry was a mistake.
    InError,
}

/// A record in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordRow {
    /// Names the record in commands.
    #[ts(type = "number")]
    pub id: i64,
    /// The person's id.
    pub person: Option<String>,
    /// What kind.
    pub kind: RecordKind,
    /// When it was, or began.
    pub start: Option<String>,
    /// When it ended, where it says so.
    pub end: Option<String>,
    /// What it is, in the payer's words, else as a code.
    pub title: Option<String>,
    /// What it says in short: a measured value, a dose, a quantity.
    pub value: Option<String>,
    /// How the value is judged, in the payer's words: `High` …
    pub interpretation: Option<String>,
    /// Who did it.
    pub performer: Option<String>,
    /// Whether it holds.
    pub standing: RecordStanding,
    /// Came with the newest sync.
    pub is_new: bool,
    /// Changed with the newest sync.
    pub is_changed: bool,
}

/// Which records are meant. Every `null` (and an empty text) means "all".
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct RecordFilter {
    /// A person's id.
    pub person: Option<String>,
    /// A kind of record.
    pub kind: Option<RecordKind>,
    /// Words to find.
    pub text: String,
}

/// A stretch of the list: kind by kind, within one the newest first, the undated last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordsPage {
    /// Where it begins.
    #[ts(type = "number")]
    pub offset: u64,
    /// The records.
    pub rows: Vec<RecordRow>,
}

/// The shape of the whole list, and where its records could come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordsOutline {
    /// The kinds that there are, in the order of the list.
    pub groups: Vec<RecordGroup>,
    /// The connections whose payer has records to share, or that brought some.
    pub sources: Vec<RecordSource>,
}

/// The records of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordGroup {
    /// The kind.
    pub kind: RecordKind,
    /// How many.
    #[ts(type = "number")]
    pub records: u64,
}

/// A connection as far as records go. A kind that the payer does not offer is in none of the lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordSource {
    /// The connection.
    pub connection: String,
    /// The payer's key, for asking it again.
    pub payer: String,
    /// The payer's name.
    pub payer_name: String,
    /// Kinds that were shared.
    pub shared: Vec<RecordKind>,
    /// Kinds that the payer offers and that were not shared.
    pub not_shared: Vec<RecordKind>,
    /// Kinds that were shared and have never come to their end: refused, failed, or still on their way.
    pub incomplete: Vec<RecordKind>,
}

/// One record, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordDetail {
    /// As in the list.
    pub row: RecordRow,
    /// The person's whole name.
    pub person_name: Option<String>,
    /// The connection's payer.
    pub payer_name: String,
    /// `Observation/<id>`.
    pub reference: String,
    /// What it says, element by element.
    pub facts: Vec<RecordFact>,
    /// Everything it was here as, oldest first, the present one included.
    pub versions: Vec<RecordVersion>,
    /// The same person's claims for care on the same days.
    pub claims: Vec<ClaimRow>,
}

/// A version of a record that was once here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordVersion {
    /// When it came, RFC 3339.
    pub seen_at: String,
    /// What it said in short.
    pub value: Option<String>,
    /// Whether it held.
    pub standing: RecordStanding,
}

/// One thing that a record says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordFact {
    /// What it is.
    pub name: FactName,
    /// The payer's own name for it, where it has one: a part of a measurement.
    pub label: Option<String>,
    /// What it says.
    pub value: FactValue,
    /// The FHIRPath of the element.
    pub element: String,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each is the FHIR element that it is named after")]
pub enum FactName {
    Abatement,
    Admitted,
    BodySite,
    Category,
    Class,
    ClinicalStatus,
    Code,
    Complication,
    Destination,
    Device,
    Diagnosis,
    Discharged,
    DaysSupply,
    Dose,
    Encounter,
    Expires,
    FollowUp,
    HandedOver,
    Identifier,
    Intent,
    Interpretation,
    Issued,
    Location,
    Lot,
    Manufacturer,
    Medication,
    Method,
    Note,
    Occurred,
    Onset,
    Ordered,
    Organization,
    Outcome,
    Part,
    Performer,
    Prepared,
    Prescriber,
    PrimarySource,
    Quantity,
    Reaction,
    Reason,
    Recorded,
    Recorder,
    ReferenceRange,
    Refills,
    Route,
    Series,
    Severity,
    Specimen,
    Stage,
    Status,
    StatusReason,
    Substitution,
    Type,
    ValidUntil,
    Value,
    VerificationStatus,
}

/// What a fact says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum FactValue {
    /// The payer's words, or a value as the payer wrote it.
    Text {
        /// The words.
        text: String,
    },
    /// A code of a list that this app has words for: a status.
    Status {
        /// The code.
        code: String,
    },
    /// A concept: the payer's words and every code.
    Coded {
        /// The payer's words: text, then display.
        text: Option<String>,
        /// The codes.
        codes: Vec<RecordCode>,
    },
    /// A day, a time, or the time between two.
    When {
        /// When, or when it began.
        start: Option<String>,
        /// When it ended.
        end: Option<String>,
    },
    /// Yes or no.
    Flag {
        /// Yes.
        yes: bool,
    },
    /// The source says that there is no value, and perhaps why.
    Absent {
        /// Why, in the payer's words or as a code.
        reason: Option<String>,
    },
    /// A value of a type that is not shown here; what the plan sent has it.
    Unshown {
        /// The element's name: `valueAttachment` …
        kind: String,
    },
}

/// A code of a code system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordCode {
    /// The code.
    pub code: String,
    /// The code system's URI.
    pub system: Option<String>,
    /// The payer's words for it.
    pub display: Option<String>,
}
