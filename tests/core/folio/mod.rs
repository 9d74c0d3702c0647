//! The whole app without its window, as a member uses it: a real demo plan, a browser that fills its forms in, an
//! encrypted file in a folder of its own, and a keychain that can refuse.

pub(crate) mod browser;
pub(crate) mod computer;
pub(crate) mod keychain;

mod backing_up;
mod endings;
mod files;
mod first_day;
mod ledger;
mod links;
mod locking;
mod notes;
mod notices;
pub(crate) mod other_payer;
pub(crate) mod papers;
mod passphrase;
mod records;
mod recovering;
mod refreshing;
mod registering;
mod renewing;
mod sharing;
mod starting;
mod syncing;
