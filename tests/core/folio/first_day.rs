//! From the first launch to the receipt of a disconnect.

use std::collections::{BTreeMap, BTreeSet};

use claimfolio_core::{
    ipc::{
        AccessEnded, Availability, Bucket, ClaimFilter, ConnectStage, Connection, ConnectionStatus, DataKind,
        ErrorCode, Event, Kept, LaneKind, LanePlot, PayerKind, SyncKindState, SyncRun, TimelineQuery,
    },
    secret::SecretError,
};
use claimfolio_demo::{Member, Running};
use reqwest::Client;
use serde_json::Value;

use super::{
    browser::{ALL, Browser},
    computer::{Computer, until},
    keychain::KEY,
};

/// What the plan serves to whoever holds a refresh token, asked past the app.
struct Served {
    claims: BTreeMap<String, Value>,
    people: BTreeMap<String, Value>,
    coverages: BTreeMap<String, Value>,
}

impl Served {
    async fn to(plan: &Running, refresh_token: &str) -> Self {
        let http = Client::new();
        let (_, answer) = refresh(plan, refresh_token).await;
        let access = answer["access_token"].as_str().unwrap();
        let get = async |address: &str| -> Value {
            http.get(address).bearer_auth(access).send().await.unwrap().json().await.unwrap()
        };
        let base = plan.fhir_base();
        let patient = answer["patient"].as_str().unwrap();
        let mut claims = BTreeMap::new();
        let mut next = Some(format!("{base}/ExplanationOfBenefit?patient={patient}"));
        while let Some(address) = next {
            let page = get(&address).await;
            claims.extend(resources(&page));
            let links = page["link"].as_array().unwrap();
            let link = links.iter().find(|link| link["relation"] == "next");
            next = link.map(|link| link["url"].as_str().unwrap().to_owned());
        }
        let mut coverages: BTreeMap<_, _> =
            resources(&get(&format!("{base}/Coverage?patient={patient}")).await).collect();
        let mut people = BTreeMap::new();
        let of_claims = claims.values().map(|claim| id_of(&claim["patient"]));
        for id in of_claims.chain([patient.to_owned()]).collect::<BTreeSet<_>>() {
            people.insert(id.clone(), get(&format!("{base}/Patient/{id}")).await);
        }
        for id in claims.values().map(|claim| id_of(&claim["insurance"][0]["coverage"])).collect::<BTreeSet<_>>() {
            coverages.insert(id.clone(), get(&format!("{base}/Coverage/{id}")).await);
        }
        Self { claims, people, coverages }
    }
}

fn resources(bundle: &Value) -> impl Iterator<Item = (String, Value)> {
    let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
    entries.into_iter().map(|entry| (entry["resource"]["id"].as_str().unwrap().to_owned(), entry["resource"].clone()))
}

fn id_of(reference: &Value) -> String {
    reference["reference"].as_str().unwrap().split('/').nth(1).unwrap().to_owned()
}

/// The plan's answer to a refresh.
async fn refresh(plan: &Running, refresh_token: &str) -> (u16, Value) {
    let form = [("grant_type", "refresh_token"), ("refresh_token", refresh_token)];
    let response = Client::new().post(plan.token()).form(&form).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

fn everything() -> TimelineQuery {
    TimelineQuery {
        from: "2000-01-01".to_owned(),
        until: "2100-01-01".to_owned(),
        lanes: LaneKind::Person,
        person: None,
        bucket: Bucket::Month,
        max_marks: 10_000,
    }
}

/// Everything that the screens ask for, as text.
async fn on_screen(computer: &Computer) -> String {
    let folio = &computer.folio;
    let mut screen = format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n",
        folio.people().await,
        folio.coverage().await,
        folio.claims_outline(ClaimFilter::default()).await,
        folio.timeline(everything()).await,
    );
    for row in computer.rows().await {
        let claim = folio.claim(row.id).await.unwrap();
        screen += &format!("{row:?}\n{claim:?}\n{}\n", folio.claim_source(row.id).await.unwrap());
    }
    screen
}

