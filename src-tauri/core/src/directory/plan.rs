//! From a question to requests: at most four, and of nothing that the payer does not list.
//!
//! | looked for | known | first | then | at last, what is referred to |
//! | --- | --- | --- | --- | --- |
//! | a person | the name | Practitioner | their roles | places, organizations and networks |
//! | | a place | Location | the roles there | people, organizations and networks |
//! | | a specialty, a state, a network | PractitionerRole | | people, places, organizations and networks |
//! | a clinic | the name | Organization | its affiliations | places, networks |
//! | | a place | Location | the affiliations there | organizations and networks |
//! | | a specialty, a network | OrganizationAffiliation | | places, organizations and networks |
//! | a pharmacy, a service | any of it | HealthcareService | its provider's affiliations | places, organizations and networks |
//!
//! Where the payer brings things along (`_include`, `_revinclude`) a request is saved. What cannot be asked for is looked
//! at in what came (`found`), so that a question never brings what does not fit it. Values between commas are alternatives,
//! as they are in every search (<https://hl7.org/fhir/R4/search.html#combining>).

use crate::{
    fhir::supports::Supports,
    ipc::{CareField, CareKind, CareQuestion},
    payer::{DirectorySupport, Networks},
};

use super::{question, specialty};

/// The profile of a network (<http://hl7.org/fhir/us/davinci-pdex-plan-net>).
const NETWORK_PROFILE: &str = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/plannet-Network";

/// The role of those who give care, where an affiliation is not found without one.
const PROVIDER: &str = "provider";

/// The code of a pharmacy (HealthcareServiceCategoryCS of Plan Net).
const PHARMACY: &str = "pharm";

/// A search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The resource type.
    pub resource_type: &'static str,
    /// Its parameters.
    pub parameters: Vec<(&'static str, String)>,
}

/// A search for what belongs to others that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow {
    /// The type of those that were found.
    pub of: &'static str,
    /// The parameter that names them.
    pub by: &'static str,
    /// The search, without that parameter.
    pub ask: Ask,
}

/// The way to an answer. What is referred to and did not come along is asked for by its id at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The first search.
    pub first: Ask,
    /// What follows.
    pub follow: Option<Follow>,
    /// Whether the name was not asked for and must be looked at.
    pub look_at_name: bool,
    /// Whether the directory cannot be asked where somebody works.
    pub without_places: bool,
}

/// The directory cannot be searched that way. Nothing was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the directory cannot be searched that way")]
pub struct NotThatWay;

/// The way to an answer, by what a payer lists.
///
/// # Errors
/// [`NotThatWay`].
pub fn plan(question: &CareQuestion, supports: &Supports) -> Result<Route, NotThatWay> {
    let planner = Planner { question, supports };
    match question.kind {
        CareKind::Person => planner.person(),
        CareKind::Organization => planner.organization(),
        CareKind::Pharmacy | CareKind::Service => planner.service(),
    }
}

/// The way to somebody by their provider number, where the payer lists that.
#[must_use]
pub fn by_number(kind: CareKind, number: &str, supports: &Supports) -> Option<Route> {
    let question = CareQuestion { kind, ..CareQuestion::default() };
    let planner = Planner { question: &question, supports };
    let first = if kind == CareKind::Person { "Practitioner" } else { "Organization" };
    planner.lists(first, "identifier").then(|| planner.named(first, vec![("identifier", value(number))]))
}

/// The search for the networks.
#[must_use]
pub fn networks(directory: &DirectorySupport) -> Option<Ask> {
    let (parameter, value) = match directory.networks {
        Networks::Type => ("type", "ntwk"),
        Networks::Profile => ("_profile", NETWORK_PROFILE),
    };
    let listed = directory.resources.get("Organization")?.allows(parameter);
    listed.then(|| Ask { resource_type: "Organization", parameters: vec![(parameter, value.to_owned())] })
}

/// The smallest questions about a kind that can be asked.
#[must_use]
pub fn ways(kind: CareKind, supports: &Supports) -> Vec<Vec<CareField>> {
    use CareField::{City, Name, Network, PostalCode, Specialty, State};
    const FIELDS: [CareField; 6] = [Name, Specialty, City, State, PostalCode, Network];
    let mut found: Vec<Vec<CareField>> = Vec::new();
    let pairs =
        FIELDS.iter().enumerate().flat_map(|(at, one)| FIELDS[at + 1..].iter().map(move |other| vec![*one, *other]));
    for fields in FIELDS.iter().map(|field| vec![*field]).chain(pairs) {
        let has_smaller = found.iter().any(|smaller| smaller.iter().all(|field| fields.contains(field)));
        if !has_smaller && plan(&example(kind, &fields), supports).is_ok() {
            found.push(fields);
        }
    }
    found
}

fn example(kind: CareKind, fields: &[CareField]) -> CareQuestion {
    let some = |field| fields.contains(&field).then(|| "x".to_owned());
    CareQuestion {
        payer: String::new(),
        kind,
        name: some(CareField::Name),
        specialty: fields.contains(&CareField::Specialty).then_some(crate::ipc::CareSpecialty::FamilyDoctor),
        city: some(CareField::City),
        state: some(CareField::State),
        postal_code: some(CareField::PostalCode),
        network: some(CareField::Network),
    }
}

