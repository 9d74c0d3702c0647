//! The life of a connection, state by state: whatever a payer does to it, the member is told that and nothing else, and
//! what was there before stays. Each row of a table is a payer that answers so.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use claimfolio_core::ipc::{
    AccessEnded, ConnectStage, Connection, ConnectionStatus, ErrorCode, Retry, SyncRun, SyncStatus,
};
use claimfolio_demo::Member;
use futures_util::{future::join_all, stream};
use http::{StatusCode, header};

use crate::{
    folio::{
        browser::{ALL, Browser},
        computer::{Computer, until},
        other_payer::{DEEP_LINK, asked_of, file},
    },
    host::{Asked, Host, bundle, fhir, status},
};

/// What a token endpoint answers to one kind of grant.
#[derive(Clone)]
enum Says {
    /// A status, a content type and a body.
    Text(u16, &'static str, String),
    /// A status that asks to come back after so many seconds.
    Busy(u16, &'static str),
    /// Half an answer, and the connection is cut.
    Cut,
    /// Tokens: this many in a row, each with the next refresh token, or with none.
    Tokens { refresh: bool },
}

use Says::{Busy, Cut, Text, Tokens};

const JSON: &str = "application/json";
const HTML: &str = "text/html";

fn json(status: u16, body: &str) -> Says {
    Text(status, JSON, body.to_owned())
}

fn refused(status: u16, code: &str) -> Says {
    json(status, &format!(r#"{{"error":"{code}"}}"#))
}

/// A member's computer and a payer that answers as it is told.
struct Life {
    computer: Computer,
    host: Host,
    says: Arc<Mutex<BTreeMap<&'static str, Says>>>,
}

const CODE: &str = "authorization_code";
const REFRESH: &str = "refresh_token";

impl Life {
    async fn new() -> Self {
        let says = Arc::new(Mutex::new(BTreeMap::from([
            (CODE, Tokens { refresh: true }),
            (REFRESH, Tokens { refresh: true }),
        ])));
        let (told, given) = (Arc::clone(&says), Mutex::new(0));
        let host = Host::start(move |_, asked| {
            let path = asked.target.split('?').next().unwrap_or_default();
            let claim = asked.target.contains("ExplanationOfBenefit");
            match path {
                "/token" => {
                    let says = told.lock().unwrap()[grant(asked)].clone();
                    answer(&says, grant(asked), &mut given.lock().unwrap())
                }
                "/R4/Patient/p" => fhir(r#"{"resourceType":"Patient","id":"p","name":[{"family":"Moss"}]}"#),
                _ if claim => fhir(bundle([1, 2], None)),
                _ => status(404),
            }
        })
        .await;
        let computer = Computer::with_payers(&file(&host.origin, "public", DEEP_LINK)).await;
        Self { computer, host, says }
    }

    /// From now on the token endpoint answers so.
    fn says(&self, grant: &'static str, says: Says) {
        self.says.lock().unwrap().insert(grant, says);
    }

    /// Signs in, up to the question or the end; the browser brings this instead of a code where it is given.
    async fn sign_in(&self, connection: Option<&str>, answer: &str) -> (String, ConnectStage) {
        let attempt = self.computer.begin_at("other", connection).await;
        let link = self.computer.answer_to(&attempt).replace("code=any", answer);
        self.computer.folio.answer_from_browser(link.as_bytes()).await;
        let stage = self.computer.stage(&attempt);
        (attempt.id, stage)
    }

    fn asked(&self) -> Vec<Asked> {
        asked_of(&self.host, "/token")
    }

    /// A sync in which the access token has to be renewed.
    async fn later(&self, connection: &str) -> SyncStatus {
        self.computer.hands.advance(Duration::from_secs(600));
        self.computer.sync(connection).await
    }

    /// Everything about the connection but when it was last updated.
    async fn state(&self, id: &str) -> (Connection, usize, String) {
        let connection = Connection { last_updated: None, ..self.computer.connection(id).await };
        (connection, self.computer.rows().await.len(), self.computer.keychain.refresh_token(id))
    }
}

fn grant(asked: &Asked) -> &'static str {
    if asked.field("grant_type").as_deref() == Some(CODE) { CODE } else { REFRESH }
}

fn answer(says: &Says, grant: &str, given: &mut u32) -> Response {
    match says {
        Text(status, kind, body) => {
            let status = StatusCode::from_u16(*status).unwrap();
            (status, [(header::CONTENT_TYPE, *kind)], body.clone()).into_response()
        }
        Busy(status, seconds) => {
            (StatusCode::from_u16(*status).unwrap(), [(header::RETRY_AFTER, *seconds)]).into_response()
        }
        Cut => {
            let half = Bytes::from_static(br#"{"access_token":"#);
            let cut = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
            ([(header::CONTENT_TYPE, JSON)], Body::from_stream(stream::iter([Ok(half), Err(cut)]))).into_response()
        }
        Tokens { refresh } => {
            *given += 1;
            let refresh = if *refresh { format!(r#""refresh_token":"{grant}-{given}","#) } else { String::new() };
            fhir(format!(r#"{{"access_token":"a{given}",{refresh}"patient":"p","expires_in":300}}"#))
        }
    }
}

/// The sample of the payers' documents, as broken as they print it.
const MISPRINT: &str = r#"{ "access_token": "eyJ...", "patient": 12, "expires_in": 300, "scope": "patient/patient.read" "refresh_token": "..." }"#;

/// A state of a sign-in as this table writes it: the screen, and for a failure its sentence and the way on.
fn end(stage: &ConnectStage) -> String {
    match stage {
        ConnectStage::Failed { problem } => format!("{:?} {:?}", problem.code, problem.retry),
        ConnectStage::Declined => "Declined".to_owned(),
        ConnectStage::Confirm { .. } => "Confirm".to_owned(),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn each_refusal_in_the_browser_has_its_own_screen_and_nothing_changes() {
    let table = [
        ("error=access_denied", "Declined"),
        ("error=access_denied&error_description=Member+eligibility+failed", "NotEligible Never"),
        ("error=invalid_client", "AppNotRegistered Never"),
        ("error=unauthorized_client", "AppNotRegistered Never"),
        ("error=invalid_scope", "ScopeRefused Never"),
        ("error=redirect_uri_mismatch", "RedirectNotRegistered Never"),
        ("error=invalid_request&error_description=redirect_uri+is+not+registered", "RedirectNotRegistered Never"),
        ("error=invalid_request", "SignInRefused SignIn"),
        ("error=login_required", "SignInRefused SignIn"),
        ("error=server_error", "PayerUnavailable Later"),
        ("error=temporarily_unavailable", "PayerUnavailable Later"),
    ];
    let life = Life::new().await;
    for (answer, expected) in table {
        let (_, stage) = life.sign_in(None, answer).await;
        assert_eq!(end(&stage), expected, "{answer}");
    }
    assert_eq!(life.asked().len(), 0, "no code, no token request");
    life.computer.nothing_was_kept().await;

    let id = life.computer.connect_to("other").await;
    let before = life.state(&id).await;
    for (answer, expected) in table {
        let (_, stage) = life.sign_in(Some(&id), answer).await;
        assert_eq!(end(&stage), expected, "{answer} on reconnect");
        assert_eq!(life.state(&id).await, before, "{answer}");
    }
    assert_eq!(life.later(&id).await.run, SyncRun::Done, "the connection is as good as before");
}

#[tokio::test]
async fn each_answer_to_a_code_has_its_own_sentence_and_nothing_changes() {
    let good = r#"{"access_token":"a","patient":"p","expires_in":300,"refresh_token":"r"}"#;
    let ten_megabytes = format!(r#"{{"access_token":"a","x":"{}"}}"#, "x".repeat(10_000_000));
    let table = [
        (json(200, MISPRINT), "PayerUnreadable Later"),
        (json(200, "{}"), "PayerUnreadable Later"),
        (Text(200, "text/plain", "not json".to_owned()), "PayerUnreadable Later"),
        // The right answer under another name is the right answer.
        (Text(200, "text/plain", good.to_owned()), "Confirm"),
        (Text(200, HTML, "<!doctype html><title>Maintenance</title>".to_owned()), "PayerUnavailable Later"),
        (Text(502, HTML, "<html>Bad gateway</html>".to_owned()), "PayerUnavailable Later"),
        (json(200, &ten_megabytes), "PayerTooLarge Never"),
        (Text(302, JSON, String::new()), "PayerLeftItsAddress Never"),
        (Cut, "PayerUnavailable Later"),
        (Busy(408, "1"), "PayerUnavailable Later"),
        (Busy(429, "120"), "PayerUnavailable Later"),
        (Busy(503, "120"), "PayerUnavailable Later"),
        (refused(400, "invalid_grant"), "SignInRefused SignIn"),
        (
            json(400, r#"{"error":"invalid_grant","error_description":"redirect_uri does not match"}"#),
            "RedirectNotRegistered Never",
        ),
        (refused(401, "invalid_client"), "AppNotRegistered Never"),
        (refused(400, "unauthorized_client"), "AppNotRegistered Never"),
        (refused(400, "invalid_scope"), "ScopeRefused Never"),
        (refused(400, "invalid_redirect_uri"), "RedirectNotRegistered Never"),
        (
            json(403, r#"{"error":"access_denied","error_description":"Member eligibility failed"}"#),
            "NotEligible Never",
        ),
    ];
    join_all(table.into_iter().map(|(says, expected)| async move {
        let life = Life::new().await;
        let id = life.computer.connect_to("other").await;
        let before = life.state(&id).await;
        let shown = format!("{:.60}", format!("{:?}", matches_text(&says)));
        life.says(CODE, says);
        for connection in [None, Some(id.as_str())] {
            let (attempt, stage) = life.sign_in(connection, "code=any").await;
            if expected == "Confirm" {
                let came_through = matches!(stage, ConnectStage::Confirm { .. } | ConnectStage::Connected { .. });
                assert!(came_through, "{shown}: {stage:?}");
                life.computer.folio.connect_cancel(&attempt).await.unwrap();
                continue;
            }
            assert_eq!(end(&stage), expected, "{shown}");
            assert_eq!(life.state(&id).await, before, "{shown}");
            assert_eq!(life.computer.folio.connections().await.unwrap().len(), 1, "{shown}");
        }
    }))
    .await;
}

/// What a row of a table is about, for a failure's message.
fn matches_text(says: &Says) -> (u16, String) {
    match says {
        Text(status, kind, body) => (*status, format!("{kind} {body}")),
        Busy(status, seconds) => (*status, (*seconds).to_owned()),
        Cut => (200, "cut".to_owned()),
        Tokens { refresh } => (200, format!("tokens, refresh {refresh}")),
    }
}

/// T24
#[tokio::test]
async fn a_refresh_that_merely_fails_signs_nobody_out_and_is_tried_again() {
    let ten_megabytes = format!(r#"{{"access_token":"a","x":"{}"}}"#, "x".repeat(10_000_000));
    let unavailable = ErrorCode::PayerUnavailable;
    let table = [
        (Busy(408, "1"), unavailable, true),
        (Busy(429, "1"), unavailable, true),
        (Busy(429, "600"), unavailable, false),
        (Busy(503, "1"), unavailable, true),
        (refused(500, "invalid_grant"), unavailable, true),
        (refused(503, "invalid_grant"), unavailable, true),
        (refused(401, "invalid_grant"), unavailable, true),
        (Text(502, HTML, "<html>Bad gateway</html>".to_owned()), unavailable, true),
        (Text(400, HTML, r#"{"error":"invalid_grant"}"#.to_owned()), unavailable, true),
        (Text(200, HTML, "<html>Maintenance</html>".to_owned()), unavailable, true),
        (Cut, unavailable, true),
        (json(200, MISPRINT), ErrorCode::PayerUnreadable, false),
        (json(200, &ten_megabytes), ErrorCode::PayerTooLarge, false),
        (Text(302, JSON, String::new()), ErrorCode::PayerLeftItsAddress, false),
        (refused(401, "invalid_client"), ErrorCode::AppNotRegistered, false),
        (refused(400, "unauthorized_client"), ErrorCode::AppNotRegistered, false),
    ];
    join_all(table.into_iter().map(|(says, code, is_tried_again)| async move {
        let life = Life::new().await;
        let id = life.computer.connect_to("other").await;
        let before = life.state(&id).await;
        let shown = format!("{:.60}", format!("{:?}", matches_text(&says)));
        let waits = matches!(says, Busy(..));
        life.says(REFRESH, says);
        let asked = life.asked().len();
        let failed = life.later(&id).await;
        assert_eq!(failed.run, SyncRun::Failed, "{shown}: {failed:?}");
        assert_eq!(failed.problem.unwrap().code, code, "{shown}");
        let tries = life.asked().len() - asked;
        // One kind of data after the other asks once each where asking again cannot help; one that names a time is
        // believed, and the clock of this computer stands still here.
        assert_eq!(tries > 3, is_tried_again && !waits, "{shown}: {tries}");
        assert_eq!(life.state(&id).await, before, "{shown}: nobody is signed out and nothing is lost");

        life.says(REFRESH, Tokens { refresh: true });
        let done = life.later(&id).await;
        assert_eq!(done.run, SyncRun::Done, "{shown}: {done:?}");
        assert_eq!(life.computer.connection(&id).await.status, ConnectionStatus::Connected, "{shown}");
    }))
    .await;
}

/// T24
#[tokio::test]
async fn a_refresh_that_is_refused_for_good_keeps_the_records_and_offers_a_reconnect() {
    for description in ["", "Token has been revoked", "Token expired"] {
        let life = Life::new().await;
        let id = life.computer.connect_to("other").await;
        let rows = life.computer.rows().await.len();
        let body = format!(r#"{{"error":"invalid_grant","error_description":"{description}"}}"#);
        life.says(REFRESH, json(400, &body));
        let ended = life.later(&id).await;
        let problem = ended.problem.unwrap();
        assert_eq!((problem.code, problem.retry), (ErrorCode::SignInNeeded, Retry::SignIn), "{description}");
        let status = life.computer.connection(&id).await.status;
        assert!(matches!(status, ConnectionStatus::SignInNeeded { .. }), "{description}: {status:?}");
        assert_eq!(life.computer.rows().await.len(), rows, "{description}: nothing is deleted unasked");
        let asked = life.asked().len();
        assert_eq!(life.later(&id).await.run, SyncRun::Failed);
        assert_eq!(life.asked().len(), asked, "and it is not asked for again");

        let (_, stage) = life.sign_in(Some(&id), "code=any").await;
        assert_eq!(stage, ConnectStage::Connected { connection: id.clone() });
        assert_eq!(life.computer.synced(&id).await.run, SyncRun::Done);
        assert_eq!(life.computer.connection(&id).await.status, ConnectionStatus::Connected);
        assert_eq!(life.computer.folio.connections().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn where_no_refresh_is_offered_it_is_said_before_it_is_needed_and_signing_in_again_is_normal() {
    let mut life = Life::new().await;
    life.says(CODE, Tokens { refresh: false });
    let (attempt, stage) = life.sign_in(None, "code=any").await;
    assert!(matches!(stage, ConnectStage::Confirm { .. }));
    let asks = |life: &Life| {
        let attempts = life.computer.folio.connect_attempts();
        attempts.into_iter().find(|one| one.id == attempt).unwrap().signs_in_each_time
    };
    assert!(asks(&life), "while the member is asked");
    let ConnectStage::Connected { connection: id } = life.computer.folio.connect_confirm(&attempt).await.unwrap().stage
    else {
        panic!()
    };
    assert_eq!(life.computer.synced(&id).await.run, SyncRun::Done);
    let connected = life.computer.connection(&id).await;
    assert_eq!((connected.status, connected.signs_in_each_time), (ConnectionStatus::Connected, true));

    let ended = life.later(&id).await;
    assert_eq!(ended.problem.unwrap().code, ErrorCode::SignInNeeded);
    assert_eq!(life.computer.rows().await.len(), 2, "what came stays");
    life.computer.restart().await;
    assert!(life.computer.connection(&id).await.signs_in_each_time, "the next start knows it, too");

    let (_, stage) = life.sign_in(Some(&id), "code=any").await;
    assert_eq!(stage, ConnectStage::Connected { connection: id.clone() });
    assert_eq!(life.computer.synced(&id).await.run, SyncRun::Done);
    life.says(CODE, Tokens { refresh: true });
    life.sign_in(Some(&id), "code=any").await;
    assert_eq!(life.computer.synced(&id).await.run, SyncRun::Done);
    assert!(!life.computer.connection(&id).await.signs_in_each_time, "and when the payer thinks better of it");
    assert_eq!(life.later(&id).await.run, SyncRun::Done);
}

/// T25
#[tokio::test]
async fn a_refresh_token_that_is_replaced_each_time_is_used_once_each() {
    let mut life = Life::new().await;
    let id = life.computer.connect_to("other").await;
    for round in 0..4 {
        assert_eq!(life.later(&id).await.run, SyncRun::Done);
        if round == 1 {
            life.computer.restart().await;
        }
    }
    let used: Vec<_> = life.asked().iter().filter_map(|asked| asked.field("refresh_token")).collect();
    assert_eq!(used, ["authorization_code-1", "refresh_token-2", "refresh_token-3", "refresh_token-4"]);
    assert_eq!(life.computer.keychain.refresh_token(&id), "refresh_token-5");
    assert_eq!(life.computer.keychain.names().len(), 2, "the old ones are gone");
}

/// T21
#[tokio::test]
async fn a_clock_that_is_wrong_by_years_signs_nobody_out_and_costs_no_token() {
    let mut life = Life::new().await;
    let id = life.computer.connect_to("other").await;
    for year in ["2036-11-20T12:00:00Z", "2006-11-20T12:00:00Z", "1999-12-31T23:59:59Z", "2046-02-28T00:00:00Z"] {
        let asked = life.asked().len();
        life.computer.hands.set_wall(year.parse().unwrap());
        assert_eq!(life.computer.sync(&id).await.run, SyncRun::Done, "{year}");
        assert_eq!(life.computer.connection(&id).await.status, ConnectionStatus::Connected, "{year}");
        assert_eq!(life.asked().len(), asked, "{year}: the token is as good as before");
        // A start, and a sign-in that is begun then, end well, too.
        life.computer.restart().await;
        assert_eq!(life.computer.sync(&id).await.run, SyncRun::Done, "{year}");
        assert_eq!(life.asked().len(), asked + 1, "{year}: one refresh after a start");
        let (_, stage) = life.sign_in(Some(&id), "code=any").await;
        assert_eq!(stage, ConnectStage::Connected { connection: id.clone() }, "{year}");
        assert_eq!(life.computer.synced(&id).await.run, SyncRun::Done, "{year}");
    }
}

/// T5
#[tokio::test]
async fn a_renewal_that_reaches_another_person_asks_and_adds_them_as_a_connection_of_their_own() {
    let computer = Computer::new().await;
    let maria = computer.connect(Member::Maria).await;
    let before = (computer.connection(&maria).await, computer.keychain.refresh_token(&maria));
    let rows = computer.rows().await.len();

    let attempt = computer.begin_again(&maria).await;
    let stage = computer.answer(&attempt, Member::Daniel, ALL).await;
    let ConnectStage::AnotherPerson { person, missing, .. } = stage else { panic!("{stage:?}") };
    assert_eq!(person.unwrap().name.as_deref(), Some("Daniel Alvarez"));
    assert_eq!(missing, []);
    let untouched = async || {
        assert_eq!((computer.connection(&maria).await, computer.keychain.refresh_token(&maria)), before);
        assert_eq!(computer.rows().await.len(), rows);
    };
    untouched().await;
    assert_eq!(computer.folio.connections().await.unwrap().len(), 1, "nothing is kept before they choose");
    assert_eq!(computer.keychain.names().len(), 2);
    assert_eq!(Browser::connected_apps(&computer.plan, Member::Daniel).await, 1, "and the permission waits for them");

    // No: thrown away.
    computer.folio.connect_cancel(&attempt.id).await.unwrap();
    until("it is given back", async || Browser::connected_apps(&computer.plan, Member::Daniel).await == 0).await;
    untouched().await;

    // Yes: beside Maria's.
    let attempt = computer.begin_again(&maria).await;
    computer.answer(&attempt, Member::Daniel, ALL).await;
    let daniel = computer.confirm(&attempt).await;
    assert_ne!(daniel, maria);
    assert_eq!(computer.synced(&daniel).await.run, SyncRun::Done);
    assert_eq!((computer.connection(&maria).await, computer.keychain.refresh_token(&maria)), before);
    assert_eq!(computer.connection(&daniel).await.member_name.as_deref(), Some("Daniel Alvarez"));
    assert_eq!(computer.sync(&maria).await.run, SyncRun::Done, "Maria's goes on");

    // And again: it is known, and no third one is made.
    let attempt = computer.begin_again(&maria).await;
    computer.answer(&attempt, Member::Daniel, ALL).await;
    assert_eq!(computer.confirm(&attempt).await, daniel);
    assert_eq!(computer.folio.connections().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_connection_whose_payer_is_no_longer_listed_says_so_and_can_be_ended() {
    let mut life = Life::new().await;
    let id = life.computer.connect_to("other").await;
    life.computer.set_payers("");
    life.computer.restart().await;
    let asked = life.host.questions();
    assert_eq!(life.computer.connection(&id).await.status, ConnectionStatus::PayerUnlisted);
    assert_eq!(life.computer.rows().await.len(), 2, "the records stay");
    let problem = life.computer.folio.sync_start(&id).await.unwrap_err();
    assert_eq!((problem.code, problem.retry), (ErrorCode::PayerUnlisted, Retry::Never));

    // It comes back with its entry.
    life.computer.set_payers(&file(&life.host.origin, "public", DEEP_LINK));
    life.computer.restart().await;
    assert_eq!(life.computer.sync(&id).await.run, SyncRun::Done);
    life.computer.set_payers("");
    life.computer.restart().await;
    let receipt = life.computer.folio.disconnect(&id).await.unwrap();
    let AccessEnded::NotConfirmed { problem } = receipt.access else { panic!("{:?}", receipt.access) };
    assert_eq!((problem.code, receipt.tokens_deleted), (ErrorCode::PayerUnlisted, true));
    assert!(life.computer.folio.connections().await.unwrap().is_empty());
    assert!(life.host.questions() > asked, "only while it was listed");
}

/// T5
#[tokio::test]
async fn a_server_that_promises_to_name_itself_in_its_answers_is_held_to_it() {
    let plan = Host::start(|origin, asked| match asked.target.split('?').next().unwrap_or_default() {
        "/R4/.well-known/smart-configuration" => fhir(format!(
            r#"{{"issuer":"https://as.example","authorization_endpoint":"{origin}/authorize",
                "token_endpoint":"{origin}/token","authorization_response_iss_parameter_supported":true}}"#
        )),
        "/token" => fhir(r#"{"access_token":"a","patient":"p"}"#),
        _ => status(404),
    })
    .await;
    let computer = Computer::new().await;
    computer.set_plan(&plan.origin);
    for (issuer, is_good) in
        [("", false), ("&iss=https%3A%2F%2Fevil.example", false), ("&iss=https%3A%2F%2Fas.example", true)]
    {
        let attempt = computer.begin().await;
        let link = format!("{}{issuer}", computer.answer_to(&attempt));
        computer.folio.answer_from_browser(link.as_bytes()).await;
        if is_good {
            assert!(matches!(computer.stage(&attempt), ConnectStage::Confirm { .. }));
        } else {
            assert_eq!(computer.failed(&attempt), Some(ErrorCode::AnswerNotOurs), "{issuer}");
        }
        assert_eq!(asked_of(&plan, "/token").len(), usize::from(is_good), "{issuer}");
    }
}
