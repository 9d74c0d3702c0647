//! The payment against the adjudication, and its day against the day of care.

use crate::fhir::json::Value;

use super::{distance, missing, not_stated, open, other_currency, told_difference};
use crate::claims::{dates, say};
use crate::date::PartialDate;
use crate::ipc::{Bilingual, Certainty, Check, CheckId, Explanation, Figure};
use crate::money;

/// What the adjudication says was paid against the payment.
pub(super) fn amount(explanation: &Explanation) -> Check {
    let check = open(
        CheckId::PaidAgainstPayment,
        Bilingual::of("What the plan paid against its payment", "Lo que pagó el plan contra su pago"),
    );
    let none = Figure::default();
    let payment = explanation.payment.as_ref().map_or(&none, |payment| &payment.amount);
    let paid = &explanation.plan_paid;
    let is_payment_itself = paid.element.is_some() && paid.element == payment.element;
    if let Some(names) = missing(&[(paid, "what it paid", "lo que pagó"), (payment, "its payment", "su pago")]) {
        return not_stated(check, &names);
    }
    if is_payment_itself {
        return not_stated(
            check,
            &Bilingual::of("what it paid apart from its payment", "lo que pagó aparte de su pago"),
        );
    }
    let (Some(stated), Some(money)) = (&paid.money, &payment.money) else { return check };
    let mut check = check.with(&[payment]);
    check.stated = Some(paid.clone());
    let Some(difference) = distance(stated, money) else { return other_currency(check) };
    let (said, sent) = (say::amount(stated), say::amount(money));
    if money::is_zero(&difference) {
        return check.agrees(
            format!("Your plan says that it paid {}, and that is its payment.", said.en),
            format!("Su plan dice que pagó {}, y ese es su pago.", said.es),
        );
    }
    let told = told_difference(&difference);
    check.difference = Some(difference);
    check.differs(
        Certainty::Possible,
        Bilingual::of(
            format!("Your plan says that it paid {}; its payment is {}. {}", said.en, sent.en, told.en),
            format!("Su plan dice que pagó {}; su pago es de {}. {}", said.es, sent.es, told.es),
        ),
        Bilingual::of(
            "One payment can be for several claims, and a plan can hold back what it paid too much before.",
            "Un pago puede ser por varios reclamos, y un plan puede retener lo que antes pagó de más.",
        ),
    )
}

/// The same amount paid to the provider and to the member.
pub(super) fn twice(explanation: &Explanation) -> Option<Check> {
    let figures = || std::iter::once(&explanation.plan_paid).chain(&explanation.other_figures);
    let coded = |code: &str| {
        figures().find(|figure| {
            figure.code.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(code))
                && figure.money.as_ref().is_some_and(|money| !money::is_zero(money))
        })
    };
    let (provider, member) = (coded("paidtoprovider")?, coded("paidtopatient")?);
    let (to_provider, to_member) = (provider.money.as_ref()?, member.money.as_ref()?);
    if !money::is_same(to_provider, to_member) {
        return None;
    }
    let amount = say::amount(to_provider);
    let mut check =
        open(CheckId::PaidTwice, Bilingual::of("Paid to the provider and to you", "Pagado al proveedor y a usted"))
            .with(&[member]);
    check.stated = Some(provider.clone());
    Some(check.differs(
        Certainty::Possible,
        Bilingual::of(
            format!("Your plan states {} as paid to the provider and the same as paid to you.", amount.en),
            format!("Su plan indica {} como pagado al proveedor y lo mismo como pagado a usted.", amount.es),
        ),
        Bilingual::of(
            "A plan can state one payment under both names.",
            "Un plan puede indicar un mismo pago con los dos nombres.",
        ),
    ))
}

