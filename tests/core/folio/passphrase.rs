//! A passphrase as a member uses it: set, asked for at the next start, mistyped, changed, forgotten, taken away.

use std::{sync::atomic::Ordering, time::Duration};

use claimfolio_core::ipc::{EnteredSecret, ErrorCode, Protection, Startup};
use claimfolio_demo::Member;

use super::{computer::Computer, keychain::KEY};

const LOCKED: Startup = Startup::Locked { has_passphrase: true };
const RIGHT: &str = "correct horse battery";
const OTHER: &str = "una frase que recuerdo";

fn entered(text: &str) -> EnteredSecret {
    EnteredSecret(text.to_owned().into())
}

async fn set(computer: &Computer, passphrase: &str, current: Option<&str>) -> Result<Protection, ErrorCode> {
    let set = computer.folio.set_passphrase(entered(passphrase), current.map(entered)).await;
    set.map_err(|problem| problem.code)
}

async fn unlock(computer: &Computer, passphrase: &str) -> Result<Startup, ErrorCode> {
    match computer.folio.unlock(Some(entered(passphrase))).await {
        Ok(state) => Ok(state.startup),
        Err(problem) => Err(problem.code),
    }
}

async fn start_again(computer: &mut Computer) -> Startup {
    computer.quit().await;
    computer.folio.open().await;
    computer.startup().await
}

/// With records and a passphrase.
async fn protected() -> Computer {
    let computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    assert_eq!(set(&computer, RIGHT, None).await, Ok(Protection { has_passphrase: true, has_recovery_code: false }));
    computer
}

/// T17, T30
#[tokio::test]
async fn a_passphrase_is_asked_for_at_the_next_start_and_the_keychain_alone_opens_nothing() {
    let mut computer = protected().await;
    assert_eq!(computer.rows().await.len(), 60, "it stays open when one is set");
    assert!(computer.keychain.item(KEY).is_none());
    assert_eq!(start_again(&mut computer).await, LOCKED);
    let files = computer.files();
    computer.folio.open().await;
    assert_eq!(computer.folio.unlock(None).await.unwrap_err().code, ErrorCode::PassphraseWrong);
    assert_eq!(unlock(&computer, OTHER).await, Err(ErrorCode::PassphraseWrong));
    assert_eq!(computer.startup().await, LOCKED);
    assert_eq!(computer.folio.people().await.unwrap_err().code, ErrorCode::Locked);
    assert_eq!(computer.files(), files, "nothing is wiped");
    assert_eq!(unlock(&computer, RIGHT).await, Ok(Startup::Ready));
    assert_eq!(computer.rows().await.len(), 60);
    assert_eq!(computer.folio.lock_now().await.startup, LOCKED);
    assert_eq!(unlock(&computer, RIGHT).await, Ok(Startup::Ready));
}

/// T30
#[tokio::test]
async fn wrong_ones_make_the_next_try_wait_and_the_right_one_then_opens_it() {
    let mut computer = protected().await;
    start_again(&mut computer).await;
    for _ in 0..3 {
        assert_eq!(unlock(&computer, OTHER).await, Err(ErrorCode::PassphraseWrong));
    }
    assert_eq!(unlock(&computer, RIGHT).await, Err(ErrorCode::TooManyTries), "not even the right one");
    computer.hands.advance(Duration::from_secs(2));
    assert_eq!(unlock(&computer, OTHER).await, Err(ErrorCode::PassphraseWrong));
    computer.hands.advance(Duration::from_secs(3));
    assert_eq!(unlock(&computer, RIGHT).await, Err(ErrorCode::TooManyTries), "it waits longer");
    computer.hands.advance(Duration::from_secs(1));
    assert_eq!(unlock(&computer, RIGHT).await, Ok(Startup::Ready));
}

/// T30
#[tokio::test]
async fn starting_the_app_again_does_not_end_the_wait_and_says_how_long_it_is() {
    let mut computer = protected().await;
    start_again(&mut computer).await;
    for _ in 0..3 {
        assert_eq!(unlock(&computer, OTHER).await, Err(ErrorCode::PassphraseWrong));
    }
    assert_eq!(start_again(&mut computer).await, LOCKED);
    let early = computer.folio.unlock(Some(entered(RIGHT))).await.unwrap_err();
    assert_eq!((early.code, early.detail.as_deref()), (ErrorCode::TooManyTries, Some("2")));
    computer.hands.advance(Duration::from_secs(2));
    assert_eq!(unlock(&computer, OTHER).await, Err(ErrorCode::PassphraseWrong));
    assert_eq!(start_again(&mut computer).await, LOCKED);
    computer.hands.advance(Duration::from_millis(3_100));
    let early = computer.folio.unlock(Some(entered(RIGHT))).await.unwrap_err();
    assert_eq!((early.code, early.detail.as_deref()), (ErrorCode::TooManyTries, Some("1")));
    computer.hands.advance(Duration::from_secs(1));
    assert_eq!(unlock(&computer, RIGHT).await, Ok(Startup::Ready));
    assert_eq!(start_again(&mut computer).await, LOCKED);
    assert_eq!(unlock(&computer, OTHER).await, Err(ErrorCode::PassphraseWrong));
    assert_eq!(unlock(&computer, RIGHT).await, Ok(Startup::Ready), "the right one ended it for good");
}

