//! Payers of this computer's file, registrations that a member enters, discovery, and the ways back of an answer.

use claimfolio_core::ipc::{
    AddressOutcome, AddressSource, Availability, ConnectStage, EnteredSecret, ErrorCode, FaultKind, RegistrationEntry,
    RegistrationSource, SyncRun,
};
use claimfolio_core::secret::SecretError;

use crate::host::{Host, bundle, fhir, status};

use super::{
    computer::{Computer, until},
    keychain::KEY,
    other_payer::{DEEP_LINK, SECRET, asked_of, file, payer},
};

fn entry(client_id: &str, secret: Option<&str>) -> RegistrationEntry {
    let secret = secret.map(|secret| EnteredSecret(secret.into()));
    RegistrationEntry { id: "other".to_owned(), client_id: client_id.to_owned(), secret }
}

async fn availability(computer: &Computer, key: &str) -> Option<Availability> {
    let groups = computer.folio.payers().await;
    groups.into_iter().flat_map(|group| group.payers).find(|payer| payer.key == key).map(|payer| payer.availability)
}

/// T27
#[tokio::test]
async fn a_client_secret_goes_to_its_token_endpoint_and_nowhere_else_and_away_with_the_last_connection() {
    for (kind, in_body) in [("secret_post", true), ("secret_basic", false)] {
        let plan = Host::start(payer()).await;
        let mut computer = Computer::with_payers(&file(&plan.origin, kind, DEEP_LINK)).await;
        assert_eq!(availability(&computer, "other").await, Some(Availability::NeedsSecret));
        let refused = computer.folio.connect_begin(request()).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::AppNotRegistered);
        assert_eq!(computer.desktop.pages(), 0, "nobody is sent to a sign-in that cannot end well");

        computer.folio.save_registration(entry("entered", Some(SECRET))).await.unwrap();
        assert_eq!(availability(&computer, "other").await, Some(Availability::Ready));
        let id = computer.connect_to("other").await;
        computer.restart().await;
        computer.hands.advance(std::time::Duration::from_secs(3600));
        assert_eq!(computer.sync(&id).await.run, SyncRun::Done);
        let shown = serde_json::to_string(&computer.folio.registrations()).unwrap();
        assert!(!shown.contains(SECRET) && shown.contains("entered"), "{shown}");
        let bytes = computer.all_bytes();
        assert!(!bytes.windows(SECRET.len()).any(|piece| piece == SECRET.as_bytes()), "in a file");

        let receipt = computer.folio.disconnect(&id).await.unwrap();
        assert_eq!(receipt.secret_deleted, Some(true));
        assert_eq!(computer.keychain.names(), [KEY]);
        assert_eq!(availability(&computer, "other").await, Some(Availability::NeedsSecret));

        let (tokens, revocations) = (asked_of(&plan, "/token"), asked_of(&plan, "/revoke"));
        let grants: Vec<_> = tokens.iter().map(|asked| asked.field("grant_type").unwrap()).collect();
        assert_eq!(
            (&grants[..], revocations.len()),
            (&["authorization_code", "refresh_token"].map(String::from)[..], 1)
        );
        for asked in tokens.iter().chain(&revocations) {
            assert_eq!(asked.field("client_secret").as_deref(), in_body.then_some(SECRET), "{kind}");
            assert_eq!(asked.authorization.is_some(), !in_body, "{kind}");
            let basic = "Basic ZW50ZXJlZDpzM2NyZXQlMkJvZiUyRnRoZSUzRGNsaWVudA==";
            assert_eq!(asked.authorization.as_deref(), (!in_body).then_some(basic));
        }
        for asked in plan.asked().iter().filter(|asked| !["/token", "/revoke"].contains(&asked.target.as_str())) {
            assert!(!format!("{asked:?}").contains(SECRET), "{asked:?}");
        }
        assert!(tokens[0].field("code_verifier").is_some(), "PKCE on top of each");
    }
}

fn request() -> claimfolio_core::ipc::ConnectRequest {
    claimfolio_core::ipc::ConnectRequest { payer: "other".to_owned(), optional: Vec::new(), reconnect: None }
}

