//! Fetching records: a pure plan, then pages, each one a transaction.
//!
//! ```text
//! what the payer lists ─┐                          page n+2 comes ─────────┐
//! what was granted ─────┼─► plan ─► steps ─► run:  page n+1 is made ready ──┼─► ipc::SyncStatus
//! where searches stand ─┘                          page n is stored ────────┘
//! ```
//!
//! A sync that is killed, stopped or fails goes on where it stood: the address of the next page is kept in the same
//! transaction as the page before it. Where the payer has forgotten that page, the search starts again once, and what
//! comes is merged.
//!
//! - [`daily`]: when to begin without being asked to.
//! - [`plan`]: what to ask, in which order.
//! - [`run`]: asks, keeps, goes on.
//! - [`walk`]: notices searches that never end (T13).
//! - [`limits`]: how much one sync may take (T13).
//! - [`progress`]: what the screen is told.
//! - [`problem`]: what went wrong, as the screen is told.

pub mod daily;
pub mod limits;
mod matching;
pub mod plan;
pub mod problem;
pub mod progress;
pub mod run;
pub mod walk;
