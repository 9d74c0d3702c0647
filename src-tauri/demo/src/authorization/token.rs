//! The token endpoint (RFC 6749, 3.2), with the answers that the payers' documents show.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde_json::{Map, Value, json};

use super::form::Parameters;
use super::scope::Scope;
use crate::plan::Plan;
use crate::profile::{Given, SecretPlace};
use crate::secret::{Hash, same};
use crate::seen::undocumented;
use crate::state::Grant;

/// An error of the token endpoint (RFC 6749, 5.2).
pub(crate) struct Refused {
    status: StatusCode,
    error: &'static str,
    description: &'static str,
}

impl Refused {
    pub(crate) fn request(description: &'static str) -> Refused {
        Refused { status: StatusCode::BAD_REQUEST, error: "invalid_request", description }
    }

    pub(crate) fn grant(description: &'static str) -> Refused {
        Refused { status: StatusCode::BAD_REQUEST, error: "invalid_grant", description }
    }

    pub(crate) fn client() -> Refused {
        Refused { status: StatusCode::UNAUTHORIZED, error: "invalid_client", description: "client_id is not known" }
    }

    fn secret() -> Refused {
        Refused { description: "the secret is missing, wrong, or in the wrong place", ..Refused::client() }
    }

    /// The state file could not be written.
    pub(crate) fn server() -> Refused {
        Refused {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            error: "server_error",
            description: "the demo plan could not write its state",
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let body = json!({ "error": self.error, "error_description": self.description });
        (self.status, [(header::CACHE_CONTROL, "no-store")], axum::Json(body)).into_response()
    }
}

/// The parameters of a form that was posted to an endpoint of OAuth.
pub(crate) fn posted(headers: &HeaderMap, body: &Bytes) -> Result<Parameters, Refused> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if content_type.split(';').next().map(str::trim) != Some("application/x-www-form-urlencoded") {
        return Err(Refused::request("the body must be application/x-www-form-urlencoded"));
    }
    let form = Parameters::parse(body);
    if form.repeated().is_some() {
        return Err(Refused::request("a parameter came more than once"));
    }
    Ok(form)
}

