//! Refusals of the FHIR API: a status and an OperationOutcome.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use crate::data::json::Json;
use crate::seen::undocumented;

/// The media type of every answer.
pub(crate) const FHIR_JSON: &str = "application/fhir+json;charset=UTF-8";

/// A refusal.
#[derive(Debug)]
pub(crate) struct Outcome {
    status: StatusCode,
    code: &'static str,
    text: String,
    challenge: bool,
    undocumented: bool,
}

impl Outcome {
    fn new(status: StatusCode, code: &'static str, text: impl Into<String>) -> Outcome {
        Outcome { status, code, text: text.into(), challenge: false, undocumented: false }
    }

    /// 401: no token, or one that has ended (RFC 6750, 3).
    pub(crate) fn no_token(text: &str) -> Outcome {
        Outcome { challenge: true, ..Outcome::new(StatusCode::UNAUTHORIZED, "login", text) }
    }

    /// 403: the member did not share this kind of data, or it is somebody else's.
    pub(crate) fn forbidden(text: &str) -> Outcome {
        Outcome::new(StatusCode::FORBIDDEN, "forbidden", text)
    }

    pub(crate) fn not_found(text: impl Into<String>) -> Outcome {
        Outcome::new(StatusCode::NOT_FOUND, "not-found", text)
    }

    /// 400: a parameter that is not listed, or not in its form.
    pub(crate) fn invalid(text: impl Into<String>) -> Outcome {
        Outcome { undocumented: true, ..Outcome::new(StatusCode::BAD_REQUEST, "invalid", text) }
    }

    /// 404: a type or an interaction that is not listed.
    pub(crate) fn unlisted(text: impl Into<String>) -> Outcome {
        Outcome { undocumented: true, ..Outcome::not_found(text) }
    }

    /// Something that is listed and yet refused, with that status.
    pub(crate) fn refused(status: u16) -> Outcome {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::FORBIDDEN);
        Outcome::new(status, "not-supported", "this server does not do that")
    }

    /// 410: the link to a page has ended.
    pub(crate) fn gone(text: &str) -> Outcome {
        Outcome::new(StatusCode::GONE, "not-found", text)
    }
}

impl Outcome {
    /// The OperationOutcome.
    pub(crate) fn body(&self) -> String {
        Json::document(|outcome| {
            outcome.text("resourceType", "OperationOutcome");
            outcome.array("issue", |issues| {
                issues.element(|issue| {
                    issue.text("severity", "error");
                    issue.text("code", self.code);
                    issue.text("diagnostics", &self.text);
                });
            });
        })
    }
}

impl IntoResponse for Outcome {
    fn into_response(self) -> Response {
        let mut response = (self.status, [(header::CONTENT_TYPE, FHIR_JSON)], self.body()).into_response();
        if self.challenge {
            let challenge = HeaderValue::from_static("Bearer realm=\"Evergreen Demo Health\", error=\"invalid_token\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        if self.undocumented { undocumented(response) } else { response }
    }
}
