//! What every reader of foreign bytes must keep, whatever the bytes are.
//!
//! Each target is a plain function that reads bytes with the app's own code and asserts what must hold. A fuzzer calls it
//! with what it makes up (`make fuzz`, which needs a nightly compiler); an ordinary test calls it with each file of
//! `corpus/TARGET/`, so that what was once found stays found.
//!
//! | target | what is read | rows |
//! | --- | --- | --- |
//! | [`callback`] | a link that a browser hands over | T3 |
//! | [`token`] | a token endpoint's answer | T14 |
//! | [`bundle`] | a page of a search | T14 |
//! | [`next_link`] | the address of the next page | T6 |
//! | [`resource`] | a resource, up to everything that is shown of it | T14 |
//! | [`command`] | the arguments of a command of the web view, and the command itself | T8 |
//! | [`file`](fn@file) | a file that a member opens | T14 |
//! | [`backup`] | a backup | T16 |

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "to fail is how a target says that something does not hold"
)]

mod backup;
mod bundle;
mod callback;
mod command;
mod file;
mod json;
mod next_link;
mod resource;
mod token;

pub use backup::backup;
pub use bundle::bundle;
pub use callback::callback;
pub use command::{NOT_RUN, RUN, command};
pub use file::file;
pub use json::change_json;
pub use next_link::next_link;
pub use resource::resource;
pub use token::token;

/// A target: its name, which is that of its folder in the corpus, and what it calls.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 8] = [
    ("backup", backup),
    ("bundle", bundle),
    ("callback", callback),
    ("command", command),
    ("file", file),
    ("next_link", next_link),
    ("resource", resource),
    ("token", token),
];
