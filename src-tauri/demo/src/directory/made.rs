//! The made-up entries: a few thousand people, where they work and for which networks, all from the plan's seed.
//!
//! Directories are not clean, and neither is this one: entries that nobody has looked at for years, two entries that say
//! different things of one place, roles without a place, places without an address, networks that lead nowhere, one
//! network under two ids. Those who send the demo plan's claims are in it by the same numbers: some in the members' network,
//! some not, some at one address and not at another, and one is not in it at all.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::data::providers::{PROVIDERS, Provider, Sort};
use crate::options::Options;

const PROFILE: &str = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition";
const NPI: &str = "http://hl7.org/fhir/sid/us-npi";
const TAXONOMY: &str = "http://nucc.org/provider-taxonomy";

/// The network on the demo plan's cards, by its id; its name is there a second time under another id.
const MEMBERS_NETWORK: &str = "net-choice";
const NETWORKS: [(&str, &str); 5] = [
    (MEMBERS_NETWORK, "Evergreen Choice"),
    ("net-choice-2", "Evergreen Choice"),
    ("net-basic", "Evergreen Basic"),
    ("net-hmo", "Evergreen Select HMO"),
    ("net-medicare", "Harbor Medicare Advantage"),
];

/// City, state, and the first postal code of it. None is given out.
const CITIES: [(&str, &str, &str); 8] = [
    ("Lakeside", "ID", "00010"),
    ("Northshore", "ID", "00021"),
    ("Cedar Valley", "ID", "00032"),
    ("Harbor City", "ID", "00043"),
    ("Ridgeview", "ID", "00054"),
    ("Exampleton", "ID", "00001"),
    ("Willow Bend", "UT", "00065"),
    ("Stonebrook", "CA", "00076"),
];

const STREETS: [&str; 10] = [
    "Alder Street",
    "Birch Avenue",
    "Clover Lane",
    "Dogwood Drive",
    "Elm Court",
    "Fern Road",
    "Grove Street",
    "Hazel Way",
    "Iris Boulevard",
    "Juniper Place",
];

const GIVEN: [&str; 32] = [
    "Ada", "Amir", "Ana", "Ben", "Carla", "Chidi", "Clara", "David", "Elena", "Emeka", "Farah", "Gita", "Hana", "Hugo",
    "Ines", "Ivan", "Jonas", "Kira", "Lena", "Luis", "Mara", "Mei", "Nadia", "Omar", "Petra", "Rosa", "Sam", "Tara",
    "Tuan", "Vera", "Yusuf", "Zoe",
];

const FAMILY: [&str; 48] = [
    "Abbott",
    "Adeyemi",
    "Alder",
    "Bauer",
    "Becker",
    "Bianchi",
    "Castellano",
    "Chandra",
    "Cho",
    "Dahl",
    "Dubois",
    "Ellery",
    "Eriksen",
    "Farrow",
    "Fischer",
    "Garcia",
    "Gupta",
    "Haddad",
    "Hale",
    "Ibrahim",
    "Ivers",
    "Jansen",
    "Kaur",
    "Keller",
    "Kim",
    "Larsen",
    "Lopez",
    "Marsh",
    "Mendez",
    "Nguyen",
    "Nowak",
    "Obi",
    "Okoye",
    "Patel",
    "Quinn",
    "Rossi",
    "Ruiz",
    "Sato",
    "Silva",
    "Smith",
    "Tanaka",
    "Torres",
    "Underhill",
    "Vance",
    "Whitfield",
    "Wong",
    "Yilmaz",
    "Zeller",
];

