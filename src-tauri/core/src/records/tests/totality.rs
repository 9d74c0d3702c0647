//! No JSON is too odd to read: nothing panics, and what is read of it is bounded.

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::{super::*, facts, published, summarise};

/// Names that the reader looks for, so that made-up JSON gets past its doors.
const NAMES: [&str; 44] = [
    "code",
    "coding",
    "text",
    "display",
    "system",
    "status",
    "value",
    "unit",
    "low",
    "high",
    "component",
    "valueQuantity",
    "valueRange",
    "valueRatio",
    "valueSampledData",
    "data",
    "origin",
    "valueString",
    "valueCodeableConcept",
    "valueé",
    "value",
    "valueX",
    "effectiveDateTime",
    "effectivePeriod",
    "start",
    "end",
    "referenceRange",
    "appliesTo",
    "interpretation",
    "dataAbsentReason",
    "_effectiveDateTime",
    "extension",
    "url",
    "valueCode",
    "medicationReference",
    "reference",
    "contained",
    "id",
    "dosageInstruction",
    "doseAndRate",
    "doseQuantity",
    "participant",
    "individual",
    "subject",
];

const TEXTS: [&str; 12] = [
    "",
    " ",
    "#x",
    "Medication/1",
    "Patient/1/_history/",
    "2019-02-30",
    "1e999999999999",
    "-",
    "entered-in-error",
    "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
    "ñ\u{0}🦀",
    "mmHg",
];

fn json_values() -> impl Strategy<Value = Value> {
    let leaves = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "-?[0-9]{1,40}(\\.[0-9]{1,40})?(e[+-]?[0-9]{1,12})?"
            .prop_map(|text| serde_json::from_str(&text).unwrap_or(Value::Null)),
        prop::sample::select(TEXTS.to_vec()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaves.prop_recursive(6, 96, 6, |inner| {
        let names = prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(names, inner, 0..8)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn read(value: &Value) {
    for kind in RECORD_KINDS {
        let _ = (summarise(kind, value), facts(kind, value));
    }
}

fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, inner)| pointers(inner, &format!("{at}/{name}"), found))
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, inner)| pointers(inner, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

proptest! {
    #[test]
    fn made_up_json_is_read(value in json_values()) {
        read(&value);
    }

    #[test]
    fn records_with_anything_in_any_place_are_read(
        example in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        change in json_values(),
    ) {
        let mut examples: Vec<Value> = published().into_iter().map(|(_, record)| record).collect();
        examples.push(serde_json::json!({"code": {"coding": [{"code": "a"}]}, "component": [
            {"code": {"text": "b"}, "valueQuantity": {"value": 1, "unit": "c"}, "referenceRange": [{"low": {"value": 1}}]}]}));
        let mut record = example.get(&examples).clone();
        let mut found = Vec::new();
        pointers(&record, "", &mut found);
        let pointer = place.get(&found);
        if let Some(inner) = record.pointer_mut(pointer) {
            *inner = change;
        }
        read(&record);
    }
}

/// T14
#[test]
fn a_record_that_is_a_flood_is_cut() {
    let component = serde_json::json!({"code": {"text": "x"}, "valueString": "y"});
    let flood = serde_json::json!({"component": vec![component; 50_000]});
    assert!(facts(RecordKind::Observation, &flood).len() <= 2_000);
}
