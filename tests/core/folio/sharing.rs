//! A member who unticks a kind of data on the plan's page.

use claimfolio_core::ipc::{ClaimFilter, ConnectStage, DataKind, SyncKindState, SyncRun};
use claimfolio_demo::Member;

use crate::host::{Host, bundle, fhir};

use super::{
    browser::{ALL, Sharing},
    computer::Computer,
};

/// Signs in without one scope; gives the connection and the name that the member was asked about.
async fn connect_without(computer: &Computer, scope: &str, kind: DataKind) -> (String, Option<String>) {
    let attempt = computer.begin().await;
    let confirm = computer.answer(&attempt, Member::Maria, Sharing::AllBut(&[scope])).await;
    let ConnectStage::Confirm { person, granted, missing } = confirm else { panic!("{confirm:?}") };
    let mut others = vec![DataKind::Person, DataKind::Coverage, DataKind::Claims];
    others.retain(|other| *other != kind);
    assert_eq!((&granted, &missing), (&others, &vec![kind]), "the question says what is missing");
    let id = computer.confirm(&attempt).await;
    let connection = computer.connection(&id).await;
    assert_eq!((connection.granted, connection.missing), (others.clone(), vec![kind]));
    let status = computer.synced(&id).await;
    assert_eq!(status.run, SyncRun::Done, "{status:?}");
    let fetched: Vec<_> = status.kinds.iter().map(|kind| (kind.kind, kind.state)).collect();
    assert_eq!(fetched, others.into_iter().map(|kind| (kind, SyncKindState::Done)).collect::<Vec<_>>());
    (id, person.and_then(|person| person.name))
}

#[tokio::test]
async fn without_claims_the_rest_comes_and_signing_in_again_adds_them() {
    let computer = Computer::new().await;
    let (id, name) = connect_without(&computer, "patient/ExplanationOfBenefit.read", DataKind::Claims).await;
    assert_eq!(name.as_deref(), Some("Maria Alvarez"));
    assert_eq!(computer.folio.claims_outline(ClaimFilter::default()).await.unwrap().months, []);
    assert_ne!(computer.folio.coverage().await.unwrap(), []);
    assert_eq!(computer.asked("/R4/ExplanationOfBenefit"), 0, "what was not shared is not asked for");

    let attempt = computer.begin_again(&id).await;
    computer.answer(&attempt, Member::Maria, ALL).await;
    assert_eq!(computer.synced(&id).await.new_claims, 60);
    assert_eq!(computer.connection(&id).await.missing, []);
    assert_eq!(computer.rows().await.len(), 60);
}

#[tokio::test]
async fn without_coverage_the_claims_come() {
    let computer = Computer::new().await;
    let (_, name) = connect_without(&computer, "patient/Coverage.read", DataKind::Coverage).await;
    assert_eq!(name.as_deref(), Some("Maria Alvarez"));
    assert_eq!(computer.rows().await.len(), 60);
    assert_eq!(computer.folio.coverage().await.unwrap(), []);
    assert_eq!(computer.asked("/R4/Coverage"), 0);
}

/// T4
#[tokio::test]
async fn without_the_person_the_member_is_asked_without_a_name_and_the_claims_come() {
    let computer = Computer::new().await;
    let (id, name) = connect_without(&computer, "patient/Patient.read", DataKind::Person).await;
    assert_eq!(name, None);
    assert_eq!(computer.connection(&id).await.member_name, None);
    assert_eq!(computer.rows().await.len(), 60);
    assert_ne!(computer.folio.coverage().await.unwrap(), []);
    let attempt = computer.begin().await;
    computer.answer(&attempt, Member::Maria, ALL).await;
    assert_eq!(computer.confirm(&attempt).await, id, "the same person is known by the plan's id");
    assert_eq!(computer.connection(&id).await.member_name.as_deref(), Some("Maria Alvarez"));
}

/// T4
#[tokio::test]
async fn a_plan_that_leaves_the_persons_id_out_of_its_answer_is_asked_whose_records_these_are() {
    let plan = Host::start(|_, asked| match asked.target.as_str() {
        "/oauth/token" => fhir(r#"{"access_token":"access","refresh_token":"refresh"}"#),
        "/R4/Patient" => fhir(format!(
            r#"{{"resourceType":"Bundle","type":"searchset","entry":[{{"resource":{}}}]}}"#,
            r#"{"resourceType":"Patient","id":"p","name":[{"given":["Ada"],"family":"Moss"}],"birthDate":"1990"}"#
        )),
        _ => fhir(bundle([], None)),
    })
    .await;
    let computer = Computer::new().await;
    computer.set_plan(&plan.origin);
    let mut connections = Vec::new();
    for _ in 0..2 {
        let attempt = computer.begin().await;
        let page = computer.page(&attempt);
        let (_, state) = page.query_pairs().find(|(name, _)| name == "state").unwrap();
        let link = format!("org.claimfolio.desktop://oauth/callback?code=any&state={state}");
        computer.folio.answer_from_browser(link.as_bytes()).await;
        let ConnectStage::Confirm { person: Some(person), .. } = computer.stage(&attempt) else { panic!() };
        assert_eq!((person.name.as_deref(), person.birth_date.as_deref()), (Some("Ada Moss"), Some("1990")));
        let connection = computer.confirm(&attempt).await;
        computer.synced(&connection).await;
        connections.push(connection);
    }
    assert_eq!(connections[0], connections[1], "the person is known again by the id that the search found");
    let asked: Vec<_> = plan.asked().into_iter().filter(|asked| asked.target.contains("patient=")).collect();
    assert!(!asked.is_empty() && asked.iter().all(|asked| asked.target.contains("patient=p")), "{asked:?}");
}
