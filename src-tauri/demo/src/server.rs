//! Starting and stopping a plan on a loopback port.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{RawQuery, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::{HeaderMap, StatusCode, header};
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;

use crate::authorization::{authorize, revoke, token};
use crate::data::explanation::{claim_id, claim_index};
use crate::data::money::Cents;
use crate::options::Options;
use crate::pages::{self, STYLE, Words};
use crate::plan::Plan;
use crate::profile::{self, Profile};
use crate::seen::{Seen, Undocumented};
use crate::switches::{Fault, Switches};
use crate::{directory, faults, fhir, gzip, portal, switches_api};

/// How long a stop waits for answers under way.
const PATIENCE: Duration = Duration::from_secs(1);

/// A running demo plan. Dropping it stops it.
pub struct Running {
    plan: Arc<Plan>,
    stop: watch::Sender<bool>,
    task: Option<JoinHandle<()>>,
}

/// Where a running plan's endpoints are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The authorization endpoint.
    pub authorize: Url,
    /// The token endpoint.
    pub token: Url,
    /// The revocation endpoint.
    pub revoke: Option<Url>,
    /// The FHIR base.
    pub fhir: Url,
    /// The public directory's base, where the profile has one.
    pub directory: Option<Url>,
    /// The member portal.
    pub portal: Url,
}

/// Starts a plan on 127.0.0.1.
///
/// # Errors
/// Where no port can be opened, or the state file cannot be read or written.
pub async fn start(options: Options) -> io::Result<Running> {
    let listener = listen(options.port).await?;
    let port = listener.local_addr()?.port();
    let origin = Url::parse(&format!("http://127.0.0.1:{port}"))
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let plan = tokio::task::spawn_blocking(move || Plan::new(options, origin)).await.map_err(io::Error::other)??;
    let plan = Arc::new(plan);
    let (stop, stopped) = watch::channel(false);
    let router = router(Arc::clone(&plan), stopped.clone());
    let task = tokio::spawn(async move {
        let mut graceful = stopped.clone();
        let serving = axum::serve(listener, router)
            .with_graceful_shutdown(async move { wait_for_stop(&mut graceful).await })
            .into_future();
        let mut stopped = stopped;
        tokio::select! {
            _ = serving => {}
            () = async {
                wait_for_stop(&mut stopped).await;
                tokio::time::sleep(PATIENCE).await;
            } => {}
        }
    });
    Ok(Running { plan, stop, task: Some(task) })
}

async fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    if let Some(port) = port
        && let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
    {
        return Ok(listener);
    }
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
}

