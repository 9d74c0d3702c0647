//! Sign-ins that end otherwise than with a connection: nothing is kept, and the plan gets its tokens back.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use claimfolio_core::{
    clock::Clock,
    ipc::{ConnectStage, ErrorCode, SyncRun},
    secret::SecretError,
};
use claimfolio_demo::{Fault, Member, Rule};
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use super::{
    browser::{ALL, Browser, Sharing},
    computer::{Computer, NOON, request, until},
    keychain::KEY,
};

/// A clock that goes as the runtime's does, which a test can stop and move.
struct RuntimeClock(Instant);

impl Clock for RuntimeClock {
    fn now(&self) -> Timestamp {
        NOON.parse::<Timestamp>().unwrap() + SignedDuration::try_from(self.monotonic()).unwrap()
    }

    fn monotonic(&self) -> Duration {
        self.0.elapsed()
    }
}

#[tokio::test]
async fn a_member_who_says_no_at_the_plan_has_declined() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    assert_eq!(computer.answer(&attempt, Member::Maria, Sharing::Nothing).await, ConnectStage::Declined);
    assert_eq!(computer.asked("/oauth/token"), 0);
    computer.nothing_was_kept().await;
}

#[tokio::test]
async fn a_member_whose_plan_is_not_served_is_told_so() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    computer.answer(&attempt, Member::Robin, ALL).await;
    assert_eq!(computer.failed(&attempt), Some(ErrorCode::NotEligible));
    computer.nothing_was_kept().await;
}

#[tokio::test]
async fn a_sign_in_cancelled_while_it_waits_takes_no_answer_any_more() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    computer.folio.connect_cancel(&attempt.id).await.unwrap();
    computer.folio.answer_from_browser(link.as_bytes()).await;
    assert_eq!(computer.stage(&attempt), ConnectStage::Cancelled);
    assert_eq!(computer.asked("/oauth/token"), 0, "the code went nowhere");
    let page_of_no_use = computer.folio.connect_open_page(&attempt.id).await.unwrap_err();
    assert_eq!(page_of_no_use.code, ErrorCode::NotFound);
    computer.nothing_was_kept().await;
}

#[tokio::test]
async fn a_sign_in_cancelled_during_the_exchange_gives_its_tokens_back() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    computer.plan.switches().set_latency(Duration::from_millis(200));
    let folio = Arc::clone(&computer.folio);
    let answering = tokio::spawn(async move { folio.answer_from_browser(link.as_bytes()).await });
    until("the code is under way", async || computer.stage(&attempt) == ConnectStage::Finishing).await;
    computer.folio.connect_cancel(&attempt.id).await.unwrap();
    assert_eq!(computer.stage(&attempt), ConnectStage::Cancelled);
    answering.await.unwrap();
    assert_eq!(computer.stage(&attempt), ConnectStage::Cancelled);
    computer.plan.switches().set_latency(Duration::ZERO);
    until("the tokens are given back", async || computer.asked("/oauth/revoke") == 1).await;
    assert_eq!(computer.asked("/oauth/token"), 1);
    assert_eq!(computer.asked("/R4/Patient"), 0, "nobody looks whose records they are");
    computer.nothing_was_kept().await;
}

#[tokio::test]
async fn a_sign_in_cancelled_while_the_plan_is_asked_for_the_name_gives_its_tokens_back() {
    let computer = Computer::new().await;
    computer.plan.switches().add_fault(Rule::always("/R4/Patient", Fault::Stall));
    let attempt = computer.begin().await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    let folio = Arc::clone(&computer.folio);
    tokio::spawn(async move { folio.answer_from_browser(link.as_bytes()).await });
    until("the tokens came", async || computer.asked("/oauth/token") == 1).await;
    assert_eq!(computer.stage(&attempt), ConnectStage::Finishing);
    computer.folio.connect_cancel(&attempt.id).await.unwrap();
    assert_eq!(computer.stage(&attempt), ConnectStage::Cancelled);
    computer.nothing_was_kept().await;
}

