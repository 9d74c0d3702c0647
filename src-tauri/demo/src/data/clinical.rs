//! Health records beside the claims: what the same made-up care left in the plan's clinical files, US Core shaped.
//!
//! Everything follows from the book: a visit leaves an Encounter and its conditions, a prescription what was ordered and
//! what was handed over, a lab its results. Optional elements are missing now and then, as at real servers. A large book
//! has records for its newest claims only. One member has no claims and a few records all the same (`NEWCOMER`).

use std::collections::HashSet;

use serde_json::{Value, json};

use super::book::Book;
use super::claim::{Claim, Part};
use super::clinical_tests::{self as tests, Finding};
use super::day::Day;
use super::explanation::claim_id;
use super::people::PEOPLE;
use super::plan::Kind;
use super::providers::{Provider, Sort};

/// The types that are served.
pub(crate) const TYPES: [&str; 7] =
    ["Condition", "Encounter", "Immunization", "MedicationDispense", "MedicationRequest", "Observation", "Procedure"];

/// Claims that have left records.
const MOST_CLAIMS: usize = 600;

/// Index of the person who has records and no claims.
const NEWCOMER: usize = 4;

const UCUM: &str = "http://unitsofmeasure.org";
const ICD10: &str = "http://hl7.org/fhir/sid/icd-10-cm";
const SERVICE: &str = "https://evergreen-demo.example/CodeSystem/service";

/// A record: whose it is, its id, and what it says.
pub(crate) struct Record {
    pub(crate) person: usize,
    pub(crate) id: String,
    pub(crate) json: Value,
}

/// All records of a type, newest care first.
pub(crate) fn records(book: &Book, resource_type: &str) -> Vec<Record> {
    let claims: Vec<(usize, &Claim)> =
        book.newest_first().take(MOST_CLAIMS).filter(|(_, claim)| leaves(claim)).collect();
    let mut found = match resource_type {
        "Condition" => conditions(&claims),
        "Encounter" => claims.iter().filter_map(|(index, claim)| encounter(*index, claim)).collect(),
        "Immunization" => claims.iter().filter_map(|(index, claim)| immunization(*index, claim)).collect(),
        "MedicationRequest" => claims.iter().filter_map(|(index, claim)| prescription(*index, claim)).collect(),
        "MedicationDispense" => claims.iter().filter_map(|(index, claim)| dispense(*index, claim)).collect(),
        "Observation" => claims.iter().flat_map(|(index, claim)| observations(*index, claim)).collect(),
        "Procedure" => claims.iter().filter_map(|(index, claim)| procedure(*index, claim)).collect(),
        _ => Vec::new(),
    };
    found.extend(newcomers(resource_type));
    found
}

/// A claim that was replaced or taken back tells of care that another tells of, or of none.
fn leaves(claim: &Claim) -> bool {
    matches!(claim.part, Part::Whole | Part::Replacement { .. })
}

/// One in `of` of the records, always the same ones.
fn one_in(claim: &Claim, of: u32, which: u32) -> bool {
    (claim.dice >> 3) % of == which
}

fn record(person: usize, resource_type: &str, id: String, updated: Day, profile: &str, members: Value) -> Record {
    let subject = if resource_type == "Immunization" { "patient" } else { "subject" };
    let mut json = json!({
        "resourceType": resource_type,
        "id": id,
        "meta": {
            "versionId": "1",
            "lastUpdated": updated.at(9 * 3600).to_string(),
            "profile": [format!("http://hl7.org/fhir/us/core/StructureDefinition/{profile}")],
        },
        subject: { "reference": format!("Patient/{}", PEOPLE[person].id) },
    });
    if let (Some(to), Value::Object(members)) = (json.as_object_mut(), members) {
        to.extend(members.into_iter().filter(|(_, value)| !value.is_null()));
    }
    Record { person, id, json }
}

fn refer(provider: &Provider) -> Value {
    json!({
        "reference": format!("{}/{}", provider.sort.resource_type(), provider.id),
        "display": provider.name,
    })
}

fn concept(system: &str, code: &str, words: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code, "display": words }], "text": words })
}

fn encounter_id(index: usize) -> String {
    format!("visit-{}", claim_id(index))
}

