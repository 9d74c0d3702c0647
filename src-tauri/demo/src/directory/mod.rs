//! The public provider directory of a profile (Da Vinci PDex Plan Net 1.0.0), for everyone and without a sign-in.
//!
//! ```text
//! request ──► below the directory's base? ──► a token or a cookie? refused ──► what the document lists? else 400
//!              no: the rest of the plan
//! ```
//!
//! Nothing of a member is needed here, so that nothing of one is taken: a request with a token or a cookie is refused and
//! counted. UnitedHealthcare's document serves the directory below the member's base; there a request is the directory's
//! where it carries no token and asks for one of the directory's types.

mod listed;
mod made;
mod search;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{Method, header};
use serde_json::{Value, json};

pub(crate) use self::listed::{CALIFORNIA, DEMO, Directory, IDAHO, TOOELE, UHC};
use self::made::Made;
use self::search::Search;
use crate::authorization::form::Parameters;
use crate::fhir::outcome::{FHIR_JSON, Outcome};
use crate::plan::Plan;
use crate::profile::References;
use crate::secret::random_text;
use crate::switches::NextLink;

/// The most that `Bundle.total` says, as is reported of a live server.
const HIGHEST_TOTAL: usize = 10_000;

/// The rest of an answer that did not fit on a page.
#[derive(Clone)]
struct Rest {
    search: Arc<Search>,
    found: Arc<[usize]>,
    offset: usize,
}

/// The entries, made when the first of them is asked for, and the links to further pages.
#[derive(Default)]
pub(crate) struct Entries {
    made: OnceLock<Made>,
    pages: Mutex<HashMap<String, Rest>>,
}

impl Entries {
    fn made(&self, plan: &Plan) -> &Made {
        self.made.get_or_init(|| Made::new(&plan.options))
    }
}

/// Answers what is the directory's, and passes on what is not.
pub(crate) async fn serve(State(plan): State<Arc<Plan>>, request: Request, next: Next) -> Response {
    match answer(&plan, &request) {
        Some(response) => response,
        None => next.run(request).await,
    }
}

/// `None` where the request is not the directory's.
fn answer(plan: &Plan, request: &Request) -> Option<Response> {
    let directory = plan.options.profile.directory?;
    let below = request.uri().path().strip_prefix(directory.path)?;
    if !(below.is_empty() || below.starts_with('/')) {
        return None;
    }
    let query = request.uri().query().unwrap_or_default();
    let has = |name| request.headers().contains_key(name);
    let segments: Vec<&str> = below.split('/').filter(|segment| !segment.is_empty()).collect();
    if directory.path == plan.options.profile.fhir {
        let is_type = segments.first().is_some_and(|first| directory.listed(first).is_some());
        let is_page = segments.is_empty() && plan.directory.has_page(query);
        if has(header::AUTHORIZATION) || !(is_type || is_page) {
            return None;
        }
    }
    if has(header::AUTHORIZATION) || has(header::COOKIE) {
        let refused = Outcome::invalid("the directory is for everyone: it takes no token and no cookie");
        return Some(refused.into_response());
    }
    if request.method() != Method::GET {
        return Some(Outcome::unlisted("the directory is asked by GET").into_response());
    }
    let parameters = Parameters::parse(query.as_bytes());
    let answer = match segments.as_slice() {
        [] => page(plan, directory, &parameters),
        ["metadata"] => Ok(metadata(directory)),
        [resource_type] => first_page(plan, directory, resource_type, &parameters),
        [resource_type, id] => one(plan, directory, resource_type, id, query),
        [resource_type, id, "_history", "1"] if directory.vread => one(plan, directory, resource_type, id, query),
        _ => Err(Outcome::unlisted("there is nothing of that name")),
    };
    Some(match answer {
        Ok(body) => ([(header::CONTENT_TYPE, FHIR_JSON)], body.to_string()).into_response(),
        Err(outcome) => outcome.into_response(),
    })
}

impl Entries {
    fn has_page(&self, query: &str) -> bool {
        let token = Parameters::parse(query.as_bytes());
        token.only("_getpages").is_some_and(|token| self.page(token).is_some())
    }

    fn page(&self, token: &str) -> Option<Rest> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }

    fn keep(&self, rest: Rest) -> String {
        let token = random_text();
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).insert(token.clone(), rest);
        token
    }
}

