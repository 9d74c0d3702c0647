//! What token endpoints answer (RFC 6749, 5.1 and 5.2), read tolerantly.
//!
//! The payers' documents show an answer without `token_type`, broken JSON as its sample, and scopes in another case. So:
//! everything but `access_token` may be missing or of another type. And a refresh token is given up for one answer only,
//! status 400 with `invalid_grant` (T24): a gateway's web page, a fault or a busy server says nothing about it.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth2::basic::BasicTokenType;
use oauth2::{AccessToken, RefreshToken, Scope};
use secrecy::SecretString;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Value;

use super::scope::Scopes;
use super::text::plain;
use crate::http::HttpError;

/// What a sign-in or a refresh brought.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Opaque; never decoded.
    pub access_token: SecretString,
    /// Kept in the keychain. Absent where the payer gives none, and on most refreshes: the old one stays good then.
    pub refresh_token: Option<SecretString>,
    /// How long the access token lives from the moment it was asked for. `None` where that is not said or makes no
    /// sense; a 401 tells then.
    pub expires_in: Option<Duration>,
    /// The FHIR id of the patient.
    pub patient: Option<String>,
    /// What was granted of what was asked for.
    pub scopes: Scopes,
}

/// A token endpoint's answer as `oauth2` hands it on.
#[derive(Debug)]
pub(super) struct TokenAnswer {
    access_token: AccessToken,
    refresh_token: Option<RefreshToken>,
    expires_in: Option<Duration>,
    patient: Option<String>,
    scope: Option<String>,
    scopes: Option<Vec<Scope>>,
}

impl TokenAnswer {
    pub(super) fn into_grant(self, asked: &[String]) -> Grant {
        Grant {
            access_token: self.access_token.into_secret().into(),
            refresh_token: self.refresh_token.map(|token| token.into_secret().into()),
            expires_in: self.expires_in,
            patient: self.patient,
            scopes: Scopes::compare(asked, self.scope.as_deref()),
        }
    }
}

#[derive(serde::Deserialize)]
struct Wire {
    #[serde(default)]
    access_token: Value,
    #[serde(default)]
    token_type: Value,
    #[serde(default)]
    refresh_token: Value,
    #[serde(default)]
    expires_in: Value,
    #[serde(default)]
    patient: Value,
    #[serde(default)]
    scope: Value,
    #[serde(default)]
    id_token: Value,
}

impl<'de> Deserialize<'de> for TokenAnswer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wire = deserializer.deserialize_map(Object)?;
        let access_token = token(wire.access_token).ok_or_else(|| D::Error::custom("no access token"))?;
        // RFC 6749, 7.1: a token of a type that is not understood is not used. Some gateways say `BearerToken`.
        if !wire.token_type.as_str().is_none_or(|kind| kind.to_ascii_lowercase().starts_with("bearer")) {
            return Err(D::Error::custom("not a bearer token"));
        }
        let scope = scope(wire.scope);
        Ok(Self {
            access_token: AccessToken::new(access_token),
            refresh_token: token(wire.refresh_token).map(RefreshToken::new),
            expires_in: expires_in(&wire.expires_in),
            patient: patient(&wire.patient).or_else(|| patient_of_id_token(&wire.id_token)),
            scopes: scope.as_ref().map(|scope| scope.split_whitespace().map(|one| Scope::new(one.into())).collect()),
            scope,
        })
    }
}

/// Reads [`Wire`] from an object alone: what `serde` derives would take a list's elements in their order, too.
struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Wire;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Wire, A::Error> {
        Wire::deserialize(MapAccessDeserializer::new(map))
    }
}

/// Goes into a header, so only what a header can hold (RFC 6749, A.12).
fn token(value: Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() && text.bytes().all(|byte| (0x21..=0x7e).contains(&byte)) => Some(text),
        _ => None,
    }
}

/// A number of seconds, whole or not, as a number or as text.
fn expires_in(value: &Value) -> Option<Duration> {
    const A_YEAR: u64 = 365 * 24 * 60 * 60;
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let whole = text.split('.').next().unwrap_or_default();
    let seconds: u64 = whole.parse().ok()?;
    (seconds > 0).then(|| Duration::from_secs(seconds.min(A_YEAR)))
}

/// A FHIR id, as text, as a number, or behind `Patient/`.
fn patient(value: &Value) -> Option<String> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let id = text.strip_prefix("Patient/").unwrap_or(&text);
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    ((1..=128).contains(&id.len()) && id.bytes().all(fits)).then(|| id.to_owned())
}

/// The patient whom an id token names as `fhirUser` (SMART App Launch 2.2, "Scopes for requesting identity data"), where
/// the answer itself names none.
///
/// Its signature is not checked: it came from the token endpoint itself, over TLS (OpenID Connect Core, 3.1.3.7, 6), and
/// nothing is taken from it but an id to ask that same payer for, with a token that reaches one member's records alone.
fn patient_of_id_token(value: &Value) -> Option<String> {
    let claims = value.as_str()?.split('.').nth(1)?;
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
    let user = claims.get("fhirUser")?.as_str()?;
    // `Patient/1` or `https://payer.example/R4/Patient/1`; a `Practitioner` or a `RelatedPerson` is no patient.
    let (before, id) = user.rsplit_once('/')?;
    let is_patient = before == "Patient" || before.ends_with("/Patient");
    is_patient.then(|| patient(&Value::String(id.to_owned()))).flatten()
}

