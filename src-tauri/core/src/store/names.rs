//! Names and provider numbers for those whom claims refer to by a bare reference: from the Organizations and Practitioners that came besides.
//!
//! The resource stays as the payer sent it. What is read of it is read with a `display`, and an `identifier` where there is
//! a provider number, put into each such reference, as other payers send them themselves.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};
use serde_json::{Value, json};

use crate::fhir::{
    patient::party_name,
    reference::{Identifier, Target, is_urn},
};

use super::{
    Store, StoreError, body,
    claim_writer::{Cause, ClaimWriter},
    connection::key_of,
    prepare::{self, CLAIM},
    urns,
};

/// The system of National Provider Identifiers (<http://hl7.org/fhir/sid/us-npi>).
const NPI: &str = "http://hl7.org/fhir/sid/us-npi";

/// Claims in a transaction.
const BATCH: i64 = 200;

impl Store {
    /// Reads the claims of a connection again that name nobody, now that those may be here to whom they refer.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn name_parties(&self, connection: &str) -> Result<(), StoreError> {
        let mut last = Some(0);
        while let Some(after) = last {
            last = self.write(|transaction| {
                let key = key_of(transaction, connection)?;
                self.name_batch(transaction, key, after)
            })?;
        }
        Ok(())
    }

    /// The same as a part of a transaction; `connection` is the row's key.
    pub(super) fn name_parties_in(&self, transaction: &Transaction<'_>, connection: i64) -> Result<(), StoreError> {
        let mut last = Some(0);
        while let Some(after) = last {
            last = self.name_batch(transaction, connection, after)?;
        }
        Ok(())
    }

    /// The last claim that was looked at; `None` where there is none any more.
    fn name_batch(
        &self,
        transaction: &Transaction<'_>,
        connection: i64,
        after: i64,
    ) -> Result<Option<i64>, StoreError> {
        if !has_parties(transaction, connection)? {
            return Ok(None);
        }
        let mut statement = transaction.prepare_cached(
            "SELECT claim.id, resource.id, length, body FROM claim CROSS JOIN resource ON resource.key = claim.id
             WHERE claim.connection = ?1 AND claim.id > ?2 AND (provider IS NULL OR provider LIKE 'NPI %')
             ORDER BY claim.id LIMIT ?3",
        )?;
        let mut rows = statement.query(params![connection, after, BATCH])?;
        let (mut batch, mut last): (Vec<(i64, String, String)>, _) = (Vec::new(), None);
        while let Some(row) = rows.next()? {
            let (key, id): (i64, String) = (row.get(0)?, row.get(1)?);
            let raw = body::decompress(transaction, row.get_ref(3)?.as_blob()?, row.get(2)?)?;
            batch.extend(named(transaction, connection, &raw)?.map(|named| (key, id, named)));
            last = Some(key);
        }
        let mut writer = ClaimWriter::new(transaction, connection)?;
        for (key, id, named) in batch {
            let projection = prepare::projection(CLAIM, &prepare::parse(&named), self.inner.project);
            writer.write(key, &id, projection, Cause::SameContent)?;
        }
        writer.finish()?;
        Ok(last)
    }
}

/// The claim with names in its bare references; `None` where there is none to add.
pub(super) fn named(reader: &Connection, connection: i64, raw: &str) -> Result<Option<String>, StoreError> {
    if !has_parties(reader, connection)? {
        return Ok(None);
    }
    let Ok(mut claim) = serde_json::from_str::<Value>(raw) else { return Ok(None) };
    let mut any = false;
    for field in ["provider", "facility", "insurer"] {
        any |= name(reader, connection, claim.get_mut(field))?;
    }
    for member in claim.get_mut("careTeam").and_then(Value::as_array_mut).into_iter().flatten() {
        any |= name(reader, connection, member.get_mut("provider"))?;
    }
    Ok(any.then(|| claim.to_string()))
}

/// Puts a display into a bare reference; whether there was one to put in.
fn name(reader: &Connection, connection: i64, reference: Option<&mut Value>) -> Result<bool, StoreError> {
    let Some(reference) = reference.and_then(Value::as_object_mut) else { return Ok(false) };
    if reference.contains_key("display") {
        return Ok(false);
    }
    let (kind, id) = match reference.get("reference").and_then(Value::as_str).map(Target::parse) {
        Some(Target::Resource { resource_type, id, .. }) => (resource_type.to_owned(), id.to_owned()),
        Some(Target::Unresolvable(urn)) if is_urn(urn) => urns::named(reader, connection, urn)?.unwrap_or_default(),
        _ => return Ok(false),
    };
    if !matches!(kind.as_str(), "Organization" | "Practitioner") {
        return Ok(false);
    }
    let mut statement =
        reader.prepare_cached("SELECT length, body FROM resource WHERE connection = ?1 AND type = ?2 AND id = ?3")?;
    let found = statement
        .query_row(params![connection, kind, id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    let Some((length, body)) = found else { return Ok(false) };
    let raw = body::decompress(reader, &body, length)?;
    let party = prepare::parse(&raw);
    let Some(name) = party_name(&party) else { return Ok(false) };
    reference.insert("display".to_owned(), Value::String(name));
    if let Some(npi) = Identifier::all(&party).find(Identifier::is_npi)
        && !reference.contains_key("identifier")
    {
        reference.insert("identifier".to_owned(), json!({"system": NPI, "value": npi.value}));
    }
    Ok(true)
}

fn has_parties(reader: &Connection, connection: i64) -> Result<bool, StoreError> {
    let mut statement = reader.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM resource WHERE connection = ?1 AND type IN ('Organization', 'Practitioner'))",
    )?;
    Ok(statement.query_row([connection], |row| row.get(0))?)
}
