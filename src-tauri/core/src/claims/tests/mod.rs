//! The reading of whole claims.

mod fixtures;
mod provenance;
mod report;
mod totality;
mod words;

use fixtures::{explain, fixture, summarise};

use super::Summary;
use crate::ipc::{ClaimKind, ClaimStatus, Figure, Money};

fn amount(money: Option<&Money>) -> Option<(&str, Option<&str>)> {
    money.map(|money| (money.amount.as_str(), money.currency.as_deref()))
}

fn usd(text: &str) -> Option<(&str, Option<&str>)> {
    Some((text, Some("USD")))
}

#[test]
fn a_decided_claim_is_read_whole() {
    let claim = fixture("professional-decided");
    let Summary {
        patient,
        start,
        end,
        kind,
        title,
        provider,
        status,
        in_network,
        billed,
        discount,
        plan_paid,
        you_owe,
        ..
    } = summarise(&claim);
    assert_eq!(patient.as_deref(), Some("member-1"));
    assert_eq!((start.as_deref(), end), (Some("2026-09-03"), None));
    assert_eq!((kind, status, in_network), (ClaimKind::Visit, ClaimStatus::Decided, Some(true)));
    assert_eq!((title.as_deref(), provider.as_deref()), (Some("Visit after surgery"), Some("Dr. Wren Castell")));
    assert_eq!(amount(billed.as_ref()), usd("412.00"));
    assert_eq!(amount(discount.as_ref()), usd("224.00"));
    assert_eq!(amount(plan_paid.as_ref()), usd("150.40"));
    assert_eq!(amount(you_owe.as_ref()), usd("37.60"));

    let explanation = explain(&claim);
    assert_eq!(explanation.reference.as_deref(), Some("ExplanationOfBenefit/professional-1"));
    assert_eq!(
        (explanation.created.as_deref(), explanation.received.as_deref()),
        (Some("2026-09-10"), Some("2026-09-05"))
    );
    let price = &explanation.plan_price;
    assert_eq!(amount(price.money.as_ref()), usd("188.00"));
    assert_eq!((price.code.as_deref(), price.label.as_deref()), (Some("eligible"), Some("Agreed price")));
    assert_eq!(price.element.as_deref(), Some("ExplanationOfBenefit.total[2].amount"));
    let others: Vec<_> = explanation.other_figures.iter().map(|figure| figure.code.as_deref()).collect();
    assert_eq!(others, [Some("paidbypatient")]);
    let reasons: Vec<_> = explanation.reasons.iter().map(|reason| reason.code.as_deref()).collect();
    assert_eq!(reasons, [Some("45"), Some("CO")]);
    assert_eq!(explanation.notes, ["Your deductible is met."]);
    let member = explanation.care_team.first().unwrap();
    assert_eq!((member.npi.as_deref(), member.specialty.as_deref()), (Some("1234567893"), Some("Family medicine")));
    let line = explanation.lines.first().unwrap();
    assert_eq!(
        (line.sequence, line.quantity.as_deref(), line.network_text.as_deref()),
        (Some(1), Some("1"), Some("innetwork"))
    );
    assert_eq!(line.plan_paid.element.as_deref(), Some("ExplanationOfBenefit.item[0].adjudication[3].amount"));
}

#[test]
fn a_denied_claim_says_why_and_that_nothing_is_owed() {
    let claim = fixture("professional-denied");
    let summary = summarise(&claim);
    assert_eq!((summary.status, summary.kind), (ClaimStatus::NotCovered, ClaimKind::Lab));
    assert_eq!(amount(summary.you_owe.as_ref()), usd("0.00"));
    let explanation = explain(&claim);
    assert_eq!(amount(explanation.not_covered.money.as_ref()), usd("2150.00"));
    let reason = explanation.reasons.first().unwrap();
    assert_eq!(
        (reason.code.as_deref(), reason.text.as_deref(), reason.role.as_deref()),
        (Some("197"), Some("No approval before the care"), Some("adjustmentreason"))
    );
}

#[test]
fn a_pending_claim_states_what_was_billed_and_nothing_else() {
    let summary = summarise(&fixture("professional-pending"));
    assert_eq!(summary.status, ClaimStatus::Pending);
    assert_eq!(amount(summary.billed.as_ref()), usd("248.00"));
    assert_eq!((summary.plan_paid, summary.you_owe, summary.discount), (None, None, None));
}

#[test]
fn a_replaced_claim_knows_its_story() {
    let summary = summarise(&fixture("professional-replaced"));
    assert_eq!(summary.status, ClaimStatus::Replaced);
    assert_eq!((summary.replaces, summary.replaced_by), (vec!["older-1".to_owned()], vec!["CLM-1005".to_owned()]));
    assert_eq!(summary.in_network, Some(false));
}

