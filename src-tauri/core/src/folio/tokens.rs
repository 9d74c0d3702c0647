//! Tokens of connections: from what the payer registry and the keychain hold to a client that can ask, and back.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use secrecy::{ExposeSecret, SecretSlice, SecretString};
use url::Url;

use crate::{
    auth::{
        AccessTokens,
        endpoint::{OAuthClient, TokenEndpoint, TokenKind},
        flow::Origin,
        kept::{KeptToken, Sealed},
        problem,
        session::{Session, SignIn},
        token::Grant,
    },
    fhir::{
        backoff::TimerPause,
        client::{Client, Parts},
        next_link::{Base, ForeignLinks},
    },
    http::HttpError,
    ipc::{AccessEnded, AppError},
    payer::Payer,
    secret::SecretError,
    store::{ConnectionRecord, Store},
};

use super::{Folio, blocking, error, lock};

/// The sessions of the connections in use, one each, so that a connection has one refresh at a time (T26).
#[derive(Default)]
pub(super) struct Sessions(Mutex<HashMap<String, Session>>);

/// How tokens of a payer are exchanged, renewed and revoked: as whom, and where. It belongs to one payer, and to one
/// sign-in or connection there (T5).
pub(super) struct Way {
    client: OAuthClient,
    token: Url,
    revoke: Option<Url>,
}

impl Way {
    /// The way of a sign-in: as it began, so it ends.
    pub(super) fn of_sign_in(origin: &Origin) -> Self {
        let revoke = origin.addresses.revoke.as_ref().and_then(|revoke| Url::parse(revoke).ok());
        Self { client: origin.client.clone(), token: origin.token_endpoint.clone(), revoke }
    }
}

impl Folio {
    /// This app as it is registered with a payer, with its secret where it needs one.
    pub(super) async fn client_of(&self, payer: &Payer) -> Result<OAuthClient, AppError> {
        let mut client = payer.client().ok_or_else(error::not_registered)?;
        if payer.registration.needs_secret() {
            let secret = self.registration_secret(&payer.registration.id).await?;
            client.secret = Some(secret.ok_or_else(error::not_registered)?);
        }
        Ok(client)
    }

    /// The way of a connection: where its sign-in found the payer's servers, as the client that this app is now.
    pub(super) async fn way(&self, payer: &Payer, connection: &str) -> Result<Way, AppError> {
        let id = connection.to_owned();
        let kept = self.with_store(move |store| store.addresses(&id)).await?;
        let (token, revoke) = payer.endpoints(kept.as_ref()).ok_or_else(error::not_registered)?;
        Ok(Way { client: self.client_of(payer).await?, token, revoke })
    }

    /// The token endpoint of a registration.
    pub(super) async fn token_endpoint(&self, token: Url, client: OAuthClient) -> Result<TokenEndpoint, AppError> {
        Ok(TokenEndpoint::new(self.clients.token().await?, Arc::clone(&self.clock), token, client))
    }

    /// A FHIR client for one payer with these tokens.
    pub(super) async fn fhir_client(&self, payer: &Payer, tokens: Arc<dyn AccessTokens>) -> Result<Client, AppError> {
        let addresses = payer.addresses.as_ref().ok_or_else(error::not_found)?;
        let base = Base::parse(addresses.fhir.url.as_str()).map_err(|_| problem::of_http(HttpError::AddressRefused))?;
        Ok(Client::new(Parts {
            http: self.clients.fhir().await?,
            base,
            supports: Arc::new(payer.supports()),
            refused: self.clients.refused(&payer.key),
            foreign_links: ForeignLinks::Refuse,
            tokens,
            clock: Arc::clone(&self.clock),
            pause: Arc::new(TimerPause),
        }))
    }

    /// The session of a connection.
    pub(super) async fn session(&self, payer: &Payer, record: &ConnectionRecord) -> Result<Session, AppError> {
        let way = self.way(payer, &record.id).await?;
        let endpoint = self.token_endpoint(way.token, way.client).await?;
        let kept = self.kept_token(&record.id).await?;
        let mut sessions = lock(&self.sessions.0);
        let session = sessions.entry(record.id.clone()).or_insert_with(|| {
            Session::resume(Arc::new(endpoint), kept, Arc::clone(&self.clock), record.scopes.clone())
        });
        Ok(session.clone())
    }

    /// Forgets a session, once no token of it is on its way to the keychain.
    pub(super) async fn end_session(&self, connection: &str) {
        let session = lock(&self.sessions.0).remove(connection);
        if let Some(session) = session {
            session.settled().await;
        }
    }