#[tokio::test]
async fn a_registration_that_cannot_be_kept_changes_nothing() {
    let plan = Host::start(payer()).await;
    let computer = Computer::with_payers(&file(&plan.origin, "secret_post", DEEP_LINK)).await;
    for (client_id, secret) in [("", Some("s")), ("a b", Some("s")), ("a", Some("")), ("a", Some("ñ")), ("a", None)] {
        let problem = computer.folio.save_registration(entry(client_id, secret)).await.unwrap_err();
        assert_eq!(problem.code, ErrorCode::RegistrationUnusable, "{client_id:?} {secret:?}");
    }
    computer.keychain.refuse_named("registration/", SecretError::Locked);
    let problem = computer.folio.save_registration(entry("a", Some("s"))).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::KeychainLocked);
    computer.keychain.relent();
    assert_eq!(availability(&computer, "other").await, Some(Availability::NeedsSecret));
    assert_eq!(computer.keychain.names(), [KEY]);

    computer.folio.save_registration(entry("a", Some("s"))).await.unwrap();
    computer.folio.save_registration(entry("a", None)).await.unwrap();
    assert_eq!(
        computer.keychain.item("registration/other/secret").unwrap(),
        b"s",
        "the secret of the same client stays"
    );
    let problem = computer.folio.save_registration(entry("b", None)).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::RegistrationUnusable, "a secret belongs to its client");

    computer.folio.remove_registration("other").await.unwrap();
    assert_eq!(computer.keychain.names(), [KEY]);
    let shown = computer.folio.registrations().into_iter().find(|one| one.id == "other").unwrap();
    assert_eq!((shown.client_id.as_deref(), shown.source), (Some("ours"), RegistrationSource::File));
    let unknown = computer.folio.remove_registration("demo").await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NotFound, "the demo plan's is not a member's to change");
}

#[tokio::test]
async fn an_own_registration_of_unitedhealthcare_makes_its_four_payers_ready_and_outlives_the_app() {
    let mut computer = Computer::new().await;
    let own = RegistrationEntry { id: "unitedhealthcare".to_owned(), client_id: "own".to_owned(), secret: None };
    computer.folio.save_registration(own).await.unwrap();
    computer.restart().await;
    for key in ["uhc-hsid", "uhc-rmhp", "uhc-sierra", "uhc-healthx"] {
        assert_eq!(availability(&computer, key).await, Some(Availability::Ready), "{key}");
    }
    assert_eq!(availability(&computer, "optum-idaho").await, Some(Availability::NeedsRegistration));
    computer.folio.remove_registration("unitedhealthcare").await.unwrap();
    assert_eq!(availability(&computer, "uhc-rmhp").await, Some(Availability::NeedsRegistration));
}

#[tokio::test]
async fn a_wrong_file_of_payers_is_reported_and_leaves_everything_as_shipped() {
    let wrong = file("http://payer.example", "public", DEEP_LINK);
    let computer = Computer::with_payers(&wrong).await;
    let report = computer.folio.payers_file();
    let fault = report.fault.unwrap();
    assert_eq!((fault.entry.as_str(), fault.field.as_str(), fault.kind), ("other", "authorize", FaultKind::NotSecure));
    assert!(report.path.ends_with("settings/payers.toml"), "{}", report.path);
    assert_eq!(availability(&computer, "other").await, None);
    computer.connect(claimfolio_demo::Member::Maria).await;
}

/// A file that moves UnitedHealthcare's records to this origin; its sign-in is for discovery to find.
fn moved(origin: &str) -> String {
    format!(
        r#"
        [[payer]]
        key = "uhc-hsid"
        client_id = "ours"
        fhir = {{ url = "{origin}/R4" }}
        "#
    )
}

