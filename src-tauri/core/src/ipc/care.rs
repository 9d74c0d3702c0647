//! Finding care: what a member asks of a payer's public directory, and what the directory said.
//!
//! Nothing here is about the member but what they typed. The unit of an answer is what one entry says of one place:
//! somebody (or something), at a place, in networks.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AppError, PayerKind};

/// What is looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CareKind {
    /// A doctor or another person.
    #[default]
    Person,
    /// A clinic, a hospital, a group.
    Organization,
    /// A pharmacy.
    Pharmacy,
    /// Any other service.
    Service,
}

/// A specialty in this app's own words. The code that stands for it is in `directory/specialty.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each name is its meaning")]
pub enum CareSpecialty {
    FamilyDoctor,
    InternalMedicine,
    Children,
    ChildrensSurgery,
    WomensHealth,
    Heart,
    Skin,
    BonesAndJoints,
    EarNoseThroat,
    Eyes,
    Optometry,
    Digestion,
    Hormones,
    Cancer,
    Kidneys,
    Lungs,
    Nerves,
    Surgery,
    Urology,
    Allergy,
    Psychiatry,
    Psychology,
    SocialWork,
    Counseling,
    PhysicalTherapy,
    OccupationalTherapy,
    SpeechTherapy,
    Chiropractic,
    Dentist,
    Feet,
    NursePractitioner,
    Emergency,
}

/// A part of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each name is its meaning")]
pub enum CareField {
    Name,
    Specialty,
    City,
    State,
    PostalCode,
    Network,
}

/// A question to one payer's directory. An empty text is the same as none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct CareQuestion {
    /// The payer's key.
    pub payer: String,
    /// What is looked for.
    pub kind: CareKind,
    /// A name, or its beginning.
    pub name: Option<String>,
    /// A specialty.
    pub specialty: Option<CareSpecialty>,
    /// A city.
    pub city: Option<String>,
    /// A state, as two letters.
    pub state: Option<String>,
    /// A ZIP code, or its beginning.
    pub postal_code: Option<String>,
    /// The id of a network that must be named.
    pub network: Option<String>,
}

/// A payer whose directory may be searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareDirectory {
    /// The payer's key.
    pub payer: String,
    /// The payer's name.
    pub payer_name: String,
    /// The heading that the payer stands under.
    pub group: String,
    /// What kind of entry the payer is.
    pub payer_kind: PayerKind,
    /// Whether the member is connected to it.
    pub connected: bool,
    /// The directory's host, once it is known.
    pub host: Option<String>,
    /// What can be looked for, and by which parts of a question.
    pub can: Vec<CareCan>,
    /// Days within which the directory follows a change, by the payer's own document.
    pub fresh_days: Option<u32>,
}

/// By what one kind of entry can be searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareCan {
    /// What is looked for.
    pub kind: CareKind,
    /// The smallest questions that can be asked. Each may be narrowed by the other fields.
    pub by: Vec<Vec<CareField>>,
}

/// A network as a directory names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareNetwork {
    /// The id of its Organization.
    pub id: String,
    /// Its name; none where the directory leads nowhere.
    pub name: Option<String>,
}

/// How the member's network is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CareNetworkSource {
    /// The coverage names it as the directory does.
    Coverage,
    /// The member chose it.
    Chosen,
}

/// The member's own network at a payer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareOwnNetwork {
    /// Which one.
    pub network: CareNetwork,
    /// How that is known.
    pub source: CareNetworkSource,
}

/// The networks of a directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareNetworks {
    /// By name; of several with one name, the first.
    pub networks: Vec<CareNetwork>,
    /// The member's.
    pub own: Option<CareOwnNetwork>,
    /// When the directory said so.
    pub fetched_at: String,
    /// Why it could not be asked anew.
    pub problem: Option<AppError>,
}

/// Whether a search runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CareRun {
    /// It runs.
    Running,
    /// It has ended.
    Done,
    /// The member stopped it.
    Stopped,
    /// The directory gave no answer.
    Failed,
    /// The directory cannot be searched that way; nothing was sent.
    Refused,
}

/// A part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CarePart {
    /// Those who were found.
    Found,
    /// Where they work, and for which networks.
    Roles,
    /// The people's names.
    People,
    /// The places' addresses.
    Places,
    /// The names of organizations and networks.
    Organizations,
    /// Further entries.
    More,
}

/// What the directory did not give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareProblem {
    /// Of which part.
    pub part: CarePart,
    /// Why.
    pub error: AppError,
}

