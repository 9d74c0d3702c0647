//! Measures what the app promises, prints one table and writes `target/bench.json`.
//!
//! ```text
//! cargo run --release -p claimfolio-tests --bin bench              everything: see `make bench`
//! cargo run --release -p claimfolio-tests --bin bench records     one part: sync, directory, records, claim, window, frames or size
//! ```
//!
//! Speed is held against something that runs beside it in the same minutes: a walk over the same pages that keeps
//! nothing, the same store when it was small, a blank window. A slow or a busy computer slows both.
#![allow(clippy::print_stdout, reason = "says what it measured")]
#![allow(clippy::float_arithmetic, reason = "times and ratios, no money")]

mod claim;
mod desk;
mod directory;
mod fetched;
mod frames;
mod memory;
mod plan;
mod programs;
mod records;
mod report;
mod statistics;
mod sync;
mod window;
mod words;

use std::{fs, path::Path};

use claimfolio_tests::Result;

use programs::Programs;
use report::Report;

/// A part of the program: what it is called, and whether it was asked for.
struct Asked(Vec<String>);

impl Asked {
    fn for_part(&self, part: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|asked| asked == part)
    }
}

#[tokio::main]
async fn main() -> Result {
    let asked = Asked(std::env::args().skip(1).collect());
    let programs = Programs::beside_this_one()?;
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    // On the disk that the build is on: a folder for temporary files may be in memory.
    let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(&target)?;
    let mut report = Report::default();
    if asked.for_part("sync") {
        println!("Syncing 10,000 claims, and walking over them …");
        sync::measure(&programs, folder.path(), &mut report).await?;
    }
    if asked.for_part("directory") {
        println!("Searching the directory …");
        directory::measure(&programs, &mut report).await?;
    }
    if asked.for_part("records") {
        println!("Storing 100,000 claims, and asking for them …");
        records::measure(&programs, folder.path(), &mut report).await?;
    }
    if asked.for_part("claim") {
        println!("Opening a claim of 1,000 lines among 10,000 claims …");
        claim::measure(&programs, folder.path(), &mut report).await?;
    }
    if asked.for_part("window") {
        println!("Starting the app with 10,000 claims, and a blank window …");
        window::measure(&programs, &mut report).await?;
    }
    if asked.for_part("frames") {
        println!("Scrolling 5,000 entries of a directory …");
        frames::measure(&programs, &mut report).await?;
    }
    if asked.for_part("size") {
        let bytes = fs::metadata(programs.app())?.len();
        report.figure("binary_mb", "The program, in MB", bytes as f64 / 1e6, None);
    }
    println!("\n{report}");
    fs::write(target.join("bench.json"), report.json())?;
    println!("Written to target/bench.json.");
    Ok(())
}
