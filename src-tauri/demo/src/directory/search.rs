//! Searches of the directory: exactly the listed parameters, each by the rules of its type
//! (<https://hl7.org/fhir/R4/search.html>). Several values between commas are alternatives, as they are everywhere in
//! FHIR.

use std::collections::BTreeSet;

use serde_json::Value;

use super::listed::Directory;
use super::made::Made;
use crate::authorization::form::Parameters;
use crate::fhir::outcome::Outcome;

/// Most entries on a page, whatever is asked for.
const LARGEST_PAGE: usize = 200;

/// A search that may be answered.
pub(super) struct Search {
    resource_type: &'static str,
    asked: Vec<(String, Vec<String>)>,
    include: Vec<String>,
    revinclude: Vec<String>,
    pub(super) count: usize,
    pub(super) offset: usize,
}

impl Search {
    pub(super) fn parse(
        directory: &Directory,
        resource_type: &str,
        parameters: &Parameters,
        page_size: usize,
    ) -> Result<Search, Outcome> {
        let listed = directory.listed(resource_type);
        let listed = listed.ok_or_else(|| Outcome::unlisted(format!("{resource_type} is not in this directory")))?;
        let mut search = Search {
            resource_type: listed.name,
            asked: Vec::new(),
            include: Vec::new(),
            revinclude: Vec::new(),
            count: page_size,
            offset: 0,
        };
        for (name, value) in parameters.iter() {
            if !listed.search.contains(&name) {
                return Err(Outcome::invalid(format!("search parameter not supported: {name}")));
            }
            if value.is_empty() {
                return Err(Outcome::invalid(format!("search parameter without a value: {name}")));
            }
            let number = || value.parse::<usize>().map_err(|_| Outcome::invalid(format!("not a number: {name}")));
            match name {
                "_include" if listed.include.contains(&value) => search.include.push(value.to_owned()),
                "_revinclude" if listed.revinclude.contains(&value) => search.revinclude.push(value.to_owned()),
                "_include" | "_revinclude" => return Err(Outcome::invalid(format!("{value} cannot be included"))),
                "_count" => search.count = number()?.clamp(1, LARGEST_PAGE),
                "_getpagesoffset" => search.offset = number()?,
                "_pretty" => {}
                _ => search.asked.push((name.to_owned(), value.split(',').map(str::to_owned).collect())),
            }
        }
        if let Some(missing) = listed.required.iter().find(|name| parameters.first(name).is_none()) {
            return Err(Outcome::invalid(format!("{missing} is required")));
        }
        Ok(search)
    }

    /// The places of everything that matches.
    pub(super) fn found(&self, made: &Made) -> Vec<usize> {
        let matches = |entry: &Value| {
            self.asked.iter().all(|(name, values)| values.iter().any(|value| has(made, entry, name, value)))
        };
        made.of_type(self.resource_type).filter(|(_, entry)| matches(entry)).map(|(index, _)| index).collect()
    }

    /// What comes along with a page, each once, nothing that is a match itself.
    pub(super) fn included(&self, made: &Made, page: &[usize]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let matches = || page.iter().filter_map(|index| made.at(*index));
        for include in &self.include {
            let parameter = include.rsplit(':').next().unwrap_or_default();
            for reference in matches().flat_map(|entry| references(entry, parameter)) {
                found.extend(made.place(reference));
            }
        }
        for include in &self.revinclude {
            let Some((resource_type, parameter)) = include.split_once(':') else { continue };
            let own: BTreeSet<String> = matches().map(reference_of).collect();
            let refers = |entry: &Value| references(entry, parameter).into_iter().any(|to| own.contains(to));
            found.extend(made.of_type(resource_type).filter(|(_, entry)| refers(entry)).map(|(index, _)| index));
        }
        for index in page {
            found.remove(index);
        }
        found
    }
}

