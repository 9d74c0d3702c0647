//! Locking in the real window: nothing of the records is in it while it is locked, and a passphrase opens it, also after a
//! restart.

use claimfolio_tests::{App, Desktop, Page, Result};

use crate::{Passerby, journey};

const PASSPHRASE: &str = "four words at once";

/// Nothing that the plan sent is in the document, and no command gives it away.
async fn is_empty(app: &Page) -> Result {
    let said = app
        .script(
            "const texts = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
             const all = [];
             while (texts.nextNode()) {
                 all.push(texts.currentNode.nodeValue ?? '', ...[...(texts.currentNode.attributes ?? [])].map((one) => one.value));
             }
             return all.join('\\n');",
        )
        .await?;
    let said = said.as_str().unwrap_or_default();
    if ["Maria", "Rivera", "Evergreen", "$"].iter().any(|word| said.contains(word)) {
        return Err(format!("the locked window has {said}").into());
    }
    let answered = app
        .script(
            "return Promise.allSettled(['people', 'connections', 'sync_status', 'connect_attempts', 'whats_new'].map(
                 (command) => window.__TAURI_INTERNALS__.invoke(command))
             ).then((all) => all.map((one) => one.reason?.code ?? 'answered').join());",
        )
        .await?;
    if answered != "locked,locked,locked,locked,locked" {
        return Err(format!("commands of a locked app: {answered}").into());
    }
    Ok(())
}

async fn unlock(app: &Page, passphrase: &str) -> Result {
    app.fill("input[type=password]", passphrase).await?;
    app.press("Unlock").await
}

/// T30
#[tokio::test]
async fn a_locked_window_has_nothing_of_the_records_and_a_passphrase_opens_it_after_a_restart() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    app.see("Choose your health plan").await?;
    journey::sign_in(&desktop, &app, &mut Passerby).await?;
    app.see("Care over time").await?;
    app.press("Lock").await?;
    app.see("Claimfolio is locked").await?;
    is_empty(&app).await?;
    app.is_accessible("locked").await?;
    app.press("Unlock").await?;
    app.see("Care over time").await?;

    app.press("Settings").await?;
    app.press("Privacy and lock").await?;
    app.see("Lock when I am away").await?;
    app.is_accessible("privacy-and-lock").await?;
    app.press("Set a passphrase").await?;
    app.find("[role=dialog] input").await?;
    app.fill("[role=dialog] .passphrase:nth-of-type(1) input", PASSPHRASE).await?;
    app.fill("[role=dialog] .passphrase:nth-of-type(2) input", PASSPHRASE).await?;
    app.is_accessible("set-a-passphrase").await?;
    app.press("Set passphrase").await?;
    app.see("Take away").await?;
    app.press("Lock now").await?;
    app.see("Your passphrase opens them").await?;
    is_empty(&app).await?;
    app.quit().await?;

    let app = App::open(&desktop).await?;
    app.see("Your passphrase opens them").await?;
    is_empty(&app).await?;
    app.is_accessible("locked-by-a-passphrase").await?;
    unlock(&app, "other words altogether").await?;
    app.see("That is not the passphrase").await?;
    is_empty(&app).await?;
    unlock(&app, PASSPHRASE).await?;
    app.see("Care over time").await?;
    app.quit().await
}

/// T31
#[tokio::test]
async fn a_backup_is_saved_and_restored_in_the_place_of_what_is_there() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    app.see("Choose your health plan").await?;
    journey::sign_in(&desktop, &app, &mut Passerby).await?;
    app.see("Care over time").await?;
    app.press("Settings").await?;
    app.press("Copies and files").await?;
    app.press("Save a backup").await?;
    app.find("[role=dialog] input").await?;
    app.fill("[role=dialog] .passphrase:nth-of-type(1) input", PASSPHRASE).await?;
    app.fill("[role=dialog] .passphrase:nth-of-type(2) input", PASSPHRASE).await?;
    app.is_accessible("save-a-backup").await?;
    app.press("Save…").await?;
    app.see("The backup is saved").await?;
    app.press("Done").await?;
    app.see_gone("The backup is saved").await?;

    app.press("Restore a backup").await?;
    app.find("[role=dialog] input").await?;
    app.fill("[role=dialog] input", PASSPHRASE).await?;
    app.press("See what is in it").await?;
    app.see("Restore this backup?").await?;
    app.is_accessible("restore-a-backup").await?;
    app.press("Restore it").await?;
    app.see("The backup is restored").await?;
    app.press("Done").await?;
    app.see_gone("The backup is restored").await?;
    app.see("Care over time").await?;
    app.press("Settings").await?;
    app.see("Sign in again").await?;
    app.quit().await?;

    let app = App::open(&desktop).await?;
    app.see("Care over time").await?;
    app.quit().await
}
