//! The demo plan from outside: over a real loopback connection, through its forms.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests, and the functions that they share, may fail loudly")]

mod authorization;
mod browser;
mod directory;
mod fhir;
mod pages;
mod profiles;
mod restart;
mod switches;
mod tokens;
