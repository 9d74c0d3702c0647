//! Where a claim stands. The first rule that holds decides; a claim is "not covered" only where the plan says so by a
//! code, never because nothing was paid.
//!
//! 1. Replaced: `status` is `cancelled` or `entered-in-error`, or the claim is `related` to one that it is
//!    `replacedby`.
//! 2. A preauthorization: `use` is `preauthorization` or `predetermination`. It is no claim, whatever else it says:
//!    FHIR has one resource for what was billed and for what would be paid if it were.
//! 3. Pending: `outcome` is `queued`, or `status` is `draft`.
//! 4. Not covered: see [`is_denied`].
//! 5. Pending: `outcome` is `partial` (some of the adjudication has been done) and the header states neither a payment
//!    nor something owed. CARIN's own examples are `partial` with a payment: those are decided.
//! 6. Pending: nothing is adjudicated at all; or, where no `outcome` is stated or it is `error`, nothing but what was
//!    billed.
//! 7. Decided.

use super::adjudication::{Adjudicated, Adjudication, Category, Line, Standing};
use super::related;
use crate::fhir::resource::{field, text};
use crate::ipc::ClaimStatus;
use crate::money::{self, Amount};

/// Where a claim stands.
pub(super) fn of_claim(adjudicated: &Adjudicated<'_>) -> ClaimStatus {
    let claim = adjudicated.claim;
    let code = |name| text(claim, name).unwrap_or_default().to_ascii_lowercase();
    let status = code("status");
    if matches!(status.as_str(), "cancelled" | "entered-in-error") || related::is_replaced(claim) {
        return ClaimStatus::Replaced;
    }
    if matches!(code("use").as_str(), "preauthorization" | "predetermination") {
        return ClaimStatus::Preauthorization;
    }
    let outcome = code("outcome");
    if outcome == "queued" || status == "draft" {
        return ClaimStatus::Pending;
    }
    let header = Stated::of_header(adjudicated);
    let lines: Vec<Stated<'_>> = adjudicated.lines().map(Stated::of_line).collect();
    if is_denied(&header, &lines) {
        return ClaimStatus::NotCovered;
    }
    let is_settled = header.plan_pays() || header.owed == Some(Size::Something) || header.is_paid;
    let is_adjudicated = header.entries > 0 || lines.iter().any(|line| line.entries > 0);
    let is_priced = header.beyond_billed > 0 || lines.iter().any(|line| line.beyond_billed > 0);
    let is_pending = match outcome.as_str() {
        "partial" => !is_settled,
        "" | "error" => !is_priced,
        _ => !is_adjudicated,
    };
    if is_pending { ClaimStatus::Pending } else { ClaimStatus::Decided }
}

/// Whether the plan says by code that it does not cover the claim: the header's status is `denied` (and nothing was
/// paid all the same); or every adjudicated line is denied; or the header itself gives a reason to deny.
fn is_denied(header: &Stated<'_>, lines: &[Stated<'_>]) -> bool {
    if header.plan_pays() || header.is_paid {
        return false;
    }
    if header.is_denied {
        return true;
    }
    let mut adjudicated = lines.iter().filter(|line| line.entries > 0).peekable();
    let all_lines = adjudicated.peek().is_some()
        && adjudicated.all(|line| line.is_denied || (line.is_refused(header) && !header.is_allowed));
    all_lines || header.is_refused(header)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    Nothing,
    Something,
}

impl Size {
    fn of(money: &money::Stated<'_>) -> Self {
        match Amount::parse(&money.amount) {
            Some(amount) if amount.is_zero() => Self::Nothing,
            _ => Self::Something,
        }
    }
}

/// What a header or a line states, as far as the decision goes.
#[derive(Debug, Default)]
struct Stated<'a> {
    /// How many entries there are, and how many that say more than what was billed.
    entries: usize,
    beyond_billed: usize,
    /// The status code `denied`; `paid` or `partiallypaid`.
    is_denied: bool,
    is_paid: bool,
    /// A reason that is no mere price or cost-sharing adjustment.
    has_refusal: bool,
    /// The plan found something payable: a price, a discount or a member's share that is not nought.
    is_allowed: bool,
    paid: Option<Size>,
    owed: Option<Size>,
    billed: Option<money::Stated<'a>>,
    not_covered: Option<money::Stated<'a>>,
}

