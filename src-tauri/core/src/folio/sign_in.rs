//! Carries out what the state machine of [`auth::flow`](crate::auth::flow) asks for.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use async_trait::async_trait;

use crate::{
    auth::{
        AccessToken, AccessTokens, TokenError,
        authorization_url::AuthorizationUrl,
        flow::{CodeExchange, Effect, Event, FlowId, Flows, Notice, OPEN_FOR, Origin, transition},
        token::{Grant, TokenEndpointError},
    },
    fhir::{client::Client, json, page::Resource, patient},
    http::HttpError,
    ipc::{ConfirmPerson, Event as Told},
};

use super::{Folio, blocking, caught, error, keep::Arrival, lock, tokens::Way};

/// How long a payer may take to say whose records these are. The member is asked without a name then.
const NAME_WITHIN: Duration = Duration::from_secs(20);

/// The sign-ins under way.
#[derive(Default)]
pub(super) struct SigningIn(Mutex<Open>);

#[derive(Default)]
pub(super) struct Open {
    pub(super) flows: Flows,
    /// What the machine need not know, of sign-ins that have not ended.
    pub(super) asides: HashMap<FlowId, Aside>,
}

pub(super) struct Aside {
    /// What the browser was sent to, for "open the page again" and "copy the link".
    pub(super) page: AuthorizationUrl,
    arrival: Arrival,
}

impl SigningIn {
    pub(super) fn lock(&self) -> MutexGuard<'_, Open> {
        lock(&self.0)
    }
}

/// What came of something that happened.
#[derive(Default)]
pub(super) struct Step {
    /// It moved a sign-in.
    pub(super) moved: bool,
    /// It was the answer to a sign-in that had ended before.
    pub(super) was_late: bool,
    /// What is to be done now.
    pub(super) work: Vec<Effect>,
}

impl Folio {
    /// Lets something happen and sees it through. True where it moved a sign-in.
    pub(super) async fn happen(self: &Arc<Self>, event: Event) -> bool {
        let step = self.step(event);
        self.follow(step.work).await;
        step.moved
    }

    /// Lets something happen. The screen hears where a sign-in stands now, before anything that takes time begins, and
    /// in the order in which things happened.
    pub(super) fn step(&self, event: Event) -> Step {
        let mut open = self.signing_in.lock();
        let now = self.clock.monotonic();
        // By itself first: what just ran out of time is not what the event moved.
        let mut work = self.turn_machine(&mut open, Event::Tick, now).work;
        let step = self.turn_machine(&mut open, event, now);
        work.extend(step.work);
        Step { work, ..step }
    }

    fn turn_machine(&self, open: &mut Open, event: Event, now: Duration) -> Step {
        let (flows, effects) = transition(std::mem::take(&mut open.flows), event, now);
        open.flows = flows;
        let mut step = Step::default();
        for effect in effects {
            match effect {
                Effect::Changed { flow } => {
                    step.moved = true;
                    self.tell_sign_in(open, &flow);
                }
                Effect::Tell(Notice::AlreadyEnded { flow }) => {
                    step.was_late = true;
                    self.tell_sign_in(open, &flow);
                }
                Effect::Tell(Notice::NotOurs) => tracing::info!("a link came that answers no sign-in of this app"),
                Effect::OpenBrowser { flow, url } => {
                    open.asides.insert(flow.clone(), Aside { page: url.clone(), arrival: Arrival::default() });
                    step.work.push(Effect::OpenBrowser { flow, url });
                }
                work => step.work.push(work),
            }
        }
        step
    }

    fn tell_sign_in(&self, open: &mut Open, flow: &FlowId) {
        let Some(flow) = open.flows.get(flow) else { return };
        if flow.ending().is_some() {
            open.asides.remove(&flow.origin().id);
        }
        self.host.tell(Told::Connect(flow.attempt()));
    }

