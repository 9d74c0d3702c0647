//! What is new: counted, listed, and held against what was last seen.

use super::*;
use crate::ipc::{NewsItem, WhatsNew};

fn known() -> Fixture {
    let fixture = Fixture::new();
    fixture.store.begin_sync("c", at(0)).unwrap();
    let content = |start: &str, owe: &str| json!({"start": start, "owe": owe, "patient": "p1"});
    fixture.save(vec![
        claim("a", content("2026-01-01", "45.00")),
        claim("b", content("2026-01-02", "10.00")),
        claim("c", content("2026-01-03", "10.00")),
    ]);
    fixture.store.end_sync("c", at(5), true).unwrap();
    fixture
}

fn news(fixture: &Fixture) -> WhatsNew {
    fixture.store.whats_new().unwrap()
}

fn item(fixture: &Fixture, title: &str) -> NewsItem {
    news(fixture).items.into_iter().find(|item| item.row.title.as_deref() == Some(title)).unwrap()
}

fn before(item: &NewsItem) -> Option<&str> {
    item.owed_before.as_ref().map(|money| money.amount.as_str())
}

#[test]
fn a_change_is_held_against_what_was_last_seen() {
    let fixture = known();
    let change = |owe: &str| fixture.save(vec![claim("a", json!({"start": "2026-01-01", "owe": owe}))]);
    change("40.00");
    change("37.60");
    let changed = item(&fixture, "a");
    assert_eq!((before(&changed), changed.is_newly_owed, changed.is_denied), (Some("45.00"), false, false));
    fixture.store.mark_seen().unwrap();
    assert_eq!(news(&fixture), WhatsNew::default());
    change("50.00");
    let changed = item(&fixture, "a");
    assert_eq!((before(&changed), changed.is_newly_owed), (Some("37.60"), true));
}

#[test]
fn new_claims_denials_and_what_is_newly_owed_are_told_apart() {
    let fixture = known();
    fixture.save(vec![
        claim("new", json!({"start": "2026-02-01", "owe": "1.00"})),
        claim("free", json!({"start": "2026-02-02", "owe": "0.00"})),
        claim("pending", json!({"start": "2026-02-03", "status": 1})),
        claim("b", json!({"start": "2026-01-02", "status": 2})),
    ]);
    let told = news(&fixture);
    assert_eq!((told.new, told.changed, told.not_covered), (3, 1, 1));
    let titles: Vec<_> = told.items.iter().filter_map(|item| item.row.title.as_deref()).collect();
    assert_eq!(titles, ["pending", "free", "new", "b"], "newest care first");
    let owed: Vec<_> = told.items.iter().map(|item| item.is_newly_owed).collect();
    assert_eq!(owed, [false, false, true, false]);
    let denied: Vec<_> = told.items.iter().map(|item| item.is_denied).collect();
    assert_eq!(denied, [false, false, false, true]);
}

#[test]
fn the_list_can_be_narrowed_down_to_what_is_new() {
    let fixture = known();
    fixture.save(vec![
        claim("d", json!({"start": "2026-02-01", "owe": "1.00", "words": ["apple"]})),
        claim("b", json!({"start": "2026-01-02", "owe": "11.00", "words": ["apple"], "patient": "p1"})),
        claim("e", json!({"start": "2025-02-01", "owe": "123456789012.00"})),
    ]);
    let all = ClaimFilter { news: true, ..ClaimFilter::default() };
    assert_eq!(fixture.titles(&all), ["d", "b", "e"]);
    let with = |change: fn(&mut ClaimFilter)| {
        let mut filter = all.clone();
        change(&mut filter);
        fixture.titles(&filter)
    };
    assert_eq!(with(|filter| filter.text = "apple".into()), ["d", "b"]);
    assert_eq!(with(|filter| filter.from = Some("2026-02-01".into())), ["d"]);
    assert_eq!(with(|filter| filter.person = Some("c/p1".into())), ["b"]);
    assert_eq!(with(|filter| filter.status = Some(ClaimStatus::Pending)), [""; 0]);
    let outline = fixture.store.claims_outline(&all).unwrap();
    assert_eq!(outline.summary.decided, 3);
    let owed: Vec<_> = outline.summary.you_owe.iter().map(|sum| (sum.money.amount.as_str(), sum.claims)).collect();
    assert_eq!(owed, [("123456789024.00", 3)]);
    assert_eq!(outline.months.iter().map(|month| month.claims).sum::<u64>(), 3);
    fixture.store.mark_seen().unwrap();
    assert_eq!(fixture.titles(&all), [""; 0]);
    assert_eq!(fixture.store.claims_outline(&all).unwrap().summary.decided, 0);
    assert_eq!(fixture.all().len(), 5);
}

#[test]
fn the_strip_gets_a_few_and_the_count_tells_of_all() {
    let fixture = known();
    fixture.save((0..20).map(|number| claim(&format!("n{number}"), json!({"owe": "1.00"}))).collect());
    let told = news(&fixture);
    assert_eq!((told.new, told.items.len()), (20, 6));
}
