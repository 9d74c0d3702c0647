//! What a Coverage says (CARIN Blue Button and US Core profiles, read tolerantly).

use super::json::Value;
use super::patient::{MEMBER_IDENTIFIERS, party_name};
use super::reference::{Contained, Identifier, Reference};
use super::resource::{Concept, each, field, text, whole_number};
use crate::date::PartialDate;
use crate::ipc::Labelled;

/// Everything a card shows of a coverage. Each text is the payer's; what it did not state is `None`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CoverageFacts {
    /// The FHIR id.
    pub id: Option<String>,
    /// The payer that the coverage names.
    pub issuer: Option<String>,
    /// The status code.
    pub status: Option<String>,
    /// The plan's name, else its number.
    pub plan: Option<String>,
    /// The group's name, else its number.
    pub group: Option<String>,
    /// The network's name.
    pub network: Option<String>,
    /// The kind of plan.
    pub kind: Option<String>,
    /// The member number: the identifier of type `MB`, else `subscriberId`.
    pub member_id: Option<String>,
    /// Who holds the policy, as the payer displays them.
    pub subscriber: Option<String>,
    /// The FHIR id of the Patient who holds the policy.
    pub subscriber_patient: Option<String>,
    /// Whom it covers, as the payer displays them.
    pub beneficiary: Option<String>,
    /// The FHIR id of the Patient whom it covers.
    pub beneficiary_patient: Option<String>,
    /// The code of the relationship to the subscriber.
    pub relationship: Option<String>,
    /// First day, a FHIR date.
    pub start: Option<String>,
    /// Last day, a FHIR date.
    pub end: Option<String>,
    /// 1 pays first, 2 pays second.
    pub order: Option<u32>,
    /// The payer's telephone, where the payer is contained.
    pub phone: Option<String>,
    /// Every other class and identifier with its label, pharmacy card numbers among them.
    pub classes: Vec<Labelled>,
}

/// Reads a Coverage. Never fails: what is not there is `None`.
#[must_use]
pub fn read(coverage: &Value) -> CoverageFacts {
    let contained = Contained::of(coverage);
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let classes: Vec<Class<'_>> = each(coverage, "class").map(Class::of).collect();
    let class = |code| classes.iter().find(|class| class.is_a(code)).and_then(Class::words);
    let member_id = member_id(coverage);
    CoverageFacts {
        id: owned(text(coverage, "id")),
        issuer: issuer(coverage, &contained),
        status: owned(text(coverage, "status")),
        plan: owned(class("plan")),
        group: owned(class("group")),
        network: owned(text(coverage, "network").or_else(|| class("network"))),
        kind: owned(Concept::in_field(coverage, "type").and_then(Concept::label)),
        subscriber: person(coverage, "subscriber", &contained),
        subscriber_patient: patient_id(coverage, "subscriber"),
        beneficiary: person(coverage, "beneficiary", &contained),
        beneficiary_patient: patient_id(coverage, "beneficiary"),
        relationship: owned(
            Concept::in_field(coverage, "relationship").and_then(|kin| kin.code().or_else(|| kin.words())),
        ),
        start: period_day(coverage, "start"),
        end: period_day(coverage, "end"),
        order: whole_number(coverage, "order"),
        phone: phone(coverage, &contained),
        classes: other_classes(coverage, &classes, member_id),
        member_id: owned(member_id),
    }
}

struct Class<'a> {
    kind: Option<Concept<'a>>,
    value: Option<&'a str>,
    name: Option<&'a str>,
}

impl<'a> Class<'a> {
    fn of(element: &'a Value<'a>) -> Self {
        Self { kind: Concept::in_field(element, "type"), value: text(element, "value"), name: text(element, "name") }
    }

    fn is_a(&self, code: &str) -> bool {
        self.kind.is_some_and(|kind| kind.has_code(code))
    }

