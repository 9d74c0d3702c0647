//! Locking the app and opening it again, as a member does it: by hand, and by being away.

use std::{
    fs,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use claimfolio_core::{
    folio::WHILE_LOCKED,
    ipc::{
        COMMANDS, ClaimFilter, ConnectStage, CopyFormat, CopyLanguage, CopyWhat, EnteredSecret, ErrorCode, Event,
        Language, LedgerQuery, LockAfter, Settings, Startup, SyncRun,
    },
    secret::SecretError,
    store::{DatabaseKey, Store},
};
use claimfolio_demo::Member;

use super::{
    browser::{ALL, Browser},
    computer::{Computer, request, until},
    keychain::KEY,
    papers::{inter, options},
};

/// Without a passphrase.
const LOCKED: Startup = Startup::Locked { has_passphrase: false };

fn entered(text: &str) -> EnteredSecret {
    EnteredSecret(text.to_owned().into())
}

async fn locks_after(computer: &Computer, lock_after: LockAfter) {
    computer.folio.save_settings(Settings { lock_after, ..Settings::default() }).await.unwrap();
}

/// What the member does in the window, then so long nothing.
async fn away(computer: &Computer, seconds: u64) -> Startup {
    computer.hands.advance(Duration::from_secs(seconds));
    computer.folio.lock_if_away().await;
    computer.startup().await
}

/// T30
#[tokio::test]
async fn a_locked_app_answers_nothing_holds_no_file_and_has_everything_back_when_it_is_opened() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    computer.desktop.take_told();
    assert_eq!(computer.folio.lock_now().await.startup, LOCKED);
    let locked = |code| code == ErrorCode::Locked;
    assert!(locked(computer.folio.people().await.unwrap_err().code));
    assert!(locked(computer.folio.claims_outline(ClaimFilter::default()).await.unwrap_err().code));
    assert!(locked(computer.folio.connections().await.unwrap_err().code));
    assert!(locked(computer.folio.sync_start(&id).await.unwrap_err().code));
    assert!(locked(computer.folio.connect_begin(request(None)).await.unwrap_err().code));
    assert!(!computer.folio.app_state().await.has_connections);
    assert_eq!(computer.folio.sync_status(), [], "a payer's name says who insures");
    // The file and its lock are free: nothing in this process holds the key any more.
    let key = DatabaseKey::new(Box::new(computer.keychain.item(KEY).unwrap().try_into().unwrap()));
    drop(Store::open(&computer.records_folder(), &key).unwrap());
    // Opening by any other way than the lock's own does not.
    computer.folio.open().await;
    assert_eq!(computer.startup().await, LOCKED);

    assert_eq!(computer.folio.unlock(None).await.unwrap().startup, Startup::Ready);
    assert_eq!(computer.rows().await.len(), 60);
    assert_eq!(computer.sync(&id).await.run, SyncRun::Done);
    assert_eq!(computer.folio.unlock(None).await.unwrap().startup, Startup::Ready, "there was nothing to open");
}

/// T30
#[tokio::test]
async fn while_it_is_locked_the_window_hears_nothing_but_that() {
    let computer = Computer::with_claims(1_000).await;
    let attempt = computer.begin().await;
    computer.answer(&attempt, Member::Maria, ALL).await;
    computer.plan.switches().set_latency(Duration::from_millis(40));
    computer.confirm(&attempt).await;
    computer.desktop.take_told();
    computer.folio.lock_now().await;
    let told = computer.desktop.take_told();
    let locked = told.iter().position(|event| matches!(event, Event::Startup(_))).unwrap();
    assert_eq!(told.len(), locked + 1, "{:?}", &told[locked..]);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("claims.json"), "{}").unwrap();
    computer.folio.files_hover(true);
    computer.folio.look_at_files(vec![folder.path().join("claims.json")]);
    assert!(computer.desktop.take_told().is_empty());
}

/// T30
#[tokio::test]
async fn every_command_but_the_locks_own_is_kept_out_while_it_is_locked() {
    let computer = Computer::new().await;
    for command in COMMANDS {
        assert_eq!(computer.folio.may_run(command.name), Ok(()));
    }
    computer.folio.lock_now().await;
    let answered: Vec<&str> =
        COMMANDS.iter().map(|command| command.name).filter(|name| computer.folio.may_run(name).is_ok()).collect();
    let mut own = WHILE_LOCKED.to_vec();
    own.sort_unstable_by_key(|name| COMMANDS.iter().position(|command| command.name == *name));
    assert_eq!(answered, own);
    assert_eq!(computer.folio.may_run("people").unwrap_err().code, ErrorCode::Locked);
}

