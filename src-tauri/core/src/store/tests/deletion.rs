//! What a connection keeps, and that its end takes all of it and nothing else.

use super::*;
use crate::{ipc::Kept, store::StoreError};

/// One of everything.
fn fill(fixture: &Fixture, connection: &str, owe: &str) {
    let words = json!([format!("word{connection}")]);
    fixture.save_for(
        connection,
        vec![
            claim("a", json!({"patient": "p1", "start": "2024-05", "owe": owe, "words": words, "coverage": ["k1"]})),
            claim("b", json!({"patient": "p2", "start": "2026-01-01", "owe": owe, "replaces": ["a"]})),
            claim("n", json!({"owe": "0.00001"})),
        ],
    );
    fixture.save_for(
        connection,
        vec![claim("a", json!({"patient": "p1", "start": "2024-05", "owe": "9.00", "words": words}))],
    );
    let coverage = json!({"beneficiary": {"reference": "Patient/p1"}, "relationship": {"coding": [{"code": "self"}]}});
    for (kind, resources) in [
        (DataKind::Person, vec![resource("Patient", "p1", &json!({"name": [{"text": connection}]}))]),
        (DataKind::Coverage, vec![resource("Coverage", "k1", &coverage)]),
        (DataKind::Records, vec![resource("Condition", "r1", &json!({})), resource("Condition", "r2", &json!({}))]),
    ] {
        fixture.store.save_page(page(connection, kind, resources)).unwrap();
    }
}

#[test]
fn a_connection_says_what_it_keeps() {
    let fixture = Fixture::new();
    assert_eq!(fixture.store.kept("c").unwrap(), Kept::default());
    fixture.connect("d");
    fill(&fixture, "c", "1.00");
    fixture.save_for("d", vec![claim("x", json!({"start": "2001-01-01"}))]);
    let kept = fixture.store.kept("c").unwrap();
    assert_eq!((kept.claims, kept.records, kept.coverages, kept.people), (3, 2, 1, 2));
    assert_eq!(kept.since.as_deref(), Some("2024-05"));
    assert!(kept.bytes > 0);
    assert_exact(&fixture.store);
    assert!(matches!(fixture.store.kept("x"), Err(StoreError::NotFound)));
}

#[test]
fn deleting_a_connection_leaves_the_others_untouched() {
    let fixture = Fixture::new();
    fill(&fixture, "c", "1.00");
    let kept = fixture.store.kept("c").unwrap();
    let alone = (dump(&fixture.store.reader()), fixture.all(), fixture.store.people().unwrap());
    fixture.connect("d");
    fill(&fixture, "d", "1.00");
    assert_eq!(fixture.all().len(), 6);
    let deleted = fixture.store.kept("d").unwrap();
    assert_eq!(fixture.store.delete_connection("d").unwrap(), deleted);
    assert_eq!(Kept { bytes: kept.bytes, ..deleted }, kept, "as much was kept there");
    assert_eq!((dump(&fixture.store.reader()), fixture.all(), fixture.store.people().unwrap()), alone);
    assert_eq!(fixture.find("wordc"), ["a"]);
    assert_eq!(fixture.find("wordd"), Vec::<String>::new());
    assert!(matches!(fixture.store.delete_connection("d"), Err(StoreError::NotFound)));
    assert_exact(&fixture.store);
}

#[test]
fn the_words_of_a_deleted_claim_are_in_no_page_of_the_index() {
    let fixture = Fixture::new();
    fixture.connect("d");
    fill(&fixture, "c", "1.00");
    fill(&fixture, "d", "1.00");
    let indexed = |word: &str| {
        let reader = fixture.store.reader();
        let mut statement = reader.prepare("SELECT block FROM claim_text_data").unwrap();
        let blocks = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        blocks.map(Result::unwrap).any(|block| block.windows(word.len()).any(|window| window == word.as_bytes()))
    };
    // The index leaves out how words begin like the one before: the last letter tells the connections apart.
    assert!(indexed("wordc") && indexed("d"));
    fixture.store.delete_connection("c").unwrap();
    assert!(!indexed("wordc"));
    assert!(indexed("wordd"));
    fixture.store.delete_connection("d").unwrap();
    assert!(!indexed("word"));
}

#[test]
fn after_the_last_connection_every_table_is_empty() {
    let fixture = Fixture::new();
    fill(&fixture, "c", "1.00");
    fixture.store.delete_connection("c").unwrap();
    assert_eq!(dump(&fixture.store.reader()), Vec::<String>::new());
    for table in ["connection", "resource", "resource_version", "search_place", "claim_text"] {
        let rows: i64 =
            fixture.store.reader().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 0, "{table}");
    }
    let log = fixture.folder.path().join("records.db-wal");
    assert_eq!(std::fs::metadata(log).map_or(0, |log| log.len()), 0, "nothing is left in the log");
}

#[test]
fn an_id_is_never_given_again() {
    let fixture = Fixture::new();
    fill(&fixture, "c", "1.00");
    let last = fixture.all().iter().map(|row| row.id).max().unwrap();
    fixture.store.delete_connection("c").unwrap();
    fixture.connect("c");
    fill(&fixture, "c", "1.00");
    assert!(fixture.all().iter().all(|row| row.id > last));
}
