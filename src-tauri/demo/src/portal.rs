//! The member portal's handlers.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::authorization::authorize::{port, see_other};
use crate::authorization::form::Parameters;
use crate::authorization::session::{Session, cookie};
use crate::data::Member;
use crate::pages::{self, Words};
use crate::plan::Plan;

/// `GET /portal`: the sign-in page, or the connected apps.
pub(crate) async fn show(State(plan): State<Arc<Plan>>, headers: HeaderMap) -> Response {
    let words = Words::for_headers(&headers);
    let session = plan.sessions().open(cookie(&headers, port(&plan)).as_deref(), plan.now());
    let page = match session.portal {
        Some(member) => {
            let grants = plan.state().of_member(member, plan.now());
            pages::portal::page(words, &session.token, member, &grants, false)
        }
        None => pages::sign_in::for_portal(words, &session.token, None),
    };
    page.with_cookie(port(&plan), &session).into_response(StatusCode::OK)
}

/// `POST /portal/sign-in`.
pub(crate) async fn sign_in(State(plan): State<Arc<Plan>>, headers: HeaderMap, body: Bytes) -> Response {
    let words = Words::for_headers(&headers);
    let form = Parameters::parse(&body);
    let Some(session) = session(&plan, &headers, &form) else { return ended(words) };
    let typed = form.first("member").filter(|text| !text.is_empty()).or_else(|| form.first("number"));
    let Some(member) = typed.and_then(Member::find).filter(|member| member.is_eligible()) else {
        return pages::sign_in::for_portal(words, &session.token, Some(words.unknown_member))
            .into_response(StatusCode::UNPROCESSABLE_ENTITY);
    };
    plan.sessions().sign_in(&session, Some(member));
    see_other("/portal")
}

/// `POST /portal/sign-out`.
pub(crate) async fn sign_out(State(plan): State<Arc<Plan>>, headers: HeaderMap, body: Bytes) -> Response {
    let form = Parameters::parse(&body);
    let Some(session) = session(&plan, &headers, &form) else { return ended(Words::for_headers(&headers)) };
    plan.sessions().sign_in(&session, None);
    see_other("/portal")
}

/// `POST /portal/revoke`: one app can no longer see the member's records.
pub(crate) async fn revoke(State(plan): State<Arc<Plan>>, headers: HeaderMap, body: Bytes) -> Response {
    let words = Words::for_headers(&headers);
    let form = Parameters::parse(&body);
    let Some((session, member)) =
        session(&plan, &headers, &form).and_then(|session| session.portal.map(|member| (session, member)))
    else {
        return ended(words);
    };
    let id = form.only("grant").unwrap_or_default();
    let now = plan.now();
    let stopped = plan.change_state(|state| {
        let own = state.grant(id, now).is_some_and(|grant| grant.member == member);
        own && state.revoke(id)
    });
    let Ok(stopped) = stopped else {
        return pages::problem::ended(words).into_response(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let grants = plan.state().of_member(member, now);
    pages::portal::page(words, &session.token, member, &grants, stopped).into_response(StatusCode::OK)
}

fn session(plan: &Plan, headers: &HeaderMap, form: &Parameters) -> Option<Session> {
    plan.sessions().of_form(cookie(headers, port(plan)).as_deref(), form.only("token"), plan.now())
}

fn ended(words: &'static Words) -> Response {
    pages::problem::ended(words).into_response(StatusCode::FORBIDDEN)
}
