//! Sign-ins that do not go the usual way.

use claimfolio_tests::{App, Browser, Desktop, Result};

use crate::journey;

/// Begins a sign-in with the demo plan and gives back the browser at the plan's own page.
async fn begin(desktop: &Desktop, app: &App) -> Result<Browser> {
    app.press("demo plan").await?;
    app.see("Why").await?;
    app.press("Continue to sign in").await?;
    app.see("Finish signing in").await?;
    let browser = Browser::wait(desktop).await?;
    browser.find("#member-maria").await?;
    Ok(browser)
}

#[tokio::test]
async fn an_unticked_kind_is_said_and_the_others_come() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    let browser = begin(&desktop, &app).await?;
    browser.press_at("#member-maria").await?;
    browser.press_at("input[value='patient/Coverage.read']").await?;
    browser.press_at("#allow").await?;
    app.see("Your plan did not give everything that was asked for").await?;
    app.is_accessible("fewer kinds than asked for").await?;
    app.press("Yes, go on without").await?;
    app.see("Getting your records").await?;
    journey::see_the_timeline(&app).await?;
    app.see("Care over time").await?;
    app.press("Settings").await?;
    app.see("Connected").await?;
    let text = app.text().await?.to_lowercase();
    if !text.contains("not shared") {
        return Err(format!("settings do not say what is not shared: {text}").into());
    }
    app.quit().await
}

#[tokio::test]
async fn a_member_who_says_no_is_told_that_this_is_fine() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    let browser = begin(&desktop, &app).await?;
    browser.press_at("#member-maria").await?;
    browser.press_at("#deny").await?;
    app.see("and that is fine").await?;
    app.is_accessible("declined").await?;
    app.quit().await
}

#[tokio::test]
async fn a_member_whose_plan_is_not_served_is_told_so() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    let browser = begin(&desktop, &app).await?;
    browser.press_at("#member-robin").await?;
    app.see("does not offer this for your plan yet").await?;
    app.is_accessible("not eligible").await?;
    app.quit().await
}

/// T3
#[tokio::test]
async fn a_cancelled_sign_in_keeps_nothing_and_a_late_answer_changes_nothing() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    let browser = begin(&desktop, &app).await?;
    app.press("Cancel").await?;
    app.see_gone("Finish signing in").await?;
    browser.press_at("#member-maria").await?;
    browser.press_at("#allow").await?;
    // The same sign-in again, to its end: the late answer before it must not have been taken for this one's.
    if !app.shows("Why").await? {
        app.press("demo plan").await?;
    }
    app.see("Why").await?;
    app.press("Continue to sign in").await?;
    app.see("Finish signing in").await?;
    app.quit().await
}

/// T3, T4: links that any web page could send.
#[tokio::test]
async fn links_that_answer_nothing_leave_the_open_sign_in_as_it_is() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    let browser = begin(&desktop, &app).await?;
    let foreign = "A".repeat(43);
    for link in [
        format!("org.claimfolio.desktop://oauth/callback?code=stolen&state={foreign}"),
        "org.claimfolio.desktop://oauth/callback?code=stolen".to_owned(),
        "org.claimfolio.desktop://oauth/callback?error=access_denied".to_owned(),
        format!("org.claimfolio.desktop://user@oauth/callback?code=stolen&state={foreign}"),
        format!("org.claimfolio.desktop://oauth/callback/../callback?code=stolen&state={foreign}"),
        format!("org.claimfolio.desktop://oauth/callback?code=a&code=b&state={foreign}#x"),
    ] {
        desktop.open_link(&link)?;
    }
    app.see("Finish signing in").await?;
    browser.press_at("#member-maria").await?;
    browser.press_at("#allow").await?;
    app.see("Are these your records?").await?;
    app.see("Maria Alvarez").await?;
    app.quit().await
}

/// T1: another app holds the scheme; the member pastes the address instead.
#[tokio::test]
async fn where_another_app_takes_our_links_the_address_can_be_pasted() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    app.see("Choose your health plan").await?;
    desktop.let_another_app_take_our_links()?;
    app.press("demo plan").await?;
    app.see("Why").await?;
    app.press("Continue to sign in").await?;
    app.see("paste it here").await?;
    app.is_accessible("pasting the address").await?;
    let browser = Browser::wait(&desktop).await?;
    browser.press_at("#member-maria").await?;
    browser.press_at("#allow").await?;
    let link = desktop.taken_link().await?;
    app.fill(".paste input", &link).await?;
    app.keys("\u{e007}").await?;
    app.see("Are these your records?").await?;
    app.quit().await
}
