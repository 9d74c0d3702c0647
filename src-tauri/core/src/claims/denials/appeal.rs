//! Until when an appeal can be sent. Each kind of plan has a rule of its own; the plan's letter decides in every case.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::date::{PartialDate, Precision};
use crate::ipc::{Appeal, AppealClock, AppealPlan, Bilingual, ClockStart, Explanation};

/// The longest note that is kept, in characters.
const LONGEST_NOTE: usize = 4000;

struct Rule {
    plan: AppealPlan,
    days: u32,
    en: &'static str,
    es: &'static str,
    source: &'static str,
}

/// The federal rules as of 2026. A state or a plan may give more time, never less.
const RULES: [Rule; 4] = [
    Rule {
        plan: AppealPlan::Employer,
        days: 180,
        en: "Plans through work give at least 180 days from the day you get their decision.",
        es: "Los planes del trabajo dan al menos 180 días desde el día en que usted recibe la decisión.",
        source: "29 CFR 2560.503-1(h)(3)(i)",
    },
    Rule {
        plan: AppealPlan::Marketplace,
        days: 180,
        en: "Marketplace plans give at least 180 days from the day you get their decision.",
        es: "Los planes del mercado de seguros dan al menos 180 días desde el día en que usted recibe la decisión.",
        source: "45 CFR 147.136(b); 29 CFR 2560.503-1(h)(3)(i)",
    },
    Rule {
        plan: AppealPlan::MedicareAdvantage,
        days: 65,
        en: "Medicare Advantage plans give 65 days from the date on their notice.",
        es: "Los planes Medicare Advantage dan 65 días desde la fecha del aviso.",
        source: "42 CFR 422.582(b)",
    },
    Rule {
        plan: AppealPlan::Medicaid,
        days: 60,
        en: "Medicaid plans give 60 days from the date on their notice.",
        es: "Los planes de Medicaid dan 60 días desde la fecha del aviso.",
        source: "42 CFR 438.402(c)(2)(ii)",
    },
];

/// The deadline under each kind of plan. Counted from the letter's date where the member entered it, else from the
/// earlier of the days that the plan states for its payment and its statement: too early costs a member nothing, and a
/// statement can be dated later than the letter.
pub(super) fn clocks(explanation: &Explanation, appeal: &Appeal) -> Vec<AppealClock> {
    let (from, from_basis) = start(explanation, appeal);
    RULES
        .iter()
        .map(|rule| AppealClock {
            plan: rule.plan,
            days: rule.days,
            rule: Bilingual::of(rule.en, rule.es),
            source: rule.source.to_owned(),
            from: from.map(|day| day.to_string()),
            from_basis,
            last_day: from.and_then(|day| last_day(day, rule.days)).map(|day| day.to_string()),
        })
        .collect()
}

fn start(explanation: &Explanation, appeal: &Appeal) -> (Option<Date>, ClockStart) {
    let paid_on = explanation.payment.as_ref().and_then(|payment| payment.date.as_deref());
    if let Some(day) = appeal.letter_date.as_deref().and_then(whole_day) {
        return (Some(day), ClockStart::Letter);
    }
    let stated = [(paid_on, ClockStart::Payment), (explanation.created.as_deref(), ClockStart::Statement)];
    let days = stated.into_iter().filter_map(|(text, basis)| Some((whole_day(text?)?, basis)));
    days.min_by_key(|(day, _)| *day).map_or((None, ClockStart::NotStated), |(day, basis)| (Some(day), basis))
}

/// A date that is stated to the day.
fn whole_day(text: &str) -> Option<Date> {
    let date = PartialDate::parse(text).filter(|date| date.precision() == Precision::Day)?;
    date.to_string().parse().ok()
}

/// The day after the given number of days, the first day not counted.
fn last_day(from: Date, days: u32) -> Option<Date> {
    from.checked_add(i64::from(days).days()).ok()
}

