use serde_json::json;

use super::*;
use crate::http::testing::{Canned, FakeHost};
use crate::payer::Registry;

/// An entry of the registry whose servers are on the host at `origin`.
fn payer_at(origin: &str) -> Payer {
    let mut payer = Registry::shipped().unwrap().get("uhc-hsid").unwrap().clone();
    let addresses = payer.addresses.as_mut().unwrap();
    addresses.authorize.url = Url::parse(&format!("{origin}/entry/authorize")).unwrap();
    addresses.token.url = Url::parse(&format!("{origin}/entry/token")).unwrap();
    addresses.fhir.url = Url::parse(&format!("{origin}/R4")).unwrap();
    payer
}

async fn discovered(payer: &Payer) -> ConnectionAddresses {
    let http = HttpClient::fhir(TIMEOUTS).unwrap();
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    discover(&http, payer, payer.addresses.as_ref().unwrap(), now).await
}

fn steps(found: &ConnectionAddresses) -> Vec<(AddressSource, AddressOutcome)> {
    found.steps.iter().map(|step| (step.source, step.outcome)).collect()
}

fn smart(authorize: &str, token: &str) -> String {
    json!({ "issuer": "https://payer.example", "authorization_endpoint": authorize, "token_endpoint": token })
        .to_string()
}

fn capability(authorize: &str, token: &str) -> String {
    let uris = json!([{ "url": "authorize", "valueUri": authorize }, { "url": "token", "valueUri": token }]);
    json!({ "rest": [{ "security": { "extension": [{ "url": OAUTH_URIS, "extension": uris }] } }] }).to_string()
}

use AddressOutcome::{Absent, Incomplete, NotSecure, OtherDomain, Redirected, Silent, TooLarge, Unreadable, Used};
use AddressSource::{Capability, Override, Shipped, WellKnown, WellKnownWithoutDot};

#[tokio::test]
async fn places_are_looked_at_in_their_order_and_the_first_good_one_is_used() {
    for place in 0..3 {
        let (authorize, token) = ("http://127.0.0.1:1/a", "http://127.0.0.1:1/t");
        let document = if place == 2 { capability(authorize, token) } else { smart(authorize, token) };
        let mut answers = vec![Canned::json(404, "{}"); place];
        answers.push(Canned::json(200, &document));
        let host = FakeHost::start(answers).await;
        let found = discovered(&payer_at(&host.url(""))).await;
        let order = [WellKnown, WellKnownWithoutDot, Capability];
        assert_eq!(found.used, order[place]);
        assert_eq!((found.authorize.as_str(), found.token.as_str()), (authorize, token));
        assert_eq!(found.smart, place < 2, "a statement that does not say SMART is no SMART server");
        assert_eq!(found.issuer.is_some(), place < 2);
        let paths: Vec<_> =
            host.requests().iter().map(|asked| asked.head.split(' ').nth(1).unwrap().to_owned()).collect();
        let all = ["/R4/.well-known/smart-configuration", "/R4/well-known/smart-configuration", "/R4/metadata"];
        assert_eq!(paths, all[..=place]);
    }
}

/// T7
#[tokio::test]
async fn documents_that_lie_are_refused_as_a_whole_and_the_entry_is_used() {
    for (answer, outcome) in [
        (Canned::json(200, &smart("https://evil.example/a", "http://127.0.0.1:1/t")), OtherDomain),
        (Canned::json(200, &smart("http://127.0.0.1:1/a", "https://evil.example/t")), OtherDomain),
        (Canned::json(200, &smart("http://127.0.0.1:1/a", "http://evil.example/t")), NotSecure),
        (Canned::json(200, &smart("http://127.0.0.1:1/a", "http://127.0.0.1.evil.example/t")), NotSecure),
        (Canned::json(200, &smart("http://127.0.0.1:1/a?x=1", "http://127.0.0.1:1/t")), Unreadable),
        (Canned::json(200, &smart("http://me@127.0.0.1:1/a", "http://127.0.0.1:1/t")), Unreadable),
        (Canned::json(200, &smart("javascript:alert(1)", "http://127.0.0.1:1/t")), NotSecure),
        (Canned::json(200, "{}"), Incomplete),
        (Canned::json(200, "[]"), Incomplete),
        (Canned::json(200, "{\"authorization_endpoint\""), Unreadable),
        (Canned::bytes(200, b"<html>".to_vec()).header("Content-Type", "text/html"), Unreadable),
        (Canned::json(200, &format!("\"{}\"", "x".repeat(10 * 1024 * 1024))), TooLarge),
        (Canned::json(302, "{}").header("Location", "https://evil.example/"), Redirected),
        (Canned::json(500, "{}"), Absent),
    ] {
        let host = FakeHost::start(vec![answer.clone(), answer.clone(), answer]).await;
        let payer = payer_at(&host.url(""));
        let found = discovered(&payer).await;
        // The statement has another form: what lies in a SMART configuration is only incomplete there.
        assert_eq!(steps(&found)[..2], [(WellKnown, outcome), (WellKnownWithoutDot, outcome)]);
        assert_eq!(steps(&found).last(), Some(&(Shipped, Used)));
        assert_eq!(found.used, Shipped);
        assert_eq!(found.token, payer.addresses.unwrap().token.url.as_str());
        assert_eq!((found.issuer, found.smart), (None, false));
    }
}

