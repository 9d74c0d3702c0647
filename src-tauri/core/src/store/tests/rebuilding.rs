//! Projections made again.

use super::*;
use crate::store::rebuild::PROJECTION;

fn fill(fixture: &Fixture) {
    fixture.connect("d");
    for connection in ["c", "d"] {
        let one = |number: usize| {
            claim(
                &format!("e{number}"),
                json!({
                    "patient": format!("p{}", number % 3),
                    "start": format!("2026-0{}-11", 1 + number % 9),
                    "owe": format!("{number}.10"),
                    "billed": "0.000001",
                    "kind": number % 8,
                    "status": number % 3,
                    "words": [format!("word{number}")],
                    "replaces": if number.is_multiple_of(10) { vec![format!("e{}", number + 1)] } else { vec![] },
                    "coverage": ["k1"],
                }),
            )
        };
        fixture.save_for(connection, (0..230).map(one).collect());
        let coverage =
            json!({"beneficiary": {"reference": "Patient/p2"}, "relationship": {"coding": [{"code": "self"}]}});
        let others =
            vec![resource("Patient", "p1", &json!({"name": [{"text": "Ana"}]})), resource("Coverage", "k1", &coverage)];
        fixture.store.save_page(page(connection, DataKind::Coverage, others)).unwrap();
    }
    fixture.store.mark_seen().unwrap();
    fixture.save(vec![claim("e5", json!({"start": "2026-02-02", "owe": "5.55"}))]);
    fixture.store.settle_episodes().unwrap();
}

#[test]
fn projections_made_again_are_the_same() {
    let fixture = Fixture::new();
    fill(&fixture);
    let before = (dump(&fixture.store.reader()), fixture.all(), fixture.find("word1"));
    fixture.store.reproject().unwrap();
    assert_eq!((dump(&fixture.store.reader()), fixture.all(), fixture.find("word1")), before);
    assert_exact(&fixture.store);
}

/// Reads claims as a later version of the app might.
fn project_otherwise(claim: &json::Value) -> Summary {
    let summary = project(claim);
    Summary {
        start: summary.start.map(|start| start.replace("2026", "2025")),
        patient: summary.patient.map(|patient| format!("{patient}x")),
        words: vec!["otherwise".into()],
        replaces: Vec::new(),
        ..summary
    }
}

#[test]
fn an_outdated_file_is_made_again_when_it_is_opened_and_only_then() {
    let fixture = Fixture::new();
    fill(&fixture);
    let before = dump(&fixture.store.reader());
    let Fixture { folder, store } = fixture;
    drop(store);
    let store = Store::open_with(folder.path(), &key(1), project_otherwise).unwrap();
    assert_eq!(dump(&store.reader()), before, "the reading has the same number");
    store.writer().execute_batch("UPDATE file_state SET projection = 0").unwrap();
    drop(store);
    let store = Store::open_with(folder.path(), &key(1), project_otherwise).unwrap();
    let otherwise = ClaimFilter { text: "otherwise".into(), ..ClaimFilter::default() };
    assert_eq!(store.claims_page(&otherwise, 0, 1_000).unwrap().rows.len(), 460);
    let outline = store.claims_outline(&ClaimFilter::default()).unwrap();
    assert!(outline.months.iter().all(|month| month.month.as_ref().unwrap().starts_with("2025")));
    assert_eq!(outline.summary.replaced, 0);
    assert_exact(&store);
}

#[test]
fn an_interrupted_rebuilding_goes_on() {
    let fixture = Fixture::new();
    fill(&fixture);
    let Fixture { folder, store } = fixture;
    drop(store);
    let store = Store::open_with(folder.path(), &key(1), project_otherwise).unwrap();
    let interrupted = format!("UPDATE file_state SET projection = 0, rebuilding = {PROJECTION}, rebuilt_up_to = 200");
    store.writer().execute_batch(&interrupted).unwrap();
    store.rebuild_if_outdated().unwrap();
    let rest: i64 = store
        .reader()
        .query_row("SELECT count(*) FROM claim WHERE start_date LIKE '2025%' AND id <= 200", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rest, 0, "those were done before the interruption");
    // The number of another reading begins from the first.
    store.writer().execute_batch("UPDATE file_state SET projection = 0, rebuilding = 9, rebuilt_up_to = 200").unwrap();
    store.rebuild_if_outdated().unwrap();
    let rest: i64 = store
        .reader()
        .query_row("SELECT count(*) FROM claim WHERE start_date LIKE '2026%'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rest, 0);
    assert_exact(&store);
}
