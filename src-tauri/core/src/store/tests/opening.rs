//! Files, keys, locks, and what may be wrong with them.

use std::fs;

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

use super::*;
use crate::store::StoreError;

fn open(fixture: &TempDir, byte: u8) -> Result<Store, StoreError> {
    Store::open_with(fixture.path(), &key(byte), project)
}

/// A closed file with some claims in it.
fn closed(claims: usize) -> TempDir {
    let fixture = Fixture::new();
    let claims = (0..claims).map(|number| {
        let noise: String = (0..40).map(|step| format!("{:x} ", (number + 1) * 7_919 * (step + 1))).collect();
        claim(&format!("e{number}"), json!({"patient": "p1", "start": "2026-01-05", "owe": "1.25", "words": [noise]}))
    });
    fixture.save(claims.collect());
    fixture.folder
}

fn bytes(folder: &TempDir) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn what_was_kept_is_there_again_after_closing() {
    let folder = closed(3);
    assert!(Store::exists(folder.path()));
    let store = open(&folder, 1).unwrap();
    assert_eq!(store.claims_page(&ClaimFilter::default(), 0, 10).unwrap().rows.len(), 3);
}

#[test]
fn a_folder_without_records_has_none() {
    let folder = tempfile::tempdir().unwrap();
    assert!(!Store::exists(folder.path()));
    assert!(!Store::exists(&folder.path().join("nowhere")));
    fs::write(folder.path().join("records.db"), b"").unwrap();
    assert!(!Store::exists(folder.path()), "a start that was killed leaves an empty file");
    open(&folder, 1).unwrap();
    assert!(Store::exists(folder.path()));
}

#[cfg(unix)]
#[test]
fn only_this_user_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("records");
    let store = Store::open_with(&folder, &key(1), project).unwrap();
    store.save_connection(&record("c")).unwrap();
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    let mut seen = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.file_name());
        seen += 1;
    }
    assert!(seen >= 4, "database, log, lock and key id");
}

#[test]
fn nothing_readable_is_in_the_files() {
    let fixture = Fixture::new();
    fixture.save(vec![claim("e", json!({"words": ["appendectomy"], "provider": "Harbor Clinic", "owe": "4711.42"}))]);
    fixture.store.put_sealed("token", b"a-token-in-the-file").unwrap();
    for (name, content) in bytes(&fixture.folder) {
        for canary in ["appendectomy", "Harbor", "4711.42", "a-token-in-the-file", "CREATE TABLE", "SQLite format"] {
            let found = content.windows(canary.len()).any(|window| window == canary.as_bytes());
            assert!(!found, "{canary} in {name}");
        }
    }
}

/// T2, T22
#[test]
fn a_second_opening_is_told_so_until_the_first_ends() {
    let fixture = Fixture::new();
    assert!(matches!(open(&fixture.folder, 1), Err(StoreError::InUse)));
    assert!(matches!(Store::set_aside(fixture.folder.path(), at(0)), Err(StoreError::InUse)));
    assert!(matches!(Store::erase(fixture.folder.path()), Err(StoreError::InUse)));
    let Fixture { folder, store } = fixture;
    let clone = store.clone();
    drop(store);
    assert!(matches!(open(&folder, 1), Err(StoreError::InUse)), "a clone holds the records as well");
    drop(clone);
    open(&folder, 1).unwrap();
}

/// T17
#[test]
fn another_key_is_told_from_damage_and_nothing_is_touched() {
    let folder = closed(3);
    let before = bytes(&folder);
    assert!(matches!(open(&folder, 2), Err(StoreError::WrongKey)));
    assert_eq!(bytes(&folder), before);
    open(&folder, 1).unwrap();
}

/// T16, T17
#[test]
fn a_damaged_beginning_is_damage_whatever_the_key_id_says_of_the_right_key() {
    let folder = closed(3);
    let path = folder.path().join("records.db");
    let mut content = fs::read(&path).unwrap();
    content[100] ^= 1;
    fs::write(&path, &content).unwrap();
    assert!(matches!(open(&folder, 1), Err(StoreError::Corrupt)));
    fs::remove_file(folder.path().join("records.key-id")).unwrap();
    assert!(matches!(open(&folder, 1), Err(StoreError::Corrupt)));
    assert_eq!(fs::read(&path).unwrap(), content);
}

