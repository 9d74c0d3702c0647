//! What the member marks as paid.

use super::*;
use crate::{
    ipc::{LedgerQuery, MemberPayment, PaidSum, PaymentEntry, PaymentWay},
    portable::FileKind,
    store::{NewReceipt, StoreError},
};

fn entry(claim: i64, paid_on: &str, way: PaymentWay, amount: Option<&str>) -> PaymentEntry {
    PaymentEntry {
        id: None,
        claim,
        paid_on: paid_on.into(),
        way,
        amount: amount.map(Into::into),
        note: String::new(),
        reimbursed_on: None,
    }
}

fn amounts(sums: &[PaidSum]) -> Vec<(&str, u64)> {
    sums.iter().map(|sum| (sum.money.amount.as_str(), sum.payments)).collect()
}

fn usd(amount: &str) -> Money {
    Money { amount: amount.into(), currency: Some("USD".into()) }
}

fn pdf() -> NewReceipt {
    NewReceipt { name: "scan.pdf".into(), kind: FileKind::Pdf, bytes: b"%PDF-1.7 paid".to_vec() }
}

fn of_2026() -> LedgerQuery {
    LedgerQuery { year: Some("2026".into()), person: None }
}

/// A visit of one person and pills of another, of which something is owed, and what nothing is owed of.
fn year(fixture: &Fixture) -> (i64, i64) {
    fixture.save(vec![
        claim("visit", json!({"patient": "p1", "start": "2026-10-02", "owe": "38.00"})),
        claim("pills", json!({"patient": "p2", "start": "2026-10-09", "owe": "5.00001"})),
        claim("checkup", json!({"patient": "p1", "start": "2026-10-10", "owe": "0.00"})),
        claim("pending", json!({"patient": "p1", "start": "2026-10-11", "status": 1})),
        claim("long ago", json!({"patient": "p1", "start": "2024-01-01", "owe": "7.00"})),
    ]);
    (fixture.row("visit").id, fixture.row("pills").id)
}

fn payments_of(fixture: &Fixture, claim: i64) -> Vec<MemberPayment> {
    fixture.store.claim_payments(claim).unwrap().payments
}

#[test]
fn several_payments_of_a_claim_add_up_and_what_an_account_paid_waits_for_nothing() {
    let fixture = Fixture::new();
    let (visit, pills) = year(&fixture);
    let save = |entry: &PaymentEntry| fixture.store.save_payment(entry).unwrap();
    save(&entry(visit, "2026-11-01", PaymentWay::CreditCard, Some("20.10")));
    save(&entry(visit, "2026-11-15", PaymentWay::HsaCard, Some("10.00")));
    save(&entry(visit, "2027-01-02", PaymentWay::Check, Some("7.90")));
    save(&PaymentEntry {
        reimbursed_on: Some("2026-12-01".into()),
        ..entry(pills, "2026-11-02", PaymentWay::Cash, Some("5.00001"))
    });
    save(&entry(pills, "2026-11-03", PaymentWay::Other, None));
    let of_visit = fixture.store.claim_payments(visit).unwrap();
    assert_eq!(amounts(&of_visit.paid), [("38.00", 3)]);
    let ledger = fixture.store.ledger(&of_2026()).unwrap();
    assert_eq!((ledger.all.payments, ledger.all.without_amount), (4, 1));
    assert_eq!(amounts(&ledger.all.paid), [("35.10001", 3)]);
    assert_eq!(amounts(&ledger.all.by_account), [("15.00001", 2)]);
    assert_eq!(amounts(&ledger.all.unreimbursed), [("20.10", 1)]);
    let people: Vec<_> =
        ledger.people.iter().map(|one| (one.person.as_deref(), amounts(&one.sums.unreimbursed))).collect();
    assert_eq!(people, [(Some("c/p1"), vec![("20.10", 1)]), (Some("c/p2"), vec![])]);
    let years: Vec<_> = ledger.by_year.iter().map(|one| (one.year.as_str(), amounts(&one.sums.unreimbursed))).collect();
    assert_eq!(years, [("2027", vec![("7.90", 1)]), ("2026", vec![("20.10", 1)])]);
    assert_eq!(ledger.years, ["2027", "2026", "2024"]);
    let of_p2 = fixture.store.ledger(&LedgerQuery { person: Some("c/p2".into()), ..of_2026() }).unwrap();
    assert_eq!((of_p2.all.payments, of_p2.open_claims), (2, 0));
}