impl<'a> Stated<'a> {
    fn of_header(claim: &Adjudicated<'a>) -> Self {
        let mut stated = Self::default();
        for (_, entry) in claim.total.iter().chain(&claim.header) {
            stated.take(entry);
        }
        let payment = field(claim.claim, "payment").and_then(|payment| field(payment, "amount"));
        if let Some(money) = payment.and_then(money::stated) {
            stated.beyond_billed += 1;
            stated.entries += 1;
            stated.pays(&money);
        }
        stated
    }

    fn of_line(line: &Line<'a>) -> Self {
        let mut stated = Self::default();
        for (_, entry) in &line.entries {
            stated.take(entry);
        }
        stated
    }

    fn take(&mut self, entry: &Adjudication<'a>) {
        self.entries += 1;
        match entry.standing().map(|(_, standing, _)| standing) {
            Some(Standing::Denied) => self.is_denied = true,
            Some(Standing::Paid | Standing::PartiallyPaid) => self.is_paid = true,
            // A network standing is known before anything is decided.
            Some(_) => return,
            None => {}
        }
        let is_named = entry.concept.is_some_and(|concept| concept.label().is_some());
        self.beyond_billed += usize::from(is_named && entry.category != Category::Billed);
        self.has_refusal |= is_refusal(entry);
        let Some(money) = entry.amount.and_then(money::stated) else { return };
        match entry.category {
            Category::PlanPaid(_) => self.pays(&money),
            Category::YouOwe => self.owed = self.owed.max_size(&money),
            Category::Billed => self.billed = self.billed.take().or(Some(money)),
            Category::NotCovered => self.not_covered = self.not_covered.take().or(Some(money)),
            Category::PlanPrice
            | Category::Discount
            | Category::Deductible
            | Category::Copay
            | Category::Coinsurance => self.is_allowed |= Size::of(&money) == Size::Something,
            Category::Reason | Category::StandingOf(_) | Category::Is(_) | Category::Other => {}
        }
    }

    fn pays(&mut self, money: &money::Stated<'_>) {
        self.paid = self.paid.max_size(money);
    }

    fn plan_pays(&self) -> bool {
        self.paid == Some(Size::Something)
    }

    /// Whether it gives a reason to deny, finds nothing payable, and the plan states that it pays nothing: nought paid
    /// here or (for a line that does not say) in the header, or all of the bill not covered.
    fn is_refused(&self, header: &Self) -> bool {
        let pays_nothing = match self.paid {
            Some(size) => size == Size::Nothing,
            None => header.paid == Some(Size::Nothing) || self.covers_nothing(),
        };
        self.has_refusal && !self.is_allowed && pays_nothing
    }

    fn covers_nothing(&self) -> bool {
        let value = |money: &Option<money::Stated<'_>>| Amount::parse(&money.as_ref()?.amount)?.decimal();
        let billed = value(&self.billed).filter(|billed| !billed.is_zero());
        billed.is_some() && billed == value(&self.not_covered)
    }
}

