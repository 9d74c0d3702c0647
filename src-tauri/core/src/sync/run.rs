//! Runs a sync.

use std::sync::Arc;

use futures_util::future::join3;
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock,
    fhir::{
        client::{Client, FetchError, Search},
        next_link::FhirUrl,
        outcome::Outcome,
        page::{Page, Resource},
    },
    ipc::{AppError, DataKind, ErrorCode, RecordKind, Retry, SyncRun, SyncStatus},
    store::{PageSaved, Place, Ready, Store, StoreError},
};

use super::{
    limits::{LimitReached, Limits, Meter},
    matching,
    plan::{Ask, Given, Step, kind_of, plan},
    problem::SyncError,
    progress::{Progress, Report},
    walk::{Walk, Way},
};

/// Most resources kept in one transaction (T12). Each one writes all the pages again that its indices touch: the larger, the
/// less.
const ROWS: usize = 400;

/// Most bytes of resources kept in one transaction, unless a single one is larger (T12).
const ROW_BYTES: usize = 8 * 1024 * 1024;

/// Pages that wait at most until they are made ready, so that neither side waits for the other's every turn.
const AHEAD: usize = 4;

/// Pages of more bytes than this wait alone (T12).
const LARGE_PAGE: u64 = 4 * 1024 * 1024;

/// Most resources that one step reads because others refer to them.
const MOST_REFERENCED: usize = 500;