async fn wait_for_stop(stopped: &mut watch::Receiver<bool>) {
    // A sender that is gone is a stop, too.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

impl Running {
    /// `http://127.0.0.1:{port}/`.
    #[must_use]
    pub fn origin(&self) -> Url {
        self.plan.origin.clone()
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.origin();
        url.set_path(path);
        url
    }

    /// Where everything is: what to put in the place of a registry entry's addresses.
    #[must_use]
    pub fn addresses(&self) -> Addresses {
        Addresses {
            authorize: self.authorize(),
            token: self.token(),
            revoke: self.revoke(),
            fhir: self.fhir_base(),
            directory: self.directory(),
            portal: self.portal(),
        }
    }

    /// Whom it impersonates.
    #[must_use]
    pub fn profile(&self) -> &'static Profile {
        self.plan.options.profile
    }

    /// The authorization endpoint.
    #[must_use]
    pub fn authorize(&self) -> Url {
        self.url(self.profile().authorize)
    }

    /// The token endpoint.
    #[must_use]
    pub fn token(&self) -> Url {
        self.url(self.profile().token)
    }

    /// The revocation endpoint, where the profile has one.
    #[must_use]
    pub fn revoke(&self) -> Option<Url> {
        self.profile().revoke.map(|path| self.url(path))
    }

    /// The FHIR base, without a slash at its end unless it is the root.
    #[must_use]
    pub fn fhir_base(&self) -> Url {
        self.url(self.profile().fhir)
    }

    /// The public directory's base, where the profile has one.
    #[must_use]
    pub fn directory(&self) -> Option<Url> {
        self.profile().directory.map(|directory| self.url(directory.path))
    }

    /// The member portal.
    #[must_use]
    pub fn portal(&self) -> Url {
        self.url("/portal")
    }

    /// What can be made to go wrong.
    #[must_use]
    pub fn switches(&self) -> &Switches {
        &self.plan.switches
    }

    /// The newest requests, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Seen> {
        self.plan.log.newest()
    }

    /// The newest requests for something that the documents do not list, oldest first.
    #[must_use]
    pub fn undocumented(&self) -> Vec<Seen> {
        self.plan.log.newest().into_iter().filter(|seen| seen.undocumented).collect()
    }

    /// Forgets the requests so far.
    pub fn forget_requests(&self) {
        self.plan.log.clear();
    }

    /// Ends every access token; refresh tokens live on.
    pub fn expire_access_tokens(&self) {
        self.plan.state().expire_access();
    }

    /// Revokes every permission, as a member does in the portal.
    ///
    /// # Errors
    /// Where the state file cannot be written.
    pub fn revoke_all(&self) -> io::Result<()> {
        self.plan.change_state(crate::state::State::revoke_all)
    }

    /// Publishes a new claim and answers its FHIR id.
    #[must_use = "the id of the claim"]
    pub fn add_claim(&self) -> String {
        let at = self.plan.now();
        claim_id(self.plan.book_mut().add(at))
    }

    /// Which claims belong together, as FHIR ids: the truth that an app which groups them is held against.
    #[must_use]
    pub fn stories(&self) -> Vec<Vec<String>> {
        self.plan.book().stories().into_iter().map(|story| story.into_iter().map(claim_id).collect()).collect()
    }

    /// Publishes a new version of the claim with that FHIR id, with that many cents moved from the plan's part to the
    /// member's (back, where negative), as far as there are any. `false` where there is no such claim.
    pub fn change_claim(&self, id: &str, cents: i64) -> bool {
        let at = self.plan.now();
        claim_index(id).is_some_and(|index| self.plan.book_mut().change(index, Cents::new(cents), at))
    }

    /// The server's own clock, with the offset of the switches.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.plan.now()
    }

    /// Stops: answers under way have a second to end.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        if let Some(task) = self.task.take() {
            // A task that panicked has stopped, too.
            let _ = task.await;
        }
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running").field("origin", &self.plan.origin.as_str()).finish_non_exhaustive()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}

fn router(plan: Arc<Plan>, stopped: watch::Receiver<bool>) -> Router {
    let profile = plan.options.profile;
    let mut router = Router::new()
        .route("/style.css", get(style))
        .route(profile.authorize, get(authorize::show))
        .route("/oauth/sign-in", post(authorize::sign_in))
        .route("/oauth/consent", get(authorize::consent).post(authorize::decide))
        .route(profile.token, post(token::token))
        .route("/portal", get(portal::show))
        .route("/portal/sign-in", post(portal::sign_in))
        .route("/portal/sign-out", post(portal::sign_out))
        .route("/portal/revoke", post(portal::revoke))
        .merge(fhir_routes(profile))
        .fallback(fhir::unknown);
    if std::ptr::eq(profile, &profile::DEMO) {
        router = router.route("/oauth/authorize/", get(authorize::show));
    }
    if let Some(path) = profile.revoke {
        router = router.route(path, post(revoke::revoke));
    }
    if plan.options.switches {
        router = router.merge(switches_api::routes());
    }
    router
        .layer(from_fn_with_state(Arc::clone(&plan), directory::serve))
        .layer(from_fn(gzip::pack))
        .layer(from_fn_with_state((Arc::clone(&plan), stopped), misbehave))
        .layer(from_fn_with_state(Arc::clone(&plan), own_host_only))
        .layer(from_fn_with_state(Arc::clone(&plan), remember))
        .with_state(plan)
}