#[test]
fn a_lost_or_damaged_key_id_is_written_again_by_the_right_key() {
    let folder = closed(3);
    let path = folder.path().join("records.key-id");
    let right = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    open(&folder, 1).unwrap();
    assert_eq!(fs::read(&path).unwrap(), right);
    fs::write(&path, [0xFF, 0xFE]).unwrap();
    open(&folder, 1).unwrap();
    assert_eq!(fs::read(&path).unwrap(), right);
    assert!(matches!(open(&folder, 2), Err(StoreError::WrongKey)));
}

/// Everything that screens can ask for.
fn everything(store: &Store) -> Result<String, StoreError> {
    let page = store.claims_page(&ClaimFilter::default(), 0, 1_000)?;
    let found = store.claims_page(&ClaimFilter { text: "e".into(), ..ClaimFilter::default() }, 0, 1_000)?;
    let outline = store.claims_outline(&ClaimFilter::default())?;
    let whole = page.rows.iter().map(|row| store.claim(row.id)).collect::<Result<Vec<_>, _>>()?;
    let rest = (store.people()?, store.coverage()?, store.connections()?, store.search_places("c")?, store.kept("c")?);
    Ok(format!("{page:?} {found:?} {outline:?} {whole:?} {rest:?}"))
}

/// T16: of 300 mutated files none is accepted in silence, and none ends the process.
#[test]
fn a_changed_byte_anywhere_is_noticed() {
    let folder = closed(120);
    let path = folder.path().join("records.db");
    let content = fs::read(&path).unwrap();
    let expected = everything(&open(&folder, 1).unwrap()).unwrap();
    let mut random = StdRng::seed_from_u64(16);
    let mut refused = 0;
    for turn in 0..300 {
        let place = if turn < 16 { turn } else { random.random_range(0..content.len()) };
        let mut mutated = content.clone();
        mutated[place] ^= random.random_range(1..=255_u8);
        fs::write(&path, &mutated).unwrap();
        match open(&folder, 1) {
            Err(error) => {
                assert!(matches!(error, StoreError::Corrupt), "byte {place}: {error:?}");
                refused += 1;
            }
            Ok(store) => {
                match everything(&store) {
                    Err(StoreError::Corrupt) => refused += 1,
                    Err(error) => panic!("byte {place}: {error:?}"),
                    Ok(answer) => assert_eq!(answer, expected, "byte {place}"),
                }
                let faults = store
                    .writer()
                    .prepare("PRAGMA cipher_integrity_check")
                    .unwrap()
                    .query_map([], |row| row.get::<_, String>(0))
                    .unwrap()
                    .count();
                assert_ne!(faults, 0, "byte {place} was accepted");
            }
        }
    }
    assert!(refused > 100, "too few were read at all: {refused}");
}

/// T16
#[test]
fn a_file_cut_short_or_overwritten_is_refused() {
    let folder = closed(120);
    let path = folder.path().join("records.db");
    let content = fs::read(&path).unwrap();
    for length in [1, 100, 4_096, content.len() / 2, content.len() - 40 * 4_096] {
        fs::write(&path, &content[..length]).unwrap();
        let answer = open(&folder, 1).and_then(|store| everything(&store));
        assert!(matches!(answer, Err(StoreError::Corrupt)), "{length}: {:?}", answer.is_ok());
    }
    fs::write(&path, vec![b'x'; 8_192]).unwrap();
    assert!(matches!(open(&folder, 1), Err(StoreError::Corrupt)));
}

/// T23
#[test]
fn a_file_of_a_newer_version_is_refused_and_left_alone() {
    let fixture = Fixture::new();
    fixture.store.writer().execute_batch("PRAGMA user_version = 99").unwrap();
    let folder = fixture.folder;
    drop(fixture.store);
    let before = bytes(&folder);
    assert!(matches!(open(&folder, 1), Err(StoreError::Newer { found: 99 })));
    assert_eq!(bytes(&folder), before);
}