#[test]
fn a_pharmacy_claim_is_titled_by_the_drug_and_not_by_the_prescriber() {
    let summary = summarise(&fixture("pharmacy"));
    assert_eq!(summary.kind, ClaimKind::Pharmacy);
    assert_eq!(summary.title.as_deref(), Some("Lisinopril 10 mg tablet, 90 days"));
    assert_eq!(summary.provider.as_deref(), Some("NPI 1999999984"));
    assert_eq!(amount(summary.plan_paid.as_ref()), usd("4.20"));
}

#[test]
fn a_hospital_stay_is_read_through_its_contained_resources() {
    let claim = fixture("inpatient-contained");
    let summary = summarise(&claim);
    assert_eq!((summary.kind, summary.status), (ClaimKind::Hospital, ClaimStatus::Decided));
    assert_eq!(summary.provider.as_deref(), Some("Mercy Cove Hospital"));
    assert_eq!(summary.title.as_deref(), Some("Appendix removed through small cuts"));
    assert_eq!((summary.start.as_deref(), summary.end.as_deref()), (Some("2026-08-14"), Some("2026-08-16")));
    assert_eq!(amount(summary.you_owe.as_ref()), usd("2392.00"));
    assert!(summary.references.contains(&("Coverage".to_owned(), "coverage-1".to_owned(), Some("4".to_owned()))));
    let explanation = explain(&claim);
    assert_eq!(explanation.care_team.first().and_then(|member| member.name.as_deref()), Some("Dr. Hana Lindqvist"));
    let services: Vec<_> = explanation.lines.iter().map(|line| line.service.text.as_deref()).collect();
    assert_eq!(services, [Some("Room and board"), Some("Pharmacy"), Some("Laboratory")]);
    let payment: Vec<_> =
        explanation.other_figures.iter().map(|figure| (figure.element.as_deref(), figure.label.as_deref())).collect();
    assert_eq!(
        payment,
        [
            (Some("ExplanationOfBenefit.payment.amount"), None),
            (Some("ExplanationOfBenefit.payment.adjustment"), Some("Paid in two parts")),
        ]
    );
}

#[test]
fn a_claim_that_states_nearly_nothing_is_shown_as_stating_nearly_nothing() {
    let claim = fixture("missing-nearly-everything");
    let summary = summarise(&claim);
    assert_eq!((summary.status, summary.kind), (ClaimStatus::Pending, ClaimKind::Other));
    assert_eq!((summary.title, summary.provider, summary.start, summary.patient), (None, None, None, None));
    let explanation = explain(&claim);
    assert_eq!((explanation.fhir_status, explanation.billed), (None, Figure::default()));
    let figures: Vec<_> = explanation.lines.iter().flat_map(|line| &line.other_figures).collect();
    assert_eq!(figures.iter().map(|figure| amount(figure.money.as_ref())).collect::<Vec<_>>(), [Some(("12.00", None))]);
}

#[test]
fn odd_money_is_kept_digit_for_digit_and_in_its_currency() {
    let explanation = explain(&fixture("odd-money"));
    assert_eq!(amount(explanation.billed.money.as_ref()), usd("123456789012345678901234567890.123456789"));
    assert_eq!(amount(explanation.plan_paid.money.as_ref()), Some(("80", Some("EUR"))));
    assert_eq!(amount(explanation.you_owe.money.as_ref()), usd("-12.5"));
    assert_eq!((explanation.copay, explanation.deductible), (Figure::default(), Figure::default()));
    let others: Vec<_> = explanation
        .other_figures
        .iter()
        .map(|figure| (figure.label.as_deref(), amount(figure.money.as_ref())))
        .collect();
    assert_eq!(
        others,
        [
            (Some("Billed again"), usd("150.00")),
            (Some("Held back"), usd("1.005")),
            (Some("Adjustment of last year"), usd("-0.00")),
            (None, Some(("70", None))),
        ]
    );
    let line = explanation.lines.first().unwrap();
    assert_eq!(amount(line.billed.money.as_ref()), usd("150"));
    assert_eq!(amount(line.plan_price.money.as_ref()), usd("-3.500"));
    assert_eq!(amount(line.plan_paid.money.as_ref()), usd("0.0000000000000000000000000001"));
    assert_eq!(line.start.as_deref(), Some("2026-05"));
}

#[test]
fn the_codes_of_both_editions_stand_side_by_side() {
    let claim = fixture("two-editions");
    let summary = summarise(&claim);
    assert_eq!(
        (summary.kind, summary.status, summary.in_network),
        (ClaimKind::Therapy, ClaimStatus::Decided, Some(false))
    );
    assert_eq!(summary.provider.as_deref(), Some("Dr. Io Marsh"));
    assert_eq!(amount(summary.plan_paid.as_ref()), usd("40.00"));
    let explanation = explain(&claim);
    let roles: Vec<_> =
        explanation.reasons.iter().map(|reason| (reason.role.as_deref(), reason.code.as_deref())).collect();
    assert_eq!(
        roles,
        [
            (Some("denialreason"), Some("45")),
            (Some("adjustmentreason"), Some("B9")),
            (Some("adjustmentreason"), Some("PR")),
            (Some("rejectreason"), Some("70")),
        ]
    );
}
