//! What a search found so far, as facts and as it came, and the rows that it makes.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    fhir::{json, page::Resource},
    ipc::{
        CareAccepting, CareDetail, CareFact, CareInNetwork, CareKind, CareNetwork, CareOwnNetwork, CarePlaceState,
        CareQuestion, CareRow, CareSource,
    },
};

use super::{
    facts::{self, Link, Organization, Person, Place, Tie, Work},
    network, specialty,
};

/// An entry that nobody has looked at for longer is old.
const OLD_AFTER_DAYS: i64 = 365;

/// The most places of one entry that make rows: a chain's entry can name thousands.
const MOST_PLACES: usize = 50;

/// A resource as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// `PractitionerRole/12`
    pub reference: String,
    /// The address that was asked.
    pub address: String,
    /// The JSON.
    pub json: String,
}

/// Everything that came.
#[derive(Debug, Default)]
pub struct Found {
    people: HashMap<String, Person>,
    places: HashMap<String, Place>,
    organizations: HashMap<String, Organization>,
    works: Vec<(String, Work)>,
    work_at: HashMap<String, usize>,
    /// Those whom the first search found by their names.
    subjects: Vec<String>,
    /// What came, by reference, in the order in which it came.
    kept: Vec<Kept>,
    at: HashMap<String, usize>,
    /// What was asked for by its id and answered.
    asked: HashSet<String>,
}

/// Which rows are wanted, and how they are read.
#[derive(Debug, Clone)]
pub struct View<'a> {
    /// The question.
    pub question: &'a CareQuestion,
    /// Whether the name was not asked for.
    pub look_at_name: bool,
    /// The member's network.
    pub own: Option<&'a CareOwnNetwork>,
    /// Today.
    pub today: Date,
    /// Whether answers are still awaited.
    pub running: bool,
}

impl Found {
    /// Takes in what came from an address. `first` is the type that the first search looked for.
    pub fn absorb(&mut self, resources: &[Resource], address: &str, first: Option<&str>) {
        for resource in resources {
            let reference = format!("{}/{}", resource.resource_type, resource.id);
            let kept = Kept { reference, address: address.to_owned(), json: resource.json.as_str().to_owned() };
            self.take(kept, first == Some(resource.resource_type.as_str()));
        }
    }

    /// Takes in one resource, which may have been kept; of two with one reference the later.
    pub fn take(&mut self, kept: Kept, is_subject: bool) {
        let Some(nodes) = json::parse(&kept.json) else { return };
        let (resource, reference) = (nodes.as_slice(), kept.reference.clone());
        let work = |tie| (reference.clone(), facts::work(tie, resource));
        match reference.split('/').next().unwrap_or_default() {
            "Practitioner" => {
                self.people.insert(reference.clone(), facts::person(resource));
            }
            "Location" => {
                self.places.insert(reference.clone(), facts::place(resource));
            }
            "Organization" => {
                self.organizations.insert(reference.clone(), facts::organization(resource));
            }
            "PractitionerRole" => self.put(work(Tie::Role)),
            "OrganizationAffiliation" => self.put(work(Tie::Affiliation)),
            "HealthcareService" => self.put(work(Tie::Service)),
            _ => return,
        }
        if is_subject && !self.subjects.contains(&reference) {
            self.subjects.push(reference.clone());
        }
        match self.at.get(&reference).copied().and_then(|at| self.kept.get_mut(at)) {
            Some(before) => *before = kept,
            None => {
                self.at.insert(reference, self.kept.len());
                self.kept.push(kept);
            }
        }
    }

    fn put(&mut self, (reference, work): (String, Work)) {
        match self.work_at.get(&reference).copied().and_then(|at| self.works.get_mut(at)) {
            Some((_, before)) => *before = work,
            None => {
                self.work_at.insert(reference.clone(), self.works.len());
                self.works.push((reference, work));
            }
        }
    }

    /// Notes that these were asked for: what did not come is not there.
    pub fn note_asked(&mut self, references: impl IntoIterator<Item = String>) {
        self.asked.extend(references);
    }