#[tokio::test]
async fn a_sign_in_cancelled_at_the_question_gives_its_tokens_back() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    assert!(matches!(computer.answer(&attempt, Member::Maria, ALL).await, ConnectStage::Confirm { .. }));
    assert_eq!(Browser::connected_apps(&computer.plan, Member::Maria).await, 1);
    computer.folio.connect_cancel(&attempt.id).await.unwrap();
    assert_eq!(computer.folio.connect_confirm(&attempt.id).await.unwrap().stage, ConnectStage::Cancelled);
    computer.nothing_was_kept().await;
}

#[tokio::test]
async fn a_plan_that_does_not_say_the_name_in_time_is_not_waited_for() {
    let computer = Computer::new().await;
    computer.plan.switches().add_fault(Rule::always("/R4/Patient", Fault::Stall));
    let attempt = computer.begin().await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    let folio = Arc::clone(&computer.folio);
    tokio::spawn(async move { folio.answer_from_browser(link.as_bytes()).await });
    until("the tokens came", async || computer.asked("/oauth/token") == 1).await;
    tokio::time::pause();
    until("the member is asked", async || matches!(computer.stage(&attempt), ConnectStage::Confirm { .. })).await;
    tokio::time::resume();
    assert!(matches!(computer.stage(&attempt), ConnectStage::Confirm { person: None, .. }));
}

#[tokio::test]
async fn a_computer_without_a_browser_says_so_and_the_page_can_be_opened_later() {
    let computer = Computer::new().await;
    computer.desktop.has_browser.store(false, Ordering::SeqCst);
    let attempt = computer.begin().await;
    let waiting = |browser_opened| ConnectStage::Waiting { browser_opened, links_come_back: true };
    assert_eq!(attempt.stage, waiting(false));
    computer.desktop.has_browser.store(true, Ordering::SeqCst);
    computer.folio.connect_open_page(&attempt.id).await.unwrap();
    assert_eq!(computer.stage(&attempt), waiting(true));
    assert_eq!(computer.desktop.pages(), 2);
}

#[tokio::test]
async fn a_sign_in_ends_after_ten_minutes_by_itself_and_a_late_answer_is_told_from_a_strangers() {
    let clock = Arc::new(RuntimeClock(Instant::now()));
    let computer = Computer::with_clock(60, Some(clock)).await;
    let attempt = computer.begin().await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(9 * 60)).await;
    assert!(matches!(computer.stage(&attempt), ConnectStage::Waiting { .. }));
    tokio::time::advance(Duration::from_secs(60)).await;
    until("the sign-in is over", async || computer.failed(&attempt) == Some(ErrorCode::SignInExpired)).await;
    tokio::time::resume();

    computer.desktop.take_told();
    let stranger = link.replace("state=", "state=x").replace("code=", "code=x");
    computer.folio.answer_from_browser(stranger.as_bytes()).await;
    assert_eq!((computer.desktop.take_told().len(), computer.desktop.fronts()), (0, 0));
    computer.folio.answer_from_browser(link.as_bytes()).await;
    assert_eq!((computer.desktop.take_told().len(), computer.desktop.fronts()), (1, 1), "its end is shown again");
    assert_eq!(computer.failed(&attempt), Some(ErrorCode::SignInExpired));
    assert_eq!(computer.asked("/oauth/token"), 0);
    computer.nothing_was_kept().await;
}

#[tokio::test]
async fn an_address_can_be_pasted_and_a_wrong_one_leaves_the_sign_in_open() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    let paste = async |address: &str| computer.folio.connect_paste(&attempt.id, address).await.map_err(|one| one.code);
    for address in ["", "maria", "https://example.com/?code=1&state=2", &link[..60], &format!("{link}#x")] {
        assert_eq!(paste(address).await, Err(ErrorCode::AnswerUnreadable), "{address}");
    }
    let (before, state) = link.split_once("state=").unwrap();
    let stranger = format!("{before}state={}", state.chars().rev().collect::<String>());
    for _ in 0..10 {
        assert_eq!(paste(&stranger).await, Err(ErrorCode::AnswerNotOurs), "however often it is tried");
    }
    assert!(matches!(computer.stage(&attempt), ConnectStage::Waiting { .. }));
    assert_eq!(paste(&format!(" \n{link}\t")).await, Ok(()));
    assert!(matches!(computer.stage(&attempt), ConnectStage::Confirm { .. }));
    assert_eq!(paste(&link).await, Err(ErrorCode::AnswerNotOurs), "it was used");
    let no_sign_in = computer.folio.connect_paste("nobody's", &link).await.unwrap_err();
    assert_eq!(no_sign_in.code, ErrorCode::NotFound);
    computer.confirm(&attempt).await;
}

