//! A first sync against a walk over the same pages that throws them away: what reading, checking, encrypting and keeping
//! cost on top of the payer and the network.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use claimfolio_core::{
    auth::{AccessToken, AccessTokens, TokenError},
    clock::{Clock, SystemClock},
    fhir::{
        backoff::TimerPause,
        client::{Client, Parts},
        next_link::{Base, ForeignLinks},
    },
    http::{HttpClient, Timeouts},
    ipc::{CopyFormat, CopyLanguage, SyncRun},
    portable::{self, Batches, Fingerprint},
    store::{ConnectionRecord, Selection, Store, Urns},
    sync::{
        limits::Limits,
        run::{Order, Tools, run},
    },
};
use claimfolio_tests::Result;
use tokio_util::sync::CancellationToken;

use crate::{
    desk::{self, CONNECTION, KINDS},
    fetched::Fetcher,
    plan::{Plan, SignedIn},
    programs::Programs,
    report::Report,
    statistics::Times,
};

const CLAIMS: usize = 10_000;
/// Some of a plan's claims are not published yet.
const MOST_OF_THEM: u64 = 9_950;
const ROUNDS: usize = 3;

/// Measures.
pub(crate) async fn measure(programs: &Programs, folder: &Path, report: &mut Report) -> Result {
    let plan = Plan::start(programs, CLAIMS)?;
    let signed_in = plan.sign_in().await?;
    // The first one warms the plan up.
    let pages = walk(&plan, &signed_in).await?.1;
    let (mut walks, mut syncs) = (Times::default(), Times::default());
    for round in 0..ROUNDS {
        walks.push(walk(&plan, &signed_in).await?.0);
        syncs.push(sync(&plan, &signed_in, &folder.join(format!("sync-{round}"))).await?);
    }
    let (walk, sync) = (walks.median(), syncs.median());
    report.figure(
        "sync_10k_vs_walk",
        "A first sync of 10,000 claims / a bare walk over its pages",
        sync / walk,
        Some(1.5),
    );
    report.note(format!("walk {walk:.0} ms over {pages} pages, sync {sync:.0} ms; medians of {ROUNDS}"));
    import(folder, &signed_in.patient, sync, report)
}

/// Writes what the last sync brought into a file, and takes it in: the look at it before the member says yes, and the adding.
fn import(folder: &Path, patient: &str, sync: f64, report: &mut Report) -> Result {
    let synced = Store::open(&folder.join(format!("sync-{}", ROUNDS - 1)), &desk::key())?;
    let file = folder.join("claims.ndjson");
    let (now, stop) = (SystemClock::default().now(), CancellationToken::new());
    let order = portable::Order {
        selection: &Selection::Everything,
        format: CopyFormat::Ndjson,
        language: CopyLanguage::En,
        now,
    };
    let written = portable::write(&synced, &order, &file, &stop, |_, _| ())?;
    let (mut looks, mut imports) = (Times::default(), Times::default());
    for round in 0..ROUNDS {
        let store = desk::open(&folder.join(format!("import-{round}")), patient)?;
        let begun = Instant::now();
        let files = vec![Fingerprint::of(&file)?];
        let looked = portable::look(&files, &stop, |_| ()).map_err(|(_, error)| error)?;
        looks.push(begun.elapsed());
        let own = ConnectionRecord { id: "file".to_owned(), ..store.connection(CONNECTION)? };
        let taken = store.take_in(&own, now, &Urns::new(), Batches::of(files, stop.clone()), |_| ())?;
        imports.push(begun.elapsed());
        if taken.claims.new != written.claims || looked.claims.len() as u64 != written.claims {
            return Err(format!("{} of {} claims were taken in", taken.claims.new, written.claims).into());
        }
    }
    let (look, import) = (looks.median(), imports.median());
    report.figure(
        "import_10k_vs_sync",
        "Looking at and adding a file of the same claims / that sync",
        import / sync,
        Some(1.0),
    );
    report.note(format!("look {look:.0} ms, look and add {import:.0} ms; medians of {ROUNDS}"));
    Ok(())
}

async fn walk(plan: &Plan, signed_in: &SignedIn) -> Result<(Duration, usize)> {
    let fetcher = Fetcher::new(&signed_in.access_token)?;
    let mut next = Some(plan.claims_of(&signed_in.patient)?);
    let mut pages = 0;
    let begun = Instant::now();
    while let Some(url) = next {
        next = fetcher.pass(url).await?;
        pages += 1;
    }
    Ok((begun.elapsed(), pages))
}

async fn sync(plan: &Plan, signed_in: &SignedIn, folder: &Path) -> Result<Duration> {
    let store = desk::open(folder, &signed_in.patient)?;
    let addresses = plan.payer.addresses.as_ref().ok_or("the demo plan has no addresses")?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
    let client = Client::new(Parts {
        http: HttpClient::fhir(Timeouts::FHIR)?,
        base: Base::parse(addresses.fhir.url.as_str())?,
        supports: Arc::new(plan.payer.supports()),
        refused: Arc::default(),
        foreign_links: ForeignLinks::Refuse,
        tokens: Arc::new(OneToken(signed_in.access_token.clone())),
        clock: Arc::clone(&clock),
        pause: Arc::new(TimerPause),
    });
    let order = Order {
        connection: CONNECTION.to_owned(),
        payer_name: plan.payer.name.clone(),
        patient: Some(signed_in.patient.clone()),
        granted: KINDS.to_vec(),
        records: Vec::new(),
    };
    let tools = Tools { client, store: store.clone(), clock, limits: Limits::default() };
    let begun = Instant::now();
    let status = run(&order, &tools, &CancellationToken::new(), Arc::new(|_| ())).await;
    let took = begun.elapsed();
    if status.run != SyncRun::Done || status.new_claims < MOST_OF_THEM {
        return Err(format!("the sync brought {} claims and ended as {:?}", status.new_claims, status.run).into());
    }
    Ok(took)
}

/// A token that outlives the measurement.
struct OneToken(String);

#[async_trait::async_trait]
impl AccessTokens for OneToken {
    async fn current(&self) -> std::result::Result<AccessToken, TokenError> {
        Ok(AccessToken { secret: self.0.clone().into(), generation: 0 })
    }

    async fn renew(&self, _: &AccessToken) -> std::result::Result<AccessToken, TokenError> {
        Err(TokenError::SignInNeeded)
    }
}
