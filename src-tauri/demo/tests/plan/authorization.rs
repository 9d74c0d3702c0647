//! Authorization through the pages.

use claimfolio_demo::{Options, start};

use crate::browser::{ALL_SCOPES, Browser, Hidden, code, exchange, location, options, request, returned, running};

#[tokio::test]
async fn a_member_signs_in_allows_and_the_app_gets_tokens_as_the_documents_show() {
    let plan = running().await;
    let mut browser = Browser::new();
    let (consent, hidden) = browser.sign_in(&plan, ALL_SCOPES, "maria").await;
    let page = browser.get(plan.origin().join(&consent).unwrap()).await;
    assert_eq!(page.status(), 200);
    let html = page.text().await.unwrap();
    for scope in ALL_SCOPES.split(' ') {
        assert!(html.contains(&format!("name=\"scope\" value=\"{scope}\" checked")), "{scope} is ticked at first");
    }
    assert!(html.contains("id=\"allow\"") && html.contains("id=\"deny\""));
    let scopes: Vec<&str> = ALL_SCOPES.split(' ').collect();
    let back = returned(&browser.answer(&plan, &hidden, &scopes, "allow").await);
    assert_eq!(back["state"], "a state");
    let (status, body) = exchange(&plan, &back["code"]).await;
    assert_eq!(status, 200);
    let mut names: Vec<&String> = body.as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["access_token", "expires_in", "patient", "refresh_token", "scope"], "no token_type");
    assert_eq!(body["patient"], "4471029301");
    assert_eq!(body["expires_in"], 300);
    assert_eq!(body["scope"], "patient/patient.read patient/coverage.read patient/explanationofbenefit.read");
    plan.shutdown().await;
}

#[tokio::test]
async fn an_unticked_kind_is_left_out_of_the_permission() {
    let plan = running().await;
    let mut browser = Browser::new();
    let (_, hidden) = browser.sign_in(&plan, ALL_SCOPES, "maria").await;
    let back = returned(&browser.answer(&plan, &hidden, &["patient/Coverage.read"], "allow").await);
    let (_, body) = exchange(&plan, &back["code"]).await;
    assert_eq!(body["scope"], "patient/coverage.read");
}

#[tokio::test]
async fn a_kind_that_was_not_asked_for_cannot_be_added_by_the_form() {
    let plan = running().await;
    let mut browser = Browser::new();
    let (_, hidden) = browser.sign_in(&plan, "patient/Patient.read", "maria").await;
    let ticked = ["patient/Patient.read", "patient/ExplanationOfBenefit.read"];
    let back = returned(&browser.answer(&plan, &hidden, &ticked, "allow").await);
    let (_, body) = exchange(&plan, &back["code"]).await;
    assert_eq!(body["scope"], "patient/patient.read");
}

#[tokio::test]
async fn a_member_who_says_no_or_unticks_everything_sends_access_denied() {
    let plan = running().await;
    for (scopes, decision) in [(&["patient/Patient.read"][..], "deny"), (&[][..], "allow")] {
        let mut browser = Browser::new();
        let (_, hidden) = browser.sign_in(&plan, ALL_SCOPES, "maria").await;
        let back = returned(&browser.answer(&plan, &hidden, scopes, decision).await);
        assert_eq!(back["error"], "access_denied");
        assert_eq!(back["state"], "a state");
        assert!(!back.contains_key("code"));
    }
}

#[tokio::test]
async fn a_member_whose_plan_is_not_served_is_told_so_by_the_payers_words() {
    let plan = running().await;
    let (address, _) = Browser::new().sign_in(&plan, ALL_SCOPES, "robin").await;
    let back = returned(&address);
    assert_eq!(back["error"], "access_denied");
    assert_eq!(back["error_description"], "Member eligibility failed");
    assert_eq!(back["state"], "a state");
}

