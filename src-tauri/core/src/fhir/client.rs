//! The FHIR client: reads, searches and pages of one connection, with a bearer token, to the payer's address alone.
//!
//! ```text
//! 2xx ──────────────► a page        401 ─► renew the token once ─► the same question ─► 401: sign in again
//! 403 ──────────────► refused       408, 429, 5xx, HTML, a broken body, no network ─► wait, ask again
//! 400, 404, 410 ────► a next page has expired; of anything else, the question is refused
//! 400, 403, 405 ────► to a search by GET: asked by POST from then on, where the payer lists that
//! 3xx ──────────────► an error (T7)
//! ```
//!
//! Dropping a future ends its question at once; nothing is kept here between questions.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use ::http::{HeaderValue, Method, header};
use bytes::Bytes;
use secrecy::ExposeSecret;
use zeroize::Zeroizing;

use super::{
    answer::{self, NotRead},
    backoff::{self, Pause},
    next_link::{Base, FhirUrl, ForeignLinks, LinkRefused},
    page::{self, Page, PageError, Resource, Unreadable},
    supports::{Supports, Unlisted},
};
use crate::{
    auth::{AccessToken, AccessTokens, TokenError},
    clock::Clock,
    http::{FHIR_PAGE_LIMIT, HttpClient, HttpError},
    secret::SecretError,
};

/// How often one question is asked before it counts as failed.
const TRIES: u32 = 5;

/// FHIR JSON (<https://hl7.org/fhir/R4/http.html#mime-type>).
const FHIR_JSON: HeaderValue = HeaderValue::from_static("application/fhir+json");

/// Why a question to a FHIR server has no usable answer. Holds no address, no id and no text of the server's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The sign-in has ended, or a fresh token was refused too.
    #[error("the sign-in has ended")]
    SignInNeeded,
    /// The payer refused this app's registration when a token was to be renewed.
    #[error("the payer does not know this app")]
    AppRefused,
    /// The token could not be read or kept.
    #[error("the sign-in could not be read or kept")]
    Kept(#[source] SecretError),
    /// 403: the permission is missing. A fresh token would not help.
    #[error("the payer refused")]
    Refused,
    /// 404 or 410 to a read.
    #[error("the payer does not have it")]
    NotFound,
    /// 400, 404 or 410 to a next page: the search must start again.
    #[error("the next page has expired")]
    PageExpired,
    /// Another status of the 400s, or 501.
    #[error("the payer did not accept the question, status {status}")]
    Question {
        /// The status.
        status: u16,
    },
    /// What is left after all tries, or was not worth a second one.
    #[error(transparent)]
    Http(HttpError),
    /// The payer asked to be left alone for longer than a sync waits.
    #[error("the payer asks to come back later")]
    Later,
    /// The body is not a bundle.
    #[error(transparent)]
    Page(PageError),
    /// The one resource that was asked for cannot be read.
    #[error(transparent)]
    Unreadable(Unreadable),
    /// An OperationOutcome that reports a fault, with a status that reports none.
    #[error("the payer answered with a fault: {codes}")]
    Fault {
        /// Its codes.
        codes: String,
    },
    /// The payer does not list it; it was not sent.
    #[error(transparent)]
    Unlisted(Unlisted),
    /// The address would leave the payer's; nothing was sent.
    #[error(transparent)]
    Address(LinkRefused),
}

/// What a [`Client`] is made of.
pub struct Parts {
    /// The client for FHIR.
    pub http: HttpClient,
    /// The payer's FHIR address.
    pub base: Base,
    /// What the payer lists.
    pub supports: Arc<Supports>,
    /// What the payer was seen to refuse by GET.
    pub refused: Arc<RefusedGets>,
    /// What to do with next links to other hosts.
    pub foreign_links: ForeignLinks,
    /// The connection's tokens.
    pub tokens: Arc<dyn AccessTokens>,
    /// For `Retry-After`.
    pub clock: Arc<dyn Clock>,
    /// For the waits between tries.
    pub pause: Arc<dyn Pause>,
}

/// What a payer was seen to refuse by GET and to answer by POST. Kept between syncs, so that each asks once.
#[derive(Debug, Default)]
pub struct RefusedGets {
    /// Resource types that are searched by POST.
    searches: Mutex<BTreeSet<String>>,
    /// Resource types that are matched, not read.
    reads: Mutex<BTreeSet<String>>,
}

