//! What every page has in common.

use reqwest::header::{ACCEPT_LANGUAGE, HOST};

use crate::browser::{ALL_SCOPES, client, request, running};

#[tokio::test]
async fn pages_allow_no_script_and_no_frame_and_let_a_form_end_at_the_app() {
    let plan = running().await;
    let mut url = plan.authorize();
    url.query_pairs_mut().extend_pairs(request(ALL_SCOPES));
    for (address, target) in [(url, " org.claimfolio.desktop:"), (plan.portal(), ""), (plan.origin(), "")] {
        let page = client().get(address).send().await.unwrap();
        let header = |name: &str| page.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self';"), "{policy}");
        assert!(policy.contains(&format!("form-action 'self'{target};")), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"));
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("referrer-policy"), "no-referrer");
        let html = page.text().await.unwrap();
        assert!(!html.contains("<script") && !html.contains(" style="));
        assert!(html.contains("made-up"), "it says that it is not real");
    }
    let style = client().get(plan.origin().join("/style.css").unwrap()).send().await.unwrap();
    assert!(style.headers()["content-type"].to_str().unwrap().starts_with("text/css"));
}

#[tokio::test]
async fn pages_speak_spanish_to_those_who_prefer_it() {
    let plan = running().await;
    let page = client().get(plan.portal()).header(ACCEPT_LANGUAGE, "es-US,es;q=0.9,en;q=0.5").send().await.unwrap();
    let html = page.text().await.unwrap();
    assert!(html.contains("<html lang=\"es\">") && html.contains("Iniciar sesión"));
}

#[tokio::test]
async fn another_host_name_is_refused() {
    let plan = running().await;
    let page = client().get(plan.origin()).header(HOST, "rebound.example").send().await.unwrap();
    assert_eq!(page.status(), 421);
}