/// Care at a place where somebody sees the patient: no laboratory, pharmacy or supplier does.
fn is_visit(claim: &Claim) -> bool {
    let sees = matches!(claim.template.kind, Kind::Professional | Kind::Outpatient | Kind::Inpatient);
    sees && matches!(claim.template.place.0, "10" | "11" | "20" | "21" | "23" | "24")
        && claim.template.lines.iter().all(|line| !line.code.starts_with("IM-13") && !line.code.starts_with("AN-"))
}

fn encounter(index: usize, claim: &Claim) -> Option<Record> {
    if !is_visit(claim) {
        return None;
    }
    let template = claim.template;
    let (class, name) = match template.place.0 {
        "21" => ("IMP", "inpatient encounter"),
        "23" => ("EMER", "emergency"),
        "10" => ("VR", "virtual"),
        _ => ("AMB", "ambulatory"),
    };
    let words = template.lines.first()?.words;
    let is_stay = template.nights > 0;
    let period = if is_stay {
        // Hospitals say the time, with their own offset.
        json!({ "start": format!("{}T18:40:00-06:00", claim.service.date()), "end": format!("{}T11:15:00-06:00", claim.end().date()) })
    } else {
        json!({ "start": claim.service.date().to_string(), "end": claim.service.date().to_string() })
    };
    let reasons: Vec<Value> = template.diagnoses.iter().map(|(code, words)| concept(ICD10, code, words)).collect();
    let provider = refer(template.provider);
    let is_person = template.provider.sort == Sort::Practitioner;
    let members = json!({
        "status": "finished",
        "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": class, "display": name },
        "type": [concept(SERVICE, template.lines.first()?.code, words)],
        "period": period,
        "reasonCode": if reasons.is_empty() { Value::Null } else { json!(reasons) },
        "participant": if is_person { json!([{ "individual": provider }]) } else { Value::Null },
        "serviceProvider": if is_person {
            template.provider.practice.map_or(Value::Null, |practice| json!({ "display": practice }))
        } else {
            provider
        },
        "location": if one_in(claim, 5, 2) { Value::Null } else { json!([{ "location": { "display": template.place.1 } }]) },
        "hospitalization": if is_stay {
            json!({
                "admitSource": { "text": "From the emergency room" },
                "dischargeDisposition": concept("http://terminology.hl7.org/CodeSystem/discharge-disposition", "home", "Home"),
            })
        } else {
            Value::Null
        },
    });
    Some(record(claim.person, "Encounter", encounter_id(index), claim.received, "us-core-encounter", members))
}

/// Each diagnosis of a person once, at the first claim that names it. What only says why a visit took place is none.
fn conditions(claims: &[(usize, &Claim)]) -> Vec<Record> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (index, claim) in claims.iter().rev() {
        for (code, words) in claim.template.diagnoses.iter().filter(|(code, _)| !code.starts_with('Z')) {
            if seen.insert((claim.person, *code)) {
                found.push(condition(*index, claim, code, words));
            }
        }
    }
    found.reverse();
    found
}

fn condition(index: usize, claim: &Claim, code: &str, words: &str) -> Record {
    let lasts = ["I10", "E78.5", "J45.20", "H52.13", "J30.2", "F41.1"].contains(&code);
    let status = if lasts { ("active", "Active") } else { ("resolved", "Resolved") };
    let clinical = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    let verification = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    let day = claim.service.date();
    // What has lasted for long began in a year that nobody noted more exactly.
    let onset = if lasts { format!("{}", day.year() - 1) } else { day.to_string() };
    let members = json!({
        "clinicalStatus": concept(clinical, status.0, status.1),
        "verificationStatus": concept(verification, "confirmed", "Confirmed"),
        "category": [concept("http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis", "Encounter Diagnosis")],
        "code": concept(ICD10, code, words),
        "onsetDateTime": if one_in(claim, 4, 1) { Value::Null } else { json!(onset) },
        "recordedDate": day.to_string(),
        "asserter": refer(claim.template.ordered_by.unwrap_or(claim.template.provider)),
        "encounter": if is_visit(claim) { json!({ "reference": format!("Encounter/{}", encounter_id(index)) }) } else { Value::Null },
    });
    let id = format!("condition-{}-{}", claim.person + 1, code.replace('.', "-").to_lowercase());
    record(claim.person, "Condition", id, claim.received, "us-core-condition", members)
}

