//! What the member writes about a claim, in the real window: it is there after a restart, and the claim is found by it.

use claimfolio_tests::{App, Desktop, Result};

use crate::{Passerby, journey};

#[tokio::test]
async fn a_note_that_was_typed_finds_its_claim_after_a_restart() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    app.see("Choose your health plan").await?;
    journey::sign_in(&desktop, &app, &mut Passerby).await?;
    app.press("Claims").await?;
    app.press("Ear check").await?;
    app.fill(".member-note-text", "Ask Marlene for the corrected bill").await?;
    app.see("Saved").await?;
    app.fill(".member-tag-box input", "Taxes 2026").await?;
    app.press("Add").await?;
    app.find(".member-tag").await?;
    app.is_accessible("claim-with-note").await?;
    app.quit().await?;

    let app = App::open(&desktop).await?;
    app.press("Claims").await?;
    app.fill(".claims-search input", "corrected marlene").await?;
    app.see("1 claim").await?;
    app.find(".ct-note").await?;
    app.see("Taxes 2026").await?;
    app.is_accessible("claims-with-notes").await?;
    app.press("Ear check").await?;
    let kept = app.find(".member-note-text").await?.prop("value").await?;
    assert_eq!(kept.as_deref(), Some("Ask Marlene for the corrected bill"));
    app.quit().await
}
