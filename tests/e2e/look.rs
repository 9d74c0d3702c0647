//! Pictures of the main screens, for eyes: each in a wide and in a small window, light and dark, English and Spanish, and
//! with text of twice the size. They are left in `target/look/WALK/`.
//!
//! ```text
//! cargo run -p claimfolio-tests --bin look                  every walk
//! cargo run -p claimfolio-tests --bin look en-light         one of them
//! ```
#![allow(clippy::print_stdout, reason = "says what it does")]

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use claimfolio_tests::{App, Browser, Desktop, Result};

/// One way to look at everything.
struct Walk {
    name: &'static str,
    language: &'static str,
    theme: &'static str,
    text: Text,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    Normal,
    /// As the desktop's setting for large text makes it, but twice the size.
    Double,
}

const WALKS: &[Walk] = &[
    Walk { name: "en-light", language: "en", theme: "light", text: Text::Normal },
    Walk { name: "en-dark", language: "en", theme: "dark", text: Text::Normal },
    Walk { name: "es-light", language: "es", theme: "light", text: Text::Normal },
    Walk { name: "es-dark", language: "es", theme: "dark", text: Text::Normal },
    Walk { name: "en-large", language: "en", theme: "light", text: Text::Double },
    Walk { name: "es-large", language: "es", theme: "light", text: Text::Double },
];

/// The app's own size, and one that a small laptop leaves.
const WIDE: (u32, u32) = (1280, 800);
const SMALL: (u32, u32) = (900, 600);

/// Takes pictures of one window.
struct Photographer<'a> {
    app: &'a App,
    folder: PathBuf,
    sizes: &'static [(u32, u32)],
}

impl Photographer<'_> {
    /// Waits for what tells that a screen is complete, and takes it in each size.
    async fn look(&self, name: &str, complete: &str) -> Result {
        self.app.find(complete).await?;
        for &(width, height) in self.sizes {
            self.app.resize(width, height).await?;
            self.app.picture(&self.folder.join(format!("{name}-{width}x{height}.png"))).await?;
        }
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    for walk in WALKS.iter().filter(|walk| asked.is_empty() || asked.iter().any(|name| name == walk.name)) {
        let begun = Instant::now();
        walk.walk().await.map_err(|error| format!("{}: {error}", walk.name))?;
        println!("target/look/{} ({:.0?})", walk.name, begun.elapsed());
    }
    Ok(())
}

impl Walk {
    /// From the first launch to the receipt. What is pressed is found by its place, not by its words, which differ.
    async fn walk(&self) -> Result {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/look").join(self.name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let desktop = Desktop::start()?;
        // WebKitGTK's driver takes pictures of a composited window only.
        let mut environment = vec![("WEBKIT_DISABLE_COMPOSITING_MODE", "0")];
        if self.text == Text::Double {
            environment.push(("GDK_DPI_SCALE", "2"));
        }
        let app = App::open_with(&desktop, &environment).await?;
        app.find(".welcome").await?;
        self.choose_settings(&app).await?;
        let sizes: &[_] = if self.text == Text::Double { &[WIDE] } else { &[WIDE, SMALL] };
        let photographer = Photographer { app: &app, folder, sizes };
        connect(&desktop, &photographer).await?;
        look_around(&photographer).await?;
        protect(&photographer).await?;
        leave(&photographer).await?;
        app.quit().await
    }

    /// As the settings screen does, which a first launch does not reach.
    async fn choose_settings(&self, app: &App) -> Result {
        app.script(&format!(
            "const {{ invoke }} = window.__TAURI_INTERNALS__;
             return invoke('app_state').then(({{ settings }}) =>
               invoke('save_settings', {{ settings: {{ ...settings, language: '{}', theme: '{}' }} }})).then(() => location.reload())",
            self.language, self.theme
        ))
        .await?;
        app.find(&format!("html[lang={}]", self.language)).await?;
        Ok(())
    }
}

/// Presses by a script: the driver's pointer misses what stands elsewhere because of large text.
async fn press(app: &App, selector: &str) -> Result {
    app.find(selector).await?;
    app.script(&format!("document.querySelector({selector:?}).click()")).await?;
    Ok(())
}

async fn connect(desktop: &Desktop, photographer: &Photographer<'_>) -> Result {
    let app = photographer.app;
    photographer.look("01-choose-plan", ".plan").await?;
    press(app, ".welcome-foot > .btn:last-of-type").await?;
    photographer.look("02-share", ".share-kind").await?;
    press(app, ".steps-foot .btn-primary").await?;
    photographer.look("03-waiting", ".sign-in-clock").await?;
    let browser = Browser::wait(desktop).await?;
    browser.press_at("#member-maria").await?;
    browser.press_at("#allow").await?;
    photographer.look("04-confirm", ".confirm-person").await?;
    press(app, ".sign-in-ways .btn-primary").await?;
    photographer.look("05-first-sync", ".sync").await?;
    press(app, ".steps-foot .btn-primary").await
}

