//! Asking for new records: one sync a connection at a time, each independent of the others.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use tokio_util::sync::CancellationToken;

use crate::{
    ipc::{AppError, ErrorCode, Event, SyncRun, SyncStatus},
    store::ConnectionRecord,
    sync::{
        limits::Limits,
        run::{Order, Tools, run},
    },
};

use super::{Folio, lock};

/// The syncs that run or have run since the app started.
#[derive(Default)]
pub(super) struct Syncs(Mutex<BTreeMap<String, Underway>>);

struct Underway {
    status: SyncStatus,
    stop: CancellationToken,
    /// Cancelled when the sync has ended and touches nothing any more.
    ended: CancellationToken,
}

impl Folio {
    /// Begins a sync, or goes on with one that was stopped. One that runs already is left alone.
    pub async fn sync_start(self: &Arc<Self>, connection: &str) -> Result<SyncStatus, AppError> {
        if let Some(status) = self.running(connection) {
            return Ok(status);
        }
        let id = connection.to_owned();
        let record = self.with_store(move |store| store.connection(&id)).await?;
        let payer = self.payer(&record.payer).await?;
        let tokens = Arc::new(self.session(&payer, &record)?);
        let tools = Tools {
            client: self.fhir_client(&payer, tokens)?,
            store: self.store()?,
            clock: Arc::clone(&self.clock),
            limits: Limits::default(),
        };
        Ok(self.begin(record, tools))
    }

    /// Stops a sync and keeps its place. Comes back when nothing is written any more.
    pub async fn sync_stop(&self, connection: &str) -> Result<(), AppError> {
        let ended = lock(&self.syncs.0).get(connection).map(|sync| {
            sync.stop.cancel();
            sync.ended.clone()
        });
        if let Some(ended) = ended {
            ended.cancelled().await;
        }
        Ok(())
    }

    /// How each sync stands.
    #[must_use]
    pub fn sync_status(&self) -> Vec<SyncStatus> {
        lock(&self.syncs.0).values().map(|sync| sync.status.clone()).collect()
    }

    /// Forgets a sync that has ended.
    pub(super) fn forget_sync(&self, connection: &str) {
        lock(&self.syncs.0).remove(connection);
    }

    fn running(&self, connection: &str) -> Option<SyncStatus> {
        let syncs = lock(&self.syncs.0);
        syncs.get(connection).filter(|sync| sync.status.run == SyncRun::Running).map(|sync| sync.status.clone())
    }

    fn begin(self: &Arc<Self>, record: ConnectionRecord, tools: Tools) -> SyncStatus {
        let (stop, ended) = (CancellationToken::new(), CancellationToken::new());
        let status = SyncStatus {
            connection: record.id.clone(),
            payer_name: record.payer_name.clone(),
            run: SyncRun::Running,
            started_at: self.clock.now().to_string(),
            kinds: Vec::new(),
            new_claims: 0,
            changed_claims: 0,
            problem: None,
        };
        let underway = Underway { status: status.clone(), stop: stop.clone(), ended: ended.clone() };
        lock(&self.syncs.0).insert(record.id.clone(), underway);
        self.host.tell(Event::Sync(status.clone()));
        let folio = Arc::clone(self);
        tokio::spawn(async move {
            let order = Order {
                connection: record.id.clone(),
                payer_name: record.payer_name.clone(),
                patient: record.patient.clone(),
                granted: record.granted.clone(),
            };
            let teller = Arc::clone(&folio);
            let last = run(&order, &tools, &stop, Arc::new(move |status| teller.tell_sync(status))).await;
            folio.note_sign_in(&record, &last).await;
            ended.cancel();
            folio.host.tell(Event::RecordsChanged(()));
        });
        status
    }

    fn tell_sync(&self, status: SyncStatus) {
        if let Some(sync) = lock(&self.syncs.0).get_mut(&status.connection) {
            sync.status = status.clone();
        }
        self.host.tell(Event::Sync(status));
        self.host.tell(Event::RecordsChanged(()));
    }

    /// A refused sign-in is noted with the connection; one that worked takes the note away.
    async fn note_sign_in(&self, record: &ConnectionRecord, last: &SyncStatus) {
        let refused = last.problem.as_ref().is_some_and(|problem| problem.code == ErrorCode::SignInNeeded);
        let since = match (refused, record.sign_in_needed_since) {
            (true, Some(since)) => Some(since),
            (true, None) => Some(self.clock.now()),
            (false, _) if last.run == SyncRun::Done => None,
            (false, since) => since,
        };
        if since != record.sign_in_needed_since {
            let id = record.id.clone();
            if let Err(problem) = self.with_store(move |store| store.set_sign_in_needed(&id, since)).await {
                tracing::warn!(code = ?problem.code, "the state of a sign-in was not kept");
            }
        }
    }
}
