//! What is read of a record, from records of our own.

use serde_json::{Value, json};

use super::{super::*, facts, published, summarise};
use crate::ipc::{FactName, FactValue};

/// One line a fact, as a person would write it down.
fn lines(kind: RecordKind, record: &Value) -> Vec<String> {
    facts(kind, record)
        .into_iter()
        .map(|fact| {
            let value = match fact.value {
                FactValue::Text { text } => text,
                FactValue::Status { code } => format!("[{code}]"),
                FactValue::Coded { text, codes } => {
                    let codes: Vec<_> = codes.into_iter().map(|code| code.code).collect();
                    format!("{} ({})", text.unwrap_or_default(), codes.join(","))
                }
                FactValue::When { start, end } => format!("{start:?}..{end:?}"),
                FactValue::Flag { yes } => yes.to_string(),
                FactValue::Absent { reason } => format!("absent: {reason:?}"),
                FactValue::Unshown { kind } => format!("unshown: {kind}"),
            };
            let label = fact.label.map(|label| format!(" {label}")).unwrap_or_default();
            format!("{:?}{label} = {value} @ {}", fact.name, fact.element)
        })
        .collect()
}

fn observed(value: Value) -> (Option<String>, Vec<String>) {
    let mut record = json!({"resourceType": "Observation", "code": {"text": "Test"}});
    record.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
    let rest = lines(RecordKind::Observation, &record).into_iter().filter(|line| !line.starts_with("Code =")).collect();
    (summarise(RecordKind::Observation, &record).value, rest)
}

