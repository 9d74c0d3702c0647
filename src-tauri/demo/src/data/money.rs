//! US dollars in whole cents: exact, and cheap enough to work out a hundred thousand claims.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};

use rust_decimal::{Decimal, RoundingStrategy};

/// An amount in cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cents(i64);

impl Cents {
    pub(crate) const ZERO: Cents = Cents(0);

    pub(crate) const fn new(cents: i64) -> Cents {
        Cents(cents)
    }

    pub(crate) const fn count(self) -> i64 {
        self.0
    }

    /// `percent` of the amount, half a cent rounded up.
    pub(crate) fn percent(self, percent: i64) -> Cents {
        self.scaled(Decimal::new(percent, 2))
    }

    /// `permille` thousandths of the amount, half a cent rounded up.
    pub(crate) fn permille(self, permille: i64) -> Cents {
        if permille == 1000 { self } else { self.scaled(Decimal::new(permille, 3)) }
    }

    fn scaled(self, factor: Decimal) -> Cents {
        let exact = Decimal::from(self.0) * factor;
        let whole = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        Cents(i64::try_from(whole).unwrap_or_default())
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Decimal::new(self.0, 2), f)
    }
}

impl Add for Cents {
    type Output = Cents;
    fn add(self, other: Cents) -> Cents {
        Cents(self.0 + other.0)
    }
}

impl Sub for Cents {
    type Output = Cents;
    fn sub(self, other: Cents) -> Cents {
        Cents(self.0 - other.0)
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Cents) {
        self.0 += other.0;
    }
}

impl SubAssign for Cents {
    fn sub_assign(&mut self, other: Cents) {
        self.0 -= other.0;
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(amounts: I) -> Cents {
        amounts.fold(Cents::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_two_decimals_and_round_half_up() {
        assert_eq!(Cents::new(18800).percent(20).to_string(), "37.60");
        assert_eq!(Cents::new(1).percent(50), Cents::new(1));
        assert_eq!(Cents::new(333).permille(1050), Cents::new(350));
        assert_eq!(Cents::new(-500).to_string(), "-5.00");
    }
}