fn procedure(index: usize, claim: &Claim) -> Option<Record> {
    let template = claim.template;
    let (system, code, words) = match template.procedure {
        Some((code, words)) => ("http://www.cms.gov/Medicare/Coding/ICD10", code, words),
        None => {
            let done = ["OV-45", "UC-12", "SC-"];
            let line = template.lines.iter().find(|line| done.iter().any(|code| line.code.starts_with(code)))?;
            (SERVICE, line.code, line.words)
        }
    };
    // The surgeon's day is the day after the stay began.
    let day = claim.service.plus(i32::from(template.nights > 0)).date().to_string();
    let surgeon = template.ordered_by.unwrap_or(template.provider);
    let reasons: Vec<Value> =
        template.diagnoses.iter().take(1).map(|(code, words)| concept(ICD10, code, words)).collect();
    let members = json!({
        "status": "completed",
        "code": concept(system, code, words),
        "performedDateTime": day,
        "performer": [{ "actor": refer(surgeon) }],
        "location": { "display": template.provider.name },
        "reasonCode": if reasons.is_empty() { Value::Null } else { json!(reasons) },
        "encounter": { "reference": format!("Encounter/{}", encounter_id(index)) },
        "note": if template.nights > 0 { json!([{ "text": "No complications." }]) } else { Value::Null },
    });
    let id = format!("procedure-{}", claim_id(index));
    Some(record(claim.person, "Procedure", id, claim.received, "us-core-procedure", members))
}

fn immunization(index: usize, claim: &Claim) -> Option<Record> {
    claim.template.lines.iter().find(|line| line.code == "VX-01")?;
    let year = claim.service.date().year();
    let members = json!({
        "status": "completed",
        "vaccineCode": concept("http://hl7.org/fhir/sid/cvx", "150", "Flu shot"),
        "occurrenceDateTime": claim.service.date().to_string(),
        "primarySource": !one_in(claim, 4, 3),
        "performer": [{ "actor": refer(claim.template.provider) }],
        "location": { "display": claim.template.provider.name },
        "lotNumber": if one_in(claim, 3, 1) { Value::Null } else { json!(format!("EX{:02}-{:03}", year % 100, index % 1000)) },
        "expirationDate": format!("{}-06-30", year + 1),
        "site": concept("http://terminology.hl7.org/CodeSystem/v3-ActSite", "LA", "Left arm"),
        "route": { "text": "Shot into the muscle" },
        "doseQuantity": { "value": decimal("0.5"), "unit": "mL", "system": UCUM, "code": "mL" },
        "protocolApplied": [{ "series": "Yearly flu shot", "doseNumberString": "1 of 1" }],
    });
    let id = format!("vaccine-{}", claim_id(index));
    Some(record(claim.person, "Immunization", id, claim.received, "us-core-immunization", members))
}

/// The medicine in the forms that payers use: mostly a code, now and then a resource inside or elsewhere.
fn medicine(claim: &Claim) -> Option<(Value, Value, Value)> {
    let line = claim.template.lines.first().filter(|_| claim.template.kind == Kind::Pharmacy)?;
    let name = line.words.split(',').next().unwrap_or(line.words);
    let code = concept("http://hl7.org/fhir/sid/ndc", line.code, name);
    Some(match (claim.dice >> 5) % 8 {
        6 => {
            let inside = json!([{ "resourceType": "Medication", "id": "medicine", "code": code }]);
            (Value::Null, json!({ "reference": "#medicine" }), inside)
        }
        // The Medication itself is not served.
        7 => (Value::Null, json!({ "reference": format!("Medication/{}", line.code), "display": name }), Value::Null),
        _ => (code, Value::Null, Value::Null),
    })
}

