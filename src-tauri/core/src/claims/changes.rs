//! What changed in a claim from one version to the next. Pure: two readings go in, differences come out, each with the
//! figure and its element in both. It tells what, never why: a reason is told only where the plan states one that it did
//! not state before, and then in the plan's words.

use std::collections::BTreeMap;

use super::adjudication::Adjudicated;
use super::{explanation, status};
use crate::fhir::json::Value;
use crate::fhir::reference::Contained;
use crate::ipc::{ChangedFigure, ClaimChange, ClaimLine, ClaimStatus, CodedText, Explanation, Figure};
use crate::money;

/// A version of a claim, as far as it can be compared.
#[derive(Debug)]
pub struct Reading {
    explanation: Explanation,
    status: ClaimStatus,
}

impl Reading {
    /// Reads a version.
    #[must_use]
    pub fn of(claim: &Value) -> Self {
        let contained = Contained::of(claim);
        let adjudicated = Adjudicated::of(claim);
        let explanation = explanation::stated(&adjudicated, &contained, None);
        Self { explanation, status: status::of_claim(&adjudicated) }
    }
}

/// What the later version says otherwise: where it stands, its figures, its lines, then reasons and notes that are new.
#[must_use]
pub fn between(before: &Reading, after: &Reading) -> Vec<ClaimChange> {
    let mut changes = Vec::new();
    if before.status != after.status {
        changes.push(ClaimChange::Status { before: before.status, after: after.status });
    }
    let (was, is) = (&before.explanation, &after.explanation);
    for (figure, before, after) in [
        (ChangedFigure::YouOwe, &was.you_owe, &is.you_owe),
        (ChangedFigure::PlanPaid, &was.plan_paid, &is.plan_paid),
        (ChangedFigure::Billed, &was.billed, &is.billed),
        (ChangedFigure::PlanPrice, &was.plan_price, &is.plan_price),
        (ChangedFigure::Discount, &was.discount, &is.discount),
        (ChangedFigure::Deductible, &was.deductible, &is.deductible),
        (ChangedFigure::Copay, &was.copay, &is.copay),
        (ChangedFigure::Coinsurance, &was.coinsurance, &is.coinsurance),
        (ChangedFigure::NotCovered, &was.not_covered, &is.not_covered),
    ] {
        if !is_same(before, after) {
            changes.push(ClaimChange::Figure { figure, before: before.clone(), after: after.clone() });
        }
    }
    of_lines(&was.lines, &is.lines, &mut changes);
    let reasons = is.reasons.iter().filter(|reason| !was.reasons.contains(reason)).filter_map(words);
    changes.extend(reasons.map(|text| ClaimChange::Reason { text }));
    let notes = is.notes.iter().filter(|note| !was.notes.contains(note)).cloned();
    changes.extend(notes.map(|text| ClaimChange::Note { text }));
    changes
}

/// Whether two figures say the same, however they are written and wherever they stand. Nothing stated is the same as
/// nothing stated, and never the same as nought.
fn is_same(before: &Figure, after: &Figure) -> bool {
    match (&before.money, &after.money) {
        (None, None) => true,
        (Some(before), Some(after)) => money::is_same(before, after),
        _ => false,
    }
}

fn words(reason: &CodedText) -> Option<String> {
    reason.text.clone().or_else(|| reason.code.clone())
}

/// Lines are told apart by their number where each has one of its own, else by their place.
fn of_lines(before: &[ClaimLine], after: &[ClaimLine], changes: &mut Vec<ClaimChange>) {
    let by_number = has_numbers(before) && has_numbers(after);
    let key = |line: &ClaimLine| match line.sequence.filter(|_| by_number) {
        Some(number) => number.to_string(),
        None => line.element.clone(),
    };
    let old: BTreeMap<String, &ClaimLine> = before.iter().map(|line| (key(line), line)).collect();
    let new: BTreeMap<String, &ClaimLine> = after.iter().map(|line| (key(line), line)).collect();
    let name = |line: &ClaimLine| words(&line.service);
    for line in after {
        let Some(was) = old.get(&key(line)) else {
            changes.push(ClaimChange::LineAdded { service: name(line), billed: line.billed.clone() });
            continue;
        };
        for (figure, before, after) in [
            (ChangedFigure::YouOwe, &was.you_owe, &line.you_owe),
            (ChangedFigure::PlanPaid, &was.plan_paid, &line.plan_paid),
            (ChangedFigure::Billed, &was.billed, &line.billed),
            (ChangedFigure::PlanPrice, &was.plan_price, &line.plan_price),
        ] {
            if !is_same(before, after) {
                let (before, after) = (before.clone(), after.clone());
                changes.push(ClaimChange::LineFigure { service: name(line), figure, before, after });
            }
        }
    }
    for line in before.iter().filter(|line| !new.contains_key(&key(line))) {
        changes.push(ClaimChange::LineRemoved { service: name(line), billed: line.billed.clone() });
    }
}

