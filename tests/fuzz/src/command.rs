//! The arguments of a command, as whoever has the web view could send them, and the command itself on records of our own.

use std::{
    io,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use claimfolio_core::{
    clock::ManualClock,
    folio::{Folders, Folio, Host},
    ipc::{
        AppError, Appeal, Bill, CareNetwork, CareQuestion, ClaimFilter, ConnectRequest, CopyFormat, CopyLanguage,
        CopyWhat, EnteredSecret, EpisodeCorrection, ErrorCode, Event, FilesState, Language, LedgerQuery, LeftOutReason,
        PaperLanguage, PaymentEntry, PrintOptions, RecordFilter, RegistrationEntry, Settings, SpendingQuery,
        TimelineQuery, ViewEntry,
    },
    notices::Notice,
    payer::Registry,
    portable::FileKind,
    secret::Memory,
    sync::daily::Surroundings,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use tokio::runtime::Runtime;
use url::Url;

/// Runs a command. The first line is its name; the rest is an object with its arguments. Arguments that are none are
/// refused; every other ends with an answer that can be sent, or with an error that has a sentence of its own.
pub fn command(bytes: &[u8]) {
    let Some((name, given)) = std::str::from_utf8(bytes).ok().and_then(|text| text.split_once('\n')) else { return };
    let Ok(Value::Object(given)) = serde_json::from_str(given) else { return };
    let app = app();
    let Some(answer) = app.runtime.block_on(run(&app.folio, name, &Given(given))) else { return };
    match answer {
        Ok(answer) => holds(&answer),
        Err(problem) => assert_ne!(problem.code, ErrorCode::Unexpected, "{name}: {problem:?}"),
    }
}

/// Nothing in an answer is larger than what a screen asks for, and every amount is a decimal.
fn holds(answer: &Value) {
    match answer {
        Value::Array(all) => {
            assert!(all.len() <= 10_000);
            all.iter().for_each(holds);
        }
        Value::Object(members) => {
            // Money, not what the member typed.
            if let (Some(Value::String(amount)), true) = (members.get("amount"), members.contains_key("currency")) {
                let plain = amount.strip_prefix('-').unwrap_or(amount);
                assert!(plain.starts_with(|first: char| first.is_ascii_digit()), "{amount}");
                assert!(plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'), "{amount}");
            }
            members.values().for_each(holds);
        }
        _ => {}
    }
}

/// The arguments, under their names in the web view.
struct Given(Map<String, Value>);

impl Given {
    /// `None` where it is not what the command takes.
    fn take<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let mut words = name.split('_');
        let mut camel = words.next().unwrap_or_default().to_owned();
        for word in words {
            camel.push_str(&word[..1].to_uppercase());
            camel.push_str(&word[1..]);
        }
        serde_json::from_value(self.0.get(&camel).cloned().unwrap_or_default()).ok()
    }
}

fn answer<T: Serialize>(answer: Result<T, AppError>) -> Result<Value, AppError> {
    answer.map(|answer| serde_json::to_value(answer).expect("an answer can be sent"))
}

macro_rules! commands {
    (
        run on $folio:ident { $($name:ident($($argument:ident: $type:ty),*) => $call:expr;)* }
        read { $($other:ident($($own:ident: $its:ty),*);)* }
    ) => {
        /// The commands that are run.
        pub const RUN: &[&str] = &[$(stringify!($name)),*];
        /// The commands whose arguments alone are read: they reach a payer, ask for a passphrase, put an end to what the
        /// others are run on, or need the window or its letters.
        pub const NOT_RUN: &[&str] = &[$(stringify!($other)),*];

        #[allow(clippy::unit_arg, reason = "some commands have nothing to answer")]
        async fn run($folio: &Arc<Folio>, name: &str, given: &Given) -> Option<Result<Value, AppError>> {
            match name {
                $(stringify!($name) => {
                    $(let $argument: $type = given.take(stringify!($argument))?;)*
                    Some(answer($call))
                })*
                $(stringify!($other) => {
                    $(let _: $its = given.take(stringify!($own))?;)*
                    None
                })*
                _ => None,
            }
        }
    };
}

commands! {
    run on folio {
        app_state() => Ok(folio.app_state().await);
        activity() => Ok(folio.activity());
        protection() => folio.protection().await;
        save_settings(settings: Settings) => folio.save_settings(settings).await;
        payers() => Ok(folio.payers().await);
        payers_file() => Ok(folio.payers_file());
        registrations() => Ok(folio.registrations());
        save_registration(entry: RegistrationEntry) => folio.save_registration(entry).await;
        remove_registration(registration: String) => folio.remove_registration(&registration).await;
        open_registration_page(registration: String) => folio.open_registration_page(&registration).await;
        share_preview(payer: String) => folio.share_preview(&payer).await;
        connect_attempts() => Ok(folio.connect_attempts());
        connect_open_page(attempt: String) => folio.connect_open_page(&attempt).await;
        connect_link(attempt: String) => folio.connect_link(&attempt);
        connect_paste(attempt: String, address: String) => folio.connect_paste(&attempt, &address).await;
        connect_confirm(attempt: String) => folio.connect_confirm(&attempt).await;
        connect_cancel(attempt: String) => folio.connect_cancel(&attempt).await;
        connections() => folio.connections().await;
        open_portal(payer: String) => folio.open_portal(&payer).await;
        sync_start(connection: String) => folio.sync_start(&connection).await;
        sync_stop(connection: String) => folio.sync_stop(&connection).await;
        sync_status() => Ok(folio.sync_status());
        people() => folio.people().await;
        coverage() => folio.coverage().await;
        claims_outline(filter: ClaimFilter) => folio.claims_outline(filter).await;
        claims_page(filter: ClaimFilter, offset: u64, limit: u64) => folio.claims_page(filter, offset, limit).await;
        claim(id: i64) => folio.claim(id).await;
        claim_alike(id: i64) => folio.claim_alike(id).await;
        save_appeal(id: i64, appeal: Appeal) => folio.save_appeal(id, appeal).await;
        appeal_reminders() => folio.appeal_reminders().await;
        claim_episode(id: i64) => folio.claim_episode(id).await;
        correct_episode(correction: EpisodeCorrection) => folio.correct_episode(correction).await;
        undo_episode(id: i64) => folio.undo_episode(id).await;
        claim_notes(id: i64) => folio.claim_notes(id).await;
        save_claim_note(id: i64, note: String) => folio.save_claim_note(id, note).await;
        tags() => folio.tags().await;
        add_tag(id: i64, name: String) => folio.add_tag(id, name).await;
        take_tag_off(id: i64, tag: i64) => folio.take_tag_off(id, tag).await;
        rename_tag(tag: i64, name: String) => folio.rename_tag(tag, name).await;
        remove_tag(tag: i64, is_removed: bool) => folio.remove_tag(tag, is_removed).await;
        views() => folio.views().await;
        save_view(entry: ViewEntry) => folio.save_view(entry).await;
        remove_view(id: i64) => folio.remove_view(id).await;
        claim_source(id: i64) => folio.claim_source(id).await;
        whats_new() => folio.whats_new().await;
        mark_seen() => folio.mark_seen().await;
        records_outline(filter: RecordFilter) => folio.records_outline(filter).await;
        records_page(filter: RecordFilter, offset: u64, limit: u64) => folio.records_page(filter, offset, limit).await;
        record(id: i64) => folio.health_record(id).await;
        record_source(id: i64) => folio.record_source(id).await;
        records_of_claim(id: i64) => folio.records_of_claim(id).await;
        accumulators(on: String) => folio.accumulators(on).await;
        save_copy(what: CopyWhat, format: CopyFormat, language: CopyLanguage) => folio.save_copy(what, format, language).await;
        stop_copy() => Ok(folio.stop_copy());
        open_files() => Ok(folio.open_files().await);
        add_files(into: Option<String>) => folio.add_files(into).await;
        close_files() => Ok(folio.close_files());
        spending_years() => folio.spending_years().await;
        spending(query: SpendingQuery) => folio.spending(query).await;
        spending_names(query: SpendingQuery) => folio.spending_names(query).await;
        spending_left_out(query: SpendingQuery, why: LeftOutReason) => folio.spending_left_out(query, why).await;
        ledger(query: LedgerQuery) => folio.ledger(query).await;
        claim_payments(id: i64) => folio.claim_payments(id).await;
        save_payment(entry: PaymentEntry) => folio.save_payment(entry).await;
        remove_payment(id: i64, is_removed: bool) => folio.remove_payment(id, is_removed).await;
        attach_receipts(payment: i64) => folio.attach_receipts(payment).await;
        save_receipt(id: i64) => folio.save_receipt(id).await;
        remove_receipt(id: i64, is_removed: bool) => folio.remove_receipt(id, is_removed).await;
        save_statement(query: LedgerQuery, language: Language) => folio.save_statement(query, language).await;
        find_bill(bill: Bill) => folio.find_bill(bill).await;
        read_bill(text: String) => Ok(folio.read_bill(&text));
        timeline(query: TimelineQuery) => folio.timeline(query).await;
        care_directories() => folio.care_directories().await;
        care_choose_network(payer: String, network: Option<CareNetwork>) => folio.care_choose_network(payer, network).await;
        care_stop(search: String) => folio.care_stop(&search);
        care_results(search: String) => folio.care_results(&search);
        care_detail(search: String, key: String) => folio.care_detail(&search, &key).await;
        care_save(search: String, key: String) => folio.care_save(&search, &key).await;
        care_saved() => folio.care_saved().await;
        care_save_note(id: i64, note: String) => folio.care_save_note(id, note).await;
        care_unsave(id: i64) => folio.care_unsave(id).await;
        care_keep_copy(search: String, key: String) => folio.care_keep_copy(&search, &key).await;
        care_copies() => folio.care_copies().await;
        care_copy(id: i64) => folio.care_copy(id).await;
        care_remove_copy(id: i64) => folio.care_remove_copy(id).await;
        care_save_copy(id: i64) => folio.care_save_copy(id).await;
    }
    read {
        subscribe();
        lock_now();
        unlock(passphrase: Option<EnteredSecret>);
        set_passphrase(passphrase: EnteredSecret, current: Option<EnteredSecret>);
        remove_passphrase(current: EnteredSecret);
        make_recovery_code(passphrase: Option<EnteredSecret>);
        save_recovery_code(code: EnteredSecret, options: PrintOptions);
        keep_recovery_code();
        remove_recovery_code();
        recover(code: EnteredSecret);
        save_backup(passphrase: EnteredSecret, current: Option<EnteredSecret>);
        choose_backup();
        look_at_backup(passphrase: EnteredSecret);
        restore_backup();
        retry_startup();
        set_records_aside();
        shows_notices();
        connect_begin(request: ConnectRequest);
        disconnect(connection: String);
        save_claim_paper(id: i64, options: PrintOptions);
        save_appeal_paper(id: i64, letter: String, options: PrintOptions);
        save_claims_paper(filter: ClaimFilter, options: PrintOptions);
        save_care_paper(id: i64, options: PrintOptions);
        save_statement_paper(query: LedgerQuery, options: PrintOptions);
        care_networks(payer: String);
        care_search(question: CareQuestion, fresh: bool);
        care_more(search: String);
        care_of_claim(id: i64);
    }
}

/// The app on a computer without a desktop, with claims of our own.
struct App {
    runtime: Runtime,
    folio: Arc<Folio>,
    _folder: tempfile::TempDir,
}

fn app() -> &'static App {
    static APP: OnceLock<App> = OnceLock::new();
    APP.get_or_init(|| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let folio = runtime.block_on(filled(folder.path().to_path_buf()));
        App { runtime, folio, _folder: folder }
    })
}

