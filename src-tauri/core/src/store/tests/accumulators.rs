//! How far along a plan year is: the plan's balances, and beside them what the claims add up to.

use super::*;
use crate::ipc::{Accumulator, AccumulatorKind, PlanYear};

/// A balance of a claim: whose, the kind, the limit, and what is used.
fn balance(unit: &str, kind: &str, limit: &str, used: &str) -> Value {
    let concept = |code: &str| json!({"coding": [{"code": code}]});
    let money = |amount: &str| json!({"value": amount, "currency": "USD"});
    json!({"unit": concept(unit), "network": concept("in"), "term": concept("annual"), "financial": [
        {"type": concept(kind), "allowedMoney": money(limit), "usedMoney": money(used)}]})
}

/// A claim in the network that states balances on that day.
fn stating(id: &str, start: &str, day: &str, balances: Vec<Value>) -> Resource {
    claim(
        id,
        json!({"patient": "p1", "start": start, "created": day, "balancesOf": day, "network": true,
                     "benefitBalance": balances}),
    )
}

fn owing(id: &str, patient: &str, start: &str, deductible: &str, owe: &str) -> Resource {
    claim(id, json!({"patient": patient, "start": start, "deductible": deductible, "owe": owe, "network": true}))
}

fn year(fixture: &Fixture) -> PlanYear {
    fixture.store.accumulators("2026-11-20").unwrap().remove(0)
}

fn find(year: &PlanYear, kind: AccumulatorKind, person: Option<&str>, in_network: bool) -> Accumulator {
    let is_it = |one: &&Accumulator| {
        one.kind == kind
            && one.person.as_deref() == person
            && one.in_network == Some(in_network)
            && one.benefit.is_none()
    };
    year.accumulators.iter().find(is_it).unwrap().clone()
}

fn added(accumulator: &Accumulator) -> Vec<(&str, Option<&str>, u64)> {
    let sums = accumulator.added.iter();
    sums.map(|sum| (sum.money.amount.as_str(), sum.money.currency.as_deref(), sum.claims)).collect()
}

fn used(accumulator: &Accumulator) -> Option<&str> {
    accumulator.stated.as_ref()?.used.money.as_ref().map(|money| money.amount.as_str())
}

const DEDUCTIBLE: AccumulatorKind = AccumulatorKind::Deductible;
const LIMIT: AccumulatorKind = AccumulatorKind::OutOfPocket;

#[test]
fn the_newest_statement_stands_with_its_claim_and_element() {
    let fixture = Fixture::new();
    let of = |used: &str| vec![balance("family", "deductible", "3000.00", used)];
    fixture.save(vec![
        stating("late care", "2026-09-01", "2026-09-05", of("100.00")),
        stating("decided last", "2026-03-01", "2026-10-05", of("250.00")),
        stating("last year", "2025-03-01", "2026-12-01", of("9.00")),
        stating("same day", "2026-04-01", "2026-10-05", of("270.50")),
    ]);
    let family = find(&year(&fixture), DEDUCTIBLE, None, true);
    let stated = family.stated.clone().unwrap();
    assert_eq!((used(&family), stated.date.as_deref()), (Some("270.50"), Some("2026-10-05")));
    assert_eq!(stated.claim, Some(fixture.row("same day").id));
    assert_eq!(stated.used.element.as_deref(), Some("ExplanationOfBenefit.benefitBalance[0].financial[0].usedMoney"));
}

#[test]
fn a_statement_of_one_balance_does_not_hide_another() {
    let fixture = Fixture::new();
    fixture.save(vec![
        stating("a", "2026-01-01", "2026-01-05", vec![balance("family", "deductible", "3000.00", "100.00")]),
        stating("b", "2026-02-01", "2026-02-05", vec![balance("individual", "out-of-pocket", "5000.00", "7.00")]),
    ]);
    let year = year(&fixture);
    assert_eq!(used(&find(&year, DEDUCTIBLE, None, true)), Some("100.00"));
    assert_eq!(used(&find(&year, LIMIT, Some("c/p1"), true)), Some("7.00"));
    assert_eq!(find(&year, LIMIT, None, true).stated, None, "not stated by the plan is an answer");
}

