//! A copy saved from the real window, and opened there again.

use claimfolio_tests::{App, Desktop, Page, Result};

use crate::{Passerby, journey};

/// T29: from a connected plan to a file that only its owner can read, and from the file back to the same claims.
#[tokio::test]
async fn a_copy_is_saved_and_opened_again() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    app.see("Choose your health plan").await?;
    let _browser = journey::sign_in(&desktop, &app, &mut Passerby).await?;
    app.see("Care over time").await?;
    app.press("Claims").await?;
    app.see("Ear check").await?;
    let before = foot(&app).await?;

    app.press("Settings").await?;
    app.press("Copies and files").await?;
    app.see("Save a copy of everything").await?;
    app.is_accessible("copies and files").await?;
    app.press("Save a copy…").await?;
    app.see("plain, not encrypted").await?;
    app.is_accessible("save a copy").await?;
    app.press_at("[role=dialog] .btn-primary").await?;
    app.see("The copy is saved").await?;
    app.press("Done").await?;
    is_private(&desktop)?;

    // Without the plan: what is shown then came from the file.
    app.press("Connections").await?;
    app.press("Disconnect…").await?;
    app.see("Deleted from this computer").await?;
    app.press_at("[role=alertdialog] input[type=checkbox]").await?;
    app.press("Delete and disconnect").await?;
    app.see("This is your receipt").await?;
    app.press("Done").await?;
    app.see("Choose your health plan").await?;
    app.press("Open a file…").await?;
    app.see("What is in this file").await?;
    app.is_accessible("what is in a file").await?;
    app.press_at("[role=dialog] .btn-primary").await?;
    app.see("The file was added").await?;
    app.is_accessible("a file was added").await?;
    app.press("See your timeline").await?;
    app.see("Care over time").await?;
    app.press("Claims").await?;
    app.see("Ear check").await?;
    if foot(&app).await? != before {
        return Err("the sums of what came back are others".into());
    }
    app.press("Settings").await?;
    app.see("From a file").await?;
    app.is_accessible("what came from a file").await?;
    app.quit().await
}

/// The counts and sums below the list.
async fn foot(page: &Page) -> Result<String> {
    page.find(".claims-foot").await?;
    let text = page.script("return document.querySelector('.claims-foot').textContent").await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// The one copy in the folder can be read by its owner only.
fn is_private(desktop: &Desktop) -> Result {
    use std::os::unix::fs::PermissionsExt as _;
    let files: Vec<_> = std::fs::read_dir(desktop.dialogs())?.collect::<std::io::Result<_>>()?;
    let [file] = &files[..] else { return Err(format!("{} files instead of one", files.len()).into()) };
    match file.metadata()?.permissions().mode() & 0o777 {
        0o600 => Ok(()),
        mode => Err(format!("the copy has mode {mode:o}").into()),
    }
}
