//! What the member marks as paid, in the real window: it is added up, and it is there again after a restart.

use claimfolio_tests::{App, Desktop, Page, Result};

use crate::{Passerby, journey};

/// A day and a way are chosen, the plan's figure is taken by one press.
async fn mark_as_paid(app: &Page) -> Result {
    app.press("Mark as paid").await?;
    app.find("[role=dialog] select").await?;
    app.script(
        "const way = document.querySelector('[role=dialog] select');
         Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(way, 'creditCard');
         way.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await?;
    app.press("Use $").await?;
    app.press("Save").await?;
    app.see("You marked $").await?;
    app.see("Credit card").await
}

#[tokio::test]
async fn a_claim_marked_as_paid_is_added_up_and_found_again_after_a_restart() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    app.see("Choose your health plan").await?;
    journey::sign_in(&desktop, &app, &mut Passerby).await?;
    app.press("Claims").await?;
    app.press("Ear check").await?;
    mark_as_paid(&app).await?;
    app.press("Spending").await?;
    app.find(".spending-table").await?;
    app.is_accessible("spending").await?;
    app.press("Open HSA record").await?;
    app.see("Payments that you made in").await?;
    app.see("Credit card").await?;
    app.is_accessible("hsa-record").await?;
    app.quit().await?;

    let app = App::open(&desktop).await?;
    app.press("Spending").await?;
    app.press("Open HSA record").await?;
    app.see("Credit card").await?;
    app.find(".ledger-payments .payment").await?;
    app.quit().await
}
