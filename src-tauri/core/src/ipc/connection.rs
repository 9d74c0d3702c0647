//! A connection's life: what it is, what it keeps, how it ends; and the people and coverage it brought.

use serde::{Deserialize, Serialize};
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
    /// True where the payer gave nothing to renew the access with: each update is a sign-in.
    pub signs_in_each_time: bool,
    /// Which addresses the sign-in used, and why. `None` for a connection that was made before that was kept.
    pub addresses: Option<ConnectionAddresses>,
}

/// What a sign-in found out about its payer: which addresses it used, and why, and how its answers are. Kept with the
/// connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionAddresses {
    /// Where the endpoints came from.
    pub used: AddressSource,
    /// The FHIR base.
    pub fhir: String,
    /// The authorization endpoint.
    pub authorize: String,
    /// The token endpoint.
    pub token: String,
    /// The revocation endpoint, where there is one.
    pub revoke: Option<String>,
    /// Who the server says it is, where it does (RFC 9207).
    pub issuer: Option<String>,
    /// True where the server says that each of its answers in the browser names it (RFC 9207, 2.3).
    #[serde(default)]
    pub issuer_in_answers: bool,
    /// True where the token answer brought nothing to renew the access with.
    #[serde(default)]
    pub signs_in_each_time: bool,
    /// True where the server showed that it is a SMART server: it gets the FHIR base as `aud` then.
    pub smart: bool,
    /// When they were looked up, RFC 3339.
    pub at: String,
    /// What was looked at, in order.
    pub steps: Vec<AddressStep>,
}

/// A place where endpoints can stand, in the order in which they are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AddressSource {
    /// `payers.toml` of this computer.
    Override,
    /// `{fhir}/.well-known/smart-configuration`.
    WellKnown,
    /// `{fhir}/well-known/smart-configuration`, as UnitedHealthcare's document spells it.
    WellKnownWithoutDot,
    /// The CapabilityStatement's `oauth-uris`.
    Capability,
    /// The payer's entry in the app.
    Shipped,
}

/// What came of one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddressStep {
    /// The place.
    pub source: AddressSource,
    /// What came of it.
    pub outcome: AddressOutcome,
    /// The status or the host that it is about.
    pub detail: Option<String>,
}

/// What came of a place where endpoints can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AddressOutcome {
    /// Its endpoints are used.
    Used,
    /// Nothing is there.
    Absent,
    /// The host could not be reached or took too long; places on the same host are passed over.
    Silent,
    /// It sent a redirect; that is not followed.
    Redirected,
    /// More than such a document needs.
    TooLarge,
    /// Not such a document.
    Unreadable,
    /// An endpoint is missing in it.
    Incomplete,
    /// An endpoint is on another registrable domain than the payer's entry. Nothing of it is used.
    OtherDomain,
    /// An endpoint is not `https`. Nothing of it is used.
    NotSecure,
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
    /// The payer is no longer in the list of payers on this computer. What is kept is safe, and nothing new can come.
    PayerUnlisted,
    /// From a file: nobody is asked for anything.
    FromFile,
    /// Good until the app is closed: the payer replaced the refresh token, and the keychain did not take the new one.
    NotKept {
        /// What the keychain said.
        problem: AppError,
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
    /// Payments that the member entered.
    #[ts(type = "number")]
    pub payments: u64,
    /// Receipts that are kept with them.
    #[ts(type = "number")]
    pub receipts: u64,
    /// Claims that the member wrote a note about or put a tag on.
    #[ts(type = "number")]
    pub noted: u64,
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
    /// True when the client secret of the registration was deleted as well, because no other connection uses it; `None`
    /// where there was none to delete.
    pub secret_deleted: Option<bool>,
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
    /// There was none: the records came from a file.
    NoneThere,
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