fn scope(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(scopes) => Some(scopes.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")),
        _ => None,
    }
}

impl serde::Serialize for TokenAnswer {
    /// Asked for by `oauth2`'s trait; tokens are never written.
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("a token answer is not written"))
    }
}

impl oauth2::TokenResponse for TokenAnswer {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &BasicTokenType::Bearer
    }

    fn expires_in(&self) -> Option<Duration> {
        self.expires_in
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        self.scopes.as_ref()
    }
}

/// Why a token endpoint gave no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenEndpointError {
    /// Status 400 with `invalid_grant`: the code or the refresh token is refused for good.
    #[error("the token endpoint refused the grant")]
    InvalidGrant {
        /// The payer's words.
        description: Option<String>,
    },
    /// The request was refused for another reason, and would be again.
    #[error("the token endpoint refused the request: {code}")]
    Refused {
        /// Why.
        code: RefusalCode,
        /// The payer's words.
        description: Option<String>,
    },
    /// No answer that says anything about the grant.
    #[error("the token endpoint could not be used")]
    Unavailable(#[from] HttpError),
}

/// An OAuth error code (RFC 6749, 5.2; RFC 7009, 2.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusalCode {
    /// `invalid_client`.
    InvalidClient,
    /// `unauthorized_client`.
    UnauthorizedClient,
    /// `invalid_scope`.
    InvalidScope,
    /// `invalid_request`.
    InvalidRequest,
    /// `unsupported_grant_type`.
    UnsupportedGrantType,
    /// `unsupported_token_type`, from a revocation endpoint.
    UnsupportedTokenType,
    /// `access_denied`.
    AccessDenied,
    /// Another code, made of letters, digits, `_`, `-` and `.`, cut short.
    Other(String),
}

impl std::fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::InvalidClient => "invalid_client",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::InvalidScope => "invalid_scope",
            Self::InvalidRequest => "invalid_request",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnsupportedTokenType => "unsupported_token_type",
            Self::AccessDenied => "access_denied",
            Self::Other(code) => code,
        })
    }
}

/// Sorts an answer by its status and, where it is a refusal, by its code. `Ok` means: read the body as a token answer.
pub(super) fn sort(
    status: u16,
    is_html: bool,
    retry_after: Option<Duration>,
    body: &[u8],
) -> Result<(), TokenEndpointError> {
    let unavailable = TokenEndpointError::Unavailable(HttpError::Status { status, retry_after });
    match status {
        // A gateway's page in place of an answer: maintenance, an outage.
        200..=299 if is_html => Err(unavailable),
        200..=299 => Ok(()),
        300..=399 => Err(HttpError::Redirected.into()),
        400 | 401 | 403 if !is_html => Err(read_refusal(status, body).unwrap_or(unavailable)),
        _ => Err(unavailable),
    }
}

/// Reads a whole answer as [`TokenEndpoint`](super::endpoint::TokenEndpoint) does, without a network.
///
/// # Errors
/// [`TokenEndpointError`].
pub fn read(status: u16, is_html: bool, body: &[u8], asked: &[String]) -> Result<Grant, TokenEndpointError> {
    sort(status, is_html, None, body)?;
    let answer: TokenAnswer = serde_json::from_slice(body).map_err(|_| HttpError::Unreadable)?;
    Ok(answer.into_grant(asked))
}

fn read_refusal(status: u16, body: &[u8]) -> Option<TokenEndpointError> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let description = body.get("error_description").and_then(Value::as_str);
    let description = description.map(|words| plain(words, 300)).filter(|words| !words.is_empty());
    let code = match body.get("error")?.as_str()? {
        "invalid_grant" if status == 400 => return Some(TokenEndpointError::InvalidGrant { description }),
        // Not by the book, so it ends nothing.
        "invalid_grant" => return None,
        // These say that the server is in trouble, whatever its status.
        "temporarily_unavailable" | "server_error" | "slow_down" => return None,
        "invalid_client" => RefusalCode::InvalidClient,
        "unauthorized_client" => RefusalCode::UnauthorizedClient,
        "invalid_scope" => RefusalCode::InvalidScope,
        "invalid_request" => RefusalCode::InvalidRequest,
        "unsupported_grant_type" => RefusalCode::UnsupportedGrantType,
        "unsupported_token_type" => RefusalCode::UnsupportedTokenType,
        "access_denied" => RefusalCode::AccessDenied,
        other => {
            let fits = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
            RefusalCode::Other(other.bytes().filter(fits).take(60).map(char::from).collect())
        }
    };
    Some(TokenEndpointError::Refused { code, description })
}

#[cfg(test)]
mod tests;
