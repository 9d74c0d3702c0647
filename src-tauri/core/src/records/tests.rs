//! Records as servers really send them, and as they must not.

mod totality;
mod views;

use std::path::Path;

use serde_json::Value;

use super::{RecordSummary, kind_of};
use crate::fhir::json;
use crate::ipc::{RecordFact, RecordKind};

fn summarise(kind: RecordKind, record: &Value) -> RecordSummary {
    super::summarise(kind, &json::parse(&record.to_string()).unwrap())
}

fn facts(kind: RecordKind, record: &Value) -> Vec<RecordFact> {
    super::facts(kind, &json::parse(&record.to_string()).unwrap())
}

/// Published examples beside the project, where they are: read, never kept.
fn published() -> Vec<(RecordKind, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fhir");
    let folders = ["us-core-3.1.1", "pdex-2.0.0"].map(|folder| root.join(folder));
    let files = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().filter_map(Result::ok);
    files
        .filter_map(|file| serde_json::from_str::<Value>(&std::fs::read_to_string(file.path()).ok()?).ok())
        .filter_map(|resource| Some((kind_of(resource["resourceType"].as_str()?)?, resource)))
        .collect()
}
