//! Takes resources from somewhere else than a payer into a connection: all of them in one transaction, or none.
//!
//! The work is a sync's: the same preparing, the same shelf, the same projections. Only the transaction is another one,
//! because a page of a sync may stand alone and a part of a file may not.

use std::{collections::HashMap, sync::mpsc, thread};

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, TransactionBehavior, params};

use crate::{fhir::page::Resource, ipc::DataKind};

use super::{
    ConnectionRecord, PageSaved, Ready, Store, StoreError,
    connection::{key_of, put_connection},
    episodes,
    ingest::Dictionaries,
    prepare::CLAIM,
    shelf::Shelf,
    urns::{self, Urns},
};

/// Batches that are ready and wait to be written.
const AHEAD: usize = 2;

/// Resources of one kind, to be taken in; of none, where they only describe others.
pub type Batch = (Option<DataKind>, Vec<Resource>);

/// What came of taking something in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Of claims.
    pub claims: PageSaved,
    /// Of everything else.
    pub others: PageSaved,
}

/// What stands in the search's place of resources of a kind.
fn in_place_of_search(kind: Option<DataKind>) -> &'static str {
    match kind {
        Some(DataKind::Person) => "file/person",
        Some(DataKind::Coverage) => "file/coverage",
        Some(DataKind::Claims) => "file/claims",
        Some(DataKind::Records) => "file/records",
        None => "file/others",
    }
}

impl Store {
    /// Takes batches into a connection, which is made where it is not here. `urns`: by what they call one another.
    /// `advance` hears of each batch.
    ///
    /// # Errors
    /// The first one of `batches`, or the store's: everything is then as it was before.
    pub fn take_in<E: From<StoreError> + Send>(
        &self,
        connection: &ConnectionRecord,
        received: Timestamp,
        urns: &Urns,
        batches: impl Iterator<Item = Result<Batch, E>> + Send,
        mut advance: impl FnMut(&TakenIn),
    ) -> Result<TakenIn, E> {
        let known = self.read(|reader| match key_of(reader, &connection.id) {
            Ok(key) => Ok(Some(key)),
            Err(StoreError::NotFound) => Ok(None),
            Err(problem) => Err(problem),
        })?;
        thread::scope(|scope| {
            let (ready, coming) = mpsc::sync_channel(AHEAD);
            scope.spawn(move || {
                let mut dictionaries = Dictionaries::default();
                for batch in batches {
                    let prepared = batch.and_then(|(kind, resources)| {
                        let search = in_place_of_search(kind);
                        let ready = self.prepare_beside(&connection.id, known, search, resources, &mut dictionaries)?;
                        Ok((kind, ready))
                    });
                    // Nobody takes any more where writing failed.
                    let is_last = prepared.is_err();
                    if ready.send(prepared).is_err() || is_last {
                        return;
                    }
                }
            });
            self.write_batches(connection, received, urns, coming, &mut advance)
        })
    }

    fn write_batches<E: From<StoreError>>(
        &self,
        connection: &ConnectionRecord,
        received: Timestamp,
        urns: &Urns,
        coming: mpsc::Receiver<Result<(Option<DataKind>, Ready), E>>,
        advance: &mut impl FnMut(&TakenIn),
    ) -> Result<TakenIn, E> {
        let mut taken = TakenIn::default();
        let mut writer = self.writer();
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        // Not marked as complete before its claims are here: what comes with a connection's first file is no news.
        let row = match key_of(&transaction, &connection.id) {
            Err(StoreError::NotFound) => ConnectionRecord { last_updated: None, ..connection.clone() },
            _ => connection.clone(),
        };
        put_connection(&transaction, &row)?;
        let key = key_of(&transaction, &connection.id)?;
        urns::keep(&transaction, key, urns)?;
        for batch in coming {
            let (kind, ready) = batch?;
            let saved = if kind == Some(DataKind::Claims) { &mut taken.claims } else { &mut taken.others };
            ready.keep_dictionary(&transaction, key, in_place_of_search(kind))?;
            let mut shelf = Shelf::new(&transaction, key, kind.unwrap_or(DataKind::Claims), received)?;
            ready.put(&mut shelf, saved)?;
            shelf.finish()?;
            advance(&taken);
        }
        self.name_parties_in(&transaction, key)?;
        episodes::settle(&transaction)?;
        transaction
            .execute(
                "UPDATE connection SET sync_open = 0, last_updated = ?2 WHERE key = ?1",
                params![key, received.to_string()],
            )
            .map_err(StoreError::from)?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(taken)
    }

    /// How many of these claims, by FHIR id, each connection has.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn claims_already_here(&self, ids: &[String]) -> Result<HashMap<String, u64>, StoreError> {
        let connections = self.connections()?;
        self.read(|reader| {
            let mut statement = reader.prepare_cached(
                "SELECT 1 FROM resource WHERE connection = (SELECT key FROM connection WHERE id = ?1)
                   AND type = ?2 AND id = ?3",
            )?;
            let mut here = HashMap::new();
            for connection in &connections {
                let mut count = 0;
                for id in ids {
                    let found = statement.query_row(params![connection.id, CLAIM, id], |_| Ok(())).optional()?;
                    count += u64::from(found.is_some());
                }
                if count > 0 {
                    here.insert(connection.id.clone(), count);
                }
            }
            Ok(here)
        })
    }
}