const FILES: [(&str, &str); 4] = [
    ("stay.json", include_str!("../../fixtures/claims/files/stay-and-visits.json")),
    ("surgery.json", include_str!("../../fixtures/claims/files/surgery-and-after.json")),
    ("denied.json", include_str!("../../fixtures/claims/professional-denied.json")),
    ("odd.json", include_str!("../../fixtures/claims/odd-money.json")),
];

async fn filled(folder: PathBuf) -> Arc<Folio> {
    let folders = Folders { records: folder.join("records"), settings: folder.join("settings") };
    let clock = Arc::new(ManualClock::at("2026-11-20T12:00:00Z".parse().unwrap()));
    let registry = Registry::shipped().unwrap();
    let folio = Folio::new(folders, Arc::new(Memory::default()), clock, Arc::new(Nobody), registry);
    folio.open().await;
    let place = |(name, content): (&str, &str)| {
        let place = folder.join(name);
        std::fs::write(&place, content).unwrap();
        place
    };
    folio.look_at_files(FILES.map(place).to_vec());
    while matches!(folio.files_state(), FilesState::Looking { .. }) {
        tokio::task::yield_now().await;
    }
    let added = folio.add_files(None).await.unwrap();
    assert!(matches!(added, FilesState::Added { .. }), "{added:?}");
    folio.close_files();
    folio
}

/// A computer on which nobody answers.
struct Nobody;

#[async_trait::async_trait]
impl Host for Nobody {
    fn tell(&self, _: Event) {}

    fn open_in_browser(&self, _: &Url) -> bool {
        false
    }

    fn links_come_back(&self) -> bool {
        true
    }

    fn bring_to_front(&self) {}

    fn is_in_front(&self) -> bool {
        true
    }

    fn shows_notices(&self) -> bool {
        false
    }

    fn show_notice(&self, _: Notice, _: PaperLanguage) -> bool {
        false
    }

    async fn surroundings(&self) -> Surroundings {
        Surroundings::UNKNOWN
    }

    async fn save_as(&self, _: &str, _: FileKind) -> Option<PathBuf> {
        None
    }

    async fn open_files(&self, _: &[FileKind]) -> Vec<PathBuf> {
        Vec::new()
    }

    async fn demo_plan(&self) -> io::Result<Url> {
        // Nobody listens there.
        Ok(Url::parse("http://127.0.0.1:9").unwrap())
    }
}
