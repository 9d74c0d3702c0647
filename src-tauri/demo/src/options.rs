//! How a demo plan is to behave.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::profile::{self, Profile};

/// A clock that can be replaced.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How a demo plan is to behave. `Options::default()` is what the desktop app uses.
#[derive(Clone)]
pub struct Options {
    /// The port to try first; any free one where it is `None` or taken. `Some(0)` is any free one, too.
    pub port: Option<u16>,
    /// Where all data comes from: the same seed and the same days give the same bytes.
    pub seed: u64,
    /// Number of claims on the first day.
    pub claims: usize,
    /// Number of people in the directory, besides those who send claims.
    pub directory_people: usize,
    /// The day on which the plan is used. The newest claims are just before the first such day (see `state_file`).
    pub today: Date,
    /// Whom the plan impersonates; the demo plan impersonates nobody.
    pub profile: &'static Profile,
    /// The one registered app.
    pub client_id: String,
    /// The secret of the app's registration, where it has one. It is then asked for, in the profile's place for it.
    pub client_secret: Option<String>,
    /// Where the app may be sent back to, compared character by character.
    pub redirect_uris: Vec<String>,
    /// Also accept `http://127.0.0.1:{any port}/…` and `http://[::1]:{any port}/…` (RFC 8252, 7.3).
    pub loopback_redirects: bool,
    /// Life of an access token.
    pub access_token_life: Duration,
    /// Life of an authorization code.
    pub code_life: Duration,
    /// Days after which a refresh token dies, however often it was used.
    pub permission_days: u32,
    /// Replace the refresh token at each use; using an old one again revokes the permission.
    pub rotate_refresh_tokens: bool,
    /// Resources on a page, where the client does not ask for fewer or more.
    pub page_size: usize,
    /// Most resources on a page, whatever the client asks for.
    pub largest_page: usize,
    /// Life of a link to the next page.
    pub page_life: Duration,
    /// Where permissions and the first day are kept, so that they survive a restart. Holds hashes of refresh tokens,
    /// never a token.
    pub state_file: Option<PathBuf>,
    /// Serve `/_switches`, with which a test in another process makes the server misbehave.
    pub switches: bool,
    /// Now.
    pub clock: Clock,
}

impl Default for Options {
    fn default() -> Options {
        let now = Timestamp::now();
        Options {
            port: None,
            seed: 1,
            claims: 240,
            directory_people: 2_400,
            today: now.to_zoned(jiff::tz::TimeZone::UTC).date(),
            profile: &profile::DEMO,
            client_id: "claimfolio-demo".to_owned(),
            client_secret: None,
            redirect_uris: vec!["org.claimfolio.desktop://oauth/callback".to_owned()],
            loopback_redirects: false,
            access_token_life: Duration::from_secs(300),
            code_life: Duration::from_secs(60),
            permission_days: 90,
            rotate_refresh_tokens: false,
            page_size: 50,
            largest_page: 200,
            page_life: Duration::from_secs(300),
            state_file: None,
            switches: false,
            clock: Arc::new(Timestamp::now),
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("port", &self.port)
            .field("seed", &self.seed)
            .field("claims", &self.claims)
            .field("today", &self.today)
            .field("profile", &self.profile.name)
            .field("client_id", &self.client_id)
            .field("redirect_uris", &self.redirect_uris)
            .finish_non_exhaustive()
    }
}
