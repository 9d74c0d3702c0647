//! What the store reads in resources other than claims. Tolerant: what is not there is `None`.

use serde_json::Value;

use crate::ipc::{CoverageCard, CoveredPerson, Labelled};

/// Patient as the list of people shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PatientView {
    /// The first given name, or else the whole name.
    pub(super) short_name: Option<String>,
    /// The whole name.
    pub(super) name: Option<String>,
    /// A FHIR date.
    pub(super) birth_date: Option<String>,
}

/// Reads a Patient: the official name, else the usual one, else the first.
pub(super) fn patient(resource: &Value) -> PatientView {
    let names = list(resource, "name");
    let of_use = |wanted: &str| names.iter().find(|name| text(name, "use").as_deref() == Some(wanted));
    let name = of_use("official").or_else(|| of_use("usual")).or_else(|| names.first());
    let given: Vec<&str> = name.map_or(&[][..], |name| list(name, "given")).iter().filter_map(Value::as_str).collect();
    let family = name.and_then(|name| text(name, "family"));
    let parts = given.iter().copied().chain(family.as_deref()).collect::<Vec<_>>().join(" ");
    let whole = name.and_then(|name| text(name, "text")).or_else(|| filled(&parts));
    PatientView {
        short_name: given.first().and_then(|given| filled(given)).or_else(|| whole.clone()),
        name: whole,
        birth_date: text(resource, "birthDate"),
    }
}

/// A Coverage: its card, and whom and what it refers to.
#[derive(Debug)]
pub(super) struct CoverageView {
    /// All but `connection`, `payer_name`, `id` and the person's id.
    pub(super) card: CoverageCard,
    /// The beneficiary's FHIR id.
    pub(super) beneficiary: Option<String>,
    /// The subscriber's FHIR id.
    pub(super) subscriber: Option<String>,
    /// The payer's organization.
    pub(super) payor: Option<Reference>,
}

impl CoverageView {
    /// Where the people of this coverage stand in the list: those who hold it first, then spouses, then children.
    pub(super) fn ranks(&self) -> Vec<(&str, i64)> {
        let relationship = self.card.beneficiary.as_ref().and_then(|person| person.relationship.as_deref());
        let holder = |id: &str| self.subscriber.as_deref() == Some(id);
        let mut ranks = Vec::new();
        if let Some(beneficiary) = self.beneficiary.as_deref() {
            let rank = match relationship {
                _ if holder(beneficiary) => 0,
                Some("self") => 0,
                Some("spouse" | "common") => 1,
                Some("child") => 2,
                _ => 3,
            };
            ranks.push((beneficiary, rank));
        }
        if let Some(subscriber) = self.subscriber.as_deref().filter(|id| Some(*id) != self.beneficiary.as_deref()) {
            ranks.push((subscriber, 0));
        }
        ranks
    }
}

/// Reads a Coverage (CARIN Blue Button's `C4BB-Coverage` and whatever else comes).
pub(super) fn coverage(resource: &Value) -> CoverageView {
    let beneficiary = resource.get("beneficiary");
    let period = resource.get("period").unwrap_or(&Value::Null);
    let class = |code: &str| list(resource, "class").iter().find(|class| has_code(class.get("type"), code));
    let class_text = |code: &str| class(code).and_then(|class| text(class, "name").or_else(|| text(class, "value")));
    let payor = list(resource, "payor").first();
    let identifiers = list(resource, "identifier");
    let member_id = (identifiers.iter().find(|identifier| has_code(identifier.get("type"), "MB")))
        .and_then(|identifier| text(identifier, "value"))
        .or_else(|| text(resource, "subscriberId"));
    let classes = (list(resource, "class").iter())
        .filter(|class| !has_code(class.get("type"), "plan") && !has_code(class.get("type"), "group"))
        .filter_map(labelled)
        .chain(identifiers.iter().filter(|identifier| !has_code(identifier.get("type"), "MB")).filter_map(labelled))
        .collect();
    CoverageView {
        card: CoverageCard {
            connection: String::new(),
            payer_name: String::new(),
            id: String::new(),
            issuer: payor.and_then(|payor| text(payor, "display")),
            status: text(resource, "status"),
            plan: class_text("plan"),
            group: class_text("group"),
            network: text(resource, "network"),
            kind: resource.get("type").and_then(concept),
            member_id,
            subscriber: resource.get("subscriber").and_then(|person| text(person, "display")),
            beneficiary: beneficiary.map(|person| CoveredPerson {
                person: None,
                name: text(person, "display"),
                birth_date: None,
                relationship: resource.get("relationship").and_then(code),
            }),
            start: text(period, "start"),
            end: text(period, "end"),
            order: resource.get("order").and_then(Value::as_u64).and_then(|order| u32::try_from(order).ok()),
            phone: None,
            classes,
        },
        beneficiary: beneficiary.and_then(|person| referred(person, "Patient")),
        subscriber: resource.get("subscriber").and_then(|person| referred(person, "Patient")),
        payor: payor.and_then(|payor| text(payor, "reference")).as_deref().and_then(reference),
    }
}

