//! The programs that are measured: those built with this one.

use std::path::{Path, PathBuf};

use claimfolio_tests::Result;

/// A folder of built programs.
pub(crate) struct Programs(PathBuf);

impl Programs {
    /// Those of the same profile as this program: `target/release`.
    pub(crate) fn beside_this_one() -> Result<Self> {
        let this = std::env::current_exe()?;
        Ok(Self(this.parent().ok_or("this program is in no folder")?.to_path_buf()))
    }

    /// The app.
    pub(crate) fn app(&self) -> PathBuf {
        self.0.join("claimfolio")
    }

    /// A window with nothing in it.
    pub(crate) fn blank(&self) -> PathBuf {
        self.0.join("examples/blank")
    }

    /// The demo plan.
    pub(crate) fn demo_plan(&self) -> PathBuf {
        self.0.join("claimfolio-demo")
    }
}

/// Whether a program is there, said in words.
pub(crate) fn built(program: &Path) -> Result {
    if program.exists() { Ok(()) } else { Err(format!("{} is not built", program.display()).into()) }
}
