//! Locking: when the member has been away for long enough, and what opens the records again. Pure: no clock, no keychain,
//! no disk. What is stopped and dropped is in [`folio`](crate::folio).

mod idle;

pub use idle::{Idle, Moment};
