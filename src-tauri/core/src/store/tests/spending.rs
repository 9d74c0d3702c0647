//! What a stretch of time came to.

use proptest::prelude::*;

use super::*;
use crate::{
    ipc::{ClaimKind, LeftOutReason, MonthSpending, Spending, SpendingQuery, Spent, Sum},
    store::amount,
};

fn of_2026() -> SpendingQuery {
    SpendingQuery { from: Some("2026-01-01".into()), until: Some("2027-01-01".into()), ..SpendingQuery::default() }
}

fn amounts(sums: &[Sum]) -> Vec<(&str, Option<&str>, u64)> {
    sums.iter().map(|sum| (sum.money.amount.as_str(), sum.money.currency.as_deref(), sum.claims)).collect()
}

fn left_out(spending: &Spending) -> Vec<(LeftOutReason, u64)> {
    spending.left_out.iter().map(|one| (one.why, one.claims)).collect()
}

/// Decided 0, pending 1, not covered 2, replaced 3, preauthorization 4.
fn year() -> Vec<Resource> {
    let decided = |id: &str, day: &str, kind: u8, patient: &str, owe: &str| {
        let provider = if kind == 3 { "Pharmacy" } else { "Dr. Chen" };
        claim(
            id,
            json!({"patient": patient, "start": day, "kind": kind, "provider": provider, "billed": "100.00",
                   "discount": "40.00", "paid": "10.10", "owe": owe}),
        )
    };
    vec![
        decided("visit", "2026-11-02", 0, "p1", "20.20"),
        decided("older", "2026-10-02", 0, "p1", "300.00"),
        claim(
            "newer",
            json!({"patient": "p1", "start": "2026-10-02", "billed": "100.00", "owe": "30.00", "replaces": ["older"]}),
        ),
        decided("pills", "2026-10-09", 3, "p2", "5.00"),
        decided("other pills", "2026-11-09", 3, "p2", "7.00"),
        decided("last year's", "2025-12-31", 0, "p1", "900.00"),
        decided("next year's", "2027-01-01", 0, "p1", "900.00"),
        claim("pending", json!({"patient": "p1", "start": "2026-11-03", "status": 1, "billed": "70.00"})),
        claim(
            "denied",
            json!({"patient": "p1", "start": "2026-11-04", "status": 2, "billed": "80.00", "owe": "80.00"}),
        ),
        claim("asked before", json!({"patient": "p1", "start": "2026-11-05", "status": 4, "billed": "80.00"})),
        claim("not stated", json!({"patient": "p1", "start": "2026-11-06", "billed": "60.00"})),
        claim(
            "euros",
            json!({"patient": "p1", "start": "2026-11-07", "billed": "9.00", "owe": "9.00", "currency": "EUR"}),
        ),
        claim("undated", json!({"patient": "p1", "billed": "50.00", "owe": "50.00"})),
        claim("finer", json!({"patient": "p2", "start": "2026-03", "billed": "1.00001", "owe": "0.00001"})),
    ]
}

#[test]
fn a_year_is_added_up_once_by_month_person_and_kind_and_says_what_it_leaves_out() {
    let fixture = Fixture::new();
    fixture.save(year());
    let spending = fixture.store.spending(&of_2026()).unwrap();
    assert_eq!(spending.all.claims, 7);
    assert_eq!(amounts(&spending.all.you_owe), [("62.20001", Some("USD"), 5), ("9.00", Some("EUR"), 1)]);
    assert_eq!(amounts(&spending.all.discount), [("120.00", Some("USD"), 3)], "only where it is stated");
    let months: Vec<_> = spending.months.iter().map(|one| (one.month.as_deref(), one.spent.claims)).collect();
    assert_eq!(months, [(Some("2026-11"), 4), (Some("2026-10"), 2), (Some("2026-03"), 1)]);
    let people: Vec<_> = spending.people.iter().map(|one| (one.person.as_deref(), one.spent.claims)).collect();
    assert_eq!(people, [(Some("c/p1"), 4), (Some("c/p2"), 3)]);
    let kinds: Vec<_> = spending.kinds.iter().map(|one| (one.kind, one.spent.claims)).collect();
    assert_eq!(kinds, [(ClaimKind::Visit, 5), (ClaimKind::Pharmacy, 2)]);
    use LeftOutReason::{AmountNotStated, NotCovered, OtherCurrency, Pending, Preauthorization, Replaced, Undated};
    assert_eq!(
        left_out(&spending),
        [
            (Pending, 1),
            (NotCovered, 1),
            (Replaced, 1),
            (Preauthorization, 1),
            (Undated, 1),
            (AmountNotStated, 1),
            (OtherCurrency, 1)
        ]
    );
    for (why, title) in [
        (Pending, "pending"),
        (NotCovered, "denied"),
        (Replaced, "older"),
        (Preauthorization, "asked before"),
        (Undated, "undated"),
        (AmountNotStated, "not stated"),
        (OtherCurrency, "euros"),
    ] {
        let rows = fixture.store.spending_left_out(&of_2026(), why).unwrap();
        let titles: Vec<_> = rows.iter().map(|row| row.title.as_deref()).collect();
        assert_eq!(titles, [Some(title)], "{why:?}");
    }
}

