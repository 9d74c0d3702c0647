//! No JSON is too odd to read: what comes is cut, mutated, nested and made up, and nothing panics.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::super::report;
use super::fixtures::{explain, own, published, summarise};
use crate::fhir::json::{self, testing::Document};
use crate::fhir::{coverage, patient};
use crate::ipc::ClaimStatus;

fn read(value: &Value) {
    let text = value.to_string();
    let tree = json::parse(&text).unwrap_or_default();
    let _ = (summarise(value), explain(value), patient::read(&tree).name, coverage::read(&tree).plan);
}

/// Names that the readers look for, so that made-up JSON gets past their doors.
const NAMES: [&str; 40] = [
    "item",
    "addItem",
    "detail",
    "subDetail",
    "adjudication",
    "total",
    "category",
    "coding",
    "code",
    "system",
    "text",
    "display",
    "amount",
    "value",
    "currency",
    "reason",
    "payment",
    "related",
    "relationship",
    "claim",
    "reference",
    "contained",
    "id",
    "provider",
    "careTeam",
    "role",
    "supportingInfo",
    "billablePeriod",
    "start",
    "end",
    "patient",
    "insurance",
    "coverage",
    "identifier",
    "type",
    "name",
    "given",
    "class",
    "payor",
    "productOrService",
];

const TEXTS: [&str; 16] = [
    "",
    " ",
    "memberliability",
    "paidtoprovider",
    "benefitpaymentstatus",
    "denied",
    "replacedby",
    "pharmacy",
    "#x",
    "#",
    "Patient/1/_history/",
    "2019-02-30",
    "9999-12-31T",
    "1e999999999999",
    "-",
    "ñ\u{0}🦀",
];

fn leaves() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "-?[0-9]{1,40}(\\.[0-9]{1,40})?(e[+-]?[0-9]{1,12})?"
            .prop_map(|text| serde_json::from_str(&text).unwrap_or(Value::Null)),
        prop::sample::select(TEXTS.to_vec()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ]
}

fn json_values() -> impl Strategy<Value = Value> {
    leaves().prop_recursive(6, 96, 6, |inner| {
        let names = prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(names, inner, 0..8)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

#[derive(Debug, Clone)]
enum Change {
    Remove,
    Replace(Value),
    WrapInList,
    Unwrap,
    Repeat(usize),
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::Remove),
        json_values().prop_map(Change::Replace),
        Just(Change::WrapInList),
        Just(Change::Unwrap),
        (2_usize..5).prop_map(Change::Repeat),
    ]
}

fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, inner)| pointers(inner, &format!("{at}/{index}"), found))
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, inner)| pointers(inner, &format!("{at}/{name}"), found))
        }
        _ => {}
    }
}

fn change(resource: &mut Value, place: prop::sample::Index, change: Change) {
    let mut all = Vec::new();
    pointers(resource, "", &mut all);
    let Some(target) = resource.pointer_mut(place.get(&all).as_str()) else { return };
    let old = target.take();
    *target = match change {
        Change::Remove => Value::Null,
        Change::Replace(new) => new,
        Change::WrapInList => json!([old]),
        Change::Unwrap => old.as_array().and_then(|list| list.first().cloned()).unwrap_or(Value::Null),
        Change::Repeat(times) => Value::from(vec![old; times]),
    };
}

