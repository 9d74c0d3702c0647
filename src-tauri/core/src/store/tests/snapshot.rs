//! The whole file as a copy that leaves, and a copy that comes in.

use std::{fs, path::Path};

use tokio_util::sync::CancellationToken;

use super::*;
use crate::store::{Newcomer, Snapshot, StoreError, snapshot};

const TOKEN: &[u8] = b"a token that must not leave";

/// With two claims and a token, in use.
fn filled() -> Fixture {
    let fixture = Fixture::new();
    fixture
        .save(vec![claim("1", json!({"words": ["Visit"], "billed": "10.00"})), claim("2", json!({"words": ["Lab"]}))]);
    fixture.store.settle_episodes().unwrap();
    fixture.store.put_sealed("token", TOKEN).unwrap();
    fixture
}

fn copied(fixture: &Fixture) -> Snapshot {
    snapshot(fixture.folder.path(), &key(1), &key(2), at(90), &CancellationToken::new()).unwrap()
}

/// A folder with other records, and the newcomer that is to take their place.
fn newcomer(copy: &Path) -> (TempDir, Newcomer) {
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open_with(folder.path(), &key(7), project).unwrap());
    let newcomer = Newcomer::place(folder.path()).unwrap();
    fs::copy(copy, newcomer.path()).unwrap();
    (folder, newcomer)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_copy_has_everything_but_the_tokens_under_a_key_of_its_own_and_every_plan_asks_to_sign_in() {
    let fixture = filled();
    let copy = copied(&fixture);
    assert_eq!((copy.connections, copy.claims), (1, 2));
    let (folder, newcomer) = newcomer(copy.place());
    newcomer.prepare(&key(2), &key(3)).unwrap();
    newcomer.move_in(folder.path(), &key(3), at(91)).unwrap();
    let restored = Store::open_with(folder.path(), &key(3), project).unwrap();
    assert_eq!(dump(&restored.reader()), dump(&fixture.store.reader()));
    assert_exact(&restored);
    assert_eq!(restored.size().unwrap(), (1, 2));
    assert!(restored.sealed("token").unwrap().is_none());
    assert_eq!(restored.connections().unwrap()[0].sign_in_needed_since, Some(at(90)));
    let found = restored.claims_page(&ClaimFilter { text: "visit".into(), ..ClaimFilter::default() }, 0, 9).unwrap();
    assert_eq!(found.rows.len(), 1, "the index came along");
    // What was there is aside, with its own key.
    assert!(names(folder.path()).iter().any(|name| name.starts_with("records-2026") && name.ends_with(".db")));
    // The records themselves go on as they were.
    assert!(fixture.store.sealed("token").unwrap().is_some());
    assert_eq!(fixture.store.connections().unwrap()[0].sign_in_needed_since, None);
}

/// T31
#[test]
fn a_copy_is_encrypted_for_its_owner_alone_and_gone_when_it_is_not_needed() {
    let fixture = filled();
    let copy = copied(&fixture);
    let bytes = fs::read(copy.place()).unwrap();
    assert!(!bytes.windows(5).any(|part| part == b"Visit") && !bytes.starts_with(b"SQLite"));
    assert!(Store::open_with(fixture.folder.path(), &key(1), project).is_err(), "it is still in use");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(copy.place()).unwrap().permissions().mode() & 0o777, 0o600);
    }
    for wrong in [1, 3] {
        let (_folder, newcomer) = newcomer(copy.place());
        assert!(matches!(newcomer.prepare(&key(wrong), &key(3)), Err(StoreError::Corrupt)), "key {wrong}");
    }
    drop(copy);
    assert!(
        !names(fixture.folder.path()).iter().any(|name| name.starts_with("records-")),
        "{:?}",
        names(fixture.folder.path())
    );
}

