//! The connections themselves.

use jiff::{Timestamp, civil::Date};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use serde::{Serialize, de::DeserializeOwned};

use crate::ipc::{DataKind, Kept};

use super::{
    Store, StoreError, care_day, claim_writer::note_change, codes, count, ledger, notes, record_writer, saved_views,
};

/// A connection as it is kept. Tokens are not here; they are in the keychain under the connection's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionRecord {
    /// A random UUID.
    pub id: String,
    /// The payer's key.
    pub payer: String,
    /// The payer's name when the connection was made.
    pub payer_name: String,
    /// The patient's FHIR id at the payer.
    pub patient: Option<String>,
    /// The member's name.
    pub member_name: Option<String>,
    /// The scopes that were granted, as the payer wrote them.
    pub scopes: Vec<String>,
    /// The kinds granted.
    pub granted: Vec<DataKind>,
    /// The kinds asked for and not granted.
    pub missing: Vec<DataKind>,
    /// When it was made.
    pub created: Timestamp,
    /// Since when signing in again is needed.
    pub sign_in_needed_since: Option<Timestamp>,
    /// The last day of the permission.
    pub sign_in_until: Option<Date>,
    /// When records last came completely.
    pub last_updated: Option<Timestamp>,
}

const COLUMNS: &str = "id, payer, payer_name, patient, member_name, scopes, granted, missing, created,
                       sign_in_needed_since, sign_in_until, last_updated";

impl Store {
    /// Keeps a new connection, or everything of one that is renewed but `created` and `last_updated`.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn save_connection(&self, record: &ConnectionRecord) -> Result<(), StoreError> {
        self.write(|transaction| put_connection(transaction, record))
    }

    /// All connections, oldest first.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn connections(&self) -> Result<Vec<ConnectionRecord>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(&format!("SELECT {COLUMNS} FROM connection ORDER BY key"))?;
            let mut rows = statement.query([])?;
            let mut records = Vec::new();
            while let Some(row) = rows.next()? {
                records.push(record(row)?);
            }
            Ok(records)
        })
    }

    /// One connection.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn connection(&self, id: &str) -> Result<ConnectionRecord, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(&format!("SELECT {COLUMNS} FROM connection WHERE id = ?1"))?;
            let mut rows = statement.query([id])?;
            record(rows.next()?.ok_or(StoreError::NotFound)?)
        })
    }

    /// Notes that signing in again is needed (or no longer is).
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn set_sign_in_needed(&self, id: &str, since: Option<Timestamp>) -> Result<(), StoreError> {
        self.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE connection SET sign_in_needed_since = ?2 WHERE id = ?1",
                params![id, since.map(|since| since.to_string())],
            )?;
            if changed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
        })
    }

    /// What a connection keeps.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn kept(&self, id: &str) -> Result<Kept, StoreError> {
        self.read(|reader| kept(reader, key_of(reader, id)?))
    }

    /// Deletes a connection and everything it brought; says what that was. Pages are overwritten (`secure_delete`), the
    /// words of deleted claims leave the index, and the log is emptied.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn delete_connection(&self, id: &str) -> Result<Kept, StoreError> {
        let deleted = self.write(|transaction| {
            let key = key_of(transaction, id)?;
            let deleted = kept(transaction, key)?;
            let others: bool = transaction.query_row(
                "SELECT EXISTS (SELECT 1 FROM person WHERE connection <> ?1 AND claims > 0)",
                [key],
                |row| row.get(0),
            )?;
            if others {
                transaction.execute(
                    "DELETE FROM claim_text WHERE rowid IN (SELECT position FROM claim WHERE connection = ?1)",
                    [key],
                )?;
                transaction.execute("INSERT INTO claim_text (claim_text) VALUES ('optimize')", [])?;
            } else {
                transaction.execute("INSERT INTO claim_text (claim_text) VALUES ('delete-all')", [])?;
            }
            record_writer::forget_words(transaction, key)?;
            notes::forget_words(transaction, key)?;
            transaction.execute("DELETE FROM connection WHERE key = ?1", [key])?;
            notes::forget_unused(transaction)?;
            saved_views::forget_without_connections(transaction)?;
            note_change(transaction)?;
            Ok(deleted)
        })?;
        // A screen that is just reading keeps a part of the log until the next time: no reason to fail.
        self.writer().query_row("PRAGMA wal_checkpoint (TRUNCATE)", [], |_| Ok(()))?;
        Ok(deleted)
    }

    /// Keeps a secret that is too large for the keychain, under the file's own encryption.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn put_sealed(&self, name: &str, secret: &[u8]) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO sealed (name, secret) VALUES (?1, ?2)
                 ON CONFLICT DO UPDATE SET secret = excluded.secret",
                params![name, secret],
            )?;
            Ok(())
        })
    }

    /// Reads such a secret.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn sealed(&self, name: &str) -> Result<Option<secrecy::SecretSlice<u8>>, StoreError> {
        self.read(|reader| {
            let secret = reader
                .query_row("SELECT secret FROM sealed WHERE name = ?1", [name], |row| row.get::<_, Vec<u8>>(0))
                .optional()?;
            Ok(secret.map(secrecy::SecretSlice::from))
        })
    }

    /// Deletes such a secret.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn delete_sealed(&self, name: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM sealed WHERE name = ?1", [name])?;
            Ok(())
        })
    }
}

