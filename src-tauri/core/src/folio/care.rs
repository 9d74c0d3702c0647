//! Finding care: searches of the payers' public directories, the member's list, dated copies.
//!
//! A search lives as long as the app; the newest few are kept in memory. What a directory answered is kept in the encrypted
//! store with its time, and shown from there where it is young enough or the directory cannot be reached.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::{
    auth::problem,
    directory::{
        answer,
        claim::{self, Party, Sought},
        client::{Client, Parts},
        found::{Found, Kept, View},
        network::{self, Listed},
        plan::{self, Route},
        question,
        walk::{Further, State, Walk},
    },
    fhir::{backoff::TimerPause, client::FetchError, json, next_link::Base, page::Resource, supports::Supports},
    http::HttpError,
    ipc::{
        AppError, CareAnswer, CareCan, CareCopy, CareCopyRow, CareDetail, CareDirectory, CareDoubt, CareField,
        CareKind, CareNetwork, CareNetworks, CareOwnNetwork, CarePart, CareProblem, CareQuestion, CareResults, CareRun,
        CareSaved, CareVerdict, CoverageCard, Event, PayerKind,
    },
    payer::{DirectorySupport, Payer},
    portable::{FileKind, write_private},
    store::Store,
    sync::problem::SyncError,
};

use super::{Folio, blocking, caught, error, lock};

/// Searches that are kept in memory.
const MOST_SEARCHES: usize = 12;

/// An answer of this age is shown without asking anew.
const YOUNG: SignedDuration = SignedDuration::from_hours(24);

const KINDS: [CareKind; 4] = [CareKind::Person, CareKind::Organization, CareKind::Pharmacy, CareKind::Service];

/// Under which an answer about networks is kept.
const NETWORKS: &str = "networks";

/// Every search of this start of the app.
#[derive(Default)]
pub(super) struct Searches {
    newest: Mutex<VecDeque<Arc<Search>>>,
    count: AtomicU64,
}

/// One search.
struct Search {
    id: String,
    payer: Payer,
    question: CareQuestion,
    route: Option<Route>,
    client: Option<Client>,
    /// Whether the answer is one to the question, to be kept under it.
    keeps: bool,
    state: Arc<Mutex<State>>,
    stands: Mutex<Stands>,
}

struct Stands {
    run: CareRun,
    fetched_at: Option<Timestamp>,
    kept: bool,
    instead: Vec<Vec<CareField>>,
    own: Option<CareOwnNetwork>,
    stop: CancellationToken,
}

/// An answer as it is kept.
#[derive(Serialize, Deserialize)]
struct Answer {
    kept: Vec<Kept>,
    subjects: Vec<String>,
    asked: Vec<String>,
    further: Vec<Further>,
    unreadable: u32,
    cut_short: bool,
}

impl Search {
    fn results(&self, today: Date) -> CareResults {
        let stands = lock(&self.stands);
        let state = lock(&self.state);
        let view = self.view(&stands, today);
        CareResults {
            search: self.id.clone(),
            question: self.question.clone(),
            payer_name: self.payer.name.clone(),
            host: host(&self.payer),
            run: stands.run,
            rows: state.found.rows(&view),
            requests: self.client.as_ref().map_or(0, Client::requests),
            fetched_at: stands.fetched_at.map(|at| at.to_string()),
            kept: stands.kept,
            more: state.has_more(),
            cut_short: state.cut_short,
            unreadable: state.unreadable,
            problems: state.problems.iter().map(problem_of).collect(),
            instead: stands.instead.clone(),
            without_places: self.route.as_ref().is_some_and(|route| route.without_places),
            own_network: stands.own.clone(),
        }
    }

    fn view<'a>(&'a self, stands: &'a Stands, today: Date) -> View<'a> {
        View {
            question: &self.question,
            look_at_name: self.route.as_ref().is_some_and(|route| route.look_at_name),
            own: stands.own.as_ref(),
            today,
            running: stands.run == CareRun::Running,
        }
    }

    fn answer(&self) -> Answer {
        let state = lock(&self.state);
        Answer {
            kept: state.found.kept().to_vec(),
            subjects: state.found.subjects().to_vec(),
            asked: state.found.asked(),
            further: state.further.clone(),
            unreadable: state.unreadable,
            cut_short: state.cut_short,
        }
    }

