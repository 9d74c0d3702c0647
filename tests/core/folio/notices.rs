//! Notices on a desktop of the test's own: a message bus, and on it a program that shows notices and remembers them.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, atomic::Ordering},
    time::Duration,
};

use claimfolio_core::{
    ipc::{Appeal, AppealPlan, Language, Notices, PaperLanguage, Settings},
    notices::{DesktopNotices, Notice},
};
use claimfolio_demo::Member;
use tempfile::TempDir;
use zbus::blocking::{Connection, connection::Builder};

use super::computer::Computer;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// A session bus without any program that the bus could start.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=FOLDER</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

struct Bus {
    address: String,
    daemon: Child,
    _folder: TempDir,
}

impl Bus {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let configuration = folder.path().join("bus.conf");
        std::fs::write(&configuration, BUS.replace("FOLDER", &folder.path().to_string_lossy())).unwrap();
        let mut daemon = Command::new("dbus-daemon")
            .args(["--nofork", "--print-address=1", "--config-file"])
            .arg(&configuration)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { address: address.trim().to_owned(), daemon, _folder: folder }
    }

    fn with_notices(&self) -> Shown {
        let shown = Shown::default();
        let builder = Builder::address(self.address.as_str()).unwrap();
        let service = builder.name(NAME).unwrap().serve_at(PATH, shown.clone()).unwrap().build().unwrap();
        Shown { _service: Some(Arc::new(service)), ..shown }
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// A notice as it came over the bus: every part of it, written out, and the number of the one that it replaces.
type Seen = (String, u32);

/// What shows notices, and what it was asked to show.
#[derive(Default, Clone)]
struct Shown {
    notices: Arc<Mutex<Vec<Seen>>>,
    _service: Option<Arc<Connection>>,
}

impl Shown {
    fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut *self.notices.lock().unwrap())
    }
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Shown {
    fn get_server_information(&self) -> (String, String, String, String) {
        ("test".to_owned(), "test".to_owned(), "1".to_owned(), "1.2".to_owned())
    }

    #[allow(clippy::too_many_arguments, reason = "as the specification has it")]
    fn notify(
        &self,
        app: &str,
        replaces: u32,
        icon: &str,
        summary: &str,
        body: &str,
        actions: Vec<String>,
        hints: std::collections::HashMap<String, zbus::zvariant::OwnedValue>,
        expires: i32,
    ) -> u32 {
        let all = format!("{app}|{icon}|{summary}|{body}|{actions:?}|{hints:?}|{expires}");
        self.notices.lock().unwrap().push((all, replaces));
        41
    }
}

async fn choose(computer: &Computer, notices: Notices, language: Language) {
    let settings = Settings { notices, language, ..Settings::default() };
    computer.folio.save_settings(settings).await.unwrap();
}

/// A later sync, with one claim more.
async fn something_new_comes(computer: &Computer, connection: &str) {
    computer.hands.advance(Duration::from_secs(86_400));
    let _id = computer.plan.add_claim();
    assert_eq!(computer.sync(connection).await.new_claims, 1);
    whatever_follows(computer, connection).await;
}

/// A notice comes after the end of a sync is told, and belongs to it.
async fn whatever_follows(computer: &Computer, connection: &str) {
    computer.folio.sync_stop(connection).await.unwrap();
}

/// T27: what a passer-by reads of a notice is that there is one.
#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_brought_something_shows_one_notice_without_a_word_of_what_it_was() {
    let bus = Bus::start();
    let shown = bus.with_notices();
    let computer = Computer::on_bus(&bus.address).await;
    choose(&computer, Notices::On, Language::System).await;
    let connection = computer.connect(Member::Maria).await;
    whatever_follows(&computer, &connection).await;
    assert_eq!(shown.take(), [], "what comes with the first sync is not new");
    computer.sync(&connection).await;
    whatever_follows(&computer, &connection).await;
    assert_eq!(shown.take(), [], "nothing came");

    something_new_comes(&computer, &connection).await;
    let [(text, replaces)] = shown.take().try_into().unwrap();
    assert_eq!(text, "Claimfolio|claimfolio|Claimfolio|There is something new to show you.|[]|{}|-1");
    assert_eq!(replaces, 0);
    let rows = computer.rows().await;
    let people = computer.folio.people().await.unwrap();
    let names = people.iter().filter_map(|person| person.name.as_deref()).flat_map(str::split_whitespace);
    let told = rows.iter().flat_map(|row| [row.provider.as_deref(), row.title.as_deref()]).flatten();
    let sums = rows.iter().filter_map(|row| row.you_owe.as_ref().map(|money| money.amount.as_str()));
    let plan = computer.connection(&connection).await.payer_name;
    for canary in names.chain(told).chain(sums).chain([plan.as_str(), &connection, "Evergreen"]) {
        // The amount 0 is in no word of health.
        assert!(canary.len() < 3 || !text.contains(canary), "{canary}");
    }

    choose(&computer, Notices::On, Language::Es).await;
    something_new_comes(&computer, &connection).await;
    let [(text, replaces)] = shown.take().try_into().unwrap();
    assert!(text.contains("Hay algo nuevo que mostrarle."), "{text}");
    assert_eq!(replaces, 41, "it takes the place of the one that nobody looked at");
}

