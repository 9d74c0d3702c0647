//! Opening the records, or saying what is in the way. Nothing is ever wiped or replaced here unasked (T17).
//!
//! | keychain's key | file of records | what follows |
//! | --- | --- | --- |
//! | none | none | the first start: a key is made and kept, then the file |
//! | none | there | blocked: the key is missing |
//! | there, for who knows the passphrase | either | locked |
//! | there | none, or set aside | the file is made with that key, so that it stays the key of what was set aside |
//! | there | there | opened, or blocked: another key's, damaged, newer, in use |
//! | cannot be asked | either | blocked, with what the keychain said |
//! | announced by a restore | set aside, or replaced already | the restore is finished: the app was killed in the middle of it |

use std::{path::Path, sync::Arc};

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretBox, SecretString};

use crate::{
    auth::problem,
    ipc::{AppError, AppState, ErrorCode, Event, Startup},
    secret::{Found, KeptKey, KeyError, SecretError, SecretStore},
    store::{DatabaseKey, Newcomer, Store, StoreError},
};

use super::{Folio, blocking, error, passphrase::problem_of_key, sync};

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
            self.open_in_turn(None).await;
        }
    }

    /// What the first screen needs.
    pub async fn app_state(&self) -> AppState {
        let opened = self.opened.borrow().clone();
        let (startup, has_connections) = match opened {
            _ if self.lock.is_on() => (self.locked(), false),
            Opened::Locked => (self.locked(), false),
            Opened::Opening => (Startup::Opening, false),
            Opened::Blocked(problem) => (Startup::Blocked { problem }, false),
            Opened::Ready(store) => {
                let connections = blocking(move || store.connections()).await;
                let any = matches!(connections, Ok(Ok(connections)) if !connections.is_empty());
                (Startup::Ready, any)
            }
        };
        AppState {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            startup,
            settings: self.settings(),
            has_connections,
            has_recovery_code: self.has_recovery_code().await,
        }
    }

    /// Whether a recovery code was made for the records.
    pub(super) async fn has_recovery_code(&self) -> bool {
        let folder = self.folders.records.clone();
        matches!(blocking(move || Store::recovery(&folder)).await, Ok(Ok(Some(_))))
    }

    /// Puts records that cannot be opened aside under another name and begins with empty ones: only when the member
    /// asked for it, and only where nothing less helps. They are deleted nowhere, and no key is.
    ///
    /// # Errors
    /// What is in the way, where records set aside would not help: the keychain, the disk, another copy of the app; and the
    /// lock, where no passphrase is needed to open it.
    pub async fn set_records_aside(&self) -> Result<AppState, AppError> {
        {
            let _one_at_a_time = self.opening.lock().await;
            if self.lock.is_on() && !self.lock.has_passphrase() {
                return Err(error::locked());
            }
            // What was in the way when the member was asked may be gone.
            self.open_in_turn(None).await;
            let opened = self.opened.borrow().clone();
            if let Opened::Blocked(problem) = opened {
                if !matches!(problem.code, ErrorCode::KeyMissing | ErrorCode::WrongKey | ErrorCode::StoreCorrupt) {
                    return Err(problem);
                }
                let (folder, now) = (self.folders.records.clone(), self.clock.now());
                blocking(move || Store::set_aside(&folder, now)).await??;
                self.open_in_turn(None).await;
            } else if matches!(opened, Opened::Locked) {
                let (folder, now) = (self.folders.records.clone(), self.clock.now());
                let secrets = Arc::clone(&self.secrets);
                blocking(move || {
                    Store::set_aside(&folder, now)?;
                    // With a key of their own: nobody knows the passphrase of the old one.
                    KeptKey::of(secrets.as_ref()).make(&now.to_string()).map(drop).map_err(problem::of_secret)
                })
                .await??;
                self.was_tried(true).await;
                self.open_in_turn(None).await;
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

    /// Opens the records where they are not open, and tells the web view how it went. True where a passphrase that was
    /// given was another one: nothing has changed then, and nothing is told.
    pub(super) async fn open_in_turn(&self, passphrase: Option<SecretString>) -> bool {
        if matches!(*self.opened.borrow(), Opened::Ready(_)) {
            return false;
        }
        self.opened.send_replace(Opened::Opening);
        let (folder, secrets, now) = (self.folders.records.clone(), Arc::clone(&self.secrets), self.clock.now());
        let opening = blocking(move || open_records(&folder, secrets.as_ref(), now, passphrase.as_ref()));
        let opened = match opening.await {
            Ok(Ok((store, has_passphrase))) => match self.opened_by(store, has_passphrase).await {
                Ok(()) => return false,
                Err(problem) => Opened::Blocked(problem),
            },
            Ok(Err(Shut::ByPassphrase)) => {
                self.lock.set_passphrase(true);
                Opened::Locked
            }
            Ok(Err(Shut::WrongPassphrase)) => {
                self.opened.send_replace(Opened::Locked);
                return true;
            }
            Ok(Err(Shut::By(problem))) | Err(problem) => Opened::Blocked(problem),
        };
        self.lock.set(matches!(opened, Opened::Locked));
        self.opened.send_replace(opened);
        self.host.tell(Event::Startup(self.app_state().await));
        false
    }

    /// The records are open: says so.
    pub(super) async fn opened_by(&self, store: Store, has_passphrase: bool) -> Result<(), AppError> {
        let reading = store.clone();
        let interrupted = blocking(move || sync::interrupted(&reading)).await??;
        self.lock.set_passphrase(has_passphrase);
        self.recall_syncs(interrupted);
        self.arrived();
        self.opened.send_replace(Opened::Ready(store));
        self.lock.set(false);
        self.host.tell(Event::Startup(self.app_state().await));
        Ok(())
    }
}

/// Why the records are not open.
pub(super) enum Shut {
    /// A passphrase opens them.
    ByPassphrase,
    /// The passphrase was another one.
    WrongPassphrase,
    /// Something is in the way.
    By(AppError),
}

impl From<StoreError> for Shut {
    fn from(cause: StoreError) -> Self {
        Self::By(cause.into())
    }
}

impl From<SecretError> for Shut {
    fn from(cause: SecretError) -> Self {
        Self::By(problem::of_secret(cause))
    }
}

/// What a key was had by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Keychain,
    Passphrase,
    /// A restore announced it and was cut off before it was kept.
    Restore,
}

fn open_records(
    folder: &Path,
    secrets: &dyn SecretStore,
    now: Timestamp,
    passphrase: Option<&SecretString>,
) -> Result<(Store, bool), Shut> {
    let kept = KeptKey::of(secrets);
    let was_cut_off = Newcomer::was_left(folder);
    let mut had_by = By::Keychain;
    let mut announced = None;
    let store = Store::open_by(folder, |exists| {
        let (key, by) = key_for(exists, folder, &kept, now, passphrase)?;
        had_by = by;
        if by == By::Restore {
            announced = Some(SecretBox::new(Box::new(*key.expose_secret())));
        }
        Ok::<_, Shut>(key)
    })?;
    if let Some(key) = announced {
        kept.replace(&key, &now.to_string())?;
    }
    if had_by == By::Restore || was_cut_off {
        kept.forget_announced();
    }
    Ok((store, had_by == By::Passphrase))
}

/// The key of the records, and what it was had by. A key that this version does not understand may still open records that
/// were set aside: it stays, under a name of its own.
fn key_for(
    exists: bool,
    folder: &Path,
    kept: &KeptKey<'_>,
    now: Timestamp,
    passphrase: Option<&SecretString>,
) -> Result<(DatabaseKey, By), Shut> {
    let found = kept.find()?;
    if let Some(key) = announced(exists, folder, kept, &found)? {
        return Ok((key, By::Restore));
    }
    match found {
        Found::Plain(key) => {
            kept.tidy();
            Ok((key, By::Keychain))
        }
        Found::Wrapped => {
            let passphrase = passphrase.ok_or(Shut::ByPassphrase)?;
            kept.open(passphrase).map(|key| (key, By::Passphrase)).map_err(|cause| match cause {
                KeyError::Refused => Shut::WrongPassphrase,
                cause => Shut::By(problem_of_key(cause)),
            })
        }
        Found::Nothing | Found::Foreign(_) if exists => Err(Shut::By(error::key_missing())),
        Found::Nothing | Found::Foreign(_) => Ok((kept.make(&now.to_string())?, By::Keychain)),
    }
}

/// The key that a restore announced, where it was cut off before that key was kept: between setting the old records aside
/// and putting the new ones in their place, which is done here then, or after both.
fn announced(exists: bool, folder: &Path, kept: &KeptKey<'_>, found: &Found) -> Result<Option<DatabaseKey>, Shut> {
    let may_be = match found {
        _ if !exists => Newcomer::was_left(folder),
        Found::Plain(key) => !Store::is_of(folder, key),
        Found::Wrapped | Found::Nothing | Found::Foreign(_) => true,
    };
    let Some(next) = may_be.then(|| kept.announced()).transpose()?.flatten() else { return Ok(None) };
    let is_theirs = if exists { Store::is_of(folder, &next) } else { Newcomer::arrive(folder, &next)? };
    Ok(is_theirs.then_some(next))
}