#[test]
fn providers_and_prescriptions_are_told_by_name_and_month() {
    let fixture = Fixture::new();
    fixture.save(year());
    let names = fixture.store.spending_names(&of_2026()).unwrap();
    let providers: Vec<_> = names
        .providers
        .iter()
        .map(|one| (one.name.as_deref(), one.spent.claims, amounts(&one.spent.you_owe)))
        .collect();
    assert_eq!(
        providers,
        [
            (None, 4, vec![("30.00001", Some("USD"), 2), ("9.00", Some("EUR"), 1)]),
            (Some("Dr. Chen"), 1, vec![("20.20", Some("USD"), 1)]),
            (Some("Pharmacy"), 2, vec![("12.00", Some("USD"), 2)]),
        ]
    );
    let prescriptions: Vec<_> = names.prescriptions.iter().map(|one| one.name.as_deref()).collect();
    assert_eq!(prescriptions, [Some("other pills"), Some("pills")]);
    let months: Vec<_> = names.providers[2].months.iter().map(|one| one.month.as_deref()).collect();
    assert_eq!(months, [Some("2026-10"), Some("2026-11")], "over time");
    assert_eq!((names.more_providers, names.more_prescriptions), (0, 0));
}

#[test]
fn filters_narrow_every_sum() {
    let fixture = Fixture::new();
    fixture.save(year());
    let query = SpendingQuery { person: Some("c/p2".into()), kind: Some(ClaimKind::Pharmacy), ..of_2026() };
    let spending = fixture.store.spending(&query).unwrap();
    assert_eq!(amounts(&spending.all.you_owe), [("12.00", Some("USD"), 2)]);
    assert_eq!(left_out(&spending), []);
    let nobody = SpendingQuery { person: Some("c/elsewhere".into()), ..of_2026() };
    assert_eq!(fixture.store.spending(&nobody).unwrap().all, Spent::default());
    assert!(fixture.store.spending_names(&nobody).unwrap().providers.is_empty());
}

#[test]
fn the_years_are_those_with_claims_and_those_that_a_coverage_states() {
    let fixture = Fixture::new();
    fixture.save(year());
    let coverage = |id: &str, start: &str, end: &str| {
        let period = json!({"start": start, "end": end});
        resource("Coverage", id, &json!({"resourceType": "Coverage", "status": "active", "period": period}))
    };
    let coverages = vec![
        coverage("plan year", "2026-07-01", "2027-06-30"),
        coverage("calendar year", "2026-01-01", "2026-12-31"),
        coverage("two years", "2024-07-01", "2026-06-30"),
    ];
    fixture.store.save_page(page("c", DataKind::Coverage, coverages)).unwrap();
    let years = fixture.store.spending_years().unwrap();
    let years: Vec<_> =
        years.iter().map(|one| (one.from.as_str(), one.until.as_str(), one.plan_of.as_deref())).collect();
    assert_eq!(
        years,
        [
            ("2027-01-01", "2028-01-01", None),
            ("2026-01-01", "2027-01-01", None),
            ("2025-01-01", "2026-01-01", None),
            ("2026-07-01", "2027-07-01", Some("Demo Plan")),
        ]
    );
}

/// Adds the parts of a breakdown up again.
fn together<'a>(parts: impl IntoIterator<Item = &'a Spent>) -> (u64, Vec<(Option<String>, String, u64)>) {
    let mut claims = 0;
    let mut sums: std::collections::BTreeMap<Option<String>, (rust_decimal::Decimal, u64)> = Default::default();
    for part in parts {
        claims += part.claims;
        for sum in &part.you_owe {
            let (amount, stated) = sums.entry(sum.money.currency.clone()).or_default();
            *amount += amount::decimal(&sum.money.amount).unwrap();
            *stated += sum.claims;
        }
    }
    let sums = sums.into_iter().map(|(currency, (amount, claims))| (currency, amount.normalize().to_string(), claims));
    (claims, sums.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_breakdown_adds_up_to_the_whole_and_to_the_list(
        claims in prop::collection::vec(
            (0_u8..5, 0_u8..8, 0_u8..3, 1_u8..13, prop::option::of(-500_000_i64..5_000_000), 0_u32..7, any::<bool>()), 1..60),
    ) {
        let fixture = Fixture::new();
        let resources = claims.iter().enumerate().map(|(index, (status, kind, person, month, owe, scale, euros))| {
            let mut content = json!({"status": status, "kind": kind, "patient": format!("p{person}"),
                "start": format!("2026-{month:02}"), "provider": format!("d{}", person + kind % 2)});
            if let Some(owe) = owe {
                content["owe"] = json!(rust_decimal::Decimal::new(*owe, *scale).to_string());
            }
            if *euros {
                content["currency"] = json!("EUR");
            }
            claim(&format!("c{index}"), content)
        });
        fixture.save(resources.collect());
        for query in [of_2026(), SpendingQuery::default()] {
            let spending = fixture.store.spending(&query).unwrap();
            let whole = together([&spending.all]);
            prop_assert_eq!(&together(spending.months.iter().map(|one| &one.spent)), &whole);
            prop_assert_eq!(&together(spending.people.iter().map(|one| &one.spent)), &whole);
            prop_assert_eq!(&together(spending.kinds.iter().map(|one| &one.spent)), &whole);
            let names = fixture.store.spending_names(&query).unwrap();
            prop_assert_eq!(&together(names.providers.iter().map(|one| &one.spent)), &whole);
            let months = names.providers.iter().flat_map(|one| &one.months);
            prop_assert_eq!(&together(months.map(|MonthSpending { spent, .. }| spent)), &whole);
            let filter = ClaimFilter { from: query.from, until: query.until, ..ClaimFilter::default() };
            let listed = fixture.store.claims_outline(&filter).unwrap().summary;
            prop_assert_eq!(listed.decided, spending.all.claims);
            prop_assert_eq!(listed.you_owe, spending.all.you_owe);
        }
    }
}
