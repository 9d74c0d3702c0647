//! The lines of a claim, in the payer's order: items with their details, then lines that the payer added.

use std::borrow::Cow;

use super::adjudication::{Adjudicated, Line};
use super::figures::Figures;
use super::{coded, context, dates, network};
use crate::fhir::json::Value;
use crate::fhir::resource::{ElementPath, elements, field, whole_number};
use crate::ipc::ClaimLine;
use crate::money::Amount;

/// A line as it stands in the resource.
pub(super) struct Stated<'s, 'a> {
    pub(super) line: Cow<'s, Line<'a>>,
    place: Place,
}

/// Where a line stands in its claim.
#[derive(Clone, Copy)]
struct Place {
    list: &'static str,
    item: Option<usize>,
    detail: Option<Option<usize>>,
    part: Option<Option<usize>>,
}

impl Place {
    fn path(self, root: &ElementPath) -> ElementPath {
        let mut path = root.child(self.list, self.item);
        for (name, place) in [("detail", self.detail), ("subDetail", self.part)] {
            if let Some(index) = place {
                path = path.child(name, index);
            }
        }
        path
    }
}

/// Every line. Details and their details follow the line they belong to, where they are adjudicated of their own.
pub(super) fn all<'s, 'a>(claim: &'s Adjudicated<'a>) -> Vec<Stated<'s, 'a>> {
    let mut lines = Vec::with_capacity(claim.items.len() + claim.added.len());
    for (list, items) in [("item", &claim.items), ("addItem", &claim.added)] {
        for item in items {
            let place = Place { list, item: item.index, detail: None, part: None };
            lines.push(Stated { line: Cow::Borrowed(item), place });
            for (index, detail) in elements(item.line, "detail") {
                let place = Place { detail: Some(index), ..place };
                lines.extend(adjudicated(index, detail, place));
                for (index, part) in elements(detail, "subDetail") {
                    lines.extend(adjudicated(index, part, Place { part: Some(index), ..place }));
                }
            }
        }
    }
    lines
}

fn adjudicated<'s, 'a>(index: Option<usize>, detail: &'a Value<'a>, place: Place) -> Option<Stated<'s, 'a>> {
    is_adjudicated(detail).then(|| Stated { line: Cow::Owned(Line::of((index, detail))), place })
}

/// Every line, with all that it says.
pub(super) fn of_claim(claim: &Adjudicated<'_>, root: &ElementPath) -> Vec<ClaimLine> {
    all(claim).iter().map(|stated| line(&stated.line, &stated.place.path(root))).collect()
}

fn is_adjudicated(line: &Value) -> bool {
    elements(line, "adjudication").next().is_some()
}

fn line(line: &Line<'_>, path: &ElementPath) -> ClaimLine {
    let item = line.line;
    let figures = Figures::of_line(line).told(path);
    let (start, end) = dates::of_line(item);
    let quantity = field(item, "quantity").and_then(|quantity| field(quantity, "value")).and_then(Amount::read);
    ClaimLine {
        sequence: whole_number(item, "sequence"),
        service: coded::service(item).told(),
        start: start.map(|date| date.to_string()),
        end: end.map(|date| date.to_string()),
        quantity: quantity.map(|quantity| quantity.plain().into_owned()),
        billed: figures.billed,
        plan_price: figures.plan_price,
        plan_paid: figures.plan_paid,
        you_owe: figures.you_owe,
        other_figures: figures.others,
        reasons: coded::distinct(coded::reasons(&line.entries)),
        network_text: network::of_line(line).words,
        values: context::values(item, path),
        diagnosis_sequences: context::diagnosis_sequences(item),
        element: path.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    #[test]
    fn details_and_added_lines_are_lines_with_their_own_elements() {
        let paid = json!([{"category": {"coding": [{"code": "benefit"}]}, "amount": {"value": 1}}]);
        let claim = json!({
            "item": [{"sequence": 1, "quantity": {"value": 2.0},
                "detail": [{"sequence": 1}, {"sequence": 2, "adjudication": paid}]}],
            "addItem": [{"adjudication": paid}],
        });
        let lines = of_claim(&Adjudicated::of(&claim), &ElementPath::root("ExplanationOfBenefit"));
        let elements: Vec<_> = lines.iter().map(|line| line.plan_paid.element.as_deref()).collect();
        assert_eq!(
            elements,
            [
                None,
                Some("ExplanationOfBenefit.item[0].detail[1].adjudication[0].amount"),
                Some("ExplanationOfBenefit.addItem[0].adjudication[0].amount"),
            ]
        );
        assert_eq!(lines.first().and_then(|line| line.quantity.as_deref()), Some("2.0"));
    }
}