/// How a search stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareResults {
    /// Names the search in commands.
    pub search: String,
    /// The question as it was understood.
    pub question: CareQuestion,
    /// The payer's name.
    pub payer_name: String,
    /// The directory's host.
    pub host: Option<String>,
    /// Whether it runs.
    pub run: CareRun,
    /// What was found so far.
    pub rows: Vec<CareRow>,
    /// Requests that were sent.
    pub requests: u32,
    /// When the directory answered.
    pub fetched_at: Option<String>,
    /// Whether this is what was kept of an earlier search.
    pub kept: bool,
    /// Whether the directory has further entries that were not asked for.
    pub more: bool,
    /// Whether the list is only as much as the directory was ready to tell: its pages broke off.
    pub cut_short: bool,
    /// Entries that could not be read.
    pub unreadable: u32,
    /// What the directory did not give.
    pub problems: Vec<CareProblem>,
    /// Where it cannot be searched that way: how it can.
    pub instead: Vec<Vec<CareField>>,
    /// Whether the directory cannot be asked where a person works.
    pub without_places: bool,
    /// The member's network.
    pub own_network: Option<CareOwnNetwork>,
}

/// What is known of a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CarePlaceState {
    /// It is being asked for.
    #[default]
    Pending,
    /// The directory gives its address.
    Stated,
    /// The directory names the place and gives no address.
    NoAddress,
    /// The entry names no place.
    NotStated,
    /// The entry names a place that the directory does not have.
    NotFound,
    /// It was not answered.
    NotAnswered,
}

/// A place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarePlace {
    /// Its name.
    pub name: Option<String>,
    /// Street and number.
    pub lines: Vec<String>,
    /// The city.
    pub city: Option<String>,
    /// The state.
    pub state: Option<String>,
    /// The ZIP code.
    pub postal_code: Option<String>,
}

/// Whether new patients are taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CareAccepting {
    /// New patients are taken.
    Yes,
    /// None are.
    No,
    /// Only those who were patients before.
    Existing,
    /// Only families of patients.
    Families,
    /// The directory does not say.
    #[default]
    NotStated,
}

/// Whether an entry names the member's network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CareInNetwork {
    /// It does.
    Yes,
    /// It names others only.
    No,
    /// It names none, or one that the directory leads nowhere from.
    NotStated,
    /// The member's network is not known.
    #[default]
    NotChosen,
    /// The networks' names are being asked for.
    Pending,
}

/// A specialty as an entry has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareSpecialtyWords {
    /// The same in this app's words.
    pub own: Option<CareSpecialty>,
    /// The directory's words, else its code.
    pub text: String,
}

/// Hours of some days, as the directory has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareHours {
    /// `mon`, `tue` …
    pub days: Vec<String>,
    /// Open on those days around the clock.
    pub all_day: bool,
    /// `08:00`
    pub from: Option<String>,
    /// `17:00`
    pub until: Option<String>,
}

/// What one entry says of one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareRow {
    /// Names it within its search.
    pub key: String,
    /// Whom or what it is about: a reference.
    pub subject: String,
    /// The name; none where the directory does not say or was not answered.
    pub name: Option<String>,
    /// The National Provider Identifier.
    pub npi: Option<String>,
    /// The specialties.
    pub specialties: Vec<CareSpecialtyWords>,
    /// The organization that they work for.
    pub organization: Option<String>,
    /// What is known of the place.
    pub place_state: CarePlaceState,
    /// The place.
    pub place: Option<CarePlace>,
    /// The networks that are named, each name once.
    pub networks: Vec<CareNetwork>,
    /// Whether the member's is among them.
    pub in_network: CareInNetwork,
    /// Whether new patients are taken.
    pub accepting: CareAccepting,
    /// The telephone: the entry's, else the place's.
    pub phone: Option<String>,
    /// Languages spoken.
    pub languages: Vec<String>,
    /// When they are there: the entry's, else the place's.
    pub hours: Vec<CareHours>,
    /// The day on which the payer last updated the entry.
    pub updated: Option<String>,
    /// Whether that is over a year ago.
    pub old: bool,
    /// Whether the entry says that it is not in force.
    pub inactive: bool,
    /// Whether another entry says otherwise of the same at the same place.
    pub contradicted: bool,
}

/// What an entry does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each name is its meaning")]
pub enum CareFact {
    Place,
    Networks,
    NewPatients,
    Phone,
    Languages,
    Hours,
    Updated,
}

/// A resource as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareSource {
    /// `PractitionerRole/12`
    pub reference: String,
    /// The address that was asked.
    pub address: String,
    /// The JSON as it came.
    pub json: String,
}