#[test]
fn the_sum_is_of_the_years_decided_claims_each_counted_once() {
    let fixture = Fixture::new();
    let mut replacing = owing("new", "p1", "2026-03-01", "5.00", "6.00");
    replacing = claim("new", {
        let mut content: Value = serde_json::from_str(replacing.json.as_str()).unwrap();
        content["replaces"] = json!(["old"]);
        content
    });
    let other = |id: &str, change: Value| {
        let mut content = json!({"patient": "p1", "start": "2026-04-01", "deductible": "1000.00", "owe": "1000.00",
                                 "network": true});
        for (name, value) in change.as_object().unwrap() {
            content[name] = value.clone();
        }
        claim(id, content)
    };
    fixture.save(vec![
        owing("a", "p1", "2026-01-01", "100.10", "120.00"),
        owing("b", "p2", "2026-02-01", "0.05", "0.05"),
        owing("old", "p1", "2026-03-01", "40.00", "50.00"),
        replacing,
        other("pending", json!({"status": 1})),
        other("not covered", json!({"status": 2})),
        other("asked before", json!({"status": 4})),
        other("last year", json!({"start": "2025-12-31"})),
        other("next year", json!({"start": "2027-01-01"})),
        other("undated", json!({"start": null})),
        other("dental", json!({"kind": 5})),
        other("euros", json!({"currency": "EUR"})),
        other("out of network", json!({"network": false, "deductible": "7.00", "owe": "8.00"})),
        other("network not stated", json!({"network": null})),
        other("many digits", json!({"deductible": "0.00001", "owe": "123456789012.00"})),
        other("not stated", json!({"deductible": null, "owe": "1.00"})),
    ]);
    let year = year(&fixture);
    assert_eq!((year.from.as_str(), year.until.as_str(), year.is_stated), ("2026-01-01", "2027-01-01", false));
    let family = find(&year, DEDUCTIBLE, None, true);
    assert_eq!(added(&family), [("105.15001", Some("USD"), 4), ("1000.00", Some("EUR"), 1)]);
    assert_eq!(family.network_unknown, 1);
    let limit = find(&year, LIMIT, None, true);
    assert_eq!(added(&limit), [("123456789139.05", Some("USD"), 5), ("1000.00", Some("EUR"), 1)]);
    assert_eq!(added(&find(&year, DEDUCTIBLE, Some("c/p2"), true)), [("0.05", Some("USD"), 1)]);
    assert_eq!(added(&find(&year, DEDUCTIBLE, None, false)), [("7.00", Some("USD"), 1)]);
}

#[test]
fn the_difference_is_named_only_where_both_can_be_compared() {
    let fixture = Fixture::new();
    let stated = |used: &str| vec![balance("family", "deductible", "3000.00", used)];
    fixture.save(vec![
        owing("a", "p1", "2026-01-01", "100.00", "100.00"),
        stating("b", "2026-02-01", "2026-02-05", stated("100.0")),
    ]);
    assert_eq!(find(&year(&fixture), DEDUCTIBLE, None, true).difference, None, "equal, however it is written");
    fixture.save(vec![stating("b", "2026-02-01", "2026-02-06", stated("70.5"))]);
    let family = find(&year(&fixture), DEDUCTIBLE, None, true);
    assert_eq!(family.difference.map(|money| money.amount).as_deref(), Some("29.50"));
    fixture.save(vec![claim(
        "c",
        json!({"patient": "p1", "start": "2026-01-01", "deductible": "1.00",
                                        "currency": "EUR", "network": true}),
    )]);
    assert_eq!(find(&year(&fixture), DEDUCTIBLE, None, true).difference, None, "two currencies are not mixed");
}

