//! Reads `payers.toml`, and refuses what cannot be right with the name of the entry and the field.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use url::Url;

use super::{Address, Addresses, Freshness, Payer, Registration, RegistryError, ResourceSupport, kind_of_scope};
use crate::auth::endpoint::ClientKind;
use crate::auth::redirect::RedirectUri;
use crate::http::address_allowed;
use crate::ipc::{DataKind, PayerKind};

/// Whom claims and coverages refer to by name. No scope is for them.
const PARTIES: [&str; 2] = ["Organization", "Practitioner"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    platform: BTreeMap<String, Platform>,
    payer: Vec<Entry>,
}

/// What payers on the same servers have in common.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Platform {
    resources: BTreeMap<String, ResourceSupport>,
    #[serde(default)]
    freshness: Freshness,
    support: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    group: String,
    name: String,
    kind: PayerKind,
    platform: String,
    verified: bool,
    client: ClientKind,
    client_id: Option<String>,
    redirect: String,
    #[serde(default)]
    audience: bool,
    scopes: Vec<String>,
    #[serde(default)]
    optional_scopes: Vec<String>,
    permission_days: Option<u32>,
    authorize: Option<Given>,
    token: Option<Given>,
    revoke: Option<Given>,
    fhir: Option<Given>,
    directory: Option<Given>,
    portal: Option<Given>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    url: String,
    source: String,
}

pub(super) fn read(text: &str) -> Result<Vec<Payer>, RegistryError> {
    // The parser's own message names line and field; the file holds no secrets.
    let file: File = toml::from_str(text).map_err(|error| fault("file", "syntax", error.message()))?;
    let mut keys = BTreeSet::new();
    let mut payers = Vec::with_capacity(file.payer.len());
    for entry in file.payer {
        if !keys.insert(entry.key.clone()) {
            return Err(fault(&entry.key, "key", "is given twice"));
        }
        payers.push(check(entry, &file.platform)?);
    }
    Ok(payers)
}

fn fault(entry: &str, field: &str, problem: impl Into<String>) -> RegistryError {
    RegistryError { entry: entry.to_owned(), field: field.to_owned(), problem: problem.into() }
}

fn check(entry: Entry, platforms: &BTreeMap<String, Platform>) -> Result<Payer, RegistryError> {
    let key = entry.key.clone();
    let wrong = |field: &str, problem: &str| fault(&key, field, problem);
    let in_key = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if key.is_empty() || !key.bytes().all(in_key) {
        return Err(wrong("key", "has other characters than a-z, 0-9 and -"));
    }
    for (field, text) in [("name", &entry.name), ("group", &entry.group)] {
        if text.trim().is_empty() || text.trim() != text {
            return Err(wrong(field, "is empty or has white space around it"));
        }
    }
    let platform = platforms.get(&entry.platform).ok_or_else(|| wrong("platform", "is not defined"))?;
    check_resources(&key, &platform.resources)?;
    check_scopes(&key, &entry, &platform.resources)?;
    let redirect = RedirectUri::parse(&entry.redirect).map_err(|error| wrong("redirect", &error.to_string()))?;
    if entry.client_id.as_ref().is_some_and(|id| id.trim().is_empty()) {
        return Err(wrong("client_id", "is empty; leave it out instead"));
    }
    Ok(Payer {
        addresses: addresses(&key, &entry)?,
        registration: Registration {
            client_id: entry.client_id,
            client: entry.client,
            redirect,
            audience: entry.audience,
        },
        key: entry.key,
        group: entry.group,
        name: entry.name,
        kind: entry.kind,
        verified: entry.verified,
        scopes: entry.scopes,
        optional_scopes: entry.optional_scopes,
        resources: platform.resources.clone(),
        permission_days: entry.permission_days,
        freshness: platform.freshness,
        support: platform.support.clone(),
    })
}

fn check_resources(key: &str, resources: &BTreeMap<String, ResourceSupport>) -> Result<(), RegistryError> {
    for (resource, support) in resources {
        let field = format!("resources.{resource}");
        let is_party = PARTIES.contains(&resource.as_str());
        if !is_party && kind_of_scope(&format!("patient/{resource}.read")).is_none() {
            return Err(fault(key, &field, "is a resource that this app does not read"));
        }
        let unique: BTreeSet<&String> = support.search.iter().collect();
        if unique.len() != support.search.len() {
            return Err(fault(key, &format!("{field}.search"), "names a parameter twice"));
        }
        if let Some(stray) = support.required.iter().find(|required| !unique.contains(required)) {
            return Err(fault(key, &format!("{field}.required"), format!("names {stray}, which search does not list")));
        }
        if !support.include.is_empty() && !support.allows("_include") {
            return Err(fault(key, &format!("{field}.include"), "is there without _include in search"));
        }
    }
    Ok(())
}

fn check_scopes(key: &str, entry: &Entry, resources: &BTreeMap<String, ResourceSupport>) -> Result<(), RegistryError> {
    let mut seen = BTreeSet::new();
    for (field, scopes, optional) in
        [("scopes", &entry.scopes, false), ("optional_scopes", &entry.optional_scopes, true)]
    {
        for scope in scopes {
            let wrong = |problem: &str| fault(key, field, format!("{scope} {problem}"));
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
        if !entry.scopes.iter().any(|scope| scope == needed) {
            return Err(fault(key, "scopes", format!("{needed} is missing")));
        }
    }
    Ok(())
}

fn addresses(key: &str, entry: &Entry) -> Result<Option<Addresses>, RegistryError> {
    if entry.kind == PayerKind::Demo {
        let given = [&entry.authorize, &entry.token, &entry.revoke, &entry.fhir, &entry.directory, &entry.portal];
        return match given.iter().any(|address| address.is_some()) {
            true => Err(fault(key, "kind", "the demo plan has no addresses before its server runs")),
            false => Ok(None),
        };
    }
    let needed = |field: &str, given: &Option<Given>| {
        address(key, field, given.as_ref())?.ok_or_else(|| fault(key, field, "is missing"))
    };
    let authorize = needed("authorize", &entry.authorize)?;
    if authorize.url.query().is_some() {
        return Err(fault(key, "authorize", "has a query of its own"));
    }
    Ok(Some(Addresses {
        authorize,
        token: needed("token", &entry.token)?,
        revoke: address(key, "revoke", entry.revoke.as_ref())?,
        fhir: base(key, "fhir", needed("fhir", &entry.fhir)?)?,
        directory: address(key, "directory", entry.directory.as_ref())?
            .map(|directory| base(key, "directory", directory))
            .transpose()?,
        portal: address(key, "portal", entry.portal.as_ref())?,
    }))
}

fn address(key: &str, field: &str, given: Option<&Given>) -> Result<Option<Address>, RegistryError> {
    let Some(Given { url, source }) = given else { return Ok(None) };
    let wrong = |problem: &str| fault(key, field, problem);
    let url = Url::parse(url).map_err(|error| wrong(&format!("is not an address: {error}")))?;
    if url.scheme() != "https" || !address_allowed(&url) {
        return Err(wrong("is not an https address"));
    }
    if url.fragment().is_some() {
        return Err(wrong("has a fragment"));
    }
    if source.trim().is_empty() {
        return Err(wrong("does not say where it is from"));
    }
    Ok(Some(Address { url, source: source.clone() }))
}

fn base(key: &str, field: &str, address: Address) -> Result<Address, RegistryError> {
    let path = address.url.path();
    if address.url.query().is_some() || (path.len() > 1 && path.ends_with('/')) {
        return Err(fault(key, field, "has a query, or a slash at its end"));
    }
    Ok(address)
}
