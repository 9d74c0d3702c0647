//! Claims: the list, the timeline, one claim.
//!
//! Amounts are decimal strings exactly as precise as the payer sent them. Dates are FHIR dates (`2026`, `2026-11`,
//! `2026-11-22`) and never carry a time zone. Nothing here is obtained by subtraction.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ClaimMarks, Denial, Episode};

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// A decimal, for example `412.00` or `-3.5`.
    pub amount: String,
    /// ISO 4217, or `null` where the payer stated none.
    pub currency: Option<String>,
}

/// A figure of one claim, and where it stands in the payer's resource.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    /// The amount, or `null`: not stated by the plan.
    pub money: Option<Money>,
    /// The FHIRPath of the element, for example `ExplanationOfBenefit.total[2].amount`.
    pub element: Option<String>,
    /// The adjudication code, for example `eligible`.
    pub code: Option<String>,
    /// The payer's own words for it.
    pub label: Option<String>,
}

/// A sum that this app added up, one for each currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Sum {
    /// The sum.
    pub money: Money,
    /// How many claims stated a figure that went into it.
    #[ts(type = "number")]
    pub claims: u64,
}

/// What kind of care a claim is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ClaimKind {
    /// A visit to a doctor or another professional.
    Visit,
    /// A hospital or an emergency room.
    Hospital,
    /// Laboratory and imaging.
    Lab,
    /// A pharmacy.
    Pharmacy,
    /// Therapy.
    Therapy,
    /// Dental.
    Dental,
    /// Vision.
    Vision,
    /// Anything else, and what the payer did not say.
    Other,
}

/// Where a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ClaimStatus {
    /// The plan has decided.
    Decided,
    /// The plan is still deciding.
    Pending,
    /// The plan does not cover it.
    NotCovered,
    /// Replaced or reversed by a later claim: shown, never counted.
    Replaced,
    /// A preauthorization or predetermination: asked before the care, so no claim. Shown, never counted.
    Preauthorization,
}

/// A claim in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimRow {
    /// Names the claim in commands.
    #[ts(type = "number")]
    pub id: i64,
    /// The person's id.
    pub person: Option<String>,
    /// First day of care.
    pub start: Option<String>,
    /// Last day of care, where it differs.
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
    /// Billed by the provider.
    pub billed: Option<Money>,
    /// Paid by the plan.
    pub plan_paid: Option<Money>,
    /// Owed by the member.
    pub you_owe: Option<Money>,
    /// Came since everything was last marked as seen.
    pub is_new: bool,
    /// Changed since then.
    pub is_changed: bool,
    /// The story that it is part of.
    #[ts(type = "number | null")]
    pub episode: Option<i64>,
}

/// Which claims are meant. Every `null` (and an empty text) means "all".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ClaimFilter {
    /// A person's id.
    pub person: Option<String>,
    /// A kind of care.
    pub kind: Option<ClaimKind>,
    /// A status.
    pub status: Option<ClaimStatus>,
    /// Care that began on this day or later, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Care that began before this day, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// Words to find.
    pub text: String,
    /// Only what came or changed since everything was last marked as seen.
    pub news: bool,
    /// With any of these tags of the member's; their ids. None means "all".
    #[ts(type = "number[]")]
    pub tags: Vec<i64>,
}

/// A stretch of the list, newest first; claims without a date come last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimsPage {
    /// Where it begins.
    #[ts(type = "number")]
    pub offset: u64,
    /// The claims.
    pub rows: Vec<ClaimRow>,
    /// The stories that they are part of, oldest first.
    pub episodes: Vec<Episode>,
    /// Those of them that have a note or tags of the member's.
    pub marks: Vec<ClaimMarks>,
}

/// The shape of the whole list: its months, newest first, the undated last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimsOutline {
    /// The months.
    pub months: Vec<MonthGroup>,
    /// Sums of everything in the list.
    pub summary: ClaimsSummary,
}

/// A month of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MonthGroup {
    /// `YYYY-MM`, `YYYY` where no claim says more, or `null` for the undated.
    pub month: Option<String>,
    /// How many claims, replaced ones included.
    #[ts(type = "number")]
    pub claims: u64,
    /// What the member owes, added up.
    pub you_owe: Vec<Sum>,
}