fn first_page(
    plan: &Plan,
    directory: &Directory,
    resource_type: &str,
    parameters: &Parameters,
) -> Result<Value, Outcome> {
    let search = Search::parse(directory, resource_type, parameters, plan.options.page_size)?;
    let made = plan.directory.made(plan);
    let found: Arc<[usize]> = search.found(made).into();
    let offset = search.offset.min(found.len());
    let own = format!("/{resource_type}?{}", url_encoded(parameters));
    Ok(bundle(plan, directory, &Rest { search: Arc::new(search), found, offset }, &own))
}

fn page(plan: &Plan, directory: &Directory, parameters: &Parameters) -> Result<Value, Outcome> {
    if parameters.iter().any(|(name, _)| name != "_getpages") {
        return Err(Outcome::invalid("a link to a page is to be followed as it is"));
    }
    let token = parameters.only("_getpages").ok_or_else(|| Outcome::unlisted("nothing is searched for"))?;
    let rest = plan.directory.page(token).ok_or_else(|| Outcome::gone("this link has ended: search again"))?;
    Ok(bundle(plan, directory, &rest, &format!("?_getpages={token}")))
}

fn one(plan: &Plan, directory: &Directory, resource_type: &str, id: &str, query: &str) -> Result<Value, Outcome> {
    if !query.is_empty() {
        return Err(Outcome::invalid("a read has no parameters"));
    }
    let listed = directory.listed(resource_type).filter(|listed| listed.read);
    let listed = listed.ok_or_else(|| Outcome::unlisted(format!("{resource_type} is not read")))?;
    let made = plan.directory.made(plan);
    let entry =
        made.get(listed.name, id).ok_or_else(|| Outcome::not_found(format!("there is no such {resource_type}")))?;
    Ok(styled(plan, directory, entry))
}

fn bundle(plan: &Plan, directory: &Directory, rest: &Rest, own: &str) -> Value {
    let made = plan.directory.made(plan);
    let end = (rest.offset + rest.search.count).min(rest.found.len());
    let of_page = rest.found.get(rest.offset..end).unwrap_or_default();
    let base = plan.address(directory.path);
    let mut links = vec![json!({"relation": "self", "url": format!("{base}{own}")})];
    if end < rest.found.len() {
        let token = plan.directory.keep(Rest { offset: end, ..rest.clone() });
        let url = match plan.switches.next_link() {
            None => format!("{base}?_getpages={token}"),
            Some(NextLink::To { url }) => url,
            Some(NextLink::Same) => format!("{base}{own}"),
            Some(NextLink::Relative) => format!("?_getpages={token}"),
        };
        links.push(json!({"relation": "next", "url": url}));
    }
    let entry = |index: &usize, mode: &str| {
        let found = made.at(*index)?;
        let address = format!("{base}/{}/{}", found["resourceType"].as_str()?, found["id"].as_str()?);
        Some(json!({"fullUrl": address, "resource": styled(plan, directory, found), "search": {"mode": mode}}))
    };
    let included = rest.search.included(made, of_page);
    let entries: Vec<Value> = of_page
        .iter()
        .filter_map(|index| entry(index, "match"))
        .chain(included.iter().filter_map(|index| entry(index, "include")))
        .collect();
    let mut bundle = json!({
        "resourceType": "Bundle",
        "type": "searchset",
        "total": plan.switches.total().unwrap_or(rest.found.len().min(HIGHEST_TOTAL)),
        "link": links,
    });
    if !entries.is_empty() {
        bundle["entry"] = Value::Array(entries);
    }
    bundle
}

/// The same with its references as the profile writes them.
fn styled(plan: &Plan, directory: &Directory, entry: &Value) -> Value {
    let mut entry = entry.clone();
    let before = match plan.options.profile.references {
        References::Absolute => format!("{}/", plan.address(directory.path)),
        _ => String::new(),
    };
    let after = if plan.options.profile.references == References::Versioned { "/_history/1" } else { "" };
    if !(before.is_empty() && after.is_empty()) {
        restyle(&mut entry, &before, after);
    }
    entry
}

fn restyle(value: &mut Value, before: &str, after: &str) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "reference" => *text = format!("{before}{text}{after}"),
                    value => restyle(value, before, after),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| restyle(value, before, after)),
        _ => {}
    }
}

fn metadata(directory: &Directory) -> Value {
    let resources: Vec<Value> = directory
        .types
        .iter()
        .map(|listed| {
            let parameters: Vec<Value> = listed.search.iter().map(|name| json!({"name": name})).collect();
            json!({"type": listed.name, "searchParam": parameters})
        })
        .collect();
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "kind": "instance",
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [{"mode": "server", "resource": resources}],
    })
}

fn url_encoded(parameters: &Parameters) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters.iter()).finish()
}
