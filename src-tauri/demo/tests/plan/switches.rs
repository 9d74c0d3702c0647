//! The server misbehaving on purpose.

use std::time::Duration;

use claimfolio_demo::{Fault, NextLink, Options, Rule, Running, start};
use serde_json::{Value, json};

use crate::browser::{ALL_SCOPES, MARIA, client, fhir, fhir_json, next_link, options, permitted, refresh, running};

async fn patient(plan: &Running, access: &str) -> reqwest::Response {
    fhir(plan, access, &format!("/Patient/{MARIA}")).await
}

#[tokio::test]
async fn each_fault_spoils_one_answer_and_then_all_is_well() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let once = |fault| plan.switches().add_fault(Rule::once("/R4/Patient", fault));

    once(Fault::Status { status: 503, retry_after: Some("2".to_owned()) });
    let response = patient(&plan, &access).await;
    assert_eq!((response.status().as_u16(), &response.headers()["retry-after"]), (503, &"2".parse().unwrap()));

    once(Fault::Truncate { at: 40 });
    let response = patient(&plan, &access).await;
    assert_eq!(response.status(), 200);
    assert!(response.bytes().await.is_err());

    once(Fault::Drip { bytes: 100, every_ms: 1 });
    assert!(patient(&plan, &access).await.json::<Value>().await.is_ok());

    once(Fault::Html);
    let response = patient(&plan, &access).await;
    assert_eq!(response.headers()["content-type"], "text/html");

    once(Fault::ContentType { content_type: "text/plain".to_owned() });
    let response = patient(&plan, &access).await;
    assert_eq!(response.headers()["content-type"], "text/plain");
    assert!(response.json::<Value>().await.is_ok());

    once(Fault::BadJson);
    assert!(patient(&plan, &access).await.json::<Value>().await.is_err());

    once(Fault::DeepNesting { levels: 1_000 });
    assert!(patient(&plan, &access).await.text().await.unwrap().contains(&"[".repeat(1_000)));

    once(Fault::Redirect { status: 307, location: "http://127.0.0.1:1/".to_owned() });
    let response = patient(&plan, &access).await;
    assert_eq!(
        (response.status().as_u16(), &response.headers()["location"]),
        (307, &"http://127.0.0.1:1/".parse().unwrap())
    );

    once(Fault::Body { body: json!({ "resourceType": "OperationOutcome" }).to_string() });
    assert_eq!(patient(&plan, &access).await.json::<Value>().await.unwrap()["resourceType"], "OperationOutcome");

    once(Fault::GzipBomb { decoded_bytes: 8 * 1024 * 1024 });
    let bomb = patient(&plan, &access).await;
    assert_eq!(bomb.bytes().await.unwrap().len(), 8 * 1024 * 1024);

    assert_eq!(patient(&plan, &access).await.status(), 200);
}

#[tokio::test]
async fn a_stalled_answer_ends_with_the_server() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    plan.switches().add_fault(Rule::once("/R4", Fault::Stall));
    let url = format!("{}/Patient/{MARIA}", plan.fhir_base());
    let waiting = client().get(url).bearer_auth(&access).timeout(Duration::from_millis(200)).send().await;
    assert!(waiting.unwrap_err().is_timeout());
    tokio::time::timeout(Duration::from_secs(10), plan.shutdown()).await.unwrap();
}

#[tokio::test]
async fn links_to_the_next_page_can_be_bent() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let path = format!("/ExplanationOfBenefit?patient={MARIA}");
    let link = async || next_link(&fhir_json(&plan, &access, &path).await).unwrap();
    plan.switches().set_next_link(Some(NextLink::To { url: "https://evil.example/R4".to_owned() }));
    assert_eq!(link().await, "https://evil.example/R4");
    plan.switches().set_next_link(Some(NextLink::Same));
    assert!(link().await.ends_with(&path));
    plan.switches().set_next_link(Some(NextLink::Relative));
    assert!(link().await.starts_with("?_getpages="));
    plan.switches().set_next_link(None);
    assert!(link().await.starts_with(plan.fhir_base().as_str()));
}

