//! Where a payer's authorization server is, looked up at each sign-in (SMART App Launch 2.2, "Conformance"; the
//! CapabilityStatement's `oauth-uris` before it).
//!
//! ```text
//! payers.toml of this computer ► {fhir}/.well-known/smart-configuration ► {fhir}/well-known/smart-configuration
//!                              ► CapabilityStatement ► the payer's entry
//! ```
//!
//! The first that can be used is used; what came of each is kept with the connection. A document is used as a whole or
//! not at all, and not at all where one endpoint is on another registrable domain than the payer's entry or is not
//! `https`: codes, tokens and secrets would go there. A host that does not answer is asked once, and all of it together
//! takes [`WITHIN`] at most, because behind it a member waits for a sign-in that works without it as well.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::{Method, Request};
use serde_json::Value;
use tokio::time::{Instant, timeout};
use url::Url;

use super::site::same_site;
use super::{Addresses, Payer};
use crate::http::{HttpClient, HttpError, Timeouts, address_allowed, is_loopback};
use crate::ipc::{AddressOutcome, AddressSource, AddressStep, ConnectionAddresses};

/// How long one place may take.
const EACH_WITHIN: Duration = Duration::from_secs(3);
/// How long all of them may take.
pub const WITHIN: Duration = Duration::from_secs(5);
/// For the client that looks.
pub const TIMEOUTS: Timeouts = Timeouts { connect: EACH_WITHIN, idle: EACH_WITHIN, overall: EACH_WITHIN };
/// The most that a SMART configuration may hold.
const SMART_LIMIT: u64 = 64 * 1024;
/// The most that a CapabilityStatement may hold: real ones list every resource with every parameter.
const CAPABILITY_LIMIT: u64 = 4 * 1024 * 1024;

/// The endpoints of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stated {
    authorize: Url,
    token: Url,
    revoke: Option<Url>,
    issuer: Option<String>,
    issuer_in_answers: bool,
    smart: bool,
}

/// Why a place was not used.
type Refusal = (AddressOutcome, Option<String>);

/// Looks a payer's endpoints up. Always answers: with its entry's own where nothing better can be used.
pub async fn discover(http: &HttpClient, payer: &Payer, addresses: &Addresses, now: Timestamp) -> ConnectionAddresses {
    let mut steps = Vec::new();
    if payer.overridden.contains("authorize") || payer.overridden.contains("token") {
        return of_entry(addresses, AddressSource::Override, steps, now);
    }
    let deadline = Instant::now() + WITHIN;
    for source in [AddressSource::WellKnown, AddressSource::WellKnownWithoutDot, AddressSource::Capability] {
        let left = deadline.saturating_duration_since(Instant::now()).min(EACH_WITHIN);
        let looked = timeout(left, look(http, addresses, source)).await;
        let (outcome, detail) = match looked.unwrap_or(Err((AddressOutcome::Silent, None))) {
            Ok(stated) => {
                steps.push(AddressStep { source, outcome: AddressOutcome::Used, detail: None });
                return of_document(addresses, stated, source, steps, now);
            }
            Err(refusal) => refusal,
        };
        steps.push(AddressStep { source, outcome, detail });
        if outcome == AddressOutcome::Silent {
            break;
        }
    }
    of_entry(addresses, AddressSource::Shipped, steps, now)
}

/// The token and revocation endpoints that an earlier sign-in discovered, where the payer's entry still allows them.
pub(super) fn still_good(payer: &Payer, kept: &ConnectionAddresses) -> Option<(Url, Option<Url>)> {
    let addresses = payer.addresses.as_ref()?;
    let was_discovered = !matches!(kept.used, AddressSource::Override | AddressSource::Shipped);
    let is_overridden = payer.overridden.contains("token") || payer.overridden.contains("authorize");
    if !was_discovered || is_overridden || kept.fhir != addresses.fhir.url.as_str() {
        return None;
    }
    let token = endpoint(addresses, &kept.token).ok()?;
    let revoke = kept.revoke.as_ref().and_then(|revoke| endpoint(addresses, revoke).ok());
    Some((token, revoke))
}

