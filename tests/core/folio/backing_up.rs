//! A backup as a member uses it: saved, carried to another computer, looked at, restored; and one that is damaged, foreign
//! or cut off in the middle.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
};

use claimfolio_core::{
    ipc::{BackupPreview, ConnectionStatus, EnteredSecret, ErrorCode, Event, Startup, SyncRun},
    secret::{KeptKey, SecretStore},
};
use claimfolio_demo::Member;
use tempfile::TempDir;

use super::{
    browser::ALL,
    computer::{Computer, until},
    keychain::KEY,
};

const WORDS: &str = "words of the backup";
/// The name of the key of records that are about to take their place.
const NEXT: &str = "database-key/next";

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

/// T17, T25: cut off between two renames: the old records are aside, and the new ones not yet in their place.
#[tokio::test]
async fn a_restore_that_was_cut_off_between_two_renames_is_finished_at_the_next_start() {
    for (passphrase, key_id) in [(None, false), (None, true), (Some("in force here"), false)] {
        let (_home, stick) = backed_up().await;
        let mut other = Computer::new().await;
        let old = other.keychain.item(KEY).unwrap();
        look(&other, stick.path(), WORDS).await.unwrap();
        other.folio.restore_backup().await.unwrap();
        other.quit().await;
        // Back to that moment.
        other.keychain.put(NEXT, &other.keychain.item(KEY).unwrap());
        other.keychain.put(KEY, &old);
        let folder = other.records_folder();
        fs::rename(folder.join("records.db"), folder.join("records-restored.db")).unwrap();
        if !key_id {
            fs::remove_file(folder.join("records.key-id")).unwrap();
        }
        if let Some(passphrase) = passphrase {
            let next = other.keychain.item(NEXT).unwrap();
            let secrets: &dyn SecretStore = other.keychain.as_ref();
            let kept = KeptKey::of(secrets);
            kept.wrap(&kept.key(None).unwrap(), &passphrase.to_owned().into()).unwrap();
            other.keychain.put(NEXT, &next);
        }
        assert_eq!(start_again(&mut other).await, Startup::Ready, "{passphrase:?} {key_id}");
        assert_eq!(other.rows().await.len(), 60);
        assert!(!folder.join("records-restored.db").exists());
        assert!(other.keychain.item(NEXT).is_none());
        assert_eq!(start_again(&mut other).await, Startup::Ready);
    }
}

/// T31, T32: an app that was killed while it wrote a backup or read one leaves copies behind, and a key.
#[tokio::test]
async fn what_a_killed_app_left_of_a_backup_is_gone_at_the_next_start() {
    let mut computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    computer.quit().await;
    let folder = computer.records_folder();
    let left = ["records-copy.db", "records-copy.db-journal", "records-restored.db", ".records-restored.db.1f.part"];
    for name in left {
        fs::copy(folder.join("records.db"), folder.join(name)).unwrap();
    }
    fs::write(folder.join("mine.db"), "not ours").unwrap();
    computer.keychain.put(NEXT, &[7; 32]);
    assert_eq!(start_again(&mut computer).await, Startup::Ready);
    for name in left {
        assert!(!folder.join(name).exists(), "{name}");
    }
    assert!(folder.join("mine.db").exists());
    assert!(computer.keychain.item(NEXT).is_none());
    assert_eq!(computer.rows().await.len(), 60);
}

/// T30: a key in the clear beside a passphrase would make it worth nothing.
#[tokio::test]
async fn a_passphrase_leaves_nothing_of_a_restore_in_the_keychain() {
    let (_home, stick) = backed_up().await;
    let mut other = Computer::new().await;
    look(&other, stick.path(), WORDS).await.unwrap();
    other.folio.restore_backup().await.unwrap();
    // The keychain did not take that away.
    let key = other.keychain.item(KEY).unwrap();
    other.keychain.put(NEXT, &key);
    other.folio.set_passphrase(entered("in force here"), None).await.unwrap();
    for name in other.keychain.names() {
        assert_ne!(other.keychain.item(&name).unwrap(), key, "{name}");
    }
    assert!(matches!(start_again(&mut other).await, Startup::Locked { .. }));
}

/// T25, T32
#[tokio::test]
async fn no_token_of_the_records_that_were_replaced_stays() {
    let computer = Computer::new().await;
    let stick = tempfile::tempdir().unwrap();
    *computer.desktop.dialogs.lock().unwrap() = Some(stick.path().to_owned());
    computer.connect(Member::Maria).await;
    computer.folio.save_backup(entered(WORDS), None).await.unwrap().unwrap();
    computer.connect(Member::Daniel).await;
    let tokens = |computer: &Computer| {
        computer.keychain.names().into_iter().filter(|name| name.starts_with("connection/")).collect::<Vec<_>>()
    };
    assert_eq!(tokens(&computer).len(), 2);
    look(&computer, stick.path(), WORDS).await.unwrap();
    computer.folio.restore_backup().await.unwrap();
    assert_eq!(tokens(&computer), Vec::<String>::new());
    let mut connections = computer.folio.connections().await.unwrap();
    assert_eq!(connections.len(), 1);
    let id = connections.remove(0).id;
    let attempt = computer.begin_again(&id).await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    computer.folio.answer_from_browser(link.as_bytes()).await;
    assert_eq!(computer.synced(&id).await.run, SyncRun::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_backups_at_once_are_both_whole() {
    let home = Arc::new(Computer::new().await);
    home.connect(Member::Maria).await;
    let sticks = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut saving = Vec::new();
    for stick in &sticks {
        *home.desktop.dialogs.lock().unwrap() = Some(stick.path().to_owned());
        let folio = Arc::clone(&home.folio);
        saving.push(tokio::spawn(async move { folio.save_backup(entered(WORDS), None).await }));
        until("the place was asked for", async || fs::read_dir(stick.path()).unwrap().count() > 0).await;
    }
    for saved in saving {
        saved.await.unwrap().unwrap().unwrap();
    }
    for stick in &sticks {
        let other = Computer::new().await;
        look(&other, stick.path(), WORDS).await.unwrap();
        other.folio.restore_backup().await.unwrap();
        assert_eq!(other.rows().await.len(), 60);
    }
}

/// T30
#[tokio::test(flavor = "multi_thread")]
async fn locking_amid_a_restore_ends_with_a_locked_app() {
    let (_home, stick) = backed_up().await;
    let at_once: fn(&Event) -> bool = |_| true;
    let it_is_read: fn(&Event) -> bool = |event| matches!(event, Event::Copy(_));
    let the_window_is_empty: fn(&Event) -> bool = |event| matches!(event, Event::Startup(_));
    for (name, is_time) in
        [("at once", at_once), ("it is read", it_is_read), ("the window is empty", the_window_is_empty)]
    {
        let other = Computer::new().await;
        look(&other, stick.path(), WORDS).await.unwrap();
        other.desktop.take_told();
        let folio = Arc::clone(&other.folio);
        let restoring = tokio::spawn(async move { folio.restore_backup().await.map(drop) });
        if name != "at once" {
            until(name, async || other.desktop.take_told().iter().any(is_time)).await;
        }
        assert!(matches!(other.folio.lock_now().await.startup, Startup::Locked { .. }));
        let restored = restoring.await.unwrap();
        assert!(matches!(other.startup().await, Startup::Locked { .. }));
        other.folio.unlock(None).await.unwrap();
        assert_eq!(other.rows().await.len(), if restored.is_ok() { 60 } else { 0 }, "{name}");
    }
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
