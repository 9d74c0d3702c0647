//! What the member marks as paid, for a health account (HSA, FSA) or for taxes. Nobody but the member fills this in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ClaimRow, Money, Sum};

/// How something was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PaymentWay {
    /// With the card of a health savings account: paid by the account already.
    HsaCard,
    /// From a flexible spending account: paid by the account already.
    Fsa,
    /// With a credit card.
    CreditCard,
    /// In cash.
    Cash,
    /// With a check.
    Check,
    /// In another way.
    Other,
}

/// A payment as the member enters it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaymentEntry {
    /// The payment that is changed; `null` for a new one.
    #[ts(type = "number | null")]
    pub id: Option<i64>,
    /// The claim that was paid for.
    #[ts(type = "number")]
    pub claim: i64,
    /// When, `YYYY-MM-DD`.
    pub paid_on: String,
    /// How.
    pub way: PaymentWay,
    /// How much, a decimal; `null` where the member does not say it.
    pub amount: Option<String>,
    /// The member's note.
    pub note: String,
    /// When an account paid it back, `YYYY-MM-DD`.
    pub reimbursed_on: Option<String>,
}

/// A payment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberPayment {
    /// Names it in commands.
    #[ts(type = "number")]
    pub id: i64,
    /// The claim that it was entered for.
    #[ts(type = "number")]
    pub claim: i64,
    /// When, `YYYY-MM-DD`.
    pub paid_on: String,
    /// How.
    pub way: PaymentWay,
    /// How much.
    pub amount: Option<Money>,
    /// The member's note.
    pub note: String,
    /// When an account paid it back.
    pub reimbursed_on: Option<String>,
    /// The files kept with it.
    pub receipts: Vec<ReceiptFile>,
    /// The claim that counts now: another where a later one took its place.
    pub counted: ClaimRow,
    /// What the plan said was owed when this was last saved.
    pub owed_then: Option<Money>,
    /// Whether the plan says another amount now, or no longer says one.
    pub owed_changed: bool,
}

/// A file that is kept with a payment. It can be saved elsewhere; it is never opened here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptFile {
    /// Names it in commands.
    #[ts(type = "number")]
    pub id: i64,
    /// As the member's file was called.
    pub name: String,
    /// What it is, by its first bytes: `application/pdf`, `image/png` …
    pub media_type: String,
    /// How large it is.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What is paid for one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimPayments {
    /// The claim of this story that counts.
    pub counted: ClaimRow,
    /// The payments, oldest first, those entered for claims that this one replaced included.
    pub payments: Vec<MemberPayment>,
    /// What they add up to.
    pub paid: Vec<PaidSum>,
}

/// Payments added up by this app, one sum for each currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaidSum {
    /// The sum.
    pub money: Money,
    /// How many payments went into it.
    #[ts(type = "number")]
    pub payments: u64,
}

/// Which part of the ledger. Every `null` means "all".
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct LedgerQuery {
    /// Paid in this year, `YYYY`.
    pub year: Option<String>,
    /// A person's id.
    pub person: Option<String>,
}

/// What is marked as paid and what is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Ledger {
    /// The years that have payments or care, newest first.
    pub years: Vec<String>,
    /// The payments, oldest first.
    pub payments: Vec<MemberPayment>,
    /// What they add up to.
    pub all: LedgerSums,
    /// By person, in the order of the list of people.
    pub people: Vec<LedgerPerson>,
    /// By year of payment, newest first.
    pub by_year: Vec<LedgerYear>,
    /// Decided claims of which the plan says something is owed and none of which is marked as paid, newest first, at most
    /// a hundred.
    pub open: Vec<ClaimRow>,
    /// How many there are.
    #[ts(type = "number")]
    pub open_claims: u64,
    /// What they add up to.
    pub open_owed: Vec<Sum>,
}

/// A person's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LedgerPerson {
    /// The person's id.
    pub person: Option<String>,
    /// What their payments add up to.
    pub sums: LedgerSums,
}

/// A year's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LedgerYear {
    /// `YYYY`.
    pub year: String,
    /// What its payments add up to.
    pub sums: LedgerSums,
}

/// Sums of payments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LedgerSums {
    /// How many payments.
    #[ts(type = "number")]
    pub payments: u64,
    /// How many of them have no amount: they are in no sum.
    #[ts(type = "number")]
    pub without_amount: u64,
    /// All of them.
    pub paid: Vec<PaidSum>,
    /// Paid by an account: with its card, or paid back.
    pub by_account: Vec<PaidSum>,
    /// Paid with the member's own money and not paid back.
    pub unreimbursed: Vec<PaidSum>,
}
