//! Which elements of each type are shown, and how each is read. A path goes through lists and objects; the name of an
//! element like `value[x]` stands without its type.

use crate::ipc::{FactName, RecordKind};

/// How an element is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// A `CodeableConcept` or a `Coding`.
    Concept,
    /// A code that this app has words for, bare or in a concept.
    Status,
    /// A string.
    Text,
    /// A number.
    Number,
    /// A `Quantity`.
    Quantity,
    /// A `date`, `dateTime` or `instant`.
    Date,
    /// A `Period`.
    Period,
    /// `true` or `false`.
    Flag,
    /// Somebody or something that is referred to, by name.
    Named,
    /// An `Identifier`.
    Identifier,
    /// An `Annotation`.
    Note,
    /// Why there is no value.
    Absent,
    /// A reference range of an observation.
    Range,
    /// Any of the types of an element like `value[x]`.
    Choice,
    /// The same where a medicine is meant: one that is referred to and not here is still told by its reference.
    Medicine,
    /// The parts of an observation, each a small observation.
    Parts,
}

/// An element that is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) path: &'static str,
    pub(super) name: FactName,
    pub(super) read: Read,
}

const fn field(path: &'static str, name: FactName, read: Read) -> Field {
    Field { path, name, read }
}

/// The elements of a kind, in the order in which they are shown.
pub(super) fn fields(kind: RecordKind) -> &'static [Field] {
    match kind {
        RecordKind::Condition => CONDITION,
        RecordKind::Encounter => ENCOUNTER,
        RecordKind::Procedure => PROCEDURE,
        RecordKind::Prescription => MEDICATION_REQUEST,
        RecordKind::Dispense => MEDICATION_DISPENSE,
        RecordKind::Observation => OBSERVATION,
        RecordKind::Immunization => IMMUNIZATION,
    }
}

const CONDITION: &[Field] = &[
    field("code", FactName::Code, Read::Concept),
    field("clinicalStatus", FactName::ClinicalStatus, Read::Status),
    field("verificationStatus", FactName::VerificationStatus, Read::Status),
    field("severity", FactName::Severity, Read::Concept),
    field("onset", FactName::Onset, Read::Choice),
    field("abatement", FactName::Abatement, Read::Choice),
    field("recordedDate", FactName::Recorded, Read::Date),
    field("bodySite", FactName::BodySite, Read::Concept),
    field("stage.summary", FactName::Stage, Read::Concept),
    field("category", FactName::Category, Read::Concept),
    field("asserter", FactName::Performer, Read::Named),
    field("recorder", FactName::Recorder, Read::Named),
    field("encounter", FactName::Encounter, Read::Named),
    field("note", FactName::Note, Read::Note),
    field("identifier", FactName::Identifier, Read::Identifier),
];

const ENCOUNTER: &[Field] = &[
    field("type", FactName::Type, Read::Concept),
    field("class", FactName::Class, Read::Concept),
    field("status", FactName::Status, Read::Status),
    field("period", FactName::Occurred, Read::Period),
    field("reasonCode", FactName::Reason, Read::Concept),
    field("reasonReference", FactName::Reason, Read::Named),
    field("diagnosis.condition", FactName::Diagnosis, Read::Named),
    field("participant.individual", FactName::Performer, Read::Named),
    field("location.location", FactName::Location, Read::Named),
    field("serviceProvider", FactName::Organization, Read::Named),
    field("hospitalization.admitSource", FactName::Admitted, Read::Concept),
    field("hospitalization.dischargeDisposition", FactName::Discharged, Read::Concept),
    field("hospitalization.destination", FactName::Destination, Read::Named),
    field("identifier", FactName::Identifier, Read::Identifier),
];

const PROCEDURE: &[Field] = &[
    field("code", FactName::Code, Read::Concept),
    field("status", FactName::Status, Read::Status),
    field("statusReason", FactName::StatusReason, Read::Concept),
    field("performed", FactName::Occurred, Read::Choice),
    field("reasonCode", FactName::Reason, Read::Concept),
    field("reasonReference", FactName::Reason, Read::Named),
    field("bodySite", FactName::BodySite, Read::Concept),
    field("performer.actor", FactName::Performer, Read::Named),
    field("location", FactName::Location, Read::Named),
    field("outcome", FactName::Outcome, Read::Concept),
    field("complication", FactName::Complication, Read::Concept),
    field("followUp", FactName::FollowUp, Read::Concept),
    field("focalDevice.manipulated", FactName::Device, Read::Named),
    field("category", FactName::Category, Read::Concept),
    field("encounter", FactName::Encounter, Read::Named),
    field("note", FactName::Note, Read::Note),
    field("identifier", FactName::Identifier, Read::Identifier),
];

