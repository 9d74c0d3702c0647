//! A connection's life: what it is, what it keeps, how it ends; and the people and coverage it brought.

use serde::Serialize;
use ts_rs::TS;

use super::{AppError, DataKind, PayerKind};

/// A connection to a payer, as settings show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// Names it in commands.
    pub id: String,
    /// The payer's key.
    pub payer: String,
    /// The payer's name.
    pub payer_name: String,
    /// What kind of entry the payer is.
    pub payer_kind: PayerKind,
    /// Whether new records can be asked for.
    pub status: ConnectionStatus,
    /// Whose sign-in it is.
    pub member_name: Option<String>,
    /// When records last came, RFC 3339.
    pub last_updated: Option<String>,
    /// Kinds of data the member shared.
    pub granted: Vec<DataKind>,
    /// Kinds of data asked for and not shared.
    pub missing: Vec<DataKind>,
    /// The last day of the permission, where the payer says so: `YYYY-MM-DD`.
    pub sign_in_until: Option<String>,
    /// What is kept here.
    pub kept: Kept,
    /// The payer's host.
    pub host: String,
    /// True where the payer lets an app end its own access.
    pub can_revoke: bool,
    /// True where the payer has a page with the list of apps.
    pub has_portal: bool,
}

/// Whether new records can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "status", rename_all = "camelCase")]
pub enum ConnectionStatus {
    /// The sign-in is good as far as is known.
    Connected,
    /// The sign-in has ended; what is kept is safe.
    SignInNeeded {
        /// Since when, RFC 3339.
        since: String,
    },
}

/// What a connection keeps on this computer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Claims.
    #[ts(type = "number")]
    pub claims: u64,
    /// Health records.
    #[ts(type = "number")]
    pub records: u64,
    /// Coverages.
    #[ts(type = "number")]
    pub coverages: u64,
    /// People.
    #[ts(type = "number")]
    pub people: u64,
    /// The earliest date of care, `YYYY-MM-DD` or less precise.
    pub since: Option<String>,
    /// Bytes of stored resources, as kept.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What a disconnect did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The payer's name.
    pub payer_name: String,
    /// When, RFC 3339.
    pub at: String,
    /// What became of the access at the payer.
    pub access: AccessEnded,
    /// True when the tokens were deleted from the keychain and their absence was checked.
    pub tokens_deleted: bool,
    /// What was deleted from this computer.
    pub deleted: Kept,
    /// True where the payer has a page with the list of apps.
    pub has_portal: bool,
}

/// What became of an app's access at the payer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "access", rename_all = "camelCase")]
pub enum AccessEnded {
    /// The payer confirmed that it is over.
    Revoked,
    /// The payer offers no such call; its own page does it.
    NotOffered,
    /// The payer was asked and did not confirm.
    NotConfirmed {
        /// Why.
        problem: AppError,
    },
}

/// Somebody whose claims are here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Names the person in filters: `connection/FHIR id`.
    pub id: String,
    /// The name to show: the given name where there is one.
    pub short_name: Option<String>,
    /// The whole name.
    pub name: Option<String>,
    /// As the payer has it.
    pub birth_date: Option<String>,
    /// How many claims.
    #[ts(type = "number")]
    pub claims: u64,
}

/// A coverage, as a card shows it. Each text is the payer's; what it did not state is `null`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CoverageCard {
    /// The connection it came by.
    pub connection: String,
    /// The connection's payer.
    pub payer_name: String,
    /// The FHIR id.
    pub id: String,
    /// The payer that the coverage itself names.
    pub issuer: Option<String>,
    /// `active`, `cancelled`, `draft`, `entered-in-error` or another word of the payer's.
    pub status: Option<String>,
    /// The plan's name.
    pub plan: Option<String>,
    /// The group's name or number.
    pub group: Option<String>,
    /// The network's name.
    pub network: Option<String>,
    /// The kind of plan.
    pub kind: Option<String>,
    /// The member number: shown only when asked.
    pub member_id: Option<String>,
    /// Who holds the policy.
    pub subscriber: Option<String>,
    /// Whom it covers.
    pub beneficiary: Option<CoveredPerson>,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// 1 pays first, 2 pays second.
    pub order: Option<u32>,
    /// The payer's telephone.
    pub phone: Option<String>,
    /// Pharmacy card numbers and other identifiers the payer sent, with their labels.
    pub classes: Vec<Labelled>,
}

/// Whom a coverage covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CoveredPerson {
    /// The person's id in filters, where they are known here.
    pub person: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The birth date.
    pub birth_date: Option<String>,
    /// The code of the relationship to the subscriber: `self`, `spouse`, `child` …
    pub relationship: Option<String>,
}

/// A text with the payer's label for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Labelled {
    /// What it is, a code or the payer's words.
    pub label: String,
    /// What it says.
    pub text: String,
}