/// T30
#[tokio::test]
async fn it_locks_itself_after_the_time_that_was_chosen_and_never_unasked() {
    let computer = Computer::new().await;
    assert_eq!(away(&computer, 1_000_000).await, Startup::Ready, "nobody chose a time");
    locks_after(&computer, LockAfter::Never).await;
    assert_eq!(away(&computer, 1_000_000).await, Startup::Ready);
    for (choice, minutes) in [
        (LockAfter::OneMinute, 1),
        (LockAfter::FiveMinutes, 5),
        (LockAfter::TenMinutes, 10),
        (LockAfter::HalfAnHour, 30),
    ] {
        computer.folio.activity();
        locks_after(&computer, choice).await;
        assert_eq!(away(&computer, 60 * minutes - 1).await, Startup::Ready);
        computer.folio.activity();
        assert_eq!(away(&computer, 60 * minutes - 1).await, Startup::Ready, "the member was seen");
        assert_eq!(away(&computer, 1).await, LOCKED);
        assert_eq!(computer.folio.unlock(None).await.unwrap().startup, Startup::Ready);
        assert_eq!(away(&computer, 59).await, Startup::Ready, "opening it is being there");
    }
}

/// T30
#[tokio::test]
async fn a_computer_that_slept_for_longer_is_locked_when_it_wakes() {
    let computer = Computer::new().await;
    locks_after(&computer, LockAfter::TenMinutes).await;
    computer.hands.set_wall("2026-11-20T12:09:00Z".parse().unwrap());
    assert_eq!(away(&computer, 0).await, Startup::Ready);
    computer.hands.set_wall("2026-11-20T12:10:00Z".parse().unwrap());
    assert_eq!(away(&computer, 0).await, LOCKED);
}

/// T30: the hand that wakes it is heard of before anybody looks at the clocks.
#[tokio::test]
async fn a_hand_on_a_computer_that_slept_for_longer_does_not_keep_it_open() {
    let computer = Computer::new().await;
    locks_after(&computer, LockAfter::TenMinutes).await;
    computer.hands.set_wall("2026-11-20T12:10:00Z".parse().unwrap());
    computer.folio.activity();
    assert_eq!(away(&computer, 0).await, LOCKED);
    computer.folio.unlock(None).await.unwrap();
    let _waits = computer.begin().await;
    computer.hands.set_wall("2026-11-20T15:00:00Z".parse().unwrap());
    assert_eq!(away(&computer, 0).await, LOCKED, "a sign-in that waits is no reason: nobody was in the browser");
}

/// T30: while it does not lock itself nobody tells of the member.
#[tokio::test]
async fn whoever_chooses_a_time_is_there() {
    let computer = Computer::new().await;
    assert_eq!(away(&computer, 1_000_000).await, Startup::Ready);
    locks_after(&computer, LockAfter::OneMinute).await;
    assert_eq!(away(&computer, 59).await, Startup::Ready);
    assert_eq!(away(&computer, 1).await, LOCKED);
}

/// T18, T30
#[tokio::test(flavor = "multi_thread")]
async fn a_keychain_that_nobody_answers_does_not_keep_the_window_from_being_emptied() {
    let computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    computer.desktop.take_told();
    let held = computer.keychain.hold();
    let (folio, calls) = (Arc::clone(&computer.folio), computer.keychain.calls());
    let setting = tokio::spawn(async move { folio.set_passphrase(entered("four words at once"), None).await });
    until("the keychain is asked", async || computer.keychain.calls() > calls).await;
    let folio = Arc::clone(&computer.folio);
    let locking = tokio::spawn(async move { folio.lock_now().await.startup });
    until("the window is emptied", async || {
        computer
            .desktop
            .take_told()
            .iter()
            .any(|event| matches!(event, Event::Startup(state) if state.startup == LOCKED))
    })
    .await;
    assert_eq!(computer.folio.may_run("people").unwrap_err().code, ErrorCode::Locked);
    assert!(!locking.is_finished(), "the records are closed when the keychain has answered");
    drop(held);
    assert!(setting.await.unwrap().unwrap().has_passphrase);
    assert_eq!(locking.await.unwrap(), Startup::Locked { has_passphrase: true });
    assert_eq!(computer.folio.people().await.unwrap_err().code, ErrorCode::Locked);
}

