//! The connections' life after the sign-in: how they stand, and how they end.

use std::sync::Arc;

use crate::{
    ipc::{AccessEnded, AppError, Connection, ConnectionStatus, Event, PayerKind, Receipt},
    payer::Payer,
    store::{ConnectionRecord, Store},
};

use super::{Folio, blocking, error};

impl Folio {
    /// Every connection, oldest first.
    pub async fn connections(&self) -> Result<Vec<Connection>, AppError> {
        let kept = self
            .with_store(|store| {
                let records = store.connections()?;
                records
                    .into_iter()
                    .map(|record| {
                        let kept = store.kept(&record.id)?;
                        Ok((record, kept))
                    })
                    .collect::<Result<Vec<_>, _>>()
            })
            .await?;
        let registry = self.registry();
        Ok(kept
            .into_iter()
            .map(|(record, kept)| {
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
            })
            .collect())
    }

    /// Ends a connection: its access at the payer where the payer offers that, its tokens, its records. The tokens and the
    /// records go whatever the payer answers.
    pub async fn disconnect(self: &Arc<Self>, connection: &str) -> Result<Receipt, AppError> {
        self.sync_stop(connection).await?;
        let id = connection.to_owned();
        let record = self.with_store(move |store| store.connection(&id)).await?;
        let payer = self.payer(&record.payer).await;
        let access = match &payer {
            Ok(payer) => self.end_access(payer, &record).await,
            Err(problem) => AccessEnded::NotConfirmed { problem: problem.clone() },
        };
        let tokens_deleted = self.forget_tokens(&record).await?;
        let id = record.id.clone();
        let deleted = self.with_store(move |store: &Store| store.delete_connection(&id)).await?;
        self.forget_sync(connection);
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

    /// The connection that a sign-in is to renew.
    pub(super) async fn connection_record(&self, id: &str) -> Result<ConnectionRecord, AppError> {
        let id = id.to_owned();
        self.with_store(move |store| store.connection(&id)).await
    }
}
