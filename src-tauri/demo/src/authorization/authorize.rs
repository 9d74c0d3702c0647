//! The member's side: sign in, see what is asked for, allow it or not.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use jiff::Timestamp;

use super::form::Parameters;
use super::request::{Refusal, Request, answer_address, check, error_answer};
use super::scope::Scope;
use super::session::{Session, cookie};
use crate::data::Member;
use crate::pages::{self, Page, Words};
use crate::plan::Plan;
use crate::seen::undocumented;
use crate::state::Code;

/// `GET /oauth/authorize`: checks the request and shows the sign-in page.
pub(crate) async fn show(State(plan): State<Arc<Plan>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let words = Words::for_headers(&headers);
    let parameters = Parameters::parse(query.unwrap_or_default().as_bytes());
    let request = match check(&parameters, &plan.options) {
        Ok(request) => request,
        Err(Refusal::Page(parameter)) => {
            return pages::problem::bad_request(words, parameter).into_response(StatusCode::BAD_REQUEST);
        }
        Err(Refusal::Redirect(address)) => return undocumented(found(&address)),
    };
    let now = plan.now();
    let mut sessions = plan.sessions();
    let session = sessions.open(cookie(&headers, port(&plan)).as_deref(), now);
    let redirect_uri = request.redirect_uri.clone();
    let id = sessions.wait(&session, request, now);
    drop(sessions);
    pages::sign_in::for_app(words, &session.token, &id, None)
        .sends_to(&redirect_uri)
        .with_cookie(port(&plan), &session)
        .into_response(StatusCode::OK)
}

/// `POST /oauth/sign-in`: the member is known; on to the consent page.
pub(crate) async fn sign_in(State(plan): State<Arc<Plan>>, headers: HeaderMap, body: Bytes) -> Response {
    let words = Words::for_headers(&headers);
    let form = Parameters::parse(&body);
    let now = plan.now();
    let Some((session, id, request)) = waiting(&plan, &headers, &form, now) else { return ended(words) };
    // A button sends its member's key; the field takes a member number.
    let typed = form.first("member").filter(|text| !text.is_empty()).or_else(|| form.first("number"));
    let Some(member) = typed.and_then(Member::find) else {
        return pages::sign_in::for_app(words, &session.token, &id, Some(words.unknown_member))
            .sends_to(&request.redirect_uri)
            .into_response(StatusCode::UNPROCESSABLE_ENTITY);
    };
    let mut sessions = plan.sessions();
    if !member.is_eligible() {
        sessions.answer(&session, &id, now);
        return refused(&request, "Member eligibility failed");
    }
    if let Some(waiting) = sessions.waiting(&session, &id, now) {
        waiting.member = Some(member);
    }
    see_other(&format!("/oauth/consent?request={id}"))
}

/// `GET /oauth/consent`: what is asked for, each kind with a checkbox.
pub(crate) async fn consent(State(plan): State<Arc<Plan>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let words = Words::for_headers(&headers);
    let now = plan.now();
    let parameters = Parameters::parse(query.unwrap_or_default().as_bytes());
    let mut sessions = plan.sessions();
    let session = sessions.open(cookie(&headers, port(&plan)).as_deref(), now);
    let id = parameters.only("request").unwrap_or_default();
    let Some(waiting) = sessions.waiting(&session, id, now) else { return ended(words) };
    let Some(member) = waiting.member else { return ended(words) };
    pages::consent::page(words, &session.token, id, member, &waiting.request.scopes, plan.options.permission_days)
        .sends_to(&waiting.request.redirect_uri)
        .into_response(StatusCode::OK)
}

/// `POST /oauth/consent`: back to the app, with a code or with the member's no.
pub(crate) async fn decide(State(plan): State<Arc<Plan>>, headers: HeaderMap, body: Bytes) -> Response {
    let words = Words::for_headers(&headers);
    let form = Parameters::parse(&body);
    let now = plan.now();
    let Some((session, id, request)) = waiting(&plan, &headers, &form, now) else { return ended(words) };
    let Some(waiting) = plan.sessions().answer(&session, &id, now) else { return ended(words) };
    let Some(member) = waiting.member else { return ended(words) };
    let ticked: BTreeSet<Scope> = form.all("scope").filter_map(Scope::parse).collect();
    let scopes: BTreeSet<Scope> = ticked.intersection(&request.scopes).copied().collect();
    if form.only("decision") != Some("allow") || scopes.is_empty() {
        return refused(&request, "The member did not allow it");
    }
    let code = Code {
        client_id: request.client_id.clone(),
        redirect_uri: request.redirect_uri.clone(),
        challenge: request.challenge.clone(),
        member,
        scopes,
        ends: now + plan.options.code_life,
        used: None,
    };
    let code = plan.state().issue_code(code, now);
    let answer = [("code".to_owned(), code), ("state".to_owned(), request.state.clone())];
    found(&answer_address(&request.redirect_uri, &answer))
}

/// The session and the request of a form, if they belong together.
fn waiting(plan: &Plan, headers: &HeaderMap, form: &Parameters, now: Timestamp) -> Option<(Session, String, Request)> {
    let mut sessions = plan.sessions();
    let session = sessions.of_form(cookie(headers, port(plan)).as_deref(), form.only("token"), now)?;
    let id = form.only("request")?.to_owned();
    let request = sessions.waiting(&session, &id, now)?.request.clone();
    Some((session, id, request))
}

fn refused(request: &Request, description: &str) -> Response {
    let answer = error_answer("access_denied", description, Some(&request.state));
    found(&answer_address(&request.redirect_uri, &answer))
}

fn ended(words: &'static Words) -> Response {
    let page: Page = pages::problem::ended(words);
    page.into_response(StatusCode::FORBIDDEN)
}

pub(crate) fn port(plan: &Plan) -> u16 {
    plan.origin.port().unwrap_or_default()
}

/// 302 to an app's address.
fn found(address: &str) -> Response {
    redirect(StatusCode::FOUND, address)
}

/// 303 to a page of this server.
pub(crate) fn see_other(address: &str) -> Response {
    redirect(StatusCode::SEE_OTHER, address)
}

fn redirect(status: StatusCode, address: &str) -> Response {
    (
        status,
        [(header::LOCATION, address), (header::CACHE_CONTROL, "no-store"), (header::REFERRER_POLICY, "no-referrer")],
    )
        .into_response()
}