/// A specialty's code, and the directory's words for it.
const SPECIALTIES: [(&str, &str); 18] = [
    ("207Q00000X", "Family Doctor"),
    ("207R00000X", "Internal Medicine Doctor"),
    ("208000000X", "Children's Doctor"),
    ("2086S0120X", "Children's Surgeon"),
    ("208600000X", "Surgeon"),
    ("207X00000X", "Bone and Joint Surgeon"),
    ("207V00000X", "Women's Health Doctor"),
    ("207RC0000X", "Heart Doctor"),
    ("207N00000X", "Skin Doctor"),
    ("207Y00000X", "Ear, Nose and Throat Doctor"),
    ("2084P0800X", "Psychiatrist"),
    ("103T00000X", "Psychologist"),
    ("1041C0700X", "Clinical Social Worker"),
    ("225100000X", "Physical Therapist"),
    ("122300000X", "Dentist"),
    ("152W00000X", "Optometrist"),
    ("207P00000X", "Emergency Doctor"),
    ("363L00000X", "Nurse Practitioner"),
];

const PLACE_KINDS: [&str; 6] =
    ["Clinic", "Medical Group", "Health Center", "Family Practice", "Specialty Care", "Associates"];
const LANGUAGES: [(&str, &str); 6] =
    [("es", "Spanish"), ("zh", "Chinese"), ("vi", "Vietnamese"), ("ar", "Arabic"), ("ru", "Russian"), ("fr", "French")];

/// Every entry, in an order that a seed decides.
pub(super) struct Made {
    entries: Vec<Value>,
    places: HashMap<String, usize>,
}

impl Made {
    pub(super) fn new(options: &Options) -> Made {
        let mut maker = Maker {
            dice: ChaCha8Rng::seed_from_u64(options.seed ^ 0x0d1e_c702),
            today: options.today,
            entries: Vec::new(),
            locations: Vec::new(),
        };
        maker.frame();
        maker.organizations(260);
        maker.claimants();
        maker.people(options.directory_people);
        let name = |entry: &Value| Some(format!("{}/{}", entry["resourceType"].as_str()?, entry["id"].as_str()?));
        let places =
            maker.entries.iter().enumerate().filter_map(|(index, entry)| Some((name(entry)?, index))).collect();
        Made { entries: maker.entries, places }
    }

    pub(super) fn at(&self, index: usize) -> Option<&Value> {
        self.entries.get(index)
    }

    pub(super) fn place(&self, reference: &str) -> Option<usize> {
        self.places.get(reference).copied()
    }

    pub(super) fn get(&self, resource_type: &str, id: &str) -> Option<&Value> {
        self.at(self.place(&format!("{resource_type}/{id}"))?)
    }

    pub(super) fn of_type(&self, resource_type: &str) -> impl Iterator<Item = (usize, &Value)> {
        self.entries.iter().enumerate().filter(move |(_, entry)| entry["resourceType"] == resource_type)
    }
}

/// A place where people work: its id, and the organization that it belongs to.
#[derive(Clone)]
struct Place {
    location: String,
    organization: String,
}

struct Maker {
    dice: ChaCha8Rng,
    today: Date,
    entries: Vec<Value>,
    locations: Vec<Place>,
}

/// What a role says.
#[derive(Clone)]
struct Role<'a> {
    id: String,
    practitioner: &'a str,
    place: Option<&'a Place>,
    networks: &'a [&'a str],
    specialty: (&'a str, &'a str),
    accepting: Option<&'a str>,
    active: bool,
    days_old: i64,
    phone: Option<String>,
}

fn reference(resource_type: &str, id: &str) -> Value {
    json!({"reference": format!("{resource_type}/{id}")})
}

fn coded(system: &str, code: &str, display: &str) -> Value {
    json!({"coding": [{"system": system, "code": code, "display": display}], "text": display})
}

fn telecom(number: &str) -> Value {
    json!([{"system": "phone", "value": number}])
}

