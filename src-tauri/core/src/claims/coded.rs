//! Codes with the words that came with them: services, diagnoses, procedures, reasons.

use std::collections::HashSet;

use super::adjudication::{Adjudication, Category};
use super::context;
use crate::fhir::json::Value;
use crate::fhir::reference::{Contained, Reference};
use crate::fhir::resource::{Concept, ElementPath, each, elements, field, whole_number};
use crate::ipc::{CodedText, ListedCode};

/// A concept as a text with its first code.
pub(super) fn coded(concept: Concept<'_>, role: Option<&str>) -> CodedText {
    let coding = concept.codings().find(|coding| coding.code.is_some());
    CodedText {
        text: concept.words().map(str::to_owned),
        code: coding.and_then(|coding| coding.code).map(str::to_owned),
        system: coding.and_then(|coding| coding.system).map(str::to_owned),
        role: role.map(str::to_owned),
    }
}

/// Whether it says anything.
pub(super) fn says_something(coded: &CodedText) -> bool {
    coded.text.is_some() || coded.code.is_some()
}

/// What a line was for: the product or service, `service` in older FHIR, else the revenue code.
pub(super) fn service(line: &Value) -> CodedText {
    [("productOrService", None), ("service", None), ("revenue", Some("revenue"))]
        .into_iter()
        .filter_map(|(name, role)| Some(coded(Concept::in_field(line, name)?, role)))
        .find(says_something)
        .unwrap_or_default()
}

/// The claim's diagnoses, in the payer's order; the role is the type: `principal`, `patientreasonforvisit` …
pub(super) fn diagnoses<'a>(claim: &'a Value<'a>, contained: &Contained<'a>, root: &ElementPath) -> Vec<ListedCode> {
    listed(claim, "diagnosis", contained, root)
}

/// The claim's procedures, in the payer's order; the role is the type: `principal`, `other` …
pub(super) fn procedures<'a>(claim: &'a Value<'a>, contained: &Contained<'a>, root: &ElementPath) -> Vec<ListedCode> {
    listed(claim, "procedure", contained, root)
}

/// One that is only referred to, and not inside the claim, is kept without words: a line may be for it.
fn listed<'a>(claim: &'a Value<'a>, name: &'a str, contained: &Contained<'a>, root: &ElementPath) -> Vec<ListedCode> {
    let (concept_name, reference_name) = (format!("{name}CodeableConcept"), format!("{name}Reference"));
    elements(claim, name)
        .filter_map(|(index, entry)| {
            let role = Concept::in_field(entry, "type").and_then(|kind| kind.code().or_else(|| kind.words()));
            let coded = match field(entry, &concept_name) {
                Some(concept) => coded(Concept::of(concept), role),
                None => referenced(entry, &reference_name, role, contained),
            };
            let is_there = says_something(&coded) || Reference::in_field(entry, &reference_name).is_some();
            is_there.then(|| ListedCode {
                sequence: whole_number(entry, "sequence"),
                coded,
                on_admission: Concept::in_field(entry, "onAdmission").and_then(Concept::label).map(str::to_owned),
                date: context::day(entry, "date"),
                element: root.child(name, index).to_string(),
            })
        })
        .collect()
}

/// A diagnosis or procedure that is a resource of its own: the contained one's code, else the payer's display.
fn referenced<'a>(entry: &'a Value<'a>, name: &str, role: Option<&str>, contained: &Contained<'a>) -> CodedText {
    let Some(reference) = Reference::in_field(entry, name) else { return CodedText::default() };
    let inside = contained.resolve(reference).and_then(|resource| Concept::in_field(resource, "code"));
    match inside {
        Some(concept) => coded(concept, role),
        None => CodedText {
            text: reference.display().map(str::to_owned),
            role: role.map(str::to_owned),
            ..CodedText::default()
        },
    }
}

/// The reasons among adjudications, one for each coding, because payers put an adjustment's reason and its group (who
/// has to bear it) into one concept. The role is the category's code: `denialreason`, `adjustmentreason` …
pub(super) fn reasons(owner: &Value) -> impl Iterator<Item = CodedText> {
    each(owner, "adjudication").map(Adjudication::of).flat_map(|entry| {
        let is_standing = matches!(entry.category, Category::StandingOf(_) | Category::Is(_));
        entry.reason.filter(|_| !is_standing).map(|reason| each_coding(reason, entry.code)).unwrap_or_default()
    })
}

fn each_coding(reason: Concept<'_>, role: Option<&str>) -> Vec<CodedText> {
    let first = coded(reason, role);
    let more = reason.codings().filter(|coding| coding.code.is_some()).skip(1).map(|coding| CodedText {
        text: coding.display.map(str::to_owned),
        code: coding.code.map(str::to_owned),
        system: coding.system.map(str::to_owned),
        role: role.map(str::to_owned),
    });
    std::iter::once(first).filter(says_something).chain(more).collect()
}

/// Keeps the first of equal reasons.
pub(super) fn distinct(reasons: impl Iterator<Item = CodedText>) -> Vec<CodedText> {
    let reasons: Vec<CodedText> = reasons.collect();
    if reasons.len() < 2 {
        return reasons;
    }
    let mut seen = HashSet::new();
    reasons
        .into_iter()
        .filter(|CodedText { text, code, system, role }| {
            seen.insert((text.clone(), code.clone(), system.clone(), role.clone()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
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
        assert_eq!((service.text.as_deref(), service.code.as_deref()), (Some("Room"), Some("0120")));
        assert_eq!(service.role.as_deref(), Some("revenue"));
    }

    #[test]
    fn a_reason_and_its_group_are_two_coded_texts() {
        let line = json!({"adjudication": [
            {"category": {"coding": [{"code": "adjustmentreason"}]},
             "reason": {"coding": [{"system": "urn:reason", "code": "197"},
                 {"system": "urn:group", "code": "CO", "display": "Contract"}], "text": "No approval"}},
            {"category": {"coding": [{"code": "benefitpaymentstatus"}]}, "reason": {"coding": [{"code": "denied"}]}},
        ]});
        let reasons: Vec<_> = reasons(&line).collect();
        let shown: Vec<_> = reasons
            .iter()
            .map(|reason| (reason.text.as_deref(), reason.code.as_deref(), reason.role.as_deref()))
            .collect();
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
        let reason = |code: &str| CodedText { code: Some(code.to_owned()), ..CodedText::default() };
        assert_eq!(distinct([reason("1"), reason("2"), reason("1")].into_iter()), [reason("1"), reason("2")]);
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
