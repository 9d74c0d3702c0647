//! Runs a sync.

use std::sync::Arc;

use futures_util::future::{OptionFuture, join};
use jiff::Timestamp;
use serde_json::value::RawValue;
use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock,
    fhir::{
        client::{Client, FetchError, Fetched, Search},
        next_link::FhirUrl,
        outcome::Outcome,
        page::Resource,
    },
    ipc::{AppError, DataKind, ErrorCode, RecordKind, Retry, SyncRun, SyncStatus},
    store::{Incoming, Page, PageSaved, Store, StoreError},
};

use super::{
    limits::{LimitReached, Limits, Meter},
    plan::{Ask, Given, Step, kind_of, plan},
    problem::SyncError,
    progress::{Progress, Report},
    walk::{Walk, Way},
};

/// Most resources kept in one transaction (T12).
const ROWS: usize = 200;

/// Most bytes of resources kept in one transaction, unless a single one is larger (T12).
const ROW_BYTES: usize = 8 * 1024 * 1024;

/// Most resources that one step reads because others refer to them.
const MOST_REFERENCED: usize = 500;

/// How many of these are kept in one transaction.
const REFERENCED_ROWS: usize = 50;

/// Which sync to run.
#[derive(Debug, Clone)]
pub struct Order {
    /// The connection.
    pub connection: String,
    /// The payer's name, for the screen.
    pub payer_name: String,
    /// The member's FHIR id, where it is known.
    pub patient: Option<String>,
    /// The kinds that the member shared.
    pub granted: Vec<DataKind>,
    /// The types of records that the member shared.
    pub records: Vec<RecordKind>,
}

/// What a sync works with.
pub struct Tools {
    /// The connection's client.
    pub client: Client,
    /// The records.
    pub store: Store,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// How much it may take.
    pub limits: Limits,
}

/// Runs a sync to its end and says how it went, as the last report does. Cancelling `stop` ends it at once and keeps
/// its place; so does dropping the future, without a report.
///
/// A sign-in that has ended is told as [`ErrorCode::SignInNeeded`]; the caller notes it in the store.
pub async fn run(order: &Order, tools: &Tools, stop: &CancellationToken, report: Report) -> SyncStatus {
    let now = tools.clock.now();
    let progress = Progress::new(&order.connection, &order.payer_name, now, report, Arc::clone(&tools.clock));
    let meter = Meter::start(tools.limits, tools.clock.monotonic());
    let mut sync = Sync { order, tools, stop, progress, meter, news: false };
    let ended = sync.all().await;
    let complete = ended.is_ok() && sync.progress.is_complete();
    let ended = match sync.store(move |store, connection, now| store.end_sync(connection, now, complete)).await {
        Ok(()) => ended,
        Err(error) => ended.and(Err((error, None))),
    };
    match ended {
        Ok(()) => sync.progress.finish(SyncRun::Done, None),
        Err((SyncError::Stopped, _)) => sync.progress.finish(SyncRun::Stopped, None),
        Err((error, resource_type)) => sync.progress.finish(SyncRun::Failed, Some(error.to_app_error(resource_type))),
    }
}

/// A whole sync's end before its time, with the resource type that was asked for.
type Ended = (SyncError, Option<&'static str>);

struct Sync<'a> {
    order: &'a Order,
    tools: &'a Tools,
    stop: &'a CancellationToken,
    progress: Progress,
    meter: Meter,
    /// Whether anything came that was not here in the same form.
    news: bool,
}

