//! The FHIR API as an app sees it.

use std::collections::HashSet;

use claimfolio_demo::{Options, start};
use serde_json::Value;

use crate::browser::{ALL_SCOPES, MARIA, client, fhir, fhir_json, next_link, options, permitted, resources, running};

const DANIEL: &str = "4471029302";
const JORDAN: &str = "4471880501";

fn search(patient: &str, more: &str) -> String {
    format!("/ExplanationOfBenefit?patient={patient}{more}")
}

fn care_began(claim: &Value) -> Option<&str> {
    claim["billablePeriod"]["start"].as_str()
}

#[tokio::test]
async fn pages_lead_to_every_claim_of_the_family_once_and_newest_first() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let mut bundle = fhir_json(&plan, &access, &search(MARIA, "")).await;
    assert_eq!(bundle["total"], 240);
    let mut claims = resources(&bundle);
    while let Some(next) = next_link(&bundle) {
        assert!(next.starts_with(&format!("{}?_getpages=", plan.fhir_base())), "{next}");
        bundle = fhir_json(&plan, &access, &next).await;
        claims.extend(resources(&bundle));
    }
    let ids: HashSet<&str> = claims.iter().map(|claim| claim["id"].as_str().unwrap()).collect();
    assert_eq!((claims.len(), ids.len()), (240, 240));
    let patients: HashSet<&str> = claims.iter().map(|claim| claim["patient"]["reference"].as_str().unwrap()).collect();
    assert_eq!(patients.len(), 4);
    let days: Vec<&str> = claims.iter().filter_map(care_began).collect();
    assert!(days.windows(2).all(|pair| pair[0] >= pair[1]));
    assert!(days.first().unwrap().starts_with("2026-11") && days.last().unwrap() < &"2023-01-01");
}

