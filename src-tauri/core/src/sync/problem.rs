//! What can go wrong in a sync, and what the screen is told of it.

use crate::{
    auth::problem::{of_http, of_secret},
    fhir::{client::FetchError, next_link::LinkRefused},
    http::HttpError,
    ipc::{AppError, ErrorCode, Retry},
    store::StoreError,
};

use super::limits::LimitReached;

/// Why a sync, or one kind of it, stopped.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The payer did not answer, or not usably.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// What came could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// One sync has taken as much as it may.
    #[error(transparent)]
    Limit(#[from] LimitReached),
    /// A search goes round in circles.
    #[error("the payer's pages go round in circles")]
    Circles,
    /// A search leads out of the payer's address.
    #[error(transparent)]
    Leaves(LinkRefused),
    /// The payer did not say whose records these are.
    #[error("the payer does not say whose records these are")]
    NoPatient,
    /// A part of this app stopped working.
    #[error("the app failed")]
    Crashed,
    /// The member stopped it. Not an error; it ends a sync like one.
    #[error("stopped")]
    Stopped,
}

impl SyncError {
    /// Whether the other kinds cannot go on either.
    #[must_use]
    pub fn ends_sync(&self) -> bool {
        match self {
            Self::Fetch(error) => match error {
                FetchError::SignInNeeded
                | FetchError::AppRefused
                | FetchError::Kept(_)
                | FetchError::Later
                | FetchError::Http(HttpError::Unreachable) => true,
                FetchError::Refused
                | FetchError::NotFound
                | FetchError::PageExpired
                | FetchError::Question { .. }
                | FetchError::Http(_)
                | FetchError::Page(_)
                | FetchError::Unreadable(_)
                | FetchError::Fault { .. }
                | FetchError::Unlisted(_)
                | FetchError::Address(_) => false,
            },
            Self::Circles | Self::Leaves(_) => false,
            Self::Store(_) | Self::Limit(_) | Self::NoPatient | Self::Crashed | Self::Stopped => true,
        }
    }

    /// As the screen is told, with the resource type that was asked for.
    #[must_use]
    pub fn to_app_error(&self, resource_type: Option<&str>) -> AppError {
        let (code, retry) = code(self);
        let detail = match (resource_type, remark(self)) {
            (Some(resource_type), Some(remark)) => Some(format!("{resource_type}: {remark}")),
            (Some(resource_type), None) => Some(resource_type.to_owned()),
            (None, remark) => remark,
        };
        AppError { code, retry, detail }
    }
}

/// The code of each cause: one match without a wildcard, so that a new cause does not compile without one.
fn code(error: &SyncError) -> (ErrorCode, Retry) {
    match error {
        SyncError::Fetch(error) => match error {
            FetchError::SignInNeeded => (ErrorCode::SignInNeeded, Retry::SignIn),
            FetchError::AppRefused => (ErrorCode::AppNotRegistered, Retry::Never),
            FetchError::Kept(error) => told(of_secret(*error)),
            FetchError::Refused => (ErrorCode::KindRefused, Retry::SignIn),
            FetchError::NotFound | FetchError::Question { .. } | FetchError::Unlisted(_) => {
                (ErrorCode::QuestionRefused, Retry::Later)
            }
            FetchError::PageExpired => (ErrorCode::PayerUnavailable, Retry::Now),
            // A web page in place of an answer: maintenance, a gateway.
            FetchError::Http(HttpError::Unreadable) => (ErrorCode::PayerUnavailable, Retry::Later),
            FetchError::Http(error) => told(of_http(*error)),
            FetchError::Later | FetchError::Fault { .. } => (ErrorCode::PayerUnavailable, Retry::Later),
            FetchError::Page(_) | FetchError::Unreadable(_) => (ErrorCode::PayerUnreadable, Retry::Later),
            FetchError::Address(_) => (ErrorCode::PayerLeftItsAddress, Retry::Never),
        },
        SyncError::Store(error) => match error {
            StoreError::InUse => (ErrorCode::InUse, Retry::Now),
            StoreError::WrongKey => (ErrorCode::WrongKey, Retry::Never),
            StoreError::Corrupt => (ErrorCode::StoreCorrupt, Retry::Never),
            StoreError::Newer { .. } => (ErrorCode::StoreNewer, Retry::Never),
            StoreError::DiskFull => (ErrorCode::DiskFull, Retry::Now),
            StoreError::ReadOnly => (ErrorCode::ReadOnly, Retry::Now),
            StoreError::NotFound => (ErrorCode::NotFound, Retry::Never),
            StoreError::Disk(_) | StoreError::Sql(_) => (ErrorCode::Unexpected, Retry::Now),
        },
        SyncError::Limit(LimitReached::Pages | LimitReached::Bytes) => (ErrorCode::PayerTooLarge, Retry::Now),
        SyncError::Limit(LimitReached::Time) => (ErrorCode::PayerTimedOut, Retry::Now),
        SyncError::Circles | SyncError::NoPatient => (ErrorCode::PayerUnreadable, Retry::Later),
        SyncError::Leaves(_) => (ErrorCode::PayerLeftItsAddress, Retry::Never),
        SyncError::Crashed | SyncError::Stopped => (ErrorCode::Unexpected, Retry::Now),
    }
}

