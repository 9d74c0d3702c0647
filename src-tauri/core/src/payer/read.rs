//! Reads a file of payers, and refuses what cannot be right with the name of the entry and the field.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::{Table, Value};
use url::Url;

use super::fault::{RegistryError, fault};
use super::fields::Fields;
use super::overrides::Changed;
use super::site::same_site;
use super::{
    Address, Addresses, DirectorySupport, Freshness, Given, Payer, Registration, ResourceSupport, kind_of_scope,
};
use crate::auth::endpoint::ClientKind;
use crate::auth::redirect::RedirectUri;
use crate::http::{address_allowed, is_loopback};
use crate::ipc::{DataKind, FaultKind, PayerKind, PlanType, RegistrationSource};

/// Whom claims and coverages refer to by name. No scope is for them.
const PARTIES: [&str; 2] = ["Organization", "Practitioner"];

/// The resources of a public directory (Da Vinci PDex Plan Net).
const OF_DIRECTORY: [&str; 8] = [
    "Endpoint",
    "HealthcareService",
    "InsurancePlan",
    "Location",
    "Organization",
    "OrganizationAffiliation",
    "Practitioner",
    "PractitionerRole",
];

/// What payers on the same servers have in common.
struct Platform {
    resources: BTreeMap<String, ResourceSupport>,
    directory: Option<DirectorySupport>,
    served: Vec<PlanType>,
    freshness: Freshness,
    support: Option<String>,
}

/// A kind of plan as the file spells it.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Served {
    MedicareAdvantage,
    Medicaid,
    Chip,
    Marketplace,
    Employer,
}

impl From<Served> for PlanType {
    fn from(served: Served) -> Self {
        match served {
            Served::MedicareAdvantage => Self::MedicareAdvantage,
            Served::Medicaid => Self::Medicaid,
            Served::Chip => Self::Chip,
            Served::Marketplace => Self::Marketplace,
            Served::Employer => Self::Employer,
        }
    }
}

/// What kind of entry, as the file spells it.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Production,
    Sandbox,
    Demo,
}

/// Reads the payers of a table that `changed` says was laid over the app's own.
pub(super) fn read(table: Table, changed: &Changed) -> Result<Vec<Payer>, RegistryError> {
    let mut file = Fields::of("file", "", Value::Table(table))?;
    let mut platforms = BTreeMap::new();
    for (name, platform) in file.required::<Table>("platform")? {
        let read = read_platform(&name, platform)?;
        platforms.insert(name, read);
    }
    let mut payers: Vec<Payer> = Vec::new();
    for (number, entry) in file.required::<Vec<Value>>("payer")?.into_iter().enumerate() {
        let payer = read_entry(number, entry, &platforms, changed)?;
        if payers.iter().any(|other| other.key == payer.key) {
            return Err(fault(&payer.key, "key", FaultKind::Twice, "is given twice"));
        }
        payers.push(payer);
    }
    file.none_left()?;
    check_registrations(&payers)?;
    Ok(payers)
}

fn read_platform(name: &str, platform: Value) -> Result<Platform, RegistryError> {
    let mut fields = Fields::of(name, "", platform)?;
    let platform = Platform {
        resources: fields.required("resources")?,
        directory: fields.optional("directory")?,
        served: fields.optional::<Vec<Served>>("served")?.unwrap_or_default().into_iter().map(Into::into).collect(),
        freshness: fields.optional("freshness")?.unwrap_or_default(),
        support: fields.optional("support")?,
    };
    fields.none_left()?;
    check_resources(name, "resources", &platform.resources, |resource| {
        PARTIES.contains(&resource) || kind_of_scope(&format!("patient/{resource}.read")).is_some()
    })?;
    if let Some(directory) = &platform.directory {
        check_resources(name, "directory.resources", &directory.resources, |resource| {
            OF_DIRECTORY.contains(&resource)
        })?;
    }
    Ok(platform)
}

