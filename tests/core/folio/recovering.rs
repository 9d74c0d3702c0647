//! A recovery code as a member uses it: made and written down, and typed in when nothing else opens the records.

use std::{fs, sync::atomic::Ordering};

use claimfolio_core::{
    ipc::{EnteredSecret, ErrorCode, Startup},
    secret::SecretError,
};
use claimfolio_demo::Member;

use super::{computer::Computer, keychain::KEY};

const PASSPHRASE: &str = "correct horse battery";

fn entered(text: &str) -> EnteredSecret {
    EnteredSecret(text.to_owned().into())
}

/// With records and a code for them.
async fn with_code() -> (Computer, String) {
    let computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    let code = make(&computer, None).await.unwrap();
    (computer, code)
}

async fn make(computer: &Computer, passphrase: Option<&str>) -> Result<String, ErrorCode> {
    let made = computer.folio.make_recovery_code(passphrase.map(entered)).await.map_err(|problem| problem.code)?;
    assert!(computer.folio.keep_recovery_code().await.unwrap().has_recovery_code);
    Ok(made.groups.join("-"))
}

async fn recover(computer: &Computer, code: &str) -> Result<Startup, ErrorCode> {
    computer.folio.recover(entered(code)).await.map(|state| state.startup).map_err(|problem| problem.code)
}

async fn start_again(computer: &mut Computer) -> Startup {
    computer.quit().await;
    computer.folio.open().await;
    computer.startup().await
}

/// T17
#[tokio::test]
async fn a_key_that_the_keychain_lost_comes_back_by_the_code_and_stays() {
    let (mut computer, code) = with_code().await;
    let key = computer.keychain.item(KEY).unwrap();
    assert!(computer.folio.app_state().await.has_recovery_code);
    computer.quit().await;
    computer.keychain.remove(KEY);
    computer.folio.open().await;
    assert_eq!(computer.blocked().await, Some(ErrorCode::KeyMissing));
    assert!(computer.folio.app_state().await.has_recovery_code, "the screen can offer it");
    assert_eq!(recover(&computer, &code.to_lowercase().replace('-', " ")).await, Ok(Startup::Ready));
    assert_eq!(computer.rows().await.len(), 60);
    assert_eq!(computer.keychain.item(KEY).unwrap(), key);
    assert_eq!(start_again(&mut computer).await, Startup::Ready);
}

/// T17
#[tokio::test]
async fn another_key_in_the_keychain_gives_way_and_is_kept() {
    let (mut computer, code) = with_code().await;
    computer.quit().await;
    computer.keychain.put(KEY, &[9; 32]);
    computer.folio.open().await;
    assert_eq!(computer.blocked().await, Some(ErrorCode::WrongKey));
    assert_eq!(recover(&computer, &code).await, Ok(Startup::Ready));
    assert_eq!(computer.rows().await.len(), 60);
    let aside: Vec<_> =
        computer.keychain.names().into_iter().filter(|name| name.starts_with("database-key/")).collect();
    assert_eq!(aside.len(), 1);
    assert_eq!(computer.keychain.item(&aside[0]).unwrap(), [9; 32]);
}

/// T17: the keychain has another key, takes none, and the code opened the records.
#[tokio::test]
async fn nothing_is_made_of_a_key_that_does_not_open_the_records() {
    let (mut computer, code) = with_code().await;
    computer.quit().await;
    computer.keychain.put(KEY, &[9; 32]);
    computer.folio.open().await;
    computer.keychain.is_full.store(true, Ordering::SeqCst);
    assert_eq!(recover(&computer, &code).await, Ok(Startup::Ready));
    computer.keychain.is_full.store(false, Ordering::SeqCst);
    let names = computer.keychain.names();
    assert_eq!(make(&computer, None).await, Err(ErrorCode::WrongKey), "it would open nothing");
    let set = computer.folio.set_passphrase(entered(PASSPHRASE), None).await;
    assert_eq!(set.unwrap_err().code, ErrorCode::WrongKey);
    assert_eq!(computer.keychain.names(), names);
    start_again(&mut computer).await;
    assert_eq!(computer.blocked().await, Some(ErrorCode::WrongKey));
    assert_eq!(recover(&computer, &code).await, Ok(Startup::Ready), "the code that there is still does");
    assert_eq!(computer.rows().await.len(), 60);
    assert_eq!(start_again(&mut computer).await, Startup::Ready);
}

