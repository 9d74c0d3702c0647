//! What a member takes along and brings back: files in their own folders, plain and readable by other programs.
//!
//! | file | what it is for |
//! | --- | --- |
//! | `private_file` | writes a file whole, for its owner alone |
//! | `csv`, `fhir` | how a claim and a resource stand in a file |
//! | `write` | streams a selection of the records into a file |
//! | `statement` | a year's payments as a table |
//! | `look` | what is in a file, before it is taken in |
//! | `batches` | a file as the store takes it in |
//! | `backup` | everything in one sealed file, and back |
//!
//! Reading FHIR files is [`crate::fhir::file`]'s. Not here: dialogs, and the state that the window shows.

mod backup;
mod batches;
mod csv;
mod fhir;
mod kind;
mod look;
mod private_file;
mod statement;
mod write;

pub use backup::{Backup, BackupError, Contents, write_backup};
pub use batches::{Batches, ImportError};
pub use kind::FileKind;
pub use look::{Fingerprint, Looked, look};
pub use private_file::{PrivateFile, SaveError, write_private};
pub use statement::statement;
pub use write::{CopyError, Order, Written, write};
