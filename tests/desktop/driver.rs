//! A page under a WebDriver, in the words of a person who uses it.

use std::{
    fs,
    mem::ManuallyDrop,
    path::Path,
    time::{Duration, Instant},
};

use thirtyfour::prelude::*;

use crate::{PATIENCE, Result, axe};

const INTERVAL: Duration = Duration::from_millis(50);

/// A page of the app or of the browser.
pub struct Page {
    /// Never dropped: a dropped session would be ended by a request that nobody answers once its driver is killed.
    pub(crate) driver: ManuallyDrop<WebDriver>,
}

impl Page {
    pub(crate) fn new(driver: WebDriver) -> Self {
        Self { driver: ManuallyDrop::new(driver) }
    }
}

impl Page {
    /// Waits for an element.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        let element = self.driver.query(By::Css(selector)).wait(PATIENCE, INTERVAL).first().await;
        Ok(element.map_err(|_| format!("there is no {selector}"))?)
    }

    /// Waits until nothing is there that a selector finds.
    pub async fn gone(&self, selector: &str) -> Result {
        match self.driver.query(By::Css(selector)).wait(PATIENCE, INTERVAL).not_exists().await? {
            true => Ok(()),
            false => Err(format!("{selector} is still there").into()),
        }
    }

    /// Waits until a text is shown.
    pub async fn see(&self, text: &str) -> Result {
        let by = By::XPath(format!("//body//*[contains(normalize-space(.), {})]", quoted(text)));
        match self.driver.query(by).wait(PATIENCE, INTERVAL).exists().await? {
            true => Ok(()),
            false => Err(format!("does not show “{text}” but: {}", self.text().await.unwrap_or_default()).into()),
        }
    }

    /// Waits until a text is gone.
    pub async fn see_gone(&self, text: &str) -> Result {
        let by = By::XPath(format!("//body//*[contains(normalize-space(.), {})]", quoted(text)));
        match self.driver.query(by).wait(PATIENCE, INTERVAL).not_exists().await? {
            true => Ok(()),
            false => Err(format!("still shows “{text}”").into()),
        }
    }

    /// Whether a text is shown now.
    pub async fn shows(&self, text: &str) -> Result<bool> {
        Ok(self.text().await?.contains(text))
    }

    /// Everything shown.
    pub async fn text(&self) -> Result<String> {
        Ok(self.driver.find(By::Tag("body")).await?.text().await?)
    }

    /// Presses a button, link, tab or row by its words.
    pub async fn press(&self, words: &str) -> Result {
        self.press_either(words, words).await
    }

    /// Presses what is called one or the other: for what changes its words by itself.
    pub async fn press_either(&self, one: &str, other: &str) -> Result {
        let (words, others) = (quoted(one), quoted(other));
        let by = By::XPath(format!(
            "//*[self::button or self::a or self::summary or @role='button' or @role='link' or @role='tab' or @role='menuitem' or @role='option' \
             or @role='radio'][contains(normalize-space(.), {words}) or contains(@aria-label, {words}) or \
             contains(normalize-space(.), {others})]"
        ));
        // What cannot be pressed yet, because it is covered, moves or is switched off, may be in a moment.
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            for element in self.driver.find_all(by.clone()).await? {
                if element.is_enabled().await.unwrap_or(false)
                    && element.scroll_into_view().await.is_ok()
                    && element.click().await.is_ok()
                {
                    return Ok(());
                }
            }
            tokio::time::sleep(INTERVAL).await;
        }
        Err(format!("there is nothing to press called {words}").into())
    }

    /// Presses an element.
    pub async fn press_at(&self, selector: &str) -> Result {
        let element = self.find(selector).await?;
        element.scroll_into_view().await?;
        element.click().await.map_err(|error| format!("{selector} cannot be pressed: {error}"))?;
        Ok(())
    }

    /// Types into a field.
    pub async fn fill(&self, selector: &str, text: &str) -> Result {
        let element = self.find(selector).await?;
        // A dialog that has just come up takes no keys yet.
        element.wait_until().wait(PATIENCE, INTERVAL).clickable().await?;
        element.clear().await?;
        element.send_keys(text).await?;
        Ok(())
    }

    /// Sends keys to whatever has the focus.
    pub async fn keys(&self, keys: impl AsRef<str>) -> Result {
        self.driver.action_chain().send_keys(keys.as_ref()).perform().await?;
        Ok(())
    }

    /// Runs a script and gives back what it returns.
    pub async fn script(&self, script: &str) -> Result<serde_json::Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// Keeps a picture.
    pub async fn picture(&self, path: &Path) -> Result {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        self.settle().await?;
        fs::write(path, self.driver.screenshot_as_png().await?)?;
        Ok(())
    }

    /// Waits until fonts are there, nothing fades any more and two frames were drawn.
    async fn settle(&self) -> Result {
        self.script(
            "const ends = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
             return Promise.allSettled([document.fonts.ready, ...ends.map((one) => one.finished)]).then(() =>
               new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(() => painted(true)))))",
        )
        .await?;
        Ok(())
    }

    /// What axe finds against WCAG 2.2 A and AA, one line a violation.
    pub async fn axe(&self) -> Result<Vec<String>> {
        self.settle().await?;
        axe::violations(&self.driver).await
    }

    /// Fails where axe finds anything.
    pub async fn is_accessible(&self, screen: &str) -> Result {
        let violations = self.axe().await?;
        if violations.is_empty() { Ok(()) } else { Err(format!("{screen}: {}", violations.join("\n")).into()) }
    }
}

/// An XPath literal.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
