//! An app that is left open, and a day that goes by.

use std::time::Duration;

use claimfolio_core::{
    ipc::{LockAfter, Refresh, Settings, SyncRun},
    sync::daily::Surroundings,
};
use claimfolio_demo::{Fault, Member, Rule};

use super::computer::Computer;

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;

/// Minutes go by, and the app looks each minute as it does when it is left open. What begins is seen through.
async fn left_open(computer: &Computer, minutes: u64) {
    for _ in 0..minutes {
        computer.hands.advance(Duration::from_secs(60));
        computer.folio.refresh_due().await;
        for status in computer.folio.sync_status() {
            computer.synced(&status.connection).await;
        }
    }
}

/// The first pages of the search for claims.
fn searches(computer: &Computer) -> usize {
    computer.plan.requests().iter().filter(|seen| seen.path == "/R4/ExplanationOfBenefit").count()
}

async fn connected() -> (Computer, String) {
    let computer = Computer::new().await;
    let connection = computer.connect(Member::Maria).await;
    computer.plan.forget_requests();
    (computer, connection)
}

#[tokio::test]
async fn an_app_that_is_left_open_asks_once_a_day_and_has_what_is_new() {
    let (computer, connection) = connected().await;
    let claims = computer.rows().await.len();
    left_open(&computer, DAY - 1).await;
    assert_eq!(computer.plan.requests(), [], "not even a token is asked for");
    let _id = computer.plan.add_claim();
    left_open(&computer, 2 * HOUR + 1).await;
    assert_eq!(searches(&computer), 1);
    assert_eq!(computer.rows().await.len(), claims + 1);
    let updated = computer.connection(&connection).await.last_updated.unwrap();
    left_open(&computer, DAY - 2 * HOUR).await;
    assert_eq!(searches(&computer), 1, "it was asked today");
    left_open(&computer, 5 * HOUR).await;
    assert_eq!(searches(&computer), 2);
    assert_ne!(computer.connection(&connection).await.last_updated.unwrap(), updated);
}

#[tokio::test]
async fn a_start_with_old_records_waits_two_minutes_and_a_restart_does_not_ask_again() {
    let (mut computer, _) = connected().await;
    computer.quit().await;
    computer.hands.advance(Duration::from_secs(30 * DAY * 60));
    computer.folio.open().await;
    computer.plan.forget_requests();
    computer.folio.refresh_due().await;
    left_open(&computer, 1).await;
    assert_eq!(searches(&computer), 0);
    left_open(&computer, 1).await;
    assert_eq!(searches(&computer), 1);
    computer.restart().await;
    left_open(&computer, HOUR).await;
    assert_eq!(searches(&computer), 1);
}

#[tokio::test]
async fn nothing_is_asked_offline_on_a_metered_network_on_a_saving_battery_or_where_the_member_turned_it_off() {
    let (computer, _) = connected().await;
    let usual = Surroundings::UNKNOWN;
    for surroundings in [
        Surroundings { is_online: false, ..usual },
        Surroundings { is_metered: true, ..usual },
        Surroundings { saves_power: true, ..usual },
    ] {
        *computer.desktop.surroundings.lock().unwrap() = surroundings;
        left_open(&computer, DAY + 3 * HOUR).await;
        assert_eq!(computer.plan.requests(), [], "{surroundings:?}");
    }
    *computer.desktop.surroundings.lock().unwrap() = usual;
    let by_hand = Settings { refresh: Refresh::ByHand, ..Settings::default() };
    computer.folio.save_settings(by_hand).await.unwrap();
    left_open(&computer, DAY).await;
    assert_eq!(computer.plan.requests(), []);
    computer.folio.save_settings(Settings::default()).await.unwrap();
    left_open(&computer, 3).await;
    assert_eq!(searches(&computer), 1);
}

