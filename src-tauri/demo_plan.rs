//! The demo plan inside the app: started on this computer the first time it is needed, gone when the app ends.

use std::{io, path::Path, sync::Arc};

use claimfolio_demo::{Options, Running};
use tokio::sync::Mutex;
use url::Url;

/// The port tried first, so that a page of the plan opened before a restart still works after it.
const PORT: u16 = 47_823;

/// The demo plan, running or not.
#[derive(Default)]
pub(crate) struct DemoPlan(Mutex<Option<Arc<Running>>>);

impl DemoPlan {
    /// Its address; starts it where it does not run yet. Its grants are kept in `folder`, so that a sign-in outlives
    /// the app as a real plan's does.
    pub(crate) async fn start(&self, folder: &Path) -> io::Result<Url> {
        let mut running = self.0.lock().await;
        if let Some(running) = running.as_ref() {
            return Ok(running.origin());
        }
        let started = claimfolio_demo::start(options(folder)).await?;
        let origin = started.origin();
        *running = Some(Arc::new(started));
        Ok(origin)
    }
}

fn options(folder: &Path) -> Options {
    let port = number("CLAIMFOLIO_DEMO_PORT").unwrap_or(PORT);
    let mut options =
        Options { port: Some(port), state_file: Some(folder.join("demo-plan.json")), ..Options::default() };
    if let Some(claims) = number("CLAIMFOLIO_DEMO_CLAIMS") {
        options.claims = claims;
    }
    if let Some(people) = number("CLAIMFOLIO_DEMO_PROVIDERS") {
        options.directory_people = people;
    }
    options
}

/// The demo plan's port and sizes can be set from outside: for tests, for benchmarks and for trying large folios.
fn number<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}