/// A value as a search takes it: `\`, `,`, `$` and `|` have a meaning of their own there (R4, 3.1.1.4.8).
fn value(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | ',' | '$' | '|') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

struct Planner<'a> {
    question: &'a CareQuestion,
    supports: &'a Supports,
}

type Parameters = Vec<(&'static str, String)>;

impl Planner<'_> {
    fn lists(&self, resource_type: &str, parameter: &str) -> bool {
        self.supports.get(resource_type).is_some_and(|listed| listed.has(parameter))
    }

    fn brings(&self, resource_type: &str, parameter: &str, value: &str) -> bool {
        let Some(listed) = self.supports.get(resource_type).filter(|listed| listed.has(parameter)) else {
            return false;
        };
        let values = if parameter == "_include" { &listed.include } else { &listed.revinclude };
        values.iter().any(|listed| listed == value)
    }

    fn ask(&self, resource_type: &'static str, mut parameters: Parameters) -> Ask {
        for include in INCLUDES.iter().filter(|include| include.split(':').next() == Some(resource_type)) {
            if self.brings(resource_type, "_include", include) {
                parameters.push(("_include", (*include).to_owned()));
            }
        }
        if resource_type == "OrganizationAffiliation" && self.needs_role() {
            parameters.push(("role", PROVIDER.to_owned()));
        }
        Ask { resource_type, parameters }
    }

    fn needs_role(&self) -> bool {
        let affiliation = self.supports.get("OrganizationAffiliation");
        affiliation.is_some_and(|listed| listed.one_of.iter().any(|required| required == "role"))
    }

    /// A place, as precisely as a type can be asked for it; `prefix` is that of a chained parameter.
    fn place(&self, resource_type: &str, parameters: [&'static str; 4]) -> Parameters {
        let [city, state, postal_code, address] = parameters;
        let question = self.question;
        let parts = [(postal_code, &question.postal_code), (city, &question.city), (state, &question.state)];
        let given = || parts.iter().filter_map(|(name, part)| Some((*name, part.as_deref()?)));
        let listed: Parameters = given()
            .filter(|(name, _)| self.lists(resource_type, name))
            .map(|(name, part)| (name, value(part)))
            .collect();
        // One that is narrower than a state stands for the rest of it.
        let narrow = listed.iter().any(|(name, _)| *name != state);
        let has_narrow = question.city.is_some() || question.postal_code.is_some();
        if (listed.is_empty() || has_narrow && !narrow) && self.lists(resource_type, address) {
            return given().next().map(|(_, part)| (address, value(part))).into_iter().collect();
        }
        listed
    }

    /// The specialty and the network, as far as a type can be asked for them.
    fn narrowed(&self, resource_type: &str) -> Parameters {
        let mut parameters = Parameters::new();
        if let Some(wanted) = self.question.specialty.filter(|_| self.lists(resource_type, "specialty")) {
            parameters.push(("specialty", specialty::codes(wanted).join(",")));
        }
        if let Some(network) = self.question.network.as_deref().filter(|_| self.lists(resource_type, "network")) {
            parameters.push(("network", format!("Organization/{}", value(network))));
        }
        parameters
    }

    fn has_place(&self) -> bool {
        let question = self.question;
        question.city.is_some() || question.state.is_some() || question.postal_code.is_some()
    }

    /// Somebody or something with a name of its own, and what belongs to them.
    fn named(&self, first: &'static str, mut parameters: Parameters) -> Route {
        let (with, by) = match first {
            "Practitioner" => ("PractitionerRole", "practitioner"),
            _ => ("OrganizationAffiliation", "participating-organization"),
        };
        let mut route =
            Route { first: self.ask(first, Vec::new()), follow: None, look_at_name: false, without_places: false };
        if let Some(along) = ALONG.iter().find(|along| **along == format!("{with}:{by}"))
            && self.brings(first, "_revinclude", along)
        {
            parameters.push(("_revinclude", (*along).to_owned()));
        } else if self.lists(with, by) {
            route.follow = Some(Follow { of: first, by, ask: self.ask(with, self.narrowed(with)) });
        } else {
            route.without_places = true;
        }
        route.first.parameters.splice(0..0, parameters);
        route
    }

    /// The places first, then who or what is there.
    fn at_place(&self, with: &'static str) -> Option<Route> {
        let mut parameters = self.place("Location", ["address-city", "address-state", "address-postalcode", "address"]);
        if parameters.is_empty() {
            return None;
        }
        let along = ALONG.iter().find(|along| **along == format!("{with}:location"))?;
        let follow = if self.brings("Location", "_revinclude", along) {
            parameters.push(("_revinclude", (*along).to_owned()));
            None
        } else if self.lists(with, "location") {
            Some(Follow { of: "Location", by: "location", ask: self.ask(with, self.narrowed(with)) })
        } else {
            return None;
        };
        let first = Ask { resource_type: "Location", parameters };
        Some(Route { first, follow, look_at_name: self.question.name.is_some(), without_places: false })
    }

    /// What ties people or organizations to places, by what it says itself.
    fn by_roles(&self, with: &'static str) -> Option<Route> {
        let mut parameters = self.narrowed(with);
        if with == "PractitionerRole" {
            let chained =
                ["location.address-city", "location.address-state", "location.address-postalcode", "location.address"];
            parameters.extend(self.place(with, chained));
        }
        let first = self.ask(with, parameters.clone());
        let route = Route { first, follow: None, look_at_name: self.question.name.is_some(), without_places: false };
        (!parameters.is_empty()).then_some(route)
    }

    fn person(&self) -> Result<Route, NotThatWay> {
        if let Some(name) = self.question.name.as_deref() {
            let split = question::parts(name)
                .filter(|_| self.lists("Practitioner", "family") && self.lists("Practitioner", "given"));
            let parameters = match split {
                Some((given, family)) => Some(vec![("family", value(family)), ("given", value(given))]),
                None if self.lists("Practitioner", "name") => {
                    // A name that cannot be sent in its parts is found by the family's.
                    let family = question::parts(name).map_or(name, |(_, family)| family);
                    Some(vec![("name", value(family))])
                }
                None => None,
            };
            if let Some(parameters) = parameters {
                let mut route = self.named("Practitioner", parameters);
                route.look_at_name = split.is_none() && question::parts(name).is_some();
                let narrowed = self.has_place() || self.question.specialty.is_some() || self.question.network.is_some();
                // Where nobody can be asked where they work, a place or a specialty is asked for first, if it can be.
                if !(route.without_places && narrowed) {
                    return Ok(route);
                }
            }
        }
        self.of_places_and_roles("PractitionerRole")
    }

    fn of_places_and_roles(&self, with: &'static str) -> Result<Route, NotThatWay> {
        let narrow = self.question.city.is_some() || self.question.postal_code.is_some();
        let (places, roles) = (|| self.at_place(with), || self.by_roles(with));
        let route = if narrow { places().or_else(roles) } else { roles().or_else(places) };
        // A state alone is more places than one page has; with a specialty the roles are the shorter way.
        route.ok_or(NotThatWay)
    }

    fn organization(&self) -> Result<Route, NotThatWay> {
        if let Some(name) = self.question.name.as_deref().filter(|_| self.lists("Organization", "name")) {
            let route = self.named("Organization", vec![("name", value(name))]);
            let narrowed = self.has_place() || self.question.specialty.is_some() || self.question.network.is_some();
            if !(route.without_places && narrowed) {
                return Ok(route);
            }
        }
        self.of_places_and_roles("OrganizationAffiliation")
    }

    fn service(&self) -> Result<Route, NotThatWay> {
        const SERVICE: &str = "HealthcareService";
        let mut parameters = Parameters::new();
        if let Some(name) = self.question.name.as_deref().filter(|_| self.lists(SERVICE, "name")) {
            parameters.push(("name", value(name)));
        }
        if let Some(wanted) = self.question.specialty.filter(|_| self.lists(SERVICE, "specialty")) {
            parameters.push(("specialty", specialty::codes(wanted).join(",")));
        }
        let chained =
            ["location.address-city", "location.address-state", "location.address-postalcode", "location.address"];
        let place = self.place(SERVICE, chained);
        if parameters.is_empty() && place.is_empty() {
            if let Some(mut route) = self.at_place(SERVICE).filter(|_| self.has_place()) {
                if let Some(follow) = route.follow.as_mut()
                    && self.question.kind == CareKind::Pharmacy
                    && self.lists(SERVICE, "service-category")
                {
                    follow.ask.parameters.push(("service-category", PHARMACY.to_owned()));
                }
                return Ok(route);
            }
            let searchable = self.question.kind == CareKind::Pharmacy && self.lists(SERVICE, "service-category");
            if !searchable || self.has_place() || self.question.network.is_some() {
                return Err(NotThatWay);
            }
        }
        parameters.extend(place);
        if self.question.kind == CareKind::Pharmacy && self.lists(SERVICE, "service-category") {
            parameters.push(("service-category", PHARMACY.to_owned()));
        }
        let affiliations = ("OrganizationAffiliation", "participating-organization");
        let follow = self.lists(affiliations.0, affiliations.1).then(|| Follow {
            of: "Organization",
            by: affiliations.1,
            ask: self.ask(affiliations.0, Vec::new()),
        });
        Ok(Route { first: self.ask(SERVICE, parameters), follow, look_at_name: false, without_places: false })
    }
}

/// What is of use when it comes along with what refers to it.
const INCLUDES: [&str; 5] = [
    "HealthcareService:organization",
    "OrganizationAffiliation:participating-organization",
    "PractitionerRole:network",
    "PractitionerRole:organization",
    "PractitionerRole:practitioner",
];

/// What is of use when it comes along with what it refers to.
const ALONG: [&str; 5] = [
    "HealthcareService:location",
    "OrganizationAffiliation:location",
    "OrganizationAffiliation:participating-organization",
    "PractitionerRole:location",
    "PractitionerRole:practitioner",
];

#[cfg(test)]
mod tests;
