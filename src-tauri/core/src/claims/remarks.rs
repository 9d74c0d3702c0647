//! What is odd about a claim as the plan sent it, in words. Nothing is mended and nothing is left out because of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::fhir::json::Value;

use super::adjudication::{Adjudication, Category};
use super::{say, terms, words};
use crate::date::PartialDate;
use crate::fhir::resource::{Concept, ElementPath, elements, field, text};
use crate::ipc::{Bilingual, Explanation, Figure, Money, Remark, RemarkId};
use crate::money;

pub(super) fn of_claim(claim: &Value, explanation: &Explanation) -> Vec<Remark> {
    let mut remarks = Vec::new();
    entries(claim, &mut remarks);
    figures(explanation, &mut remarks);
    contradictions(claim, &mut remarks);
    lines(explanation, &mut remarks);
    listed(explanation, &mut remarks);
    dates(claim, &mut remarks);
    remarks
}

fn remark(id: RemarkId, element: Option<String>, en: String, es: String) -> Remark {
    Remark { id, element, text: Bilingual { en, es } }
}

/// Adjudications and totals whose amount cannot be read, or that name a category and say nothing of it.
fn entries(claim: &Value, remarks: &mut Vec<Remark>) {
    let root = ElementPath::root("ExplanationOfBenefit");
    let of = |owner: &Value, path: &ElementPath, remarks: &mut Vec<Remark>| {
        for list in ["total", "adjudication"] {
            for (index, entry) in elements(owner, list) {
                let path = path.child(list, index);
                remarks.extend(of_entry(entry, &path));
            }
        }
    };
    of(claim, &root, remarks);
    for list in ["item", "addItem"] {
        for (index, item) in elements(claim, list) {
            of(item, &root.child(list, index), remarks);
        }
    }
}

fn of_entry(entry: &Value, path: &ElementPath) -> Option<Remark> {
    let read = Adjudication::of(entry);
    let concept = Concept::in_field(entry, "category");
    let name = concept
        .and_then(Concept::code)
        .and_then(terms::category)
        .or_else(|| concept.and_then(Concept::label).map(Bilingual::same))
        .unwrap_or_else(|| Bilingual::of("An amount without a name", "Un importe sin nombre"));
    match field(entry, "amount") {
        Some(amount) if money::read(amount).is_none() => Some(remark(
            RemarkId::AmountUnreadable,
            Some(path.child("amount", None).to_string()),
            format!("{}: your plan sent an amount without a value that can be read.", name.en),
            format!("{}: su plan envió un importe sin un valor que se pueda leer.", name.es),
        )),
        Some(_) => None,
        None => {
            let says_nothing = field(entry, "value").is_none()
                && field(entry, "reason").is_none()
                && !matches!(read.category, Category::Is(_) | Category::StandingOf(_) | Category::Reason)
                && concept.is_some();
            says_nothing.then(|| {
                remark(
                    RemarkId::AmountMissing,
                    Some(path.to_string()),
                    format!("{}: your plan names this and states no amount.", name.en),
                    format!("{}: su plan lo menciona y no indica ningún importe.", name.es),
                )
            })
        }
    }
}

/// Odd amounts: each kind of oddity is told once, with the first element it is found at.
fn figures(explanation: &Explanation, remarks: &mut Vec<Remark>) {
    let mut currencies: BTreeSet<&str> = BTreeSet::new();
    let (mut bare, mut negative, mut long) = (Vec::new(), Vec::new(), Vec::new());
    for figure in words::all_figures(explanation) {
        let Some(money) = &figure.money else { continue };
        match money.currency.as_deref() {
            Some(currency) => {
                currencies.insert(currency);
            }
            None => bare.push(figure),
        }
        if money.amount.starts_with('-') && !money::is_zero(money) {
            negative.push(figure);
        }
        let decimals = money.amount.split_once('.').map_or(0, |(_, fraction)| fraction.trim_end_matches('0').len());
        if decimals > 2 {
            long.push(figure);
        }
    }
    let first = |found: &[&Figure]| found.first().and_then(|figure| figure.element.clone());
    let amounts = |count: usize| match count {
        1 => Bilingual::of("One amount", "Un importe"),
        _ => Bilingual::of(format!("{count} amounts"), format!("{count} importes")),
    };
    if !bare.is_empty() {
        let some = amounts(bare.len());
        let (en, es) = if bare.len() == 1 { ("has", "no tiene") } else { ("have", "no tienen") };
        remarks.push(remark(
            RemarkId::CurrencyMissing,
            first(&bare),
            format!("{} {en} no currency stated.", some.en),
            format!("{} {es} moneda indicada.", some.es),
        ));
    }
    if currencies.len() > 1 {
        let list = currencies.into_iter().collect::<Vec<_>>().join(", ");
        remarks.push(remark(
            RemarkId::SeveralCurrencies,
            None,
            format!("This claim has amounts in several currencies ({list}). They are never added together."),
            format!("Este reclamo tiene importes en varias monedas ({list}). Nunca se suman entre sí."),
        ));
    }
    if !negative.is_empty() {
        let some = amounts(negative.len());
        let (en, es) = if negative.len() == 1 { ("is", "está") } else { ("are", "están") };
        remarks.push(remark(
            RemarkId::BelowZero,
            first(&negative),
            format!("{} {en} below zero. Plans use this to take back what they stated before.", some.en),
            format!("{} {es} por debajo de cero. Los planes lo usan para anular lo que indicaron antes.", some.es),
        ));
    }
    if !long.is_empty() {
        let some = amounts(long.len());
        let (en, es) = if long.len() == 1 { ("has", "tiene") } else { ("have", "tienen") };
        remarks.push(remark(
            RemarkId::ManyDecimals,
            first(&long),
            format!("{} {en} more than two decimals. All of them are shown.", some.en),
            format!("{} {es} más de dos decimales. Se muestran todos.", some.es),
        ));
    }
}

