//! What stands beside the adjudication: payment, supporting information, benefit balances, coverage, related claims,
//! an accident.

use crate::fhir::json::{self, Content, Value};

use super::{related, terms};
use crate::date::PartialDate;
use crate::fhir::reference::{Contained, Reference};
use crate::fhir::resource::{Concept, ElementPath, each, elements, field, said, text, whole_number};
use crate::ipc::{
    Accident, BenefitBalance, BenefitLimit, ClaimInsurance, Figure, Payment, RelatedClaim, StatedValue, Supporting,
};
use crate::money::{self, Amount};

fn flag(value: &Value) -> Option<bool> {
    match json::content(value) {
        Content::Bool(flag) => Some(*flag),
        _ => None,
    }
}

fn label(owner: &Value, name: &str) -> Option<String> {
    Concept::in_field(owner, name).and_then(Concept::label).map(str::to_owned)
}

/// A date as precise as it came; one that cannot be read stands as the payer wrote it.
pub(super) fn day(owner: &Value, name: &str) -> Option<String> {
    let written = text(owner, name)?;
    Some(PartialDate::parse(written).map_or_else(|| written.to_owned(), |date| date.to_string()))
}

fn money_figure(owner: &Value, name: &str, path: &ElementPath) -> Figure {
    match field(owner, name).and_then(money::read) {
        Some(money) => Figure {
            money: Some(money),
            element: Some(path.child(name, None).to_string()),
            code: Some(name.to_owned()),
            label: None,
        },
        None => Figure::default(),
    }
}

/// The payment, where the claim says anything of one.
pub(super) fn payment(claim: &Value, root: &ElementPath) -> Option<Payment> {
    let (index, payment) = elements(claim, "payment").next()?;
    let path = root.child("payment", index);
    let payee = field(claim, "payee").and_then(|payee| {
        let party = Reference::in_field(payee, "party").and_then(Reference::display).map(str::to_owned);
        party.or_else(|| label(payee, "type"))
    });
    let found = Payment {
        amount: money_figure(payment, "amount", &path),
        adjustment: money_figure(payment, "adjustment", &path),
        adjustment_reason: label(payment, "adjustmentReason"),
        date: day(payment, "date"),
        type_text: label(payment, "type"),
        number: field(payment, "identifier").and_then(|identifier| text(identifier, "value")).map(str::to_owned),
        payee,
    };
    (found != Payment { payee: found.payee.clone(), ..Payment::default() }).then_some(found)
}

/// The supporting information, in the payer's order.
pub(super) fn supporting<'a>(claim: &'a Value<'a>, contained: &Contained<'a>, root: &ElementPath) -> Vec<Supporting> {
    elements(claim, "supportingInfo")
        .map(|(index, info)| {
            let category = Concept::in_field(info, "category");
            let code = category.and_then(Concept::code);
            let (start, end) = match field(info, "timingPeriod") {
                Some(period) => (day(period, "start"), day(period, "end")),
                None => (day(info, "timingDate"), None),
            };
            let said_code = Concept::in_field(info, "code").or_else(|| Concept::in_field(info, "reason"));
            Supporting {
                code: code.map(str::to_owned),
                name: terms::of_fact(code, category.and_then(Concept::words)),
                text: value_text(info, contained)
                    .or_else(|| said_code.and_then(Concept::words).map(str::to_owned))
                    .or_else(|| label(info, "reason")),
                value_code: said_code.and_then(Concept::code).map(str::to_owned),
                start,
                end,
                element: root.child("supportingInfo", index).to_string(),
            }
        })
        .collect()
}

/// A value of any of its types, as text.
fn value_text<'a>(info: &'a Value<'a>, contained: &Contained<'a>) -> Option<String> {
    if let Some(text) = text(info, "valueString") {
        return Some(text.to_owned());
    }
    if let Some(quantity) = field(info, "valueQuantity") {
        return quantity_text(quantity);
    }
    if let Some(flag) = field(info, "valueBoolean").and_then(flag) {
        return Some(if flag { "✓" } else { "✗" }.to_owned());
    }
    let reference = Reference::in_field(info, "valueReference")?;
    let name = || contained.resolve(reference).and_then(crate::fhir::patient::party_name);
    let identifier = || reference.identifier().map(|identifier| identifier.value.to_owned());
    reference.display().map(str::to_owned).or_else(name).or_else(identifier).or_else(|| written(reference, info))
}

/// The reference itself, where it says no more.
fn written(reference: Reference<'_>, info: &Value) -> Option<String> {
    reference.target()?;
    field(info, "valueReference").and_then(|value| text(value, "reference").or_else(|| said(value))).map(str::to_owned)
}

fn quantity_text(quantity: &Value) -> Option<String> {
    let number = Amount::read(field(quantity, "value").unwrap_or(quantity))?;
    let unit = text(quantity, "unit").or_else(|| text(quantity, "code"));
    Some(match unit {
        Some(unit) => format!("{} {unit}", number.plain()),
        None => number.plain().into_owned(),
    })
}

