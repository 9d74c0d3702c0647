//! The public directory: for everyone, exactly as its document lists it.

use claimfolio_demo::{NextLink, Options, Profile, Running, start};
use serde_json::Value;

use crate::browser::client;

async fn running(name: &str) -> Running {
    start(Options { profile: Profile::named(name).unwrap(), claims: 5, ..Options::default() }).await.unwrap()
}

async fn asked(running: &Running, path: &str) -> (u16, Value) {
    let response = client().get(format!("{}{path}", running.directory().unwrap())).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

fn entries(bundle: &Value) -> &[Value] {
    bundle["entry"].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn of<'a>(bundle: &'a Value, kind: &'a str) -> impl Iterator<Item = &'a Value> {
    entries(bundle).iter().map(|entry| &entry["resource"]).filter(move |resource| resource["resourceType"] == kind)
}

#[tokio::test]
async fn each_profile_answers_what_its_document_lists_and_counts_what_it_does_not() {
    let network = "_profile=http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/plannet-Network";
    let (uhc, ca, tooele, idaho) = ("uhc-hsid", "oph-ca-uc", "optum-tooele", "optum-idaho");
    let all = [uhc, ca, tooele, idaho];
    let cases = [
        ("/Practitioner?name=chen".to_owned(), &all[..]),
        ("/Practitioner?identifier=9990000101".to_owned(), &[ca]),
        ("/Practitioner?name=chen&_revinclude=PractitionerRole:practitioner".to_owned(), &[tooele]),
        ("/Practitioner?name=chen&_sort=family".to_owned(), &[]),
        (format!("/Organization?{network}"), &[uhc, ca]),
        ("/Organization?type=ntwk".to_owned(), &[ca, tooele, idaho]),
        ("/Location?_id=loc-0-0,loc-1-0".to_owned(), &all[..]),
        ("/Location?address-city=Lakeside".to_owned(), &[ca, tooele]),
        ("/Location?address=Lakeside".to_owned(), &all[..]),
        ("/OrganizationAffiliation?specialty=207Q00000X".to_owned(), &[uhc, tooele, idaho]),
        ("/OrganizationAffiliation?specialty=207Q00000X&role=provider".to_owned(), &[uhc, ca]),
        ("/PractitionerRole?location.address-state=ID".to_owned(), &[ca, tooele, idaho]),
        ("/PractitionerRole?location.name=Mercy".to_owned(), &[uhc]),
        ("/PractitionerRole?specialty=|207Q00000X".to_owned(), &all[..]),
        (
            "/PractitionerRole?practitioner=Practitioner/grace-chen&_include=PractitionerRole:network".to_owned(),
            &[tooele],
        ),
        ("/Goal".to_owned(), &[]),
    ];
    for name in all {
        let payer = running(name).await;
        for (path, listed) in &cases {
            payer.forget_requests();
            let (status, _) = asked(&payer, path).await;
            let is_listed = listed.contains(&name);
            // What is below UnitedHealthcare's shared base and no directory's is the member's: no token, no answer.
            let refused = if name == uhc && path == "/Goal" { 401 } else { 400 };
            assert_eq!(status == 200, is_listed, "{name} {path} {status}");
            assert!(is_listed || status >= refused, "{name} {path} {status}");
            assert_eq!(payer.undocumented().len(), usize::from(!is_listed && status != 401), "{name} {path}");
        }
    }
}

#[tokio::test]
async fn a_token_or_a_cookie_is_refused_and_counted() {
    for (header, value) in [("Authorization", "Bearer x"), ("Cookie", "a=b")] {
        let payer = running("demo").await;
        let address = format!("{}/Practitioner?name=chen", payer.directory().unwrap());
        let status = client().get(address).header(header, value).send().await.unwrap().status();
        assert_eq!(status, 400, "{header}");
        assert!(payer.undocumented()[0].credentials, "{header}");
    }
}

#[tokio::test]
async fn pages_lead_on_until_every_entry_came_once_and_totals_can_lie() {
    let payer = running("demo").await;
    payer.switches().set_total(Some(10_000));
    let (_, mut bundle) = asked(&payer, "/PractitionerRole?specialty=207Q00000X").await;
    let mut seen = Vec::new();
    loop {
        assert_eq!(bundle["total"], 10_000);
        seen.extend(entries(&bundle).iter().map(|entry| entry["fullUrl"].clone()));
        let links = bundle["link"].as_array().unwrap();
        let Some(next) = links.iter().find(|link| link["relation"] == "next") else { break };
        bundle = client().get(next["url"].as_str().unwrap()).send().await.unwrap().json().await.unwrap();
    }
    let count = seen.len();
    assert!(count > 100, "{count}");
    seen.sort_by_key(ToString::to_string);
    seen.dedup();
    assert_eq!(seen.len(), count);
    payer.switches().set_next_link(Some(NextLink::Same));
    let (_, bundle) = asked(&payer, "/PractitionerRole?specialty=207Q00000X").await;
    assert_eq!(bundle["link"][0]["url"], bundle["link"][1]["url"]);
}

#[tokio::test]
async fn references_come_in_each_documents_style() {
    for (name, start, end) in [
        ("demo", "Organization/", ""),
        ("oph-ca-uc", "http://127.0.0.1:", ""),
        ("optum-tooele", "Organization/", "/_history/1"),
    ] {
        let payer = running(name).await;
        let (_, bundle) = asked(&payer, "/PractitionerRole?practitioner=Practitioner/grace-chen").await;
        let role = of(&bundle, "PractitionerRole").next().unwrap();
        let reference = role["organization"]["reference"].as_str().unwrap();
        assert!(reference.starts_with(start) && reference.ends_with(end), "{name}: {reference}");
    }
}

#[tokio::test]
async fn roles_come_along_with_the_people_who_have_them() {
    let payer = running("optum-tooele").await;
    let (_, bundle) = asked(&payer, "/Practitioner?family=Brandt&_revinclude=PractitionerRole:practitioner").await;
    assert_eq!(of(&bundle, "Practitioner").count(), 1);
    assert_eq!(of(&bundle, "PractitionerRole").count(), 2);
}
