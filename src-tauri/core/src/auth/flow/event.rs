//! What can happen to a sign-in.

use jiff::Timestamp;
use oauth2::PkceCodeVerifier;
use url::Url;

use crate::auth::authorization_url::AuthorizationUrl;
use crate::auth::callback::Callback;
use crate::auth::endpoint::OAuthClient;
use crate::auth::pkce::State;
use crate::auth::redirect::RedirectUri;
use crate::auth::token::{Grant, TokenEndpointError};
use crate::ipc::{AppError, ConfirmPerson, ConnectionAddresses};

/// Names a sign-in in commands. Not its `state`, which the web view never sees.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FlowId(String);

impl FlowId {
    /// A fresh one.
    #[must_use]
    pub fn random() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }

    /// One that came back in a command. It names nothing until it is looked up.
    #[must_use]
    pub fn from_command(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// For commands and events.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The connection that a sign-in renews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The connection.
    pub connection: String,
    /// Whose records it keeps, where that is known: nobody else may take it over.
    pub patient: Option<String>,
}

/// What a sign-in remembers from its beginning to its end.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Names it.
    pub id: FlowId,
    /// The payer's key.
    pub payer: String,
    /// The payer's name.
    pub payer_name: String,
    /// Where its answer comes back to.
    pub redirect: RedirectUri,
    /// Where its code goes, and no other code.
    pub token_endpoint: Url,
    /// Which of the payer's addresses were found, and how: kept with the connection that comes of it.
    pub addresses: ConnectionAddresses,
    /// This app as registered with the payer.
    pub client: OAuthClient,
    /// The scopes asked for.
    pub asked: Vec<String>,
    /// Who must have sent the answer, where the payer says so and the answer names somebody (RFC 9207).
    pub issuer: Option<String>,
    /// The connection being renewed. Cancelling returns there; to the choice of payers where there is none.
    pub renews: Option<Renewal>,
    /// When it began, for display.
    pub started_at: Timestamp,
    /// False where another app holds our links, or none does.
    pub links_come_back: bool,
}

/// A sign-in to begin.
#[derive(Debug)]
pub struct Begin {
    /// What it remembers.
    pub origin: Origin,
    /// What the browser opens.
    pub url: AuthorizationUrl,
    /// The `state` in that address.
    pub state: State,
    /// The verifier of that address's challenge.
    pub verifier: PkceCodeVerifier,
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// The member wants to sign in.
    Begin(Box<Begin>),
    /// The browser was opened, or could not be.
    BrowserOpened {
        /// The sign-in.
        flow: FlowId,
        /// Whether it was opened.
        opened: bool,
    },
    /// A link came back in the right form.
    Callback(Callback),
    /// A link came back that is no answer.
    BadCallback,
    /// The member pressed cancel.
    Cancel {
        /// The sign-in.
        flow: FlowId,
    },
    /// The token endpoint answered.
    Exchanged {
        /// The sign-in.
        flow: FlowId,
        /// What it answered.
        result: Result<Grant, TokenEndpointError>,
    },
    /// The payer said, or would not say, whose records these are.
    Identified {
        /// The sign-in.
        flow: FlowId,
        /// The patient's FHIR id, where the token answer had none.
        patient: Option<String>,
        /// Name and birth date.
        person: Option<ConfirmPerson>,
    },
    /// The member said whether these records are theirs.
    Confirmed {
        /// The sign-in.
        flow: FlowId,
        /// What they said.
        mine: bool,
    },
    /// The connection was kept, or could not be.
    Kept {
        /// The sign-in.
        flow: FlowId,
        /// The connection, or why not.
        result: Result<String, AppError>,
    },
    /// Time passed.
    Tick,
}
