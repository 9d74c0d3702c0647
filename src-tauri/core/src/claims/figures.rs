//! The figures of a claim's header and of its lines, each with the element it came from.
//!
//! - `total` is asked first; what it does not state is looked for in the header's `adjudication`. Nothing is added up
//!   from lines and nothing is subtracted.
//! - Of two entries for one thing the first is the figure; the others are kept among the other figures.
//! - Paid by the plan: `paidtoprovider`, unless it is nought and `paidtopatient` is not; then a payer's own `paid`;
//!   then `benefit`, which is what the coverage pays rather than what has been paid; then `payment.amount`.
//! - Owed by the member: `memberliability` and nothing else. `paidbypatient` is what was paid, not what is owed.
//! - A header adjudication or a payment that repeats a total, code and amount, is not shown twice.

use std::collections::HashSet;

use super::adjudication::{Adjudication, Category, Paid};
use crate::fhir::json::Value;
use crate::fhir::resource::{Concept, ElementPath, elements, field};
use crate::ipc::{Figure, Money};
use crate::money::{self, Amount};

/// The figures of a header, or of a line.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) billed: Figure,
    pub(super) discount: Figure,
    pub(super) plan_price: Figure,
    pub(super) plan_paid: Figure,
    pub(super) you_owe: Figure,
    pub(super) deductible: Figure,
    pub(super) copay: Figure,
    pub(super) coinsurance: Figure,
    pub(super) not_covered: Figure,
    pub(super) others: Vec<Figure>,
}

impl Figures {
    /// The figures of a claim's header.
    pub(super) fn of_header(claim: &Value, root: &ElementPath) -> Self {
        let mut figures = Self::default();
        let mut said = HashSet::new();
        let totals: Vec<_> = stated(claim, "total", root).collect();
        said.extend(totals.iter().map(|(_, figure)| key(figure)));
        figures.take(totals.into_iter());
        let adjudications = stated(claim, "adjudication", root).filter(|(_, figure)| !said.contains(&key(figure)));
        figures.take(adjudications);
        figures.take_payment(claim, root);
        figures
    }

    /// The figures of a line. Those that a line has no place for are among the others, in the payer's order.
    pub(super) fn of_line(line: &Value, path: &ElementPath) -> Self {
        let mut figures = Self::default();
        figures.take(stated(line, "adjudication", path));
        let parts = [&mut figures.discount, &mut figures.deductible, &mut figures.copay, &mut figures.coinsurance];
        let mut others: Vec<Figure> =
            parts.into_iter().chain([&mut figures.not_covered]).map(std::mem::take).filter(is_stated).collect();
        others.append(&mut figures.others);
        for name in ["unitPrice", "net"] {
            others.extend(bare(field(line, name), &path.child(name, None), name));
        }
        figures.others = others;
        figures
    }

    fn take<'a>(&mut self, entries: impl Iterator<Item = (Adjudication<'a>, Figure)>) {
        let mut paid = Vec::new();
        for (entry, figure) in entries {
            if let Category::PlanPaid(to) = entry.category {
                paid.push((to, figure));
                continue;
            }
            match self.place(entry.category) {
                Some(place) if place.money.is_none() => *place = figure,
                _ => self.others.push(figure),
            }
        }
        if self.plan_paid.money.is_none()
            && let Some(main) = main_payment(&paid)
        {
            self.plan_paid = paid.remove(main).1;
        }
        self.others.extend(paid.into_iter().map(|(_, figure)| figure));
    }

    fn place(&mut self, category: Category) -> Option<&mut Figure> {
        match category {
            Category::Billed => Some(&mut self.billed),
            Category::Discount => Some(&mut self.discount),
            Category::PlanPrice => Some(&mut self.plan_price),
            Category::YouOwe => Some(&mut self.you_owe),
            Category::Deductible => Some(&mut self.deductible),
            Category::Copay => Some(&mut self.copay),
            Category::Coinsurance => Some(&mut self.coinsurance),
            Category::NotCovered => Some(&mut self.not_covered),
            Category::PlanPaid(_) => Some(&mut self.plan_paid),
            Category::Reason | Category::StandingOf(_) | Category::Is(_) | Category::Other => None,
        }
    }

    fn take_payment(&mut self, claim: &Value, root: &ElementPath) {
        let Some(payment) = field(claim, "payment") else { return };
        let path = root.child("payment", None);
        let kind = Concept::in_field(payment, "type");
        if let Some(money) = field(payment, "amount").and_then(money::read) {
            let figure = Figure {
                money: Some(money),
                element: Some(path.child("amount", None).into()),
                code: kind.and_then(Concept::code).map(str::to_owned),
                label: kind.and_then(Concept::words).map(str::to_owned),
            };
            if self.plan_paid.money.is_none() {
                self.plan_paid = figure;
            } else if self.plan_paid.money != figure.money {
                self.others.push(figure);
            }
        }
        let adjustment = bare(field(payment, "adjustment"), &path.child("adjustment", None), "adjustment");
        let reason = Concept::in_field(payment, "adjustmentReason");
        self.others.extend(adjustment.map(|figure| Figure {
            code: reason.and_then(Concept::code).map(str::to_owned).or(figure.code),
            label: reason.and_then(Concept::words).map(str::to_owned),
            ..figure
        }));
    }
}

