//! x
use claimfolio_tests::*;
#[tokio::test]
async fn opens() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    println!("{}", app.text().await?);
    println!("{}", app.script("return JSON.stringify([location.href, navigator.language, navigator.userAgent, window.innerWidth, window.innerHeight])").await?);
    app.picture(std::path::Path::new("/tmp/shot.png")).await?;
    println!(
        "{:?}",
        std::fs::read_dir(desktop.records()).map(|d| d.flatten().map(|e| e.file_name()).collect::<Vec<_>>())
    );
    app.quit().await
}
