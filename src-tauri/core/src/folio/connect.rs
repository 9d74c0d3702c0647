//! Signing in: carries out what the state machine of [`auth::flow`](crate::auth::flow) asks for.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, Weak},
    time::Duration,
};

use async_trait::async_trait;

use crate::{
    auth::{
        AccessToken, AccessTokens, TokenError,
        authorization_url::{AuthorizationRequest, AuthorizationUrl},
        flow::{
            Begin, CodeExchange, Effect, Event as FlowEvent, Flow, FlowId, Flows, Notice, Origin, Renewal, transition,
        },
        pkce::{Pkce, State},
        problem,
        token::{Grant, TokenEndpointError},
    },
    ipc::{AppError, ConfirmPerson, ConnectAttempt, ConnectRequest, ErrorCode, Event, PayerGroup, Retry, SharePreview},
};

use super::{Folio, blocking, error, lock};

/// The sign-ins under way.
#[derive(Default)]
pub(super) struct SigningIn {
    flows: Mutex<Flows>,
    /// What the browser was sent to, for "open the page again" and "copy the link".
    pages: Mutex<HashMap<FlowId, AuthorizationUrl>>,
    /// Whose records the payer says they are, until the connection is kept.
    names: Mutex<HashMap<FlowId, String>>,
}

impl Folio {
    /// Every payer, in the groups of the first screen.
    pub async fn payers(&self) -> Vec<PayerGroup> {
        self.registry().groups(self.settings().developer_mode)
    }

    /// What a payer will share and why.
    pub async fn share_preview(&self, payer: &str) -> Result<SharePreview, AppError> {
        self.payer(payer).await?.share_preview().ok_or_else(error::not_found)
    }

    /// Begins a sign-in and opens the browser.
    pub async fn connect_begin(self: &Arc<Self>, request: ConnectRequest) -> Result<ConnectAttempt, AppError> {
        let payer = self.payer(&request.payer).await?;
        let renews = match request.reconnect {
            Some(connection) => {
                let patient = self.connection_record(&connection).await?.patient;
                Some(Renewal { connection, patient })
            }
            None => None,
        };
        let (Some(client), Some(addresses)) = (payer.client(), &payer.addresses) else {
            return Err(error::not_registered());
        };
        let (state, pkce) = (State::random(), Pkce::random());
        let asked = payer.scopes_for(&request.optional);
        let redirect = payer.registration.redirect.clone();
        let url = AuthorizationRequest {
            endpoint: &addresses.authorize.url,
            client_id: &client.id,
            redirect: &redirect,
            scopes: &asked,
            state: &state,
            challenge: &pkce.challenge,
            audience: payer.registration.audience.then_some(&addresses.fhir.url),
        }
        .url()
        .map_err(problem::of_http)?;
        let host = Arc::clone(&self.host);
        let about = Origin {
            id: FlowId::random(),
            payer: payer.key.clone(),
            payer_name: payer.name.clone(),
            redirect,
            token_endpoint: addresses.token.url.clone(),
            client,
            asked,
            issuer: None,
            renews,
            started_at: self.clock.now(),
            links_come_back: blocking(move || host.links_come_back()).await?,
        };
        let flow = about.id.clone();
        self.happen(FlowEvent::Begin(Box::new(Begin { origin: about, url, state, verifier: pkce.verifier }))).await;
        self.watch_the_clock();
        self.attempt(&flow)
    }

    /// The sign-ins that are open or have just ended, oldest first.
    #[must_use]
    pub fn connect_attempts(&self) -> Vec<ConnectAttempt> {
        lock(&self.signing_in.flows).iter().map(Flow::attempt).collect()
    }

    /// Opens the payer's page once more.
    pub async fn connect_open_page(self: &Arc<Self>, attempt: &str) -> Result<(), AppError> {
        let flow = FlowId::from_command(attempt);
        let url = self.page(&flow)?;
        if let Some(event) = self.open_page(flow, url).await {
            self.happen(event).await;
        }
        Ok(())
    }

    /// The payer's page, for a member who opens it in another browser.
    pub fn connect_link(&self, attempt: &str) -> Result<String, AppError> {
        Ok(self.page(&FlowId::from_command(attempt))?.expose().as_str().to_owned())
    }

    /// Takes the address that a member copied out of the browser.
    pub async fn connect_paste(self: &Arc<Self>, attempt: &str, address: &str) -> Result<(), AppError> {
        self.attempt(&FlowId::from_command(attempt))?;
        let callback = lock(&self.signing_in.flows).read(address.trim().as_bytes()).map_err(problem::of_callback)?;
        if !self.happen(FlowEvent::Callback(callback)).await.is_empty() {
            return Err(AppError { code: ErrorCode::AnswerNotOurs, retry: Retry::Now, detail: None });
        }
        Ok(())
    }

    /// The member says that these are their records.
    pub async fn connect_confirm(self: &Arc<Self>, attempt: &str) -> Result<ConnectAttempt, AppError> {
        let flow = FlowId::from_command(attempt);
        self.happen(FlowEvent::Confirmed { flow: flow.clone(), mine: true }).await;
        self.attempt(&flow)
    }

    /// Ends a sign-in; tokens that came are given back to the payer.
    pub async fn connect_cancel(self: &Arc<Self>, attempt: &str) -> Result<(), AppError> {
        self.happen(FlowEvent::Cancel { flow: FlowId::from_command(attempt) }).await;
        Ok(())
    }

