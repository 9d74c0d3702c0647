//! What a sync writes. Each call is one transaction.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::{fhir::page::Resource, ipc::DataKind};

use super::{
    Store, StoreError,
    body::Dictionary,
    care_day,
    connection::{instant, key_of},
    digest::{self, Digest},
    prepare::{self, Prepared, View},
    shelf::{Put, Shelf, Stamp},
};

/// A page of one search of one connection, with the place it leaves the search at.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// The connection.
    pub connection: &'a str,
    /// Names the search among the connection's searches, for example `ExplanationOfBenefit`.
    pub search: &'a str,
    /// The kind of data it belongs to.
    pub kind: DataKind,
    /// What came.
    pub resources: Vec<Resource>,
    /// The next page's address; `None` where the search has ended.
    pub next: Option<String>,
    /// When it came.
    pub received: Timestamp,
}

/// Where a page of one search of one connection leaves the search.
#[derive(Debug)]
pub struct Place<'a> {
    /// The connection.
    pub connection: &'a str,
    /// Names the search among the connection's searches.
    pub search: &'a str,
    /// The kind of data that it brings.
    pub kind: DataKind,
    /// The next page's address; `None` where the search has ended.
    pub next: Option<String>,
    /// When the page came.
    pub received: Timestamp,
}

/// Resources that are ready to be stored.
#[derive(Default)]
pub struct Ready {
    work: Vec<(Resource, Prepared)>,
    /// What their bodies need to be read, where it is not stored yet.
    dictionary: Option<Dictionary>,
    unchanged: u64,
    earliest_care: Option<String>,
}

/// What resources are compressed with that come from elsewhere than a search, by what stands in its place.
pub(super) type Dictionaries = HashMap<&'static str, Dictionary>;

fn dictionary_of(connection: &str, resources: &[Resource]) -> Option<Dictionary> {
    let texts: Vec<_> = resources.iter().map(|resource| resource.json.as_str()).collect();
    Dictionary::from_samples(connection, &texts)
}

impl Ready {
    /// Keeps the dictionary that its resources need, where it is not here yet: before they are written.
    pub(super) fn keep_dictionary(
        &self,
        transaction: &Transaction<'_>,
        connection: i64,
        search: &str,
    ) -> Result<(), StoreError> {
        self.dictionary.as_ref().map_or(Ok(()), |dictionary| dictionary.keep(transaction, connection, search))
    }

    /// Writes it, and adds what that changed to `saved`.
    pub(super) fn put(self, shelf: &mut Shelf<'_>, saved: &mut PageSaved) -> Result<(), StoreError> {
        let mut care = EarliestCare::default();
        care.see(saved.earliest_care.as_deref());
        care.see(self.earliest_care.as_deref());
        saved.earliest_care = care.text;
        saved.unchanged += self.unchanged;
        for (resource, prepared) in self.work {
            match shelf.put(&resource, prepared)? {
                Put::New => saved.new += 1,
                Put::Changed => saved.changed += 1,
                Put::Unchanged => saved.unchanged += 1,
            }
        }
        Ok(())
    }
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
    /// Begins a sync. What is marked "new" and "changed" stays so until the member has seen it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn begin_sync(&self, connection: &str, _now: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            let key = key_of(transaction, connection)?;
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

