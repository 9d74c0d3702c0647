//! How this app is registered with payers, and what is wrong with the file that changes the payers.

use secrecy::SecretString;
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::PayerKind;

/// One registration: the client id that this app has with one or several payers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// Names it in commands.
    pub id: String,
    /// The payers that it serves, by their names, in the order of the first screen.
    pub payers: Vec<String>,
    /// The same payers by their keys.
    pub keys: Vec<String>,
    /// What kind of entries they are.
    pub kind: PayerKind,
    /// The client id in use.
    pub client_id: Option<String>,
    /// Where that came from.
    pub source: RegistrationSource,
    /// True where the payer demands a client secret besides.
    pub needs_secret: bool,
    /// True where one is in the keychain. The secret itself is never told.
    pub has_secret: bool,
    /// The redirect address to register.
    pub redirect: String,
    /// The scopes to register.
    pub scopes: Vec<String>,
    /// Where an organisation registers.
    pub portal: Option<String>,
    /// Whom the maker of an app may write to.
    pub support: Option<String>,
}

/// Where a client id came from; a later one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RegistrationSource {
    /// There is none.
    None,
    /// It comes with the app.
    Shipped,
    /// It was given to this build.
    Build,
    /// It stands in `payers.toml` of this computer.
    File,
    /// The member entered it.
    Own,
}

/// A registration as it is entered. It goes one way: nothing answers with a secret.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationEntry {
    /// Which registration.
    pub id: String,
    /// The client id.
    pub client_id: String,
    /// The client secret; without one, the secret that is kept stays.
    #[ts(type = "string | null")]
    pub secret: Option<EnteredSecret>,
}

/// A secret on its way in. There is no way to write one out.
#[derive(Debug, Clone)]
pub struct EnteredSecret(pub SecretString);

impl<'de> Deserialize<'de> for EnteredSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(text.into()))
    }
}

/// The file of this computer that changes the payers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PayersFile {
    /// Where it is, or would be.
    pub path: String,
    /// The keys of the payers that it changes or adds; empty where it is not there or not used.
    pub changed: Vec<String>,
    /// Why nothing of it is used.
    pub fault: Option<PayersFault>,
}

/// One thing that is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PayersFault {
    /// The payer's key or its place in the file; `file` for the file as a whole.
    pub entry: String,
    /// The field.
    pub field: String,
    /// What is wrong, for a sentence.
    pub kind: FaultKind,
    /// The same in the words of whoever reads such files.
    pub detail: String,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FaultKind {
    /// The file cannot be read at all.
    Unreadable,
    /// The file is not in the form that it should have.
    Syntax,
    /// Something that is needed is not there.
    Missing,
    /// There is no such field.
    Unknown,
    /// The field does not hold what it should.
    Form,
    /// An address is not `https`.
    NotSecure,
    /// The same thing twice.
    Twice,
    /// It does not fit with another field.
    Contradiction,
    /// It belongs to the app and cannot be changed.
    Reserved,
}
