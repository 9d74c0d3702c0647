//! The app without its window: one [`Folio`] is everything a member has here. Each command of the shell is one call.
//!
//! What the core needs of the computer around it comes through [`Host`]; secrets through
//! [`SecretStore`](crate::secret::SecretStore); time through [`Clock`](crate::clock::Clock). A test brings its own of
//! each and has the whole app without a window.
//!
//! | file | what a member does there |
//! | --- | --- |
//! | `startup` | opens the app, or is told what is in the way |
//! | `lock`, `passphrase`, `recovery` | locks it, opens it again; says what opens it |
//! | `settings`, `payers` | sets it up, picks a plan |
//! | `registrations` | enters the registration of an organisation |
//! | `connect`, `sign_in`, `loopback`, `keep` | signs in: the commands, what follows from them, what is kept in the end |
//! | `sync`, `records`, `clinical` | fetches records, looks at them |
//! | `refresh` | nothing: records are fetched once a day |
//! | `copies`, `files` | saves copies, opens files |
//! | `backup` | saves everything sealed, and restores it |
//! | `papers` | takes claims along on paper |
//! | `care` | searches the payers' public directories, keeps what they said |
//! | `notes` | writes about claims, tags them, names views of the list |
//! | `notices` | is told on the desktop that there is something to see |
//! | `episodes` | sees which claims belong together, and says otherwise |
//! | `connections` | sees how each connection stands, ends one |
//! | `tokens`, `clients` | nothing: how a connection reaches its payer |
//!
//! No lock of `std` is held while anything is awaited. What blocks (the disk, the keychain, a browser's start) runs on
//! threads made for it.

mod appeals;
mod backup;
mod bills;
mod care;
mod clients;
mod clinical;
mod connect;
mod connections;
mod copies;
mod episodes;
mod error;
mod files;
mod keep;
mod ledger;
mod lock;
mod loopback;
mod notes;
mod notices;
mod papers;
mod passphrase;
mod payers;
mod records;
mod recovery;
mod refresh;
mod registrations;
mod settings;
mod sign_in;
mod startup;
mod sync;
mod tokens;

use std::{
    panic::AssertUnwindSafe,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use futures_util::FutureExt;
use tokio::sync::watch;
use url::Url;

use crate::{
    clock::Clock,
    ipc::{AppError, Event, PaperLanguage, PayersFile, Settings},
    notices::Notice,
    payer::Registry,
    portable::FileKind,
    secret::SecretStore,
    store::{Store, StoreError},
    sync::daily::Surroundings,
};

pub use lock::WHILE_LOCKED;
pub use records::whole_claim;

use startup::Opened;

/// What the core asks of the computer it runs on.
#[async_trait]
pub trait Host: Send + Sync + 'static {
    /// Tells the web view. Called in the order in which things happened: it must neither block nor call the [`Folio`].
    fn tell(&self, event: Event);
    /// Opens a page in the system's browser; false where none could be started. May block.
    fn open_in_browser(&self, url: &Url) -> bool;
    /// Whether the system hands links of our scheme to this app (T1). May block.
    fn links_come_back(&self) -> bool;
    /// Brings the window to the front.
    fn bring_to_front(&self);
    /// Whether the member has the window before them. May block.
    fn is_in_front(&self) -> bool;
    /// Whether something on this computer shows notices. May block.
    fn shows_notices(&self) -> bool;
    /// Shows a notice on the desktop; false where nothing shows it. May block.
    fn show_notice(&self, notice: Notice, language: PaperLanguage) -> bool;
    /// What the computer says of its network and its power.
    async fn surroundings(&self) -> Surroundings;
    /// Asks the member where a copy is to be saved, with a name proposed; `None` where they think better of it.
    async fn save_as(&self, name: &str, kind: FileKind) -> Option<PathBuf>;
    /// Asks the member which files to open; none where they think better of it.
    async fn open_files(&self, kinds: &[FileKind]) -> Vec<PathBuf>;
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
    /// What became of this computer's file of payers.
    payers_file: PayersFile,
    /// One change of a registration at a time.
    registering: tokio::sync::Mutex<()>,
    settings: Mutex<Settings>,
    /// One writer of the preferences' file at a time.
    saving: tokio::sync::Mutex<()>,
    opened: watch::Sender<Opened>,
    /// One attempt at opening, or locking, at a time.
    opening: tokio::sync::Mutex<()>,
    lock: lock::Lock,
    signing_in: sign_in::SigningIn,
    /// One sign-in is kept at a time: two of the same person must not make two connections.
    keeping: tokio::sync::Mutex<()>,
    turns: connections::Turns,
    clients: clients::Clients,
    sessions: tokens::Sessions,
    syncs: sync::Syncs,
    copying: copies::Copying,
    made_code: recovery::MadeCode,
    backups: backup::Backups,
    files: files::Files,
    searches: care::Searches,
    reminded: notices::Reminded,
    refreshing: refresh::Refreshing,
}

impl Folio {
    /// Reads the preferences and this computer's payers; opens nothing yet.
    #[must_use]
    pub fn new(
        folders: Folders,
        secrets: Arc<dyn SecretStore>,
        clock: Arc<dyn Clock>,
        host: Arc<dyn Host>,
        registry: Registry,
    ) -> Arc<Self> {
        let lock = lock::Lock::after(Store::tries(&folders.records), clock.monotonic());
        let host = lock.quieten(host);
        let settings = settings::read(&folders.settings);
        let (mut registry, payers_file) = registry.with_file(&folders.settings.join(payers::FILE));
        for (id, own) in registrations::read(&folders.settings) {
            registry.set_own_registration(&id, Some(&own));
        }
        Arc::new(Self {
            folders,
            secrets,
            clock,
            host,
            registry: Mutex::new(registry),
            payers_file,
            registering: tokio::sync::Mutex::default(),
            settings: Mutex::new(settings),
            saving: tokio::sync::Mutex::default(),
            opened: watch::Sender::default(),
            opening: tokio::sync::Mutex::default(),
            lock,
            signing_in: sign_in::SigningIn::default(),
            keeping: tokio::sync::Mutex::default(),
            turns: connections::Turns::default(),
            clients: clients::Clients::default(),
            sessions: tokens::Sessions::default(),
            syncs: sync::Syncs::default(),
            copying: copies::Copying::default(),
            made_code: recovery::MadeCode::default(),
            backups: backup::Backups::default(),
            files: files::Files::default(),
            searches: care::Searches::default(),
            reminded: notices::Reminded::default(),
            refreshing: refresh::Refreshing::default(),
        })
    }

    /// Ends what is under way so that nothing is lost: syncs keep their places, and a refresh token that is just coming
    /// is kept (T25). For the app's end.
    pub async fn close(&self) {
        self.stop_syncs().await;
        self.settle_sessions().await;
    }

    /// Does something with the open records on a thread that may block.
    async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, AppError> {
        let store = self.store().await?;
        Ok(blocking(move || work(&store)).await??)
    }
}

/// Runs something that blocks away from the threads that answer commands.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| error::unexpected("a task ended early"))
}

/// What came of some work, or `None` where it panicked: nothing that waits for it may wait for ever.
async fn caught<T>(work: impl Future<Output = T>) -> Option<T> {
    AssertUnwindSafe(work).catch_unwind().await.ok()
}

/// A lock whose holder cannot have left anything half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