fn of_entry(
    addresses: &Addresses,
    source: AddressSource,
    mut steps: Vec<AddressStep>,
    now: Timestamp,
) -> ConnectionAddresses {
    steps.push(AddressStep { source, outcome: AddressOutcome::Used, detail: None });
    ConnectionAddresses {
        used: source,
        fhir: addresses.fhir.url.to_string(),
        authorize: addresses.authorize.url.to_string(),
        token: addresses.token.url.to_string(),
        revoke: addresses.revoke.as_ref().map(|revoke| revoke.url.to_string()),
        issuer: None,
        issuer_in_answers: false,
        signs_in_each_time: false,
        smart: false,
        at: now.to_string(),
        steps,
    }
}

fn of_document(
    addresses: &Addresses,
    stated: Stated,
    source: AddressSource,
    steps: Vec<AddressStep>,
    now: Timestamp,
) -> ConnectionAddresses {
    let entrys = addresses.revoke.as_ref().map(|revoke| revoke.url.to_string());
    ConnectionAddresses {
        used: source,
        fhir: addresses.fhir.url.to_string(),
        authorize: stated.authorize.to_string(),
        token: stated.token.to_string(),
        revoke: entrys.or_else(|| stated.revoke.map(|revoke| revoke.to_string())),
        issuer: stated.issuer,
        issuer_in_answers: stated.issuer_in_answers,
        signs_in_each_time: false,
        smart: stated.smart,
        at: now.to_string(),
        steps,
    }
}

async fn look(http: &HttpClient, addresses: &Addresses, source: AddressSource) -> Result<Stated, Refusal> {
    let capability = source == AddressSource::Capability;
    let path = match source {
        AddressSource::WellKnown => "/.well-known/smart-configuration",
        AddressSource::WellKnownWithoutDot => "/well-known/smart-configuration",
        _ => "/metadata",
    };
    let base = addresses.fhir.url.as_str().trim_end_matches('/');
    let url = Url::parse(&format!("{base}{path}")).map_err(|_| (AddressOutcome::Unreadable, None))?;
    let mut request = Request::new(Method::GET, url);
    // FHIR's own type for the statement; a SMART configuration is plain JSON.
    let accept = if capability { "application/fhir+json" } else { "application/json" };
    request.headers_mut().insert(http::header::ACCEPT, http::HeaderValue::from_static(accept));
    let response = http.send(request).await.map_err(of_http)?;
    let (status, is_html) = (response.status(), response.is_html());
    if !(200..300).contains(&status) {
        return Err((AddressOutcome::Absent, Some(format!("status {status}"))));
    }
    if is_html {
        return Err((AddressOutcome::Unreadable, Some("a web page".to_owned())));
    }
    let limit = if capability { CAPABILITY_LIMIT } else { SMART_LIMIT };
    let body = match response.into_body(limit) {
        Ok(body) => body.read().await,
        Err(error) => Err(error),
    };
    let document = serde_json::from_slice(&body.map_err(of_http)?).map_err(|_| (AddressOutcome::Unreadable, None))?;
    if capability { read_capability(addresses, &document) } else { read_smart(addresses, &document) }
}

fn of_http(error: HttpError) -> Refusal {
    match error {
        HttpError::Unreachable | HttpError::TimedOut => (AddressOutcome::Silent, None),
        HttpError::Redirected => (AddressOutcome::Redirected, None),
        HttpError::TooLarge => (AddressOutcome::TooLarge, None),
        HttpError::Status { status, .. } => (AddressOutcome::Absent, Some(format!("status {status}"))),
        HttpError::Broken | HttpError::Unreadable => (AddressOutcome::Unreadable, None),
        HttpError::AddressRefused => (AddressOutcome::NotSecure, None),
    }
}

