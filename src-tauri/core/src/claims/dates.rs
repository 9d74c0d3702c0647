//! When care took place.
//!
//! `billablePeriod` (CARIN's service date search goes by its start); where it has no start, the earliest day of the
//! lines; then the admission; then the period's end.

use crate::date::PartialDate;
use crate::fhir::json::Value;
use crate::fhir::resource::{Concept, each, field, text};

/// First and last day, as precise as stated; the last day only where it comes after the first.
pub(super) fn of_claim(claim: &Value) -> (Option<PartialDate>, Option<PartialDate>) {
    let billed = field(claim, "billablePeriod").map(period).unwrap_or_default();
    let admission = || supporting_period(claim, "admissionperiod").unwrap_or_default();
    let lines = || {
        each(claim, "item").map(of_line).fold((None, None), |(start, end), (line_start, line_end)| {
            (earliest(start, line_start), end.max(line_end.or(line_start)))
        })
    };
    match billed {
        (Some(start), end) => ordered(Some(start), end),
        (None, stated_end) => {
            let (start, end) = Some(lines()).filter(|(start, _)| start.is_some()).unwrap_or_else(admission);
            ordered(start.or(stated_end), stated_end.or(end))
        }
    }
}

/// First and last day of a line.
pub(super) fn of_line(line: &Value) -> (Option<PartialDate>, Option<PartialDate>) {
    let day = text(line, "servicedDate").and_then(PartialDate::parse);
    let span = || field(line, "servicedPeriod").map(period).unwrap_or_default();
    match day {
        Some(day) => (Some(day), None),
        None => {
            let (start, end) = span();
            ordered(start.or(end), end)
        }
    }
}

/// When the payer received the claim (`clmrecvddate`; `received` in HL7's own list).
pub(super) fn received(claim: &Value) -> Option<PartialDate> {
    supporting(claim, "clmrecvddate").or_else(|| supporting(claim, "received")).and_then(|info| {
        let day = text(info, "timingDate").and_then(PartialDate::parse);
        day.or_else(|| field(info, "timingPeriod").and_then(|timing| period(timing).0))
    })
}

fn supporting<'a>(claim: &'a Value<'a>, category: &str) -> Option<&'a Value<'a>> {
    each(claim, "supportingInfo")
        .find(|info| Concept::in_field(info, "category").is_some_and(|own| own.has_code(category)))
}

fn supporting_period(claim: &Value, category: &str) -> Option<(Option<PartialDate>, Option<PartialDate>)> {
    field(supporting(claim, category)?, "timingPeriod").map(period)
}

fn period(period: &Value) -> (Option<PartialDate>, Option<PartialDate>) {
    let day = |name| text(period, name).and_then(PartialDate::parse);
    (day("start"), day("end"))
}

fn earliest(one: Option<PartialDate>, other: Option<PartialDate>) -> Option<PartialDate> {
    one.into_iter().chain(other).min()
}

fn ordered(start: Option<PartialDate>, end: Option<PartialDate>) -> (Option<PartialDate>, Option<PartialDate>) {
    let end = end.filter(|end| start.is_none_or(|start| end.last_day() > start.last_day()));
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    #[test]
    fn the_first_and_last_day_of_care_come_from_the_best_element() {
        let line = |day: &str| json!({"servicedDate": day});
        for (claim, start, end) in [
            (json!({}), None, None),
            (
                json!({"billablePeriod": {"start": "2026-08-14", "end": "2026-08-16"}}),
                Some("2026-08-14"),
                Some("2026-08-16"),
            ),
            (json!({"billablePeriod": {"start": "2026-08-14", "end": "2026-08-14"}}), Some("2026-08-14"), None),
            (json!({"billablePeriod": {"start": "2026-08-14T23:00:00-08:00"}}), Some("2026-08-14"), None),
            (json!({"billablePeriod": {"start": "2026-08-14", "end": "2025-01-01"}}), Some("2026-08-14"), None),
            (json!({"billablePeriod": {"start": "2026-08"}}), Some("2026-08"), None),
            (
                json!({"billablePeriod": {"start": "soon"}, "item": [line("2026-03-02"), line("2026-03-01"),
                    line("?")]}),
                Some("2026-03-01"),
                Some("2026-03-02"),
            ),
            (
                json!({"item": [{"servicedPeriod": {"start": "2026-05-01", "end": "2026-05-03"}}]}),
                Some("2026-05-01"),
                Some("2026-05-03"),
            ),
            (
                json!({"billablePeriod": {"end": "2026-05-09"}, "item": [line("2026-05-01")]}),
                Some("2026-05-01"),
                Some("2026-05-09"),
            ),
            (json!({"billablePeriod": {"end": "2026-05-09"}}), Some("2026-05-09"), None),
            (
                json!({"supportingInfo": [{"category": {"coding": [{"code": "admissionperiod"}]},
                    "timingPeriod": {"start": "2026-05-01"}}]}),
                Some("2026-05-01"),
                None,
            ),
            (json!({"created": "2026-05-01"}), None, None),
        ] {
            let (first, last) = of_claim(&claim);
            let shown = (first.map(|date| date.to_string()), last.map(|date| date.to_string()));
            assert_eq!(shown, (start.map(str::to_owned), end.map(str::to_owned)), "{claim}");
        }
    }
}
