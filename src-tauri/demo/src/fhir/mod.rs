//! The FHIR API: reads, searches and pages, as the payers' documents list them and nothing more.

mod bundle;
mod dates;
pub(crate) mod metadata;
pub(crate) mod outcome;
pub(crate) mod paging;
mod search;

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, header};

use self::outcome::{FHIR_JSON, Outcome};
use self::paging::Rest;
use self::search::Search;
use crate::authorization::form::Parameters;
use crate::authorization::scope::Scope;
use crate::data::clinical;
use crate::data::explanation::{self, claim_index};
use crate::data::people::{PEOPLE, person_by_id};
use crate::data::plan::PAYER_ID;
use crate::data::providers::provider_by_id;
use crate::data::records;
use crate::plan::Plan;
use crate::state::Allowed;

/// `GET /R4/{type}`.
pub(crate) async fn search(
    State(plan): State<Arc<Plan>>,
    Path(resource_type): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let parameters = Parameters::parse(query.unwrap_or_default().as_bytes());
    answer(searched(&plan, &resource_type, &parameters, &headers))
}

/// `POST /R4/{type}/_search`: parameters in the body, in the query, or in both.
pub(crate) async fn post_search(
    State(plan): State<Arc<Plan>>,
    Path(resource_type): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let parameters = Parameters::parse(query.unwrap_or_default().as_bytes()).and(Parameters::parse(&body));
    answer(searched(&plan, &resource_type, &parameters, &headers))
}

/// `GET /R4?_getpages=…`: the next page of a search.
pub(crate) async fn next_page(
    State(plan): State<Arc<Plan>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let parameters = Parameters::parse(query.unwrap_or_default().as_bytes());
    answer(paged(&plan, &parameters, &headers))
}

