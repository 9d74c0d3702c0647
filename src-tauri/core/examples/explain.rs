//! Reads FHIR files and prints each claim as Claimfolio would show it, as one JSON document on standard output.
//!
//! ```text
//! cargo run -p claimfolio-core --example explain -- FILE…
//! ```
//!
//! A file holds a resource, a Bundle of any type, newline-delimited JSON or several documents one after the other; it may
//! be compressed with gzip. `-` is standard input. What was not understood is told for each place, and a claim that is
//! whole is explained however broken the rest of its file is. `docs/explain.md` describes the document.
//!
//! Exit codes: 0 all of it was understood; 1 something was not (the document says what); 2 a file could not be opened, or
//! none was given. The document is printed in every case but the last.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints")]

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use claimfolio_core::claims::report::{self, File};
use flate2::read::MultiGzDecoder;

/// The most that a compressed file may become (T11).
const LARGEST: u64 = 2 * 1024 * 1024 * 1024;

fn main() -> ExitCode {
    let names: Vec<std::ffi::OsString> = std::env::args_os().skip(1).collect();
    if names.is_empty() {
        eprintln!("usage: explain FILE…");
        return ExitCode::from(2);
    }
    let files: Vec<File> =
        names.iter().map(|name| File { name: name.to_string_lossy().into_owned(), content: read(name) }).collect();
    let report = report::of(&files);
    let mut out = io::stdout().lock();
    let printed = serde_json::to_writer_pretty(&mut out, &report.document)
        .map_err(io::Error::from)
        .and_then(|()| writeln!(out))
        .and_then(|()| out.flush());
    // Whoever reads the document may stop reading.
    if printed.is_err() || report.has_unread {
        return ExitCode::from(2);
    }
    ExitCode::from(u8::from(report.has_warnings))
}

/// A file's content, unpacked. Of a compressed file that is cut or damaged, what could be unpacked.
fn read(name: &std::ffi::OsStr) -> Result<Vec<u8>, String> {
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(name)
    };
    let bytes = bytes.map_err(|error| error.to_string())?;
    if !bytes.starts_with(&[0x1F, 0x8B]) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    match MultiGzDecoder::new(bytes.as_slice()).take(LARGEST).read_to_end(&mut unpacked) {
        Err(error) if unpacked.is_empty() => Err(error.to_string()),
        _ => Ok(unpacked),
    }
}