/// One category stated twice in the header with different amounts.
fn contradictions(claim: &Value, remarks: &mut Vec<Remark>) {
    let root = ElementPath::root("ExplanationOfBenefit");
    let mut stated: HashMap<String, Money> = HashMap::new();
    let mut told = HashSet::new();
    for list in ["total", "adjudication"] {
        for (index, entry) in elements(claim, list) {
            let read = Adjudication::of(entry);
            let (Some(code), Some(money)) = (read.code, read.amount.and_then(money::read)) else { continue };
            // Reasons come with an amount each; standings have none of their own.
            if matches!(read.category, Category::Reason | Category::Is(_) | Category::StandingOf(_)) {
                continue;
            }
            let code = code.to_ascii_lowercase();
            match stated.get(&code) {
                Some(first) if contradicts(first, &money) && told.insert(code.clone()) => {
                    let name = terms::category(&code).unwrap_or_else(|| Bilingual::same(&code));
                    let (one, other) = (say::amount(first), say::amount(&money));
                    remarks.push(remark(
                        RemarkId::ContradictoryTotals,
                        Some(root.child(list, index).to_string()),
                        format!("{}: your plan states both {} and {}.", name.en, one.en, other.en),
                        format!("{}: su plan indica tanto {} como {}.", name.es, one.es, other.es),
                    ));
                }
                Some(_) => {}
                None => {
                    stated.insert(code, money);
                }
            }
        }
    }
}

/// A currency that is stated once and left out once is no contradiction by itself.
fn contradicts(first: &Money, other: &Money) -> bool {
    let is_left_out = first.currency.is_none() || other.currency.is_none();
    let other =
        Money { currency: if is_left_out { first.currency.clone() } else { other.currency.clone() }, ..other.clone() };
    !money::is_same(first, &other)
}

fn lines(explanation: &Explanation, remarks: &mut Vec<Remark>) {
    let known: BTreeSet<u32> = explanation.diagnoses.iter().filter_map(|diagnosis| diagnosis.sequence).collect();
    let mut dangling: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    let mut seen: HashSet<u32> = HashSet::new();
    let mut twice: BTreeMap<u32, &str> = BTreeMap::new();
    for line in &explanation.lines {
        for sequence in line.diagnosis_sequences.iter().filter(|sequence| !known.contains(sequence)) {
            dangling.entry(*sequence).or_default().push(&line.element);
        }
        let is_item = line.element.matches('.').count() == 1 && line.element.contains(".item");
        if let Some(sequence) = line.sequence.filter(|_| is_item)
            && !seen.insert(sequence)
        {
            twice.entry(sequence).or_insert(&line.element);
        }
    }
    for (sequence, places) in dangling {
        remarks.push(remark(
            RemarkId::DiagnosisMissing,
            places.first().map(|place| (*place).to_owned()),
            format!("A line refers to diagnosis {sequence}, which is not on this claim."),
            format!("Una línea se refiere al diagnóstico {sequence}, que no está en este reclamo."),
        ));
    }
    for (sequence, place) in twice {
        remarks.push(remark(
            RemarkId::SameSequence,
            Some(place.to_owned()),
            format!("More than one line has the number {sequence}. All of them are shown."),
            format!("Más de una línea tiene el número {sequence}. Se muestran todas."),
        ));
    }
}