fn dosage(claim: &Claim) -> &'static str {
    match claim.template.lines.first().map_or("", |line| line.code) {
        "99999-0310-90" => "Take 1 tablet by mouth once a day",
        "99999-0320-90" => "Take 1 tablet by mouth at bedtime",
        "99999-0330-01" => "Breathe in 2 puffs every 4 to 6 hours as needed",
        "99999-0340-01" => "1 spray into each nostril once a day",
        "99999-0107-14" | "99999-0110-20" => "Take 1 capsule by mouth twice a day until all are gone",
        _ => "Use as directed",
    }
}

fn prescription(index: usize, claim: &Claim) -> Option<Record> {
    let (coded, referred, contained) = medicine(claim)?;
    let days = claim.template.days_supply?;
    let units = claim.template.lines.first()?.units;
    let refills = if days >= 60 { json!(3) } else { Value::Null };
    let reasons: Vec<Value> =
        claim.template.diagnoses.iter().map(|(code, words)| concept(ICD10, code, words)).collect();
    let members = json!({
        "contained": contained,
        "status": if days >= 60 { "active" } else { "completed" },
        "intent": "order",
        "medicationCodeableConcept": coded,
        "medicationReference": referred,
        "authoredOn": claim.service.date().to_string(),
        "requester": refer(claim.template.ordered_by.unwrap_or(claim.template.provider)),
        "reasonCode": if reasons.is_empty() || one_in(claim, 3, 2) { Value::Null } else { json!(reasons) },
        "dosageInstruction": if one_in(claim, 9, 4) { Value::Null } else { json!([{ "text": dosage(claim) }]) },
        "dispenseRequest": {
            "numberOfRepeatsAllowed": refills,
            "quantity": { "value": units },
            "expectedSupplyDuration": { "value": days, "unit": "days", "system": UCUM, "code": "d" },
        },
    });
    let id = format!("prescription-{}", claim_id(index));
    let mut record =
        record(claim.person, "MedicationRequest", id, claim.received, "us-core-medicationrequest", members);
    if let Some(request) = record.json.get_mut("dispenseRequest").and_then(Value::as_object_mut) {
        request.retain(|_, value| !value.is_null());
    }
    Some(record)
}

fn dispense(index: usize, claim: &Claim) -> Option<Record> {
    let (coded, referred, contained) = medicine(claim)?;
    let days = claim.template.days_supply?;
    let unit = if dosage(claim).contains("tablet") { json!("tablets") } else { Value::Null };
    let mut quantity = json!({ "value": claim.template.lines.first()?.units });
    if !unit.is_null() {
        quantity["unit"] = unit;
    }
    let members = json!({
        "contained": contained,
        "status": "completed",
        "medicationCodeableConcept": coded,
        "medicationReference": referred,
        "performer": [{ "actor": refer(claim.template.provider) }],
        "authorizingPrescription": [{ "reference": format!("MedicationRequest/prescription-{}", claim_id(index)) }],
        "quantity": quantity,
        "daysSupply": { "value": days, "unit": "days", "system": UCUM, "code": "d" },
        "whenHandedOver": claim.service.date().to_string(),
        "dosageInstruction": [{ "text": dosage(claim) }],
    });
    let id = format!("pickup-{}", claim_id(index));
    Some(record(claim.person, "MedicationDispense", id, claim.received, "us-core-medicationdispense", members))
}

fn observations(index: usize, claim: &Claim) -> Vec<Record> {
    let findings = claim.template.lines.iter().flat_map(|line| tests::of_service(line.code, claim.person, claim.dice));
    findings.enumerate().map(|(place, finding)| observation(index, claim, place, &finding)).collect()
}

fn observation(index: usize, claim: &Claim, place: usize, finding: &Finding) -> Record {
    let vital = finding.category == "vital-signs";
    let mut members = json!({
        "status": if one_in(claim, 11, 5) { "preliminary" } else { "final" },
        "category": [concept("http://terminology.hl7.org/CodeSystem/observation-category", finding.category,
            if vital { "Vital Signs" } else { "Laboratory" })],
        "code": concept("http://loinc.org", finding.code, finding.words),
        "effectiveDateTime": format!("{}T08:15:00-07:00", claim.service.date()),
        "issued": if vital { Value::Null } else { json!(claim.received.at(60_000).to_string()) },
        "performer": [refer(claim.template.provider)],
    });
    if let (Some(to), Value::Object(what)) = (members.as_object_mut(), finding.what.clone()) {
        to.extend(what);
    }
    let profile = if vital { "us-core-vital-signs" } else { "us-core-observation-lab" };
    let id = format!("result-{}-{}", claim_id(index), place + 1);
    record(claim.person, "Observation", id, claim.received, profile, members)
}

