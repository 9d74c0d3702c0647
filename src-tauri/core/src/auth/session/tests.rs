use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Semaphore;

use super::*;
use crate::auth::endpoint::{ClientKind, OAuthClient};
use crate::auth::kept::tests::{Dying, SealedMemory};
use crate::auth::scope::Scopes;
use crate::clock::ManualClock;
use crate::http::testing::{Canned, FakeHost};
use crate::http::{HttpClient, Timeouts};
use crate::secret::{Memory, SecretStore};

type Answer = Result<Grant, TokenEndpointError>;

fn grant(access: &str, refresh: Option<&str>, life: Option<u64>) -> Grant {
    Grant {
        access_token: access.into(),
        refresh_token: refresh.map(Into::into),
        expires_in: life.map(Duration::from_secs),
        patient: None,
        scopes: Scopes::default(),
    }
}

fn invalid_grant() -> TokenEndpointError {
    TokenEndpointError::InvalidGrant { description: None }
}

fn status(status: u16, wait: Option<u64>) -> HttpError {
    HttpError::Status { status, retry_after: wait.map(Duration::from_secs) }
}

/// A token endpoint that answers from a script and remembers which tokens it was shown.
struct Scripted {
    answers: Mutex<VecDeque<Answer>>,
    shown: Mutex<Vec<String>>,
    /// Each answer waits for a permit.
    gate: Semaphore,
}

impl Scripted {
    fn new(answers: impl IntoIterator<Item = Answer>) -> Arc<Self> {
        let answers = Mutex::new(answers.into_iter().collect());
        Arc::new(Self { answers, shown: Mutex::default(), gate: Semaphore::new(1000) })
    }

    fn closed(answers: impl IntoIterator<Item = Answer>) -> Arc<Self> {
        let scripted = Self::new(answers);
        scripted.gate.forget_permits(1000);
        scripted
    }

    fn shown(&self) -> Vec<String> {
        self.shown.lock().unwrap().clone()
    }

    async fn until_asked(&self) {
        while self.shown().is_empty() {
            tokio::task::yield_now().await;
        }
    }
}

#[async_trait::async_trait]
impl Refresh for Scripted {
    async fn refresh(&self, token: &SecretString, _: &[String]) -> Answer {
        self.shown.lock().unwrap().push(token.expose_secret().to_owned());
        self.gate.acquire().await.unwrap().forget();
        self.answers.lock().unwrap().pop_front().expect("no answer is left")
    }
}

struct Fixture {
    clock: Arc<ManualClock>,
    secrets: Arc<Memory>,
    kept: KeptToken,
    session: Session,
}

fn fixture(endpoint: Arc<dyn Refresh>, token: Option<&str>) -> Fixture {
    let secrets = Arc::new(Memory::default());
    fixture_over(endpoint, token, Arc::clone(&secrets), secrets)
}

fn fixture_over(
    endpoint: Arc<dyn Refresh>,
    token: Option<&str>,
    secrets: Arc<Memory>,
    store: Arc<dyn SecretStore>,
) -> Fixture {
    let clock = Arc::new(ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap()));
    let kept = KeptToken::of("c1", secrets.clone(), Arc::new(SealedMemory::default()));
    if let Some(token) = token {
        kept.replace(&token.into()).unwrap();
    }
    let through = KeptToken::of("c1", store, Arc::new(SealedMemory::default()));
    let session = Session::resume(endpoint, through, clock.clone(), Vec::new());
    Fixture { clock, secrets, kept, session }
}

fn newest(kept: &KeptToken) -> Option<String> {
    kept.newest().unwrap().map(|kept| kept.token.expose_secret().to_owned())
}

fn text(token: &Result<AccessToken, TokenError>) -> Result<&str, TokenError> {
    token.as_ref().map(|token| token.secret.expose_secret()).map_err(|error| *error)
}

#[tokio::test]
async fn a_token_is_used_until_shortly_before_its_end() {
    let endpoint = Scripted::new([Ok(grant("a1", None, Some(300))), Ok(grant("a2", None, Some(300)))]);
    let at = fixture(endpoint.clone(), Some("r"));
    assert_eq!(text(&at.session.current().await), Ok("a1"));
    at.clock.advance(Duration::from_secs(269));
    assert_eq!(text(&at.session.current().await), Ok("a1"));
    at.clock.advance(Duration::from_secs(1));
    assert_eq!(text(&at.session.current().await), Ok("a2"));
    assert_eq!(endpoint.shown(), ["r", "r"], "the old refresh token stays where no new one comes");
    assert_eq!(newest(&at.kept).as_deref(), Some("r"));
}