/// Sums over claims. Replaced claims never count; pending and not-covered ones are counted apart and left out of sums.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimsSummary {
    /// Decided claims.
    #[ts(type = "number")]
    pub decided: u64,
    /// Claims the plan is still deciding.
    #[ts(type = "number")]
    pub pending: u64,
    /// Claims the plan does not cover.
    #[ts(type = "number")]
    pub not_covered: u64,
    /// Claims replaced by others.
    #[ts(type = "number")]
    pub replaced: u64,
    /// Billed, decided claims.
    pub billed: Vec<Sum>,
    /// The plan's discount, decided claims, where stated.
    pub discount: Vec<Sum>,
    /// Paid by the plan, decided claims.
    pub plan_paid: Vec<Sum>,
    /// Owed by the member, decided claims.
    pub you_owe: Vec<Sum>,
    /// Billed, pending claims.
    pub pending_billed: Vec<Sum>,
    /// Billed, not-covered claims.
    pub not_covered_billed: Vec<Sum>,
}

/// What the timeline asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineQuery {
    /// First day shown, `YYYY-MM-DD`.
    pub from: String,
    /// The day after the last one shown.
    pub until: String,
    /// What a lane is.
    pub lanes: LaneKind,
    /// Only this person.
    pub person: Option<String>,
    /// The width of a column where marks would overlap.
    pub bucket: Bucket,
    /// A lane with more claims than this becomes columns.
    pub max_marks: u32,
}

/// What a lane of the timeline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LaneKind {
    /// A person.
    Person,
    /// A kind of care.
    Kind,
}

/// The width of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Bucket {
    /// A day.
    Day,
    /// A week, beginning on Sunday.
    Week,
    /// A month.
    Month,
}

/// The timeline's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Timeline {
    /// One lane a person or kind, in a stable order.
    pub lanes: Vec<Lane>,
    /// Sums of what is shown.
    pub summary: ClaimsSummary,
    /// What the member owes, day by day, decided claims in one currency only; the running total is drawn from it.
    pub owed_by_day: Vec<DayAmount>,
    /// How many claims there are in every month of the whole history.
    pub history: Vec<MonthCount>,
    /// Claims without a date of care: in the list, not in the picture.
    #[ts(type = "number")]
    pub undated: u64,
    /// The stories of the claims among the marks, oldest first.
    pub episodes: Vec<Episode>,
}

/// One lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Lane {
    /// The person's id, or `null` where the payer named nobody.
    pub person: Option<String>,
    /// The kind of care, in lanes by kind.
    pub kind: Option<ClaimKind>,
    /// How many claims.
    #[ts(type = "number")]
    pub claims: u64,
    /// What the member owes, added up.
    pub you_owe: Vec<Sum>,
    /// What to draw.
    pub plot: LanePlot,
}

/// What a lane draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "plot", rename_all = "camelCase")]
pub enum LanePlot {
    /// A mark a claim, oldest first.
    Marks {
        /// The claims.
        marks: Vec<ClaimRow>,
    },
    /// A column a bucket, oldest first, empty ones left out.
    Columns {
        /// The columns.
        columns: Vec<Column>,
    },
}

/// A column of a crowded lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Column {
    /// Its first day, `YYYY-MM-DD`.
    pub start: String,
    /// How many claims.
    #[ts(type = "number")]
    pub claims: u64,
    /// What the member owes, added up.
    pub you_owe: Vec<Sum>,
}

/// What a day added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DayAmount {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// A decimal.
    pub amount: String,
}

/// How many claims a month has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MonthCount {
    /// `YYYY-MM`.
    pub month: String,
    /// How many.
    #[ts(type = "number")]
    pub claims: u64,
}

