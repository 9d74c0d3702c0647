//! Tokens and clients of connections: from what the payer registry and the keychain hold to a client that can ask.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use jiff::{ToSpan, tz::TimeZone};
use secrecy::SecretSlice;
use url::Url;

use crate::{
    auth::{
        AccessTokens,
        endpoint::{OAuthClient, TokenEndpoint, TokenKind},
        flow::Renewal,
        kept::{KeptToken, Sealed},
        problem,
        session::Session,
        token::{Grant, TokenEndpointError},
    },
    fhir::{
        backoff::TimerPause,
        client::{Client, Parts},
        next_link::{Base, ForeignLinks},
    },
    http::{HttpClient, HttpError, Timeouts},
    ipc::{AccessEnded, AppError, DataKind},
    payer::{Payer, kind_of_scope},
    secret::SecretError,
    store::{ConnectionRecord, Store},
};

use super::{Folio, blocking, error, lock};

/// The sessions of the connections in use, one each, so that a connection has one refresh at a time (T26).
#[derive(Default)]
pub(super) struct Sessions(Mutex<HashMap<String, Session>>);

impl Folio {
    /// The token endpoint of a registration.
    pub(super) fn token_endpoint(&self, token: Url, client: OAuthClient) -> Result<TokenEndpoint, TokenEndpointError> {
        let http = HttpClient::token(Timeouts::TOKEN).map_err(|_| HttpError::Unreachable)?;
        Ok(TokenEndpoint::new(http, Arc::clone(&self.clock), token, client))
    }

    /// A FHIR client for one payer with these tokens.
    pub(super) fn fhir_client(&self, payer: &Payer, tokens: Arc<dyn AccessTokens>) -> Result<Client, AppError> {
        let addresses = payer.addresses.as_ref().ok_or_else(error::not_found)?;
        let base = Base::parse(addresses.fhir.url.as_str()).map_err(|_| problem::of_http(HttpError::AddressRefused))?;
        let http = HttpClient::fhir(Timeouts::FHIR).map_err(|_| error::unexpected("TLS"))?;
        Ok(Client::new(Parts {
            http,
            base,
            supports: Arc::new(payer.supports()),
            foreign_links: ForeignLinks::Refuse,
            tokens,
            clock: Arc::clone(&self.clock),
            pause: Arc::new(TimerPause),
        }))
    }

    /// The tokens of a connection.
    pub(super) fn session(&self, payer: &Payer, record: &ConnectionRecord) -> Result<Session, AppError> {
        let store = self.store()?;
        let mut sessions = lock(&self.sessions.0);
        if let Some(session) = sessions.get(&record.id) {
            return Ok(session.clone());
        }
        let (Some(client), Some(addresses)) = (payer.client(), &payer.addresses) else {
            return Err(error::not_registered());
        };
        let endpoint = self
            .token_endpoint(addresses.token.url.clone(), client)
            .map_err(|cause| problem::of_token_endpoint(&cause))?;
        let session = Session::resume(
            Arc::new(endpoint),
            self.kept_token(&record.id, store),
            Arc::clone(&self.clock),
            record.scopes.clone(),
        );
        sessions.insert(record.id.clone(), session.clone());
        Ok(session)
    }

