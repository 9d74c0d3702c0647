//! The connections' life after the sign-in: how they stand, and how they end.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use secrecy::SecretString;
use tokio::sync::OwnedMutexGuard;

use crate::{
    auth::endpoint::TokenKind,
    ipc::{AccessEnded, AppError, Connection, ConnectionStatus, Event, Kept, PayerKind, Receipt, Retry},
    payer::{Payer, Registry},
    store::{ConnectionRecord, Store, StoreError},
};

use super::{Folio, blocking, error, lock};

/// One change of a connection at a time: renewing it, ending it and beginning a sync wait for each other. Connections do
/// not wait for other connections.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>);

impl Turns {
    pub(super) async fn take(&self, connection: &str) -> OwnedMutexGuard<()> {
        let turn = Arc::clone(lock(&self.0).entry(connection.to_owned()).or_default());
        turn.lock_owned().await
    }

    fn forget(&self, connection: &str) {
        lock(&self.0).remove(connection);
    }
}

impl Folio {
    /// Every connection, oldest first.
    pub async fn connections(&self) -> Result<Vec<Connection>, AppError> {
        let kept = self.with_store(connections_and_kept).await?;
        let registry = self.registry();
        Ok(kept.into_iter().map(|(record, kept)| shown(record, kept, &registry)).collect())
    }

    /// Ends a connection: its access at the payer where the payer offers that, its tokens, its records. The tokens and the
    /// records go whatever the payer answers.
    ///
    /// # Errors
    /// Those of a keychain that may answer later: nothing was changed then, so that no token is left behind unseen. A
    /// keychain that is gone keeps nobody from deleting their records; the receipt says what it did not confirm.
    pub async fn disconnect(self: &Arc<Self>, connection: &str) -> Result<Receipt, AppError> {
        let _turn = self.turns.take(connection).await;
        let record = self.connection_record(connection).await?;
        let token = match self.refresh_token(connection).await {
            Err(problem) if problem.retry != Retry::Never => return Err(problem),
            token => token,
        };
        self.sync_stop(connection).await?;
        let payer = self.payer(&record.payer).await;
        let access = self.end_access(payer.as_ref(), token).await;
        let tokens_deleted = self.forget_tokens(connection).await.is_ok();
        let id = record.id.clone();
        let deleted = self.with_store(move |store: &Store| store.delete_connection(&id)).await?;
        self.forget_sync(connection);
        self.turns.forget(connection);
        self.host.tell(Event::RecordsChanged(()));
        Ok(Receipt {
            payer_name: record.payer_name,
            at: self.clock.now().to_string(),
            access,
            tokens_deleted,
            deleted,
            has_portal: payer.is_ok_and(|payer| payer.has_portal()),
        })
    }

    /// Opens the payer's own page with the list of apps.
    pub async fn open_portal(&self, payer: &str) -> Result<(), AppError> {
        let portal = self.payer(payer).await?.portal().cloned().ok_or_else(error::not_found)?;
        let host = Arc::clone(&self.host);
        if blocking(move || host.open_in_browser(&portal)).await? { Ok(()) } else { Err(error::no_browser()) }
    }

    /// One connection as it is kept.
    pub(super) async fn connection_record(&self, id: &str) -> Result<ConnectionRecord, AppError> {
        let id = id.to_owned();
        self.with_store(move |store| store.connection(&id)).await
    }

    async fn end_access(
        &self,
        payer: Result<&Payer, &AppError>,
        token: Result<Option<SecretString>, AppError>,
    ) -> AccessEnded {
        match (payer, token) {
            (Ok(payer), Ok(Some(token))) => self.revoke(payer, &token, TokenKind::Refresh).await,
            // A sign-in without a refresh token ends by itself within minutes.
            (Ok(_), Ok(None)) => AccessEnded::NotOffered,
            (Err(problem), _) => AccessEnded::NotConfirmed { problem: problem.clone() },
            (_, Err(problem)) => AccessEnded::NotConfirmed { problem },
        }
    }
}

fn connections_and_kept(store: &Store) -> Result<Vec<(ConnectionRecord, Kept)>, StoreError> {
    let mut found = Vec::new();
    for record in store.connections()? {
        match store.kept(&record.id) {
            Ok(kept) => found.push((record, kept)),
            // It was ended just now.
            Err(StoreError::NotFound) => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(found)
}

fn shown(record: ConnectionRecord, kept: Kept, registry: &Registry) -> Connection {
    let payer = registry.get(&record.payer);
    Connection {
        payer_kind: payer.map_or(PayerKind::Production, |payer| payer.kind),
        host: payer.and_then(Payer::host).unwrap_or_default(),
        can_revoke: payer.is_some_and(Payer::can_revoke),
        has_portal: payer.is_some_and(Payer::has_portal),
        status: match record.sign_in_needed_since {
            None => ConnectionStatus::Connected,
            Some(since) => ConnectionStatus::SignInNeeded { since: since.to_string() },
        },
        id: record.id,
        payer: record.payer,
        payer_name: record.payer_name,
        member_name: record.member_name,
        last_updated: record.last_updated.map(|at| at.to_string()),
        granted: record.granted,
        missing: record.missing,
        sign_in_until: record.sign_in_until.map(|day| day.to_string()),
        kept,
    }
}
