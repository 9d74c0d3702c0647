//! Date search parameters: a prefix and a date of any precision (FHIR R4, search, 3.1.1.4.6).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    StartsAfter,
    EndsBefore,
}

/// One value of a date parameter: the span that it names, from its first instant until just before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DateFilter {
    comparison: Comparison,
    start: Timestamp,
    end: Timestamp,
}

impl DateFilter {
    /// Reads a value such as `ge2026-03`; `None` where it is none.
    pub(crate) fn parse(text: &str) -> Option<DateFilter> {
        let (comparison, date) = match text.get(..2) {
            Some("eq") => (Comparison::Equal, text.get(2..)?),
            Some("ne") => (Comparison::NotEqual, text.get(2..)?),
            Some("gt") => (Comparison::Greater, text.get(2..)?),
            Some("lt") => (Comparison::Less, text.get(2..)?),
            Some("ge") => (Comparison::GreaterOrEqual, text.get(2..)?),
            Some("le") => (Comparison::LessOrEqual, text.get(2..)?),
            Some("sa") => (Comparison::StartsAfter, text.get(2..)?),
            Some("eb") => (Comparison::EndsBefore, text.get(2..)?),
            _ => (Comparison::Equal, text),
        };
        let (start, end) = span(date)?;
        Some(DateFilter { comparison, start, end })
    }

    /// Whether a span (first instant, and the instant after the last) matches.
    pub(crate) fn matches(&self, start: Timestamp, end: Timestamp) -> bool {
        match self.comparison {
            Comparison::Equal => self.start <= start && end <= self.end,
            Comparison::NotEqual => !(self.start <= start && end <= self.end),
            Comparison::Greater => end > self.end,
            Comparison::Less => start < self.start,
            Comparison::GreaterOrEqual => end > self.start,
            Comparison::LessOrEqual => start < self.end,
            Comparison::StartsAfter => start >= self.end,
            Comparison::EndsBefore => end <= self.start,
        }
    }
}

fn span(text: &str) -> Option<(Timestamp, Timestamp)> {
    if text.contains('T') {
        // A `+` that was not encoded arrives as a space.
        let instant: Timestamp = text.replace(' ', "+").parse().ok()?;
        let length = if text.contains('.') { 1 } else { 1000 };
        return Some((instant, instant + jiff::SignedDuration::from_millis(length)));
    }
    let parts: Vec<&str> = text.split('-').collect();
    let number = |place: usize, digits: usize| -> Option<i8> {
        parts.get(place).filter(|part| part.len() == digits)?.parse().ok()
    };
    let year: i16 = parts.first().filter(|part| part.len() == 4)?.parse().ok()?;
    let (first, next) = match parts.len() {
        1 => (Date::new(year, 1, 1).ok()?, Date::new(year.checked_add(1)?, 1, 1).ok()?),
        2 => {
            let first = Date::new(year, number(1, 2)?, 1).ok()?;
            (first, first.last_of_month().tomorrow().ok()?)
        }
        3 => {
            let first = Date::new(year, number(1, 2)?, number(2, 2)?).ok()?;
            (first, first.tomorrow().ok()?)
        }
        _ => return None,
    };
    Some((midnight(first)?, midnight(next)?))
}

fn midnight(date: Date) -> Option<Timestamp> {
    date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(filter: &str, day: &str) -> bool {
        let (start, end) = span(day).unwrap();
        DateFilter::parse(filter).unwrap().matches(start, end)
    }

    #[test]
    fn each_prefix_compares_spans() {
        assert!(on("2026-03", "2026-03-31") && !on("2026-03", "2026-04-01"));
        assert!(on("ne2026", "2025-12-31") && !on("ne2026", "2026-12-31"));
        assert!(on("gt2026-03-01", "2026-03-02") && !on("gt2026-03-01", "2026-03-01"));
        assert!(on("ge2026-03-01", "2026-03-01") && !on("ge2026-03-01", "2026-02-28"));
        assert!(on("lt2026-03-01", "2026-02-28") && !on("lt2026-03-01", "2026-03-01"));
        assert!(on("le2026-03-01", "2026-03-01") && !on("le2026-03-01", "2026-03-02"));
        assert!(on("sa2026-02", "2026-03-01") && on("eb2026-03", "2026-02-28"));
        assert!(on("ge2026-03-01T12:00:00Z", "2026-03-01") && !on("ge2026-03-02T00:00:00Z", "2026-03-01"));
        assert!(on("le2026-03-01T00:00:00 00:00", "2026-03-01"));
    }

    #[test]
    fn what_is_not_a_date_is_no_filter() {
        for text in ["", "ge", "20260301", "2026-13", "2026-02-30", "gx2026", "2026-1-1", "2026-03-01T", "ä2026"] {
            assert_eq!(DateFilter::parse(text), None, "{text}");
        }
    }
}
