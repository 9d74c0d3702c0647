//! One payer of each group through the real window: connect by deep link, see the claims, disconnect. Each is impersonated
//! on this computer, where a file of payers in the app's configuration folder leads.

use claimfolio_demo::{Options, Profile, Running, start};
use claimfolio_tests::{App, Browser, Desktop, Result};

use crate::journey;

/// The registry's key, and the name that the member presses.
const PAYERS: [(&str, &str); 4] = [
    ("uhc-rmhp", "Rocky Mountain Health Plans"),
    ("oph-ca-uc", "University of California"),
    ("optum-idaho", "Optum Idaho"),
    ("optum-tooele", "Optum Tooele County"),
];

async fn impersonate(key: &str) -> Result<Running> {
    let profile = Profile::named(key).ok_or("nobody impersonates it")?;
    let client_id = format!("registered-{key}");
    Ok(start(Options { profile, client_id, claims: 40, ..Options::default() }).await?)
}

fn entry(key: &str, running: &Running) -> String {
    let here = running.addresses();
    format!(
        r#"
        [[payer]]
        key = "{key}"
        client_id = "registered-{key}"
        registration = "{key}"
        authorize = {{ url = "{}" }}
        token = {{ url = "{}" }}
        fhir = {{ url = "{}" }}
        "#,
        here.authorize, here.token, here.fhir
    )
}

#[tokio::test]
async fn a_payer_of_each_group_connects_by_its_link_shows_its_claims_and_is_disconnected() -> Result {
    let desktop = Desktop::start()?;
    let (mut file, mut payers) = (String::new(), Vec::new());
    for (key, name) in PAYERS {
        let running = impersonate(key).await?;
        file += &entry(key, &running);
        payers.push((name, running));
    }
    desktop.set_payers(&file)?;
    let origins: Vec<_> = payers.iter().map(|(_, payer)| payer.origin().origin().ascii_serialization()).collect();
    desktop.let_links_come_from(&origins)?;
    let app = App::open(&desktop).await?;
    let mut browser: Option<Browser> = None;
    for (name, payer) in &payers {
        app.see("Choose your health plan").await?;
        app.press(name).await?;
        app.see(&format!("What {name} will share")).await?;
        app.press("Continue to sign in").await?;
        app.see("Finish signing in").await?;
        let opened = match browser.take() {
            Some(browser) => {
                browser.next_tab().await?;
                browser
            }
            None => Browser::wait(&desktop).await?,
        };
        opened.press_at("#member-maria").await?;
        opened.press_at("#allow").await?;
        browser = Some(opened);
        app.see("Are these your records?").await?;
        app.see("Maria Alvarez").await?;
        app.press("Yes").await?;
        app.see("Getting your records").await?;
        journey::see_the_timeline(&app).await?;
        app.find("tbody [role=link]").await?;
        app.press("Settings").await?;
        app.see("Connected").await?;
        app.press("Disconnect").await?;
        app.press("Delete and disconnect").await?;
        app.see(&format!("{name} is disconnected")).await?;
        app.press("Done").await?;
        let undocumented = payer.undocumented();
        if !undocumented.is_empty() {
            return Err(format!("{name}: {undocumented:#?}").into());
        }
    }
    app.see("Choose your health plan").await?;
    app.quit().await
}
