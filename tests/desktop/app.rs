//! The app's real window.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use thirtyfour::{Capabilities, prelude::*};

use crate::{
    Desktop, PATIENCE, Page, Result,
    process::{Running, free_port},
};

/// The app, started and driven.
pub struct App {
    page: Page,
    _tauri_driver: Running,
}

impl App {
    /// Starts the app and waits for its window.
    pub async fn open(desktop: &Desktop) -> Result<Self> {
        Self::open_with(desktop, &[]).await
    }

    /// Starts the app with more variables in its environment.
    pub async fn open_with(desktop: &Desktop, environment: &[(&str, &str)]) -> Result<Self> {
        Self::open_program(desktop, &Self::program(), environment).await
    }

    /// Starts another build of the app, or another program with a web view.
    pub async fn open_program(desktop: &Desktop, program: &Path, environment: &[(&str, &str)]) -> Result<Self> {
        let port = free_port()?;
        let native = free_port()?;
        let mut command = desktop.command(tauri_driver());
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        command.envs(environment.iter().copied()).stdout(Stdio::null()).stderr(Stdio::null());
        let tauri_driver = Running::start(&mut command)?;
        let mut capabilities = Capabilities::new();
        capabilities.set("browserName", "wry")?;
        capabilities.set("tauri:options", serde_json::json!({ "application": program }))?;
        listening(native).await?;
        let driver = connect(port, capabilities).await?;
        driver.set_script_timeout(PATIENCE).await?;
        Ok(Self { page: Page::new(driver), _tauri_driver: tauri_driver })
    }

    /// The program under test.
    #[must_use]
    pub fn program() -> PathBuf {
        root().join("target/debug/claimfolio")
    }

    /// Ends the app.
    pub async fn quit(self) -> Result {
        WebDriver::clone(&self.page.driver).quit().await?;
        Ok(())
    }

    /// Sets the size of the window's content.
    pub async fn resize(&self, width: u32, height: u32) -> Result {
        self.page.driver.set_window_rect(0, 0, width, height).await?;
        Ok(())
    }
}

impl Deref for App {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

fn tauri_driver() -> PathBuf {
    root().join("target/tools/bin/tauri-driver")
}

fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

/// A WebDriver session, as soon as the driver listens.
pub(crate) async fn connect(port: u16, capabilities: Capabilities) -> Result<WebDriver> {
    listening(port).await?;
    Ok(WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await?)
}

/// Waits until something listens on a port.
pub(crate) async fn listening(port: u16) -> Result {
    let begun = Instant::now();
    while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if begun.elapsed() > PATIENCE {
            return Err(format!("nothing listens on port {port}").into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}
