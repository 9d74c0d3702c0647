//! The client against a host that answers from a script.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use super::{
    backoff::Pause,
    client::{Client, FetchError, Next, Parts},
    next_link::{Base, ForeignLinks, LinkRefused},
    page::PageError,
    supports::{Listed, Supports},
};
use crate::{
    auth::{AccessToken, AccessTokens, TokenError},
    clock::ManualClock,
    http::{
        HttpClient, HttpError, Timeouts,
        testing::{Canned, FakeHost},
    },
};

/// Tokens `token-0`, `token-1` … up to a last one, after which the sign-in has ended.
struct Tokens {
    generation: AtomicU64,
    last: u64,
    unavailable: Mutex<Vec<HttpError>>,
}

impl Tokens {
    fn up_to(last: u64) -> Arc<Self> {
        Arc::new(Self { generation: AtomicU64::new(0), last, unavailable: Mutex::default() })
    }

    fn token(generation: u64) -> AccessToken {
        AccessToken { secret: format!("token-{generation}").into(), generation }
    }
}

#[async_trait::async_trait]
impl AccessTokens for Tokens {
    async fn current(&self) -> Result<AccessToken, TokenError> {
        Ok(Self::token(self.generation.load(Ordering::SeqCst)))
    }

    async fn renew(&self, stale: &AccessToken) -> Result<AccessToken, TokenError> {
        if let Some(error) = self.unavailable.lock().unwrap().pop() {
            return Err(TokenError::Unavailable(error));
        }
        if stale.generation >= self.last {
            return Err(TokenError::SignInNeeded);
        }
        self.generation.store(stale.generation + 1, Ordering::SeqCst);
        Ok(Self::token(stale.generation + 1))
    }
}

/// Waits not at all and remembers what it was asked for.
#[derive(Default)]
struct NoPause(Mutex<Vec<Duration>>);

#[async_trait::async_trait]
impl Pause for NoPause {
    async fn pause(&self, time: Duration) {
        self.0.lock().unwrap().push(time);
    }
}

struct Bench {
    client: Client,
    pauses: Arc<NoPause>,
}

impl Bench {
    fn new(host: &FakeHost) -> Self {
        Self::with(host, Tokens::up_to(9), false)
    }

    fn with(host: &FakeHost, tokens: Arc<Tokens>, search_by_post: bool) -> Self {
        let pauses = Arc::new(NoPause::default());
        let search = ["patient", "_count"].map(str::to_owned).to_vec();
        let supports = Supports::default().with(
            "ExplanationOfBenefit",
            Listed { read: true, vread: true, search, search_by_post, ..Listed::default() },
        );
        let client = Client::new(Parts {
            http: HttpClient::fhir(Timeouts::FHIR).unwrap(),
            base: Base::parse(&host.url("/R4")).unwrap(),
            supports: Arc::new(supports),
            refused: Arc::default(),
            foreign_links: ForeignLinks::Refuse,
            tokens,
            clock: Arc::new(ManualClock::at("2026-11-22T12:00:00Z".parse().unwrap())),
            pause: Arc::clone(&pauses) as Arc<dyn Pause>,
        });
        Self { client, pauses }
    }

    async fn search(&self) -> Result<(usize, Next), FetchError> {
        let search = self.client.ask("ExplanationOfBenefit", &[("patient", "a|b")])?;
        self.client.search(&search).await.map(|fetched| (fetched.page.resources.len(), fetched.next))
    }

    fn pauses(&self) -> usize {
        self.pauses.0.lock().unwrap().len()
    }
}

const EMPTY: &str = r#"{"resourceType":"Bundle","type":"searchset"}"#;
const ONE: &str =
    r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"ExplanationOfBenefit","id":"1"}}]}"#;

fn fhir(body: &str) -> Canned {
    Canned::bytes(200, body.as_bytes().to_vec()).header("Content-Type", "application/fhir+json;charset=UTF-8")
}

#[tokio::test]
async fn a_search_sends_the_token_the_listed_parameters_and_nothing_else() {
    let host = FakeHost::start(vec![fhir(ONE)]).await;
    assert_eq!(Bench::new(&host).search().await, Ok((1, Next::End)));
    let asked = host.requests().remove(0);
    assert_eq!(asked.head.lines().next(), Some("GET /R4/ExplanationOfBenefit?patient=a%7Cb HTTP/1.1"));
    assert_eq!(asked.header("authorization"), Some("Bearer token-0"));
    assert_eq!(asked.header("accept"), Some("application/fhir+json"));
    assert_eq!(asked.header("accept-encoding"), Some("gzip"));
}

