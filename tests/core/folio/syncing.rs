//! Syncs as a member sees them: begun, stopped, interrupted, refused; one connection beside another.

use std::{sync::atomic::Ordering, time::Duration};

use claimfolio_core::ipc::{
    ClaimFilter, ConnectStage, ConnectionStatus, DataKind, ErrorCode, Event, SyncKindState, SyncRun, SyncStatus,
};
use claimfolio_demo::Member;
use tokio::time::Instant;

use super::{
    browser::{ALL, Browser},
    computer::{Computer, until},
};

/// A sign-in whose first sync takes a while: claims come page by page.
async fn slowly_connected(computer: &Computer) -> String {
    let attempt = computer.begin().await;
    computer.answer(&attempt, Member::Maria, ALL).await;
    computer.plan.switches().set_latency(Duration::from_millis(40));
    computer.confirm(&attempt).await
}

async fn some_claims_came(computer: &Computer) -> u64 {
    let count = async || {
        let outline = computer.folio.claims_outline(ClaimFilter::default()).await.unwrap();
        outline.months.iter().map(|month| month.claims).sum::<u64>()
    };
    until("some claims came", async || count().await > 0).await;
    count().await
}

fn claims(status: &SyncStatus) -> u64 {
    status.kinds.iter().find(|kind| kind.kind == DataKind::Claims).map_or(0, |kind| kind.count)
}

/// The first pages of the search for claims; further ones have another address.
fn searches(computer: &Computer) -> usize {
    computer.plan.requests().iter().filter(|seen| seen.path == "/R4/ExplanationOfBenefit").count()
}

#[tokio::test]
async fn two_starts_at_once_are_one_sync() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    computer.plan.forget_requests();
    computer.plan.switches().set_latency(Duration::from_millis(20));
    let started =
        tokio::join!(computer.folio.sync_start(&id), computer.folio.sync_start(&id), computer.folio.sync_start(&id));
    assert_eq!(started.0.unwrap().run, SyncRun::Running);
    assert!(started.1.is_ok() && started.2.is_ok());
    assert_eq!(computer.synced(&id).await.run, SyncRun::Done);
    assert_eq!(searches(&computer), 1);
    let unknown = computer.folio.sync_start("nobody's").await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_stop_takes_less_than_a_second_and_the_sync_goes_on_from_there() {
    let computer = Computer::with_claims(1_000).await;
    let id = slowly_connected(&computer).await;
    some_claims_came(&computer).await;
    let before = Instant::now();
    computer.folio.sync_stop(&id).await.unwrap();
    assert!(before.elapsed() < Duration::from_secs(1), "{:?}", before.elapsed());
    let stopped = computer.status(&id).unwrap();
    assert_eq!((stopped.run, stopped.problem), (SyncRun::Stopped, None));
    let kept = computer.connection(&id).await.kept.claims;
    assert!((100..1_000).contains(&kept), "{kept}");

    computer.plan.switches().set_latency(Duration::ZERO);
    computer.plan.forget_requests();
    let done = computer.sync(&id).await;
    assert_eq!((done.run, searches(&computer)), (SyncRun::Done, 0), "it went on at the page it had reached");
    assert_eq!(computer.connection(&id).await.kept.claims, 1_000);
    computer.folio.sync_stop(&id).await.unwrap();
    assert_eq!(computer.status(&id).unwrap().run, SyncRun::Done, "there was nothing to stop");
}

#[tokio::test]
async fn a_sync_that_a_restart_interrupted_is_shown_and_can_be_gone_on_with() {
    let mut computer = Computer::with_claims(1_000).await;
    let id = slowly_connected(&computer).await;
    some_claims_came(&computer).await;
    computer.restart().await;
    let kept = computer.connection(&id).await.kept.claims;
    let [status] = computer.folio.sync_status().try_into().unwrap();
    assert_eq!((status.run, &status.connection), (SyncRun::Stopped, &id));
    assert_eq!(claims(&status), kept);
    let states: Vec<_> = status.kinds.iter().map(|kind| (kind.kind, kind.state)).collect();
    assert_eq!(states[2], (DataKind::Claims, SyncKindState::Waiting));

    computer.plan.switches().set_latency(Duration::ZERO);
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done);
    assert_eq!(computer.connection(&id).await.kept.claims, 1_000);
    computer.restart().await;
    assert_eq!(computer.folio.sync_status(), []);
}

/// T26
#[tokio::test]
async fn access_tokens_that_end_half_way_are_renewed_once() {
    let computer = Computer::with_claims(1_000).await;
    let id = slowly_connected(&computer).await;
    some_claims_came(&computer).await;
    computer.plan.forget_requests();
    computer.plan.expire_access_tokens();
    assert_eq!(computer.synced(&id).await.run, SyncRun::Done);
    assert_eq!(computer.connection(&id).await.kept.claims, 1_000);
    assert_eq!(computer.asked("/oauth/token"), 1);
}