/// One claim, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimDetail {
    /// As in the list.
    pub row: ClaimRow,
    /// The person's whole name.
    pub person_name: Option<String>,
    /// The connection's payer.
    pub payer_name: String,
    /// The name of the file that the claim came from, where it came from one.
    pub from_file: Option<String>,
    /// What the resource says.
    pub explanation: Explanation,
    /// The claim that this one replaces, where it is here.
    #[ts(type = "number | null")]
    pub replaces: Option<i64>,
    /// The claim that replaced this one, where it is here.
    #[ts(type = "number | null")]
    pub replaced_by: Option<i64>,
    /// When the app first had it and when it changed, RFC 3339, oldest first.
    pub versions: Vec<ClaimVersion>,
    /// What can be known and done about what the plan did not pay.
    pub denial: Option<Denial>,
    /// The telephones of those who billed and took care, where they are stated.
    pub telephones: Vec<Telephone>,
}

/// A telephone, as the claim or the payer's record of its owner states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Telephone {
    /// Whose.
    pub name: Option<String>,
    /// The number, as it is written there.
    pub number: String,
}

/// Something that is on another claim too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OtherClaimCheck {
    /// The other claim.
    #[ts(type = "number")]
    pub claim: i64,
    /// What is alike.
    pub check: Check,
}

/// A version of a claim that was once here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimVersion {
    /// When it came, RFC 3339.
    pub seen_at: String,
    /// What it said the member owes.
    pub you_owe: Option<Money>,
    /// Where it stood.
    pub status: ClaimStatus,
    /// What it said otherwise than the version before.
    pub changes: Vec<ClaimChange>,
}

/// Something that a version of a claim says otherwise than the one before. What, never why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "change", rename_all = "camelCase")]
pub enum ClaimChange {
    /// Where it stands.
    Status {
        /// Before.
        before: ClaimStatus,
        /// After.
        after: ClaimStatus,
    },
    /// A figure of the header.
    Figure {
        /// Which one.
        figure: ChangedFigure,
        /// Before, with its element in that version.
        before: Figure,
        /// After, with its element in this version.
        after: Figure,
    },
    /// A figure of a line.
    LineFigure {
        /// What was done, in the payer's words.
        service: Option<String>,
        /// Which figure.
        figure: ChangedFigure,
        /// Before.
        before: Figure,
        /// After.
        after: Figure,
    },
    /// A line that was not there before.
    LineAdded {
        /// What was done, in the payer's words.
        service: Option<String>,
        /// What was billed for it.
        billed: Figure,
    },
    /// A line that is there no more.
    LineRemoved {
        /// What was done, in the payer's words.
        service: Option<String>,
        /// What was billed for it.
        billed: Figure,
    },
    /// A reason that the plan states now, in its words.
    Reason {
        /// The words.
        text: String,
    },
    /// A note that the plan put on the claim, in its words.
    Note {
        /// The words.
        text: String,
    },
}

/// A figure that can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ChangedFigure {
    /// Owed by the member.
    YouOwe,
    /// Paid by the plan.
    PlanPaid,
    /// Billed by the provider.
    Billed,
    /// The plan's price.
    PlanPrice,
    /// The plan's discount.
    Discount,
    /// The member's part: deductible.
    Deductible,
    /// The member's part: copay.
    Copay,
    /// The member's part: coinsurance.
    Coinsurance,
    /// Not covered.
    NotCovered,
}

