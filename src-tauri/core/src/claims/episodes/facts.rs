//! What a claim says that can make it part of a story.

use std::collections::BTreeSet;

use super::super::{coded::Coded, kind, parties::Member};
use super::{Event, Facts};
use crate::fhir::json::Value;
use crate::fhir::reference::{Reference, Target};
use crate::fhir::resource::{Concept, each, field, said};
use crate::ipc::ClaimKind;
use crate::money::Amount;

/// CMS places of service where a facility bills beside the doctor: hospital in and out, emergency room, surgery center,
/// psychiatric and rehabilitation facility.
const FACILITIES: [&str; 7] = ["19", "21", "22", "23", "24", "51", "61"];

/// How the roles begin, as code or in words, of those in a care team who ordered care and did not give it.
const ORDERING: [&str; 3] = ["referr", "prescrib", "order"];

/// Long lists of codes would make every comparison of a mutated file expensive; no story needs more.
const MOST_CODES: usize = 12;

/// What was read of a claim already.
pub(in super::super) struct Read<'a> {
    pub(in super::super) claim: &'a Value<'a>,
    pub(in super::super) kind: ClaimKind,
    /// Who is shown as having done it.
    pub(in super::super) provider: Option<&'a str>,
    /// Of each line.
    pub(in super::super) services: &'a [Coded<'a>],
    pub(in super::super) diagnoses: &'a [Coded<'a>],
    pub(in super::super) procedures: &'a [Coded<'a>],
    pub(in super::super) team: &'a [Member<'a>],
}

/// Reads the rest.
pub(in super::super) fn of_claim(read: &Read<'_>) -> Facts {
    let Read { claim, kind, provider, services, diagnoses, procedures, team } = *read;
    let codes: Vec<String> = diagnoses.iter().filter_map(code).collect();
    let diagnoses: BTreeSet<&String> = codes.iter().filter(|code| is_of_one_illness(code)).collect();
    let event = event(claim, !procedures.is_empty());
    let (mut caregivers, mut ordered_by) = (BTreeSet::new(), BTreeSet::new());
    caregivers.extend(provider.map(str::to_lowercase));
    for member in team {
        let role = member.role().unwrap_or("").to_lowercase();
        let orders = ORDERING.iter().any(|begins| role.starts_with(begins));
        let list = if orders { &mut ordered_by } else { &mut caregivers };
        list.extend(member.name.as_deref().map(str::to_lowercase));
    }
    Facts {
        event,
        in_facility: event.is_some() || each(claim, "item").filter_map(kind::place).any(is_facility),
        after_care: codes.iter().any(|code| is_after_care(code)),
        preventive: diagnoses.is_empty() && !codes.is_empty() && codes.iter().all(|code| is_preventive(code)),
        numbers: numbers(claim),
        service: services.iter().find_map(|service| service.code).map(str::to_owned),
        called: called(procedures, &codes),
        supply: if kind == ClaimKind::Pharmacy { supply(claim) } else { None },
        diagnoses: diagnoses.into_iter().take(MOST_CODES).cloned().collect(),
        ordered_by: ordered_by.into_iter().filter(|name| !caregivers.contains(name)).take(MOST_CODES).collect(),
        caregivers: caregivers.into_iter().take(MOST_CODES).collect(),
    }
}

/// A diagnosis's code in capitals, without its dot and without the letter that tells the first treatment of an injury from
/// the later ones (ICD-10-CM guidelines, I.A.5).
fn code(diagnosis: &Coded<'_>) -> Option<String> {
    let mut code: String =
        diagnosis.code?.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    if code.len() == 7 && code.ends_with(|last: char| last.is_ascii_alphabetic()) {
        code.pop();
    }
    (3..=7).contains(&code.len()).then_some(code)
}

/// Whether two claims with this diagnosis are likely to be about one illness or injury. Symptoms (R), reasons for an
/// encounter that are no illness (Z), and conditions that last for years are not.
fn is_of_one_illness(code: &str) -> bool {
    const LASTING: [&str; 28] = [
        "D50", "D64", "E03", "E66", "E78", "G25", "G40", "G43", "G47", "H40", "H52", "I10", "I11", "I12", "I13", "I25",
        "I48", "I50", "J30", "J44", "J45", "K21", "L20", "L40", "M05", "M06", "M54", "N18",
    ];
    let is_one_of = |list: &[&str]| list.iter().any(|prefix| code.starts_with(prefix));
    let diabetes = ["E08", "E09", "E10", "E11", "E13"];
    !code.starts_with(['R', 'Z', 'F']) && !is_one_of(&LASTING) && !is_one_of(&diabetes)
}

fn is_after_care(code: &str) -> bool {
    ["Z09", "Z47", "Z48"].iter().any(|prefix| code.starts_with(prefix))
}

fn is_preventive(code: &str) -> bool {
    ["Z00", "Z01", "Z02", "Z11", "Z12", "Z13", "Z23", "Z30"].iter().any(|prefix| code.starts_with(prefix))
}

fn is_facility(place: Concept<'_>) -> bool {
    FACILITIES.iter().any(|code| place.has_code(code))
}

/// What a facility's claim can be the centre of a story with.
fn event(claim: &Value, has_procedure: bool) -> Option<Event> {
    if !kind::is_institutional(claim) {
        return None;
    }
    let sub_type = Concept::in_field(claim, "subType");
    let is_stay = match sub_type {
        Some(sub_type) => sub_type.has_code("inpatient"),
        None => supporting(claim, "admissionperiod").is_some(),
    };
    if is_stay {
        return Some(Event::Stay);
    }
    if each(claim, "item").any(kind::is_emergency) {
        return Some(Event::Emergency);
    }
    let in_surgery_center = || each(claim, "item").filter_map(kind::place).any(|place| place.has_code("24"));
    (has_procedure || in_surgery_center()).then_some(Event::Procedure)
}