fn reference_of(entry: &Value) -> String {
    format!("{}/{}", text(&entry["resourceType"]), text(&entry["id"]))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The references that a reference parameter looks at.
fn references<'a>(entry: &'a Value, parameter: &str) -> Vec<&'a str> {
    let field = match parameter {
        "practitioner" => "practitioner",
        "organization" if entry["resourceType"] == "HealthcareService" => "providedBy",
        "organization" if entry["resourceType"] == "Location" => "managingOrganization",
        "organization" | "primary-organization" => "organization",
        "participating-organization" => "participatingOrganization",
        "location" => "location",
        "service" => "healthcareService",
        "partof" => "partOf",
        "owned-by" => "ownedBy",
        "administered-by" => "administeredBy",
        "coverage-area" | "plan-coverage-area" => "coverageArea",
        "endpoint" => "endpoint",
        "network" => "network",
        _ => return Vec::new(),
    };
    let value = &entry[field];
    let several = list(value).iter().chain(value.is_object().then_some(value));
    let extensions = list(&entry["extension"])
        .iter()
        .filter(|extension| field == "network" && text(&extension["url"]).ends_with("/network-reference"))
        .map(|extension| &extension["valueReference"]);
    several.chain(extensions).map(|reference| text(&reference["reference"])).collect()
}

fn has(made: &Made, entry: &Value, name: &str, value: &str) -> bool {
    let sought = value.to_lowercase();
    let starts = |own: &str| own.to_lowercase().starts_with(&sought);
    if let Some((reference, rest)) = name.split_once('.') {
        let chained =
            references(entry, reference).into_iter().filter_map(|to| made.place(to)).filter_map(|at| made.at(at));
        return chained.into_iter().any(|other| has(made, other, rest, value));
    }
    match name {
        "_id" => text(&entry["id"]) == value,
        "_lastUpdated" | "_lastupdated" => {
            text(&entry["meta"]["lastUpdated"]) >= value.trim_start_matches(char::is_alphabetic)
        }
        "_profile" => list(&entry["meta"]["profile"]).iter().any(|own| text(own) == value),
        "name" if entry["resourceType"] == "Practitioner" => list(&entry["name"]).iter().any(|own| {
            starts(text(&own["family"]))
                || starts(text(&own["text"]))
                || list(&own["given"]).iter().any(|own| starts(text(own)))
        }),
        "name" => starts(text(&entry["name"])),
        "family" => list(&entry["name"]).iter().any(|own| starts(text(&own["family"]))),
        "given" => list(&entry["name"]).iter().flat_map(|own| list(&own["given"])).any(|own| starts(text(own))),
        "identifier" => list(&entry["identifier"]).iter().any(|own| match value.split_once('|') {
            Some((system, number)) => text(&own["system"]) == system && text(&own["value"]) == number,
            None => text(&own["value"]) == value,
        }),
        "specialty" | "type" | "role" | "service-category" | "service-type" | "plan-type" | "characteristic" => {
            token(entry, name, value)
        }
        "address" => addresses(entry).any(|own| {
            list(&own["line"]).iter().any(|line| starts(text(line)))
                || ["city", "state", "postalCode", "text"].iter().any(|part| starts(text(&own[part])))
        }),
        "address-city" => addresses(entry).any(|own| starts(text(&own["city"]))),
        "address-state" => addresses(entry).any(|own| starts(text(&own["state"]))),
        "address-postalcode" => addresses(entry).any(|own| starts(text(&own["postalCode"]))),
        "address-country" => addresses(entry).any(|own| starts(text(&own["country"]))),
        _ => references(entry, name).into_iter().any(|own| own == value || own.rsplit('/').next() == Some(value)),
    }
}

fn addresses(entry: &Value) -> impl Iterator<Item = &Value> {
    let own = &entry["address"];
    list(own).iter().chain(own.is_object().then_some(own))
}

fn token(entry: &Value, name: &str, value: &str) -> bool {
    let field = match name {
        "role" => "code",
        "service-category" => "category",
        other => other,
    };
    let (system, code) = match value.split_once('|') {
        Some((system, code)) => ((!system.is_empty()).then_some(system), code),
        None => (None, value),
    };
    list(&entry[field])
        .iter()
        .flat_map(|concept| list(&concept["coding"]))
        .any(|coding| text(&coding["code"]) == code && system.is_none_or(|system| text(&coding["system"]) == system))
}
