//! The FHIR API: reads, searches and pages, as the payers' documents list them and nothing more.

mod bundle;
mod dates;
mod matching;
pub(crate) mod metadata;
pub(crate) mod outcome;
pub(crate) mod paging;
mod references;
mod search;

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, header};

use self::outcome::{FHIR_JSON, Outcome};
use self::paging::{Found, Rest};
use self::search::Search;
use crate::authorization::form::Parameters;
use crate::authorization::scope::Scope;
use crate::data::explanation::{self, claim_index};
use crate::data::people::{PEOPLE, person_by_id};
use crate::data::plan::PAYER_ID;
use crate::data::providers::provider_by_id;
use crate::data::records;
use crate::data::{Book, clinical};
use crate::plan::Plan;
use crate::state::Allowed;

/// `GET [base]/[type]`, and where the profile's links to a next page are so, such a page.
pub(crate) async fn search(
    State(plan): State<Arc<Plan>>,
    Path(resource_type): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let parameters = Parameters::parse(query.unwrap_or_default().as_bytes());
    if parameters.first("_getpages").is_some() && plan.options.profile.paging.is_of_type() {
        return answer(paged(&plan, &parameters, &headers));
    }
    if let Some(status) = plan.options.profile.listed(&resource_type).and_then(|listed| listed.get_refused) {
        return Outcome::refused(status).into_response();
    }
    answer(searched(&plan, &resource_type, &parameters, &headers))
}

/// `POST [base]/[type]/_search`: parameters in the body, in the query, or in both.
pub(crate) async fn post_search(
    State(plan): State<Arc<Plan>>,
    Path(resource_type): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let parameters = Parameters::parse(query.unwrap_or_default().as_bytes()).and(Parameters::parse(&body));
    if plan.options.profile.listed(&resource_type).is_none_or(|listed| !listed.post) {
        return Outcome::unlisted(format!("{resource_type} is not searched by POST")).into_response();
    }
    answer(searched(&plan, &resource_type, &parameters, &headers))
}

/// `POST [base]/Patient/$match`.
pub(crate) async fn find_match(
    State(plan): State<Arc<Plan>>,
    Path(resource_type): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if plan.options.profile.listed(&resource_type).is_none_or(|listed| !listed.matches) {
        return Outcome::unlisted(format!("{resource_type} is not matched")).into_response();
    }
    let matched = allowed_for(&plan, &resource_type, &headers).and_then(|allowed| {
        let found = matching::found(&body, &allowed)?;
        let own = plan.fhir(&format!("/{resource_type}/$match"));
        let entry = match found {
            Some(person) => (format!("Patient/{}", person.id), records::patient(person)),
            None => ("OperationOutcome".to_owned(), Outcome::not_found("no patient, or several, were found").body()),
        };
        Ok(bundle::whole(&plan, vec![entry], &own))
    });
    answer(matched)
}

/// `GET [base]?_getpages=…`: the next page of a search.
pub(crate) async fn next_page(
    State(plan): State<Arc<Plan>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let parameters = Parameters::parse(query.unwrap_or_default().as_bytes());
    answer(paged(&plan, &parameters, &headers))
}

