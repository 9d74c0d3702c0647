//! A claim with very many lines, among many claims: how soon all that its screen says is there.

use std::path::Path;

use claimfolio_core::{
    clock::{Clock, SystemClock},
    fhir::page,
    folio,
    ipc::{ClaimFilter, DataKind},
    store::{Page, Store},
};
use claimfolio_tests::Result;
use serde_json::json;
use url::Url;

use crate::{
    desk::{self, CONNECTION},
    fetched::Fetcher,
    plan::Plan,
    programs::Programs,
    report::Report,
    statistics::Times,
};

const CLAIMS: usize = 10_000;
/// The plan has more: some of a plan's claims are not published yet.
const IN_THE_PLAN: usize = 10_100;
const LINES: u32 = 1_000;
const REPETITIONS: usize = 50;

/// Measures.
pub(crate) async fn measure(programs: &Programs, folder: &Path, report: &mut Report) -> Result {
    let folder = folder.join("claim");
    let plan = Plan::start(programs, IN_THE_PLAN)?;
    let signed_in = plan.sign_in().await?;
    let fetcher = Fetcher::new(&signed_in.access_token)?;
    let store = desk::open(&folder, &signed_in.patient)?;
    store.begin_sync(CONNECTION, SystemClock::default().now())?;
    let mut next = Some(plan.claims_of(&signed_in.patient)?);
    let mut stored = 0;
    while let Some(url) = next.take_if(|_| stored < CLAIMS) {
        let read = page::Page::read(&fetcher.page(url).await?)?;
        next = read.next.as_deref().map(Url::parse).transpose()?;
        stored += read.resources.len();
        save(&store, read)?;
    }
    let long = long_claim(&signed_in.patient);
    let bundle = json!({"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": long}]}).to_string();
    save(&store, page::Page::read(&bundle.clone().into())?)?;
    store.end_sync(CONNECTION, SystemClock::default().now(), true)?;
    drop(store);

    let store = Store::open(&folder, &desk::key())?;
    // It is the newest: the first of the list.
    let row = store.claims_page(&ClaimFilter::default(), 0, 1)?.rows.pop().ok_or("there are no claims")?;
    let mut times = Times::default();
    for _ in 0..REPETITIONS {
        let detail = times.time(|| folio::whole_claim(&store, row.id))?;
        if detail.explanation.lines.len() != LINES as usize {
            return Err(format!("the claim has {} lines", detail.explanation.lines.len()).into());
        }
    }
    report.figure(
        "claim_1000_lines_ms",
        "To open a claim of 1,000 lines among 10,000 claims, in ms (p95)",
        times.p95(),
        Some(100.0),
    );
    report.note(format!("{:.1} ms at the median, {} KB of JSON", times.median(), bundle.len() / 1000));
    Ok(())
}

fn save(store: &Store, read: page::Page) -> Result {
    store.save_page(Page {
        connection: CONNECTION,
        search: "ExplanationOfBenefit",
        kind: DataKind::Claims,
        resources: read.resources,
        next: read.next,
        received: SystemClock::default().now(),
    })?;
    Ok(())
}

/// A claim with four amounts and a reason on each line.
fn long_claim(patient: &str) -> serde_json::Value {
    let amount = |code: &str, value: f64| {
        json!({"category": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/adjudication", "code": code}]},
               "amount": {"value": value, "currency": "USD"}})
    };
    let line = |sequence: u32| {
        json!({
            "sequence": sequence, "servicedDate": "2099-01-01", "diagnosisSequence": [1],
            "productOrService": {"text": format!("Service {sequence}"),
                "coding": [{"system": "http://www.ama-assn.org/go/cpt", "code": "99213", "display": "Office visit"}]},
            "adjudication": [amount("submitted", 120.25), amount("eligible", 80.5), amount("paidtoprovider", 60.25),
                amount("memberliability", 20.25),
                {"category": {"coding": [{"code": "adjustmentreason"}]}, "reason": {"coding": [
                    {"system": "https://x12.org/codes/claim-adjustment-reason-codes", "code": "45", "display": "Above the price"}]}}],
        })
    };
    json!({
        "resourceType": "ExplanationOfBenefit", "id": "long", "status": "active", "use": "claim", "outcome": "complete",
        "patient": {"reference": format!("Patient/{patient}")}, "billablePeriod": {"start": "2099-01-01"},
        "provider": {"display": "A hospital"},
        "diagnosis": [{"sequence": 1, "diagnosisCodeableConcept": {"text": "A diagnosis"}}],
        "item": (1..=LINES).map(line).collect::<Vec<_>>(),
        "total": [amount("submitted", 120_250.0), amount("eligible", 80_500.0), amount("paidtoprovider", 60_250.0),
            amount("memberliability", 20_250.0)],
    })
}
