//! The store against a plain list of claims: any pages, in any order, more than once.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::ipc::ClaimsOutline;

/// A claim of the plain list.
#[derive(Debug, Clone)]
struct Plain {
    id: usize,
    version: i64,
    patient: Option<u8>,
    start: Option<String>,
    kind: i64,
    status: i64,
    currency: Option<&'static str>,
    owe: Option<(i64, u32)>,
    billed: Option<(i64, u32)>,
    replaces: Option<usize>,
}

impl Plain {
    fn incoming(&self) -> Resource {
        let amount =
            |amount: Option<(i64, u32)>| amount.map(|(mantissa, scale)| Decimal::new(mantissa, scale).to_string());
        let content = json!({
            "patient": self.patient.map(|patient| format!("p{patient}")),
            "start": self.start,
            "kind": self.kind,
            "status": self.status,
            "currency": self.currency,
            "owe": amount(self.owe),
            "billed": amount(self.billed),
            "replaces": self.replaces.map(|id| vec![format!("e{id}")]).unwrap_or_default(),
            "words": [format!("version{}", self.version)],
        });
        of_version(claim(&format!("e{}", self.id), content), &self.version.to_string(), self.version)
    }
}

prop_compose! {
    fn plain()(
        id in 0..12_usize,
        version in 0..4_i64,
        patient in prop::option::of(0..3_u8),
        start in prop::option::of(prop_oneof![
            (2024..2027_i32).prop_map(|year| year.to_string()),
            (2024..2027_i32, 1..13_i32).prop_map(|(year, month)| format!("{year}-{month:02}")),
            (2024..2027_i32, 1..13_i32, 1..29_i32).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
        ]),
        kind in 0..3_i64,
        status in 0..4_i64,
        currency in prop_oneof![Just(None), Just(Some("")), Just(Some("EUR"))],
        owe in prop::option::of((-1_000_000_i64..1_000_000_000_000, 0..8_u32)),
        billed in prop::option::of((0_i64..1_000_000, 0..5_u32)),
        replaces in prop::option::weighted(0.2, 0..12_usize),
    ) -> Plain {
        Plain { id, version, patient, start, kind, status, currency, owe, billed, replaces }
    }
}

/// One resource cannot say two things under one version.
fn consistent(claims: Vec<Plain>) -> Vec<Plain> {
    let mut said: BTreeMap<(usize, i64), Plain> = BTreeMap::new();
    claims.into_iter().map(|claim| said.entry((claim.id, claim.version)).or_insert(claim).clone()).collect()
}

/// The claims as they stand in the end, newest first, with what holds for each.
fn standing(claims: &[Plain]) -> Vec<(Plain, ClaimStatus)> {
    let mut newest: BTreeMap<usize, Plain> = BTreeMap::new();
    for claim in claims {
        let here = newest.entry(claim.id).or_insert_with(|| claim.clone());
        if here.version < claim.version {
            *here = claim.clone();
        }
    }
    let replaced: Vec<usize> =
        newest.values().filter(|claim| claim.replaces != Some(claim.id)).filter_map(|claim| claim.replaces).collect();
    let status = |claim: &Plain| {
        if replaced.contains(&claim.id) { ClaimStatus::Replaced } else { codes::claim_status(claim.status) }
    };
    newest.values().map(|claim| (claim.clone(), status(claim))).collect()
}

/// `(month, currency)` to the sum owed for decided claims.
fn owed(claims: &[(Plain, ClaimStatus)]) -> BTreeMap<(Option<String>, String), (Decimal, u64)> {
    let mut owed: BTreeMap<_, (Decimal, u64)> = BTreeMap::new();
    for (claim, status) in claims {
        if let (ClaimStatus::Decided, Some((mantissa, scale))) = (status, claim.owe) {
            let month = claim.start.as_ref().map(|start| start[..start.len().min(7)].to_owned());
            let sum = owed.entry((month, claim.currency.unwrap_or("USD").to_owned())).or_default();
            sum.0 += Decimal::new(mantissa, scale);
            sum.1 += 1;
        }
    }
    owed
}