    fn recall(&self, answer: Answer) {
        let mut found = Found::default();
        for kept in answer.kept {
            let is_subject = answer.subjects.contains(&kept.reference);
            found.take(kept, is_subject);
        }
        found.note_asked(answer.asked);
        *lock(&self.state) = State::recalled(found, answer.further, answer.unreadable, answer.cut_short);
    }
}

fn host(payer: &Payer) -> Option<String> {
    payer.addresses.as_ref()?.directory.as_ref()?.url.host_str().map(str::to_owned)
}

fn problem_of((part, error): &(CarePart, FetchError)) -> CareProblem {
    CareProblem { part: *part, error: SyncError::Fetch(error.clone()).to_app_error(None) }
}

fn key_of(question: &CareQuestion) -> String {
    serde_json::to_string(question).unwrap_or_default()
}

impl Folio {
    /// The payers whose directories may be searched: those that the member is connected to first.
    pub async fn care_directories(&self) -> Result<Vec<CareDirectory>, AppError> {
        let (registry, developer) = (self.registry(), lock(&self.settings).developer_mode);
        let connected: Vec<String> =
            self.with_store(Store::connections).await?.into_iter().map(|record| record.payer).collect();
        let mut directories: Vec<CareDirectory> = registry
            .iter()
            .filter(|payer| developer || payer.kind != PayerKind::Sandbox)
            .filter_map(|payer| {
                let (_, supports) = searchable(payer)?;
                let can = KINDS.map(|kind| CareCan { kind, by: plan::ways(kind, &supports) });
                Some(CareDirectory {
                    payer: payer.key.clone(),
                    payer_name: payer.name.clone(),
                    group: payer.group.clone(),
                    payer_kind: payer.kind,
                    connected: connected.contains(&payer.key),
                    host: host(payer),
                    can: can.into_iter().filter(|can| !can.by.is_empty()).collect(),
                    fresh_days: payer.freshness.directory_days,
                })
            })
            .collect();
        directories.sort_by_key(|directory| !directory.connected);
        Ok(directories)
    }

    /// The networks of a directory, and the member's.
    pub async fn care_networks(&self, payer: &str) -> Result<CareNetworks, AppError> {
        let payer = self.payer(payer).await?;
        let (listed, fetched_at, problem) = self.networks(&payer).await?;
        let own = self.own_network(&payer, &listed).await?;
        self.tell_searches(&payer.key, own.as_ref());
        let mut networks = network::once(listed.into_iter().map(|listed| listed.network));
        networks.sort_by_key(|network| network.name.as_deref().map(network::folded));
        Ok(CareNetworks { networks, own, fetched_at, problem })
    }

    /// Keeps which network is the member's, or takes that back.
    pub async fn care_choose_network(&self, payer: String, network: Option<CareNetwork>) -> Result<(), AppError> {
        let key = payer.clone();
        self.with_store(move |store| store.choose_network(&key, network.as_ref())).await?;
        let payer = self.payer(&payer).await?;
        let listed = self.kept_networks(&payer).await?.map(|(listed, _)| listed).unwrap_or_default();
        let own = self.own_network(&payer, &listed).await?;
        self.tell_searches(&payer.key, own.as_ref());
        Ok(())
    }

    /// Begins a search. `fresh`: what is kept of an earlier one is not good enough.
    pub async fn care_search(self: &Arc<Self>, question: CareQuestion, fresh: bool) -> Result<CareResults, AppError> {
        let question = question::tidy(question);
        let payer = self.payer(&question.payer).await?;
        let (_, supports) = searchable(&payer).ok_or_else(error::not_found)?;
        let route = plan::plan(&question, &supports);
        let instead = if route.is_err() { plan::ways(question.kind, &supports) } else { Vec::new() };
        let search = self.new_search(payer, question, route.ok(), instead, true).await?;
        self.run_search(&search, fresh).await?;
        Ok(search.results(self.today()))
    }

    /// Goes on with the directory's further entries.
    pub async fn care_more(self: &Arc<Self>, search: &str) -> Result<(), AppError> {
        let search = self.search(search)?;
        {
            let mut stands = lock(&search.stands);
            if stands.run == CareRun::Running || search.route.is_none() {
                return Ok(());
            }
            stands.run = CareRun::Running;
            stands.stop = CancellationToken::new();
        }
        self.spawn_walk(&search, false);
        Ok(())
    }

    /// Stops a search; what was found stays.
    pub fn care_stop(&self, search: &str) -> Result<(), AppError> {
        lock(&self.search(search)?.stands).stop.cancel();
        Ok(())
    }