#[tokio::test]
async fn a_search_that_is_refused_by_get_is_asked_by_post_from_then_on_where_that_is_listed() {
    for status in [400, 403, 405] {
        let host = FakeHost::start(vec![Canned::bytes(status, vec![]), fhir(ONE), fhir(ONE)]).await;
        let bench = Bench::with(&host, Tokens::up_to(9), true);
        assert_eq!(bench.search().await, Ok((1, Next::End)));
        assert_eq!(bench.search().await, Ok((1, Next::End)));
        let asked = host.requests();
        let lines: Vec<_> = asked.iter().map(|asked| asked.head.lines().next().unwrap()).collect();
        let post = "POST /R4/ExplanationOfBenefit/_search HTTP/1.1";
        assert_eq!(lines, ["GET /R4/ExplanationOfBenefit?patient=a%7Cb HTTP/1.1", post, post]);
        assert_eq!(asked[1].form(), [("patient".to_owned(), "a|b".to_owned())]);
    }
}

#[tokio::test]
async fn a_search_that_is_refused_either_way_is_refused() {
    let host = FakeHost::start(vec![Canned::bytes(403, vec![]), Canned::bytes(403, vec![])]).await;
    assert_eq!(Bench::with(&host, Tokens::up_to(9), true).search().await, Err(FetchError::Refused));
    let host = FakeHost::start(vec![Canned::bytes(403, vec![])]).await;
    assert_eq!(Bench::new(&host).search().await, Err(FetchError::Refused), "not listed, not tried");
}

#[tokio::test]
async fn what_the_payer_does_not_list_is_never_sent() {
    let host = FakeHost::start(vec![]).await;
    let bench = Bench::new(&host);
    let sorted = bench.client.ask("ExplanationOfBenefit", &[("patient", "1"), ("_sort", "created")]);
    assert!(matches!(sorted, Err(FetchError::Unlisted(_))), "{sorted:?}");
    assert!(matches!(bench.client.read("Patient", "1", None).await, Err(FetchError::Unlisted(_))));
    assert!(host.requests().is_empty());
}

#[tokio::test]
async fn a_resource_is_read_in_the_version_asked_for() {
    let body = r#"{"resourceType":"ExplanationOfBenefit","id":"7"}"#;
    let other = r#"{"resourceType":"Patient","id":"7"}"#;
    let host = FakeHost::start(vec![fhir(body), fhir(body), fhir(other), Canned::json(404, "{}")]).await;
    let client = Bench::new(&host).client;
    let read = |version| client.read("ExplanationOfBenefit", "7", version);
    assert_eq!(read(None).await.unwrap().id, "7");
    assert_eq!(read(Some("2")).await.unwrap().id, "7");
    assert!(matches!(read(None).await, Err(FetchError::Unreadable(_))));
    assert_eq!(read(None).await.map(|_| ()), Err(FetchError::NotFound));
    let lines: Vec<_> = host.requests().iter().map(|asked| asked.head.lines().next().unwrap().to_owned()).collect();
    assert_eq!(lines[0], "GET /R4/ExplanationOfBenefit/7 HTTP/1.1");
    assert_eq!(lines[1], "GET /R4/ExplanationOfBenefit/7/_history/2 HTTP/1.1");
}

#[tokio::test]
async fn a_token_that_died_is_renewed_once_and_the_question_asked_again() {
    let host = FakeHost::start(vec![Canned::json(401, "{}"), fhir(ONE)]).await;
    let bench = Bench::new(&host);
    assert_eq!(bench.search().await, Ok((1, Next::End)));
    assert_eq!(host.requests()[1].header("authorization"), Some("Bearer token-1"));
    assert_eq!(bench.pauses(), 0);
}

#[tokio::test]
async fn a_second_401_in_a_row_means_signing_in_again() {
    let host = FakeHost::start(vec![Canned::json(401, "{}"); 3]).await;
    assert_eq!(Bench::new(&host).search().await, Err(FetchError::SignInNeeded));
    assert_eq!(host.requests().len(), 2);
    let host = FakeHost::start(vec![Canned::json(401, "{}"); 3]).await;
    assert_eq!(Bench::with(&host, Tokens::up_to(0), false).search().await, Err(FetchError::SignInNeeded));
    assert_eq!(host.requests().len(), 1);
}

#[tokio::test]
async fn a_token_endpoint_that_is_down_is_no_lost_sign_in() {
    let host = FakeHost::start(vec![Canned::json(401, "{}"), Canned::json(401, "{}"), fhir(ONE)]).await;
    let tokens = Tokens::up_to(9);
    tokens.unavailable.lock().unwrap().push(HttpError::Status { status: 503, retry_after: None });
    let bench = Bench::with(&host, tokens, false);
    assert_eq!(bench.search().await, Ok((1, Next::End)));
    assert_eq!(bench.pauses(), 1);
}