/// `POST /oauth/token`.
pub(crate) async fn token(State(plan): State<Arc<Plan>>, headers: HeaderMap, body: Bytes) -> Response {
    let posted = posted(&headers, &body);
    let stray = posted.as_ref().is_ok_and(|form| plan.options.profile.strict_token && has_stray(&plan, form));
    if stray {
        let refused = Refused::request("a parameter is not listed").into_response();
        return undocumented(refused);
    }
    let proven = posted.and_then(|form| proven(&plan, &headers, form));
    let answer = proven.and_then(|form| match form.only("grant_type") {
        Some("authorization_code") => from_code(&plan, &form),
        Some("refresh_token") => from_refresh_token(&plan, &form),
        Some(_) => Err(Refused {
            status: StatusCode::BAD_REQUEST,
            error: "unsupported_grant_type",
            description: "authorization_code and refresh_token are supported",
        }),
        None => Err(Refused::request("grant_type is missing")),
    });
    match answer {
        Ok(body) => {
            let headers = [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")];
            (StatusCode::OK, headers, axum::Json(body)).into_response()
        }
        Err(refused) => refused.into_response(),
    }
}

/// Whether anything was sent that the documents' tables and samples do not have.
fn has_stray(plan: &Plan, form: &Parameters) -> bool {
    let listed: &[&str] = match form.only("grant_type") {
        Some("refresh_token") => &["grant_type", "refresh_token", "client_id"],
        _ => &["grant_type", "code", "redirect_uri", "client_id", "code_verifier"],
    };
    let secret = plan.options.client_secret.is_some() && plan.options.profile.secret == SecretPlace::Body;
    form.iter().any(|(name, _)| !(listed.contains(&name) || (secret && name == "client_secret")))
}

/// The form of a client that showed its secret, where its registration has one; with its id in either case.
fn proven(plan: &Plan, headers: &HeaderMap, form: Parameters) -> Result<Parameters, Refused> {
    let Some(secret) = &plan.options.client_secret else { return Ok(form) };
    match plan.options.profile.secret {
        SecretPlace::Body => {
            let shown = form.only("client_secret").is_some_and(|shown| same(shown, secret));
            if shown { Ok(form) } else { Err(Refused::secret()) }
        }
        SecretPlace::Basic => {
            let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
            let shown =
                header.and_then(|value| value.strip_prefix("Basic ")).and_then(|text| STANDARD.decode(text).ok());
            let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            let expected = format!("{}:{}", encode(&plan.options.client_id), encode(secret));
            if shown.and_then(|shown| String::from_utf8(shown).ok()).is_none_or(|shown| !same(&shown, &expected)) {
                return Err(Refused::secret());
            }
            // The header says who the client is; its id need not stand in the body, too.
            Ok(match form.first("client_id") {
                Some(_) => form,
                None => {
                    let id = [("client_id", plan.options.client_id.as_str())];
                    let id: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(id).finish();
                    form.and(Parameters::parse(id.as_bytes()))
                }
            })
        }
    }
}

fn from_code(plan: &Plan, form: &Parameters) -> Result<Value, Refused> {
    let need = |name: &str| form.only(name).ok_or(Refused::request("a parameter is missing"));
    let (client_id, text) = (need("client_id")?, need("code")?);
    let (redirect_uri, verifier) = (need("redirect_uri")?, need("code_verifier")?);
    if client_id != plan.options.client_id {
        return Err(Refused::client());
    }
    let now = plan.now();
    let given = plan.change_state(|state| {
        let code = state.code(text).ok_or(Refused::grant("the code is not known"))?;
        // RFC 6749, 4.1.2: a code that is used again ends the tokens that were made from it.
        if let Some(grant) = code.used.clone() {
            state.revoke(&grant);
            return Err(Refused::grant("the code was used before"));
        }
        if code.ends <= now {
            return Err(Refused::grant("the code is too old"));
        }
        if code.client_id != client_id || code.redirect_uri != redirect_uri {
            return Err(Refused::grant("the code is for another app or another redirect_uri"));
        }
        if !is_verifier(verifier) || !same(&Hash::of(verifier).to_text(), &code.challenge) {
            return Err(Refused::grant("code_verifier does not match code_challenge"));
        }
        let code = code.clone();
        let (id, refresh) = state.give(&code, now, plan.options.permission_days);
        if let Some(code) = state.code(text) {
            code.used = Some(id.clone());
        }
        let grant = state.grant(&id, now).cloned().ok_or(Refused::grant("the permission has ended"))?;
        let access = state.issue_access(&id, grant.scopes.clone(), now, plan.options.access_token_life);
        Ok((grant, access, refresh))
    });
    let (grant, access, refresh) = given.map_err(|_| Refused::server())??;
    Ok(answer(plan, &grant, &access, Some(&refresh)))
}

fn from_refresh_token(plan: &Plan, form: &Parameters) -> Result<Value, Refused> {
    let text = form.only("refresh_token").ok_or(Refused::request("refresh_token is missing"))?;
    // The documents' sample sends no client_id; one that is sent must be right.
    let client_id = form.first("client_id");
    if client_id.is_some_and(|id| id != plan.options.client_id) {
        return Err(Refused::client());
    }
    let now = plan.now();
    let refreshed = plan.change_state(|state| {
        let mut grant = state
            .of_refresh_token(text, client_id, now)
            .map_err(|_| Refused::grant("the refresh token is not valid any more"))?;
        if let Some(asked) = form.first("scope") {
            let within =
                Scope::parse_list(asked, plan.options.profile.scopes).filter(|asked| asked.is_subset(&grant.scopes));
            grant.scopes = within.ok_or(Refused {
                status: StatusCode::BAD_REQUEST,
                error: "invalid_scope",
                description: "more was asked for than the member allowed",
            })?;
        }
        let next = if plan.options.rotate_refresh_tokens { state.rotate(&grant.id) } else { None };
        let access = state.issue_access(&grant.id, grant.scopes.clone(), now, plan.options.access_token_life);
        Ok((grant, access, next))
    });
    let (grant, access, next) = refreshed.map_err(|_| Refused::server())??;
    Ok(answer(plan, &grant, &access, next.as_deref()))
}

/// The answer as the documents have it: no `token_type`, scopes in lower case; the rest as the profile has it.
fn answer(plan: &Plan, grant: &Grant, access: &str, refresh: Option<&str>) -> Value {
    let mut answer = Map::new();
    answer.insert("access_token".to_owned(), json!(access));
    let form = plan.options.profile.answer;
    let mut given = |name: &str, how: Given, text: String| {
        let value = match how {
            Given::Missing => return,
            Given::Number => text.parse::<u64>().map_or(Value::Null, Value::from),
            Given::Text => Value::String(text),
        };
        answer.insert(name.to_owned(), value);
    };
    given("patient", form.patient, grant.member.patient_id().unwrap_or_default().to_owned());
    given("expires_in", form.expires_in, plan.options.access_token_life.as_secs().to_string());
    answer.insert("scope".to_owned(), json!(Scope::answer(&grant.scopes)));
    if let Some(refresh) = refresh.filter(|_| form.refresh) {
        answer.insert("refresh_token".to_owned(), json!(refresh));
    }
    Value::Object(answer)
}

/// RFC 7636, 4.1.
fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~'))
}