#[tokio::test]
async fn a_token_without_a_life_is_used_until_it_is_refused() {
    let endpoint = Scripted::new([Ok(grant("a1", None, None)), Ok(grant("a2", None, None))]);
    let at = fixture(endpoint.clone(), Some("r"));
    let first = at.session.current().await.unwrap();
    at.clock.advance(Duration::from_secs(1_000_000));
    assert_eq!(text(&at.session.current().await), Ok("a1"));
    assert_eq!(text(&at.session.renew(&first).await), Ok("a2"));
    assert_eq!(text(&at.session.renew(&first).await), Ok("a2"), "a late caller gets the newer token");
    assert_eq!(endpoint.shown().len(), 2);
}

/// T21
#[tokio::test]
async fn a_wall_clock_that_jumps_by_years_costs_no_request() {
    let endpoint = Scripted::new([Ok(grant("a1", None, Some(300)))]);
    let at = fixture(endpoint.clone(), Some("r"));
    for now in ["2026-01-01T00:00:00Z", "2036-01-01T00:00:00Z", "2016-01-01T00:00:00Z", "1970-01-01T00:00:00Z"] {
        at.clock.set_wall(now.parse().unwrap());
        assert_eq!(text(&at.session.current().await), Ok("a1"), "{now}");
    }
    assert_eq!(endpoint.shown().len(), 1);
}

/// T26
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_callers_with_an_expired_token_make_one_request() {
    let answered = Canned::json(200, r#"{"access_token": "a1", "expires_in": 300}"#);
    let host = FakeHost::answering(move |_| answered.clone()).await;
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap()));
    let client = OAuthClient { id: "id".to_owned(), kind: ClientKind::Public, secret: None };
    let http = HttpClient::token(Timeouts::TOKEN).unwrap();
    let url = url::Url::parse(&host.url("/oauth/token")).unwrap();
    let at = fixture(Arc::new(TokenEndpoint::new(http, clock, url, client)), Some("r"));
    let stale = AccessToken { secret: "a0".into(), generation: 0 };
    let barrier = Arc::new(tokio::sync::Barrier::new(64));
    let callers: Vec<_> = (0..64)
        .map(|number| {
            let (session, stale, barrier) = (at.session.clone(), stale.clone(), Arc::clone(&barrier));
            tokio::spawn(async move {
                barrier.wait().await;
                if number % 2 == 0 { session.renew(&stale).await } else { session.current().await }
            })
        })
        .collect();
    for caller in callers {
        assert_eq!(text(&caller.await.unwrap()), Ok("a1"));
    }
    assert_eq!(host.requests().len(), 1);
}

/// T26
#[tokio::test]
async fn callers_of_a_refresh_that_fails_share_its_failure() {
    let endpoint = Scripted::closed([Err(status(503, None).into())]);
    let at = fixture(endpoint.clone(), Some("r"));
    let callers: Vec<_> = (0..64)
        .map(|_| {
            let session = at.session.clone();
            tokio::spawn(async move { session.current().await.err() })
        })
        .collect();
    endpoint.until_asked().await;
    endpoint.gate.add_permits(1);
    for caller in callers {
        assert_eq!(caller.await.unwrap(), Some(TokenError::Unavailable(status(503, None))));
    }
    assert_eq!(endpoint.shown().len(), 1);
}

/// T24
#[tokio::test]
async fn only_invalid_grant_for_the_kept_token_ends_the_sign_in() {
    let faults = [
        TokenEndpointError::from(status(500, None)),
        status(408, None).into(),
        status(429, None).into(),
        HttpError::Unreachable.into(),
        HttpError::TimedOut.into(),
        HttpError::Unreadable.into(),
        HttpError::Redirected.into(),
        TokenEndpointError::Refused { code: RefusalCode::InvalidScope, description: None },
        TokenEndpointError::Refused { code: RefusalCode::InvalidClient, description: None },
        TokenEndpointError::Refused { code: RefusalCode::UnauthorizedClient, description: None },
    ];
    let count = faults.len();
    let answers = faults.into_iter().map(Err).chain([Err(invalid_grant())]);
    let endpoint = Scripted::new(answers.collect::<Vec<_>>());
    let at = fixture(endpoint.clone(), Some("r"));
    let sign_in = at.session.sign_in();
    for _ in 0..count {
        let refused = at.session.current().await;
        assert!(matches!(refused, Err(TokenError::Unavailable(_) | TokenError::AppRefused)), "{refused:?}");
        assert_eq!(*sign_in.borrow(), SignIn::Good);
    }
    assert_eq!(text(&at.session.current().await), Err(TokenError::SignInNeeded));
    assert_eq!(*sign_in.borrow(), SignIn::Ended);
    let asked = endpoint.shown().len();
    assert_eq!(text(&at.session.current().await), Err(TokenError::SignInNeeded));
    assert_eq!(endpoint.shown().len(), asked, "an ended sign-in asks no more");
    assert_eq!(newest(&at.kept).as_deref(), Some("r"), "nothing is deleted unasked");
}

