//! Asking for new records: one sync a connection at a time, each independent of the others.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock,
    ipc::{AppError, DataKind, ErrorCode, Event, Kept, SyncKind, SyncKindState, SyncRun, SyncStatus},
    store::{ConnectionRecord, SearchPlace, Store, StoreError},
    sync::{
        limits::Limits,
        plan::kind_of,
        progress::Report,
        run::{Order, Tools, run},
    },
};

use super::{Folio, caught, clinical, error, lock};

/// How often the screens are told, while a sync runs, that records came.
const RECORDS_TOLD_EVERY: Duration = Duration::from_secs(1);

/// The syncs that run, have run since the app started, or were interrupted before.
#[derive(Default)]
pub(super) struct Syncs(Mutex<BTreeMap<String, Underway>>);

struct Underway {
    status: SyncStatus,
    stop: CancellationToken,
    /// Cancelled when the sync has ended and touches nothing any more.
    ended: CancellationToken,
}

impl Underway {
    /// Asks it to stop; gives what is cancelled once it has.
    fn stop(&self) -> CancellationToken {
        self.stop.cancel();
        self.ended.clone()
    }
}

impl Folio {
    /// Begins a sync, or goes on with one that was stopped. One that runs already is left alone.
    pub async fn sync_start(self: &Arc<Self>, connection: &str) -> Result<SyncStatus, AppError> {
        let _turn = self.turns.take(connection).await;
        self.begin_sync(connection).await
    }

    /// Stops a sync and keeps its place. Comes back when nothing is written any more.
    pub async fn sync_stop(&self, connection: &str) -> Result<(), AppError> {
        let ended = lock(&self.syncs.0).get(connection).map(Underway::stop);
        if let Some(ended) = ended {
            ended.cancelled().await;
        }
        Ok(())
    }

    /// How each sync stands: those of this start of the app, and those that an earlier one left half done.
    #[must_use]
    pub fn sync_status(&self) -> Vec<SyncStatus> {
        lock(&self.syncs.0).values().map(|sync| sync.status.clone()).collect()
    }

    /// Begins a sync. The caller has the connection's turn.
    pub(super) async fn begin_sync(self: &Arc<Self>, connection: &str) -> Result<SyncStatus, AppError> {
        let running = |sync: &&Underway| sync.status.run == SyncRun::Running;
        if let Some(sync) = lock(&self.syncs.0).get(connection).filter(running) {
            return Ok(sync.status.clone());
        }
        let record = self.connection_record(connection).await?;
        let payer = self.payer(&record.payer).await?;
        let tokens = Arc::new(self.session(&payer, &record).await?);
        let tools = Tools {
            client: self.fhir_client(&payer, tokens).await?,
            store: self.store().await?,
            clock: Arc::clone(&self.clock),
            limits: Limits::default(),
        };
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
        {
            let mut syncs = lock(&self.syncs.0);
            // Whoever locks the app stops the syncs that are here by then.
            if self.lock.is_on() {
                return Err(error::locked());
            }
            syncs.insert(record.id.clone(), underway);
        }
        self.host.tell(Event::Sync(status.clone()));
        let (folio, first) = (Arc::clone(self), status.clone());
        tokio::spawn(async move {
            let _ended = ended.drop_guard();
            folio.see_through(record, tools, stop, first).await;
        });
        Ok(status)
    }

    /// Stops every sync.
    pub(super) async fn stop_syncs(&self) {
        let ended: Vec<_> = lock(&self.syncs.0).values().map(Underway::stop).collect();
        for ended in ended {
            ended.cancelled().await;
        }
    }

    /// The connections whose syncs run.
    pub(super) fn running_syncs(&self) -> Vec<String> {
        let syncs = lock(&self.syncs.0);
        syncs.iter().filter(|(_, sync)| sync.status.run == SyncRun::Running).map(|(id, _)| id.clone()).collect()
    }

    /// Forgets all syncs; those that were interrupted are found in the records again.
    pub(super) fn forget_syncs(&self) {
        lock(&self.syncs.0).clear();
    }

    /// Forgets a sync that has ended.
    pub(super) fn forget_sync(&self, connection: &str) {
        lock(&self.syncs.0).remove(connection);
    }

    /// Shows the syncs that an earlier start of the app left half done, so that the member can go on with them.
    pub(super) fn recall_syncs(&self, interrupted: Vec<SyncStatus>) {
        let mut syncs = lock(&self.syncs.0);
        for status in interrupted {
            let ended = CancellationToken::new();
            ended.cancel();
            let stop = CancellationToken::new();
            syncs.entry(status.connection.clone()).or_insert(Underway { status, stop, ended });
        }
    }

    /// Runs a sync to its end. That is told when everything else that belongs to it is done; the desktop hears of it last.
    async fn see_through(
        self: Arc<Self>,
        record: ConnectionRecord,
        tools: Tools,
        stop: CancellationToken,
        first: SyncStatus,
    ) {
        let order = Order {
            connection: record.id.clone(),
            payer_name: record.payer_name.clone(),
            patient: record.patient.clone(),
            granted: record.granted.clone(),
            records: clinical::shared(&record),
        };
        let teller = Teller { folio: Arc::clone(&self), news: Mutex::default() };
        let report: Report = Arc::new(move |status| teller.tell(status));
        let last = caught(run(&order, &tools, &stop, report)).await.unwrap_or_else(|| {
            let problem = Some(error::unexpected("the sync"));
            SyncStatus { run: SyncRun::Failed, problem, ..first }
        });
        // Nothing holds the records any more once the end is told.
        drop(tools);
        self.note_sign_in(&record, &last).await;
        self.tell_sync(last.clone());
        self.host.tell(Event::RecordsChanged(()));
        self.notify_of_sync(&record, &last).await;
    }

