use serde_json::{Value, json};

use super::*;
use crate::ipc::{CareNetworkSource, CareSpecialty};

const NETWORK: &str = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/network-reference";

fn found(resources: &[Value]) -> Found {
    let mut found = Found::default();
    for resource in resources {
        let reference = format!("{}/{}", resource["resourceType"].as_str().unwrap(), resource["id"].as_str().unwrap());
        let is_subject = resource["resourceType"] == "Practitioner";
        found.take(
            Kept { reference, address: "https://payer.example/R4/x".to_owned(), json: resource.to_string() },
            is_subject,
        );
    }
    found
}

fn person(id: &str) -> Value {
    json!({"resourceType": "Practitioner", "id": id, "name": [{"family": "Chen", "given": ["Grace"]}]})
}

fn role(id: &str, person: &str, places: &[&str], networks: &[&str]) -> Value {
    let to = |kind: &str, id: &&str| json!({"reference": format!("{kind}/{id}")});
    let networks: Vec<Value> =
        networks.iter().map(|id| json!({"url": NETWORK, "valueReference": to("Organization", id)})).collect();
    json!({"resourceType": "PractitionerRole", "id": id, "extension": networks,
        "practitioner": {"reference": format!("https://payer.example/R4/Practitioner/{person}/_history/2")},
        "location": places.iter().map(|id| to("Location", id)).collect::<Vec<_>>()})
}

fn location(id: &str, city: Option<&str>) -> Value {
    let mut place = json!({"resourceType": "Location", "id": id, "name": format!("Place {id}")});
    if let Some(city) = city {
        place["address"] = json!({"city": city, "state": "ID"});
    }
    place
}

fn network_named(id: &str, name: &str) -> Value {
    json!({"resourceType": "Organization", "id": id, "name": name, "type": [{"coding": [{"code": "ntwk"}]}]})
}

fn own() -> CareOwnNetwork {
    let network = CareNetwork { id: "choice".to_owned(), name: Some("Choice".to_owned()) };
    CareOwnNetwork { network, source: CareNetworkSource::Chosen }
}

fn rows_of(found: &Found, question: &CareQuestion, running: bool) -> Vec<CareRow> {
    let own = own();
    let today = "2026-11-20".parse().unwrap();
    found.rows(&View { question, look_at_name: false, own: Some(&own), today, running })
}

fn rows(found: &Found) -> Vec<CareRow> {
    rows_of(found, &CareQuestion::default(), false)
}

#[test]
fn a_row_is_what_one_entry_says_of_one_place() {
    let found = found(&[
        person("p"),
        role("r", "p", &["a", "b"], &["choice", "twice", "choice"]),
        location("a", Some("Lakeside")),
        location("b", None),
        network_named("choice", "Choice"),
        network_named("twice", " choice"),
    ]);
    let rows = rows(&found);
    let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["PractitionerRole/r@Location/a", "PractitionerRole/r@Location/b"]);
    assert_eq!(rows[0].name.as_deref(), Some("Grace Chen"));
    assert_eq!(rows[0].networks.len(), 1, "one network under two ids, and one named twice, is one");
    assert_eq!(rows[0].in_network, CareInNetwork::Yes);
    assert_eq!((rows[0].place_state, rows[1].place_state), (CarePlaceState::Stated, CarePlaceState::NoAddress));
}

#[test]
fn what_a_directory_does_not_have_and_what_it_did_not_answer_are_told_apart() {
    let mut found = found(&[person("p"), role("r", "p", &["a"], &["gone"]), role("nowhere", "p", &[], &[])]);
    let states = |found: &Found, running| {
        let rows = rows_of(found, &CareQuestion::default(), running);
        rows.iter().map(|row| (row.place_state, row.in_network)).collect::<Vec<_>>()
    };
    assert_eq!(
        states(&found, true),
        [(CarePlaceState::Pending, CareInNetwork::Pending), (CarePlaceState::NotStated, CareInNetwork::NotStated)]
    );
    assert_eq!(states(&found, false)[0], (CarePlaceState::NotAnswered, CareInNetwork::NotStated));
    assert_eq!(found.missing("Location"), ["Location/a"]);
    found.note_asked(["Location/a".to_owned(), "Organization/gone".to_owned()]);
    assert_eq!(states(&found, false)[0], (CarePlaceState::NotFound, CareInNetwork::NotStated));
    assert!(found.missing("Location").is_empty());
}

