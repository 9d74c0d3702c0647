//! What a list needs to know of a claim.

use std::collections::HashSet;

use super::{
    StatedBalances, Summary, balances, dates, episodes, explanation, kind, network, parties, related, status, title,
    words,
};
use crate::fhir::json::Value;
use crate::fhir::reference::{Contained, Reference, Target};
use crate::fhir::resource::each;

pub(super) fn of_claim(claim: &Value) -> Summary {
    let contained = Contained::of(claim);
    let network = network::of_claim(claim);
    let explanation = explanation::with_network(claim, &contained, network.words);
    let (start, end) = dates::of_claim(claim);
    let kind = kind::of_claim(claim);
    let title = title::of(&explanation, kind);
    let provider = parties::provider(claim, &contained);
    Summary {
        patient: Reference::in_field(claim, "patient").and_then(patient_id).map(str::to_owned),
        start: start.map(|date| date.to_string()),
        end: end.map(|date| date.to_string()),
        kind,
        status: status::of_claim(claim),
        in_network: network.is_in,
        replaces: related::replaces(claim),
        replaced_by: related::replaced_by(claim),
        references: references(claim),
        episode: episodes::of_claim(claim, &explanation, kind, provider.as_deref()),
        words: words::of(&explanation, title.as_deref(), provider.as_deref()),
        title,
        provider,
        billed: explanation.billed.money,
        discount: explanation.discount.money,
        plan_paid: explanation.plan_paid.money,
        you_owe: explanation.you_owe.money,
        deductible: explanation.deductible.money,
        balances: stated_balances(claim),
    }
}

fn stated_balances(claim: &Value) -> Option<StatedBalances> {
    let shape = balances::shape(&balances::of_claim(claim));
    (shape != 0).then(|| StatedBalances { day: balances::stated_on(claim), shape })
}

fn patient_id(reference: Reference<'_>) -> Option<&str> {
    match reference.target()? {
        Target::Resource { resource_type: "Patient", id, .. } => Some(id),
        _ => None,
    }
}

/// The patient and the coverages, and those who took care and who insures where the claim does not name them; each once,
/// in the order they are mentioned.
fn references(claim: &Value) -> Vec<(String, String, Option<String>)> {
    let coverages = each(claim, "insurance").flat_map(|insurance| each(insurance, "coverage"));
    let mut seen = HashSet::new();
    each(claim, "patient")
        .chain(coverages)
        .filter_map(|reference| match Reference::of(reference).target()? {
            Target::Resource { resource_type: resource_type @ ("Patient" | "Coverage"), id, version, .. } => {
                Some((resource_type.to_owned(), id.to_owned(), version.map(str::to_owned)))
            }
            _ => None,
        })
        .chain(unnamed(claim))
        .filter(|reference| seen.insert(reference.clone()))
        .collect()
}

/// Whom the claim refers to without a name.
fn unnamed(claim: &Value) -> impl Iterator<Item = (String, String, Option<String>)> {
    let team = each(claim, "careTeam").flat_map(|member| each(member, "provider"));
    let others = ["provider", "facility", "insurer"].into_iter().flat_map(|name| each(claim, name));
    others.chain(team).map(Reference::of).filter(|reference| reference.display().is_none()).filter_map(|reference| {
        match reference.target()? {
            Target::Resource { resource_type: kind @ ("Organization" | "Practitioner"), id, version, .. } => {
                Some((kind.to_owned(), id.to_owned(), version.map(str::to_owned)))
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    #[test]
    fn the_patient_and_coverages_are_asked_for_once_and_with_their_version() {
        let claim = json!({
            "patient": {"reference": "https://payer.example/R4/Patient/p1"},
            "insurance": [
                {"coverage": {"reference": "Coverage/c1/_history/3"}},
                {"coverage": {"reference": "Coverage/c1/_history/3"}},
                {"coverage": {"reference": "Coverage/c2"}},
                {"coverage": {"reference": "#inside"}},
                {"coverage": {"display": "Another plan"}},
            ],
        });
        let summary = of_claim(&claim);
        assert_eq!(summary.patient.as_deref(), Some("p1"));
        let found: Vec<_> = summary
            .references
            .iter()
            .map(|(kind, id, version)| (kind.as_str(), id.as_str(), version.as_deref()))
            .collect();
        assert_eq!(found, [("Patient", "p1", None), ("Coverage", "c1", Some("3")), ("Coverage", "c2", None)]);
    }

    #[test]
    fn those_who_are_not_named_are_asked_for() {
        let claim = json!({
            "provider": {"reference": "Organization/o1"},
            "insurer": {"reference": "Organization/o2", "display": "Fern Health"},
            "careTeam": [
                {"provider": {"reference": "Practitioner/d1/_history/2"}},
                {"provider": {"reference": "#inside"}},
                {"provider": {"reference": "PractitionerRole/r1"}},
                {"provider": {"reference": "Organization/o1"}},
            ],
        });
        let found: Vec<_> =
            of_claim(&claim).references.into_iter().map(|(kind, id, _)| format!("{kind}/{id}")).collect();
        assert_eq!(found, ["Organization/o1", "Practitioner/d1"]);
    }

    #[test]
    fn a_patient_who_is_no_resource_on_the_server_has_no_id() {
        for patient in
            [json!({"reference": "#p"}), json!({"display": "Ana"}), json!({"reference": "urn:uuid:1"}), json!(null)]
        {
            let summary = of_claim(&json!({"patient": patient}));
            assert_eq!((summary.patient, summary.references), (None, Vec::new()));
        }
    }

    #[test]
    fn a_claim_is_found_by_codes_names_numbers_and_amounts_in_both_spellings() {
        let summary = of_claim(&json!({
            "identifier": [{"value": "CLM-2026-7"}],
            "provider": {"display": "Dr. Ada Okafor"},
            "diagnosis": [{"diagnosisCodeableConcept": {"coding": [{"code": "M25.561", "display": "Knee pain"}]}}],
            "total": [{"category": {"coding": [{"code": "submitted"}]},
                "amount": {"value": serde_json::from_str::<serde_json::Value>("150.4").unwrap()}}],
        }));
        for word in ["CLM-2026-7", "Dr. Ada Okafor", "M25.561", "Knee pain", "150.4", "150.40"] {
            assert_eq!(summary.words.iter().filter(|found| *found == word).count(), 1, "{word}");
        }
    }
}