/// The day of payment against the first day of care.
pub(super) fn date(claim: &Value, explanation: &Explanation) -> Check {
    let mut check = open(
        CheckId::PaymentDate,
        Bilingual::of("The day of payment against the day of care", "El día del pago contra el día de la atención"),
    );
    let (start, _) = dates::of_claim(claim);
    let paid = explanation.payment.as_ref().and_then(|payment| payment.date.as_deref()).and_then(PartialDate::parse);
    let (Some(start), Some(paid)) = (start, paid) else {
        let names = match (start, paid) {
            (None, _) => Bilingual::of("the day of care", "el día de la atención"),
            _ => Bilingual::of("the day of its payment", "el día de su pago"),
        };
        return not_stated(check, &names);
    };
    check.elements =
        ["ExplanationOfBenefit.payment.date", "ExplanationOfBenefit.billablePeriod"].map(str::to_owned).to_vec();
    check.compared = 2;
    let (care, payment) = (say::date(&start.to_string()), say::date(&paid.to_string()));
    if paid.last_day() >= start.first_day() {
        return check.agrees(
            format!("The care began on {} and was paid on {}.", care.en, payment.en),
            format!("La atención empezó el {} y se pagó el {}.", care.es, payment.es),
        );
    }
    check.differs(
        Certainty::Likely,
        Bilingual::of(
            format!("The payment is dated {}, before the care began on {}.", payment.en, care.en),
            format!("El pago tiene fecha de {}, antes de que la atención empezara el {}.", payment.es, care.es),
        ),
        Bilingual::of(
            "Some plans pay a provider in advance, and a date may have been mistyped.",
            "Algunos planes pagan por adelantado, y puede que una fecha se haya escrito mal.",
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::fhir::json::testing::json;

    use super::*;
    use crate::claims::explain;
    use crate::ipc::CheckResult::{self, Agrees, CannotBeChecked, Differs};

    fn of(claim: &Value, id: CheckId) -> Option<CheckResult> {
        explain(claim).checks.into_iter().find(|check| check.id == id).map(|check| check.result)
    }

    #[test]
    fn a_payment_before_the_care_is_told_whatever_the_precision() {
        for (care, paid, expected) in [
            ("2026-05-02", "2026-05-20", Agrees),
            ("2026-05-02", "2026-05", Agrees),
            ("2026-05-02", "2026-05-01", Differs),
            ("2026-05", "2026-04", Differs),
            ("2026", "2026-01-01", Agrees),
            ("2026-05-02", "soon", CannotBeChecked),
            ("soon", "2026-05-02", CannotBeChecked),
        ] {
            let claim = json!({"billablePeriod": {"start": care}, "payment": {"date": paid}});
            assert_eq!(of(&claim, CheckId::PaymentDate), Some(expected), "{care} {paid}");
        }
    }

    #[test]
    fn a_payment_is_held_against_what_was_paid() {
        let claim = |total: &str, payment: &str| {
            let amount = |text: &str| json!({"value": serde_json::from_str::<serde_json::Value>(text).unwrap(), "currency": "USD"});
            json!({"total": [{"category": {"coding": [{"code": total}]}, "amount": amount("20")}],
                "payment": {"amount": amount(payment)}})
        };
        assert_eq!(of(&claim("paidtoprovider", "20.00"), CheckId::PaidAgainstPayment), Some(Agrees));
        assert_eq!(of(&claim("paidtoprovider", "25"), CheckId::PaidAgainstPayment), Some(Differs));
        assert_eq!(of(&claim("submitted", "20"), CheckId::PaidAgainstPayment), Some(CannotBeChecked));
    }

    #[test]
    fn one_amount_paid_to_two_is_told() {
        let entry = |code: &str, value: i32| json!({"category": {"coding": [{"code": code}]}, "amount": {"value": value, "currency": "USD"}});
        let claim = |provider: i32, patient: i32| json!({"total": [entry("paidtoprovider", provider), entry("paidtopatient", patient)]});
        assert_eq!(of(&claim(20, 20), CheckId::PaidTwice), Some(Differs));
        assert_eq!(of(&claim(20, 5), CheckId::PaidTwice), None);
        assert_eq!(of(&claim(0, 0), CheckId::PaidTwice), None);
    }
}
