//! The commands: arguments in, one call of the core, an answer or an error code out.

mod app;
mod claims;
mod connect;
mod connections;
mod files;
mod records;
mod sync;

use std::sync::Arc;

use claimfolio_core::{folio::Folio, ipc::AppError};
use tauri::{State, Wry, ipc::Invoke};

/// What every command is handed.
type Core<'a> = State<'a, Arc<Folio>>;

/// What every command answers.
type Answer<T> = Result<T, AppError>;

/// The handler of every command in `ipc::COMMANDS`.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        app::subscribe,
        app::app_state,
        app::retry_startup,
        app::set_records_aside,
        app::save_settings,
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
        claims::claim_source,
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
        claims::timeline,
    ]
}
