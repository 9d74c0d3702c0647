//! By what the entries of a Bundle name one another where they were on no server yet: `urn:uuid:…` (FHIR R4, 2.36.4.1).
//!
//! Such a name means something inside its file alone, so it is kept with the connection that the file was added to. The
//! resources stay as they came; what refers to such a name is looked up where it is read. An answer of a server brings no
//! names: there they are others with each answer.

use std::{borrow::Cow, collections::BTreeMap};

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::StoreError;
use crate::fhir::reference::is_urn;

/// By name, the type and the FHIR id.
pub type Urns = BTreeMap<String, (String, String)>;

pub(super) fn keep(transaction: &Transaction<'_>, connection: i64, urns: &Urns) -> Result<(), StoreError> {
    let mut statement =
        transaction.prepare_cached("INSERT OR REPLACE INTO urn (connection, urn, type, id) VALUES (?1, ?2, ?3, ?4)")?;
    for (urn, (resource_type, id)) in urns {
        statement.execute(params![connection, urn, resource_type, id])?;
    }
    Ok(())
}

/// What a name stands for.
pub(super) fn named(reader: &Connection, connection: i64, urn: &str) -> Result<Option<(String, String)>, StoreError> {
    let mut statement = reader.prepare_cached("SELECT type, id FROM urn WHERE connection = ?1 AND urn = ?2")?;
    Ok(statement.query_row(params![connection, urn], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// The FHIR id of a person whom a resource refers to by id or by such a name; empty where it names nobody who is here.
pub(super) fn person<'a>(reader: &Connection, connection: i64, named_by: &'a str) -> Result<Cow<'a, str>, StoreError> {
    if !is_urn(named_by) {
        return Ok(named_by.into());
    }
    let found = named(reader, connection, named_by)?.filter(|(resource_type, _)| resource_type == "Patient");
    Ok(found.map(|(_, id)| id).unwrap_or_default().into())
}
