//! What public directories said.

use super::*;
use crate::{
    ipc::{CareDetail, CareNetwork, CareRow, CareSource},
    store::StoreError,
};

fn row(key: &str) -> CareRow {
    serde_json::from_value(json!({
        "key": key, "subject": "Practitioner/1", "name": "Dr. Grace Chen", "npi": null, "specialties": [], "organization": null,
        "placeState": "notStated", "place": null, "networks": [], "inNetwork": "yes", "accepting": "yes", "phone": null,
        "languages": [], "hours": [], "updated": null, "old": false, "inactive": false, "contradicted": false,
    }))
    .unwrap()
}

fn detail(key: &str, source: CareSource) -> CareDetail {
    CareDetail {
        row: row(key),
        others: vec![row("b"), row("c")],
        not_stated: Vec::new(),
        sources: vec![source],
        fetched_at: None,
        seen_by: None,
        saved: None,
    }
}

#[test]
fn the_newest_answer_to_a_question_is_kept_and_the_oldest_make_room() {
    let fixture = Fixture::new();
    let save = |question: &str, at: i64, body: &str| {
        fixture.store.save_care_answer("p", question, &super::at(at).to_string(), body).unwrap();
    };
    save("a", 0, "first");
    save("a", 1, "second");
    let kept = fixture.store.care_answer("p", "a").unwrap().unwrap();
    assert_eq!(kept, (super::at(1).to_string(), "second".to_owned()));
    assert_eq!(fixture.store.care_answer("q", "a").unwrap(), None);
    for number in 0..205 {
        save(&format!("other {number}"), 10 + number, "x");
    }
    assert_eq!(fixture.store.care_answer("p", "a").unwrap(), None);
    assert!(fixture.store.care_answer("p", "other 204").unwrap().is_some());
    let count: i64 =
        fixture.store.reader().query_row("SELECT count(*) FROM care_answer", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 200);
}

#[test]
fn the_members_list_network_and_copies_outlive_a_connection() {
    let fixture = Fixture::new();
    let store = &fixture.store;
    let network = CareNetwork { id: "n".to_owned(), name: Some("Choice".to_owned()) };
    store.choose_network("p", Some(&network)).unwrap();
    let id = store.save_care("p", "Plan", &row("a"), "2026-11-20T12:00:00Z").unwrap();
    store.save_care_note(id, "Kind").unwrap();
    let source =
        CareSource { reference: "Practitioner/1".to_owned(), address: "https://x".to_owned(), json: "{}".to_owned() };
    let copy = store.save_care_copy("Plan", "2026-11-20T12:00:00Z", &detail("a", source)).unwrap();
    store.delete_connection("c").unwrap();
    assert_eq!(store.chosen_network("p").unwrap(), Some(network));
    assert_eq!(store.care_saved().unwrap()[0].note, "Kind");
    let kept = store.care_copy(copy).unwrap();
    assert!(kept.intact);
    assert_eq!(kept.others, [row("b"), row("c")]);
    store.choose_network("p", None).unwrap();
    assert_eq!(store.chosen_network("p").unwrap(), None);
    assert!(matches!(store.save_care_note(id + 1, "x"), Err(StoreError::NotFound)));
    assert!(matches!(store.care_copy(copy + 1), Err(StoreError::NotFound)));
}

#[test]
fn a_copy_that_was_changed_says_so() {
    let fixture = Fixture::new();
    let source =
        CareSource { reference: "Practitioner/1".to_owned(), address: "https://x".to_owned(), json: "{}".to_owned() };
    let copy = fixture.store.save_care_copy("Plan", "2026-11-20T12:00:00Z", &detail("a", source)).unwrap();
    fixture.store.writer().execute("UPDATE care_copy SET sha256 = 'ab'", []).unwrap();
    assert!(!fixture.store.care_copy(copy).unwrap().intact);
}