#[tokio::test]
async fn a_member_connects_the_demo_plan_and_is_asked_before_anything_is_kept() {
    let computer = Computer::new().await;
    let folio = &computer.folio;
    assert!(!folio.app_state().await.has_connections);

    let groups = folio.payers().await;
    let demo = groups.last().unwrap().payers.last().unwrap();
    assert_eq!((demo.key.as_str(), demo.kind, demo.availability), ("demo", PayerKind::Demo, Availability::Ready));
    let preview = folio.share_preview("demo").await.unwrap();
    assert_eq!((preview.host.as_str(), preview.permission_days), ("127.0.0.1", Some(90)));
    let always: Vec<_> = preview.kinds.iter().filter(|kind| kind.always).map(|kind| kind.kind).collect();
    assert_eq!(always, [DataKind::Person, DataKind::Coverage, DataKind::Claims]);

    let attempt = computer.begin().await;
    assert_eq!(attempt.stage, ConnectStage::Waiting { browser_opened: true, links_come_back: true });
    let confirm = computer.answer(&attempt, Member::Maria, ALL).await;
    let ConnectStage::Confirm { person: Some(person), granted, missing } = confirm else { panic!("{confirm:?}") };
    assert_eq!(person.name.as_deref(), Some("Maria Alvarez"));
    assert_eq!(person.birth_date.as_deref(), Some("1982-03-02"));
    assert_eq!((granted.as_slice(), missing.as_slice()), (always.as_slice(), [].as_slice()));
    assert_eq!(computer.keychain.names(), [KEY], "nothing is kept before the member says yes");
    assert_eq!(folio.connections().await.unwrap(), []);

    let id = computer.confirm(&attempt).await;
    assert!(folio.app_state().await.has_connections);
    let status = computer.synced(&id).await;
    assert_eq!((status.run, status.new_claims), (SyncRun::Done, 60));
    assert!(status.kinds.iter().all(|kind| kind.state == SyncKindState::Done && kind.problem.is_none()), "{status:?}");
    let connection = computer.connection(&id).await;
    assert_eq!(connection.member_name.as_deref(), Some("Maria Alvarez"));
    assert_eq!(connection.sign_in_until.as_deref(), Some("2027-02-18"));
    assert_eq!(connection.status, ConnectionStatus::Connected);
    assert_eq!((connection.kept.claims, connection.kept.people), (60, 4));
    assert!(connection.last_updated.is_some() && connection.can_revoke && connection.has_portal);

    let stages = computer.desktop.take_told().into_iter().filter_map(|event| match event {
        Event::Connect(attempt) => Some(format!("{:?}", attempt.stage).split([' ', '{']).next().unwrap().to_owned()),
        _ => None,
    });
    let mut stages: Vec<_> = stages.collect();
    stages.dedup();
    assert_eq!(stages, ["Waiting", "Finishing", "Confirm", "Finishing", "Connected"]);
}

