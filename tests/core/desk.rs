//! A member's desk: an encrypted file of records with one connection, and what a sync needs beside it.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use claimfolio_core::{
    auth::{AccessToken, AccessTokens, TokenError},
    clock::{Clock, SystemClock},
    fhir::{
        backoff::Pause,
        client::{Client, Parts},
        next_link::{Base, ForeignLinks},
        supports::{Listed, Supports},
    },
    http::{HttpClient, Timeouts},
    ipc::{ClaimFilter, ClaimRow, DataKind, RecordKind, SyncKind, SyncStatus},
    store::{ConnectionRecord, DatabaseKey, Store},
    sync::{
        limits::Limits,
        run::{Order, Tools, run},
    },
};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// The connection's id.
pub(crate) const CONNECTION: &str = "connection";

/// Waits not at all: the tests look at what is asked, not at how long it takes.
pub(crate) struct NoPause;

#[async_trait::async_trait]
impl Pause for NoPause {
    async fn pause(&self, _: Duration) {
        tokio::task::yield_now().await;
    }
}

/// One token for ever.
pub(crate) struct OneToken;

#[async_trait::async_trait]
impl AccessTokens for OneToken {
    async fn current(&self) -> Result<AccessToken, TokenError> {
        Ok(AccessToken { secret: "one-token".to_owned().into(), generation: 0 })
    }

    async fn renew(&self, _: &AccessToken) -> Result<AccessToken, TokenError> {
        Err(TokenError::SignInNeeded)
    }
}

/// An encrypted file of records with one connection.
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) granted: Vec<DataKind>,
    pub(crate) patient: Option<String>,
    pub(crate) records: Vec<RecordKind>,
    pub(crate) limits: Limits,
    pub(crate) foreign_links: ForeignLinks,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) told: Arc<Mutex<Vec<SyncStatus>>>,
    pub(crate) stop: CancellationToken,
    http: HttpClient,
    _folder: TempDir,
}

impl Desk {
    pub(crate) fn new(patient: &str, granted: &[DataKind]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &DatabaseKey::new(Box::new([7; 32]))).unwrap();
        let clock = SystemClock::default();
        store
            .save_connection(&ConnectionRecord {
                id: CONNECTION.to_owned(),
                payer: "demo".to_owned(),
                payer_name: "Plan".to_owned(),
                patient: Some(patient.to_owned()),
                member_name: None,
                scopes: Vec::new(),
                granted: granted.to_vec(),
                missing: Vec::new(),
                created: clock.now(),
                sign_in_needed_since: None,
                sign_in_until: None,
                last_updated: None,
            })
            .unwrap();
        Self {
            store,
            granted: granted.to_vec(),
            records: Vec::new(),
            patient: Some(patient.to_owned()),
            limits: Limits::default(),
            foreign_links: ForeignLinks::Refuse,
            clock: Arc::new(clock),
            told: Arc::default(),
            stop: CancellationToken::new(),
            http: HttpClient::fhir(Timeouts::FHIR).unwrap(),
            _folder: folder,
        }
    }

    /// Runs a sync against the FHIR server at `base`.
    pub(crate) async fn sync(&self, base: &str, tokens: Arc<dyn AccessTokens>, supports: Supports) -> SyncStatus {
        let client = Client::new(Parts {
            http: self.http.clone(),
            base: Base::parse(base).unwrap(),
            supports: Arc::new(supports),
            refused: Arc::default(),
            foreign_links: self.foreign_links,
            tokens,
            clock: Arc::clone(&self.clock),
            pause: Arc::new(NoPause),
        });
        let tools = Tools { client, store: self.store.clone(), clock: Arc::clone(&self.clock), limits: self.limits };
        let order = Order {
            connection: CONNECTION.to_owned(),
            payer_name: "Plan".to_owned(),
            patient: self.patient.clone(),
            granted: self.granted.clone(),
            records: self.records.clone(),
        };
        let told = Arc::clone(&self.told);
        run(&order, &tools, &self.stop, Arc::new(move |status| told.lock().unwrap().push(status))).await
    }

    /// The claims as a list shows them, without what depends on the order in which they came.
    pub(crate) fn claims(&self) -> Vec<ClaimRow> {
        let mut rows = self.store.claims_page(&ClaimFilter::default(), 0, 1_000_000).unwrap().rows;
        for row in &mut rows {
            row.id = 0;
            row.is_new = false;
            row.is_changed = false;
            row.episode = row.episode.map(|_| 0);
        }
        rows.sort_by_key(|row| format!("{row:?}"));
        rows
    }
}

/// One kind of a status.
pub(crate) fn kind(status: &SyncStatus, kind: DataKind) -> &SyncKind {
    status.kinds.iter().find(|candidate| candidate.kind == kind).unwrap()
}

/// A list of search parameters as a payer's documents write it.
pub(crate) fn listed(search: &str) -> Listed {
    Listed { read: true, search: search.split_whitespace().map(str::to_owned).collect(), ..Listed::default() }
}
