//! What a sync writes. Each call is one transaction.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};
use serde_json::value::RawValue;

use crate::ipc::DataKind;

use super::{
    Store, StoreError, care_day,
    claim_writer::{Cause, ClaimWriter},
    codes,
    connection::{instant, key_of},
    digest::{self, Digest},
    prepare::{self, Prepared, View},
};

/// A resource as a payer sent it.
#[derive(Debug)]
pub struct Incoming {
    /// For example `ExplanationOfBenefit`.
    pub resource_type: String,
    /// The logical id.
    pub id: String,
    /// `meta.versionId`.
    pub version: Option<String>,
    /// `meta.lastUpdated` as sent, where it can be read as an instant.
    pub last_updated: Option<Timestamp>,
    /// The resource verbatim.
    pub raw: Box<RawValue>,
}

/// A page of one search of one connection, with the place it leaves the search at.
#[derive(Debug)]
pub struct Page<'a> {
    /// The connection.
    pub connection: &'a str,
    /// Names the search among the connection's searches, for example `ExplanationOfBenefit`.
    pub search: &'a str,
    /// The kind of data it belongs to.
    pub kind: DataKind,
    /// What came.
    pub resources: Vec<Incoming>,
    /// The next page's address; `None` where the search has ended.
    pub next: Option<String>,
    /// When it came.
    pub received: Timestamp,
}

/// What a page changed. A resource that stands on the page more than once is counted once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageSaved {
    /// Resources that were not here before.
    pub new: u64,
    /// Resources that say something else than before; the earlier version is kept.
    pub changed: u64,
    /// Resources that were here already, in this version or a newer one.
    pub unchanged: u64,
    /// The earliest date of care among the page's claims.
    pub earliest_care: Option<String>,
}

/// Where a search stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchPlace {
    /// The search.
    pub search: String,
    /// The next page of a search that was interrupted.
    pub next: Option<String>,
    /// When the search that is under way began; becomes `complete_as_of` when it ends.
    pub started: Timestamp,
    /// When the last complete search began; `_lastUpdated` filters start from here, less an overlap.
    pub complete_as_of: Option<Timestamp>,
}