/// `GET [base]/[type]/[id]`.
pub(crate) async fn read(
    State(plan): State<Arc<Plan>>,
    Path((resource_type, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    if let Some(status) = plan.options.profile.listed(&resource_type).and_then(|listed| listed.read_refused) {
        return Outcome::refused(status).into_response();
    }
    answer(no_parameters(query).and_then(|()| read_version(&plan, &resource_type, &id, None, &headers)))
}

/// `GET [base]/[type]/[id]/_history/[version]`.
pub(crate) async fn vread(
    State(plan): State<Arc<Plan>>,
    Path((resource_type, id, version)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    if plan.options.profile.listed(&resource_type).is_none_or(|listed| !listed.vread) {
        return Outcome::unlisted(format!("versions of {resource_type} are not read")).into_response();
    }
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
    Outcome::unlisted("there is nothing here").into_response()
}

/// What apps look for before they know a server, where this one does not have it: no question of theirs.
pub(crate) async fn not_discovered() -> Response {
    Outcome::not_found("there is no such description").into_response()
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

/// What the request's token allows, if that is resources of this type. Those without a scope any token may read.
fn allowed_for(plan: &Plan, resource_type: &str, headers: &HeaderMap) -> Result<Allowed, Outcome> {
    let allowed = allowed(plan, headers)?;
    if plan.options.profile.listed(resource_type).is_none() {
        return Err(Outcome::unlisted(format!("{resource_type} is not served here")));
    }
    match Scope::of_type(resource_type) {
        Some(scope) if !allowed.scopes.contains(&scope) => {
            Err(Outcome::forbidden("the member did not share this kind of record"))
        }
        _ => Ok(allowed),
    }
}

fn searched(plan: &Plan, resource_type: &str, parameters: &Parameters, headers: &HeaderMap) -> Result<String, Outcome> {
    let allowed = allowed_for(plan, resource_type, headers)?;
    let search = Search::parse(&plan.options, resource_type, parameters, &allowed)?;
    let book = plan.book();
    let found = if resource_type == "ExplanationOfBenefit" {
        Some(Found::Claims(search.claims(&book).into()))
    } else {
        clinical::TYPES.into_iter().find(|name| *name == resource_type).map(|name| {
            let records = clinical::records(&book, name).into_iter();
            let records = records.filter(|record| search.people.contains(&record.person) && search.has_id(&record.id));
            let texts = records.map(|record| {
                let text = references::styled(plan, &book, record.json.to_string());
                (format!("{name}/{}", record.id), text)
            });
            Found::Records(name, texts.collect())
        })
    };
    if let Some(found) = found {
        let rest = Rest {
            grant: allowed.grant,
            found,
            offset: search.offset,
            count: search.count,
            tells_total: search.tells_total(),
            include: search.include,
        };
        return Ok(bundle::page(plan, &book, &rest, &self_address(plan, resource_type, parameters)));
    }
    let (since, form) = (book.covered_since(), references::form(plan.options.profile.references));
    let found = search.people.iter().map(|index| &PEOPLE[*index]).filter_map(|person| {
        let (id, resource) = match resource_type {
            "Patient" if search.describes(person) => (person.id, records::patient(person)),
            "Coverage" => (person.coverage, records::coverage(person, since, records::COVERAGE_VERSIONS, form)),
            _ => return None,
        };
        let resource = references::styled(plan, &book, resource);
        search.has_id(id).then(|| (format!("{resource_type}/{id}"), resource))
    });
    Ok(bundle::whole(plan, found.collect(), &self_address(plan, resource_type, parameters)))
}

fn self_address(plan: &Plan, resource_type: &str, parameters: &Parameters) -> String {
    let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters.iter()).finish();
    plan.fhir(&format!("/{resource_type}?{query}"))
}

fn paged(plan: &Plan, parameters: &Parameters, headers: &HeaderMap) -> Result<String, Outcome> {
    allowed(plan, headers)?;
    let paging = plan.options.profile.paging;
    if parameters.iter().any(|(name, _)| !paging::names(paging).contains(&name)) {
        return Err(Outcome::invalid("a link to a page is to be followed as it is"));
    }
    let text = parameters.only("_getpages").ok_or_else(|| Outcome::invalid("nothing is searched for"))?;
    let rest = plan.pages().find(text, plan.now());
    let rest = rest.ok_or_else(|| Outcome::gone("this link has ended: search again"))?;
    if rest.grant != allowed_for(plan, rest.found.resource_type(), headers)?.grant {
        return Err(Outcome::forbidden("this page belongs to another permission"));
    }
    if *parameters != Parameters::parse(paging::query(paging, text, &rest).as_bytes()) {
        return Err(Outcome::invalid("a link to a page is to be followed as it is"));
    }
    let own = paging::link(plan, text, &rest);
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
    let book = plan.book();
    let resource = version_of(plan, &book, resource_type, id, version, &allowed)?;
    Ok(references::styled(plan, &book, resource))
}

fn version_of(
    plan: &Plan,
    book: &Book,
    resource_type: &str,
    id: &str,
    version: Option<&str>,
    allowed: &Allowed,
) -> Result<String, Outcome> {
    let missing = || Outcome::not_found(format!("there is no such {resource_type}"));
    let form = references::form(plan.options.profile.references);
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
                .map(|version| records::coverage(&PEOPLE[person], book.covered_since(), version, form))
                .ok_or_else(missing)
        }
        "ExplanationOfBenefit" => {
            let index = claim_index(id).ok_or_else(missing)?;
            let claim = book.claim(index).ok_or_else(missing)?;
            seen_by(claim.person)?;
            let versions = book.versions(index);
            let number = wanted(versions.len()).ok_or_else(missing)?;
            let version = number.checked_sub(1).and_then(|place| versions.get(place)).ok_or_else(missing)?;
            Ok(explanation::write(index, claim, *version, number, form))
        }
        record if clinical::TYPES.contains(&record) => {
            let found = clinical::records(book, record).into_iter().find(|found| found.id == id).ok_or_else(missing)?;
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