impl Maker {
    fn meta(&self, profile: &str, days_old: i64) -> Value {
        let day = self.today.checked_sub(days_old.days()).unwrap_or(self.today);
        json!({"versionId": "1", "lastUpdated": format!("{day}T08:00:00.000Z"), "profile": [format!("{PROFILE}/plannet-{profile}")]})
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.dice.random_range(0..of.len())]
    }

    fn phone(&mut self) -> String {
        format!("(555) 013-{:04}", self.dice.random_range(1000..9999))
    }

    /// The payer, its networks, its plans, an endpoint.
    fn frame(&mut self) {
        self.entries.push(json!({
            "resourceType": "Organization", "id": "evergreen-demo-health", "meta": self.meta("Organization", 20), "active": true,
            "type": [coded("http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/OrgTypeCS", "payer", "Payer")],
            "name": "Evergreen Demo Health", "telecom": telecom("555-0100"),
            "endpoint": [reference("Endpoint", "portal")],
        }));
        self.entries.push(json!({
            "resourceType": "Endpoint", "id": "portal", "meta": self.meta("Endpoint", 20), "status": "active",
            "connectionType": {"system": "http://terminology.hl7.org/CodeSystem/endpoint-connection-type", "code": "hl7-fhir-rest"},
            "address": "https://evergreen-demo.example/fhir",
        }));
        for (id, name) in NETWORKS {
            self.entries.push(json!({
                "resourceType": "Organization", "id": id, "meta": self.meta("Network", 25), "active": true,
                "type": [coded("http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/OrgTypeCS", "ntwk", "Network")],
                "name": name, "partOf": reference("Organization", "evergreen-demo-health"),
            }));
        }
        for (id, name, network) in
            [("SC-PPO", "Silver Choice PPO", MEMBERS_NETWORK), ("SB-HMO", "Bronze Select HMO", "net-hmo")]
        {
            self.entries.push(json!({
                "resourceType": "InsurancePlan", "id": id, "meta": self.meta("InsurancePlan", 25), "status": "active",
                "identifier": [{"system": "https://evergreen-demo.example/plan", "value": id}],
                "name": name, "ownedBy": reference("Organization", "evergreen-demo-health"),
                "network": [reference("Organization", network)],
            }));
        }
    }

    /// A place, a few of them without an address.
    fn location(&mut self, id: &str, organization: &str, name: &str, city: usize, has_address: bool) -> Place {
        let (town, state, zip) = CITIES[city % CITIES.len()];
        let line = format!("{} {}", self.dice.random_range(1..990), self.pick(&STREETS));
        let mut entry = json!({
            "resourceType": "Location", "id": id, "meta": self.meta("Location", 40), "status": "active", "name": name,
            "managingOrganization": reference("Organization", organization),
            "telecom": telecom(&self.phone()),
        });
        if has_address {
            entry["address"] = json!({"use": "work", "type": "both", "line": [line], "city": town, "state": state,
                "postalCode": zip, "country": "US"});
        }
        if self.dice.random_ratio(1, 2) {
            entry["hoursOfOperation"] = json!([{"daysOfWeek": ["mon", "tue", "wed", "thu", "fri"], "openingTime": "08:00:00",
                "closingTime": "17:00:00"}]);
        }
        self.entries.push(entry);
        Place { location: id.to_owned(), organization: organization.to_owned() }
    }

    fn organization(&mut self, id: &str, name: &str, number: &str, phone: &str) {
        self.entries.push(json!({
            "resourceType": "Organization", "id": id, "meta": self.meta("Organization", 40), "active": true,
            "identifier": [{"system": NPI, "value": number}],
            "type": [coded("http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/OrgTypeCS", "prvgrp", "Provider Group")],
            "name": name, "telecom": telecom(phone),
        }));
    }

    fn affiliation(
        &mut self,
        id: &str,
        organization: &str,
        places: &[Place],
        networks: &[&str],
        specialty: (&str, &str),
    ) {
        let locations: Vec<Value> = places.iter().map(|place| reference("Location", &place.location)).collect();
        let networks: Vec<Value> = networks.iter().map(|network| reference("Organization", network)).collect();
        self.entries.push(json!({
            "resourceType": "OrganizationAffiliation", "id": id, "meta": self.meta("OrganizationAffiliation", 30), "active": true,
            "organization": reference("Organization", "evergreen-demo-health"),
            "participatingOrganization": reference("Organization", organization),
            "network": networks,
            "code": [coded("http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/OrganizationAffiliationRoleCS", "provider", "Provider")],
            "specialty": [coded(TAXONOMY, specialty.0, specialty.1)],
            "location": locations,
        }));
    }

    fn service(
        &mut self,
        id: &str,
        organization: &str,
        name: &str,
        category: (&str, &str),
        specialty: (&str, &str),
        places: &[Place],
    ) {
        let locations: Vec<Value> = places.iter().map(|place| reference("Location", &place.location)).collect();
        self.entries.push(json!({
            "resourceType": "HealthcareService", "id": id, "meta": self.meta("HealthcareService", 30), "active": true,
            "providedBy": reference("Organization", organization), "name": name,
            "category": [coded("http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/HealthcareServiceCategoryCS", category.0, category.1)],
            "specialty": [coded(TAXONOMY, specialty.0, specialty.1)],
            "location": locations,
        }));
    }

    fn organizations(&mut self, count: usize) {
        for number in 0..count {
            let id = format!("org-{number}");
            let city = self.dice.random_range(0..CITIES.len());
            let (family, kind) = (*self.pick(&FAMILY), *self.pick(&PLACE_KINDS));
            let name = if self.dice.random_ratio(1, 2) {
                format!("{} {kind}", CITIES[city].0)
            } else {
                format!("{family} {kind}")
            };
            let phone = self.phone();
            self.organization(&id, &name, &format!("99930{number:05}"), &phone);
            let sites = self.dice.random_range(1..=3);
            let mut places = Vec::new();
            for site in 0..sites {
                let city = if site == 0 { city } else { self.dice.random_range(0..CITIES.len()) };
                let has_address = !self.dice.random_ratio(1, 25);
                let name = if sites == 1 { name.clone() } else { format!("{name}, {}", CITIES[city].0) };
                places.push(self.location(&format!("loc-{number}-{site}"), &id, &name, city, has_address));
            }
            let networks = self.networks();
            let specialty = *self.pick(&SPECIALTIES);
            self.affiliation(&format!("affil-{number}"), &id, &places, &networks, specialty);
            if number % 5 == 0 {
                let (category, specialty) = if number % 10 == 0 {
                    (("pharm", "Pharmacy"), ("3336C0003X", "Community Pharmacy"))
                } else {
                    (("prov", "Medical Provider"), specialty)
                };
                let name =
                    if category.0 == "pharm" { format!("{family} Pharmacy") } else { format!("{name} services") };
                self.service(&format!("service-{number}"), &id, &name, category, specialty, &places);
            }
            self.locations.extend(places);
        }
    }

    /// Networks of an entry, now and then one under both of its ids, one that leads nowhere, or none.
    fn networks(&mut self) -> Vec<&'static str> {
        match self.dice.random_range(0..20) {
            0..8 => vec![MEMBERS_NETWORK],
            8..11 => vec![MEMBERS_NETWORK, "net-choice-2", "net-basic"],
            11..14 => vec!["net-basic"],
            14..16 => vec!["net-hmo"],
            16 => vec!["net-medicare", "net-hmo"],
            17 => vec!["net-gone"],
            18 => vec![MEMBERS_NETWORK, "net-gone"],
            _ => Vec::new(),
        }
    }

    fn person(&mut self, id: &str, given: &str, family: &str, number: &str) {
        let languages: Vec<Value> = if self.dice.random_ratio(1, 3) {
            let (code, display) = *self.pick(&LANGUAGES);
            vec![coded("urn:ietf:bcp:47", code, display)]
        } else {
            Vec::new()
        };
        let mut entry = json!({
            "resourceType": "Practitioner", "id": id, "meta": self.meta("Practitioner", 35), "active": true,
            "identifier": [{"system": NPI, "value": number}],
            "name": [{"use": "official", "family": family, "given": [given], "prefix": ["Dr."]}],
        });
        if !languages.is_empty() {
            entry["communication"] = Value::Array(languages);
        }
        self.entries.push(entry);
    }

    fn role(&mut self, role: &Role<'_>) {
        let mut extensions: Vec<Value> = role
            .networks
            .iter()
            .map(|network| json!({"url": format!("{PROFILE}/network-reference"), "valueReference": reference("Organization", network)}))
            .collect();
        if let Some(accepting) = role.accepting {
            let code = json!({"coding": [{"system": "http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/AcceptingPatientsCS", "code": accepting}]});
            extensions.push(json!({"url": format!("{PROFILE}/newpatients"),
                "extension": [{"url": "acceptingPatients", "valueCodeableConcept": code}]}));
        }
        let mut entry = json!({
            "resourceType": "PractitionerRole", "id": role.id, "meta": self.meta("PractitionerRole", role.days_old), "active": role.active,
            "extension": extensions,
            "practitioner": reference("Practitioner", role.practitioner),
            "code": [coded("http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/ProviderRoleCS", "ph", "Physician")],
            "specialty": [coded(TAXONOMY, role.specialty.0, role.specialty.1)],
        });
        if let Some(place) = role.place {
            entry["organization"] = reference("Organization", &place.organization);
            entry["location"] = json!([reference("Location", &place.location)]);
        }
        if let Some(phone) = &role.phone {
            entry["telecom"] = telecom(phone);
        }
        self.entries.push(entry);
    }

    fn people(&mut self, count: usize) {
        for number in 0..count {
            let id = format!("person-{number}");
            let (given, family) = (*self.pick(&GIVEN), *self.pick(&FAMILY));
            self.person(&id, given, family, &format!("99920{number:05}"));
            let specialty = *self.pick(&SPECIALTIES);
            for turn in 0..self.dice.random_range(1..=2) {
                let networks = self.networks();
                let place = self.locations.get(self.dice.random_range(0..self.locations.len())).cloned();
                let place = place.filter(|_| !self.dice.random_ratio(1, 30));
                let accepting = *self.pick(&[Some("newpt"), Some("newpt"), Some("nopt"), Some("existptonly"), None]);
                let days_old = if self.dice.random_ratio(1, 8) {
                    self.dice.random_range(400..1200)
                } else {
                    self.dice.random_range(5..90)
                };
                let phone = (!self.dice.random_ratio(1, 6)).then(|| self.phone());
                let role = Role {
                    id: format!("role-{number}-{turn}"),
                    practitioner: &id,
                    place: place.as_ref(),
                    networks: &networks,
                    specialty,
                    accepting,
                    active: true,
                    days_old,
                    phone,
                };
                self.role(&role);
                // The same place a second time, and it says otherwise.
                if number % 40 == 0 && turn == 0 {
                    let other = if accepting == Some("newpt") { Some("nopt") } else { Some("newpt") };
                    let id = format!("role-{number}-again");
                    self.role(&Role {
                        id,
                        accepting: other,
                        networks: &["net-basic"],
                        days_old: 500,
                        phone: None,
                        ..role
                    });
                }
            }
        }
    }

    /// Those who send the demo plan's claims.
    fn claimants(&mut self) {
        for (number, provider) in PROVIDERS.into_iter().enumerate() {
            // Its claims refer to it, and no server has it.
            if provider.dangling {
                continue;
            }
            match provider.sort {
                Sort::Organization => self.claiming_place(number, provider),
                Sort::Practitioner => self.claiming_person(number, provider),
            }
        }
    }

    fn claiming_place(&mut self, number: usize, provider: &Provider) {
        self.organization(provider.id, provider.name, provider.npi, provider.telephone);
        let place = self.location(&format!("{}-site", provider.id), provider.id, provider.name, number % 5, true);
        let networks: &[&str] = if provider.in_network { &[MEMBERS_NETWORK] } else { &["net-basic"] };
        let pharmacy = provider.specialty == "Pharmacy";
        let specialty =
            if pharmacy { ("3336C0003X", "Community Pharmacy") } else { ("282N00000X", provider.specialty) };
        let category = if pharmacy { ("pharm", "Pharmacy") } else { ("prov", "Medical Provider") };
        let places = [place];
        self.affiliation(&format!("{}-affil", provider.id), provider.id, &places, networks, specialty);
        self.service(&format!("{}-service", provider.id), provider.id, provider.name, category, specialty, &places);
    }

    fn claiming_person(&mut self, number: usize, provider: &Provider) {
        let bare = provider.name.trim_start_matches("Dr. ");
        let bare = bare.split(',').next().unwrap_or(bare);
        let (given, family) = bare.rsplit_once(' ').unwrap_or(("", bare));
        self.person(provider.id, given, family, provider.npi);
        let practice = provider.practice.unwrap_or(provider.name);
        let practice_id = format!("practice-{number}");
        self.organization(&practice_id, practice, &format!("99940{number:05}"), provider.telephone);
        let here = self.location(&format!("practice-{number}-site"), &practice_id, practice, number % 5, true);
        let there = self.location(
            &format!("practice-{number}-other"),
            &practice_id,
            &format!("{practice}, second office"),
            (number + 2) % 5,
            true,
        );
        let networks: &[&str] = if provider.in_network { &[MEMBERS_NETWORK, "net-choice-2"] } else { &["net-basic"] };
        let specialty = (code_of(provider.specialty), provider.specialty);
        let base = Role {
            id: format!("{}-role", provider.id),
            practitioner: provider.id,
            place: Some(&here),
            networks,
            specialty,
            accepting: Some("newpt"),
            active: true,
            days_old: 12,
            phone: Some(provider.telephone.to_owned()),
        };
        let again = |suffix: &str| Role { id: format!("{}-role-{suffix}", provider.id), ..base.clone() };
        match provider.id {
            // In the network at one address and not at the other.
            "samuel-brandt" => self.role(&Role { place: Some(&there), networks: &["net-hmo"], ..again("other") }),
            // Two entries for one place that say different things.
            "james-okafor" => {
                self.role(&Role { networks: &["net-basic"], accepting: Some("nopt"), days_old: 640, ..again("old") });
            }
            _ => {}
        }
        self.role(&match provider.id {
            // Nobody says where.
            "helen-park" => Role { place: None, ..base },
            // The network leads nowhere.
            "ruth-weber" => Role { networks: &["net-gone"], ..base },
            // At another address than its claims.
            "ingrid-lind" => Role { place: Some(&there), ..base },
            // Not looked at for two years.
            "elena-salas" => Role { days_old: 760, ..base },
            _ => base,
        });
    }
}