fn told(error: AppError) -> (ErrorCode, Retry) {
    (error.code, error.retry)
}

/// What a help desk can use. All of these texts are ours, or codes that were checked to be codes.
fn remark(error: &SyncError) -> Option<String> {
    match error {
        SyncError::Fetch(FetchError::SignInNeeded | FetchError::Refused) => None,
        SyncError::Fetch(FetchError::Http(HttpError::Status { status, .. })) => Some(format!("status {status}")),
        SyncError::Store(StoreError::Sql(_) | StoreError::Disk(_)) => None,
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::page::PageError;

    #[test]
    fn what_the_screen_is_told() {
        let table = [
            (SyncError::Fetch(FetchError::Refused), "KindRefused SignIn Some(\"Coverage\")"),
            (SyncError::Fetch(FetchError::SignInNeeded), "SignInNeeded SignIn Some(\"Coverage\")"),
            (
                SyncError::Fetch(FetchError::Http(HttpError::Status { status: 503, retry_after: None })),
                "PayerUnavailable Later Some(\"Coverage: status 503\")",
            ),
            (
                SyncError::Fetch(FetchError::Http(HttpError::TooLarge)),
                "PayerTooLarge Never Some(\"Coverage: the body is too large\")",
            ),
            (
                SyncError::Fetch(FetchError::Question { status: 400 }),
                "QuestionRefused Later Some(\"Coverage: the payer did not accept the question, status 400\")",
            ),
            (
                SyncError::Fetch(FetchError::Page(PageError::NotABundle)),
                "PayerUnreadable Later Some(\"Coverage: the body is not a bundle\")",
            ),
            (
                SyncError::Leaves(LinkRefused::Host),
                "PayerLeftItsAddress Never Some(\"Coverage: the link points to another host\")",
            ),
            (
                SyncError::Fetch(FetchError::Fault { codes: "timeout".to_owned() }),
                "PayerUnavailable Later Some(\"Coverage: the payer answered with a fault: timeout\")",
            ),
        ];
        for (error, expected) in table {
            let AppError { code, retry, detail } = error.to_app_error(Some("Coverage"));
            assert_eq!(format!("{code:?} {retry:?} {detail:?}"), expected);
        }
        assert_eq!(SyncError::Store(StoreError::DiskFull).to_app_error(None).code, ErrorCode::DiskFull);
    }

    #[test]
    fn one_refused_kind_does_not_end_the_others() {
        assert!(!SyncError::Fetch(FetchError::Refused).ends_sync());
        assert!(!SyncError::Fetch(FetchError::Http(HttpError::TimedOut)).ends_sync());
        assert!(!SyncError::Circles.ends_sync());
        assert!(SyncError::Fetch(FetchError::SignInNeeded).ends_sync());
        assert!(SyncError::Fetch(FetchError::Http(HttpError::Unreachable)).ends_sync());
        assert!(SyncError::Store(StoreError::DiskFull).ends_sync());
    }
}
