//! What a plan says of a year's limits: deductibles and out-of-pocket limits, from a claim's `benefitBalance` and a
//! Coverage's `costToBeneficiary`.
//!
//! Only what is for a year (or for no stated term) and for a person or the family is read here: a limit of visits or of a
//! day is on the claim's own page. Out-of-pocket limits have no HL7 code; they are known by their name.

use super::dates;
use crate::date::PartialDate;
use crate::fhir::json::Value;
use crate::fhir::resource::{Concept, ElementPath, elements, field, text};
use crate::ipc::{AccumulatorKind, Figure};
use crate::money;

/// A year's limit, and what is used of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// Of what.
    pub kind: AccumulatorKind,
    /// In or out of the network.
    pub in_network: Option<bool>,
    /// The family's; otherwise the patient's.
    pub is_family: bool,
    /// The benefit in the plan's words, where it is another than medical care.
    pub benefit: Option<String>,
    /// The limit.
    pub limit: Figure,
    /// What is used of it.
    pub used: Figure,
}

/// The balances that a claim states.
#[must_use]
pub fn of_claim(claim: &Value) -> Vec<Balance> {
    let root = ElementPath::root("ExplanationOfBenefit");
    let balance = |stated: Stated<'_>| {
        let (balance, limit) = stated.place;
        let path = root.child("benefitBalance", balance).child("financial", limit);
        Balance {
            kind: stated.kind,
            in_network: stated.in_network,
            is_family: stated.is_family,
            benefit: stated.benefit.map(str::to_owned),
            limit: figure(stated.limit, "allowedMoney", &path),
            used: figure(stated.limit, "usedMoney", &path),
        }
    };
    stated(claim).map(balance).collect()
}

/// A balance as it stands in a claim.
struct Stated<'a> {
    kind: AccumulatorKind,
    in_network: Option<bool>,
    is_family: bool,
    benefit: Option<&'a str>,
    limit: &'a Value<'a>,
    /// Its index in `benefitBalance`, and in `financial` there.
    place: (Option<usize>, Option<usize>),
}

fn stated<'a>(claim: &'a Value<'a>) -> impl Iterator<Item = Stated<'a>> {
    elements(claim, "benefitBalance").filter(|(_, balance)| is_yearly(balance)).flat_map(|(place, balance)| {
        let (is_family, in_network, benefit) = (family(balance), network(balance), benefit(balance));
        elements(balance, "financial").filter_map(move |(index, limit)| {
            let kind = Concept::in_field(limit, "type").and_then(kind)?;
            let is_money = |name| field(limit, name).and_then(money::stated).is_some();
            let is_stated = is_money("allowedMoney") || is_money("usedMoney");
            let (is_family, place) = (is_family?, (place, index));
            is_stated.then_some(Stated { kind, in_network, is_family, benefit, limit, place })
        })
    })
}

/// The limits that a Coverage states. FHIR has no place there for what is used, nor for a network or a family.
#[must_use]
pub fn of_coverage(coverage: &Value) -> Vec<Balance> {
    let root = ElementPath::root("Coverage");
    elements(coverage, "costToBeneficiary")
        .filter_map(|(index, cost)| {
            let kind = Concept::in_field(cost, "type").and_then(kind)?;
            let limit = figure(cost, "valueMoney", &root.child("costToBeneficiary", index));
            limit.money.as_ref()?;
            Some(Balance { kind, in_network: None, is_family: false, benefit: None, limit, used: Figure::default() })
        })
        .collect()
}

/// The day that a claim's balances are of: when the plan made the statement or paid, whichever was later.
#[must_use]
pub fn stated_on(claim: &Value) -> Option<String> {
    let day = |owner: Option<&Value>, name| owner.and_then(|owner| text(owner, name)).and_then(PartialDate::parse);
    let stated = day(Some(claim), "created").map(|date| date.to_string());
    let paid = day(field(claim, "payment"), "date").map(|date| date.to_string());
    stated.max(paid).or_else(|| {
        let (start, end) = dates::of_claim(claim);
        end.or(start).map(|date| date.to_string())
    })
}

/// Which balances a claim states, as bits: two claims of the same bits can stand in for each other. 0 for none.
#[must_use]
pub fn shape(claim: &Value) -> u16 {
    stated(claim).fold(0, |bits, balance| {
        let kind = u16::from(balance.kind == AccumulatorKind::OutOfPocket);
        let network = balance.in_network.map_or(2, u16::from);
        let place = (kind * 3 + network) * 2 + u16::from(balance.is_family);
        let other = if balance.benefit.is_some() { 1 << 12 } else { 0 };
        bits | (1 << place) | other
    })
}

fn figure(owner: &Value, name: &str, path: &ElementPath) -> Figure {
    let kind = Concept::in_field(owner, "type");
    field(owner, name).and_then(money::read).map_or_else(Figure::default, |money| Figure {
        money: Some(money),
        element: Some(path.child(name, None).into()),
        code: kind.and_then(Concept::code).map(str::to_owned),
        label: kind.and_then(Concept::words).map(str::to_owned),
    })
}

