//! Asks a public directory: without a token, without a cookie, of its own address alone (T6, T7), and nothing that the
//! payer does not list.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use crate::{
    clock::Clock,
    fhir::{
        answer::{self, NotRead},
        backoff::{self, Pause},
        client::{FetchError, Fetched},
        next_link::{Base, FhirUrl, ForeignLinks},
        outcome::Outcome,
        page::Page,
        supports::Supports,
    },
    http::{HttpClient, HttpError, Timeouts},
};
use ::http::{HeaderValue, Method, header};

/// How long a directory is waited for.
pub const TIMEOUTS: Timeouts =
    Timeouts { connect: Duration::from_secs(10), idle: Duration::from_secs(20), overall: Duration::from_secs(60) };

/// The most that one page may hold, decompressed (T11). A search is not worth more.
const PAGE_LIMIT: u64 = 16 * 1024 * 1024;

/// How often a question is asked before it counts as failed. Somebody waits for the answer.
const TRIES: u32 = 2;

/// FHIR JSON (<https://hl7.org/fhir/R4/http.html#mime-type>).
const FHIR_JSON: HeaderValue = HeaderValue::from_static("application/fhir+json");

/// What a [`Client`] is made of.
pub struct Parts {
    /// The client for directories.
    pub http: HttpClient,
    /// The directory's address.
    pub base: Base,
    /// What the payer lists.
    pub supports: Arc<Supports>,
    /// For `Retry-After`.
    pub clock: Arc<dyn Clock>,
    /// For the wait before the second try.
    pub pause: Arc<dyn Pause>,
}

/// The client of one directory, for one search.
pub struct Client {
    parts: Parts,
    requests: AtomicU32,
}

enum Failed {
    Again(HttpError),
    Final(FetchError),
}

impl Client {
    /// A client.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self { parts, requests: AtomicU32::new(0) }
    }

    /// What the payer lists.
    #[must_use]
    pub fn supports(&self) -> &Supports {
        &self.parts.supports
    }

    /// Requests that were sent.
    #[must_use]
    pub fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }

    /// The first page of a search.
    ///
    /// # Errors
    /// [`FetchError::Unlisted`] where the payer does not list a parameter: nothing was sent then.
    pub async fn search(&self, resource_type: &str, parameters: &[(&str, &str)]) -> Result<Fetched, FetchError> {
        self.parts.supports.search(resource_type, parameters).map_err(FetchError::Unlisted)?;
        let url = self.parts.base.address(&[resource_type], parameters).map_err(FetchError::Address)?;
        self.fetch(url, false).await
    }

    /// A further page.
    ///
    /// # Errors
    /// [`FetchError::PageExpired`] where the directory has forgotten it; [`FetchError::Address`] where the link, which may
    /// have been kept, leads elsewhere.
    pub async fn page(&self, link: &str) -> Result<Fetched, FetchError> {
        let url = self.parts.base.confine_kept(link).map_err(FetchError::Address)?;
        self.fetch(url, true).await
    }

    async fn fetch(&self, url: FhirUrl, is_next: bool) -> Result<Fetched, FetchError> {
        let mut failed = 0;
        let page = loop {
            let problem = match self.exchange(&url, is_next).await {
                Ok(page) => break page,
                Err(Failed::Final(error)) => return Err(error),
                Err(Failed::Again(problem)) => problem,
            };
            failed += 1;
            tracing::debug!(failed, error = %problem, "a question to a directory failed");
            if failed >= TRIES {
                return Err(FetchError::Http(problem));
            }
            let retry_after = match problem {
                HttpError::Status { retry_after, .. } => retry_after,
                _ => None,
            };
            let wait = backoff::wait(failed, retry_after, rand::random()).ok_or(FetchError::Later)?;
            self.parts.pause.pause(wait).await;
        };
        if let Some(outcome) = page.instead_of_bundle().filter(|outcome| Outcome::is_fault(outcome)) {
            return Err(FetchError::Fault { codes: outcome.codes() });
        }
        let next = answer::next(&self.parts.base, &url, &page, ForeignLinks::Refuse);
        Ok(Fetched { url, page, next })
    }

    async fn exchange(&self, url: &FhirUrl, is_next: bool) -> Result<Page, Failed> {
        let mut request = reqwest::Request::new(Method::GET, url.as_url().clone());
        request.headers_mut().insert(header::ACCEPT, FHIR_JSON);
        self.requests.fetch_add(1, Ordering::Relaxed);
        let response = self.parts.http.send(request).await.map_err(http_failed)?;
        let status = response.status();
        match status {
            200..=299 => {}
            401 | 403 => return Err(Failed::Final(FetchError::Refused)),
            400 | 404 | 410 if is_next => return Err(Failed::Final(FetchError::PageExpired)),
            408 | 429 | 500 | 502..=599 => {
                let error = response.error_for_status(self.parts.clock.as_ref()).err();
                return Err(Failed::Again(error.unwrap_or(HttpError::Unreadable)));
            }
            _ => return Err(Failed::Final(FetchError::Question { status })),
        }
        answer::read(response, PAGE_LIMIT, Page::read).await.map_err(|problem| match problem {
            NotRead::Http(error) => http_failed(error),
            // Somebody waits for the answer: a web page is told of at once.
            NotRead::Html => Failed::Final(FetchError::Http(HttpError::Unreadable)),
            NotRead::Page(error) => Failed::Final(FetchError::Page(error)),
        })
    }
}

/// Whether asking again can help somebody who waits.
fn http_failed(error: HttpError) -> Failed {
    match error {
        HttpError::Status { .. } | HttpError::Broken => Failed::Again(error),
        // Who waited a minute is told so; who has no network as well.
        HttpError::Unreachable
        | HttpError::TimedOut
        | HttpError::Unreadable
        | HttpError::Redirected
        | HttpError::TooLarge
        | HttpError::AddressRefused => Failed::Final(FetchError::Http(error)),
    }
}
