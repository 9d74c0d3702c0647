//! x
use claimfolio_tests::*;
#[tokio::test]
async fn opens() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    app.see("Choose your health plan").await?;
    println!("{}", app.script("return fetch('/x').then(r=>r.text()).catch(e=>String(e))").await?);
    for (c, a) in [("share_preview", "{payer:'demo'}"), ("payers", "{}"), ("app_state", "{}"), ("connections", "{}")] {
        println!("{c} {}", app.script(&format!("return window.__TAURI_INTERNALS__.invoke('{c}', {a}).then(JSON.stringify).catch(e=>'ERR '+JSON.stringify(e))")).await?);
    }
    app.quit().await
}