impl RefusedGets {
    fn has(types: &Mutex<BTreeSet<String>>, resource_type: &str) -> bool {
        types.lock().unwrap_or_else(PoisonError::into_inner).contains(resource_type)
    }

    fn add(types: &Mutex<BTreeSet<String>>, resource_type: &str) {
        types.lock().unwrap_or_else(PoisonError::into_inner).insert(resource_type.to_owned());
    }
}

/// The FHIR client of one connection.
pub struct Client {
    parts: Parts,
}

/// The first question of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Where its first page is, the whole question in the query. Names the page where a POST was sent, too.
    pub url: FhirUrl,
    resource_type: String,
    /// The same by POST, where the payer lists it: where to, and the form.
    post: Option<(FhirUrl, String)>,
}

/// Where a search goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Nowhere: this was the last page.
    End,
    /// Here.
    At(FhirUrl),
    /// Somewhere that is not asked (T6).
    Refused(LinkRefused),
}

/// A page that came.
#[derive(Debug)]
pub struct Fetched {
    /// Where it came from.
    pub url: FhirUrl,
    /// What it holds.
    pub page: Page,
    /// Where the search goes on.
    pub next: Next,
}

/// Who asks, as far as the meaning of a status depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    Read,
    Search,
    NextPage,
}

struct Question<'a> {
    url: &'a FhirUrl,
    /// What is posted; none: a GET.
    body: Option<Body<'a>>,
    asking: Asking,
}

