//! A claim held against the others of the same person, provider and day: whether a service or a payment is on both.

use super::checks::across::{self, Compared};
use super::{explain, parties};
use crate::fhir::json::Value;
use crate::fhir::reference::{Contained, Identifier};
use crate::ipc::{CheckResult, ClaimRow, OtherClaimCheck};

/// A claim as it is kept.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// As in the list.
    pub row: &'a ClaimRow,
    /// The resource, with the names of those whom it refers to.
    pub resource: &'a Value<'a>,
}

/// What a claim has in common with any of the others. Replaced claims have nothing in common with any.
#[must_use]
pub fn with_others(own: Kept<'_>, others: &[Kept<'_>]) -> Vec<OtherClaimCheck> {
    let own = compared(own);
    let mut found = Vec::new();
    for other in others {
        let pair = [own.clone(), compared(*other)];
        let checks = across::claims(&pair).into_iter().next().unwrap_or_default();
        let alike = checks.into_iter().filter(|check| check.result == CheckResult::Differs);
        found.extend(alike.map(|check| OtherClaimCheck { claim: other.row.id, check }));
    }
    found
}

fn compared(Kept { row, resource }: Kept<'_>) -> Compared {
    let explanation = explain(resource);
    let numbers: Vec<String> = Identifier::all(resource).map(|identifier| identifier.value.to_owned()).collect();
    let reference = explanation.reference.clone().unwrap_or_else(|| row.id.to_string());
    Compared {
        // A claim's number is on a member's papers, its reference is not.
        name: numbers.first().cloned().unwrap_or_else(|| reference.clone()),
        patient: row.person.clone(),
        provider: parties::provider(resource, &Contained::of(resource)).or_else(|| row.provider.clone()),
        status: row.status,
        start: row.start.clone(),
        // The claims of one story are not among the others.
        chain: None,
        billed: row.billed.clone(),
        plan_paid: explanation.plan_paid.clone(),
        services: Compared::services(&explanation, row.start.as_deref()),
        names: std::iter::once(reference).chain(numbers).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::{Document, json};
    use crate::ipc::{CheckId, ClaimKind, ClaimStatus, Money};

    fn row(id: i64, status: ClaimStatus) -> ClaimRow {
        ClaimRow {
            id,
            person: Some("c/p".to_owned()),
            start: Some("2026-10-28".to_owned()),
            end: None,
            kind: ClaimKind::Visit,
            title: None,
            provider: None,
            status,
            in_network: None,
            billed: Some(Money { amount: "100".to_owned(), currency: Some("USD".to_owned()) }),
            plan_paid: None,
            you_owe: None,
            is_new: false,
            is_changed: false,
            episode: None,
        }
    }

    fn visit(id: &str, billed: &str) -> Document {
        let money = |code: &str, value: &str| {
            json!({"category": {"coding": [{"code": code}]},
                "amount": {"value": serde_json::from_str::<serde_json::Value>(value).unwrap(), "currency": "USD"}})
        };
        json!({"id": id, "identifier": [{"value": format!("CLM-{id}")}], "provider": {"display": "Dr. Chen"},
            "total": [money("paidtoprovider", "80")],
            "item": [{"productOrService": {"coding": [{"code": "99213"}]}, "servicedDate": "2026-10-28",
                "adjudication": [money("submitted", billed)]}]})
    }

    #[test]
    fn a_service_and_a_payment_that_are_on_two_claims_are_told_with_the_other_claim() {
        let (own, same, dearer) = (visit("1", "100"), visit("2", "100.00"), visit("3", "120"));
        let rows = [1, 2, 3].map(|id| row(id, ClaimStatus::Decided));
        let kept = |at: usize, resource| Kept { row: rows.get(at).unwrap(), resource };
        let found = with_others(kept(0, &own), &[kept(1, &same), kept(2, &dearer)]);
        let told: Vec<_> = found.iter().map(|one| (one.claim, one.check.id)).collect();
        assert_eq!(told, [(2, CheckId::Duplicate), (2, CheckId::PaidTwice)]);
        assert!(found.iter().all(|one| one.check.finding.en.contains("CLM-2")), "{found:?}");
    }

    #[test]
    fn a_claim_that_counts_no_more_is_like_none() {
        let (own, same) = (visit("1", "100"), visit("2", "100"));
        let (row, replaced) = (row(1, ClaimStatus::Decided), row(2, ClaimStatus::Replaced));
        assert_eq!(with_others(Kept { row: &row, resource: &own }, &[Kept { row: &replaced, resource: &same }]), []);
    }
}
