//! Payers that are broken or hostile: the sync ends with a problem that says so, and what was here stays.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{body::Body, response::Response};
use bytes::Bytes;
use claimfolio_core::{
    fhir::{next_link::ForeignLinks, supports::Supports},
    ipc::{DataKind, ErrorCode, SyncKindState, SyncRun, SyncStatus},
    sync::limits::Limits,
};
use futures_util::stream;
use http::header;

use crate::{
    desk::{Desk, OneToken, kind, listed},
    host::{Asked, Bomb, Host, bundle, fhir, status},
};

fn claims_only() -> Desk {
    Desk::new("p", &[DataKind::Claims])
}

async fn sync(desk: &Desk, host: &Host) -> SyncStatus {
    let supports = Supports::default().with("ExplanationOfBenefit", listed("patient _lastUpdated"));
    desk.sync(&format!("{}/R4", host.origin), Arc::new(OneToken), supports).await
}

/// The number after `page=`, 1 without one.
fn page_of(asked: &Asked) -> u64 {
    asked.target.split("page=").nth(1).map_or(1, |page| page.parse().unwrap())
}

fn next(page: u64) -> String {
    format!("/R4/ExplanationOfBenefit?page={page}")
}

fn problem(status: &SyncStatus) -> Option<ErrorCode> {
    kind(status, DataKind::Claims).problem.as_ref().map(|problem| problem.code)
}

/// T6
#[tokio::test]
async fn a_next_link_to_another_host_gets_no_token_and_no_request() {
    let canary = Host::start(|_, _| fhir(bundle([99], None))).await;
    for link in [
        format!("{}/R4/ExplanationOfBenefit?page=2", canary.origin),
        canary.origin.replace("http:", ""),
        format!("http://u@{}/R4", canary.origin.trim_start_matches("http://")),
        "/R4/../oauth/token".to_owned(),
    ] {
        let desk = claims_only();
        let host = Host::start(move |_, _| fhir(bundle([1, 2], Some(&link)))).await;
        let status = sync(&desk, &host).await;
        assert_eq!(problem(&status), Some(ErrorCode::PayerLeftItsAddress));
        assert_eq!((desk.claims().len(), host.questions()), (2, 1));
        assert_eq!(desk.store.search_places("connection").unwrap()[0].complete_as_of, None);
    }
    assert_eq!(canary.questions(), 0);
}

/// T6
#[tokio::test]
async fn a_payer_whose_links_name_an_inner_host_is_asked_at_its_own_address() {
    let canary = Host::start(|_, _| fhir(bundle([99], None))).await;
    let inner = canary.origin.clone();
    let host = Host::start(move |_, asked| match page_of(asked) {
        1 => fhir(bundle([1], Some(&format!("{inner}/fhir/ExplanationOfBenefit?page=2")))),
        page => fhir(bundle([page], None)),
    })
    .await;
    let mut desk = claims_only();
    desk.foreign_links = ForeignLinks::Reroot;
    assert_eq!(sync(&desk, &host).await.run, SyncRun::Done);
    assert_eq!((desk.claims().len(), canary.questions()), (2, 0));
    assert_eq!(host.asked()[1].target, "/R4/ExplanationOfBenefit?page=2");
}

/// T7
#[tokio::test]
async fn a_redirect_on_any_page_is_not_followed() {
    for code in [301, 302, 303, 307, 308] {
        let canary = Host::start(|_, _| fhir(bundle([99], None))).await;
        let to = format!("{}/R4/ExplanationOfBenefit", canary.origin);
        let host = Host::start(move |_, asked| {
            if page_of(asked) == 1 {
                return fhir(bundle([1], Some(&next(2))));
            }
            Response::builder().status(code).header(header::LOCATION, &to).body(Body::empty()).unwrap()
        })
        .await;
        let desk = claims_only();
        assert_eq!(problem(&sync(&desk, &host).await), Some(ErrorCode::PayerLeftItsAddress), "{code}");
        assert_eq!((desk.claims().len(), host.questions(), canary.questions()), (1, 2, 0), "{code}");
    }
}

/// T11: 10 MB that would unpack to 10 GiB are given up long before.
#[tokio::test]
async fn a_bomb_is_given_up() {
    let bomb = Bomb::new();
    let host = Host::start(move |_, _| bomb.answer()).await;
    let desk = claims_only();
    let before = Instant::now();
    let status = sync(&desk, &host).await;
    assert_eq!(problem(&status), Some(ErrorCode::PayerTooLarge));
    assert_eq!(host.questions(), 1, "a body that is too large is not asked for again");
    assert!(before.elapsed() < Duration::from_secs(5), "{:?}", before.elapsed());
}

#[tokio::test]
async fn a_web_page_instead_of_a_bundle_is_a_payer_that_is_down() {
    let host = Host::start(|_, asked| match page_of(asked) {
        1 => fhir(bundle([1], Some(&next(2)))),
        _ => fhir("<!doctype html><title>Maintenance</title>"),
    })
    .await;
    let desk = claims_only();
    assert_eq!(problem(&sync(&desk, &host).await), Some(ErrorCode::PayerUnavailable));
    assert_eq!((desk.claims().len(), host.questions()), (1, 6));
    let place = &desk.store.search_places("connection").unwrap()[0];
    assert!(place.next.as_deref().is_some_and(|kept| kept.ends_with("page=2")), "the place is kept");
}