/// What is kept of what the member entered: days that exist, a note of a bounded length.
pub(super) fn kept(entered: Appeal) -> Appeal {
    let day = |text: Option<String>| text.and_then(|text| whole_day(&text)).map(|day| day.to_string());
    Appeal {
        letter_date: day(entered.letter_date),
        status_date: day(entered.status_date),
        note: entered.note.chars().take(LONGEST_NOTE).collect(),
        ..entered
    }
}

/// The last day under the plan that the member chose.
pub(super) fn chosen_last_day(explanation: &Explanation, appeal: &Appeal) -> Option<String> {
    let chosen = appeal.plan?;
    clocks(explanation, appeal).into_iter().find(|clock| clock.plan == chosen)?.last_day
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ipc::Payment;

    fn last_days(explanation: &Explanation, letter: Option<&str>) -> Vec<Option<String>> {
        let appeal = Appeal { letter_date: letter.map(str::to_owned), ..Appeal::default() };
        clocks(explanation, &appeal).into_iter().map(|clock| clock.last_day).collect()
    }

    fn stated(created: &str) -> Explanation {
        Explanation { created: Some(created.to_owned()), ..Explanation::default() }
    }

    #[test]
    fn each_kind_of_plan_counts_its_own_days_over_months_years_and_leap_days() {
        for (from, days) in [
            ("2026-11-09", ["2027-05-08", "2027-05-08", "2027-01-13", "2027-01-08"]),
            ("2027-12-31", ["2028-06-28", "2028-06-28", "2028-03-05", "2028-02-29"]),
        ] {
            assert_eq!(last_days(&stated(from), None), days.map(|day| Some(day.to_owned())), "{from}");
        }
    }

    #[test]
    fn the_letter_decides_then_the_earlier_of_payment_and_statement() {
        let mut explanation = stated("2026-11-09");
        let basis = |explanation: &Explanation, letter: Option<&str>| {
            let appeal = Appeal { letter_date: letter.map(str::to_owned), ..Appeal::default() };
            let clock = clocks(explanation, &appeal).remove(0);
            (clock.from, clock.from_basis)
        };
        assert_eq!(basis(&explanation, None), (Some("2026-11-09".to_owned()), ClockStart::Statement));
        explanation.payment = Some(Payment { date: Some("2026-11-05".to_owned()), ..Payment::default() });
        assert_eq!(basis(&explanation, None), (Some("2026-11-05".to_owned()), ClockStart::Payment));
        explanation.payment = Some(Payment { date: Some("2026-11-20".to_owned()), ..Payment::default() });
        assert_eq!(basis(&explanation, None), (Some("2026-11-09".to_owned()), ClockStart::Statement));
        assert_eq!(basis(&explanation, Some("2026-11-12")), (Some("2026-11-12".to_owned()), ClockStart::Letter));
        assert_eq!(basis(&Explanation::default(), None), (None, ClockStart::NotStated));
    }

    #[test]
    fn a_date_without_a_day_and_one_beyond_the_calendar_start_no_clock() {
        for created in ["2026-11", "2026", "soon", "9999-12-31"] {
            assert_eq!(last_days(&stated(created), None), [None, None, None, None], "{created}");
        }
    }

    #[test]
    fn what_is_no_day_is_not_kept_and_a_note_has_an_end() {
        let kept = kept(Appeal {
            letter_date: Some("2026-02-30".to_owned()),
            status_date: Some("2026-11-20T10:00:00Z".to_owned()),
            note: "ñ".repeat(LONGEST_NOTE + 1),
            ..Appeal::default()
        });
        assert_eq!((kept.letter_date, kept.status_date.as_deref()), (None, Some("2026-11-20")));
        assert_eq!(kept.note.chars().count(), LONGEST_NOTE);
    }

    #[test]
    fn without_a_kind_of_plan_there_is_no_last_day() {
        let appeal = Appeal::default();
        assert_eq!(chosen_last_day(&stated("2026-11-09"), &appeal), None);
        let appeal = Appeal { plan: Some(AppealPlan::Medicaid), ..appeal };
        assert_eq!(chosen_last_day(&stated("2026-11-09"), &appeal).as_deref(), Some("2027-01-08"));
    }
}