impl Store {
    /// Begins a sync: clears the marks "new" and "changed" of the sync before, unless one was interrupted.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn begin_sync(&self, connection: &str, _now: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            let key = key_of(transaction, connection)?;
            transaction.execute(
                "UPDATE connection SET seen = mark, mark = mark + 1 WHERE key = ?1 AND sync_open = 0",
                [key],
            )?;
            transaction.execute("UPDATE connection SET sync_open = 1 WHERE key = ?1", [key])?;
            Ok(())
        })
    }

    /// Where each search of a connection stands.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn search_places(&self, connection: &str) -> Result<Vec<SearchPlace>, StoreError> {
        self.read(|reader| {
            let key = key_of(reader, connection)?;
            let mut statement = reader.prepare_cached(
                "SELECT search, next, started, complete_as_of FROM search_place WHERE connection = ?1 ORDER BY search",
            )?;
            let mut rows = statement.query([key])?;
            let mut places = Vec::new();
            while let Some(row) = rows.next()? {
                places.push(SearchPlace {
                    search: row.get(0)?,
                    next: row.get(1)?,
                    started: instant(row.get(2)?)?,
                    complete_as_of: row.get::<_, Option<String>>(3)?.map(instant).transpose()?,
                });
            }
            Ok(places)
        })
    }

    /// Begins a search from its first page, forgetting an interrupted one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn begin_search(&self, connection: &str, search: &str, started: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            let key = key_of(transaction, connection)?;
            transaction.execute(
                "INSERT INTO search_place (connection, search, started) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET next = NULL, started = excluded.started",
                params![key, search, started.to_string()],
            )?;
            Ok(())
        })
    }

    /// Stores a page and its place. A page without `next` completes the search.
    ///
    /// Reading, projecting and compressing happen before the transaction begins, and only for what is not here yet.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn save_page(&self, page: &Page<'_>) -> Result<PageSaved, StoreError> {
        let mut saved = PageSaved::default();
        let mut care = EarliestCare::default();
        let incoming = newest_of_each(&page.resources);
        let known = self.read(|reader| known(reader, page.connection, &incoming))?;
        let mut news = Vec::with_capacity(incoming.len());
        for (incoming, known) in incoming.into_iter().zip(known) {
            let digest = digest::of_bytes(incoming.raw.get());
            match known {
                Some((here, start)) if here == digest => {
                    saved.unchanged += 1;
                    care.see(start);
                }
                _ => news.push((incoming, digest)),
            }
        }
        let work = prepare::prepare_all(
            &news,
            |(incoming, _)| (&incoming.resource_type, incoming.raw.get()),
            self.inner.project,
        )?;
        for prepared in &work {
            if let View::Claim(claim) = &prepared.projection.view {
                care.see(claim.summary.start.clone());
            }
        }
        saved.earliest_care = care.text;
        self.write(|transaction| {
            let connection = key_of(transaction, page.connection)?;
            let mut shelf = Shelf {
                transaction,
                connection,
                kind: codes::data_kind_code(page.kind),
                received: page.received.to_string(),
                claims: ClaimWriter::new(transaction, connection)?,
                holdings: HashMap::new(),
            };
            for ((incoming, digest), prepared) in news.into_iter().zip(work) {
                match shelf.put(incoming, digest, prepared)? {
                    Put::New => saved.new += 1,
                    Put::Changed => saved.changed += 1,
                    Put::Unchanged => saved.unchanged += 1,
                }
            }
            shelf.finish()?;
            transaction
                .prepare_cached(
                    "INSERT INTO search_place (connection, search, next, started, complete_as_of)
                     VALUES (?1, ?2, ?3, ?4, iif(?3 IS NULL, ?4, NULL))
                     ON CONFLICT DO UPDATE SET
                         next = excluded.next,
                         complete_as_of = iif(excluded.next IS NULL, started, complete_as_of)",
                )?
                .execute(params![connection, page.search, page.next, page.received.to_string()])?;
            Ok(())
        })?;
        Ok(saved)
    }

    /// References of a type (`Patient`, `Coverage`) that stored resources make and that are not here, as
    /// `(id, version)`; at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn missing_references(
        &self,
        connection: &str,
        resource_type: &str,
        limit: usize,
    ) -> Result<Vec<(String, Option<String>)>, StoreError> {
        self.read(|reader| {
            let key = key_of(reader, connection)?;
            let mut statement = reader.prepare_cached(
                "SELECT id, version FROM resource_reference AS wanted
                 WHERE connection = ?1 AND type = ?2
                   AND NOT EXISTS (SELECT 1 FROM resource WHERE connection = ?1 AND type = ?2 AND id = wanted.id)
                 ORDER BY id LIMIT ?3",
            )?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let rows = statement.query_map(params![key, resource_type, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Ends a sync: the connection's "last updated" moves to `now` when `complete`. One that is not leaves the marks of
    /// what came to the sync that goes on with it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn end_sync(&self, connection: &str, now: Timestamp, complete: bool) -> Result<(), StoreError> {
        self.write(|transaction| {
            let key = key_of(transaction, connection)?;
            if complete {
                transaction.execute(
                    "UPDATE connection SET sync_open = 0, last_updated = ?2 WHERE key = ?1",
                    params![key, now.to_string()],
                )?;
            }
            Ok(())
        })
    }
}

/// What one version of a resource is compared by.
struct Stamp<'a> {
    /// In microseconds since 1970.
    last_updated: Option<i64>,
    version: Option<&'a str>,
}

impl Stamp<'_> {
    fn of(incoming: &Incoming) -> Stamp<'_> {
        Stamp {
            last_updated: incoming.last_updated.map(Timestamp::as_microsecond),
            version: incoming.version.as_deref(),
        }
    }

    /// Whether this version stands although the other came later. Only instants, then numbers of versions, say so.
    fn stands_against(&self, later: &Self) -> bool {
        if let (Some(here), Some(there)) = (self.last_updated, later.last_updated)
            && here != there
        {
            return here > there;
        }
        let number = |stamp: &Self| stamp.version.and_then(|version| version.parse::<u64>().ok());
        matches!((number(self), number(later)), (Some(here), Some(there)) if here > there)
    }
}

/// A page's resources, of each that stands there more than once the newest version.
fn newest_of_each(resources: &[Incoming]) -> Vec<&Incoming> {
    let mut places: HashMap<(&str, &str), usize> = HashMap::with_capacity(resources.len());
    let mut newest: Vec<&Incoming> = Vec::with_capacity(resources.len());
    for incoming in resources {
        let place = *places.entry((&incoming.resource_type, &incoming.id)).or_insert(newest.len());
        match newest.get_mut(place) {
            None => newest.push(incoming),
            Some(here) if Stamp::of(here).stands_against(&Stamp::of(incoming)) => {}
            Some(here) => *here = incoming,
        }
    }
    newest
}

/// The digest of each resource as it is here, and the date of care where it is a claim.
type Known = Vec<Option<(Digest, Option<String>)>>;

