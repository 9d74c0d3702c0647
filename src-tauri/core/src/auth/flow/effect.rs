//! What is to be done about a sign-in.

use oauth2::PkceCodeVerifier;
use secrecy::SecretString;
use url::Url;

use super::event::{FlowId, Renewal};
use crate::auth::authorization_url::AuthorizationUrl;
use crate::auth::endpoint::OAuthClient;
use crate::auth::redirect::RedirectUri;
use crate::auth::token::Grant;

/// A code and all that is needed to exchange it, once, at the one endpoint that it belongs to.
#[derive(Debug)]
pub struct CodeExchange {
    /// The sign-in.
    pub flow: FlowId,
    /// The payer's key.
    pub payer: String,
    /// Where the code goes.
    pub token_endpoint: Url,
    /// This app as registered with the payer.
    pub client: OAuthClient,
    /// As it was in the authorization request.
    pub redirect: RedirectUri,
    /// The scopes asked for.
    pub asked: Vec<String>,
    /// The code.
    pub code: SecretString,
    /// Its verifier.
    pub verifier: PkceCodeVerifier,
}

/// Something to be done, in the order given.
#[derive(Debug)]
pub enum Effect {
    /// Open the browser; answer with `BrowserOpened`.
    OpenBrowser {
        /// The sign-in.
        flow: FlowId,
        /// What to open.
        url: AuthorizationUrl,
    },
    /// Exchange a code; answer with `Exchanged`.
    Exchange(Box<CodeExchange>),
    /// Ask the payer whose records these are; answer with `Identified`.
    Identify {
        /// The sign-in.
        flow: FlowId,
        /// The payer's key.
        payer: String,
        /// What was granted.
        grant: Grant,
    },
    /// Keep the tokens and make or renew the connection; answer with `Kept`.
    Keep {
        /// The sign-in.
        flow: FlowId,
        /// The payer's key.
        payer: String,
        /// The connection to renew.
        renews: Option<Renewal>,
        /// What was granted.
        grant: Grant,
    },
    /// Revoke tokens that nobody wants, where the payer can.
    Discard {
        /// The sign-in, which is remembered for where they came from.
        flow: FlowId,
        /// The tokens.
        grant: Grant,
    },
    /// A sign-in stands elsewhere now; the web view must be told.
    Changed {
        /// The sign-in.
        flow: FlowId,
    },
    /// Tell the member about a link that changed nothing.
    Tell(Notice),
}

/// About a link that changed nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// It answers no sign-in of this app.
    NotOurs,
    /// It answers a sign-in that had ended already: it was answered, cancelled or too late.
    AlreadyEnded {
        /// The sign-in.
        flow: FlowId,
    },
}