/// Somebody whose claims name the provider of an entry, by the provider number alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareSeenBy {
    /// The person's id; none where the plan named nobody.
    pub person: Option<String>,
    /// The person's name.
    pub name: Option<String>,
    /// How many claims.
    #[ts(type = "number")]
    pub claims: u64,
    /// The first day of the newest, as precise as it came.
    pub newest: Option<String>,
}

/// All that a search found of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareDetail {
    /// The entry.
    pub row: CareRow,
    /// What else was found of the same.
    pub others: Vec<CareRow>,
    /// What it does not say.
    pub not_stated: Vec<CareFact>,
    /// What it is made of.
    pub sources: Vec<CareSource>,
    /// When the directory answered.
    pub fetched_at: Option<String>,
    /// Whose claims name this provider; none where the entry has no provider number to compare.
    pub seen_by: Option<Vec<CareSeenBy>>,
    /// In the member's list, where it is.
    #[ts(type = "number | null")]
    pub saved: Option<i64>,
}

/// Somebody in the member's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareSaved {
    /// Names them in commands.
    #[ts(type = "number")]
    pub id: i64,
    /// The payer's key.
    pub payer: String,
    /// The payer's name.
    pub payer_name: String,
    /// As the directory had them when they were saved.
    pub row: CareRow,
    /// The member's own words.
    pub note: String,
    /// When they were saved.
    pub saved_at: String,
    /// Whose claims name this provider; none where the entry has no provider number to compare.
    pub seen_by: Option<Vec<CareSeenBy>>,
}

/// A dated copy in the list of copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareCopyRow {
    /// Names it in commands.
    #[ts(type = "number")]
    pub id: i64,
    /// The payer's name.
    pub payer_name: String,
    /// Whom it is about.
    pub name: Option<String>,
    /// When the directory said so.
    pub taken_at: String,
}

/// A dated copy of what a directory said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareCopy {
    /// Names it in commands.
    #[ts(type = "number")]
    pub id: i64,
    /// The payer's name.
    pub payer_name: String,
    /// When the directory said so.
    pub taken_at: String,
    /// The entry as it was read then.
    pub row: CareRow,
    /// What else the directory listed of the same.
    pub others: Vec<CareRow>,
    /// What it did not say.
    pub not_stated: Vec<CareFact>,
    /// The resources as they came.
    pub sources: Vec<CareSource>,
    /// SHA-256 of the resources, each followed by a line break, in hexadecimal digits.
    pub sha256: String,
    /// Whether they still are what they were.
    pub intact: bool,
}

/// An answer to "is this provider in my network?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CareVerdict {
    /// Every entry of theirs that is in force names the member's network.
    Yes,
    /// Each names networks, and none the member's.
    No,
    /// Neither can be said.
    CannotTell,
}

/// Why it cannot be told, or what limits what was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CareDoubt {
    /// The claim names nobody.
    NobodyNamed,
    /// The payer's directory does not have them, as far as it can be searched.
    NotListed,
    /// Several of that name are listed, and nothing tells which one it is.
    SeveralOfThatName,
    /// They were found by name alone; the claim and the directory share no provider number.
    ByNameAlone,
    /// The member's network is not known.
    NetworkNotChosen,
    /// Their entries name no network, or one that leads nowhere.
    NetworksNotStated,
    /// In the network at one place and not at another, and the claim does not say which.
    DependsOnPlace,
    /// Two entries of one place say different things.
    Contradicted,
    /// Their entry is over a year old.
    Old,
    /// The directory could not be asked.
    NotAnswered,
    /// The payer has no directory that this app knows.
    NoDirectory,
}

/// What a directory says of a claim's provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareAnswer {
    /// The payer's key.
    pub payer: String,
    /// The payer's name.
    pub payer_name: String,
    /// Who was looked for.
    pub provider: Option<String>,
    /// By that number, where the claim has one.
    pub npi: Option<String>,
    /// The place that the claim names.
    pub place: Option<String>,
    /// The answer.
    pub verdict: CareVerdict,
    /// What limits it.
    pub doubts: Vec<CareDoubt>,
    /// The member's network.
    pub own_network: Option<CareOwnNetwork>,
    /// The networks to choose from, where it is not known.
    pub networks: Vec<CareNetwork>,
    /// What it is based on.
    pub rows: Vec<CareRow>,
    /// The search that they are of.
    pub search: Option<String>,
    /// When the directory answered.
    pub fetched_at: Option<String>,
    /// The plan's telephone, where the coverage has it.
    pub phone: Option<String>,
    /// Why the directory could not be asked.
    pub problem: Option<AppError>,
}
