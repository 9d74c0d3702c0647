//! The token endpoint, refresh and revocation.

use claimfolio_demo::{Options, start};

use crate::browser::{
    ALL_SCOPES, Browser, MARIA, REDIRECT, VERIFIER, client, code, exchange, fhir, field, options, permitted, refresh,
    running, token,
};

#[tokio::test]
async fn a_code_is_good_once_and_using_it_again_ends_its_tokens() {
    let plan = running().await;
    let code = code(&plan, ALL_SCOPES, "maria").await;
    let (_, body) = exchange(&plan, &code).await;
    let (access, refresh_token) = (body["access_token"].as_str().unwrap(), body["refresh_token"].as_str().unwrap());
    assert_eq!(fhir(&plan, access, &format!("/Patient/{MARIA}")).await.status(), 200);
    let (status, body) = exchange(&plan, &code).await;
    assert_eq!((status, &body["error"]), (400, &"invalid_grant".into()));
    assert_eq!(fhir(&plan, access, &format!("/Patient/{MARIA}")).await.status(), 401);
    assert_eq!(refresh(&plan, refresh_token).await.0, 400);
}

#[tokio::test]
async fn a_code_ends_after_a_minute() {
    let (options, hands) = options();
    let plan = start(options).await.unwrap();
    let early = code(&plan, ALL_SCOPES, "maria").await;
    hands.forward(59);
    assert_eq!(exchange(&plan, &early).await.0, 200);
    let late = code(&plan, ALL_SCOPES, "maria").await;
    hands.forward(60);
    let (status, body) = exchange(&plan, &late).await;
    assert_eq!((status, &body["error"]), (400, &"invalid_grant".into()));
}

#[tokio::test]
async fn each_wrong_or_missing_parameter_of_an_exchange_is_refused() {
    let plan = running().await;
    let code = code(&plan, ALL_SCOPES, "maria").await;
    let good = [
        ("grant_type", "authorization_code"),
        ("client_id", "claimfolio-demo"),
        ("redirect_uri", REDIRECT),
        ("code", code.as_str()),
        ("code_verifier", VERIFIER),
    ];
    for (place, wrong, status, error) in [
        (0, "password", 400, "unsupported_grant_type"),
        (1, "another", 401, "invalid_client"),
        (2, "org.claimfolio.desktop://oauth/other", 400, "invalid_grant"),
        (3, "unknown", 400, "invalid_grant"),
        (4, "another-verifier-that-is-long-enough-to-be-one-of-43", 400, "invalid_grant"),
        (4, "short", 400, "invalid_grant"),
    ] {
        let mut bad = good;
        bad[place].1 = wrong;
        let (got, body) = token(&plan, &bad).await;
        assert_eq!((got, body["error"].as_str()), (status, Some(error)), "{wrong}");
    }
    for place in 0..good.len() {
        let mut missing = good.to_vec();
        missing.remove(place);
        let (status, body) = token(&plan, &missing).await;
        assert_eq!((status, body["error"].as_str()), (400, Some("invalid_request")));
        let mut twice = good.to_vec();
        twice.push(good[place]);
        assert_eq!(token(&plan, &twice).await.0, 400);
    }
    let json = client().post(plan.token()).json(&serde_json::json!({ "grant_type": "refresh_token" }));
    assert_eq!(json.send().await.unwrap().status(), 400);
    // None of it used the code up.
    assert_eq!(token(&plan, &good).await.0, 200);
}

#[tokio::test]
async fn a_refresh_answers_a_new_access_token_and_no_new_refresh_token() {
    let (options, hands) = options();
    let plan = start(options).await.unwrap();
    let (access, refresh_token) = permitted(&plan, ALL_SCOPES, "maria").await;
    hands.forward(300);
    assert_eq!(fhir(&plan, &access, &format!("/Patient/{MARIA}")).await.status(), 401);
    for _ in 0..2 {
        let (status, body) = refresh(&plan, &refresh_token).await;
        assert_eq!(status, 200);
        assert!(body.get("refresh_token").is_none() && body.get("token_type").is_none());
        let access = body["access_token"].as_str().unwrap();
        assert_eq!(fhir(&plan, access, &format!("/Patient/{MARIA}")).await.status(), 200);
    }
    hands.forward(90 * 86_400);
    let (status, body) = refresh(&plan, &refresh_token).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_grant")));
}