/// Keeps a new connection, or everything of one that is renewed but `created` and `last_updated`.
pub(super) fn put_connection(transaction: &Transaction<'_>, record: &ConnectionRecord) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO connection (id, payer, payer_name, patient, member_name, scopes, granted, missing, created,
                                 sign_in_needed_since, sign_in_until, last_updated)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (id) DO UPDATE SET
             payer = excluded.payer,
             payer_name = excluded.payer_name,
             patient = excluded.patient,
             member_name = excluded.member_name,
             scopes = excluded.scopes,
             granted = excluded.granted,
             missing = excluded.missing,
             sign_in_needed_since = excluded.sign_in_needed_since,
             sign_in_until = excluded.sign_in_until",
        params![
            record.id,
            record.payer,
            record.payer_name,
            record.patient,
            record.member_name,
            to_json(&record.scopes)?,
            to_json(&record.granted)?,
            to_json(&record.missing)?,
            record.created.to_string(),
            record.sign_in_needed_since.map(|since| since.to_string()),
            record.sign_in_until.map(|until| until.to_string()),
            record.last_updated.map(|updated| updated.to_string()),
        ],
    )?;
    Ok(())
}

/// The key of a connection's row.
pub(super) fn key_of(connection: &Connection, id: &str) -> Result<i64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT key FROM connection WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0))?)
}

/// Reads an instant that this app wrote.
pub(super) fn instant(text: String) -> Result<Timestamp, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt)
}

fn kept(connection: &Connection, key: i64) -> Result<Kept, StoreError> {
    let (claims, people) = connection.query_row(
        "SELECT coalesce(sum(claims), 0), count(*) FILTER (WHERE fhir_id <> '' AND (claims > 0 OR resource IS NOT NULL))
         FROM person WHERE connection = ?1",
        [key],
        |row| Ok((count(row, 0)?, count(row, 1)?)),
    )?;
    let (records, coverages, bytes) = connection.query_row(
        "SELECT coalesce(sum(resources) FILTER (WHERE kind = ?2), 0),
                coalesce(sum(resources) FILTER (WHERE type = 'Coverage'), 0),
                coalesce(sum(bytes), 0)
         FROM holding WHERE connection = ?1",
        [key, codes::data_kind_code(DataKind::Records)],
        |row| Ok((count(row, 0)?, count(row, 1)?, count(row, 2)?)),
    )?;
    // The month's number leads to the month's claims without a look at the others.
    let month: Option<i64> = connection.query_row(
        "SELECT min(month) FROM person CROSS JOIN claim_month ON claim_month.person = person.key
         WHERE person.connection = ?1 AND month > 0",
        [key],
        |row| row.get(0),
    )?;
    let since = match month {
        None => None,
        Some(month) => connection
            .query_row(
                "SELECT start_date FROM claim INDEXED BY claim_facts
                 WHERE position >= ?2 AND connection = ?1 ORDER BY position LIMIT 1",
                [key, month * 32 * care_day::IDS],
                |row| row.get(0),
            )
            .optional()?
            .flatten(),
    };
    let (payments, receipts) = ledger::kept(connection, key)?;
    let noted = notes::kept(connection, key)?;
    Ok(Kept { claims, records, coverages, people, payments, receipts, noted, since, bytes })
}

fn record(row: &Row<'_>) -> Result<ConnectionRecord, StoreError> {
    Ok(ConnectionRecord {
        id: row.get(0)?,
        payer: row.get(1)?,
        payer_name: row.get(2)?,
        patient: row.get(3)?,
        member_name: row.get(4)?,
        scopes: from_json(&row.get::<_, String>(5)?)?,
        granted: from_json(&row.get::<_, String>(6)?)?,
        missing: from_json(&row.get::<_, String>(7)?)?,
        created: instant(row.get(8)?)?,
        sign_in_needed_since: row.get::<_, Option<String>>(9)?.map(instant).transpose()?,
        sign_in_until: row
            .get::<_, Option<String>>(10)?
            .map(|day| day.parse::<Date>().map_err(|_| StoreError::Corrupt))
            .transpose()?,
        last_updated: row.get::<_, Option<String>>(11)?.map(instant).transpose()?,
    })
}

fn to_json(list: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(list).map_err(|error| StoreError::Disk(error.into()))
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt)
}
