//! The switches over HTTP, for tests in another process. Served only where the options say so.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use crate::data::explanation::{claim_id, claim_index};
use crate::data::money::Cents;
use crate::plan::Plan;
use crate::switches::{NextLink, Rule};

/// Everything below `/_switches`. Bodies are JSON.
pub(crate) fn routes() -> Router<Arc<Plan>> {
    Router::new()
        .route("/_switches/faults", post(add_fault).delete(clear_faults))
        .route("/_switches/latency", post(set_latency))
        .route("/_switches/next-link", post(set_next_link).delete(clear_next_link))
        .route("/_switches/clock", post(set_clock))
        .route("/_switches/access-tokens", delete(expire_access_tokens))
        .route("/_switches/permissions", delete(revoke_all))
        .route("/_switches/claims", post(add_claim))
        .route("/_switches/claims/change", post(change_claim))
        .route("/_switches/requests", get(requests).delete(forget_requests))
}

async fn add_fault(State(plan): State<Arc<Plan>>, Json(rule): Json<Rule>) -> StatusCode {
    plan.switches.add_fault(rule);
    StatusCode::NO_CONTENT
}

async fn clear_faults(State(plan): State<Arc<Plan>>) -> StatusCode {
    plan.switches.clear_faults();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Latency {
    milliseconds: u64,
}

async fn set_latency(State(plan): State<Arc<Plan>>, Json(latency): Json<Latency>) -> StatusCode {
    plan.switches.set_latency(Duration::from_millis(latency.milliseconds));
    StatusCode::NO_CONTENT
}

async fn set_next_link(State(plan): State<Arc<Plan>>, Json(next_link): Json<NextLink>) -> StatusCode {
    plan.switches.set_next_link(Some(next_link));
    StatusCode::NO_CONTENT
}

async fn clear_next_link(State(plan): State<Arc<Plan>>) -> StatusCode {
    plan.switches.set_next_link(None);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Clock {
    seconds: i64,
}

async fn set_clock(State(plan): State<Arc<Plan>>, Json(clock): Json<Clock>) -> StatusCode {
    plan.switches.set_clock_offset(clock.seconds);
    StatusCode::NO_CONTENT
}

async fn expire_access_tokens(State(plan): State<Arc<Plan>>) -> StatusCode {
    plan.state().expire_access();
    StatusCode::NO_CONTENT
}

async fn revoke_all(State(plan): State<Arc<Plan>>) -> StatusCode {
    match plan.change_state(crate::state::State::revoke_all) {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

async fn add_claim(State(plan): State<Arc<Plan>>) -> Response {
    let at = plan.now();
    let index = plan.book_mut().add(at);
    Json(json!({ "id": claim_id(index) })).into_response()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClaimChange {
    id: String,
    /// Moved from the plan's part to the member's.
    cents: i64,
}

async fn change_claim(State(plan): State<Arc<Plan>>, Json(change): Json<ClaimChange>) -> StatusCode {
    let at = plan.now();
    let changed =
        claim_index(&change.id).is_some_and(|index| plan.book_mut().change(index, Cents::new(change.cents), at));
    if changed { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

async fn requests(State(plan): State<Arc<Plan>>) -> Response {
    Json(json!({ "counts": plan.log.counts(), "newest": plan.log.newest() })).into_response()
}

async fn forget_requests(State(plan): State<Arc<Plan>>) -> StatusCode {
    plan.log.clear();
    StatusCode::NO_CONTENT
}
