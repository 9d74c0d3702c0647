//! What a member takes along: files in their own folders, plain and readable by other programs.

mod kind;
mod private_file;
mod statement;

pub use kind::FileKind;
pub use private_file::{PrivateFile, SaveError, write_private};
pub use statement::statement;
