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

/// A claim of somebody by a provider with that number, in one of the places where payers put it.
fn numbered(id: &str, person: &str, claim: serde_json::Value) -> Resource {
    let mut whole = json!({"resourceType": "ExplanationOfBenefit", "id": id, "patient": {"reference": format!("Patient/{person}")},
        "billablePeriod": {"start": format!("2026-0{id}-10")}});
    whole.as_object_mut().unwrap().extend(claim.as_object().unwrap().clone());
    resource("ExplanationOfBenefit", id, &whole)
}

fn npi(value: &str) -> serde_json::Value {
    json!({"system": "http://hl7.org/fhir/sid/us-npi", "value": value})
}

/// Whose claims name that number, and how many.
fn seen(store: &Store, number: &str) -> Vec<(String, u64, String)> {
    let seen = store.seen_by(Some(number)).unwrap().unwrap();
    seen.into_iter().map(|one| (one.person.unwrap(), one.claims, one.newest.unwrap())).collect()
}

#[test]
fn whose_claims_name_a_provider_is_told_by_the_number_and_never_by_the_name() {
    const CHEN: &str = "9990000101";
    let (_folder, store) = real();
    let name = "Dr. Grace Chen";
    let claims = vec![
        numbered("1", "ada", json!({"provider": {"display": name, "identifier": npi(CHEN)}})),
        numbered("2", "ada", json!({"careTeam": [{"provider": {"display": name, "identifier": npi(CHEN)}}]})),
        numbered(
            "3",
            "ben",
            json!({"provider": {"reference": "#o"},
            "contained": [{"resourceType": "Organization", "id": "o", "name": name, "identifier": [npi(CHEN)]}]}),
        ),
        // The same name under another number, under none, as a claim number, and as one who only sent the member on.
        numbered("4", "cy", json!({"provider": {"display": name, "identifier": npi("9990000102")}})),
        numbered("5", "cy", json!({"provider": {"display": name}})),
        numbered("6", "cy", json!({"identifier": [{"value": CHEN}]})),
        numbered(
            "7",
            "cy",
            json!({"careTeam": [{"role": {"coding": [{"code": "referring"}]},
            "provider": {"display": name, "identifier": npi(CHEN)}}]}),
        ),
    ];
    save(&store, "c", claims);
    let expected = [("c/ben".to_owned(), 1, "2026-03-10".to_owned()), ("c/ada".to_owned(), 2, "2026-02-10".to_owned())];
    assert_eq!(seen(&store, CHEN), expected);
    assert_eq!(found(&store, &format!("NPI-{CHEN}")), 3, "the same claims are found by it");
    assert_eq!(found(&store, CHEN), 5, "the number alone finds it wherever it stands");
    assert_eq!(seen(&store, "9990000102").len(), 1);
    assert_eq!(seen(&store, "9990000109"), []);
    for no_number in [None, Some(""), Some("999"), Some("999000010\""), Some("Grace Chen"), Some("99900001011")] {
        assert_eq!(store.seen_by(no_number).unwrap(), None, "{no_number:?}");
    }
}

#[test]
fn the_number_of_somebody_without_a_name_comes_from_their_own_record() {
    let (_folder, store) = real();
    let doctor = json!({"resourceType": "Practitioner", "id": "d1", "name": [{"text": "Dr. Grace Chen"}],
        "identifier": [npi("9990000101")]});
    save(&store, "c", vec![bare_claim(), resource("Practitioner", "d1", &doctor)]);
    store.name_parties("c").unwrap();
    assert_eq!(store.seen_by(Some("9990000101")).unwrap().unwrap()[0].claims, 1);
    assert_exact(&store);
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
