use super::*;
use crate::claims::explain;
use crate::fhir::json::testing::{Document, json};
use crate::ipc::Who;

const CARC: &str = "https://x12.org/codes/claim-adjustment-reason-codes";
const RARC: &str = "https://x12.org/codes/remittance-advice-remark-codes";
const GROUP: &str = "https://x12.org/codes/claim-adjustment-group-codes";

fn known(status: ClaimStatus) -> Known<'static> {
    Known {
        status,
        person: Some("Daniel Rivera"),
        payer: "Evergreen",
        title: Some("Knee MRI"),
        provider: Some("Lakeside Imaging"),
        start: Some("2026-10-28"),
    }
}

fn denial(claim: &Document, status: ClaimStatus) -> Option<Denial> {
    of_claim(claim, &explain(claim), known(status), Appeal::default())
}

fn entry(category: &str, codings: Document, text: Option<&str>) -> Document {
    json!({"category": {"coding": [{"code": category}]}, "reason": {"coding": codings, "text": text}})
}

fn denied(adjudication: Document) -> Document {
    json!({"item": [{"sequence": 1, "adjudication": adjudication}]})
}

#[test]
fn the_plans_words_stand_beside_ours_and_the_group_says_who_pays() {
    let claim = denied(json!([entry(
        "denialreason",
        json!([{"system": GROUP, "code": "CO"},
            {"system": CARC, "code": "197", "display": "Absent"}]),
        Some("No approval on file")
    ),]));
    let denial = denial(&claim, ClaimStatus::NotCovered).unwrap();
    let [reason] = denial.reasons.as_slice() else { panic!("{:?}", denial.reasons) };
    assert_eq!((reason.code.as_deref(), reason.list), (Some("197"), ReasonList::Adjustment));
    assert_eq!(reason.plan_text.as_deref(), Some("No approval on file"));
    assert_eq!(reason.help.as_ref().map(|help| help.title.en.as_str()), Some("No approval before the care"));
    assert_eq!(reason.group.as_deref(), Some("CO"));
    assert_eq!(reason.element, "ExplanationOfBenefit.item[0].adjudication[0]");
    assert_eq!(denial.bearer.who, Who::Provider);
    assert!(denial.letter.en.contains("– “No approval on file” (code 197)"));
}

#[test]
fn an_unknown_code_has_the_plans_words_and_none_of_ours() {
    let claim = denied(json!([
        entry("denialreason", json!([{"system": CARC, "code": "9999"}]), Some("Something new")),
        entry("denialreason", json!([{"system": "urn:own", "code": "197"}]), Some("Our own list")),
        entry("denialreason", json!([{"code": "197"}]), None),
        entry("denialreason", json!([]), Some("Only words")),
    ]));
    let denial = denial(&claim, ClaimStatus::NotCovered).unwrap();
    assert_eq!(denial.reasons.len(), 4);
    assert!(denial.reasons.iter().all(|reason| reason.help.is_none()));
    assert_eq!(denial.bearer.who, Who::NotStated);
    assert_eq!(denial.reasons.last().and_then(|reason| reason.plan_text.as_deref()), Some("Only words"));
}

#[test]
fn a_group_beside_the_reason_and_a_group_in_the_code_are_both_read() {
    let beside = denied(json!([
        entry("denialreason", json!([{"system": CARC, "code": "50"}]), None),
        entry("adjustmentgroup", json!([{"system": GROUP, "code": "PR", "display": "Patient"}]), None),
    ]));
    let printed = denied(json!([entry("denialreason", json!([{"system": CARC, "code": "PR-50"}]), None)]));
    for claim in [beside, printed] {
        let denial = denial(&claim, ClaimStatus::NotCovered).unwrap();
        let [reason] = denial.reasons.as_slice() else { panic!("{:?}", denial.reasons) };
        assert_eq!((reason.code.as_deref(), reason.group.as_deref()), (Some("50"), Some("PR")));
        assert_eq!(denial.bearer.who, Who::Member);
    }
}

#[test]
fn where_two_groups_stand_beside_a_reason_none_speaks_for_it() {
    let group = |code: &str| entry("adjustmentgroup", json!([{"system": GROUP, "code": code}]), None);
    let claim =
        denied(json!(
            [entry("denialreason", json!([{"system": CARC, "code": "50"}]), None), group("PR"), group("CO"),]
        ));
    let denial = denial(&claim, ClaimStatus::NotCovered).unwrap();
    let [reason] = denial.reasons.as_slice() else { panic!("{:?}", denial.reasons) };
    assert_eq!((reason.code.as_deref(), reason.group.as_deref()), (Some("50"), None));
    assert_eq!(denial.bearer.who, Who::NotStated);
}