/// An Organization's name and telephone.
pub(super) fn organization(resource: &Value) -> (Option<String>, Option<String>) {
    let phone = list(resource, "telecom").iter().find(|contact| text(contact, "system").as_deref() == Some("phone"));
    (text(resource, "name"), phone.and_then(|phone| text(phone, "value")))
}

/// `(type, id, version)` of a resource that another refers to.
pub(super) type Reference = (String, String, Option<String>);

/// Reads a literal reference: relative or absolute, with or without a version. Contained and logical ones name nothing that
/// could be fetched.
pub(super) fn reference(text: &str) -> Option<Reference> {
    let mut parts = text.rsplit('/');
    let (mut id, mut version) = (parts.next()?, None);
    let mut kind = parts.next()?;
    if kind == "_history" {
        (version, id) = (filled(id), parts.next()?);
        kind = parts.next()?;
    }
    let is_type = kind.starts_with(|letter: char| letter.is_ascii_uppercase());
    let is_id = !id.is_empty() && id.len() <= 128 && !id.contains(['#', '?', '&', ':', ' ']);
    (is_type && is_id && kind.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .then(|| (kind.to_owned(), id.to_owned(), version))
}

fn referred(element: &Value, kind: &str) -> Option<String> {
    text(element, "reference").as_deref().and_then(reference).filter(|found| found.0 == kind).map(|found| found.1)
}

fn labelled(element: &Value) -> Option<Labelled> {
    let value = text(element, "value");
    let said = text(element, "name").or_else(|| value.clone())?;
    let label = element.get("type").and_then(concept).or_else(|| text(element, "system"))?;
    let text = match value {
        Some(value) if value != said => format!("{said} ({value})"),
        _ => said,
    };
    Some(Labelled { label, text })
}

/// The payer's words for a CodeableConcept, else its code.
fn concept(element: &Value) -> Option<String> {
    let display = || list(element, "coding").iter().find_map(|coding| text(coding, "display"));
    text(element, "text").or_else(display).or_else(|| code(element))
}

fn code(element: &Value) -> Option<String> {
    list(element, "coding").iter().find_map(|coding| text(coding, "code"))
}

fn has_code(element: Option<&Value>, wanted: &str) -> bool {
    let codings = element.map_or(&[][..], |element| list(element, "coding"));
    codings.iter().any(|coding| coding.get("code").and_then(Value::as_str) == Some(wanted))
}

fn list<'a>(element: &'a Value, name: &str) -> &'a [Value] {
    element.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(element: &Value, name: &str) -> Option<String> {
    element.get(name).and_then(Value::as_str).and_then(filled)
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_person_goes_by_the_first_given_name() {
        let view = patient(&json!({
            "name": [{"use": "old", "family": "Before"}, {"use": "official", "given": ["Ana", "M."], "family": "Soto"}],
            "birthDate": "1986-01-01",
        }));
        assert_eq!(view.short_name.as_deref(), Some("Ana"));
        assert_eq!(view.name.as_deref(), Some("Ana M. Soto"));
        assert_eq!(view.birth_date.as_deref(), Some("1986-01-01"));
        assert_eq!(patient(&json!({"name": "Ana"})), PatientView::default());
        assert_eq!(patient(&json!({"name": [{"text": "Ana Soto"}]})).short_name.as_deref(), Some("Ana Soto"));
    }

    #[test]
    fn a_reference_is_read_in_each_of_its_forms() {
        let patient = |version: Option<&str>| Some(("Patient".into(), "p-1".into(), version.map(str::to_owned)));
        assert_eq!(reference("Patient/p-1"), patient(None));
        assert_eq!(reference("https://payer.test/fhir/Patient/p-1"), patient(None));
        assert_eq!(reference("Patient/p-1/_history/3"), patient(Some("3")));
        for text in
            ["#p-1", "p-1", "", "Patient/", "urn:uuid:1", "patient/p-1", "Patient/p 1", "_history/1", "a/_history/1"]
        {
            assert_eq!(reference(text), None, "{text}");
        }
    }

    #[test]
    fn those_who_hold_a_coverage_come_before_those_it_covers() {
        let child = coverage(&json!({
            "beneficiary": {"reference": "Patient/child"},
            "subscriber": {"reference": "Patient/holder"},
            "relationship": {"coding": [{"code": "child"}]},
        }));
        assert_eq!(child.ranks(), [("child", 2), ("holder", 0)]);
        let own =
            coverage(&json!({"beneficiary": {"reference": "Patient/a"}, "subscriber": {"reference": "Patient/a"}}));
        assert_eq!(own.ranks(), [("a", 0)]);
        assert!(coverage(&json!([])).ranks().is_empty());
    }
}