#[tokio::test]
async fn what_the_screens_show_is_what_the_plan_serves() {
    let computer = Computer::with_claims(130).await;
    let id = computer.connect(Member::Maria).await;
    let served = Served::to(&computer.plan, &computer.keychain.refresh_token(&id)).await;
    assert_eq!(served.claims.len(), 130);
    let folio = &computer.folio;

    let rows = computer.rows().await;
    let (mut sources, mut figures) = (BTreeMap::new(), 0);
    let is_submitted = |total: &Value| total["category"]["coding"][0]["code"] == "submitted";
    for row in &rows {
        let source: Value = serde_json::from_str(&folio.claim_source(row.id).await.unwrap()).unwrap();
        assert_eq!(row.person, Some(format!("{id}/{}", id_of(&source["patient"]))));
        let claim = folio.claim(row.id).await.unwrap();
        assert_eq!(claim.row, *row);
        assert_eq!(claim.payer_name, "Evergreen Demo Health");
        let submitted = source["total"].as_array().into_iter().flatten().find(|total| is_submitted(total));
        let billed = submitted.map(|total| total["amount"]["value"].to_string());
        assert_eq!(row.billed.as_ref().map(|money| money.amount.clone()), billed, "to the cent, as it came");
        figures += usize::from(billed.is_some());
        sources.insert(source["id"].as_str().unwrap().to_owned(), source);
    }
    assert_eq!(sources, served.claims, "every claim, verbatim");
    assert!(figures > 100, "{figures}");

    let outline = folio.claims_outline(ClaimFilter::default()).await.unwrap();
    assert_eq!(outline.months.iter().map(|month| month.claims).sum::<u64>(), 130);
    let summary = &outline.summary;
    assert_eq!(summary.decided + summary.pending + summary.not_covered + summary.replaced, 130);

    let timeline = folio.timeline(everything()).await.unwrap();
    let drawn: BTreeSet<i64> = timeline
        .lanes
        .iter()
        .flat_map(|lane| match &lane.plot {
            LanePlot::Marks { marks } => marks.iter().map(|mark| mark.id),
            LanePlot::Columns { .. } => panic!("there is room for every mark"),
        })
        .collect();
    assert_eq!(drawn, rows.iter().map(|row| row.id).collect());
    assert_eq!(timeline.summary, *summary);

    let people = folio.people().await.unwrap();
    let shown: BTreeMap<_, _> =
        people.iter().map(|person| (person.id.clone(), (person.name.clone(), person.birth_date.clone()))).collect();
    let expected = served.people.iter().map(|(patient, resource)| {
        let name = &resource["name"][0];
        let name = format!("{} {}", name["given"][0].as_str().unwrap(), name["family"].as_str().unwrap());
        (format!("{id}/{patient}"), (Some(name), Some(resource["birthDate"].as_str().unwrap().to_owned())))
    });
    assert_eq!(shown, expected.collect());
    for person in &people {
        let patient = person.id.split('/').nth(1).unwrap();
        let own = served.claims.values().filter(|claim| id_of(&claim["patient"]) == patient).count();
        assert_eq!(person.claims, own as u64);
    }

    let cards = folio.coverage().await.unwrap();
    let shown: BTreeSet<_> = cards.iter().map(|card| card.id.clone()).collect();
    assert_eq!(shown, served.coverages.keys().cloned().collect());
    for card in cards {
        assert_eq!(card.status.as_deref(), served.coverages[&card.id]["status"].as_str());
        assert_eq!(card.connection, id);
    }
}

#[tokio::test]
async fn without_the_plan_everything_is_still_here_after_a_restart() {
    let mut computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    let (before, connection) = (on_screen(&computer).await, computer.connection(&id).await);
    computer.set_online(false);
    computer.plan.forget_requests();
    computer.restart().await;
    assert!(computer.folio.app_state().await.has_connections);
    assert_eq!(on_screen(&computer).await, before);
    // Where the demo plan is, is known once it runs.
    let shown = computer.connection(&id).await;
    assert_eq!(Connection { host: connection.host.clone(), ..shown }, connection);
    assert_eq!(computer.folio.sync_status(), [], "a sync that was complete is not gone on with");
    assert_eq!(computer.plan.requests(), []);
    assert!(computer.folio.sync_start(&id).await.is_err());
    assert_eq!(on_screen(&computer).await, before);
}

/// T5
#[tokio::test]
async fn signing_in_again_renews_the_same_connection_without_a_question() {
    let mut computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    let (before, token) = (computer.connection(&id).await, computer.keychain.refresh_token(&id));
    computer.restart().await;
    computer.desktop.take_told();

    let attempt = computer.begin_again(&id).await;
    assert_eq!(attempt.reconnect.as_deref(), Some(id.as_str()));
    assert_eq!(computer.answer(&attempt, Member::Maria, ALL).await, ConnectStage::Connected { connection: id.clone() });
    let asked =
        computer.desktop.take_told().into_iter().any(
            |event| matches!(event, Event::Connect(attempt) if matches!(attempt.stage, ConnectStage::Confirm { .. })),
        );
    assert!(!asked, "whose records they are is known");
    assert_eq!(computer.synced(&id).await.run, SyncRun::Done);
    let after = computer.connection(&id).await;
    assert_eq!(after, Connection { last_updated: after.last_updated.clone(), ..before });
    assert_eq!(computer.folio.connections().await.unwrap().len(), 1);
    assert_ne!(computer.keychain.refresh_token(&id), token);
    assert_eq!(computer.keychain.names().len(), 2, "the old token is gone");

    let attempt = computer.begin_again(&id).await;
    computer.answer(&attempt, Member::Daniel, ALL).await;
    assert!(matches!(computer.stage(&attempt), ConnectStage::AnotherPerson { .. }));
    computer.folio.connect_cancel(&attempt.id).await.unwrap();
    until("Daniel's access is given back", async || Browser::connected_apps(&computer.plan, Member::Daniel).await == 0)
        .await;
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done, "Maria's is as it was");
}

