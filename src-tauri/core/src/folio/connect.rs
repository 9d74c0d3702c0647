//! The commands of a sign-in: choosing a payer, the way out to the browser and the way back.

use std::sync::Arc;

use url::Url;

use crate::{
    auth::{
        authorization_url::{AuthorizationRequest, AuthorizationUrl},
        flow::{Begin, Event, Flow, FlowId, Origin, Renewal},
        pkce::{Pkce, State},
        problem,
        redirect::RedirectKind,
    },
    http::HttpError,
    ipc::{AppError, ConnectAttempt, ConnectRequest, ConnectStage, ErrorCode, PayerGroup, Retry, SharePreview},
    payer::discovery::discover,
};

use super::{Folio, blocking, error, loopback::WayBack};

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
        // Nobody signs in for a connection that could not be kept.
        self.store().await?;
        let payer = self.payer(&request.payer).await?;
        let renews = match request.reconnect {
            Some(connection) => Some(self.renewal(&payer.key, &connection).await?),
            None => None,
        };
        let client = self.client_of(&payer).await?;
        let addresses = payer.addresses.as_ref().ok_or_else(error::not_registered)?;
        let found = discover(&self.clients.discovery().await?, &payer, addresses, self.clock.now()).await;
        let endpoint = |text: &str| Url::parse(text).map_err(|_| problem::of_http(HttpError::AddressRefused));
        let way_back = WayBack::open(&payer.registration.redirect).await?;
        let (state, pkce) = (State::random(), Pkce::random());
        let asked = payer.scopes_for(&request.optional);
        let has_audience = payer.registration.audience || found.smart;
        let url = AuthorizationRequest {
            endpoint: &endpoint(&found.authorize)?,
            client_id: &client.id,
            redirect: way_back.redirect(),
            scopes: &asked,
            state: &state,
            challenge: &pkce.challenge,
            audience: has_audience.then_some(&addresses.fhir.url),
        }
        .url()
        .map_err(problem::of_http)?;
        let links_come_back = match way_back.redirect().kind() {
            RedirectKind::DeepLink => {
                let host = Arc::clone(&self.host);
                blocking(move || host.links_come_back()).await?
            }
            RedirectKind::Loopback => true,
            RedirectKind::Pasted => false,
        };
        let origin = Origin {
            id: FlowId::random(),
            payer: payer.key.clone(),
            payer_name: payer.name.clone(),
            redirect: way_back.redirect().clone(),
            token_endpoint: endpoint(&found.token)?,
            client,
            asked,
            issuer: found.issuer.clone(),
            addresses: found,
            renews,
            started_at: self.clock.now(),
            links_come_back,
        };
        let flow = origin.id.clone();
        let step = self.step(Event::Begin(Box::new(Begin { origin, url, state, verifier: pkce.verifier })));
        // Before the browser is sent there.
        self.listen(way_back, &flow);
        self.follow(step.work).await;
        self.watch_the_clock();
        self.attempt(&flow)
    }

    /// The sign-ins that are open or have just ended, oldest first.
    #[must_use]
    pub fn connect_attempts(&self) -> Vec<ConnectAttempt> {
        self.signing_in.lock().flows.iter().map(Flow::attempt).collect()
    }

    /// Opens the payer's page once more.
    pub async fn connect_open_page(self: &Arc<Self>, attempt: &str) -> Result<(), AppError> {
        let flow = FlowId::from_command(attempt);
        let url = self.page(&flow)?;
        let opened = self.open_page(&url).await;
        self.happen(Event::BrowserOpened { flow, opened }).await;
        Ok(())
    }

    /// The payer's page, for a member who opens it in another browser.
    pub fn connect_link(&self, attempt: &str) -> Result<String, AppError> {
        Ok(self.page(&FlowId::from_command(attempt))?.expose().as_str().to_owned())
    }

    /// Takes the address that a member copied out of the browser. Which sign-in it answers is for its `state` to say.
    pub async fn connect_paste(self: &Arc<Self>, attempt: &str, address: &str) -> Result<(), AppError> {
        self.attempt(&FlowId::from_command(attempt))?;
        let callback = self.signing_in.lock().flows.read(address.trim().as_bytes()).map_err(problem::of_callback)?;
        if self.happen(Event::Callback(callback)).await {
            return Ok(());
        }
        Err(AppError { code: ErrorCode::AnswerNotOurs, retry: Retry::Now, detail: None })
    }

    /// The member says that these are their records.
    pub async fn connect_confirm(self: &Arc<Self>, attempt: &str) -> Result<ConnectAttempt, AppError> {
        let flow = FlowId::from_command(attempt);
        self.happen(Event::Confirmed { flow: flow.clone(), mine: true }).await;
        self.attempt(&flow)
    }

    /// Ends a sign-in; tokens that came are given back to the payer.
    pub async fn connect_cancel(self: &Arc<Self>, attempt: &str) -> Result<(), AppError> {
        self.happen(Event::Cancel { flow: FlowId::from_command(attempt) }).await;
        Ok(())
    }

    /// Takes a link that the system handed to this app. It may come from any web page: one that answers no sign-in of
    /// ours moves nothing, the window included (T3).
    pub async fn answer_from_browser(self: &Arc<Self>, link: &[u8]) {
        // Locking ended every sign-in: none waits for it.
        if self.lock.is_on() {
            return;
        }
        let callback = self.signing_in.lock().flows.read(link);
        let step = self.step(callback.map_or(Event::BadCallback, Event::Callback));
        if step.moved || step.was_late {
            self.host.bring_to_front();
        }
        self.follow(step.work).await;
    }

    /// The connection that a sign-in is to renew: at this payer, and nobody else's (T5).
    async fn renewal(&self, payer: &str, connection: &str) -> Result<Renewal, AppError> {
        let record = self.connection_record(connection).await?;
        if record.payer != payer {
            return Err(error::not_found());
        }
        Ok(Renewal { connection: record.id, patient: record.patient })
    }

    fn attempt(&self, flow: &FlowId) -> Result<ConnectAttempt, AppError> {
        self.signing_in.lock().flows.get(flow).map(Flow::attempt).ok_or_else(error::not_found)
    }

    /// The payer's page of a sign-in that still waits for its answer. Later it would ask for one that nobody takes.
    fn page(&self, flow: &FlowId) -> Result<AuthorizationUrl, AppError> {
        if !matches!(self.attempt(flow)?.stage, ConnectStage::Waiting { .. }) {
            return Err(error::not_found());
        }
        self.signing_in.lock().asides.get(flow).map(|aside| aside.page.clone()).ok_or_else(error::not_found)
    }
}