/// Letters and digits alone, in small letters: `Out-of-pocket limit` and `outOfPocket` begin alike.
fn bare(words: &str) -> String {
    words.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn kind(concept: Concept<'_>) -> Option<AccumulatorKind> {
    let names = concept.codings().filter_map(|coding| coding.code).chain(concept.words());
    names.map(bare).find_map(|name| match name.as_str() {
        "deductible" => Some(AccumulatorKind::Deductible),
        "oop" | "moop" | "oopmax" | "oopm" => Some(AccumulatorKind::OutOfPocket),
        _ if name.contains("outofpocket") => Some(AccumulatorKind::OutOfPocket),
        _ => None,
    })
}

fn family(balance: &Value) -> Option<bool> {
    let unit = Concept::in_field(balance, "unit")?;
    unit.codings().filter_map(|coding| coding.code).chain(unit.words()).find_map(|name| match bare(name).as_str() {
        "family" => Some(true),
        "individual" => Some(false),
        _ => None,
    })
}

fn is_yearly(balance: &Value) -> bool {
    let Some(term) = Concept::in_field(balance, "term") else { return true };
    term.codings().filter_map(|coding| coding.code).chain(term.words()).any(|name| {
        let name = bare(name);
        name == "annual" || name.contains("year")
    })
}

fn network(balance: &Value) -> Option<bool> {
    let network = Concept::in_field(balance, "network")?;
    network.codings().filter_map(|coding| coding.code).chain(network.words()).find_map(|name| {
        match bare(name).as_str() {
            "in" | "innetwork" => Some(true),
            "out" | "outofnetwork" => Some(false),
            _ => None,
        }
    })
}

/// Medical care and "health benefit plan coverage" are what is meant where nothing else is said.
fn benefit<'a>(balance: &'a Value<'a>) -> Option<&'a str> {
    let category = Concept::in_field(balance, "category")?;
    let is_medical = category
        .codings()
        .filter_map(|coding| coding.code)
        .any(|code| matches!(bare(code).as_str(), "1" | "30" | "medical"));
    if is_medical { None } else { category.label() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::{Document, json};

    fn concept(code: &str) -> Document {
        json!({"coding": [{"code": code}]})
    }

    fn balance(unit: &str, term: &str, network: &str, financial: Document) -> Document {
        json!({"category": concept("1"), "unit": concept(unit), "term": concept(term), "network": concept(network),
               "financial": [financial]})
    }

    fn deductible() -> Document {
        json!({"type": concept("deductible"), "allowedMoney": {"value": 1500.00, "currency": "USD"},
               "usedMoney": {"value": 155.2, "currency": "USD"}})
    }

    #[test]
    fn a_years_limits_are_read_with_their_elements() {
        let oop = json!({"type": {"text": "Out-of-pocket limit"}, "usedMoney": {"value": 3, "currency": "USD"}});
        let claim = json!({"benefitBalance": [
            balance("individual", "annual", "in", deductible()),
            balance("family", "annual", "out", oop),
        ]});
        let found = of_claim(&claim);
        assert_eq!(found.len(), 2);
        let first = found.first().unwrap();
        assert_eq!((first.kind, first.in_network, first.is_family), (AccumulatorKind::Deductible, Some(true), false));
        assert_eq!(
            first.used.element.as_deref(),
            Some("ExplanationOfBenefit.benefitBalance[0].financial[0].usedMoney")
        );
        assert_eq!(first.used.money.as_ref().map(|money| money.amount.as_str()), Some("155.2"));
        let second = found.last().unwrap();
        assert_eq!((second.kind, second.in_network), (AccumulatorKind::OutOfPocket, Some(false)));
        assert!(second.is_family && second.limit.money.is_none(), "a limit that is not stated is not stated");
        let first_alone = json!({"benefitBalance": [balance("individual", "annual", "in", deductible())]});
        assert_ne!(shape(&claim), shape(&first_alone));
    }

    #[test]
    fn what_is_for_a_day_or_for_nobody_in_particular_is_no_yearly_limit() {
        let claim = json!({"benefitBalance": [
            balance("individual", "day", "in", deductible()),
            {"financial": [deductible()]},
            balance("individual", "annual", "in", json!({"type": concept("visit"), "usedMoney": {"value": 1}})),
            balance("individual", "annual", "in", json!({"type": concept("deductible"), "usedUnsignedInt": 3})),
        ]});
        assert_eq!((of_claim(&claim), shape(&claim)), (Vec::new(), 0));
    }

    #[test]
    fn a_dental_limit_is_not_the_medical_one() {
        let claim = json!({"benefitBalance": [{"category": {"coding": [{"code": "35", "display": "Dental Care"}]},
            "unit": concept("family"), "financial": [deductible()]}]});
        assert_eq!(of_claim(&claim).first().and_then(|one| one.benefit.clone()).as_deref(), Some("Dental Care"));
    }

    #[test]
    fn a_coverage_states_limits_and_no_use() {
        let coverage = json!({"costToBeneficiary": [
            {"type": concept("deductible"), "valueMoney": {"value": 1500, "currency": "USD"}},
            {"type": concept("maxoutofpocket"), "valueMoney": {"value": 5000, "currency": "USD"}},
            {"type": concept("copay"), "valueMoney": {"value": 25, "currency": "USD"}},
        ]});
        let found = of_coverage(&coverage);
        let elements: Vec<_> = found.iter().filter_map(|one| one.limit.element.as_deref()).collect();
        assert_eq!(elements, ["Coverage.costToBeneficiary[0].valueMoney", "Coverage.costToBeneficiary[1].valueMoney"]);
        assert!(found.iter().all(|one| one.used.money.is_none()));
    }

    #[test]
    fn balances_are_of_the_later_day() {
        let claim = json!({"created": "2026-11-20", "payment": {"date": "2026-11-22"}});
        assert_eq!(stated_on(&claim).as_deref(), Some("2026-11-22"));
        assert_eq!(stated_on(&json!({"created": "2026-11-20"})).as_deref(), Some("2026-11-20"));
        assert_eq!(stated_on(&json!({})), None);
    }
}
