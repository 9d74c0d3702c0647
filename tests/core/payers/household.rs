//! A family's computer with the app on it, and payers that it connects to. Each payer of the registry is impersonated by
//! a server of its own, to which this computer's file of payers leads: the shipped entries with its addresses and a client
//! id.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use claimfolio_core::{
    clock::{Clock, ManualClock},
    folio::{Folders, Folio},
    ipc::{
        AccessEnded, Bucket, ClaimFilter, ConnectRequest, ConnectStage, Connection, ConnectionStatus, EnteredSecret,
        LaneKind, Receipt, RegistrationEntry, Startup, SyncRun, SyncStatus, TimelineQuery,
    },
    payer::Registry,
};
use claimfolio_demo::{Member, Options, Profile, Running, Seen};
use tempfile::TempDir;
use url::Url;

use crate::folio::{
    browser::{ALL, Browser, Sharing},
    computer::{Desktop, NO_BUS, NOON, until},
    keychain::Keychain,
};

/// Claims of the family at each payer.
pub(super) const CLAIMS: usize = 50;

/// Claims on a page, whatever is asked for: three pages.
const PAGE: usize = 20;

/// How the app is registered with the payers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Registered {
    /// With each by itself, without a secret.
    Alone,
    /// As the shipped entries say, so that payers may share one, and with a secret that a member entered.
    WithSecret,
    /// As they say, and this computer's file names the FHIR base alone: the rest is for discovery.
    ByFhirAlone,
}

/// A secret with everything in it that a form has to encode.
const SECRET: &str = "s3cret+of/the=client &c";

/// The computer.
pub(crate) struct Household {
    pub(crate) folio: Arc<Folio>,
    pub(super) keychain: Arc<Keychain>,
    pub(crate) hands: Arc<ManualClock>,
    payers: BTreeMap<String, Running>,
    _folder: TempDir,
}

impl Household {
    /// With these payers on the network, of the registry's keys; the app is started.
    pub(crate) async fn with(keys: &[&str]) -> Self {
        Self::registered(keys, Registered::Alone).await
    }

    /// The same with another registration.
    pub(super) async fn registered(keys: &[&str], registered: Registered) -> Self {
        let hands = Arc::new(ManualClock::at(NOON.parse().unwrap()));
        let folder = tempfile::tempdir().unwrap();
        let (mut payers, mut file) = (BTreeMap::new(), String::new());
        for key in keys {
            let registration = registration(key, keys, registered);
            let running = impersonate(key, &hands, &registration, registered).await;
            file += &entry(key, &running, &registration, registered);
            payers.insert((*key).to_owned(), running);
        }
        std::fs::create_dir(folder.path().join("settings")).unwrap();
        std::fs::write(folder.path().join("settings/payers.toml"), file).unwrap();
        let folders = Folders { records: folder.path().join("records"), settings: folder.path().join("settings") };
        let keychain = Arc::new(Keychain::default());
        let desktop = Arc::new(Desktop::new(Url::parse("http://127.0.0.1:9").unwrap(), NO_BUS));
        let clock = Arc::clone(&hands) as Arc<dyn Clock>;
        let folio = Folio::new(folders, Arc::clone(&keychain) as _, clock, desktop, Registry::shipped().unwrap());
        folio.open().await;
        assert_eq!(folio.app_state().await.startup, Startup::Ready);
        assert_eq!(folio.payers_file().fault, None);
        if registered == Registered::WithSecret {
            for id in keys.iter().map(|key| registration(key, keys, registered)).collect::<BTreeSet<_>>() {
                let secret = Some(EnteredSecret(SECRET.into()));
                let client_id = format!("registered-{id}");
                folio.save_registration(RegistrationEntry { id, client_id, secret }).await.unwrap();
            }
        }
        Self { folio, keychain, hands, payers, _folder: folder }
    }

    pub(crate) fn payer(&self, key: &str) -> &Running {
        &self.payers[key]
    }

    /// Signs in at a payer through its pages, up to the question whose records these are.
    pub(super) async fn sign_in(
        &self,
        key: &str,
        member: Member,
        sharing: Sharing<'_>,
        reconnect: Option<&str>,
    ) -> (String, ConnectStage) {
        let reconnect = reconnect.map(str::to_owned);
        self.request(ConnectRequest { payer: key.to_owned(), optional: Vec::new(), reconnect }, member, sharing).await
    }

