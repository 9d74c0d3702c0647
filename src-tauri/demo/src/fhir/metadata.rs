//! What an app can discover: the CapabilityStatement and the SMART configuration.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use serde_json::{Value, json};

use super::outcome::FHIR_JSON;
use crate::data::plan::PAYER;
use crate::plan::Plan;

/// `GET [base]/metadata`.
pub(crate) async fn capability_statement(State(plan): State<Arc<Plan>>) -> Response {
    let profile = plan.options.profile;
    let listed = profile.types.iter().map(|listed| {
        let parameters: Vec<Value> =
            listed.search.iter().map(|(name, kind)| json!({ "name": name, "type": kind })).collect();
        let interactions: Vec<Value> = [
            (listed.read_refused.is_none(), "read"),
            (listed.vread, "vread"),
            (!listed.search.is_empty(), "search-type"),
        ]
        .into_iter()
        .filter(|(has, _)| *has)
        .map(|(_, code)| json!({ "code": code }))
        .collect();
        json!({ "type": listed.name, "interaction": interactions, "searchParam": parameters })
    });
    let resources: Vec<Value> = listed.collect();
    let mut uris = vec![
        json!({ "url": "authorize", "valueUri": plan.address(profile.authorize) }),
        json!({ "url": "token", "valueUri": plan.address(profile.token) }),
    ];
    uris.extend(profile.revoke.map(|path| json!({ "url": "revoke", "valueUri": plan.address(path) })));
    let statement = json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2026-01-01",
        "publisher": PAYER,
        "kind": "instance",
        "implementation": { "description": "A made-up health plan", "url": plan.fhir("") },
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "implementationGuide": ["http://hl7.org/fhir/us/carin-bb/ImplementationGuide/hl7.fhir.us.carin-bb|1.1.0"],
        "rest": [{
            "mode": "server",
            "security": {
                "service": [{ "coding": [{
                    "system": "http://terminology.hl7.org/CodeSystem/restful-security-service",
                    "code": "SMART-on-FHIR",
                }] }],
                "extension": [{
                    "url": "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
                    "extension": uris,
                }],
            },
            "resource": resources,
        }],
    });
    ([(header::CONTENT_TYPE, FHIR_JSON)], statement.to_string()).into_response()
}

/// The SMART configuration, where the profile has one.
pub(crate) async fn smart_configuration(State(plan): State<Arc<Plan>>) -> Response {
    let profile = plan.options.profile;
    let scopes: Vec<&str> = profile.scopes.iter().map(|scope| scope.text()).collect();
    let mut configuration = json!({
        "issuer": plan.fhir(""),
        "authorization_endpoint": plan.address(profile.authorize),
        "token_endpoint": plan.address(profile.token),
        "management_endpoint": plan.address("/portal"),
        "grant_types_supported": ["authorization_code"],
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "scopes_supported": scopes,
        "capabilities": ["client-public", "permission-patient"],
    });
    if let (Some(path), Some(members)) = (profile.revoke, configuration.as_object_mut()) {
        members.insert("revocation_endpoint".to_owned(), json!(plan.address(path)));
    }
    axum::Json(configuration).into_response()
}
