//! A backup of everything, and its way back on this computer or another one.
//!
//! ```text
//! choose ──► Chosen ── the passphrase ──► preview ── the member's yes ──► the records of the backup
//! ```
//!
//! Nothing changes before the last step, and what it replaces is set aside. Until the records of the backup are proven page
//! by page the app goes on with its own; then it closes them, as for the lock, and opens the others. A crash between any two
//! steps leaves records whose key is in the keychain.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::tz::TimeZone;
use rand::random;
use secrecy::{ExposeSecret, SecretBox};
use tokio_util::sync::CancellationToken;

use crate::{
    auth::problem,
    ipc::{AppError, AppState, BackupFile, BackupPreview, BackupSaved, EnteredSecret, ErrorCode, Event, Startup},
    portable::{Backup, BackupError, Contents, CopyError, FileKind, write_backup},
    secret::{KeptKey, envelope::Key},
    store::{DatabaseKey, Newcomer, Store, StoreError, snapshot},
};

use super::{Folio, blocking, copies::name_of, error, lock, passphrase::long_enough, startup::Opened};

/// Backups under way.
#[derive(Default)]
pub(super) struct Backups {
    /// The one that the member chose to restore.
    chosen: Mutex<Option<Chosen>>,
    /// One is written at a time: its copy of the records has one name.
    writing: tokio::sync::Mutex<()>,
}

struct Chosen {
    place: PathBuf,
    /// Once its passphrase was entered.
    opened: Option<Backup>,
}

impl Folio {
    /// Asks where a backup is to be saved, and writes it, sealed by a passphrase of its own; `None` where the member thinks
    /// better of it, before or while it is written. One that stops half way leaves nothing.
    ///
    /// # Errors
    /// That the backup's passphrase is too short or the one in force was entered wrong, the keychain's, and the disk's.
    pub async fn save_backup(
        self: &Arc<Self>,
        passphrase: EnteredSecret,
        current: Option<EnteredSecret>,
    ) -> Result<Option<BackupSaved>, AppError> {
        long_enough(&passphrase)?;
        self.store().await?;
        let key = {
            let _one_at_a_time = self.opening.lock().await;
            self.proven_key(current).await?
        };
        let now = self.clock.now();
        let name = format!("claimfolio-{}.{}", now.to_zoned(TimeZone::system()).date(), FileKind::Backup.ending());
        let Some(place) = self.place_for(&name, FileKind::Backup).await? else { return Ok(None) };
        let _one_at_a_time = self.backups.writing.lock().await;
        // The app may have been locked until here.
        self.store().await?;
        let stop = self.begin_copy();
        let folder = self.folders.records.clone();
        let advance = self.copy_progress();
        let file = name_of(&place);
        let written = blocking(move || {
            let own: Key = SecretBox::new(Box::new(random()));
            let copy = snapshot(&folder, &key, &own, now, &stop);
            let copy = if stop.is_cancelled() { return Ok(None) } else { copy? };
            let contents = Contents { made_at: now, connections: copy.connections, claims: copy.claims };
            match write_backup(copy.place(), &own, contents, &passphrase.0, &place, &stop, advance) {
                Ok(()) => Ok(Some(contents)),
                Err(CopyError::Stopped) => Ok(None),
                Err(CopyError::Store(cause)) => Err(cause.into()),
                Err(CopyError::Save(cause)) => Err(AppError::from(cause)),
            }
        })
        .await??;
        Ok(written.map(|contents| BackupSaved { file, connections: contents.connections, claims: contents.claims }))
    }

    /// Asks which backup to restore; `None` where the member thinks better of it.
    pub async fn choose_backup(&self) -> Option<BackupFile> {
        let place = self.host.open_files(&[FileKind::Backup]).await.into_iter().next()?;
        let name = name_of(&place);
        *lock(&self.backups.chosen) = Some(Chosen { place, opened: None });
        Some(BackupFile { name })
    }

    /// What is in the backup that was chosen, and what is here in its place.
    ///
    /// # Errors
    /// That the passphrase is another one, that the file is no backup or damaged, or cannot be read.
    pub async fn look_at_backup(&self, passphrase: EnteredSecret) -> Result<BackupPreview, AppError> {
        let place =
            lock(&self.backups.chosen).as_ref().map(|chosen| chosen.place.clone()).ok_or_else(error::not_found)?;
        let here = self.with_store(|store| store.size()).await?;
        let looked = place.clone();
        let backup = blocking(move || Backup::open(&looked, &passphrase.0)).await?.map_err(problem_of_backup)?;
        let Contents { made_at, connections, claims } = backup.contents();
        // The app may have been locked until here, or another one chosen.
        let mut chosen = lock(&self.backups.chosen);
        chosen.as_mut().filter(|chosen| chosen.place == place).ok_or_else(error::not_found)?.opened = Some(backup);
        Ok(BackupPreview {
            made_at: made_at.to_string(),
            connections,
            claims,
            connections_here: here.0,
            claims_here: here.1,
        })
    }