async fn look_around(photographer: &Photographer<'_>) -> Result {
    let app = photographer.app;
    photographer.look("06-timeline", "tbody [role=link]").await?;
    press(app, "[aria-keyshortcuts='Control+2']").await?;
    photographer.look("07-claims", ".claims-screen tbody [role=link]").await?;
    press(app, "tr:has(.ct-status .lucide-circle-check) [role=link]").await?;
    photographer.look("08-claim", ".claim-body").await?;
    press(app, "[aria-keyshortcuts='Control+2']").await?;
    press(app, "tr:has(.ct-status .lucide-circle-slash-2) [role=link]").await?;
    photographer.look("09-denied-claim", ".claim-body").await?;
    press(app, "[aria-keyshortcuts='Control+3']").await?;
    photographer.look("10-coverage", ".covered").await?;
    press(app, "[aria-keyshortcuts='Control+4']").await?;
    photographer.look("17-spending", ".spending-table").await?;
    press(app, "[aria-keyshortcuts='Control+5']").await?;
    photographer.look("11-records", ".record-table, .pane").await?;
    press(app, "[aria-keyshortcuts='Control+6']").await?;
    app.fill(".care-form input[role=combobox]", "Grace Chen").await?;
    press(app, ".care-go").await?;
    photographer.look("18-find-care", ".care-table, .pane").await?;
    press(app, "[aria-keyshortcuts='Control+7']").await?;
    photographer.look("12-settings", ".connection-head").await?;
    press(app, "[data-focus-key=settings-registrations]").await?;
    photographer.look("13-registrations", ".registration").await?;
    press(app, "[data-focus-key=settings-reading]").await?;
    photographer.look("14-reading", ".segmented").await
}

/// What protects the records: its settings, its dialogs, and the locked app.
async fn protect(photographer: &Photographer<'_>) -> Result {
    const PASSPHRASE: &str = "four words at once";
    let app = photographer.app;
    let dialog = "[role=dialog] input[type=password]";
    press(app, "[data-focus-key=settings-lock]").await?;
    photographer.look("19-privacy-and-lock", ".setting:nth-of-type(4) .btn").await?;
    press(app, ".setting:nth-of-type(3) .btn").await?;
    photographer.look("20-passphrase", dialog).await?;
    app.fill("[role=dialog] .passphrase:nth-of-type(1) input", PASSPHRASE).await?;
    app.fill("[role=dialog] .passphrase:nth-of-type(2) input", PASSPHRASE).await?;
    press(app, ".dialog-actions .btn-primary").await?;
    app.find(".setting:nth-of-type(3) .btn + .btn").await?;
    app.gone("[role=dialog]").await?;
    press(app, ".setting:nth-of-type(4) .btn").await?;
    app.fill(dialog, PASSPHRASE).await?;
    press(app, ".dialog-actions .btn-primary").await?;
    photographer.look("21-recovery-code", ".recovery-code").await?;
    press(app, ".dialog-actions .btn-primary").await?;
    app.find(".setting:nth-of-type(4) .btn + .btn").await?;
    app.gone("[role=alertdialog]").await?;
    press(app, "[data-focus-key=settings-files]").await?;
    press(app, ".settings-files:nth-of-type(2) .btn").await?;
    photographer.look("22-backup", dialog).await?;
    press(app, ".dialog-actions .btn").await?;
    app.gone("[role=dialog]").await?;
    press(app, "[aria-keyshortcuts='Control+L']").await?;
    photographer.look("23-locked", ".lock-form").await?;
    app.fill(".lock-form input", "other words altogether").await?;
    press(app, ".lock-form .btn").await?;
    photographer.look("24-not-the-passphrase", ".try-problem").await?;
    app.fill(".lock-form input", PASSPHRASE).await?;
    press(app, ".lock-form .btn").await?;
    press(app, "[aria-keyshortcuts='Control+7']").await
}

async fn leave(photographer: &Photographer<'_>) -> Result {
    let app = photographer.app;
    press(app, "[data-focus-key=settings-connections]").await?;
    press(app, ".connection-ways .btn:last-of-type").await?;
    photographer.look("15-disconnect", "[role=alertdialog], [role=dialog]").await?;
    press(app, ".btn-danger").await?;
    photographer.look("16-receipt", ".receipt").await
}
