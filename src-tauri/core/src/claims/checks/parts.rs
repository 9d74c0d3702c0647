//! Header figures against the parts that they are made of. Plans count what is not covered in or out of a price, so
//! each check knows the sums that are usual and finds a difference only where none of them holds.

use crate::fhir::json::Value;

use super::{distance, missing, not_stated, open, other_currency, sum, told_difference};
use crate::claims::adjudication::{Adjudication, Category};
use crate::claims::{say, terms};
use crate::fhir::resource::{ElementPath, elements};
use crate::ipc::{Bilingual, Certainty, Check, CheckId, Explanation, Figure, Money};
use crate::money::{self, Amount};

/// Billed: the discount and the plan's price; or the discount, the plan's payment and the member's part.
pub(super) fn billed(explanation: &Explanation) -> Check {
    let Explanation { billed, discount, plan_price, plan_paid, you_owe, not_covered, .. } = explanation;
    let check =
        open(CheckId::BilledAgainstParts, Bilingual::of("The bill against its parts", "La cuenta contra sus partes"));
    if let Some(names) =
        missing(&[(billed, "what was billed", "lo que se cobró"), (discount, "the discount", "el descuento")])
    {
        return not_stated(check, &names);
    }
    let parts: Vec<&Figure> = if is_stated(plan_price) {
        vec![discount, plan_price]
    } else if is_stated(plan_paid) && is_stated(you_owe) {
        vec![discount, plan_paid, you_owe]
    } else {
        let names = Bilingual::of("the plan’s price", "el precio del plan");
        return not_stated(check, &names);
    };
    let mut readings = vec![parts.clone()];
    if is_stated(plan_paid) && is_stated(you_owe) {
        readings.push(vec![discount, plan_paid, you_owe]);
    }
    for mut reading in readings.clone() {
        if is_stated(not_covered) {
            reading.push(not_covered);
            readings.push(reading);
        }
    }
    compare(
        check,
        billed,
        &readings,
        Certainty::Likely,
        &Bilingual::of(
            "Part of the bill may have been set aside for a reason that your plan lists elsewhere, for example as not covered \
         or paid by another insurer.",
            "Puede que una parte de la cuenta se haya apartado por un motivo que su plan indica en otro lugar, por ejemplo \
         como no cubierta o pagada por otro seguro.",
        ),
    )
}

/// The plan's price: what the plan pays, what the member owes, what another insurer paid.
pub(super) fn price(claim: &Value, explanation: &Explanation) -> Check {
    let Explanation { plan_price, plan_paid, you_owe, not_covered, deductible, copay, coinsurance, .. } = explanation;
    let check = open(
        CheckId::PriceAgainstPayers,
        Bilingual::of("The plan’s price against who pays it", "El precio del plan contra quién lo paga"),
    );
    if let Some(names) = missing(&[
        (plan_price, "its price", "su precio"),
        (plan_paid, "what it paid", "lo que pagó"),
        (you_owe, "what you owe", "lo que usted debe"),
    ]) {
        return not_stated(check, &names);
    }
    let (payments, others) = payments(claim, plan_paid);
    let mut readings: Vec<Vec<&Figure>> = Vec::new();
    for payment in &payments {
        readings.push(vec![payment, you_owe]);
        for other in &others {
            readings.push(vec![payment, you_owe, other]);
        }
        if is_stated(not_covered) {
            readings.push(vec![payment, you_owe, not_covered]);
        }
    }
    // A member's part beyond the plan's price, because it holds what is not covered.
    let beyond = is_stated(not_covered)
        && !readings.iter().any(|reading| adds_up(plan_price, reading))
        && payments.iter().any(|payment| {
            let whole = sum(&[plan_price, not_covered]);
            whole.is_some() && same(whole.as_ref(), sum(&[payment, you_owe]).as_ref())
        });
    // A copay or a deductible that the member does not owe is borne by somebody the claim does not name.
    let shared = [deductible, copay, coinsurance]
        .into_iter()
        .find(|part| exceeds(part, you_owe))
        .filter(|_| !readings.iter().any(|reading| adds_up(plan_price, reading)));
    if let Some(part) = shared {
        return part_elsewhere(check.with(&[plan_paid, you_owe, part]), plan_price, part, you_owe);
    }
    if beyond {
        let mut check = check.with(&[plan_paid, you_owe, not_covered]);
        check.stated = Some(plan_price.clone());
        return check.agrees(
            "What your plan paid and what you owe are its price and what is not covered, together.",
            "Lo que pagó su plan y lo que usted debe son, juntos, su precio y lo no cubierto.",
        );
    }
    compare(
        check,
        plan_price,
        &readings,
        Certainty::Likely,
        &Bilingual::of(
            "Another insurer, a program or the provider may bear the rest.",
            "Puede que otro seguro, un programa o el proveedor asuma el resto.",
        ),
    )
}

