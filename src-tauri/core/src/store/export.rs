//! Gives out what is kept, claim by claim and resource by resource, from one unchanging state of the records. What is held
//! in memory is one resource, the ids of the claims, and whom they refer to.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use serde_json::Value;

use crate::{
    fhir::reference::Target,
    ipc::{ClaimFilter, ClaimNotes, ClaimRow},
    records,
};

use super::{
    Store, StoreError, body,
    connection::key_of,
    count, notes,
    prepare::CLAIM,
    queries::{self, ClaimToTell},
};

/// Which records to give out.
#[derive(Debug, Clone)]
pub enum Selection {
    /// One claim.
    Claim(i64),
    /// The claims of a list.
    Claims(ClaimFilter),
    /// Everything of one connection.
    Connection(String),
    /// Everything.
    Everything,
}

/// A claim as a line of a table tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimLine {
    /// As in the list.
    pub row: ClaimRow,
    /// Whose it is.
    pub person: Option<String>,
    /// The connection's payer.
    pub payer_name: String,
    /// The payer's id of the claim.
    pub fhir_id: String,
    /// What the member wrote about it.
    pub notes: ClaimNotes,
}

/// How deep references are followed from a claim: its coverage, and who insures by that.
const STEPS: usize = 2;

impl Store {
    /// Gives out claims as lines of a table, in the list's order. `begin` hears how many there are.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where what is asked for is not here, those of the disk, and those of `each`.
    pub fn tell_claims<E: From<StoreError>>(
        &self,
        selection: &Selection,
        begin: impl FnOnce(u64),
        mut each: impl FnMut(ClaimLine) -> Result<(), E>,
    ) -> Result<(), E> {
        self.reading(|reader| {
            let claims = claims(reader, selection)?;
            begin(u64::try_from(claims.len()).unwrap_or(u64::MAX));
            let noted = notes::noted(reader)?;
            for id in claims {
                let ClaimToTell { row, person, payer_name, fhir_id, .. } =
                    queries::claim_to_tell(reader, id)?.ok_or(StoreError::NotFound)?;
                let notes = if noted.contains(&id) { notes::notes_of(reader, id)? } else { ClaimNotes::default() };
                each(ClaimLine { row, person, payer_name, fhir_id, notes })?;
            }
            Ok(())
        })
    }

    /// Gives out resources as they came, each once a connection: whole connections, or claims and then those whom they
    /// refer to. `begin` hears how many there are at least.
    ///
    /// # Errors
    /// Those of [`Store::tell_claims`].
    pub fn give_out<E: From<StoreError>>(
        &self,
        selection: &Selection,
        begin: impl FnOnce(u64),
        mut each: impl FnMut(&str, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        self.reading(|reader| {
            let connection = match selection {
                Selection::Claim(_) | Selection::Claims(_) => return selected(reader, selection, begin, &mut each),
                Selection::Connection(id) => Some(key_of(reader, id)?),
                Selection::Everything => None,
            };
            whole(reader, connection, begin, &mut each)
        })
    }

    fn reading<T, E: From<StoreError>>(&self, ask: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        let mut answer = None;
        self.read(|reader| {
            answer = Some(ask(reader));
            Ok(())
        })?;
        answer.unwrap_or_else(|| Err(StoreError::NotFound.into()))
    }
}

/// The ids of the claims, in the list's order.
fn claims(reader: &Connection, selection: &Selection) -> Result<Vec<i64>, StoreError> {
    match selection {
        Selection::Claim(id) => Ok(vec![*id]),
        Selection::Claims(filter) => queries::claim_ids(reader, filter),
        Selection::Everything => queries::claim_ids(reader, &ClaimFilter::default()),
        Selection::Connection(id) => {
            let mut statement =
                reader.prepare_cached("SELECT id FROM claim WHERE connection = ?1 ORDER BY position DESC")?;
            let ids = statement.query_map([key_of(reader, id)?], |row| row.get(0))?;
            Ok(ids.collect::<Result<_, _>>()?)
        }
    }
}

/// Everything of a connection, or of all, in the order in which it came.
fn whole<E: From<StoreError>>(
    reader: &Connection,
    connection: Option<i64>,
    begin: impl FnOnce(u64),
    each: &mut impl FnMut(&str, &str) -> Result<(), E>,
) -> Result<(), E> {
    let resources = reader
        .query_row(
            "SELECT coalesce(sum(resources), 0) FROM holding WHERE ?1 IS NULL OR connection = ?1",
            [connection],
            |row| count(row, 0),
        )
        .map_err(StoreError::from)?;
    begin(resources);
    let mut statement = reader
        .prepare_cached("SELECT type, length, body FROM resource WHERE ?1 IS NULL OR connection = ?1 ORDER BY key")
        .map_err(StoreError::from)?;
    let mut rows = statement.query([connection]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let (resource_type, raw) = text(reader, row).map_err(E::from)?;
        each(&resource_type, &raw)?;
    }
    Ok(())
}

fn text(reader: &Connection, row: &rusqlite::Row<'_>) -> Result<(String, String), StoreError> {
    let body = row.get_ref(2)?.as_blob()?;
    Ok((row.get(0)?, body::decompress(reader, body, row.get(1)?)?))
}

/// Claims, and then those whom they refer to and who are here: no other claim, and no health record.
fn selected<E: From<StoreError>>(
    reader: &Connection,
    selection: &Selection,
    begin: impl FnOnce(u64),
    each: &mut impl FnMut(&str, &str) -> Result<(), E>,
) -> Result<(), E> {
    let claims = claims(reader, selection)?;
    begin(u64::try_from(claims.len()).unwrap_or(u64::MAX));
    let mut wanted = BTreeSet::new();
    for id in claims {
        let claim = queries::claim_to_tell(reader, id)?.ok_or(StoreError::NotFound)?;
        let raw = body::decompress(reader, &claim.body, claim.length)?;
        refer(claim.connection, &raw, &mut wanted);
        each(CLAIM, &raw)?;
    }
    let mut given = BTreeSet::new();
    for _ in 0..STEPS {
        let mut next = BTreeSet::new();
        for reference in wanted {
            if given.contains(&reference) {
                continue;
            }
            let (connection, resource_type, id) = &reference;
            if let Some(raw) = referred(reader, *connection, resource_type, id)? {
                refer(*connection, &raw, &mut next);
                each(resource_type, &raw)?;
                given.insert(reference);
            }
        }
        wanted = next;
    }
    Ok(())
}

fn referred(reader: &Connection, connection: i64, kind: &str, id: &str) -> Result<Option<String>, StoreError> {
    let mut statement = reader
        .prepare_cached("SELECT type, length, body FROM resource WHERE connection = ?1 AND type = ?2 AND id = ?3")?;
    let mut rows = statement.query(params![connection, kind, id])?;
    rows.next()?.map(|row| Ok(text(reader, row)?.1)).transpose()
}

/// Whom a resource refers to: the connection's row, the type, the id.
fn refer(connection: i64, raw: &str, into: &mut BTreeSet<(i64, String, String)>) {
    let Ok(resource) = serde_json::from_str::<Value>(raw) else { return };
    let mut left = vec![&resource];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(items) => left.extend(items),
            Value::Object(members) => {
                let target = members.get("reference").and_then(Value::as_str).map(Target::parse);
                if let Some(Target::Resource { resource_type, id, .. }) = target
                    && resource_type != CLAIM
                    && records::kind_of(resource_type).is_none()
                {
                    into.insert((connection, resource_type.to_owned(), id.to_owned()));
                }
                left.extend(members.values());
            }
            _ => {}
        }
    }
}
