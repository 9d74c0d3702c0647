//! The real window, with the real browser, keychain and deep link, each test on a desktop of its own. Few and slow: what
//! can be told without a window is tested without one.

mod care;
mod files;
mod journey;
mod ledger;
mod locking;
mod notes;
mod papers;
mod payers;
mod sign_in;
mod startup;

use claimfolio_tests::{Page, Result};
use journey::Onlooker;

/// Runs axe on every screen that belongs to the app or to the demo plan.
struct Examiner;

impl Onlooker for Examiner {
    async fn look(&mut self, name: &str, _what: &str, page: &Page) -> Result {
        page.is_accessible(name).await
    }
}

/// Looks at nothing: for tests that walk a stretch only to get somewhere.
struct Passerby;

impl Onlooker for Passerby {
    async fn look(&mut self, _name: &str, _what: &str, _page: &Page) -> Result {
        Ok(())
    }
}

#[tokio::test]
async fn a_member_goes_from_the_first_launch_to_the_receipt_and_every_screen_is_accessible() -> Result {
    journey::walk(&mut Examiner).await
}