fn owed_of(outline: &ClaimsOutline) -> BTreeMap<(Option<String>, String), (Decimal, u64)> {
    let months = outline.months.iter();
    let sums = months.flat_map(|month| month.you_owe.iter().map(|sum| (month.month.clone(), sum)));
    sums.map(|(month, sum)| {
        let currency = sum.money.currency.clone().unwrap_or_default();
        ((month, currency), (sum.money.amount.parse().unwrap(), sum.claims))
    })
    .collect()
}

fn store(claims: &[Plain], page: usize) -> Fixture {
    let fixture = Fixture::new();
    for page in claims.chunks(page) {
        fixture.save(page.iter().map(Plain::incoming).collect());
    }
    fixture
}

/// What does not depend on the order in which things came.
fn told(fixture: &Fixture) -> Vec<String> {
    let mut rows: Vec<_> = fixture
        .all()
        .into_iter()
        .map(|row| format!("{:?}", ClaimRow { id: 0, is_new: false, is_changed: false, ..row }))
        .collect();
    rows.sort();
    rows.push(format!("{:?}", fixture.store.claims_outline(&ClaimFilter::default()).unwrap()));
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_store_says_what_a_plain_list_says(claims in prop::collection::vec(plain(), 1..40), page in 1..12_usize) {
        let claims = consistent(claims);
        let fixture = store(&claims, page);
        assert_exact(&fixture.store);
        let standing = standing(&claims);
        let all = fixture.all();
        prop_assert_eq!(all.len(), standing.len());
        for (claim, status) in &standing {
            let row = fixture.row(&format!("e{}", claim.id));
            prop_assert_eq!(row.status, *status);
            prop_assert_eq!(row.start, claim.start.clone());
            prop_assert_eq!(row.person, claim.patient.map(|patient| format!("c/p{patient}")));
            let owe = claim.owe.map(|(mantissa, scale)| Decimal::new(mantissa, scale).to_string());
            prop_assert_eq!(row.you_owe.map(|owe| owe.amount), owe, "amounts stay as they were written");
        }
        let outline = fixture.store.claims_outline(&ClaimFilter::default()).unwrap();
        prop_assert_eq!(owed_of(&outline), owed(&standing));
        // The same from claim to claim, by a search that finds everything.
        let found = fixture.store.claims_outline(&ClaimFilter { text: "version".into(), ..ClaimFilter::default() }).unwrap();
        prop_assert_eq!(found, outline);
        for person in 0..3 {
            let filter = ClaimFilter { person: Some(format!("c/p{person}")), ..ClaimFilter::default() };
            let of_person: Vec<_> = standing.iter().filter(|(claim, _)| claim.patient == Some(person)).cloned().collect();
            prop_assert_eq!(owed_of(&fixture.store.claims_outline(&filter).unwrap()), owed(&of_person));
        }
        let (from, until) = ("2025-02-15", "2026-07-01");
        let filter = ClaimFilter { from: Some(from.into()), until: Some(until.into()), ..ClaimFilter::default() };
        let begins = |start: &str| format!("{start}-01-01")[..4].to_owned() + &format!("{start}-01-01")[4..10];
        let within: Vec<_> = standing
            .iter()
            .filter(|(claim, _)| claim.start.as_ref().is_some_and(|start| {
                let begins = begins(start);
                begins.as_str() >= from && begins.as_str() < until
            }))
            .cloned()
            .collect();
        prop_assert_eq!(owed_of(&fixture.store.claims_outline(&filter).unwrap()), owed(&within));
        prop_assert_eq!(fixture.rows(&filter).len(), within.len());
    }

    #[test]
    fn neither_order_nor_repetition_changes_what_is_told(
        claims in prop::collection::vec(plain(), 1..30),
        page in 1..12_usize,
        other in 1..12_usize,
        seed in any::<u64>(),
    ) {
        let claims = consistent(claims);
        let first = store(&claims, page);
        let mut shuffled = [claims.clone(), claims].concat();
        let mut state = seed;
        for place in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(place, (state >> 33) as usize % (place + 1));
        }
        let second = store(&shuffled, other);
        assert_exact(&second.store);
        prop_assert_eq!(told(&first), told(&second));
    }
}
