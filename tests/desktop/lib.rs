//! A desktop of its own for each test: a virtual display, a session bus, an unlocked keyring, a home folder, a default
//! browser. The app and the browser in it are the real ones, driven by their WebDrivers.

mod app;
mod axe;
mod browser;
mod desktop;
mod driver;
mod process;

pub use app::App;
pub use browser::Browser;
pub use desktop::{Desktop, Keyring};
pub use driver::Page;

/// What a step of a test may fail with.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How long a condition may take to come true before a test gives up.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(45);
