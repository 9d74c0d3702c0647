//! `make threats`: one line for each test of each row of `docs/threats.md`. Fails where a row has no test and is not said
//! to be open, where an open row has one, and where a test names a row that does not exist.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints")]

mod source;

use std::{collections::BTreeMap, fs, io, path::Path, process::ExitCode};

use source::{Proof, proofs_in};

/// A row of the document.
struct Row {
    is_open: bool,
    tests: Vec<String>,
}

fn main() -> io::Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut rows = rows(&fs::read_to_string(root.join("docs/threats.md"))?);
    let mut faults = Vec::new();
    for folder in ["src-tauri", "tests", "ui/src"] {
        for proof in proofs_below(&root.join(folder))? {
            for id in &proof.rows {
                match rows.get_mut(id) {
                    Some(row) => row.tests.push(proof.test.clone()),
                    None => faults.push(format!("T{id}: no such row, named by {}", proof.test)),
                }
            }
        }
    }
    for (id, row) in &rows {
        for test in &row.tests {
            println!("T{id} ok {test}");
        }
        match (row.is_open, row.tests.is_empty()) {
            (true, true) => println!("T{id} open"),
            (false, true) => {
                println!("T{id} none");
                faults.push(format!("T{id} has no test"));
            }
            (true, false) => faults.push(format!("T{id} is said to be open and has a test")),
            (false, false) => {}
        }
    }
    for fault in &faults {
        eprintln!("{fault}");
    }
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The rows of the document by their numbers.
fn rows(document: &str) -> BTreeMap<u32, Row> {
    let cells = document.lines().filter_map(|line| line.strip_prefix("| T")?.split_once('|'));
    cells
        .filter_map(|(id, rest)| {
            let last = rest.trim_end().trim_end_matches('|').rsplit('|').next().unwrap_or_default();
            Some((id.trim().parse().ok()?, Row { is_open: last.trim() == "open", tests: Vec::new() }))
        })
        .collect()
}

/// What the tests of a folder prove, in the order of their files.
fn proofs_below(folder: &Path) -> io::Result<Vec<Proof>> {
    let mut proofs = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            if entry.file_name() != "node_modules" && entry.file_name() != "target" {
                proofs.extend(proofs_below(&path)?);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "ts" || ending == "tsx") {
            proofs.extend(proofs_in(&fs::read_to_string(&path)?));
        }
    }
    Ok(proofs)
}
