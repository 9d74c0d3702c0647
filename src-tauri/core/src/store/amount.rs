//! Sums of money, exact to the last digit.
//!
//! An amount is kept as the payer's text and, where it fits, as a multiple of 0.0001 below 2^39: integers that SQLite and
//! Rust add without a rounding, and of which no 2^24 claims can leave 64 bits. What does not fit is added from its text.

use std::str::FromStr as _;

use rust_decimal::Decimal;

use crate::ipc::{Money, Sum};

/// Scaled amounts count ten-thousandths.
const SCALE: u32 = 4;
/// Scaled amounts are smaller than this.
const LIMIT: i128 = 1 << 39;

/// Reads an amount; `None` where it is no number, or one of more than 28 digits.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).or_else(|_| Decimal::from_str(text)).ok()
}

/// The scaled form of an amount; `None` where it has none.
pub(super) fn scaled(text: &str) -> Option<i64> {
    let amount = decimal(text)?.normalize();
    let missing = SCALE.checked_sub(amount.scale())?;
    let scaled = amount.mantissa().checked_mul(10_i128.pow(missing))?;
    (scaled.abs() < LIMIT).then(|| i64::try_from(scaled).ok())?
}

/// Some amounts added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Portion {
    /// Those that have a scaled form.
    pub(super) scaled: i128,
    /// The others.
    pub(super) apart: Decimal,
    /// How many claims went in.
    pub(super) claims: u64,
}

impl Portion {
    /// One claim's scaled amount, where it has one.
    pub(super) fn of_scaled(amount: Option<i64>) -> Self {
        amount.map_or_else(Self::default, |amount| Self { scaled: amount.into(), apart: Decimal::ZERO, claims: 1 })
    }

    pub(super) fn add(&mut self, other: &Self) {
        // An amount beyond 28 digits is left out, and so is its claim from the number that the sum names.
        if let Some(apart) = self.apart.checked_add(other.apart) {
            self.scaled += other.scaled;
            self.apart = apart;
            self.claims += other.claims;
        }
    }

    /// The sum with two decimals at least and no further zeros.
    pub(super) fn amount(&self) -> Option<Decimal> {
        let scaled = Decimal::try_from_i128_with_scale(self.scaled, SCALE).ok()?;
        let mut amount = scaled.checked_add(self.apart)?.normalize();
        if amount.scale() < 2 {
            amount.rescale(2);
        }
        Some(amount)
    }
}

/// Sums by currency. The currency is an index into [`Currencies`].
#[derive(Debug, Clone, Default)]
pub(super) struct Tally(Vec<Portion>);

impl Tally {
    pub(super) fn add(&mut self, currency: usize, portion: &Portion) {
        if portion.claims == 0 {
            return;
        }
        if self.0.len() <= currency {
            self.0.resize(currency + 1, Portion::default());
        }
        self.0[currency].add(portion);
    }

    /// Adds another tally's amounts, of the same [`Currencies`].
    pub(super) fn add_all(&mut self, other: &Self) {
        for (currency, portion) in other.0.iter().enumerate() {
            self.add(currency, portion);
        }
    }

    /// How many claims went in, whatever their currency.
    pub(super) fn claims(&self) -> u64 {
        self.0.iter().map(|portion| portion.claims).sum()
    }

    /// What was added up in one currency.
    pub(super) fn of(&self, currency: usize) -> Portion {
        self.0.get(currency).copied().unwrap_or_default()
    }

    /// The currency that most claims are in; the first of several.
    pub(super) fn dominant(&self) -> Option<usize> {
        let most = self.0.iter().map(|portion| portion.claims).max().filter(|claims| *claims > 0)?;
        self.0.iter().position(|portion| portion.claims == most)
    }

    /// The sums, the currency of most claims first.
    pub(super) fn sums(&self, currencies: &Currencies) -> Vec<Sum> {
        let mut sums: Vec<Sum> = (self.0.iter().zip(&currencies.0))
            .filter(|(portion, _)| portion.claims > 0)
            .filter_map(|(portion, currency)| {
                let currency = (!currency.is_empty()).then(|| currency.clone());
                let money = Money { amount: portion.amount()?.to_string(), currency };
                Some(Sum { money, claims: portion.claims })
            })
            .collect();
        sums.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.money.currency.cmp(&b.money.currency)));
        sums
    }
}

/// The currencies met in one question; an empty one is one that the payer did not state.
#[derive(Debug, Default)]
pub(super) struct Currencies(Vec<String>);

impl Currencies {
    pub(super) fn into_names(self) -> Vec<String> {
        self.0
    }

    pub(super) fn index(&mut self, currency: &str) -> usize {
        self.0.iter().position(|known| known == currency).unwrap_or_else(|| {
            self.0.push(currency.to_owned());
            self.0.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_scale_without_loss_or_not_at_all() {
        assert_eq!(scaled("412.00"), Some(4_120_000));
        assert_eq!(scaled("-3.5"), Some(-35_000));
        assert_eq!(scaled("0.0001"), Some(1));
        assert_eq!(scaled("412.000000000"), Some(4_120_000));
        assert_eq!(scaled("1.5e3"), Some(15_000_000));
        assert_eq!(scaled("54975581.3887"), Some((1 << 39) - 1));
        for text in ["0.00001", "54975581.3888", "-54975581.3888", "63.949999999999996", "", "NaN", "12,5", "1e400"] {
            assert_eq!(scaled(text), None, "{text}");
        }
    }

    #[test]
    fn sums_show_cents_and_more_where_there_is_more() {
        let sum = |texts: &[&str]| {
            let mut portion = Portion::default();
            for text in texts {
                let apart = Portion { apart: decimal(text).unwrap(), claims: 1, scaled: 0 };
                portion.add(&scaled(text).map_or(apart, |scaled| Portion {
                    scaled: scaled.into(),
                    claims: 1,
                    apart: Decimal::ZERO,
                }));
            }
            portion.amount().unwrap().to_string()
        };
        assert_eq!(sum(&["412.00", "3.5"]), "415.50");
        assert_eq!(sum(&["0.005", "0.005"]), "0.01");
        assert_eq!(sum(&["1.005"]), "1.005");
        assert_eq!(sum(&["63.949999999999996", "0.05"]), "63.999999999999996");
        assert_eq!(sum(&["-5", "5"]), "0.00");
    }

    #[test]
    fn a_sum_beyond_every_size_leaves_out_what_does_not_fit() {
        let huge = Portion { apart: Decimal::MAX, claims: 1, scaled: 0 };
        let mut portion = huge;
        portion.add(&huge);
        assert_eq!(portion, huge);
    }

    proptest! {
        #[test]
        fn a_sum_is_what_decimals_add_up_to(amounts in prop::collection::vec((-10_000_000_000_i64..10_000_000_000, 0_u32..9), 0..50)) {
            let mut portion = Portion::default();
            let mut expected = Decimal::ZERO;
            for (mantissa, scale) in &amounts {
                let amount = Decimal::new(*mantissa, *scale);
                expected += amount;
                let text = amount.to_string();
                portion.add(&match scaled(&text) {
                    Some(scaled) => Portion { scaled: scaled.into(), claims: 1, apart: Decimal::ZERO },
                    None => Portion { apart: decimal(&text).unwrap(), claims: 1, scaled: 0 },
                });
            }
            prop_assert_eq!(portion.amount().unwrap(), expected);
            prop_assert_eq!(portion.claims, amounts.len() as u64);
        }
    }
}