/// A number with the digits that it is written with.
pub(crate) fn decimal(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

/// What an earlier plan handed on of the member who has no claims yet: sparse, and not all of it done.
fn newcomers(resource_type: &str) -> Vec<Record> {
    let day = Day::of(jiff::civil::Date::constant(2024, 1, 2));
    let one = |id: &str, profile: &str, members: Value| {
        vec![record(NEWCOMER, resource_type, id.to_owned(), day, profile, members)]
    };
    match resource_type {
        "Condition" => one(
            "condition-5-hay-fever",
            "us-core-condition",
            json!({
                "clinicalStatus": { "coding": [{ "code": "active" }] },
                "code": { "text": "Hay fever" },
                "onsetDateTime": "2011",
            }),
        ),
        "Immunization" => {
            let mut both = one(
                "vaccine-5-tetanus",
                "us-core-immunization",
                json!({ "status": "completed", "vaccineCode": { "text": "Tetanus shot" }, "occurrenceDateTime": "2019-08" }),
            );
            both.extend(one(
                "vaccine-5-flu",
                "us-core-immunization",
                json!({
                    "status": "not-done",
                    "statusReason": { "text": "Patient decided against it" },
                    "vaccineCode": { "text": "Flu shot" },
                    "occurrenceString": "Fall of 2023",
                }),
            ));
            both
        }
        "Observation" => one(
            "result-5-blood-type",
            "us-core-observation-lab",
            json!({
                "status": "final",
                "code": concept("http://loinc.org", "882-1", "Blood type"),
                "dataAbsentReason": concept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "unknown", "Unknown"),
            }),
        ),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests_of_records {
    use std::collections::HashSet;

    use super::*;

    fn book() -> Book {
        let day = Day::of(jiff::civil::Date::constant(2026, 11, 20));
        Book::new(7, 240, day, day)
    }

    fn of(book: &Book, resource_type: &str) -> Vec<Record> {
        records(book, resource_type)
    }

    #[test]
    fn the_stories_of_the_claims_are_the_stories_of_the_records() {
        let book = book();
        let has = |resource_type: &str, person: usize, words: &str| {
            let found = of(&book, resource_type);
            assert!(
                found.iter().any(|record| record.person == person && record.json.to_string().contains(words)),
                "{resource_type}: {words}"
            );
        };
        has("Encounter", 2, "Hospital stay, 2 nights");
        has("Procedure", 2, "Appendix taken out through small cuts");
        has("Condition", 2, "Inflamed appendix");
        has("Condition", 0, "High blood pressure");
        has("MedicationRequest", 0, "Lisinopril");
        has("MedicationDispense", 0, "Lisinopril");
        has("Immunization", 3, "Flu shot");
        has("Observation", 0, "Blood pressure");
        has("Observation", 1, "Cholesterol");
        has("Condition", NEWCOMER, "Hay fever");
    }

    #[test]
    fn ids_are_unique_and_what_is_null_is_left_away() {
        let book = book();
        for resource_type in TYPES {
            let found = of(&book, resource_type);
            assert!(!found.is_empty(), "{resource_type}");
            let ids: HashSet<&str> = found.iter().map(|record| record.id.as_str()).collect();
            assert_eq!(ids.len(), found.len(), "{resource_type}");
            for record in &found {
                assert!(!record.json.to_string().contains("null"), "{}", record.json);
            }
        }
    }

    #[test]
    fn what_is_ordered_is_handed_over_and_claimed_on_the_same_day() {
        let book = book();
        let (ordered, handed) = (of(&book, "MedicationRequest"), of(&book, "MedicationDispense"));
        assert_eq!(ordered.len(), handed.len());
        for (order, pickup) in ordered.iter().zip(&handed) {
            assert_eq!(order.json["authoredOn"], pickup.json["whenHandedOver"]);
        }
    }
}
