//! FHIR dates with their own precision.
//!
//! A day of care is a calendar day where the care took place. The date is taken as the payer wrote it: a time and an
//! offset behind it are never used to move it to another day.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil::{Date, date};

/// A `date` or the date of a `dateTime` (FHIR R4, 2.24.0.1): a year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    first: Date,
    precision: Precision,
}

/// How much of a date was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2019`
    Year,
    /// `2019-03`
    Month,
    /// `2019-03-05`
    Day,
}

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, the last with or without a time; `None` for anything else and for days
    /// that no calendar has.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let written = match text.find(['T', 't', ' ']) {
            Some(time) if time == "YYYY-MM-DD".len() => text.get(..time)?,
            Some(_) => return None,
            None => text,
        };
        let mut parts = written.split('-');
        let year = number(parts.next()?, 4).filter(|year| *year > 0)?;
        let month = parts.next().map(|part| number(part, 2));
        let day = parts.next().map(|part| number(part, 2));
        if parts.next().is_some() {
            return None;
        }
        let (precision, month, day) = match (month, day) {
            (None, _) => (Precision::Year, 1, 1),
            (Some(month), None) => (Precision::Month, month?, 1),
            (Some(month), Some(day)) => (Precision::Day, month?, day?),
        };
        let first = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Self { first, precision })
    }

    /// How much was stated.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The number of the first day it can mean.
    #[must_use]
    pub fn first_day(&self) -> i64 {
        day_number(self.first)
    }

    /// The number of the last day it can mean.
    #[must_use]
    pub fn last_day(&self) -> i64 {
        day_number(match self.precision {
            Precision::Year => self.first.last_of_year(),
            Precision::Month => self.first.last_of_month(),
            Precision::Day => self.first,
        })
    }

    /// `YYYY-MM`, or `YYYY` where no month was stated.
    #[must_use]
    pub fn month_key(&self) -> String {
        match self.precision {
            Precision::Year => format!("{:04}", self.first.year()),
            Precision::Month | Precision::Day => format!("{:04}-{:02}", self.first.year(), self.first.month()),
        }
    }
}

/// Earlier first days first; of two with the same first day, the more precise first.
impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.first.cmp(&other.first).then_with(|| other.precision.cmp(&self.precision))
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The date as FHIR writes it, with the precision it came with.
impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.month_key())?;
        if self.precision == Precision::Day {
            write!(out, "-{:02}", self.first.day())?;
        }
        Ok(())
    }
}

/// Days since 1970-01-01.
#[must_use]
pub fn day_number(day: Date) -> i64 {
    const EPOCH: Date = date(1970, 1, 1);
    day.duration_since(EPOCH).as_hours() / 24
}

fn number(text: &str, length: usize) -> Option<i16> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_precision_is_kept_and_spans_its_days() {
        for (text, shown, days, month) in [
            ("1970", "1970", (0, 364), "1970"),
            ("2020", "2020", (18262, 18627), "2020"),
            ("1970-02", "1970-02", (31, 58), "1970-02"),
            ("1970-01-01", "1970-01-01", (0, 0), "1970-01"),
            ("1969-12-31", "1969-12-31", (-1, -1), "1969-12"),
            ("2019-03-05", "2019-03-05", (17960, 17960), "2019-03"),
            (" 2019-03-05 ", "2019-03-05", (17960, 17960), "2019-03"),
            ("0001-01-01", "0001-01-01", (-719_162, -719_162), "0001-01"),
            ("9999", "9999", (2_932_532, 2_932_896), "9999"),
        ] {
            let date = PartialDate::parse(text).unwrap();
            assert_eq!(date.to_string(), shown);
            assert_eq!((date.first_day(), date.last_day()), days, "{text}");
            assert_eq!(date.month_key(), month);
        }
    }

    #[test]
    fn a_time_and_an_offset_never_move_the_day() {
        for text in [
            "2019-03-05T00:00:00Z",
            "2019-03-05T23:59:59.999+14:00",
            "2019-03-05T00:30:00-12:00",
            "2019-03-05t10:00",
            "2019-03-05 10:00:00",
            "2019-03-05T24:99:99",
        ] {
            assert_eq!(PartialDate::parse(text), PartialDate::parse("2019-03-05"), "{text}");
        }
    }

    #[test]
    fn garbage_is_no_date() {
        for text in [
            "",
            " ",
            "19",
            "20190305",
            "2019-3-5",
            "2019-13",
            "2019-00",
            "2019-02-29",
            "2019-03-05-01",
            "2019-03-",
            "2019-03T10:00",
            "0000",
            "-2019",
            "+2019",
            "２０１９",
            "03/05/2019",
            "T",
            "2019-03-0५",
        ] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn dates_sort_by_the_days_they_span() {
        let mut dates: Vec<PartialDate> = ["2020", "2019-12-31", "2020-01-01", "2020-02-01", "2020-01"]
            .iter()
            .map(|text| PartialDate::parse(text).unwrap())
            .collect();
        dates.sort();
        let shown: Vec<String> = dates.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["2019-12-31", "2020-01-01", "2020-01", "2020", "2020-02-01"]);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd_to_read(text: String) {
            if let Some(date) = PartialDate::parse(&text) {
                prop_assert!(date.first_day() <= date.last_day());
            }
        }

        #[test]
        fn days_follow_each_other(year in 1_i16..9999, month in 1_i8..=12, day in 1_i8..=27) {
            let first = Date::new(year, month, day).unwrap();
            prop_assert_eq!(day_number(first) + 1, day_number(first.tomorrow().unwrap()));
        }
    }
}