/// A SMART configuration: `authorization_endpoint`, `token_endpoint`, and perhaps `revocation_endpoint` and `issuer`.
fn read_smart(addresses: &Addresses, document: &Value) -> Result<Stated, Refusal> {
    let text = |name: &str| document.get(name).and_then(Value::as_str);
    let needed = |name: &str| text(name).ok_or_else(|| (AddressOutcome::Incomplete, Some(name.to_owned())));
    let revoke = text("revocation_endpoint").map(|address| endpoint(addresses, address)).transpose()?;
    // Compared with the browser's answer byte by byte, so kept as it stands.
    let issuer = text("issuer").filter(|issuer| (1..=2048).contains(&issuer.len())).map(str::to_owned);
    Ok(Stated {
        authorize: authorization(addresses, needed("authorization_endpoint")?)?,
        token: endpoint(addresses, needed("token_endpoint")?)?,
        revoke,
        issuer,
        issuer_in_answers: document.get("authorization_response_iss_parameter_supported") == Some(&Value::Bool(true)),
        smart: true,
    })
}

const OAUTH_URIS: &str = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";

/// A CapabilityStatement with the extension `oauth-uris` in its security.
fn read_capability(addresses: &Addresses, document: &Value) -> Result<Stated, Refusal> {
    let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let securities: Vec<Value> =
        list(document, "rest").iter().filter_map(|rest| rest.get("security").cloned()).collect();
    let uris = securities
        .iter()
        .flat_map(|security| list(security, "extension"))
        .find(|extension| extension.get("url").and_then(Value::as_str) == Some(OAUTH_URIS));
    let uris = list(&uris.unwrap_or_default(), "extension");
    let text = |name: &str| {
        let named = uris.iter().find(|uri| uri.get("url").and_then(Value::as_str) == Some(name))?;
        named.get("valueUri").and_then(Value::as_str)
    };
    let needed = |name: &str| text(name).ok_or_else(|| (AddressOutcome::Incomplete, Some(name.to_owned())));
    let says_smart = securities.iter().flat_map(|security| list(security, "service")).any(|service| {
        list(&service, "coding")
            .iter()
            .any(|coding| coding.get("code").and_then(Value::as_str) == Some("SMART-on-FHIR"))
    });
    Ok(Stated {
        authorize: authorization(addresses, needed("authorize")?)?,
        token: endpoint(addresses, needed("token")?)?,
        revoke: text("revoke").map(|address| endpoint(addresses, address)).transpose()?,
        issuer: None,
        issuer_in_answers: false,
        smart: says_smart,
    })
}

/// An endpoint that this payer's entry allows.
fn endpoint(addresses: &Addresses, text: &str) -> Result<Url, Refusal> {
    let url = Url::parse(text).map_err(|_| (AddressOutcome::Unreadable, None))?;
    let host = url.host_str().map(str::to_owned);
    let on_this_computer = is_loopback(&url) && is_loopback(&addresses.fhir.url);
    if url.scheme() != "https" && !on_this_computer {
        return Err((AddressOutcome::NotSecure, host));
    }
    if !address_allowed(&url) || url.fragment().is_some() {
        return Err((AddressOutcome::Unreadable, host));
    }
    let entrys = [&addresses.fhir.url, &addresses.authorize.url, &addresses.token.url];
    if !entrys.iter().any(|own| same_site(own, &url)) {
        return Err((AddressOutcome::OtherDomain, host));
    }
    Ok(url)
}

/// The same for the address that the browser opens, to which a query is put.
fn authorization(addresses: &Addresses, text: &str) -> Result<Url, Refusal> {
    let url = endpoint(addresses, text)?;
    if url.query().is_some() { Err((AddressOutcome::Unreadable, url.host_str().map(str::to_owned))) } else { Ok(url) }
}

#[cfg(test)]
mod tests;