#[tokio::test(flavor = "multi_thread")]
async fn none_is_shown_unasked_nor_while_the_window_is_in_front() {
    let bus = Bus::start();
    let shown = bus.with_notices();
    let computer = Computer::on_bus(&bus.address).await;
    let connection = computer.connect(Member::Maria).await;
    something_new_comes(&computer, &connection).await;
    assert_eq!(shown.take(), [], "nobody asked for it");
    choose(&computer, Notices::Off, Language::En).await;
    something_new_comes(&computer, &connection).await;
    assert_eq!(shown.take(), []);
    choose(&computer, Notices::On, Language::En).await;
    computer.desktop.is_in_front.store(true, Ordering::SeqCst);
    something_new_comes(&computer, &connection).await;
    assert_eq!(shown.take(), [], "the member sees it");
    computer.desktop.is_in_front.store(false, Ordering::SeqCst);
    something_new_comes(&computer, &connection).await;
    assert_eq!(shown.take().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_is_near_is_told_once_a_day_until_the_appeal_is_sent() {
    let bus = Bus::start();
    let shown = bus.with_notices();
    let computer = Computer::on_bus(&bus.address).await;
    computer.connect(Member::Maria).await;
    let claim = computer.rows().await.first().unwrap().id;
    // 65 days from the letter: the last day is 24 November 2026, four days from now.
    let appeal = Appeal {
        plan: Some(AppealPlan::MedicareAdvantage),
        letter_date: Some("2026-09-20".to_owned()),
        remind: true,
        ..Appeal::default()
    };
    let save = async |appeal: &Appeal| computer.folio.save_appeal(claim, appeal.clone()).await.unwrap();
    save(&appeal).await;
    computer.folio.remind().await;
    assert_eq!(shown.take(), [], "nobody asked for notices");
    choose(&computer, Notices::On, Language::En).await;
    for _ in 0..3 {
        computer.folio.remind().await;
    }
    let [(text, _)] = shown.take().try_into().unwrap();
    assert!(text.contains("|A date you asked to be reminded of is near.|"), "{text}");
    computer.hands.advance(Duration::from_secs(86_400));
    computer.folio.remind().await;
    assert_eq!(shown.take().len(), 1, "the next day");
    computer.hands.advance(Duration::from_secs(86_400));
    save(&Appeal { remind: false, ..appeal }).await;
    computer.folio.remind().await;
    assert_eq!(shown.take(), [], "the member asked for no more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_computer_that_shows_no_notices_says_so_and_nothing_else_goes_wrong() {
    let bus = Bus::start();
    for address in [bus.address.as_str(), "unix:path=/nowhere", "nonsense"] {
        let computer = Computer::on_bus(address).await;
        assert!(!computer.folio.shows_notices().await.unwrap(), "{address}");
        choose(&computer, Notices::On, Language::En).await;
        let connection = computer.connect(Member::Maria).await;
        something_new_comes(&computer, &connection).await;
    }
    let shown = bus.with_notices();
    let computer = Computer::on_bus(&bus.address).await;
    assert!(computer.folio.shows_notices().await.unwrap());
    assert_eq!(shown.take(), []);
}

/// T18: the same for notices as for the keychain. Nothing waits for a bus that takes connections and then says nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_desktop_that_never_answers_keeps_nobody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let silent = folder.path().join("bus");
    let _listens = std::os::unix::net::UnixListener::bind(&silent).unwrap();
    let computer = Computer::on_bus(&format!("unix:path={}", silent.display())).await;
    choose(&computer, Notices::On, Language::En).await;
    let connection = computer.connect(Member::Maria).await;
    computer.hands.advance(Duration::from_secs(86_400));
    let _id = computer.plan.add_claim();
    let begun = std::time::Instant::now();
    assert_eq!(computer.sync(&connection).await.new_claims, 1);
    assert!(begun.elapsed() < Duration::from_secs(5), "the end of the sync was told meanwhile");
    whatever_follows(&computer, &connection).await;
    assert!(!computer.folio.shows_notices().await.unwrap(), "it was asked once and is not asked again");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn what_shows_notices_can_come_late_and_be_started_again() {
    let bus = Bus::start();
    let notices = DesktopNotices::on_bus(&bus.address);
    let show = || notices.show(Notice::SomethingNew, PaperLanguage::En);
    assert!(!show());
    let first = bus.with_notices();
    assert!(show() && show());
    assert_eq!(first.take().iter().map(|(_, replaces)| *replaces).collect::<Vec<_>>(), [0, 41]);
    drop(first);
    assert!(!show());
    let second = bus.with_notices();
    assert!(show());
    assert_eq!(second.take().len(), 1);
}
