//! Signing in again, and what must not happen to a connection meanwhile.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use claimfolio_core::ipc::{ConnectionStatus, ErrorCode, SyncRun};
use claimfolio_demo::Member;

use crate::host::{Host, fhir};

use super::{
    browser::{ALL, Browser},
    computer::{Computer, until},
    other_payer::{DEEP_LINK, asked_of, file, payer},
};

#[tokio::test]
async fn a_renewal_ends_the_sign_in_that_it_replaces_and_not_the_new_one() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    let attempt = computer.begin_again(&id).await;
    computer.answer(&attempt, Member::Maria, ALL).await;
    assert_eq!(computer.synced(&id).await.run, SyncRun::Done);
    until("the old access is ended", async || Browser::connected_apps(&computer.plan, Member::Maria).await == 1).await;
    assert_eq!(computer.asked("/oauth/revoke"), 1);
    computer.plan.expire_access_tokens();
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done, "the new one lives");
}

#[tokio::test]
async fn where_ending_the_old_sign_in_could_end_the_new_one_it_is_left_to_run_out() {
    let plan = Host::start(payer()).await;
    let computer = Computer::with_payers(&file(&plan.origin, "public", DEEP_LINK)).await;
    let id = computer.connect_to("other").await;
    let attempt = computer.begin_at("other", Some(&id)).await;
    computer.folio.answer_from_browser(computer.answer_to(&attempt).as_bytes()).await;
    assert_eq!(computer.synced(&id).await.run, SyncRun::Done);
    assert_eq!(computer.keychain.refresh_token(&id), "authorization_code-2");
    computer.folio.disconnect(&id).await.unwrap();
    let ended: Vec<_> = asked_of(&plan, "/revoke").iter().map(|asked| asked.field("token").unwrap()).collect();
    assert_eq!(ended, ["authorization_code-2"], "at the end, and no other");
}

#[tokio::test]
async fn a_refresh_that_was_under_way_does_not_put_its_token_over_that_of_a_new_sign_in() {
    let plan = Host::start(payer()).await;
    let computer = Computer::with_payers(&file(&plan.origin, "public", DEEP_LINK)).await;
    let id = computer.connect_to("other").await;
    let attempt = computer.begin_at("other", Some(&id)).await;
    let link = computer.answer_to(&attempt);
    computer.hands.advance(Duration::from_secs(299));

    let held = computer.keychain.hold();
    let calls = computer.keychain.calls();
    computer.folio.sync_start(&id).await.unwrap();
    until("the old token is asked for", async || computer.keychain.calls() > calls).await;
    let folio = Arc::clone(&computer.folio);
    let answering = tokio::spawn(async move { folio.answer_from_browser(link.as_bytes()).await });
    until("the new tokens came", async || asked_of(&plan, "/token").len() == 2).await;
    drop(held);
    answering.await.unwrap();
    computer.synced(&id).await;
    let newest = asked_of(&plan, "/token").len();
    assert_eq!(newest, 3, "the refresh ended as well");
    assert_eq!(computer.keychain.refresh_token(&id), "authorization_code-2");
}

#[tokio::test]
async fn after_a_renewal_tokens_are_renewed_where_the_payer_says_now() {
    let (answers, has_moved) = (payer(), Arc::new(AtomicBool::new(false)));
    let moved = Arc::clone(&has_moved);
    let plan = Host::start(move |own, asked| match asked.target.as_str() {
        "/R4/.well-known/smart-configuration" => {
            let token = if moved.load(Ordering::SeqCst) { "token?new" } else { "token" };
            fhir(format!(
                r#"{{"authorization_endpoint":"{own}/authorize","token_endpoint":"{own}/{token}",
                    "revocation_endpoint":"{own}/revoke"}}"#
            ))
        }
        _ => answers(own, asked),
    })
    .await;
    let entry = format!(
        r#"[[payer]]{0}key = "uhc-hsid"{0}client_id = "ours"{0}fhir = {{ url = "{1}/R4" }}"#,
        '\n', plan.origin
    );
    let computer = Computer::with_payers(&entry).await;
    let id = computer.connect_to("uhc-hsid").await;
    has_moved.store(true, Ordering::SeqCst);
    let attempt = computer.begin_at("uhc-hsid", Some(&id)).await;
    computer.folio.answer_from_browser(computer.answer_to(&attempt).as_bytes()).await;
    computer.synced(&id).await;
    computer.hands.advance(Duration::from_secs(600));
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done);
    assert_eq!(asked_of(&plan, "/token").len(), 1, "the first sign-in alone");
    assert_eq!(asked_of(&plan, "/token?new").len(), 2, "the second sign-in, and the refresh after it");
}

#[tokio::test]
async fn a_sync_that_is_wanted_during_a_disconnect_waits_for_its_end_and_finds_nothing() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    let other = computer.connect(Member::Jordan).await;
    let held = computer.keychain.hold();
    let calls = computer.keychain.calls();
    let (folio, connection) = (Arc::clone(&computer.folio), id.clone());
    let leaving = tokio::spawn(async move { folio.disconnect(&connection).await });
    until("the token is asked for", async || computer.keychain.calls() > calls).await;
    let (folio, connection) = (Arc::clone(&computer.folio), id.clone());
    let starting = tokio::spawn(async move { folio.sync_start(&connection).await });
    // Begun later, and done: nothing but the turn kept the first one waiting, for neither needs the keychain.
    assert_eq!(computer.sync(&other).await.run, SyncRun::Done);
    assert!(!starting.is_finished());
    drop(held);
    leaving.await.unwrap().unwrap();
    assert_eq!(starting.await.unwrap().unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(computer.status(&id), None);
    assert!(computer.keychain.names().iter().all(|name| !name.contains(&id)));
}

/// T25
#[tokio::test]
async fn a_sign_in_whose_new_token_the_keychain_does_not_take_is_shown_as_good_until_the_app_is_closed() {
    let plan = Host::start(payer()).await;
    let computer = Computer::with_payers(&file(&plan.origin, "public", DEEP_LINK)).await;
    let id = computer.connect_to("other").await;
    computer.keychain.is_full.store(true, Ordering::SeqCst);
    computer.hands.advance(Duration::from_secs(600));
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done);
    let status = computer.connection(&id).await.status;
    let ConnectionStatus::NotKept { problem } = status else { panic!("{status:?}") };
    assert_eq!(problem.code, ErrorCode::KeychainDenied);

    computer.keychain.is_full.store(false, Ordering::SeqCst);
    computer.hands.advance(Duration::from_secs(600));
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done);
    assert_eq!(computer.connection(&id).await.status, ConnectionStatus::Connected);
    assert_eq!(computer.keychain.refresh_token(&id), "refresh_token-3");
}
