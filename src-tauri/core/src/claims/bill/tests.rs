use proptest::prelude::*;

use super::*;
use crate::ipc::{Agreement, BillOutcome, BillPart, ClaimKind, ClaimStatus, Figure, Money};

fn usd(amount: &str) -> Money {
    Money { amount: amount.to_owned(), currency: Some("USD".to_owned()) }
}

fn row(id: i64, start: &str, provider: &str, status: ClaimStatus) -> ClaimRow {
    ClaimRow {
        id,
        person: None,
        start: Some(start.to_owned()),
        end: None,
        kind: ClaimKind::Visit,
        title: Some("Office visit".to_owned()),
        provider: Some(provider.to_owned()),
        status,
        in_network: Some(true),
        billed: Some(usd("286.00")),
        plan_paid: Some(usd("92.00")),
        you_owe: Some(usd("40.00")),
        is_new: false,
        is_changed: false,
        episode: None,
    }
}

fn says(owed: Option<&str>) -> Explanation {
    let figure = |amount: &str| Figure { money: Some(usd(amount)), ..Figure::default() };
    Explanation {
        billed: figure("286.00"),
        plan_price: figure("132.00"),
        plan_paid: figure("92.00"),
        you_owe: owed.map(figure).unwrap_or_default(),
        ..Explanation::default()
    }
}

fn bill(date: &str, provider: &str, amount: &str) -> Bill {
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Bill { date: said(date), provider: provider.to_owned(), amount: said(amount), ..Bill::default() }
}

fn against(bill: &Bill, row: &ClaimRow, owed: Option<&str>) -> BillAnswer {
    compare(bill, &[Candidate { row, explanation: &says(owed), replaced_by: None }])
}

fn visit(status: ClaimStatus) -> ClaimRow {
    row(1, "2026-11-06", "Dr. Priya Natarajan", status)
}

#[test]
fn amounts_stand_to_each_other_in_words_of_both() {
    use BillOutcome::{BilledAmount, Higher, Lower, NoAmount, OwedNotStated, Same};
    for (amount, owed, outcome, difference) in [
        ("40.00", Some("40.00"), Same, None),
        ("40", Some("40.000"), Same, None),
        ("286.00", Some("40.00"), BilledAmount, Some("246.00")),
        ("132.00", Some("40.00"), Higher, Some("92.00")),
        ("15.5", Some("40.00"), Lower, Some("24.50")),
        ("40.00", None, OwedNotStated, None),
        ("", Some("40.00"), NoAmount, None),
    ] {
        let answer = against(&bill("2026-11-06", "Natarajan", amount), &visit(ClaimStatus::Decided), owed);
        let [found] = answer.found.as_slice() else { panic!("one claim: {answer:?}") };
        assert_eq!(
            (found.outcome, found.difference.as_ref().map(|money| money.amount.as_str())),
            (outcome, difference)
        );
        assert!(!found.words.title.en.is_empty() && !found.words.title.es.is_empty(), "{outcome:?}");
        assert!(answer.none.is_none());
    }
    let answer = against(&bill("2026-11-06", "", "132"), &visit(ClaimStatus::Decided), Some("40.00"));
    assert_eq!(answer.found[0].words.title.en, "The bill asks for $132.00; your plan says you owe $40.00");
    assert_eq!(answer.found[0].words.title.es, "La factura pide $132.00; su plan dice que usted debe $40.00");
}

#[test]
fn what_is_not_decided_is_not_compared() {
    for (status, outcome) in [
        (ClaimStatus::Pending, BillOutcome::StillDeciding),
        (ClaimStatus::NotCovered, BillOutcome::NotCovered),
        (ClaimStatus::Replaced, BillOutcome::ReplacedClaim),
        (ClaimStatus::Preauthorization, BillOutcome::AskedBefore),
    ] {
        let answer = against(&bill("2026-11-06", "Natarajan", "286.00"), &visit(status), Some("40.00"));
        assert_eq!((answer.found[0].outcome, answer.found[0].difference.clone()), (outcome, None));
    }
}