#[derive(Clone, Copy)]
enum Body<'a> {
    /// Search parameters.
    Form(&'a str),
    /// FHIR JSON.
    Resource(&'a str),
}

enum Failed {
    Unauthorized,
    Again(HttpError),
    Final(FetchError),
}

impl Client {
    /// A client for one connection.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self { parts }
    }

    /// What the payer lists.
    #[must_use]
    pub fn supports(&self) -> &Supports {
        &self.parts.supports
    }

    /// Reads a link that was kept by an earlier sync, which the payer's address may have changed since.
    pub fn kept_link(&self, link: &str) -> Result<FhirUrl, LinkRefused> {
        self.parts.base.confine_kept(link)
    }

    /// The first question of a search.
    ///
    /// # Errors
    /// [`FetchError::Unlisted`] where the payer does not list a parameter.
    pub fn ask(&self, resource_type: &str, parameters: &[(&str, &str)]) -> Result<Search, FetchError> {
        let listed = self.parts.supports.search(resource_type, parameters).map_err(FetchError::Unlisted)?;
        let url = self.parts.base.address(&[resource_type], parameters).map_err(FetchError::Address)?;
        let post = if listed.search_by_post {
            let to = self.parts.base.address(&[resource_type, "_search"], &[]).map_err(FetchError::Address)?;
            Some((to, url.as_url().query().unwrap_or_default().to_owned()))
        } else {
            None
        };
        Ok(Search { url, resource_type: resource_type.to_owned(), post })
    }

    /// The first page of a search: by GET, and by POST where the payer lists that and refuses a GET.
    pub async fn search(&self, search: &Search) -> Result<Fetched, FetchError> {
        let post = search.post.as_ref().map(|(to, form)| (to, Body::Form(form)));
        let known = RefusedGets::has(&self.parts.refused.searches, &search.resource_type);
        if !(known && post.is_some()) {
            let page = self.read_page(&Question { url: &search.url, body: None, asking: Asking::Search }).await;
            match page {
                Err(FetchError::Refused | FetchError::Question { status: 400 | 405 }) if post.is_some() => {}
                page => return Ok(self.fetched(search.url.clone(), page?)),
            }
        }
        let (to, body) = post.map_or((&search.url, None), |(to, body)| (to, Some(body)));
        let page = self.read_page(&Question { url: to, body, asking: Asking::Search }).await?;
        RefusedGets::add(&self.parts.refused.searches, &search.resource_type);
        Ok(self.fetched(search.url.clone(), page))
    }

    /// Asks who a person is by what is known of them, `question` being a Parameters resource
    /// (<https://hl7.org/fhir/R4/patient-operation-match.html>). `None` where the payer knows nobody, or several.
    pub async fn find_match(&self, resource_type: &str, question: &str) -> Result<Option<Resource>, FetchError> {
        self.parts.supports.matches(resource_type).map_err(FetchError::Unlisted)?;
        let url = self.parts.base.address(&[resource_type, "$match"], &[]).map_err(FetchError::Address)?;
        let question = Question { url: &url, body: Some(Body::Resource(question)), asking: Asking::Search };
        let page = self.read_page(&question).await?;
        let mut found = page.resources.into_iter().filter(|resource| resource.resource_type == resource_type);
        Ok(found.next().filter(|_| found.next().is_none()))
    }

    /// A further page of a search.
    ///
    /// # Errors
    /// [`FetchError::PageExpired`] where the payer has forgotten it.
    pub async fn page(&self, url: &FhirUrl) -> Result<Fetched, FetchError> {
        let page = self.read_page(&Question { url, body: None, asking: Asking::NextPage }).await?;
        Ok(self.fetched(url.clone(), page))
    }

    /// Notes that the payer matches resources of this type and does not read them: they are not asked for by id again.
    pub fn note_unread(&self, resource_type: &str) {
        RefusedGets::add(&self.parts.refused.reads, resource_type);
    }

    /// One resource, a version of it where one is given.
    ///
    /// # Errors
    /// [`FetchError::NotFound`] where the payer does not have it, or is known not to read such.
    pub async fn read(&self, resource_type: &str, id: &str, version: Option<&str>) -> Result<Resource, FetchError> {
        self.parts.supports.read(resource_type, version.is_some()).map_err(FetchError::Unlisted)?;
        if RefusedGets::has(&self.parts.refused.reads, resource_type) {
            return Err(FetchError::NotFound);
        }
        let url = match version {
            Some(version) => self.parts.base.address(&[resource_type, id, "_history", version], &[]),
            None => self.parts.base.address(&[resource_type, id], &[]),
        };
        let url = url.map_err(FetchError::Address)?;
        let question = Question { url: &url, body: None, asking: Asking::Read };
        let resource = self.answer(&question, page::read_resource).await?.map_err(FetchError::Unreadable)?;
        if resource.resource_type == resource_type {
            Ok(resource)
        } else {
            Err(FetchError::Unreadable(Unreadable::NoType))
        }
    }

    async fn read_page(&self, question: &Question<'_>) -> Result<Page, FetchError> {
        let page = self.answer(question, Page::read).await?;
        match page.instead_of_bundle() {
            Some(outcome) if outcome.is_fault() => Err(FetchError::Fault { codes: outcome.codes() }),
            _ => Ok(page),
        }
    }

    fn fetched(&self, url: FhirUrl, page: Page) -> Fetched {
        let next = answer::next(&self.parts.base, &url, &page, self.parts.foreign_links);
        Fetched { url, page, next }
    }

    /// Asks until there is an answer that can be read, or a reason to stop.
    async fn answer<T: Send + 'static>(
        &self,
        question: &Question<'_>,
        read: fn(&Bytes) -> Result<T, PageError>,
    ) -> Result<T, FetchError> {
        let mut failed = 0;
        let mut refused: Option<AccessToken> = None;
        loop {
            let problem = match self.attempt(question, refused.as_ref(), read).await {
                Ok(answer) => return Ok(answer),
                Err((Failed::Final(error), _)) => return Err(error),
                Err((Failed::Unauthorized, Some(token))) if refused.is_none() => {
                    refused = Some(token);
                    continue;
                }
                Err((Failed::Unauthorized, _)) => return Err(FetchError::SignInNeeded),
                Err((Failed::Again(problem), _)) => problem,
            };
            failed += 1;
            // A token may well run out while a payer recovers.
            refused = None;
            tracing::debug!(failed, error = %problem, "a question to the payer failed");
            if failed >= TRIES {
                return Err(FetchError::Http(problem));
            }
            let retry_after = match problem {
                HttpError::Status { retry_after, .. } => retry_after,
                _ => None,
            };
            let wait = backoff::wait(failed, retry_after, rand::random()).ok_or(FetchError::Later)?;
            self.parts.pause.pause(wait).await;
        }
    }

    /// Asks once; on a failure with the token that was used.
    async fn attempt<T: Send + 'static>(
        &self,
        question: &Question<'_>,
        refused: Option<&AccessToken>,
        read: fn(&Bytes) -> Result<T, PageError>,
    ) -> Result<T, (Failed, Option<AccessToken>)> {
        let token = match refused {
            Some(stale) => self.parts.tokens.renew(stale).await,
            None => self.parts.tokens.current().await,
        };
        let token = token.map_err(|error| (token_failed(error), None))?;
        match self.exchange(question, &token, read).await {
            Ok(answer) => Ok(answer),
            Err(failed) => Err((failed, Some(token))),
        }
    }

    async fn exchange<T: Send + 'static>(
        &self,
        question: &Question<'_>,
        token: &AccessToken,
        read: fn(&Bytes) -> Result<T, PageError>,
    ) -> Result<T, Failed> {
        let response = self.parts.http.send(request(question, token)?).await.map_err(http_failed)?;
        let status = response.status();
        match status {
            200..=299 => {}
            401 => return Err(Failed::Unauthorized),
            403 => return Err(Failed::Final(FetchError::Refused)),
            400 | 404 | 410 if question.asking == Asking::NextPage => {
                return Err(Failed::Final(FetchError::PageExpired));
            }
            404 | 410 if question.asking == Asking::Read => return Err(Failed::Final(FetchError::NotFound)),
            408 | 429 | 500 | 502..=599 => {
                let error = response.error_for_status(self.parts.clock.as_ref()).err();
                return Err(Failed::Again(error.unwrap_or(HttpError::Unreadable)));
            }
            _ => return Err(Failed::Final(FetchError::Question { status })),
        }
        answer::read(response, FHIR_PAGE_LIMIT, read).await.map_err(|problem| match problem {
            NotRead::Http(error) => http_failed(error),
            // A gateway's page: what it hides may be there a moment later.
            NotRead::Html => Failed::Again(HttpError::Unreadable),
            NotRead::Page(error) => Failed::Final(FetchError::Page(error)),
        })
    }
}

