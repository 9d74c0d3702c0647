//! Marks, places and references: what a sync leaves for the next one.

use super::*;
use crate::store::StoreError;

fn marks(fixture: &Fixture, title: &str) -> (bool, bool) {
    let row = fixture.row(title);
    (row.is_new, row.is_changed)
}

fn one(id: &str, owe: &str) -> Vec<Resource> {
    vec![claim(id, json!({"owe": owe}))]
}

/// A connection whose claims were all here once.
fn known(first: &[(&str, &str)]) -> Fixture {
    let fixture = Fixture::new();
    fixture.store.begin_sync("c", at(0)).unwrap();
    for (id, owe) in first {
        fixture.save(one(id, owe));
    }
    fixture.store.end_sync("c", at(5), true).unwrap();
    fixture
}

#[test]
fn the_first_sync_calls_nothing_new() {
    let fixture = Fixture::new();
    let store = &fixture.store;
    store.begin_sync("c", at(0)).unwrap();
    fixture.save(one("a", "1.00"));
    assert_eq!(marks(&fixture, "a"), (false, false));
    store.begin_sync("c", at(10)).unwrap();
    fixture.save(one("b", "1.00"));
    fixture.save(one("a", "2.00"));
    store.end_sync("c", at(15), false).unwrap();
    assert_eq!(
        (marks(&fixture, "a"), marks(&fixture, "b")),
        ((false, false), (false, false)),
        "interrupted, it goes on"
    );
    store.end_sync("c", at(20), true).unwrap();
    fixture.save(one("d", "1.00"));
    assert_eq!(marks(&fixture, "d"), (true, false));
    assert_eq!(store.whats_new().unwrap().items.len(), 1);
}

#[test]
fn claims_that_were_complete_once_are_known_though_other_kinds_never_are() {
    let fixture = Fixture::new();
    let claims = |id: &str| Page { search: "ExplanationOfBenefit", ..page("c", DataKind::Claims, one(id, "1.00")) };
    fixture.store.save_page(Page { next: Some("2".into()), ..claims("a") }).unwrap();
    fixture.store.save_page(claims("b")).unwrap();
    fixture.store.end_sync("c", at(5), false).unwrap();
    fixture.store.save_page(claims("d")).unwrap();
    let new: Vec<_> = ["a", "b", "d"].map(|id| marks(&fixture, id).0).into();
    assert_eq!(new, [false, false, true]);
}

#[test]
fn what_is_new_stays_so_until_it_is_marked_as_seen() {
    let fixture = known(&[("a", "1.00")]);
    let store = &fixture.store;
    store.begin_sync("c", at(10)).unwrap();
    fixture.save(one("a", "2.00"));
    fixture.save(one("b", "1.00"));
    fixture.save(one("b", "2.00"));
    assert_eq!(marks(&fixture, "a"), (false, true));
    assert_eq!(marks(&fixture, "b"), (true, false), "what is new is not changed as well");
    store.end_sync("c", at(15), true).unwrap();
    store.begin_sync("c", at(20)).unwrap();
    store.end_sync("c", at(25), true).unwrap();
    assert_eq!((marks(&fixture, "a"), marks(&fixture, "b")), ((false, true), (true, false)));
    store.mark_seen().unwrap();
    assert_eq!((marks(&fixture, "a"), marks(&fixture, "b")), ((false, false), (false, false)));
}

#[test]
fn what_comes_after_looking_is_new_again() {
    let fixture = known(&[("a", "1.00")]);
    fixture.store.mark_seen().unwrap();
    fixture.save(one("b", "1.00"));
    fixture.save(one("a", "2.00"));
    assert_eq!((marks(&fixture, "a"), marks(&fixture, "b")), ((false, true), (true, false)));
}

#[test]
fn only_a_complete_sync_is_an_update() {
    let fixture = Fixture::new();
    let updated = || fixture.store.connection("c").unwrap().last_updated;
    fixture.store.begin_sync("c", at(0)).unwrap();
    fixture.store.end_sync("c", at(5), false).unwrap();
    assert_eq!(updated(), None);
    fixture.store.end_sync("c", at(6), true).unwrap();
    assert_eq!(updated(), Some(at(6)));
}

#[test]
fn a_search_is_resumed_where_it_was_and_completed_as_of_its_beginning() {
    let fixture = Fixture::new();
    let place = || fixture.store.search_places("c").unwrap().remove(0);
    fixture.store.begin_search("c", "search", at(100)).unwrap();
    let mut first = page("c", DataKind::Claims, one("a", "1.00"));
    first.next = Some("https://payer.test/fhir?page=2".into());
    fixture.store.save_page(first.clone()).unwrap();
    assert_eq!(place().next.as_deref(), Some("https://payer.test/fhir?page=2"));
    assert_eq!((place().started, place().complete_as_of), (at(100), None));
    let mut last = page("c", DataKind::Claims, one("b", "1.00"));
    last.received = at(105);
    fixture.store.save_page(last).unwrap();
    assert_eq!((place().next, place().complete_as_of), (None, Some(at(100))));
    fixture.store.begin_search("c", "search", at(200)).unwrap();
    assert_eq!((place().started, place().complete_as_of), (at(200), Some(at(100))));
    fixture.store.save_page(first.clone()).unwrap();
    fixture.store.begin_search("c", "search", at(300)).unwrap();
    assert_eq!(place().next, None, "an interrupted search is forgotten");
    assert_eq!(fixture.store.search_places("c").unwrap().len(), 1);
}

#[test]
fn what_is_referred_to_and_not_here_is_missing() {
    let fixture = Fixture::new();
    let missing = |kind: &str| fixture.store.missing_references("c", kind, 10).unwrap();
    fixture.save(vec![
        claim("a", json!({"patient": "p1", "coverage": ["k1", "k2"]})),
        claim("b", json!({"patient": "p2", "coverage": ["k1"]})),
    ]);
    assert_eq!(missing("Coverage"), [("k1".to_owned(), None), ("k2".to_owned(), None)]);
    assert_eq!(missing("Patient"), [("p1".to_owned(), None), ("p2".to_owned(), None)]);
    assert_eq!(fixture.store.missing_references("c", "Patient", 1).unwrap().len(), 1);
    let coverage = json!({
        "beneficiary": {"reference": "Patient/p3"},
        "payor": [{"reference": "https://payer.test/fhir/Organization/o1/_history/7"}],
    });
    fixture
        .store
        .save_page(page(
            "c",
            DataKind::Coverage,
            vec![resource("Coverage", "k1", &coverage), resource("Patient", "p1", &json!({}))],
        ))
        .unwrap();
    assert_eq!(missing("Coverage"), [("k2".to_owned(), None)]);
    assert_eq!(missing("Patient"), [("p2".to_owned(), None), ("p3".to_owned(), None)]);
    assert_eq!(missing("Organization"), [("o1".to_owned(), Some("7".to_owned()))]);
}

#[test]
fn nothing_is_done_for_a_connection_that_is_not_here() {
    let Fixture { store, folder: _folder } = Fixture::new();
    assert!(matches!(store.begin_sync("x", at(0)), Err(StoreError::NotFound)));
    assert!(matches!(store.begin_search("x", "s", at(0)), Err(StoreError::NotFound)));
    assert!(matches!(store.search_places("x"), Err(StoreError::NotFound)));
    assert!(matches!(store.missing_references("x", "Patient", 1), Err(StoreError::NotFound)));
    assert!(matches!(store.end_sync("x", at(0), true), Err(StoreError::NotFound)));
}