/// How many of them may be refused or missing, with none that came, before the payer counts as one that does not serve
/// the type: who took care and who insures is then known by what the claims say themselves.
const REFUSED_IN_A_ROW: usize = 3;

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
    let mut sync = Sync { order, tools, stop, progress, meter, news: false, unread: None };
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
    /// Why the person could not be read, where a match is tried instead.
    unread: Option<SyncError>,
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
                Ask::Match { patient } => self.find_match(step, patient).await,
                Ask::Search { parameters, resume } => self.search(step, parameters, resume.as_deref()).await,
                Ask::Referenced { due, versions } => self.referenced(step, *due, *versions).await,
            };
            match done {
                Ok(()) => self.progress.end(step.kind, None),
                Err(error) if error.ends_sync() => return Err((error, Some(step.resource_type))),
                // The claims came. That a name did not is for the next sync to try again.
                Err(error) if kind_of(step.resource_type).is_none() => {
                    tracing::info!(resource_type = step.resource_type, %error, "names did not come");
                    self.progress.end(step.kind, None);
                }
                Err(error) => {
                    tracing::info!(resource_type = step.resource_type, %error, "a kind of data did not come");
                    let problem = error.to_app_error(Some(step.resource_type));
                    self.progress.fell_short(step.kind, step.resource_type, &problem);
                    self.progress.end(step.kind, Some(problem));
                }
            }
        }
        if self.news {
            let named = self.store(|store, connection, _| store.name_parties(connection)).await;
            named.map_err(|error| (error, None))?;
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
        let can_match = self.tools.client.supports().matches(step.resource_type).is_ok();
        if can_match
            && let Err(
                error @ SyncError::Fetch(FetchError::Refused | FetchError::NotFound | FetchError::Question { .. }),
            ) = resource
        {
            self.unread = Some(error);
            return Ok(());
        }
        if let Err(SyncError::Fetch(FetchError::Unreadable(_))) = resource {
            self.progress.unreadable(step.kind, 1);
        }
        let resource = resource?;
        self.meter.count(resource.json.size() as u64);
        self.keep(step, vec![resource], None).await
    }

    /// Asks who the member is with the number on their card, where the person could not be read.
    async fn find_match(&mut self, step: &Step, patient: &str) -> Result<(), SyncError> {
        let Some(unread) = self.unread.take() else { return Ok(()) };
        let id = patient.to_owned();
        let numbers = self.store(move |store, connection, _| store.member_numbers(connection, &id)).await?;
        for number in numbers {
            let question = matching::question(&number);
            if let Some(person) = self.fetch(self.tools.client.find_match(step.resource_type, &question)).await?
                && person.id == patient
            {
                self.tools.client.note_unread(step.resource_type);
                self.meter.count(person.json.as_str().len() as u64);
                return self.keep(step, vec![person], None).await;
            }
        }
        Err(unread)
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
        let (mut came, mut any, mut in_vain) = (Vec::new(), false, 0);
        for (id, version) in &missing {
            if kind_of(resource_type).is_none() && !any && in_vain == REFUSED_IN_A_ROW {
                break;
            }
            let version = version.as_deref().filter(|_| versions);
            match self.fetch(self.tools.client.read(resource_type, id, version)).await {
                Ok(resource) => {
                    self.meter.count(resource.json.size() as u64);
                    came.push(resource);
                    any = true;
                }
                Err(SyncError::Fetch(FetchError::Refused)) if any || self.progress.has_come(step.kind) => in_vain += 1,
                Err(SyncError::Fetch(FetchError::Refused)) => return Err(FetchError::Refused.into()),
                Err(SyncError::Fetch(FetchError::Unreadable(_))) => self.progress.unreadable(step.kind, 1),
                Err(SyncError::Fetch(
                    FetchError::NotFound | FetchError::Question { .. } | FetchError::Address(_) | FetchError::Page(_),
                )) => in_vain += 1,
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
        let goes_on = from.is_some();
        if !goes_on {
            self.begin_search(&step.search).await?;
        }
        match self.walk(step, &search, from).await {
            // A page of an earlier sign-in may be refused to this one.
            Err(SyncError::Fetch(error))
                if error == FetchError::PageExpired || goes_on && error == FetchError::Refused =>
            {
                tracing::info!(resource_type = step.resource_type, "a next page had expired; the search starts again");
                self.begin_search(&step.search).await?;
                self.walk(step, &search, None).await
            }
            done => done,
        }
    }

    /// From one page to the next: while one comes, the one before it is made ready and the one before that is stored.
    async fn walk(&mut self, step: &Step, search: &Search, from: Option<FhirUrl>) -> Result<(), SyncError> {
        let Self { tools, stop, progress, meter, news, .. } = self;
        let (tools, stop) = (*tools, *stop);
        let shelf = Shelf { store: &tools.store, connection: &self.order.connection, search: &step.search };
        let (pages, mut coming) = mpsc::channel::<(Page, Turn)>(AHEAD);
        let (pieces, mut prepared) = mpsc::channel::<Piece>(1);
        let walking = async move {
            let mut walk = Walk::default();
            let (mut at, mut places) = (from, 1);
            loop {
                // Whoever stores says itself why it no longer does.
                let Ok(mut place) = pages.reserve_many(places).await else { return Ok(Way::End) };
                let fetched = match &at {
                    Some(url) => fetch(tools, stop, meter, tools.client.page(url)).await?,
                    None => fetch(tools, stop, meter, tools.client.search(search)).await?,
                };
                meter.count(fetched.page.bytes);
                let way = walk.enter(&fetched);
                let within = fetched.url.as_str().to_owned();
                let after = match &way {
                    Way::On(next) => Some(next.as_str().to_owned()),
                    Way::End => None,
                    // A search that did not reach its end must not be taken for a complete one.
                    Way::LikelyEnd | Way::Circles | Way::Leaves(_) => Some(within.clone()),
                };
                // Behind a large page none is fetched before it has its turn (T12).
                places = if fetched.page.bytes > LARGE_PAGE { AHEAD } else { 1 };
                if let Some(place) = place.next() {
                    place.send((fetched.page, Turn { within, after }));
                }
                match way {
                    Way::On(next) => at = Some(next),
                    way => return Ok(way),
                }
            }
        };
        let preparing = async move {
            while let Some((page, turn)) = coming.recv().await {
                let mut arrived = vec![Arrived::of(&page)];
                let (mut resources, Turn { within, mut after }) = (page.resources, turn);
                // To commit several small pages writes little more than to commit one, so those that wait go along.
                // Until all of them are kept, the search is at the first.
                while resources.len() <= ROWS / 2
                    && let Ok((page, turn)) = coming.try_recv()
                {
                    arrived.push(Arrived::of(&page));
                    resources.extend(page.resources);
                    after = turn.after;
                }
                let mut transactions = transactions(step.kind, resources).into_iter().peekable();
                while let Some((kind, resources)) = transactions.next() {
                    if stop.is_cancelled() {
                        return Ok(());
                    }
                    let ready = shelf.prepare(resources).await?;
                    let is_last = transactions.peek().is_none();
                    let next = if is_last { after.clone() } else { Some(within.clone()) };
                    let arrived = std::mem::take(&mut arrived);
                    if pieces.send(Piece { arrived, kind, ready, next }).await.is_err() {
                        return Ok(());
                    }
                }
            }
            Ok(())
        };
        let storing = async move {
            while let Some(Piece { arrived, kind, ready, next }) = prepared.recv().await {
                for arrived in arrived {
                    arrived.tell(step, progress);
                }
                let saved = shelf.save(kind.unwrap_or(step.kind), ready, next, tools.clock.now()).await?;
                *news |= saved.new > 0 || saved.changed > 0;
                if let Some(kind) = kind {
                    progress.saved(kind, &saved);
                }
            }
            Ok(())
        };
        let (way, prepared, stored): (Result<_, SyncError>, Result<_, SyncError>, Result<_, SyncError>) =
            join3(walking, preparing, storing).await;
        stored?;
        prepared?;
        match way? {
            Way::On(_) | Way::End => Ok(()),
            Way::LikelyEnd => {
                self.begin_search(&step.search).await?;
                self.progress.warned(step.kind, SyncError::Circles.to_app_error(Some(step.resource_type)));
                Ok(())
            }
            Way::Circles => {
                self.begin_search(&step.search).await?;
                Err(SyncError::Circles)
            }
            Way::Leaves(refused) => {
                self.begin_search(&step.search).await?;
                Err(SyncError::Leaves(refused))
            }
        }
    }

    /// Keeps single resources. `after` is `None` where the step is complete with them.
    async fn keep(&mut self, step: &Step, resources: Vec<Resource>, after: Option<String>) -> Result<(), SyncError> {
        let shelf = Shelf { store: &self.tools.store, connection: &self.order.connection, search: &step.search };
        for resource in &resources {
            self.progress.came(resource.resource_type.clone(), resource.id.clone());
        }
        let mut transactions = transactions(step.kind, resources).into_iter().peekable();
        while let Some((kind, resources)) = transactions.next() {
            let is_last = transactions.peek().is_none();
            let next = if is_last { after.clone() } else { Some(step.resource_type.to_owned()) };
            let now = self.tools.clock.now();
            let ready = shelf.prepare(resources).await?;
            let saved = shelf.save(kind.unwrap_or(step.kind), ready, next, now).await?;
            self.news |= saved.new > 0 || saved.changed > 0;
            // Who took care is no claim.
            if let Some(kind) = kind {
                self.progress.saved(kind, &saved);
            }
        }
        Ok(())
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
        blocking(move || call(&store, &connection, now)).await
    }

    async fn fetch<T>(&self, question: impl Future<Output = Result<T, FetchError>>) -> Result<T, SyncError> {
        fetch(self.tools, self.stop, &self.meter, question).await
    }
}

/// Asks the payer, unless the sync has taken enough or is stopped.
async fn fetch<T>(
    tools: &Tools,
    stop: &CancellationToken,
    meter: &Meter,
    question: impl Future<Output = Result<T, FetchError>>,
) -> Result<T, SyncError> {
    let left = meter.may_ask(tools.clock.monotonic())?;
    match stop.run_until_cancelled(tokio::time::timeout(left, question)).await {
        None => Err(SyncError::Stopped),
        Some(Err(_)) => Err(LimitReached::Time.into()),
        Some(Ok(answer)) => Ok(answer?),
    }
}

async fn blocking<T: Send + 'static>(
    call: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, SyncError> {
    Ok(tokio::task::spawn_blocking(call).await.map_err(|_| SyncError::Crashed)??)
}

/// Where one search of one connection is kept.
#[derive(Clone, Copy)]
struct Shelf<'a> {
    store: &'a Store,
    connection: &'a str,
    search: &'a str,
}