    /// The same for any request.
    pub(super) async fn request(
        &self,
        request: ConnectRequest,
        member: Member,
        sharing: Sharing<'_>,
    ) -> (String, ConnectStage) {
        let attempt = self.folio.connect_begin(request).await.unwrap();
        let page = Url::parse(&self.folio.connect_link(&attempt.id).unwrap()).unwrap();
        let link = Browser::new().answer(&page, member, sharing).await;
        self.folio.answer_from_browser(link.as_bytes()).await;
        let stage = self.folio.connect_attempts().into_iter().find(|one| one.id == attempt.id).unwrap().stage;
        (attempt.id, stage)
    }

    /// Says yes to that question; gives the connection, whose sync has begun.
    pub(super) async fn confirm(&self, attempt: &str) -> String {
        match self.folio.connect_confirm(attempt).await.unwrap().stage {
            ConnectStage::Connected { connection } => connection,
            stage => panic!("{stage:?}"),
        }
    }

    /// Connects and waits for the end of the first sync.
    pub(super) async fn connect(&self, key: &str, member: Member) -> (String, SyncStatus) {
        let (attempt, stage) = self.sign_in(key, member, ALL, None).await;
        assert!(matches!(stage, ConnectStage::Confirm { .. }), "{key}: {stage:?}");
        let connection = self.confirm(&attempt).await;
        let status = self.synced(&connection).await;
        (connection, status)
    }

    /// Signs in again for a connection, everything shared, and waits for the end of the sync.
    pub(super) async fn reconnect(&self, key: &str, member: Member, connection: &str) -> SyncStatus {
        let (attempt, stage) = self.sign_in(key, member, ALL, Some(connection)).await;
        assert!(matches!(stage, ConnectStage::Confirm { .. } | ConnectStage::Connected { .. }), "{key}: {stage:?}");
        assert_eq!(self.confirm(&attempt).await, connection, "{key}: the same connection");
        self.synced(connection).await
    }

    pub(super) async fn sync(&self, connection: &str) -> SyncStatus {
        self.folio.sync_start(connection).await.unwrap();
        self.synced(connection).await
    }

    /// Waits for the end of a sync.
    pub(super) async fn synced(&self, connection: &str) -> SyncStatus {
        until("the sync ends", async || self.status(connection).is_some_and(|one| one.run != SyncRun::Running)).await;
        self.status(connection).unwrap()
    }

    pub(super) fn status(&self, connection: &str) -> Option<SyncStatus> {
        self.folio.sync_status().into_iter().find(|status| status.connection == connection)
    }

    pub(super) async fn connection(&self, id: &str) -> Connection {
        self.connections().await.into_iter().find(|connection| connection.id == id).unwrap()
    }

    pub(super) async fn connections(&self) -> Vec<Connection> {
        self.folio.connections().await.unwrap()
    }

    pub(super) async fn needs_sign_in(&self, connection: &str) -> bool {
        matches!(self.connection(connection).await.status, ConnectionStatus::SignInNeeded { .. })
    }

    pub(super) async fn disconnect(&self, connection: &str) -> Receipt {
        let receipt = self.folio.disconnect(connection).await.unwrap();
        assert_eq!(receipt.access, AccessEnded::NotOffered, "no document has a revocation endpoint");
        receipt
    }

    /// Everything that any screen shows of a connection, and of nothing else.
    pub(super) async fn shown(&self, connection: &str) -> Vec<String> {
        let folio = &self.folio;
        let mut shown = vec![format!("{:?}", self.connection(connection).await)];
        let coverages = folio.coverage().await.unwrap();
        shown.extend(coverages.iter().filter(|card| card.connection == connection).map(|card| format!("{card:?}")));
        let own = |person: &Option<String>| person.as_ref().is_some_and(|id| id.starts_with(connection));
        let people = folio.people().await.unwrap();
        shown.extend(people.iter().filter(|person| person.id.starts_with(connection)).map(|one| format!("{one:?}")));
        for person in people.iter().filter(|person| person.id.starts_with(connection)) {
            let only = ClaimFilter { person: Some(person.id.clone()), ..ClaimFilter::default() };
            shown.push(format!("{:?}", folio.claims_outline(only).await.unwrap()));
            shown.push(format!("{:?}", folio.timeline(timeline(Some(person.id.clone()))).await.unwrap()));
        }
        for row in self.rows().await.into_iter().filter(|row| own(&row.person)) {
            let claim = folio.claim(row.id).await.unwrap();
            shown.push(format!("{row:?} {claim:?} {}", folio.claim_source(row.id).await.unwrap()));
        }
        shown
    }