    /// Stops and forgets every search.
    pub(super) fn end_searches(&self) {
        for search in std::mem::take(&mut *lock(&self.searches.newest)) {
            lock(&search.stands).stop.cancel();
        }
    }

    /// How a search stands.
    pub fn care_results(&self, search: &str) -> Result<CareResults, AppError> {
        Ok(self.search(search)?.results(self.today()))
    }

    /// All that a search found of one entry.
    pub async fn care_detail(&self, search: &str, key: &str) -> Result<CareDetail, AppError> {
        let search = self.search(search)?;
        let mut detail = self.detail(&search, key)?;
        let (payer, entry) = (search.payer.key.clone(), key.to_owned());
        let npi = detail.row.npi.clone();
        (detail.saved, detail.seen_by) = self
            .with_store(move |store| Ok((store.care_saved_as(&payer, &entry)?, store.seen_by(npi.as_deref())?)))
            .await?;
        Ok(detail)
    }

    /// Puts an entry on the member's list.
    pub async fn care_save(&self, search: &str, key: &str) -> Result<i64, AppError> {
        let search = self.search(search)?;
        let detail = self.detail(&search, key)?;
        let at = self.clock.now().to_string();
        let (payer, name) = (search.payer.key.clone(), search.payer.name.clone());
        self.with_store(move |store| store.save_care(&payer, &name, &detail.row, &at)).await
    }

    /// The member's list.
    pub async fn care_saved(&self) -> Result<Vec<CareSaved>, AppError> {
        self.with_store(|store| {
            let mut saved = store.care_saved()?;
            for one in &mut saved {
                one.seen_by = store.seen_by(one.row.npi.as_deref())?;
            }
            Ok(saved)
        })
        .await
    }

    /// Changes the member's words about somebody on it.
    pub async fn care_save_note(&self, id: i64, note: String) -> Result<(), AppError> {
        self.with_store(move |store| store.save_care_note(id, note.trim())).await
    }

    /// Takes somebody off it.
    pub async fn care_unsave(&self, id: i64) -> Result<(), AppError> {
        self.with_store(move |store| store.unsave_care(id)).await
    }

    /// Keeps a dated copy of what the directory said of an entry.
    pub async fn care_keep_copy(&self, search: &str, key: &str) -> Result<i64, AppError> {
        let search = self.search(search)?;
        let detail = self.detail(&search, key)?;
        let taken = detail.fetched_at.clone().unwrap_or_else(|| self.clock.now().to_string());
        let name = search.payer.name.clone();
        self.with_store(move |store| store.save_care_copy(&name, &taken, &detail)).await
    }

    /// The copies.
    pub async fn care_copies(&self) -> Result<Vec<CareCopyRow>, AppError> {
        self.with_store(Store::care_copies).await
    }

    /// One copy as it was.
    pub async fn care_copy(&self, id: i64) -> Result<CareCopy, AppError> {
        self.with_store(move |store| store.care_copy(id)).await
    }

    /// Saves a copy's resources where the member wants them, a resource and a line break after the other, so that the file's
    /// own SHA-256 is the copy's; false where they think better of it.
    pub async fn care_save_copy(&self, id: i64) -> Result<bool, AppError> {
        let copy = self.with_store(move |store| store.care_copy(id)).await?;
        let day = copy.taken_at.get(..10).unwrap_or("copy");
        let name = format!("directory-copy-{day}.{}", FileKind::Ndjson.ending());
        let Some(place) = self.place_for(&name, FileKind::Ndjson).await? else { return Ok(false) };
        let text: String = copy.sources.iter().flat_map(|source| [source.json.as_str(), "\n"]).collect();
        blocking(move || write_private(&place, text.as_bytes())).await??;
        Ok(true)
    }

    /// Deletes a copy.
    pub async fn care_remove_copy(&self, id: i64) -> Result<(), AppError> {
        self.with_store(move |store| store.remove_care_copy(id)).await
    }