impl Shelf<'_> {
    async fn prepare(self, resources: Vec<Resource>) -> Result<Ready, SyncError> {
        let (store, connection, search) = self.owned();
        blocking(move || store.prepare(&connection, &search, resources)).await
    }

    async fn save(
        self,
        kind: DataKind,
        ready: Ready,
        next: Option<String>,
        received: Timestamp,
    ) -> Result<PageSaved, SyncError> {
        let (store, connection, search) = self.owned();
        blocking(move || {
            let place = Place { connection: &connection, search: &search, kind, next, received };
            store.save_ready(&place, ready)
        })
        .await
    }

    fn owned(self) -> (Store, String, String) {
        (self.store.clone(), self.connection.to_owned(), self.search.to_owned())
    }
}

/// Where a search stands once a page is kept.
struct Turn {
    /// While only a part of it is: at the page itself.
    within: String,
    /// Once all of it is; `None` where the search has ended.
    after: Option<String>,
}

/// A part of a page or of a few, ready to be stored in one transaction, with the place that the search is then at.
struct Piece {
    /// What there is to tell of the pages, with their first piece.
    arrived: Vec<Arrived>,
    /// `None` for what only describes others.
    kind: Option<DataKind>,
    ready: Ready,
    next: Option<String>,
}

/// What there is to tell of a page.
struct Arrived {
    resources: Vec<(String, String)>,
    unreadable: usize,
    outcomes: Vec<Outcome>,
}

