//! What a Patient says about a person, and how FHIR writes people's names.

use super::json::{self, Content, Value};
use super::reference::Identifier;
use super::resource::{each, field, text};
use crate::date::PartialDate;
use crate::ipc::Labelled;

/// Identifier types of a member number: HL7's `MB`, CARIN's `um` (unique member id).
pub(crate) const MEMBER_IDENTIFIERS: [&str; 2] = ["MB", "um"];

/// What a Patient says.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PatientFacts {
    /// The FHIR id.
    pub id: Option<String>,
    /// The whole name.
    pub name: Option<String>,
    /// The first given name, or the whole name where no given name came apart.
    pub short_name: Option<String>,
    /// `YYYY-MM-DD`, or as much of it as the payer has.
    pub birth_date: Option<String>,
    /// Member numbers, the member number proper before others.
    pub member_ids: Vec<Labelled>,
}

/// Reads a Patient. Never fails: what is not there is `None`.
#[must_use]
pub fn read(patient: &Value) -> PatientFacts {
    let best = best_name(patient);
    let name = best.and_then(person_name);
    let given = best.and_then(|name| parts(name, "given").next()).map(str::to_owned);
    let member_ids = MEMBER_IDENTIFIERS
        .iter()
        .flat_map(|kind| Identifier::all(patient).filter(move |identifier| identifier.is_a(kind)))
        .map(|identifier| Labelled {
            label: identifier.kind.and_then(|kind| kind.label()).unwrap_or_default().to_owned(),
            text: identifier.value.to_owned(),
        })
        .collect();
    PatientFacts {
        id: text(patient, "id").map(str::to_owned),
        short_name: given.or_else(|| name.clone()),
        name,
        birth_date: text(patient, "birthDate").and_then(PartialDate::parse).map(|date| date.to_string()),
        member_ids,
    }
}

/// The name to use of several: official, then usual, then one without a use, then any other; former names last.
fn best_name<'a>(resource: &'a Value<'a>) -> Option<&'a Value<'a>> {
    each(resource, "name").filter(|name| !matches!(json::content(name), Content::Text(_))).min_by_key(
        |name| match text(name, "use") {
            Some("official") => 0,
            Some("usual") => 1,
            None => 2,
            Some("old" | "maiden") => 4,
            Some(_) => 3,
        },
    )
}

/// A `HumanName` as text: the payer's own text, else given names, family name and suffixes.
fn person_name(name: &Value) -> Option<String> {
    text(name, "text").map(str::to_owned).or_else(|| joined(name, &["given", "family", "suffix"]))
}

fn joined(name: &Value, fields: &[&str]) -> Option<String> {
    let words: Vec<&str> = fields.iter().flat_map(|field| parts(name, field)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn parts<'a>(name: &'a Value<'a>, field: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    each(name, field).filter_map(super::resource::said)
}

/// The name of whatever a reference to somebody can lead to: an organization's or a location's own name, a person's
/// with the title, a role's practitioner or organization as displayed.
pub(crate) fn party_name(resource: &Value) -> Option<String> {
    let titled =
        |name| text(name, "text").map(str::to_owned).or_else(|| joined(name, &["prefix", "given", "family", "suffix"]));
    text(resource, "name").map(str::to_owned).or_else(|| best_name(resource).and_then(titled)).or_else(|| {
        ["practitioner", "organization"]
            .iter()
            .find_map(|name| text(field(resource, name)?, "display"))
            .map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    #[test]
    fn the_official_name_wins_over_the_usual_and_former_ones() {
        let patient = json!({
            "id": "p1",
            "name": [
                {"use": "maiden", "given": ["Ana"], "family": "Cruz"},
                {"use": "usual", "given": ["Annie"], "family": "Reyes"},
                {"use": "official", "given": ["Ana", "M."], "family": "Reyes", "suffix": ["Jr."], "prefix": ["Ms."]},
            ],
            "birthDate": "1982-03-02",
        });
        let facts = read(&patient);
        assert_eq!(facts.id.as_deref(), Some("p1"));
        assert_eq!(facts.name.as_deref(), Some("Ana M. Reyes Jr."));
        assert_eq!(facts.short_name.as_deref(), Some("Ana"));
        assert_eq!(facts.birth_date.as_deref(), Some("1982-03-02"));
    }

    #[test]
    fn a_name_that_is_only_a_text_is_also_the_short_one() {
        let facts = read(&json!({"name": {"text": "Reyes, Ana"}}));
        assert_eq!((facts.name.as_deref(), facts.short_name.as_deref()), (Some("Reyes, Ana"), Some("Reyes, Ana")));
    }

    #[test]
    fn member_numbers_are_told_from_other_identifiers() {
        let patient = json!({"identifier": [
            {"type": {"coding": [{"code": "um"}]}, "value": "U-1"},
            {"type": {"coding": [{"code": "MR"}]}, "value": "MRN-1"},
            {"type": {"coding": [{"code": "MB", "display": "Member Number"}]}, "value": "M-1"},
            {"type": {"coding": [{"code": "MB"}]}},
        ]});
        let found: Vec<(String, String)> =
            read(&patient).member_ids.into_iter().map(|id| (id.label, id.text)).collect();
        assert_eq!(found, [("Member Number".to_owned(), "M-1".to_owned()), ("um".to_owned(), "U-1".to_owned())]);
    }

    #[test]
    fn an_empty_patient_states_nothing() {
        for patient in [json!({}), json!(null), json!([]), json!({"name": [], "birthDate": "soon", "identifier": 5})] {
            assert!(read(&patient) == PatientFacts::default(), "{patient}");
        }
    }

    #[test]
    fn a_party_is_named_by_whatever_kind_of_resource_it_is() {
        for (resource, name) in [
            (json!({"resourceType": "Organization", "name": "Lakeside Imaging"}), Some("Lakeside Imaging")),
            (
                json!({"resourceType": "Practitioner", "name": [{"prefix": ["Dr."], "given": ["Ada"],
                    "family": "Okafor"}]}),
                Some("Dr. Ada Okafor"),
            ),
            (
                json!({"resourceType": "PractitionerRole", "practitioner": {"display": "Ada Okafor, MD"}}),
                Some("Ada Okafor, MD"),
            ),
            (json!({"resourceType": "Organization"}), None),
        ] {
            assert_eq!(party_name(&resource).as_deref(), name);
        }
    }
}