    /// Whether a claim's provider is in the member's network, as far as the payer's directory can tell.
    pub async fn care_of_claim(self: &Arc<Self>, id: i64) -> Result<CareAnswer, AppError> {
        let (sought, connection, coverages) = self.with_store(move |store| sought(store, id)).await?;
        let record = self.connection_record(&connection).await?;
        let payer = self.payer(&record.payer).await?;
        let phone = coverages.iter().find_map(|card| card.phone.clone());
        let mut given = CareAnswer {
            payer: payer.key.clone(),
            payer_name: payer.name.clone(),
            provider: sought.name.clone(),
            npi: sought.npi.clone(),
            place: sought.place.clone(),
            verdict: CareVerdict::CannotTell,
            doubts: Vec::new(),
            own_network: None,
            networks: Vec::new(),
            rows: Vec::new(),
            search: None,
            fetched_at: None,
            phone,
            problem: None,
        };
        let Some((_, supports)) = searchable(&payer) else {
            given.doubts = vec![CareDoubt::NoDirectory];
            return Ok(given);
        };
        let mut routes: Vec<Route> =
            sought.npi.as_deref().and_then(|npi| plan::by_number(sought.kind, npi, &supports)).into_iter().collect();
        let asked = question::tidy(CareQuestion {
            payer: payer.key.clone(),
            kind: sought.kind,
            name: sought.name.clone(),
            ..CareQuestion::default()
        });
        routes.extend(asked.name.is_some().then(|| plan::plan(&asked, &supports).ok()).flatten());
        if routes.is_empty() {
            given.doubts = vec![CareDoubt::NobodyNamed];
            return Ok(given);
        }
        // The member's network is told by its name once the directory's networks are known; without them there is a doubt.
        if let Err(problem) = self.care_networks(&payer.key).await {
            tracing::debug!(code = ?problem.code, "the networks of a directory are not known");
        }
        let mut doubts = Vec::new();
        for route in routes {
            let search = self.new_search(payer.clone(), asked.clone(), Some(route), Vec::new(), false).await?;
            self.walk(&search, true).await;
            let results = search.results(self.today());
            given.own_network = results.own_network;
            given.fetched_at = results.fetched_at;
            given.problem =
                results.problems.into_iter().find(|problem| problem.part == CarePart::Found).map(|one| one.error);
            (given.rows, doubts) = answer::about(&sought, &results.rows);
            given.search = Some(search.id.clone());
            if !given.rows.is_empty() {
                break;
            }
        }
        if given.problem.is_some() {
            given.doubts = vec![CareDoubt::NotAnswered];
            return Ok(given);
        }
        (given.verdict, given.doubts) = answer::verdict(&sought, &given.rows, doubts, given.own_network.is_some());
        if given.own_network.is_none() {
            given.networks = self.care_networks(&payer.key).await?.networks;
        }
        Ok(given)
    }

    /// What was found already is read anew with the member's network.
    fn tell_searches(&self, payer: &str, own: Option<&CareOwnNetwork>) {
        for search in lock(&self.searches.newest).iter().filter(|search| search.payer.key == payer) {
            lock(&search.stands).own = own.cloned();
        }
    }

    fn today(&self) -> Date {
        self.clock.now().to_zoned(TimeZone::UTC).date()
    }

    fn search(&self, id: &str) -> Result<Arc<Search>, AppError> {
        lock(&self.searches.newest).iter().find(|search| search.id == id).cloned().ok_or_else(error::not_found)
    }

    fn detail(&self, search: &Search, key: &str) -> Result<CareDetail, AppError> {
        let stands = lock(&search.stands);
        let fetched_at = stands.fetched_at.map(|at| at.to_string());
        let view = search.view(&stands, self.today());
        let detail = lock(&search.state).found.detail(&view, key, fetched_at);
        detail.ok_or_else(error::not_found)
    }

    async fn new_search(
        &self,
        payer: Payer,
        question: CareQuestion,
        route: Option<Route>,
        instead: Vec<Vec<CareField>>,
        keeps: bool,
    ) -> Result<Arc<Search>, AppError> {
        let client = match &route {
            Some(_) => Some(self.directory_client(&payer).await?),
            None => None,
        };
        let known = self.kept_networks(&payer).await?.map(|(listed, _)| listed).unwrap_or_default();
        let own = self.own_network(&payer, &known).await?;
        let number = self.searches.count.fetch_add(1, Ordering::Relaxed);
        let run = if route.is_some() { CareRun::Running } else { CareRun::Refused };
        let stop = CancellationToken::new();
        let search = Arc::new(Search {
            id: format!("care-{number}"),
            payer,
            question,
            route,
            client,
            keeps,
            state: Arc::default(),
            stands: Mutex::new(Stands { run, fetched_at: None, kept: false, instead, own, stop }),
        });
        let mut newest = lock(&self.searches.newest);
        newest.push_front(Arc::clone(&search));
        while newest.len() > MOST_SEARCHES {
            if let Some(oldest) = newest.pop_back() {
                lock(&oldest.stands).stop.cancel();
            }
        }
        Ok(search)
    }

