//! Goes through a record by the table of its type.

use crate::fhir::{
    json::Value,
    reference::{Contained, Identifier, Reference},
    resource::{Concept, ElementPath, elements, field, flag, number_text, said, text},
};
use crate::ipc::{FactName, FactValue, RecordFact, RecordKind};

use super::{
    fields::{Field, Read, fields},
    resource_type,
    value::{absence, chosen, coded, named, period, quantity, reference_range},
};

/// Parts of an observation that are shown, at most: a payer could send any number.
const MOST_FACTS: usize = 2_000;

pub(super) fn of_record(kind: RecordKind, record: &Value) -> Vec<RecordFact> {
    let mut reader = Reader { contained: Contained::of(record), facts: Vec::new() };
    let root = ElementPath::root(resource_type(kind));
    for field in fields(kind) {
        reader.read(record, field, &root, None);
    }
    reader.facts.truncate(MOST_FACTS);
    reader.facts
}

/// What a part of an observation may say, like a whole one.
const PART: &[Field] = &[
    Field { path: "value", name: FactName::Part, read: Read::Choice },
    Field { path: "dataAbsentReason", name: FactName::Part, read: Read::Absent },
    Field { path: "interpretation", name: FactName::Interpretation, read: Read::Concept },
    Field { path: "referenceRange", name: FactName::ReferenceRange, read: Read::Range },
];

struct Reader<'a> {
    contained: Contained<'a>,
    facts: Vec<RecordFact>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, owner: &'a Value<'a>, of: &Field, at: &ElementPath, label: Option<&str>) {
        let (steps, last) = of.path.rsplit_once('.').map_or((None, of.path), |(steps, last)| (Some(steps), last));
        let mut owners = vec![(owner, at.clone())];
        for step in steps.into_iter().flat_map(|steps| steps.split('.')) {
            owners = owners
                .into_iter()
                .flat_map(|(owner, at)| elements(owner, step).map(move |(index, inner)| (inner, at.child(step, index))))
                .collect();
        }
        for (owner, at) in owners {
            self.read_last(owner, last, of, &at, label);
        }
    }

    fn read_last(
        &mut self,
        owner: &'a Value<'a>,
        last: &'static str,
        of: &Field,
        at: &ElementPath,
        label: Option<&str>,
    ) {
        if matches!(of.read, Read::Choice | Read::Medicine) {
            if let Some((name, value)) = chosen(owner, last, &self.contained, of.read == Read::Medicine) {
                self.add(of.name, label, value, &at.child(&name, None));
            }
            return;
        }
        let mut any = false;
        for (index, element) in elements(owner, last) {
            any = true;
            let at = at.child(last, index);
            if of.read == Read::Parts {
                self.part(element, &at);
            } else if let Some(value) = self.value(owner, last, element, of.read) {
                self.add(of.name, label, value, &at);
            }
        }
        if !any && let Some(value) = field(owner, &format!("_{last}")).and_then(absence) {
            self.add(of.name, label, value, &at.child(last, None));
        }
    }

    fn value(&self, owner: &'a Value<'a>, last: &'static str, element: &'a Value<'a>, read: Read) -> Option<FactValue> {
        let words = |text: Option<String>| text.map(|text| FactValue::Text { text });
        match read {
            Read::Concept => coded(Concept::of(element)),
            Read::Status => {
                let bare = said(element);
                let concept = || Concept::of(element).code();
                let code = bare.or_else(concept).map(|code| FactValue::Status { code: code.to_owned() });
                code.or_else(|| coded(Concept::of(element)))
            }
            Read::Text => words(said(element).map(str::to_owned)),
            Read::Number => words(number_text(owner, last).map(str::to_owned)),
            Read::Quantity => words(quantity(element)),
            Read::Date => said(element).map(|start| FactValue::When { start: Some(start.to_owned()), end: None }),
            Read::Period => period(element),
            Read::Flag => flag(owner, last).map(|yes| FactValue::Flag { yes }),
            Read::Named => words(named(Reference::of(element), &self.contained)),
            Read::Identifier => words(Identifier::of(element).map(|identifier| identifier.value.to_owned())),
            Read::Note => words(text(element, "text").or_else(|| said(element)).map(str::to_owned)),
            Read::Absent => Some(FactValue::Absent {
                reason: Concept::of(element).label().map(str::to_owned).or_else(|| absent(element)),
            }),
            Read::Range => words(reference_range(element)),
            Read::Choice | Read::Medicine | Read::Parts => None,
        }
    }

    /// A part is named by its code. What it says besides its value bears the same name.
    fn part(&mut self, part: &'a Value<'a>, at: &ElementPath) {
        let label = Concept::in_field(part, "code").and_then(Concept::label).map(str::to_owned);
        let before = self.facts.len();
        for field in PART {
            self.read(part, field, at, label.as_deref());
        }
        if self.facts.len() == before && label.is_some() {
            self.add(FactName::Part, label.as_deref(), FactValue::Absent { reason: None }, at);
        }
    }

    fn add(&mut self, name: FactName, label: Option<&str>, value: FactValue, at: &ElementPath) {
        let fact = RecordFact { name, label: label.map(str::to_owned), value, element: at.to_string() };
        self.facts.push(fact);
    }
}

/// The words of a reason whose codes are of the list of reasons: [`Concept`] leaves these codes out, as elsewhere they
/// mean that nothing was said.
fn absent(reason: &Value) -> Option<String> {
    let (_, coding) = elements(reason, "coding").next()?;
    text(coding, "display").or_else(|| text(coding, "code")).map(str::to_owned)
}
