//! Writes resources in one transaction: which version stands, what was there before, how much there is.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use crate::{fhir::page::Resource, ipc::DataKind};

use super::{
    StoreError, body,
    claim_writer::{Cause, ClaimWriter},
    codes,
    digest::{self, Digest},
    prepare::Prepared,
};

/// What one version of a resource is compared by.
pub(super) struct Stamp<'a> {
    /// In microseconds since 1970.
    last_updated: Option<i64>,
    version: Option<&'a str>,
}

impl Stamp<'_> {
    pub(super) fn of(incoming: &Resource) -> Stamp<'_> {
        Stamp {
            last_updated: incoming.last_updated.map(Timestamp::as_microsecond),
            version: incoming.version.as_deref(),
        }
    }

    /// Whether this version stands although the other came later. Only instants, then numbers of versions, say so.
    pub(super) fn stands_against(&self, later: &Self) -> bool {
        if let (Some(here), Some(there)) = (self.last_updated, later.last_updated)
            && here != there
        {
            return here > there;
        }
        let number = |stamp: &Self| stamp.version.and_then(|version| version.parse::<u64>().ok());
        matches!((number(self), number(later)), (Some(here), Some(there)) if here > there)
    }
}

/// What became of a resource.
pub(super) enum Put {
    New,
    Changed,
    Unchanged,
}

/// Writes resources in one transaction.
pub(super) struct Shelf<'a> {
    transaction: &'a Transaction<'a>,
    connection: i64,
    kind: i64,
    received: String,
    claims: ClaimWriter<'a>,
    /// By type and kind: resources and bytes more than before.
    holdings: HashMap<(String, i64), (i64, i64)>,
}

/// A resource as it is here.
struct Here {
    key: i64,
    kind: i64,
    version: Option<String>,
    last_updated: Option<i64>,
    digest: Digest,
    size: i64,
}

impl<'a> Shelf<'a> {
    /// `connection` is the row's key.
    pub(super) fn new(
        transaction: &'a Transaction<'a>,
        connection: i64,
        kind: DataKind,
        received: Timestamp,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            transaction,
            connection,
            kind: codes::data_kind_code(kind),
            received: received.to_string(),
            claims: ClaimWriter::new(transaction, connection)?,
            holdings: HashMap::new(),
        })
    }

    /// Keeps a resource, unless what is here is the same or newer.
    pub(super) fn put(&mut self, incoming: &Resource, prepared: Prepared) -> Result<Put, StoreError> {
        if let Some(key) = self.insert(incoming, &prepared)? {
            self.hold(incoming, self.kind, 1, body::length(prepared.body.len()));
            self.claims.write(key, &incoming.id, prepared.projection, Cause::First)?;
            return Ok(Put::New);
        }
        let here = self.here(incoming)?;
        let stamp = Stamp { last_updated: here.last_updated, version: here.version.as_deref() };
        if here.digest == prepared.digest || stamp.stands_against(&Stamp::of(incoming)) {
            return Ok(Put::Unchanged);
        }
        let changed = !digest::say_the_same(&self.raw(here.key)?, incoming.json.as_str());
        if changed {
            self.keep_version(here.key)?;
            self.hold(incoming, here.kind, 0, body::length(prepared.body.len()));
        } else {
            self.hold(incoming, here.kind, 0, body::length(prepared.body.len()) - here.size);
        }
        self.update(here.key, incoming, &prepared, changed)?;
        let cause = if changed { Cause::News } else { Cause::SameContent };
        self.claims.write(here.key, &incoming.id, prepared.projection, cause)?;
        Ok(if changed { Put::Changed } else { Put::Unchanged })
    }

    fn here(&self, incoming: &Resource) -> Result<Here, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT key, kind, version, last_updated, digest, octet_length(body) FROM resource
             WHERE connection = ?1 AND type = ?2 AND id = ?3",
        )?;
        let here = statement.query_row(params![self.connection, incoming.resource_type, incoming.id], |row| {
            Ok(Here {
                key: row.get(0)?,
                kind: row.get(1)?,
                version: row.get(2)?,
                last_updated: row.get(3)?,
                digest: row.get(4)?,
                size: row.get(5)?,
            })
        });
        Ok(here?)
    }

    fn raw(&self, key: i64) -> Result<String, StoreError> {
        let mut statement = self.transaction.prepare_cached("SELECT length, body FROM resource WHERE key = ?1")?;
        let (length, body) = statement.query_row([key], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        body::decompress(self.transaction, &body, length)
    }

    /// The key of a resource that was not here.
    fn insert(&self, incoming: &Resource, prepared: &Prepared) -> Result<Option<i64>, StoreError> {
        let stamp = Stamp::of(incoming);
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO resource (connection, type, id, kind, version, last_updated, received, digest, length,
                                   body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT DO NOTHING",
        )?;
        let inserted = statement.execute(params![
            self.connection,
            incoming.resource_type,
            incoming.id,
            self.kind,
            stamp.version,
            stamp.last_updated,
            self.received,
            prepared.digest,
            body::length(incoming.json.size()),
            prepared.body,
        ])?;
        Ok((inserted > 0).then(|| self.transaction.last_insert_rowid()))
    }

    fn update(&self, key: i64, incoming: &Resource, prepared: &Prepared, changed: bool) -> Result<(), StoreError> {
        let stamp = Stamp::of(incoming);
        self.transaction
            .prepare_cached(
                "UPDATE resource SET
                     version = ?2,
                     last_updated = ?3,
                     received = iif(?8, ?4, received),
                     digest = ?5,
                     length = ?6,
                     body = ?7
                 WHERE key = ?1",
            )?
            .execute(params![
                key,
                stamp.version,
                stamp.last_updated,
                self.received,
                prepared.digest,
                body::length(incoming.json.size()),
                prepared.body,
                changed,
            ])?;
        Ok(())
    }

    fn keep_version(&self, key: i64) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO resource_version (resource, number, received, length, body, replaced_at)
                 SELECT key, (SELECT 1 + coalesce(max(number), 0) FROM resource_version WHERE resource = ?1),
                        received, length, body, ?2
                 FROM resource WHERE key = ?1",
            )?
            .execute([key, self.claims.mark()])?;
        Ok(())
    }

    fn hold(&mut self, incoming: &Resource, kind: i64, resources: i64, bytes: i64) {
        let held = self.holdings.entry((incoming.resource_type.clone(), kind)).or_default();
        held.0 += resources;
        held.1 += bytes;
    }

    /// Writes what follows from all that was put. Without it, the transaction must not be committed.
    pub(super) fn finish(self) -> Result<(), StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO holding (connection, type, kind, resources, bytes) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET resources = resources + excluded.resources, bytes = bytes + excluded.bytes",
        )?;
        for ((resource_type, kind), (resources, bytes)) in &self.holdings {
            statement.execute(params![self.connection, resource_type, kind, resources, bytes])?;
        }
        self.claims.finish()
    }
}