/// The request. The token stands in one header, which no log shows.
fn request(question: &Question<'_>, token: &AccessToken) -> Result<reqwest::Request, Failed> {
    let method = if question.body.is_some() { Method::POST } else { Method::GET };
    let mut request = reqwest::Request::new(method, question.url.as_url().clone());
    let bearer = Zeroizing::new(format!("Bearer {}", token.secret.expose_secret()));
    let mut bearer = HeaderValue::from_str(&bearer).map_err(|_| Failed::Final(FetchError::SignInNeeded))?;
    bearer.set_sensitive(true);
    let headers = request.headers_mut();
    headers.insert(header::AUTHORIZATION, bearer);
    headers.insert(header::ACCEPT, FHIR_JSON);
    if let Some(body) = question.body {
        let (media_type, text) = match body {
            Body::Form(text) => (HeaderValue::from_static("application/x-www-form-urlencoded"), text),
            Body::Resource(text) => (FHIR_JSON, text),
        };
        headers.insert(header::CONTENT_TYPE, media_type);
        *request.body_mut() = Some(text.to_owned().into());
    }
    Ok(request)
}

fn token_failed(error: TokenError) -> Failed {
    match error {
        TokenError::SignInNeeded => Failed::Final(FetchError::SignInNeeded),
        // What a token endpoint misprints it misprints again; a web page of its is a status.
        TokenError::Unavailable(HttpError::Unreadable) => Failed::Final(FetchError::Page(PageError::NotJson)),
        TokenError::Unavailable(error) => http_failed(error),
        TokenError::AppRefused => Failed::Final(FetchError::AppRefused),
        TokenError::Kept(error) => Failed::Final(FetchError::Kept(error)),
    }
}

/// Whether asking again can help.
fn http_failed(error: HttpError) -> Failed {
    match error {
        HttpError::Unreachable
        | HttpError::TimedOut
        | HttpError::Status { .. }
        | HttpError::Broken
        | HttpError::Unreadable => Failed::Again(error),
        HttpError::Redirected | HttpError::TooLarge | HttpError::AddressRefused => {
            Failed::Final(FetchError::Http(error))
        }
    }
}
