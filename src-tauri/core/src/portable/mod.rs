//! What a member takes along: files in their own folders, plain and readable by other programs.

mod kind;
mod private_file;

pub use kind::FileKind;
pub use private_file::{PrivateFile, SaveError, write_private};
