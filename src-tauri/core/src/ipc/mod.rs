//! Everything that crosses between the core and the web view: commands, events, their types, and error codes.
//!
//! The web view's copy, `ui/src/ipc/types.gen.ts`, is made from these types by [`typescript::render`]; a test fails
//! when the two differ. No type here can hold a token, an authorization code, a verifier or a key. The one that holds what a
//! member enters in secret, [`EnteredSecret`], goes in and never out; a recovery code comes out once, when it is made,
//! because a person has to write it down ([`NewRecoveryCode`]).

mod accumulators;
mod backup;
mod bill;
mod care;
mod claims;
mod command;
mod connect;
mod connection;
mod denials;
mod episodes;
mod error;
mod event;
mod files;
mod ledger;
mod news;
mod notes;
mod print;
mod records;
mod registration;
mod settings;
mod spending;
mod sync;
pub mod typescript;

pub use accumulators::*;
pub use backup::*;
pub use bill::*;
pub use care::*;
pub use claims::*;
pub use command::*;
pub use connect::*;
pub use connection::*;
pub use denials::*;
pub use episodes::*;
pub use error::*;
pub use event::*;
pub use files::*;
pub use ledger::*;
pub use news::*;
pub use notes::*;
pub use print::*;
pub use records::*;
pub use registration::*;
pub use settings::*;
pub use spending::*;
pub use sync::*;
