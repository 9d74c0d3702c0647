//! The bill as a bar: what was taken off, what the plan paid, what is owed. As on the screen it is drawn only where the
//! plan's own figures add up to the bill; the table below it has the same figures.

use rust_decimal::Decimal;

use super::document::{Block, Style};
use super::speaker::Speaker;
use super::words;
use crate::ipc::{Explanation, Figure, Money};
use crate::money::Amount;

/// The whole bar, in the units of its parts.
pub(super) const WHOLE: i64 = 10_000;

/// From what goes to what is left to pay.
const INKS: [[u8; 3]; 3] = [[0xD5, 0xD9, 0xD7], [0x8E, 0x99, 0x95], [0x18, 0x21, 0x1F]];

/// The bar and what stands in it; nothing where the figures make none.
pub(super) fn blocks(explanation: &Explanation, speaker: Speaker) -> Vec<Block> {
    let Explanation { billed, discount, plan_paid, you_owe, .. } = explanation;
    let Some(shares) = shares(billed, [discount, plan_paid, you_owe]) else { return Vec::new() };
    let parts = shares.into_iter().zip(INKS).filter(|(share, _)| *share > 0).collect();
    vec![Block::Bar(parts), super::claim::said(Style::Small, speaker.say(words::BAR))]
}

/// What part of the bill each figure is; `None` where they do not add up to it, or one is below zero.
fn shares(whole: &Figure, parts: [&Figure; 3]) -> Option<[i64; 3]> {
    let whole = whole.money.as_ref()?;
    let size = value(whole)?;
    if size <= Decimal::ZERO {
        return None;
    }
    let mut sum = Decimal::ZERO;
    let mut shares = [0; 3];
    for (share, part) in shares.iter_mut().zip(parts) {
        // What is not stated may be none: then the others are all of it.
        let Some(money) = part.money.as_ref() else { continue };
        let part = value(money).filter(|part| *part >= Decimal::ZERO && money.currency == whole.currency)?;
        sum = sum.checked_add(part)?;
        let of_whole = part.checked_mul(Decimal::from(WHOLE))?.checked_div(size)?;
        *share = i64::try_from(of_whole.trunc()).ok()?;
    }
    (sum == size).then_some(shares)
}

fn value(money: &Money) -> Option<Decimal> {
    Amount::parse(&money.amount)?.decimal()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(amount: Option<&str>) -> Figure {
        let money = amount.map(|amount| Money { amount: amount.to_owned(), currency: Some("USD".to_owned()) });
        Figure { money, ..Figure::default() }
    }

    fn of(billed: &str, parts: [Option<&str>; 3]) -> Option<[i64; 3]> {
        let [discount, paid, owed] = parts.map(figure);
        shares(&figure(Some(billed)), [&discount, &paid, &owed])
    }

    #[test]
    fn a_bar_is_drawn_only_where_the_plans_figures_add_up_to_the_bill() {
        assert_eq!(of("100.00", [Some("25"), Some("50.0"), Some("25.00")]), Some([2_500, 5_000, 2_500]));
        assert_eq!(of("80", [None, Some("60"), Some("20")]), Some([0, 7_500, 2_500]));
        assert_eq!(of("3", [Some("1"), Some("1"), Some("1")]), Some([3_333, 3_333, 3_333]));
        assert_eq!(of("100", [Some("25"), Some("50"), Some("25.01")]), None);
        assert_eq!(of("100", [Some("-25"), Some("100"), Some("25")]), None);
        assert_eq!(of("0", [None, None, None]), None);
        assert_eq!(of("100", [None, None, None]), None);
        let euro = Figure {
            money: Some(Money { amount: "100".to_owned(), currency: Some("EUR".to_owned()) }),
            ..Figure::default()
        };
        assert_eq!(shares(&figure(Some("100")), [&figure(None), &euro, &figure(None)]), None);
    }
}