#[test]
fn what_is_owed_and_not_marked_is_added_up_claim_by_claim() {
    let fixture = Fixture::new();
    let (visit, _) = year(&fixture);
    let open = |query: &LedgerQuery| {
        let ledger = fixture.store.ledger(query).unwrap();
        let titles: Vec<_> = ledger.open.into_iter().filter_map(|row| row.title).collect();
        let owed: Vec<_> = ledger.open_owed.into_iter().map(|sum| (sum.money.amount, sum.claims)).collect();
        (titles, ledger.open_claims, owed)
    };
    assert_eq!(open(&of_2026()), (vec!["pills".into(), "visit".into()], 2, vec![("43.00001".into(), 2)]));
    fixture.store.save_payment(&entry(visit, "2026-11-01", PaymentWay::Cash, None)).unwrap();
    assert_eq!(open(&of_2026()), (vec!["pills".into()], 1, vec![("5.00001".into(), 1)]));
    let everything = LedgerQuery::default();
    assert_eq!(open(&everything), (vec!["pills".into(), "long ago".into()], 2, vec![("12.00001".into(), 2)]));
}

#[test]
fn a_payment_follows_the_claim_that_takes_its_claims_place_and_says_so() {
    let fixture = Fixture::new();
    let (visit, _) = year(&fixture);
    fixture.store.save_payment(&entry(visit, "2026-11-01", PaymentWay::Cash, Some("38.00"))).unwrap();
    fixture.save(vec![claim(
        "again",
        json!({"patient": "p1", "start": "2026-10-02", "owe": "120.00", "replaces": ["visit"]}),
    )]);
    fixture.save(vec![claim(
        "third",
        json!({"patient": "p1", "start": "2026-10-02", "owe": "90.00", "replaces": ["again"]}),
    )]);
    let third = fixture.row("third").id;
    for claim in [visit, fixture.row("again").id, third] {
        let of_story = fixture.store.claim_payments(claim).unwrap();
        assert_eq!((of_story.counted.id, of_story.payments.len()), (third, 1));
        let payment = &of_story.payments[0];
        assert_eq!((payment.claim, payment.counted.id), (visit, third));
        assert_eq!((payment.owed_then.clone(), payment.owed_changed), (Some(usd("38.00")), true));
    }
    let ledger = fixture.store.ledger(&of_2026()).unwrap();
    assert!(!ledger.open.iter().any(|row| row.id == third), "marked with the claim before it");
    assert_eq!(ledger.all.payments, 1, "once");
    fixture.save(vec![
        claim("circle", json!({"start": "2026-01-01", "replaces": ["other"]})),
        claim("other", json!({"start": "2026-01-01", "replaces": ["circle"]})),
    ]);
    let circle = fixture.row("circle").id;
    fixture.store.save_payment(&entry(circle, "2026-02-01", PaymentWay::Cash, None)).unwrap();
    assert_eq!(payments_of(&fixture, circle).len(), 1);
}

#[test]
fn a_payment_says_that_what_is_owed_changed_until_it_is_saved_again() {
    let fixture = Fixture::new();
    let (visit, _) = year(&fixture);
    let saved = fixture.store.save_payment(&entry(visit, "2026-11-01", PaymentWay::Cash, Some("38"))).unwrap();
    assert!(!saved.owed_changed);
    fixture.save(vec![claim("visit", json!({"patient": "p1", "start": "2026-10-02", "owe": "38.000"}))]);
    assert!(!payments_of(&fixture, visit)[0].owed_changed, "the same amount in other words");
    fixture.save(vec![claim("visit", json!({"patient": "p1", "start": "2026-10-02", "owe": "120.00"}))]);
    assert!(payments_of(&fixture, visit)[0].owed_changed);
    let again = PaymentEntry { id: Some(saved.id), ..entry(visit, "2026-11-01", PaymentWay::Cash, Some("120.00")) };
    assert!(!fixture.store.save_payment(&again).unwrap().owed_changed);
    fixture.save(vec![claim("visit", json!({"patient": "p1", "start": "2026-10-02"}))]);
    assert!(payments_of(&fixture, visit)[0].owed_changed, "no longer stated");
}

#[test]
fn payments_and_receipts_survive_a_sync_a_rebuilding_and_a_restart() {
    let fixture = Fixture::new();
    let (visit, _) = year(&fixture);
    let saved = fixture.store.save_payment(&entry(visit, "2026-11-01", PaymentWay::Cash, Some("38.00"))).unwrap();
    let receipt = fixture.store.add_receipts(saved.id, &[pdf()], at(5)).unwrap().remove(0);
    assert_eq!((receipt.media_type.as_str(), receipt.bytes), ("application/pdf", 13));
    year(&fixture);
    fixture.save(vec![claim("visit", json!({"patient": "p1", "start": "2026-10-03", "owe": "38.00"}))]);
    fixture.store.reproject().unwrap();
    let Fixture { folder, store } = fixture;
    drop(store);
    let store = Store::open_with(folder.path(), &key(1), project).unwrap();
    let payments = store.claim_payments(visit).unwrap().payments;
    assert_eq!(payments[0].receipts, std::slice::from_ref(&receipt));
    let kept = store.receipt(receipt.id).unwrap();
    assert_eq!((kept.bytes, kept.paid_on.as_str()), (pdf().bytes, "2026-11-01"));
    assert_exact(&store);
}

