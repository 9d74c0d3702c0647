//! What a member's browser and an app do, for the tests.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use claimfolio_demo::{Options, Running, start};
use jiff::Timestamp;
use jiff::civil::Date;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use serde_json::Value;
use url::Url;

pub(crate) const REDIRECT: &str = "org.claimfolio.desktop://oauth/callback";
pub(crate) const VERIFIER: &str = "eae64b84b53f479d92ab81dce7c8bbe608492951def502d84b4f0cd7";
pub(crate) const CHALLENGE: &str = "hI2vVv0Er_dHX9lUJo2O8lbFzkxfChVyM2WcHfODLnU";
pub(crate) const ALL_SCOPES: &str = "patient/Patient.read patient/Coverage.read patient/ExplanationOfBenefit.read";
pub(crate) const MARIA: &str = "4471029301";

/// A clock that a test moves.
#[derive(Clone, Default)]
pub(crate) struct Hands(Arc<AtomicI64>);

impl Hands {
    pub(crate) fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

/// Options with a fixed day, and a clock that stands still until it is moved.
pub(crate) fn options() -> (Options, Hands) {
    let hands = Hands::default();
    let moved = hands.clone();
    let noon: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
    let options = Options {
        today: Date::constant(2026, 11, 20),
        clock: Arc::new(move || Timestamp::from_second(noon.as_second() + moved.0.load(Ordering::Relaxed)).unwrap()),
        ..Options::default()
    };
    (options, hands)
}

pub(crate) async fn running() -> Running {
    start(options().0).await.unwrap()
}

pub(crate) fn client() -> Client {
    Client::builder().redirect(Policy::none()).build().unwrap()
}

/// The parameters of a good authorization request.
pub(crate) fn request(scope: &str) -> Vec<(&'static str, String)> {
    vec![
        ("response_type", "code".to_owned()),
        ("client_id", "claimfolio-demo".to_owned()),
        ("redirect_uri", REDIRECT.to_owned()),
        ("scope", scope.to_owned()),
        ("state", "a state".to_owned()),
        ("code_challenge", CHALLENGE.to_owned()),
        ("code_challenge_method", "S256".to_owned()),
    ]
}

/// A browser: one cookie, no script, redirects only where the test follows them.
pub(crate) struct Browser {
    http: Client,
    cookie: String,
}

impl Browser {
    pub(crate) fn new() -> Browser {
        Browser { http: client(), cookie: String::new() }
    }

    pub(crate) async fn get(&mut self, url: Url) -> Response {
        let response = self.http.get(url).header(COOKIE, &self.cookie).send().await.unwrap();
        self.keep_cookie(response)
    }

    pub(crate) async fn post(&mut self, url: Url, form: &[(&str, &str)]) -> Response {
        let response = self.http.post(url).header(COOKIE, &self.cookie).form(form).send().await.unwrap();
        self.keep_cookie(response)
    }

    fn keep_cookie(&mut self, response: Response) -> Response {
        if let Some(cookie) = response.headers().get(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
            self.cookie = cookie.split(';').next().unwrap().to_owned();
        }
        response
    }

    /// Opens a request and signs in: the address that the browser is sent to, and the hidden fields.
    pub(crate) async fn sign_in(&mut self, plan: &Running, scope: &str, member: &str) -> (String, Hidden) {
        let mut url = plan.authorize();
        url.query_pairs_mut().extend_pairs(request(scope));
        let page = self.get(url).await;
        assert_eq!(page.status(), 200);
        let hidden = Hidden::of(&page.text().await.unwrap());
        let form = [("token", hidden.token.as_str()), ("request", &hidden.request), ("member", member)];
        let answer = self.post(plan.origin().join("/oauth/sign-in").unwrap(), &form).await;
        (location(&answer), hidden)
    }

    /// Answers the consent page: where the browser is sent to.
    pub(crate) async fn answer(&mut self, plan: &Running, hidden: &Hidden, scopes: &[&str], decision: &str) -> String {
        let mut form = vec![("token", hidden.token.as_str()), ("request", &hidden.request), ("decision", decision)];
        form.extend(scopes.iter().map(|scope| ("scope", *scope)));
        let answer = self.post(plan.origin().join("/oauth/consent").unwrap(), &form).await;
        assert_eq!(answer.status(), 302);
        location(&answer)
    }
}

/// The hidden fields of a form.
pub(crate) struct Hidden {
    pub(crate) token: String,
    pub(crate) request: String,
}

impl Hidden {
    pub(crate) fn of(html: &str) -> Hidden {
        Hidden { token: field(html, "token").unwrap(), request: field(html, "request").unwrap_or_default() }
    }
}

pub(crate) fn field(html: &str, name: &str) -> Option<String> {
    let (_, rest) = html.split_once(&format!("name=\"{name}\" value=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

pub(crate) fn location(response: &Response) -> String {
    response.headers()[LOCATION].to_str().unwrap().to_owned()
}

/// The parameters that came back to the app.
pub(crate) fn returned(location: &str) -> HashMap<String, String> {
    assert!(location.starts_with(REDIRECT), "{location}");
    Url::parse(location).unwrap().query_pairs().into_owned().collect()
}

/// A code for a member who allows everything that was asked for.
pub(crate) async fn code(plan: &Running, scope: &str, member: &str) -> String {
    let mut browser = Browser::new();
    let (_, hidden) = browser.sign_in(plan, scope, member).await;
    let scopes: Vec<&str> = scope.split(' ').collect();
    returned(&browser.answer(plan, &hidden, &scopes, "allow").await).remove("code").unwrap()
}

/// Asks the token endpoint: status and body.
pub(crate) async fn token(plan: &Running, form: &[(&str, &str)]) -> (u16, Value) {
    let response = client().post(plan.token()).form(form).send().await.unwrap();
    assert_eq!(response.headers()["cache-control"], "no-store");
    (response.status().as_u16(), response.json().await.unwrap())
}

pub(crate) async fn exchange(plan: &Running, code: &str) -> (u16, Value) {
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", "claimfolio-demo"),
        ("redirect_uri", REDIRECT),
        ("code", code),
        ("code_verifier", VERIFIER),
    ];
    token(plan, &form).await
}

pub(crate) async fn refresh(plan: &Running, refresh_token: &str) -> (u16, Value) {
    token(plan, &[("grant_type", "refresh_token"), ("refresh_token", refresh_token)]).await
}

/// The tokens of a member who allows everything that was asked for.
pub(crate) async fn permitted(plan: &Running, scope: &str, member: &str) -> (String, String) {
    let (status, body) = exchange(plan, &code(plan, scope, member).await).await;
    assert_eq!(status, 200, "{body}");
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    (text("access_token"), text("refresh_token"))
}

/// Asks the FHIR API for a path below its base, or for a whole address.
pub(crate) async fn fhir(plan: &Running, access: &str, path: &str) -> Response {
    let address = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", plan.fhir_base()) };
    client().get(address).bearer_auth(access).send().await.unwrap()
}

pub(crate) async fn fhir_json(plan: &Running, access: &str, path: &str) -> Value {
    let response = fhir(plan, access, path).await;
    assert_eq!(response.status(), 200, "{path}");
    response.json().await.unwrap()
}

pub(crate) fn next_link(bundle: &Value) -> Option<String> {
    let links = bundle["link"].as_array().unwrap();
    links.iter().find(|link| link["relation"] == "next").map(|link| link["url"].as_str().unwrap().to_owned())
}

pub(crate) fn resources(bundle: &Value) -> Vec<Value> {
    let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
    entries.into_iter().map(|mut entry| entry["resource"].take()).collect()
}
