//! A member's computer: the app's core, a desktop that records what it is asked for, a keychain, and a demo plan.

use std::{
    collections::BTreeMap,
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use claimfolio_core::{
    clock::{Clock, ManualClock},
    folio::{Folders, Folio, Host},
    ipc::{
        ClaimFilter, ClaimRow, ConnectAttempt, ConnectRequest, ConnectStage, Connection, ErrorCode, Event,
        PaperLanguage, Startup, SyncRun, SyncStatus,
    },
    notices::{DesktopNotices, Notice},
    payer::Registry,
    portable::FileKind,
    sync::daily::Surroundings,
};
use claimfolio_demo::{Member, Options, Running};
use tempfile::TempDir;
use url::Url;

use super::{
    browser::{ALL, Browser, Sharing},
    keychain::Keychain,
};

/// The plan's noon, and the computer's.
pub(crate) const NOON: &str = "2026-11-20T12:00:00Z";

/// No message bus is there.
pub(crate) const NO_BUS: &str = "unix:path=/nowhere";

/// How long a test waits for something that must happen.
const PATIENCE: Duration = Duration::from_secs(60);

/// The desktop around the app.
pub(crate) struct Desktop {
    told: Mutex<Vec<Event>>,
    opened: Mutex<Vec<Url>>,
    fronts: AtomicUsize,
    plan: Mutex<Option<Url>>,
    /// The folder that the member chooses in dialogs; none: they think better of it.
    pub(crate) dialogs: Mutex<Option<PathBuf>>,
    /// Held while the member thinks in a dialog that asks where to save.
    pub(crate) thinking: tokio::sync::Mutex<()>,
    /// How many such dialogs there were.
    pub(crate) save_dialogs: AtomicUsize,
    /// What shows notices.
    pub(crate) notices: DesktopNotices,
    /// What the computer says of its network and its power.
    pub(crate) surroundings: Mutex<Surroundings>,
    /// Whether the window is in front.
    pub(crate) is_in_front: AtomicBool,
    /// Whether there is a browser.
    pub(crate) has_browser: AtomicBool,
    /// The next call for the demo plan panics.
    pub(crate) plan_panics: AtomicBool,
    /// Telling of a sync that runs panics.
    pub(crate) telling_panics: AtomicBool,
}

impl Desktop {
    pub(crate) fn new(plan: Url, bus: &str) -> Self {
        Self {
            told: Mutex::default(),
            opened: Mutex::default(),
            fronts: AtomicUsize::new(0),
            plan: Mutex::new(Some(plan)),
            dialogs: Mutex::default(),
            thinking: tokio::sync::Mutex::default(),
            save_dialogs: AtomicUsize::new(0),
            notices: DesktopNotices::on_bus(bus),
            surroundings: Mutex::new(Surroundings::UNKNOWN),
            is_in_front: AtomicBool::new(false),
            has_browser: AtomicBool::new(true),
            plan_panics: AtomicBool::new(false),
            telling_panics: AtomicBool::new(false),
        }
    }

    /// Everything that the web view was told since the last time.
    pub(crate) fn take_told(&self) -> Vec<Event> {
        std::mem::take(&mut self.told.lock().unwrap())
    }

    /// How many pages were opened in the browser.
    pub(crate) fn pages(&self) -> usize {
        self.opened.lock().unwrap().len()
    }

    /// How often the window was brought to the front.
    pub(crate) fn fronts(&self) -> usize {
        self.fronts.load(Ordering::SeqCst)
    }
}

#[async_trait::async_trait]
impl Host for Desktop {
    fn tell(&self, event: Event) {
        let runs = matches!(&event, Event::Sync(status) if status.run == SyncRun::Running && !status.kinds.is_empty());
        assert!(!(runs && self.telling_panics.load(Ordering::SeqCst)), "the web view fell over");
        self.told.lock().unwrap().push(event);
    }

    fn open_in_browser(&self, url: &Url) -> bool {
        self.opened.lock().unwrap().push(url.clone());
        self.has_browser.load(Ordering::SeqCst)
    }

    fn links_come_back(&self) -> bool {
        true
    }

    fn bring_to_front(&self) {
        self.fronts.fetch_add(1, Ordering::SeqCst);
    }

    fn is_in_front(&self) -> bool {
        self.is_in_front.load(Ordering::SeqCst)
    }

    fn shows_notices(&self) -> bool {
        self.notices.are_shown()
    }

    fn show_notice(&self, notice: Notice, language: PaperLanguage) -> bool {
        self.notices.show(notice, language)
    }

    async fn surroundings(&self) -> Surroundings {
        *self.surroundings.lock().unwrap()
    }

    async fn save_as(&self, name: &str, _: FileKind) -> Option<PathBuf> {
        self.save_dialogs.fetch_add(1, Ordering::SeqCst);
        drop(self.thinking.lock().await);
        self.dialogs.lock().unwrap().as_ref().map(|folder| folder.join(name))
    }

    async fn open_files(&self, _: &[FileKind]) -> Vec<PathBuf> {
        let folder = self.dialogs.lock().unwrap().clone();
        let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    async fn demo_plan(&self) -> io::Result<Url> {
        assert!(!self.plan_panics.swap(false, Ordering::SeqCst), "the demo plan fell over");
        self.plan.lock().unwrap().clone().ok_or_else(|| io::ErrorKind::NotConnected.into())
    }
}

/// The computer.
pub(crate) struct Computer {
    pub(crate) folio: Arc<Folio>,
    pub(crate) desktop: Arc<Desktop>,
    pub(crate) keychain: Arc<Keychain>,
    pub(crate) hands: Arc<ManualClock>,
    pub(crate) plan: Running,
    clock: Arc<dyn Clock>,
    folder: TempDir,
}

impl Computer {
    /// With a small plan, started.
    pub(crate) async fn new() -> Self {
        Self::with_claims(60).await
    }

    /// With a plan of so many claims, started.
    pub(crate) async fn with_claims(claims: usize) -> Self {
        Self::with_clock(claims, None).await
    }

    /// With another clock than the one that stands still until a test moves it.
    pub(crate) async fn with_clock(claims: usize, clock: Option<Arc<dyn Clock>>) -> Self {
        let computer = Self::switched_off(claims, clock).await;
        computer.folio.open().await;
        assert_eq!(computer.startup().await, Startup::Ready);
        computer
    }

    /// With a file of payers in the configuration folder.
    pub(crate) async fn with_payers(payers: &str) -> Self {
        let computer = Self::set_up(10, None, Some(payers), NO_BUS).await;
        computer.folio.open().await;
        assert_eq!(computer.startup().await, Startup::Ready);
        computer
    }

    /// On a desktop with a message bus, started.
    pub(crate) async fn on_bus(bus: &str) -> Self {
        let computer = Self::set_up(60, None, None, bus).await;
        computer.folio.open().await;
        assert_eq!(computer.startup().await, Startup::Ready);
        computer
    }

    /// Before the app's first start.
    pub(crate) async fn switched_off(claims: usize, clock: Option<Arc<dyn Clock>>) -> Self {
        Self::set_up(claims, clock, None, NO_BUS).await
    }

    async fn set_up(claims: usize, clock: Option<Arc<dyn Clock>>, payers: Option<&str>, bus: &str) -> Self {
        let hands = Arc::new(ManualClock::at(NOON.parse().unwrap()));
        let plans = Arc::clone(&hands);
        let plan = claimfolio_demo::start(Options {
            claims,
            today: jiff::civil::date(2026, 11, 20),
            clock: Arc::new(move || plans.now()),
            ..Options::default()
        })
        .await
        .unwrap();
        let desktop = Arc::new(Desktop::new(plan.origin(), bus));
        let keychain = Arc::new(Keychain::default());
        let folder = tempfile::tempdir().unwrap();
        if let Some(payers) = payers {
            std::fs::create_dir(folder.path().join("settings")).unwrap();
            std::fs::write(folder.path().join("settings/payers.toml"), payers).unwrap();
        }
        let clock = clock.unwrap_or_else(|| Arc::clone(&hands) as Arc<dyn Clock>);
        let folio = start(&folder, &keychain, &clock, &desktop);
        Self { folio, desktop, keychain, hands, plan, clock, folder }
    }

    /// Another copy of the app on the same folders and keychain, not opened yet.
    pub(crate) fn another_copy(&self) -> Arc<Folio> {
        start(&self.folder, &self.keychain, &self.clock, &self.desktop)
    }

    /// Quits the app and starts it again.
    pub(crate) async fn restart(&mut self) {
        self.quit().await;
        self.folio.open().await;
        assert_eq!(self.startup().await, Startup::Ready);
    }

    /// Quits the app; the next start is not begun yet.
    pub(crate) async fn quit(&mut self) {
        self.folio.close().await;
        let old = Arc::downgrade(&self.folio);
        self.folio = self.another_copy();
        until("the old app is gone", async || old.strong_count() == 0).await;
    }

    /// Writes this computer's file of payers; the next start reads it.
    pub(crate) fn set_payers(&self, payers: &str) {
        std::fs::write(self.folder.path().join("settings/payers.toml"), payers).unwrap();
    }

    /// Takes the demo plan off the network, or puts it back.
    pub(crate) fn set_online(&self, online: bool) {
        *self.desktop.plan.lock().unwrap() = online.then(|| self.plan.origin());
    }

    /// Puts another server in the demo plan's place.
    pub(crate) fn set_plan(&self, origin: &str) {
        *self.desktop.plan.lock().unwrap() = Some(Url::parse(origin).unwrap());
    }

    /// Every byte of every file in the app's folders.
    pub(crate) fn all_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for folder in ["records", "settings"] {
            for entry in std::fs::read_dir(self.folder.path().join(folder)).into_iter().flatten() {
                bytes.extend(std::fs::read(entry.unwrap().path()).unwrap_or_default());
            }
        }
        bytes
    }

    pub(crate) fn records_folder(&self) -> PathBuf {
        self.folder.path().join("records")
    }

    /// The files of the records by name, without what SQLite and the lock need while they are open.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let Ok(entries) = std::fs::read_dir(self.records_folder()) else { return BTreeMap::new() };
        entries
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
            .filter(|(name, _)| name.ends_with(".db") || name.ends_with(".key-id"))
            .collect()
    }

    pub(crate) async fn startup(&self) -> Startup {
        self.folio.app_state().await.startup
    }

    /// Why the app is blocked.
    pub(crate) async fn blocked(&self) -> Option<ErrorCode> {
        match self.startup().await {
            Startup::Blocked { problem } => Some(problem.code),
            Startup::Opening | Startup::Locked { .. } | Startup::Ready => None,
        }
    }

    /// Begins a sign-in at the demo plan.
    pub(crate) async fn begin(&self) -> ConnectAttempt {
        self.folio.connect_begin(request(None)).await.unwrap()
    }

    /// Begins a sign-in that renews a connection.
    pub(crate) async fn begin_again(&self, connection: &str) -> ConnectAttempt {
        self.folio.connect_begin(request(Some(connection))).await.unwrap()
    }

    /// The page that a sign-in sent the browser to.
    pub(crate) fn page(&self, attempt: &ConnectAttempt) -> Url {
        let link = self.folio.connect_link(&attempt.id).unwrap();
        assert!(self.desktop.opened.lock().unwrap().iter().any(|opened| opened.as_str() == link));
        Url::parse(&link).unwrap()
    }

    /// Signs in at the plan and answers there; the link that comes back is not handed over yet.
    pub(crate) async fn link(&self, attempt: &ConnectAttempt, member: Member, sharing: Sharing<'_>) -> String {
        Browser::new().answer(&self.page(attempt), member, sharing).await
    }

    /// Signs in at the plan, answers there, and hands the link over.
    pub(crate) async fn answer(&self, attempt: &ConnectAttempt, member: Member, sharing: Sharing<'_>) -> ConnectStage {
        let link = self.link(attempt, member, sharing).await;
        self.folio.answer_from_browser(link.as_bytes()).await;
        self.stage(attempt)
    }

    pub(crate) fn stage(&self, attempt: &ConnectAttempt) -> ConnectStage {
        self.folio.connect_attempts().into_iter().find(|one| one.id == attempt.id).unwrap().stage
    }

    /// Why a sign-in failed.
    pub(crate) fn failed(&self, attempt: &ConnectAttempt) -> Option<ErrorCode> {
        match self.stage(attempt) {
            ConnectStage::Failed { problem } => Some(problem.code),
            _ => None,
        }
    }

    /// Says yes to "are these your records?"; gives the connection.
    pub(crate) async fn confirm(&self, attempt: &ConnectAttempt) -> String {
        match self.folio.connect_confirm(&attempt.id).await.unwrap().stage {
            ConnectStage::Connected { connection } => connection,
            stage => panic!("{stage:?}"),
        }
    }

    /// A whole sign-in with its first sync.
    pub(crate) async fn connect(&self, member: Member) -> String {
        let attempt = self.begin().await;
        assert!(matches!(self.answer(&attempt, member, ALL).await, ConnectStage::Confirm { .. }));
        let connection = self.confirm(&attempt).await;
        assert_eq!(self.synced(&connection).await.run, SyncRun::Done);
        connection
    }

    /// A sync from its start to its end.
    pub(crate) async fn sync(&self, connection: &str) -> SyncStatus {
        self.folio.sync_start(connection).await.unwrap();
        self.synced(connection).await
    }

    /// Waits for the end of a sync.
    pub(crate) async fn synced(&self, connection: &str) -> SyncStatus {
        until("the sync ends", async || self.status(connection).is_some_and(|one| one.run != SyncRun::Running)).await;
        self.status(connection).unwrap()
    }

    pub(crate) fn status(&self, connection: &str) -> Option<SyncStatus> {
        self.folio.sync_status().into_iter().find(|status| status.connection == connection)
    }

    pub(crate) async fn connection(&self, id: &str) -> Connection {
        let connections = self.folio.connections().await.unwrap();
        connections.into_iter().find(|connection| connection.id == id).unwrap()
    }

    /// Every claim in the list.
    pub(crate) async fn rows(&self) -> Vec<ClaimRow> {
        let mut rows = Vec::new();
        loop {
            let offset = rows.len() as u64;
            let page = self.folio.claims_page(ClaimFilter::default(), offset, 100).await.unwrap();
            if page.rows.is_empty() {
                return rows;
            }
            rows.extend(page.rows);
        }
    }

    /// Nothing is left of any sign-in: not in the keychain, not in the records, not at the plan.
    pub(crate) async fn nothing_was_kept(&self) {
        assert_eq!(self.keychain.names(), [super::keychain::KEY]);
        assert_eq!(self.folio.connections().await.unwrap(), []);
        assert_eq!(self.folio.sync_status(), []);
        assert!(!self.folio.app_state().await.has_connections);
        for member in Member::ALL.into_iter().filter(|member| member.is_eligible()) {
            until("the plan ended the access", async || Browser::connected_apps(&self.plan, member).await == 0).await;
        }
    }

    /// How often the plan was asked for something whose path begins so.
    pub(crate) fn asked(&self, path: &str) -> usize {
        self.plan.requests().iter().filter(|seen| seen.path.starts_with(path)).count()
    }
}

fn start(folder: &TempDir, keychain: &Arc<Keychain>, clock: &Arc<dyn Clock>, desktop: &Arc<Desktop>) -> Arc<Folio> {
    let folders = Folders { records: folder.path().join("records"), settings: folder.path().join("settings") };
    let (keychain, desktop) = (Arc::clone(keychain), Arc::clone(desktop));
    Folio::new(folders, keychain, Arc::clone(clock), desktop, Registry::shipped().unwrap())
}

/// A request for a sign-in at the demo plan.
pub(crate) fn request(reconnect: Option<&str>) -> ConnectRequest {
    ConnectRequest { payer: "demo".to_owned(), optional: Vec::new(), reconnect: reconnect.map(str::to_owned) }
}

/// Waits until something is so.
pub(crate) async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let waited = tokio::time::timeout(PATIENCE, async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    assert!(waited.await.is_ok(), "it never came to pass that {what}");
}