    /// What was asked for by its id and answered.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        let mut asked: Vec<String> = self.asked.iter().cloned().collect();
        asked.sort_unstable();
        asked
    }

    /// Everything that came.
    #[must_use]
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// Those whom the first search found.
    #[must_use]
    pub fn subjects(&self) -> &[String] {
        &self.subjects
    }

    /// What is here of a type, by reference.
    #[must_use]
    pub fn of_type(&self, resource_type: &str) -> BTreeSet<String> {
        let is_so = |reference: &&String| reference.split('/').next() == Some(resource_type);
        self.at.keys().filter(is_so).cloned().collect()
    }

    /// The organizations that services are provided by.
    #[must_use]
    pub fn providers_of_services(&self) -> BTreeSet<String> {
        let services = self.works.iter().filter(|(_, work)| work.tie == Tie::Service);
        services.filter_map(|(_, work)| work.organization.as_ref()?.reference.clone()).collect()
    }

    /// What is referred to, did not come and was not asked for yet, of a type.
    #[must_use]
    pub fn missing(&self, resource_type: &str) -> Vec<String> {
        let links = self.works.iter().flat_map(|(_, work)| {
            let subject = work.subject.iter().filter(|_| work.tie == Tie::Role);
            // A name that came with the reference need not be asked for; a place's address never does.
            let named = work
                .organization
                .iter()
                .chain(&work.subject)
                .chain(&work.networks)
                .filter(|link| link.display.is_none());
            subject.chain(named).chain(&work.places)
        });
        let mut missing: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        for reference in links.filter_map(|link| link.reference.as_ref()) {
            let is_so = reference.split('/').next() == Some(resource_type);
            if is_so && !self.at.contains_key(reference) && !self.asked.contains(reference) && seen.insert(reference) {
                missing.push(reference.clone());
            }
        }
        missing
    }

    /// The rows that fit the question, in the directory's order; those without a role at last.
    #[must_use]
    pub fn rows(&self, view: &View<'_>) -> Vec<CareRow> {
        let mut rows: Vec<Row> = self.all_rows(view);
        rows.retain(|row| self.fits(row, view));
        rows.into_iter().map(|row| row.row).collect()
    }

    /// All that came of one row's subject.
    #[must_use]
    pub fn detail(&self, view: &View<'_>, key: &str, fetched_at: Option<String>) -> Option<CareDetail> {
        let all = self.all_rows(view);
        let found = all.iter().find(|row| row.row.key == key)?;
        let row = found.row.clone();
        let others = all.iter().filter(|other| other.row.subject == row.subject && other.row.key != key);
        let mut references: BTreeSet<&String> = found.sources.iter().collect();
        let others: Vec<CareRow> = others
            .map(|other| {
                references.extend(&other.sources);
                other.row.clone()
            })
            .collect();
        let sources = references.into_iter().filter_map(|reference| {
            let kept = self.kept.get(*self.at.get(reference)?)?;
            Some(CareSource {
                reference: kept.reference.clone(),
                address: kept.address.clone(),
                json: kept.json.clone(),
            })
        });
        Some(CareDetail {
            not_stated: not_stated(&row),
            sources: sources.collect(),
            row,
            others,
            fetched_at,
            seen_by: None,
            saved: None,
        })
    }

    fn all_rows(&self, view: &View<'_>) -> Vec<Row> {
        let wanted = match view.question.kind {
            CareKind::Person => Tie::Role,
            CareKind::Organization => Tie::Affiliation,
            CareKind::Pharmacy | CareKind::Service => Tie::Service,
        };
        let affiliations = self.affiliations();
        let mut rows = Vec::new();
        let mut placed: HashSet<&str> = HashSet::new();
        for (reference, work) in self.works.iter().filter(|(_, work)| work.tie == wanted) {
            let subject = match &work.subject {
                Some(subject) => subject.reference.clone().unwrap_or_else(|| reference.clone()),
                None => reference.clone(),
            };
            if let Some(known) = self.at.get_key_value(&subject) {
                placed.insert(known.0);
            }
            let networks = self.networks(reference, work, &affiliations);
            if work.places.is_empty() {
                rows.push(self.row(view, reference, &subject, work, None, &networks));
            }
            for place in work.places.iter().take(MOST_PLACES) {
                rows.push(self.row(view, reference, &subject, work, Some(place), &networks));
            }
        }
        if wanted != Tie::Service {
            for subject in self.subjects.iter().filter(|subject| !placed.contains(subject.as_str())) {
                rows.extend(self.bare(view, subject));
            }
        }
        fold(&mut rows);
        rows
    }

    /// Affiliations by the organization that takes part.
    fn affiliations(&self) -> BTreeMap<&str, Vec<(&str, &Work)>> {
        let mut by: BTreeMap<&str, Vec<(&str, &Work)>> = BTreeMap::new();
        for (reference, work) in self.works.iter().filter(|(_, work)| work.tie == Tie::Affiliation) {
            if let Some(organization) = work.organization.as_ref().and_then(|link| link.reference.as_deref()) {
                by.entry(organization).or_default().push((reference, work));
            }
        }
        by
    }

    /// The networks of an entry and where they are said. A service has those of its provider's affiliations at its places.
    fn networks<'a>(
        &'a self,
        reference: &'a str,
        work: &'a Work,
        affiliations: &BTreeMap<&'a str, Vec<(&'a str, &'a Work)>>,
    ) -> (Vec<&'a Link>, Vec<&'a str>) {
        let mut networks: Vec<&Link> = work.networks.iter().collect();
        let mut said = vec![reference];
        if work.tie == Tie::Service {
            let provider = work.organization.as_ref().and_then(|link| link.reference.as_deref());
            for (reference, affiliation) in
                provider.and_then(|provider| affiliations.get(provider)).into_iter().flatten()
            {
                let here = |place: &Link| work.places.iter().any(|own| own.reference == place.reference);
                if affiliation.places.is_empty() || affiliation.places.iter().any(here) {
                    networks.extend(&affiliation.networks);
                    said.push(reference);
                }
            }
        }
        (networks, said)
    }

    fn row(
        &self,
        view: &View<'_>,
        reference: &str,
        subject: &str,
        work: &Work,
        place: Option<&Link>,
        (networks, said): &(Vec<&Link>, Vec<&str>),
    ) -> Row {
        let person = self.people.get(subject);
        let organization = work.organization.as_ref();
        let known_organization = organization.and_then(|link| self.organizations.get(link.reference.as_deref()?));
        let organization_name = known_organization
            .and_then(|known| known.name.clone())
            .or_else(|| organization.and_then(|link| link.display.clone()));
        let own_name = match work.tie {
            Tie::Role => person.and_then(|person| person.name.clone()),
            Tie::Affiliation => organization_name.clone(),
            Tie::Service => work.name.clone().or_else(|| organization_name.clone()),
        };
        let at = place.and_then(|link| self.places.get(link.reference.as_deref()?));
        let mut sources: Vec<String> = said.iter().map(|reference| (*reference).to_owned()).collect();
        sources.push(subject.to_owned());
        let links = place.into_iter().chain(organization).chain(networks.iter().copied());
        sources.extend(links.filter_map(|link| link.reference.clone()));
        let (listed, unresolved) = self.named(networks);
        let updated = work.updated.clone().or_else(|| person.and_then(|person| person.updated.clone()));
        let mut languages = work.languages.clone();
        for language in person.iter().flat_map(|person| &person.languages) {
            if !languages.contains(language) {
                languages.push(language.clone());
            }
        }
        let hours =
            if work.hours.is_empty() { at.map(|at| at.hours.clone()).unwrap_or_default() } else { work.hours.clone() };
        let row =
            CareRow {
                key: match place.and_then(|link| link.reference.as_deref()) {
                    Some(place) => format!("{reference}@{place}"),
                    None => reference.to_owned(),
                },
                subject: subject.to_owned(),
                name: own_name.or_else(|| work.subject.as_ref().and_then(|link| link.display.clone())),
                npi: person.and_then(|person| person.npi.clone()).or_else(|| {
                    known_organization.filter(|_| work.tie != Tie::Role).and_then(|known| known.npi.clone())
                }),
                specialties: work.specialties.clone(),
                organization: organization_name.filter(|_| work.tie != Tie::Affiliation),
                place_state: self.place_state(view, place, at),
                place: at.map(|at| at.place.clone()).or_else(|| {
                    let name = place?.display.clone()?;
                    Some(crate::ipc::CarePlace { name: Some(name), ..Default::default() })
                }),
                in_network: self.in_network(view, &listed, networks, unresolved),
                networks: network::once(listed),
                accepting: work.accepting,
                phone: work.phone.clone().or_else(|| at.and_then(|at| at.phone.clone())).or_else(|| {
                    known_organization.filter(|_| work.tie != Tie::Role).and_then(|known| known.phone.clone())
                }),
                languages,
                hours,
                old: updated.as_deref().is_some_and(|day| is_old(day, view.today)),
                updated,
                inactive: work.inactive || person.is_some_and(|person| person.inactive),
                contradicted: false,
            };
        Row { row, sources, codes: work.codes.clone(), categories: work.categories.clone() }
    }

    /// Somebody of whom nothing but themselves came.
    fn bare(&self, view: &View<'_>, subject: &str) -> Option<Row> {
        let (name, npi, languages, updated, inactive, phone) =
            match (self.people.get(subject), self.organizations.get(subject)) {
                (Some(person), _) => {
                    (&person.name, &person.npi, person.languages.clone(), &person.updated, person.inactive, None)
                }
                (None, Some(known)) if !known.is_network => {
                    (&known.name, &known.npi, Vec::new(), &known.updated, known.inactive, known.phone.clone())
                }
                _ => return None,
            };
        let state = if view.running { CarePlaceState::Pending } else { CarePlaceState::NotStated };
        let row = CareRow {
            key: subject.to_owned(),
            subject: subject.to_owned(),
            name: name.clone(),
            npi: npi.clone(),
            specialties: Vec::new(),
            organization: None,
            place_state: state,
            place: None,
            networks: Vec::new(),
            in_network: match (view.running, view.own) {
                (true, _) => CareInNetwork::Pending,
                (false, None) => CareInNetwork::NotChosen,
                (false, Some(_)) => CareInNetwork::NotStated,
            },
            accepting: CareAccepting::NotStated,
            phone,
            languages,
            hours: Vec::new(),
            updated: updated.clone(),
            old: updated.as_deref().is_some_and(|day| is_old(day, view.today)),
            inactive,
            contradicted: false,
        };
        Some(Row { row, sources: vec![subject.to_owned()], codes: Vec::new(), categories: Vec::new() })
    }

    fn place_state(&self, view: &View<'_>, link: Option<&Link>, at: Option<&Place>) -> CarePlaceState {
        match (link, at) {
            (None, _) => CarePlaceState::NotStated,
            (Some(_), Some(at)) if at.has_address => CarePlaceState::Stated,
            (Some(_), Some(_)) => CarePlaceState::NoAddress,
            (Some(link), None) => match &link.reference {
                None => CarePlaceState::NoAddress,
                Some(reference) if self.asked.contains(reference) => CarePlaceState::NotFound,
                Some(_) if view.running => CarePlaceState::Pending,
                Some(_) => CarePlaceState::NotAnswered,
            },
        }
    }

    /// The networks with their names, and whether one of them has none.
    fn named(&self, links: &[&Link]) -> (Vec<CareNetwork>, bool) {
        let named: Vec<CareNetwork> = links
            .iter()
            .filter_map(|link| {
                let known = link.reference.as_deref().and_then(|reference| self.organizations.get(reference));
                let name = known.and_then(|known| known.name.clone()).or_else(|| link.display.clone());
                let id = link.reference.as_deref().and_then(|reference| reference.split('/').nth(1));
                (id.is_some() || name.is_some()).then(|| CareNetwork { id: id.unwrap_or_default().to_owned(), name })
            })
            .collect();
        let unresolved = named.iter().any(|network| network.name.is_none()) || named.len() < links.len();
        (named, unresolved)
    }

    fn in_network(&self, view: &View<'_>, named: &[CareNetwork], links: &[&Link], unresolved: bool) -> CareInNetwork {
        let Some(own) = view.own else { return CareInNetwork::NotChosen };
        let awaited = |link: &&&Link| {
            let reference = link.reference.as_ref().filter(|_| link.display.is_none());
            reference.is_some_and(|reference| !self.asked.contains(reference) && !self.at.contains_key(reference))
        };
        if named.iter().any(|network| network::same(network, &own.network)) {
            CareInNetwork::Yes
        } else if view.running && links.iter().any(|link| awaited(&link)) {
            CareInNetwork::Pending
        } else if named.is_empty() || unresolved {
            CareInNetwork::NotStated
        } else {
            CareInNetwork::No
        }
    }

    /// Whether a row fits what was asked. What is not said, or not known yet, is no reason to leave it out.
    fn fits(&self, row: &Row, view: &View<'_>) -> bool {
        let question = view.question;
        let starts = |own: &str, asked: &str| own.to_lowercase().starts_with(&asked.to_lowercase());
        let same_part = |own: Option<&String>, asked: Option<&String>| match (own, asked) {
            (Some(own), Some(asked)) => starts(own, asked),
            _ => true,
        };
        let place = row.row.place.as_ref();
        let here = same_part(place.and_then(|place| place.city.as_ref()), question.city.as_ref())
            && same_part(place.and_then(|place| place.state.as_ref()), question.state.as_ref())
            && same_part(place.and_then(|place| place.postal_code.as_ref()), question.postal_code.as_ref());
        let codes = question.specialty.map(specialty::codes);
        let of_specialty =
            codes.is_none_or(|codes| row.codes.is_empty() || row.codes.iter().any(|own| codes.contains(&own.as_str())));
        let of_category = question.kind != CareKind::Pharmacy
            || row.categories.is_empty()
            || row.categories.iter().any(|category| category == "pharm");
        let in_network = question
            .network
            .as_ref()
            .is_none_or(|asked| row.row.networks.is_empty() || self.names_network(&row.row.networks, asked));
        let named = match (&question.name, &row.row.name) {
            (Some(asked), Some(name)) if view.look_at_name => has_words(name, asked),
            _ => true,
        };
        here && of_specialty && of_category && in_network && named
    }

    fn names_network(&self, networks: &[CareNetwork], id: &str) -> bool {
        let asked = self.organizations.get(&format!("Organization/{id}")).and_then(|known| known.name.clone());
        let asked = CareNetwork { id: id.to_owned(), name: asked };
        networks.iter().any(|network| network::same(network, &asked))
    }
}