const MEDICATION_REQUEST: &[Field] = &[
    field("medication", FactName::Medication, Read::Medicine),
    field("status", FactName::Status, Read::Status),
    field("statusReason", FactName::StatusReason, Read::Concept),
    field("intent", FactName::Intent, Read::Status),
    field("authoredOn", FactName::Ordered, Read::Date),
    field("requester", FactName::Prescriber, Read::Named),
    field("dosageInstruction.text", FactName::Dose, Read::Text),
    field("dosageInstruction.doseAndRate.dose", FactName::Dose, Read::Choice),
    field("dosageInstruction.timing.code", FactName::Dose, Read::Concept),
    field("dosageInstruction.route", FactName::Route, Read::Concept),
    field("dosageInstruction.patientInstruction", FactName::Note, Read::Text),
    field("dispenseRequest.quantity", FactName::Quantity, Read::Quantity),
    field("dispenseRequest.expectedSupplyDuration", FactName::DaysSupply, Read::Quantity),
    field("dispenseRequest.numberOfRepeatsAllowed", FactName::Refills, Read::Number),
    field("dispenseRequest.validityPeriod", FactName::ValidUntil, Read::Period),
    field("substitution.allowed", FactName::Substitution, Read::Choice),
    field("reasonCode", FactName::Reason, Read::Concept),
    field("reasonReference", FactName::Reason, Read::Named),
    field("encounter", FactName::Encounter, Read::Named),
    field("note", FactName::Note, Read::Note),
    field("identifier", FactName::Identifier, Read::Identifier),
];

const MEDICATION_DISPENSE: &[Field] = &[
    field("medication", FactName::Medication, Read::Medicine),
    field("status", FactName::Status, Read::Status),
    field("statusReason", FactName::StatusReason, Read::Choice),
    field("whenHandedOver", FactName::HandedOver, Read::Date),
    field("whenPrepared", FactName::Prepared, Read::Date),
    field("quantity", FactName::Quantity, Read::Quantity),
    field("daysSupply", FactName::DaysSupply, Read::Quantity),
    field("dosageInstruction.text", FactName::Dose, Read::Text),
    field("dosageInstruction.doseAndRate.dose", FactName::Dose, Read::Choice),
    field("dosageInstruction.route", FactName::Route, Read::Concept),
    field("performer.actor", FactName::Performer, Read::Named),
    field("location", FactName::Location, Read::Named),
    field("type", FactName::Type, Read::Concept),
    field("substitution.wasSubstituted", FactName::Substitution, Read::Flag),
    field("note", FactName::Note, Read::Note),
    field("identifier", FactName::Identifier, Read::Identifier),
];

const OBSERVATION: &[Field] = &[
    field("code", FactName::Code, Read::Concept),
    field("value", FactName::Value, Read::Choice),
    field("dataAbsentReason", FactName::Value, Read::Absent),
    field("component", FactName::Part, Read::Parts),
    field("interpretation", FactName::Interpretation, Read::Concept),
    field("referenceRange", FactName::ReferenceRange, Read::Range),
    field("effective", FactName::Occurred, Read::Choice),
    field("issued", FactName::Issued, Read::Date),
    field("status", FactName::Status, Read::Status),
    field("performer", FactName::Performer, Read::Named),
    field("specimen", FactName::Specimen, Read::Named),
    field("method", FactName::Method, Read::Concept),
    field("bodySite", FactName::BodySite, Read::Concept),
    field("device", FactName::Device, Read::Named),
    field("category", FactName::Category, Read::Concept),
    field("encounter", FactName::Encounter, Read::Named),
    field("note", FactName::Note, Read::Note),
    field("identifier", FactName::Identifier, Read::Identifier),
];

const IMMUNIZATION: &[Field] = &[
    field("vaccineCode", FactName::Code, Read::Concept),
    field("status", FactName::Status, Read::Status),
    field("statusReason", FactName::StatusReason, Read::Concept),
    field("occurrence", FactName::Occurred, Read::Choice),
    field("recorded", FactName::Recorded, Read::Date),
    field("performer.actor", FactName::Performer, Read::Named),
    field("location", FactName::Location, Read::Named),
    field("manufacturer", FactName::Manufacturer, Read::Named),
    field("lotNumber", FactName::Lot, Read::Text),
    field("expirationDate", FactName::Expires, Read::Date),
    field("doseQuantity", FactName::Dose, Read::Quantity),
    field("site", FactName::BodySite, Read::Concept),
    field("route", FactName::Route, Read::Concept),
    field("protocolApplied.series", FactName::Series, Read::Text),
    field("protocolApplied.doseNumber", FactName::Series, Read::Choice),
    field("reasonCode", FactName::Reason, Read::Concept),
    field("primarySource", FactName::PrimarySource, Read::Flag),
    field("reaction.detail", FactName::Reaction, Read::Named),
    field("encounter", FactName::Encounter, Read::Named),
    field("note", FactName::Note, Read::Note),
    field("identifier", FactName::Identifier, Read::Identifier),
];
