//! The app's own state: how it started, and what the member prefers.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AppError, PaperLanguage};

/// What the first screen needs to know.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppState {
    /// The app's version.
    pub version: String,
    /// Whether the records could be opened.
    pub startup: Startup,
    /// The member's preferences.
    pub settings: Settings,
    /// True where the app may go straight to the records.
    pub has_connections: bool,
    /// A recovery code was made for the records.
    pub has_recovery_code: bool,
}

/// Whether the records could be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Startup {
    /// The keychain and the file are being opened.
    Opening,
    /// Everything works.
    Ready,
    /// The member locked the app, or was away: nothing of the records is in memory.
    Locked {
        /// Whether a passphrase opens it; otherwise the computer's keychain does.
        has_passphrase: bool,
    },
    /// Something is in the way; the records are untouched.
    Blocked {
        /// What it is.
        problem: AppError,
    },
}

/// What protects the records while the app is locked or closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Protection {
    /// A passphrase opens them; otherwise the computer's keychain does.
    pub has_passphrase: bool,
    /// A recovery code was made.
    pub has_recovery_code: bool,
}

/// A recovery code that was just made, to be shown once.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewRecoveryCode {
    /// Its characters in groups, as they are written down.
    pub groups: Vec<String>,
}

impl std::fmt::Debug for NewRecoveryCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NewRecoveryCode").finish_non_exhaustive()
    }
}

/// The member's preferences, kept beside the records and readable without their key. Holds nothing about health.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// The app's language.
    pub language: Language,
    /// The app's colours.
    pub theme: Theme,
    /// Shows the payers' sandboxes.
    pub developer_mode: bool,
    /// After which time away the app locks itself.
    pub lock_after: LockAfter,
    /// Whether the desktop may say that there is something new.
    pub notices: Notices,
    /// Whether records are asked for once a day while the app is open.
    pub refresh: Refresh,
    /// The language that the screens had when the preferences were last saved: what [`Language::System`] came to.
    pub screen_language: PaperLanguage,
}

/// After which time away the app locks itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LockAfter {
    /// The member has not said: never, and the offer is made.
    #[default]
    NotAsked,
    /// Never, and it is not offered.
    Never,
    /// A minute.
    OneMinute,
    /// Five minutes.
    FiveMinutes,
    /// Ten minutes.
    TenMinutes,
    /// Half an hour.
    HalfAnHour,
}

impl LockAfter {
    /// The time away; `None` where the app does not lock itself.
    #[must_use]
    pub fn limit(self) -> Option<Duration> {
        let minutes = match self {
            Self::NotAsked | Self::Never => return None,
            Self::OneMinute => 1,
            Self::FiveMinutes => 5,
            Self::TenMinutes => 10,
            Self::HalfAnHour => 30,
        };
        Some(Duration::from_secs(60 * minutes))
    }
}

/// The app's language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Language {
    /// As the computer is set.
    #[default]
    System,
    /// English.
    En,
    /// Spanish.
    Es,
}

/// Whether the desktop may say that there is something new.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Notices {
    /// The member has not said: none are shown, and the offer is made.
    #[default]
    NotAsked,
    /// None are shown, and none are offered.
    Off,
    /// They are shown while the window is not in front.
    On,
}

/// Whether records are asked for once a day while the app is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Refresh {
    /// Once a day.
    #[default]
    Daily,
    /// Only when the member presses for it.
    ByHand,
}

/// The app's colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the computer is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}
