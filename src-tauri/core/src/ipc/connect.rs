//! Choosing a payer and signing in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::AppError;

/// Payers under one heading of the first screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PayerGroup {
    /// The heading, a name.
    pub name: String,
    /// In the order to show them.
    pub payers: Vec<PayerChoice>,
}

/// A payer that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PayerChoice {
    /// The registry's key, for example `uhc-hsid`.
    pub key: String,
    /// The name on the member's card.
    pub name: String,
    /// What kind of entry it is.
    pub kind: PayerKind,
    /// Whether a sign-in can be started.
    pub availability: Availability,
}

/// What kind of registry entry a payer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PayerKind {
    /// Real members, real records.
    Production,
    /// A payer's test system with made-up members.
    Sandbox,
    /// The made-up plan inside this app.
    Demo,
    /// No payer: records that came from a file.
    File,
}

/// Whether a sign-in with a payer can be started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Availability {
    /// This app has what it needs.
    Ready,
    /// This build is not registered with the payer.
    NeedsRegistration,
    /// There is a client id, but the payer demands a client secret besides, and none is in the keychain.
    NeedsSecret,
}

/// A kind of plan, as far as it decides whether a payer answers its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PlanType {
    /// Medicare Advantage.
    MedicareAdvantage,
    /// Medicaid, managed care.
    Medicaid,
    /// CHIP.
    Chip,
    /// A plan from the marketplace of the Affordable Care Act.
    Marketplace,
    /// A plan through work.
    Employer,
}

/// A kind of data, as the member decides on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DataKind {
    /// `Patient`: name and birth date.
    Person,
    /// `Coverage`.
    Coverage,
    /// `ExplanationOfBenefit`.
    Claims,
    /// The clinical resources a payer may give.
    Records,
}

/// What is shown before the sign-in page opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SharePreview {
    /// The payer's key.
    pub payer: String,
    /// The payer's name.
    pub payer_name: String,
    /// The host whose page the browser will open.
    pub host: String,
    /// What kind of entry the payer is.
    pub payer_kind: PayerKind,
    /// Whether a sign-in can be started.
    pub availability: Availability,
    /// What will be asked for.
    pub kinds: Vec<ShareKind>,
    /// How many days the permission lasts, where the payer says so.
    pub permission_days: Option<u32>,
    /// The kinds of plans whose members the payer answers; empty where that is not known.
    pub served: Vec<PlanType>,
    /// The first year that the payer has records of, where it says so.
    pub earliest_year: Option<i16>,
}

/// One kind of data that will be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShareKind {
    /// The kind.
    pub kind: DataKind,
    /// The OAuth scopes behind it.
    pub scopes: Vec<String>,
    /// True where the app does not work without it.
    pub always: bool,
}

/// What to begin.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectRequest {
    /// The payer's key.
    pub payer: String,
    /// The optional kinds of data that the member wants asked for.
    pub optional: Vec<DataKind>,
    /// The connection to renew, where this is a reconnect.
    pub reconnect: Option<String>,
}

/// A sign-in under way or just ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectAttempt {
    /// Names this sign-in in later commands. Not the OAuth `state`.
    pub id: String,
    /// The payer's key.
    pub payer: String,
    /// The payer's name.
    pub payer_name: String,
    /// The connection being renewed.
    pub reconnect: Option<String>,
    /// When the browser was opened, RFC 3339.
    pub started_at: String,
    /// How many seconds the sign-in is kept open from its start.
    pub open_for_seconds: u32,
    /// True while the member is asked and the payer gave nothing to renew the access with: each update is a sign-in then.
    pub signs_in_each_time: bool,
    /// Where it stands.
    pub stage: ConnectStage,
}

/// Where a sign-in stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "stage", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ConnectStage {
    /// The browser has the word.
    Waiting {
        /// False where no browser could be opened.
        browser_opened: bool,
        /// False where another app holds our links, or none does: the address must be pasted.
        links_come_back: bool,
    },
    /// The code is being exchanged and the member's name asked for.
    Finishing,
    /// The member must say whether these records are theirs.
    Confirm {
        /// Whose records these are, where the payer says so.
        person: Option<ConfirmPerson>,
        /// Kinds of data granted.
        granted: Vec<DataKind>,
        /// Kinds of data asked for and not granted.
        missing: Vec<DataKind>,
    },
    /// A renewal reached another person than the one whose records the connection keeps. Nothing of it is kept until the
    /// member says yes; then that person's records become a connection of their own.
    AnotherPerson {
        /// Whose records these are, where the payer says so.
        person: Option<ConfirmPerson>,
        /// Kinds of data granted.
        granted: Vec<DataKind>,
        /// Kinds of data asked for and not granted.
        missing: Vec<DataKind>,
    },
    /// Done; the first sync has begun.
    Connected {
        /// The connection.
        connection: String,
    },
    /// The member pressed cancel here.
    Cancelled,
    /// The member said no on the payer's page.
    Declined,
    /// It did not work; nothing was kept.
    Failed {
        /// Why.
        problem: AppError,
    },
}

/// Whose records a sign-in reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmPerson {
    /// The name as the payer has it.
    pub name: Option<String>,
    /// The birth date as the payer has it, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub birth_date: Option<String>,
}