proptest! {
    #[test]
    fn any_json_is_read(value in json_values()) {
        read(&value);
    }

    #[test]
    fn any_mutated_claim_is_read(
        claim in prop::sample::select(own()),
        mutations in prop::collection::vec((any::<prop::sample::Index>(), changes()), 1..12),
    ) {
        let mut claim = claim;
        for (place, mutation) in mutations {
            change(&mut claim, place, mutation);
        }
        read(&claim);
        // Whatever happened inside, the claim is there.
        if claim["resourceType"] == "ExplanationOfBenefit" {
            prop_assert_eq!(explained(claim.to_string().as_bytes()).len(), 1);
        }
    }

    /// A claim is there when any one element of it is something else, its type's name included.
    #[test]
    fn no_single_mutation_loses_a_claim(
        claim in prop::sample::select(own()),
        place in any::<prop::sample::Index>(),
        mutation in changes(),
    ) {
        let mut changed = claim.clone();
        change(&mut changed, place, mutation);
        if changed.is_object() && changed.as_object().map(serde_json::Map::len) == claim.as_object().map(serde_json::Map::len) {
            prop_assert!(!explained(changed.to_string().as_bytes()).is_empty());
        }
    }

    /// A text that ends anywhere behind the claim's type has the claim, and every figure shown is in what is there.
    #[test]
    fn a_cut_claim_is_there_with_figures_that_came(claim in prop::sample::select(own()), cut in any::<prop::sample::Index>()) {
        let text = claim.to_string();
        let begun = text.find("ExplanationOfBenefit\"").unwrap() + "ExplanationOfBenefit\"".len();
        let end = begun + cut.index(text.len() - begun);
        let end = (end..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap();
        let claims = explained(&text.as_bytes()[..end]);
        prop_assert_eq!(claims.len(), 1);
        prop_assert_eq!(&claims[0]["isWhole"], end == text.len());
        for figure in claims[0]["figures"].as_array().unwrap() {
            prop_assert!(text[..end].contains(figure["amount"].as_str().unwrap()));
        }
    }

    #[test]
    fn a_claim_with_bytes_changed_is_explained(
        claim in prop::sample::select(own()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = claim.to_string().into_bytes();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        explained(&bytes);
    }
}

fn explained(bytes: &[u8]) -> Vec<Value> {
    let file = report::File { name: "file".to_owned(), content: Ok(bytes.to_vec()) };
    let report = report::of(&[file]);
    assert_eq!(report.claims, report.document["files"][0]["claims"].as_array().unwrap().len());
    report.document["files"][0]["claims"].as_array().unwrap().clone()
}

#[test]
fn every_claim_is_read_with_any_one_element_missing() {
    for claim in own() {
        let mut all = Vec::new();
        pointers(&claim, "", &mut all);
        for place in all {
            let mut cut = claim.clone();
            *cut.pointer_mut(&place).unwrap() = Value::Null;
            read(&cut);
        }
    }
}

/// T14
#[test]
fn the_deepest_claim_that_the_parser_lets_through_is_read() {
    for (open, close) in
        [("[", "]"), ("{\"item\":", "}"), ("{\"contained\":[", "]}"), ("{\"category\":{\"coding\":", "}}")]
    {
        let depth = 120 / open.matches(['[', '{']).count();
        let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
        read(&serde_json::from_str(&text).unwrap());
    }
}

#[test]
fn published_resources_are_read() {
    for resource_type in ["ExplanationOfBenefit", "Coverage", "Patient", "Organization"] {
        published(resource_type).iter().for_each(|(_, resource)| read(resource));
    }
    for (name, resource) in published("Patient") {
        assert!(patient::read(&Document::of(&resource)).name.is_some(), "{name}");
    }
    for (name, resource) in published("Coverage") {
        assert!(coverage::read(&Document::of(&resource)).status.is_some(), "{name}");
    }
}

/// CARIN's examples are `partial` with a payment, PDex's is a prior authorization.
#[test]
fn published_claims_are_decided_where_a_payment_is_stated() {
    for (name, claim) in published("ExplanationOfBenefit") {
        let is_claim = claim["use"] == "claim";
        let expected = if is_claim { ClaimStatus::Decided } else { ClaimStatus::Preauthorization };
        assert_eq!(summarise(&claim).status, expected, "{name}");
    }
}

#[test]
fn a_claim_of_a_thousand_lines_is_read_line_by_line() {
    let mut claim = super::fixture("professional-decided");
    let line = claim["item"][0].clone();
    claim["item"] = Value::from(vec![line; 1000]);
    let explanation = explain(&claim);
    assert_eq!(explanation.lines.len(), 1000);
    assert_eq!(explanation.reasons.len(), 2);
    let last = explanation.lines.last().and_then(|line| line.billed.element.as_deref());
    assert_eq!(last, Some("ExplanationOfBenefit.item[999].adjudication[1].amount"));
}