/// The entries of a list that state money. CARIN 1.1 puts a network standing into `total`, which must have an amount,
/// with nought for one: that is no figure.
fn stated<'a>(
    owner: &'a Value<'a>,
    name: &'a str,
    path: &'a ElementPath,
) -> impl Iterator<Item = (Adjudication<'a>, Figure)> {
    elements(owner, name).filter_map(move |(index, element)| {
        let entry = Adjudication::of(element);
        let money = entry.amount.and_then(money::read)?;
        if matches!(entry.category, Category::Is(_)) && is_zero(&money) {
            return None;
        }
        let words = entry.concept.and_then(Concept::short_words);
        let reason = entry.reason.filter(|_| entry.category == Category::Reason).and_then(Concept::label);
        let figure = Figure {
            money: Some(money),
            element: Some(path.child(name, index).child("amount", None).into()),
            code: entry.code.map(str::to_owned),
            label: reason.or(words).map(str::to_owned),
        };
        Some((entry, figure))
    })
}

/// A figure of an element that has no category: the element's name is the code.
fn bare(element: Option<&Value>, path: &ElementPath, name: &str) -> Option<Figure> {
    let money = money::read(element?)?;
    Some(Figure { money: Some(money), element: Some(path.to_string()), code: Some(name.to_owned()), label: None })
}

/// Which of several payments is the plan's.
fn main_payment(paid: &[(Paid, Figure)]) -> Option<usize> {
    let first = |wanted: Paid| paid.iter().position(|(to, _)| *to == wanted);
    let is_nothing =
        |index: usize| paid.get(index).is_some_and(|(_, figure)| figure.money.as_ref().is_some_and(is_zero));
    let provider = first(Paid::ToProvider);
    let patient = first(Paid::ToPatient);
    let direct = match (provider, patient) {
        (Some(provider), Some(patient)) if is_nothing(provider) && !is_nothing(patient) => Some(patient),
        (Some(provider), _) => Some(provider),
        (None, patient) => patient,
    };
    direct.or_else(|| first(Paid::Somebody)).or_else(|| first(Paid::Payable))
}

/// What an entry says, to tell a repetition.
fn key(figure: &Figure) -> (Option<String>, Option<(String, Option<String>)>) {
    let name = figure.code.clone().or_else(|| figure.label.clone());
    (name, figure.money.clone().map(|money| (money.amount, money.currency)))
}

fn is_stated(figure: &Figure) -> bool {
    figure.money.is_some()
}

