//! What the resources of a directory say, read tolerantly: nothing fails, and what is not there is `None` or empty.

use crate::{
    fhir::{
        json::Value,
        patient::party_name,
        reference::{Identifier, Reference, Target},
        resource::{Concept, each, extension, extension_value, field, flag, text},
    },
    ipc::{CareAccepting, CareHours, CarePlace, CareSpecialtyWords},
};

use super::specialty;

/// The extensions of Plan Net (<http://hl7.org/fhir/us/davinci-pdex-plan-net>).
const NETWORK: &str = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/network-reference";
const NEW_PATIENTS: &str = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/newpatients";

/// A reference: to what, in this directory, and in which words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Link {
    /// `Organization/12`; `None` where it cannot be asked for.
    pub(super) reference: Option<String>,
    pub(super) display: Option<String>,
}

impl Link {
    fn of(reference: Reference<'_>) -> Self {
        let target = match reference.target() {
            // Another server's address is not followed: what has this id here is what is meant, or nothing is (T6).
            Some(Target::Resource { resource_type, id, .. }) => Some(format!("{resource_type}/{id}")),
            Some(Target::Contained(_) | Target::Unresolvable(_)) | None => None,
        };
        Self { reference: target, display: reference.display().map(str::to_owned) }
    }

    fn all(resource: &Value, name: &str) -> Vec<Self> {
        each(resource, name).map(|element| Self::of(Reference::of(element))).collect()
    }

    fn in_field(resource: &Value, name: &str) -> Option<Self> {
        Reference::in_field(resource, name).map(Self::of)
    }
}

/// A Practitioner.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    pub(super) name: Option<String>,
    pub(super) npi: Option<String>,
    pub(super) languages: Vec<String>,
    pub(super) inactive: bool,
    pub(super) updated: Option<String>,
}

/// A Location.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    pub(super) place: CarePlace,
    pub(super) has_address: bool,
    pub(super) phone: Option<String>,
    pub(super) hours: Vec<CareHours>,
}

/// An Organization.
#[derive(Debug, Clone, Default)]
pub(super) struct Organization {
    pub(super) name: Option<String>,
    pub(super) npi: Option<String>,
    pub(super) is_network: bool,
    pub(super) identifiers: Vec<String>,
    pub(super) phone: Option<String>,
    pub(super) inactive: bool,
    pub(super) updated: Option<String>,
}

/// What ties somebody to places and networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// A PractitionerRole.
    Role,
    /// An OrganizationAffiliation.
    Affiliation,
    /// A HealthcareService.
    Service,
}

/// A PractitionerRole, an OrganizationAffiliation or a HealthcareService.
#[derive(Debug, Clone)]
pub(super) struct Work {
    pub(super) tie: Tie,
    /// Its own name: a service has one.
    pub(super) name: Option<String>,
    /// Who works.
    pub(super) subject: Option<Link>,
    /// For whom.
    pub(super) organization: Option<Link>,
    pub(super) places: Vec<Link>,
    pub(super) networks: Vec<Link>,
    pub(super) specialties: Vec<CareSpecialtyWords>,
    pub(super) codes: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) accepting: CareAccepting,
    pub(super) phone: Option<String>,
    pub(super) languages: Vec<String>,
    pub(super) hours: Vec<CareHours>,
    pub(super) inactive: bool,
    pub(super) updated: Option<String>,
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn npi(resource: &Value) -> Option<String> {
    Identifier::all(resource).find(Identifier::is_npi).map(|identifier| identifier.value.to_owned())
}

/// The day of `meta.lastUpdated`.
fn updated(resource: &Value) -> Option<String> {
    let day = text(field(resource, "meta")?, "lastUpdated")?.get(..10)?;
    day.parse::<jiff::civil::Date>().ok().map(|day| day.to_string())
}

fn inactive(resource: &Value) -> bool {
    let status = text(resource, "status").is_some_and(|status| status != "active");
    flag(resource, "active") == Some(false) || status
}

fn phone(resource: &Value) -> Option<String> {
    let telephone =
        each(resource, "telecom").filter(|telecom| text(telecom, "system").is_none_or(|system| system == "phone"));
    let numbers: Vec<&str> = telephone.filter_map(|telecom| text(telecom, "value")).collect();
    owned(numbers.first().copied())
}

fn words(resource: &Value, name: &str) -> Vec<String> {
    each(resource, name).filter_map(|element| Concept::first_of(Some(element))?.label().map(str::to_owned)).collect()
}

