//! What an ExplanationOfBenefit means. Pure: a resource goes in, facts come out; no clock, no disk, no network.
//!
//! Built on CARIN Blue Button 1.1 and 2.0 and on whatever else comes. Every figure knows the element it came from and
//! none is obtained by subtraction; what is missing is `None`.

mod adjudication;
pub mod alike;
pub mod balances;
pub mod bill;
pub mod chains;
pub mod changes;
mod checks;
mod coded;
mod context;
mod dates;
pub mod denials;
pub mod episodes;
mod explanation;
mod figures;
pub mod files;
mod kind;
mod lines;
mod network;
mod parties;
mod related;
mod remarks;
pub mod report;
pub(crate) mod say;
mod status;
mod story;
mod summary;
pub mod telephones;
mod terms;
mod title;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use parties::number_words;
pub use words::all_figures;

use crate::fhir::json::Value;
use crate::ipc::{ClaimKind, ClaimStatus, Explanation, Money};

/// What a list needs to know of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The FHIR id of the patient, where `patient` is a reference to one, or what an entry of the same Bundle is called by.
    pub patient: Option<String>,
    /// First day of care, a FHIR date of any precision.
    pub start: Option<String>,
    /// Last day of care.
    pub end: Option<String>,
    /// What kind of care.
    pub kind: ClaimKind,
    /// What was done, in the payer's words.
    pub title: Option<String>,
    /// Who did it.
    pub provider: Option<String>,
    /// Where it stands.
    pub status: ClaimStatus,
    /// Whether the provider is in the plan's network.
    pub in_network: Option<bool>,
    /// Billed.
    pub billed: Option<Money>,
    /// The plan's discount, as the plan states it.
    pub discount: Option<Money>,
    /// Paid by the plan.
    pub plan_paid: Option<Money>,
    /// Owed by the member.
    pub you_owe: Option<Money>,
    /// The part of it that goes to the deductible.
    pub deductible: Option<Money>,
    /// Which of a year's balances it states, and when.
    pub balances: Option<StatedBalances>,
    /// Ids or claim numbers of claims that this one replaces (`related` with relationship `prior` or `replaces`).
    pub replaces: Vec<String>,
    /// Ids or claim numbers of claims that replaced this one (`related` with relationship `replacedby`).
    pub replaced_by: Vec<String>,
    /// References to resources that a sync should also have: `(type, id, version)`.
    pub references: Vec<(String, String, Option<String>)>,
    /// What can make it part of a story.
    pub episode: episodes::Facts,
    /// Everything worth finding: providers, services, diagnoses, codes, amounts, claim numbers.
    pub words: Vec<String>,
}

/// That a claim states a year's balances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedBalances {
    /// The day that they are of, a FHIR date.
    pub day: Option<String>,
    /// Which ones, as [`balances::shape`] has it.
    pub shape: u16,
}

/// Reads what a list needs. Never fails: what is not there is `None`.
#[must_use]
pub fn summarise(claim: &Value) -> Summary {
    summary::of_claim(claim)
}

/// Reads everything a claim says.
#[must_use]
pub fn explain(claim: &Value) -> Explanation {
    explanation::whole(claim)
}