#[tokio::test]
async fn a_body_that_broke_off_is_asked_for_again() {
    let host = Host::start(|_, _| fhir(bundle([1, 2, 3], None))).await;
    let whole = bundle([1, 2, 3], None);
    let broken = AtomicBool::new(true);
    let flaky = Host::start(move |_, _| {
        let break_off = broken.swap(false, Ordering::SeqCst);
        fhir(if break_off { whole[..100].to_owned() } else { whole.clone() })
    })
    .await;
    let (desk, other) = (claims_only(), claims_only());
    assert_eq!(sync(&desk, &flaky).await.run, SyncRun::Done);
    assert_eq!(sync(&other, &host).await.run, SyncRun::Done);
    assert_eq!(desk.claims(), other.claims());
    assert_eq!(flaky.questions(), 2);
}

/// T13
#[tokio::test]
async fn a_circle_of_next_links_ends() {
    let host = Host::start(|_, asked| {
        let page = page_of(asked);
        fhir(bundle([page], Some(&next(page % 3 + 1))))
    })
    .await;
    let desk = claims_only();
    let status = sync(&desk, &host).await;
    // The first page is asked for without a page's number, so that its address comes up for the first time on page 3.
    assert_eq!(problem(&status), Some(ErrorCode::PayerUnreadable));
    assert_eq!((desk.claims().len(), host.questions()), (3, 4));
}

/// T13
#[tokio::test]
async fn the_same_page_under_ever_new_addresses_ends() {
    let host = Host::start(|_, asked| fhir(bundle([1, 2], Some(&next(page_of(asked) + 1))))).await;
    let desk = claims_only();
    assert_eq!(problem(&sync(&desk, &host).await), Some(ErrorCode::PayerUnreadable));
    assert_eq!((desk.claims().len(), host.questions()), (2, 4));
}

/// T13
#[tokio::test]
async fn pages_without_end_stop_at_the_limit_and_go_on_with_the_next_sync() {
    let host = Host::start(|_, asked| {
        let page = page_of(asked);
        fhir(bundle([page], (page < 25).then(|| next(page + 1)).as_deref()))
    })
    .await;
    let mut desk = claims_only();
    desk.limits = Limits { pages: 10, ..Limits::default() };
    let codes: Vec<_> = [sync(&desk, &host).await, sync(&desk, &host).await, sync(&desk, &host).await]
        .iter()
        .map(|status| (status.run, status.problem.as_ref().map(|problem| problem.code)))
        .collect();
    let limit = (SyncRun::Failed, Some(ErrorCode::PayerTooLarge));
    assert_eq!(codes, [limit, limit, (SyncRun::Done, None)]);
    assert_eq!((desk.claims().len(), host.questions()), (25, 25));
}

/// T13
#[tokio::test]
async fn a_sync_takes_no_more_bytes_and_no_more_time_than_it_may() {
    let host = Host::start(|_, asked| fhir(bundle([page_of(asked)], Some(&next(page_of(asked) + 1))))).await;
    let mut desk = claims_only();
    desk.limits = Limits { bytes: 1_000, ..Limits::default() };
    let status = sync(&desk, &host).await;
    assert_eq!(status.problem.map(|problem| problem.code), Some(ErrorCode::PayerTooLarge));
}

/// T11, T13
#[tokio::test]
async fn a_payer_that_says_nothing_ends_with_the_time_a_sync_may_take() {
    let host = silent().await;
    let mut desk = claims_only();
    desk.limits = Limits { time: Duration::from_millis(200), ..Limits::default() };
    let before = Instant::now();
    let status = sync(&desk, &host).await;
    assert_eq!(status.problem.map(|problem| problem.code), Some(ErrorCode::PayerTimedOut));
    assert!(before.elapsed() < Duration::from_secs(5), "{:?}", before.elapsed());
}

#[tokio::test]
async fn a_sync_is_stopped_within_a_second_wherever_it_is() {
    let (host, desk) = (silent().await, claims_only());
    let stop = async {
        while host.questions() == 0 {
            tokio::task::yield_now().await;
        }
        desk.stop.cancel();
        Instant::now()
    };
    let (status, stopped) = tokio::join!(sync(&desk, &host), stop);
    assert!(stopped.elapsed() < Duration::from_secs(1), "{:?}", stopped.elapsed());
    assert_eq!((status.run, status.problem), (SyncRun::Stopped, None));
    assert_eq!(status.kinds[0].state, SyncKindState::Waiting);
    assert_eq!(desk.told.lock().unwrap().last().map(|status| status.run), Some(SyncRun::Stopped));
}

/// Begins an answer and never goes on.
async fn silent() -> Host {
    Host::start(|_, _| fhir(Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>()))).await
}

/// T14
#[tokio::test]
async fn a_resource_nested_too_deeply_costs_nothing_but_itself() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let host = Host::start(move |_, _| {
        let bad = format!(r#"{{"resource":{{"resourceType":"ExplanationOfBenefit","id":"x","deep":{deep}}}}},{{}},"#);
        fhir(bundle([1, 2], None).replace(r#""entry":["#, &format!(r#""entry":[{bad}"#)))
    })
    .await;
    let desk = claims_only();
    let status = sync(&desk, &host).await;
    let claims = kind(&status, DataKind::Claims);
    assert_eq!((claims.state, claims.count, claims.unreadable), (SyncKindState::Done, 2, 2));
    assert_eq!(desk.claims().len(), 2);
}

#[tokio::test]
async fn a_refused_question_is_told_with_its_status() {
    let host = Host::start(|_, _| status(422)).await;
    let status = sync(&claims_only(), &host).await;
    assert_eq!((status.run, problem(&status)), (SyncRun::Failed, Some(ErrorCode::QuestionRefused)));
    assert!(status.problem.unwrap().detail.unwrap().contains("422"));
}
