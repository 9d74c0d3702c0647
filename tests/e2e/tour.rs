//! Walks through the demo plan as a member does, in the real program, browser and keychain, under a display of its own,
//! and leaves a picture of each step in `target/tour/`.
#![allow(clippy::print_stdout, reason = "says what it does")]

mod journey;

use std::{
    fs,
    path::{Path, PathBuf},
};

use claimfolio_tests::{Page, Result};
use journey::Onlooker;

struct Photographer {
    folder: PathBuf,
}

impl Onlooker for Photographer {
    async fn look(&mut self, name: &str, what: &str, page: &Page) -> Result {
        let picture = self.folder.join(format!("{name}.png"));
        page.picture(&picture).await?;
        println!("{what}\n    target/tour/{name}.png");
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tour");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    println!("There is no display here: walking through the demo plan under a virtual one.");
    journey::walk(&mut Photographer { folder }).await?;
    println!("The walk is complete.");
    Ok(())
}
