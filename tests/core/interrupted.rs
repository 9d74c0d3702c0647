//! Syncs that are killed, stopped or forgotten half-way: nothing is lost, nothing comes twice.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use claimfolio_core::{
    fhir::supports::Supports,
    ipc::{DataKind, ErrorCode, SyncRun, SyncStatus},
    store::Store,
};

use crate::{
    desk::{CONNECTION, Desk, OneToken, kind, listed},
    host::{Asked, Host, bundle, fhir, status},
};

const PAGES: u64 = 12;

/// Polls a future a number of times and drops it, as a killed app does at any point.
struct Polls<F> {
    inner: Pin<Box<F>>,
    left: usize,
}

impl<F: Future> Future for Polls<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        self.inner.as_mut().poll(context).map(Some)
    }
}

fn page_of(asked: &Asked) -> u64 {
    asked.target.split("page=").nth(1).map_or(1, |page| page.parse().unwrap())
}

/// Five claims a page; the last claim of a page comes again on the next one.
fn page(number: u64) -> String {
    let first = number * 5;
    let next = (number < PAGES).then(|| format!("/R4/ExplanationOfBenefit?page={}", number + 1));
    bundle(first.saturating_sub(1)..first + 5, next.as_deref())
}

async fn payer() -> Host {
    Host::start(|_, asked| fhir(page(page_of(asked)))).await
}

async fn sync(desk: &Desk, host: &Host) -> SyncStatus {
    let supports = Supports::default().with("ExplanationOfBenefit", listed("patient"));
    desk.sync(&format!("{}/R4", host.origin), Arc::new(OneToken), supports).await
}

fn next(store: &Store) -> Option<String> {
    store.search_places(CONNECTION).unwrap().into_iter().find_map(|place| place.next)
}

/// T19
#[tokio::test]
async fn a_sync_dropped_at_any_point_goes_on_and_ends_like_an_uninterrupted_one() {
    let host = payer().await;
    let whole = Desk::new("p", &[DataKind::Claims]);
    assert_eq!(sync(&whole, &host).await.run, SyncRun::Done);
    let mut drops = 0;
    for start in 1..=20 {
        let desk = Desk::new("p", &[DataKind::Claims]);
        for round in 0.. {
            // Another number of polls each time, from "nothing happened" to several pages. How many a page takes depends
            // on the machine, so there are more with each round until one is enough.
            let left = (start * 7 + round * 5) % 11 + 1 + round / 11;
            let Some(status) = (Polls { inner: Box::pin(sync(&desk, &host)), left }).await else {
                drops += 1;
                assert!(round < 500, "the sync does not get on");
                continue;
            };
            assert_eq!(status.run, SyncRun::Done);
            break;
        }
        assert_eq!(desk.claims(), whole.claims(), "start {start}");
        assert_eq!(next(&desk.store), None);
    }
    assert!(drops > 60, "too few syncs were dropped: {drops}");
}

#[tokio::test]
async fn a_stopped_sync_goes_on_at_the_page_it_had_reached() {
    let stop = Arc::new(Mutex::new(None::<tokio_util::sync::CancellationToken>));
    let trigger = Arc::clone(&stop);
    let host = Host::start(move |_, asked| {
        if page_of(asked) == 5
            && let Some(stop) = trigger.lock().unwrap().take()
        {
            stop.cancel();
        }
        fhir(page(page_of(asked)))
    })
    .await;
    let mut desk = Desk::new("p", &[DataKind::Claims]);
    *stop.lock().unwrap() = Some(desk.stop.clone());
    assert_eq!(sync(&desk, &host).await.run, SyncRun::Stopped);
    let before = host.questions();
    assert!(next(&desk.store).is_some());
    desk.stop = tokio_util::sync::CancellationToken::new();
    let status = sync(&desk, &host).await;
    assert_eq!(status.run, SyncRun::Done);
    assert!(page_of(&host.asked()[before]) >= 4, "{:?}", host.asked()[before]);
    assert_eq!(desk.claims().len() as u64, PAGES * 5 + 1);
}

#[tokio::test]
async fn an_expired_next_link_restarts_the_search_once_and_merges() {
    for code in [400, 404, 410] {
        let fresh = AtomicBool::new(true);
        let host = Host::start(move |_, asked| match page_of(asked) {
            4 if fresh.swap(false, Ordering::SeqCst) => status(code),
            number => fhir(page(number)),
        })
        .await;
        let desk = Desk::new("p", &[DataKind::Claims]);
        let status = sync(&desk, &host).await;
        assert_eq!(status.run, SyncRun::Done, "{code}");
        let claims = kind(&status, DataKind::Claims);
        assert_eq!((claims.count, desk.claims().len() as u64), (PAGES * 5 + 1, PAGES * 5 + 1));
        assert_eq!(status.new_claims, PAGES * 5 + 1, "a claim that came twice is new once");
        assert_eq!(host.questions() as u64, 4 + PAGES);
    }
}

#[tokio::test]
async fn a_link_that_expires_each_time_ends_as_a_problem_of_this_kind() {
    let host = Host::start(|_, asked| match page_of(asked) {
        4 => status(410),
        number => fhir(page(number)),
    })
    .await;
    let desk = Desk::new("p", &[DataKind::Claims]);
    let status = sync(&desk, &host).await;
    assert_eq!(kind(&status, DataKind::Claims).problem.as_ref().unwrap().code, ErrorCode::PayerUnavailable);
    assert_eq!(host.questions(), 8);
    assert_eq!(desk.claims().len(), 16);
}

#[tokio::test]
async fn a_place_at_an_address_that_the_payer_has_left_is_forgotten() {
    let (old, new) = (payer().await, payer().await);
    let desk = Desk::new("p", &[DataKind::Claims]);
    let first_page = async {
        while next(&desk.store).is_none() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        () = first_page => {}
        status = sync(&desk, &old) => panic!("the sync ended: {:?}", status.run),
    }
    // Whoever asks there now gets no answer, and a sync that does would not be done.
    drop(old);
    assert_eq!(sync(&desk, &new).await.run, SyncRun::Done);
    assert_eq!(new.questions() as u64, PAGES);
    assert_eq!(desk.claims().len() as u64, PAGES * 5 + 1);
}
