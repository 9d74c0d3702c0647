//! Opening the records, or saying what is in the way. Nothing is ever wiped or replaced here unasked (T17).
//!
//! | keychain's key | file of records | what follows |
//! | --- | --- | --- |
//! | none | none | the first start: a key is made and kept, then the file |
//! | none | there | blocked: the key is missing |
//! | there | none, or set aside | the file is made with that key, so that it stays the key of what was set aside |
//! | there | there | opened, or blocked: another key's, damaged, newer, in use |
//! | cannot be asked | either | blocked, with what the keychain said |

use std::{path::Path, sync::Arc};

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretBox, SecretSlice};

use crate::{
    auth::problem,
    ipc::{AppError, AppState, ErrorCode, Event, Startup, SyncStatus},
    secret::SecretStore,
    store::{DatabaseKey, Store},
};

use super::{Folio, blocking, error, sync};

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
    /// The member locked it, or was away.
    Locked,
}

impl Folio {
    /// Opens the records, or tries again. The web view is told how it went.
    pub async fn open(&self) {
        let _one_at_a_time = self.opening.lock().await;
        if !self.lock.is_on() {
            self.open_in_turn().await;
        }
    }

    /// What the first screen needs.
    pub async fn app_state(&self) -> AppState {
        let opened = self.opened.borrow().clone();
        let (startup, has_connections) = match opened {
            _ if self.lock.is_on() => (Startup::Locked, false),
            Opened::Locked => (Startup::Locked, false),
            Opened::Opening => (Startup::Opening, false),
            Opened::Blocked(problem) => (Startup::Blocked { problem }, false),
            Opened::Ready(store) => {
                let connections = blocking(move || store.connections()).await;
                let any = matches!(connections, Ok(Ok(connections)) if !connections.is_empty());
                (Startup::Ready, any)
            }
        };
        AppState { version: env!("CARGO_PKG_VERSION").to_owned(), startup, settings: self.settings(), has_connections }
    }

    /// Puts records that cannot be opened aside under another name and begins with empty ones: only when the member
    /// asked for it, and only where nothing less helps. They are deleted nowhere, and no key is.
    ///
    /// # Errors
    /// What is in the way, where records set aside would not help: the keychain, the disk, another copy of the app.
    pub async fn set_records_aside(&self) -> Result<AppState, AppError> {
        {
            let _one_at_a_time = self.opening.lock().await;
            // What was in the way when the member was asked may be gone.
            self.open_in_turn().await;
            let opened = self.opened.borrow().clone();
            if let Opened::Blocked(problem) = opened {
                if !matches!(problem.code, ErrorCode::KeyMissing | ErrorCode::WrongKey | ErrorCode::StoreCorrupt) {
                    return Err(problem);
                }
                let (folder, now) = (self.folders.records.clone(), self.clock.now());
                blocking(move || Store::set_aside(&folder, now)).await??;
                self.open_in_turn().await;
            }
        }
        Ok(self.app_state().await)
    }

    /// The open records. While they are being opened it waits: a command may come before that is done.
    pub(super) async fn store(&self) -> Result<Store, AppError> {
        let mut opened = self.opened.subscribe();
        match opened.wait_for(|opened| !matches!(opened, Opened::Opening)).await.as_deref() {
            Ok(Opened::Ready(store)) => Ok(store.clone()),
            Ok(Opened::Blocked(problem)) => Err(problem.clone()),
            Ok(Opened::Locked) => Err(error::locked()),
            Ok(Opened::Opening) | Err(_) => Err(error::unexpected("the records are being opened")),
        }
    }

    pub(super) async fn open_in_turn(&self) {
        if matches!(*self.opened.borrow(), Opened::Ready(_)) {
            return;
        }
        self.opened.send_replace(Opened::Opening);
        let (folder, secrets, now) = (self.folders.records.clone(), Arc::clone(&self.secrets), self.clock.now());
        let opened = match blocking(move || open_records(&folder, secrets.as_ref(), now)).await {
            Ok(Ok((store, interrupted))) => {
                self.recall_syncs(interrupted);
                self.activity();
                Opened::Ready(store)
            }
            Ok(Err(problem)) | Err(problem) => Opened::Blocked(problem),
        };
        self.opened.send_replace(opened);
        self.lock.set(false);
        self.host.tell(Event::Startup(self.app_state().await));
    }
}

fn open_records(
    folder: &Path,
    secrets: &dyn SecretStore,
    now: Timestamp,
) -> Result<(Store, Vec<SyncStatus>), AppError> {
    let store = Store::open_by(folder, |exists| key_for(exists, secrets, now))?;
    let interrupted = sync::interrupted(&store)?;
    Ok((store, interrupted))
}

fn key_for(exists: bool, secrets: &dyn SecretStore, now: Timestamp) -> Result<DatabaseKey, AppError> {
    let kept = secrets.get(DATABASE_KEY).map_err(problem::of_secret)?;
    let key = kept.as_ref().and_then(|kept| <[u8; 32]>::try_from(kept.expose_secret()).ok());
    match key {
        Some(key) => Ok(SecretBox::new(Box::new(key))),
        None if exists => Err(error::key_missing()),
        None => new_key(secrets, kept, now),
    }
}

/// Makes a key and keeps it. What stood in its place and is no key that this version understands may still open records
/// that were set aside: it stays, under a name of its own.
fn new_key(
    secrets: &dyn SecretStore,
    before: Option<SecretSlice<u8>>,
    now: Timestamp,
) -> Result<DatabaseKey, AppError> {
    if let Some(before) = before {
        secrets.set(&format!("{DATABASE_KEY}/{now}"), before.expose_secret()).map_err(problem::of_secret)?;
    }
    let key: DatabaseKey = SecretBox::new(Box::new(rand::random()));
    secrets.set(DATABASE_KEY, key.expose_secret()).map_err(problem::of_secret)?;
    Ok(key)
}
