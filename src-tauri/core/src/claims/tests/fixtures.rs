//! Claims to read: our own made-up ones, and CARIN's published examples where a checkout of them stands by.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{
    claims::{self, Summary},
    fhir::json,
    ipc::Explanation,
};

const OWN: [&str; 9] = [
    "inpatient-contained",
    "missing-nearly-everything",
    "odd-money",
    "pharmacy",
    "professional-decided",
    "professional-denied",
    "professional-pending",
    "professional-replaced",
    "two-editions",
];

/// The project's folder.
pub(super) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The summary of a claim.
pub(super) fn summarise(claim: &Value) -> Summary {
    claims::summarise(&json::parse(&claim.to_string()).unwrap_or_default())
}

/// Everything a claim says.
pub(super) fn explain(claim: &Value) -> Explanation {
    claims::explain(&json::parse(&claim.to_string()).unwrap_or_default())
}

/// One of our own.
pub(super) fn fixture(name: &str) -> Value {
    let path = repository().join("tests/fixtures/claims").join(name).with_extension("json");
    serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap()
}

/// All of our own.
pub(super) fn own() -> Vec<Value> {
    OWN.iter().map(|name| fixture(name)).collect()
}

/// The files of our own claims, and files of several.
pub(super) fn own_files() -> Vec<PathBuf> {
    let folder = repository().join("tests/fixtures/claims");
    let files = ["files/stay-and-visits.json", "files/surgery-and-after.json", "files/broken.ndjson"]
        .map(|name| folder.join(name));
    OWN.iter().map(|name| folder.join(name).with_extension("json")).chain(files).collect()
}

/// Published files that have claims.
pub(super) fn published_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = published("ExplanationOfBenefit")
        .into_iter()
        .chain(published("Bundle"))
        .map(|(name, _)| PathBuf::from(name))
        .collect();
    files.sort();
    files
}

/// Published resources of this type, each with its file's name; none where there is no checkout of them.
pub(super) fn published(resource_type: &str) -> Vec<(String, Value)> {
    let shared = std::env::var_os("CLAIMFOLIO_SHARED").map_or_else(|| repository().join("../shared"), PathBuf::from);
    let guides = std::fs::read_dir(shared.join("fhir")).into_iter().flatten().flatten();
    let files = guides.flat_map(|guide| std::fs::read_dir(guide.path()).into_iter().flatten().flatten());
    let named = files.filter(|file| file.file_name().to_string_lossy().starts_with(&format!("{resource_type}-")));
    named
        .map(|file| {
            let claim = serde_json::from_slice(&std::fs::read(file.path()).unwrap()).unwrap();
            (file.path().display().to_string(), claim)
        })
        .collect()
}
