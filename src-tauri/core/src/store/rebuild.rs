//! Making the projections again from the resources, when a version of the app reads resources in another way.

use rusqlite::{Connection, Transaction};

use super::{
    Store, StoreError, body,
    claim_writer::{Cause, ClaimWriter},
    names,
    prepare::{self, CLAIM, Projection},
};

/// The way in which this version of the app reads claims, patients, coverages and records. Raise it whenever that changes
/// what is written into a projection.
pub(super) const PROJECTION: i64 = 7;

/// Resources in a transaction.
const BATCH: i64 = 200;

/// A resource whose projection was made again.
struct Remade {
    key: i64,
    connection: i64,
    id: String,
    projection: Projection,
}

impl Store {
    /// Makes the projections again where they were made in another way.
    pub(super) fn rebuild_if_outdated(&self) -> Result<(), StoreError> {
        let made: i64 =
            self.read(|reader| Ok(reader.query_row("SELECT projection FROM file_state", [], |row| row.get(0))?))?;
        if made == PROJECTION { Ok(()) } else { self.reproject() }
    }

    /// Makes every projection again from the resources. Marks and the ids of claims stay as they are. An interrupted call
    /// goes on where it was.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn reproject(&self) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE file_state SET rebuilt_up_to = iif(rebuilding = ?1, rebuilt_up_to, 0), rebuilding = ?1",
                [PROJECTION],
            )?;
            Ok(())
        })?;
        while self.write(|transaction| self.reproject_batch(transaction))? {}
        self.write(|transaction| {
            transaction
                .execute("UPDATE file_state SET projection = ?1, rebuilding = 0, rebuilt_up_to = 0", [PROJECTION])?;
            Ok(())
        })?;
        self.settle_episodes()
    }

    /// Whether there may be more. Reads and writes in one transaction: a sync cannot come in between with something newer.
    fn reproject_batch(&self, transaction: &Transaction<'_>) -> Result<bool, StoreError> {
        let mut last = None;
        let mut writer: Option<(i64, ClaimWriter<'_>)> = None;
        for Remade { key, connection, id, projection } in self.remake(transaction)? {
            let mut of_connection = match writer.take() {
                Some((current, open)) if current == connection => open,
                other => {
                    finish(other)?;
                    ClaimWriter::new(transaction, connection)?
                }
            };
            of_connection.write(key, &id, projection, Cause::SameContent)?;
            writer = Some((connection, of_connection));
            last = Some(key);
        }
        finish(writer)?;
        if let Some(last) = last {
            transaction.execute("UPDATE file_state SET rebuilt_up_to = ?1", [last])?;
        }
        Ok(last.is_some())
    }

    fn remake(&self, reader: &Connection) -> Result<Vec<Remade>, StoreError> {
        let mut statement = reader.prepare_cached(
            "SELECT key, connection, type, id, length, body FROM resource
             WHERE key > (SELECT rebuilt_up_to FROM file_state)
               AND type IN ('ExplanationOfBenefit', 'Patient', 'Coverage', 'Condition', 'Encounter', 'Procedure',
                            'MedicationRequest', 'MedicationDispense', 'Observation', 'Immunization')
             ORDER BY key LIMIT ?1",
        )?;
        let mut rows = statement.query([BATCH])?;
        let mut batch = Vec::new();
        while let Some(row) = rows.next()? {
            let resource_type: String = row.get(2)?;
            let raw = body::decompress(reader, row.get_ref(5)?.as_blob()?, row.get(4)?)?;
            let connection = row.get(1)?;
            let named = if resource_type == CLAIM { names::named(reader, connection, &raw)? } else { None };
            let raw = named.unwrap_or(raw);
            batch.push(Remade {
                key: row.get(0)?,
                connection,
                id: row.get(3)?,
                projection: prepare::projection(&resource_type, &prepare::parse(&raw), self.inner.project),
            });
        }
        Ok(batch)
    }
}

fn finish(writer: Option<(i64, ClaimWriter<'_>)>) -> Result<(), StoreError> {
    writer.map_or(Ok(()), |(_, writer)| writer.finish())
}
