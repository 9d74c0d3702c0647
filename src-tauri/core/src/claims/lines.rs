//! The lines of a claim, in the payer's order: items with their details, then lines that the payer added.

use super::figures::Figures;
use super::{coded, context, dates, network};
use crate::fhir::json::Value;
use crate::fhir::resource::{ElementPath, elements, field, whole_number};
use crate::ipc::ClaimLine;
use crate::money::Amount;

/// Every line. Details and their details follow the line they belong to, where they are adjudicated of their own.
pub(super) fn of_claim(claim: &Value, root: &ElementPath) -> Vec<ClaimLine> {
    let mut lines = Vec::new();
    for name in ["item", "addItem"] {
        for (index, item) in elements(claim, name) {
            let path = root.child(name, index);
            lines.push(line(item, &path));
            for (index, detail) in elements(item, "detail") {
                let path = path.child("detail", index);
                lines.extend(is_adjudicated(detail).then(|| line(detail, &path)));
                for (index, part) in elements(detail, "subDetail") {
                    let path = path.child("subDetail", index);
                    lines.extend(is_adjudicated(part).then(|| line(part, &path)));
                }
            }
        }
    }
    lines
}

fn is_adjudicated(line: &Value) -> bool {
    elements(line, "adjudication").next().is_some()
}

fn line(item: &Value, path: &ElementPath) -> ClaimLine {
    let figures = Figures::of_line(item, path);
    let (start, end) = dates::of_line(item);
    let quantity = field(item, "quantity").and_then(|quantity| field(quantity, "value")).and_then(Amount::read);
    ClaimLine {
        sequence: whole_number(item, "sequence"),
        service: coded::service(item),
        start: start.map(|date| date.to_string()),
        end: end.map(|date| date.to_string()),
        quantity: quantity.map(|quantity| quantity.plain().into_owned()),
        billed: figures.billed,
        plan_price: figures.plan_price,
        plan_paid: figures.plan_paid,
        you_owe: figures.you_owe,
        other_figures: figures.others,
        reasons: coded::distinct(coded::reasons(item)),
        network_text: network::of_line(item).words,
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
        let lines = of_claim(&claim, &ElementPath::root("ExplanationOfBenefit"));
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