/// What the member owes: deductible, copay, coinsurance, and what is not covered unless the provider bears that.
pub(super) fn owed(explanation: &Explanation) -> Check {
    let Explanation { you_owe, deductible, copay, coinsurance, not_covered, .. } = explanation;
    let check = open(
        CheckId::OwedAgainstParts,
        Bilingual::of("What you owe against its parts", "Lo que usted debe contra sus partes"),
    );
    if let Some(names) = missing(&[(you_owe, "what you owe", "lo que usted debe")]) {
        return not_stated(check, &names);
    }
    let named = [
        (deductible, "the deductible", "el deducible"),
        (copay, "the copay", "el copago"),
        (coinsurance, "the coinsurance", "el coseguro"),
        (not_covered, "what is not covered", "lo no cubierto"),
    ];
    let stated: Vec<&Figure> = named.iter().map(|(figure, ..)| *figure).filter(|figure| is_stated(figure)).collect();
    let shared: Vec<&Figure> =
        [deductible, copay, coinsurance].into_iter().filter(|figure| is_stated(figure)).collect();
    let readings: Vec<Vec<&Figure>> = [stated.clone(), shared].into_iter().filter(|parts| !parts.is_empty()).collect();
    if let Some(names) = missing(&named)
        && !readings.iter().any(|reading| adds_up(you_owe, reading))
    {
        let mut check = not_stated(check.with(&stated), &names);
        check.stated = Some(you_owe.clone());
        return check;
    }
    compare(
        check,
        you_owe,
        &readings,
        Certainty::Likely,
        &Bilingual::of(
            "Another insurer or an account of yours may pay a part of it, or the provider may have to bear what is not \
         covered.",
            "Puede que otro seguro o una cuenta suya pague una parte, o que el proveedor deba asumir lo no cubierto.",
        ),
    )
}

fn is_stated(figure: &Figure) -> bool {
    figure.money.is_some()
}

fn same(one: Option<&Money>, other: Option<&Money>) -> bool {
    one.zip(other).is_some_and(|(one, other)| money::is_same(one, other))
}

fn adds_up(whole: &Figure, parts: &[&Figure]) -> bool {
    same(whole.money.as_ref(), sum(parts).as_ref())
}

/// Whether a part is more than its whole.
fn exceeds(part: &Figure, whole: &Figure) -> bool {
    let (Some(part), Some(whole)) = (&part.money, &whole.money) else { return false };
    let value = |money: &Money| Amount::parse(&money.amount)?.decimal();
    part.currency == whole.currency && value(part).zip(value(whole)).is_some_and(|(part, whole)| part > whole)
}