    /// Takes a link that the system handed to this app. It may come from any web page (T3).
    pub async fn answer_from_browser(self: &Arc<Self>, link: &[u8]) {
        let callback = lock(&self.signing_in.flows).read(link);
        let event = callback.map_or(FlowEvent::BadCallback, FlowEvent::Callback);
        if self.happen(event).await.is_empty() {
            self.host.bring_to_front();
        }
    }

    /// Lets something happen, does what follows from it, and gives back what the member should know about a link that
    /// changed nothing.
    async fn happen(self: &Arc<Self>, event: FlowEvent) -> Vec<Notice> {
        let mut notices = Vec::new();
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let effects = {
                let mut flows = lock(&self.signing_in.flows);
                let (next, effects) = transition(std::mem::take(&mut *flows), event, self.clock.monotonic());
                *flows = next;
                effects
            };
            let mut long = Vec::new();
            // The screen is told where a sign-in stands before anything that takes time begins.
            for effect in effects {
                match effect {
                    Effect::Changed { flow } => self.tell(&flow),
                    Effect::Tell(notice) => notices.push(notice),
                    effect => long.push(effect),
                }
            }
            for effect in long {
                events.extend(self.carry_out(effect).await);
            }
        }
        notices
    }

    async fn carry_out(self: &Arc<Self>, effect: Effect) -> Option<FlowEvent> {
        match effect {
            Effect::OpenBrowser { flow, url } => self.open_page(flow, url).await,
            Effect::Exchange(exchange) => {
                let flow = exchange.flow.clone();
                Some(FlowEvent::Exchanged { flow, result: self.exchange(*exchange).await })
            }
            Effect::Identify { flow, payer, grant } => {
                let person = self.whose_records(&payer, &grant).await;
                if let Some(name) = person.as_ref().and_then(|person| person.name.clone()) {
                    lock(&self.signing_in.names).insert(flow.clone(), name);
                }
                self.host.bring_to_front();
                Some(FlowEvent::Identified { flow, patient: None, person })
            }
            Effect::Keep { flow, payer, renews, grant } => {
                let name = lock(&self.signing_in.names).remove(&flow);
                let result = self.keep(&payer, renews, name, grant).await;
                Some(FlowEvent::Kept { flow, result })
            }
            Effect::Discard { payer, grant } => {
                self.give_back(&payer, &grant).await;
                None
            }
            Effect::Changed { flow } => {
                self.tell(&flow);
                None
            }
            Effect::Tell(_) => None,
        }
    }

    async fn open_page(&self, flow: FlowId, url: AuthorizationUrl) -> Option<FlowEvent> {
        lock(&self.signing_in.pages).insert(flow.clone(), url.clone());
        let host = Arc::clone(&self.host);
        let opened = blocking(move || host.open_in_browser(url.expose())).await.unwrap_or(false);
        Some(FlowEvent::BrowserOpened { flow, opened })
    }

    async fn exchange(&self, exchange: CodeExchange) -> Result<Grant, TokenEndpointError> {
        self.token_endpoint(exchange.token_endpoint, exchange.client)?
            .exchange(exchange.code, exchange.verifier, &exchange.redirect, &exchange.asked)
            .await
    }

    /// Asks the payer for the name behind a grant, so that the member can say whether it is theirs (T4). Where the payer
    /// does not say, or the member did not share it, they are asked without a name.
    async fn whose_records(&self, payer: &str, grant: &Grant) -> Option<ConfirmPerson> {
        let payer = self.payer(payer).await.ok()?;
        let client = self.fhir_client(&payer, Arc::new(OneToken::of(grant))).ok()?;
        let patient = client.read("Patient", grant.patient.as_deref()?, None).await.ok()?;
        let resource = serde_json::from_slice(&patient.json).ok()?;
        let facts = crate::fhir::patient::read(&resource);
        Some(ConfirmPerson { name: facts.name, birth_date: facts.birth_date })
    }

    fn attempt(&self, flow: &FlowId) -> Result<ConnectAttempt, AppError> {
        lock(&self.signing_in.flows).get(flow).map(Flow::attempt).ok_or_else(error::not_found)
    }

    fn page(&self, flow: &FlowId) -> Result<AuthorizationUrl, AppError> {
        lock(&self.signing_in.pages).get(flow).cloned().ok_or_else(error::not_found)
    }

    fn tell(&self, flow: &FlowId) {
        let attempt = {
            let flows = lock(&self.signing_in.flows);
            let Some(flow) = flows.get(flow) else { return };
            if flow.ending().is_some() {
                lock(&self.signing_in.pages).remove(&flow.origin().id);
                lock(&self.signing_in.names).remove(&flow.origin().id);
            }
            flow.attempt()
        };
        self.host.tell(Event::Connect(attempt));
    }

    /// Ends sign-ins whose time is over, even when nothing else happens.
    fn watch_the_clock(self: &Arc<Self>) {
        let folio = Arc::downgrade(self);
        tokio::spawn(async move {
            while let Some(left) = time_left(&folio) {
                tokio::time::sleep(left.max(Duration::from_millis(10))).await;
                let Some(folio) = folio.upgrade() else { return };
                folio.happen(FlowEvent::Tick).await;
            }
        });
    }
}

/// How long until the next sign-in times out; `None` where none is open, or the app has ended.
fn time_left(folio: &Weak<Folio>) -> Option<Duration> {
    let folio = folio.upgrade()?;
    let deadline = lock(&folio.signing_in.flows).next_deadline()?;
    Some(deadline.saturating_sub(folio.clock.monotonic()))
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