/// T24
#[tokio::test]
async fn a_token_that_was_replaced_meanwhile_is_tried_before_the_sign_in_ends() {
    let endpoint = Scripted::closed([Err(invalid_grant()), Ok(grant("a1", None, None))]);
    let at = fixture(endpoint.clone(), Some("old"));
    let session = at.session.clone();
    let caller = tokio::spawn(async move { session.current().await });
    endpoint.until_asked().await;
    at.kept.replace(&"new".into()).unwrap();
    endpoint.gate.add_permits(2);
    assert_eq!(text(&caller.await.unwrap()), Ok("a1"));
    assert_eq!(endpoint.shown(), ["old", "new"]);
    assert_eq!(*at.session.sign_in().borrow(), SignIn::Good);
}

#[tokio::test]
async fn no_refresh_token_means_signing_in() {
    let endpoint = Scripted::new([]);
    let at = fixture(endpoint.clone(), None);
    assert_eq!(text(&at.session.current().await), Err(TokenError::SignInNeeded));
    assert_eq!(endpoint.shown().len(), 0);
}

#[tokio::test]
async fn a_keychain_that_cannot_be_read_does_not_end_the_sign_in() {
    let secrets = Arc::new(Memory::default());
    let dying = Dying { secrets: secrets.clone(), calls_left: 0.into() };
    let at = fixture_over(Scripted::new([]), Some("r"), secrets, Arc::new(dying));
    assert_eq!(text(&at.session.current().await), Err(TokenError::Kept(SecretError::Missing)));
    assert_eq!(*at.session.sign_in().borrow(), SignIn::Good);
}

#[tokio::test]
async fn a_payer_that_asks_for_patience_is_not_asked_again_before_its_time() {
    let endpoint = Scripted::new([Err(status(429, Some(60)).into()), Ok(grant("a1", None, None))]);
    let at = fixture(endpoint.clone(), Some("r"));
    for _ in 0..5 {
        assert_eq!(text(&at.session.current().await), Err(TokenError::Unavailable(status(429, Some(60)))));
    }
    assert_eq!(endpoint.shown().len(), 1);
    at.clock.advance(Duration::from_secs(60));
    assert_eq!(text(&at.session.current().await), Ok("a1"));
}

#[tokio::test]
async fn a_refresh_that_was_early_and_failed_leaves_the_token_in_use() {
    let endpoint =
        Scripted::new([Ok(grant("a1", None, Some(300))), Err(status(503, None).into()), Err(status(503, None).into())]);
    let at = fixture(endpoint, Some("r"));
    at.session.current().await.unwrap();
    at.clock.advance(Duration::from_secs(280));
    assert_eq!(text(&at.session.current().await), Ok("a1"));
    at.clock.advance(Duration::from_secs(20));
    assert_eq!(text(&at.session.current().await), Err(TokenError::Unavailable(status(503, None))));
}

/// T25
#[tokio::test]
async fn a_new_refresh_token_is_kept_before_its_access_token_is_used() {
    let endpoint = Scripted::new([Ok(grant("a1", Some("r2"), None)), Ok(grant("a2", Some("r3"), None))]);
    let at = fixture(endpoint.clone(), Some("r1"));
    let first = at.session.current().await.unwrap();
    assert_eq!(newest(&at.kept).as_deref(), Some("r2"));
    at.session.renew(&first).await.unwrap();
    assert_eq!(newest(&at.kept).as_deref(), Some("r3"));
    assert_eq!(endpoint.shown(), ["r1", "r2"]);
    assert_eq!(at.secrets.names().len(), 1, "the old slot is dropped");
}

/// T25
#[tokio::test]
async fn a_caller_that_is_cancelled_does_not_lose_the_new_refresh_token() {
    let endpoint = Scripted::closed([Ok(grant("a1", Some("r2"), None))]);
    let at = fixture(endpoint.clone(), Some("r1"));
    let session = at.session.clone();
    let caller = tokio::spawn(async move { session.current().await });
    endpoint.until_asked().await;
    caller.abort();
    assert!(caller.await.unwrap_err().is_cancelled());
    endpoint.gate.add_permits(1);
    at.session.settled().await;
    assert_eq!(newest(&at.kept).as_deref(), Some("r2"));
    assert_eq!(text(&at.session.current().await), Ok("a1"), "and its access token is there for the next caller");
}

