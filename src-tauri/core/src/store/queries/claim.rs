//! One claim.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    fhir::reference::Reference,
    ipc::{ClaimRow, ClaimVersion},
    payer::FROM_FILE,
    store::{
        Store, StoreError, body, names,
        prepare::{self, CLAIM},
    },
};

use super::row::{claim_row, claim_row_columns, claim_row_joins};

/// A claim as it is kept.
#[derive(Debug)]
pub struct KeptClaim {
    /// As in the list.
    pub row: ClaimRow,
    /// The connection's payer; where the claim came from a file, who the claim says insures.
    pub payer_name: String,
    /// The name of the file that it came from, where it came from one.
    pub from_file: Option<String>,
    /// The person's whole name.
    pub person_name: Option<String>,
    /// The resource verbatim.
    pub raw: String,
    /// The same with the names of those whom it refers to and does not name, as far as they are here.
    pub named: String,
    /// The claim that this one replaces.
    pub replaces: Option<i64>,
    /// The claim that replaced this one.
    pub replaced_by: Option<i64>,
    /// What was here, oldest first, the present one included.
    pub versions: Vec<ClaimVersion>,
    /// The earlier ones of them verbatim.
    pub earlier: Vec<String>,
}

impl Store {
    /// One claim.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no claim of this id.
    pub fn claim(&self, id: i64) -> Result<KeptClaim, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(CLAIM_AND_RESOURCE)?;
            let mut rows = statement.query([id])?;
            let row = rows.next()?.ok_or(StoreError::NotFound)?;
            let (connection, fhir_id): (i64, String) = (row.get(21)?, row.get(22)?);
            let claim = claim_row(row)?;
            let (mut versions, earlier) = self.earlier_versions(reader, id)?;
            versions.push(ClaimVersion {
                seen_at: row.get(23)?,
                you_owe: claim.you_owe.clone(),
                status: claim.status,
                changes: Vec::new(),
            });
            let raw = body::decompress(reader, &row.get::<_, Vec<u8>>(25)?, row.get(24)?)?;
            let named = names::named(reader, connection, &raw)?.unwrap_or_else(|| raw.clone());
            let connected: String = row.get(19)?;
            let is_from_file = row.get::<_, String>(26)? == FROM_FILE;
            let insurer = if is_from_file { insurer(&named) } else { None };
            Ok(KeptClaim {
                row: claim,
                named,
                raw,
                from_file: is_from_file.then(|| connected.clone()),
                payer_name: insurer.unwrap_or(connected),
                person_name: row.get(20)?,
                replaces: related(reader, REPLACED, connection, &fhir_id)?,
                replaced_by: related(reader, REPLACING, connection, &fhir_id)?,
                versions,
                earlier,
            })
        })
    }

    /// The other claims of the same person, provider and day that count, those of the same story left out. At most
    /// [`MOST_BESIDE`].
    ///
    /// # Errors
    /// Those of the disk.
    pub fn beside(&self, id: i64) -> Result<Vec<i64>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(BESIDE)?;
            let rows = statement.query_map(params![id, MOST_BESIDE], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Forgets the marks "new" and "changed": nothing else does.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn mark_seen(&self) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute("UPDATE connection SET seen = mark, mark = mark + 1", [])?;
            Ok(())
        })
    }

    /// What the claim said before, read afresh from what was kept.
    fn earlier_versions(&self, reader: &Connection, id: i64) -> Result<(Vec<ClaimVersion>, Vec<String>), StoreError> {
        let mut statement = reader.prepare_cached(
            "SELECT received, length, body FROM resource_version WHERE resource = ?1 ORDER BY number",
        )?;
        let mut rows = statement.query([id])?;
        let (mut versions, mut texts) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let raw = body::decompress(reader, &row.get::<_, Vec<u8>>(2)?, row.get(1)?)?;
            let summary = (self.inner.project)(&prepare::parse(&raw));
            let (you_owe, status) = (summary.you_owe, summary.status);
            versions.push(ClaimVersion { seen_at: row.get(0)?, you_owe, status, changes: Vec::new() });
            texts.push(raw);
        }
        Ok((versions, texts))
    }
}

