//! The demo plan as a payer, and a member who signs in to it without a browser, by the same HTTP as one.

use std::sync::Arc;

use claimfolio_core::{
    auth::{
        authorization_url::AuthorizationRequest,
        endpoint::{OAuthClient, TokenEndpoint},
        kept::{KeptToken, Sealed},
        pkce::{Pkce, State},
        session::Session,
        token::Grant,
    },
    clock::{Clock, SystemClock},
    fhir::{
        client::{Client, Parts},
        next_link::{Base, ForeignLinks},
        supports::Supports,
    },
    http::{HttpClient, Timeouts},
    ipc::{DataKind, RecordKind, SyncStatus},
    payer::{DEMO, Payer, Registry, kind_of_scope, record_kind_of_scope},
    secret::{Memory, SecretError},
};
use claimfolio_demo::{Member, Options, Running, Seen};
use http::header;
use secrecy::SecretSlice;
use url::Url;

use crate::desk::{CONNECTION, Desk, NoPause};

/// Everything that the demo plan asks to be shared.
pub(crate) const ALL: [&str; 3] =
    ["patient/Patient.read", "patient/Coverage.read", "patient/ExplanationOfBenefit.read"];

/// A running plan with a member who has signed in to it.
pub(crate) struct DemoPlan {
    pub(crate) running: Running,
    pub(crate) patient: String,
    pub(crate) granted: Vec<DataKind>,
    pub(crate) records: Vec<RecordKind>,
    session: Session,
    payer: Payer,
}

/// Tokens in these tests fit into the keychain.
struct NothingSealed;

impl Sealed for NothingSealed {
    fn put(&self, _: &str, _: &[u8]) -> Result<(), SecretError> {
        Err(SecretError::NotKept)
    }

    fn get(&self, _: &str) -> Result<Option<SecretSlice<u8>>, SecretError> {
        Ok(None)
    }

    fn delete(&self, _: &str) -> Result<(), SecretError> {
        Ok(())
    }
}

impl DemoPlan {
    /// Starts a plan; the member shares these kinds and nothing else.
    pub(crate) async fn start(options: Options, member: Member, shared: &[&str]) -> Self {
        let running = claimfolio_demo::start(options).await.unwrap();
        let registry = Registry::shipped().unwrap().with_demo(&running.origin()).unwrap();
        let payer = registry.get(DEMO).unwrap().clone();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
        let (session, grant) = sign_in(&payer, member, shared, Arc::clone(&clock)).await;
        running.forget_requests();
        let scopes = &grant.scopes.granted;
        let granted = scopes.iter().filter_map(|scope| kind_of_scope(scope)).collect();
        let records = scopes.iter().filter_map(|scope| record_kind_of_scope(scope)).collect();
        Self { running, patient: grant.patient.unwrap(), granted, records, session, payer }
    }

    /// A plan with so many claims, of which everything is shared.
    pub(crate) async fn with_claims(claims: usize) -> Self {
        Self::start(Options { claims, ..Options::default() }, Member::Maria, &ALL).await
    }

    /// A desk with the connection that was just made.
    pub(crate) fn desk(&self) -> Desk {
        let mut desk = Desk::new(&self.patient, &self.granted);
        desk.records = self.records.clone();
        desk
    }

    pub(crate) async fn sync(&self, desk: &Desk) -> SyncStatus {
        let base = self.running.fhir_base();
        desk.sync(base.as_str(), Arc::new(self.session.clone()), Supports::of(&self.payer)).await
    }

    /// A FHIR client of the connection.
    pub(crate) fn client(&self) -> Client {
        Client::new(Parts {
            http: HttpClient::fhir(Timeouts::FHIR).unwrap(),
            base: Base::parse(self.running.fhir_base().as_str()).unwrap(),
            supports: Arc::new(Supports::of(&self.payer)),
            refused: Arc::default(),
            foreign_links: ForeignLinks::Refuse,
            tokens: Arc::new(self.session.clone()),
            clock: Arc::new(SystemClock::default()),
            pause: Arc::new(NoPause),
        })
    }