#[test]
fn a_provider_in_the_network_that_asks_for_more_is_a_question_to_the_plan() {
    let hint = |in_network| {
        let claim = ClaimRow { in_network, ..visit(ClaimStatus::Decided) };
        let answer = against(&bill("2026-11-06", "Natarajan", "132.00"), &claim, Some("40.00"));
        answer.found[0].words.ask.last().unwrap().en.clone()
    };
    assert!(hint(Some(true)).contains("May this provider bill me for more?"));
    assert!(hint(Some(false)).contains("surprise bills"));
    assert!(hint(None).contains("does not say"));
}

#[test]
fn a_claim_fits_by_what_agrees_and_says_what_does_not() {
    let claim = visit(ClaimStatus::Decided);
    let points = |bill: &Bill| {
        let answer = against(bill, &claim, Some("40.00"));
        answer
            .found
            .first()
            .map(|found| found.points.iter().map(|point| (point.part, point.agreement)).collect::<Vec<_>>())
    };
    use Agreement::{Differs, Near, Same};
    use BillPart::{Amount, Date, Provider};
    assert_eq!(points(&bill("2026-11-06", "PRIYA NATARAJAN, M.D.", "")), Some(vec![(Date, Same), (Provider, Same)]));
    assert_eq!(
        points(&bill("2026-11-10", "Natarajan Medical Group", "99")),
        Some(vec![(Date, Near), (Provider, Same), (Amount, Differs)])
    );
    assert_eq!(points(&bill("2026-11-06", "Lakeside Imaging", "")), None, "the same day, somebody else");
    assert_eq!(
        points(&bill("2026-11-06", "Lakeside Imaging", "40.00")),
        Some(vec![(Date, Same), (Provider, Differs), (Amount, Same)])
    );
    assert_eq!(points(&bill("2026-03-06", "Natarajan", "")), None, "another day");
    assert_eq!(points(&bill("2026-03-06", "Lakeside Imaging", "40.00")), None, "nothing but an amount");
    assert_eq!(points(&bill("", "", "40.00")), Some(vec![(Amount, Same)]));
    assert_eq!(points(&bill("", "", "")), None);
    let chosen = Bill { claim: Some(1), ..bill("2026-03-06", "Lakeside Imaging", "7") };
    assert!(points(&chosen).is_some(), "the member chose it");
}

#[test]
fn the_claim_that_counts_comes_before_the_one_that_it_replaced() {
    let (older, newer) = (visit(ClaimStatus::Replaced), ClaimRow { id: 2, ..visit(ClaimStatus::Decided) });
    let (first, second) = (says(Some("238.00")), says(Some("40.00")));
    let answer = compare(
        &bill("2026-11-06", "Natarajan", "238.00"),
        &[
            Candidate { row: &older, explanation: &first, replaced_by: Some(2) },
            Candidate { row: &newer, explanation: &second, replaced_by: None },
        ],
    );
    let found: Vec<_> = answer.found.iter().map(|found| (found.claim.id, found.outcome, found.instead)).collect();
    assert_eq!(
        found,
        [(1, BillOutcome::ReplacedClaim, Some(2)), (2, BillOutcome::Higher, None)],
        "the amount is the older one's"
    );
}

#[test]
fn no_claim_is_an_answer() {
    let answer = compare(&bill("2026-11-06", "Nobody", "40.00"), &[]);
    assert!(answer.found.is_empty());
    assert!(answer.none.unwrap().ask[0].en.contains("Did you send this to my plan"));
}

#[test]
fn a_pasted_bill_gives_days_and_amounts_with_the_words_before_them() {
    let reading = read(
        "Statement 11/22/2026   Account 4471-0293\nDate of service: 03/04/2026\nTotal charges $1,234.50\n\
         Adjustments (102.00)\nAmount due: $40\nNPI 1999999976, code 99213, 5 units",
    );
    let dates: Vec<_> = reading.dates.iter().map(|word| (word.before.as_str(), word.meant.clone())).collect();
    assert_eq!(dates[0], ("Statement", vec!["2026-11-22".to_owned()]));
    assert_eq!(dates[1], ("Date of service", vec!["2026-03-04".to_owned(), "2026-04-03".to_owned()]));
    assert_eq!(dates.len(), 2);
    let amounts: Vec<_> = reading.amounts.iter().map(|word| (word.before.as_str(), word.meant.join(" "))).collect();
    assert_eq!(
        amounts,
        [
            ("Total charges", "1234.50".to_owned()),
            ("Adjustments", "102.00".to_owned()),
            ("Amount due", "40".to_owned())
        ]
    );
}