impl Sync<'_> {
    async fn all(&mut self) -> Result<(), Ended> {
        self.store(|store, connection, now| store.begin_sync(connection, now)).await.map_err(|error| (error, None))?;
        let steps = self.plan().await.map_err(|error| (error, Some("Patient")))?;
        self.progress.planned(&steps);
        // Begun now and ended last: whatever happens in between, the next sync looks for missing references.
        for step in steps.iter().filter(|step| step.follows_references()) {
            self.begin_search(&step.search).await.map_err(|error| (error, None))?;
        }
        for step in &steps {
            // Who refuses a kind refuses each resource of it.
            if step.follows_references() && self.progress.is_refused(step.kind) {
                continue;
            }
            self.progress.begin(step.kind);
            let done = match &step.ask {
                Ask::Read { id } => self.read(step, id).await,
                Ask::Search { parameters, resume } => self.search(step, parameters, resume.as_deref()).await,
                Ask::Referenced { due, versions } => self.referenced(step, *due, *versions).await,
            };
            match done {
                Ok(()) => self.progress.end(step.kind, None),
                Err(error) if error.ends_sync() => return Err((error, Some(step.resource_type))),
                Err(error) => {
                    tracing::info!(resource_type = step.resource_type, %error, "a kind of data did not come");
                    let problem = error.to_app_error(Some(step.resource_type));
                    self.progress.fell_short(step.kind, step.resource_type, &problem);
                    self.progress.end(step.kind, Some(problem));
                }
            }
        }
        Ok(())
    }

    async fn plan(&mut self) -> Result<Vec<Step>, SyncError> {
        let patient = match &self.order.patient {
            Some(patient) => patient.clone(),
            None => self.find_patient().await?,
        };
        let places = self.store(|store, connection, _| store.search_places(connection)).await?;
        Ok(plan(&Given {
            supports: self.tools.client.supports(),
            granted: &self.order.granted,
            records: &self.order.records,
            patient: &patient,
            places: &places,
            now: self.tools.clock.now(),
        }))
    }

    /// Some payers leave `patient` out of the token response; the token then reaches one Patient.
    async fn find_patient(&mut self) -> Result<String, SyncError> {
        let search = self.tools.client.ask("Patient", &[])?;
        let fetched = self.fetch(self.tools.client.search(&search)).await?;
        let mut patients = fetched.page.resources.into_iter().filter(|resource| resource.resource_type == "Patient");
        match (patients.next(), patients.next()) {
            (Some(patient), None) => Ok(patient.id),
            _ => Err(SyncError::NoPatient),
        }
    }

    async fn read(&mut self, step: &Step, id: &str) -> Result<(), SyncError> {
        self.begin_search(&step.search).await?;
        let resource = self.fetch(self.tools.client.read(step.resource_type, id, None)).await;
        if let Err(SyncError::Fetch(FetchError::Unreadable(_))) = resource {
            self.progress.unreadable(step.kind, 1);
        }
        let resource = resource?;
        self.meter.count(resource.json.len() as u64);
        self.keep(step, vec![resource], None).await
    }

    /// Reads what is referred to and not here. One that cannot be had costs nothing but itself: the reference's own
    /// display is shown instead.
    async fn referenced(&mut self, step: &Step, due: bool, versions: bool) -> Result<(), SyncError> {
        let resource_type = step.resource_type;
        let missing = if due || self.news {
            self.store(move |store, connection, _| store.missing_references(connection, resource_type, MOST_REFERENCED))
                .await?
        } else {
            Vec::new()
        };
        let (mut came, mut any) = (Vec::new(), false);
        for (id, version) in &missing {
            let version = version.as_deref().filter(|_| versions);
            match self.fetch(self.tools.client.read(resource_type, id, version)).await {
                Ok(resource) => {
                    self.meter.count(resource.json.len() as u64);
                    came.push(resource);
                    any = true;
                }
                Err(SyncError::Fetch(FetchError::Refused)) if any || self.progress.has_come(step.kind) => {}
                Err(SyncError::Fetch(FetchError::Refused)) => return Err(FetchError::Refused.into()),
                Err(SyncError::Fetch(FetchError::Unreadable(_))) => self.progress.unreadable(step.kind, 1),
                Err(SyncError::Fetch(
                    FetchError::NotFound | FetchError::Question { .. } | FetchError::Address(_) | FetchError::Page(_),
                )) => {}
                Err(error) => {
                    self.keep(step, came, Some(format!("{resource_type}/{id}"))).await?;
                    return Err(error);
                }
            }
            if came.len() >= REFERENCED_ROWS {
                self.keep(step, std::mem::take(&mut came), Some(format!("{resource_type}/{id}"))).await?;
            }
        }
        let more = any && missing.len() == MOST_REFERENCED;
        self.keep(step, came, more.then(|| resource_type.to_owned())).await
    }

    async fn search(
        &mut self,
        step: &Step,
        parameters: &[(&'static str, String)],
        resume: Option<&str>,
    ) -> Result<(), SyncError> {
        let parameters: Vec<_> = parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let search = self.tools.client.ask(step.resource_type, &parameters)?;
        // A kept link that no longer lies under the payer's address is as good as expired.
        let from = resume.and_then(|link| self.tools.client.kept_link(link).ok());
        if from.is_none() {
            self.begin_search(&step.search).await?;
        }
        match self.walk(step, &search, from).await {
            Err(SyncError::Fetch(FetchError::PageExpired)) => {
                tracing::info!(resource_type = step.resource_type, "a next page had expired; the search starts again");
                self.begin_search(&step.search).await?;
                self.walk(step, &search, None).await
            }
            done => done,
        }
    }

    /// From one page to the next: while one is kept, the next one comes.
    async fn walk(&mut self, step: &Step, search: &Search, from: Option<FhirUrl>) -> Result<(), SyncError> {
        let tools = self.tools;
        let mut walk = Walk::default();
        let mut fetched = match &from {
            Some(url) => self.fetch(tools.client.page(url)).await?,
            None => self.fetch(tools.client.search(search)).await?,
        };
        loop {
            self.meter.count(fetched.page.bytes);
            let way = walk.enter(&fetched);
            let Fetched { url, page, .. } = fetched;
            self.heard(step, &page.outcomes);
            self.progress.unreadable(step.kind, page.unreadable.len());
            for resource in &page.resources {
                self.progress.came(&resource.resource_type, &resource.id);
            }
            let within = url.as_str().to_owned();
            let (next, after) = match &way {
                Way::On(next) => (Some(next), Some(next.as_str().to_owned())),
                Way::End => (None, None),
                // A search that did not reach its end must not be taken for a complete one.
                Way::LikelyEnd | Way::Circles | Way::Leaves(_) => (None, Some(within.clone())),
            };
            let keeping = self.keeping(step.kind, &step.search, page.resources, Place { within, after });
            let coming: OptionFuture<_> = next.map(|next| self.fetch(tools.client.page(next))).into();
            let (kept, came) = join(keeping, coming).await;
            self.kept(&kept?);
            match way {
                Way::On(_) | Way::End => {}
                Way::LikelyEnd => {
                    self.begin_search(&step.search).await?;
                    self.progress.warned(step.kind, SyncError::Circles.to_app_error(Some(step.resource_type)));
                }
                Way::Circles => {
                    self.begin_search(&step.search).await?;
                    return Err(SyncError::Circles);
                }
                Way::Leaves(refused) => {
                    self.begin_search(&step.search).await?;
                    return Err(SyncError::Leaves(refused));
                }
            }
            match came {
                Some(came) => fetched = came?,
                None => return Ok(()),
            }
        }
    }

    /// What the payer says about its own answer. A fault in it means that something is missing.
    fn heard(&mut self, step: &Step, outcomes: &[Outcome]) {
        for outcome in outcomes {
            tracing::info!(resource_type = step.resource_type, codes = outcome.codes(), "the payer remarks");
            if outcome.is_fault() {
                let detail = Some(format!("{}: the payer remarks: {}", step.resource_type, outcome.codes()));
                let problem = AppError { code: ErrorCode::PayerUnreadable, retry: Retry::Later, detail };
                self.progress.warned(step.kind, problem);
            }
        }
    }

    /// Keeps single resources. `after` is `None` where the step is complete with them.
    async fn keep(&mut self, step: &Step, resources: Vec<Resource>, after: Option<String>) -> Result<(), SyncError> {
        for resource in &resources {
            self.progress.came(&resource.resource_type, &resource.id);
        }
        let place = Place { within: step.resource_type.to_owned(), after };
        let saved = self.keeping(step.kind, &step.search, resources, place).await?;
        self.kept(&saved);
        Ok(())
    }

    fn kept(&mut self, saved: &[(DataKind, PageSaved)]) {
        for (kind, saved) in saved {
            self.news |= saved.new > 0 || saved.changed > 0;
            self.progress.saved(*kind, saved);
        }
    }

    /// Keeps a page, each kind under its own name: a search for claims may bring the coverage that they refer to.
    async fn keeping(
        &self,
        kind: DataKind,
        search: &str,
        resources: Vec<Resource>,
        place: Place,
    ) -> Result<Vec<(DataKind, PageSaved)>, SyncError> {
        let search = search.to_owned();
        self.store(move |store, connection, received| {
            let mut transactions = transactions(kind, resources);
            let last = transactions.pop();
            let mut saved = Vec::with_capacity(transactions.len() + 1);
            let mut save = |(kind, resources), next| {
                let resources = incoming(resources);
                let page = Page { connection, search: &search, kind, resources, next, received };
                saved.push((kind, store.save_page(&page)?));
                Ok::<_, StoreError>(())
            };
            for transaction in transactions {
                save(transaction, Some(place.within.clone()))?;
            }
            save(last.unwrap_or((kind, Vec::new())), place.after)?;
            Ok(saved)
        })
        .await
    }

    async fn begin_search(&self, search: &str) -> Result<(), SyncError> {
        let search = search.to_owned();
        self.store(move |store, connection, now| store.begin_search(connection, &search, now)).await
    }

    /// Calls the store on a thread that may block.
    async fn store<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Store, &str, Timestamp) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SyncError> {
        let (store, connection) = (self.tools.store.clone(), self.order.connection.clone());
        let now = self.tools.clock.now();
        let called = tokio::task::spawn_blocking(move || call(&store, &connection, now)).await;
        Ok(called.map_err(|_| SyncError::Crashed)??)
    }

    /// Asks the payer, unless the sync has taken enough or is stopped.
    async fn fetch<T>(&self, question: impl Future<Output = Result<T, FetchError>>) -> Result<T, SyncError> {
        let left = self.meter.may_ask(self.tools.clock.monotonic())?;
        match self.stop.run_until_cancelled(tokio::time::timeout(left, question)).await {
            None => Err(SyncError::Stopped),
            Some(Err(_)) => Err(LimitReached::Time.into()),
            Some(Ok(answer)) => Ok(answer?),
        }
    }
}

