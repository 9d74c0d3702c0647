//! What a service measured: made-up values that stay the same for the same claim.

use serde_json::{Value, json};

use super::clinical::decimal;

/// A measurement or a result.
pub(crate) struct Finding {
    pub(crate) category: &'static str,
    /// A LOINC code with the plan's own words.
    pub(crate) code: &'static str,
    pub(crate) words: &'static str,
    /// `value[x]`, `component`, ranges and how it is judged.
    pub(crate) what: Value,
}

const UCUM: &str = "http://unitsofmeasure.org";

fn quantity(value: &str, unit: &str, code: &str) -> Value {
    json!({ "value": decimal(value), "unit": unit, "system": UCUM, "code": code })
}

fn judged(code: &str, words: &str) -> Value {
    let system = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
    json!([{ "coding": [{ "system": system, "code": code, "display": words }], "text": words }])
}

fn finding(category: &'static str, code: &'static str, words: &'static str, what: Value) -> Finding {
    Finding { category, code, words, what }
}

/// A laboratory value against an upper bound that is also in the record.
fn lab(code: &'static str, words: &'static str, value: i64, unit: &str, high: i64) -> Finding {
    let (judgement, judgement_words) = if value > high { ("H", "High") } else { ("N", "Normal") };
    let what = json!({
        "valueQuantity": quantity(&value.to_string(), unit, unit),
        "interpretation": judged(judgement, judgement_words),
        "referenceRange": [{ "high": quantity(&high.to_string(), unit, unit) }],
    });
    finding("laboratory", code, words, what)
}

fn pressure(systolic: i64, diastolic: i64) -> Finding {
    let part = |code: &str, words: &str, value: i64| {
        json!({
            "code": { "coding": [{ "system": "http://loinc.org", "code": code, "display": words }], "text": words },
            "valueQuantity": quantity(&value.to_string(), "mmHg", "mm[Hg]"),
        })
    };
    let mut upper = part("8480-6", "Upper number (systolic)", systolic);
    if systolic > 130 {
        upper["interpretation"] = judged("H", "High");
    }
    let what = json!({ "component": [upper, part("8462-4", "Lower number (diastolic)", diastolic)] });
    finding("vital-signs", "85354-9", "Blood pressure", what)
}

/// Weight and height; the children grow with no regard for the calendar, which nobody minds in made-up people.
fn body(person: usize, roll: i64) -> Vec<Finding> {
    let (height, weight) = [(165, 71), (181, 86), (134, 30), (104, 17)].get(person).copied().unwrap_or((170, 70));
    let weight = format!("{}.{}", weight + roll % 3, roll % 10);
    vec![
        finding(
            "vital-signs",
            "8302-2",
            "Height",
            json!({ "valueQuantity": quantity(&height.to_string(), "cm", "cm") }),
        ),
        finding("vital-signs", "29463-7", "Weight", json!({ "valueQuantity": quantity(&weight, "kg", "kg") })),
    ]
}

/// What the service of this code measured.
pub(crate) fn of_service(code: &str, person: usize, dice: u32) -> Vec<Finding> {
    let roll = i64::from(dice % 97);
    match code {
        "OV-11" => vec![pressure(118 + roll % 24, 72 + roll % 15)],
        "OV-01" | "OV-02" => {
            let mut found = body(person, roll);
            found.push(pressure(104 + roll % 20, 66 + roll % 12));
            found
        }
        "LB-01" | "LB-02" => {
            let mut found = vec![
                lab("2093-3", "Cholesterol", 168 + roll, "mg/dL", 200),
                lab("13457-7", "LDL cholesterol", 88 + roll % 60, "mg/dL", 130),
                lab("2345-7", "Blood sugar", 84 + roll % 21, "mg/dL", 99),
            ];
            // One laboratory in three sends neither a range nor a judgement.
            if dice.is_multiple_of(3) {
                let value = format!("{}.{}", 12 + roll % 4, roll % 10);
                let what = json!({ "valueQuantity": { "value": decimal(&value), "unit": "g/dL" } });
                found.push(finding("laboratory", "718-7", "Hemoglobin", what));
            }
            found
        }
        "LB-05" => vec![finding("laboratory", "5802-4", "Nitrite in urine", json!({ "valueString": "Not found" }))],
        "LB-07" => {
            let (code, words) = if roll % 4 == 0 { ("10828004", "Positive") } else { ("260385009", "Negative") };
            let value = json!({ "coding": [{ "system": "http://snomed.info/sct", "code": code, "display": words }], "text": words });
            let fever = format!("{}.{}", 37 + roll % 2, roll % 10);
            vec![
                finding("laboratory", "78012-2", "Strep test", json!({ "valueCodeableConcept": value })),
                finding(
                    "vital-signs",
                    "8310-5",
                    "Body temperature",
                    json!({ "valueQuantity": quantity(&fever, "°C", "Cel") }),
                ),
            ]
        }
        "LB-30" => vec![finding(
            "laboratory",
            "22634-0",
            "Tissue report",
            json!({ "valueString": "See the report of the laboratory", "note": [{ "text": "Read by two pathologists." }] }),
        )],
        "ER-40" => {
            let what = json!({
                "valueQuantity": quantity("16.4", "10*3/uL", "10*3/uL"),
                "interpretation": judged("H", "High"),
                "referenceRange": [{ "low": quantity("4.5", "10*3/uL", "10*3/uL"), "high": quantity("13.5", "10*3/uL", "10*3/uL"), "text": "4.5 to 13.5" }],
            });
            vec![finding("laboratory", "6690-2", "White blood cells", what)]
        }
        _ => Vec::new(),
    }
}
