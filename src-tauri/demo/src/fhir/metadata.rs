//! What an app can discover: the CapabilityStatement and the SMART configuration.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use serde_json::{Value, json};

use super::outcome::FHIR_JSON;
use super::search::LISTED;
use crate::authorization::scope::Scope;
use crate::data::plan::PAYER;
use crate::plan::Plan;

/// `GET /R4/metadata`.
pub(crate) async fn capability_statement(State(plan): State<Arc<Plan>>) -> Response {
    let searched = LISTED.iter().map(|(name, parameters)| {
        let parameters: Vec<Value> =
            parameters.iter().map(|(name, kind)| json!({ "name": name, "type": kind })).collect();
        let mut interactions = vec![json!({ "code": "read" }), json!({ "code": "search-type" })];
        if *name != "Patient" {
            interactions.push(json!({ "code": "vread" }));
        }
        json!({ "type": name, "interaction": interactions, "searchParam": parameters })
    });
    let read_only =
        ["Organization", "Practitioner"].map(|name| json!({ "type": name, "interaction": [{ "code": "read" }] }));
    let resources: Vec<Value> = searched.chain(read_only).collect();
    let statement = json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2026-01-01",
        "publisher": PAYER,
        "kind": "instance",
        "implementation": { "description": "A made-up health plan", "url": plan.address("/R4") },
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
                    "extension": [
                        { "url": "authorize", "valueUri": plan.address("/oauth/authorize") },
                        { "url": "token", "valueUri": plan.address("/oauth/token") },
                        { "url": "revoke", "valueUri": plan.address("/oauth/revoke") },
                    ],
                }],
            },
            "resource": resources,
        }],
    });
    ([(header::CONTENT_TYPE, FHIR_JSON)], statement.to_string()).into_response()
}

/// `GET /R4/.well-known/smart-configuration`.
pub(crate) async fn smart_configuration(State(plan): State<Arc<Plan>>) -> Response {
    axum::Json(json!({
        "issuer": plan.address("/R4"),
        "authorization_endpoint": plan.address("/oauth/authorize"),
        "token_endpoint": plan.address("/oauth/token"),
        "revocation_endpoint": plan.address("/oauth/revoke"),
        "management_endpoint": plan.address("/portal"),
        "grant_types_supported": ["authorization_code"],
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "scopes_supported": Scope::ALL.map(Scope::text),
        "capabilities": ["client-public", "permission-patient"],
    }))
    .into_response()
}