    /// Every claim in the list.
    pub(super) async fn rows(&self) -> Vec<claimfolio_core::ipc::ClaimRow> {
        self.folio.claims_page(ClaimFilter::default(), 0, 10_000).await.unwrap().rows
    }
}

/// The whole time, or one person's.
pub(super) fn timeline(person: Option<String>) -> TimelineQuery {
    TimelineQuery {
        from: "2000-01-01".to_owned(),
        until: "2100-01-01".to_owned(),
        lanes: LaneKind::Person,
        person,
        bucket: Bucket::Month,
        max_marks: 10_000,
    }
}

/// The registration that a payer knows the app by: the shipped one where this computer leads all of its payers elsewhere,
/// since it would be of two owners otherwise.
fn registration(key: &str, keys: &[&str], registered: Registered) -> String {
    let shipped = Registry::shipped().unwrap();
    let id = &shipped.get(key).unwrap().registration.id;
    let is_whole = shipped.served_by(id).all(|payer| keys.contains(&payer.key.as_str()));
    let is_shared = match registered {
        Registered::Alone => false,
        Registered::WithSecret => is_whole,
        Registered::ByFhirAlone => true,
    };
    if is_shared { id.clone() } else { key.to_owned() }
}

async fn impersonate(key: &str, hands: &Arc<ManualClock>, registration: &str, registered: Registered) -> Running {
    let hands = Arc::clone(hands);
    claimfolio_demo::start(Options {
        profile: Profile::named(key).unwrap(),
        claims: CLAIMS,
        page_size: PAGE,
        largest_page: PAGE,
        today: jiff::civil::date(2026, 11, 20),
        client_id: format!("registered-{registration}"),
        client_secret: (registered == Registered::WithSecret).then(|| SECRET.to_owned()),
        clock: Arc::new(move || hands.now()),
        ..Options::default()
    })
    .await
    .unwrap()
}

/// An entry of this computer's file of payers: the shipped one with the addresses of whoever impersonates it.
fn entry(key: &str, running: &Running, registration: &str, registered: Registered) -> String {
    let here = running.addresses();
    let (authorize, token, fhir) = (here.authorize, here.token, here.fhir);
    let client = match registered {
        Registered::Alone | Registered::ByFhirAlone => "public",
        Registered::WithSecret if running.profile().wants_basic() => "secret_basic",
        Registered::WithSecret => "secret_post",
    };
    let mut entry = format!(
        r#"
        [[payer]]
        key = "{key}"
        client = "{client}"
        client_id = "registered-{registration}"
        registration = "{registration}"
        fhir = {{ url = "{fhir}" }}
        "#
    );
    if let Some(directory) = here.directory {
        entry += &format!("directory = {{ url = \"{directory}\" }}\n");
    }
    if registered != Registered::ByFhirAlone {
        entry += &format!("authorize = {{ url = \"{authorize}\" }}\ntoken = {{ url = \"{token}\" }}\n");
    }
    entry
}

/// The requests for records, without those that look for a description of the server.
pub(super) fn asked(running: &Running) -> Vec<Seen> {
    let base = running.profile().fhir_path().to_owned();
    let of_records = |seen: &Seen| {
        let below = seen.path.strip_prefix(&base).unwrap_or_default();
        below.starts_with(['/', '?']) && below[1..].starts_with(|first: char| first.is_ascii_uppercase())
            || seen.query.as_deref().is_some_and(|query| query.contains("_getpages"))
    };
    running.requests().into_iter().filter(of_records).collect()
}

/// How often the token endpoint was asked.
pub(super) fn tokens(running: &Running) -> usize {
    running.requests().iter().filter(|seen| seen.path == running.token().path()).count()
}
