//! Starts at which something is in the way. Nothing may be lost by any of them.

use std::fs;

use claimfolio_tests::{App, Desktop, Keyring, Result};

use crate::{Passerby, journey};

/// T17, T18
#[tokio::test]
async fn a_locked_keychain_is_said_and_opens_after_it_is_unlocked() -> Result {
    let mut desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    app.see("Choose your health plan").await?;
    let _browser = journey::sign_in(&desktop, &app, &mut Passerby).await?;
    app.see("Care over time").await?;
    app.quit().await?;

    desktop.set_keyring(Keyring::Locked)?;
    let before = fs::read(desktop.records().join("records.db"))?;
    let app = App::open(&desktop).await?;
    app.see("Your keychain is locked").await?;
    app.is_accessible("locked keychain").await?;
    if fs::read(desktop.records().join("records.db"))? != before {
        return Err("the file of records was touched".into());
    }
    app.quit().await?;

    desktop.set_keyring(Keyring::Unlocked)?;
    let app = App::open(&desktop).await?;
    app.see("Care over time").await?;
    app.quit().await
}

/// T17
#[tokio::test]
async fn a_missing_keychain_is_said_and_nothing_is_stored_in_plain_text_instead() -> Result {
    let mut desktop = Desktop::start()?;
    desktop.set_keyring(Keyring::None)?;
    let app = App::open(&desktop).await?;
    app.see("This computer has no keychain running").await?;
    app.is_accessible("missing keychain").await?;
    if desktop.records().join("records.db").exists() {
        return Err("records were made without a key".into());
    }
    app.quit().await
}

/// T2, T22: a second copy hands its link over and ends; the first comes to the front and stays as it was.
#[tokio::test]
async fn a_second_copy_ends_and_leaves_the_first_as_it_was() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    app.see("Choose your health plan").await?;
    let status = desktop.command(App::program()).status()?;
    if !status.success() {
        return Err(format!("the second copy ended with {status}").into());
    }
    app.see("Choose your health plan").await?;
    app.quit().await
}

/// T3: an argument that is no text starts the app as if there were none.
#[cfg(unix)]
#[tokio::test]
async fn an_argument_that_is_not_unicode_is_survived() -> Result {
    use std::os::unix::ffi::OsStrExt;
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    app.see("Choose your health plan").await?;
    let argument = std::ffi::OsStr::from_bytes(b"org.claimfolio.desktop://oauth/callback?code=\xff\xfe");
    let output = desktop.command(App::program()).arg(argument).output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() || said.contains("panicked") || said.contains("code=") {
        return Err(format!("ended with {} and said {said}", output.status).into());
    }
    app.quit().await
}

/// WebKit's large text magnifies the whole page: nothing may be magnified twice and leave its lane.
#[tokio::test]
async fn marks_stand_in_the_picture_with_text_of_twice_the_size() -> Result {
    let desktop = Desktop::start()?;
    let app = App::open(&desktop).await?;
    let _browser = journey::sign_in(&desktop, &app, &mut Passerby).await?;
    app.see("Care over time").await?;
    app.quit().await?;

    let app = App::open_with(&desktop, &[("GDK_DPI_SCALE", "2")]).await?;
    app.find(".tl-picture [data-key]").await?;
    let outside = app
        .script(
            "const picture = document.querySelector('.tl-picture').getBoundingClientRect();
             const marks = [...document.querySelectorAll('.tl-picture [data-key]')].map((mark) => mark.getBoundingClientRect());
             return marks.filter(({ right, bottom }) => right > picture.right || bottom > picture.bottom).length;",
        )
        .await?;
    if outside != 0 {
        return Err(format!("{outside} marks are drawn outside of the picture").into());
    }
    app.quit().await
}