fn is_zero(money: &Money) -> bool {
    Amount::parse(&money.amount).is_some_and(|amount| amount.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::{Document, json};

    fn entry(code: &str, amount: &str) -> Document {
        json!({"category": {"coding": [{"code": code}], "text": format!("The {code}")},
               "amount": {"value": serde_json::from_str::<serde_json::Value>(amount).unwrap(), "currency": "USD"}})
    }

    fn header(claim: &Value) -> Figures {
        Figures::of_header(claim, &ElementPath::root("ExplanationOfBenefit"))
    }

    fn shown(figure: &Figure) -> (Option<&str>, Option<&str>) {
        (figure.element.as_deref(), figure.money.as_ref().map(|money| money.amount.as_str()))
    }

    #[test]
    fn totals_are_asked_before_header_adjudications() {
        let claim = json!({
            "total": [entry("submitted", "412.00"), entry("eligible", "188.00")],
            "adjudication": [entry("submitted", "999"), entry("eligible", "188.00"), entry("memberliability", "37.60")],
        });
        let figures = header(&claim);
        assert_eq!(shown(&figures.billed), (Some("ExplanationOfBenefit.total[0].amount"), Some("412.00")));
        assert_eq!(shown(&figures.you_owe), (Some("ExplanationOfBenefit.adjudication[2].amount"), Some("37.60")));
        let others: Vec<_> = figures.others.iter().map(shown).collect();
        assert_eq!(others, [(Some("ExplanationOfBenefit.adjudication[0].amount"), Some("999"))]);
    }

    #[test]
    fn lines_are_never_added_up_into_a_header_figure() {
        let claim = json!({"item": [{"adjudication": [entry("memberliability", "5"), entry("submitted", "9")]}]});
        let figures = header(&claim);
        assert_eq!((figures.you_owe, figures.billed), (Figure::default(), Figure::default()));
    }

    #[test]
    fn what_the_patient_paid_is_not_what_the_patient_owes() {
        let figures = header(&json!({"total": [entry("paidbypatient", "20.00")]}));
        assert_eq!(figures.you_owe, Figure::default());
        assert_eq!(figures.others.first().and_then(|figure| figure.code.as_deref()), Some("paidbypatient"));
        assert_eq!(figures.others.first().and_then(|figure| figure.label.as_deref()), Some("The paidbypatient"));
    }

    #[test]
    fn the_plans_payment_is_chosen_by_the_stated_order() {
        let payment = |amount| json!({"amount": {"value": amount, "currency": "USD"}});
        for (claim, main, kept) in [
            (json!({"total": [entry("benefit", "350"), entry("paidtoprovider", "340")]}), "340", vec!["350"]),
            (json!({"total": [entry("paidtoprovider", "0.00"), entry("paidtopatient", "80")]}), "80", vec!["0.00"]),
            (json!({"total": [entry("paidtopatient", "80"), entry("paidtoprovider", "20")]}), "20", vec!["80"]),
            (json!({"total": [entry("paidtoprovider", "0"), entry("benefit", "350")]}), "0", vec!["350"]),
            (json!({"total": [entry("paid", "7"), entry("benefit", "8")]}), "7", vec!["8"]),
            (json!({"total": [entry("benefit", "8")], "adjudication": [entry("paidtoprovider", "9")]}), "8", vec!["9"]),
            (json!({"payment": payment(12)}), "12", vec![]),
            (json!({"total": [entry("paidtoprovider", "12")], "payment": payment(12)}), "12", vec![]),
            (json!({"total": [entry("paidtoprovider", "12")], "payment": payment(24)}), "12", vec!["24"]),
        ] {
            let figures = header(&claim);
            let others: Vec<_> = figures.others.iter().filter_map(|figure| shown(figure).1).collect();
            assert_eq!((shown(&figures.plan_paid).1, others), (Some(main), kept), "{claim}");
        }
    }

    #[test]
    fn a_network_standing_with_nought_is_no_figure() {
        let system = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBPayerAdjudicationStatus";
        let category = json!({"coding": [{"system": system, "code": "innetwork"}]});
        let standing = |value: i32| json!({"category": category, "amount": {"value": value}});
        let figures = header(&json!({"total": [standing(0), standing(7)]}));
        let others: Vec<_> = figures.others.iter().map(shown).collect();
        assert_eq!(others, [(Some("ExplanationOfBenefit.total[1].amount"), Some("7"))]);
    }

    #[test]
    fn a_line_keeps_what_it_has_no_place_for() {
        let line = json!({
            "adjudication": [entry("submitted", "9.10"), entry("copay", "2"), entry("withhold", "1.000"),
                entry("deductible", "3")],
            "net": {"value": 9.1, "currency": "USD"},
        });
        let path = ElementPath::root("ExplanationOfBenefit").child("item", Some(4));
        let figures = Figures::of_line(&line, &path);
        assert_eq!(shown(&figures.billed), (Some("ExplanationOfBenefit.item[4].adjudication[0].amount"), Some("9.10")));
        let others: Vec<_> = figures.others.iter().map(|figure| (figure.code.as_deref(), shown(figure).1)).collect();
        assert_eq!(
            others,
            [
                (Some("deductible"), Some("3")),
                (Some("copay"), Some("2")),
                (Some("withhold"), Some("1.000")),
                (Some("net"), Some("9.1"))
            ]
        );
    }
}