/// T17, T30
#[tokio::test]
async fn a_forgotten_passphrase_is_taken_away_by_the_code() {
    let (mut computer, code) = with_code().await;
    computer.folio.set_passphrase(entered(PASSPHRASE), None).await.unwrap();
    assert!(matches!(start_again(&mut computer).await, Startup::Locked { has_passphrase: true }));
    assert!(computer.folio.may_run("recover").is_ok());
    assert_eq!(recover(&computer, &code).await, Ok(Startup::Ready));
    assert_eq!(computer.rows().await.len(), 60);
    let protection = computer.folio.protection().await.unwrap();
    assert!(!protection.has_passphrase && protection.has_recovery_code);
    assert_eq!(start_again(&mut computer).await, Startup::Ready);
}

/// T30: whoever sits down at an open app cannot make a way in for later.
#[tokio::test]
async fn making_a_code_needs_the_passphrase_where_there_is_one() {
    let (computer, old) = with_code().await;
    computer.folio.set_passphrase(entered(PASSPHRASE), None).await.unwrap();
    assert_eq!(make(&computer, None).await, Err(ErrorCode::PassphraseWrong));
    assert_eq!(make(&computer, Some("wrong words")).await, Err(ErrorCode::PassphraseWrong));
    let new = make(&computer, Some(PASSPHRASE)).await.unwrap();
    computer.folio.lock_now().await;
    assert_eq!(
        recover(&computer, &old).await,
        Err(ErrorCode::RecoveryCodeWrong),
        "a new one makes the old one useless"
    );
    assert_eq!(recover(&computer, &new).await, Ok(Startup::Ready));
}

/// T17, T25: the app ends or locks while the code is on the screen, and nobody has written it down.
#[tokio::test]
async fn a_code_that_was_not_kept_leaves_the_one_before_in_force() {
    let (mut computer, old) = with_code().await;
    let new = computer.folio.make_recovery_code(None).await.unwrap().groups.join("-");
    computer.folio.lock_now().await;
    assert_eq!(recover(&computer, &new).await, Err(ErrorCode::RecoveryCodeWrong));
    assert_eq!(recover(&computer, &old).await, Ok(Startup::Ready));
    assert_eq!(computer.folio.keep_recovery_code().await.unwrap_err().code, ErrorCode::NotFound, "the lock forgot it");
    let new = computer.folio.make_recovery_code(None).await.unwrap().groups.join("-");
    start_again(&mut computer).await;
    computer.folio.lock_now().await;
    assert_eq!(recover(&computer, &new).await, Err(ErrorCode::RecoveryCodeWrong));
    assert_eq!(recover(&computer, &old).await, Ok(Startup::Ready));
}