#[test]
fn a_file_set_aside_can_be_opened_under_its_new_name() {
    let folder = closed(3);
    fs::write(folder.path().join("records.db-wal"), b"").unwrap();
    Store::set_aside(folder.path(), at(0)).unwrap();
    assert!(!Store::exists(folder.path()));
    Store::set_aside(folder.path(), at(0)).unwrap();
    let fresh = open(&folder, 2).unwrap();
    assert!(fresh.connections().unwrap().is_empty());
    drop(fresh);
    Store::set_aside(folder.path(), at(0)).unwrap();
    let names: Vec<_> = bytes(&folder).into_iter().map(|(name, _)| name).collect();
    for name in ["records-20260101T000000Z.db", "records-20260101T000000Z.db-wal", "records-20260101T000000Z.key-id"] {
        assert!(names.iter().any(|there| there == name), "{name} in {names:?}");
    }
    assert!(names.iter().any(|there| there == "records-20260101T000000Z-1.db"), "{names:?}");
    for ending in ["db", "key-id"] {
        let from = folder.path().join(format!("records-20260101T000000Z.{ending}"));
        fs::rename(from, folder.path().join(format!("records.{ending}"))).unwrap();
    }
    assert_eq!(open(&folder, 1).unwrap().connections().unwrap().len(), 1);
}

/// T32
#[test]
fn erasing_leaves_only_what_is_not_ours() {
    let folder = closed(3);
    Store::set_aside(folder.path(), at(0)).unwrap();
    drop(open(&folder, 2).unwrap());
    for other in ["settings.json", "records.txt", "records-of-mine.pdf", "my-records.db"] {
        fs::write(folder.path().join(other), b"x").unwrap();
    }
    Store::erase(folder.path()).unwrap();
    let names: Vec<_> = bytes(&folder).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["my-records.db", "records-of-mine.pdf", "records.txt", "settings.json"]);
    Store::erase(folder.path()).unwrap();
    Store::erase(&folder.path().join("nowhere")).unwrap();
}

/// T15: a page that does not fit leaves the records as they were, and room made later lets it in.
#[test]
fn a_full_disk_changes_nothing_and_is_named() {
    let fixture = Fixture::new();
    fixture.save(vec![claim("first", json!({"owe": "1.00", "start": "2026-01-01"}))]);
    let before = dump(&fixture.store.reader());
    let pages: i64 = fixture.store.writer().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let limit = |pages: i64| fixture.store.writer().execute_batch(&format!("PRAGMA max_page_count = {pages}")).unwrap();
    limit(pages + 1);
    let flood = |number: usize| {
        let noise: String =
            (0..400_u64).map(|step| format!("{:x} ", step.wrapping_mul(0x9E37_79B9_7F4A_7C15))).collect();
        claim(&format!("e{number}"), json!({"start": "2026-01-01", "owe": "1.00", "words": [noise]}))
    };
    let saved = fixture.store.save_page(page("c", DataKind::Claims, (0..50).map(flood).collect()));
    assert!(matches!(saved, Err(StoreError::DiskFull)), "{saved:?}");
    assert_eq!(dump(&fixture.store.reader()), before);
    assert_exact(&fixture.store);
    limit(pages + 10_000);
    assert_eq!(fixture.save((0..50).map(flood).collect()).new, 50);
    assert_exact(&fixture.store);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = closed(1);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
    // Permissions do not bind root.
    let bound = fs::write(folder.path().join("probe"), b"").is_err();
    let fresh = Store::open_with(&folder.path().join("fresh"), &key(1), project);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    if bound {
        assert!(matches!(fresh, Err(StoreError::ReadOnly)));
    }
}

#[test]
fn a_file_where_the_folder_should_be_is_an_error_of_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, b"").unwrap();
    assert!(matches!(Store::open_with(&path, &key(1), project), Err(StoreError::Disk(_))));
}

#[test]
fn screens_read_what_was_there_before_while_a_sync_writes() {
    let fixture = Fixture::new();
    fixture.save(vec![claim("before", json!({}))]);
    let answer = fixture.store.write(|transaction| {
        transaction.execute("UPDATE claim SET title = 'after'", [])?;
        for _ in 0..10 {
            assert_eq!(fixture.titles(&ClaimFilter::default()), ["before"]);
        }
        Ok(())
    });
    answer.unwrap();
    assert_eq!(fixture.titles(&ClaimFilter::default()), ["after"]);
}
