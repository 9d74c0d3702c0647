//! The power fails: of what was on its way to the disk, a beginning of any length arrived, or an end was torn.

use std::{fs, path::Path};

use serde_json::json;
use tempfile::TempDir;

use super::{Fixture, assert_exact, claim, key, project};
use crate::{ipc::ClaimFilter, store::Store};

/// SQLite's log: a head, then frames of one page with a head of its own.
const LOG_HEAD: usize = 32;
const FRAME: usize = 24 + 4096;

/// A computer that lost its power after this much of the log was on the disk.
fn after_power_loss(folder: &Path, log: &[u8]) -> TempDir {
    let survivor = tempfile::tempdir().unwrap();
    for name in ["records.db", "records.key-id"] {
        fs::copy(folder.join(name), survivor.path().join(name)).unwrap();
    }
    fs::write(survivor.path().join("records.db-wal"), log).unwrap();
    survivor
}

/// T20
#[test]
fn wherever_the_log_breaks_off_every_page_that_was_acknowledged_before_is_there_and_no_half_of_one() {
    let fixture = Fixture::new();
    let log = fixture.folder.path().join("records.db-wal");
    let length = || usize::try_from(fs::metadata(&log).unwrap().len()).unwrap();
    // How long the log was when a page was acknowledged, and how many claims there were then.
    let mut acknowledged = vec![(length(), 0)];
    for page in 0..12 {
        fixture
            .save((0..3).map(|one| claim(&format!("{page}-{one}"), json!({"owe": "1.10", "words": ["w"]}))).collect());
        acknowledged.push((length(), (page + 1) * 3));
    }
    let whole = fs::read(&log).unwrap();
    let first = acknowledged[0].0;
    let frames = (whole.len() - LOG_HEAD) / FRAME;
    assert!(frames > 60, "{frames}");
    let mut lost = 0;
    for end in (0..=frames).map(|frame| LOG_HEAD + frame * FRAME).filter(|end| *end >= first) {
        // Cut between frames, within one, and with the last bytes of one torn.
        let within = whole.len().min(end + FRAME / 2);
        let mut torn = whole[..end].to_vec();
        let last = torn.len() - 7;
        torn[last] ^= 0x40;
        for (log, sure) in [(&whole[..end], end), (&whole[..within], end), (&torn[..], end - FRAME)] {
            if sure < first {
                continue;
            }
            let survivor = after_power_loss(fixture.folder.path(), log);
            let store = Store::open_with(survivor.path(), &key(1), project).unwrap();
            let kept = store.claims_page(&ClaimFilter::default(), 0, 1_000).unwrap().rows.len();
            let (_, expected) = *acknowledged.iter().rfind(|(length, _)| *length <= sure).unwrap();
            assert_eq!(kept, expected, "{} of {} bytes", log.len(), whole.len());
            assert_exact(&store);
            lost += usize::from(expected < 36);
        }
    }
    assert!(lost > 100, "{lost}");
}
