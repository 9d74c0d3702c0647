//! A resource, up to everything that is shown of it: the claim's page, its explanation, the record's page, the report.

use claimfolio_core::{
    claims::{
        self, balances, changes,
        denials::{self, Known},
        report, telephones,
    },
    fhir::{coverage, json, patient},
    ipc::{Appeal, ClaimStatus, Explanation},
    records,
};
use rust_decimal::Decimal;
use serde_json::Value;

const CLAIM: &str = "ExplanationOfBenefit";

/// Reads a text as every kind of resource. Nothing stops at it, and every figure is what the element that it names says.
pub fn resource(bytes: &[u8]) {
    let file = report::File { name: "file".to_owned(), content: Ok(bytes.to_vec()) };
    let report = report::of(&[file]);
    assert_eq!(report.document["files"][0]["claims"].as_array().map(Vec::len), Some(report.claims));

    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let plain: Option<Value> = serde_json::from_str(text).ok();
    let tree = json::parse(text);
    assert_eq!(tree.is_some(), plain.is_some(), "two readers differ about what is JSON");
    let (Some(tree), Some(plain)) = (tree, plain) else { return };
    claim(&tree, &plain);
    record(&tree, &plain);
    let _ = (patient::read(&tree), coverage::read(&tree), balances::of_coverage(&tree));
}

fn claim(tree: &json::Value<'_>, plain: &Value) {
    let explanation = claims::explain(tree);
    let known = Known {
        status: ClaimStatus::Decided,
        person: None,
        payer: "Plan",
        title: None,
        provider: None,
        start: Some("2026-01-01"),
    };
    let denial = denials::of_claim(tree, &explanation, known, Appeal::default());
    let balances = balances::of_claim(tree);
    let shown = serde_json::to_value((&explanation, denial)).unwrap();
    agrees(&shown, plain);
    for figure in balances.iter().flat_map(|balance| [&balance.limit, &balance.used]) {
        agrees(&serde_json::to_value(figure).unwrap(), plain);
    }
    each_once(&explanation);

    let summary = claims::summarise(tree);
    let listed = [&summary.billed, &summary.discount, &summary.plan_paid, &summary.you_owe, &summary.deductible];
    let page = [
        &explanation.billed,
        &explanation.discount,
        &explanation.plan_paid,
        &explanation.you_owe,
        &explanation.deductible,
    ];
    assert_eq!(listed, page.map(|figure| &figure.money), "the list says another figure than the page");
    let reading = changes::Reading::of(tree);
    assert_eq!(changes::between(&reading, &reading), [], "a claim differs from itself");
    let _ = telephones::of_claim(tree, &|_, _| None);
}

/// Every amount with an element, wherever it stands in what is shown, is the one that the element says.
fn agrees(shown: &Value, claim: &Value) {
    match shown {
        Value::Array(all) => all.iter().for_each(|one| agrees(one, claim)),
        Value::Object(members) => {
            if let (Some(money), Some(element)) = (members.get("money"), members.get("element")) {
                match (money, element) {
                    (Value::Null, Value::Null) => {}
                    (Value::Object(_), Value::String(element)) => says(claim, element, money),
                    _ => panic!("an amount without its element, or an element without its amount: {shown}"),
                }
            }
            members.values().for_each(|one| agrees(one, claim));
        }
        _ => {}
    }
}

fn says(claim: &Value, element: &str, money: &Value) {
    let found = follow(claim, CLAIM, element).unwrap_or_else(|| panic!("{element} is not there"));
    let value = found.get("value").unwrap_or(found);
    let text = value.as_str().map_or_else(|| value.to_string(), |text| text.trim().to_owned());
    let amount = money["amount"].as_str().unwrap();
    if text.contains(['e', 'E']) {
        let stated = Decimal::from_scientific(&text.replace("e+", "e").replace("E+", "E"));
        assert_eq!(stated.ok(), amount.parse().ok(), "{element}: {text} is not {amount}");
    } else {
        assert_eq!(amount, text, "{element}");
    }
    if let Some(currency) = money["currency"].as_str() {
        // FHIR STU3 has a Quantity there, whose code is the currency.
        let said = ["currency", "code"].into_iter().filter_map(|name| found.get(name)?.as_str());
        assert!(said.into_iter().any(|said| said.trim().eq_ignore_ascii_case(currency)), "{element}: {currency}");
    }
}

/// Follows a path without any of the core's own code: `Root.a[0].b` is `/a/0/b`.
fn follow<'a>(resource: &'a Value, root: &str, element: &str) -> Option<&'a Value> {
    let rest = element.strip_prefix(root)?;
    let pointer: String = rest.replace('[', ".").replace(']', "").replace('.', "/");
    resource.pointer(&pointer)
}

/// No element is shown as two figures.
fn each_once(explanation: &Explanation) {
    let mut elements: Vec<_> =
        claims::all_figures(explanation).filter_map(|figure| figure.element.as_deref()).collect();
    let stated = elements.len();
    elements.sort_unstable();
    elements.dedup();
    assert_eq!(elements.len(), stated, "an element is shown twice");
}

fn record(tree: &json::Value<'_>, plain: &Value) {
    for kind in records::RECORD_KINDS {
        let facts = records::facts(kind, tree);
        assert!(facts.len() <= 2_000);
        for fact in &facts {
            let root = records::resource_type(kind);
            let is_there = follow(plain, root, &fact.element).is_some();
            // One that has no value, and says why beside it (FHIR R4, 2.6.2).
            let (around, name) = fact.element.rsplit_once('.').unwrap();
            let is_beside = || follow(plain, root, &format!("{around}._{name}")).is_some();
            assert!(is_there || is_beside(), "{} is not there", fact.element);
        }
        let _ = records::summarise(kind, tree);
    }
}