#[test]
fn what_is_taken_away_can_be_brought_back_until_the_file_is_opened_again() {
    let fixture = Fixture::new();
    let (visit, _) = year(&fixture);
    let save = || fixture.store.save_payment(&entry(visit, "2026-11-01", PaymentWay::Cash, Some("38.00"))).unwrap();
    let (first, second) = (save(), save());
    let receipt = fixture.store.add_receipts(first.id, &[pdf()], at(5)).unwrap().remove(0);
    let other = fixture.store.add_receipts(first.id, &[pdf()], at(6)).unwrap().remove(0);
    fixture.store.remove_payment(first.id, true).unwrap();
    assert_eq!(payments_of(&fixture, visit).len(), 1);
    assert!(matches!(fixture.store.receipt(receipt.id), Err(StoreError::NotFound)));
    assert!(matches!(fixture.store.add_receipts(first.id, &[pdf()], at(7)), Err(StoreError::NotFound)));
    fixture.store.remove_payment(first.id, false).unwrap();
    fixture.store.remove_receipt(other.id, true).unwrap();
    assert_eq!(payments_of(&fixture, visit)[0].receipts, [receipt]);
    fixture.store.remove_receipt(other.id, false).unwrap();
    assert_eq!(payments_of(&fixture, visit)[0].receipts.len(), 2);
    fixture.store.remove_receipt(other.id, true).unwrap();
    fixture.store.remove_payment(second.id, true).unwrap();
    let Fixture { folder, store } = fixture;
    drop(store);
    let store = Store::open_with(folder.path(), &key(1), project).unwrap();
    assert!(matches!(store.remove_payment(second.id, false), Err(StoreError::NotFound)), "gone for good");
    assert!(matches!(store.remove_receipt(other.id, false), Err(StoreError::NotFound)));
    assert_eq!(store.claim_payments(visit).unwrap().payments.len(), 1);
}

/// T32
#[test]
fn a_connections_end_takes_its_payments_and_receipts_and_says_how_many() {
    let fixture = Fixture::new();
    let (visit, _) = year(&fixture);
    fixture.connect("other");
    fixture.save_for("other", vec![claim("theirs", json!({"patient": "p9", "start": "2026-10-02", "owe": "9.00"}))]);
    let theirs = fixture.row("theirs").id;
    let saved = fixture.store.save_payment(&entry(visit, "2026-11-01", PaymentWay::Cash, Some("38.00"))).unwrap();
    fixture.store.save_payment(&entry(theirs, "2026-11-01", PaymentWay::Cash, Some("9.00"))).unwrap();
    fixture.store.add_receipts(saved.id, &[pdf()], at(5)).unwrap().remove(0);
    let deleted = fixture.store.delete_connection("c").unwrap();
    assert_eq!((deleted.payments, deleted.receipts), (1, 1));
    let rest: (i64, i64) = fixture
        .store
        .reader()
        .query_row("SELECT (SELECT count(*) FROM payment), (SELECT count(*) FROM payment_receipt)", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(rest, (1, 0));
    assert_exact(&fixture.store);
}

#[test]
fn nothing_is_kept_for_a_claim_or_a_payment_that_is_not_here() {
    let fixture = Fixture::new();
    let (visit, pills) = year(&fixture);
    let nothing = |result: Result<MemberPayment, StoreError>| assert!(matches!(result, Err(StoreError::NotFound)));
    nothing(fixture.store.save_payment(&entry(4711, "2026-11-01", PaymentWay::Cash, None)));
    let saved = fixture.store.save_payment(&entry(visit, "2026-11-01", PaymentWay::Cash, None)).unwrap();
    // A payment stays with its claim.
    nothing(
        fixture
            .store
            .save_payment(&PaymentEntry { id: Some(saved.id), ..entry(pills, "2026-11-01", PaymentWay::Cash, None) }),
    );
    assert!(matches!(fixture.store.claim_payments(4711), Err(StoreError::NotFound)));
    assert!(matches!(fixture.store.receipt(1), Err(StoreError::NotFound)));
}
