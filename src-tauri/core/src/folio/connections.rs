//! The connections' life after the sign-in: how they stand, and how they end.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use secrecy::SecretString;
use tokio::sync::OwnedMutexGuard;

use crate::{
    auth::{endpoint::TokenKind, problem, session::SignIn},
    ipc::{
        AccessEnded, AppError, Connection, ConnectionAddresses, ConnectionStatus, Event, Kept, PayerKind, Receipt,
        Retry,
    },
    payer::{FROM_FILE, Payer, Registry},
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

    /// Waits until the changes that are under way are done.
    pub(super) async fn settled(&self) {
        let turns: Vec<_> = lock(&self.0).values().cloned().collect();
        for turn in turns {
            drop(turn.lock().await);
        }
    }

    fn forget(&self, connection: &str) {
        lock(&self.0).remove(connection);
    }
}

impl Folio {
    /// Every connection, oldest first.
    pub async fn connections(&self) -> Result<Vec<Connection>, AppError> {
        let kept = self.with_store(connections_and_kept).await?;
        let (registry, sign_ins) = (self.registry(), self.sign_ins());
        let sign_in = |record: &ConnectionRecord| sign_ins.get(&record.id).copied().unwrap_or(SignIn::Good);
        Ok(kept.into_iter().map(|held| shown(sign_in(&held.record), held, &registry)).collect())
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
        if record.payer == FROM_FILE {
            return self.forget_file(record).await;
        }
        let token = match self.refresh_token(connection).await {
            Err(problem) if problem.retry != Retry::Never => return Err(problem),
            token => token,
        };
        self.sync_stop(connection).await?;
        let payer = self.payer(&record.payer).await;
        let access = self.end_access(connection, payer.as_ref(), token).await;
        let tokens_deleted = self.forget_tokens(connection).await.is_ok();
        let id = record.id.clone();
        let deleted = self.with_store(move |store: &Store| store.delete_connection(&id)).await?;
        let secret_deleted = match &payer {
            Ok(payer) => self.forget_unused_secret(&payer.registration.id).await,
            Err(_) => None,
        };
        self.forget_sync(connection);
        self.turns.forget(connection);
        self.host.tell(Event::RecordsChanged(()));
        Ok(Receipt {
            payer_name: record.payer_name,
            at: self.clock.now().to_string(),
            access,
            tokens_deleted,
            secret_deleted,
            deleted,
            has_portal: payer.is_ok_and(|payer| payer.has_portal()),
        })
    }

    /// Ends a connection from a file: there is no access and no token, only what was added.
    async fn forget_file(&self, record: ConnectionRecord) -> Result<Receipt, AppError> {
        let id = record.id.clone();
        let deleted = self.with_store(move |store: &Store| store.delete_connection(&id)).await?;
        self.turns.forget(&record.id);
        self.host.tell(Event::RecordsChanged(()));
        Ok(Receipt {
            payer_name: record.payer_name,
            at: self.clock.now().to_string(),
            access: AccessEnded::NoneThere,
            tokens_deleted: true,
            secret_deleted: None,
            deleted,
            has_portal: false,
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
        connection: &str,
        payer: Result<&Payer, &AppError>,
        token: Result<Option<SecretString>, AppError>,
    ) -> AccessEnded {
        match (payer, token) {
            (Ok(payer), Ok(Some(token))) => match self.way(payer, connection).await {
                Ok(way) => self.revoke(way, &token, TokenKind::Refresh).await,
                Err(problem) => AccessEnded::NotConfirmed { problem },
            },
            // A sign-in without a refresh token ends by itself within minutes.
            (Ok(_), Ok(None)) => AccessEnded::NotOffered,
            (Err(problem), _) => AccessEnded::NotConfirmed { problem: problem.clone() },
            (_, Err(problem)) => AccessEnded::NotConfirmed { problem },
        }
    }
}

/// A connection with what is kept of it.
struct Held {
    record: ConnectionRecord,
    kept: Kept,
    addresses: Option<ConnectionAddresses>,
}

fn connections_and_kept(store: &Store) -> Result<Vec<Held>, StoreError> {
    let mut found = Vec::new();
    for record in store.connections()? {
        match store.kept(&record.id) {
            Ok(kept) => found.push(Held { addresses: store.addresses(&record.id)?, record, kept }),
            // It was ended just now.
            Err(StoreError::NotFound) => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(found)
}

fn shown(sign_in: SignIn, Held { record, kept, addresses }: Held, registry: &Registry) -> Connection {
    let is_file = record.payer == FROM_FILE;
    let payer = registry.get(&record.payer);
    let endpoints = payer.and_then(|payer| payer.endpoints(addresses.as_ref()));
    Connection {
        payer_kind: if is_file { PayerKind::File } else { payer.map_or(PayerKind::Production, |payer| payer.kind) },
        host: payer.and_then(Payer::host).unwrap_or_default(),
        can_revoke: payer.is_some_and(Payer::can_revoke) || endpoints.is_some_and(|(_, revoke)| revoke.is_some()),
        has_portal: payer.is_some_and(Payer::has_portal),
        status: match (record.sign_in_needed_since, sign_in) {
            _ if is_file => ConnectionStatus::FromFile,
            _ if payer.is_none() => ConnectionStatus::PayerUnlisted,
            (Some(since), _) => ConnectionStatus::SignInNeeded { since: since.to_string() },
            (None, SignIn::NotKept(cause)) => ConnectionStatus::NotKept { problem: problem::of_secret(cause) },
            // That it ended is noted with the record once the sync that met it is over.
            (None, SignIn::Good | SignIn::Ended) => ConnectionStatus::Connected,
        },
        signs_in_each_time: addresses.as_ref().is_some_and(|found| found.signs_in_each_time),
        addresses,
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