fn read_entry(
    number: usize,
    entry: Value,
    platforms: &BTreeMap<String, Platform>,
    changed: &Changed,
) -> Result<Payer, RegistryError> {
    let mut named = Fields::of(&format!("#{}", number + 1), "", entry.clone())?;
    let key: String = named.required("key")?;
    let mut fields = Fields::of(&key, "", entry)?;
    let _same: String = fields.required("key")?;
    let wrong = |field: &str, problem: &str| fault(&key, field, FaultKind::Form, problem);
    check_key(&key, "key", &key)?;
    let (name, group): (String, String) = (fields.required("name")?, fields.required("group")?);
    for (field, text) in [("name", &name), ("group", &group)] {
        if text.trim().is_empty() || text.trim() != text || text.chars().any(char::is_control) || text.len() > 200 {
            return Err(wrong(field, "is empty, too long, or has white space around it"));
        }
    }
    let kind = match fields.required("kind")? {
        Kind::Production => PayerKind::Production,
        Kind::Sandbox => PayerKind::Sandbox,
        Kind::Demo => PayerKind::Demo,
    };
    let platform: String = fields.required("platform")?;
    let unknown = || fault(&key, "platform", FaultKind::Contradiction, "is not defined");
    let platform = platforms.get(&platform).ok_or_else(unknown)?;
    let scopes: Vec<String> = fields.required("scopes")?;
    let optional_scopes: Vec<String> = fields.optional("optional_scopes")?.unwrap_or_default();
    check_scopes(&key, &scopes, &optional_scopes, &platform.resources)?;
    let overridden = changed.get(&key).cloned().unwrap_or_default();
    let registration = registration(&key, &mut fields, overridden.contains("client_id"))?;
    let (permission_days, separate_grants) =
        (fields.optional("permission_days")?, fields.optional("separate_grants")?.unwrap_or(false));
    let addresses = addresses(&key, kind, &mut fields, &overridden)?;
    fields.none_left()?;
    Ok(Payer {
        addresses,
        registration,
        group,
        name,
        kind,
        scopes,
        optional_scopes,
        resources: platform.resources.clone(),
        directory: platform.directory.clone(),
        served: platform.served.clone(),
        permission_days,
        separate_grants,
        freshness: platform.freshness,
        support: platform.support.clone(),
        overridden,
        key,
    })
}

fn check_key(entry: &str, field: &str, key: &str) -> Result<(), RegistryError> {
    let in_key = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=60).contains(&key.len()) && key.bytes().all(in_key) {
        return Ok(());
    }
    Err(fault(entry, field, FaultKind::Form, "is too long or has other characters than a-z, 0-9 and -"))
}

fn registration(key: &str, fields: &mut Fields, from_file: bool) -> Result<Registration, RegistryError> {
    let id = fields.optional("registration")?.unwrap_or_else(|| key.to_owned());
    check_key(key, "registration", &id)?;
    let redirect: String = fields.required("redirect")?;
    let redirect =
        RedirectUri::parse(&redirect).map_err(|error| fault(key, "redirect", FaultKind::Form, error.to_string()))?;
    let client_id: Option<String> = fields.optional("client_id")?;
    if client_id.as_ref().is_some_and(|id| !super::is_client_id(id)) {
        let problem = "is empty or has characters that no client id has; leave it out instead";
        return Err(fault(key, "client_id", FaultKind::Form, problem));
    }
    let source = if from_file { RegistrationSource::File } else { RegistrationSource::Shipped };
    Ok(Registration {
        id,
        given: client_id.map(|client_id| Given { client_id, source }),
        own: None,
        client: fields.required::<ClientKind>("client")?,
        redirect,
        audience: fields.optional("audience")?.unwrap_or(false),
    })
}

/// A registration's secret goes to every payer that it serves, so all of them must belong to one owner.
fn check_registrations(payers: &[Payer]) -> Result<(), RegistryError> {
    let mut seen: BTreeMap<&str, &Payer> = BTreeMap::new();
    for payer in payers {
        let first = *seen.entry(&payer.registration.id).or_insert(payer);
        let apart = match (&first.addresses, &payer.addresses) {
            (Some(one), Some(other)) => !same_site(&one.token.url, &other.token.url),
            _ => first.key != payer.key,
        };
        if apart || first.registration.client != payer.registration.client {
            let problem = format!("is that of {}, which is of another domain or another kind of client", first.key);
            return Err(fault(&payer.key, "registration", FaultKind::Contradiction, problem));
        }
    }
    Ok(())
}

fn check_resources(
    key: &str,
    list: &str,
    resources: &BTreeMap<String, ResourceSupport>,
    is_read: impl Fn(&str) -> bool,
) -> Result<(), RegistryError> {
    for (resource, support) in resources {
        let field = format!("{list}.{resource}");
        if !is_read(resource) {
            return Err(fault(key, &field, FaultKind::Form, "is a resource that this app does not read"));
        }
        let unique: BTreeSet<&String> = support.search.iter().chain(&support.examples).collect();
        if unique.len() != support.search.len() + support.examples.len() {
            return Err(fault(key, &format!("{field}.search"), FaultKind::Twice, "names a parameter twice"));
        }
        if let Some(stray) = support.required.iter().find(|required| !unique.contains(required)) {
            let problem = format!("names {stray}, which search does not list");
            return Err(fault(key, &format!("{field}.required"), FaultKind::Contradiction, problem));
        }
        if !support.include.is_empty() && !support.allows("_include") {
            let problem = "is there without _include in search";
            return Err(fault(key, &format!("{field}.include"), FaultKind::Contradiction, problem));
        }
        if !support.revinclude.is_empty() && !support.allows("_revinclude") {
            let problem = "is there without _revinclude in search";
            return Err(fault(key, &format!("{field}.revinclude"), FaultKind::Contradiction, problem));
        }
    }
    Ok(())
}