impl Arrived {
    fn of(page: &Page) -> Self {
        Self {
            resources: page.resources.iter().map(|found| (found.resource_type.clone(), found.id.clone())).collect(),
            unreadable: page.unreadable.len(),
            outcomes: page.outcomes.clone(),
        }
    }

    fn tell(self, step: &Step, progress: &mut Progress) {
        // What the payer says about its own answer. A fault in it means that something is missing.
        for outcome in &self.outcomes {
            tracing::info!(resource_type = step.resource_type, codes = outcome.codes(), "the payer remarks");
            if outcome.is_fault() {
                let detail = Some(format!("{}: the payer remarks: {}", step.resource_type, outcome.codes()));
                let problem = AppError { code: ErrorCode::PayerUnreadable, retry: Retry::Later, detail };
                progress.warned(step.kind, problem);
            }
        }
        progress.unreadable(step.kind, self.unreadable);
        for (resource_type, id) in self.resources {
            progress.came(resource_type, id);
        }
    }
}

/// A page in pieces of one kind and at most [`ROWS`] resources and [`ROW_BYTES`] bytes, the search's own kind last. What
/// only describes others has no kind.
fn transactions(kind: DataKind, resources: Vec<Resource>) -> Vec<(Option<DataKind>, Vec<Resource>)> {
    let mut kinds: Vec<(Option<DataKind>, Vec<Resource>)> = vec![(Some(kind), Vec::new())];
    for resource in resources {
        let its = kind_of(&resource.resource_type);
        match kinds.iter_mut().find(|(kind, _)| *kind == its) {
            Some((_, rows)) => rows.push(resource),
            None => kinds.insert(0, (its, vec![resource])),
        }
    }
    let mut transactions = Vec::new();
    for (kind, resources) in kinds {
        let (mut rows, mut bytes) = (Vec::new(), 0);
        for resource in resources {
            if rows.len() == ROWS || (!rows.is_empty() && bytes + resource.json.size() > ROW_BYTES) {
                transactions.push((kind, std::mem::take(&mut rows)));
                bytes = 0;
            }
            bytes += resource.json.size();
            rows.push(resource);
        }
        transactions.push((kind, rows));
    }
    transactions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::page::Json;

    fn resources(types: &[(&str, usize)]) -> Vec<Resource> {
        let mut resources = Vec::new();
        for (resource_type, count) in types {
            for id in 0..*count {
                resources.push(Resource {
                    resource_type: (*resource_type).to_owned(),
                    id: id.to_string(),
                    version: None,
                    last_updated: None,
                    urn: None,
                    json: Json::from("{}".to_owned()),
                });
            }
        }
        resources
    }

    fn shape(types: &[(&str, usize)]) -> Vec<(Option<DataKind>, usize)> {
        let pieces = transactions(DataKind::Claims, resources(types));
        pieces.into_iter().map(|(kind, rows)| (kind, rows.len())).collect()
    }

    /// T12
    #[test]
    fn a_large_page_is_kept_in_pieces_and_its_own_kind_last() {
        use DataKind::Claims;
        let (claims, coverage) = (Some(Claims), Some(DataKind::Coverage));
        assert_eq!(shape(&[]), [(claims, 0)]);
        assert_eq!(shape(&[("ExplanationOfBenefit", 400)]), [(claims, 400)]);
        assert_eq!(shape(&[("ExplanationOfBenefit", 801)]), [(claims, 400), (claims, 400), (claims, 1)]);
        assert_eq!(
            shape(&[("ExplanationOfBenefit", 2), ("Coverage", 1), ("Organization", 3)]),
            [(None, 3), (coverage, 1), (claims, 2)]
        );
        assert_eq!(shape(&[("Coverage", 1)]), [(coverage, 1), (claims, 0)]);
        let mut large = resources(&[("ExplanationOfBenefit", 5)]);
        for resource in &mut large {
            resource.json = Json::from(" ".repeat(ROW_BYTES / 2));
        }
        let pieces: Vec<_> = transactions(Claims, large).iter().map(|(_, rows)| rows.len()).collect();
        assert_eq!(pieces, [2, 2, 1]);
    }
}
