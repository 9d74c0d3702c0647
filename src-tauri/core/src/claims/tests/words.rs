//! What a claim is found by is what its page says.

use super::super::{parties, words};
use super::fixtures::{explain, own, published, summarise};
use crate::fhir::{json, reference::Contained};
use crate::ipc::{CodedText, Figure};
use crate::money;

fn coded(coded: &CodedText) -> impl Iterator<Item = String> + use<> {
    [coded.text.clone(), coded.code.clone()].into_iter().flatten()
}

/// As the payer wrote it, and as the screen shows it.
fn figure(figure: &Figure) -> impl Iterator<Item = String> + use<> {
    let amount = figure.money.as_ref().map(|money| money.amount.clone());
    let shown = amount.as_deref().and_then(money::scaled_e8).map(i128::from).map(money::from_scaled_e8);
    [amount, shown].into_iter().flatten()
}

#[test]
fn a_claim_is_found_by_what_its_page_says_in_the_pages_order() {
    let published = published("ExplanationOfBenefit").into_iter().map(|(_, claim)| claim);
    for claim in own().into_iter().chain(published) {
        let (summary, page) = (summarise(&claim), explain(&claim));
        let mut expected: Vec<String> = Vec::new();
        expected.extend([summary.title, summary.provider].into_iter().flatten());
        expected.extend([&page.type_text, &page.disposition].into_iter().flatten().cloned());
        expected.extend(page.identifiers.iter().map(|identifier| identifier.text.clone()));
        for member in &page.care_team {
            expected.extend([&member.name, &member.npi, &member.specialty].into_iter().flatten().cloned());
        }
        let text = claim.to_string();
        let nodes = json::parse(&text).unwrap();
        expected.extend(parties::numbers(&nodes, &Contained::of(&nodes)));
        let listed = page.diagnoses.iter().chain(&page.procedures).map(|listed| &listed.coded);
        expected.extend(listed.chain(&page.reasons).flat_map(coded));
        expected.extend(page.notes.iter().cloned());
        expected.extend(words::header_figures(&page).into_iter().chain(&page.other_figures).flat_map(figure));
        for line in &page.lines {
            expected.extend(std::iter::once(&line.service).chain(&line.reasons).flat_map(coded));
            expected.extend(words::line_figures(line).flat_map(figure));
        }
        let mut seen = std::collections::HashSet::new();
        expected.retain(|word| seen.insert(word.clone()));
        assert_eq!(summary.words, expected, "{claim}");
    }
}
