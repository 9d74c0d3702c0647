//! Who took care, who billed.

use std::borrow::Cow;

use crate::fhir::json::Value;
use crate::fhir::patient::party_name;
use crate::fhir::reference::{Contained, Identifier, Reference};
use crate::fhir::resource::{Concept, each, text};
use crate::ipc::CareTeamMember;

/// Somebody as a claim names them.
struct Party<'a> {
    name: Option<Cow<'a, str>>,
    npi: Option<&'a str>,
    /// Any other identifier.
    number: Option<&'a str>,
}

impl<'a> Party<'a> {
    /// The display of the reference, else the contained resource's name; identifiers of either.
    fn of(reference: Reference<'a>, contained: &Contained<'a>) -> Self {
        let inside = contained.resolve(reference);
        let identifiers = || reference.identifier().into_iter().chain(inside.into_iter().flat_map(Identifier::all));
        Self {
            name: reference.display().map(Cow::Borrowed).or_else(|| party_name(inside?).map(Cow::Owned)),
            npi: identifiers().find(Identifier::is_npi).map(|identifier| identifier.value),
            number: identifiers().find(|identifier| !identifier.is_npi()).map(|identifier| identifier.value),
        }
    }

    /// The name, or the payer's identifier where no name came.
    fn shown(&self) -> Option<Cow<'a, str>> {
        let npi = || self.npi.map(|npi| Cow::Owned(number_words(npi)));
        self.name.clone().or_else(npi).or_else(|| self.number.map(Cow::Borrowed))
    }
}

/// Who is shown as the provider: the claim's `provider` by name; else the care team's member who took care, by name;
/// else the facility by name; else any of them by identifier. A bare reference is nobody's name.
pub(super) fn provider<'a>(claim: &'a Value<'a>, contained: &Contained<'a>) -> Option<String> {
    let billing = Reference::in_field(claim, "provider");
    let facility = Reference::in_field(claim, "facility").or_else(|| service_facility(claim));
    let team = acting(claim).and_then(|member| Reference::in_field(member, "provider"));
    let parties: Vec<Party<'_>> =
        [billing, team, facility].into_iter().flatten().map(|reference| Party::of(reference, contained)).collect();
    let named = parties.iter().find_map(|party| party.name.clone());
    named.or_else(|| parties.iter().find_map(Party::shown)).map(Cow::into_owned)
}

/// A [`CareTeamMember`] as they stand in the resource.
pub(super) struct Member<'a> {
    pub(super) name: Option<Cow<'a, str>>,
    pub(super) npi: Option<&'a str>,
    member: &'a Value<'a>,
}

impl<'a> Member<'a> {
    fn label(&self, name: &str) -> Option<&'a str> {
        Concept::in_field(self.member, name).and_then(Concept::label)
    }

    pub(super) fn role(&self) -> Option<&'a str> {
        self.label("role")
    }

    pub(super) fn specialty(&self) -> Option<&'a str> {
        self.label("qualification")
    }
}

/// The members of the care team, in the payer's order.
pub(super) fn members<'a>(claim: &'a Value<'a>, contained: &Contained<'a>) -> impl Iterator<Item = Member<'a>> {
    each(claim, "careTeam").map(|member| {
        let party = Reference::in_field(member, "provider").map(|provider| Party::of(provider, contained));
        Member { name: party.as_ref().and_then(Party::shown), npi: party.and_then(|party| party.npi), member }
    })
}

/// The care team, in the payer's order.
pub(super) fn care_team<'a>(claim: &'a Value<'a>, contained: &Contained<'a>) -> Vec<CareTeamMember> {
    members(claim, contained)
        .map(|member| CareTeamMember {
            role: member.role().map(str::to_owned),
            specialty: member.specialty().map(str::to_owned),
            name: member.name.map(Cow::into_owned),
            npi: member.npi.map(str::to_owned),
        })
        .filter(|member| *member != CareTeamMember { name: None, npi: None, role: None, specialty: None })
        .collect()
}

/// The member of the care team who took care: CARIN 1.1 `performing`, 2.0 `rendering`, HL7 `primary`, then a hospital's
/// roles; a referring or prescribing one did not. Without any role, the first.
fn acting<'a>(claim: &'a Value<'a>) -> Option<&'a Value<'a>> {
    const ACTING: [&str; 6] = ["rendering", "performing", "primary", "operating", "attending", "purchasedservice"];
    each(claim, "careTeam")
        .filter_map(|member| {
            let rank = match Concept::in_field(member, "role") {
                Some(role) => ACTING.iter().position(|code| role.has_code(code))?,
                None => ACTING.len(),
            };
            Some((rank, member))
        })
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, member)| member)
}

