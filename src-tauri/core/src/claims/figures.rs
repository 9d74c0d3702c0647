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

use super::adjudication::{Adjudicated, Adjudication, Category, Entry, Line, Paid};
use crate::fhir::json::Value;
use crate::fhir::resource::{Concept, ElementPath, field};
use crate::ipc::Figure;
use crate::money;

/// The figures of a header, or of a line.
#[derive(Debug, Default)]
pub(super) struct Figures<F> {
    pub(super) billed: F,
    pub(super) discount: F,
    pub(super) plan_price: F,
    pub(super) plan_paid: F,
    pub(super) you_owe: F,
    pub(super) deductible: F,
    pub(super) copay: F,
    pub(super) coinsurance: F,
    pub(super) not_covered: F,
    pub(super) others: Vec<F>,
}

/// A figure as it stands in the resource.
#[derive(Debug, Default)]
pub(super) struct Stated<'a> {
    pub(super) money: Option<money::Stated<'a>>,
    place: Option<Place>,
    code: Option<&'a str>,
    label: Option<&'a str>,
}

/// Where a figure stands in its header or line: `adjudication[3].amount`, `net`.
#[derive(Debug, Clone, Copy)]
struct Place {
    name: &'static str,
    index: Option<usize>,
    child: Option<&'static str>,
}

impl Stated<'_> {
    /// The figure on its own; `path` is that of the header or the line.
    fn told(self, path: &ElementPath) -> Figure {
        let element = self.place.map(|Place { name, index, child }| {
            let element = path.child(name, index);
            String::from(match child {
                Some(child) => element.child(child, None),
                None => element,
            })
        });
        Figure {
            money: self.money.map(money::Stated::into_money),
            element,
            code: self.code.map(str::to_owned),
            label: self.label.map(str::to_owned),
        }
    }
}

impl<'a> Figures<Stated<'a>> {
    /// The figures on their own; `path` is that of the header or the line.
    pub(super) fn told(self, path: &ElementPath) -> Figures<Figure> {
        Figures {
            billed: self.billed.told(path),
            discount: self.discount.told(path),
            plan_price: self.plan_price.told(path),
            plan_paid: self.plan_paid.told(path),
            you_owe: self.you_owe.told(path),
            deductible: self.deductible.told(path),
            copay: self.copay.told(path),
            coinsurance: self.coinsurance.told(path),
            not_covered: self.not_covered.told(path),
            others: self.others.into_iter().map(|figure| figure.told(path)).collect(),
        }
    }

    /// The figures of a claim's header.
    pub(super) fn of_header(claim: &Adjudicated<'a>) -> Self {
        let mut figures = Self::default();
        let totals: Vec<_> = stated(&claim.total, "total").collect();
        let said: HashSet<_> = totals.iter().map(|(_, figure)| key(figure)).collect();
        let adjudications: Vec<_> =
            stated(&claim.header, "adjudication").filter(|(_, figure)| !said.contains(&key(figure))).collect();
        figures.take(totals.into_iter());
        figures.take(adjudications.into_iter());
        figures.take_payment(claim.claim);
        figures
    }

    /// The figures of a line. Those that a line has no place for are among the others, in the payer's order.
    pub(super) fn of_line(line: &Line<'a>) -> Self {
        let mut figures = Self::default();
        figures.take(stated(&line.entries, "adjudication"));
        let parts = [&mut figures.discount, &mut figures.deductible, &mut figures.copay, &mut figures.coinsurance];
        let mut others: Vec<Stated<'a>> =
            parts.into_iter().chain([&mut figures.not_covered]).map(std::mem::take).filter(is_stated).collect();
        others.append(&mut figures.others);
        for name in ["unitPrice", "net"] {
            others.extend(bare(field(line.line, name), Place { name, index: None, child: None }, name));
        }
        figures.others = others;
        figures
    }

    fn take(&mut self, entries: impl Iterator<Item = (Adjudication<'a>, Stated<'a>)>) {
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

    fn place(&mut self, category: Category) -> Option<&mut Stated<'a>> {
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

    fn take_payment(&mut self, claim: &'a Value<'a>) {
        let Some(payment) = field(claim, "payment") else { return };
        let place = |child| Place { name: "payment", index: None, child: Some(child) };
        let kind = Concept::in_field(payment, "type");
        if let Some(money) = field(payment, "amount").and_then(money::stated) {
            let figure = Stated {
                money: Some(money),
                place: Some(place("amount")),
                code: kind.and_then(Concept::code),
                label: kind.and_then(Concept::words),
            };
            if self.plan_paid.money.is_none() {
                self.plan_paid = figure;
            } else if self.plan_paid.money != figure.money {
                self.others.push(figure);
            }
        }
        let adjustment = bare(field(payment, "adjustment"), place("adjustment"), "adjustment");
        let reason = Concept::in_field(payment, "adjustmentReason");
        self.others.extend(adjustment.map(|figure| Stated {
            code: reason.and_then(Concept::code).or(figure.code),
            label: reason.and_then(Concept::words),
            ..figure
        }));
    }
}

/// The entries of a list that state money. CARIN 1.1 puts a network standing into `total`, which must have an amount,
/// with nought for one: that is no figure.
fn stated<'a>(entries: &[Entry<'a>], name: &'static str) -> impl Iterator<Item = (Adjudication<'a>, Stated<'a>)> {
    entries.iter().filter_map(move |&(index, entry)| {
        let money = entry.amount.and_then(money::stated)?;
        if matches!(entry.category, Category::Is(_)) && money.is_zero() {
            return None;
        }
        let words = entry.concept.and_then(Concept::short_words);
        let reason = entry.reason.filter(|_| entry.category == Category::Reason).and_then(Concept::label);
        let figure = Stated {
            money: Some(money),
            place: Some(Place { name, index, child: Some("amount") }),
            code: entry.code,
            label: reason.or(words),
        };
        Some((entry, figure))
    })
}

/// A figure of an element that has no category: the element's name is the code.
fn bare<'a>(element: Option<&'a Value<'a>>, place: Place, name: &'a str) -> Option<Stated<'a>> {
    let money = money::stated(element?)?;
    Some(Stated { money: Some(money), place: Some(place), code: Some(name), label: None })
}

/// Which of several payments is the plan's.
fn main_payment(paid: &[(Paid, Stated<'_>)]) -> Option<usize> {
    let first = |wanted: Paid| paid.iter().position(|(to, _)| *to == wanted);
    let is_nothing = |index: usize| {
        paid.get(index).is_some_and(|(_, figure)| figure.money.as_ref().is_some_and(money::Stated::is_zero))
    };
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
fn key<'s>(figure: &'s Stated<'_>) -> (Option<&'s str>, Option<(&'s str, Option<&'s str>)>) {
    let money = figure.money.as_ref().map(|money| (money.amount.as_ref(), money.currency.as_deref()));
    (figure.code.or(figure.label), money)
}

fn is_stated(figure: &Stated<'_>) -> bool {
    figure.money.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::{Document, json};

    fn entry(code: &str, amount: &str) -> Document {
        json!({"category": {"coding": [{"code": code}], "text": format!("The {code}")},
               "amount": {"value": serde_json::from_str::<serde_json::Value>(amount).unwrap(), "currency": "USD"}})
    }

    fn header(claim: &Value) -> Figures<Figure> {
        Figures::of_header(&Adjudicated::of(claim)).told(&ElementPath::root("ExplanationOfBenefit"))
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
        let figures = Figures::of_line(&Line::of((None, &line))).told(&path);
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