fn known(reader: &Connection, connection: &str, incoming: &[&Incoming]) -> Result<Known, StoreError> {
    let key = key_of(reader, connection)?;
    let mut statement = reader.prepare_cached(
        "SELECT digest, start_date FROM resource LEFT JOIN claim ON claim.id = resource.key
         WHERE resource.connection = ?1 AND resource.type = ?2 AND resource.id = ?3",
    )?;
    let mut known = Vec::with_capacity(incoming.len());
    for incoming in incoming {
        known.push(
            statement
                .query_row(params![key, incoming.resource_type, incoming.id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?,
        );
    }
    Ok(known)
}

#[derive(Default)]
struct EarliestCare {
    care_day: i64,
    text: Option<String>,
}

impl EarliestCare {
    fn see(&mut self, start: Option<String>) {
        let care_day = care_day::care_day(start.as_deref());
        if care_day > 0 && (self.care_day == 0 || care_day < self.care_day) {
            *self = Self { care_day, text: start };
        }
    }
}

enum Put {
    New,
    Changed,
    Unchanged,
}

/// Writes resources in one transaction.
struct Shelf<'a> {
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

impl Shelf<'_> {
    fn put(&mut self, incoming: &Incoming, digest: Digest, prepared: Prepared) -> Result<Put, StoreError> {
        let Some(here) = self.here(incoming)? else {
            let size = size(&prepared.body);
            let key = self.insert(incoming, digest, &prepared)?;
            self.hold(incoming, self.kind, 1, size);
            self.claims.write(key, &incoming.id, prepared.projection, Cause::News)?;
            return Ok(Put::New);
        };
        let stamp = Stamp { last_updated: here.last_updated, version: here.version.as_deref() };
        if here.digest == digest || stamp.stands_against(&Stamp::of(incoming)) {
            return Ok(Put::Unchanged);
        }
        let changed = !digest::say_the_same(&self.raw(here.key)?, incoming.raw.get());
        if changed {
            self.keep_version(here.key)?;
            self.hold(incoming, here.kind, 0, size(&prepared.body));
        } else {
            self.hold(incoming, here.kind, 0, size(&prepared.body) - here.size);
        }
        self.update(here.key, incoming, digest, &prepared, changed)?;
        let cause = if changed { Cause::News } else { Cause::SameContent };
        self.claims.write(here.key, &incoming.id, prepared.projection, cause)?;
        Ok(if changed { Put::Changed } else { Put::Unchanged })
    }

    fn here(&self, incoming: &Incoming) -> Result<Option<Here>, StoreError> {
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
        Ok(here.optional()?)
    }

    fn raw(&self, key: i64) -> Result<String, StoreError> {
        let mut statement = self.transaction.prepare_cached("SELECT length, body FROM resource WHERE key = ?1")?;
        let (length, body) = statement.query_row([key], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        prepare::decompress(&body, length)
    }

    fn insert(&self, incoming: &Incoming, digest: Digest, prepared: &Prepared) -> Result<i64, StoreError> {
        let stamp = Stamp::of(incoming);
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO resource (connection, type, id, kind, version, last_updated, received, digest, length,
                                   body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        Ok(statement.insert(params![
            self.connection,
            incoming.resource_type,
            incoming.id,
            self.kind,
            stamp.version,
            stamp.last_updated,
            self.received,
            digest,
            length(incoming),
            prepared.body,
        ])?)
    }

    fn update(
        &self,
        key: i64,
        incoming: &Incoming,
        digest: Digest,
        prepared: &Prepared,
        changed: bool,
    ) -> Result<(), StoreError> {
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
                digest,
                length(incoming),
                prepared.body,
                changed,
            ])?;
        Ok(())
    }

    fn keep_version(&self, key: i64) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO resource_version (resource, number, received, length, body)
                 SELECT key, (SELECT 1 + coalesce(max(number), 0) FROM resource_version WHERE resource = ?1),
                        received, length, body
                 FROM resource WHERE key = ?1",
            )?
            .execute([key])?;
        Ok(())
    }

    fn hold(&mut self, incoming: &Incoming, kind: i64, resources: i64, bytes: i64) {
        let held = self.holdings.entry((incoming.resource_type.clone(), kind)).or_default();
        held.0 += resources;
        held.1 += bytes;
    }

    fn finish(self) -> Result<(), StoreError> {
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

fn length(incoming: &Incoming) -> i64 {
    i64::try_from(incoming.raw.get().len()).unwrap_or(i64::MAX)
}

fn size(body: &[u8]) -> i64 {
    i64::try_from(body.len()).unwrap_or(i64::MAX)
}