#[tokio::test]
async fn a_new_sign_in_of_the_same_person_makes_no_second_connection() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    let attempts = [computer.begin().await, computer.begin().await];
    for attempt in &attempts {
        assert!(matches!(computer.answer(attempt, Member::Maria, ALL).await, ConnectStage::Confirm { .. }));
    }
    let (one, other) = tokio::join!(computer.confirm(&attempts[0]), computer.confirm(&attempts[1]));
    assert_eq!((&one, &other), (&id, &id));

    let attempts = [computer.begin().await, computer.begin().await];
    for attempt in &attempts {
        assert!(matches!(computer.answer(attempt, Member::Jordan, ALL).await, ConnectStage::Confirm { .. }));
    }
    let (one, other) = tokio::join!(computer.confirm(&attempts[0]), computer.confirm(&attempts[1]));
    assert_eq!(one, other, "nor do two that end at the same moment");
    assert_eq!(computer.folio.connections().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_disconnect_ends_the_access_and_leaves_nothing_behind() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    let (kept, token) = (computer.connection(&id).await.kept, computer.keychain.refresh_token(&id));
    assert_eq!(Browser::connected_apps(&computer.plan, Member::Maria).await, 1);

    let receipt = computer.folio.disconnect(&id).await.unwrap();
    assert_eq!((receipt.access, receipt.tokens_deleted), (AccessEnded::Revoked, true));
    assert_eq!(receipt.deleted, kept);
    assert!(receipt.has_portal && kept.claims == 60 && kept.bytes > 0 && kept.since.is_some());
    assert_eq!(receipt.at, "2026-11-20T12:00:00Z");
    computer.nothing_was_kept().await;
    let (status, answer) = refresh(&computer.plan, &token).await;
    assert_eq!((status, answer["error"].as_str()), (400, Some("invalid_grant")));
    assert_eq!(computer.rows().await, []);
    assert_eq!(computer.folio.people().await.unwrap(), []);
    assert_eq!(computer.folio.coverage().await.unwrap(), []);

    let again = computer.folio.disconnect(&id).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::NotFound);
    assert_ne!(computer.connect(Member::Maria).await, id, "a new connection is a new one");
}

#[tokio::test]
async fn a_disconnect_while_the_plan_is_away_deletes_everything_and_says_what_was_not_confirmed() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    computer.set_online(false);
    let receipt = computer.folio.disconnect(&id).await.unwrap();
    assert!(matches!(receipt.access, AccessEnded::NotConfirmed { .. }), "{:?}", receipt.access);
    assert!(receipt.tokens_deleted && receipt.deleted.claims == 60);
    assert_eq!(computer.keychain.names(), [KEY]);
    assert_eq!(computer.folio.connections().await.unwrap(), []);
}

#[tokio::test]
async fn a_disconnect_from_a_locked_keychain_changes_nothing_and_from_a_lost_one_deletes_the_records() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    let before = on_screen(&computer).await;
    for (refusal, code) in [
        (SecretError::Locked, ErrorCode::KeychainLocked),
        (SecretError::Denied, ErrorCode::KeychainDenied),
        (SecretError::TimedOut, ErrorCode::KeychainTimedOut),
    ] {
        computer.keychain.refuse(refusal);
        assert_eq!(computer.folio.disconnect(&id).await.unwrap_err().code, code);
    }
    assert_eq!(on_screen(&computer).await, before);
    computer.keychain.relent();
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done);

    computer.keychain.refuse(SecretError::Missing);
    let receipt = computer.folio.disconnect(&id).await.unwrap();
    assert!(!receipt.tokens_deleted, "the receipt tells that a token may be left");
    assert!(
        matches!(&receipt.access, AccessEnded::NotConfirmed { problem } if problem.code == ErrorCode::KeychainMissing)
    );
    assert_ne!(receipt.deleted, Kept::default());
    assert_eq!(computer.folio.connections().await.unwrap(), []);
}