    async fn directory_client(&self, payer: &Payer) -> Result<Client, AppError> {
        let (_, supports) = searchable(payer).ok_or_else(error::not_found)?;
        let address = payer.addresses.as_ref().and_then(|addresses| addresses.directory.as_ref());
        let address = address.ok_or_else(error::not_found)?;
        let base = Base::parse(address.url.as_str()).map_err(|_| problem::of_http(HttpError::AddressRefused))?;
        Ok(Client::new(Parts {
            http: self.clients.directory().await?,
            base,
            supports: Arc::new(supports),
            clock: Arc::clone(&self.clock),
            pause: Arc::new(TimerPause),
        }))
    }

    /// From what is kept where that is young, else from the directory.
    async fn run_search(self: &Arc<Self>, search: &Arc<Search>, fresh: bool) -> Result<(), AppError> {
        if search.route.is_none() {
            return Ok(());
        }
        let is_young = |fetched: &Timestamp| self.clock.now().duration_since(*fetched) < YOUNG;
        if let Some((fetched, answer)) =
            self.kept_answer(search).await?.filter(|(fetched, _)| !fresh && is_young(fetched))
        {
            search.recall(answer);
            let mut stands = lock(&search.stands);
            (stands.run, stands.fetched_at, stands.kept) = (CareRun::Done, Some(fetched), true);
            return Ok(());
        }
        self.spawn_walk(search, true);
        Ok(())
    }

    fn spawn_walk(self: &Arc<Self>, search: &Arc<Search>, begin: bool) {
        let (folio, search) = (Arc::clone(self), Arc::clone(search));
        tokio::spawn(async move {
            if caught(folio.walk(&search, begin)).await.is_none() {
                lock(&search.stands).run = CareRun::Failed;
            }
            folio.host.tell(Event::Care(search.id.clone()));
        });
    }

    /// Walks on to the end of a round, or until it is stopped.
    async fn walk(&self, search: &Search, begin: bool) {
        let (Some(client), Some(route)) = (&search.client, &search.route) else { return };
        let stop = lock(&search.stands).stop.clone();
        let (host, id) = (Arc::clone(&self.host), search.id.clone());
        let told = move || host.tell(Event::Care(id.clone()));
        let walk = Walk { client, route, state: &search.state, told: &told };
        let walked = async {
            if begin {
                walk.begin().await
            } else {
                walk.more().await;
                true
            }
        };
        let answered = tokio::select! {
            answered = walked => Some(answered),
            () = stop.cancelled() => None,
        };
        match answered {
            Some(true) => {
                let now = self.clock.now();
                if begin {
                    lock(&search.stands).fetched_at = Some(now);
                }
                if search.keeps {
                    self.keep_answer(search).await;
                }
                lock(&search.stands).run = CareRun::Done;
            }
            Some(false) => {
                // The directory is down or slow: what it said before is better than nothing, with its age.
                if search.keeps
                    && let Ok(Some((fetched, answer))) = self.kept_answer(search).await
                {
                    let problems = std::mem::take(&mut lock(&search.state).problems);
                    search.recall(answer);
                    lock(&search.state).problems = problems;
                    let mut stands = lock(&search.stands);
                    (stands.fetched_at, stands.kept) = (Some(fetched), true);
                }
                lock(&search.stands).run = CareRun::Failed;
            }
            None => {
                let mut stands = lock(&search.stands);
                stands.run = CareRun::Stopped;
                stands.fetched_at.get_or_insert(self.clock.now());
            }
        }
    }

    async fn kept_answer(&self, search: &Search) -> Result<Option<(Timestamp, Answer)>, AppError> {
        let (payer, key) = (search.payer.key.clone(), key_of(&search.question));
        let kept = self.with_store(move |store| store.care_answer(&payer, &key)).await?;
        // What another version of this app kept in another form is asked for again.
        Ok(kept.and_then(|(fetched, body)| Some((fetched.parse().ok()?, serde_json::from_str(&body).ok()?))))
    }

    async fn keep_answer(&self, search: &Search) {
        let Some(fetched) = lock(&search.stands).fetched_at else { return };
        let Ok(body) = serde_json::to_string(&search.answer()) else { return };
        let (payer, key) = (search.payer.key.clone(), key_of(&search.question));
        let kept =
            self.with_store(move |store| store.save_care_answer(&payer, &key, &fetched.to_string(), &body)).await;
        if let Err(problem) = kept {
            tracing::warn!(code = ?problem.code, "the answer of a directory was not kept");
        }
    }

