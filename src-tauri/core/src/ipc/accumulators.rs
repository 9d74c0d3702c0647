//! How far along a plan year is: deductibles and out-of-pocket limits.
//!
//! What the plan states and what this app added up stand side by side; neither is ever worked out from the other.

use serde::Serialize;
use ts_rs::TS;

use super::{Figure, Money, Sum};

/// One connection's plan year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanYear {
    /// The connection.
    pub connection: String,
    /// Its payer.
    pub payer_name: String,
    /// Its first day, `YYYY-MM-DD`.
    pub from: String,
    /// The day after its last one.
    pub until: String,
    /// Whether a coverage states the year from its first day to its last. Otherwise it is the calendar year.
    pub is_stated: bool,
    /// The family's before a person's, deductibles before out-of-pocket limits, in the network before out of it.
    pub accumulators: Vec<Accumulator>,
}

/// One amount that is counted through a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Accumulator {
    /// What is counted.
    pub kind: AccumulatorKind,
    /// In or out of the network; `null` where the plan does not say.
    pub in_network: Option<bool>,
    /// Whose; `null` is the family's.
    pub person: Option<String>,
    /// The benefit in the plan's words, where it is another than medical care.
    pub benefit: Option<String>,
    /// What the plan stated last; `null`: not stated by the plan.
    pub stated: Option<StatedBalance>,
    /// What the year's decided claims state, added up by this app. Replaced and pending claims, preauthorizations, dental
    /// and vision claims are not in it.
    pub added: Vec<Sum>,
    /// How many decided claims do not say whether they were in the network: they are in neither sum.
    #[ts(type = "number")]
    pub network_unknown: u64,
    /// Between what the plan states as used and the sum, without a sign, where both are in one currency and differ.
    /// Worked out by this app.
    pub difference: Option<Money>,
}

/// What is counted through a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AccumulatorKind {
    /// What is paid before the plan shares the cost.
    Deductible,
    /// The most that is paid in a year for covered care.
    OutOfPocket,
}

/// A balance as the plan stated it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatedBalance {
    /// The limit.
    pub limit: Figure,
    /// What is used of it.
    pub used: Figure,
    /// The claim that states it; `null` where a coverage record does.
    #[ts(type = "number | null")]
    pub claim: Option<i64>,
    /// When the plan stated it, a FHIR date.
    pub date: Option<String>,
}
