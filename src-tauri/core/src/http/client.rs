//! The clients.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use ::http::HeaderMap;
use ::http::header::CONTENT_TYPE;
use reqwest::tls::Version;

use super::{Body, HttpError, address_allowed, retry_after};
use crate::clock::Clock;

const USER_AGENT: &str = concat!("Claimfolio/", env!("CARGO_PKG_VERSION"));

/// How long a client waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection to stand, TLS included.
    pub connect: Duration,
    /// For the next piece of a body. Not for the first byte of an answer: a payer's first query may take a minute.
    pub idle: Duration,
    /// For a whole exchange, body included.
    pub overall: Duration,
}

impl Timeouts {
    /// For FHIR.
    pub const FHIR: Self =
        Self { connect: Duration::from_secs(10), idle: Duration::from_secs(30), overall: Duration::from_secs(120) };
    /// For token and revocation endpoints.
    pub const TOKEN: Self =
        Self { connect: Duration::from_secs(10), idle: Duration::from_secs(30), overall: Duration::from_secs(60) };
}

/// The TLS stack could not be set up: no client, no network.
#[derive(Debug, thiserror::Error)]
#[error("TLS could not be set up")]
pub struct NoTls(#[source] reqwest::Error);

/// An HTTP client that refuses what this app never wants: other schemes, redirects, cookies, `Referer`, codings other
/// than gzip, TLS below 1.2.
///
/// A system proxy is honoured for `https`, where it sees a host name and ciphertext only: without that, members behind
/// an office's proxy could not use the app. Requests to this computer never go to a proxy, which would see their
/// tokens in plain text; they have a client of their own, for which `localhost` is not looked up either.
#[derive(Debug, Clone)]
pub struct HttpClient {
    https: reqwest::Client,
    loopback: reqwest::Client,
    timeouts: Timeouts,
}

impl HttpClient {
    /// The client for FHIR. Connections are kept for the next page.
    ///
    /// # Errors
    /// [`NoTls`].
    pub fn fhir(timeouts: Timeouts) -> Result<Self, NoTls> {
        Self::build(timeouts, |builder| builder)
    }

    /// The client for token endpoints. Nothing is sent a second time by itself, and no connection is kept: a one-time
    /// code or refresh token must not be lost on a connection that has gone stale.
    ///
    /// # Errors
    /// [`NoTls`].
    pub fn token(timeouts: Timeouts) -> Result<Self, NoTls> {
        Self::build(timeouts, |builder| builder.retry(reqwest::retry::never()).pool_max_idle_per_host(0))
    }

    fn build(
        timeouts: Timeouts,
        adjust: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, NoTls> {
        let common = || {
            let builder = reqwest::Client::builder()
                .user_agent(USER_AGENT)
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .gzip(true)
                .connect_timeout(timeouts.connect)
                .timeout(timeouts.overall)
                .tls_version_min(Version::TLS_1_2);
            adjust(builder)
        };
        let this_computer =
            [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)].map(|host| SocketAddr::new(host, 0));
        Ok(Self {
            https: common().https_only(true).build().map_err(NoTls)?,
            loopback: common().no_proxy().resolve_to_addrs("localhost", &this_computer).build().map_err(NoTls)?,
            timeouts,
        })
    }

    /// Sends a request and waits for the head of its answer.
    ///
    /// # Errors
    /// [`HttpError::AddressRefused`] before anything is sent; [`HttpError::Redirected`] for any 3xx;
    /// [`HttpError::Unreachable`], [`HttpError::TimedOut`], [`HttpError::Broken`]. Any other status is an answer.
    pub async fn send(&self, request: reqwest::Request) -> Result<Response, HttpError> {
        if !address_allowed(request.url()) {
            return Err(HttpError::AddressRefused);
        }
        let client = if request.url().scheme() == "https" { &self.https } else { &self.loopback };
        let inner = client.execute(request).await.map_err(|error| read_error(&error))?;
        if inner.status().is_redirection() {
            return Err(HttpError::Redirected);
        }
        Ok(Response { inner, idle: self.timeouts.idle })
    }
}

fn read_error(error: &reqwest::Error) -> HttpError {
    if error.is_timeout() {
        HttpError::TimedOut
    } else if error.is_connect() {
        HttpError::Unreachable
    } else {
        HttpError::Broken
    }
}

/// The head of an answer; never a redirect.
#[derive(Debug)]
pub struct Response {
    inner: reqwest::Response,
    idle: Duration,
}

impl Response {
    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.inner.status().as_u16()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.inner.headers()
    }

    /// Whether the host says that it sent a web page. Gateways answer so, often with status 200.
    #[must_use]
    pub fn is_html(&self) -> bool {
        is_html(self.inner.headers())
    }

    /// The status as an error, unless it is 2xx.
    ///
    /// # Errors
    /// [`HttpError::Status`], with what `Retry-After` asks for.
    pub fn error_for_status(&self, clock: &dyn Clock) -> Result<(), HttpError> {
        if self.inner.status().is_success() {
            return Ok(());
        }
        Err(HttpError::Status { status: self.status(), retry_after: retry_after(self.inner.headers(), clock) })
    }

    /// The body, of which at most `limit` decompressed bytes are read.
    ///
    /// # Errors
    /// [`HttpError::TooLarge`] where the host announces more, [`HttpError::Unreadable`] for a coding other than gzip.
    pub fn into_body(self, limit: u64) -> Result<Body, HttpError> {
        Body::new(self.inner, limit, self.idle)
    }
}