    /// What was asked of the FHIR server since the requests were last forgotten, as `GET Patient 200`.
    pub(crate) fn asked(&self) -> Vec<String> {
        let line = |seen: &Seen| {
            let what = match (seen.path.strip_prefix("/R4/"), &seen.query) {
                (Some(path), _) => path.split('/').next().unwrap().to_owned(),
                (None, _) => "page".to_owned(),
            };
            format!("{} {what} {}", seen.method, seen.status)
        };
        self.running.requests().iter().filter(|seen| seen.path.starts_with("/R4")).map(line).collect()
    }

    /// How often the token endpoint was asked.
    pub(crate) fn refreshes(&self) -> usize {
        self.running.requests().iter().filter(|seen| seen.path == "/oauth/token").count()
    }
}

/// Signs in as the browser and the app do together.
async fn sign_in(payer: &Payer, member: Member, shared: &[&str], clock: Arc<dyn Clock>) -> (Session, Grant) {
    let addresses = payer.addresses.as_ref().unwrap();
    let wants_records = shared.iter().any(|scope| record_kind_of_scope(scope).is_some());
    let optional: &[DataKind] = if wants_records { &[DataKind::Records] } else { &[] };
    let asked = payer.scopes_for(optional);
    let (pkce, state) = (Pkce::random(), State::random());
    let client_id = payer.registration.client_id().unwrap().to_owned();
    let request = AuthorizationRequest {
        endpoint: &addresses.authorize.url,
        client_id: &client_id,
        redirect: &payer.registration.redirect,
        scopes: &asked,
        state: &state,
        challenge: &pkce.challenge,
        audience: None,
    };
    let answer = consent(request.url().unwrap().expose(), member, shared).await;
    let parameter = |name: &str| answer.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
    assert_eq!(parameter("state"), state.expose());
    let endpoint = TokenEndpoint::new(
        HttpClient::token(Timeouts::TOKEN).unwrap(),
        Arc::clone(&clock),
        addresses.token.url.clone(),
        OAuthClient { id: client_id, kind: payer.registration.client, secret: None },
    );
    let asked_at = clock.monotonic();
    let code = parameter("code").into();
    let grant = endpoint.exchange(code, pkce.verifier, &payer.registration.redirect, &asked).await.unwrap();
    let kept = KeptToken::of(CONNECTION, Arc::new(Memory::default()), Arc::new(NothingSealed));
    let session = Session::resume(Arc::new(endpoint), kept, clock, asked);
    session.adopt(grant.clone(), asked_at).await.unwrap();
    (session, grant)
}

/// What the member does in the browser; answers where it is sent in the end.
async fn consent(authorize: &Url, member: Member, shared: &[&str]) -> Url {
    let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
    let page = browser.get(authorize.clone()).send().await.unwrap();
    let cookie = page.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let page = page.text().await.unwrap();
    let (token, request) = (hidden(&page, "token"), hidden(&page, "request"));
    let both = [("token", token.as_str()), ("request", request.as_str())];
    let send = |path: &str, fields: Vec<(&'static str, String)>| {
        let fields: Vec<_> = both.iter().map(|(name, value)| (*name, (*value).to_owned())).chain(fields).collect();
        browser.post(authorize.join(path).unwrap()).header(header::COOKIE, &cookie).form(&fields).send()
    };
    send("/oauth/sign-in", vec![("member", member.key().to_owned())]).await.unwrap();
    let mut decision = vec![("decision", "allow".to_owned())];
    decision.extend(shared.iter().map(|scope| ("scope", (*scope).to_owned())));
    let answer = send("/oauth/consent", decision).await.unwrap();
    Url::parse(answer.headers()[header::LOCATION].to_str().unwrap()).unwrap()
}

/// The value of a form's hidden field.
fn hidden(page: &str, name: &str) -> String {
    let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    field.split('"').next().unwrap().to_owned()
}
