//! The file of this computer laid over the payers that come with the app: by field, and as a whole or not at all.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::fault::{RegistryError, fault};
use super::{DEMO, FROM_FILE};
use crate::ipc::FaultKind;

/// The most that such a file may hold.
pub(super) const LARGEST: usize = 1024 * 1024;

/// Which fields of which entries the file names.
pub(super) type Changed = BTreeMap<String, BTreeSet<String>>;

/// Parses a file. The parser's own message says what is wrong in its first line.
pub(super) fn parse(text: &str) -> Result<Table, RegistryError> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        fault("file", "syntax", FaultKind::Syntax, format!("line {line}: {}", error.message()))
    })
}

/// Lays `over` over `shipped`.
pub(super) fn lay_over(shipped: &Table, over: Table) -> Result<(Table, Changed), RegistryError> {
    let mut merged = shipped.clone();
    let mut changed = Changed::new();
    for (name, value) in over {
        match (name.as_str(), value) {
            ("platform", Value::Table(platforms)) => add_platforms(&mut merged, platforms)?,
            ("payer", Value::Array(entries)) => {
                for (number, entry) in entries.into_iter().enumerate() {
                    lay_entry_over(&mut merged, &mut changed, number + 1, entry)?;
                }
            }
            ("platform" | "payer", _) => return Err(fault("file", &name, FaultKind::Form, "is not of the right form")),
            _ => return Err(fault("file", &name, FaultKind::Unknown, "is not a field that this app knows")),
        }
    }
    Ok((merged, changed))
}

fn add_platforms(merged: &mut Table, platforms: Table) -> Result<(), RegistryError> {
    let Some(Value::Table(own)) = merged.get_mut("platform") else { return Ok(()) };
    for (name, platform) in platforms {
        if own.contains_key(&name) {
            let problem = "belongs to the app; give yours another name";
            return Err(fault(&name, "platform", FaultKind::Reserved, problem));
        }
        own.insert(name, platform);
    }
    Ok(())
}

fn lay_entry_over(merged: &mut Table, changed: &mut Changed, number: usize, entry: Value) -> Result<(), RegistryError> {
    let place = format!("#{number}");
    let Value::Table(entry) = entry else { return Err(fault(&place, "syntax", FaultKind::Form, "is not a table")) };
    let key = match entry.get("key") {
        Some(Value::String(key)) => key.clone(),
        Some(_) => return Err(fault(&place, "key", FaultKind::Form, "is not text")),
        None => return Err(fault(&place, "key", FaultKind::Missing, "is missing")),
    };
    if key == FROM_FILE {
        return Err(fault(&key, "key", FaultKind::Reserved, "is what records from a file are kept under"));
    }
    if key == DEMO || entry.get("kind").and_then(Value::as_str) == Some("demo") {
        return Err(fault(&key, "kind", FaultKind::Reserved, "the demo plan belongs to the app"));
    }
    let fields = entry.keys().filter(|field| *field != "key").cloned().collect();
    if changed.insert(key.clone(), fields).is_some() {
        return Err(fault(&key, "key", FaultKind::Twice, "is given twice"));
    }
    let Some(Value::Array(payers)) = merged.get_mut("payer") else { return Ok(()) };
    let known = payers.iter_mut().filter_map(Value::as_table_mut);
    match known.into_iter().find(|payer| payer.get("key").and_then(Value::as_str) == Some(&key)) {
        Some(payer) => payer.extend(entry),
        None => payers.push(Value::Table(entry)),
    }
    Ok(())
}
