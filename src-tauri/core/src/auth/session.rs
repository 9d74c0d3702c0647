//! A connection's access tokens (RFC 6749, 6).
//!
//! ```text
//! current(), renew() ──► a token that is good? ── yes ──► it
//!                              │ no
//!                              ▼
//!                        a refresh under way? ── yes ──► wait for its result
//!                              │ no
//!                              ▼
//!          a task of its own:  read the keychain ► POST ► keep a new refresh token ► share the result
//! ```
//!
//! - However many callers come at once, one request is made, and all get its result, good or bad (T26).
//! - The refresh is a task of its own: a caller that is cancelled does not tear it between receiving a token and keeping
//!   it (T25). [`Session::settled`] waits for it before the app ends.
//! - A token is used until shortly before its end by the monotonic clock; the wall clock is not asked (T21).
//! - The sign-in has ended when the token endpoint said `invalid_grant` with status 400 to the token that the keychain
//!   holds at that very moment, and for no other reason (T24).
//! - No payer of ours has been seen to send a new refresh token. Where one does, it replaces the old one; where none comes,
//!   the old one stays.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;

use super::endpoint::TokenEndpoint;
use super::kept::{KeptToken, NumberedToken};
use super::token::{Grant, RefusalCode, TokenEndpointError};
use super::{AccessToken, AccessTokens, TokenError};
use crate::clock::Clock;
use crate::http::HttpError;
use crate::secret::SecretError;

/// How long before its end a token is replaced. A tenth of its life where that is shorter.
const EARLY: Duration = Duration::from_secs(30);
/// The longest that a payer's `Retry-After` keeps this app from asking again by itself.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);

/// Who refreshes: a payer's token endpoint, or a test's.
#[async_trait::async_trait]
pub trait Refresh: Send + Sync + 'static {
    /// Asks for a new access token.
    async fn refresh(&self, token: &SecretString, asked: &[String]) -> Result<Grant, TokenEndpointError>;
}

#[async_trait::async_trait]
impl Refresh for TokenEndpoint {
    async fn refresh(&self, token: &SecretString, asked: &[String]) -> Result<Grant, TokenEndpointError> {
        Self::refresh(self, token, asked).await
    }
}

/// Whether a connection's sign-in is good, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// Good.
    Good,
    /// Good until the app ends: a new refresh token could not be kept. It is tried again with each refresh.
    NotKept(SecretError),
    /// Over; the member must sign in again.
    Ended,
}

/// The access tokens of one connection. Cheap to clone; all clones share one refresh.
#[derive(Clone)]
pub struct Session(Arc<Shared>);

struct Shared {
    endpoint: Arc<dyn Refresh>,
    kept: KeptToken,
    clock: Arc<dyn Clock>,
    asked: Vec<String>,
    state: Mutex<State>,
    sign_in: watch::Sender<SignIn>,
}

type Outcome = Result<AccessToken, TokenError>;

#[derive(Default)]
struct State {
    generation: u64,
    access: Option<Held>,
    /// A refresh under way; `None` in the channel until it is done.
    under_way: Option<watch::Receiver<Option<Outcome>>>,
    /// A refresh token that the keychain did not take.
    unkept: Option<SecretString>,
    /// Not before this monotonic time, at the payer's word; with what it answered then.
    pause: Option<(Duration, HttpError)>,
}

struct Held {
    token: AccessToken,
    /// Monotonic times: when to replace it, and when it is of no use any more.
    ends: Option<(Duration, Duration)>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("kept", &self.0.kept).finish_non_exhaustive()
    }
}

impl Session {
    /// The session of a connection that was made before: its first token comes with a refresh.
    #[must_use]
    pub fn resume(endpoint: Arc<dyn Refresh>, kept: KeptToken, clock: Arc<dyn Clock>, asked: Vec<String>) -> Self {
        let (sign_in, _) = watch::channel(SignIn::Good);
        Self(Arc::new(Shared { endpoint, kept, clock, asked, state: Mutex::default(), sign_in }))
    }