    /// The networks as they were kept.
    async fn kept_networks(&self, payer: &Payer) -> Result<Option<(Vec<Listed>, Timestamp)>, AppError> {
        let key = payer.key.clone();
        let kept = self.with_store(move |store| store.care_answer(&key, NETWORKS)).await?;
        Ok(kept.and_then(|(fetched, body)| {
            let texts: Vec<(String, String)> = serde_json::from_str(&body).ok()?;
            Some((network::in_page(&texts.into_iter().map(resource).collect::<Vec<_>>()), fetched.parse().ok()?))
        }))
    }

    /// The networks: as they were kept where that is young or nothing else can be had, else as the directory has them.
    async fn networks(&self, payer: &Payer) -> Result<(Vec<Listed>, String, Option<AppError>), AppError> {
        let kept = self.kept_networks(payer).await?;
        let now = self.clock.now();
        if let Some((listed, fetched)) = &kept
            && now.duration_since(*fetched) < YOUNG
        {
            return Ok((listed.clone(), fetched.to_string(), None));
        }
        let (directory, _) = searchable(payer).ok_or_else(error::not_found)?;
        let Some(ask) = plan::networks(directory) else { return Ok((Vec::new(), now.to_string(), None)) };
        let client = self.directory_client(payer).await?;
        let parameters: Vec<(&str, &str)> =
            ask.parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        match client.search(ask.resource_type, &parameters).await {
            Ok(fetched) => {
                let listed = network::in_page(&fetched.page.resources);
                let texts: Vec<(&str, &str)> =
                    fetched.page.resources.iter().map(|one| (one.id.as_str(), one.json.as_str())).collect();
                if let Ok(body) = serde_json::to_string(&texts) {
                    let key = payer.key.clone();
                    self.with_store(move |store| store.save_care_answer(&key, NETWORKS, &now.to_string(), &body))
                        .await?;
                }
                Ok((listed, now.to_string(), None))
            }
            Err(problem) => {
                let problem = SyncError::Fetch(problem).to_app_error(Some("Organization"));
                let (listed, fetched) = kept.unwrap_or((Vec::new(), now));
                Ok((listed, fetched.to_string(), Some(problem)))
            }
        }
    }

    async fn own_network(&self, payer: &Payer, listed: &[Listed]) -> Result<Option<CareOwnNetwork>, AppError> {
        let key = payer.key.clone();
        let (chosen, coverages) = self
            .with_store(move |store| {
                let of_payer: Vec<String> = store
                    .connections()?
                    .into_iter()
                    .filter(|record| record.payer == key)
                    .map(|record| record.id)
                    .collect();
                let cards = store
                    .coverage()?
                    .into_iter()
                    .filter(|card| of_payer.contains(&card.connection))
                    .collect::<Vec<_>>();
                Ok((store.chosen_network(&key)?, cards))
            })
            .await?;
        Ok(network::own(listed, chosen, &coverages))
    }
}

/// A payer's directory, where its address is known or will be, and what may be asked there.
fn searchable(payer: &Payer) -> Option<(&DirectorySupport, Supports)> {
    let has_address = payer.kind == PayerKind::Demo
        || payer.addresses.as_ref().is_some_and(|addresses| addresses.directory.is_some());
    let directory = payer.directory.as_ref().filter(|_| has_address)?;
    Some((directory, Supports::of_directory(directory)))
}

fn resource((id, json): (String, String)) -> Resource {
    let resource_type = "Organization".to_owned();
    Resource { resource_type, id, version: None, last_updated: None, urn: None, json: json.into() }
}

/// Whom a claim names, the connection that it came by, and the coverages of that.
fn sought(store: &Store, id: i64) -> Result<(Sought, String, Vec<CoverageCard>), crate::store::StoreError> {
    let kept = store.claim(id)?;
    let connection = store.connection_of_claim(id)?;
    let nodes = json::parse(&kept.named).unwrap_or_default();
    let party = |resource_type: &str, party: &str| {
        let raw = store.beside_claim(id, resource_type, party).ok().flatten()?;
        Some(Party::read(&json::parse(&raw)?))
    };
    let sought = claim::provider(&nodes, kept.row.provider.as_deref(), &party);
    let coverages = store.coverage()?.into_iter().filter(|card| card.connection == connection).collect();
    Ok((sought, connection, coverages))
}