#[tokio::test]
async fn a_refresh_can_narrow_but_not_widen() {
    let plan = running().await;
    let (_, refresh_token) = permitted(&plan, "patient/Patient.read patient/Coverage.read", "maria").await;
    let form = |scope: &'static str| {
        [("grant_type", "refresh_token"), ("refresh_token", refresh_token.as_str()), ("scope", scope)]
    };
    let (_, body) = token(&plan, &form("patient/Patient.read")).await;
    let access = body["access_token"].as_str().unwrap();
    assert_eq!(fhir(&plan, access, &format!("/Coverage?patient={MARIA}")).await.status(), 403);
    let (status, body) = token(&plan, &form("patient/ExplanationOfBenefit.read")).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_scope")));
}

#[tokio::test]
async fn where_refresh_tokens_rotate_using_an_old_one_ends_the_permission() {
    let plan = start(Options { rotate_refresh_tokens: true, ..options().0 }).await.unwrap();
    let (_, first) = permitted(&plan, ALL_SCOPES, "maria").await;
    let (_, body) = refresh(&plan, &first).await;
    let second = body["refresh_token"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    let (_, body) = refresh(&plan, &second).await;
    let (access, third) = (body["access_token"].as_str().unwrap(), body["refresh_token"].as_str().unwrap());
    let (status, body) = refresh(&plan, &first).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_grant")));
    assert_eq!(refresh(&plan, third).await.0, 400);
    assert_eq!(fhir(&plan, access, &format!("/Patient/{MARIA}")).await.status(), 401);
}

#[tokio::test]
async fn revoking_a_refresh_token_ends_everything_and_an_access_token_only_itself() {
    let plan = running().await;
    let (access, refresh_token) = permitted(&plan, ALL_SCOPES, "maria").await;
    let revoke = async |token: &str| {
        let form = [("token", token), ("client_id", "claimfolio-demo")];
        client().post(plan.revoke().unwrap()).form(&form).send().await.unwrap().status().as_u16()
    };
    assert_eq!(revoke("unknown").await, 200);
    assert_eq!(revoke(&access).await, 200);
    assert_eq!(fhir(&plan, &access, &format!("/Patient/{MARIA}")).await.status(), 401);
    let (status, body) = refresh(&plan, &refresh_token).await;
    assert_eq!(status, 200);
    let access = body["access_token"].as_str().unwrap();
    assert_eq!(revoke(&refresh_token).await, 200);
    assert_eq!(fhir(&plan, access, &format!("/Patient/{MARIA}")).await.status(), 401);
    assert_eq!(refresh(&plan, &refresh_token).await.0, 400);
    let stranger = [("token", "x"), ("client_id", "another")];
    assert_eq!(client().post(plan.revoke().unwrap()).form(&stranger).send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn a_member_stops_an_app_in_the_portal() {
    let plan = running().await;
    let (access, refresh_token) = permitted(&plan, ALL_SCOPES, "maria").await;
    let mut browser = Browser::new();
    let html = browser.get(plan.portal()).await.text().await.unwrap();
    assert!(!html.contains("member-robin"), "who is not served has no portal");
    let token = field(&html, "token").unwrap();
    let at = |path| plan.origin().join(path).unwrap();
    let signed_in = browser.post(at("/portal/sign-in"), &[("token", &token), ("member", "maria")]).await;
    assert_eq!(signed_in.status(), 303);
    let html = browser.get(plan.portal()).await.text().await.unwrap();
    assert!(html.contains("Claimfolio"));
    let grant = field(&html, "grant").unwrap();
    // Somebody else's portal cannot do it.
    let mut other = Browser::new();
    let others = field(&other.get(plan.portal()).await.text().await.unwrap(), "token").unwrap();
    other.post(at("/portal/sign-in"), &[("token", &others), ("member", "daniel")]).await;
    other.post(at("/portal/revoke"), &[("token", &others), ("grant", &grant)]).await;
    assert_eq!(fhir(&plan, &access, &format!("/Patient/{MARIA}")).await.status(), 200);
    let page = browser.post(at("/portal/revoke"), &[("token", &token), ("grant", &grant)]).await;
    assert!(page.text().await.unwrap().contains("id=\"no-apps\""));
    assert_eq!(fhir(&plan, &access, &format!("/Patient/{MARIA}")).await.status(), 401);
    assert_eq!(refresh(&plan, &refresh_token).await.1["error"], "invalid_grant");
    browser.post(at("/portal/sign-out"), &[("token", &token)]).await;
    assert!(browser.get(plan.portal()).await.text().await.unwrap().contains("id=\"member-maria\""));
}
