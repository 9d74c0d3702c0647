//! Renders the web view's copy of the types, the command list and the events.

use ts_rs::{Config, TS};

use super::*;

/// A command: its name, its arguments (`name: Type`) and what it answers.
pub struct Command {
    /// As in `invoke`.
    pub name: &'static str,
    /// TypeScript, without braces.
    pub arguments: &'static str,
    /// TypeScript.
    pub answer: &'static str,
}

/// Every command there is. The shell registers exactly these, and the app's capability allows exactly these.
pub const COMMANDS: &[Command] = &[
    Command { name: "app_state", arguments: "", answer: "AppState" },
    Command { name: "retry_startup", arguments: "", answer: "AppState" },
    Command { name: "set_records_aside", arguments: "", answer: "AppState" },
    Command { name: "save_settings", arguments: "settings: Settings", answer: "null" },
    Command { name: "payers", arguments: "", answer: "PayerGroup[]" },
    Command { name: "share_preview", arguments: "payer: string", answer: "SharePreview" },
    Command { name: "connect_begin", arguments: "request: ConnectRequest", answer: "ConnectAttempt" },
    Command { name: "connect_attempts", arguments: "", answer: "ConnectAttempt[]" },
    Command { name: "connect_open_page", arguments: "attempt: string", answer: "null" },
    Command { name: "connect_link", arguments: "attempt: string", answer: "string" },
    Command { name: "connect_paste", arguments: "attempt: string, address: string", answer: "null" },
    Command { name: "connect_confirm", arguments: "attempt: string", answer: "ConnectAttempt" },
    Command { name: "connect_cancel", arguments: "attempt: string", answer: "null" },
    Command { name: "connections", arguments: "", answer: "Connection[]" },
    Command { name: "disconnect", arguments: "connection: string", answer: "Receipt" },
    Command { name: "open_portal", arguments: "payer: string", answer: "null" },
    Command { name: "sync_start", arguments: "connection: string", answer: "SyncStatus" },
    Command { name: "sync_stop", arguments: "connection: string", answer: "null" },
    Command { name: "sync_status", arguments: "", answer: "SyncStatus[]" },
    Command { name: "people", arguments: "", answer: "Person[]" },
    Command { name: "coverage", arguments: "", answer: "CoverageCard[]" },
    Command { name: "claims_outline", arguments: "filter: ClaimFilter", answer: "ClaimsOutline" },
    Command { name: "claims_page", arguments: "filter: ClaimFilter, offset: number, limit: number", answer: "ClaimsPage" },
    Command { name: "claim", arguments: "id: number", answer: "ClaimDetail" },
    Command { name: "claim_source", arguments: "id: number", answer: "string" },
    Command { name: "mark_seen", arguments: "", answer: "null" },
    Command { name: "timeline", arguments: "query: TimelineQuery", answer: "Timeline" },
];

/// An event: its name and its payload.
pub struct Event {
    /// As in `listen`.
    pub name: &'static str,
    /// TypeScript.
    pub payload: &'static str,
}

/// Every event there is.
pub const EVENTS: &[Event] = &[
    Event { name: "startup", payload: "AppState" },
    Event { name: "connect", payload: "ConnectAttempt" },
    Event { name: "sync", payload: "SyncStatus" },
    Event { name: "records-changed", payload: "null" },
];

macro_rules! declarations {
    ($config:expr, $($name:ty),+ $(,)?) => { vec![$(<$name as TS>::decl($config)),+] };
}

/// The whole of `ui/src/ipc/types.gen.ts`.
#[must_use]
pub fn render() -> String {
    let config = Config::default();
    let types = declarations!(
        &config, AppError, ErrorCode, Retry, AppState, Startup, Settings, Language, Theme, PayerGroup, PayerChoice,
        PayerKind, Availability, DataKind, SharePreview, ShareKind, ConnectRequest, ConnectAttempt, ConnectStage,
        ConfirmPerson, Connection, ConnectionStatus, Kept, Receipt, AccessEnded, Person, CoverageCard, CoveredPerson,
        Labelled, SyncStatus, SyncRun, SyncKind, SyncKindState, Money, Figure, Sum, ClaimKind, ClaimStatus, ClaimRow,
        ClaimFilter, ClaimsPage, ClaimsOutline, MonthGroup, ClaimsSummary, TimelineQuery, LaneKind, Bucket, Timeline,
        Lane, LanePlot, Column, DayAmount, MonthCount, ClaimDetail, ClaimVersion, Explanation, Identifier, ClaimLine,
        CodedText, CareTeamMember,
    );
    let mut text = String::from(
        "// Made from src-tauri/core/src/ipc by its own test; edit there, then run `make types`.\n\n",
    );
    for declaration in types {
        text.push_str("export ");
        text.push_str(&declaration);
        text.push_str("\n\n");
    }
    text.push_str("/** Every command: its arguments and its answer. */\nexport type Commands = {\n");
    for command in COMMANDS {
        text.push_str(&format!(
            "  {}: {{ arguments: {{ {} }}; answer: {} }};\n",
            command.name, command.arguments, command.answer
        ));
    }
    text.push_str("};\n\n/** Every event and its payload. */\nexport type Events = {\n");
    for event in EVENTS {
        text.push_str(&format!("  {:?}: {};\n", event.name, event.payload));
    }
    text.push_str("};\n");
    text
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    /// Set `UPDATE_TYPES=1` to write the file instead of comparing it.
    #[test]
    fn the_web_views_types_are_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/types.gen.ts");
        let rendered = super::render();
        if std::env::var_os("UPDATE_TYPES").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &rendered).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == rendered, "ui/src/ipc/types.gen.ts is out of date: run `make types`");
    }
}
