//! Authorization: OAuth 2.0 with PKCE for a public client (RFC 6749, 7636, 8252).
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`flow`] | signing in, as a pure state machine |
//! | [`authorization_url`], [`pkce`], [`redirect`] | the way out: what the browser opens |
//! | [`callback`] | the way back: reading a link that anyone could have sent |
//! | [`endpoint`], [`token`], [`scope`] | the token endpoint: code, refresh, revocation; its answers read tolerantly |
//! | [`session`] | a connection's access tokens: one refresh at a time, early enough, safe against a crash |
//! | [`kept`] | what is kept of a sign-in, in the keychain |
//! | [`problem`] | what each failure is called towards the web view |

pub mod authorization_url;
pub mod callback;
pub mod endpoint;
pub mod flow;
pub mod kept;
pub mod pkce;
pub mod problem;
pub mod redirect;
pub mod scope;
pub mod session;
mod text;
pub mod token;

use secrecy::SecretString;

/// An access token with the number of the grant it came from, so that two callers can tell that one of them is late.
#[derive(Clone, Debug)]
pub struct AccessToken {
    /// Opaque; goes into one `Authorization` header and nowhere else.
    pub secret: SecretString,
    /// Grows with each refresh.
    pub generation: u64,
}

/// Why no access token could be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The payer refused the refresh token for good (`invalid_grant`), or there is none.
    #[error("the sign-in has ended")]
    SignInNeeded,
    /// The refresh failed in a way that says nothing about the sign-in (network, 408, 429, 5xx, HTML).
    #[error("the token endpoint could not be used")]
    Unavailable(#[source] crate::http::HttpError),
    /// The payer refused this app's registration (`invalid_client`, `unauthorized_client`), not the sign-in.
    #[error("the payer does not know this app")]
    AppRefused,
    /// The keychain or the store could not be read or written.
    #[error("the sign-in could not be read or kept")]
    Kept(#[source] crate::secret::SecretError),
}

/// Where the FHIR client gets its access tokens from. One per connection; callers may come at once.
#[async_trait::async_trait]
pub trait AccessTokens: Send + Sync {
    /// The token to use now; refreshed beforehand where it is about to run out.
    async fn current(&self) -> Result<AccessToken, TokenError>;
    /// A token newer than `stale`, which a server just answered with 401. However many callers bring the same stale
    /// token, one request is made.
    async fn renew(&self, stale: &AccessToken) -> Result<AccessToken, TokenError>;
}