/// T17
#[tokio::test]
async fn a_mistyped_or_foreign_code_and_a_damaged_envelope_change_nothing() {
    let (mut computer, code) = with_code().await;
    computer.quit().await;
    computer.keychain.remove(KEY);
    computer.folio.open().await;
    let (files, names) = (computer.files(), computer.keychain.names());
    let mut letters: Vec<char> = code.chars().collect();
    letters[12] = if letters[12] == '7' { '8' } else { '7' };
    let mistyped = computer.folio.recover(entered(&letters.iter().collect::<String>())).await.unwrap_err();
    assert_eq!((mistyped.code, mistyped.detail.as_deref()), (ErrorCode::RecoveryCodeUnreadable, Some("3")));
    assert_eq!(recover(&computer, "hello").await, Err(ErrorCode::RecoveryCodeUnreadable));
    let foreign = with_code().await.1;
    assert_eq!(recover(&computer, &foreign).await, Err(ErrorCode::RecoveryCodeWrong));
    let sidecar = computer.records_folder().join("records.recovery");
    let whole = fs::read(&sidecar).unwrap();
    let mut damaged = whole.clone();
    damaged[60] ^= 1;
    fs::write(&sidecar, damaged).unwrap();
    assert_eq!(recover(&computer, &code).await, Err(ErrorCode::RecoveryCodeWrong));
    fs::remove_file(&sidecar).unwrap();
    assert_eq!(recover(&computer, &code).await, Err(ErrorCode::NoRecoveryCode));
    assert_eq!(computer.blocked().await, Some(ErrorCode::KeyMissing));
    assert_eq!((computer.files(), computer.keychain.names()), (files, names));
    fs::write(&sidecar, whole).unwrap();
    assert_eq!(recover(&computer, &code).await, Ok(Startup::Ready));
}

/// T17, T18
#[tokio::test]
async fn where_the_keychain_is_gone_the_code_opens_the_records_until_the_app_ends() {
    let (mut computer, code) = with_code().await;
    computer.quit().await;
    computer.keychain.refuse(SecretError::Missing);
    computer.folio.open().await;
    assert_eq!(computer.blocked().await, Some(ErrorCode::KeychainMissing));
    assert_eq!(recover(&computer, &code).await, Ok(Startup::Ready));
    assert_eq!(computer.rows().await.len(), 60);
    assert_eq!(start_again(&mut computer).await, computer.startup().await);
    assert_eq!(computer.blocked().await, Some(ErrorCode::KeychainMissing));
}

/// T17: the forgotten passphrase is still in force then, and the screen asks for it.
#[tokio::test]
async fn a_passphrase_that_the_keychain_would_not_let_go_is_asked_for_again() {
    let (computer, code) = with_code().await;
    computer.folio.set_passphrase(entered(PASSPHRASE), None).await.unwrap();
    computer.folio.lock_now().await;
    computer.keychain.is_full.store(true, Ordering::SeqCst);
    assert_eq!(recover(&computer, &code).await, Ok(Startup::Ready));
    assert_eq!(computer.folio.lock_now().await.startup, Startup::Locked { has_passphrase: true });
    assert_eq!(computer.folio.unlock(Some(entered(PASSPHRASE))).await.unwrap().startup, Startup::Ready);
}

/// T17: what was set aside keeps its code; what comes after has none.
#[tokio::test]
async fn records_that_are_set_aside_take_their_code_along() {
    let (mut computer, _) = with_code().await;
    computer.quit().await;
    computer.keychain.remove(KEY);
    computer.folio.open().await;
    computer.folio.set_records_aside().await.unwrap();
    assert!(!computer.folio.app_state().await.has_recovery_code);
    let names = fs::read_dir(computer.records_folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string());
    let aside = names.filter_map(Result::ok).filter(|name| name.starts_with("records-") && name.ends_with(".recovery"));
    assert_eq!(aside.count(), 1);
}

/// T27
#[tokio::test]
async fn the_code_is_kept_nowhere_and_can_be_made_useless() {
    let (computer, code) = with_code().await;
    let all = computer.all_bytes();
    for part in [code.as_str(), &code.replace('-', ""), &code[..11]] {
        assert!(!all.windows(part.len()).any(|bytes| bytes == part.as_bytes()));
    }
    let made = computer.folio.make_recovery_code(None).await.unwrap();
    assert!(!format!("{made:?}").contains(&made.groups[0]));
    computer.folio.keep_recovery_code().await.unwrap();
    assert!(!computer.folio.remove_recovery_code().await.unwrap().has_recovery_code);
    assert!(!computer.records_folder().join("records.recovery").exists());
}
