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
    host::{Host, fhir},
};

/// Claims of 11 KB, about as large as real ones, that are 100 MB together.
const CLAIMS: u64 = 9_100;
const PADDING: usize = 10_850;
const MOST: u64 = 128 * 1024 * 1024;

/// T12
#[test]
fn a_bundle_of_100_mb_is_kept_in_128_mib() {
    let inner = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "memory::a_bundle_of_100_mb_is_kept", "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&inner.stdout);
    assert!(inner.status.success(), "{said}{}", String::from_utf8_lossy(&inner.stderr));
    let delta = said.lines().find_map(|line| line.split_once("memory: ")).unwrap().1.trim().parse::<u64>().unwrap();
    assert!(delta < MOST, "{delta} bytes");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the test above runs it in a process of its own"]
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
    let desk = Desk::new("p", &[DataKind::Claims]);
    let supports = Supports::default().with("ExplanationOfBenefit", listed("patient _lastUpdated"));
    let before = status("VmRSS:");
    let status_after = desk.sync(&format!("{}/R4", host.origin), Arc::new(OneToken), supports).await;
    let peak = status("VmHWM:");
    assert_eq!((status_after.run, kind(&status_after, DataKind::Claims).count), (SyncRun::Done, CLAIMS));
    #[allow(clippy::print_stdout, reason = "read by the test above")]
    {
        println!("memory: {}", peak.saturating_sub(before));
    }
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