#[test]
fn a_remark_alone_refuses_nothing_of_a_decided_claim() {
    let remark = || denied(json!([entry("denialreason", json!([{"system": RARC, "code": "N130"}]), None)]));
    assert_eq!(denial(&remark(), ClaimStatus::Decided), None);
    let whole = denial(&remark(), ClaimStatus::NotCovered).unwrap();
    assert!(whole.reasons.iter().all(|reason| reason.list == ReasonList::Remark && reason.help.is_some()));
}

#[test]
fn a_reason_deep_in_a_line_tells_where_it_stands() {
    let part = json!({"adjudication": [entry("denialreason", json!([{"system": CARC, "code": "197"}]), None)]});
    let claim = json!({"item": [{"detail": [{}, {"subDetail": [{}, part]}]}]});
    let denial = denial(&claim, ClaimStatus::NotCovered).unwrap();
    let places: Vec<_> = denial.reasons.iter().map(|reason| reason.element.as_str()).collect();
    assert_eq!(places, ["ExplanationOfBenefit.item[0].detail[1].subDetail[1].adjudication[0]"]);
}

#[test]
fn one_reason_on_many_lines_is_told_once() {
    let line = json!({"adjudication": [entry("denialreason", json!([{"system": CARC, "code": "16"},
        {"system": RARC, "code": "M51"}]), Some("Not complete"))]});
    let denial = denial(&json!({"item": [line.clone(), line.clone(), line]}), ClaimStatus::NotCovered).unwrap();
    let told: Vec<_> = denial.reasons.iter().map(|one| (one.code.as_deref(), one.list, one.more)).collect();
    assert_eq!(told, [(Some("16"), ReasonList::Adjustment, 2), (Some("M51"), ReasonList::Remark, 2)]);
    assert_eq!(denial.reasons.get(1).and_then(|one| one.plan_text.as_deref()), None);
}

#[test]
fn a_share_or_a_price_alone_is_no_denial_and_stands_last_in_one() {
    let price =
        || entry("adjustmentreason", json!([{"system": GROUP, "code": "CO"}, {"system": CARC, "code": "45"}]), None);
    let share =
        || entry("adjustmentreason", json!([{"system": GROUP, "code": "PR"}, {"system": CARC, "code": "1"}]), None);
    // Another part of the money came another way.
    let elsewhere = || entry("adjustmentreason", json!([{"system": CARC, "code": "97"}]), None);
    let refused =
        || entry("adjustmentreason", json!([{"system": GROUP, "code": "CO"}, {"system": CARC, "code": "29"}]), None);
    assert_eq!(denial(&denied(json!([price(), share(), elsewhere()])), ClaimStatus::Decided), None);
    let part = denial(&denied(json!([price(), share(), refused()])), ClaimStatus::Decided).unwrap();
    assert!(!part.is_whole);
    let codes: Vec<_> = part.reasons.iter().map(|one| one.code.as_deref()).collect();
    assert_eq!(codes, [Some("29"), Some("45"), Some("1")]);
    // The deductible's group does not speak for the part that was refused.
    assert_eq!(part.bearer.who, Who::Provider);
}

#[test]
fn what_is_not_decided_or_counts_no_more_is_no_denial() {
    let claim = denied(json!([entry("denialreason", json!([{"system": CARC, "code": "197"}]), None)]));
    assert_eq!(denial(&claim, ClaimStatus::Pending), None);
    assert_eq!(denial(&claim, ClaimStatus::Replaced), None);
    assert!(denial(&json!({}), ClaimStatus::NotCovered).is_some_and(|denial| denial.reasons.is_empty()));
}

#[test]
fn the_letter_has_the_plans_facts_and_blanks_for_the_rest() {
    let claim = json!({
        "identifier": [{"value": "CLM-7"}],
        "total": [{"category": {"coding": [{"code": "submitted"}]}, "amount": {"value": 2150.5, "currency": "USD"}}],
        "item": [{"adjudication": [entry("denialreason", json!([]), Some("Two\n\nlines"))]}],
    });
    let letter = denial(&claim, ClaimStatus::NotCovered).unwrap().letter;
    for text in
        ["Appeal of claim CLM-7", "Date of care: Oct 28, 2026", "Billed: $2,150.50", "– “Two lines”", "[Your name]"]
    {
        assert!(letter.en.contains(text), "{text}: {}", letter.en);
    }
    for text in ["Apelación del reclamo CLM-7", "28 de octubre de 2026", "[Su nombre]"] {
        assert!(letter.es.contains(text), "{text}: {}", letter.es);
    }
    let bare = denial(&json!({}), ClaimStatus::NotCovered).unwrap().letter;
    assert!(bare.en.contains("Billed: [amount]") && bare.en.contains("[the reason in the plan’s letter]"));
}
