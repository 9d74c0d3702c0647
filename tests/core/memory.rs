//! How much memory an answer takes, measured in a process of its own.
#![cfg(target_os = "linux")]

use std::{fs, iter, process::Command, sync::Arc};

use axum::body::Body;
use bytes::Bytes;
use claimfolio_core::{
    fhir::supports::Supports,
    ipc::{DataKind, SyncRun},
};
use futures_util::stream;

use crate::{
    desk::{Desk, OneToken, kind, listed},
    host::{Bomb, Host, fhir},
};

/// Claims of 11 KB, about as large as real ones, that are 100 MB together.
const CLAIMS: u64 = 9_100;
const PADDING: usize = 10_850;

/// What stands before the number of bytes that a process says it took.
const TAKEN: &str = "taken: ";

/// T11
#[test]
fn a_bomb_is_given_up_in_64_mib() {
    assert_takes_less("memory::a_bomb_is_given_up", 64 * 1024 * 1024);
}

/// T12
#[test]
fn a_bundle_of_100_mb_is_kept_in_128_mib() {
    assert_takes_less("memory::a_bundle_of_100_mb_is_kept", 128 * 1024 * 1024);
}

/// Runs another test in a process of its own and reads what it says about its memory.
fn assert_takes_less(test: &str, most: u64) {
    let inner = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        // As the app has it.
        .env("MALLOC_ARENA_MAX", "2")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&inner.stdout);
    assert!(inner.status.success(), "{said}{}", String::from_utf8_lossy(&inner.stderr));
    let taken = said.lines().find_map(|line| line.split_once(TAKEN)).unwrap().1.trim().parse::<u64>().unwrap();
    assert!(taken < most, "{taken} bytes");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a test above runs it in a process of its own"]
async fn a_bomb_is_given_up() {
    let bomb = Bomb::new();
    let host = Host::start(move |_, _| bomb.answer()).await;
    let (synced, claims) = sync_and_say_what_it_took(&host).await;
    assert_eq!((synced, claims), (SyncRun::Failed, 0));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a test above runs it in a process of its own"]
async fn a_bundle_of_100_mb_is_kept() {
    // Made as it is sent, so that the host takes no memory of its own.
    let host = Host::start(|_, _| {
        let claims = (0..CLAIMS).map(|id| Bytes::from(claim(id)));
        let pieces = iter::once(Bytes::from_static(br#"{"resourceType":"Bundle","type":"searchset","entry":["#))
            .chain(claims)
            .chain(iter::once(Bytes::from_static(b"]}")));
        fhir(Body::from_stream(stream::iter(pieces.map(Ok::<_, std::io::Error>))))
    })
    .await;
    let (synced, claims) = sync_and_say_what_it_took(&host).await;
    assert_eq!((synced, claims), (SyncRun::Done, CLAIMS));
}

#[allow(clippy::print_stdout, reason = "read by the process that runs this one")]
async fn sync_and_say_what_it_took(host: &Host) -> (SyncRun, u64) {
    let desk = Desk::new("p", &[DataKind::Claims]);
    let supports = Supports::default().with("ExplanationOfBenefit", listed("patient _lastUpdated"));
    // From here on: the kernel forgets the highest mark so far (proc_pid_clear_refs(5)).
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = status("VmRSS:");
    let synced = desk.sync(&format!("{}/R4", host.origin), Arc::new(OneToken), supports).await;
    println!("{TAKEN}{}", status("VmHWM:").saturating_sub(before));
    (synced.run, kind(&synced, DataKind::Claims).count)
}

fn claim(id: u64) -> String {
    let comma = if id == 0 { "" } else { "," };
    // Digits that differ compress as little as a claim does.
    let padding: String = iter::successors(Some(id * 2_654_435_761 + 12_345), |last| {
        Some(last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    })
    .take(PADDING / 40)
    .map(|number| format!("{:04}{}", (number >> 40) % 10_000, "0".repeat(36)))
    .collect();
    format!(
        r#"{comma}{{"resource":{{"resourceType":"ExplanationOfBenefit","id":"{id}","status":"active","patient":{{"reference":"Patient/p"}},"billablePeriod":{{"start":"2024-03-0{}"}},"extension":[{{"url":"https://payer.example/more","valueString":"{padding}"}}]}}}}"#,
        id % 9 + 1
    )
}

/// A line of this process's status, in bytes.
fn status(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim().strip_suffix(" kB").unwrap().trim().parse::<u64>().unwrap() * 1024
}