#[tokio::test]
async fn tokens_can_be_ended_and_the_clock_moved() {
    let plan = running().await;
    let (access, refresh_token) = permitted(&plan, ALL_SCOPES, "maria").await;
    plan.expire_access_tokens();
    assert_eq!(patient(&plan, &access).await.status(), 401);
    let (_, body) = refresh(&plan, &refresh_token).await;
    let access = body["access_token"].as_str().unwrap();
    plan.switches().set_clock_offset(301);
    assert_eq!(patient(&plan, access).await.status(), 401);
    plan.switches().set_clock_offset(0);
    assert_eq!(patient(&plan, access).await.status(), 200);
    plan.revoke_all().unwrap();
    assert_eq!(refresh(&plan, &refresh_token).await.0, 400);
}

#[tokio::test]
async fn claims_can_be_changed_and_added_while_an_app_looks_on() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let path = "/ExplanationOfBenefit/evg-0000217";
    let before = fhir_json(&plan, &access, path).await;
    assert!(plan.change_claim("evg-0000217", 100));
    let after = fhir_json(&plan, &access, path).await;
    let version = |claim: &Value| claim["meta"]["versionId"].as_str().unwrap().parse::<u32>().unwrap();
    assert_eq!(version(&after), version(&before) + 1);
    assert_eq!(fhir_json(&plan, &access, &format!("{path}/_history/{}", version(&before))).await, before);
    let id = plan.add_claim();
    let news = format!("/ExplanationOfBenefit?patient={MARIA}&_lastUpdated=ge2026-11-20");
    let news = crate::browser::resources(&fhir_json(&plan, &access, &news).await);
    let ids: Vec<&str> = news.iter().map(|claim| claim["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [id.as_str(), "evg-0000217"]);
    assert!(!plan.change_claim("evg-1", 1) && !plan.change_claim("evg-9999999", 1));
}

#[tokio::test]
async fn requests_are_remembered_with_their_status() {
    let plan = running().await;
    patient(&plan, "no token").await;
    let seen = plan.requests().pop().unwrap();
    assert_eq!((seen.method.as_str(), seen.path, seen.status), ("GET", format!("/R4/Patient/{MARIA}"), 401));
    plan.forget_requests();
    assert!(plan.requests().is_empty());
}

#[tokio::test]
async fn the_switches_are_reached_over_http_only_where_the_options_say_so() {
    let plan = running().await;
    let at = |plan: &Running, path: &str| plan.origin().join(path).unwrap();
    let closed = client().get(at(&plan, "/_switches/requests")).send().await.unwrap();
    assert_eq!(closed.status(), 404);

    let plan = start(Options { switches: true, ..options().0 }).await.unwrap();
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let rule = json!({ "prefix": "/R4/Patient", "fault": { "kind": "status", "status": 429, "retryAfter": "1" } });
    let added = client().post(at(&plan, "/_switches/faults")).json(&rule).send().await.unwrap();
    assert_eq!(added.status(), 204);
    assert_eq!(patient(&plan, &access).await.status(), 429);
    assert_eq!(patient(&plan, &access).await.status(), 200);
    let claim: Value = client().post(at(&plan, "/_switches/claims")).send().await.unwrap().json().await.unwrap();
    let path = format!("/ExplanationOfBenefit/{}", claim["id"].as_str().unwrap());
    assert_eq!(fhir_json(&plan, &access, &path).await["outcome"], "complete");
    let counts: Value = client().get(at(&plan, "/_switches/requests")).send().await.unwrap().json().await.unwrap();
    assert_eq!(counts["counts"]["/R4/Patient"], 2);
    let ended = client().delete(at(&plan, "/_switches/access-tokens")).send().await.unwrap();
    assert_eq!(ended.status(), 204);
    assert_eq!(patient(&plan, &access).await.status(), 401);
}