/// T30
#[tokio::test]
async fn a_locked_app_asks_for_nothing() {
    let (computer, _) = connected().await;
    computer.folio.save_settings(Settings { lock_after: LockAfter::OneMinute, ..Settings::default() }).await.unwrap();
    computer.folio.lock_now().await;
    left_open(&computer, 2 * DAY).await;
    assert_eq!(computer.plan.requests(), []);
    computer.folio.unlock(None).await.unwrap();
    left_open(&computer, 3).await;
    assert_eq!(searches(&computer), 1);
}

/// T24: whoever has to sign in again is told so once, and the payer is not asked again and again.
#[tokio::test]
async fn a_sign_in_that_has_ended_is_found_once_and_then_left_to_the_member() {
    let (mut computer, connection) = connected().await;
    computer.plan.revoke_all().unwrap();
    left_open(&computer, 2 * DAY).await;
    assert_eq!(computer.status(&connection).unwrap().run, SyncRun::Failed);
    computer.restart().await;
    left_open(&computer, 2 * DAY).await;
    let renewals = computer.plan.requests().iter().filter(|seen| seen.path.ends_with("/token")).count();
    assert_eq!(renewals, 1);
    assert_eq!(computer.rows().await.len(), 60, "what is here stays");
}

#[tokio::test]
async fn a_payer_that_fails_is_asked_ever_more_rarely() {
    let (computer, _) = connected().await;
    computer.plan.switches().add_fault(Rule::always("/R4", Fault::BadJson));
    left_open(&computer, DAY + 2 * HOUR).await;
    computer.plan.forget_requests();
    let mut attempts = Vec::new();
    for _ in 0..4 {
        left_open(&computer, 6 * HOUR).await;
        attempts.push(computer.plan.requests().len());
        computer.plan.forget_requests();
    }
    assert!(attempts[0] > attempts[3], "{attempts:?}");
    assert_eq!(attempts[3], 0, "eight hours lie between the fourth and the fifth: {attempts:?}");
}

#[tokio::test]
async fn a_sync_that_the_member_stopped_is_theirs_to_go_on() {
    let (computer, connection) = connected().await;
    computer.plan.switches().set_latency(Duration::from_millis(40));
    computer.hands.advance(Duration::from_secs(60));
    computer.folio.sync_start(&connection).await.unwrap();
    computer.folio.sync_stop(&connection).await.unwrap();
    assert_eq!(computer.status(&connection).unwrap().run, SyncRun::Stopped);
    computer.plan.switches().set_latency(Duration::ZERO);
    computer.plan.forget_requests();
    left_open(&computer, 2 * DAY).await;
    assert_eq!(computer.plan.requests(), []);
}

#[tokio::test]
async fn two_connections_take_turns() {
    let (computer, _) = connected().await;
    let _other = computer.connect(Member::Daniel).await;
    computer.plan.forget_requests();
    computer.hands.advance(Duration::from_secs(2 * DAY * 60));
    left_open(&computer, 2).await;
    computer.plan.switches().set_latency(Duration::from_millis(20));
    computer.hands.advance(Duration::from_secs(60));
    computer.folio.refresh_due().await;
    computer.folio.refresh_due().await;
    let running = computer.folio.sync_status().into_iter().filter(|status| status.run == SyncRun::Running).count();
    assert_eq!(running, 1);
    left_open(&computer, 2).await;
    assert_eq!(searches(&computer), 2);
}

#[tokio::test]
async fn one_failure_after_good_days_is_made_up_for_within_the_hour() {
    let (computer, connection) = connected().await;
    left_open(&computer, 4 * DAY).await;
    computer.plan.switches().add_fault(Rule::always("/R4", Fault::BadJson));
    let run = || computer.status(&connection).unwrap().run;
    for _ in 0..DAY + 2 * HOUR {
        left_open(&computer, 1).await;
        if run() == SyncRun::Failed {
            break;
        }
    }
    assert_eq!(run(), SyncRun::Failed);
    computer.plan.switches().clear_faults();
    left_open(&computer, HOUR + 1).await;
    assert_eq!(run(), SyncRun::Done);
}