#[tokio::test]
async fn a_bad_request_is_sent_back_with_its_state_and_one_from_a_stranger_is_not() {
    let plan = running().await;
    for (name, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("scope", "patient/*.read", "invalid_scope"),
        ("scope", "patient/DiagnosticReport.read", "invalid_scope"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge", "", "invalid_request"),
    ] {
        let mut parameters = request(ALL_SCOPES);
        parameters.iter_mut().find(|(other, _)| *other == name).unwrap().1 = value.to_owned();
        let mut url = plan.authorize();
        url.query_pairs_mut().extend_pairs(parameters);
        let back = returned(&location(&Browser::new().get(url).await));
        assert_eq!((back["error"].as_str(), back["state"].as_str()), (error, "a state"));
    }
    for (name, value) in [("redirect_uri", "https://evil.example/callback"), ("client_id", "another")] {
        let mut parameters = request(ALL_SCOPES);
        parameters.iter_mut().find(|(other, _)| *other == name).unwrap().1 = value.to_owned();
        let mut url = plan.authorize();
        url.query_pairs_mut().extend_pairs(parameters);
        let page = Browser::new().get(url).await;
        assert_eq!(page.status(), 400);
        assert!(page.headers().get("location").is_none());
        assert!(!page.text().await.unwrap().contains("evil.example"));
    }
}

#[tokio::test]
async fn a_form_of_another_browser_or_site_is_refused() {
    let plan = running().await;
    let mut member = Browser::new();
    let (_, hidden) = member.sign_in(&plan, ALL_SCOPES, "maria").await;
    let consent = plan.origin().join("/oauth/consent").unwrap();
    let form = |hidden: &Hidden| {
        [
            ("token", hidden.token.clone()),
            ("request", hidden.request.clone()),
            ("scope", "patient/Patient.read".to_owned()),
            ("decision", "allow".to_owned()),
        ]
    };
    // Without the cookie; with another session's cookie; with the cookie and a made-up token.
    let good = form(&hidden);
    let good: Vec<(&str, &str)> = good.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(Browser::new().post(consent.clone(), &good).await.status(), 403);
    let mut other = Browser::new();
    let (_, others) = other.sign_in(&plan, ALL_SCOPES, "daniel").await;
    assert_eq!(other.post(consent.clone(), &good).await.status(), 403);
    let crossed = form(&Hidden { token: others.token, request: hidden.request.clone() });
    let crossed: Vec<(&str, &str)> = crossed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(member.post(consent.clone(), &crossed).await.status(), 403);
    // The member's own answer still counts, once.
    assert_eq!(member.post(consent.clone(), &good).await.status(), 302);
    assert_eq!(member.post(consent, &good).await.status(), 403);
}

#[tokio::test]
async fn consent_cannot_be_given_before_signing_in() {
    let plan = running().await;
    let mut browser = Browser::new();
    let mut url = plan.authorize();
    url.query_pairs_mut().extend_pairs(request(ALL_SCOPES));
    let hidden = Hidden::of(&browser.get(url).await.text().await.unwrap());
    let form = [
        ("token", hidden.token.as_str()),
        ("request", &hidden.request),
        ("scope", "patient/Patient.read"),
        ("decision", "allow"),
    ];
    let answer = browser.post(plan.origin().join("/oauth/consent").unwrap(), &form).await;
    assert_eq!(answer.status(), 403);
}

#[tokio::test]
async fn a_member_number_signs_in_and_an_unknown_one_is_told() {
    let plan = running().await;
    let mut browser = Browser::new();
    let mut url = plan.authorize();
    url.query_pairs_mut().extend_pairs(request(ALL_SCOPES));
    let hidden = Hidden::of(&browser.get(url).await.text().await.unwrap());
    let sign_in = plan.origin().join("/oauth/sign-in").unwrap();
    let form =
        |number: &'static str| [("token", hidden.token.as_str()), ("request", &hidden.request), ("number", number)];
    let page = browser.post(sign_in.clone(), &form("EVG 0000 0000 00")).await;
    assert_eq!(page.status(), 422);
    assert!(page.text().await.unwrap().contains("role=\"alert\""));
    assert_eq!(browser.post(sign_in, &form("evg 4471 0293 02")).await.status(), 303);
}

#[tokio::test]
async fn a_loopback_redirect_is_used_where_the_options_allow_it() {
    let plan = start(Options { loopback_redirects: true, ..options().0 }).await.unwrap();
    let mut parameters = request(ALL_SCOPES);
    parameters[2].1 = "http://127.0.0.1:49152/callback".to_owned();
    let mut url = plan.authorize();
    url.query_pairs_mut().extend_pairs(parameters);
    let page = Browser::new().get(url).await;
    assert_eq!(page.status(), 200);
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("form-action 'self' http://127.0.0.1:49152;"), "{policy}");
}

#[tokio::test]
async fn two_codes_are_never_the_same() {
    let plan = running().await;
    assert_ne!(code(&plan, ALL_SCOPES, "maria").await, code(&plan, ALL_SCOPES, "maria").await);
}
