//! Locking the app, and opening it again.
//!
//! While it is locked nothing of the records is in memory: the file is closed and its key with it, syncs have stopped at a
//! page, sign-ins have ended, and the web view has been told to drop what it shows. Commands answer that the app is
//! locked, but for those of [`WHILE_LOCKED`]; nothing is told but how the app's start stands.
//!
//! A sign-in that waits for the browser keeps the app from locking by itself, for as long as it waits: the member is
//! there, in another window. Locking by hand ends it, and an answer that comes while the app is locked is kept out.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use url::Url;

use crate::{
    auth::flow::{Event as SignInEvent, Flow},
    ipc::{AppError, AppState, EnteredSecret, Event, PaperLanguage, Startup},
    lock::{Attempts, Idle, Moment},
    notices::Notice,
    portable::FileKind,
    store::Store,
    sync::daily::Surroundings,
};

use super::{Folio, Host, blocking, error, lock, startup::Opened};

/// The commands that are answered while the app is locked: those of the lock itself.
pub const WHILE_LOCKED: &[&str] = &["subscribe", "app_state", "lock_now", "unlock", "recover", "set_records_aside"];

/// How often it is looked whether the member is away.
const LOOKS_EVERY: Duration = Duration::from_secs(1);

/// How long the file may take to be let go by whoever still reads it.
const CLOSES_WITHIN: Duration = Duration::from_secs(10);

/// Whether the app is locked, and what it needs for that.
#[derive(Default)]
pub(super) struct Lock {
    /// Shared with what tells the web view.
    is_on: Arc<AtomicBool>,
    /// Whether a passphrase opens the records.
    has_passphrase: AtomicBool,
    attempts: Mutex<Attempts>,
    idle: Mutex<Idle>,
    /// The syncs that the lock stopped; they go on when it is opened.
    stopped: Mutex<Vec<String>>,
}

impl Lock {
    /// A host that tells nothing while the app is locked but how its start stands.
    pub(super) fn quieten(&self, host: Arc<dyn Host>) -> Arc<dyn Host> {
        Arc::new(Quiet { host, is_locked: Arc::clone(&self.is_on) })
    }

    /// Where so many wrong passphrases were tried before the app's start.
    pub(super) fn after(tries: u32, now: Duration) -> Self {
        Self { attempts: Mutex::new(Attempts::after(tries, now)), ..Self::default() }
    }

    pub(super) fn is_on(&self) -> bool {
        self.is_on.load(Ordering::SeqCst)
    }

    pub(super) fn has_passphrase(&self) -> bool {
        self.has_passphrase.load(Ordering::SeqCst)
    }

    pub(super) fn set_passphrase(&self, has_passphrase: bool) {
        self.has_passphrase.store(has_passphrase, Ordering::SeqCst);
    }

    pub(super) fn set(&self, is_on: bool) {
        self.is_on.store(is_on, Ordering::SeqCst);
    }
}

impl Folio {
    /// Whether a command may run now. The shell asks before each.
    ///
    /// # Errors
    /// That the app is locked.
    pub fn may_run(&self, command: &str) -> Result<(), AppError> {
        if self.lock.is_on() && !WHILE_LOCKED.contains(&command) { Err(error::locked()) } else { Ok(()) }
    }

    /// Somebody did something in the window. It counts for nothing where nobody had for too long: the hand that wakes a
    /// computer is heard of before anybody looked at its clocks.
    pub fn activity(&self) {
        let (now, limit) = (self.moment(), self.settings().lock_after.limit());
        let mut idle = lock(&self.lock.idle);
        if !limit.is_some_and(|limit| idle.is_over(now, limit)) {
            idle.seen(now);
        }
    }

    /// The member opened the app.
    pub(super) fn arrived(&self) {
        lock(&self.lock.idle).seen(self.moment());
    }

    /// Locks the app. Comes back when nothing holds the records any more.
    pub async fn lock_now(self: &Arc<Self>) -> AppState {
        // First the window, which shows nothing from here on, and whoever would begin something. Whoever has the turn may keep
        // it for long: a keychain that nobody answers, or a restore, which is told to stop.
        self.stop_copy();
        let is_open = matches!(*self.opened.borrow(), Opened::Ready(_));
        if is_open {
            self.shut().await;
        }
        let _one_at_a_time = self.opening.lock().await;
        let opened = self.opened.borrow().clone();
        match opened {
            Opened::Ready(store) => {
                if !self.lock.is_on() {
                    self.shut().await;
                }
                self.close_records(store).await;
            }
            Opened::Locked => self.lock.set(true),
            Opened::Opening | Opened::Blocked(_) => self.lock.set(false),
        }
        self.app_state().await
    }

    /// Empties the window.
    async fn shut(&self) {
        self.lock.set(true);
        self.host.tell(Event::Startup(self.app_state().await));
    }

    /// Opens the records again, with the passphrase where there is one. What else is in the way is shown as at the start.
    ///
    /// # Errors
    /// That the passphrase is another one, or that the next try has to wait.
    pub async fn unlock(self: &Arc<Self>, passphrase: Option<EnteredSecret>) -> Result<AppState, AppError> {
        {
            let _one_at_a_time = self.opening.lock().await;
            if self.lock.is_on() {
                let passphrase = passphrase.map(|entered| entered.0);
                if passphrase.is_some() {
                    self.may_try()?;
                }
                let is_tried = passphrase.is_some();
                let is_wrong = self.open_in_turn(passphrase).await;
                if is_tried {
                    self.was_tried(!is_wrong).await;
                }
                if is_wrong || self.lock.is_on() {
                    return Err(error::passphrase_wrong());
                }
            }
        }
        self.go_on_with_syncs().await;
        Ok(self.app_state().await)
    }