#[tokio::test]
async fn a_keychain_that_does_not_take_the_tokens_leaves_no_half_connection() {
    let computer = Computer::new().await;
    for (refusal, code) in [
        (SecretError::Locked, ErrorCode::KeychainLocked),
        (SecretError::Missing, ErrorCode::KeychainMissing),
        (SecretError::NotKept, ErrorCode::KeychainDenied),
    ] {
        let attempt = computer.begin().await;
        assert!(matches!(computer.answer(&attempt, Member::Maria, ALL).await, ConnectStage::Confirm { .. }));
        computer.keychain.refuse_named("connection/", refusal);
        computer.folio.connect_confirm(&attempt.id).await.unwrap();
        assert_eq!(computer.failed(&attempt), Some(code));
        computer.keychain.relent();
        computer.nothing_was_kept().await;
    }
    assert_eq!(computer.asked("/oauth/revoke"), 3);
    assert!(computer.asked("/R4/ExplanationOfBenefit") == 0, "no sync had begun");
    computer.connect(Member::Maria).await;
}

#[tokio::test]
async fn a_keychain_that_does_not_take_the_tokens_of_a_renewal_leaves_the_connection_as_it_was() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    let (before, token) = (computer.connection(&id).await, computer.keychain.refresh_token(&id));
    let attempt = computer.begin_again(&id).await;
    computer.keychain.refuse_named("connection/", SecretError::Denied);
    computer.answer(&attempt, Member::Maria, Sharing::AllBut(&["patient/Coverage.read"])).await;
    assert_eq!(computer.failed(&attempt), Some(ErrorCode::KeychainDenied));
    computer.keychain.relent();
    assert_eq!(computer.connection(&id).await, before);
    assert_eq!(computer.keychain.refresh_token(&id), token);
    until("the new access is given back", async || Browser::connected_apps(&computer.plan, Member::Maria).await == 1)
        .await;
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done);
}

#[tokio::test]
async fn a_renewal_of_a_connection_that_was_ended_meanwhile_makes_none() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    let attempt = computer.begin_again(&id).await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    computer.folio.disconnect(&id).await.unwrap();
    computer.folio.answer_from_browser(link.as_bytes()).await;
    assert_eq!(computer.failed(&attempt), Some(ErrorCode::NotFound));
    computer.nothing_was_kept().await;
}

/// T5
#[tokio::test]
async fn a_connection_is_not_renewed_at_another_payer() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    let mut other = request(Some(&id));
    other.payer = "uhc-hsid".to_owned();
    let problem = computer.folio.connect_begin(other).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::NotFound);
    assert_eq!(computer.desktop.pages(), 1);
}

#[tokio::test]
async fn a_part_that_falls_over_leaves_no_sign_in_hanging() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    computer.desktop.plan_panics.store(true, Ordering::SeqCst);
    computer.folio.answer_from_browser(link.as_bytes()).await;
    assert!(matches!(computer.stage(&attempt), ConnectStage::Confirm { person: None, .. }), "asked without a name");
    computer.desktop.plan_panics.store(true, Ordering::SeqCst);
    computer.folio.connect_confirm(&attempt.id).await.unwrap();
    assert_eq!(computer.failed(&attempt), Some(ErrorCode::Unexpected));
    assert_eq!(computer.keychain.names(), [KEY]);
    computer.nothing_was_kept().await;
}

#[tokio::test]
async fn whoever_asked_may_go_away_and_the_sign_in_goes_on() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    computer.plan.switches().set_latency(Duration::from_millis(50));
    let gone = tokio::time::timeout(Duration::from_millis(10), computer.folio.answer_from_browser(link.as_bytes()));
    assert!(gone.await.is_err());
    until("the member is asked", async || matches!(computer.stage(&attempt), ConnectStage::Confirm { .. })).await;
}