#[tokio::test]
async fn a_statement_that_leads_elsewhere_is_refused() {
    let absent = || Canned::json(404, "{}");
    let statement = capability("https://evil.example/a", "https://evil.example/t");
    let host = FakeHost::start(vec![absent(), absent(), Canned::json(200, &statement)]).await;
    let found = discovered(&payer_at(&host.url(""))).await;
    assert_eq!(steps(&found)[2..], [(Capability, OtherDomain), (Shipped, Used)]);
    assert_eq!(found.steps[2].detail.as_deref(), Some("evil.example"));
}

#[tokio::test]
async fn a_silent_host_is_asked_once_and_not_for_long() {
    let host = FakeHost::start(vec![Canned::silent(), Canned::silent(), Canned::silent()]).await;
    let began = std::time::Instant::now();
    let found = discovered(&payer_at(&host.url(""))).await;
    assert!(began.elapsed() < WITHIN + Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(steps(&found), [(WellKnown, Silent), (Shipped, Used)]);
    assert_eq!(host.requests().len(), 1);
}

#[tokio::test]
async fn what_the_file_of_this_computer_says_is_not_looked_up() {
    let host = FakeHost::start(vec![Canned::json(200, &smart("http://127.0.0.1:1/a", "http://127.0.0.1:1/t"))]).await;
    let mut payer = payer_at(&host.url(""));
    payer.overridden.insert("token".to_owned());
    assert_eq!(steps(&discovered(&payer).await), [(Override, Used)]);
    assert_eq!(host.requests().len(), 0);
}

/// T5
#[test]
fn what_was_discovered_is_used_only_while_the_entry_allows_it() {
    let payer = payer_at("https://fhir.payer.example");
    let stated = Stated {
        authorize: Url::parse("https://login.payer.example/a").unwrap(),
        token: Url::parse("https://login.payer.example/t").unwrap(),
        revoke: Some(Url::parse("https://login.payer.example/r").unwrap()),
        issuer: None,
        issuer_in_answers: false,
        smart: true,
    };
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    let kept = of_document(payer.addresses.as_ref().unwrap(), stated, WellKnown, Vec::new(), now);
    let (token, revoke) = payer.endpoints(Some(&kept)).unwrap();
    assert_eq!(
        (token.as_str(), revoke.unwrap().as_str()),
        ("https://login.payer.example/t", "https://login.payer.example/r")
    );

    let entrys = |payer: &Payer, kept: &ConnectionAddresses| {
        let (token, revoke) = payer.endpoints(Some(kept)).unwrap();
        assert_eq!((token, revoke), (payer.addresses.as_ref().unwrap().token.url.clone(), None));
    };
    entrys(&payer, &ConnectionAddresses { token: "https://evil.example/t".to_owned(), ..kept.clone() });
    entrys(&payer, &ConnectionAddresses { token: "http://login.payer.example/t".to_owned(), ..kept.clone() });
    entrys(&payer, &ConnectionAddresses { used: Shipped, ..kept.clone() });
    entrys(&payer_at("https://fhir.other.example"), &kept);
    let mut overridden = payer.clone();
    overridden.overridden.insert("token".to_owned());
    entrys(&overridden, &kept);
}