    /// Takes over what a sign-in brought: keeps its refresh token and uses its access token, which was asked for at
    /// `asked_at`, in monotonic time.
    ///
    /// # Errors
    /// [`SecretError`]: nothing was kept, and nothing was taken over.
    pub async fn adopt(&self, grant: Grant, asked_at: Duration) -> Result<(), SecretError> {
        let kept = self.0.kept.clone();
        let refresh_token = grant.refresh_token.clone();
        blocking(move || match refresh_token {
            Some(token) => kept.replace(&token).map(drop),
            // The token of an earlier sign-in must not outlive the one that took its place.
            None => kept.delete(),
        })
        .await?;
        let mut state = self.0.state();
        state.unkept = None;
        state.pause = None;
        self.0.hold(&mut state, grant, asked_at);
        drop(state);
        self.0.sign_in.send_replace(SignIn::Good);
        Ok(())
    }

    /// Tells when the sign-in ends or cannot be kept.
    #[must_use]
    pub fn sign_in(&self) -> watch::Receiver<SignIn> {
        self.0.sign_in.subscribe()
    }

    /// Waits until no refresh is under way. For the app's end: a refresh token must not be lost between payer and keychain.
    pub async fn settled(&self) {
        let under_way = self.0.state().under_way.clone();
        if let Some(mut outcome) = under_way {
            // A sender that is gone has settled as well.
            let _done = outcome.wait_for(Option::is_some).await;
        }
    }

    /// The token endpoint's refresh, whoever began it.
    async fn refreshed(&self, mut outcome: watch::Receiver<Option<Outcome>>) -> Outcome {
        match outcome.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.clone().unwrap_or(Err(TokenError::Unavailable(HttpError::Broken))),
            // The task died: the runtime ends, or it panicked.
            Err(_) => Err(TokenError::Unavailable(HttpError::Broken)),
        }
    }

    /// Joins the refresh under way, or begins one.
    fn join(&self, state: &mut State) -> watch::Receiver<Option<Outcome>> {
        if let Some(under_way) = &state.under_way {
            return under_way.clone();
        }
        let (done, outcome) = watch::channel(None);
        state.under_way = Some(outcome.clone());
        let shared = Arc::clone(&self.0);
        tokio::spawn(async move {
            let end = UnderWay(&shared);
            let result = shared.refresh().await;
            drop(end);
            done.send_replace(Some(result));
        });
        outcome
    }
}

/// Clears the mark of a refresh under way, also where it panics.
struct UnderWay<'a>(&'a Shared);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.state().under_way = None;
    }
}

#[async_trait::async_trait]
impl AccessTokens for Session {
    async fn current(&self) -> Result<AccessToken, TokenError> {
        let (outcome, fallback) = {
            let mut state = self.0.state();
            let now = self.0.clock.monotonic();
            let held = state.access.as_ref();
            if let Some(held) = held.filter(|held| held.ends.is_none_or(|(replace, _)| now < replace)) {
                return Ok(held.token.clone());
            }
            let fallback = held.filter(|held| held.ends.is_some_and(|(_, end)| now < end));
            let fallback = fallback.map(|held| held.token.clone());
            (self.ask(&mut state, now), fallback)
        };
        let outcome = match outcome {
            Ok(outcome) => self.refreshed(outcome).await,
            Err(error) => Err(error),
        };
        // It was early: what could not be replaced just now is still good for a moment.
        match (outcome, fallback) {
            (Err(TokenError::Unavailable(_) | TokenError::AppRefused | TokenError::Kept(_)), Some(token)) => Ok(token),
            (outcome, _) => outcome,
        }
    }

    async fn renew(&self, stale: &AccessToken) -> Result<AccessToken, TokenError> {
        let outcome = {
            let mut state = self.0.state();
            let now = self.0.clock.monotonic();
            if let Some(held) = state.access.as_ref().filter(|held| held.token.generation > stale.generation) {
                return Ok(held.token.clone());
            }
            // The payer refused it, whatever its `expires_in` says.
            state.access = None;
            self.ask(&mut state, now)
        };
        match outcome {
            Ok(outcome) => self.refreshed(outcome).await,
            Err(error) => Err(error),
        }
    }
}

