//! Records that stay fresh while the app is left open: each connection once a day, one at a time, where the member has not
//! turned that off. Nothing is begun for a connection that would need the member: one whose sign-in has ended, whose payer
//! wants a sign-in each time, or whose first sync has not been through.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::{
    ipc::{Refresh, SyncRun},
    payer::FROM_FILE,
    store::{Store, StoreError},
    sync::daily::{Attempts, Settled, is_due},
};

use super::{Folio, lock, startup::Opened};

/// How often it is looked whether anything is due.
const LOOKS_EVERY: Duration = Duration::from_secs(60);

/// What is remembered of refreshing since the app started.
#[derive(Default)]
pub(super) struct Refreshing {
    settled: Mutex<Settled>,
    attempts: Mutex<HashMap<String, Attempts>>,
}

impl Folio {
    /// Asks for what is due, every minute until the app ends.
    pub async fn keep_fresh(self: Arc<Self>) {
        let folio = Arc::downgrade(&self);
        drop(self);
        loop {
            tokio::time::sleep(LOOKS_EVERY).await;
            match folio.upgrade() {
                Some(folio) => folio.refresh_due().await,
                None => return,
            }
        }
    }

    /// Begins the sync of one connection whose records are due, where there is one and no other sync runs.
    pub async fn refresh_due(self: &Arc<Self>) {
        if self.settings().refresh != Refresh::Daily || !matches!(*self.opened.borrow(), Opened::Ready(_)) {
            return;
        }
        let surroundings = self.host.surroundings().await;
        let (now, wall) = (self.clock.monotonic(), self.clock.now());
        if !lock(&self.refreshing.settled).look(surroundings, now, wall) {
            return;
        }
        self.note_what_went_well();
        if !self.running_syncs().is_empty() {
            return;
        }
        // Records that cannot be opened have a screen that says so.
        let Ok(dated) = self.with_store(dated).await else { return };
        let due = dated.into_iter().find(|(connection, last_updated)| {
            let attempts = lock(&self.refreshing.attempts).get(connection).copied().unwrap_or_default();
            !self.was_stopped(connection) && is_due(connection, *last_updated, wall, attempts, now)
        });
        if let Some((connection, _)) = due {
            lock(&self.refreshing.attempts).entry(connection.clone()).or_default().begin(now);
            if let Err(problem) = self.sync_start(&connection).await {
                tracing::info!(code = ?problem.code, "a daily update did not begin");
            }
        }
    }

    fn note_what_went_well(&self) {
        let mut attempts = lock(&self.refreshing.attempts);
        for status in self.sync_status().iter().filter(|status| status.run == SyncRun::Done) {
            if let Some(attempts) = attempts.get_mut(&status.connection) {
                attempts.went_well();
            }
        }
    }

    /// Whether the member stopped the connection's last sync: then it is theirs to go on.
    fn was_stopped(&self, connection: &str) -> bool {
        self.sync_status().iter().any(|status| status.connection == connection && status.run == SyncRun::Stopped)
    }
}

/// The connections that can be asked without the member, each with when its records last came completely.
fn dated(store: &Store) -> Result<Vec<(String, jiff::Timestamp)>, StoreError> {
    let mut dated = Vec::new();
    for record in store.connections()? {
        let Some(last_updated) = record.last_updated else { continue };
        if record.payer == FROM_FILE || record.sign_in_needed_since.is_some() {
            continue;
        }
        if !store.addresses(&record.id)?.is_some_and(|found| found.signs_in_each_time) {
            dated.push((record.id, last_updated));
        }
    }
    Ok(dated)
}