trait MaxSize {
    fn max_size(self, money: &money::Stated<'_>) -> Option<Size>;
}

impl MaxSize for Option<Size> {
    fn max_size(self, money: &money::Stated<'_>) -> Option<Size> {
        Some(if self == Some(Size::Something) { Size::Something } else { Size::of(money) })
    }
}

/// Whether an entry gives a reason that can be why a claim is not covered. CARIN 1.1's `denialreason` and 2.0's
/// `adjustmentreason` carry every adjustment, so those that only set a price or the member's share, or that say who
/// else paid, are told apart by their number in X12's list. `rejectreason` is from a pharmacy's list and always one.
fn is_refusal(entry: &Adjudication<'_>) -> bool {
    let Some(reason) = entry.reason.filter(|_| entry.category == Category::Reason) else { return false };
    let is_rejection = entry.code.is_some_and(|code| code.eq_ignore_ascii_case("rejectreason"));
    let is_adjustment = || {
        reason.codings().any(|coding| {
            let is_group = coding.system.is_some_and(|system| system.contains("group"));
            !is_group && coding.code.is_some_and(|code| is_price_adjustment(code.trim_start_matches('0')))
        })
    };
    reason.label().is_some() && (is_rejection || !is_adjustment())
}

pub(super) fn is_price_adjustment(code: &str) -> bool {
    matches!(
        code,
        // The member's share: deductible, coinsurance, copay, blood deductible, spend-down, spending accounts.
        "1" | "2" | "3" | "66" | "142" | "178" | "187"
        // The plan's price: contracts, fee schedules, prompt payment, withholding, sequestration.
        | "44" | "45" | "59" | "94" | "102" | "103" | "104" | "105" | "131" | "232" | "253"
        // Paid otherwise: another payer, a capitated provider, another line, the member directly.
        | "22" | "23" | "24" | "97" | "100"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::{Document, json};

    fn money(code: &str, amount: &str) -> Document {
        json!({"category": {"coding": [{"code": code}]},
            "amount": {"value": serde_json::from_str::<serde_json::Value>(amount).unwrap(), "currency": "USD"}})
    }

    fn why(category: &str, code: &str) -> Document {
        json!({"category": {"coding": [{"code": category}]},
            "reason": {"coding": [{"system": "https://x12.org/codes/claim-adjustment-reason-codes", "code": code}]}})
    }

    fn line(entries: &[Document]) -> Document {
        json!({"adjudication": entries})
    }

    #[test]
    fn a_claim_stands_where_the_plan_says() {
        use ClaimStatus::{Decided, NotCovered, Pending, Preauthorization, Replaced};
        let paid = json!([money("submitted", "100"), money("paidtoprovider", "60")]);
        let nothing_paid = json!([money("submitted", "100"), money("paidtoprovider", "0.00")]);
        let status = |code: &str| {
            json!({"category": {"coding": [{"code": "benefitpaymentstatus"}]},
            "reason": {"coding": [{"code": code}]}})
        };
        for (case, claim, expected) in [
            ("nothing at all", json!({}), Pending),
            ("not even an object", json!([1]), Pending),
            ("paid", json!({"status": "active", "outcome": "complete", "total": paid}), Decided),
            ("paid, status and outcome missing", json!({"_status": {}, "total": paid}), Decided),
            ("cancelled", json!({"status": "cancelled", "outcome": "complete", "total": paid}), Replaced),
            ("entered in error", json!({"status": "entered-in-error"}), Replaced),
            (
                "replaced by another",
                json!({"status": "active", "total": paid,
                    "related": [{"relationship": {"coding": [{"code": "replacedby"}]}}]}),
                Replaced,
            ),
            (
                "replaces another",
                json!({"status": "active", "total": paid,
                    "related": [{"relationship": {"coding": [{"code": "prior"}]}}]}),
                Decided,
            ),
            (
                "a completed preauthorization",
                json!({"status": "active", "use": "preauthorization", "outcome": "complete", "total": paid}),
                Preauthorization,
            ),
            (
                "a denied predetermination",
                json!({"use": "Predetermination", "adjudication": [status("denied")], "total": nothing_paid}),
                Preauthorization,
            ),
            ("a queued preauthorization", json!({"use": "preauthorization", "outcome": "queued"}), Preauthorization),
            ("a cancelled preauthorization", json!({"use": "preauthorization", "status": "cancelled"}), Replaced),
            ("a use that nobody knows", json!({"use": "estimate", "outcome": "complete", "total": paid}), Decided),
            ("draft", json!({"status": "draft", "total": paid}), Pending),
            ("queued", json!({"outcome": "queued", "total": paid}), Pending),
            ("partial, billed only", json!({"outcome": "partial", "total": [money("submitted", "100")]}), Pending),
            (
                "partial, all nought",
                json!({"outcome": "partial", "total": [money("submitted", "100"), money("benefit", "0"),
                    money("memberliability", "0")]}),
                Pending,
            ),
            ("partial with a payment", json!({"outcome": "partial", "total": paid}), Decided),
            ("partial, owed", json!({"outcome": "partial", "total": [money("memberliability", "12")]}), Decided),
            ("partial, payment element", json!({"outcome": "partial", "payment": {"amount": {"value": 5}}}), Decided),
            (
                "complete, nothing adjudicated",
                json!({"status": "active", "outcome": "complete", "item": [{}]}),
                Pending,
            ),
            ("complete, billed only", json!({"outcome": "complete", "total": [money("submitted", "100")]}), Decided),
            ("no outcome, billed only", json!({"status": "active", "total": [money("submitted", "100")]}), Pending),
            ("no outcome, network known only", json!({"adjudication": [status("innetwork")]}), Pending),
            ("error, billed only", json!({"outcome": "error", "total": [money("submitted", "100")]}), Pending),
            (
                "only lines adjudicated",
                json!({"outcome": "complete", "item": [line(&[money("benefit", "5")])]}),
                Decided,
            ),
            (
                "header denied",
                json!({"outcome": "complete", "adjudication": [status("denied")], "total": nothing_paid}),
                NotCovered,
            ),
            ("header denied, paid all the same", json!({"adjudication": [status("denied")], "total": paid}), Decided),
            (
                "header partially paid",
                json!({"adjudication": [status("partiallypaid"), why("denialreason", "96")], "total": nothing_paid}),
                Decided,
            ),
            (
                "every line denied",
                json!({"item": [line(&[status("denied")]), line(&[status("denied")]), {}]}),
                NotCovered,
            ),
            (
                "one of two lines denied",
                json!({"item": [line(&[status("denied")]), line(&[money("benefit", "5")])]}),
                Decided,
            ),
            ("nothing paid, no reason", json!({"outcome": "complete", "total": nothing_paid}), Decided),
            (
                "nothing paid, header reason (1.1)",
                json!({"total": nothing_paid, "adjudication": [why("denialreason", "197")]}),
                NotCovered,
            ),
            (
                "nothing paid, line reason (2.0)",
                json!({"total": nothing_paid, "item": [line(&[money("submitted", "100"),
                    why("adjustmentreason", "197")])]}),
                NotCovered,
            ),
            (
                "nothing paid, pharmacy reject",
                json!({"total": nothing_paid, "item": [line(&[why("rejectreason", "70")])]}),
                NotCovered,
            ),
            (
                "a pharmacy reject numbered like an adjustment",
                json!({"total": nothing_paid, "item": [line(&[why("rejectreason", "22")])]}),
                NotCovered,
            ),
            (
                "reason, but a price was allowed",
                json!({"total": [money("eligible", "80"), money("paidtoprovider", "0")],
                    "item": [line(&[why("adjustmentreason", "197")])]}),
                Decided,
            ),
            (
                "deductible not met (1.1)",
                json!({"total": nothing_paid, "item": [line(&[why("denialreason", "1")])]}),
                Decided,
            ),
            (
                "contract price",
                json!({"total": nothing_paid, "item": [line(&[why("adjustmentreason", "45")])]}),
                Decided,
            ),
            (
                "deductible and contract price",
                json!({"total": [money("paidtoprovider", "0"), money("discount", "30"),
                    money("memberliability", "70")], "item": [line(&[why("adjustmentreason", "45"),
                    why("adjustmentreason", "B7")])]}),
                Decided,
            ),
            (
                "all of it not covered, payment not stated",
                json!({"total": [money("submitted", "100.00"), money("noncovered", "100")],
                    "adjudication": [why("adjustmentreason", "204")]}),
                NotCovered,
            ),
            (
                "part of it not covered, payment not stated",
                json!({"total": [money("submitted", "100"), money("noncovered", "40")],
                    "adjudication": [why("adjustmentreason", "204")]}),
                Decided,
            ),
            (
                "a reason without a payment stated",
                json!({"total": [money("submitted", "100")], "item": [line(&[why("adjustmentreason", "204")])]}),
                Decided,
            ),
            (
                "error with a reject reason",
                json!({"outcome": "error", "total": nothing_paid, "adjudication": [why("rejectreason", "75")]}),
                NotCovered,
            ),
            ("queued beats denied", json!({"outcome": "queued", "adjudication": [status("denied")]}), Pending),
        ] {
            assert_eq!(of_claim(&Adjudicated::of(&claim)), expected, "{case}: {claim}");
        }
    }
}
