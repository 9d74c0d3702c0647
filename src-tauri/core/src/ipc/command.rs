//! The one list of commands. The shell's build script reads this same file, so that the app's permissions, its handler
//! and the web view's types cannot differ.

/// A command: its name, its arguments (`name: Type`) and what it answers.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// As in `invoke`.
    pub name: &'static str,
    /// TypeScript, without braces.
    pub arguments: &'static str,
    /// TypeScript.
    pub answer: &'static str,
}

const fn command(name: &'static str, arguments: &'static str, answer: &'static str) -> Command {
    Command { name, arguments, answer }
}

/// Every command there is.
pub const COMMANDS: &[Command] = &[
    command("subscribe", "channel: Channel<Event>", "null"),
    command("app_state", "", "AppState"),
    command("retry_startup", "", "AppState"),
    command("set_records_aside", "", "AppState"),
    command("save_settings", "settings: Settings", "null"),
    command("payers", "", "PayerGroup[]"),
    command("payers_file", "", "PayersFile"),
    command("registrations", "", "Registration[]"),
    command("save_registration", "entry: RegistrationEntry", "null"),
    command("remove_registration", "registration: string", "null"),
    command("open_registration_page", "registration: string", "null"),
    command("share_preview", "payer: string", "SharePreview"),
    command("connect_begin", "request: ConnectRequest", "ConnectAttempt"),
    command("connect_attempts", "", "ConnectAttempt[]"),
    command("connect_open_page", "attempt: string", "null"),
    command("connect_link", "attempt: string", "string"),
    command("connect_paste", "attempt: string, address: string", "null"),
    command("connect_confirm", "attempt: string", "ConnectAttempt"),
    command("connect_cancel", "attempt: string", "null"),
    command("connections", "", "Connection[]"),
    command("disconnect", "connection: string", "Receipt"),
    command("open_portal", "payer: string", "null"),
    command("sync_start", "connection: string", "SyncStatus"),
    command("sync_stop", "connection: string", "null"),
    command("sync_status", "", "SyncStatus[]"),
    command("people", "", "Person[]"),
    command("coverage", "", "CoverageCard[]"),
    command("claims_outline", "filter: ClaimFilter", "ClaimsOutline"),
    command("claims_page", "filter: ClaimFilter, offset: number, limit: number", "ClaimsPage"),
    command("claim", "id: number", "ClaimDetail"),
    command("claim_alike", "id: number", "OtherClaimCheck[]"),
    command("save_appeal", "id: number, appeal: Appeal", "null"),
    command("appeal_reminders", "", "AppealReminder[]"),
    command("claim_source", "id: number", "string"),
    command("save_claim_paper", "id: number, options: PrintOptions", "string | null"),
    command("save_appeal_paper", "id: number, letter: string, options: PrintOptions", "string | null"),
    command("save_claims_paper", "filter: ClaimFilter, options: PrintOptions", "string | null"),
    command("whats_new", "", "WhatsNew"),
    command("mark_seen", "", "null"),
    command("records_outline", "filter: RecordFilter", "RecordsOutline"),
    command("records_page", "filter: RecordFilter, offset: number, limit: number", "RecordsPage"),
    command("record", "id: number", "RecordDetail"),
    command("record_source", "id: number", "string"),
    command("records_of_claim", "id: number", "RecordRow[]"),
    command("accumulators", "on: string", "PlanYear[]"),
    command("save_copy", "what: CopyWhat, format: CopyFormat, language: CopyLanguage", "CopySaved | null"),
    command("stop_copy", "", "null"),
    command("open_files", "", "null"),
    command("add_files", "into: string | null", "FilesState"),
    command("close_files", "", "null"),
    command("spending_years", "", "SpendingYear[]"),
    command("spending", "query: SpendingQuery", "Spending"),
    command("spending_names", "query: SpendingQuery", "SpendingNames"),
    command("spending_left_out", "query: SpendingQuery, why: LeftOutReason", "ClaimRow[]"),
    command("timeline", "query: TimelineQuery", "Timeline"),
    command("care_directories", "", "CareDirectory[]"),
    command("care_networks", "payer: string", "CareNetworks"),
    command("care_choose_network", "payer: string, network: CareNetwork | null", "null"),
    command("care_search", "question: CareQuestion, fresh: boolean", "CareResults"),
    command("care_more", "search: string", "null"),
    command("care_stop", "search: string", "null"),
    command("care_results", "search: string", "CareResults"),
    command("care_detail", "search: string, key: string", "CareDetail"),
    command("care_of_claim", "id: number", "CareAnswer"),
    command("care_save", "search: string, key: string", "number"),
    command("care_saved", "", "CareSaved[]"),
    command("care_save_note", "id: number, note: string", "null"),
    command("care_unsave", "id: number", "null"),
    command("care_keep_copy", "search: string, key: string", "number"),
    command("care_copies", "", "CareCopyRow[]"),
    command("care_copy", "id: number", "CareCopy"),
    command("care_remove_copy", "id: number", "null"),
];