    /// Puts the records of the backup in the place of those that are here, which are set aside. Until the app ends it is
    /// open without a passphrase; one that was in force goes with the records that it opened.
    ///
    /// # Errors
    /// That the backup is damaged or newer than this app, the keychain's and the disk's: what was here still is.
    pub async fn restore_backup(self: &Arc<Self>) -> Result<AppState, AppError> {
        let chosen = lock(&self.backups.chosen).take();
        let backup = chosen.and_then(|chosen| chosen.opened).ok_or_else(error::not_found)?;
        let _one_at_a_time = self.opening.lock().await;
        let Opened::Ready(store) = self.opened.borrow().clone() else { return Err(error::locked()) };
        let replaced = self.with_store(|store| store.connections()).await?;
        let own: Arc<DatabaseKey> = Arc::new(SecretBox::new(Box::new(random())));
        let stop = self.begin_copy();
        let newcomer = self.prepared(backup, Arc::clone(&own), stop.clone()).await?;
        if stop.is_cancelled() {
            return Err(error::stopped());
        }
        let secrets = Arc::clone(&self.secrets);
        let next = Arc::clone(&own);
        blocking(move || KeptKey::of(secrets.as_ref()).announce(&next)).await?.map_err(problem::of_secret)?;
        self.close_for_others(store).await;
        let (folder, secrets, now) = (self.folders.records.clone(), Arc::clone(&self.secrets), self.clock.now());
        let moved = blocking(move || {
            let kept = KeptKey::of(secrets.as_ref());
            let moved = newcomer.move_in(&folder, &own, now).map_err(AppError::from);
            if moved.is_ok() {
                // Where the keychain fails here, the key that was announced opens the records, now and at the next start.
                kept.replace(&own, &now.to_string()).map_err(problem::of_secret)?;
            }
            kept.forget_announced();
            moved
        })
        .await;
        self.forget_stopped_syncs();
        self.open_in_turn(None).await;
        moved??;
        self.was_tried(true).await;
        // Every plan asks to sign in again: the tokens of the records that gave way reach nothing from here any more (T32).
        for connection in replaced {
            if self.forget_tokens(&connection.id).await.is_err() {
                tracing::warn!("tokens of records that were replaced may have left a trace in the keychain");
            }
        }
        Ok(self.app_state().await)
    }

    /// Forgets the backup that was chosen, and its key.
    pub(super) fn forget_backup(&self) {
        *lock(&self.backups.chosen) = None;
    }

    /// Waits for the end of a backup that was told to stop, so that its copy of the records and their key are gone.
    pub(super) async fn backup_ended(&self, patience: Duration) {
        if tokio::time::timeout(patience, self.backups.writing.lock()).await.is_err() {
            tracing::warn!("a backup was still being written after it was stopped");
        }
    }

    /// The database of a backup, proven and with the key that it is to have, beside the records.
    async fn prepared(
        self: &Arc<Self>,
        backup: Backup,
        own: Arc<DatabaseKey>,
        stop: CancellationToken,
    ) -> Result<Newcomer, AppError> {
        let folder = self.folders.records.clone();
        let advance = self.copy_progress();
        blocking(move || {
            let newcomer = Newcomer::place(&folder)?;
            let key: DatabaseKey = SecretBox::new(Box::new(*backup.key().expose_secret()));
            backup.write_database(newcomer.path(), &stop, advance).map_err(problem_of_backup)?;
            newcomer.prepare(&key, &own).map_err(|cause| match cause {
                StoreError::Corrupt | StoreError::WrongKey => error::backup_damaged(),
                cause => cause.into(),
            })?;
            Ok(newcomer)
        })
        .await?
    }

    /// Closes the records so that others can take their place; the window drops what it shows.
    async fn close_for_others(self: &Arc<Self>, store: Store) {
        let mut state = self.app_state().await;
        self.lock.set(true);
        state.startup = Startup::Opening;
        self.host.tell(Event::Startup(state));
        self.close_records(store).await;
    }
}

fn problem_of_backup(cause: BackupError) -> AppError {
    match cause {
        BackupError::Disk(_) => error::file(ErrorCode::FileUnreadable, None),
        BackupError::NotUnderstood => error::backup_not_understood(),
        BackupError::Refused => error::passphrase_wrong(),
        BackupError::Damaged => error::backup_damaged(),
        BackupError::Failed => error::unexpected("the key could not be worked out"),
        BackupError::Save(cause) => cause.into(),
        BackupError::Stopped => error::stopped(),
    }
}
