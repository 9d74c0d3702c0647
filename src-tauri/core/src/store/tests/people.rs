//! People and their coverage.

use super::*;
use crate::ipc::CoveredPerson;

fn patient(id: &str, given: &str, born: &str) -> Resource {
    resource("Patient", id, &json!({"name": [{"given": [given, "Q."], "family": "Soto"}], "birthDate": born}))
}

fn covers(id: &str, person: &str, relationship: &str) -> Resource {
    resource(
        "Coverage",
        id,
        &json!({
            "status": "active",
            "beneficiary": {"reference": format!("Patient/{person}")},
            "subscriber": {"reference": "Patient/holder"},
            "relationship": {"coding": [{"code": relationship}]},
            "payor": [{"reference": "Organization/o1"}],
            "period": {"start": "2026-01-01"},
            "order": 1,
            "identifier": [{"type": {"coding": [{"code": "MB"}]}, "value": "M-1"}],
            "class": [
                {"type": {"coding": [{"code": "plan"}]}, "value": "P1", "name": "Silver"},
                {"type": {"coding": [{"code": "rxbin"}], "text": "RxBIN"}, "value": "012345"},
            ],
        }),
    )
}

fn save(fixture: &Fixture, resources: Vec<Resource>) {
    fixture.store.save_page(page("c", DataKind::Coverage, resources)).unwrap();
}

fn names(fixture: &Fixture) -> Vec<String> {
    fixture.store.people().unwrap().into_iter().map(|person| person.short_name.unwrap_or(person.id)).collect()
}

#[test]
fn members_come_before_dependants_and_the_older_before_the_younger() {
    let fixture = Fixture::new();
    save(
        &fixture,
        vec![
            patient("young", "Leo", "2018-01-01"),
            patient("old", "Mia", "2014-01-01"),
            patient("spouse", "Eva", "1980-01-01"),
            patient("holder", "Ana", "1990-01-01"),
            covers("1", "young", "child"),
            covers("2", "old", "child"),
            covers("3", "spouse", "spouse"),
            covers("4", "holder", "self"),
        ],
    );
    fixture.save(vec![claim("a", json!({"patient": "stranger"})), claim("b", json!({}))]);
    assert_eq!(names(&fixture), ["Ana", "Eva", "Mia", "Leo", "c/stranger"]);
}

#[test]
fn a_person_of_claims_alone_has_no_name_yet() {
    let fixture = Fixture::new();
    fixture.save(vec![claim("a", json!({"patient": "p1"})), claim("b", json!({"patient": "p1", "status": 3}))]);
    let person = fixture.store.people().unwrap().remove(0);
    assert_eq!((person.id.as_str(), person.name, person.claims), ("c/p1", None, 2));
    save(&fixture, vec![patient("p1", "Ana", "1990-01-01")]);
    let person = fixture.store.people().unwrap().remove(0);
    assert_eq!(person.name.as_deref(), Some("Ana Q. Soto"));
    assert_eq!((person.short_name.as_deref(), person.birth_date.as_deref()), (Some("Ana"), Some("1990-01-01")));
    assert_eq!(fixture.store.claim(fixture.row("a").id).unwrap().person_name.as_deref(), Some("Ana Q. Soto"));
    save(&fixture, vec![patient("p1", "Anna", "1990-01-01")]);
    assert_eq!(names(&fixture), ["Anna"]);
}

#[test]
fn somebody_who_is_only_referred_to_is_not_here() {
    let fixture = Fixture::new();
    save(&fixture, vec![covers("1", "child", "child")]);
    assert_eq!(names(&fixture), Vec::<String>::new());
    let card = fixture.store.coverage().unwrap().remove(0);
    let beneficiary = card.beneficiary.unwrap();
    assert_eq!((beneficiary.person, beneficiary.relationship.as_deref()), (None, Some("child")));
}

#[test]
fn a_card_says_what_the_payer_said() {
    let fixture = Fixture::new();
    save(
        &fixture,
        vec![
            covers("1", "holder", "self"),
            patient("holder", "Ana", "1990-01-01"),
            resource(
                "Organization",
                "o1",
                &json!({"name": "Demo Plan", "telecom": [{"system": "phone", "value": "555-0100"}]}),
            ),
            resource("Coverage", "2", &json!({"status": "cancelled"})),
        ],
    );
    let cards = fixture.store.coverage().unwrap();
    assert_eq!(cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    let card = &cards[0];
    assert_eq!((card.connection.as_str(), card.payer_name.as_str()), ("c", "Demo Plan"));
    assert_eq!((card.issuer.as_deref(), card.phone.as_deref()), (Some("Demo Plan"), Some("555-0100")));
    assert_eq!((card.plan.as_deref(), card.member_id.as_deref(), card.order), (Some("Silver"), Some("M-1"), Some(1)));
    assert_eq!(card.subscriber.as_deref(), Some("Ana Q. Soto"));
    assert_eq!(
        card.beneficiary,
        Some(CoveredPerson {
            person: Some("c/holder".into()),
            name: Some("Ana Q. Soto".into()),
            birth_date: Some("1990-01-01".into()),
            relationship: Some("self".into()),
        })
    );
    let classes: Vec<_> = card.classes.iter().map(|class| (class.label.as_str(), class.text.as_str())).collect();
    assert_eq!(classes, [("plan", "P1"), ("RxBIN", "012345")]);
}