    /// Does what is to be done, and what follows from that, in a task of its own: whoever asked may be gone before its
    /// end, and a sign-in must not hang then.
    pub(super) async fn follow(self: &Arc<Self>, mut work: Vec<Effect>) {
        if work.is_empty() {
            return;
        }
        let folio = Arc::clone(self);
        let task = tokio::spawn(async move {
            while !work.is_empty() {
                let event = folio.carry_out(work.remove(0)).await;
                work.extend(event.map(|event| folio.step(event).work).unwrap_or_default());
            }
        });
        // Each piece of work answers for its own panics.
        let _ = task.await;
    }

    async fn carry_out(self: &Arc<Self>, effect: Effect) -> Option<Event> {
        match effect {
            Effect::OpenBrowser { flow, url } => {
                let opened = self.open_page(&url).await;
                Some(Event::BrowserOpened { flow, opened })
            }
            Effect::Exchange(exchange) => {
                let flow = exchange.flow.clone();
                self.note(&flow, |arrival| arrival.asked_at = self.clock.monotonic());
                let result = caught(self.exchange(*exchange)).await;
                Some(Event::Exchanged { flow, result: result.unwrap_or(Err(HttpError::Broken.into())) })
            }
            Effect::Identify { flow, payer, grant } => {
                let asked = tokio::time::timeout(NAME_WITHIN, caught(self.whose_records(&payer, &grant))).await;
                let (patient, person) = asked.ok().flatten().flatten().unzip();
                let person: Option<ConfirmPerson> = person.flatten();
                let name = person.as_ref().and_then(|person| person.name.clone());
                self.note(&flow, |arrival| arrival.member_name = name);
                Some(Event::Identified { flow, patient, person })
            }
            Effect::Keep { flow, payer, renews, grant } => {
                let arrival = self.signing_in.lock().asides.get(&flow).map(|aside| aside.arrival.clone());
                let kept = match self.origin(&flow) {
                    Some(origin) => {
                        let arrival = arrival.unwrap_or_default();
                        caught(self.keep(&payer, renews, origin.addresses, arrival, grant.clone())).await
                    }
                    None => None,
                };
                let result = kept.unwrap_or_else(|| Err(error::unexpected("keeping the sign-in")));
                if result.is_err() {
                    self.discard(&flow, grant);
                }
                Some(Event::Kept { flow, result })
            }
            Effect::Discard { flow, grant } => {
                self.discard(&flow, grant);
                None
            }
            // Done in the step itself.
            Effect::Changed { .. } | Effect::Tell(_) => None,
        }
    }

    /// Notes something aside of a sign-in that has not ended.
    fn note(&self, flow: &FlowId, change: impl FnOnce(&mut Arrival)) {
        if let Some(aside) = self.signing_in.lock().asides.get_mut(flow) {
            change(&mut aside.arrival);
        }
    }

    /// Opens a payer's page; false where no browser could be started.
    pub(super) async fn open_page(&self, page: &AuthorizationUrl) -> bool {
        let (host, page) = (Arc::clone(&self.host), page.clone());
        blocking(move || host.open_in_browser(page.expose())).await.unwrap_or(false)
    }

    async fn exchange(&self, exchange: CodeExchange) -> Result<Grant, TokenEndpointError> {
        let endpoint = self.token_endpoint(exchange.token_endpoint, exchange.client).await;
        let endpoint = endpoint.map_err(|_| HttpError::Unreachable)?;
        endpoint.exchange(exchange.code, exchange.verifier, &exchange.redirect, &exchange.asked).await
    }

    /// Where a sign-in began, ended or not.
    fn origin(&self, flow: &FlowId) -> Option<Origin> {
        self.signing_in.lock().flows.get(flow).map(|flow| flow.origin().clone())
    }

    /// Gives the tokens of a sign-in back to where they came from.
    fn discard(self: &Arc<Self>, flow: &FlowId, grant: Grant) {
        if let Some(origin) = self.origin(flow) {
            self.give_back(Way::of_sign_in(&origin), grant);
        }
    }