/// What the plan says of limits and of what is used of them.
pub(super) fn balances(claim: &Value, root: &ElementPath) -> Vec<BenefitBalance> {
    elements(claim, "benefitBalance")
        .map(|(index, balance)| {
            let path = root.child("benefitBalance", index);
            BenefitBalance {
                name: label(balance, "category")
                    .or_else(|| text(balance, "name").or_else(|| text(balance, "description")).map(str::to_owned)),
                network: label(balance, "network"),
                unit: label(balance, "unit"),
                term: label(balance, "term"),
                excluded: field(balance, "excluded").and_then(flag),
                limits: elements(balance, "financial")
                    .map(|(index, limit)| {
                        let path = path.child("financial", index);
                        let kind = Concept::in_field(limit, "type");
                        BenefitLimit {
                            name: kind.and_then(Concept::words).map(str::to_owned),
                            code: kind.and_then(Concept::code).map(str::to_owned),
                            allowed: money_figure(limit, "allowedMoney", &path),
                            allowed_text: count(limit, "allowedUnsignedInt")
                                .or_else(|| text(limit, "allowedString").map(str::to_owned)),
                            used: money_figure(limit, "usedMoney", &path),
                            used_text: count(limit, "usedUnsignedInt"),
                        }
                    })
                    .collect(),
            }
        })
        .collect()
}

fn count(owner: &Value, name: &str) -> Option<String> {
    let number = Amount::read(field(owner, name)?)?;
    Some(number.plain().into_owned())
}

/// The coverages that the claim was decided under.
pub(super) fn insurance<'a>(claim: &'a Value<'a>, contained: &Contained<'a>) -> Vec<ClaimInsurance> {
    let approvals = |owner: &'a Value<'a>| each(owner, "preAuthRef").filter_map(said).map(str::to_owned);
    let mut found: Vec<ClaimInsurance> = each(claim, "insurance")
        .map(|entry| {
            let coverage = field(entry, "coverage");
            let reference = coverage.map(Reference::of);
            let inside = reference
                .and_then(|reference| contained.resolve(reference))
                .and_then(|coverage| Concept::in_field(coverage, "type").and_then(Concept::words));
            ClaimInsurance {
                coverage: reference
                    .and_then(Reference::display)
                    .or(inside)
                    .or_else(|| coverage.and_then(|coverage| text(coverage, "reference").or_else(|| said(coverage))))
                    .map(str::to_owned),
                is_focal: field(entry, "focal").and_then(flag),
                preauthorizations: approvals(entry).collect(),
            }
        })
        .collect();
    let header: Vec<String> = approvals(claim).collect();
    if !header.is_empty() {
        match found.first_mut() {
            Some(first) => first.preauthorizations.extend(header),
            None => found.push(ClaimInsurance { preauthorizations: header, ..ClaimInsurance::default() }),
        }
    }
    found
}

/// Other claims that this one names, in the payer's order.
pub(super) fn related(claim: &Value) -> Vec<RelatedClaim> {
    each(claim, "related")
        .map(|entry| {
            let relationship = Concept::in_field(entry, "relationship");
            RelatedClaim {
                relationship: relationship.and_then(|kind| kind.code().or_else(|| kind.words())).map(str::to_owned),
                claim: related::names(std::iter::once(entry))
                    .into_iter()
                    .next()
                    .or_else(|| Reference::in_field(entry, "claim").and_then(Reference::display).map(str::to_owned)),
            }
        })
        .collect()
}

/// The accident that it is about.
pub(super) fn accident(claim: &Value) -> Option<Accident> {
    let accident = field(claim, "accident")?;
    let place = Reference::in_field(accident, "locationReference").and_then(Reference::display).map(str::to_owned);
    let address = || {
        let address = field(accident, "locationAddress")?;
        text(address, "text").or_else(|| text(address, "city")).map(str::to_owned)
    };
    let found = Accident { date: day(accident, "date"), kind: label(accident, "type"), place: place.or_else(address) };
    (found != Accident::default()).then_some(found)
}

/// Adjudicated values that are no money: units, percentages.
pub(super) fn values(owner: &Value, path: &ElementPath) -> Vec<StatedValue> {
    ["total", "adjudication"]
        .into_iter()
        .flat_map(|list| {
            elements(owner, list).filter_map(move |(index, entry)| {
                let value = Amount::read(field(entry, "value")?)?;
                let category = Concept::in_field(entry, "category");
                Some(StatedValue {
                    value: value.plain().into_owned(),
                    element: path.child(list, index).child("value", None).to_string(),
                    code: category.and_then(Concept::code).map(str::to_owned),
                    label: category.and_then(Concept::short_words).map(str::to_owned),
                })
            })
        })
        .collect()
}