#[tokio::test]
async fn a_refusal_is_final_and_costs_no_token() {
    let host = FakeHost::start(vec![Canned::json(403, "{}")]).await;
    assert_eq!(Bench::new(&host).search().await, Err(FetchError::Refused));
    assert_eq!(host.requests().len(), 1);
}

#[tokio::test]
async fn faults_that_pass_are_waited_out() {
    let html = || Canned::bytes(200, b"<!doctype html>".to_vec());
    let faults = [
        Canned::json(408, "{}"),
        Canned::json(429, "{}"),
        Canned::json(500, "{}"),
        Canned::json(503, "<html>"),
        html().header("Content-Type", "text/html"),
        html().header("Content-Type", "application/fhir+json"),
        fhir(&ONE[..40]),
        fhir(ONE).promise(10_000),
    ];
    for fault in faults {
        let host = FakeHost::start(vec![fault.clone(), fhir(ONE)]).await;
        let bench = Bench::new(&host);
        assert_eq!(bench.search().await, Ok((1, Next::End)), "{fault:?}");
        assert_eq!(bench.pauses(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_fault_that_stays_is_given_up_after_five_tries() {
    let host = FakeHost::start(vec![Canned::json(502, "{}"); 9]).await;
    let bench = Bench::new(&host);
    let fault = HttpError::Status { status: 502, retry_after: None };
    assert_eq!(bench.search().await, Err(FetchError::Http(fault)));
    assert_eq!((host.requests().len(), bench.pauses()), (5, 4));
}

#[tokio::test]
async fn retry_after_is_honoured_up_to_two_minutes() {
    let slow = Canned::json(429, "{}").header("Retry-After", "90");
    let host = FakeHost::start(vec![slow, fhir(ONE)]).await;
    let bench = Bench::new(&host);
    assert_eq!(bench.search().await, Ok((1, Next::End)));
    assert_eq!(*bench.pauses.0.lock().unwrap(), [Duration::from_secs(90)]);
    let host = FakeHost::start(vec![Canned::json(503, "{}").header("Retry-After", "121"), fhir(ONE)]).await;
    let bench = Bench::new(&host);
    assert_eq!(bench.search().await, Err(FetchError::Later));
    assert_eq!((host.requests().len(), bench.pauses()), (1, 0));
}

/// T7
#[tokio::test]
async fn a_redirect_is_an_error_and_is_not_tried_again() {
    for status in [301, 302, 303, 307, 308] {
        let canary = FakeHost::start(vec![fhir(ONE)]).await;
        let host = FakeHost::start(vec![Canned::json(status, "{}").header("Location", &canary.url("/R4"))]).await;
        assert_eq!(Bench::new(&host).search().await, Err(FetchError::Http(HttpError::Redirected)), "{status}");
        assert_eq!((host.requests().len(), canary.requests().len()), (1, 0), "{status}");
    }
}

#[tokio::test]
async fn an_expired_page_is_told_from_a_refused_question() {
    for status in [400, 404, 410] {
        let host = FakeHost::start(vec![Canned::json(status, "{}"); 2]).await;
        let bench = Bench::new(&host);
        assert_eq!(bench.search().await, Err(FetchError::Question { status }), "{status}");
        let next = bench.client.kept_link("/R4?_getpages=1").unwrap();
        assert_eq!(bench.client.page(&next).await.map(|_| ()), Err(FetchError::PageExpired), "{status}");
    }
}

/// T6
#[tokio::test]
async fn a_next_link_to_another_host_is_not_followed() {
    let canary = FakeHost::start(vec![]).await;
    let page = |link: &str| format!(r#"{{"resourceType":"Bundle","link":[{{"relation":"next","url":"{link}"}}]}}"#);
    let host = FakeHost::start(vec![fhir(&page(&canary.url("/R4?a"))), fhir(&page("/R4?a"))]).await;
    let bench = Bench::new(&host);
    assert_eq!(bench.search().await, Ok((0, Next::Refused(LinkRefused::Host))));
    assert!(matches!(bench.search().await, Ok((0, Next::At(_)))));
    assert!(canary.requests().is_empty());
}

#[tokio::test]
async fn a_body_that_is_no_bundle_is_told() {
    let fault = r#"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"too-costly"}]}"#;
    let remark = r#"{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"informational"}]}"#;
    let host =
        FakeHost::start(vec![fhir("{\"resourceType\":\"Patient\"}"), fhir(fault), fhir(remark), fhir(EMPTY)]).await;
    let bench = Bench::new(&host);
    assert_eq!(bench.search().await, Err(FetchError::Page(PageError::NotABundle)));
    assert_eq!(bench.search().await, Err(FetchError::Fault { codes: "too-costly".to_owned() }));
    assert_eq!(bench.search().await, Ok((0, Next::End)));
    assert_eq!(bench.search().await, Ok((0, Next::End)));
}
