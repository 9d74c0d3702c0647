//! Records as servers really send them, and as they must not.

mod totality;
mod views;

use std::path::Path;

use serde_json::Value;

use super::kind_of;
use crate::ipc::RecordKind;

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