/// What the plan pays, in each of the ways that a claim states it, and what others paid.
fn payments(claim: &Value, plan_paid: &Figure) -> (Vec<Figure>, Vec<Figure>) {
    let root = ElementPath::root("ExplanationOfBenefit");
    let (mut payments, mut others) = (vec![plan_paid.clone()], Vec::new());
    for list in ["total", "adjudication"] {
        for (index, entry) in elements(claim, list) {
            let read = Adjudication::of(entry);
            let Some(money) = read.amount.and_then(money::read) else { continue };
            let figure = Figure {
                money: Some(money),
                element: Some(root.child(list, index).child("amount", None).to_string()),
                code: read.code.map(str::to_owned),
                label: None,
            };
            let is_other = read.code.is_some_and(|code| code.eq_ignore_ascii_case("priorpayerpaid"));
            if matches!(read.category, Category::PlanPaid(_)) && figure.element != plan_paid.element {
                payments.push(figure);
            } else if is_other {
                others.push(figure);
            }
        }
    }
    (payments, others)
}

fn part_elsewhere(mut check: Check, whole: &Figure, part: &Figure, you_owe: &Figure) -> Check {
    check.stated = Some(whole.clone());
    let name = terms::of_figure(part);
    let amount = |figure: &Figure| figure.money.as_ref().map(say::amount).unwrap_or_default();
    let (part, owed) = (amount(part), amount(you_owe));
    check.cannot(
        format!(
            "Cannot be checked: your plan states {} of {} and that you owe {}, so somebody it does not name bears a part.",
            name.en.to_lowercase(),
            part.en,
            owed.en
        ),
        format!(
            "No se puede comprobar: su plan indica {} de {} y que usted debe {}, así que alguien a quien no nombra asume \
             una parte.",
            name.es.to_lowercase(),
            part.es,
            owed.es
        ),
    )
}

/// Holds a figure against the usual readings of its parts; the first reading is the one that is told.
fn compare(
    check: Check,
    whole: &Figure,
    readings: &[Vec<&Figure>],
    certainty: Certainty,
    innocent: &Bilingual,
) -> Check {
    let told = readings.iter().find(|reading| adds_up(whole, reading)).or_else(|| readings.first());
    let (Some(reading), Some(money)) = (told, &whole.money) else { return other_currency(check) };
    let mut check = check.with(reading);
    check.stated = Some(whole.clone());
    let Some(added) = sum(reading) else { return other_currency(check) };
    let Some(difference) = distance(&added, money) else { return other_currency(check) };
    check.worked_out = Some(added.clone());
    // Sums are written as sums: the names of figures do not fit into every sentence.
    let joined = |pick: fn(&Bilingual) -> &String| {
        let parts = reading.iter().filter_map(|figure| {
            let (name, amount) = (terms::of_figure(figure), say::amount(figure.money.as_ref()?));
            Some(format!("{} {}", pick(&name), pick(&amount)))
        });
        parts.collect::<Vec<_>>().join(" + ")
    };
    let parts = Bilingual::of(joined(|text| &text.en), joined(|text| &text.es));
    let (amount, added) = (say::amount(money), say::amount(&added));
    let named = terms::of_figure(whole);
    if money::is_zero(&difference) {
        return check.agrees(
            format!("{} {} = {}.", named.en, amount.en, parts.en),
            format!("{} {} = {}.", named.es, amount.es, parts.es),
        );
    }
    let told = told_difference(&difference);
    check.difference = Some(difference);
    check.differs(
        certainty,
        Bilingual::of(
            format!("{} {}. But {} = {}. {}", named.en, amount.en, parts.en, added.en, told.en),
            format!("{} {}. Pero {} = {}. {}", named.es, amount.es, parts.es, added.es, told.es),
        ),
        innocent.clone(),
    )
}

#[cfg(test)]
mod tests {
    use crate::fhir::json::testing::{Document, json};

    use super::*;
    use crate::claims::explain;
    use crate::ipc::CheckResult::{self, Agrees, CannotBeChecked, Differs};