    fn words(&self) -> Option<&'a str> {
        self.name.or(self.value)
    }

    /// The code where HL7 has one for it, so that the label can be put into the member's language; else the payer's
    /// words.
    fn label(&self) -> Option<&'a str> {
        let kind = self.kind?;
        kind.codings()
            .find(|coding| coding.system_name() == Some("coverage-class"))
            .and_then(|coding| coding.code)
            .or_else(|| kind.label())
    }
}

fn member_id<'a>(coverage: &'a Value<'a>) -> Option<&'a str> {
    let of_kind =
        |kind| Identifier::all(coverage).find(|identifier| identifier.is_a(kind)).map(|identifier| identifier.value);
    of_kind("MB").or_else(|| text(coverage, "subscriberId")).or_else(|| of_kind("um"))
}

/// Classes that have no place of their own on the card, then what the named ones say beyond their name, then the
/// subscriber number where it is not the member number, then identifiers.
fn other_classes(coverage: &Value, classes: &[Class<'_>], member_id: Option<&str>) -> Vec<Labelled> {
    const PLACED: [&str; 3] = ["plan", "group", "network"];
    let mut placed = [false; PLACED.len()];
    let mut others = Vec::new();
    let mut add = |label: Option<&str>, text: Option<&str>| {
        if let Some(text) = text {
            others.push(Labelled { label: label.unwrap_or_default().to_owned(), text: text.to_owned() });
        }
    };
    for class in classes {
        let place = PLACED.iter().position(|code| class.is_a(code)).and_then(|place| placed.get_mut(place));
        match place {
            Some(taken) if !*taken => {
                *taken = true;
                add(class.label(), class.name.and(class.value).filter(|value| class.name != Some(value)));
            }
            _ => match (class.value, class.name) {
                (Some(value), Some(name)) if value != name => add(class.label(), Some(&format!("{value} ({name})"))),
                (value, name) => add(class.label(), value.or(name)),
            },
        }
    }
    add(Some("subscriberId"), text(coverage, "subscriberId").filter(|id| Some(*id) != member_id));
    add(Some("dependent"), text(coverage, "dependent"));
    for identifier in Identifier::all(coverage) {
        let is_member_number = MEMBER_IDENTIFIERS.iter().any(|kind| identifier.is_a(kind));
        if !is_member_number && Some(identifier.value) != member_id {
            add(identifier.kind.and_then(Concept::label), Some(identifier.value));
        }
    }
    others
}

fn issuer<'a>(coverage: &'a Value<'a>, contained: &Contained<'a>) -> Option<String> {
    each(coverage, "payor").map(Reference::of).find_map(|payor| {
        let inside = || contained.resolve(payor).and_then(party_name);
        let identifier = || payor.identifier().map(|identifier| identifier.value.to_owned());
        payor.display().map(str::to_owned).or_else(inside).or_else(identifier)
    })
}

fn phone<'a>(coverage: &'a Value<'a>, contained: &Contained<'a>) -> Option<String> {
    each(coverage, "payor").map(Reference::of).filter_map(|payor| contained.resolve(payor)).find_map(|payor| {
        let number = |owner: &'a Value<'a>| {
            each(owner, "telecom")
                .filter(|telecom| text(telecom, "system").is_none_or(|system| system == "phone"))
                .find_map(|telecom| text(telecom, "value"))
        };
        number(payor).or_else(|| each(payor, "contact").find_map(number)).map(str::to_owned)
    })
}

fn person<'a>(coverage: &'a Value<'a>, name: &str, contained: &Contained<'a>) -> Option<String> {
    let reference = Reference::in_field(coverage, name)?;
    reference.display().map(str::to_owned).or_else(|| party_name(contained.resolve(reference)?))
}

fn patient_id(coverage: &Value, name: &str) -> Option<String> {
    Reference::in_field(coverage, name)?.patient().map(str::to_owned)
}

