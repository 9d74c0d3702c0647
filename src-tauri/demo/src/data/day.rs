//! Calendar days as whole numbers, so that a hundred thousand of them are cheap to keep and to compare.

use jiff::Timestamp;
use jiff::civil::Date;

/// Days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(i32);

const SECONDS: i64 = 86_400;

impl Day {
    /// No record is older, as the payers' documents say.
    pub(crate) const OLDEST: Day = Day(16_801);

    pub(crate) fn of(date: Date) -> Day {
        let zoned = date.at(0, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
        let seconds = zoned.map(|midnight| midnight.timestamp().as_second()).unwrap_or_default();
        Day(i32::try_from(seconds.div_euclid(SECONDS)).unwrap_or_default())
    }

    pub(crate) fn date(self) -> Date {
        self.at(0).to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// The instant that many seconds after midnight UTC.
    pub(crate) fn at(self, seconds: i64) -> Timestamp {
        Timestamp::from_second(i64::from(self.0) * SECONDS + seconds).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    pub(crate) fn plus(self, days: i32) -> Day {
        Day(self.0 + days)
    }

    pub(crate) fn since(self, earlier: Day) -> i32 {
        self.0 - earlier.0
    }

    pub(crate) fn number(self) -> i32 {
        self.0
    }

    /// The same day, or the Monday after it where it is on a weekend.
    pub(crate) fn on_a_weekday(self) -> Day {
        match (self.0 + 3).rem_euclid(7) {
            5 => self.plus(2),
            6 => self.plus(1),
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree() {
        assert_eq!(Day::of(Date::constant(2016, 1, 1)), Day::OLDEST);
        assert_eq!(Day::OLDEST.date(), Date::constant(2016, 1, 1));
        // 2026-11-21 is a Saturday.
        let saturday = Day::of(Date::constant(2026, 11, 21));
        assert_eq!(saturday.on_a_weekday().date(), Date::constant(2026, 11, 23));
        assert_eq!(saturday.plus(-1).on_a_weekday(), saturday.plus(-1));
    }
}
