//! Whom a member can call about a claim: the telephones of those who billed and took care, where the claim's own resources
//! or the payer's records of them state one.

use crate::fhir::json::Value;
use crate::fhir::patient::party_name;
use crate::fhir::reference::{Contained, Reference, Target, is_urn};
use crate::fhir::resource::{each, text};
use crate::ipc::Telephone;

/// More numbers than these help nobody.
const MOST: usize = 6;

/// The telephones, each once, in the claim's order. `kept` has what else is known of a resource by its type and
/// id, or without a type by what an entry of the same Bundle is called.
#[must_use]
pub fn of_claim(claim: &Value, kept: &dyn Fn(&str, &str) -> Option<Telephone>) -> Vec<Telephone> {
    let contained = Contained::of(claim);
    let team = each(claim, "careTeam").filter_map(|member| Reference::in_field(member, "provider"));
    let named = ["provider", "facility"].into_iter().filter_map(|name| Reference::in_field(claim, name));
    let mut found: Vec<Telephone> = Vec::new();
    for reference in named.chain(team) {
        let inside = contained.resolve(reference).and_then(of_party);
        let known = || match reference.target()? {
            Target::Resource { resource_type, id, .. } => kept(resource_type, id),
            Target::Unresolvable(urn) if is_urn(urn) => kept("", urn),
            Target::Contained(_) | Target::Unresolvable(_) => None,
        };
        let Some(Telephone { name, number }) = inside.or_else(known) else { continue };
        let one = Telephone { name: reference.display().map(str::to_owned).or(name), number };
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found.truncate(MOST);
    found
}

/// The first telephone of an Organization, Practitioner, PractitionerRole or Location that is not an old one.
#[must_use]
pub fn of_party(party: &Value) -> Option<Telephone> {
    let number = each(party, "telecom")
        .filter(|one| text(one, "system").is_none_or(|system| system == "phone"))
        .filter(|one| text(one, "use") != Some("old"))
        .find_map(|one| text(one, "value"))?;
    Some(Telephone { name: party_name(party), number: number.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    fn told(name: &str, number: &str) -> Telephone {
        Telephone { name: Some(name.to_owned()), number: number.to_owned() }
    }

    #[test]
    fn a_telephone_is_the_partys_own_and_not_a_fax_nor_an_old_one() {
        let of = |telecom| of_party(&json!({"resourceType": "Organization", "name": "Clinic", "telecom": telecom}));
        assert_eq!(of(json!([{"system": "phone", "value": "555-0101"}])), Some(told("Clinic", "555-0101")));
        assert_eq!(
            of(json!([{"system": "fax", "value": "1"}, {"system": "email", "value": "a@b"},
                {"system": "phone", "use": "old", "value": "2"}, {"value": "555-0102"}])),
            Some(told("Clinic", "555-0102"))
        );
        assert_eq!(of(json!([{"system": "fax", "value": "1"}, {"system": "phone"}])), None);
        assert_eq!(of(json!([])), None);
    }

    #[test]
    fn a_claims_telephones_are_of_its_own_resources_then_of_the_payers_records_each_once() {
        let claim = json!({
            "contained": [{"resourceType": "Organization", "id": "o", "name": "Clinic",
                "telecom": [{"system": "phone", "value": "555-0101"}]}],
            "provider": {"reference": "#o"},
            "facility": {"reference": "#o"},
            "careTeam": [
                {"provider": {"reference": "Practitioner/1", "display": "Dr. Ada Reyes"}},
                {"provider": {"reference": "Practitioner/2"}},
                {"provider": {"display": "Nobody's record"}},
            ],
        });
        let kept = |kind: &str, id: &str| (kind == "Practitioner" && id == "1").then(|| told("Ada Reyes", "555-0103"));
        assert_eq!(of_claim(&claim, &kept), [told("Clinic", "555-0101"), told("Dr. Ada Reyes", "555-0103")]);
        assert_eq!(of_claim(&claim, &|_, _| None), [told("Clinic", "555-0101")]);
    }
}
