//! The shell's configuration, held against the core's list of commands: nothing more can be called, nothing else shown.

#![allow(clippy::unwrap_used, reason = "a test may stop where its own files are not what they must be")]

use std::collections::BTreeSet;

use claimfolio_core::ipc::COMMANDS;
use serde_json::Value;

fn configuration() -> Value {
    serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap()
}

fn declared() -> BTreeSet<String> {
    COMMANDS.iter().map(|command| command.name.to_owned()).collect()
}

/// T8: capabilities no wider than the commands.
#[test]
fn the_one_capability_allows_exactly_the_declared_commands() {
    let configuration = configuration();
    let capabilities = configuration["app"]["security"]["capabilities"].as_array().unwrap();
    assert_eq!(capabilities.len(), 1);
    assert_eq!(capabilities[0]["windows"], serde_json::json!(["main"]));
    assert_eq!(capabilities[0].get("remote"), None, "no page from elsewhere may call anything");
    let allowed: BTreeSet<String> = capabilities[0]["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|permission| permission.as_str().unwrap().to_owned())
        .collect();
    let wanted: BTreeSet<String> = declared().iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    assert_eq!(allowed, wanted);
}

#[test]
fn the_handler_holds_exactly_the_declared_commands() {
    let source = include_str!("../../src-tauri/commands/mod.rs");
    let list = source.split("generate_handler![").nth(1).unwrap().split(']').next().unwrap();
    let handled: BTreeSet<String> = list
        .split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(|entry| entry.rsplit("::").next().unwrap().to_owned())
        .collect();
    assert_eq!(handled, declared());
}

/// T8, T28: the content security policy lets nothing in and nothing out but the app's own files and calls.
#[test]
fn the_content_security_policy_allows_only_the_apps_own_parts() {
    let security = &configuration()["app"]["security"];
    assert_eq!(
        security["csp"],
        serde_json::json!({
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "font-src": "'self'",
            "img-src": "'self'",
            "connect-src": "ipc: http://ipc.localhost",
            "form-action": "'none'",
            "frame-ancestors": "'none'",
            "base-uri": "'none'",
        })
    );
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(configuration()["app"]["withGlobalTauri"], false);
}

/// T1: the scheme is the app's identifier, in reverse-domain form (RFC 8252, section 7.1).
#[test]
fn the_scheme_is_the_identifier() {
    let configuration = configuration();
    assert_eq!(configuration["plugins"]["deep-link"]["desktop"]["schemes"][0], configuration["identifier"]);
}

/// T31: the records are in the folder of this computer alone, which no profile carries along.
#[test]
fn the_records_are_kept_in_the_folder_that_does_not_roam() {
    let source = include_str!("../../src-tauri/lib.rs");
    assert!(source.contains("records: app.path().app_local_data_dir()?"));
    let keychain = include_str!("../../src-tauri/core/src/secret/platform.rs");
    assert!(keychain.contains(r#"HashMap::from([("persistence", "Local")])"#), "nor does an item of Windows' keychain");
}