#[test]
fn spanish_papers_are_read_too() {
    let reading =
        read("Fecha de servicio: 9 de noviembre de 2026\nTotal: 1.234,50 $\nUsted debe 12,34 USD el 15 abr. 2026");
    let dates: Vec<_> = reading.dates.iter().map(|word| word.meant.join(" ")).collect();
    assert_eq!(dates, ["2026-11-09", "2026-04-15"]);
    assert_eq!(reading.dates[0].text, "9 de noviembre de 2026");
    let amounts: Vec<_> = reading.amounts.iter().map(|word| word.meant.join(" ")).collect();
    assert_eq!(amounts, ["1234.50", "12.34"]);
}

proptest! {
    #[test]
    fn every_day_is_found_in_every_form(year in 2000_i16..2100, month in 1_i8..=12, day in 1_i8..=28) {
        let date = jiff::civil::date(year, month, day);
        let en = date.strftime("%B %d, %Y").to_string();
        let short = date.strftime("%b %-d %Y").to_string();
        const ES: [&str; 12] = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
                                "octubre", "noviembre", "diciembre"];
        let es = format!("{day} de {} de {year}", ES[usize::try_from(month - 1).unwrap()]);
        for (text, is_sure) in [(en, true), (short, true), (es, true), (date.to_string(), true),
                                (format!("{month}/{day}/{year}"), false), (format!("{day:02}-{month:02}-{year}"), false)] {
            let reading = read(&format!("Seen on {text}, paid $5.00"));
            prop_assert_eq!(reading.dates.len(), 1, "{}", text);
            prop_assert!(reading.dates[0].meant.contains(&date.to_string()), "{}", text);
            prop_assert!(!is_sure || reading.dates[0].meant.len() == 1);
            // Two meanings exactly where both are days.
            prop_assert_eq!(reading.dates[0].meant.len() == 2, !is_sure && day <= 12 && day != month);
        }
    }

    #[test]
    fn every_amount_is_read_to_the_cent_in_both_forms(cents in 1_u32..100_000_000) {
        let (whole, rest) = (cents / 100, cents % 100);
        let grouped = |by: char| {
            let digits = whole.to_string();
            let mut text = String::new();
            for (index, digit) in digits.chars().enumerate() {
                if index > 0 && (digits.len() - index) % 3 == 0 { text.push(by); }
                text.push(digit);
            }
            text
        };
        let meant = vec![format!("{whole}.{rest:02}")];
        for text in [format!("${}.{rest:02}", grouped(',')), format!("{},{rest:02} $", grouped('.')), format!("{whole}.{rest:02}")] {
            let reading = read(&text);
            prop_assert_eq!(reading.amounts.first().map(|word| word.meant.clone()), Some(meant.clone()), "{}", text);
        }
    }

    #[test]
    fn no_text_is_too_odd_to_read(text: String) {
        let reading = read(&text);
        for word in reading.dates.iter().chain(&reading.amounts) {
            prop_assert!(!word.meant.is_empty());
        }
    }

    #[test]
    fn what_contradicts_a_claim_twice_never_fits_it_and_order_does_not_matter(
        days in prop::collection::vec(1_u8..=28, 1..8), amount in 0_u32..300, day in 1_u8..=28,
    ) {
        let rows: Vec<ClaimRow> = days.iter().zip(1..).map(|(day, id)| {
            row(id, &format!("2026-05-{day:02}"), if id % 2 == 0 { "Dr. Grace Chen" } else { "Lakeside Imaging" }, ClaimStatus::Decided)
        }).collect();
        let explanation = says(Some("40.00"));
        let candidates: Vec<Candidate<'_>> =
            rows.iter().map(|row| Candidate { row, explanation: &explanation, replaced_by: None }).collect();
        let asked = bill(&format!("2026-05-{day:02}"), "Chen", &amount.to_string());
        let answer = compare(&asked, &candidates);
        for found in &answer.found {
            let differs = found.points.iter()
                .filter(|point| point.part != BillPart::Amount && point.agreement == Agreement::Differs).count();
            prop_assert!(differs < 2);
        }
        let reversed: Vec<Candidate<'_>> = candidates.iter().rev().copied().collect();
        prop_assert_eq!(compare(&asked, &reversed), answer);
    }
}
