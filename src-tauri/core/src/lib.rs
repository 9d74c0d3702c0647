//! Claimfolio without a window.
//!
//! Dependencies point downward only: [`folio`] uses everything below it, [`sync`] uses [`store`], [`fhir`] and
//! [`auth`], and the pure modules ([`claims`], [`lock`], [`print`], [`money`], [`date`]) use nothing that reads a clock, a
//! disk or a network. There is no Tauri here, no window, and no process-wide state.

pub mod auth;
pub mod claims;
pub mod clock;
pub mod date;
pub mod directory;
pub mod fhir;
pub mod folio;
pub mod http;
pub mod ipc;
pub mod lock;
pub mod money;
pub mod notices;
pub mod payer;
pub mod portable;
pub mod print;
pub mod records;
pub mod secret;
pub mod store;
pub mod sync;
