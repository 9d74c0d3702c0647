//! What public directories said, and what the member keeps of it.

use rusqlite::{OptionalExtension as _, params};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    directory::{copy, found},
    fhir::reference::is_urn,
    ipc::{CareCopy, CareCopyRow, CareDetail, CareNetwork, CareRow, CareSaved, CareSource},
};

use super::{Store, StoreError, body, urns};

/// How many answers are kept; a thousand questions are more than a member asks in a year.
const MOST_ANSWERS: i64 = 200;

fn write_json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Disk(error.into()))
}

fn read_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt)
}

fn compressed(text: &str) -> Result<(i64, Vec<u8>), StoreError> {
    Ok((body::length(text.len()), body::Compressor::new(None)?.compress(text)?))
}

impl Store {
    /// Keeps an answer in the place of an earlier one to the same question.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn save_care_answer(&self, payer: &str, question: &str, fetched: &str, body: &str) -> Result<(), StoreError> {
        let (length, body) = compressed(body)?;
        self.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO care_answer (payer, question, fetched, length, body) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![payer, question, fetched, length, body],
            )?;
            transaction.execute(
                "DELETE FROM care_answer WHERE rowid IN
                 (SELECT rowid FROM care_answer ORDER BY fetched DESC LIMIT -1 OFFSET ?1)",
                [MOST_ANSWERS],
            )?;
            Ok(())
        })
    }

    /// The answer that is kept for a question, and when the directory gave it.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn care_answer(&self, payer: &str, question: &str) -> Result<Option<(String, String)>, StoreError> {
        self.read(|reader| {
            let mut statement = reader
                .prepare_cached("SELECT fetched, length, body FROM care_answer WHERE payer = ?1 AND question = ?2")?;
            let mut rows = statement.query([payer, question])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let body =
                body::decompress(reader, row.get_ref(2)?.as_blob().map_err(|_| StoreError::Corrupt)?, row.get(1)?)?;
            Ok(Some((row.get(0)?, body)))
        })
    }

    /// The network that the member chose for a payer.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn chosen_network(&self, payer: &str) -> Result<Option<CareNetwork>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached("SELECT network, name FROM care_network WHERE payer = ?1")?;
            let network = statement.query_row([payer], |row| Ok(CareNetwork { id: row.get(0)?, name: row.get(1)? }));
            Ok(network.optional()?)
        })
    }

    /// Keeps it, or takes it back.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn choose_network(&self, payer: &str, network: Option<&CareNetwork>) -> Result<(), StoreError> {
        self.write(|transaction| {
            match network {
                Some(network) => transaction.execute(
                    "INSERT OR REPLACE INTO care_network (payer, network, name) VALUES (?1, ?2, ?3)",
                    params![payer, network.id, network.name],
                )?,
                None => transaction.execute("DELETE FROM care_network WHERE payer = ?1", [payer])?,
            };
            Ok(())
        })
    }

    /// Puts somebody on the member's list; who is on it already stays, with their note, as the directory has them now.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn save_care(&self, payer: &str, payer_name: &str, row: &CareRow, at: &str) -> Result<i64, StoreError> {
        let json = write_json(row)?;
        self.write(|transaction| {
            let id = transaction.query_row(
                "INSERT INTO care_saved (payer, payer_name, entry, row, saved) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (payer, entry) DO UPDATE SET row = excluded.row, saved = excluded.saved RETURNING id",
                params![payer, payer_name, row.key, json, at],
                |row| row.get(0),
            )?;
            Ok(id)
        })
    }

    /// Whether an entry is on the list.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn care_saved_as(&self, payer: &str, entry: &str) -> Result<Option<i64>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached("SELECT id FROM care_saved WHERE payer = ?1 AND entry = ?2")?;
            Ok(statement.query_row([payer, entry], |row| row.get(0)).optional()?)
        })
    }

    /// The member's list, the newest first.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn care_saved(&self) -> Result<Vec<CareSaved>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(
                "SELECT id, payer, payer_name, row, note, saved FROM care_saved ORDER BY saved DESC, id DESC",
            )?;
            let mut rows = statement.query([])?;
            let mut saved = Vec::new();
            while let Some(row) = rows.next()? {
                saved.push(CareSaved {
                    id: row.get(0)?,
                    payer: row.get(1)?,
                    payer_name: row.get(2)?,
                    row: read_json(&row.get::<_, String>(3)?)?,
                    note: row.get(4)?,
                    saved_at: row.get(5)?,
                    seen_by: None,
                });
            }
            Ok(saved)
        })
    }

    /// Changes the member's words about somebody.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where they are not on the list.
    pub fn save_care_note(&self, id: i64, note: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            match transaction.execute("UPDATE care_saved SET note = ?2 WHERE id = ?1", params![id, note])? {
                0 => Err(StoreError::NotFound),
                _ => Ok(()),
            }
        })
    }

    /// Takes somebody off the list.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn unsave_care(&self, id: i64) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM care_saved WHERE id = ?1", [id])?;
            Ok(())
        })
    }

    /// Keeps a dated copy.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn save_care_copy(&self, payer_name: &str, taken: &str, detail: &CareDetail) -> Result<i64, StoreError> {
        let CareDetail { row, others, sources, .. } = detail;
        let (json, others) = (write_json(row)?, write_json(others)?);
        let (length, body) = compressed(&write_json(sources)?)?;
        let sha256 = copy::sha256(sources);
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO care_copy (payer_name, taken, row, others, sha256, length, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![payer_name, taken, json, others, sha256, length, body],
            )?;
            Ok(transaction.last_insert_rowid())
        })
    }

    /// The copies, the newest first.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn care_copies(&self) -> Result<Vec<CareCopyRow>, StoreError> {
        self.read(|reader| {
            let mut statement = reader
                .prepare_cached("SELECT id, payer_name, row, taken FROM care_copy ORDER BY taken DESC, id DESC")?;
            let mut rows = statement.query([])?;
            let mut copies = Vec::new();
            while let Some(row) = rows.next()? {
                let kept: CareRow = read_json(&row.get::<_, String>(2)?)?;
                copies.push(CareCopyRow {
                    id: row.get(0)?,
                    payer_name: row.get(1)?,
                    name: kept.name,
                    taken_at: row.get(3)?,
                });
            }
            Ok(copies)
        })
    }

    /// One copy, as it was.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn care_copy(&self, id: i64) -> Result<CareCopy, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(
                "SELECT payer_name, taken, row, sha256, length, body, others FROM care_copy WHERE id = ?1",
            )?;
            let mut rows = statement.query([id])?;
            let row = rows.next()?.ok_or(StoreError::NotFound)?;
            let body =
                body::decompress(reader, row.get_ref(5)?.as_blob().map_err(|_| StoreError::Corrupt)?, row.get(4)?)?;
            let sources: Vec<CareSource> = read_json(&body)?;
            let sha256: String = row.get(3)?;
            let kept: CareRow = read_json(&row.get::<_, String>(2)?)?;
            Ok(CareCopy {
                id,
                payer_name: row.get(0)?,
                taken_at: row.get(1)?,
                not_stated: found::not_stated(&kept),
                row: kept,
                others: read_json(&row.get::<_, String>(6)?)?,
                intact: copy::sha256(&sources) == sha256,
                sources,
                sha256,
            })
        })
    }

    /// Deletes a copy.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn remove_care_copy(&self, id: i64) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM care_copy WHERE id = ?1", [id])?;
            Ok(())
        })
    }

    /// A resource of a claim's connection, by its type and id or by what an entry of its Bundle is called: who sent the claim,
    /// for example.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn beside_claim(&self, claim: i64, resource_type: &str, id: &str) -> Result<Option<String>, StoreError> {
        self.read(|reader| {
            let find = "SELECT connection FROM claim WHERE id = ?1";
            let connection: Option<i64> =
                reader.prepare_cached(find)?.query_row([claim], |row| row.get(0)).optional()?;
            let Some(connection) = connection else { return Ok(None) };
            let called = if is_urn(id) { urns::named(reader, connection, id)? } else { None };
            let (resource_type, id) =
                called.as_ref().map_or((resource_type, id), |(kind, id)| (kind.as_str(), id.as_str()));
            let mut statement = reader
                .prepare_cached("SELECT length, body FROM resource WHERE connection = ?1 AND type = ?2 AND id = ?3")?;
            let mut rows = statement.query(params![connection, resource_type, id])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let body = row.get_ref(1)?.as_blob().map_err(|_| StoreError::Corrupt)?;
            Ok(Some(body::decompress(reader, body, row.get(0)?)?))
        })
    }

    /// The connection that a claim came by.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn connection_of_claim(&self, claim: i64) -> Result<String, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(
                "SELECT connection.id FROM claim JOIN connection ON connection.key = claim.connection WHERE claim.id = ?1",
            )?;
            statement.query_row([claim], |row| row.get(0)).optional()?.ok_or(StoreError::NotFound)
        })
    }
}
