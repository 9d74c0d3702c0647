//! Opening the records, or saying what is in the way. Nothing is ever wiped or replaced here unasked (T17).

use std::path::Path;

use secrecy::{ExposeSecret, SecretBox};

use crate::{
    auth::problem,
    ipc::{AppError, AppState, Event, Startup},
    secret::SecretStore,
    store::{DatabaseKey, Store},
};

use super::{
    Folio, blocking,
    error::{key_missing, store_error},
    lock,
};

/// The keychain's name for the key of the records.
const DATABASE_KEY: &str = "database-key";

/// Where opening the records stands.
#[derive(Clone, Default)]
pub(super) enum Opened {
    /// Under way.
    #[default]
    Opening,
    /// Open.
    Ready(Store),
    /// Something is in the way.
    Blocked(AppError),
}

impl Folio {
    /// Opens the records, or tries again. The web view is told how it went.
    pub async fn open(&self) {
        let _one_at_a_time = self.opening.lock().await;
        if matches!(*lock(&self.opened), Opened::Ready(_)) {
            return;
        }
        *lock(&self.opened) = Opened::Opening;
        let (folder, secrets) = (self.folders.records.clone(), std::sync::Arc::clone(&self.secrets));
        let opened = match blocking(move || open_records(&folder, secrets.as_ref())).await {
            Ok(Ok(store)) => Opened::Ready(store),
            Ok(Err(problem)) | Err(problem) => Opened::Blocked(problem),
        };
        *lock(&self.opened) = opened;
        self.host.tell(Event::Startup(self.app_state().await));
    }

    /// What the first screen needs.
    pub async fn app_state(&self) -> AppState {
        let startup = match &*lock(&self.opened) {
            Opened::Opening => Startup::Opening,
            Opened::Ready(_) => Startup::Ready,
            Opened::Blocked(problem) => Startup::Blocked { problem: problem.clone() },
        };
        let has_connections =
            self.with_store(Store::connections).await.is_ok_and(|connections| !connections.is_empty());
        AppState { version: env!("CARGO_PKG_VERSION").to_owned(), startup, settings: self.settings(), has_connections }
    }

    /// Puts records that cannot be opened aside under another name and begins with empty ones: only when the member
    /// asked for it.
    pub async fn set_records_aside(&self) -> Result<AppState, AppError> {
        {
            let _one_at_a_time = self.opening.lock().await;
            if matches!(*lock(&self.opened), Opened::Blocked(_)) {
                let (folder, now) = (self.folders.records.clone(), self.clock.now());
                blocking(move || Store::set_aside(&folder, now)).await?.map_err(|error| store_error(&error))?;
            }
        }
        self.open().await;
        Ok(self.app_state().await)
    }

    /// The open records.
    pub(super) fn store(&self) -> Result<Store, AppError> {
        match &*lock(&self.opened) {
            Opened::Ready(store) => Ok(store.clone()),
            Opened::Blocked(problem) => Err(problem.clone()),
            Opened::Opening => Err(super::error::unexpected("the records are being opened")),
        }
    }
}

fn open_records(folder: &Path, secrets: &dyn SecretStore) -> Result<Store, AppError> {
    let key = match secrets.get(DATABASE_KEY).map_err(problem::of_secret)? {
        Some(kept) => <[u8; 32]>::try_from(kept.expose_secret()).ok(),
        None => None,
    };
    let key = match key {
        Some(key) => SecretBox::new(Box::new(key)),
        None if Store::exists(folder) => return Err(key_missing()),
        None => new_key(secrets)?,
    };
    Store::open(folder, &key).map_err(|error| store_error(&error))
}

fn new_key(secrets: &dyn SecretStore) -> Result<DatabaseKey, AppError> {
    let key: DatabaseKey = SecretBox::new(Box::new(rand::random()));
    secrets.set(DATABASE_KEY, key.expose_secret()).map_err(problem::of_secret)?;
    Ok(key)
}