    /// Asks the payer whose records a grant reaches, so that the member can say whether they are theirs (T4): the FHIR id,
    /// which some payers leave out of the token answer, and who that is. `None` where the payer does not say, or the
    /// member did not share it.
    ///
    /// Without an id the one `Patient` is looked for that the token reaches; where that is refused, the one person whom all
    /// coverage is for; then the one whom all claims are about.
    async fn whose_records(&self, payer: &str, grant: &Grant) -> Option<(String, Option<ConfirmPerson>)> {
        let payer = self.payer(payer).await.ok()?;
        let client = self.fhir_client(&payer, Arc::new(OneToken::of(grant))).await.ok()?;
        let found = match &grant.patient {
            Some(patient) => client.read("Patient", patient, None).await.ok()?,
            None => match only_patient(&client).await {
                Some(found) => found,
                None => {
                    let known = match only_reference(&client, "Coverage", "beneficiary").await {
                        Some(known) => known,
                        None => only_reference(&client, "ExplanationOfBenefit", "patient").await?,
                    };
                    match client.read("Patient", &known, None).await {
                        Ok(found) => found,
                        Err(_) => return Some((known, None)),
                    }
                }
            },
        };
        let facts = patient::read(&json::parse(found.json.as_str())?);
        Some((found.id, Some(ConfirmPerson { name: facts.name, birth_date: facts.birth_date })))
    }

    /// Ends the sign-in that has just begun when its time is over, even where nothing else happens.
    pub(super) fn watch_the_clock(self: &Arc<Self>) {
        let folio = Arc::downgrade(self);
        tokio::spawn(async move {
            tokio::time::sleep(OPEN_FOR).await;
            if let Some(folio) = folio.upgrade() {
                folio.happen(Event::Tick).await;
            }
        });
    }
}

/// The one patient that a token reaches. Of several people nobody can say who signed in.
async fn only_patient(client: &Client) -> Option<Resource> {
    let page = client.search(&client.ask("Patient", &[]).ok()?).await.ok()?.page;
    let mut patients = page.resources.into_iter().filter(|found| found.resource_type == "Patient");
    patients.next().filter(|_| patients.next().is_none())
}

/// The one patient to whom all resources of a page refer in an element, where the payer lets them be asked for without
/// naming a patient, and nothing more is to come.
async fn only_reference(client: &Client, resource: &str, element: &str) -> Option<String> {
    let page = client.search(&client.ask(resource, &[]).ok()?).await.ok()?.page;
    if page.next.is_some() {
        return None;
    }
    let mut only: Option<String> = None;
    for found in page.resources.iter().filter(|found| found.resource_type == resource) {
        let body: serde_json::Value = serde_json::from_str(found.json.as_str()).ok()?;
        let reference = body.get(element)?.get("reference")?.as_str()?;
        let id = reference.split("/_history/").next()?.strip_prefix("Patient/").map(str::to_owned).or_else(|| {
            reference.rsplit_once("/Patient/").map(|(_, id)| id.split('/').next().unwrap_or_default().to_owned())
        })?;
        if *only.get_or_insert_with(|| id.clone()) != id {
            return None;
        }
    }
    only
}

/// The access token of a sign-in that is not kept yet. There is nothing to renew it with.
struct OneToken(AccessToken);

impl OneToken {
    fn of(grant: &Grant) -> Self {
        Self(AccessToken { secret: grant.access_token.clone(), generation: 0 })
    }
}

#[async_trait]
impl AccessTokens for OneToken {
    async fn current(&self) -> Result<AccessToken, TokenError> {
        Ok(self.0.clone())
    }

    async fn renew(&self, _stale: &AccessToken) -> Result<AccessToken, TokenError> {
        Err(TokenError::SignInNeeded)
    }
}