fn listed(explanation: &Explanation, remarks: &mut Vec<Remark>) {
    for entry in explanation.diagnoses.iter().chain(&explanation.procedures) {
        if entry.coded.text.is_none() && entry.coded.code.is_none() {
            remarks.push(remark(
                RemarkId::CodeElsewhere,
                Some(entry.element.clone()),
                "Your plan names a diagnosis or procedure by a link only, and what it links to is not in the claim."
                    .to_owned(),
                "Su plan menciona un diagnóstico o procedimiento solo con un enlace, y lo enlazado no está en el reclamo."
                    .to_owned(),
            ));
        }
    }
}

fn dates(claim: &Value, remarks: &mut Vec<Remark>) {
    let root = ElementPath::root("ExplanationOfBenefit");
    let mut reversed = None;
    let mut unreadable = |owner: &Value, name: &str, path: ElementPath| {
        let written = text(owner, name)?;
        let date = PartialDate::parse(written);
        if date.is_none() {
            remarks.push(remark(
                RemarkId::DateUnreadable,
                Some(path.to_string()),
                format!("Your plan sent “{written}” where a date belongs."),
                format!("Su plan envió «{written}» donde va una fecha."),
            ));
        }
        date
    };
    unreadable(claim, "created", root.child("created", None));
    if let Some(period) = field(claim, "billablePeriod") {
        let path = root.child("billablePeriod", None);
        let start = unreadable(period, "start", path.child("start", None));
        let end = unreadable(period, "end", path.child("end", None));
        if let (Some(start), Some(end)) = (start, end)
            && end.last_day() < start.first_day()
        {
            let (first, last) = (say::date(&start.to_string()), say::date(&end.to_string()));
            reversed = Some(remark(
                RemarkId::DatesReversed,
                Some(path.to_string()),
                format!("Your plan says that the care began on {} and ended on {}.", first.en, last.en),
                format!("Su plan dice que la atención empezó el {} y terminó el {}.", first.es, last.es),
            ));
        }
    }
    for list in ["item", "addItem"] {
        for (index, item) in elements(claim, list) {
            unreadable(item, "servicedDate", root.child(list, index).child("servicedDate", None));
        }
    }
    if let Some(payment) = field(claim, "payment") {
        unreadable(payment, "date", root.child("payment", None).child("date", None));
    }
    remarks.extend(reversed);
}

#[cfg(test)]
mod tests {
    use crate::fhir::json::testing::{Document, json};

    use super::*;
    use crate::claims::explain;

    fn ids(claim: &Value) -> Vec<RemarkId> {
        explain(claim).remarks.iter().map(|remark| remark.id).collect()
    }

    fn entry(code: &str, amount: Document) -> Document {
        json!({"category": {"coding": [{"code": code}]}, "amount": amount})
    }

    #[test]
    fn odd_things_are_said_in_words_and_plain_ones_are_not() {
        use RemarkId::*;
        let usd = |value: &str| json!({"value": serde_json::from_str::<serde_json::Value>(value).unwrap(), "currency": "USD"});
        for (claim, expected) in [
            (json!({"total": [entry("submitted", usd("1.00"))]}), vec![]),
            (json!({"total": [entry("submitted", json!({"currency": "USD"}))]}), vec![AmountUnreadable]),
            (json!({"total": [{"category": {"text": "Copay"}}]}), vec![AmountMissing]),
            (json!({"total": [{"category": {"text": "Units"}, "value": 2}]}), vec![]),
            (json!({"total": [entry("submitted", json!({"value": 1}))]}), vec![CurrencyMissing]),
            (json!({"total": [entry("copay", usd("-1"))]}), vec![BelowZero]),
            (json!({"total": [entry("copay", usd("1.0050"))]}), vec![ManyDecimals]),
            (json!({"total": [entry("copay", usd("1.5000"))]}), vec![]),
            (
                json!({"total": [entry("copay", usd("1")), entry("eligible", json!({"value": 1, "currency": "EUR"}))]}),
                vec![SeveralCurrencies],
            ),
            (json!({"total": [entry("copay", usd("1")), entry("copay", usd("2"))]}), vec![ContradictoryTotals]),
            (json!({"total": [entry("copay", usd("1")), entry("copay", usd("1.0"))]}), vec![]),
            (json!({"item": [{"sequence": 1, "diagnosisSequence": [3]}]}), vec![DiagnosisMissing]),
            (json!({"item": [{"sequence": 1}, {"sequence": 1}]}), vec![SameSequence]),
            (json!({"diagnosis": [{"diagnosisReference": {"reference": "Condition/1"}}]}), vec![CodeElsewhere]),
            (json!({"created": "yesterday"}), vec![DateUnreadable]),
            (json!({"billablePeriod": {"start": "2026-05-02", "end": "2026-05-01"}}), vec![DatesReversed]),
            (json!({"billablePeriod": {"start": "2026-05-02", "end": "2026-05"}}), vec![]),
        ] {
            assert_eq!(ids(&claim), expected, "{claim}");
        }
    }
}