fn hours(resource: &Value, name: &str, from: &str, until: &str) -> Vec<CareHours> {
    let clock = |written: &str| written.get(..5).unwrap_or(written).to_owned();
    each(resource, name)
        .map(|times| CareHours {
            days: each(times, "daysOfWeek").filter_map(crate::fhir::resource::said).map(str::to_owned).collect(),
            all_day: flag(times, "allDay").unwrap_or_default(),
            from: text(times, from).map(clock),
            until: text(times, until).map(clock),
        })
        .filter(|hours| hours.all_day || hours.from.is_some() || hours.until.is_some() || !hours.days.is_empty())
        .collect()
}

pub(super) fn person(resource: &Value) -> Person {
    Person {
        name: party_name(resource),
        npi: npi(resource),
        languages: words(resource, "communication"),
        inactive: inactive(resource),
        updated: updated(resource),
    }
}

pub(super) fn organization(resource: &Value) -> Organization {
    let is_network =
        each(resource, "type").any(|kind| Concept::first_of(Some(kind)).is_some_and(|kind| kind.has_code("ntwk")));
    let profile = field(resource, "meta").is_some_and(|meta| {
        each(meta, "profile").filter_map(crate::fhir::resource::said).any(|profile| profile.contains("plannet-Network"))
    });
    Organization {
        name: owned(text(resource, "name")),
        npi: npi(resource),
        is_network: is_network || profile,
        identifiers: Identifier::all(resource).map(|identifier| identifier.value.to_owned()).collect(),
        phone: phone(resource),
        inactive: inactive(resource),
        updated: updated(resource),
    }
}

pub(super) fn place(resource: &Value) -> Place {
    let address = each(resource, "address").next();
    let part = |name: &str| address.and_then(|address| text(address, name)).map(str::to_owned);
    let mut lines: Vec<String> = address
        .map(|address| each(address, "line").filter_map(crate::fhir::resource::said).map(str::to_owned).collect())
        .unwrap_or_default();
    if lines.is_empty() && part("city").is_none() {
        lines.extend(part("text"));
    }
    let place = CarePlace {
        name: owned(text(resource, "name")),
        lines,
        city: part("city"),
        state: part("state"),
        postal_code: part("postalCode"),
    };
    let has_address =
        !place.lines.is_empty() || [&place.city, &place.state, &place.postal_code].iter().any(|part| part.is_some());
    let hours = hours(resource, "hoursOfOperation", "openingTime", "closingTime");
    Place { has_address, place, phone: phone(resource), hours }
}

/// Of any resource that ties somebody to places and networks.
pub(super) fn work(tie: Tie, resource: &Value) -> Work {
    let (subject, organization) = match tie {
        Tie::Role => ("practitioner", "organization"),
        Tie::Affiliation => ("participatingOrganization", "participatingOrganization"),
        Tie::Service => ("", "providedBy"),
    };
    let mut networks = Link::all(resource, "network");
    let extensions = each(resource, "extension").filter(|own| text(own, "url") == Some(NETWORK));
    networks.extend(extensions.filter_map(extension_value).map(|value| Link::of(Reference::of(value))));
    let concepts: Vec<Concept<'_>> =
        each(resource, "specialty").filter_map(|element| Concept::first_of(Some(element))).collect();
    let codes: Vec<String> = concepts
        .iter()
        .flat_map(|concept| concept.codings().filter_map(|coding| coding.code))
        .map(str::to_owned)
        .collect();
    let specialties = concepts
        .iter()
        .filter_map(|concept| {
            let own = concept.codings().filter_map(|coding| coding.code).find_map(specialty::of_code);
            Some(CareSpecialtyWords { own, text: concept.short_words().or_else(|| concept.code())?.to_owned() })
        })
        .collect();
    let categories = each(resource, "category")
        .filter_map(|element| Concept::first_of(Some(element))?.code().map(str::to_owned))
        .collect();
    Work {
        tie,
        name: owned(text(resource, "name")).filter(|_| tie == Tie::Service),
        subject: Link::in_field(resource, subject).filter(|_| tie != Tie::Service),
        organization: Link::in_field(resource, organization),
        places: Link::all(resource, "location"),
        networks,
        specialties,
        codes,
        categories,
        accepting: accepting(resource),
        phone: phone(resource),
        languages: words(resource, "communication"),
        hours: hours(resource, "availableTime", "availableStartTime", "availableEndTime"),
        inactive: inactive(resource),
        updated: updated(resource),
    }
}

fn accepting(resource: &Value) -> CareAccepting {
    let code = extension(resource, NEW_PATIENTS)
        .and_then(|patients| extension(patients, "acceptingPatients"))
        .and_then(|accepting| Concept::first_of(extension_value(accepting)))
        .and_then(Concept::code);
    match code {
        Some("newpt") => CareAccepting::Yes,
        Some("nopt") => CareAccepting::No,
        Some("existptonly") => CareAccepting::Existing,
        Some("existptfam") => CareAccepting::Families,
        _ => CareAccepting::NotStated,
    }
}
