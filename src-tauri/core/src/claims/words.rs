//! Everything of a claim worth finding, for full-text search.

use std::borrow::Cow;
use std::collections::HashSet;

use super::coded::Coded;
use super::figures::{Figures, Stated};
use crate::ipc::{ClaimLine, Explanation, Figure};
use crate::money;

/// Every figure of a claim: the header's and then each line's.
pub fn all_figures(explanation: &Explanation) -> impl Iterator<Item = &Figure> {
    header_figures(explanation)
        .into_iter()
        .chain(&explanation.other_figures)
        .chain(explanation.lines.iter().flat_map(line_figures))
}

/// The header's figures that have a place of their own.
pub(super) fn header_figures(explanation: &Explanation) -> [&Figure; 9] {
    [
        &explanation.billed,
        &explanation.discount,
        &explanation.plan_price,
        &explanation.plan_paid,
        &explanation.you_owe,
        &explanation.deductible,
        &explanation.copay,
        &explanation.coinsurance,
        &explanation.not_covered,
    ]
}

/// All figures of a line.
pub(super) fn line_figures(line: &ClaimLine) -> impl Iterator<Item = &Figure> {
    [&line.billed, &line.plan_price, &line.plan_paid, &line.you_owe].into_iter().chain(&line.other_figures)
}

/// Texts, codes, names, claim numbers and amounts, each once. An amount is there as the payer wrote it and as the
/// screen shows it: `150.4` also as `150.40`.
#[derive(Default)]
pub(super) struct Words<'a> {
    found: Vec<String>,
    seen: HashSet<Cow<'a, str>>,
}

impl<'a> Words<'a> {
    pub(super) fn add<T: Into<Cow<'a, str>>>(&mut self, texts: impl IntoIterator<Item = Option<T>>) {
        for text in texts.into_iter().flatten() {
            let text = text.into();
            if !self.seen.contains(&text) {
                self.found.push(text.clone().into_owned());
                self.seen.insert(text);
            }
        }
    }

    pub(super) fn add_coded(&mut self, coded: impl IntoIterator<Item = Coded<'a>>) {
        for coded in coded {
            self.add([coded.text, coded.code]);
        }
    }

    /// The figures that have a place of their own, then the others.
    pub(super) fn add_figures(&mut self, figures: Figures<Stated<'a>>) {
        let Figures { billed, discount, plan_price, plan_paid, you_owe, deductible, copay, coinsurance, .. } = figures;
        let placed = [billed, discount, plan_price, plan_paid, you_owe, deductible, copay, coinsurance];
        for figure in placed.into_iter().chain([figures.not_covered]).chain(figures.others) {
            let Some(money) = figure.money else { continue };
            let shown = if is_as_shown(&money.amount) {
                None
            } else {
                money::scaled_e8(&money.amount).map(|units| money::from_scaled_e8(i128::from(units)))
            };
            self.add([Some(money.amount)]);
            self.add([shown]);
        }
    }

    pub(super) fn all(self) -> Vec<String> {
        self.found
    }
}

/// Whether an amount is certainly written as the screen shows it: `412.00`.
fn is_as_shown(amount: &str) -> bool {
    let Some((whole, cents)) = amount.split_once('.') else { return false };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = whole == "0" || (1..=9).contains(&whole.len()) && !whole.starts_with('0');
    is_whole && cents.len() == 2 && are_digits(whole) && are_digits(cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_that_needs_no_second_spelling_has_none() {
        for amount in ["0.00", "412.00", "7.05", "123456789.99"] {
            assert!(is_as_shown(amount), "{amount}");
            let shown = money::from_scaled_e8(i128::from(money::scaled_e8(amount).unwrap()));
            assert_eq!(shown, amount);
        }
        for amount in ["150.4", "150", "-3.50", "-0.00", "00.00", "01.00", ".50", "1.000", "1e2", "+1.00"] {
            assert!(!is_as_shown(amount), "{amount}");
        }
    }
}
