//! Turns the errors of signing in into what the web view can write a sentence for. No `match` over a kind of error has a
//! wildcard here, so a new kind does not go out without its sentence.

use super::TokenError;
use super::callback::{CallbackError, Refusal};
use super::token::{RefusalCode, TokenEndpointError};
use crate::http::HttpError;
use crate::ipc::{AppError, ErrorCode, Retry};
use crate::secret::SecretError;

fn problem(code: ErrorCode, retry: Retry, detail: Option<String>) -> AppError {
    AppError { code, retry, detail }
}

/// An exchange that failed as such. A FHIR request knows better what 400 and 403 mean.
#[must_use]
pub fn of_http(error: HttpError) -> AppError {
    let (code, retry) = match error {
        HttpError::Unreachable => (ErrorCode::Offline, Retry::Now),
        HttpError::TimedOut => (ErrorCode::PayerTimedOut, Retry::Later),
        HttpError::Status { .. } | HttpError::Broken => (ErrorCode::PayerUnavailable, Retry::Later),
        HttpError::Redirected | HttpError::AddressRefused => (ErrorCode::PayerLeftItsAddress, Retry::Never),
        HttpError::TooLarge => (ErrorCode::PayerTooLarge, Retry::Never),
        HttpError::Unreadable => (ErrorCode::PayerUnreadable, Retry::Later),
    };
    let detail = if let HttpError::Status { status, .. } = error { Some(format!("status {status}")) } else { None };
    problem(code, retry, detail)
}

/// A keychain that could not be used.
#[must_use]
pub fn of_secret(error: SecretError) -> AppError {
    match error {
        SecretError::Locked => problem(ErrorCode::KeychainLocked, Retry::Now, None),
        SecretError::Missing => problem(ErrorCode::KeychainMissing, Retry::Never, None),
        SecretError::Denied => problem(ErrorCode::KeychainDenied, Retry::Now, None),
        SecretError::TimedOut => problem(ErrorCode::KeychainTimedOut, Retry::Now, None),
        SecretError::NotKept => problem(ErrorCode::KeychainDenied, Retry::Now, Some("not kept".to_owned())),
    }
}

/// No access token.
#[must_use]
pub fn of_token(error: &TokenError) -> AppError {
    match error {
        TokenError::SignInNeeded => problem(ErrorCode::SignInNeeded, Retry::SignIn, None),
        TokenError::Unavailable(error) => of_http(*error),
        TokenError::AppRefused => problem(ErrorCode::AppNotRegistered, Retry::Never, None),
        TokenError::Kept(error) => of_secret(*error),
    }
}

/// A pasted address that is no answer.
#[must_use]
pub fn of_callback(error: CallbackError) -> AppError {
    problem(ErrorCode::AnswerUnreadable, Retry::Now, Some(error.to_string()))
}

/// A code that brought no token.
#[must_use]
pub fn of_token_endpoint(error: &TokenEndpointError) -> AppError {
    match error {
        // RFC 6749, 5.2, lets one code stand for both.
        TokenEndpointError::InvalidGrant { description } if speaks_of_redirect(description.as_deref()) => {
            problem(ErrorCode::RedirectNotRegistered, Retry::Never, Some("invalid_grant".to_owned()))
        }
        TokenEndpointError::InvalidGrant { .. } => {
            problem(ErrorCode::SignInRefused, Retry::SignIn, Some("invalid_grant".to_owned()))
        }
        TokenEndpointError::Refused { code, description } => {
            let sentence = match code {
                RefusalCode::InvalidClient | RefusalCode::UnauthorizedClient => ErrorCode::AppNotRegistered,
                RefusalCode::InvalidScope => ErrorCode::ScopeRefused,
                RefusalCode::InvalidRequest if speaks_of_redirect(description.as_deref()) => {
                    ErrorCode::RedirectNotRegistered
                }
                RefusalCode::Other(code) if is_redirect(code) => ErrorCode::RedirectNotRegistered,
                RefusalCode::AccessDenied if speaks_of_eligibility(description.as_deref()) => ErrorCode::NotEligible,
                RefusalCode::AccessDenied
                | RefusalCode::InvalidRequest
                | RefusalCode::UnsupportedGrantType
                | RefusalCode::UnsupportedTokenType
                | RefusalCode::Other(_) => ErrorCode::SignInRefused,
            };
            problem(sentence, Retry::Never, Some(code.to_string()))
        }
        TokenEndpointError::Unavailable(error) => of_http(*error),
    }
}