    /// Makes resources ready to be stored: reads, projects and compresses what is not here yet in the same form. Needs
    /// no lock, so that one page can be made ready while another is stored.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn prepare(&self, connection: &str, search: &str, resources: Vec<Resource>) -> Result<Ready, StoreError> {
        let incoming = newest_of_each(resources);
        let known = self.read(|reader| known(reader, connection, search, &incoming))?;
        self.prepare_unknown(incoming, known, |work| self.dictionary(connection, search, work))
    }

    /// Makes resources ready that come from elsewhere than a search; `search` stands in its place, and `key` is the
    /// connection's row where there is one yet.
    pub(super) fn prepare_beside(
        &self,
        connection: &str,
        key: Option<i64>,
        search: &'static str,
        resources: Vec<Resource>,
        dictionaries: &mut Dictionaries,
    ) -> Result<Ready, StoreError> {
        let incoming = newest_of_each(resources);
        let known = match key {
            Some(key) => self.read(|reader| kept(reader, key, &incoming))?,
            None => vec![None; incoming.len()],
        };
        self.prepare_unknown(incoming, known, |work| {
            if let Some(dictionary) = dictionaries.get(search) {
                return Ok((Some(dictionary.clone()), false));
            }
            let kept = match key {
                Some(key) => self.read(|reader| Dictionary::of_search(reader, key, search))?,
                None => None,
            };
            let is_new = kept.is_none();
            let dictionary = kept.or_else(|| dictionary_of(connection, work));
            dictionaries.extend(dictionary.clone().map(|dictionary| (search, dictionary)));
            Ok((dictionary, is_new))
        })
    }

    fn prepare_unknown(
        &self,
        incoming: Vec<Resource>,
        known: Known,
        find: impl FnOnce(&[Resource]) -> Result<(Option<Dictionary>, bool), StoreError>,
    ) -> Result<Ready, StoreError> {
        let (mut work, mut unchanged, mut care) = (Vec::with_capacity(incoming.len()), 0, EarliestCare::default());
        for (resource, known) in incoming.into_iter().zip(known) {
            match known {
                Some((here, start)) if here == digest::of_bytes(resource.json.as_str()) => {
                    unchanged += 1;
                    care.see(start.as_deref());
                }
                _ => work.push(resource),
            }
        }
        let (dictionary, is_new) = find(&work)?;
        let prepared = prepare::prepare_all(
            &work,
            |resource: &Resource| (&resource.resource_type, resource.json.as_str()),
            dictionary.as_ref(),
            self.inner.project,
        )?;
        for prepared in &prepared {
            if let View::Claim(claim) = &prepared.projection.view {
                care.see(claim.summary.start.as_deref());
            }
        }
        let (dictionary, work) = (dictionary.filter(|_| is_new), work.into_iter().zip(prepared).collect());
        Ok(Ready { work, dictionary, unchanged, earliest_care: care.text })
    }

    /// What a search's resources are compressed with, and whether it is still to be stored. Pages that are made ready
    /// before the first one is stored bring one each.
    fn dictionary(
        &self,
        connection: &str,
        search: &str,
        work: &[Resource],
    ) -> Result<(Option<Dictionary>, bool), StoreError> {
        let kept = self.read(|reader| Dictionary::of_search(reader, key_of(reader, connection)?, search))?;
        if kept.is_some() {
            return Ok((kept, false));
        }
        Ok((dictionary_of(connection, work), true))
    }

    /// Stores a page and its place. A page without `next` completes the search.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn save_page(&self, page: Page<'_>) -> Result<PageSaved, StoreError> {
        let Page { connection, search, kind, resources, next, received } = page;
        let ready = self.prepare(connection, search, resources)?;
        self.save_ready(&Place { connection, search, kind, next, received }, ready)
    }

    /// Stores resources that were made ready, and the place that the search is at with them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn save_ready(&self, place: &Place<'_>, ready: Ready) -> Result<PageSaved, StoreError> {
        let mut saved = PageSaved::default();
        self.write(|transaction| {
            let connection = key_of(transaction, place.connection)?;
            ready.keep_dictionary(transaction, connection, place.search)?;
            let mut shelf = Shelf::new(transaction, connection, place.kind, place.received)?;
            ready.put(&mut shelf, &mut saved)?;
            shelf.finish()?;
            transaction
                .prepare_cached(
                    "INSERT INTO search_place (connection, search, next, started, complete_as_of)
                     VALUES (?1, ?2, ?3, ?4, iif(?3 IS NULL, ?4, NULL))
                     ON CONFLICT DO UPDATE SET
                         next = excluded.next,
                         complete_as_of = iif(excluded.next IS NULL, started, complete_as_of)",
                )?
                .execute(params![connection, place.search, place.next, place.received.to_string()])?;
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

    /// Ends a sync: the connection's "last updated" moves to `now` when `complete`, and the stories of the claims that came
    /// are made.
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
        })?;
        self.settle_episodes()
    }
}

/// A page's resources, of each that stands there more than once the newest version.
fn newest_of_each(resources: Vec<Resource>) -> Vec<Resource> {
    let mut places: HashMap<(String, String), usize> = HashMap::with_capacity(resources.len());
    let mut newest: Vec<Resource> = Vec::with_capacity(resources.len());
    for resource in resources {
        let place = *places.entry((resource.resource_type.clone(), resource.id.clone())).or_insert(newest.len());
        match newest.get_mut(place) {
            None => newest.push(resource),
            Some(here) if Stamp::of(here).stands_against(&Stamp::of(&resource)) => {}
            Some(here) => *here = resource,
        }
    }
    newest
}

/// The digest of each resource as it is here, and the date of care where it is a claim.
type Known = Vec<Option<(Digest, Option<String>)>>;

/// A search that has never come to its end mostly brings what is not here: nothing is looked up for it, and what is here
/// all the same shows when it is stored.
fn known(reader: &Connection, connection: &str, search: &str, incoming: &[Resource]) -> Result<Known, StoreError> {
    let key = key_of(reader, connection)?;
    let has_been_complete = reader
        .prepare_cached(
            "SELECT 1 FROM search_place WHERE connection = ?1 AND search = ?2 AND complete_as_of IS NOT NULL",
        )?
        .exists(params![key, search])?;
    if !has_been_complete {
        return Ok(vec![None; incoming.len()]);
    }
    kept(reader, key, incoming)
}

/// The same; `connection` is the row's key.
fn kept(reader: &Connection, connection: i64, incoming: &[Resource]) -> Result<Known, StoreError> {
    let mut statement = reader.prepare_cached(
        "SELECT digest, start_date FROM resource LEFT JOIN claim ON claim.id = resource.key
         WHERE resource.connection = ?1 AND resource.type = ?2 AND resource.id = ?3",
    )?;
    let mut known = Vec::with_capacity(incoming.len());
    for resource in incoming {
        known.push(
            statement
                .query_row(params![connection, resource.resource_type, resource.id], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
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
    fn see(&mut self, start: Option<&str>) {
        let care_day = care_day::care_day(start);
        if care_day > 0 && (self.care_day == 0 || care_day < self.care_day) {
            *self = Self { care_day, text: start.map(str::to_owned) };
        }
    }
}
