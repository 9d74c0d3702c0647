//! Keeps what a sign-in brought: the connection, its tokens, and the first sync. All of it, or nothing.

use std::{sync::Arc, time::Duration};

use jiff::{ToSpan, tz::TimeZone};

use crate::{
    auth::{flow::Renewal, problem, token::Grant},
    ipc::{AppError, ConnectionAddresses, DataKind, Event},
    payer::{Payer, kind_of_scope},
    store::ConnectionRecord,
};

use super::{Folio, error, tokens::Way};

/// What is known of a grant besides what it says.
#[derive(Clone, Default)]
pub(super) struct Arrival {
    /// When it was asked for, in monotonic time.
    pub(super) asked_at: Duration,
    /// Whose records it reaches.
    pub(super) member_name: Option<String>,
}

/// A connection that a sign-in renews, as it was.
struct Before {
    record: ConnectionRecord,
    addresses: Option<ConnectionAddresses>,
    way: Option<Way>,
}

impl Folio {
    /// Makes a connection, or renews the one that this person has with this payer. Where it fails, everything is as it was
    /// before; the grant is for the caller to give back.
    pub(super) async fn keep(
        self: &Arc<Self>,
        payer: &str,
        renews: Option<Renewal>,
        found: ConnectionAddresses,
        arrival: Arrival,
        grant: Grant,
    ) -> Result<String, AppError> {
        let found = ConnectionAddresses { signs_in_each_time: grant.refresh_token.is_none(), ..found };
        let payer = self.payer(payer).await?;
        let _alone = self.keeping.lock().await;
        let before = self.connection_of(&payer, renews.as_ref(), grant.patient.as_deref()).await?;
        let id = before.as_ref().map_or_else(|| uuid::Uuid::new_v4().to_string(), |before| before.id.clone());
        let _turn = self.turns.take(&id).await;
        // A sync that runs on the old tokens must not meet the new ones half way.
        self.sync_stop(&id).await?;
        let before = match before {
            Some(record) => Some(self.before(&payer, record).await?),
            None => None,
        };
        let record = self.record(&payer, id, before.as_ref().map(|before| &before.record), arrival.member_name, &grant);
        let kept = record.clone();
        let saved = self.with_store(move |store| {
            store.save_connection(&kept)?;
            store.save_addresses(&kept.id, &found)
        });
        if let Err(problem) = saved.await {
            self.undo(record, before).await;
            return Err(problem);
        }
        // Made anew, because its scopes and its token endpoint may be others now, and no refresh of the old tokens may come
        // back after the new ones are kept.
        self.end_session(&record.id).await;
        // Read now and not before: that refresh may have replaced it.
        let old = if before.is_some() { self.refresh_token(&record.id).await.ok().flatten() } else { None };
        let refresh_token = grant.refresh_token.clone();
        let adopted = match self.session(&payer, &record).await {
            Ok(session) => session.adopt(grant, arrival.asked_at).await.map_err(problem::of_secret),
            Err(problem) => Err(problem),
        };
        if let Err(problem) = adopted {
            self.undo(record, before).await;
            return Err(problem);
        }
        if let (Some(Before { way: Some(way), .. }), Some(old)) = (before, old) {
            self.end_replaced(&payer, way, old, refresh_token.as_ref());
        }
        self.host.tell(Event::RecordsChanged(()));
        if let Err(problem) = self.begin_sync(&record.id).await {
            tracing::warn!(code = ?problem.code, "the first sync did not begin");
        }
        Ok(record.id)
    }

    /// A connection as it was, with the way to its old tokens.
    async fn before(&self, payer: &Payer, record: ConnectionRecord) -> Result<Before, AppError> {
        let id = record.id.clone();
        let addresses = self.with_store(move |store| store.addresses(&id)).await?;
        let way = self.way(payer, &record.id).await.ok();
        Ok(Before { record, addresses, way })
    }

    /// The connection that a sign-in renews: the one it was begun for, or else one of the same person with this payer.
    async fn connection_of(
        &self,
        payer: &Payer,
        renews: Option<&Renewal>,
        patient: Option<&str>,
    ) -> Result<Option<ConnectionRecord>, AppError> {
        let connections = self.with_store(|store| store.connections()).await?;
        let mut of_payer = connections.into_iter().filter(|record| record.payer == payer.key);
        match renews {
            // One that was ended meanwhile stays ended.
            Some(renewal) => {
                of_payer.find(|record| record.id == renewal.connection).map(Some).ok_or_else(error::not_found)
            }
            None => Ok(of_payer.find(|record| patient.is_some() && record.patient.as_deref() == patient)),
        }
    }

    fn record(
        &self,
        payer: &Payer,
        id: String,
        before: Option<&ConnectionRecord>,
        member_name: Option<String>,
        grant: &Grant,
    ) -> ConnectionRecord {
        let now = self.clock.now();
        let today = now.to_zoned(TimeZone::UTC).date();
        let granted = kinds(&grant.scopes.granted);
        let mut missing = kinds(&grant.scopes.missing);
        missing.retain(|kind| !granted.contains(kind));
        ConnectionRecord {
            id,
            payer: payer.key.clone(),
            payer_name: payer.name.clone(),
            patient: grant.patient.clone().or_else(|| before?.patient.clone()),
            member_name: member_name.or_else(|| before?.member_name.clone()),
            scopes: grant.scopes.granted.clone(),
            granted,
            missing,
            created: before.map_or(now, |before| before.created),
            sign_in_needed_since: None,
            sign_in_until: payer.permission_days.and_then(|days| today.checked_add(i64::from(days).days()).ok()),
            last_updated: before.and_then(|before| before.last_updated),
        }
    }

    /// Takes back a connection whose tokens could not be kept. What a renewal could not replace is good as it was.
    async fn undo(&self, record: ConnectionRecord, before: Option<Before>) {
        self.end_session(&record.id).await;
        if before.is_none() && self.forget_tokens(&record.id).await.is_err() {
            tracing::warn!("tokens that could not be kept may have left a trace in the keychain");
        }
        let undone = self.with_store(move |store| match &before {
            Some(Before { record, addresses, .. }) => {
                store.save_connection(record)?;
                addresses.as_ref().map_or(Ok(()), |addresses| store.save_addresses(&record.id, addresses))
            }
            None => store.delete_connection(&record.id).map(drop),
        });
        if let Err(problem) = undone.await {
            tracing::warn!(code = ?problem.code, "a connection without its tokens could not be taken back");
        }
    }
}

/// The kinds of data behind a list of scopes.
fn kinds(scopes: &[String]) -> Vec<DataKind> {
    let mut kinds: Vec<DataKind> = scopes.iter().filter_map(|scope| kind_of_scope(scope)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