#[tokio::test]
async fn a_link_to_a_page_ends_after_five_minutes_and_is_its_owners_only() {
    let (options, hands) = options();
    let plan = start(options).await.unwrap();
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let next = next_link(&fhir_json(&plan, &access, &search(MARIA, "")).await).unwrap();
    let (other, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    assert_eq!(fhir(&plan, &other, &next).await.status(), 403);
    hands.forward(299);
    assert_eq!(fhir(&plan, &access, &next).await.status(), 200);
    hands.forward(2);
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let gone = fhir(&plan, &access, &next).await;
    assert_eq!(gone.status(), 410);
    assert_eq!(gone.json::<Value>().await.unwrap()["resourceType"], "OperationOutcome");
}

#[tokio::test]
async fn what_is_not_listed_is_refused() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    for path in [
        search(MARIA, "&_sort=-created"),
        search(MARIA, "&_elements=id"),
        search(MARIA, "&_include=ExplanationOfBenefit:provider"),
        search(MARIA, "&_format=json"),
        search(MARIA, "&_count=0"),
        search(MARIA, "&_count=5&_count=6"),
        search(MARIA, "&service-date=yesterday"),
        search(MARIA, "&type="),
        "/ExplanationOfBenefit".to_owned(),
        "/Coverage".to_owned(),
        "/Patient?name=Maria".to_owned(),
        format!("/Patient/{MARIA}?_pretty=true"),
        "?_getpages=a&_getpagesoffset=1".to_owned(),
        String::new(),
    ] {
        let response = fhir(&plan, &access, &path).await;
        assert_eq!(response.status(), 400, "{path}");
        assert_eq!(response.json::<Value>().await.unwrap()["resourceType"], "OperationOutcome");
    }
    for path in ["/DiagnosticReport?patient=1", "/Patient/0", "/ExplanationOfBenefit/evg-9999999", "/a/b/c/d"] {
        assert_eq!(fhir(&plan, &access, path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn without_a_living_token_there_is_nothing() {
    let plan = running().await;
    let bare = client().get(format!("{}/Patient/{MARIA}", plan.fhir_base())).send().await.unwrap();
    assert_eq!(bare.status(), 401);
    assert!(bare.headers()["www-authenticate"].to_str().unwrap().starts_with("Bearer"));
    assert_eq!(bare.json::<Value>().await.unwrap()["resourceType"], "OperationOutcome");
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let in_query = format!("{}/Patient/{MARIA}?access_token={access}", plan.fhir_base());
    assert_eq!(client().get(in_query).send().await.unwrap().status(), 400);
    let in_query = format!("{}/Patient?access_token={access}", plan.fhir_base());
    assert_eq!(client().get(in_query).send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn what_was_not_shared_and_what_is_somebody_elses_is_forbidden() {
    let plan = running().await;
    let (narrow, _) = permitted(&plan, "patient/Coverage.read", "maria").await;
    assert_eq!(fhir(&plan, &narrow, &search(MARIA, "")).await.status(), 403);
    assert_eq!(fhir(&plan, &narrow, &format!("/Patient/{MARIA}")).await.status(), 403);
    assert_eq!(fhir(&plan, &narrow, &format!("/Coverage?patient={MARIA}")).await.status(), 200);
    let (daniel, _) = permitted(&plan, ALL_SCOPES, "daniel").await;
    assert_eq!(fhir(&plan, &daniel, &search(MARIA, "")).await.status(), 403);
    assert_eq!(fhir(&plan, &daniel, &format!("/Patient/{MARIA}")).await.status(), 403);
    let own = resources(&fhir_json(&plan, &daniel, &search(DANIEL, "&_count=200")).await);
    assert!(own.iter().all(|claim| claim["patient"]["reference"] == format!("Patient/{DANIEL}")));
    let (maria, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    assert_eq!(fhir(&plan, &maria, &search(JORDAN, "")).await.status(), 403);
    let marias = resources(&fhir_json(&plan, &maria, &search(MARIA, "&_count=200")).await);
    let hers = marias.iter().find(|claim| claim["patient"]["reference"] == format!("Patient/{MARIA}")).unwrap();
    let path = format!("/ExplanationOfBenefit/{}", hers["id"].as_str().unwrap());
    assert_eq!(fhir(&plan, &daniel, &path).await.status(), 403);
}

#[tokio::test]
async fn a_new_member_has_coverage_and_no_claims() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "jordan").await;
    let claims = fhir_json(&plan, &access, &search(JORDAN, "")).await;
    assert_eq!((&claims["total"], claims.get("entry")), (&0.into(), None));
    let coverage = fhir_json(&plan, &access, &format!("/Coverage?patient={JORDAN}")).await;
    assert_eq!(resources(&coverage).len(), 1);
}

#[tokio::test]
async fn each_listed_parameter_filters() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let found = async |more: &str| {
        let mut all = Vec::new();
        let mut path = Some(search(MARIA, &format!("&_count=200{more}")));
        while let Some(next) = path {
            let bundle = fhir_json(&plan, &access, &next).await;
            all.extend(resources(&bundle));
            path = next_link(&bundle);
        }
        all
    };
    let all = found("").await;
    let autumn = found("&service-date=ge2026-09-01&service-date=lt2026-10-01").await;
    assert!(!autumn.is_empty() && autumn.len() < all.len());
    assert!(autumn.iter().filter_map(care_began).all(|day| day.starts_with("2026-09")));
    let recent = found("&_lastUpdated=ge2026-10-01T00:00:00Z").await;
    let updated = |claim: &&Value| claim["meta"]["lastUpdated"].as_str().unwrap() >= "2026-10-01";
    assert_eq!(recent.len(), all.iter().filter(updated).count());
    let dental = found("&type=oral").await;
    assert!(!dental.is_empty() && dental.iter().all(|claim| claim["type"]["coding"][0]["code"] == "oral"));
    assert_eq!(found("&type=%7Coral").await.len(), dental.len());
    assert_eq!(found("&type=http://example.org%7Coral").await.len(), 0);
    let one = &all[17];
    let number = one["identifier"][0]["value"].as_str().unwrap();
    let system = one["identifier"][0]["system"].as_str().unwrap();
    assert_eq!(found(&format!("&identifier={system}%7C{number}")).await, vec![one.clone()]);
    let (id, other) = (one["id"].as_str().unwrap(), all[3]["id"].as_str().unwrap());
    assert_eq!(found(&format!("&_id={id},{other}")).await.len(), 2);
    let without_total = fhir_json(&plan, &access, &search(MARIA, "&_lastUpdated=ge2020")).await;
    assert!(without_total.get("total").is_none());
}

#[tokio::test]
async fn a_search_can_be_posted() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let post = async |form: &[(&str, &str)]| {
        let url = format!("{}/ExplanationOfBenefit/_search", plan.fhir_base());
        client().post(url).bearer_auth(&access).form(form).send().await.unwrap()
    };
    let bundle: Value = post(&[("patient", MARIA), ("_count", "3")]).await.json().await.unwrap();
    assert_eq!((resources(&bundle).len(), &bundle["total"]), (3, &240.into()));
    assert_eq!(post(&[("patient", MARIA), ("_sort", "created")]).await.status(), 400);
}

#[tokio::test]
async fn what_a_claim_refers_to_can_be_read_except_what_is_gone() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let mut path = Some(search(MARIA, "&_count=200"));
    let mut references = HashSet::new();
    let (mut contained, mut by_identifier) = (0, 0);
    while let Some(next) = path {
        let bundle = fhir_json(&plan, &access, &next).await;
        for claim in resources(&bundle) {
            let provider = &claim["provider"];
            match provider["reference"].as_str() {
                Some(reference) if reference.starts_with('#') => {
                    assert_eq!(claim["contained"][0]["id"], reference[1..]);
                    contained += 1;
                }
                Some(reference) => drop(references.insert(reference.to_owned())),
                None => {
                    assert!(provider["identifier"]["value"].is_string() && provider["display"].is_string());
                    by_identifier += 1;
                }
            }
            for reference in [
                &claim["patient"]["reference"],
                &claim["insurer"]["reference"],
                &claim["insurance"][0]["coverage"]["reference"],
            ] {
                references.insert(reference.as_str().unwrap().to_owned());
            }
        }
        path = next_link(&bundle);
    }
    assert!(contained > 10 && by_identifier > 5);
    assert!(references.iter().any(|reference| reference.ends_with("/_history/2")));
    for reference in references {
        let dangling = reference == "Organization/willow-walk-in";
        let status = fhir(&plan, &access, &format!("/{reference}")).await.status();
        assert_eq!(status, if dangling { 404 } else { 200 }, "{reference}");
    }
}

#[tokio::test]
async fn coverage_and_patients_are_found_for_the_whole_family() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let coverages = resources(&fhir_json(&plan, &access, &format!("/Coverage?patient=Patient/{MARIA}")).await);
    assert_eq!(coverages.len(), 4);
    assert!(coverages.iter().all(|coverage| coverage["subscriber"]["reference"] == format!("Patient/{MARIA}")));
    let one = fhir_json(&plan, &access, &format!("/Patient?_id={DANIEL}")).await;
    assert_eq!(resources(&one)[0]["birthDate"], "1980-09-19");
    assert_eq!(resources(&fhir_json(&plan, &access, "/Patient").await).len(), 4);
    let first = fhir_json(&plan, &access, "/Coverage/447102931/_history/1").await;
    assert_eq!(first["class"].as_array().unwrap().len(), 1);
    assert_eq!(fhir(&plan, &access, "/Coverage/447102931/_history/3").await.status(), 404);
}

#[tokio::test]
async fn an_app_can_discover_the_endpoints_without_a_token() {
    let plan = running().await;
    let base = plan.fhir_base();
    let get = async |path: &str| -> Value {
        client().get(format!("{base}{path}")).send().await.unwrap().json().await.unwrap()
    };
    let smart = get("/.well-known/smart-configuration").await;
    assert_eq!(smart["authorization_endpoint"], plan.authorize().as_str());
    assert_eq!(smart["token_endpoint"], plan.token().as_str());
    assert_eq!(smart["revocation_endpoint"], plan.revoke().unwrap().as_str());
    let statement = get("/metadata").await;
    let uris = &statement["rest"][0]["security"]["extension"][0]["extension"];
    assert_eq!(uris[1]["valueUri"], plan.token().as_str());
    let claims = statement["rest"][0]["resource"].as_array().unwrap();
    let claims = claims.iter().find(|resource| resource["type"] == "ExplanationOfBenefit").unwrap();
    assert_eq!(claims["searchParam"].as_array().unwrap().len(), 7);
}

#[tokio::test]
async fn answers_are_packed_for_those_who_take_it_and_are_the_same() {
    let plan = running().await;
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let url = format!("{}{}", plan.fhir_base(), search(MARIA, "&_lastUpdated=ge2026-11-01"));
    let plain = reqwest::Client::builder().no_gzip().build().unwrap();
    let raw = plain.get(&url).bearer_auth(&access).header("accept-encoding", "gzip").send().await.unwrap();
    assert_eq!(raw.headers()["content-encoding"], "gzip");
    assert!(raw.headers().contains_key("date"));
    assert!(raw.headers()["content-type"].to_str().unwrap().starts_with("application/fhir+json"));
    let packed = raw.bytes().await.unwrap().len();
    let unpacked = client().get(&url).bearer_auth(&access).send().await.unwrap().bytes().await.unwrap();
    let bare = plain.get(&url).bearer_auth(&access).send().await.unwrap();
    assert!(bare.headers().get("content-encoding").is_none());
    assert_eq!(unpacked, bare.bytes().await.unwrap());
    assert!(packed < unpacked.len() / 4, "{packed} of {}", unpacked.len());
}

#[tokio::test]
async fn a_hundred_thousand_claims_come_in_pages_like_any_others() {
    let plan = start(Options { claims: 100_000, ..options().0 }).await.unwrap();
    let (access, _) = permitted(&plan, ALL_SCOPES, "maria").await;
    let first = fhir_json(&plan, &access, &search(MARIA, "")).await;
    assert_eq!((&first["total"], resources(&first).len()), (&100_000.into(), 50));
    let second = fhir_json(&plan, &access, &next_link(&first).unwrap()).await;
    assert_eq!(resources(&second).len(), 50);
    assert_ne!(first["entry"][49], second["entry"][0]);
    let oldest = fhir_json(&plan, &access, "/ExplanationOfBenefit/evg-0000001").await;
    assert!(care_began(&oldest).unwrap() >= "2016-01-01");
    let year = fhir_json(&plan, &access, &search(MARIA, "&service-date=2016-02&_count=1")).await;
    assert!(year["total"].as_u64().unwrap() > 500);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_bytes_over_the_wire() {
    let (one, two) = (running().await, running().await);
    let read = async |plan: &claimfolio_demo::Running| {
        let (access, _) = permitted(plan, ALL_SCOPES, "maria").await;
        fhir(plan, &access, "/ExplanationOfBenefit/evg-0000200").await.bytes().await.unwrap()
    };
    assert_eq!(read(&one).await, read(&two).await);
}

const CLINICAL: [&str; 7] =
    ["Condition", "Encounter", "Immunization", "MedicationDispense", "MedicationRequest", "Observation", "Procedure"];

#[tokio::test]
async fn clinical_records_are_found_by_patient_and_by_nothing_else_and_only_where_they_were_shared() {
    let plan = running().await;
    let all: Vec<String> = CLINICAL.iter().map(|name| format!("patient/{name}.read")).collect();
    let (access, granted) = permitted(&plan, &all.join(" "), "maria").await;
    assert!(!granted.is_empty());
    for name in CLINICAL {
        let bundle = fhir_json(&plan, &access, &format!("/{name}?patient={MARIA}")).await;
        let found = resources(&bundle);
        assert!(found.len() > 5, "{name}: {}", found.len());
        assert!(found.iter().all(|record| record["resourceType"] == name));
        let id = found[0]["id"].as_str().unwrap();
        assert_eq!(fhir_json(&plan, &access, &format!("/{name}/{id}")).await, found[0]);
        for more in ["", "?patient=4471029301&_count=5", "?patient=4471029301&date=2026", "?_id=1"] {
            assert_eq!(fhir(&plan, &access, &format!("/{name}{more}")).await.status(), 400, "{name}{more}");
        }
    }
    let (narrow, _) = permitted(&plan, "patient/Condition.read", "daniel").await;
    assert_eq!(fhir(&plan, &narrow, &format!("/Condition?patient={MARIA}")).await.status(), 403);
    assert_eq!(fhir(&plan, &narrow, &format!("/Observation?patient={DANIEL}")).await.status(), 403);
    let own = resources(&fhir_json(&plan, &narrow, &format!("/Condition?patient={DANIEL}")).await);
    assert!(own.iter().all(|record| record["subject"]["reference"] == format!("Patient/{DANIEL}")));
    let (newcomer, _) = permitted(&plan, "patient/Condition.read", "jordan").await;
    assert_eq!(resources(&fhir_json(&plan, &newcomer, &format!("/Condition?patient={JORDAN}")).await).len(), 1);
}

#[tokio::test]
async fn clinical_records_come_in_pages_like_claims() {
    let scopes: Vec<String> = CLINICAL.iter().map(|name| format!("patient/{name}.read")).collect();
    let mut answers = Vec::new();
    for page_size in [3, 10_000] {
        let plan = start(Options { page_size, largest_page: 10_000, ..options().0 }).await.unwrap();
        let (access, _) = permitted(&plan, &scopes.join(" "), "maria").await;
        let (other, _) = permitted(&plan, "patient/Condition.read", "daniel").await;
        let (mut found, mut pages) = (Vec::new(), 0);
        for name in CLINICAL {
            let mut bundle = fhir_json(&plan, &access, &format!("/{name}?patient={MARIA}")).await;
            let total = bundle["total"].clone();
            let before = found.len();
            found.extend(resources(&bundle));
            while let Some(next) = next_link(&bundle) {
                assert_eq!(fhir(&plan, &other, &next).await.status(), 403, "a page is its owner's");
                bundle = fhir_json(&plan, &access, &next).await;
                assert!(resources(&bundle).len() <= page_size);
                found.extend(resources(&bundle));
                pages += 1;
            }
            assert_eq!(total, found.len() - before, "{name}");
        }
        answers.push((found, pages));
    }
    let [(in_pages, pages), (whole, none)] = answers.try_into().unwrap();
    assert_eq!(in_pages, whole);
    assert!(pages > 7 && none == 0, "{pages} {none}");
}
