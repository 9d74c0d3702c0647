//! Tokens of connections: from what the payer registry and the keychain hold to a client that can ask, and back.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use secrecy::{SecretSlice, SecretString};
use url::Url;

use crate::{
    auth::{
        AccessTokens,
        endpoint::{OAuthClient, TokenEndpoint, TokenKind},
        kept::{KeptToken, Sealed},
        problem,
        session::Session,
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

impl Folio {
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
        let (Some(client), Some(addresses)) = (payer.client(), &payer.addresses) else {
            return Err(error::not_registered());
        };
        let endpoint = self.token_endpoint(addresses.token.url.clone(), client).await?;
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
    pub(super) fn give_back(self: &Arc<Self>, payer: String, grant: Grant) {
        let folio = Arc::clone(self);
        tokio::spawn(async move {
            let Ok(payer) = folio.payer(&payer).await else { return };
            let (token, kind) = match &grant.refresh_token {
                Some(token) => (token, TokenKind::Refresh),
                None => (&grant.access_token, TokenKind::Access),
            };
            if let AccessEnded::NotConfirmed { problem } = folio.revoke(&payer, token, kind).await {
                tracing::info!(code = ?problem.code, "unwanted tokens were not revoked");
            }
        });
    }

    /// Ends a token at the payer.
    pub(super) async fn revoke(&self, payer: &Payer, token: &SecretString, kind: TokenKind) -> AccessEnded {
        let (Some(client), Some(addresses)) = (payer.client(), &payer.addresses) else {
            return AccessEnded::NotOffered;
        };
        let Some(revocation) = &addresses.revoke else { return AccessEnded::NotOffered };
        let revoked = match self.token_endpoint(addresses.token.url.clone(), client).await {
            Ok(endpoint) => {
                let revoked = endpoint.revoke(&revocation.url, token, kind).await;
                revoked.map_err(|cause| problem::of_token_endpoint(&cause))
            }
            Err(problem) => Err(problem),
        };
        match revoked {
            Ok(()) => AccessEnded::Revoked,
            Err(problem) => AccessEnded::NotConfirmed { problem },
        }
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
