//! A record in one row.

use crate::fhir::{
    json::Value,
    reference::{Reference, Target},
    resource::{Concept, flag, text},
};
use crate::ipc::{FactName, FactValue, RecordFact, RecordKind, RecordStanding};

use super::{RecordSummary, facts, value::in_short};

pub(super) fn of_record(kind: RecordKind, record: &Value) -> RecordSummary {
    let facts = facts(kind, record);
    let (start, end) = when(kind, &facts);
    RecordSummary {
        patient: patient(record),
        start,
        end,
        title: title(kind, &facts),
        value: value(kind, &facts),
        interpretation: interpretation(kind, &facts),
        performer: performer(kind, &facts),
        standing: standing(record),
        words: words(&facts),
    }
}

/// `subject` in most types, `patient` in Immunization; servers mix them up.
fn patient(record: &Value) -> Option<String> {
    let named = ["subject", "patient"].into_iter().find_map(|name| Reference::in_field(record, name)?.patient());
    named.map(str::to_owned)
}

fn find(facts: &[RecordFact], name: FactName) -> impl Iterator<Item = &RecordFact> {
    facts.iter().filter(move |fact| fact.name == name)
}

fn short(facts: &[RecordFact], name: FactName) -> Option<String> {
    find(facts, name).find_map(|fact| in_short(&fact.value)).map(str::to_owned)
}

/// The first of these elements that states a time.
fn when(kind: RecordKind, facts: &[RecordFact]) -> (Option<String>, Option<String>) {
    let names: &[FactName] = match kind {
        RecordKind::Condition => &[FactName::Onset, FactName::Recorded],
        RecordKind::Prescription => &[FactName::Ordered],
        RecordKind::Dispense => &[FactName::HandedOver, FactName::Prepared],
        RecordKind::Observation => &[FactName::Occurred, FactName::Issued],
        RecordKind::Encounter | RecordKind::Procedure | RecordKind::Immunization => &[FactName::Occurred],
    };
    let stated = names.iter().flat_map(|name| find(facts, *name)).find_map(|fact| match &fact.value {
        FactValue::When { start, end } => Some((start.clone().or_else(|| end.clone()), end.clone())),
        _ => None,
    });
    let (start, end) = stated.unwrap_or_default();
    let end = end.filter(|end| Some(end) != start.as_ref());
    (start, end)
}

fn title(kind: RecordKind, facts: &[RecordFact]) -> Option<String> {
    match kind {
        RecordKind::Encounter => short(facts, FactName::Type).or_else(|| short(facts, FactName::Class)),
        // A bare reference is a fact, but nobody's name for a medicine.
        RecordKind::Prescription | RecordKind::Dispense => short(facts, FactName::Medication)
            .filter(|name| !matches!(Target::parse(name), Target::Resource { .. } | Target::Contained(_))),
        _ => short(facts, FactName::Code),
    }
}

fn value(kind: RecordKind, facts: &[RecordFact]) -> Option<String> {
    match kind {
        RecordKind::Observation => short(facts, FactName::Value).or_else(|| parts(facts)),
        RecordKind::Prescription => short(facts, FactName::Dose),
        RecordKind::Dispense => short(facts, FactName::Quantity),
        RecordKind::Encounter => short(facts, FactName::Reason).or_else(|| short(facts, FactName::Diagnosis)),
        RecordKind::Condition => short(facts, FactName::Severity),
        RecordKind::Procedure => short(facts, FactName::BodySite),
        RecordKind::Immunization => short(facts, FactName::Dose),
    }
}

/// `118 / 74 mmHg`: the parts' values in their order, a unit that all share once.
fn parts(facts: &[RecordFact]) -> Option<String> {
    let values: Vec<&str> = find(facts, FactName::Part).filter_map(|part| in_short(&part.value)).collect();
    let units: Vec<Option<&str>> = values.iter().map(|value| unit(value)).collect();
    let shared = units.first().copied().flatten().filter(|first| units.iter().all(|unit| *unit == Some(*first)));
    let joined = match shared {
        Some(unit) => {
            let numbers = values.iter().filter_map(|value| value.rsplit_once(' ')).map(|(number, _)| number);
            format!("{} {unit}", numbers.collect::<Vec<_>>().join(" / "))
        }
        None => values.join(" / "),
    };
    (!joined.is_empty()).then_some(joined)
}

/// The unit behind a number; `None` for a value of any other form.
fn unit(value: &str) -> Option<&str> {
    let (number, unit) = value.rsplit_once(' ')?;
    let is_number = number.chars().all(|letter| letter.is_ascii_digit() || " .<>=-+eE".contains(letter));
    is_number.then_some(unit)
}

/// Of the record, else of a part where only one is judged.
fn interpretation(kind: RecordKind, facts: &[RecordFact]) -> Option<String> {
    if kind != RecordKind::Observation {
        return None;
    }
    let of = |is_part: bool| {
        let mut judged = find(facts, FactName::Interpretation).filter(move |fact| fact.label.is_some() == is_part);
        let first = judged.next()?;
        (!is_part || judged.next().is_none()).then(|| in_short(&first.value).map(str::to_owned))?
    };
    of(false).or_else(|| of(true))
}

fn performer(kind: RecordKind, facts: &[RecordFact]) -> Option<String> {
    let names: &[FactName] = match kind {
        RecordKind::Prescription => &[FactName::Prescriber],
        RecordKind::Condition => &[FactName::Performer, FactName::Recorder],
        RecordKind::Encounter => &[FactName::Organization, FactName::Performer, FactName::Location],
        _ => &[FactName::Performer, FactName::Location],
    };
    names.iter().find_map(|name| short(facts, *name))
}

fn standing(record: &Value) -> RecordStanding {
    let status = text(record, "status");
    let verified = Concept::in_field(record, "verificationStatus");
    let is = |code: &str| status == Some(code) || verified.is_some_and(|verified| verified.has_code(code));
    if is("entered-in-error") {
        RecordStanding::InError
    } else if is("refuted") {
        RecordStanding::RuledOut
    } else if ["not-done", "cancelled", "declined"].into_iter().any(is) || flag(record, "doNotPerform") == Some(true) {
        RecordStanding::NotDone
    } else {
        RecordStanding::Stands
    }
}

/// Everything that the facts say in words, and every code.
fn words(facts: &[RecordFact]) -> Vec<String> {
    let mut words = Vec::new();
    for fact in facts {
        words.extend(fact.label.clone());
        match &fact.value {
            FactValue::Coded { text, codes } => {
                words.extend(text.clone());
                for code in codes {
                    words.push(code.code.clone());
                    words.extend(code.display.clone());
                }
            }
            value => words.extend(in_short(value).map(str::to_owned)),
        }
    }
    words
}