/// What an ExplanationOfBenefit says, element by element, and what this app makes of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// `ExplanationOfBenefit/<id>`.
    pub reference: Option<String>,
    /// The payer's claim number and other identifiers.
    pub identifiers: Vec<Identifier>,
    /// `claim`, `preauthorization` or `predetermination`.
    pub use_code: Option<String>,
    /// The claim's type in the payer's words: `Institutional`, `Pharmacy` …
    pub type_text: Option<String>,
    /// `active`, `cancelled` …
    pub fhir_status: Option<String>,
    /// `complete`, `partial`, `queued`, `error`.
    pub outcome: Option<String>,
    /// The payer's own remark on the outcome.
    pub disposition: Option<String>,
    /// When the payer made this statement.
    pub created: Option<String>,
    /// When the payer received the claim.
    pub received: Option<String>,
    /// The member's network standing on this claim, in the payer's words.
    pub network_text: Option<String>,
    /// Billed by the provider.
    pub billed: Figure,
    /// What the plan cut off the bill.
    pub discount: Figure,
    /// The plan's price (allowed amount).
    pub plan_price: Figure,
    /// Paid by the plan.
    pub plan_paid: Figure,
    /// Owed by the member.
    pub you_owe: Figure,
    /// The member's part: deductible.
    pub deductible: Figure,
    /// The member's part: copay.
    pub copay: Figure,
    /// The member's part: coinsurance.
    pub coinsurance: Figure,
    /// Not covered.
    pub not_covered: Figure,
    /// Every other figure of the header, with the payer's own words.
    pub other_figures: Vec<Figure>,
    /// Adjudicated values of the header that are no money: units, percentages.
    pub values: Vec<StatedValue>,
    /// The lines.
    pub lines: Vec<ClaimLine>,
    /// Who took care.
    pub care_team: Vec<CareTeamMember>,
    /// Why, as codes.
    pub diagnoses: Vec<ListedCode>,
    /// What was done in a hospital, as codes.
    pub procedures: Vec<ListedCode>,
    /// The reasons the plan gave for not paying, as it words them.
    pub reasons: Vec<CodedText>,
    /// Notes the payer put on the claim.
    pub notes: Vec<String>,
    /// The payment that the claim names.
    pub payment: Option<Payment>,
    /// Admission, discharge, received dates, numbers …, in the payer's order.
    pub supporting: Vec<Supporting>,
    /// What the plan says of the benefit's limits and what is used of them.
    pub balances: Vec<BenefitBalance>,
    /// Under which coverage, and what was approved before.
    pub insurance: Vec<ClaimInsurance>,
    /// Other claims that this one names.
    pub related: Vec<RelatedClaim>,
    /// The accident it is about.
    pub accident: Option<Accident>,
    /// The claim in plain sentences.
    pub story: Vec<Sentence>,
    /// What this app compared.
    pub checks: Vec<Check>,
    /// What is odd about the claim as the plan sent it.
    pub remarks: Vec<Remark>,
    /// Plain names of the categories that the figures above have.
    pub terms: Vec<Term>,
}

/// One text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Spanish.
    pub es: String,
}

/// A category of figures and what a member calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Term {
    /// The adjudication code, for example `eligible`.
    pub code: String,
    /// Its plain name.
    pub name: Bilingual,
}

/// A sentence of a claim's story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Sentence {
    /// What it tells.
    pub id: SentenceId,
    /// In English.
    pub en: Vec<Piece>,
    /// In Spanish.
    pub es: Vec<Piece>,
}

/// What a sentence tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SentenceId {
    /// What is here is only the beginning of the claim.
    CutOff,
    /// Who billed what.
    Billed,
    /// It was asked before the care and is no claim.
    Preauthorization,
    /// It counts no more.
    Replaced,
    /// The plan is still deciding.
    Pending,
    /// The plan does not cover it.
    NotCovered,
    /// It was out of the plan's network.
    OutOfNetwork,
    /// The plan's price.
    PlanPrice,
    /// What the plan paid, and to whom.
    PlanPaid,
    /// What the member owes.
    YouOwe,
    /// What that is made of.
    YouOweParts,
    /// What the plan left out.
    NotStated,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "piece", rename_all = "camelCase")]
pub enum Piece {
    /// Words.
    Words {
        /// The words, with the spaces around them.
        words: String,
    },
    /// A figure of the plan's.
    Figure {
        /// The figure.
        figure: Figure,
        /// What a member calls it.
        name: String,
        /// The amount as it is written in a sentence.
        words: String,
    },
}