/// Where a search stands once a page is kept.
struct Place {
    /// While only a part of it is: at the page itself.
    within: String,
    /// Once all of it is; `None` where the search has ended.
    after: Option<String>,
}

/// A page in pieces of one kind and at most [`ROWS`] resources and [`ROW_BYTES`] bytes, the search's own kind last.
fn transactions(kind: DataKind, resources: Vec<Resource>) -> Vec<(DataKind, Vec<Resource>)> {
    let mut kinds: Vec<(DataKind, Vec<Resource>)> = vec![(kind, Vec::new())];
    for resource in resources {
        let its = kind_of(&resource.resource_type).unwrap_or(kind);
        match kinds.iter_mut().find(|(kind, _)| *kind == its) {
            Some((_, rows)) => rows.push(resource),
            None => kinds.insert(0, (its, vec![resource])),
        }
    }
    let mut transactions = Vec::new();
    for (kind, resources) in kinds {
        let (mut rows, mut bytes) = (Vec::new(), 0);
        for resource in resources {
            if rows.len() == ROWS || (!rows.is_empty() && bytes + resource.json.len() > ROW_BYTES) {
                transactions.push((kind, std::mem::take(&mut rows)));
                bytes = 0;
            }
            bytes += resource.json.len();
            rows.push(resource);
        }
        transactions.push((kind, rows));
    }
    transactions
}