/// T30
#[tokio::test(flavor = "multi_thread")]
async fn tries_at_once_are_as_many_as_one_after_the_other() {
    let computer = protected().await;
    let tries: Vec<_> = (0..8)
        .map(|_| {
            let folio = std::sync::Arc::clone(&computer.folio);
            tokio::spawn(async move { folio.save_backup(entered("words of the backup"), Some(entered(OTHER))).await })
        })
        .collect();
    let mut wrong = 0;
    for tried in tries {
        wrong += usize::from(tried.await.unwrap().unwrap_err().code == ErrorCode::PassphraseWrong);
    }
    assert_eq!(wrong, 3);
}

/// T30: whoever sits down at an open app cannot lock its owner out.
#[tokio::test]
async fn changing_and_taking_away_need_the_one_in_force() {
    let mut computer = protected().await;
    assert_eq!(set(&computer, OTHER, None).await, Err(ErrorCode::PassphraseWrong));
    assert_eq!(set(&computer, OTHER, Some("wrong")).await, Err(ErrorCode::PassphraseWrong));
    let removed = computer.folio.remove_passphrase(entered("wrong")).await;
    assert_eq!(removed.unwrap_err().code, ErrorCode::PassphraseWrong);
    computer.hands.advance(Duration::from_secs(60));
    assert_eq!(set(&computer, "seven77", Some(RIGHT)).await, Err(ErrorCode::PassphraseTooShort));
    assert!(set(&computer, OTHER, Some(RIGHT)).await.is_ok());
    assert_eq!(start_again(&mut computer).await, LOCKED);
    assert_eq!(unlock(&computer, RIGHT).await, Err(ErrorCode::PassphraseWrong));
    assert_eq!(unlock(&computer, OTHER).await, Ok(Startup::Ready));
    let open = computer.folio.remove_passphrase(entered(OTHER)).await.unwrap();
    assert_eq!(open, Protection { has_passphrase: false, has_recovery_code: false });
    assert_eq!(start_again(&mut computer).await, Startup::Ready);
    assert_eq!(computer.rows().await.len(), 60);
}

/// T17, T25: the app dies, or the keychain ends, after each change that setting, changing and taking away make.
#[tokio::test]
async fn wherever_a_change_is_cut_off_the_records_open_with_what_the_member_knows() {
    for cut in 0..4 {
        let mut computer = Computer::switched_off(60, None).await;
        computer.folio.open().await;
        for (change, before) in [("set", None), ("change", Some(RIGHT)), ("take away", Some(OTHER))] {
            computer.keychain.changes_left.store(cut, Ordering::SeqCst);
            let done = match (change, before) {
                ("set", _) => set(&computer, RIGHT, None).await.is_ok(),
                ("change", Some(before)) => set(&computer, OTHER, Some(before)).await.is_ok(),
                (_, Some(before)) => computer.folio.remove_passphrase(entered(before)).await.is_ok(),
                _ => unreachable!(),
            };
            computer.keychain.changes_left.store(usize::MAX, Ordering::SeqCst);
            let after = match (change, done) {
                ("set", true) | ("change", false) => Some(RIGHT),
                ("change", true) => Some(OTHER),
                ("take away", false) => Some(OTHER),
                _ => None,
            };
            let startup = start_again(&mut computer).await;
            match (startup, after) {
                (Startup::Ready, _) => {
                    assert!(after.is_none() || !done, "{change}, cut {cut}: it was said to be in force")
                }
                (_, Some(after)) => {
                    assert_eq!(unlock(&computer, after).await, Ok(Startup::Ready), "{change}, cut {cut}")
                }
                (startup, None) => panic!("{change}, cut {cut}: {startup:?}"),
            }
            // What was cut off is done again.
            match change {
                "set" if !done => assert!(set(&computer, RIGHT, None).await.is_ok()),
                "change" if !done => assert!(set(&computer, OTHER, Some(RIGHT)).await.is_ok()),
                _ => {}
            }
        }
    }
}

/// T17
#[tokio::test]
async fn a_forgotten_one_costs_the_records_only_by_the_members_own_word_and_they_are_kept() {
    let mut computer = protected().await;
    start_again(&mut computer).await;
    let before = computer.files();
    assert_eq!(computer.folio.set_records_aside().await.unwrap().startup, Startup::Ready);
    assert_eq!(computer.rows().await, []);
    let kept = computer.files();
    assert!(kept.iter().any(|(name, bytes)| name != "records.db" && *bytes == before["records.db"]));
    computer.connect(Member::Maria).await;
    assert_eq!(start_again(&mut computer).await, Startup::Ready, "it has a key of its own");
    assert_eq!(computer.rows().await.len(), 60);
    assert!(
        computer.keychain.names().iter().any(|name| name.starts_with("database-key/2026-")),
        "and the old one's stays"
    );
}

/// T30: a lock that the computer's own keychain opens is no reason to begin anew.
#[tokio::test]
async fn records_without_a_passphrase_are_not_set_aside_while_they_are_locked() {
    let computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    computer.folio.lock_now().await;
    assert_eq!(computer.folio.set_records_aside().await.unwrap_err().code, ErrorCode::Locked);
    computer.folio.unlock(None).await.unwrap();
    assert_eq!(computer.rows().await.len(), 60);
}

/// T27
#[tokio::test]
async fn the_passphrase_is_kept_nowhere() {
    let computer = protected().await;
    let all = computer.all_bytes();
    assert!(!all.windows(RIGHT.len()).any(|part| part == RIGHT.as_bytes()));
    for name in computer.keychain.names() {
        let item = computer.keychain.item(&name).unwrap();
        assert!(!item.windows(RIGHT.len()).any(|part| part == RIGHT.as_bytes()), "{name}");
    }
    assert!(!format!("{:?}", entered(RIGHT)).contains(RIGHT));
}
