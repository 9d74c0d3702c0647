//! The core from outside: real HTTP on loopback, a real encrypted file in a folder of its own, the demo plan as the
//! payer, and hosts that misbehave.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test prepares is not inside a #[test] function, where clippy.toml allows these"
)]

mod care;
mod clinical;
mod demo_plan;
mod demo_sync;
mod dependencies;
mod desk;
mod episodes;
mod folio;
mod host;
mod hostile_payers;
mod interrupted;
mod memory;
mod payers;
mod second_server;
