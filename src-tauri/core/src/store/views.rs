//! What the store needs of a Coverage beyond its facts: a card, the order of people, and where the payer is.

use crate::{
    fhir::{
        coverage::{self, CoverageFacts},
        json::Value,
        reference::{Reference, Target, is_urn},
        resource::{each, text},
    },
    ipc::{CoverageCard, CoveredPerson},
};

/// A resource that another one refers to: its type, its id, and the version where one is named.
pub(super) type Referred = (String, String, Option<String>);

/// A Coverage, and what it refers to.
pub(super) struct CoverageView {
    pub(super) facts: CoverageFacts,
    /// The payer, where it is a resource of its own.
    pub(super) payor: Option<Referred>,
}

impl CoverageView {
    /// Reads a Coverage. Tolerant: what is not there is `None`.
    pub(super) fn of(resource: &Value) -> Self {
        let payor = each(resource, "payor").find_map(|payor| referred(Reference::of(payor)));
        Self { facts: coverage::read(resource), payor }
    }

    /// Everything that it refers to.
    pub(super) fn references(&self) -> impl Iterator<Item = Referred> {
        let people = [&self.facts.beneficiary_patient, &self.facts.subscriber_patient].into_iter().flatten();
        let asked_for = people.filter(|id| !is_urn(id));
        asked_for.map(|id| ("Patient".to_owned(), id.clone(), None)).chain(self.payor.clone())
    }

    /// Where the people of this coverage stand in the list: those who hold it first, then spouses, then children.
    pub(super) fn ranks(&self) -> Vec<(&str, i64)> {
        let CoverageFacts { beneficiary_patient, subscriber_patient, relationship, .. } = &self.facts;
        let holder = |id: &str| subscriber_patient.as_deref() == Some(id);
        let mut ranks = Vec::new();
        if let Some(beneficiary) = beneficiary_patient.as_deref() {
            let rank = match relationship.as_deref() {
                _ if holder(beneficiary) => 0,
                Some("self") => 0,
                Some("spouse" | "common") => 1,
                Some("child") => 2,
                _ => 3,
            };
            ranks.push((beneficiary, rank));
        }
        if let Some(subscriber) = subscriber_patient.as_deref().filter(|id| Some(*id) != beneficiary_patient.as_deref())
        {
            ranks.push((subscriber, 0));
        }
        ranks
    }

    /// The card, as far as the resource itself fills it.
    pub(super) fn into_card(self, connection: &str, payer_name: String, id: String) -> CoverageCard {
        let facts = self.facts;
        let covers = facts.beneficiary.is_some() || facts.beneficiary_patient.is_some() || facts.relationship.is_some();
        CoverageCard {
            connection: connection.to_owned(),
            payer_name,
            id,
            issuer: facts.issuer,
            status: facts.status,
            plan: facts.plan,
            group: facts.group,
            network: facts.network,
            kind: facts.kind,
            member_id: facts.member_id,
            subscriber: facts.subscriber,
            beneficiary: covers.then_some(CoveredPerson {
                person: None,
                name: facts.beneficiary,
                birth_date: None,
                relationship: facts.relationship,
            }),
            start: facts.start,
            end: facts.end,
            order: facts.order,
            phone: facts.phone,
            classes: facts.classes,
        }
    }
}

fn referred(reference: Reference<'_>) -> Option<Referred> {
    match reference.target()? {
        Target::Resource { resource_type, id, version, .. } => {
            Some((resource_type.to_owned(), id.to_owned(), version.map(str::to_owned)))
        }
        Target::Contained(_) | Target::Unresolvable(_) => None,
    }
}

/// An Organization's name and telephone.
pub(super) fn organization(resource: &Value) -> (Option<String>, Option<String>) {
    let phone = each(resource, "telecom").find(|contact| text(contact, "system") == Some("phone"));
    let owned = |text: Option<&str>| text.map(str::to_owned);
    (owned(text(resource, "name")), owned(phone.and_then(|phone| text(phone, "value"))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    #[test]
    fn those_who_hold_a_coverage_come_before_those_it_covers() {
        let child = CoverageView::of(&json!({
            "beneficiary": {"reference": "Patient/child"},
            "subscriber": {"reference": "Patient/holder"},
            "relationship": {"coding": [{"code": "child"}]},
        }));
        assert_eq!(child.ranks(), [("child", 2), ("holder", 0)]);
        let own = CoverageView::of(
            &json!({"beneficiary": {"reference": "Patient/a"}, "subscriber": {"reference": "Patient/a"}}),
        );
        assert_eq!(own.ranks(), [("a", 0)]);
        assert!(CoverageView::of(&json!([])).ranks().is_empty());
    }

    #[test]
    fn a_coverage_refers_to_its_people_and_its_payer() {
        let view = CoverageView::of(&json!({
            "beneficiary": {"reference": "https://payer.test/fhir/Patient/a"},
            "payor": [{"display": "Somebody"}, {"reference": "Organization/o/_history/2"}],
        }));
        let organization = ("Organization".to_owned(), "o".to_owned(), Some("2".to_owned()));
        let references: Vec<_> = view.references().collect();
        assert_eq!(references, [("Patient".to_owned(), "a".to_owned(), None), organization]);
    }
}