/// The numbers of the diagnoses that a line is for.
pub(super) fn diagnosis_sequences(line: &Value) -> Vec<u32> {
    // A list of bare numbers: each is read as a field of its own.
    elements(line, "diagnosisSequence")
        .filter_map(|(_, number)| Amount::read(number)?.plain().parse().ok())
        .chain(whole_number(line, "diagnosisSequence"))
        .collect::<std::collections::BTreeSet<u32>>()
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::fhir::json::testing::{Document, json};

    use super::*;

    fn root() -> ElementPath {
        ElementPath::root("ExplanationOfBenefit")
    }

    #[test]
    fn supporting_information_is_named_and_told_whatever_its_type() {
        let entry =
            |code: &str, name: &str, value: Document| json!({"category": {"coding": [{"code": code}]}, name: value});
        let claim = json!({"supportingInfo": [
            entry("admissionperiod", "timingPeriod", json!({"start": "2026-05-01", "end": "2026-05"})),
            entry("clmrecvddate", "timingDate", json!("2026-05-09")),
            entry("drg", "code", json!({"coding": [{"code": "470", "display": "Joint replacement"}]})),
            entry("dayssupply", "valueQuantity", json!({"value": 30.0, "unit": "days"})),
            entry("medicalrecordnumber", "valueString", json!("MRN-1")),
            entry("servicefacility", "valueReference", json!({"reference": "Organization/9"})),
            entry("house-rule", "valueBoolean", json!(true)),
        ]});
        let found = supporting(&claim, &Contained::of(&claim), &root());
        let shown: Vec<_> = found
            .iter()
            .map(|one| (one.name.en.as_str(), one.text.as_deref(), one.start.as_deref(), one.end.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                ("Hospital stay", None, Some("2026-05-01"), Some("2026-05")),
                ("Plan received the claim", None, Some("2026-05-09"), None),
                ("Payment group (DRG)", Some("Joint replacement"), None, None),
                ("Days of supply", Some("30.0 days"), None, None),
                ("Medical record number", Some("MRN-1"), None, None),
                ("Place of care", Some("Organization/9"), None, None),
                ("house-rule", Some("✓"), None, None),
            ]
        );
    }

    #[test]
    fn balances_keep_counts_words_and_money_apart() {
        let claim = json!({"benefitBalance": [{
            "category": {"text": "Medical"}, "network": {"coding": [{"code": "in"}]},
            "unit": {"coding": [{"code": "individual"}]}, "term": {"coding": [{"code": "annual"}]},
            "financial": [
                {"type": {"coding": [{"code": "deductible"}]}, "allowedMoney": {"value": 500, "currency": "USD"},
                 "usedMoney": {"value": 125.50, "currency": "USD"}},
                {"type": {"coding": [{"code": "visit"}]}, "allowedUnsignedInt": 20, "usedUnsignedInt": 3},
                {"allowedString": "as needed"},
            ],
        }]});
        let found = balances(&claim, &root());
        let balance = found.first().unwrap();
        assert_eq!((balance.network.as_deref(), balance.unit.as_deref()), (Some("in"), Some("individual")));
        let money = balance.limits[0].used.money.as_ref().unwrap();
        assert_eq!(money.amount, "125.5");
        assert_eq!(
            balance.limits[0].used.element.as_deref(),
            Some("ExplanationOfBenefit.benefitBalance[0].financial[0].usedMoney")
        );
        assert_eq!(balance.limits[1].allowed_text.as_deref(), Some("20"));
        assert_eq!(balance.limits[2].allowed_text.as_deref(), Some("as needed"));
    }

    #[test]
    fn approvals_related_claims_and_accidents_are_read() {
        let claim = json!({
            "preAuthRef": "PA-2",
            "insurance": [{"focal": true, "coverage": {"reference": "Coverage/c1"}, "preAuthRef": ["PA-1"]}],
            "related": [{"relationship": {"coding": [{"code": "prior"}]}, "reference": {"value": "CLM-7"}}],
            "accident": {"date": "2026-01", "type": {"coding": [{"code": "MVA"}]}},
        });
        let insurance = insurance(&claim, &Contained::of(&claim));
        assert_eq!(insurance[0].preauthorizations, ["PA-1", "PA-2"]);
        assert_eq!(related(&claim)[0].claim.as_deref(), Some("CLM-7"));
        assert_eq!(accident(&claim).unwrap().date.as_deref(), Some("2026-01"));
        assert_eq!(accident(&json!({})), None);
    }

    #[test]
    fn values_without_money_are_kept_with_their_elements() {
        let line = json!({"adjudication": [{"category": {"coding": [{"code": "allowedunits"}]}, "value": 3}],
            "diagnosisSequence": [2, 1, "x"]});
        let found = values(&line, &root().child("item", Some(0)));
        assert_eq!(found[0].element, "ExplanationOfBenefit.item[0].adjudication[0].value");
        assert_eq!(diagnosis_sequences(&line), [1, 2]);
    }
}
