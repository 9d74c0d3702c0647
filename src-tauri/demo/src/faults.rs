//! Answers that go wrong.

use std::convert::Infallible;
use std::io::{self, Write as _};
use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::{StreamExt as _, stream};
use http::{HeaderValue, StatusCode, header};

use crate::fhir::outcome::FHIR_JSON;
use crate::switches::Fault;

/// Bytes that the bomb unpacks to at a time.
const MEBIBYTE: usize = 1024 * 1024;

/// An answer that needs no right one, or `None` where the fault spoils the right answer.
pub(crate) fn instead(fault: &Fault) -> Option<Response> {
    let fhir = |body: String| ([(header::CONTENT_TYPE, FHIR_JSON)], body).into_response();
    match fault {
        Fault::Status { status, retry_after } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let body = r#"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"transient"}]}"#;
            let mut response = (status, [(header::CONTENT_TYPE, FHIR_JSON)], body).into_response();
            if let Some(value) = retry_after.as_deref().and_then(|text| HeaderValue::from_str(text).ok()) {
                response.headers_mut().insert(header::RETRY_AFTER, value);
            }
            Some(response)
        }
        Fault::Html => {
            let body = "<!doctype html><html><body><h1>Service unavailable</h1></body></html>";
            Some(([(header::CONTENT_TYPE, "text/html")], body).into_response())
        }
        Fault::BadJson => Some(fhir(r#"{"resourceType":"Bundle","entry":[{"resource":{,}]"#.to_owned())),
        Fault::Body { body } => Some(fhir(body.clone())),
        Fault::GzipBomb { decoded_bytes } => Some(bomb(*decoded_bytes)),
        Fault::DeepNesting { levels } => {
            let (open, close) = ("[".repeat(*levels), "]".repeat(*levels));
            Some(fhir(format!(r#"{{"resourceType":"Bundle","type":"searchset","entry":{open}{close}}}"#)))
        }
        Fault::Redirect { status, location } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::FOUND);
            Some((status, [(header::LOCATION, location.as_str())]).into_response())
        }
        Fault::TokenEnds | Fault::Truncate { .. } | Fault::Stall | Fault::Drip { .. } | Fault::ContentType { .. } => {
            None
        }
    }
}

/// The right answer, spoilt.
pub(crate) async fn spoil(fault: &Fault, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    // The length that is promised is that of the whole body.
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let body = match fault {
        Fault::Truncate { at } => {
            let cut = bytes.slice(..bytes.len().min(*at));
            Body::from_stream(stream::once(async { Ok(cut) }).chain(stream::once(async {
                // What was sent leaves for the client before the connection is cut.
                tokio::task::yield_now().await;
                Err(io::Error::new(io::ErrorKind::ConnectionAborted, "cut off"))
            })))
        }
        Fault::Drip { bytes: size, every_ms } => drip(bytes, (*size).max(1), Duration::from_millis(*every_ms)),
        Fault::ContentType { content_type } => {
            if let Ok(value) = HeaderValue::from_str(content_type) {
                parts.headers.insert(header::CONTENT_TYPE, value);
            }
            Body::from(bytes)
        }
        _ => Body::from(bytes),
    };
    Response::from_parts(parts, body)
}

fn drip(bytes: Bytes, size: usize, every: Duration) -> Body {
    Body::from_stream(stream::unfold(bytes, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(every).await;
        let piece = rest.split_to(size.min(rest.len()));
        Some((Ok::<_, Infallible>(piece), rest))
    }))
}

fn bomb(decoded_bytes: u64) -> Response {
    let encoder = GzEncoder::new(Vec::new(), Compression::best());
    let pieces = decoded_bytes.div_ceil(MEBIBYTE as u64);
    let blanks = vec![b' '; MEBIBYTE];
    let body = stream::unfold((Some(encoder), pieces), move |(encoder, left)| {
        let piece = encoder.map(|mut encoder| {
            if left == 0 {
                return (encoder.finish().map(Bytes::from), None);
            }
            let written = encoder.write_all(&blanks);
            let packed = std::mem::take(encoder.get_mut());
            (written.map(|()| Bytes::from(packed)), Some(encoder))
        });
        async move { piece.map(|(packed, encoder)| (packed, (encoder, left.saturating_sub(1)))) }
    });
    ([(header::CONTENT_TYPE, FHIR_JSON), (header::CONTENT_ENCODING, "gzip")], Body::from_stream(body)).into_response()
}
