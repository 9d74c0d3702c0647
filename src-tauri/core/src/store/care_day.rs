//! A place in the calendar for FHIR dates of any precision, so that one number sorts a list and names its months.
//!
//! A care day is `(year * 13 + month) * 32 + day`, with 0 for a part that the payer did not state. `2026` so stands just
//! before January 2026 and `2026-03` just before its first day: where their intervals begin, yet in a group of their own.
//! 0 means no date at all.

use jiff::civil::Date;

/// Claims of one care day are kept apart by their ids, which stay below this.
pub(super) const IDS: i64 = 1 << 24;

/// Before every date that FHIR can write, and after no date at all.
pub(super) const FIRST: i64 = 1;

/// A FHIR date as a number; 0 for none and for text that is not a date. An impossible month or day is left away. The time
/// and offset of a FHIR dateTime are ignored: care happened on the day that the payer wrote.
pub(super) fn care_day(text: Option<&str>) -> i64 {
    let Some(text) = text else { return 0 };
    let mut parts = text.get(..10).unwrap_or(text).split('-');
    let mut part = |digits: usize| {
        let part = parts.next()?;
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<i16>().ok())?
    };
    let Some(year @ 1..=9999) = part(4) else { return 0 };
    let Some(month @ 1..=12) = part(2) else { return of(year, 0, 0) };
    let day = part(2).filter(|day| Date::new(year, narrow(month), narrow(*day)).is_ok());
    of(year, month, day.unwrap_or(0))
}

fn of(year: i16, month: i16, day: i16) -> i64 {
    (i64::from(year) * 13 + i64::from(month)) * 32 + i64::from(day)
}

fn narrow(part: i16) -> i8 {
    i8::try_from(part).unwrap_or(0)
}

/// Whether a whole day was stated.
pub(super) fn is_day(care_day: i64) -> bool {
    care_day & 31 > 0
}

/// The month of a care day; also a year without a month, or 0.
pub(super) fn month(care_day: i64) -> i64 {
    care_day >> 5
}

/// The care day with which a month begins.
pub(super) fn of_month(month: i64) -> i64 {
    month << 5
}

/// Where a whole day begins among the care days. The first of a month includes the claims that state only that month, the
/// first of a year those that state only the year.
pub(super) fn beginning(date: Date) -> i64 {
    match (date.month(), date.day()) {
        (1, 1) => of(date.year(), 0, 0),
        (month, 1) => of(date.year(), i16::from(month), 0),
        (month, day) => of(date.year(), i16::from(month), i16::from(day)),
    }
}

/// The day on which the interval of a care day begins; `None` for 0.
pub(super) fn first_day(care_day: i64) -> Option<Date> {
    let (year, month) = (month(care_day) / 13, month(care_day) % 13);
    Date::new(
        i16::try_from(year).ok().filter(|year| *year > 0)?,
        i8::try_from(month.max(1)).ok()?,
        i8::try_from((care_day & 31).max(1)).ok()?,
    )
    .ok()
}

/// `YYYY-MM`, `YYYY` or nothing.
pub(super) fn month_text(month: i64) -> Option<String> {
    match (month / 13, month % 13) {
        (0, _) => None,
        (year, 0) => Some(format!("{year:04}")),
        (year, month) => Some(format!("{year:04}-{month:02}")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_of_every_precision_sort_by_where_they_begin() {
        let sorted = ["2025-12-31", "2026", "2026-01", "2026-01-01", "2026-01-31", "2026-02", "2026-02-01", "2027"];
        let days: Vec<i64> = sorted.iter().map(|text| care_day(Some(text))).collect();
        assert!(days.is_sorted_by(|a, b| a < b), "{days:?}");
    }

    #[test]
    fn a_date_keeps_its_precision() {
        assert_eq!(month_text(month(care_day(Some("2026")))).as_deref(), Some("2026"));
        assert_eq!(month_text(month(care_day(Some("2026-11")))).as_deref(), Some("2026-11"));
        assert_eq!(month_text(month(care_day(Some("2026-11-22")))).as_deref(), Some("2026-11"));
        assert_eq!(month_text(month(care_day(None))), None);
    }

    #[test]
    fn a_date_with_a_time_is_not_shifted() {
        assert_eq!(care_day(Some("2026-11-22T23:30:00-11:00")), care_day(Some("2026-11-22")));
    }

    #[test]
    fn what_is_no_date_is_undated_and_impossible_parts_are_left_away() {
        for text in ["", "yesterday", "22-11-2026", "0000", "20261122", "٢٠٢٦", "2026/11/22", "\u{1F4C5}2026-11"] {
            assert_eq!(care_day(Some(text)), 0, "{text}");
        }
        assert_eq!(care_day(Some("2026-13-01")), care_day(Some("2026")));
        assert_eq!(care_day(Some("2026-02-30")), care_day(Some("2026-02")));
    }

    #[test]
    fn a_day_begins_with_what_states_less() {
        assert_eq!(beginning(date(2026, 1, 1)), care_day(Some("2026")));
        assert_eq!(beginning(date(2026, 3, 1)), care_day(Some("2026-03")));
        assert_eq!(beginning(date(2026, 3, 2)), care_day(Some("2026-03-02")));
    }

    #[test]
    fn a_care_day_leads_back_to_where_its_interval_begins() {
        assert_eq!(first_day(care_day(Some("2026"))), Some(date(2026, 1, 1)));
        assert_eq!(first_day(care_day(Some("2026-03"))), Some(date(2026, 3, 1)));
        assert_eq!(first_day(care_day(Some("2026-03-09"))), Some(date(2026, 3, 9)));
        assert_eq!(first_day(0), None);
    }
}