#[test]
fn entries_that_say_the_same_are_one_and_those_that_do_not_are_marked() {
    let resources = |second: &[&str]| {
        [
            person("p"),
            role("r", "p", &["a"], &["choice"]),
            role("s", "p", &["a"], second),
            network_named("choice", "Choice"),
            network_named("basic", "Basic"),
        ]
    };
    let same = rows(&found(&resources(&["choice"])));
    assert_eq!((same.len(), same[0].contradicted), (1, false));
    let other = rows(&found(&resources(&["basic"])));
    assert_eq!(
        other.iter().map(|row| (row.in_network, row.contradicted)).collect::<Vec<_>>(),
        [(CareInNetwork::Yes, true), (CareInNetwork::No, true)]
    );
}

#[test]
fn what_does_not_fit_is_left_out_and_what_is_not_said_is_not() {
    let found = found(&[
        person("p"),
        role("here", "p", &["a"], &[]),
        role("there", "p", &["b"], &[]),
        role("unsaid", "p", &["c"], &[]),
        location("a", Some("Lakeside")),
        location("b", Some("Northshore")),
        location("c", None),
    ]);
    let question = CareQuestion { city: Some("lake".to_owned()), ..CareQuestion::default() };
    let keys: Vec<String> = rows_of(&found, &question, false).into_iter().map(|row| row.key).collect();
    assert_eq!(keys, ["PractitionerRole/here@Location/a", "PractitionerRole/unsaid@Location/c"]);
}

#[test]
fn somebody_without_a_role_is_shown_and_waited_for() {
    let found = found(&[person("p")]);
    assert_eq!(rows_of(&found, &CareQuestion::default(), true)[0].place_state, CarePlaceState::Pending);
    let row = &rows(&found)[0];
    assert_eq!((row.key.as_str(), row.place_state), ("Practitioner/p", CarePlaceState::NotStated));
    assert!(not_stated(row).contains(&CareFact::NewPatients));
}

#[test]
fn an_old_entry_is_old_after_a_year_and_its_words_are_the_directorys() {
    let dated = |day: &str| {
        let mut role = role("r", "p", &[], &[]);
        role["meta"] = json!({"lastUpdated": format!("{day}T08:00:00Z")});
        role["specialty"] = json!([{"coding": [{"code": "207Q00000X", "display": "Family Doctor"}]}]);
        role["extension"] = json!([{"url": "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/newpatients",
            "extension": [{"url": "acceptingPatients", "valueCodeableConcept": {"coding": [{"code": "nopt"}]}}]}]);
        rows(&found(&[person("p"), role])).remove(0)
    };
    assert!(dated("2025-11-19").old && !dated("2025-11-20").old);
    let row = dated("2026-11-01");
    assert_eq!(row.updated.as_deref(), Some("2026-11-01"));
    assert_eq!(row.accepting, CareAccepting::No);
    assert_eq!(
        (row.specialties[0].own, row.specialties[0].text.as_str()),
        (Some(CareSpecialty::FamilyDoctor), "Family Doctor")
    );
    let mut soon = role("r", "p", &[], &[]);
    soon["meta"] = json!({"lastUpdated": "soon"});
    assert_eq!(rows(&found(&[soon]))[0].updated, None);
}

#[test]
fn a_detail_has_what_else_came_of_the_same_and_what_it_is_made_of() {
    let found = found(&[
        person("p"),
        role("r", "p", &["a"], &[]),
        role("s", "p", &["b"], &[]),
        location("a", None),
        person("q"),
    ]);
    let own = own();
    let question = CareQuestion::default();
    let view = View {
        question: &question,
        look_at_name: false,
        own: Some(&own),
        today: "2026-11-20".parse().unwrap(),
        running: false,
    };
    let detail = found.detail(&view, "PractitionerRole/r@Location/a", None).unwrap();
    assert_eq!(detail.others.len(), 1);
    let references: Vec<&str> = detail.sources.iter().map(|source| source.reference.as_str()).collect();
    assert_eq!(references, ["Location/a", "Practitioner/p", "PractitionerRole/r", "PractitionerRole/s"]);
    assert!(found.detail(&view, "Practitioner/nobody", None).is_none());
}

/// T14
#[test]
fn nonsense_makes_no_row_and_no_panic() {
    for nonsense in [
        json!({"resourceType": "PractitionerRole", "id": "x", "location": 7, "specialty": "text", "extension": {}, "practitioner": []}),
        json!({"resourceType": "Location", "id": "x", "address": "text", "telecom": null}),
        json!({"resourceType": "Practitioner", "id": "x", "name": "Grace", "communication": [7]}),
        json!({"resourceType": "Organization", "id": "x", "type": [[]], "meta": 1}),
        json!({"resourceType": "Goal", "id": "x"}),
    ] {
        assert!(rows(&found(&[nonsense])).len() <= 1);
    }
}