#[tokio::test]
async fn what_discovery_found_is_used_kept_and_explained() {
    let answers = payer();
    let plan = Host::start(move |own, asked| match asked.target.as_str() {
        "/R4/well-known/smart-configuration" => fhir(format!(
            r#"{{"issuer":"{own}/R4","authorization_endpoint":"{own}/authorize","token_endpoint":"{own}/token",
                "revocation_endpoint":"{own}/revoke"}}"#
        )),
        _ => answers(own, asked),
    })
    .await;
    let mut computer = Computer::with_payers(&moved(&plan.origin)).await;
    let attempt = computer.begin_at("uhc-hsid", None).await;
    let page = computer.page(&attempt);
    assert!(page.as_str().starts_with(&format!("{}/authorize?", plan.origin)), "{page}");
    let audience = page.query_pairs().find(|(name, _)| name == "aud").map(|(_, value)| value.into_owned());
    assert_eq!(audience, Some(format!("{}/R4", plan.origin)), "a SMART server is told whom the token is for");

    // T5: an answer in another server's name goes nowhere.
    let mixed_up = format!("{}&iss=https%3A%2F%2Fevil.example", computer.answer_to(&attempt));
    computer.folio.answer_from_browser(mixed_up.as_bytes()).await;
    assert_eq!(computer.failed(&attempt), Some(ErrorCode::AnswerNotOurs));
    assert_eq!(asked_of(&plan, "/token").len(), 0);

    let id = computer.connect_to("uhc-hsid").await;
    let addresses = computer.connection(&id).await.addresses.unwrap();
    assert_eq!(addresses.used, AddressSource::WellKnownWithoutDot);
    assert_eq!(addresses.token, format!("{}/token", plan.origin));
    let steps: Vec<_> =
        addresses.steps.iter().map(|step| (step.source, step.outcome, step.detail.as_deref())).collect();
    assert_eq!(
        steps,
        [
            (AddressSource::WellKnown, AddressOutcome::Absent, Some("status 404")),
            (AddressSource::WellKnownWithoutDot, AddressOutcome::Used, None),
        ]
    );
    computer.restart().await;
    computer.hands.advance(std::time::Duration::from_secs(3600));
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done, "tokens are renewed where they came from");
    computer.folio.disconnect(&id).await.unwrap();
    assert_eq!(asked_of(&plan, "/revoke").len(), 1);
}

