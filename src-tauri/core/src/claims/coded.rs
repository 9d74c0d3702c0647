//! Codes with the words that came with them: services, diagnoses, procedures, reasons.

use std::collections::HashSet;

use super::adjudication::{Category, Entry};
use super::context;
use crate::fhir::json::Value;
use crate::fhir::reference::{Contained, Reference};
use crate::fhir::resource::{Concept, ElementPath, elements, field, whole_number};
use crate::ipc::{CodedText, ListedCode};

/// A [`CodedText`] as it stands in the resource.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Coded<'a> {
    pub(super) text: Option<&'a str>,
    pub(super) code: Option<&'a str>,
    pub(super) system: Option<&'a str>,
    pub(super) role: Option<&'a str>,
}

impl<'a> Coded<'a> {
    /// A concept as a text with its first code.
    fn of(concept: Concept<'a>, role: Option<&'a str>) -> Self {
        let coding = concept.codings().find(|coding| coding.code.is_some());
        Self {
            text: concept.words(),
            code: coding.and_then(|coding| coding.code),
            system: coding.and_then(|coding| coding.system),
            role,
        }
    }

    /// Whether it says anything.
    fn says_something(&self) -> bool {
        self.text.is_some() || self.code.is_some()
    }

    /// The same, on its own.
    pub(super) fn told(self) -> CodedText {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        CodedText { text: owned(self.text), code: owned(self.code), system: owned(self.system), role: owned(self.role) }
    }
}

/// What a line was for: the product or service, `service` in older FHIR, else the revenue code.
pub(super) fn service<'a>(line: &'a Value<'a>) -> Coded<'a> {
    [("productOrService", None), ("service", None), ("revenue", Some("revenue"))]
        .into_iter()
        .filter_map(|(name, role)| Some(Coded::of(Concept::in_field(line, name)?, role)))
        .find(Coded::says_something)
        .unwrap_or_default()
}

/// The claim's diagnoses, in the payer's order; the role is the type: `principal`, `patientreasonforvisit` …
pub(super) fn diagnoses<'a>(claim: &'a Value<'a>, contained: &Contained<'a>, root: &ElementPath) -> Vec<ListedCode> {
    listed(claim, &DIAGNOSIS, contained, root)
}

/// The claim's procedures, in the payer's order; the role is the type: `principal`, `other` …
pub(super) fn procedures<'a>(claim: &'a Value<'a>, contained: &Contained<'a>, root: &ElementPath) -> Vec<ListedCode> {
    listed(claim, &PROCEDURE, contained, root)
}

/// A list of codes, and the two elements that each may stand in.
pub(super) struct List {
    name: &'static str,
    concept: &'static str,
    reference: &'static str,
}

pub(super) const DIAGNOSIS: List =
    List { name: "diagnosis", concept: "diagnosisCodeableConcept", reference: "diagnosisReference" };
pub(super) const PROCEDURE: List =
    List { name: "procedure", concept: "procedureCodeableConcept", reference: "procedureReference" };

/// The codes of a list, each with its index and its entry. One that is only referred to, and not inside the claim, is
/// kept without words: a line may be for it.
pub(super) fn in_list<'a>(
    claim: &'a Value<'a>,
    list: &'static List,
    contained: &Contained<'a>,
) -> impl Iterator<Item = (Option<usize>, &'a Value<'a>, Coded<'a>)> {
    elements(claim, list.name).filter_map(|(index, entry)| {
        let role = Concept::in_field(entry, "type").and_then(|kind| kind.code().or_else(|| kind.words()));
        let coded = match field(entry, list.concept) {
            Some(concept) => Coded::of(Concept::of(concept), role),
            None => referenced(entry, list.reference, role, contained),
        };
        let is_there = coded.says_something() || Reference::in_field(entry, list.reference).is_some();
        is_there.then_some((index, entry, coded))
    })
}

fn listed<'a>(
    claim: &'a Value<'a>,
    list: &'static List,
    contained: &Contained<'a>,
    root: &ElementPath,
) -> Vec<ListedCode> {
    in_list(claim, list, contained)
        .map(|(index, entry, coded)| ListedCode {
            sequence: whole_number(entry, "sequence"),
            coded: coded.told(),
            on_admission: Concept::in_field(entry, "onAdmission").and_then(Concept::label).map(str::to_owned),
            date: context::day(entry, "date"),
            element: root.child(list.name, index).to_string(),
        })
        .collect()
}