    /// Keeps what a sign-in brought: the connection, then its tokens, then the first sync. A sign-in of a person and payer
    /// that are connected already renews that connection.
    pub(super) async fn keep(
        self: &Arc<Self>,
        payer: &str,
        renews: Option<Renewal>,
        member_name: Option<String>,
        grant: Grant,
    ) -> Result<String, AppError> {
        let payer = self.payer(payer).await?;
        let asked_at = self.clock.monotonic();
        let (key, patient) = (payer.key.clone(), grant.patient.clone());
        let before = self
            .with_store(move |store| {
                let same = |record: &ConnectionRecord| match &renews {
                    Some(renewal) => record.id == renewal.connection,
                    None => record.payer == key && record.patient.is_some() && record.patient == patient,
                };
                Ok(store.connections()?.into_iter().find(same))
            })
            .await?;
        let now = self.clock.now();
        let today = now.to_zoned(TimeZone::UTC).date();
        let granted = kinds(&grant.scopes.granted);
        let mut missing = kinds(&grant.scopes.missing);
        missing.retain(|kind| !granted.contains(kind));
        let record = ConnectionRecord {
            id: before.as_ref().map_or_else(|| uuid::Uuid::new_v4().to_string(), |before| before.id.clone()),
            payer: payer.key.clone(),
            payer_name: payer.name.clone(),
            patient: grant.patient.clone().or_else(|| before.as_ref().and_then(|before| before.patient.clone())),
            member_name: member_name.or_else(|| before.as_ref().and_then(|before| before.member_name.clone())),
            scopes: grant.scopes.granted.clone(),
            granted,
            missing,
            created: before.as_ref().map_or(now, |before| before.created),
            sign_in_needed_since: None,
            sign_in_until: payer.permission_days.and_then(|days| today.checked_add(i64::from(days).days()).ok()),
            last_updated: before.and_then(|before| before.last_updated),
        };
        // The sync that runs on the old tokens must not meet the new ones half way.
        self.sync_stop(&record.id).await?;
        let kept = record.clone();
        self.with_store(move |store| store.save_connection(&kept)).await?;
        let session = self.session(&payer, &record)?;
        session.adopt(grant, asked_at).await.map_err(problem::of_secret)?;
        self.host.tell(crate::ipc::Event::RecordsChanged(()));
        if let Err(cause) = self.sync_start(&record.id).await {
            tracing::warn!(code = ?cause.code, "the first sync did not begin");
        }
        Ok(record.id)
    }

    /// Ends tokens that nobody wants, where the payer can (RFC 7009). That it failed changes nothing: they were kept nowhere.
    pub(super) async fn give_back(&self, payer: &str, grant: &Grant) {
        let Ok(payer) = self.payer(payer).await else { return };
        let (token, kind) = match &grant.refresh_token {
            Some(token) => (token, TokenKind::Refresh),
            None => (&grant.access_token, TokenKind::Access),
        };
        if let AccessEnded::NotConfirmed { problem } = self.revoke(&payer, token, kind).await {
            tracing::info!(code = ?problem.code, "unwanted tokens were not revoked");
        }
    }

    /// Ends a connection's access at the payer.
    pub(super) async fn end_access(&self, payer: &Payer, record: &ConnectionRecord) -> AccessEnded {
        let token = match self.store() {
            Ok(store) => {
                let kept = self.kept_token(&record.id, store);
                blocking(move || kept.newest()).await.and_then(|kept| kept.map_err(problem::of_secret))
            }
            Err(problem) => Err(problem),
        };
        match token {
            Ok(Some(kept)) => self.revoke(payer, &kept.token, TokenKind::Refresh).await,
            // Nothing is left to end: the sign-in had none, or is over.
            Ok(None) => AccessEnded::NotOffered,
            Err(problem) => AccessEnded::NotConfirmed { problem },
        }
    }

    /// Deletes a connection's tokens. True when none is left.
    pub(super) async fn forget_tokens(&self, record: &ConnectionRecord) -> Result<bool, AppError> {
        let session = lock(&self.sessions.0).remove(&record.id);
        if let Some(session) = session {
            session.settled().await;
        }
        let kept = self.kept_token(&record.id, self.store()?);
        blocking(move || kept.delete()).await?.map_err(problem::of_secret)?;
        Ok(true)
    }

    async fn revoke(&self, payer: &Payer, token: &secrecy::SecretString, kind: TokenKind) -> AccessEnded {
        let (Some(client), Some(addresses)) = (payer.client(), &payer.addresses) else {
            return AccessEnded::NotOffered;
        };
        let Some(revocation) = &addresses.revoke else { return AccessEnded::NotOffered };
        let revoked = match self.token_endpoint(addresses.token.url.clone(), client) {
            Ok(endpoint) => endpoint.revoke(&revocation.url, token, kind).await,
            Err(cause) => Err(cause),
        };
        match revoked {
            Ok(()) => AccessEnded::Revoked,
            Err(cause) => AccessEnded::NotConfirmed { problem: problem::of_token_endpoint(&cause) },
        }
    }

    fn kept_token(&self, connection: &str, store: Store) -> KeptToken {
        KeptToken::of(connection, Arc::clone(&self.secrets), Arc::new(SealedInStore(store)))
    }
}

/// The kinds of data behind a list of scopes.
fn kinds(scopes: &[String]) -> Vec<DataKind> {
    let mut kinds: Vec<DataKind> = scopes.iter().filter_map(|scope| kind_of_scope(scope)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
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
