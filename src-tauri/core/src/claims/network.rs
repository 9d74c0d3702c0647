//! The network standing of a claim and of its lines.
//!
//! In order: how the benefit was paid, the one who took care, the one who billed (header); then the lines, where all
//! that state a standing agree; then a contract with the plan (CARIN 1.1 states no more on many claims). A standing
//! that is neither in nor out of network (`other`) answers nothing, but its words are shown where there are no better.

use super::adjudication::{Adjudicated, Category, Entry, Line, Standing, Subject};
use crate::fhir::resource::{Concept, each};

/// What is stated of the network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Network {
    /// In or out.
    pub(super) is_in: Option<bool>,
    /// In the payer's words, or its code.
    pub(super) words: Option<String>,
}

type Stated<'a> = (Subject, Standing, Concept<'a>);

/// The standing of a claim.
pub(super) fn of_claim(claim: &Adjudicated<'_>) -> Network {
    let header: Vec<Stated<'_>> = header(claim).collect();
    best(header.iter().filter(|(subject, ..)| *subject != Subject::Contract))
        .or_else(|| of_lines(claim))
        .or_else(|| best(header.iter()))
        .unwrap_or_else(|| Network { is_in: None, words: first_words(header.iter()) })
}

/// The standing of a line.
pub(super) fn of_line(line: &Line<'_>) -> Network {
    let stated: Vec<Stated<'_>> = of_entries(&line.entries).collect();
    best(stated.iter()).unwrap_or_else(|| Network { is_in: None, words: first_words(stated.iter()) })
}

fn of_entries<'a>(entries: &[Entry<'a>]) -> impl Iterator<Item = Stated<'a>> {
    entries.iter().filter_map(|(_, entry)| entry.standing()).filter(|(_, standing, _)| {
        // Whether a claim was paid is another question, though CARIN answers it from the same list.
        !matches!(standing, Standing::Paid | Standing::PartiallyPaid | Standing::Denied)
    })
}

fn header<'a>(claim: &Adjudicated<'a>) -> impl Iterator<Item = Stated<'a>> {
    let supporting = each(claim.claim, "supportingInfo").filter_map(|info| {
        let (category, _) = Category::of(Concept::in_field(info, "category")?);
        let Category::StandingOf(subject) = category else { return None };
        let code = Concept::in_field(info, "code")?;
        Some((subject, Standing::of(code), code))
    });
    of_entries(&claim.header).chain(of_entries(&claim.total)).chain(supporting)
}

fn is_in(standing: Standing) -> Option<bool> {
    match standing {
        Standing::InNetwork | Standing::Contracted => Some(true),
        Standing::OutOfNetwork | Standing::NotContracted => Some(false),
        Standing::Paid | Standing::PartiallyPaid | Standing::Denied | Standing::Other => None,
    }
}

fn best<'s, 'a: 's>(stated: impl Iterator<Item = &'s Stated<'a>>) -> Option<Network> {
    let (_, standing, concept) =
        stated.filter(|(_, standing, _)| is_in(*standing).is_some()).min_by_key(|(subject, ..)| *subject)?;
    Some(Network { is_in: is_in(*standing), words: words(concept) })
}

fn words(concept: &Concept<'_>) -> Option<String> {
    concept.short_words().or_else(|| concept.code()).map(str::to_owned)
}

fn first_words<'s, 'a: 's>(mut stated: impl Iterator<Item = &'s Stated<'a>>) -> Option<String> {
    stated.find_map(|(_, _, concept)| words(concept))
}

fn of_lines(claim: &Adjudicated<'_>) -> Option<Network> {
    let mut lines = claim.items.iter().map(of_line).filter(|network| network.is_in.is_some());
    let first = lines.next()?;
    lines.all(|line| line.is_in == first.is_in).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::{Document, json};

    fn status(category: &str, code: &str) -> Document {
        json!({"category": {"coding": [{"code": category}]}, "reason": {"coding": [{"code": code}]}})
    }

    fn bare(code: &str) -> Document {
        let system = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBPayerAdjudicationStatus";
        json!({"category": {"coding": [{"system": system, "code": code}]}})
    }

    #[test]
    fn the_standing_that_decides_the_payment_comes_first() {
        let contracted = json!([{"category": {"coding": [{"code": "billingnetworkcontractingstatus"}]},
            "code": {"coding": [{"code": "contracted"}]}}]);
        for (claim, is_in, words) in [
            (json!({}), None, None),
            (
                json!({"adjudication": [status("billingnetworkstatus", "innetwork"),
                    status("benefitpaymentstatus", "outofnetwork")]}),
                Some(false),
                Some("outofnetwork"),
            ),
            (
                json!({"adjudication": [status("billingnetworkstatus", "innetwork"),
                    status("renderingnetworkstatus", "outofnetwork")]}),
                Some(false),
                Some("outofnetwork"),
            ),
            (
                json!({"adjudication": [status("benefitpaymentstatus", "other"),
                    status("billingnetworkstatus", "innetwork")]}),
                Some(true),
                Some("innetwork"),
            ),
            (json!({"adjudication": [status("benefitpaymentstatus", "denied")]}), None, None),
            (json!({"adjudication": [status("inoutnetwork", "innetwork")]}), Some(true), Some("innetwork")),
            (json!({"total": [bare("outofnetwork")]}), Some(false), Some("outofnetwork")),
            (json!({"supportingInfo": contracted}), Some(true), Some("contracted")),
            (
                json!({"supportingInfo": contracted, "item": [{"adjudication": [bare("outofnetwork")]}]}),
                Some(false),
                Some("outofnetwork"),
            ),
            (
                json!({"item": [{"adjudication": [bare("innetwork")]}, {}, {"adjudication": [bare("innetwork")]}]}),
                Some(true),
                Some("innetwork"),
            ),
            (
                json!({"item": [{"adjudication": [bare("innetwork")]}, {"adjudication": [bare("outofnetwork")]}]}),
                None,
                None,
            ),
            (json!({"adjudication": [status("benefitpaymentstatus", "other")]}), None, Some("other")),
        ] {
            let expected = Network { is_in, words: words.map(str::to_owned) };
            assert_eq!(of_claim(&Adjudicated::of(&claim)), expected, "{claim}");
        }
    }
}