/// T30: the system's dialogs stand in front of a locked window, and whoever sits down at it can answer them.
#[tokio::test]
async fn a_dialog_that_was_open_when_it_locked_saves_nothing() {
    let computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    let folder = tempfile::tempdir().unwrap();
    *computer.desktop.dialogs.lock().unwrap() = Some(folder.path().to_owned());
    let code = computer.folio.make_recovery_code(None).await.unwrap().groups.join("-");
    let typeface = inter();
    let thinks = computer.desktop.thinking.lock().await;
    let open = async {
        tokio::join!(
            computer.folio.save_recovery_code(entered(&code), options(), &typeface),
            computer.folio.save_claims_paper(ClaimFilter::default(), options(), &typeface),
            computer.folio.save_statement(LedgerQuery { year: None, person: None }, Language::En),
            computer.folio.save_copy(CopyWhat::Everything, CopyFormat::Csv, CopyLanguage::En),
            computer.folio.save_backup(entered("words of the backup"), None),
        )
    };
    let away = async {
        until("every dialog is open", async || computer.desktop.save_dialogs.load(Ordering::SeqCst) == 5).await;
        computer.folio.lock_now().await;
        drop(thinks);
    };
    let ((code, paper, statement, copy, backup), ()) = tokio::join!(open, away);
    let saved = [
        code.map(drop).map_err(|problem| problem.code),
        paper.map(drop).map_err(|problem| problem.code),
        statement.map(drop).map_err(|problem| problem.code),
        copy.map(drop).map_err(|problem| problem.code),
        backup.map(drop).map_err(|problem| problem.code),
    ];
    assert_eq!(saved, [Err(ErrorCode::Locked); 5]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// T19, T30
#[tokio::test]
async fn a_sync_stops_at_a_page_when_it_is_locked_and_goes_on_when_it_is_opened() {
    let computer = Computer::with_claims(1_000).await;
    let attempt = computer.begin().await;
    computer.answer(&attempt, Member::Maria, ALL).await;
    computer.plan.switches().set_latency(Duration::from_millis(40));
    let id = computer.confirm(&attempt).await;
    let came = async || computer.connection(&id).await.kept.claims > 0;
    until("some claims came", came).await;
    computer.folio.lock_now().await;
    computer.plan.forget_requests();
    computer.plan.switches().set_latency(Duration::ZERO);
    assert_eq!(computer.folio.unlock(None).await.unwrap().startup, Startup::Ready);
    assert_eq!(computer.synced(&id).await.run, SyncRun::Done, "nobody had to begin it again");
    let anew = computer.plan.requests().iter().filter(|seen| seen.path == "/R4/ExplanationOfBenefit").count();
    assert_eq!(anew, 0, "it went on at the page it had reached");
    assert_eq!(computer.connection(&id).await.kept.claims, 1_000);
}

/// T3, T30
#[tokio::test]
async fn the_answer_of_a_sign_in_is_kept_out_while_it_is_locked_and_the_sign_in_has_ended() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    computer.folio.lock_now().await;
    computer.desktop.take_told();
    let fronts = computer.desktop.fronts();
    computer.folio.answer_from_browser(link.as_bytes()).await;
    assert_eq!(computer.desktop.fronts(), fronts);
    assert!(computer.desktop.take_told().is_empty());
    assert_eq!(computer.folio.unlock(None).await.unwrap().startup, Startup::Ready);
    assert_eq!(computer.stage(&attempt), ConnectStage::Cancelled);
    computer.folio.answer_from_browser(link.as_bytes()).await;
    assert_eq!(computer.stage(&attempt), ConnectStage::Cancelled, "it is not taken later either");
    assert_eq!(computer.folio.connections().await.unwrap(), []);
    computer.connect(Member::Maria).await;
}

/// T30: its tokens are given back, and the name that was asked about is gone.
#[tokio::test]
async fn a_sign_in_that_asks_whose_records_these_are_ends_with_the_lock() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    assert!(matches!(computer.answer(&attempt, Member::Maria, ALL).await, ConnectStage::Confirm { .. }));
    computer.folio.lock_now().await;
    until("the plan ended the access", async || Browser::connected_apps(&computer.plan, Member::Maria).await == 0)
        .await;
    computer.folio.unlock(None).await.unwrap();
    assert_eq!(computer.stage(&attempt), ConnectStage::Cancelled);
    computer.nothing_was_kept().await;
}

