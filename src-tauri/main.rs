//! The program. Everything is in the library, so that tests can reach it.

// No console window beside the app on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    claimfolio_shell::run()
}