    fn result(id: CheckId, figures: &[(&str, &str)]) -> (CheckResult, Option<String>) {
        let total: Vec<Document> = figures
            .iter()
            .map(|(code, amount)| {
                json!({"category": {"coding": [{"code": code}]},
                    "amount": {"value": serde_json::from_str::<serde_json::Value>(amount).unwrap(), "currency": "USD"}})
            })
            .collect();
        let claim = json!({"outcome": "complete", "total": total});
        let check = explain(&claim).checks.into_iter().find(|check| check.id == id).unwrap();
        (check.result, check.difference.map(|money| money.amount))
    }

    #[test]
    fn a_bill_is_its_discount_and_the_plans_price() {
        let check = |figures: &[(&str, &str)]| result(CheckId::BilledAgainstParts, figures);
        let (billed, discount) = (("submitted", "412.00"), ("discount", "224.00"));
        assert_eq!(check(&[billed, discount, ("eligible", "188")]), (Agrees, None));
        assert_eq!(check(&[billed, discount, ("eligible", "180")]), (Differs, Some("8.00".to_owned())));
        assert_eq!(check(&[billed, discount, ("eligible", "180"), ("noncovered", "8")]), (Agrees, None));
        assert_eq!(check(&[billed, discount, ("benefit", "150.40"), ("memberliability", "37.6")]), (Agrees, None));
        assert_eq!(check(&[billed, discount, ("benefit", "150.40")]), (CannotBeChecked, None));
        assert_eq!(check(&[billed, ("eligible", "1")]), (CannotBeChecked, None));
    }

    #[test]
    fn a_price_is_what_the_plan_and_the_member_pay() {
        let check = |figures: &[(&str, &str)]| result(CheckId::PriceAgainstPayers, figures);
        let (price, paid) = (("eligible", "188"), ("paidtoprovider", "150.40"));
        assert_eq!(check(&[price, paid, ("memberliability", "37.60")]), (Agrees, None));
        assert_eq!(check(&[price, paid, ("memberliability", "7.60")]), (Differs, Some("30.00".to_owned())));
        assert_eq!(check(&[price, paid, ("memberliability", "7.60"), ("priorpayerpaid", "30")]), (Agrees, None));
        assert_eq!(check(&[price, paid, ("memberliability", "47.60"), ("noncovered", "10")]), (Agrees, None));
        assert_eq!(
            check(&[price, ("benefit", "150.40"), ("paidtoprovider", "0"), ("memberliability", "37.6")]),
            (Agrees, None)
        );
        assert_eq!(check(&[price, paid, ("memberliability", "0"), ("copay", "20")]), (CannotBeChecked, None));
        assert_eq!(
            check(&[price, paid, ("memberliability", "20"), ("copay", "20")]),
            (Differs, Some("17.60".to_owned()))
        );
        assert_eq!(check(&[price, paid]), (CannotBeChecked, None));
    }

    #[test]
    fn what_is_owed_is_its_parts_where_all_are_stated() {
        let check = |figures: &[(&str, &str)]| result(CheckId::OwedAgainstParts, figures);
        let (deductible, copay) = (("deductible", "10"), ("copay", "20"));
        let (coinsurance, refused) = (("coinsurance", "5.50"), ("noncovered", "4"));
        assert_eq!(check(&[("memberliability", "39.50"), deductible, copay, coinsurance, refused]), (Agrees, None));
        assert_eq!(check(&[("memberliability", "35.50"), deductible, copay, coinsurance, refused]), (Agrees, None));
        assert_eq!(
            check(&[("memberliability", "40"), deductible, copay, coinsurance, refused]),
            (Differs, Some("0.50".to_owned()))
        );
        assert_eq!(check(&[("memberliability", "30"), deductible, copay]), (Agrees, None));
        assert_eq!(check(&[("memberliability", "31"), deductible, copay]), (CannotBeChecked, None));
        assert_eq!(check(&[deductible, copay]), (CannotBeChecked, None));
    }
}