/// `GET /R4/{type}/{id}`.
pub(crate) async fn read(
    State(plan): State<Arc<Plan>>,
    Path((resource_type, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    answer(no_parameters(query).and_then(|()| read_version(&plan, &resource_type, &id, None, &headers)))
}

/// `GET /R4/{type}/{id}/_history/{version}`.
pub(crate) async fn vread(
    State(plan): State<Arc<Plan>>,
    Path((resource_type, id, version)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    answer(no_parameters(query).and_then(|()| read_version(&plan, &resource_type, &id, Some(&version), &headers)))
}

/// A read takes no parameters, `_format` and `_pretty` included.
fn no_parameters(query: Option<String>) -> Result<(), Outcome> {
    match query {
        Some(query) if !query.is_empty() => Err(Outcome::invalid("a read takes no parameters")),
        _ => Ok(()),
    }
}

/// Any other path.
pub(crate) async fn unknown() -> Response {
    Outcome::not_found("there is nothing here").into_response()
}

fn answer(result: Result<String, Outcome>) -> Response {
    match result {
        Ok(body) => ([(header::CONTENT_TYPE, FHIR_JSON)], body).into_response(),
        Err(outcome) => outcome.into_response(),
    }
}

/// What the request's token allows (RFC 6750, 2.1: in the header, nowhere else).
fn allowed(plan: &Plan, headers: &HeaderMap) -> Result<Allowed, Outcome> {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token =
        value.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let (_, token) = token.ok_or_else(|| Outcome::no_token("an access token is needed"))?;
    plan.state()
        .allowed(token.trim(), plan.now())
        .ok_or_else(|| Outcome::no_token("the access token has ended or was revoked"))
}

/// The permission for a type; `None` for those that any token may read.
fn scope_of(resource_type: &str) -> Result<Option<Scope>, Outcome> {
    match resource_type {
        "Patient" => Ok(Some(Scope::Patient)),
        "Coverage" => Ok(Some(Scope::Coverage)),
        "ExplanationOfBenefit" => Ok(Some(Scope::ExplanationOfBenefit)),
        "Organization" | "Practitioner" => Ok(None),
        "Condition" => Ok(Some(Scope::Condition)),
        "Encounter" => Ok(Some(Scope::Encounter)),
        "Immunization" => Ok(Some(Scope::Immunization)),
        "MedicationDispense" => Ok(Some(Scope::MedicationDispense)),
        "MedicationRequest" => Ok(Some(Scope::MedicationRequest)),
        "Observation" => Ok(Some(Scope::Observation)),
        "Procedure" => Ok(Some(Scope::Procedure)),
        _ => Err(Outcome::not_found(format!("{resource_type} is not served here"))),
    }
}

fn allowed_for(plan: &Plan, resource_type: &str, headers: &HeaderMap) -> Result<Allowed, Outcome> {
    let allowed = allowed(plan, headers)?;
    match scope_of(resource_type)? {
        Some(scope) if !allowed.scopes.contains(&scope) => {
            Err(Outcome::forbidden("the member did not share this kind of record"))
        }
        _ => Ok(allowed),
    }
}

fn searched(plan: &Plan, resource_type: &str, parameters: &Parameters, headers: &HeaderMap) -> Result<String, Outcome> {
    let allowed = allowed_for(plan, resource_type, headers)?;
    let search = Search::parse(resource_type, parameters, &allowed, plan.options.page_size)?;
    let book = plan.book();
    if resource_type == "ExplanationOfBenefit" {
        let claims = search.claims(&book).into();
        let rest =
            Rest { grant: allowed.grant, claims, offset: 0, count: search.count, tells_total: search.tells_total() };
        return Ok(bundle::page(plan, &book, &rest, &self_address(plan, resource_type, parameters)));
    }
    if clinical::TYPES.contains(&resource_type) {
        let records = clinical::records(&book, resource_type);
        let found = records.into_iter().filter(|record| search.people.contains(&record.person));
        let found = found.map(|record| (format!("{resource_type}/{}", record.id), record.json.to_string()));
        return Ok(bundle::whole(plan, found.collect(), &self_address(plan, resource_type, parameters)));
    }
    let since = book.covered_since();
    let found = search.people.iter().map(|index| &PEOPLE[*index]).filter_map(|person| {
        let (id, resource) = match resource_type {
            "Patient" => (person.id, records::patient(person)),
            _ => (person.coverage, records::coverage(person, since, records::COVERAGE_VERSIONS)),
        };
        search.has_id(id).then(|| (format!("{resource_type}/{id}"), resource))
    });
    Ok(bundle::whole(plan, found.collect(), &self_address(plan, resource_type, parameters)))
}

fn self_address(plan: &Plan, resource_type: &str, parameters: &Parameters) -> String {
    let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters.iter()).finish();
    plan.address(&format!("/R4/{resource_type}?{query}"))
}

fn paged(plan: &Plan, parameters: &Parameters, headers: &HeaderMap) -> Result<String, Outcome> {
    let allowed = allowed_for(plan, "ExplanationOfBenefit", headers)?;
    if parameters.iter().any(|(name, _)| name != "_getpages") {
        return Err(Outcome::invalid("a link to a page is to be followed as it is"));
    }
    let text = parameters.only("_getpages").ok_or_else(|| Outcome::invalid("nothing is searched for"))?;
    let rest = plan.pages().find(text, plan.now());
    let rest = rest.ok_or_else(|| Outcome::gone("this link has ended: search again"))?;
    if rest.grant != allowed.grant {
        return Err(Outcome::forbidden("this page belongs to another permission"));
    }
    let own = plan.address(&format!("/R4?_getpages={text}"));
    Ok(bundle::page(plan, &plan.book(), &rest, &own))
}

fn read_version(
    plan: &Plan,
    resource_type: &str,
    id: &str,
    version: Option<&str>,
    headers: &HeaderMap,
) -> Result<String, Outcome> {
    let allowed = allowed_for(plan, resource_type, headers)?;
    let missing = || Outcome::not_found(format!("there is no such {resource_type}"));
    let book = plan.book();
    let wanted = |count: usize| match version {
        None => Some(count),
        Some(text) => text.parse::<usize>().ok().filter(|number| (1..=count).contains(number)),
    };
    let seen_by = |person: usize| {
        if allowed.member.may_see(person) {
            Ok(person)
        } else {
            Err(Outcome::forbidden("the member shared no records of that patient"))
        }
    };
    match resource_type {
        "Patient" => {
            let person = seen_by(person_by_id(id).ok_or_else(missing)?)?;
            wanted(1).map(|_| records::patient(&PEOPLE[person])).ok_or_else(missing)
        }
        "Coverage" => {
            let person = seen_by(PEOPLE.iter().position(|person| person.coverage == id).ok_or_else(missing)?)?;
            wanted(records::COVERAGE_VERSIONS)
                .map(|version| records::coverage(&PEOPLE[person], book.covered_since(), version))
                .ok_or_else(missing)
        }
        "ExplanationOfBenefit" => {
            let index = claim_index(id).ok_or_else(missing)?;
            let claim = book.claim(index).ok_or_else(missing)?;
            seen_by(claim.person)?;
            let versions = book.versions(index);
            let number = wanted(versions.len()).ok_or_else(missing)?;
            let version = number.checked_sub(1).and_then(|place| versions.get(place)).ok_or_else(missing)?;
            Ok(explanation::write(index, claim, *version, number))
        }
        record if clinical::TYPES.contains(&record) => {
            let found =
                clinical::records(&book, record).into_iter().find(|found| found.id == id).ok_or_else(missing)?;
            seen_by(found.person)?;
            wanted(1).map(|_| found.json.to_string()).ok_or_else(missing)
        }
        "Organization" if id == PAYER_ID => wanted(1).map(|_| records::payer()).ok_or_else(missing),
        _ => {
            let provider = provider_by_id(resource_type, id).ok_or_else(missing)?;
            wanted(1).map(|_| records::provider(provider)).ok_or_else(missing)
        }
    }
}