    fn tell_sync(&self, status: SyncStatus) {
        if let Some(sync) = lock(&self.syncs.0).get_mut(&status.connection) {
            sync.status = status.clone();
        }
        self.host.tell(Event::Sync(status));
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

/// Passes a sync's reports on while it runs. Its last one waits for what else belongs to the end.
struct Teller {
    folio: Arc<Folio>,
    news: Mutex<News>,
}

/// What the screens know of the records that came.
#[derive(Default)]
struct News {
    resources: u64,
    told: Option<Duration>,
}

impl Teller {
    fn tell(&self, status: SyncStatus) {
        if status.run != SyncRun::Running {
            return;
        }
        let is_news = lock(&self.news).is_due(&status, self.folio.clock.as_ref());
        self.folio.tell_sync(status);
        if is_news {
            self.folio.host.tell(Event::RecordsChanged(()));
        }
    }
}

impl News {
    /// Whether records came since the screens were told, and it is time to tell them. Each asks the store anew then.
    fn is_due(&mut self, status: &SyncStatus, clock: &dyn Clock) -> bool {
        let resources = status.kinds.iter().map(|kind| kind.count).sum();
        let now = clock.monotonic();
        let due =
            resources > self.resources && self.told.is_none_or(|told| now.saturating_sub(told) >= RECORDS_TOLD_EVERY);
        if due {
            *self = Self { resources, told: Some(now) };
        }
        due
    }
}

/// The syncs that were interrupted, as far as the records show: a search has a next page, or none was ever complete.
pub(super) fn interrupted(store: &Store) -> Result<Vec<SyncStatus>, StoreError> {
    let mut interrupted = Vec::new();
    for record in store.connections()? {
        let places = store.search_places(&record.id)?;
        if record.last_updated.is_none() || places.iter().any(|place| place.next.is_some()) {
            interrupted.push(stopped(&record, &places, &store.kept(&record.id)?));
        }
    }
    Ok(interrupted)
}

/// A sync that was interrupted, with what it had brought.
fn stopped(record: &ConnectionRecord, places: &[SearchPlace], kept: &Kept) -> SyncStatus {
    let mut granted = record.granted.clone();
    granted.sort_unstable();
    let started = places.iter().map(|place| place.started).max().unwrap_or(record.created);
    SyncStatus {
        connection: record.id.clone(),
        payer_name: record.payer_name.clone(),
        run: SyncRun::Stopped,
        started_at: started.to_string(),
        kinds: granted.into_iter().map(|kind| kind_so_far(kind, places, kept)).collect(),
        new_claims: 0,
        changed_claims: 0,
        problem: None,
    }
}

fn kind_so_far(kind: DataKind, places: &[SearchPlace], kept: &Kept) -> SyncKind {
    let mut own =
        places.iter().filter(|place| place.search.split('/').next().and_then(kind_of) == Some(kind)).peekable();
    let is_complete = own.peek().is_some() && own.all(|place| place.next.is_none() && place.complete_as_of.is_some());
    let (count, back_to) = match kind {
        DataKind::Person => (kept.people, None),
        DataKind::Coverage => (kept.coverages, None),
        DataKind::Claims => (kept.claims, kept.since.clone()),
        DataKind::Records => (kept.records, None),
    };
    let state = if is_complete { SyncKindState::Done } else { SyncKindState::Waiting };
    SyncKind { kind, state, count, back_to, unreadable: 0, problem: None, refused: Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::clock::ManualClock;

    use super::*;

    fn with_claims(count: u64) -> SyncStatus {
        let kind = SyncKind {
            kind: DataKind::Claims,
            state: SyncKindState::Running,
            count,
            back_to: None,
            unreadable: 0,
            problem: None,
            refused: Vec::new(),
        };
        SyncStatus {
            connection: "c".to_owned(),
            payer_name: "Plan".to_owned(),
            run: SyncRun::Running,
            started_at: String::new(),
            kinds: vec![kind],
            new_claims: 0,
            changed_claims: 0,
            problem: None,
        }
    }

    #[test]
    fn the_screens_hear_of_new_records_at_most_once_a_second_and_of_nothing_else() {
        let clock = ManualClock::at("2026-11-22T12:00:00Z".parse().unwrap());
        let mut news = News::default();
        assert!(!news.is_due(&with_claims(0), &clock), "nothing came yet");
        let mut told = 0;
        for report in 0..100 {
            told += u64::from(news.is_due(&with_claims(100 + report), &clock));
            clock.advance(Duration::from_millis(100));
        }
        assert_eq!(told, 10, "in ten seconds with ten reports a second");
        clock.advance(Duration::from_secs(60));
        assert!(news.is_due(&with_claims(199), &clock));
        clock.advance(Duration::from_secs(60));
        assert!(!news.is_due(&with_claims(199), &clock), "no more came");
    }
}
