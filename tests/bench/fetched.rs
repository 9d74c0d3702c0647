//! Pages from the demo plan, with the app's own HTTP client.

use bytes::Bytes;
use claimfolio_core::http::{FHIR_PAGE_LIMIT, HttpClient, Timeouts};
use claimfolio_tests::Result;
use reqwest::{
    Method, Request,
    header::{ACCEPT, AUTHORIZATION, HeaderValue},
};
use url::Url;

/// How far into a page its links stand at most.
const LINKS: usize = 4096;

/// Asks with a token, as a sync does.
pub(crate) struct Fetcher {
    http: HttpClient,
    bearer: HeaderValue,
}

impl Fetcher {
    pub(crate) fn new(access_token: &str) -> Result<Self> {
        let http = HttpClient::fhir(Timeouts::FHIR)?;
        Ok(Self { http, bearer: HeaderValue::from_str(&format!("Bearer {access_token}"))? })
    }

    /// A whole page.
    pub(crate) async fn page(&self, url: Url) -> Result<Bytes> {
        let mut whole = Vec::new();
        self.pieces(url, |piece| whole.extend_from_slice(piece)).await?;
        Ok(whole.into())
    }

    /// Reads a page to its end and throws it away, but for its first bytes: in them is the address of the next one.
    pub(crate) async fn pass(&self, url: Url) -> Result<Option<Url>> {
        let mut head = Vec::with_capacity(LINKS);
        self.pieces(url, |piece| head.extend(piece.iter().take(LINKS.saturating_sub(head.len())))).await?;
        next_link(&String::from_utf8_lossy(&head))
    }

    async fn pieces(&self, url: Url, mut each: impl FnMut(&[u8])) -> Result {
        let mut request = Request::new(Method::GET, url);
        request.headers_mut().insert(AUTHORIZATION, self.bearer.clone());
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/fhir+json"));
        let response = self.http.send(request).await?;
        if response.status() != 200 {
            return Err(format!("the plan answered with status {}", response.status()).into());
        }
        let mut body = response.into_body(FHIR_PAGE_LIMIT)?;
        while let Some(piece) = body.chunk().await? {
            each(&piece);
        }
        Ok(())
    }
}

/// The demo plan writes its links before its entries, `relation` before `url`.
fn next_link(head: &str) -> Result<Option<Url>> {
    let Some((_, rest)) = head.split_once(r#""relation":"next","url":""#) else { return Ok(None) };
    let (url, _) = rest.split_once('"').ok_or("the next page's address is cut off")?;
    Ok(Some(Url::parse(url)?))
}
