//! axe-core in a page.

use std::{fs, path::Path};

use thirtyfour::WebDriver;

use crate::Result;

/// Runs axe in the page and lists what it finds.
pub(crate) async fn violations(driver: &WebDriver) -> Result<Vec<String>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    driver.execute(fs::read_to_string(source)?, Vec::new()).await?;
    let found = driver
        .execute_async(
            r"const done = arguments[arguments.length - 1];
              axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
                .then((result) => done(result.violations.map((violation) =>
                  violation.id + ': ' + violation.help + ' at ' + violation.nodes.map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join(' | '))))
                .catch((error) => done(['axe failed: ' + error]));",
            Vec::new(),
        )
        .await?;
    Ok(found.convert()?)
}