fn check_scopes(
    key: &str,
    scopes: &[String],
    optional_scopes: &[String],
    resources: &BTreeMap<String, ResourceSupport>,
) -> Result<(), RegistryError> {
    let mut seen = BTreeSet::new();
    for (field, listed, optional) in [("scopes", scopes, false), ("optional_scopes", optional_scopes, true)] {
        for scope in listed {
            let wrong = |problem: &str| fault(key, field, FaultKind::Form, format!("{scope} {problem}"));
            let kind = kind_of_scope(scope).ok_or_else(|| wrong("is not a scope that this app has a use for"))?;
            if !seen.insert(scope) {
                return Err(wrong("is listed twice"));
            }
            if (kind == DataKind::Records) != optional {
                return Err(wrong("stands in the wrong list: health records are optional, all else is not"));
            }
            let resource = scope.trim_start_matches("patient/").trim_end_matches(".read");
            if !resources.contains_key(resource) {
                return Err(wrong("has no resource on its platform"));
            }
        }
    }
    for needed in ["patient/Patient.read", "patient/ExplanationOfBenefit.read"] {
        if !scopes.iter().any(|scope| scope == needed) {
            return Err(fault(key, "scopes", FaultKind::Missing, format!("{needed} is missing")));
        }
    }
    Ok(())
}

/// Every field that holds an address.
const ADDRESSES: [&str; 8] = ["authorize", "token", "revoke", "fhir", "directory", "portal", "privacy", "register"];

fn addresses(
    key: &str,
    kind: PayerKind,
    fields: &mut Fields,
    overridden: &BTreeSet<String>,
) -> Result<Option<Addresses>, RegistryError> {
    let mut given = BTreeMap::new();
    for field in ADDRESSES {
        if let Some(value) = fields.optional::<Value>(field)? {
            given.insert(field, address(key, field, value, overridden.contains(field))?);
        }
    }
    if kind == PayerKind::Demo {
        return match given.is_empty() {
            false => Err(fault(key, "kind", FaultKind::Contradiction, "the demo plan has no addresses of its own")),
            true => Ok(None),
        };
    }
    let mut needed =
        |field: &str| given.remove(field).ok_or_else(|| fault(key, field, FaultKind::Missing, "is missing"));
    let (authorize, token, fhir) = (needed("authorize")?, needed("token")?, needed("fhir")?);
    if authorize.url.query().is_some() {
        return Err(fault(key, "authorize", FaultKind::Form, "has a query of its own"));
    }
    Ok(Some(Addresses {
        authorize,
        token,
        revoke: given.remove("revoke"),
        fhir: base(key, "fhir", fhir)?,
        directory: given.remove("directory").map(|directory| base(key, "directory", directory)).transpose()?,
        portal: given.remove("portal"),
        privacy: given.remove("privacy"),
        register: given.remove("register"),
    }))
}

fn address(key: &str, field: &str, value: Value, is_own: bool) -> Result<Address, RegistryError> {
    let mut fields = Fields::of(key, &format!("{field}."), value)?;
    let text: String = fields.required("url")?;
    let source: Option<String> = fields.optional("source")?;
    let verified = fields.optional("verified")?.unwrap_or(false);
    fields.none_left()?;
    let wrong = |kind: FaultKind, problem: &str| fault(key, field, kind, problem);
    let url = Url::parse(&text).map_err(|error| wrong(FaultKind::Form, &format!("is not an address: {error}")))?;
    // What the app ships never leads to this computer; what a person writes into their own file may, for a test payer.
    if !(url.scheme() == "https" || is_own && is_loopback(&url)) {
        return Err(wrong(FaultKind::NotSecure, "is not an https address"));
    }
    if !address_allowed(&url) || url.fragment().is_some() {
        return Err(wrong(FaultKind::Form, "has a name, a password or a fragment in it"));
    }
    let source = match source {
        None if is_own => "payers.toml of this computer".to_owned(),
        Some(source) if !source.trim().is_empty() => source,
        _ => return Err(wrong(FaultKind::Missing, "does not say where it is from")),
    };
    Ok(Address { url, source, verified })
}

fn base(key: &str, field: &str, address: Address) -> Result<Address, RegistryError> {
    let path = address.url.path();
    if address.url.query().is_some() || (path.len() > 1 && path.ends_with('/')) {
        return Err(fault(key, field, FaultKind::Form, "has a query, or a slash at its end"));
    }
    Ok(address)
}