/// T6
#[tokio::test]
async fn a_discovery_that_lies_changes_nothing() {
    let canary = Host::start(|_, _| status(200)).await;
    let elsewhere = canary.origin.replace("127.0.0.1", "localhost");
    for document in [
        format!(r#"{{"authorization_endpoint":"{elsewhere}/a","token_endpoint":"{elsewhere}/t"}}"#),
        r#"{"authorization_endpoint":"https://evil.example/a","token_endpoint":"https://evil.example/t"}"#.to_owned(),
        r#"{"authorization_endpoint":"http://flex.optum.com/a","token_endpoint":"http://flex.optum.com/t"}"#.to_owned(),
        "<html>".to_owned(),
        "x".repeat(10 * 1024 * 1024),
    ] {
        let answer = document.clone();
        let plan = Host::start(move |_, _| fhir(answer.clone())).await;
        let computer = Computer::with_payers(&moved(&plan.origin)).await;
        let attempt = computer.begin_at("uhc-hsid", None).await;
        let page = computer.page(&attempt);
        assert!(page.as_str().starts_with("https://hsid.fhir.flex.optum.com/oauth/authorize/?"), "{page}");
        assert!(page.query_pairs().all(|(name, _)| name != "aud"), "{page}");
    }
    assert_eq!(canary.questions(), 0);
}

/// T3
#[tokio::test]
async fn an_answer_comes_to_a_listener_that_takes_one_and_no_stranger_uses_it_up() {
    let plan = Host::start(payer()).await;
    let redirect = r#"redirect = "http://127.0.0.1/callback""#;
    let computer = Computer::with_payers(&file(&plan.origin, "public", redirect)).await;
    let attempt = computer.begin_at("other", None).await;
    assert!(matches!(attempt.stage, ConnectStage::Waiting { links_come_back: true, .. }));
    let link = computer.answer_to(&attempt);
    assert!(link.starts_with("http://127.0.0.1:") && !link.starts_with("http://127.0.0.1:0"), "{link}");
    let get = async |address: &str| {
        let answer = reqwest::get(address).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let (before, state) = link.split_once("state=").unwrap();
    let stranger = format!("{before}state={}", state.chars().rev().collect::<String>());
    assert_eq!(get(&stranger).await.0, 400);
    assert_eq!(get(&link.replace("/callback?", "/favicon.ico?")).await.0, 404);
    assert_eq!(get(&link.replace("127.0.0.1", "localhost")).await.0, 404, "a name that was made to lead here");
    assert!(matches!(computer.stage(&attempt), ConnectStage::Waiting { .. }));
    assert_eq!(computer.desktop.fronts(), 0);

    let (status, page) = get(&link).await;
    assert!(status == 200 && page.contains("You can close this page") && page.contains("Puede cerrar"), "{page}");
    assert!(!page.contains(state), "nothing of the answer stands in the page");
    until("the member is asked", async || matches!(computer.stage(&attempt), ConnectStage::Confirm { .. })).await;
    until("the listener is gone", async || reqwest::get(&link).await.is_err()).await;
    computer.confirm(&attempt).await;
    let exchange = &asked_of(&plan, "/token")[0];
    assert_eq!(exchange.field("redirect_uri").as_deref(), link.split('?').next());
}

#[tokio::test]
async fn a_listener_goes_with_its_sign_in() {
    let plan = Host::start(payer()).await;
    let redirect = r#"redirect = "http://127.0.0.1/callback""#;
    let computer = Computer::with_payers(&file(&plan.origin, "public", redirect)).await;
    let attempt = computer.begin_at("other", None).await;
    let link = computer.answer_to(&attempt);
    computer.folio.connect_cancel(&attempt.id).await.unwrap();
    until("the listener is gone", async || reqwest::get(&link).await.is_err()).await;
    assert_eq!(computer.stage(&attempt), ConnectStage::Cancelled);
}

/// T4
#[tokio::test]
async fn a_person_whom_the_token_answer_leaves_out_is_found_in_the_id_token_then_in_what_is_theirs() {
    // {"fhirUser":"https://payer.example/R4/Patient/p"}
    let claims = "eyJmaGlyVXNlciI6Imh0dHBzOi8vcGF5ZXIuZXhhbXBsZS9SNC9QYXRpZW50L3AifQ";
    let coverage = r#"{"resource":{"resourceType":"Coverage","id":"c","beneficiary":{"reference":"Patient/p"}}}"#;
    let others = r#"{"resource":{"resourceType":"Coverage","id":"d","beneficiary":{"reference":"Patient/q"}}}"#;
    let page =
        |entries: &[&str]| format!(r#"{{"resourceType":"Bundle","type":"searchset","entry":[{}]}}"#, entries.join(","));
    let claimed = bundle([1], None);
    for (id_token, coverages, claims_page, person) in [
        (format!(r#","id_token":"e30.{claims}.x""#), status_page(), status_page(), true),
        (String::new(), page(&[coverage]), status_page(), true),
        (r#","id_token":"nonsense""#.to_owned(), status_page(), claimed.clone(), true),
        (String::new(), page(&[coverage, others]), status_page(), false),
    ] {
        let answers = payer();
        let plan = Host::start(move |own, asked| match asked.target.as_str() {
            "/token" => fhir(format!(r#"{{"access_token":"a","refresh_token":"r"{id_token}}}"#)),
            "/R4/Coverage" => fhir(coverages.clone()),
            "/R4/ExplanationOfBenefit" => fhir(claims_page.clone()),
            _ => answers(own, asked),
        })
        .await;
        let computer = Computer::with_payers(&file(&plan.origin, "public", DEEP_LINK)).await;
        let attempt = computer.begin_at("other", None).await;
        computer.folio.answer_from_browser(computer.answer_to(&attempt).as_bytes()).await;
        let ConnectStage::Confirm { person: found, .. } = computer.stage(&attempt) else { panic!() };
        let name = found.and_then(|found| found.name);
        assert_eq!(name.as_deref(), person.then_some("Ada Moss"), "of several people nobody can say who signed in");
    }
}

/// A page that no FHIR client can read.
fn status_page() -> String {
    r#"{"resourceType":"OperationOutcome"}"#.to_owned()
}
