//! Finding care through the real window: the demo plan's directory is searched by name and place, an entry is opened and
//! saved, and a claim asks whether its provider is in the network.

use claimfolio_tests::{App, Desktop, Result};

use crate::{Passerby, journey};

#[tokio::test]
async fn a_member_searches_by_name_and_place_saves_an_entry_and_asks_from_a_claim() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    app.see("Choose your health plan").await?;
    journey::sign_in(&desktop, &app, &mut Passerby).await?;

    app.press("Find care").await?;
    app.see("Look for a doctor").await?;
    app.is_accessible("find care").await?;
    app.see("Evergreen Choice").await?;
    app.fill(".care-form input[role=combobox]", "Grace Chen").await?;
    app.fill(".care-form input:not([role])", "Lakeside, ID").await?;
    app.press_at(".care-go").await?;
    app.find(".care-table [role=link]").await?;
    app.see("Dr. Grace Chen").await?;
    app.see("Cedar Family Medicine").await?;
    app.see("In network").await?;
    app.is_accessible("what the directory lists").await?;

    app.press_at(".cr-link").await?;
    app.see("Provider number (NPI)").await?;
    app.see("Seen by").await?;
    app.is_accessible("an entry").await?;
    app.press("Save to my list").await?;
    app.see("On my list").await?;
    app.press("Keep a dated copy").await?;
    app.press("Copy kept").await?;
    app.see("its digest still fits").await?;
    app.press("Save as PDF").await?;
    app.see("Language of the paper").await?;
    app.is_accessible("a dated copy on paper").await?;
    app.press("Cancel").await?;
    app.press("Find care").await?;
    app.press("Saved").await?;
    app.see("Your list").await?;
    app.see("Seen by").await?;
    app.see("Dated copies").await?;
    app.is_accessible("the list").await?;

    app.press("Claims").await?;
    app.see("Date of care").await?;
    app.press("Ear check").await?;
    app.press("Is this provider in my network?").await?;
    app.see("own telephone decides").await?;
    app.see("Your network: Evergreen Choice").await?;
    app.is_accessible("in my network?").await?;
    app.quit().await
}