    /// Forgets all sessions, each once no token of it is on its way to the keychain (T25).
    pub(super) async fn end_sessions(&self) {
        let sessions = std::mem::take(&mut *lock(&self.sessions.0));
        for session in sessions.into_values() {
            session.settled().await;
        }
    }

    /// Waits until no token is on its way to the keychain.
    pub(super) async fn settle_sessions(&self) {
        let sessions: Vec<Session> = lock(&self.sessions.0).values().cloned().collect();
        for session in sessions {
            session.settled().await;
        }
    }

    /// A connection's refresh token, where there is one.
    pub(super) async fn refresh_token(&self, connection: &str) -> Result<Option<SecretString>, AppError> {
        let kept = self.kept_token(connection).await?;
        let newest = blocking(move || kept.newest()).await?.map_err(problem::of_secret)?;
        Ok(newest.map(|newest| newest.token))
    }

    /// Deletes a connection's tokens, and checks that none is left.
    pub(super) async fn forget_tokens(&self, connection: &str) -> Result<(), AppError> {
        self.end_session(connection).await;
        let kept = self.kept_token(connection).await?;
        blocking(move || kept.delete()).await?.map_err(problem::of_secret)
    }

    /// Ends tokens that nobody wants, where the payer can (RFC 7009). Nobody waits for it: that it failed changes nothing,
    /// because they were kept nowhere.
    pub(super) fn give_back(self: &Arc<Self>, way: Way, grant: Grant) {
        let folio = Arc::clone(self);
        tokio::spawn(async move {
            let (token, kind) = match &grant.refresh_token {
                Some(token) => (token, TokenKind::Refresh),
                None => (&grant.access_token, TokenKind::Access),
            };
            if let AccessEnded::NotConfirmed { problem } = folio.revoke(way, token, kind).await {
                tracing::info!(code = ?problem.code, "unwanted tokens were not revoked");
            }
        });
    }

    /// Ends the token that a renewal put another in the place of; it would open the records at the payer until it runs
    /// out. Nobody waits for it, and the connection is good whatever comes of it.
    ///
    /// A server may keep one grant for a member and an app, and end all of it with any of its tokens (RFC 7009, 2.1, lets
    /// it): that would end the new sign-in too, and nothing in the protocol tells. So it is done only where the payer's
    /// entry says that its grants are separate, and only where the new sign-in brought a refresh token that is another
    /// one. Elsewhere the old token is left to run out; it is kept nowhere any more.
    pub(super) fn end_replaced(
        self: &Arc<Self>,
        payer: &Payer,
        way: Way,
        old: SecretString,
        new: Option<&SecretString>,
    ) {
        let is_another = new.is_some_and(|new| new.expose_secret() != old.expose_secret());
        if !(payer.separate_grants && is_another) {
            return;
        }
        let folio = Arc::clone(self);
        tokio::spawn(async move {
            if let AccessEnded::NotConfirmed { problem } = folio.revoke(way, &old, TokenKind::Refresh).await {
                tracing::info!(code = ?problem.code, "a replaced sign-in was not ended");
            }
        });
    }

    /// Ends a token at the payer.
    pub(super) async fn revoke(&self, way: Way, token: &SecretString, kind: TokenKind) -> AccessEnded {
        let Some(revocation) = &way.revoke else { return AccessEnded::NotOffered };
        let revoked = match self.token_endpoint(way.token, way.client).await {
            Ok(endpoint) => {
                let revoked = endpoint.revoke(revocation, token, kind).await;
                revoked.map_err(|cause| problem::of_token_endpoint(&cause))
            }
            Err(problem) => Err(problem),
        };
        match revoked {
            Ok(()) => AccessEnded::Revoked,
            Err(problem) => AccessEnded::NotConfirmed { problem },
        }
    }

    /// How each connection's sign-in stands whose tokens were used since the app started.
    pub(super) fn sign_ins(&self) -> HashMap<String, SignIn> {
        lock(&self.sessions.0).iter().map(|(id, session)| (id.clone(), *session.sign_in().borrow())).collect()
    }

    async fn kept_token(&self, connection: &str) -> Result<KeptToken, AppError> {
        let sealed = Arc::new(SealedInStore(self.store().await?));
        Ok(KeptToken::of(connection, Arc::clone(&self.secrets), sealed))
    }
}

/// The encrypted database as the place for tokens that are too large for the keychain.
struct SealedInStore(Store);

impl Sealed for SealedInStore {
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        self.0.put_sealed(name, secret).map_err(|_| SecretError::NotKept)
    }

    fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, SecretError> {
        self.0.sealed(name).map_err(|_| SecretError::NotKept)
    }

    fn delete(&self, name: &str) -> Result<(), SecretError> {
        self.0.delete_sealed(name).map_err(|_| SecretError::NotKept)
    }
}
