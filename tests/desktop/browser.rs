//! The desktop's browser, which the app opens and a person would use.

use std::{
    collections::HashSet,
    ops::Deref,
    process::Stdio,
    sync::Mutex,
    time::{Duration, Instant},
};

use thirtyfour::Capabilities;

use crate::{
    Desktop, PATIENCE, Page, Result,
    app::{connect, listening},
    process::{Running, free_port},
};

/// The browser, driven.
pub struct Browser {
    page: Page,
    /// The tabs that were gone to.
    seen: Mutex<HashSet<String>>,
    _chromedriver: Running,
}

impl Browser {
    /// Waits until something has opened the browser, and takes its newest tab.
    pub async fn wait(desktop: &Desktop) -> Result<Self> {
        listening(desktop.debugging_port()).await.map_err(|_| "the browser was not opened")?;
        let port = free_port()?;
        let mut command = desktop.command("chromedriver");
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let chromedriver = Running::start(&mut command)?;
        let mut capabilities = Capabilities::new();
        capabilities.set("browserName", "chrome")?;
        let address = format!("127.0.0.1:{}", desktop.debugging_port());
        capabilities.set("goog:chromeOptions", serde_json::json!({ "debuggerAddress": address }))?;
        let driver = connect(port, capabilities).await?;
        let browser = Self { page: Page::new(driver), seen: Mutex::default(), _chromedriver: chromedriver };
        browser.next_tab().await?;
        Ok(browser)
    }

    /// Waits for a tab that was not there before, and goes to it.
    pub async fn next_tab(&self) -> Result {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            for tab in self.page.driver.windows().await? {
                if self.seen.lock().map_err(|_| "a test ended early")?.insert(tab.to_string()) {
                    self.page.driver.switch_to_window(tab).await?;
                    return Ok(());
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err("the browser opened no other tab".into())
    }

    /// The address shown.
    pub async fn address(&self) -> Result<String> {
        Ok(self.page.driver.current_url().await?.to_string())
    }

    /// Goes to an address.
    pub async fn go_to(&self, address: &str) -> Result {
        self.page.driver.goto(address).await?;
        Ok(())
    }
}

impl Deref for Browser {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}
