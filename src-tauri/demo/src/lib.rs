//! A made-up health plan on this computer, "Evergreen Demo Health".
//!
//! It behaves as the payers' documents describe their FLEX servers: OAuth 2.0 with PKCE and a consent page, token
//! answers without `token_type`, FHIR R4 with exactly the listed search parameters, opaque links to the next page. It is
//! the desktop app's demo plan, the partner of the app's tests and benchmarks, and a program of its own.
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! let plan = claimfolio_demo::start(claimfolio_demo::Options::default()).await?;
//! println!("{}", plan.fhir_base());
//! plan.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # The life of a permission
//! 1. `/oauth/authorize` checks the request parameter by parameter and shows the sign-in page.
//! 2. The member chooses who to be, and then what to share; the browser is sent back to the app with a code.
//! 3. `/oauth/token` takes the code once, with its verifier, and answers an access token and a refresh token.
//! 4. The access token ends after minutes, the refresh token after `permission_days`, or when the member stops it in
//!    `/portal`, or when the app does at `/oauth/revoke`.
//!
//! # The claims
//! Every claim follows from a seed and the plan's first day; see `data`. None of its members, doctors and claims is
//! real; telephone numbers, provider numbers and drug codes are of ranges that no real one uses.
//!
//! # Other payers
//! With another [`Profile`] it impersonates one of the payers of the documents: its paths, parameters, references, pages,
//! token answers and refusals, with the same made-up members.
//!
//! # The directory
//! Beside the members' records each profile serves its public directory of providers to everyone; see `directory`.
//!
//! Not here: dynamic registration, writes, other profiles than CARIN Blue Button 1.1, clinical records.
#![allow(clippy::inconsistent_digit_grouping, reason = "in an amount the last group is the cents")]

mod authorization;
mod data;
mod directory;
mod faults;
mod fhir;
mod gzip;
mod options;
mod pages;
mod plan;
mod portal;
mod profile;
mod secret;
mod seen;
mod server;
mod state;
mod state_file;
mod switches;
mod switches_api;

pub use data::Member;
pub use options::{Clock, Options};
pub use profile::Profile;
pub use seen::Seen;
pub use server::{Addresses, Running, start};
pub use switches::{Fault, NextLink, Rule, Switches};