impl Session {
    /// A refresh to wait for, or why none is begun.
    fn ask(&self, state: &mut State, now: Duration) -> Result<watch::Receiver<Option<Outcome>>, TokenError> {
        if *self.0.sign_in.borrow() == SignIn::Ended {
            return Err(TokenError::SignInNeeded);
        }
        match state.pause {
            Some((until, error)) if now < until => Err(TokenError::Unavailable(error)),
            _ => Ok(self.join(state)),
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn refresh(&self) -> Outcome {
        let mut used: Option<u64> = None;
        loop {
            let Some(NumberedToken { number, token }) = self.refresh_token().await? else {
                return Err(self.ended());
            };
            // The same token as before the refusal: it is refused for good.
            if used == Some(number) {
                return Err(self.ended());
            }
            let asked_at = self.clock.monotonic();
            match self.endpoint.refresh(&token, &self.asked).await {
                Ok(grant) => return Ok(self.keep(grant, &token, asked_at).await),
                // Another sign-in may have put a new token there in the meantime: look once more.
                Err(TokenEndpointError::InvalidGrant { .. }) => used = Some(number),
                Err(TokenEndpointError::Unavailable(error)) => {
                    self.pause_for(error);
                    return Err(TokenError::Unavailable(error));
                }
                // The registration is refused, not the member's sign-in.
                Err(TokenEndpointError::Refused {
                    code: RefusalCode::InvalidClient | RefusalCode::UnauthorizedClient,
                    ..
                }) => return Err(TokenError::AppRefused),
                Err(TokenEndpointError::Refused { .. }) => {
                    return Err(TokenError::Unavailable(HttpError::Status { status: 400, retry_after: None }));
                }
            }
        }
    }

    /// The newest refresh token: one that could not be kept is newer than what is kept, and is numbered `u64::MAX`.
    async fn refresh_token(&self) -> Result<Option<NumberedToken>, TokenError> {
        if let Some(token) = self.state().unkept.clone() {
            return Ok(Some(NumberedToken { number: u64::MAX, token }));
        }
        let kept = self.kept.clone();
        blocking(move || kept.newest()).await.map_err(TokenError::Kept)
    }

    fn ended(&self) -> TokenError {
        let mut state = self.state();
        state.access = None;
        state.unkept = None;
        drop(state);
        self.sign_in.send_replace(SignIn::Ended);
        TokenError::SignInNeeded
    }

    fn pause_for(&self, error: HttpError) {
        if let HttpError::Status { retry_after: Some(wait), .. } = error {
            self.state().pause = Some((self.clock.monotonic() + wait.min(LONGEST_PAUSE), error));
        }
    }

    /// Keeps a new refresh token before the access token is used.
    async fn keep(&self, grant: Grant, used: &SecretString, asked_at: Duration) -> AccessToken {
        let unkept = self.state().unkept.clone();
        let new = grant.refresh_token.clone().filter(|new| new.expose_secret() != used.expose_secret());
        if let Some(token) = new.or(unkept) {
            let (kept, copy) = (self.kept.clone(), token.clone());
            let written = blocking(move || kept.replace(&copy)).await;
            self.state().unkept = written.is_err().then_some(token);
            self.sign_in.send_if_modified(|sign_in| {
                let after = written.err().map_or(SignIn::Good, SignIn::NotKept);
                std::mem::replace(sign_in, after) != after
            });
        }
        let mut state = self.state();
        state.pause = None;
        self.hold(&mut state, grant, asked_at)
    }

    fn hold(&self, state: &mut State, grant: Grant, asked_at: Duration) -> AccessToken {
        state.generation += 1;
        let token = AccessToken { secret: grant.access_token, generation: state.generation };
        let ends = grant.expires_in.map(|life| {
            let end = asked_at + life;
            (end.saturating_sub(EARLY.min(life / 10)), end)
        });
        state.access = Some(Held { token: token.clone(), ends });
        token
    }
}

/// Runs a keychain's call where it may block.
async fn blocking<T: Send + 'static>(
    call: impl FnOnce() -> Result<T, SecretError> + Send + 'static,
) -> Result<T, SecretError> {
    tokio::task::spawn_blocking(call).await.unwrap_or(Err(SecretError::Missing))
}

#[cfg(test)]
mod tests;
