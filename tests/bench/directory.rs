//! A search of a directory by name and place: how long until the first results are there, against the slowest of its
//! requests by itself. A member waits for one answer, not for all of them.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use claimfolio_core::{
    clock::SystemClock,
    directory::{
        client::{Client, Parts, TIMEOUTS},
        found::View,
        plan,
        walk::{State, Walk},
    },
    fhir::{backoff::TimerPause, next_link::Base, supports::Supports},
    http::HttpClient,
    ipc::{CareKind, CareQuestion},
};
use claimfolio_tests::Result;

use crate::{plan::Plan, programs::Programs, report::Report, statistics::Times};

const ROUNDS: usize = 25;

/// Measures.
pub(crate) async fn measure(programs: &Programs, report: &mut Report) -> Result {
    let plan = Plan::start(programs, 10)?;
    let question = CareQuestion {
        payer: plan.payer.key.clone(),
        kind: CareKind::Person,
        name: Some("Smith".to_owned()),
        city: Some("Lakeside".to_owned()),
        ..CareQuestion::default()
    };
    let http = HttpClient::fhir(TIMEOUTS)?;
    // The first one lets the plan make its directory.
    let addresses = search(&plan, &http, &question).await?.addresses;
    let mut firsts = Times::default();
    let mut singles: Vec<Times> = addresses.iter().map(|_| Times::default()).collect();
    let bare = reqwest::Client::builder().no_proxy().build()?;
    for _ in 0..ROUNDS {
        firsts.push(search(&plan, &http, &question).await?.first);
        for (address, times) in addresses.iter().zip(&mut singles) {
            let begun = Instant::now();
            bare.get(address).send().await?.bytes().await?;
            times.push(begun.elapsed());
        }
    }
    let slowest = singles.iter_mut().map(|times| times.median()).fold(0.0, f64::max);
    let first = firsts.median();
    report.figure(
        "directory_first_results_vs_slowest_request",
        "First results of a directory search / the slowest of its requests",
        first / slowest,
        Some(1.2),
    );
    report.note(format!(
        "first results {first:.1} ms, slowest of {} requests {slowest:.1} ms; medians of {ROUNDS}",
        addresses.len()
    ));
    Ok(())
}

struct Searched {
    first: Duration,
    addresses: Vec<String>,
}

async fn search(plan: &Plan, http: &HttpClient, question: &CareQuestion) -> Result<Searched> {
    let directory = plan.payer.directory.as_ref().ok_or("the demo plan has no directory")?;
    let addresses = plan.payer.addresses.as_ref().and_then(|addresses| addresses.directory.as_ref());
    let supports = Arc::new(Supports::of_directory(directory));
    let route = plan::plan(question, &supports)?;
    let client = Client::new(Parts {
        http: http.clone(),
        base: Base::parse(addresses.ok_or("the demo plan has no directory")?.url.as_str())?,
        supports,
        clock: Arc::new(SystemClock::default()),
        pause: Arc::new(TimerPause),
    });
    let state = Mutex::new(State::default());
    let first: Mutex<Option<Duration>> = Mutex::default();
    let begun = Instant::now();
    let view = View { question, look_at_name: false, own: None, today: "2026-11-20".parse()?, running: true };
    let told = || {
        let has_rows = !state.lock().unwrap_or_else(PoisonError::into_inner).found.rows(&view).is_empty();
        let mut first = first.lock().unwrap_or_else(PoisonError::into_inner);
        if has_rows && first.is_none() {
            *first = Some(begun.elapsed());
        }
    };
    if !(Walk { client: &client, route: &route, state: &state, told: &told }).begin().await {
        return Err("the directory did not answer".into());
    }
    let state = state.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut addresses: Vec<String> = state.found.kept().iter().map(|kept| kept.address.clone()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    let first = first.into_inner().unwrap_or_else(PoisonError::into_inner).ok_or("the search found nothing")?;
    Ok(Searched { first, addresses })
}