/// A row with what it was made of.
struct Row {
    row: CareRow,
    sources: Vec<String>,
    codes: Vec<String>,
    categories: Vec<String>,
}

/// Entries that say the same of one place become one; those that say different things are marked.
fn fold(rows: &mut Vec<Row>) {
    let mut seen: HashMap<(String, Option<String>), Vec<usize>> = HashMap::new();
    let mut gone = HashSet::new();
    for at in 0..rows.len() {
        let Some(row) = rows.get(at) else { continue };
        let place = row.row.key.split_once('@').map(|(_, place)| place.to_owned());
        let others = seen.entry((row.row.subject.clone(), place)).or_default();
        let same = others.iter().copied().find(|other| rows.get(*other).is_some_and(|other| say_the_same(other, row)));
        match same {
            Some(_) => {
                gone.insert(at);
            }
            None => others.push(at),
        }
    }
    for group in seen.values().filter(|group| group.len() > 1) {
        // The same person in two specialties at one place is no contradiction; other networks or other patients are.
        let first = group.first().and_then(|at| rows.get(*at)).map(|row| row.row.clone());
        let differs = group.iter().filter_map(|at| rows.get(*at)).any(|row| {
            first.as_ref().is_some_and(|first| {
                names(&row.row) != names(first)
                    || row.row.accepting != first.accepting
                    || row.row.inactive != first.inactive
            })
        });
        if differs {
            for at in group {
                if let Some(row) = rows.get_mut(*at) {
                    row.row.contradicted = true;
                }
            }
        }
    }
    let mut at = 0;
    rows.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

fn names(row: &CareRow) -> BTreeSet<String> {
    row.networks.iter().map(|one| one.name.as_deref().map_or_else(|| one.id.clone(), network::folded)).collect()
}

fn say_the_same(one: &Row, other: &Row) -> bool {
    let (one, other) = (&one.row, &other.row);
    names(one) == names(other)
        && one.accepting == other.accepting
        && one.inactive == other.inactive
        && one.phone == other.phone
        && one.specialties == other.specialties
        && one.organization == other.organization
}

fn is_old(day: &str, today: Date) -> bool {
    let Ok(day) = day.parse::<Date>() else { return false };
    crate::date::day_number(today) - crate::date::day_number(day) > OLD_AFTER_DAYS
}

/// Whether every word asked for begins a word of a name.
fn has_words(name: &str, asked: &str) -> bool {
    let (name, asked) = (name.to_lowercase(), asked.to_lowercase());
    asked.split_whitespace().all(|word| name.split(|c: char| !c.is_alphanumeric()).any(|own| own.starts_with(word)))
}

/// What a row does not say.
#[must_use]
pub fn not_stated(row: &CareRow) -> Vec<CareFact> {
    let facts = [
        (CareFact::Place, !matches!(row.place_state, CarePlaceState::Stated | CarePlaceState::Pending)),
        (CareFact::Networks, row.networks.is_empty()),
        (CareFact::NewPatients, row.accepting == CareAccepting::NotStated),
        (CareFact::Phone, row.phone.is_none()),
        (CareFact::Languages, row.languages.is_empty()),
        (CareFact::Hours, row.hours.is_empty()),
        (CareFact::Updated, row.updated.is_none()),
    ];
    facts.into_iter().filter(|(_, is_so)| *is_so).map(|(fact, _)| fact).collect()
}

#[cfg(test)]
#[path = "found_tests.rs"]
mod tests;
