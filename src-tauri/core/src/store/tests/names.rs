//! Claims that refer to somebody without a name, and those to whom they refer.

use super::*;

/// A store that reads real claims, with the connections `c` and `d`.
fn real() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key(1)).unwrap();
    for id in ["c", "d"] {
        store.save_connection(&record(id)).unwrap();
    }
    (folder, store)
}

fn save(store: &Store, connection: &str, resources: Vec<Resource>) {
    store.save_page(page(connection, DataKind::Claims, resources)).unwrap();
}

fn bare_claim() -> Resource {
    let claim = json!({"resourceType": "ExplanationOfBenefit", "id": "1", "patient": {"reference": "Patient/p1"},
        "provider": {"reference": "https://payer.example/R4/Organization/o1"},
        "careTeam": [{"provider": {"reference": "Practitioner/d1/_history/2"}}]});
    resource("ExplanationOfBenefit", "1", &claim)
}

fn clinic() -> Resource {
    resource("Organization", "o1", &json!({"resourceType": "Organization", "id": "o1", "name": "Lakeside Imaging"}))
}

fn providers(store: &Store) -> Vec<Option<String>> {
    store.claims_page(&ClaimFilter::default(), 0, 10).unwrap().rows.into_iter().map(|row| row.provider).collect()
}

fn found(store: &Store, text: &str) -> usize {
    let filter = ClaimFilter { text: text.into(), ..ClaimFilter::default() };
    store.claims_page(&filter, 0, 10).unwrap().rows.len()
}

#[test]
fn a_bare_reference_shows_the_name_once_that_came_and_is_found_by_it() {
    let (_folder, store) = real();
    save(&store, "c", vec![bare_claim()]);
    let wanted = |kind: &str| store.missing_references("c", kind, 10).unwrap();
    assert_eq!(wanted("Organization"), [("o1".to_owned(), None)]);
    assert_eq!(wanted("Practitioner"), [("d1".to_owned(), Some("2".to_owned()))]);
    store.name_parties("c").unwrap();
    assert_eq!(providers(&store), [None], "nobody is here yet");

    save(&store, "c", vec![clinic()]);
    store.name_parties("c").unwrap();
    let name = Some("Lakeside Imaging".to_owned());
    assert_eq!(providers(&store), std::slice::from_ref(&name));
    assert_eq!(found(&store, "lakeside"), 1);
    assert_exact(&store);
    let before = dump(&store.reader());
    store.name_parties("c").unwrap();
    assert_eq!(dump(&store.reader()), before, "a second time changes nothing");

    let id = store.claims_page(&ClaimFilter::default(), 0, 10).unwrap().rows[0].id;
    let kept = store.claim(id).unwrap();
    assert!(!kept.raw.contains("Lakeside") && kept.named.contains("Lakeside"), "the resource stays as it came");
    store.reproject().unwrap();
    assert_eq!(providers(&store), [name]);
    assert_exact(&store);
}

#[test]
fn a_name_of_another_connection_names_nobody() {
    let (_folder, store) = real();
    save(&store, "c", vec![bare_claim()]);
    save(&store, "d", vec![clinic()]);
    store.name_parties("c").unwrap();
    store.name_parties("d").unwrap();
    assert_eq!(providers(&store), [None]);
}

#[test]
fn the_payers_own_words_are_not_replaced() {
    let (_folder, store) = real();
    let claim = json!({"resourceType": "ExplanationOfBenefit", "id": "1",
        "provider": {"reference": "Organization/o1", "display": "Lakeside, north wing"}});
    save(&store, "c", vec![resource("ExplanationOfBenefit", "1", &claim), clinic()]);
    store.name_parties("c").unwrap();
    assert_eq!(providers(&store), [Some("Lakeside, north wing".to_owned())]);
    assert!(matches!(store.name_parties("nobody"), Err(crate::store::StoreError::NotFound)));
}