fn period_day(coverage: &Value, end: &str) -> Option<String> {
    text(field(coverage, "period")?, end).and_then(PartialDate::parse).map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    fn labelled(classes: &[Labelled]) -> Vec<(&str, &str)> {
        classes.iter().map(|class| (class.label.as_str(), class.text.as_str())).collect()
    }

    #[test]
    fn a_whole_coverage_fills_the_card() {
        let class = |code: &str, value: &str, name: Option<&str>| {
            json!({"type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/coverage-class",
                "code": code}], "text": "words"},
                   "value": value, "name": name})
        };
        let facts = read(&json!({
            "resourceType": "Coverage", "id": "c1", "status": "active",
            "contained": [{"resourceType": "Organization", "id": "payer", "name": "Fern Health",
                           "telecom": [{"system": "url", "value": "https://fern.example"},
                               {"system": "phone", "value": "(555) 013-7700"}]}],
            "identifier": [{"type": {"coding": [{"code": "MB"}]}, "value": "FRN 1"},
                {"type": {"text": "Card"}, "value": "C-9"}],
            "type": {"coding": [{"code": "PPO", "display": "Preferred provider"}]},
            "subscriber": {"reference": "Patient/p1", "display": "Ana Reyes"}, "subscriberId": "FRN",
            "beneficiary": {"reference": "https://fern.example/R4/Patient/p2/_history/3"},
            "relationship": {"coding": [{"code": "child"}]},
            "period": {"start": "2026-01-01", "end": "2026-12-31T00:00:00-05:00"},
            "payor": [{"reference": "#payer"}],
            "class": [class("group", "88-2041-A", None), class("plan", "SC-1", Some("Silver Choice PPO")),
                class("rxbin", "610000", None),
                      class("plan", "SC-2", Some("Second"))],
            "order": 1, "network": "Choice",
        }));
        assert_eq!(facts.issuer.as_deref(), Some("Fern Health"));
        assert_eq!(facts.phone.as_deref(), Some("(555) 013-7700"));
        assert_eq!(facts.plan.as_deref(), Some("Silver Choice PPO"));
        assert_eq!(facts.group.as_deref(), Some("88-2041-A"));
        assert_eq!(facts.network.as_deref(), Some("Choice"));
        assert_eq!(facts.kind.as_deref(), Some("Preferred provider"));
        assert_eq!(facts.member_id.as_deref(), Some("FRN 1"));
        assert_eq!(facts.subscriber.as_deref(), Some("Ana Reyes"));
        assert_eq!(facts.subscriber_patient.as_deref(), Some("p1"));
        assert_eq!((facts.beneficiary.as_deref(), facts.beneficiary_patient.as_deref()), (None, Some("p2")));
        assert_eq!(facts.relationship.as_deref(), Some("child"));
        assert_eq!((facts.start.as_deref(), facts.end.as_deref()), (Some("2026-01-01"), Some("2026-12-31")));
        assert_eq!(facts.order, Some(1));
        assert_eq!(
            labelled(&facts.classes),
            [
                ("plan", "SC-1"),
                ("rxbin", "610000"),
                ("plan", "SC-2 (Second)"),
                ("subscriberId", "FRN"),
                ("Card", "C-9")
            ]
        );
    }

    #[test]
    fn the_subscriber_number_stands_in_for_a_missing_member_number() {
        let facts = read(&json!({"subscriberId": "97531", "payor": [{"identifier": {"value": "PAYER-7"}}],
                "identifier": [{"value": "X"}]}));
        assert_eq!(facts.member_id.as_deref(), Some("97531"));
        assert_eq!(facts.issuer.as_deref(), Some("PAYER-7"));
        assert_eq!(labelled(&facts.classes), [("", "X")]);
    }

    #[test]
    fn an_empty_coverage_states_nothing() {
        for coverage in
            [json!({}), json!(null), json!("x"), json!({"class": 5, "payor": {"reference": "#gone"}, "order": "first"})]
        {
            assert!(read(&coverage) == CoverageFacts::default(), "{coverage}");
        }
    }
}
