//! Every figure equals the element that it names, found a second way.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::super::words;
use super::fixtures::{explain, own, published, summarise};
use crate::ipc::Figure;

/// Follows a path without any of the core's own code: `Root.a[0].b` is `/a/0/b`.
fn follow<'a>(claim: &'a Value, element: &str) -> &'a Value {
    let (root, rest) = element.split_once('.').unwrap();
    assert_eq!(root, "ExplanationOfBenefit");
    let pointer: String = rest.replace('[', ".").replace(']', "").split('.').map(|step| format!("/{step}")).collect();
    claim.pointer(&pointer).unwrap_or_else(|| panic!("{element} is not there"))
}

fn check(claim: &Value, figure: &Figure) {
    let (Some(money), Some(element)) = (&figure.money, &figure.element) else {
        assert_eq!(*figure, Figure::default(), "a figure without money or element states something");
        return;
    };
    let found = follow(claim, element);
    let value = found.get("value").unwrap_or(found);
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if text.contains(['e', 'E']) {
        let shown: Decimal = money.amount.parse().unwrap();
        assert_eq!(Decimal::from_scientific(&text.replace("e+", "e")).unwrap(), shown, "{element}");
    } else {
        assert_eq!(money.amount, text.trim(), "{element}");
    }
    if let Some(currency) = &money.currency {
        assert!(found["currency"].as_str().unwrap().eq_ignore_ascii_case(currency), "{element}");
    }
    if let Some(code) = figure.code.as_deref().filter(|_| element.ends_with("].amount")) {
        let entry = follow(claim, element.strip_suffix(".amount").unwrap());
        let codings = entry["category"]["coding"].as_array().unwrap();
        assert!(codings.iter().any(|coding| coding["code"] == code), "{element} is not about {code}");
    }
}

fn check_all(claim: &Value) -> usize {
    let explanation = explain(claim);
    let figures: Vec<_> = words::all_figures(&explanation).collect();
    figures.iter().for_each(|figure| check(claim, figure));
    let mut elements: Vec<_> = figures.iter().filter_map(|figure| figure.element.as_deref()).collect();
    let stated = elements.len();
    elements.sort_unstable();
    elements.dedup();
    assert_eq!(elements.len(), stated, "an element is shown twice");
    let summary = summarise(claim);
    assert_eq!(summary.billed, explanation.billed.money);
    assert_eq!(summary.plan_paid, explanation.plan_paid.money);
    assert_eq!(summary.you_owe, explanation.you_owe.money);
    assert_eq!(summary.discount, explanation.discount.money);
    stated
}

#[test]
fn every_figure_of_our_own_claims_equals_its_element() {
    let stated: usize = own().iter().map(check_all).sum();
    assert!(stated > 60, "only {stated} figures were compared");
}

#[test]
fn every_figure_of_published_claims_equals_its_element() {
    for (name, claim) in published("ExplanationOfBenefit") {
        assert!(check_all(&claim) > 0, "{name} states no figure");
    }
}

/// An amount in the spellings that JSON allows.
fn amounts() -> impl Strategy<Value = Value> {
    "-?(0|[1-9][0-9]{0,12})(\\.[0-9]{1,10})?(e-?[0-9])?".prop_map(|text| serde_json::from_str(&text).unwrap())
}

fn entries() -> impl Strategy<Value = Value> {
    let codes = prop::sample::select(vec![
        "submitted",
        "eligible",
        "benefit",
        "paidtoprovider",
        "paidtopatient",
        "memberliability",
        "copay",
        "deductible",
        "discount",
        "noncovered",
        "coinsurance",
        "paidbypatient",
        "withhold",
        "denialreason",
    ]);
    let currencies = prop::sample::select(vec![Some("USD"), Some("EUR"), None]);
    prop::collection::vec((codes, amounts(), currencies), 0..12).prop_map(|entries| {
        let entry = |(code, value, currency): (&str, Value, Option<&str>)| {
            let mut amount = json!({"value": value});
            if let Some(currency) = currency {
                amount["currency"] = json!(currency);
            }
            json!({"category": {"coding": [{"code": code}]}, "amount": amount})
        };
        entries.into_iter().map(entry).collect()
    })
}

proptest! {
    #[test]
    fn every_figure_of_any_claim_equals_its_element(
        total in entries(),
        adjudication in entries(),
        lines in prop::collection::vec(entries(), 0..4),
        payment in amounts(),
    ) {
        let items: Vec<Value> = lines.into_iter().map(|entries| json!({"adjudication": entries,
            "net": {"value": 1}})).collect();
        let payment = json!({"amount": {"value": payment}});
        check_all(&json!({"total": total, "adjudication": adjudication, "item": items, "payment": payment}));
    }

    /// Nothing a claim states gets lost: each amount of its totals is some figure's.
    #[test]
    fn every_total_is_shown(total in entries()) {
        let claim = json!({"total": total});
        let explanation = explain(&claim);
        prop_assert_eq!(words::all_figures(&explanation).filter(|figure| figure.money.is_some()).count(),
            total.as_array().unwrap().len());
    }
}