/// An authorization server that rotates, and that ends the whole sign-in when an old token is shown to it.
struct Rotating {
    valid: AtomicUsize,
    family_revoked: std::sync::atomic::AtomicBool,
}

#[async_trait::async_trait]
impl Refresh for Rotating {
    async fn refresh(&self, token: &SecretString, _: &[String]) -> Answer {
        let valid = self.valid.load(Ordering::SeqCst);
        if self.family_revoked.load(Ordering::SeqCst) || token.expose_secret() != format!("r{valid}") {
            self.family_revoked.store(true, Ordering::SeqCst);
            return Err(invalid_grant());
        }
        self.valid.store(valid + 1, Ordering::SeqCst);
        Ok(grant(&format!("a{}", valid + 1), Some(&format!("r{}", valid + 1)), None))
    }
}

/// T25
#[tokio::test]
async fn a_crash_at_any_step_of_a_rotation_costs_one_sign_in_at_most() {
    let (mut survived, mut lost) = (0, 0);
    for calls in 0..12 {
        let endpoint = Arc::new(Rotating { valid: 1.into(), family_revoked: false.into() });
        let secrets = Arc::new(Memory::default());
        let dying = Dying { secrets: secrets.clone(), calls_left: calls.into() };
        let before = fixture_over(endpoint.clone(), Some("r1"), secrets, Arc::new(dying));
        let used = before.session.current().await;
        // The app is gone; the next one finds what the keychain holds.
        let kept = before.kept;
        let after = Session::resume(endpoint.clone(), kept.clone(), before.clock, Vec::new());
        match after.current().await {
            Ok(_) => survived += 1,
            Err(TokenError::SignInNeeded) => {
                lost += 1;
                // Lost only where the payer's answer could not be kept any more, and said so.
                assert!(matches!(*before.session.sign_in().borrow(), SignIn::NotKept(_)), "{calls}: {used:?}");
            }
            Err(error) => panic!("{error}"),
        }
        assert!(newest(&kept).is_some(), "a token is always there");
    }
    assert!(survived > 0 && lost > 0, "{survived} {lost}");
}

#[tokio::test]
async fn a_refresh_token_that_could_not_be_kept_is_used_and_kept_later() {
    let endpoint = Scripted::new([Ok(grant("a1", Some("r2"), None)), Ok(grant("a2", None, None))]);
    let secrets = Arc::new(Memory::default());
    // Two reads to find the token, then the write fails.
    let dying = Arc::new(Dying { secrets: secrets.clone(), calls_left: 2.into() });
    let at = fixture_over(endpoint.clone(), Some("r1"), secrets, dying.clone());
    let sign_in = at.session.sign_in();
    let first = at.session.current().await.unwrap();
    assert_eq!(*sign_in.borrow(), SignIn::NotKept(SecretError::Missing));
    dying.calls_left.store(100, Ordering::SeqCst);
    at.session.renew(&first).await.unwrap();
    assert_eq!(endpoint.shown(), ["r1", "r2"]);
    assert_eq!(newest(&at.kept).as_deref(), Some("r2"));
    assert_eq!(*sign_in.borrow(), SignIn::Good);
}

#[tokio::test]
async fn a_new_sign_in_takes_the_place_of_one_that_ended() {
    let endpoint = Scripted::new([Err(invalid_grant())]);
    let at = fixture(endpoint.clone(), Some("old"));
    assert!(at.session.current().await.is_err());
    at.session.adopt(grant("a1", Some("new"), Some(300)), at.clock.monotonic()).await.unwrap();
    assert_eq!(text(&at.session.current().await), Ok("a1"));
    assert_eq!(newest(&at.kept).as_deref(), Some("new"));
    assert_eq!(*at.session.sign_in().borrow(), SignIn::Good);
    at.session.adopt(grant("a2", None, None), at.clock.monotonic()).await.unwrap();
    assert_eq!(newest(&at.kept), None, "no token of an earlier sign-in stays");
}

#[tokio::test]
async fn a_session_shows_no_token_in_debug_output() {
    let at = fixture(Scripted::new([Ok(grant("sesame", None, None))]), Some("sesame"));
    let token = at.session.current().await.unwrap();
    let shown = format!("{:?} {token:?} {:?}", at.session, at.kept.newest());
    assert!(!shown.contains("sesame"), "{shown}");
}