/// What an error answer in the browser means; `None` where the member said no, which is not an error.
pub(super) fn of_refusal(refusal: &Refusal) -> Option<AppError> {
    let detail = Some(super::text::plain(&refusal.error, 60));
    Some(match refusal.error.as_str() {
        "access_denied" if speaks_of_eligibility(refusal.description.as_deref()) => {
            problem(ErrorCode::NotEligible, Retry::Never, detail)
        }
        "access_denied" => return None,
        "invalid_client" | "unauthorized_client" => problem(ErrorCode::AppNotRegistered, Retry::Never, detail),
        "invalid_scope" => problem(ErrorCode::ScopeRefused, Retry::Never, detail),
        "invalid_request" if speaks_of_redirect(refusal.description.as_deref()) => {
            problem(ErrorCode::RedirectNotRegistered, Retry::Never, detail)
        }
        code if is_redirect(code) => problem(ErrorCode::RedirectNotRegistered, Retry::Never, detail),
        "server_error" | "temporarily_unavailable" => problem(ErrorCode::PayerUnavailable, Retry::Later, detail),
        _ => problem(ErrorCode::SignInRefused, Retry::SignIn, detail),
    })
}

/// Members of plans that no rule obliges to answer are told `access_denied` with a word on eligibility.
fn speaks_of_eligibility(description: Option<&str>) -> bool {
    description.is_some_and(|words| words.to_ascii_lowercase().contains("eligib"))
}

/// RFC 6749, 3.1.2.4: a server that does not know a redirect URI shows its own page and sends nobody back. Some do send
/// back, with a code of their own or with words.
fn is_redirect(code: &str) -> bool {
    matches!(code, "redirect_uri_mismatch" | "invalid_redirect_uri")
}

fn speaks_of_redirect(description: Option<&str>) -> bool {
    description.is_some_and(|words| words.to_ascii_lowercase().contains("redirect"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(error: &str, description: Option<&str>) -> Option<ErrorCode> {
        let refusal = Refusal { error: error.to_owned(), description: description.map(str::to_owned) };
        of_refusal(&refusal).map(|problem| problem.code)
    }

    #[test]
    fn a_member_who_said_no_is_told_from_one_whose_plan_is_not_served() {
        assert_eq!(refused("access_denied", None), None);
        assert_eq!(refused("access_denied", Some("The user denied the request")), None);
        assert_eq!(refused("access_denied", Some("Member eligibility failed")), Some(ErrorCode::NotEligible));
        assert_eq!(refused("access_denied", Some("Member not ELIGIBLE")), Some(ErrorCode::NotEligible));
    }

    #[test]
    fn other_refusals_have_sentences_of_their_own() {
        assert_eq!(refused("unauthorized_client", None), Some(ErrorCode::AppNotRegistered));
        assert_eq!(refused("invalid_scope", None), Some(ErrorCode::ScopeRefused));
        assert_eq!(refused("temporarily_unavailable", None), Some(ErrorCode::PayerUnavailable));
        assert_eq!(refused("login_required", None), Some(ErrorCode::SignInRefused));
        assert_eq!(refused("redirect_uri_mismatch", None), Some(ErrorCode::RedirectNotRegistered));
        assert_eq!(refused("invalid_request", Some("Unknown redirect_uri")), Some(ErrorCode::RedirectNotRegistered));
        assert_eq!(refused("invalid_request", Some("no PKCE")), Some(ErrorCode::SignInRefused));
    }
}
