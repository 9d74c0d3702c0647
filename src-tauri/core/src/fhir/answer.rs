//! What the members' client and the directories' make of an answer alike: its body read, its next link confined. Nothing
//! here sends anything or knows a token, so that sharing it cannot give a directory's client one.

use bytes::Bytes;

use crate::http::{HttpError, Response};

use super::{
    client::Next,
    next_link::{Base, FhirUrl, ForeignLinks},
    page::{Page, PageError},
};

/// Why a body gave nothing.
#[derive(Debug)]
pub(crate) enum NotRead {
    /// It did not come whole, or is none that is read.
    Http(HttpError),
    /// It is a web page.
    Html,
    /// It is not what was asked for.
    Page(PageError),
}

/// Reads a body of at most `limit` bytes. A large one takes a while to read; others and the screens go on meanwhile.
pub(crate) async fn read<T: Send + 'static>(
    response: Response,
    limit: u64,
    read: fn(&Bytes) -> Result<T, PageError>,
) -> Result<T, NotRead> {
    if response.is_html() {
        return Err(NotRead::Html);
    }
    let body = response.into_body(limit).map_err(NotRead::Http)?;
    let body = Bytes::from(body.read().await.map_err(NotRead::Http)?);
    let looks_like_html = body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<');
    match tokio::task::spawn_blocking(move || read(&body)).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(PageError::BrokenOff)) => Err(NotRead::Http(HttpError::Broken)),
        Ok(Err(PageError::NotJson)) if looks_like_html => Err(NotRead::Html),
        Ok(Err(error)) => Err(NotRead::Page(error)),
        Err(_) => Err(NotRead::Page(PageError::NotJson)),
    }
}

/// Where a search goes on after a page that came from `url` (T6).
pub(crate) fn next(base: &Base, url: &FhirUrl, page: &Page, foreign: ForeignLinks) -> Next {
    match page.next.as_deref() {
        None => Next::End,
        Some(link) => match base.confine(url, link, foreign) {
            Ok(next) => Next::At(next),
            Err(refused) => Next::Refused(refused),
        },
    }
}
