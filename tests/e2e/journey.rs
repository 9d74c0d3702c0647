//! The walk from the first launch to the receipt of a disconnect, as a member makes it. The tour shows it; the test
//! also runs axe on every screen.

use claimfolio_tests::{App, Browser, Desktop, Page, Result};

/// What is done at each stop of the walk.
pub(crate) trait Onlooker {
    /// Called when a screen is complete. `name` is a file name without its ending.
    fn look(&mut self, name: &str, what: &str, page: &Page) -> impl Future<Output = Result>;
}

/// WebKitGTK's driver takes pictures of a composited window only, which the app has not where there is no graphics
/// processor.
const COMPOSITED: &[(&str, &str)] = &[("WEBKIT_DISABLE_COMPOSITING_MODE", "0")];

/// Walks.
pub(crate) async fn walk(onlooker: &mut impl Onlooker) -> Result {
    let desktop = Desktop::start()?;
    let app = App::open_with(&desktop, COMPOSITED).await?;

    app.see("Choose your health plan").await?;
    onlooker.look("01-choose-plan", "The first launch: choose a plan", &app).await?;
    let browser = sign_in(&desktop, &app, onlooker).await?;
    look_around(&app, onlooker).await?;
    app.quit().await?;

    let app = App::open_with(&desktop, COMPOSITED).await?;
    app.see("Care over time").await?;
    onlooker.look("12-offline", "Started again, without the plan: everything is here", &app).await?;

    app.press("Settings").await?;
    app.see("Connected").await?;
    onlooker.look("13-settings", "The connection in settings", &app).await?;
    reconnect(&app, &browser, onlooker).await?;
    disconnect(&app, onlooker).await?;
    app.quit().await
}

/// From the choice of the demo plan to the first claims.
pub(crate) async fn sign_in(desktop: &Desktop, app: &App, onlooker: &mut impl Onlooker) -> Result<Browser> {
    app.press("demo plan").await?;
    app.see("will share").await?;
    app.see("Why").await?;
    onlooker.look("02-what-is-shared", "What will be shared, and why", app).await?;
    app.press("Continue to sign in").await?;
    app.see("Finish signing in").await?;
    onlooker.look("03-waiting", "The browser has opened; the app waits", app).await?;

    let browser = Browser::wait(desktop).await?;
    browser.find("#member-maria").await?;
    onlooker.look("04-plan-sign-in", "The plan's own sign-in page, in the browser", &browser).await?;
    browser.press_at("#member-maria").await?;
    browser.find("#allow").await?;
    onlooker.look("05-plan-consent", "The plan's own consent page", &browser).await?;
    browser.press_at("#allow").await?;

    app.see("Are these your records?").await?;
    onlooker.look("06-confirm", "Back in the app: whose records are these?", app).await?;
    app.press("Yes").await?;
    app.see("Getting your records").await?;
    onlooker.look("07-first-sync", "The first sync; claims appear while it runs", app).await?;
    see_the_timeline(app).await?;
    Ok(browser)
}

async fn look_around(app: &App, onlooker: &mut impl Onlooker) -> Result {
    app.see("Care over time").await?;
    app.find("tbody [role=link]").await?;
    onlooker.look("08-timeline", "The claims timeline, and the same as a table", app).await?;
    app.press("Claims").await?;
    app.see("Date of care").await?;
    onlooker.look("09-claims", "Every claim, to search and to filter", app).await?;
    app.press("Ear check").await?;
    app.see("What was done").await?;
    onlooker.look("10-claim", "One claim: who, when, billed, paid, owed", app).await?;
    app.press("Coverage").await?;
    app.see("Who is covered").await?;
    onlooker.look("11-coverage", "The coverage and the people on it", app).await
}

async fn reconnect(app: &App, browser: &Browser, onlooker: &mut impl Onlooker) -> Result {
    app.press("Reconnect").await?;
    app.see("will share").await?;
    app.press("Continue to sign in").await?;
    browser.next_tab().await?;
    browser.press_at("#member-maria").await?;
    browser.press_at("#allow").await?;
    // The same person as before: nothing is asked again.
    app.see("Your records are here").await?;
    onlooker.look("14-reconnected", "Reconnected: what is new is asked for", app).await?;
    see_the_timeline(app).await
}

/// Leaves the screen of the sync, which may end while it is looked at.
pub(crate) async fn see_the_timeline(app: &App) -> Result {
    app.press_either("Look around now", "See your timeline").await
}

async fn disconnect(app: &App, onlooker: &mut impl Onlooker) -> Result {
    app.press("Settings").await?;
    app.press("Disconnect").await?;
    app.see("Deleted from this computer").await?;
    onlooker.look("15-disconnect", "Before a disconnect: what will be deleted", app).await?;
    app.press("Delete and disconnect").await?;
    app.see("This is your receipt").await?;
    onlooker.look("16-receipt", "The receipt", app).await
}
