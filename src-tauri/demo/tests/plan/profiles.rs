//! The payers that the plan can impersonate: what their documents list is answered, and nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use claimfolio_demo::{Options, Profile, Running, start};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::browser::{ALL_SCOPES, Browser, MARIA, REDIRECT, VERIFIER, client, code, exchange, returned, token};

/// A payer with a member's access token and what came with it.
struct Payer {
    running: Running,
    answer: Value,
}

impl Payer {
    async fn named(name: &str) -> Payer {
        let profile = Profile::named(name).unwrap();
        let running = start(Options { profile, claims: 40, page_size: 15, ..Options::default() }).await.unwrap();
        let (status, answer) = exchange(&running, &code(&running, ALL_SCOPES, "maria").await).await;
        assert_eq!(status, 200, "{name}: {answer}");
        assert!(running.undocumented().is_empty());
        Payer { running, answer }
    }

    fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        let base = self.running.fhir_base();
        let address = format!("{}{path}", base.as_str().trim_end_matches('/'));
        client().request(method, address).bearer_auth(self.answer["access_token"].as_str().unwrap())
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        let answer = self.ask(Method::GET, path).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// The status of a request, and whether it counts as one that no document lists.
    async fn asked(&self, method: Method, path: &str) -> (u16, bool) {
        self.running.forget_requests();
        let status = self.ask(method, path).send().await.unwrap().status().as_u16();
        (status, !self.running.undocumented().is_empty())
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    Profile::all().map(Profile::name).filter(|name| *name != "demo")
}

#[tokio::test]
async fn each_payer_answers_what_its_document_lists_and_counts_what_it_does_not() {
    for name in names() {
        let payer = Payer::named(name).await;
        let post = name.starts_with("oph-ca");
        let refuses_gets = post && name != "oph-ca-ibew-neca";
        for (path, listed) in [
            (format!("/ExplanationOfBenefit?patient={MARIA}&_sort=created"), false),
            (format!("/ExplanationOfBenefit?patient={MARIA}&_summary=count"), false),
            (
                format!("/ExplanationOfBenefit?patient={MARIA}&_count=5"),
                !name.starts_with("uhc") && !name.contains("idaho"),
            ),
            (format!("/ExplanationOfBenefit?patient={MARIA}&_lastUpdated=gt2019"), true),
            (format!("/ExplanationOfBenefit?patient={MARIA}&type=|professional"), true),
            (
                format!("/ExplanationOfBenefit?patient={MARIA}&_include=ExplanationOfBenefit:provider"),
                name.contains("tooele"),
            ),
            ("/ExplanationOfBenefit".to_owned(), post),
            (format!("/Coverage?patient={MARIA}"), !name.contains("tooele")),
            ("/Patient".to_owned(), post),
            (format!("/Patient?_id={MARIA}"), !name.starts_with("uhc")),
            (format!("/Patient/{MARIA}"), true),
            (format!("/Patient/{MARIA}/_history/1"), name.contains("tooele")),
            ("/Organization/evergreen-demo-health".to_owned(), name.starts_with("uhc")),
            (format!("/Condition?patient={MARIA}"), name.starts_with("uhc")),
            (format!("/Goal?patient={MARIA}"), false),
        ] {
            let (status, undocumented) = payer.asked(Method::GET, &path).await;
            let by_get = !(refuses_gets && path.starts_with("/ExplanationOfBenefit"));
            assert_eq!(undocumented, !listed && by_get, "{name} {path} {status}");
            assert!(listed || status >= 400, "{name} {path} {status}");
        }
        let path = format!("/ExplanationOfBenefit/_search?patient={MARIA}");
        assert_eq!(payer.asked(Method::POST, &path).await, if post { (200, false) } else { (404, true) }, "{name}");
        for path in ["/metadata", "/.well-known/smart-configuration", "/well-known/smart-configuration"] {
            let (status, undocumented) = payer.asked(Method::GET, path).await;
            assert!(!undocumented, "{name}: looking for {path} is no fault");
            let there = name.starts_with("uhc") && !path.contains("/.");
            assert_eq!(status, if there { 200 } else { 404 }, "{name} {path}");
        }
    }
}

#[tokio::test]
async fn california_answers_claims_by_post_where_it_refuses_a_get() {
    for (name, status) in [("oph-ca-uc", 405), ("oph-ca-ibew-18", 403), ("oph-ca-ventura", 400)] {
        let payer = Payer::named(name).await;
        let search = format!("/ExplanationOfBenefit?patient={MARIA}");
        assert_eq!(payer.asked(Method::GET, &search).await, (status, false), "{name}");
        let posted = payer.ask(Method::POST, "/ExplanationOfBenefit/_search").form(&[("patient", MARIA)]).send().await;
        let bundle: Value = posted.unwrap().json().await.unwrap();
        let next = bundle["link"].as_array().unwrap().iter().find(|link| link["relation"] == "next").unwrap();
        let next = next["url"].as_str().unwrap();
        assert!(next.contains(payer.running.profile().next_page_prefix().as_str()), "{name}: {next}");
        let page = payer.get(next.strip_prefix(payer.running.fhir_base().as_str()).unwrap()).await;
        assert_eq!((page.0, page.1["entry"].as_array().unwrap().len()), (200, 15), "{name}");
    }
}

#[tokio::test]
async fn references_come_in_each_documents_style() {
    for (name, provider, has_display) in [
        ("uhc-hsid", "Organization/ Practitioner/", false),
        ("oph-ca-ibew-neca", "http://127.0.0.1:", true),
        ("optum-idaho", "#provider", false),
        ("optum-tooele", "Organization/ Practitioner/", false),
    ] {
        let payer = Payer::named(name).await;
        let (_, bundle) = payer.get(&format!("/ExplanationOfBenefit?patient={MARIA}")).await;
        for entry in bundle["entry"].as_array().unwrap() {
            let claim = &entry["resource"];
            let reference = claim["provider"]["reference"].as_str().unwrap();
            assert!(provider.split(' ').any(|start| reference.starts_with(start)), "{name}: {reference}");
            assert_eq!(claim["provider"]["display"].is_string(), has_display, "{name}");
            assert_eq!(reference.contains("/_history/"), name == "optum-tooele", "{name}: {reference}");
            let coverage = claim["insurance"][0]["coverage"]["reference"].as_str().unwrap();
            assert_eq!(coverage.ends_with("/_history/2"), name == "optum-tooele", "{name}: {coverage}");
        }
    }
}

#[tokio::test]
async fn token_answers_come_in_the_forms_that_the_documents_leave_open() {
    let form = |name: &'static str| async move {
        let answer = Payer::named(name).await.answer;
        let sort = |value: &Value| match value {
            Value::Null => "missing",
            Value::Number(_) => "number",
            Value::String(_) => "text",
            _ => "odd",
        };
        assert!(answer["token_type"].is_null(), "{name}");
        assert!(answer["scope"].as_str().unwrap().starts_with("patient/patient.read"), "{name}");
        ["patient", "expires_in", "refresh_token"].map(|member| sort(&answer[member])).join(" ")
    };
    assert_eq!(form("uhc-hsid").await, "text number text");
    assert_eq!(form("uhc-rmhp").await, "number number text");
    assert_eq!(form("uhc-sierra").await, "text text text");
    assert_eq!(form("uhc-sandbox").await, "text number missing");
    assert_eq!(form("oph-ca-uc").await, "missing number text");
    assert_eq!(form("optum-idaho-sandbox").await, "text missing text");
    assert_eq!(form("optum-tooele-sandbox").await, "text number missing");
}

