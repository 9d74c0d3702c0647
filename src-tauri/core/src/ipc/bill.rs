//! A provider's bill held against what the plan says.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Bilingual, ClaimRow, Figure, Money};

/// What a bill says, as the member types it. An empty text is one that it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Bill {
    /// The claim that the member holds it against, where they chose one.
    #[ts(type = "number | null")]
    pub claim: Option<i64>,
    /// Whose care, a person's id.
    pub person: Option<String>,
    /// Day of care, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Who sent it.
    pub provider: String,
    /// What it asks for, a decimal in dollars.
    pub amount: Option<String>,
    /// What was done.
    pub service: String,
}

/// What stands in a pasted bill. Nothing of it is taken over unasked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BillReading {
    /// Days, each once.
    pub dates: Vec<ReadWord>,
    /// Amounts, each once.
    pub amounts: Vec<ReadWord>,
}

/// A day or an amount in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadWord {
    /// As it stands there.
    pub text: String,
    /// The words before it in its line.
    pub before: String,
    /// What it can mean: `YYYY-MM-DD`, or a decimal. More than one where only the member knows.
    pub meant: Vec<String>,
}

/// The claims that a bill can be for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BillAnswer {
    /// The best first. None: there is no such claim yet.
    pub found: Vec<BillMatch>,
    /// What it means that there is none.
    pub none: Option<BillWords>,
}

/// A claim that a bill can be for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BillMatch {
    /// The claim.
    pub claim: ClaimRow,
    /// What of the bill was held against it.
    pub points: Vec<BillPoint>,
    /// How the amounts stand to each other.
    pub outcome: BillOutcome,
    /// That in words.
    pub words: BillWords,
    /// What the bill asks for.
    pub bill: Option<Money>,
    /// What the plan says is owed.
    pub you_owe: Figure,
    /// How far the two are apart, worked out by this app.
    pub difference: Option<Money>,
    /// The claim that counts instead.
    #[ts(type = "number | null")]
    pub instead: Option<i64>,
}

/// What is known, what it means, and what to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BillWords {
    /// In one sentence.
    pub title: Bilingual,
    /// What it means.
    pub meaning: Bilingual,
    /// What can be asked, and whom.
    pub ask: Vec<Bilingual>,
}

/// A part of a bill held against a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BillPoint {
    /// Which part.
    pub part: BillPart,
    /// Whether they agree.
    pub agreement: Agreement,
    /// What was held against what.
    pub finding: Bilingual,
}

/// A part of a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BillPart {
    /// The day of care.
    Date,
    /// Who sent it.
    Provider,
    /// What was done.
    Service,
    /// What it asks for.
    Amount,
}

/// Whether a part agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Agreement {
    /// It is the same.
    Same,
    /// It is close.
    Near,
    /// It is another.
    Differs,
    /// The claim does not say it.
    NotStated,
}

/// How a bill and the plan's figure stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BillOutcome {
    /// The bill asks for what the plan says is owed.
    Same,
    /// It asks for the amount before the plan.
    BilledAmount,
    /// It asks for more.
    Higher,
    /// It asks for less.
    Lower,
    /// The plan is still deciding.
    StillDeciding,
    /// The plan does not cover it.
    NotCovered,
    /// The claim was replaced by another.
    ReplacedClaim,
    /// What is here was asked before the care and is no claim.
    AskedBefore,
    /// The plan does not state what is owed, or in another currency.
    OwedNotStated,
    /// The member did not say what the bill asks for.
    NoAmount,
}
