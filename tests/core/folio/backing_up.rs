//! A backup as a member uses it: saved, carried to another computer, looked at, restored; and one that is damaged, foreign
//! or cut off in the middle.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::Ordering,
};

use claimfolio_core::ipc::{BackupPreview, ConnectionStatus, EnteredSecret, ErrorCode, Startup, SyncRun};
use claimfolio_demo::Member;
use tempfile::TempDir;

use super::{
    browser::ALL,
    computer::{Computer, until},
    keychain::KEY,
};

const WORDS: &str = "words of the backup";

fn entered(text: &str) -> EnteredSecret {
    EnteredSecret(text.to_owned().into())
}

/// With records, and a backup of them in a folder that the member carries along.
async fn backed_up() -> (Computer, TempDir) {
    let computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    let stick = tempfile::tempdir().unwrap();
    *computer.desktop.dialogs.lock().unwrap() = Some(stick.path().to_owned());
    let saved = computer.folio.save_backup(entered(WORDS), None).await.unwrap().unwrap();
    assert_eq!((saved.connections, saved.claims), (1, 60));
    assert_eq!(backup(&stick), stick.path().join(saved.file));
    (computer, stick)
}

fn backup(stick: &TempDir) -> PathBuf {
    fs::read_dir(stick.path()).unwrap().next().unwrap().unwrap().path()
}

async fn look(computer: &Computer, stick: &Path, words: &str) -> Result<BackupPreview, ErrorCode> {
    *computer.desktop.dialogs.lock().unwrap() = Some(stick.to_owned());
    computer.folio.choose_backup().await.unwrap();
    computer.folio.look_at_backup(entered(words)).await.map_err(|problem| problem.code)
}

async fn start_again(computer: &mut Computer) -> Startup {
    computer.quit().await;
    computer.folio.open().await;
    computer.startup().await
}

/// T31
#[tokio::test]
async fn everything_but_the_tokens_comes_along_to_another_computer() {
    let (home, stick) = backed_up().await;
    let mut other = Computer::new().await;
    let preview = look(&other, stick.path(), WORDS).await.unwrap();
    assert_eq!((preview.connections, preview.claims, preview.connections_here, preview.claims_here), (1, 60, 0, 0));
    assert_eq!(preview.made_at, "2026-11-20T12:00:00Z");
    assert_eq!(other.rows().await, [], "looking changes nothing");
    assert_eq!(other.folio.restore_backup().await.unwrap().startup, Startup::Ready);
    assert_eq!(other.rows().await, home.rows().await);
    let connection = other.folio.connections().await.unwrap().remove(0);
    assert!(matches!(connection.status, ConnectionStatus::SignInNeeded { .. }), "{:?}", connection.status);
    assert!(!other.keychain.names().iter().any(|name| name.starts_with("connection/")), "{:?}", other.keychain.names());
    assert_ne!(other.keychain.item(KEY), home.keychain.item(KEY));
    assert_eq!(start_again(&mut other).await, Startup::Ready);
    assert_eq!(other.rows().await.len(), 60);
    // It lives on: the member signs in again.
    other.set_plan(home.plan.origin().as_str());
    let attempt = other.begin_again(&connection.id).await;
    let link = home_link(&other, &attempt).await;
    other.folio.answer_from_browser(link.as_bytes()).await;
    assert_eq!(other.synced(&connection.id).await.run, SyncRun::Done);
    assert_eq!(home.rows().await.len(), 60, "and the first computer goes on with its own");
}

async fn home_link(computer: &Computer, attempt: &claimfolio_core::ipc::ConnectAttempt) -> String {
    computer.link(attempt, Member::Maria, ALL).await
}

/// T17
#[tokio::test]
async fn what_a_backup_replaces_is_set_aside_with_its_key() {
    let (_home, stick) = backed_up().await;
    let mut other = Computer::new().await;
    other.connect(Member::Maria).await;
    let (before, key) = (other.files(), other.keychain.item(KEY).unwrap());
    let preview = look(&other, stick.path(), WORDS).await.unwrap();
    assert_eq!((preview.connections_here, preview.claims_here), (1, 60));
    other.folio.restore_backup().await.unwrap();
    let aside: Vec<_> = other.files().into_iter().filter(|(name, _)| name.starts_with("records-2026")).collect();
    assert_eq!(aside.len(), 2, "the file and its key's name");
    assert!(before.values().any(|bytes| aside.iter().any(|(_, kept)| kept == bytes)));
    let kept = other.keychain.names().into_iter().find(|name| name.starts_with("database-key/2026")).unwrap();
    assert_eq!(other.keychain.item(&kept).unwrap(), key);
    assert_eq!(start_again(&mut other).await, Startup::Ready);
}