/// T16, T23
#[test]
fn a_newcomer_that_is_damaged_or_newer_changes_nothing() {
    let fixture = filled();
    let copy = copied(&fixture);
    let whole = fs::read(copy.place()).unwrap();
    for page in [0, 1, whole.len() / 4096 - 1] {
        let (folder, newcomer) = newcomer(copy.place());
        let mut damaged = whole.clone();
        damaged[page * 4096 + 2000] ^= 1;
        fs::write(newcomer.path(), damaged).unwrap();
        assert!(matches!(newcomer.prepare(&key(2), &key(3)), Err(StoreError::Corrupt)), "page {page}");
        drop(newcomer);
        assert!(!names(folder.path()).iter().any(|name| name.starts_with("records-")));
        assert!(Store::open_with(folder.path(), &key(7), project).is_ok());
    }
    let (_folder, newcomer) = newcomer(copy.place());
    let later = crate::store::open::open_file(newcomer.path(), &key(2)).unwrap();
    later.execute_batch("PRAGMA user_version = 4711").unwrap();
    drop(later);
    assert!(matches!(newcomer.prepare(&key(2), &key(3)), Err(StoreError::Newer { found: 4711 })));
}

/// T16: whoever made the backup knows its passphrase, and may have put into it what they like.
#[test]
fn a_newcomer_of_another_schema_changes_nothing() {
    let fixture = filled();
    let copy = copied(&fixture);
    for strange in [
        "CREATE TRIGGER strange AFTER INSERT ON resource BEGIN DELETE FROM person; END",
        "CREATE VIEW strange AS SELECT 1",
        "DROP INDEX IF EXISTS strange; DROP TABLE care_copy",
    ] {
        let (_folder, newcomer) = newcomer(copy.place());
        let other = crate::store::open::open_file(newcomer.path(), &key(2)).unwrap();
        other.execute_batch(strange).unwrap();
        drop(other);
        assert!(matches!(newcomer.prepare(&key(2), &key(3)), Err(StoreError::Corrupt)), "{strange}");
    }
}

/// T23: it would be too late once it has taken their place.
#[test]
fn a_newcomer_of_an_older_schema_is_brought_up_before_anything_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open_with(folder.path(), &key(7), project).unwrap());
    let newcomer = Newcomer::place(folder.path()).unwrap();
    fs::write(newcomer.path(), "").unwrap();
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
    let mut old = rusqlite::Connection::open_with_flags(newcomer.path(), flags).unwrap();
    old.execute_batch(&crate::store::open::key_statement("key", &key(2))).unwrap();
    crate::store::migrations::migrate_to(&mut old, 3).unwrap();
    drop(old);
    newcomer.prepare(&key(2), &key(3)).unwrap();
    let brought = crate::store::open::open_file(newcomer.path(), &key(3)).unwrap();
    let version: i64 = brought.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(usize::try_from(version), Ok(crate::store::migrations::MIGRATIONS.len()));
}

/// T25
#[test]
fn a_newcomer_arrives_with_its_own_key_alone() {
    let fixture = filled();
    let copy = copied(&fixture);
    let (folder, newcomer) = newcomer(copy.place());
    newcomer.prepare(&key(2), &key(3)).unwrap();
    Store::set_aside(folder.path(), at(91)).unwrap();
    std::mem::forget(newcomer);
    assert!(Newcomer::was_left(folder.path()));
    assert!(!Newcomer::arrive(folder.path(), &key(7)).unwrap());
    assert!(Newcomer::arrive(folder.path(), &key(3)).unwrap());
    assert!(!Newcomer::was_left(folder.path()));
    assert_eq!(Store::open_with(folder.path(), &key(3), project).unwrap().size().unwrap(), (1, 2));
}

#[test]
fn a_copy_that_is_stopped_leaves_nothing() {
    let fixture = filled();
    let stop = CancellationToken::new();
    stop.cancel();
    // So few rows may be copied before anybody looks whether it is to stop.
    drop(snapshot(fixture.folder.path(), &key(1), &key(2), at(90), &stop));
    assert!(!names(fixture.folder.path()).iter().any(|name| name.starts_with("records-")));
}