/// The FHIR API of a profile. A new resource type needs no route: what is served of it is for `fhir` to say.
fn fhir_routes(profile: &Profile) -> Router<Arc<Plan>> {
    let at = |path: &str| format!("{}{path}", profile.fhir);
    let mut router = Router::new()
        .route(&at("/{type}"), get(fhir::search))
        .route(&at("/{type}/_search"), post(fhir::post_search))
        .route(&at("/{type}/$match"), post(fhir::find_match))
        .route(&at("/{type}/{id}"), get(fhir::read))
        .route(&at("/{type}/{id}/_history/{version}"), get(fhir::vread));
    router = if profile.fhir.is_empty() {
        router.route("/", get(first_or_next_page))
    } else {
        router.route("/", get(first_page)).route(profile.fhir, get(fhir::next_page))
    };
    for path in ["/.well-known/smart-configuration", "/well-known/smart-configuration"] {
        router = match profile.smart {
            Some(own) if own == path => router.route(&at(path), get(fhir::metadata::smart_configuration)),
            _ => router.route(&at(path), get(fhir::not_discovered)),
        };
    }
    match profile.metadata {
        true => router.route(&at("/metadata"), get(fhir::metadata::capability_statement)),
        false => router.route(&at("/metadata"), get(fhir::not_discovered)),
    }
}

/// The root, where that is the FHIR base as well.
async fn first_or_next_page(plan: State<Arc<Plan>>, query: RawQuery, headers: HeaderMap) -> Response {
    match &query.0 {
        Some(_) => fhir::next_page(plan, query, headers).await,
        None => first_page(plan, headers).await,
    }
}

async fn first_page(State(plan): State<Arc<Plan>>, headers: HeaderMap) -> Response {
    let profile = plan.options.profile;
    let addresses = [
        ("FHIR R4", plan.fhir("")),
        ("authorize", plan.address(profile.authorize)),
        ("token", plan.address(profile.token)),
        ("revoke", profile.revoke.map(|path| plan.address(path)).unwrap_or_default()),
        ("client_id", plan.options.client_id.clone()),
    ];
    pages::start::page(Words::for_headers(&headers), &addresses).into_response(StatusCode::OK)
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "max-age=3600")], STYLE)
        .into_response()
}

/// Remembers every request and how it was answered.
async fn remember(State(plan): State<Arc<Plan>>, request: Request, next: Next) -> Response {
    let (method, uri) = (request.method().to_string(), request.uri().clone());
    let credentials = [header::AUTHORIZATION, header::COOKIE].iter().any(|name| request.headers().contains_key(name));
    let response = next.run(request).await;
    if !uri.path().starts_with("/_switches") {
        let query = uri.query().map(str::to_owned);
        let (status, undocumented) =
            (response.status().as_u16(), response.extensions().get::<Undocumented>().is_some());
        plan.log.add(Seen { method, path: uri.path().to_owned(), query, status, credentials, undocumented });
    }
    response
}

/// Refuses requests for other hosts: a page on the web that has its own name point to 127.0.0.1 gets nothing.
async fn own_host_only(State(plan): State<Arc<Plan>>, request: Request, next: Next) -> Response {
    let port = authorize::port(&plan);
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if host == format!("127.0.0.1:{port}") || host == format!("localhost:{port}") {
        next.run(request).await
    } else {
        StatusCode::MISDIRECTED_REQUEST.into_response()
    }
}

/// Applies the switches: latency, then whatever is to go wrong.
async fn misbehave(
    State((plan, mut stopped)): State<(Arc<Plan>, watch::Receiver<bool>)>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    if path.starts_with("/_switches") {
        return next.run(request).await;
    }
    let latency = plan.switches.latency();
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let Some(fault) = plan.switches.fault_for(&path) else { return next.run(request).await };
    if fault == Fault::Stall {
        wait_for_stop(&mut stopped).await;
    }
    if fault == Fault::TokenEnds {
        plan.state().expire_access();
        return next.run(request).await;
    }
    match faults::instead(&fault) {
        Some(response) => response,
        None => faults::spoil(&fault, next.run(request).await).await,
    }
}
