//! What the plan did not pay for: why, who bears it, until when an appeal can be sent, and what the member keeps of one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Bilingual, Figure};

/// What can be said and done about a claim, or a part of it, that the plan did not pay for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Denial {
    /// Whether it is the whole claim.
    pub is_whole: bool,
    /// The plan's reasons, those that refuse something first.
    pub reasons: Vec<DenialReason>,
    /// Who bears what was not paid, over all reasons.
    pub bearer: Bearer,
    /// What helps whatever the reason is.
    pub help: ReasonHelp,
    /// The deadline under each kind of plan that has one.
    pub clocks: Vec<AppealClock>,
    /// What the member keeps of an appeal.
    pub appeal: Appeal,
    /// A letter to the plan, with blanks to fill.
    pub letter: Bilingual,
    /// What to put together before a letter is sent.
    pub collect: Vec<Bilingual>,
}

/// A reason that the plan gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DenialReason {
    /// The reason's code.
    pub code: Option<String>,
    /// Which list the code is of.
    pub list: ReasonList,
    /// The plan's own words.
    pub plan_text: Option<String>,
    /// What it means, in this app's words; `null` where it has none for the code.
    pub help: Option<ReasonHelp>,
    /// The group code that came with it: `CO`, `PR`, `OA`, `PI`, `CR`.
    pub group: Option<String>,
    /// The plan's own words for the group.
    pub group_text: Option<String>,
    /// The amount that it came with.
    pub amount: Figure,
    /// Where it stands.
    pub element: String,
    /// How many more lines have the same reason.
    pub more: u32,
}

/// Which list a reason's code is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ReasonList {
    /// Claim adjustment reason codes (CARC).
    Adjustment,
    /// Remittance advice remark codes (RARC).
    Remark,
    /// Pharmacy reject codes.
    Pharmacy,
    /// Another list, or none.
    Other,
}

/// A reason in this app's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReasonHelp {
    /// A name for it.
    pub title: Bilingual,
    /// What it means.
    pub meaning: Bilingual,
    /// What usually helps.
    pub helps: Bilingual,
    /// What to ask, and whom.
    pub ask: Bilingual,
}

/// Who bears an amount that the plan did not pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Bearer {
    /// Who.
    pub who: Who,
    /// How this is known.
    pub basis: BearerBasis,
    /// In a few words.
    pub title: Bilingual,
    /// What that means.
    pub meaning: Bilingual,
}

/// Who bears an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Who {
    /// The provider.
    Provider,
    /// The member.
    Member,
    /// The plan says no more than that it is not the member.
    NotMember,
    /// One part the provider, another the member.
    Both,
    /// The plan does not say.
    NotStated,
}

/// How it is known who bears an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BearerBasis {
    /// The group code of the reasons.
    GroupCode,
    /// What the plan states that the member owes.
    MemberLiability,
    /// Nothing says it.
    NotStated,
}

/// A kind of plan with a deadline of its own for appeals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AppealPlan {
    /// A plan through work.
    Employer,
    /// A plan from the marketplace, or bought by oneself.
    Marketplace,
    /// Medicare Advantage.
    MedicareAdvantage,
    /// Medicaid, managed care.
    Medicaid,
}

/// How long an appeal can be sent under one kind of plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppealClock {
    /// The kind of plan.
    pub plan: AppealPlan,
    /// How many days there are.
    pub days: u32,
    /// The rule in words.
    pub rule: Bilingual,
    /// Where the rule is written.
    pub source: String,
    /// The day that it is counted from.
    pub from: Option<String>,
    /// Where that day comes from.
    pub from_basis: ClockStart,
    /// The last day, `YYYY-MM-DD`.
    pub last_day: Option<String>,
}

/// Where the day comes from that an appeal's deadline is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ClockStart {
    /// The member entered the date of the letter.
    Letter,
    /// The plan's date of payment.
    Payment,
    /// The date of the plan's statement.
    Statement,
    /// There is none.
    NotStated,
}

/// What the member keeps of an appeal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Appeal {
    /// The kind of plan that the member chose.
    pub plan: Option<AppealPlan>,
    /// The date on the plan's letter, `YYYY-MM-DD`.
    pub letter_date: Option<String>,
    /// Where it stands.
    pub status: AppealStatus,
    /// Since when, `YYYY-MM-DD`.
    pub status_date: Option<String>,
    /// The member's note.
    pub note: String,
    /// Whether the member wants to be reminded before the last day.
    pub remind: bool,
}

/// Where an appeal stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AppealStatus {
    /// Not sent.
    #[default]
    NotSent,
    /// Sent.
    Sent,
    /// The plan has answered.
    Answered,
}

/// A deadline that the member wants to be reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppealReminder {
    /// The claim.
    #[ts(type = "number")]
    pub claim: i64,
    /// The claim's title.
    pub title: Option<String>,
    /// Its provider.
    pub provider: Option<String>,
    /// The last day, `YYYY-MM-DD`.
    pub last_day: String,
}