fn supporting<'a>(claim: &'a Value<'a>, category: &str) -> Option<&'a Value<'a>> {
    each(claim, "supportingInfo")
        .find(|info| Concept::in_field(info, "category").is_some_and(|own| own.has_code(category)))
}

/// Authorizations, the referral, and the encounters of the lines.
fn numbers(claim: &Value) -> Vec<String> {
    let insurance = each(claim, "insurance").flat_map(|insurance| each(insurance, "preAuthRef"));
    let approvals =
        insurance.chain(each(claim, "preAuthRef")).filter_map(said).map(|number| ("approval", number.trim()));
    let referral = Reference::in_field(claim, "referral").and_then(|referral| {
        let number = referral.identifier().map(|identifier| identifier.value).or_else(|| id(referral))?;
        Some(("referral", number))
    });
    let encounters = each(claim, "item").flat_map(|item| each(item, "encounter"));
    let encounters =
        encounters.filter_map(|encounter| id(Reference::of(encounter))).map(|number| ("encounter", number));
    let all: BTreeSet<(&str, &str)> =
        approvals.chain(referral).chain(encounters).filter(|(_, number)| (1..80).contains(&number.len())).collect();
    all.into_iter().take(MOST_CODES).map(|(word, number)| format!("{word} {number}")).collect()
}

/// The id of the resource that is referred to.
fn id(reference: Reference<'_>) -> Option<&str> {
    match reference.target()? {
        Target::Resource { id, .. } => Some(id),
        Target::Contained(_) | Target::Unresolvable(_) => None,
    }
}

/// The code that a story may be called by: the principal procedure's, else the first diagnosis's.
fn called(procedures: &[Coded<'_>], diagnoses: &[String]) -> Option<String> {
    let principal = procedures.iter().find(|one| one.role == Some("principal"));
    principal.or(procedures.first()).and_then(code).or_else(|| diagnoses.first().cloned())
}

fn supply(claim: &Value) -> Option<u32> {
    let days =
        field(supporting(claim, "dayssupply")?, "valueQuantity").and_then(|quantity| field(quantity, "value"))?;
    Amount::read(days)?.plain().split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::summarise;
    use crate::fhir::json::testing::{Document, json};

    fn coded(code: &str) -> Document {
        json!({"coding": [{"code": code}]})
    }

    fn diagnosed(codes: &[&str]) -> Document {
        let list: Vec<Document> = codes.iter().map(|code| json!({"diagnosisCodeableConcept": coded(code)})).collect();
        json!({"diagnosis": list})
    }

    #[test]
    fn symptoms_check_ups_and_conditions_that_last_tie_nothing_together() {
        let facts = |codes: &[&str]| summarise(&diagnosed(codes)).episode;
        assert_eq!(facts(&["K35.80", "R10.9", "I10", "E11.9", "Z79.4", "F41.1"]).diagnoses, ["K3580"]);
        assert!(facts(&["Z00.00", "Z23"]).preventive);
        assert!(!facts(&["Z12.11", "K63.5"]).preventive);
        assert!(!facts(&[]).preventive);
        assert!(facts(&["Z09"]).after_care);
    }

    #[test]
    fn the_first_and_the_later_treatment_of_an_injury_have_one_code() {
        let code = |text: &str| summarise(&diagnosed(&[text])).episode.diagnoses;
        assert_eq!(code("S52.501A"), code("s52501d"));
        assert_ne!(code("S52.501A"), code("S52.502A"));
        assert_eq!(code("M25.561"), ["M25561"]);
    }

    #[test]
    fn only_a_facilitys_claim_is_an_event() {
        let of = |claim: Document| summarise(&claim).episode.event;
        let typed = |kind: &str, more: &str| json!({"type": coded(kind), "subType": coded(more), "item": [{"locationCodeableConcept": coded("23")}]});
        assert_eq!(of(typed("institutional", "inpatient")), Some(Event::Stay));
        assert_eq!(of(typed("institutional", "outpatient")), Some(Event::Emergency));
        assert_eq!(of(typed("professional", "")), None);
        let surgery =
            json!({"type": coded("institutional"), "procedure": [{"procedureCodeableConcept": coded("0DTJ4ZZ")}]});
        assert_eq!(of(surgery), Some(Event::Procedure));
        assert_eq!(of(json!({"type": coded("institutional")})), None);
    }

    #[test]
    fn numbers_and_names_are_read_from_where_payers_put_them() {
        let facts = summarise(&json!({
            "provider": {"display": "Lakeside Hospital"},
            "careTeam": [
                {"provider": {"display": "Dr. Helen Park"}, "role": coded("operating")},
                {"provider": {"display": "Dr. Grace Chen"}, "role": coded("referring")},
            ],
            "preAuthRef": ["PA-1"],
            "referral": {"reference": "ServiceRequest/r1"},
            "item": [{"encounter": [{"reference": "Encounter/e1"}], "productOrService": coded("SU-44")}],
        }))
        .episode;
        assert_eq!(facts.numbers, ["approval PA-1", "encounter e1", "referral r1"]);
        assert_eq!(facts.caregivers, ["dr. helen park", "lakeside hospital"]);
        assert_eq!(facts.ordered_by, ["dr. grace chen"]);
        assert_eq!(facts.service.as_deref(), Some("SU-44"));
    }
}