#[test]
fn a_value_of_each_type_is_told_as_it_was_written() {
    let number = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    for (value, short, line) in [
        (
            json!({"valueQuantity": {"value": number("5.40"), "unit": "mmol/L", "code": "mmol/L"}}),
            Some("5.40 mmol/L"),
            "Value = 5.40 mmol/L @ Observation.valueQuantity",
        ),
        (
            json!({"valueQuantity": {"value": number("1.0000000000000000001"), "comparator": "<", "code": "mg/dL"}}),
            Some("< 1.0000000000000000001 mg/dL"),
            "Value = < 1.0000000000000000001 mg/dL @ Observation.valueQuantity",
        ),
        (json!({"valueQuantity": {"value": 7}}), Some("7"), "Value = 7 @ Observation.valueQuantity"),
        (json!({"valueQuantity": {"value": "7,5"}}), Some("7,5"), "Value = 7,5 @ Observation.valueQuantity"),
        (json!({"valueQuantity": {"unit": "mg"}}), None, "Value = unshown: valueQuantity @ Observation.valueQuantity"),
        (json!({"valueString": " Clear "}), Some("Clear"), "Value = Clear @ Observation.valueString"),
        (
            json!({"valueCodeableConcept": {"coding": [{"code": "260385009", "display": "Negative"}]}}),
            Some("Negative"),
            "Value = Negative (260385009) @ Observation.valueCodeableConcept",
        ),
        (json!({"valueBoolean": false}), None, "Value = false @ Observation.valueBoolean"),
        (json!({"valueInteger": 3}), Some("3"), "Value = 3 @ Observation.valueInteger"),
        (
            json!({"valueRange": {"low": {"value": 1, "unit": "g"}, "high": {"value": 2, "unit": "g"}}}),
            Some("1 – 2 g"),
            "Value = 1 – 2 g @ Observation.valueRange",
        ),
        (json!({"valueRange": {"high": {"value": 2}}}), Some("≤ 2"), "Value = ≤ 2 @ Observation.valueRange"),
        (
            json!({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}),
            Some("1 : 128"),
            "Value = 1 : 128 @ Observation.valueRatio",
        ),
        (
            json!({"valueSampledData": {"origin": {"value": 0, "unit": "mV"}, "data": "1 2 E U"}}),
            Some("1 2 E U mV"),
            "Value = 1 2 E U mV @ Observation.valueSampledData",
        ),
        (json!({"valueTime": "07:30:00"}), Some("07:30:00"), "Value = 07:30:00 @ Observation.valueTime"),
        (json!({"valuePeriod": {"end": "2026-03"}}), None, "Value = None..Some(\"2026-03\") @ Observation.valuePeriod"),
        (json!({"valueMolecule": {"x": 1}}), None, "Value = unshown: valueMolecule @ Observation.valueMolecule"),
        (
            json!({"dataAbsentReason": {"coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "masked"}]}}),
            None,
            "Value = absent: Some(\"masked\") @ Observation.dataAbsentReason",
        ),
        (
            json!({"_valueString": {"extension": [{
                "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]}}),
            None,
            "Value = absent: Some(\"unknown\") @ Observation.valueString",
        ),
    ] {
        let (value_in_short, facts) = observed(value.clone());
        assert_eq!((value_in_short.as_deref(), facts), (short, vec![line.to_owned()]), "{value}");
    }
}

#[test]
fn the_parts_of_a_measurement_stand_together_and_keep_their_own_ranges() {
    let part = |name: &str, value: i64, unit: &str| json!({"code": {"text": name}, "valueQuantity": {"value": value, "unit": unit}});
    let mut upper = part("Systolic", 142, "mmHg");
    upper["interpretation"] = json!([{"coding": [{"code": "H", "display": "High"}]}]);
    upper["referenceRange"] = json!([{"high": {"value": 130, "unit": "mmHg"}, "appliesTo": [{"text": "Adults"}]}]);
    let record = json!({"code": {"text": "Blood pressure"}, "component": [upper, part("Diastolic", 88, "mmHg"),
        {"code": {"text": "Cuff"}, "valueString": "Large"}, {"code": {"text": "Pulse"}}, {}]});
    assert_eq!(
        lines(RecordKind::Observation, &record)[1..],
        [
            "Part Systolic = 142 mmHg @ Observation.component[0].valueQuantity",
            "Interpretation Systolic = High (H) @ Observation.component[0].interpretation[0]",
            "ReferenceRange Systolic = ≤ 130 mmHg (Adults) @ Observation.component[0].referenceRange[0]",
            "Part Diastolic = 88 mmHg @ Observation.component[1].valueQuantity",
            "Part Cuff = Large @ Observation.component[2].valueString",
            "Part Pulse = absent: None @ Observation.component[3]",
        ]
    );
    let summary = summarise(RecordKind::Observation, &record);
    assert_eq!(summary.value.as_deref(), Some("142 mmHg / 88 mmHg / Large"));
    assert_eq!(summary.interpretation.as_deref(), Some("High"));
    let both = json!({"component": [part("a", 118, "mmHg"), part("b", 74, "mmHg")]});
    assert_eq!(summarise(RecordKind::Observation, &both).value.as_deref(), Some("118 / 74 mmHg"));
    let words = json!({"component": [{"valueString": "Never smoker"}, {"valueString": "Former smoker"}]});
    assert_eq!(summarise(RecordKind::Observation, &words).value.as_deref(), Some("Never smoker / Former smoker"));
}

#[test]
fn a_date_keeps_its_precision_and_its_offset_and_each_kind_has_its_own() {
    for (kind, record, start, end) in [
        (RecordKind::Condition, json!({"onsetDateTime": "2019", "recordedDate": "2020-01-01"}), Some("2019"), None),
        (RecordKind::Condition, json!({"onsetString": "as a child", "recordedDate": "2020-01"}), Some("2020-01"), None),
        (RecordKind::Condition, json!({"onsetAge": {"value": 7, "unit": "years"}}), None, None),
        (
            RecordKind::Encounter,
            json!({"period": {"start": "2026-08-14T23:50:00-06:00", "end": "2026-08-16T09:00:00-06:00"}}),
            Some("2026-08-14T23:50:00-06:00"),
            Some("2026-08-16T09:00:00-06:00"),
        ),
        (RecordKind::Encounter, json!({"period": {"end": "2026-08"}}), Some("2026-08"), None),
        (
            RecordKind::Procedure,
            json!({"performedPeriod": {"start": "2026-08-15", "end": "2026-08-15"}}),
            Some("2026-08-15"),
            None,
        ),
        (RecordKind::Prescription, json!({"authoredOn": "2026-08-16"}), Some("2026-08-16"), None),
        (
            RecordKind::Dispense,
            json!({"whenPrepared": "2026-01-01", "whenHandedOver": "2026-01-02"}),
            Some("2026-01-02"),
            None,
        ),
        (RecordKind::Dispense, json!({"whenPrepared": "2026-01-01"}), Some("2026-01-01"), None),
        (
            RecordKind::Observation,
            json!({"effectivePeriod": {"start": "2026-01", "end": "2026-02"}}),
            Some("2026-01"),
            Some("2026-02"),
        ),
        (RecordKind::Observation, json!({"issued": "2026-01-01T10:00:00Z"}), Some("2026-01-01T10:00:00Z"), None),
        (RecordKind::Immunization, json!({"occurrenceString": "before school"}), None, None),
        (RecordKind::Immunization, json!({"occurrenceDateTime": "2026-10-07"}), Some("2026-10-07"), None),
        (RecordKind::Immunization, json!({"occurrenceDateTime": 2026}), None, None),
    ] {
        let summary = summarise(kind, &record);
        assert_eq!((summary.start.as_deref(), summary.end.as_deref()), (start, end), "{record}");
    }
}

#[test]
fn a_medicine_is_named_by_its_code_wherever_that_stands_and_never_by_a_bare_reference() {
    let contained = json!([{"resourceType": "Medication", "id": "m", "code": {"text": "Amoxicillin 500 mg"}}]);
    for (record, title, line) in [
        (
            json!({"medicationCodeableConcept": {"coding": [{"code": "197361", "display": "Amlodipine 5 mg"}]}}),
            Some("Amlodipine 5 mg"),
            "Medication = Amlodipine 5 mg (197361) @ MedicationRequest.medicationCodeableConcept",
        ),
        (
            json!({"medicationReference": {"reference": "#m"}, "contained": contained}),
            Some("Amoxicillin 500 mg"),
            "Medication = Amoxicillin 500 mg () @ MedicationRequest.medicationReference",
        ),
        (
            json!({"medicationReference": {"reference": "Medication/7", "display": "Inhaler"}}),
            Some("Inhaler"),
            "Medication = Inhaler @ MedicationRequest.medicationReference",
        ),
        (
            json!({"medicationReference": {"reference": "Medication/7"}}),
            None,
            "Medication = Medication/7 @ MedicationRequest.medicationReference",
        ),
        (
            json!({"medicationReference": {"reference": "#gone"}}),
            None,
            "Medication = #gone @ MedicationRequest.medicationReference",
        ),
    ] {
        let summary = summarise(RecordKind::Prescription, &record);
        assert_eq!(summary.title.as_deref(), title, "{record}");
        assert_eq!(lines(RecordKind::Prescription, &record), [line], "{record}");
    }
}

#[test]
fn what_did_not_happen_what_was_ruled_out_and_what_was_a_mistake_is_told_from_the_rest() {
    use RecordStanding::{InError, NotDone, RuledOut, Stands};
    let verified = |code: &str| json!({"verificationStatus": {"coding": [{"code": code}]}});
    for (kind, record, standing) in [
        (RecordKind::Immunization, json!({"status": "not-done"}), NotDone),
        (RecordKind::Encounter, json!({"status": "cancelled"}), NotDone),
        (RecordKind::Prescription, json!({"status": "active", "doNotPerform": true}), NotDone),
        (RecordKind::Prescription, json!({"status": "stopped"}), Stands),
        (RecordKind::Observation, json!({"status": "entered-in-error"}), InError),
        (RecordKind::Condition, verified("entered-in-error"), InError),
        (RecordKind::Condition, verified("refuted"), RuledOut),
        (RecordKind::Condition, verified("unconfirmed"), Stands),
        (RecordKind::Condition, json!({}), Stands),
    ] {
        assert_eq!(summarise(kind, &record).standing, standing, "{record}");
    }
}

#[test]
fn lists_and_single_values_nested_elements_and_names_are_found_alike() {
    let record = json!({
        "subject": {"reference": "https://payer.example/R4/Patient/p1"},
        "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP"},
        "type": {"text": "Hospital stay"},
        "participant": {"individual": {"reference": "Practitioner/1", "display": "Dr. Ada Reyes"}},
        "location": [{"location": {"reference": "#l"}}, {"location": {"reference": "Location/2"}}],
        "contained": [{"id": "l", "name": "Ward 3"}],
        "reasonCode": [{"text": "Belly pain"}, null, {"coding": [{"code": "K35.80"}]}],
        "hospitalization": {"dischargeDisposition": {"text": "Home"}},
        "identifier": {"value": "V-1"},
    });
    assert_eq!(
        lines(RecordKind::Encounter, &record),
        [
            "Type = Hospital stay () @ Encounter.type",
            "Class =  (IMP) @ Encounter.class",
            "Status = [finished] @ Encounter.status",
            "Reason = Belly pain () @ Encounter.reasonCode[0]",
            "Reason =  (K35.80) @ Encounter.reasonCode[2]",
            "Performer = Dr. Ada Reyes @ Encounter.participant.individual",
            "Location = Ward 3 @ Encounter.location[0].location",
            "Discharged = Home () @ Encounter.hospitalization.dischargeDisposition",
            "Identifier = V-1 @ Encounter.identifier",
        ]
    );
    let summary = summarise(RecordKind::Encounter, &record);
    assert_eq!(summary.patient.as_deref(), Some("p1"));
    assert_eq!(summary.performer.as_deref(), Some("Dr. Ada Reyes"));
    assert_eq!((summary.title.as_deref(), summary.value.as_deref()), (Some("Hospital stay"), Some("Belly pain")));
    assert!(summary.words.contains(&"K35.80".to_owned()), "{:?}", summary.words);
}

#[test]
fn an_empty_record_says_nothing() {
    for kind in RECORD_KINDS {
        let summary = summarise(kind, &json!({}));
        assert_eq!((summary.title, summary.start, summary.patient, summary.words), (None, None, None, Vec::new()));
        assert_eq!(kind_of(resource_type(kind)), Some(kind));
    }
    assert_eq!(kind_of("Patient"), None);
}

/// The published examples, where they are there: each of these says what it is.
#[test]
fn published_examples_are_named_and_dated() {
    for (kind, record) in published() {
        let (summary, facts) = (summarise(kind, &record), facts(kind, &record));
        let example = format!("{}/{}", record["resourceType"], record["id"]);
        assert!(summary.title.is_some(), "{example}: {summary:?}");
        assert!(summary.patient.is_some(), "{example}");
        assert!(!facts.iter().any(|fact| matches!(fact.value, FactValue::Unshown { .. })), "{example}: {facts:?}");
        assert!(kind != RecordKind::Observation || facts.iter().any(|fact| fact.name == FactName::Code), "{example}");
    }
}
