//! What a list needs to know of a claim.

use std::collections::HashSet;

use super::adjudication::Adjudicated;
use super::figures::Figures;
use super::words::Words;
use super::{
    StatedBalances, Summary, balances, coded, dates, episodes, kind, lines, network, parties, related, status, title,
};
use crate::fhir::json::Value;
use crate::fhir::reference::{Contained, Identifier, Reference, Target};
use crate::fhir::resource::{Concept, each, text};
use crate::money;

/// A sync reads thousands: each adjudication is read once, and nothing is copied but what is kept.
pub(super) fn of_claim(claim: &Value) -> Summary {
    let contained = Contained::of(claim);
    let adjudicated = Adjudicated::of(claim);
    let (start, end) = dates::of_claim(claim);
    let kind = kind::of_claim(claim);
    let lines = lines::all(&adjudicated);
    let services: Vec<_> = lines.iter().map(|line| coded::service(line.line.line)).collect();
    let in_list = |list| coded::in_list(claim, list, &contained).map(|(_, _, coded)| coded).collect::<Vec<_>>();
    let (diagnoses, procedures) = (in_list(&coded::DIAGNOSIS), in_list(&coded::PROCEDURE));
    let team: Vec<_> = parties::members(claim, &contained).collect();
    let type_text = Concept::in_field(claim, "type").and_then(Concept::words);
    let title = title::of(&title::Candidates { kind, services: &services, procedures: &procedures, type_text });
    let provider = parties::provider(claim, &contained);
    let figures = Figures::of_header(&adjudicated);
    let money = |stated: &Option<money::Stated<'_>>| stated.clone().map(money::Stated::into_money);
    let [billed, discount, plan_paid, you_owe, deductible] =
        [&figures.billed, &figures.discount, &figures.plan_paid, &figures.you_owe, &figures.deductible]
            .map(|figure| money(&figure.money));

    let mut words = Words::default();
    words.add([title, provider.as_deref(), type_text, text(claim, "disposition")]);
    words.add(Identifier::all(claim).map(|identifier| Some(identifier.value)));
    for member in &team {
        let (npi, specialty) = (member.npi, member.specialty());
        words.add([member.name.as_deref()]);
        words.add([npi, specialty]);
    }
    words.add(parties::numbers(claim, &contained).map(Some));
    words.add_coded(diagnoses.iter().copied());
    words.add_coded(procedures.iter().copied());
    words.add_coded(coded::reasons(&adjudicated.header));
    words.add_coded(adjudicated.lines().flat_map(|line| coded::reasons(&line.entries)));
    words.add(parties::notes(claim).map(Some));
    words.add_figures(figures);
    for (line, service) in lines.iter().zip(&services) {
        words.add_coded([*service]);
        words.add_coded(coded::reasons(&line.line.entries));
        words.add_figures(Figures::of_line(&line.line));
    }
    let words = words.all();
    let episode = episodes::of_claim(&episodes::Read {
        claim,
        kind,
        provider: provider.as_deref(),
        services: &services,
        diagnoses: &diagnoses,
        procedures: &procedures,
        team: &team,
    });
    Summary {
        patient: Reference::in_field(claim, "patient").and_then(Reference::patient).map(str::to_owned),
        start: start.map(|date| date.to_string()),
        end: end.map(|date| date.to_string()),
        kind,
        status: status::of_claim(&adjudicated),
        in_network: network::of_claim(&adjudicated).is_in,
        replaces: related::replaces(claim),
        replaced_by: related::replaced_by(claim),
        references: references(claim),
        episode,
        words,
        title: title.map(str::to_owned),
        provider,
        billed,
        discount,
        plan_paid,
        you_owe,
        deductible,
        balances: stated_balances(claim),
    }
}

fn stated_balances(claim: &Value) -> Option<StatedBalances> {
    let shape = balances::shape(claim);
    (shape != 0).then(|| StatedBalances { day: balances::stated_on(claim), shape })
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
            [json!({"reference": "#p"}), json!({"display": "Ana"}), json!({"reference": "Group/1"}), json!(null)]
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
