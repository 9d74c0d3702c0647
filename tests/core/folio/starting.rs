//! Starting the app: what can be in the way, and that nothing is lost because of it.

use std::{
    fs,
    io::{Seek, SeekFrom, Write},
    path::Path,
    sync::Arc,
};

use claimfolio_core::{
    folio::Folio,
    ipc::{ErrorCode, Event, Language, Settings, Startup, SyncRun, Theme},
    secret::SecretError,
    store::{DatabaseKey, Store},
};
use claimfolio_demo::Member;

use super::{
    computer::{Computer, request, until},
    keychain::KEY,
};

const REFUSALS: [(SecretError, ErrorCode); 4] = [
    (SecretError::Locked, ErrorCode::KeychainLocked),
    (SecretError::Missing, ErrorCode::KeychainMissing),
    (SecretError::Denied, ErrorCode::KeychainDenied),
    (SecretError::TimedOut, ErrorCode::KeychainTimedOut),
];

/// A computer with records, switched off.
async fn with_records() -> Computer {
    let mut computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    computer.quit().await;
    computer
}

/// Starts the app and says what is in the way. Nothing was changed by that, and other commands say the same.
async fn blocked(computer: &Computer) -> ErrorCode {
    let (files, names) = (computer.files(), computer.keychain.names());
    computer.folio.open().await;
    let code = computer.blocked().await.unwrap();
    let mut told = computer.desktop.take_told().into_iter().filter_map(|event| match event {
        Event::Startup(state) => Some(state.startup),
        _ => None,
    });
    assert!(told.next_back().is_some_and(|told| matches!(told, Startup::Blocked { problem } if problem.code == code)));
    assert_eq!(computer.folio.people().await.unwrap_err().code, code);
    assert_eq!(computer.folio.connect_begin(request(None)).await.unwrap_err().code, code, "nobody signs in in vain");
    assert_eq!((computer.files(), computer.keychain.names()), (files, names));
    code
}

/// How many claims the records in `folder` with this stem hold, opened elsewhere with a key.
fn claims_in(folder: &Path, stem: &str, key: &[u8]) -> u64 {
    let elsewhere = tempfile::tempdir().unwrap();
    for ending in [".db", ".key-id"] {
        fs::copy(folder.join(format!("{stem}{ending}")), elsewhere.path().join(format!("records{ending}"))).unwrap();
    }
    let key = DatabaseKey::new(Box::new(key.try_into().unwrap()));
    let store = Store::open(elsewhere.path(), &key).unwrap();
    store.connections().unwrap().iter().map(|record| store.kept(&record.id).unwrap().claims).sum()
}

/// The stem of the records that were set aside.
fn set_aside(computer: &Computer) -> String {
    let mut stems: Vec<_> = computer
        .files()
        .into_keys()
        .filter_map(|name| name.strip_suffix(".db").map(str::to_owned))
        .filter(|stem| stem != "records")
        .collect();
    assert_eq!(stems.len(), 1);
    stems.remove(0)
}

/// Sets the records aside; what is there then is empty and works.
async fn begin_anew(computer: &Computer) {
    assert_eq!(computer.folio.set_records_aside().await.unwrap().startup, Startup::Ready);
    assert_eq!(computer.rows().await, []);
    let id = computer.connect(Member::Maria).await;
    assert_eq!(computer.connection(&id).await.kept.claims, 60);
}

/// T17, T18
#[tokio::test]
async fn a_keychain_that_refuses_blocks_the_app_until_it_answers_and_nothing_is_set_aside_for_it() {
    let computer = with_records().await;
    for (refusal, code) in REFUSALS {
        computer.keychain.refuse(refusal);
        assert_eq!(blocked(&computer).await, code);
        let files = computer.files();
        assert_eq!(computer.folio.set_records_aside().await.unwrap_err().code, code);
        assert_eq!(computer.files(), files);
    }
    computer.keychain.relent();
    computer.folio.open().await;
    assert_eq!(computer.startup().await, Startup::Ready);
    assert_eq!(computer.rows().await.len(), 60);
}

/// T17, T18
#[tokio::test]
async fn a_first_start_whose_keychain_refuses_makes_neither_a_key_nor_a_file() {
    let computer = Computer::switched_off(60, None).await;
    for (refusal, code) in REFUSALS {
        computer.keychain.refuse(refusal);
        assert_eq!(blocked(&computer).await, code);
        assert!(computer.keychain.names().is_empty() && computer.files().is_empty());
    }
    computer.keychain.relent();
    computer.folio.open().await;
    assert_eq!(computer.startup().await, Startup::Ready);
}