fn has_numbers(lines: &[ClaimLine]) -> bool {
    let mut numbers: Vec<u32> = lines.iter().filter_map(|line| line.sequence).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len() == lines.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::{Document, json};

    fn entry(code: &str, amount: &str) -> Document {
        json!({"category": {"coding": [{"code": code}]},
               "amount": {"value": serde_json::from_str::<serde_json::Value>(amount).unwrap(), "currency": "USD"}})
    }

    fn compared(before: &Document, after: &Document) -> Vec<ClaimChange> {
        between(&Reading::of(before), &Reading::of(after))
    }

    fn amount(figure: &Figure) -> Option<&str> {
        figure.money.as_ref().map(|money| money.amount.as_str())
    }

    #[test]
    fn a_figure_that_went_from_one_amount_to_another_has_its_element_in_both() {
        let before = json!({"outcome": "complete", "total": [entry("memberliability", "45.00")]});
        let after =
            json!({"outcome": "complete", "total": [entry("submitted", "412"), entry("memberliability", "37.60")]});
        let changes = compared(&before, &after);
        let Some(ClaimChange::Figure { figure: ChangedFigure::YouOwe, before, after }) = changes.first() else {
            panic!("{changes:?}")
        };
        assert_eq!((amount(before), amount(after)), (Some("45.00"), Some("37.60")));
        assert_eq!(before.element.as_deref(), Some("ExplanationOfBenefit.total[0].amount"));
        assert_eq!(after.element.as_deref(), Some("ExplanationOfBenefit.total[1].amount"));
        let Some(ClaimChange::Figure { figure: ChangedFigure::Billed, before, .. }) = changes.get(1) else {
            panic!("{changes:?}")
        };
        assert_eq!(amount(before), None, "what was not stated was not nought");
    }

    #[test]
    fn another_spelling_or_another_place_is_no_change() {
        let before = json!({"total": [entry("memberliability", "45.00"), entry("benefit", "1")]});
        let after = json!({"total": [entry("benefit", "1.00"), entry("memberliability", "45")]});
        assert_eq!(compared(&before, &after), Vec::new());
    }

    #[test]
    fn nought_and_nothing_are_not_the_same() {
        let before = json!({"outcome": "complete", "total": [entry("benefit", "1")]});
        let after = json!({"outcome": "complete", "total": [entry("benefit", "1"), entry("memberliability", "0.00")]});
        assert_eq!(compared(&before, &after).len(), 1);
    }

    #[test]
    fn a_decision_is_told_before_its_figures() {
        let before = json!({"outcome": "queued"});
        let after = json!({"outcome": "complete", "total": [entry("memberliability", "5"), entry("benefit", "9")]});
        let changes = compared(&before, &after);
        assert_eq!(
            changes.first(),
            Some(&ClaimChange::Status { before: ClaimStatus::Pending, after: ClaimStatus::Decided })
        );
        assert_eq!(changes.len(), 3);
    }

    #[test]
    fn lines_are_told_apart_by_their_number() {
        let line = |number: u32, service: &str, owe: &str| {
            json!({"sequence": number, "productOrService": {"text": service},
                   "adjudication": [entry("submitted", "10"), entry("memberliability", owe)]})
        };
        let before = json!({"item": [line(1, "Visit", "1"), line(2, "Test", "2")]});
        let after = json!({"item": [line(2, "Test", "3"), line(3, "X-ray", "4")]});
        let told: Vec<_> = compared(&before, &after)
            .into_iter()
            .map(|change| match change {
                ClaimChange::LineAdded { service, .. } => format!("+ {}", service.unwrap_or_default()),
                ClaimChange::LineRemoved { service, .. } => format!("- {}", service.unwrap_or_default()),
                ClaimChange::LineFigure { service, before, after, .. } => format!(
                    "{} {:?} {:?}",
                    service.unwrap_or_default(),
                    before.element.unwrap_or_default(),
                    after.element.unwrap_or_default()
                ),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            told,
            [
                "Test \"ExplanationOfBenefit.item[1].adjudication[1].amount\" \
                 \"ExplanationOfBenefit.item[0].adjudication[1].amount\"",
                "+ X-ray",
                "- Visit",
            ]
        );
    }

    #[test]
    fn a_reason_is_the_plans_own_or_there_is_none() {
        let before = json!({"total": [entry("memberliability", "45.00")]});
        let after = json!({"total": [entry("memberliability", "37.60")],
            "processNote": [{"text": "Worked out again."}]});
        assert!(compared(&before, &after).contains(&ClaimChange::Note { text: "Worked out again.".to_owned() }));
        assert_eq!(compared(&after, &after), Vec::new(), "what was said before is not said again");
    }
}