/// What this app compared on a claim. Its numbers are worked out here and are never the plan's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// What was compared.
    pub id: CheckId,
    /// The category, where a check is made for each: `submitted`, `eligible` …
    pub code: Option<String>,
    /// How it came out.
    pub result: CheckResult,
    /// What was compared, in words.
    pub title: Bilingual,
    /// How it came out, in words and numbers, or why it cannot be checked.
    pub finding: Bilingual,
    /// A harmless reason for a difference.
    pub innocent: Option<Bilingual>,
    /// How sure a difference is.
    pub certainty: Option<Certainty>,
    /// The plan's figure that was held against the others.
    pub stated: Option<Figure>,
    /// The figures that it was held against, at most [`Check::SHOWN`].
    pub against: Vec<Figure>,
    /// How many there were.
    pub compared: u32,
    /// What they add up to, worked out by this app.
    pub worked_out: Option<Money>,
    /// The difference, without a sign, worked out by this app.
    pub difference: Option<Money>,
    /// The other elements that were looked at, as FHIRPath.
    pub elements: Vec<String>,
    /// The other claim, in a check across claims: `ExplanationOfBenefit/<id>`.
    pub other_claim: Option<String>,
}

impl Check {
    /// How many compared figures a check carries along.
    pub const SHOWN: usize = 24;
}

/// What was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CheckId {
    /// The lines against the total, category by category.
    LinesAgainstTotal,
    /// Billed against the discount and the plan's price.
    BilledAgainstParts,
    /// The plan's price against what the plan paid and the member owes.
    PriceAgainstPayers,
    /// What the member owes against deductible, copay, coinsurance and not covered.
    OwedAgainstParts,
    /// What was paid to the provider against the payment.
    PaidAgainstPayment,
    /// The network standing of the payment against the provider's.
    Network,
    /// The day of payment against the day of care.
    PaymentDate,
    /// The same service on two claims.
    Duplicate,
    /// The same payment on two claims.
    PaidTwice,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CheckResult {
    /// What was compared agrees.
    Agrees,
    /// It differs.
    Differs,
    /// There is not enough to compare.
    CannotBeChecked,
}

/// How sure a difference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Certainty {
    /// The plan's own numbers contradict one another.
    Certain,
    /// It looks wrong, and there may be a reason.
    Likely,
    /// It may well be right: worth a question.
    Possible,
}

/// Something odd about a claim as the plan sent it, in words. Nothing of it is mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Remark {
    /// What it is about.
    pub id: RemarkId,
    /// The FHIRPath of the element, where there is one.
    pub element: Option<String>,
    /// In words.
    pub text: Bilingual,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RemarkId {
    /// An amount has no readable value.
    AmountUnreadable,
    /// A category came without an amount, a value or a reason.
    AmountMissing,
    /// Amounts have no currency.
    CurrencyMissing,
    /// There are amounts in several currencies.
    SeveralCurrencies,
    /// An amount is below zero.
    BelowZero,
    /// An amount has more than two decimals.
    ManyDecimals,
    /// One category is stated twice with different amounts.
    ContradictoryTotals,
    /// Two lines of a claim have one number.
    SameSequence,
    /// A line refers to a diagnosis that is not on the claim.
    DiagnosisMissing,
    /// A diagnosis or procedure is only referred to.
    CodeElsewhere,
    /// A date cannot be read.
    DateUnreadable,
    /// The care ends before it begins.
    DatesReversed,
    /// The file ends in the middle of the claim.
    CutOff,
    /// The resource does not say that it is an ExplanationOfBenefit.
    TypeAssumed,
}

/// A value that is no money, as the payer wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatedValue {
    /// The decimal.
    pub value: String,
    /// Where it stands.
    pub element: String,
    /// The adjudication code, for example `allowedunits`.
    pub code: Option<String>,
    /// The payer's own words for it.
    pub label: Option<String>,
}

/// A diagnosis or a procedure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListedCode {
    /// The number by which lines refer to it.
    pub sequence: Option<u32>,
    /// What it is; the role is its type.
    #[serde(flatten)]
    pub coded: CodedText,
    /// Whether it was there at admission, in the payer's words or code.
    pub on_admission: Option<String>,
    /// When it was done.
    pub date: Option<String>,
    /// Where it stands.
    pub element: String,
}