/// Takes resources out of their page's body. Their JSON was read already; it cannot fail here.
fn incoming(resources: Vec<Resource>) -> Vec<Incoming> {
    let taken = resources.into_iter().filter_map(|resource| {
        let raw: Box<RawValue> = serde_json::from_slice(&resource.json).ok()?;
        let Resource { resource_type, id, version, last_updated, .. } = resource;
        Some(Incoming { resource_type, id, version, last_updated, raw })
    });
    taken.collect()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn resources(types: &[(&str, usize)]) -> Vec<Resource> {
        let mut resources = Vec::new();
        for (resource_type, count) in types {
            for id in 0..*count {
                resources.push(Resource {
                    resource_type: (*resource_type).to_owned(),
                    id: id.to_string(),
                    version: None,
                    last_updated: None,
                    json: Bytes::from_static(b"{}"),
                });
            }
        }
        resources
    }

    fn shape(types: &[(&str, usize)]) -> Vec<(DataKind, usize)> {
        let pieces = transactions(DataKind::Claims, resources(types));
        pieces.into_iter().map(|(kind, rows)| (kind, rows.len())).collect()
    }

    /// T12
    #[test]
    fn a_large_page_is_kept_in_pieces_and_its_own_kind_last() {
        use DataKind::{Claims, Coverage};
        assert_eq!(shape(&[]), [(Claims, 0)]);
        assert_eq!(shape(&[("ExplanationOfBenefit", 200)]), [(Claims, 200)]);
        assert_eq!(shape(&[("ExplanationOfBenefit", 401)]), [(Claims, 200), (Claims, 200), (Claims, 1)]);
        assert_eq!(
            shape(&[("ExplanationOfBenefit", 2), ("Coverage", 1), ("Organization", 3)]),
            [(Coverage, 1), (Claims, 5)]
        );
        assert_eq!(shape(&[("Coverage", 1)]), [(Coverage, 1), (Claims, 0)]);
        let mut large = resources(&[("ExplanationOfBenefit", 5)]);
        for resource in &mut large {
            resource.json = Bytes::from(vec![b' '; ROW_BYTES / 2]);
        }
        let pieces: Vec<_> = transactions(Claims, large).iter().map(|(_, rows)| rows.len()).collect();
        assert_eq!(pieces, [2, 2, 1]);
    }
}