#[test]
fn a_replaced_claims_balances_stand_no_longer() {
    let fixture = Fixture::new();
    let of = |used: &str| vec![balance("family", "deductible", "3000.00", used)];
    fixture.save(vec![
        stating("a", "2026-01-01", "2026-01-05", of("100.00")),
        stating("b", "2026-02-01", "2026-02-05", of("900.00")),
    ]);
    assert_eq!(used(&find(&year(&fixture), DEDUCTIBLE, None, true)), Some("900.00"));
    fixture.save(vec![claim("c", json!({"patient": "p1", "start": "2026-02-02", "replaces": ["b"]}))]);
    assert_eq!(used(&find(&year(&fixture), DEDUCTIBLE, None, true)), Some("100.00"));
}

#[test]
fn a_coverage_gives_the_plan_year_and_a_limit_where_no_claim_does() {
    let fixture = Fixture::new();
    fixture.save(vec![owing("a", "p1", "2026-06-30", "1.00", "1.00"), owing("b", "p1", "2026-07-01", "2.00", "2.00")]);
    let coverage = json!({"resourceType": "Coverage", "status": "active", "beneficiary": {"reference": "Patient/p1"},
        "period": {"start": "2026-07-01", "end": "2027-06-30"},
        "costToBeneficiary": [{"type": {"coding": [{"code": "deductible"}]},
                               "valueMoney": {"value": 1500, "currency": "USD"}}]});
    fixture.store.save_page(page("c", DataKind::Coverage, vec![resource("Coverage", "k", &coverage)])).unwrap();
    let year = year(&fixture);
    assert_eq!((year.from.as_str(), year.until.as_str(), year.is_stated), ("2026-07-01", "2027-07-01", true));
    let of_coverage = year.accumulators.iter().find(|one| one.stated.is_some()).unwrap();
    let stated = of_coverage.stated.clone().unwrap();
    assert_eq!(stated.limit.element.as_deref(), Some("Coverage.costToBeneficiary[0].valueMoney"));
    assert_eq!((stated.used.money, stated.claim, of_coverage.in_network), (None, None, None));
    assert_eq!(added(of_coverage), [("2.00", Some("USD"), 1)]);
}

#[test]
fn one_connections_claims_are_not_in_anothers_year() {
    let fixture = Fixture::new();
    fixture.connect("d");
    fixture.save(vec![owing("a", "p1", "2026-01-01", "1.00", "1.00")]);
    fixture.save_for("d", vec![owing("b", "p1", "2026-01-01", "2.00", "2.00")]);
    let years = fixture.store.accumulators("2026-11-20").unwrap();
    let sums: Vec<_> = years.iter().map(|year| year.accumulators[0].added[0].money.amount.clone()).collect();
    assert_eq!(sums, ["1.00", "2.00"]);
    assert_eq!(fixture.store.accumulators("someday").unwrap(), Vec::new());
}

#[test]
fn each_connection_has_its_own_year_and_no_sum_of_both() {
    let fixture = Fixture::new();
    fixture.save(vec![
        owing("a", "p1", "2026-01-01", "100.00", "120.00"),
        stating("b", "2026-02-01", "2026-02-05", vec![balance("individual", "deductible", "1500.00", "100.00")]),
    ]);
    fixture.store.save_connection(&ConnectionRecord { payer_name: "Other plan".into(), ..record("d") }).unwrap();
    let of_other = vec![owing("a", "p1", "2026-03-01", "7.00", "8.00")];
    fixture.store.save_page(page("d", DataKind::Claims, of_other)).unwrap();
    let years = fixture.store.accumulators("2026-11-20").unwrap();
    let told: Vec<_> = years
        .iter()
        .map(|year| {
            let own = format!("{}/p1", year.connection);
            let sums = find(year, DEDUCTIBLE, Some(&own), true);
            let amounts: Vec<_> = sums.added.iter().map(|sum| sum.money.amount.clone()).collect();
            (year.connection.as_str(), year.payer_name.as_str(), amounts, used(&sums).map(str::to_owned))
        })
        .collect();
    assert_eq!(
        told,
        [
            ("c", "Demo Plan", vec!["100.00".to_owned()], Some("100.00".to_owned())),
            ("d", "Other plan", vec!["7.00".to_owned()], None),
        ]
    );
}
