//! The kept corpus, replayed: what a fuzzer found worth keeping, and what it once found wrong.

#![allow(
    clippy::unwrap_used,
    reason = "what a test prepares is not inside a #[test] function, where clippy.toml allows these"
)]

use std::{collections::BTreeSet, fs, path::PathBuf};

use claimfolio_core::ipc::COMMANDS;
use claimfolio_fuzz::{NOT_RUN, RUN, TARGETS};

fn folder(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target)
}

fn replay(name: &str) {
    let (_, target) = TARGETS.iter().find(|(target, _)| *target == name).unwrap();
    let mut files: Vec<PathBuf> = fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 5, "{name} keeps {} inputs", files.len());
    target(b"");
    files.retain(|file| {
        let bytes = fs::read(file).unwrap();
        assert!(bytes.len() < 32 * 1024, "{} is no small input", file.display());
        std::panic::catch_unwind(|| target(&bytes)).is_err()
    });
    assert!(files.is_empty(), "{files:?}");
}

/// T3
#[test]
fn every_kept_link_is_read_as_it_must_be() {
    replay("callback");
}

/// T14, T24
#[test]
fn every_kept_token_answer_is_read_as_it_must_be() {
    replay("token");
}

/// T14
#[test]
fn every_kept_page_is_read_as_it_must_be() {
    replay("bundle");
}

/// T6
#[test]
fn every_kept_next_link_stays_where_it_must() {
    replay("next_link");
}

/// T14
#[test]
fn every_figure_of_every_kept_resource_is_the_one_of_its_element() {
    replay("resource");
}

/// T8
#[test]
fn every_kept_command_ends_with_an_answer_or_a_sentence() {
    replay("command");
}

/// T14
#[test]
fn every_kept_file_is_read_as_it_must_be() {
    replay("file");
}

/// T16
#[test]
fn every_kept_backup_is_read_as_it_must_be() {
    replay("backup");
}

#[test]
fn the_targets_are_the_folders_and_the_programs() {
    let folders: BTreeSet<String> =
        fs::read_dir(folder("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let targets: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(folders, targets);
    for target in targets {
        let program =
            fs::read_to_string(folder("").with_file_name("targets").join(&target).with_extension("rs")).unwrap();
        assert!(program.contains(&format!("claimfolio_fuzz::{target}(bytes)")), "{target}");
    }
}

#[test]
fn every_command_is_run_or_is_said_not_to_be() {
    let known: BTreeSet<&str> = RUN.iter().chain(NOT_RUN).copied().collect();
    assert_eq!(known.len(), RUN.len() + NOT_RUN.len());
    assert_eq!(known, COMMANDS.iter().map(|command| command.name).collect());
}