/// T17
#[tokio::test]
async fn records_whose_key_is_missing_are_kept_and_can_be_set_aside() {
    let computer = with_records().await;
    let key = computer.keychain.item(KEY).unwrap();
    computer.keychain.remove(KEY);
    assert_eq!(blocked(&computer).await, ErrorCode::KeyMissing);
    begin_anew(&computer).await;
    assert_ne!(computer.keychain.item(KEY).unwrap(), key);
    assert_eq!(claims_in(&computer.records_folder(), &set_aside(&computer), &key), 60, "should the key turn up");
}

/// T17
#[tokio::test]
async fn records_of_another_key_are_kept_and_so_is_the_key_that_does_not_fit() {
    let computer = with_records().await;
    let key = computer.keychain.item(KEY).unwrap();
    computer.keychain.put(KEY, &[9; 32]);
    assert_eq!(blocked(&computer).await, ErrorCode::WrongKey);
    begin_anew(&computer).await;
    // It may be the key of records set aside before.
    assert_eq!(computer.keychain.item(KEY).unwrap(), [9; 32]);
    assert_eq!(claims_in(&computer.records_folder(), &set_aside(&computer), &key), 60);
}

/// T16, T17
#[tokio::test]
async fn damaged_records_are_kept_with_their_key() {
    let computer = with_records().await;
    let key = computer.keychain.item(KEY).unwrap();
    let path = computer.records_folder().join("records.db");
    let whole = fs::read(&path).unwrap();
    let mut file = fs::File::options().write(true).open(&path).unwrap();
    file.seek(SeekFrom::Start(100)).unwrap();
    file.write_all(&[0x55; 200]).unwrap();
    drop(file);
    let damaged = fs::read(&path).unwrap();
    assert_eq!(blocked(&computer).await, ErrorCode::StoreCorrupt);
    begin_anew(&computer).await;
    assert_eq!(computer.keychain.item(KEY).unwrap(), key, "what can be saved of the old file needs it");
    let aside = set_aside(&computer);
    assert_eq!(computer.files()[&format!("{aside}.db")], damaged);
    fs::write(computer.records_folder().join(format!("{aside}.db")), whole).unwrap();
    assert_eq!(claims_in(&computer.records_folder(), &aside, &key), 60);
}

/// T23
#[tokio::test]
async fn records_of_a_newer_version_are_left_alone() {
    let computer = with_records().await;
    let key: String = computer.keychain.item(KEY).unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
    let newer = rusqlite::Connection::open(computer.records_folder().join("records.db")).unwrap();
    newer.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; PRAGMA user_version = 4711")).unwrap();
    drop(newer);
    assert_eq!(blocked(&computer).await, ErrorCode::StoreNewer);
    let files = computer.files();
    assert_eq!(computer.folio.set_records_aside().await.unwrap_err().code, ErrorCode::StoreNewer);
    assert_eq!(computer.files(), files);
}

/// T22
#[tokio::test]
async fn a_second_copy_of_the_app_gets_nothing_and_disturbs_nothing() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    let second = computer.another_copy();
    second.open().await;
    let in_use = |startup| matches!(startup, Startup::Blocked { problem } if problem.code == ErrorCode::InUse);
    assert!(in_use(second.app_state().await.startup));
    assert_eq!(second.set_records_aside().await.unwrap_err().code, ErrorCode::InUse);
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done);
    drop(computer.folio);
    let gone = async || {
        second.open().await;
        second.app_state().await.startup == Startup::Ready
    };
    until("the first copy is gone", gone).await;
    assert_eq!(second.connections().await.unwrap().len(), 1);
}

/// T17, T22
#[tokio::test(flavor = "multi_thread")]
async fn copies_that_start_for_the_first_time_at_once_make_one_key() {
    for _ in 0..10 {
        let mut computer = Computer::switched_off(1, None).await;
        let copies: Vec<Arc<Folio>> = (0..8).map(|_| computer.another_copy()).collect();
        let opening: Vec<_> = copies
            .iter()
            .map(|copy| {
                let copy = Arc::clone(copy);
                tokio::spawn(async move { copy.open().await })
            })
            .collect();
        for opening in opening {
            opening.await.unwrap();
        }
        let mut ready = 0;
        for copy in &copies {
            ready += usize::from(copy.app_state().await.startup == Startup::Ready);
        }
        assert_eq!(ready, 1);
        drop(copies);
        computer.restart().await;
    }
}