/// A payment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    /// How much.
    pub amount: Figure,
    /// What was taken off or added.
    pub adjustment: Figure,
    /// Why.
    pub adjustment_reason: Option<String>,
    /// When.
    pub date: Option<String>,
    /// `complete`, `partial` …, in the payer's words.
    pub type_text: Option<String>,
    /// The check or transfer number.
    pub number: Option<String>,
    /// To whom, as the claim's `payee` says.
    pub payee: Option<String>,
}

/// A fact beside the adjudication.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Supporting {
    /// The category's code: `admissionperiod`, `drg` …
    pub code: Option<String>,
    /// Its plain name, else the payer's words.
    pub name: Bilingual,
    /// What it says: words, a number with its unit, a name.
    pub text: Option<String>,
    /// The code of what it says.
    pub value_code: Option<String>,
    /// First day, or the day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// Where it stands.
    pub element: String,
}

/// A benefit's limits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BenefitBalance {
    /// Which benefit.
    pub name: Option<String>,
    /// In or out of network, in the payer's words.
    pub network: Option<String>,
    /// For one person or the family.
    pub unit: Option<String>,
    /// For a year, a visit …
    pub term: Option<String>,
    /// Whether it is excluded.
    pub excluded: Option<bool>,
    /// Its limits.
    pub limits: Vec<BenefitLimit>,
}

/// A limit and what is used of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BenefitLimit {
    /// Of what: deductible, visits …
    pub name: Option<String>,
    /// The code for that.
    pub code: Option<String>,
    /// The limit in money.
    pub allowed: Figure,
    /// The limit as a count or in words.
    pub allowed_text: Option<String>,
    /// What is used, in money.
    pub used: Figure,
    /// What is used, as a count.
    pub used_text: Option<String>,
}

/// A coverage under which the claim was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimInsurance {
    /// The coverage in the payer's words, else its reference.
    pub coverage: Option<String>,
    /// Whether this is the one that the claim was decided under.
    pub is_focal: Option<bool>,
    /// Numbers of approvals given before the care.
    pub preauthorizations: Vec<String>,
}

/// Another claim that a claim names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RelatedClaim {
    /// How they are related: the code, else the payer's words.
    pub relationship: Option<String>,
    /// Its id or claim number.
    pub claim: Option<String>,
}

/// An accident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Accident {
    /// When.
    pub date: Option<String>,
    /// What kind.
    pub kind: Option<String>,
    /// Where.
    pub place: Option<String>,
}

/// A text with a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Identifier {
    /// What it is, a code or the payer's words.
    pub label: Option<String>,
    /// What it says.
    pub text: String,
}

/// A line of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimLine {
    /// The line's number as the payer has it.
    pub sequence: Option<u32>,
    /// What was done.
    pub service: CodedText,
    /// First day.
    pub start: Option<String>,
    /// Last day, where it differs.
    pub end: Option<String>,
    /// How many.
    pub quantity: Option<String>,
    /// Billed.
    pub billed: Figure,
    /// The plan's price.
    pub plan_price: Figure,
    /// Paid by the plan.
    pub plan_paid: Figure,
    /// Owed by the member.
    pub you_owe: Figure,
    /// Every other figure of the line.
    pub other_figures: Vec<Figure>,
    /// The reasons the plan gave.
    pub reasons: Vec<CodedText>,
    /// The network standing of this line, in the payer's words.
    pub network_text: Option<String>,
    /// Adjudicated values that are no money.
    pub values: Vec<StatedValue>,
    /// The numbers of the diagnoses that it is for.
    pub diagnosis_sequences: Vec<u32>,
    /// Where it stands.
    pub element: String,
}

/// A code with the words that came with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CodedText {
    /// The payer's words: text, then display.
    pub text: Option<String>,
    /// The code.
    pub code: Option<String>,
    /// The code system's URI.
    pub system: Option<String>,
    /// What it is for: `principal`, `denialreason` …
    pub role: Option<String>,
}

/// Somebody of a claim's care team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CareTeamMember {
    /// The name, or the payer's identifier where no name came.
    pub name: Option<String>,
    /// The National Provider Identifier.
    pub npi: Option<String>,
    /// The role in the payer's words or as a code.
    pub role: Option<String>,
    /// The specialty, in the payer's words.
    pub specialty: Option<String>,
}
