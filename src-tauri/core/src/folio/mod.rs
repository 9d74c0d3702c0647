//! The app without its window: one [`Folio`] is everything a member has here. Each command of the shell is one call.
//!
//! What the core needs of the computer around it comes through [`Host`]; secrets through
//! [`SecretStore`](crate::secret::SecretStore); time through [`Clock`](crate::clock::Clock). A test brings its own of
//! each and has the whole app without a window.

mod connect;
mod connections;
mod error;
mod payers;
mod records;
mod settings;
mod startup;
mod sync;
mod tokens;

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use url::Url;

use crate::{
    clock::Clock,
    ipc::{AppError, Event, Settings},
    payer::Registry,
    secret::SecretStore,
    store::{Store, StoreError},
};

use error::store_error;
use startup::Opened;

/// What the core asks of the computer it runs on.
#[async_trait]
pub trait Host: Send + Sync + 'static {
    /// Tells the web view.
    fn tell(&self, event: Event);
    /// Opens a page in the system's browser; false where none could be started. May block.
    fn open_in_browser(&self, url: &Url) -> bool;
    /// Whether the system hands links of our scheme to this app (T1). May block.
    fn links_come_back(&self) -> bool;
    /// Brings the window to the front.
    fn bring_to_front(&self);
    /// Starts the demo plan where it does not run yet, and gives its address.
    async fn demo_plan(&self) -> std::io::Result<Url>;
}

/// Where things are kept.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The encrypted records: local to this computer, never roaming (T31).
    pub records: PathBuf,
    /// The preferences.
    pub settings: PathBuf,
}

/// Everything a member has here.
pub struct Folio {
    folders: Folders,
    secrets: Arc<dyn SecretStore>,
    clock: Arc<dyn Clock>,
    host: Arc<dyn Host>,
    registry: Mutex<Registry>,
    settings: Mutex<Settings>,
    opened: Mutex<Opened>,
    opening: tokio::sync::Mutex<()>,
    signing_in: connect::SigningIn,
    sessions: tokens::Sessions,
    syncs: sync::Syncs,
}

impl Folio {
    /// Reads the preferences; opens nothing yet.
    #[must_use]
    pub fn new(
        folders: Folders,
        secrets: Arc<dyn SecretStore>,
        clock: Arc<dyn Clock>,
        host: Arc<dyn Host>,
        registry: Registry,
    ) -> Arc<Self> {
        let settings = settings::read(&folders.settings);
        Arc::new(Self {
            folders,
            secrets,
            clock,
            host,
            registry: Mutex::new(registry),
            settings: Mutex::new(settings),
            opened: Mutex::new(Opened::default()),
            opening: tokio::sync::Mutex::new(()),
            signing_in: connect::SigningIn::default(),
            sessions: tokens::Sessions::default(),
            syncs: sync::Syncs::default(),
        })
    }

    /// Does something with the open records on a thread that may block.
    async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, AppError> {
        let store = self.store()?;
        blocking(move || work(&store)).await?.map_err(|error| store_error(&error))
    }
}

/// Runs something that blocks away from the threads that answer commands.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| error::unexpected("a task ended early"))
}

/// A lock whose holder cannot have left anything half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