/// T30: whoever sits down at an open app cannot carry everything away sealed by words of their own.
#[tokio::test]
async fn a_backup_needs_the_passphrase_that_is_in_force() {
    let computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    computer.folio.set_passphrase(entered("in force here"), None).await.unwrap();
    let stick = tempfile::tempdir().unwrap();
    *computer.desktop.dialogs.lock().unwrap() = Some(stick.path().to_owned());
    for current in [None, Some("wrong words")] {
        let refused = computer.folio.save_backup(entered(WORDS), current.map(entered)).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::PassphraseWrong);
    }
    let short = computer.folio.save_backup(entered("short"), Some(entered("in force here"))).await.unwrap_err();
    assert_eq!(short.code, ErrorCode::PassphraseTooShort);
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 0);
    computer.folio.save_backup(entered(WORDS), Some(entered("in force here"))).await.unwrap().unwrap();
    let mut other = Computer::new().await;
    other.folio.set_passphrase(entered("of the other"), None).await.unwrap();
    look(&other, stick.path(), WORDS).await.unwrap();
    assert_eq!(other.folio.restore_backup().await.unwrap().startup, Startup::Ready);
    assert_eq!(start_again(&mut other).await, Startup::Ready, "the passphrase went with the records that it opened");
    assert_eq!(other.rows().await.len(), 60);
}

/// T16
#[tokio::test]
async fn a_wrong_passphrase_a_foreign_file_and_a_damaged_backup_change_nothing() {
    let (_home, stick) = backed_up().await;
    let other = Computer::new().await;
    other.connect(Member::Maria).await;
    let (files, names) = (other.files(), other.keychain.names());
    assert_eq!(look(&other, stick.path(), "other words").await, Err(ErrorCode::PassphraseWrong));
    assert_eq!(other.folio.restore_backup().await.unwrap_err().code, ErrorCode::NotFound, "it was not opened");
    let place = backup(&stick);
    let whole = fs::read(&place).unwrap();
    for (bytes, code) in
        [(b"%PDF-1.7".to_vec(), ErrorCode::BackupNotUnderstood), (whole[..50].to_vec(), ErrorCode::BackupNotUnderstood)]
    {
        fs::write(&place, bytes).unwrap();
        assert_eq!(look(&other, stick.path(), WORDS).await, Err(code));
    }
    for (bytes, what) in [
        (whole[..whole.len() - 70_000].to_vec(), "cut off"),
        ([&whole[..whole.len() / 2], &[0; 100], &whole[whole.len() / 2 + 100..]].concat(), "damaged"),
    ] {
        fs::write(&place, bytes).unwrap();
        look(&other, stick.path(), WORDS).await.unwrap();
        assert_eq!(other.folio.restore_backup().await.unwrap_err().code, ErrorCode::BackupDamaged, "{what}");
    }
    assert_eq!((other.files(), other.keychain.names()), (files, names));
    assert_eq!(other.rows().await.len(), 60, "the app goes on");
}

/// T17, T25: the power fails after each change that restoring makes to the keychain.
#[tokio::test]
async fn wherever_a_restore_is_cut_off_the_app_opens_the_old_records_or_the_new_ones() {
    let (_home, stick) = backed_up().await;
    let (mut old, mut new) = (0, 0);
    for cut in 0..7 {
        let mut other = Computer::new().await;
        look(&other, stick.path(), WORDS).await.unwrap();
        other.keychain.changes_left.store(cut, Ordering::SeqCst);
        let done = other.folio.restore_backup().await;
        other.keychain.changes_left.store(usize::MAX, Ordering::SeqCst);
        assert_eq!(start_again(&mut other).await, Startup::Ready, "cut {cut}: {done:?}");
        match other.rows().await.len() {
            0 => old += 1,
            60 => new += 1,
            count => panic!("{count}"),
        }
        assert!(done.is_err() || other.rows().await.len() == 60, "cut {cut}");
        assert_eq!(start_again(&mut other).await, Startup::Ready, "and again");
    }
    assert!(old > 0 && new > 1, "{old} {new}");
}

/// T29, T31
#[tokio::test]
async fn a_backup_is_for_its_owner_alone_says_nothing_and_leaves_nothing_behind() {
    let (computer, stick) = backed_up().await;
    let place = backup(&stick);
    let bytes = fs::read(&place).unwrap();
    let key = computer.keychain.item(KEY).unwrap();
    for canary in [&b"Maria"[..], b"Evergreen", b"ExplanationOfBenefit", WORDS.as_bytes(), b"SQLite format", &key] {
        assert!(!bytes.windows(canary.len()).any(|part| part == canary), "{canary:?}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let left = fs::read_dir(computer.records_folder()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.filter(|name| name.to_string_lossy().starts_with("records-")).count(), 0);
    until("the app goes on", async || computer.rows().await.len() == 60).await;
}