/// T30: the member is in the browser.
#[tokio::test]
async fn it_does_not_lock_itself_while_a_sign_in_waits_for_the_browser() {
    let computer = Computer::new().await;
    locks_after(&computer, LockAfter::OneMinute).await;
    let attempt = computer.begin().await;
    for _ in 0..9 {
        assert_eq!(away(&computer, 60).await, Startup::Ready);
    }
    assert!(matches!(computer.answer(&attempt, Member::Maria, ALL).await, ConnectStage::Confirm { .. }));
    assert_eq!(away(&computer, 60).await, LOCKED, "it waits no more");
}

/// T17, T18, T30
#[tokio::test]
async fn a_keychain_that_refuses_when_it_is_opened_is_said_and_nothing_is_lost() {
    let computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    computer.folio.lock_now().await;
    let files = computer.files();
    computer.keychain.refuse(SecretError::Locked);
    computer.folio.unlock(None).await.unwrap();
    assert_eq!(computer.blocked().await, Some(ErrorCode::KeychainLocked));
    assert_eq!(computer.files(), files);
    computer.keychain.relent();
    computer.folio.open().await;
    assert_eq!(computer.startup().await, Startup::Ready);
    assert_eq!(computer.rows().await.len(), 60);
}

/// T30
#[tokio::test(flavor = "multi_thread")]
async fn locking_amid_questions_waits_for_them_and_leaves_no_reader() {
    let computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    for _ in 0..20 {
        let asking: Vec<_> = (0..16)
            .map(|_| {
                let folio = Arc::clone(&computer.folio);
                tokio::spawn(async move { folio.people().await.map(|people| people.len()) })
            })
            .collect();
        computer.folio.lock_now().await;
        let key = DatabaseKey::new(Box::new(computer.keychain.item(KEY).unwrap().try_into().unwrap()));
        drop(Store::open(&computer.records_folder(), &key).unwrap());
        for asked in asking {
            match asked.await.unwrap() {
                Ok(people) => assert_eq!(people, 4),
                Err(problem) => assert_eq!(problem.code, ErrorCode::Locked),
            }
        }
        assert_eq!(computer.folio.unlock(None).await.unwrap().startup, Startup::Ready);
    }
}

/// T31: what a backup or a roaming profile could carry away is for this user alone, and says nothing without the key.
#[cfg(unix)]
#[tokio::test]
async fn the_folder_of_the_records_is_for_its_owner_alone_and_a_copy_of_it_is_of_no_use() {
    use std::os::unix::fs::PermissionsExt as _;
    let computer = Computer::new().await;
    computer.connect(Member::Maria).await;
    computer.folio.make_recovery_code(None).await.unwrap();
    computer.folio.keep_recovery_code().await.unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&computer.records_folder()), 0o700);
    let elsewhere = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for entry in fs::read_dir(computer.records_folder()).unwrap().map(Result::unwrap) {
        assert_eq!(mode(&entry.path()), 0o600, "{:?}", entry.path());
        fs::copy(entry.path(), elsewhere.path().join(entry.file_name())).unwrap();
        names.push(entry.file_name().into_string().unwrap());
    }
    for name in ["records.db", "records.db-wal", "records.key-id", "records.lock", "records.recovery"] {
        assert!(names.iter().any(|there| there == name), "{name} is one of {names:?}");
    }
    let all = computer.all_bytes();
    let key = computer.keychain.item(KEY).unwrap();
    for canary in [&b"Maria"[..], b"Rivera", b"ExplanationOfBenefit", &key] {
        assert!(!all.windows(canary.len()).any(|bytes| bytes == canary), "{canary:?}");
    }
    assert!(Store::open(elsewhere.path(), &DatabaseKey::new(Box::new([9; 32]))).is_err());
}
