//! Spending: what a stretch of time came to, by month, person, kind of care, provider and prescription.
//!
//! Every sum is one that this app added up, of decided claims, each story of claims once. What was left out is counted
//! beside it, with the reason.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ClaimKind, Sum};

/// Which claims are added up. Every `null` means "all".
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct SpendingQuery {
    /// Care that began on this day or later, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Care that began before this day, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// A person's id.
    pub person: Option<String>,
    /// A kind of care.
    pub kind: Option<ClaimKind>,
}

/// A stretch of time that can be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpendingYear {
    /// Its first day, `YYYY-MM-DD`.
    pub from: String,
    /// The day after its last one.
    pub until: String,
    /// The payer whose coverage states it as a plan year; `null` for a calendar year.
    pub plan_of: Option<String>,
}

/// What some decided claims came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Spent {
    /// How many claims. A sum of fewer says that the others do not state its figure.
    #[ts(type = "number")]
    pub claims: u64,
    /// Billed.
    pub billed: Vec<Sum>,
    /// The plan's discount, where stated.
    pub discount: Vec<Sum>,
    /// Paid by the plan.
    pub plan_paid: Vec<Sum>,
    /// Owed by the member.
    pub you_owe: Vec<Sum>,
}

/// A stretch of time, added up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Spending {
    /// All of it.
    pub all: Spent,
    /// By month, newest first, the undated last.
    pub months: Vec<MonthSpending>,
    /// By person, whose part is largest first.
    pub people: Vec<PersonSpending>,
    /// By kind of care, the largest first.
    pub kinds: Vec<KindSpending>,
    /// What is in none of the sums.
    pub left_out: Vec<LeftOut>,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MonthSpending {
    /// `YYYY-MM`, `YYYY` where no claim says more, or `null` for the undated.
    pub month: Option<String>,
    /// What it came to.
    pub spent: Spent,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonSpending {
    /// The person's id, or `null` where the payer named nobody.
    pub person: Option<String>,
    /// What it came to.
    pub spent: Spent,
}

/// A kind of care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KindSpending {
    /// Which.
    pub kind: ClaimKind,
    /// What it came to.
    pub spent: Spent,
}

/// The same claims by what the payer calls things: text alike is one thing, nothing is guessed to be the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpendingNames {
    /// By provider, the largest first.
    pub providers: Vec<NamedSpending>,
    /// How many providers more there are.
    #[ts(type = "number")]
    pub more_providers: u64,
    /// Pharmacy claims by what was dispensed, the largest first.
    pub prescriptions: Vec<NamedSpending>,
    /// How many prescriptions more there are.
    #[ts(type = "number")]
    pub more_prescriptions: u64,
}

/// A provider or a prescription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NamedSpending {
    /// In the payer's words, or `null` where it said none.
    pub name: Option<String>,
    /// What it came to.
    pub spent: Spent,
    /// Over time: its months, oldest first, the undated last.
    pub months: Vec<MonthSpending>,
}

/// Claims that are in none of the sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    /// Why.
    pub why: LeftOutReason,
    /// How many.
    #[ts(type = "number")]
    pub claims: u64,
    /// What was billed for them, added up.
    pub billed: Vec<Sum>,
}

/// Why a claim is left out of the sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LeftOutReason {
    /// The plan is still deciding.
    Pending,
    /// The plan does not cover it.
    NotCovered,
    /// A later claim took its place: counted once, there.
    Replaced,
    /// Asked before the care, so no claim.
    Preauthorization,
    /// It has no date, and a stretch of time was asked for.
    Undated,
    /// Decided, and the plan does not state what the member owes: in the other sums, not in that one.
    AmountNotStated,
    /// What the member owes is in another currency than most: added up by itself.
    OtherCurrency,
}