#[tokio::test]
async fn a_secret_is_asked_for_in_the_documents_place_where_the_registration_has_one() {
    for (name, basic) in [("optum-idaho", false), ("uhc-hsid", true)] {
        let profile = Profile::named(name).unwrap();
        assert_eq!(profile.wants_basic(), basic);
        let options = Options { profile, claims: 5, client_secret: Some("s3 cret".to_owned()), ..Options::default() };
        let running = start(options).await.unwrap();
        let code = code(&running, ALL_SCOPES, "maria").await;
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("client_id", "claimfolio-demo"),
            ("redirect_uri", REDIRECT),
            ("code", &code),
            ("code_verifier", VERIFIER),
        ];
        let (status, body) = token(&running, &form).await;
        assert_eq!((status, &body["error"]), (401, &json!("invalid_client")), "{name}");
        let mut request = client().post(running.token());
        if basic {
            request = request.header("Authorization", format!("Basic {}", STANDARD.encode("claimfolio-demo:s3+cret")));
        } else {
            form.push(("client_secret", "s3 cret"));
        }
        assert_eq!(request.form(&form).send().await.unwrap().status(), 200, "{name}");
    }
}

#[tokio::test]
async fn what_an_authorization_or_token_request_may_not_say_is_refused_and_counted() {
    let payer = Payer::named("optum-idaho").await;
    let mut url = payer.running.authorize();
    let scopes = "patient/Patient.read patient/Condition.read";
    url.query_pairs_mut().extend_pairs(crate::browser::request(scopes));
    let refused = Browser::new().get(url).await;
    assert_eq!(returned(&crate::browser::location(&refused))["error"], "invalid_scope", "a scope of a future release");
    assert_eq!(payer.running.undocumented().len(), 1);
    let refresh = payer.answer["refresh_token"].as_str().unwrap();
    let form = [("grant_type", "refresh_token"), ("refresh_token", refresh), ("scope", "patient/Patient.read")];
    assert_eq!(token(&payer.running, &form).await.0, 400);
    assert_eq!(payer.running.undocumented().len(), 2);
    let (status, body) = token(&payer.running, &form[..2]).await;
    assert!(status == 200 && body["refresh_token"].is_null(), "no new refresh token is issued: {body}");
}

#[tokio::test]
async fn a_member_is_matched_by_the_number_on_their_card() {
    let payer = Payer::named("uhc-healthx").await;
    assert_eq!(payer.asked(Method::GET, &format!("/Patient/{MARIA}")).await, (404, false));
    let matched = async |number: &str, born: &str| {
        let patient = json!({"resourceType": "Patient", "identifier": [{"value": number}], "birthDate": born});
        let question = json!({"resourceType": "Parameters", "parameter": [{"name": "resource", "resource": patient}]});
        let answer = payer.ask(Method::POST, "/Patient/$match").json(&question).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let bundle: Value = answer.json().await.unwrap();
        bundle["entry"][0]["resource"]["resourceType"].as_str().unwrap().to_owned()
    };
    assert_eq!(matched("EVG 4471 0293 01", "1982-03-02").await, "Patient");
    assert_eq!(matched("EVG 4471 0293 01", "1980-01-01").await, "OperationOutcome");
    assert_eq!(matched("EVG 4471 8805 01", "1999-11-30").await, "OperationOutcome", "somebody else's");
}
