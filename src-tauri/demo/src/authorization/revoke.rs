//! The revocation endpoint (RFC 7009).

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::token::{Refused, posted};
use crate::plan::Plan;

/// `POST /oauth/revoke`. An unknown token is no error (2.2): it is as dead as the client wants it.
pub(crate) async fn revoke(State(plan): State<Arc<Plan>>, headers: HeaderMap, body: Bytes) -> Response {
    let form = match posted(&headers, &body) {
        Ok(form) => form,
        Err(refused) => return refused.into_response(),
    };
    if form.first("client_id").is_some_and(|id| id != plan.options.client_id) {
        return Refused::client().into_response();
    }
    let Some(token) = form.only("token") else { return Refused::request("token is missing").into_response() };
    match plan.change_state(|state| state.revoke_token(token)) {
        Ok(_) => StatusCode::OK.into_response(),
        Err(_) => Refused::server().into_response(),
    }
}