/// The code of a specialty that the demo plan's providers have.
fn code_of(specialty: &str) -> &'static str {
    match specialty {
        "Pediatrics" => "208000000X",
        "Internal medicine" => "207R00000X",
        "Ear, nose and throat" => "207Y00000X",
        "Orthopedics" => "207X00000X",
        "Surgery" => "208600000X",
        "Dentistry" => "122300000X",
        "Optometry" => "152W00000X",
        "Physical therapy" => "225100000X",
        "Counseling" => "1041C0700X",
        "Dermatology" => "207N00000X",
        "Emergency medicine" => "207P00000X",
        _ => "208D00000X",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(seed: u64) -> Made {
        Made::new(&Options { seed, ..Options::default() })
    }

    #[test]
    fn a_seed_decides_everything_and_no_id_comes_twice() {
        let (one, same, other) = (made(1), made(1), made(2));
        assert_eq!(one.entries, same.entries);
        assert_ne!(one.entries, other.entries);
        assert_eq!(one.places.len(), one.entries.len());
        assert!(one.of_type("Practitioner").count() > 2_000);
    }

    #[test]
    fn what_is_wrong_with_directories_is_wrong_with_this_one() {
        let made = made(1);
        let roles: Vec<&Value> = made.of_type("PractitionerRole").map(|(_, role)| role).collect();
        assert!(roles.iter().any(|role| role.get("location").is_none()), "a role without a place");
        assert!(
            made.of_type("Location").any(|(_, place)| place.get("address").is_none()),
            "a place without an address"
        );
        let text = serde_json::to_string(&roles).unwrap();
        assert!(text.contains("Organization/net-gone") && made.place("Organization/net-gone").is_none());
        for provider in PROVIDERS {
            let listed = made.get(provider.sort.resource_type(), provider.id);
            assert_eq!(listed.is_some(), !provider.dangling, "{}", provider.name);
            assert!(listed.is_none_or(|entry| entry["identifier"][0]["value"] == provider.npi), "{}", provider.name);
        }
    }
}
