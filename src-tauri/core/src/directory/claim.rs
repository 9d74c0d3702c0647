//! Whom a claim names as its provider: the name, the provider number where it or the payer's own record has one, the place.

use crate::{
    fhir::{
        json::Value,
        patient::party_name,
        reference::{Contained, Identifier, Reference, Target},
        resource::{each, field, text},
    },
    ipc::CareKind,
};

/// Who is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// A person or an organization.
    pub kind: CareKind,
    /// The name.
    pub name: Option<String>,
    /// The National Provider Identifier.
    pub npi: Option<String>,
    /// The place, as the claim names it.
    pub place: Option<String>,
}

/// Reads them off a claim. `named` is who the claim's row shows; `party` gives the payer's own record of somebody whom the
/// claim refers to.
#[must_use]
pub fn provider(claim: &Value, named: Option<&str>, party: &dyn Fn(&str, &str) -> Option<Party>) -> Sought {
    let contained = Contained::of(claim);
    let references = Reference::in_field(claim, "provider")
        .into_iter()
        .chain(each(claim, "careTeam").filter_map(|member| Reference::in_field(member, "provider")));
    let parties: Vec<Party> = references.map(|reference| of(reference, &contained, party)).collect();
    let is_it = |party: &&Party| named.is_some() && party.name.as_deref() == named;
    let found = parties.iter().find(is_it).or_else(|| parties.first());
    // Somebody may be named once with and once without the number.
    let npi = parties.iter().filter(is_it).find_map(|party| party.npi.clone()).or_else(|| found?.npi.clone());
    let name = named.map(str::to_owned).or_else(|| found?.name.clone());
    Sought {
        kind: found.and_then(|party| party.kind).unwrap_or_else(|| kind_of_name(name.as_deref())),
        name: name.filter(|name| !name.starts_with("NPI ")),
        npi,
        place: place(claim, &contained),
    }
}

/// What is known of somebody whom a claim refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    /// A person or an organization.
    pub kind: Option<CareKind>,
    /// The name.
    pub name: Option<String>,
    /// The National Provider Identifier.
    pub npi: Option<String>,
}

impl Party {
    /// Reads a Practitioner or an Organization.
    #[must_use]
    pub fn read(resource: &Value) -> Self {
        let kind = match text(resource, "resourceType") {
            Some("Practitioner") => Some(CareKind::Person),
            Some("Organization") => Some(CareKind::Organization),
            _ => None,
        };
        Self { kind, name: party_name(resource), npi: number(Identifier::all(resource)) }
    }
}

fn number<'a>(identifiers: impl Iterator<Item = Identifier<'a>>) -> Option<String> {
    let mut npis = identifiers.filter(Identifier::is_npi);
    npis.next().map(|identifier| identifier.value.to_owned())
}

fn of<'a>(reference: Reference<'a>, contained: &Contained<'a>, party: &dyn Fn(&str, &str) -> Option<Party>) -> Party {
    let inside = contained.resolve(reference).map(Party::read);
    let known = || match reference.target()? {
        Target::Resource { resource_type, id, .. } => {
            let kind = match resource_type {
                "Practitioner" => Some(CareKind::Person),
                "Organization" => Some(CareKind::Organization),
                _ => None,
            };
            Some(Party { kind, ..party(resource_type, id).unwrap_or_default() })
        }
        Target::Contained(_) | Target::Unresolvable(_) => None,
    };
    let found = inside.or_else(known).unwrap_or_default();
    Party {
        name: reference.display().map(str::to_owned).or(found.name),
        npi: number(reference.identifier().into_iter()).or(found.npi),
        kind: found.kind,
    }
}

fn place<'a>(claim: &'a Value<'a>, contained: &Contained<'a>) -> Option<String> {
    let facility = Reference::in_field(claim, "facility")?;
    let name = || contained.resolve(facility).and_then(party_name);
    facility.display().map(str::to_owned).or_else(name).or_else(|| {
        let address = field(claim, "facility").and_then(|facility| text(facility, "display"));
        address.map(str::to_owned)
    })
}

/// A title or a degree is a person's.
fn kind_of_name(name: Option<&str>) -> CareKind {
    let is_person = name.is_some_and(|name| name.starts_with("Dr") || name.contains(", "));
    if is_person { CareKind::Person } else { CareKind::Organization }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    fn nobody(_: &str, _: &str) -> Option<Party> {
        None
    }

    #[test]
    fn a_provider_is_read_from_wherever_the_claim_has_them() {
        let npi = json!({"system": "http://hl7.org/fhir/sid/us-npi", "value": "999"});
        let logical = json!({"provider": {"display": "Dr. Ada Reyes", "identifier": npi}});
        let sought = provider(&logical, Some("Dr. Ada Reyes"), &nobody);
        assert_eq!((sought.kind, sought.npi.as_deref()), (CareKind::Person, Some("999")));
        let inside = json!({"provider": {"reference": "#p"}, "facility": {"display": "Lakeside Clinic"},
            "contained": [{"resourceType": "Organization", "id": "p", "name": "Lakeside Labs", "identifier": [npi]}]});
        let sought = provider(&inside, Some("Lakeside Labs"), &nobody);
        assert_eq!((sought.kind, sought.npi.as_deref()), (CareKind::Organization, Some("999")));
        assert_eq!(sought.place.as_deref(), Some("Lakeside Clinic"));
        let bare = json!({"provider": {"reference": "Practitioner/9"}});
        let known = |kind: &str, id: &str| {
            assert_eq!((kind, id), ("Practitioner", "9"));
            Some(Party { kind: None, name: Some("Dr. Ada Reyes".to_owned()), npi: Some("7".to_owned()) })
        };
        let sought = provider(&bare, None, &known);
        assert_eq!(
            (sought.kind, sought.name.as_deref(), sought.npi.as_deref()),
            (CareKind::Person, Some("Dr. Ada Reyes"), Some("7"))
        );
    }

    #[test]
    fn a_claim_that_names_nobody_gives_nobody() {
        assert_eq!(provider(&json!({}), None, &nobody), Sought { kind: CareKind::Organization, ..Sought::default() });
        let number =
            json!({"careTeam": [{"provider": {"identifier": {"value": "1", "type": {"coding": [{"code": "npi"}]}}}}]});
        let sought = provider(&number, Some("NPI 1"), &nobody);
        assert_eq!((sought.name, sought.npi.as_deref()), (None, Some("1")));
    }
}