/// A diagnosis or procedure that is a resource of its own: the contained one's code, else the payer's display.
fn referenced<'a>(entry: &'a Value<'a>, name: &str, role: Option<&'a str>, contained: &Contained<'a>) -> Coded<'a> {
    let Some(reference) = Reference::in_field(entry, name) else { return Coded::default() };
    let inside = contained.resolve(reference).and_then(|resource| Concept::in_field(resource, "code"));
    match inside {
        Some(concept) => Coded::of(concept, role),
        None => Coded { text: reference.display(), role, ..Coded::default() },
    }
}

/// The reasons among adjudications, one for each coding, because payers put an adjustment's reason and its group (who
/// has to bear it) into one concept. The role is the category's code: `denialreason`, `adjustmentreason` …
pub(super) fn reasons<'a>(entries: &[Entry<'a>]) -> impl Iterator<Item = Coded<'a>> {
    entries.iter().flat_map(|(_, entry)| {
        let is_standing = matches!(entry.category, Category::StandingOf(_) | Category::Is(_));
        let reason = entry.reason.filter(|_| !is_standing);
        reason.into_iter().flat_map(|reason| each_coding(reason, entry.code))
    })
}

fn each_coding<'a>(reason: Concept<'a>, role: Option<&'a str>) -> impl Iterator<Item = Coded<'a>> {
    let more = reason.codings().filter(|coding| coding.code.is_some()).skip(1).map(move |coding| Coded {
        text: coding.display,
        code: coding.code,
        system: coding.system,
        role,
    });
    std::iter::once(Coded::of(reason, role)).filter(Coded::says_something).chain(more)
}

/// Keeps the first of equal reasons.
pub(super) fn distinct<'a>(reasons: impl Iterator<Item = Coded<'a>>) -> Vec<CodedText> {
    let mut seen = HashSet::new();
    reasons.filter(|reason| seen.insert(*reason)).map(Coded::told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::adjudication::entries;
    use crate::fhir::json::testing::json;

    #[test]
    fn a_service_that_is_not_applicable_gives_way_to_the_revenue_code() {
        let line = json!({
            "revenue": {"coding": [{"system": "https://www.nubc.org/CodeSystem/RevenueCodes", "code": "0120",
                "display": "Room"}]},
            "productOrService": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason",
                "code": "not-applicable"}]},
        });
        let service = service(&line);
        assert_eq!((service.text, service.code), (Some("Room"), Some("0120")));
        assert_eq!(service.role, Some("revenue"));
    }

    #[test]
    fn a_reason_and_its_group_are_two_coded_texts() {
        let line = json!({"adjudication": [
            {"category": {"coding": [{"code": "adjustmentreason"}]},
             "reason": {"coding": [{"system": "urn:reason", "code": "197"},
                 {"system": "urn:group", "code": "CO", "display": "Contract"}], "text": "No approval"}},
            {"category": {"coding": [{"code": "benefitpaymentstatus"}]}, "reason": {"coding": [{"code": "denied"}]}},
        ]});
        let reasons: Vec<_> = reasons(&entries(&line, "adjudication")).collect();
        let shown: Vec<_> = reasons.iter().map(|reason| (reason.text, reason.code, reason.role)).collect();
        assert_eq!(
            shown,
            [
                (Some("No approval"), Some("197"), Some("adjustmentreason")),
                (Some("Contract"), Some("CO"), Some("adjustmentreason"))
            ]
        );
    }

    #[test]
    fn equal_reasons_are_listed_once() {
        let reason = |code| Coded { code: Some(code), ..Coded::default() };
        let found = distinct([reason("1"), reason("2"), reason("1")].into_iter());
        assert_eq!(found, [reason("1").told(), reason("2").told()]);
    }

    #[test]
    fn a_diagnosis_may_be_a_contained_condition_or_only_displayed() {
        let claim = json!({
            "contained": [{"resourceType": "Condition", "id": "c",
                "code": {"coding": [{"code": "M25.561"}], "text": "Knee pain"}}],
            "diagnosis": [
                {"diagnosisReference": {"reference": "#c"}, "type": [{"coding": [{"code": "principal"}]}]},
                {"diagnosisReference": {"reference": "Condition/9", "display": "Fall"}},
                {"diagnosisReference": {"reference": "Condition/10"}},
                {"sequence": 4},
            ],
        });
        let found = diagnoses(&claim, &Contained::of(&claim), &ElementPath::root("ExplanationOfBenefit"));
        let shown: Vec<_> = found
            .iter()
            .map(|one| (one.coded.text.as_deref(), one.coded.code.as_deref(), one.coded.role.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                (Some("Knee pain"), Some("M25.561"), Some("principal")),
                (Some("Fall"), None, None),
                // Only referred to: there, and without words.
                (None, None, None),
            ]
        );
        assert_eq!(found.first().map(|one| one.element.as_str()), Some("ExplanationOfBenefit.diagnosis[0]"));
    }
}
