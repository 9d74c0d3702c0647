//! A claim on paper, from the window to a file.

use std::fs;

use claimfolio_tests::{App, Desktop, Result};

use crate::{Passerby, journey};

/// T29: the packet of an appeal has the letter as it was filled in, and its owner alone may read it.
#[tokio::test]
async fn a_member_saves_what_is_needed_to_ask_the_plan_to_look_again() -> Result {
    let desktop = Desktop::start()?;
    let folder = desktop.home().join("papers");
    fs::create_dir(&folder)?;
    let answering = folder.to_str().ok_or("the folder has an odd name")?.to_owned();
    let app = App::open_with(&desktop, &[("CLAIMFOLIO_DIALOG_FOLDER", &answering)]).await?;
    app.see("Choose your health plan").await?;
    let _browser = journey::sign_in(&desktop, &app, &mut Passerby).await?;
    app.press("Claims").await?;
    app.see("Date of care").await?;
    app.fill(".claims-search input", "knee MRI").await?;
    // The newer one was refused.
    app.press("Knee MRI").await?;
    app.see("If you want the plan to look again").await?;
    app.press("Start a letter").await?;
    app.fill("textarea.letter", "Dear plan, look again.").await?;
    app.press("Save the packet").await?;
    app.see("Save the packet as a PDF").await?;
    app.is_accessible("saving a packet").await?;
    app.press("Choose where to save").await?;
    app.see("Saved as claimfolio-appeal-").await?;
    app.quit().await?;

    let files = fs::read_dir(&folder)?.collect::<std::io::Result<Vec<_>>>()?;
    let [file] = files.as_slice() else { return Err(format!("{} files were saved", files.len()).into()) };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = file.metadata()?.permissions().mode() & 0o777;
        if mode != 0o600 {
            return Err(format!("the file's mode is {mode:o}").into());
        }
    }
    let document = lopdf::Document::load(file.path())?;
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages)?.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["Dear plan, look again.", "Check your letter", "What to collect", "Made by Claimfolio on"] {
        if !text.contains(words) {
            return Err(format!("the paper does not say “{words}”").into());
        }
    }
    Ok(())
}
