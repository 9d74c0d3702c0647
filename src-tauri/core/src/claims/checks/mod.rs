//! What this app compares on a claim: the plan's own numbers with one another. A result says what was compared, with
//! the numbers; what it works out itself is labelled as worked out here and is never the plan's word. Only what the
//! plan states is compared, in one currency, and "cannot be checked" is a result.
//!
//! A difference is told only where the stated numbers leave no reading in which they agree: CARIN's own examples leave
//! parts out, say `partial`, and let somebody else bear a copay.

pub(super) mod across;
mod lines;
mod network;
mod parts;
mod payment;

use crate::fhir::json::Value;
use rust_decimal::Decimal;

use super::say;
use crate::ipc::{Bilingual, Certainty, Check, CheckId, CheckResult, Explanation, Figure, Money};
use crate::money::{self, Amount};

/// The checks that a claim allows by itself.
pub(super) fn of_claim(claim: &Value, explanation: &Explanation) -> Vec<Check> {
    let mut checks = lines::against_totals(claim, explanation);
    checks.push(parts::billed(explanation));
    checks.push(parts::price(claim, explanation));
    checks.push(parts::owed(explanation));
    checks.push(payment::amount(explanation));
    checks.extend(payment::twice(explanation));
    checks.push(payment::date(claim, explanation));
    checks.push(network::standings(claim));
    checks
}

/// A check that could not be made, to be filled in.
fn open(id: CheckId, title: Bilingual) -> Check {
    Check {
        id,
        code: None,
        result: CheckResult::CannotBeChecked,
        title,
        finding: Bilingual::default(),
        innocent: None,
        certainty: None,
        stated: None,
        against: Vec::new(),
        compared: 0,
        worked_out: None,
        difference: None,
        elements: Vec::new(),
        other_claim: None,
    }
}

impl Check {
    fn cannot(mut self, en: impl Into<String>, es: impl Into<String>) -> Self {
        self.finding = Bilingual::of(en, es);
        self
    }

    fn agrees(mut self, en: impl Into<String>, es: impl Into<String>) -> Self {
        self.result = CheckResult::Agrees;
        self.finding = Bilingual::of(en, es);
        self
    }

    fn differs(mut self, certainty: Certainty, finding: Bilingual, innocent: Bilingual) -> Self {
        self.result = CheckResult::Differs;
        self.certainty = Some(certainty);
        self.finding = finding;
        self.innocent = Some(innocent);
        self
    }

    fn with(mut self, figures: &[&Figure]) -> Self {
        self.compared = u32::try_from(figures.len()).unwrap_or(u32::MAX);
        self.against = figures.iter().take(Self::SHOWN).map(|figure| (*figure).clone()).collect();
        self
    }
}

/// The sum of figures that are all stated in one currency.
fn sum(figures: &[&Figure]) -> Option<Money> {
    let mut amounts = figures.iter().map(|figure| figure.money.as_ref());
    let first = amounts.next()??.clone();
    amounts.try_fold(first, |sum, amount| money::add(&sum, amount?))
}

/// The distance between two amounts of one currency. Ours, never a figure of the plan's.
fn distance(one: &Money, other: &Money) -> Option<Money> {
    let value = |money: &Money| Amount::parse(&money.amount)?.decimal();
    if one.currency != other.currency {
        return None;
    }
    let distance = value(one)?.checked_sub(value(other)?)?.abs();
    Some(Money { amount: distance.to_string(), currency: one.currency.clone() })
}

/// Whether a difference is no more than a cent for each figure that was added up.
fn is_rounding(difference: &Money, figures: usize) -> bool {
    let cents = Decimal::new(i64::try_from(figures).unwrap_or(i64::MAX), 2);
    Amount::parse(&difference.amount).and_then(|amount| amount.decimal()).is_some_and(|amount| amount <= cents)
}

/// "Claimfolio works out a difference of …"
fn told_difference(difference: &Money) -> Bilingual {
    let amount = say::amount(difference);
    Bilingual::of(
        format!("By Claimfolio’s own arithmetic they differ by {}.", amount.en),
        format!("Según la cuenta de Claimfolio, la diferencia es de {}.", amount.es),
    )
}

/// The names of what is not stated, as the end of "cannot be checked, because your plan does not state …".
fn missing(figures: &[(&Figure, &str, &str)]) -> Option<Bilingual> {
    let names: Vec<Bilingual> = figures
        .iter()
        .filter(|(figure, ..)| figure.money.is_none())
        .map(|(_, en, es)| Bilingual::of(*en, *es))
        .collect();
    (!names.is_empty()).then(|| say::list(&names))
}

fn not_stated(check: Check, names: &Bilingual) -> Check {
    check.cannot(
        format!("Cannot be checked: your plan does not state {}.", names.en),
        format!("No se puede comprobar: su plan no indica {}.", names.es),
    )
}

fn other_currency(check: Check) -> Check {
    check.cannot(
        "Cannot be checked: the amounts are in different currencies, or have more digits than can be added exactly.",
        "No se puede comprobar: los importes están en monedas distintas o tienen más cifras de las que se pueden sumar \
         con exactitud.",
    )
}