fn is_html(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        let kind = value.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("application/xhtml+xml")
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use url::Url;

    use super::*;
    use crate::clock::ManualClock;
    use crate::http::TOKEN_LIMIT;
    use crate::http::testing::{Canned, FakeHost};

    fn get(address: &str) -> reqwest::Request {
        reqwest::Request::new(reqwest::Method::GET, Url::parse(address).unwrap())
    }

    fn client() -> HttpClient {
        HttpClient::fhir(Timeouts::FHIR).unwrap()
    }

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(plain).unwrap();
        encoder.finish().unwrap()
    }

    /// T7
    #[tokio::test]
    async fn no_redirect_is_followed_at_either_client() {
        for status in [300, 301, 302, 303, 304, 307, 308] {
            let canary = FakeHost::start(vec![Canned::json(200, "{}")]).await;
            let location = format!("http://{}/stolen", canary.address());
            let answers = vec![Canned::json(status, "{}").header("Location", &location); 2];
            let host = FakeHost::start(answers).await;
            for client in [client(), HttpClient::token(Timeouts::TOKEN).unwrap()] {
                let result = client.send(get(&host.url("/R4/Patient"))).await;
                assert_eq!(result.err(), Some(HttpError::Redirected), "{status}");
            }
            assert_eq!(host.requests().len(), 2, "{status}");
            assert_eq!(canary.requests().len(), 0, "{status}");
        }
    }

    /// T6
    #[tokio::test]
    async fn a_refused_address_gets_no_request() {
        for address in ["http://payer.example/R4", "http://127.0.0.2:1/", "ftp://payer.example/"] {
            assert_eq!(client().send(get(address)).await.err(), Some(HttpError::AddressRefused), "{address}");
        }
    }

    #[tokio::test]
    async fn an_answer_is_decompressed_and_a_request_names_only_the_app() {
        let host =
            FakeHost::start(vec![Canned::bytes(200, gzip(b"{\"a\":1}")).header("Content-Encoding", "gzip")]).await;
        let response = client().send(get(&host.url("/R4"))).await.unwrap();
        assert_eq!(response.into_body(64).unwrap().read().await.unwrap(), b"{\"a\":1}");
        let request = host.requests().remove(0);
        assert_eq!(request.header("user-agent"), Some(USER_AGENT));
        assert_eq!(request.header("accept-encoding"), Some("gzip"));
        assert_eq!(request.header("cookie"), None);
        assert_eq!(request.header("referer"), None);
    }

    /// T11
    #[tokio::test]
    async fn a_bomb_is_aborted_at_the_limit() {
        let bomb = gzip(&vec![b' '; 32 * 1024 * 1024]);
        assert!(bomb.len() < TOKEN_LIMIT as usize);
        let host = FakeHost::start(vec![Canned::bytes(200, bomb).header("Content-Encoding", "gzip")]).await;
        let mut body = client().send(get(&host.url("/"))).await.unwrap().into_body(TOKEN_LIMIT).unwrap();
        let mut seen = 0;
        let error = loop {
            match body.chunk().await {
                Ok(Some(piece)) => seen += piece.len(),
                Ok(None) => panic!("the bomb was read to its end"),
                Err(error) => break error,
            }
        };
        assert_eq!(error, HttpError::TooLarge);
        assert!(seen <= TOKEN_LIMIT as usize, "{seen}");
    }

    /// T11
    #[tokio::test]
    async fn a_body_at_its_limit_is_read_and_one_byte_more_is_not() {
        for (length, announced, whole) in
            [(100, true, true), (101, true, false), (100, false, true), (101, false, false)]
        {
            let mut canned = Canned::bytes(200, vec![b'x'; length]);
            if !announced {
                canned = canned.without_length();
            }
            let host = FakeHost::start(vec![canned]).await;
            let response = client().send(get(&host.url("/"))).await.unwrap();
            let read = match response.into_body(100) {
                Ok(body) => body.read().await,
                Err(error) => Err(error),
            };
            assert_eq!(read.map(|body| body.len()), if whole { Ok(length) } else { Err(HttpError::TooLarge) });
        }
    }

    #[tokio::test]
    async fn a_coding_that_was_not_asked_for_is_unreadable() {
        let host = FakeHost::start(vec![Canned::bytes(200, vec![1, 2, 3]).header("Content-Encoding", "br")]).await;
        let response = client().send(get(&host.url("/"))).await.unwrap();
        assert_eq!(response.into_body(64).err(), Some(HttpError::Unreadable));
    }

    #[tokio::test]
    async fn a_broken_gzip_body_is_broken() {
        let mut half = gzip(&[b'x'; 5000]);
        half.truncate(12);
        let host = FakeHost::start(vec![Canned::bytes(200, half).header("Content-Encoding", "gzip")]).await;
        let body = client().send(get(&host.url("/"))).await.unwrap().into_body(64_000).unwrap();
        assert_eq!(body.read().await, Err(HttpError::Broken));
    }

    #[tokio::test]
    async fn a_host_that_trickles_and_stops_is_given_up_after_the_idle_time() {
        let host = FakeHost::start(vec![Canned::bytes(200, b"{".to_vec()).promise(1000).hang()]).await;
        let patience = Timeouts { idle: Duration::from_millis(50), ..Timeouts::FHIR };
        let response = HttpClient::fhir(patience).unwrap().send(get(&host.url("/"))).await.unwrap();
        assert_eq!(response.into_body(64_000).unwrap().read().await, Err(HttpError::TimedOut));
    }

    #[tokio::test]
    async fn a_host_that_never_answers_is_given_up_after_the_overall_time() {
        let host = FakeHost::start(vec![Canned::silent()]).await;
        let patience = Timeouts { overall: Duration::from_millis(50), ..Timeouts::FHIR };
        let result = HttpClient::fhir(patience).unwrap().send(get(&host.url("/"))).await;
        assert_eq!(result.err(), Some(HttpError::TimedOut));
    }

    #[tokio::test]
    async fn a_host_that_is_not_there_is_unreachable() {
        let host = FakeHost::start(vec![]).await;
        let address = host.url("/");
        host.stop().await;
        assert_eq!(client().send(get(&address)).await.err(), Some(HttpError::Unreachable));
    }

    #[tokio::test]
    async fn a_fault_carries_what_retry_after_asks_for() {
        let host = FakeHost::start(vec![Canned::json(429, "{}").header("Retry-After", "7")]).await;
        let response = client().send(get(&host.url("/"))).await.unwrap();
        let clock = ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap());
        assert_eq!(
            response.error_for_status(&clock),
            Err(HttpError::Status { status: 429, retry_after: Some(Duration::from_secs(7)) })
        );
    }

    #[tokio::test]
    async fn a_web_page_is_told_by_its_content_type() {
        for (kind, html) in [("text/html; charset=utf-8", true), ("Text/HTML", true), ("application/json", false)] {
            let host = FakeHost::start(vec![Canned::bytes(200, b"<".to_vec()).header("Content-Type", kind)]).await;
            assert_eq!(client().send(get(&host.url("/"))).await.unwrap().is_html(), html, "{kind}");
        }
    }
}