/// A claim to be given out.
pub(in crate::store) struct ClaimToTell {
    pub(in crate::store) row: ClaimRow,
    pub(in crate::store) payer_name: String,
    pub(in crate::store) person: Option<String>,
    /// The row of its connection.
    pub(in crate::store) connection: i64,
    pub(in crate::store) fhir_id: String,
    pub(in crate::store) length: i64,
    pub(in crate::store) body: Vec<u8>,
}

/// One claim, without what it takes to explain it.
pub(in crate::store) fn claim_to_tell(reader: &Connection, id: i64) -> Result<Option<ClaimToTell>, StoreError> {
    let mut statement = reader.prepare_cached(CLAIM_AND_RESOURCE)?;
    let found = statement.query_row([id], |row| {
        Ok(ClaimToTell {
            row: claim_row(row)?,
            payer_name: row.get(19)?,
            person: row.get(20)?,
            connection: row.get(21)?,
            fhir_id: row.get(22)?,
            length: row.get(24)?,
            body: row.get(25)?,
        })
    });
    Ok(found.optional()?)
}

/// Who insures, in the claim's own words.
fn insurer(claim: &str) -> Option<String> {
    let claim = prepare::parse(claim);
    Reference::in_field(&claim, "insurer").and_then(Reference::display).map(str::to_owned)
}

/// The newest claim at the other end of a relation.
fn related(reader: &Connection, sql: &str, connection: i64, fhir_id: &str) -> Result<Option<i64>, StoreError> {
    let mut statement = reader.prepare_cached(sql)?;
    Ok(statement.query_row(params![connection, CLAIM, fhir_id], |row| row.get(0)).optional()?)
}

const REPLACED: &str = "
    SELECT claim.id FROM claim_relation
    CROSS JOIN resource ON resource.connection = ?1 AND resource.type = ?2 AND resource.id = claim_relation.older
    CROSS JOIN claim ON claim.id = resource.key
    WHERE claim_relation.connection = ?1 AND claim_relation.newer = ?3
    ORDER BY claim.position DESC LIMIT 1";

const REPLACING: &str = "
    SELECT claim.id FROM claim_relation
    CROSS JOIN resource ON resource.connection = ?1 AND resource.type = ?2 AND resource.id = claim_relation.newer
    CROSS JOIN claim ON claim.id = resource.key
    WHERE claim_relation.connection = ?1 AND claim_relation.older = ?3
    ORDER BY claim.position DESC LIMIT 1";

/// How many claims one is held against.
const MOST_BESIDE: i64 = 24;

/// A day's claims stand together in the list's order. Undated ones share no day. Statuses: decided 0, pending 1, not
/// covered 2.
const BESIDE: &str = "
    SELECT other.id FROM claim AS own
    CROSS JOIN claim AS other
        ON other.position BETWEEN own.position - own.id AND own.position - own.id + 16777215
    CROSS JOIN resource AS own_resource ON own_resource.key = own.id
    CROSS JOIN resource AS other_resource ON other_resource.key = other.id
    WHERE own.id = ?1 AND own.start_date IS NOT NULL AND own.status IN (0, 1, 2)
      AND other.id <> own.id AND other.person = own.person AND other.status IN (0, 1, 2)
      AND other.provider = own.provider COLLATE NOCASE
      AND NOT EXISTS (
          SELECT 1 FROM claim_relation AS relation
          WHERE relation.connection = own.connection
            AND ((relation.newer = own_resource.id AND relation.older = other_resource.id)
              OR (relation.newer = other_resource.id AND relation.older = own_resource.id)))
    ORDER BY other.id LIMIT ?2";

const CLAIM_AND_RESOURCE: &str = concat!(
    "SELECT ",
    claim_row_columns!(),
    ", connection.payer_name, person.name, resource.connection, resource.id, resource.received, resource.length,
       resource.body, connection.payer
     FROM claim",
    claim_row_joins!(),
    "CROSS JOIN resource ON resource.key = claim.id WHERE claim.id = ?1"
);