/// T24
#[tokio::test]
async fn a_sign_in_stopped_in_the_portal_is_noted_and_the_records_stay() {
    let mut computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    Browser::stop_all_apps(&computer.plan, Member::Maria).await;
    computer.hands.advance(Duration::from_secs(3600));
    let status = computer.sync(&id).await;
    assert_eq!(status.run, SyncRun::Failed);
    assert_eq!(status.problem.unwrap().code, ErrorCode::SignInNeeded);
    let needed = ConnectionStatus::SignInNeeded { since: "2026-11-20T13:00:00Z".to_owned() };
    assert_eq!(computer.connection(&id).await.status, needed);
    assert_eq!(computer.rows().await.len(), 60);
    computer.hands.advance(Duration::from_secs(3600));
    computer.restart().await;
    assert_eq!(computer.sync(&id).await.run, SyncRun::Failed);
    assert_eq!(computer.connection(&id).await.status, needed, "since the first time");

    let attempt = computer.begin_again(&id).await;
    assert!(matches!(computer.answer(&attempt, Member::Maria, ALL).await, ConnectStage::Connected { .. }));
    assert_eq!(computer.connection(&id).await.status, ConnectionStatus::Connected);
    assert_eq!(computer.synced(&id).await.run, SyncRun::Done);
}

/// T24
#[tokio::test]
async fn a_sync_that_works_again_takes_the_note_away() {
    let mut computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    // The plan takes the permission for over, and then does not.
    computer.plan.switches().set_clock_offset(91 * 86_400);
    assert_eq!(computer.sync(&id).await.problem.unwrap().code, ErrorCode::SignInNeeded);
    computer.plan.switches().set_clock_offset(0);
    computer.restart().await;
    assert_ne!(computer.connection(&id).await.status, ConnectionStatus::Connected);
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done);
    assert_eq!(computer.connection(&id).await.status, ConnectionStatus::Connected);
}

#[tokio::test]
async fn a_disconnect_while_a_sync_runs_ends_both() {
    let computer = Computer::with_claims(1_000).await;
    let id = slowly_connected(&computer).await;
    some_claims_came(&computer).await;
    let receipt = computer.folio.disconnect(&id).await.unwrap();
    assert!((1..1_000).contains(&receipt.deleted.claims));
    assert_eq!(computer.rows().await, []);
    computer.plan.switches().set_latency(Duration::ZERO);
    computer.nothing_was_kept().await;
    computer.plan.forget_requests();
    assert_eq!(computer.folio.sync_start(&id).await.unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(computer.plan.requests(), []);
}

#[tokio::test]
async fn a_disconnect_and_a_start_at_once_leave_nothing_behind() {
    for _ in 0..5 {
        let computer = Computer::new().await;
        let id = computer.connect(Member::Maria).await;
        let (started, receipt) = tokio::join!(computer.folio.sync_start(&id), computer.folio.disconnect(&id));
        drop(started);
        assert_eq!(receipt.unwrap().deleted.claims, 60);
        computer.nothing_was_kept().await;
    }
}

#[tokio::test]
async fn connections_do_not_touch_each_other() {
    let computer = Computer::new().await;
    let maria = computer.connect(Member::Maria).await;
    let daniel = computer.connect(Member::Daniel).await;
    let of = async |connection: &str| computer.connection(connection).await.kept.claims;
    let (all, own) = (of(&maria).await, of(&daniel).await);
    assert!(own > 0 && own < all);
    Browser::stop_all_apps(&computer.plan, Member::Daniel).await;
    assert_eq!(computer.sync(&daniel).await.problem.unwrap().code, ErrorCode::SignInNeeded);
    assert_eq!(computer.sync(&maria).await.run, SyncRun::Done);
    assert_eq!(computer.connection(&maria).await.status, ConnectionStatus::Connected);
    computer.folio.disconnect(&daniel).await.unwrap();
    assert_eq!(of(&maria).await, all);
    assert_eq!(computer.rows().await.len() as u64, all);
    assert_eq!(computer.sync(&maria).await.run, SyncRun::Done);
    assert_eq!(Browser::connected_apps(&computer.plan, Member::Maria).await, 1);
}

#[tokio::test]
async fn what_is_new_is_marked_and_told_without_a_storm() {
    let computer = Computer::with_claims(1_000).await;
    let id = computer.connect(Member::Maria).await;
    computer.folio.mark_seen().await.unwrap();
    computer.hands.advance(Duration::from_secs(86_400));
    let _id = computer.plan.add_claim();
    computer.desktop.take_told();
    let status = computer.sync(&id).await;
    assert_eq!((status.new_claims, status.changed_claims), (1, 0));
    assert_eq!(computer.rows().await.iter().filter(|row| row.is_new).count(), 1);
    let told = computer.desktop.take_told();
    let changed = told.iter().filter(|event| matches!(event, Event::RecordsChanged(()))).count();
    assert!((1..=2).contains(&changed), "{changed} for a handful of records");
    assert!(matches!(told.last(), Some(Event::RecordsChanged(()))));
    let last = told.iter().rev().find_map(|event| match event {
        Event::Sync(status) => Some(status.run),
        _ => None,
    });
    assert_eq!(last, Some(SyncRun::Done));
    assert_eq!(computer.connection(&id).await.last_updated.as_deref(), Some("2026-11-21T12:00:00Z"));
}

#[tokio::test]
async fn a_sync_that_falls_over_has_failed_and_can_be_begun_again() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    computer.desktop.telling_panics.store(true, Ordering::SeqCst);
    let status = computer.sync(&id).await;
    assert_eq!((status.run, status.problem.unwrap().code), (SyncRun::Failed, ErrorCode::Unexpected));
    computer.folio.sync_stop(&id).await.unwrap();
    computer.desktop.telling_panics.store(false, Ordering::SeqCst);
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done);
}