#[tokio::test]
async fn a_key_that_this_version_does_not_understand_is_not_overwritten() {
    let computer = Computer::switched_off(60, None).await;
    computer.keychain.put(KEY, b"a later version's wrapped key");
    computer.folio.open().await;
    assert_eq!(computer.startup().await, Startup::Ready);
    assert_eq!(computer.keychain.item(KEY).unwrap().len(), 32);
    let names = computer.keychain.names();
    assert_eq!(names.len(), 2);
    assert_eq!(computer.keychain.item(&names[1]).unwrap(), b"a later version's wrapped key");
}

#[tokio::test]
async fn records_are_not_set_aside_when_they_can_be_opened_again() {
    let computer = with_records().await;
    let key = computer.keychain.item(KEY).unwrap();
    computer.keychain.remove(KEY);
    assert_eq!(blocked(&computer).await, ErrorCode::KeyMissing);
    computer.keychain.put(KEY, &key);
    assert_eq!(computer.folio.set_records_aside().await.unwrap().startup, Startup::Ready);
    assert_eq!(computer.rows().await.len(), 60);
    assert_eq!(computer.files().len(), 2);
}

/// T18
#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_comes_before_the_records_are_open_waits_for_them() {
    let computer = with_records().await;
    let (folio, keychain) = (Arc::clone(&computer.folio), Arc::clone(&computer.keychain));
    let (held, release) = (std::sync::mpsc::channel(), std::sync::mpsc::channel::<()>());
    let prompt = std::thread::spawn(move || {
        let _prompt = keychain.hold();
        held.0.send(()).unwrap();
        release.1.recv().unwrap();
    });
    held.1.recv().unwrap();
    let opening = tokio::spawn(async move { folio.open().await });
    let folio = Arc::clone(&computer.folio);
    let people = tokio::spawn(async move { folio.people().await });
    assert_eq!(computer.startup().await, Startup::Opening, "this is told at once");
    assert_eq!(computer.folio.settings(), Settings::default());
    assert_eq!(computer.folio.sync_status(), []);
    assert!(!people.is_finished());
    release.0.send(()).unwrap();
    assert_eq!(people.await.unwrap().unwrap().len(), 4);
    opening.await.unwrap();
    prompt.join().unwrap();
}

#[tokio::test]
async fn preferences_survive_and_are_there_while_the_app_is_blocked() {
    let mut computer = with_records().await;
    let spanish = Settings { language: Language::Es, theme: Theme::Dark, ..Settings::default() };
    computer.keychain.refuse(SecretError::Locked);
    assert_eq!(blocked(&computer).await, ErrorCode::KeychainLocked);
    computer.folio.save_settings(spanish.clone()).await.unwrap();
    computer.quit().await;
    assert_eq!(computer.folio.settings(), spanish, "before anything is opened");
    assert_eq!(blocked(&computer).await, ErrorCode::KeychainLocked);
    assert_eq!(computer.folio.app_state().await.settings, spanish);
}

#[tokio::test(flavor = "multi_thread")]
async fn preferences_saved_at_once_are_kept_as_they_are_shown() {
    let mut computer = Computer::switched_off(1, None).await;
    let choices = [Theme::Light, Theme::Dark, Theme::System].into_iter().cycle().take(60);
    let saving: Vec<_> = choices
        .map(|theme| {
            let folio = Arc::clone(&computer.folio);
            tokio::spawn(async move { folio.save_settings(Settings { theme, ..Settings::default() }).await })
        })
        .collect();
    for saving in saving {
        saving.await.unwrap().unwrap();
    }
    let shown = computer.folio.settings();
    computer.quit().await;
    assert_eq!(computer.folio.settings(), shown);
}

#[tokio::test]
async fn sandboxes_are_for_developers() {
    let computer = Computer::new().await;
    let count = async || computer.folio.payers().await.iter().map(|group| group.payers.len()).sum::<usize>();
    let before = count().await;
    computer.folio.save_settings(Settings { developer_mode: true, ..Settings::default() }).await.unwrap();
    assert!(count().await > before);
}