/// The National Provider Identifiers of those who took care, billed or gave the room, each under which it is found: who
/// only referred, prescribed or supervised did not see the member.
pub(super) fn numbers<'a>(claim: &'a Value<'a>, contained: &Contained<'a>) -> impl Iterator<Item = String> {
    const NOT_SEEN: [&str; 5] = ["referring", "prescribing", "prescriber", "pcp", "supervisor"];
    let team = each(claim, "careTeam").filter(|member| {
        let role = Concept::in_field(member, "role");
        !role.is_some_and(|role| NOT_SEEN.iter().any(|code| role.has_code(code)))
    });
    let parties = ["provider", "facility"].into_iter().filter_map(|name| Reference::in_field(claim, name));
    parties
        .chain(service_facility(claim))
        .chain(team.filter_map(|member| Reference::in_field(member, "provider")))
        .filter_map(|reference| Party::of(reference, contained).npi)
        .map(number_words)
}

/// A provider number as it is found. No other number of a claim has the word before it.
pub(crate) fn number_words(npi: &str) -> String {
    format!("NPI {npi}")
}

fn service_facility<'a>(claim: &'a Value<'a>) -> Option<Reference<'a>> {
    each(claim, "supportingInfo")
        .find(|info| Concept::in_field(info, "category").is_some_and(|own| own.has_code("servicefacility")))
        .and_then(|info| Reference::in_field(info, "valueReference"))
}

/// The claim numbers and other identifiers, as label and text.
pub(super) fn identifiers(claim: &Value) -> Vec<crate::ipc::Identifier> {
    Identifier::all(claim)
        .map(|identifier| crate::ipc::Identifier {
            label: identifier.kind.and_then(Concept::label).map(str::to_owned),
            text: identifier.value.to_owned(),
        })
        .collect()
}

/// Notes that the payer put on the claim.
pub(super) fn notes<'a>(claim: &'a Value<'a>) -> impl Iterator<Item = &'a str> {
    each(claim, "processNote").filter_map(|note| text(note, "text"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    #[test]
    fn the_provider_is_named_by_the_best_element_that_names_somebody() {
        let organization = json!([{"resourceType": "Organization", "id": "o", "name": "Lakeside Imaging",
                                   "identifier": [{"type": {"coding": [{"code": "npi"}]}, "value": "1234567893"}]}]);
        let nameless = json!([{"resourceType": "Organization", "id": "o",
            "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"}]}]);
        let team =
            |role: &str, display: &str| json!({"provider": {"display": display}, "role": {"coding": [{"code": role}]}});
        for (claim, name) in [
            (json!({}), None),
            (json!({"provider": {"reference": "Organization/1"}}), None),
            (json!({"provider": {"reference": "Organization/1", "display": "Mercy"}}), Some("Mercy")),
            (json!({"provider": {"reference": "#o"}, "contained": organization}), Some("Lakeside Imaging")),
            (json!({"provider": {"reference": "#o"}, "contained": nameless}), Some("NPI 1234567893")),
            (
                json!({"provider": {"reference": "#o"}, "contained": nameless,
                    "careTeam": [team("referring", "Dr. A"), team("performing", "Dr. B")]}),
                Some("Dr. B"),
            ),
            (json!({"careTeam": [team("attending", "Dr. A"), team("rendering", "Dr. B")]}), Some("Dr. B")),
            (json!({"careTeam": [team("prescribing", "Dr. A")]}), None),
            (json!({"careTeam": [{"provider": {"display": "Dr. C"}}]}), Some("Dr. C")),
            (
                json!({"facility": {"display": "East wing"}, "provider": {"identifier": {"value": "77"}}}),
                Some("East wing"),
            ),
            (json!({"provider": {"identifier": {"value": "77"}}}), Some("77")),
            (
                json!({"supportingInfo": [{"category": {"coding": [{"code": "servicefacility"}]},
                    "valueReference": {"display": "Clinic"}}]}),
                Some("Clinic"),
            ),
        ] {
            assert_eq!(provider(&claim, &Contained::of(&claim)).as_deref(), name, "{claim}");
        }
    }

    #[test]
    fn a_care_team_shows_names_roles_and_specialties() {
        let claim = json!({"careTeam": [
            {"provider": {"display": "Dr. B", "identifier": {"type": {"coding": [{"code": "NPI"}]},
                "value": "1234567893"}},
             "role": {"coding": [{"code": "rendering"}]}, "qualification": {"coding": [{"code": "x",
                 "display": "Cardiology"}]}},
            {"sequence": 2, "provider": {"reference": "Practitioner/9"}},
        ]});
        let team = care_team(&claim, &Contained::of(&claim));
        assert_eq!(
            team,
            [CareTeamMember {
                name: Some("Dr. B".to_owned()),
                npi: Some("1234567893".to_owned()),
                role: Some("rendering".to_owned()),
                specialty: Some("Cardiology".to_owned()),
            }]
        );
    }
}
