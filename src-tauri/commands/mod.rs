//! The commands: arguments in, one call of the core, an answer or an error code out.

mod app;
mod backup;
mod bill;
mod care;
mod claims;
mod connect;
mod connections;
mod episodes;
mod files;
mod ledger;
mod lock;
mod notes;
mod papers;
mod records;
mod spending;
mod sync;

use std::sync::Arc;

use claimfolio_core::{folio::Folio, ipc::AppError};
use tauri::{Manager, State, Wry, ipc::Invoke};

/// What every command is handed.
type Core<'a> = State<'a, Arc<Folio>>;

/// What every command answers.
type Answer<T> = Result<T, AppError>;

/// The handler of every command in `ipc::COMMANDS`.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    let run = commands();
    move |invoke| match may_run(&invoke) {
        Ok(()) => run(invoke),
        Err(problem) => {
            invoke.resolver.reject(problem);
            true
        }
    }
}

/// Whether the app is in a state to answer a command (T30).
fn may_run(invoke: &Invoke<Wry>) -> Answer<()> {
    let folio = invoke.message.webview_ref().try_state::<Arc<Folio>>();
    folio.map_or(Ok(()), |folio| folio.may_run(invoke.message.command()))
}

fn commands() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        app::subscribe,
        app::app_state,
        lock::lock_now,
        lock::unlock,
        lock::activity,
        lock::protection,
        lock::set_passphrase,
        lock::remove_passphrase,
        lock::make_recovery_code,
        lock::save_recovery_code,
        lock::keep_recovery_code,
        lock::remove_recovery_code,
        lock::recover,
        backup::save_backup,
        backup::choose_backup,
        backup::look_at_backup,
        backup::restore_backup,
        app::retry_startup,
        app::set_records_aside,
        app::save_settings,
        app::shows_notices,
        connect::payers,
        connect::payers_file,
        connect::registrations,
        connect::save_registration,
        connect::remove_registration,
        connect::open_registration_page,
        connect::share_preview,
        connect::connect_begin,
        connect::connect_attempts,
        connect::connect_open_page,
        connect::connect_link,
        connect::connect_paste,
        connect::connect_confirm,
        connect::connect_cancel,
        connections::connections,
        connections::disconnect,
        connections::open_portal,
        sync::sync_start,
        sync::sync_stop,
        sync::sync_status,
        claims::people,
        claims::coverage,
        claims::claims_outline,
        claims::claims_page,
        claims::claim,
        claims::claim_alike,
        claims::save_appeal,
        claims::appeal_reminders,
        episodes::claim_episode,
        episodes::correct_episode,
        episodes::undo_episode,
        notes::claim_notes,
        notes::save_claim_note,
        notes::tags,
        notes::add_tag,
        notes::take_tag_off,
        notes::rename_tag,
        notes::remove_tag,
        notes::views,
        notes::save_view,
        notes::remove_view,
        claims::claim_source,
        papers::save_claim_paper,
        papers::save_appeal_paper,
        papers::save_claims_paper,
        papers::save_care_paper,
        papers::save_statement_paper,
        claims::whats_new,
        claims::mark_seen,
        records::records_outline,
        records::records_page,
        records::record,
        records::record_source,
        records::records_of_claim,
        claims::accumulators,
        files::save_copy,
        files::stop_copy,
        files::open_files,
        files::add_files,
        files::close_files,
        spending::spending_years,
        spending::spending,
        spending::spending_names,
        spending::spending_left_out,
        ledger::ledger,
        ledger::claim_payments,
        ledger::save_payment,
        ledger::remove_payment,
        ledger::attach_receipts,
        ledger::save_receipt,
        ledger::remove_receipt,
        ledger::save_statement,
        bill::find_bill,
        bill::read_bill,
        claims::timeline,
        care::care_directories,
        care::care_networks,
        care::care_choose_network,
        care::care_search,
        care::care_more,
        care::care_stop,
        care::care_results,
        care::care_detail,
        care::care_of_claim,
        care::care_save,
        care::care_saved,
        care::care_save_note,
        care::care_unsave,
        care::care_keep_copy,
        care::care_copies,
        care::care_copy,
        care::care_remove_copy,
        care::care_save_copy,
    ]
}