    /// Begins the syncs again that the lock stopped.
    pub(super) async fn go_on_with_syncs(self: &Arc<Self>) {
        let stopped = std::mem::take(&mut *lock(&self.lock.stopped));
        for connection in stopped {
            if let Err(problem) = self.sync_start(&connection).await {
                tracing::info!(code = ?problem.code, "a sync that the lock stopped did not go on");
            }
        }
    }

    /// Forgets them: their records gave way to others.
    pub(super) fn forget_stopped_syncs(&self) {
        lock(&self.lock.stopped).clear();
    }

    /// Locks the app each time the member has been away for as long as they chose, until the app ends.
    pub async fn keep_watch(self: Arc<Self>) {
        let folio = Arc::downgrade(&self);
        drop(self);
        loop {
            tokio::time::sleep(LOOKS_EVERY).await;
            match folio.upgrade() {
                Some(folio) => folio.lock_if_away().await,
                None => return,
            }
        }
    }

    /// Locks the app where the member has been away for as long as they chose.
    pub async fn lock_if_away(self: &Arc<Self>) {
        let Some(limit) = self.settings().lock_after.limit() else { return };
        if self.lock.is_on() || !matches!(*self.opened.borrow(), Opened::Ready(_)) {
            return;
        }
        let is_signing_in = self.signing_in.lock().flows.iter().any(Flow::is_waiting);
        if is_signing_in && !lock(&self.lock.idle).slept(self.moment(), limit) {
            self.arrived();
        }
        if lock(&self.lock.idle).is_over(self.moment(), limit) {
            self.lock_now().await;
        }
    }

    /// Closes the records. Comes back when nothing holds them any more.
    pub(super) async fn close_records(self: &Arc<Self>, store: Store) {
        let closed = store.closed();
        drop(store);
        self.let_go().await;
        self.opened.send_replace(Opened::Locked);
        if tokio::time::timeout(CLOSES_WITHIN, closed.cancelled()).await.is_err() {
            tracing::warn!("the records were still being read after they were closed");
        }
    }

    /// Ends everything that holds the records or anything from them, each where nothing is lost.
    async fn let_go(self: &Arc<Self>) {
        self.stop_copy();
        self.forget_backup();
        self.forget_made_code();
        self.backup_ended(CLOSES_WITHIN).await;
        self.close_files();
        self.end_searches();
        let open: Vec<_> = self.signing_in.lock().flows.iter().map(|flow| flow.origin().id.clone()).collect();
        for flow in open {
            self.happen(SignInEvent::Cancel { flow }).await;
        }
        // A sign-in that is being kept is seen through (T25), and so is the end of a connection.
        drop(self.keeping.lock().await);
        self.turns.settled().await;
        *lock(&self.lock.stopped) = self.running_syncs();
        self.stop_syncs().await;
        self.forget_syncs();
        self.end_sessions().await;
    }

    /// Whether a passphrase may be tried now.
    pub(super) fn may_try(&self) -> Result<(), AppError> {
        let wait = lock(&self.lock.attempts).wait(self.clock.monotonic());
        wait.map_or(Ok(()), |wait| Err(error::too_many_tries(wait)))
    }

    /// Notes what came of a try, also for the next start of the app.
    pub(super) async fn was_tried(&self, was_right: bool) {
        let wrong = {
            let mut attempts = lock(&self.lock.attempts);
            if was_right {
                attempts.was_right();
            } else {
                attempts.was_wrong(self.clock.monotonic());
            }
            attempts.wrong()
        };
        let folder = self.folders.records.clone();
        if !matches!(blocking(move || Store::write_tries(&folder, wrong)).await, Ok(Ok(()))) {
            tracing::warn!("the number of wrong passphrases is forgotten when the app ends");
        }
    }

    /// How the locked app stands.
    pub(super) fn locked(&self) -> Startup {
        Startup::Locked { has_passphrase: self.lock.has_passphrase() }
    }

    fn moment(&self) -> Moment {
        Moment { monotonic: self.clock.monotonic(), wall: self.clock.now() }
    }
}

/// The computer around the app, told nothing while the app is locked but how its start stands.
struct Quiet {
    host: Arc<dyn Host>,
    is_locked: Arc<AtomicBool>,
}

#[async_trait]
impl Host for Quiet {
    fn tell(&self, event: Event) {
        if matches!(event, Event::Startup(_)) || !self.is_locked.load(Ordering::SeqCst) {
            self.host.tell(event);
        }
    }

    fn open_in_browser(&self, url: &Url) -> bool {
        self.host.open_in_browser(url)
    }

    fn links_come_back(&self) -> bool {
        self.host.links_come_back()
    }

    fn bring_to_front(&self) {
        self.host.bring_to_front();
    }

    fn is_in_front(&self) -> bool {
        self.host.is_in_front()
    }

    fn shows_notices(&self) -> bool {
        self.host.shows_notices()
    }

    fn show_notice(&self, notice: Notice, language: PaperLanguage) -> bool {
        self.host.show_notice(notice, language)
    }

    async fn surroundings(&self) -> Surroundings {
        self.host.surroundings().await
    }

    async fn save_as(&self, name: &str, kind: FileKind) -> Option<PathBuf> {
        self.host.save_as(name, kind).await
    }

    async fn open_files(&self, kinds: &[FileKind]) -> Vec<PathBuf> {
        self.host.open_files(kinds).await
    }

    async fn demo_plan(&self) -> std::io::Result<Url> {
        self.host.demo_plan().await
    }
}
