//! A host on loopback that answers as a test tells it to and counts what it was asked.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use http::{HeaderValue, StatusCode, header};
use tokio::{net::TcpListener, task::JoinHandle};

/// One question.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Path and query.
    pub(crate) target: String,
    /// The `Authorization` header.
    pub(crate) authorization: Option<String>,
    /// The body.
    pub(crate) body: String,
}

impl Asked {
    /// A field of the form in the body.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let mut fields = url::form_urlencoded::parse(self.body.as_bytes());
        fields.find(|(field, _)| field == name).map(|(_, value)| value.into_owned())
    }
}

/// The host. It stops when it is dropped.
pub(crate) struct Host {
    pub(crate) origin: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    task: JoinHandle<()>,
}

impl Host {
    /// Answers each question with what `answer` makes of it and of the host's own origin.
    pub(crate) async fn start(answer: impl Fn(&str, &Asked) -> Response + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (kept, own) = (Arc::clone(&asked), origin.clone());
        let answer = Arc::new(answer);
        let router = Router::new().fallback(move |request: Request| {
            let (answer, kept, own) = (Arc::clone(&answer), Arc::clone(&kept), own.clone());
            async move {
                let (head, body) = request.into_parts();
                let body = axum::body::to_bytes(body, 1024 * 1024).await.unwrap();
                let authorization = head.headers.get(header::AUTHORIZATION);
                let asked = Asked {
                    target: head.uri.to_string(),
                    authorization: authorization.map(|value| value.to_str().unwrap().to_owned()),
                    body: String::from_utf8_lossy(&body).into_owned(),
                };
                kept.lock().unwrap().push(asked.clone());
                answer(&own, &asked)
            }
        });
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { origin, asked, task }
    }

    /// Everything that was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// How many questions there were.
    pub(crate) fn questions(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A body of FHIR JSON.
pub(crate) fn fhir(body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, "application/fhir+json")], body.into()).into_response()
}

/// 10 MB of gzip that unpack to 10 GiB of spaces.
pub(crate) struct Bomb(Bytes);

impl Bomb {
    pub(crate) fn new() -> Self {
        // A full flush leaves blocks that can be repeated (RFC 1951): 640 times 16 MiB.
        let mut blocks = Vec::with_capacity(64 * 1024);
        flate2::Compress::new(flate2::Compression::best(), false)
            .compress_vec(&vec![b' '; 16 * 1024 * 1024], &mut blocks, flate2::FlushCompress::Full)
            .unwrap();
        Self(blocks.into())
    }

    pub(crate) fn answer(&self) -> Response {
        let header = Bytes::from_static(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
        let pieces = std::iter::once(header).chain(std::iter::repeat_n(self.0.clone(), 640));
        let mut response = fhir(Body::from_stream(stream::iter(pieces.map(Ok::<_, std::io::Error>))));
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        response
    }
}

/// A status and nothing else.
pub(crate) fn status(status: u16) -> Response {
    StatusCode::from_u16(status).unwrap().into_response()
}

/// A page of claims.
pub(crate) fn bundle(ids: impl IntoIterator<Item = u64>, next: Option<&str>) -> String {
    let entries: Vec<_> = ids.into_iter().map(|id| format!(r#"{{"resource":{}}}"#, claim(id))).collect();
    let link = next.map(|next| format!(r#","link":[{{"relation":"next","url":"{next}"}}]"#)).unwrap_or_default();
    format!(r#"{{"resourceType":"Bundle","type":"searchset","entry":[{}]{link}}}"#, entries.join(","))
}

/// A small claim.
pub(crate) fn claim(id: u64) -> String {
    let day = id % 28 + 1;
    format!(
        r#"{{"resourceType":"ExplanationOfBenefit","id":"{id}","status":"active","patient":{{"reference":"Patient/p"}},"billablePeriod":{{"start":"2024-03-{day:02}"}}}}"#
    )
}
