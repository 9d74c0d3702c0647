//! The file of records at 100,000 claims: what it costs to store one more, and how soon a screen has its answer.

use std::path::Path;

use claimfolio_core::{
    clock::{Clock, SystemClock},
    fhir::page,
    ipc::{Bucket, ClaimFilter, ClaimKind, ClaimStatus, ClaimsPage, DataKind, LaneKind, SpendingQuery, TimelineQuery},
    store::{Page, Store},
};
use claimfolio_tests::Result;

use crate::{
    desk::{self, CONNECTION},
    fetched::Fetcher,
    plan::Plan,
    programs::Programs,
    report::Report,
    statistics::Times,
    words,
};

const CLAIMS: usize = 100_000;
/// The plan has more: some of a plan's claims are not published yet.
const IN_THE_PLAN: usize = 100_500;
const PER_PAGE: usize = 100;
/// Each question is asked as often, with another filter each time.
const REPETITIONS: usize = 400;
/// Rows that a list asks for at once, and marks that fit in a lane of the window's first size: as the UI does.
const ROWS: u64 = 100;
const MARKS: u32 = 84;

/// Measures.
pub(crate) async fn measure(programs: &Programs, folder: &Path, report: &mut Report) -> Result {
    let folder = folder.join("records");
    fill(programs, &folder, report).await?;
    let mut opening = Times::default();
    // Opened anew: nothing is in memory.
    let store = opening.time(|| Store::open(&folder, &desk::key()))?;
    pages(&store, opening.median(), report)?;
    searches(&store, report)
}

/// Stores the plan's claims page by page.
async fn fill(programs: &Programs, folder: &Path, report: &mut Report) -> Result {
    let plan = Plan::start(programs, IN_THE_PLAN)?;
    let signed_in = plan.sign_in().await?;
    let fetcher = Fetcher::new(&signed_in.access_token)?;
    let store = desk::open(folder, &signed_in.patient)?;
    store.begin_sync(CONNECTION, SystemClock::default().now())?;
    let mut next = Some(plan.claims_of(&signed_in.patient)?);
    let mut times = Times::default();
    while let Some(url) = next.take_if(|_| times.len() * PER_PAGE < CLAIMS) {
        let read = page::Page::read(&fetcher.page(url).await?)?;
        next = read.next.as_deref().map(url::Url::parse).transpose()?;
        let page = Page {
            connection: CONNECTION,
            search: "ExplanationOfBenefit",
            kind: DataKind::Claims,
            resources: read.resources,
            next: read.next,
            received: SystemClock::default().now(),
        };
        let saved = times.time(|| store.save_page(page))?;
        if saved.new != PER_PAGE as u64 {
            return Err(format!("a page brought {} claims", saved.new).into());
        }
    }
    if times.len() * PER_PAGE != CLAIMS {
        return Err(format!("{} pages came", times.len()).into());
    }
    store.end_sync(CONNECTION, SystemClock::default().now(), true)?;
    let thousand = |last: usize| times.slice((last - 1_000) / PER_PAGE..last / PER_PAGE);
    let (small, large) = (thousand(2_000), thousand(CLAIMS));
    let ratio = large.median() / small.median();
    report.figure("claim_cost_100k_vs_1k", "To store a claim, at 100,000 / at 1,000", ratio, Some(1.2));
    let each = |milliseconds: f64| milliseconds * 1e3 / PER_PAGE as f64;
    report.note(format!(
        "{:.0} µs at 1,000, {:.0} µs at 100,000; {:.0} µs on average over all",
        each(small.median()),
        each(large.median()),
        each(times.mean())
    ));
    Ok(())
}

/// What the app's first two screens ask for.
fn pages(store: &Store, opening: f64, report: &mut Report) -> Result {
    let (filters, years) = filters(store)?;
    let (first, last) = (years.first().copied().unwrap_or_default(), years.last().copied().unwrap_or_default());
    let all = |until: i16| TimelineQuery {
        from: format!("{first}-01-01"),
        until: format!("{until}-01-01"),
        lanes: LaneKind::Person,
        person: None,
        bucket: Bucket::Month,
        max_marks: MARKS,
    };
    // Before anything else, with nothing in memory.
    let mut cold = Times::default();
    cold.time(|| store.timeline(&year(last)))?;
    let (mut list, mut outline, mut of_year, mut of_all) =
        (Times::default(), Times::default(), Times::default(), Times::default());
    let people: Vec<_> = store.people()?.into_iter().map(|person| person.id).collect();
    for turn in 0..REPETITIONS {
        let filter = &filters[turn % filters.len()];
        list.time(|| store.claims_page(filter, 0, ROWS))?;
        outline.time(|| store.claims_outline(filter))?;
        let person = people.get(turn % (people.len() + 1)).cloned();
        let lanes = if turn % 2 == 0 { LaneKind::Person } else { LaneKind::Kind };
        let shown = years[turn % years.len()];
        of_year.time(|| store.timeline(&TimelineQuery { lanes, person: person.clone(), ..year(shown) }))?;
        of_all.time(|| store.timeline(&TimelineQuery { lanes, person, ..all(last + 1) }))?;
    }
    let mut along = Times::default();
    for turn in 0..REPETITIONS {
        let day = format!("{}-11-20", years[turn % years.len()]);
        along.time(|| store.accumulators(&day))?;
    }
    report.figure("year_100k_p95_ms", "How far a year is along at 100,000 claims, in ms, p95", along.p95(), Some(50.0));
    report.note(format!("accumulators: median {:.2} ms, p95 {:.2} ms of {}", along.median(), along.p95(), along.len()));
    spending(store, &years, &people, report)?;
    let worst = [&list, &outline, &of_year, &of_all].map(Times::p95).into_iter().fold(0.0, f64::max);
    report.figure("page_100k_p95_ms", "A first page at 100,000 claims, in ms, p95 of the slowest", worst, Some(10.0));
    for (name, times) in
        [("list", &list), ("outline", &outline), ("timeline of a year", &of_year), ("timeline of all", &of_all)]
    {
        report.note(format!("{name}: median {:.2} ms, p95 {:.2} ms of {}", times.median(), times.p95(), times.len()));
    }
    report.note(format!("opening the file {opening:.1} ms, the first timeline after it {:.1} ms", cold.median()));
    Ok(())
}

/// What the spending screen asks for: a year, and all years narrowed down to a person or a kind.
fn spending(store: &Store, years: &[i16], people: &[String], report: &mut Report) -> Result {
    let of_year = |year: i16| SpendingQuery {
        from: Some(format!("{year}-01-01")),
        until: Some(format!("{}-01-01", year + 1)),
        ..SpendingQuery::default()
    };
    let kinds = [ClaimKind::Visit, ClaimKind::Hospital, ClaimKind::Lab, ClaimKind::Pharmacy, ClaimKind::Dental];
    let (mut whole, mut filtered, mut names) = (Times::default(), Times::default(), Times::default());
    for turn in 0..REPETITIONS {
        let query = of_year(years[turn % years.len()]);
        // As the screen does: both together are a year's summary.
        whole.time(|| -> Result {
            store.spending(&query)?;
            store.spending_names(&query)?;
            Ok(())
        })?;
        names.time(|| store.spending_names(&query))?;
        let everything = SpendingQuery::default();
        let narrowed = match turn % 4 {
            0 => SpendingQuery { person: people.get(turn / 4 % people.len()).cloned(), ..everything },
            1 => SpendingQuery { kind: Some(kinds[turn / 4 % kinds.len()]), ..everything },
            2 => SpendingQuery { person: people.get(turn / 4 % people.len()).cloned(), ..query },
            _ => SpendingQuery { kind: Some(kinds[turn / 4 % kinds.len()]), ..query },
        };
        filtered.time(|| store.spending(&narrowed))?;
    }
    let p95 = whole.p95();
    report.figure("spending_100k_p95_ms", "A year's spending at 100,000 claims, in ms, p95", p95, Some(50.0));
    let (count, median, named) = (whole.len(), whole.median(), names.median());
    report.note(format!("median {median:.2} ms, providers and prescriptions {named:.2} ms of it; {count} times"));
    let p95 = filtered.p95();
    report.figure("spending_filter_100k_p95_ms", "Spending through a filter, in ms, p95", p95, Some(30.0));
    report.note(format!("median {:.2} ms of {}", filtered.median(), filtered.len()));
    Ok(())
}

fn year(year: i16) -> TimelineQuery {
    TimelineQuery {
        from: format!("{year}-01-01"),
        until: format!("{}-01-01", year + 1),
        lanes: LaneKind::Person,
        person: None,
        bucket: Bucket::Week,
        max_marks: MARKS,
    }
}

/// What members narrow a list down to, and the years that there are.
fn filters(store: &Store) -> Result<(Vec<ClaimFilter>, Vec<i16>)> {
    let outline = store.claims_outline(&ClaimFilter::default())?;
    let mut years: Vec<i16> =
        outline.months.iter().filter_map(|month| month.month.as_deref()?.get(..4)?.parse().ok()).collect();
    years.sort_unstable();
    years.dedup();
    let everything = ClaimFilter::default();
    let mut filters = vec![everything.clone()];
    let people = store.people()?;
    for person in &people {
        filters.push(ClaimFilter { person: Some(person.id.clone()), ..everything.clone() });
    }
    for kind in [ClaimKind::Visit, ClaimKind::Pharmacy, ClaimKind::Hospital, ClaimKind::Dental] {
        filters.push(ClaimFilter { kind: Some(kind), ..everything.clone() });
    }
    for status in [ClaimStatus::Pending, ClaimStatus::NotCovered] {
        filters.push(ClaimFilter { status: Some(status), ..everything.clone() });
    }
    for (turn, year) in years.iter().enumerate() {
        let person = people.get(turn % (people.len() + 1)).map(|person| person.id.clone());
        let (from, until) = (Some(format!("{year}-01-01")), Some(format!("{}-01-01", year + 1)));
        filters.push(ClaimFilter { person, from, until, ..everything.clone() });
    }
    Ok((filters, years))
}

/// What a list asks for with each letter typed into its search.
fn searches(store: &Store, report: &mut Report) -> Result {
    let inputs = words::inputs(&rows(store)?);
    let mut searches = Times::default();
    let mut worst = (0.0, String::new());
    for turn in 0..REPETITIONS.max(inputs.len()) {
        let input = &inputs[turn % inputs.len()];
        let filter = ClaimFilter { text: input.clone(), ..ClaimFilter::default() };
        let mut both = Times::default();
        both.time(|| -> Result<ClaimsPage> {
            store.claims_outline(&filter)?;
            Ok(store.claims_page(&filter, 0, ROWS)?)
        })?;
        if both.median() > worst.0 {
            worst = (both.median(), input.clone());
        }
        searches.append(&both);
    }
    let p95 = searches.p95();
    report.figure("search_100k_p95_ms", "A search at 100,000 claims, rows and sums, in ms, p95", p95, Some(30.0));
    report.note(format!(
        "median {:.2} ms, longest {:.1} ms for “{}”; {} of {} inputs",
        searches.median(),
        worst.0,
        worst.1,
        searches.len(),
        inputs.len()
    ));
    Ok(())
}

/// Every row of the list, as its titles and providers.
fn rows(store: &Store) -> Result<Vec<String>> {
    let mut rows = Vec::new();
    loop {
        let page = store.claims_page(&ClaimFilter::default(), rows.len() as u64, 1_000)?;
        if page.rows.is_empty() {
            return Ok(rows);
        }
        rows.extend(page.rows.into_iter().map(|row| {
            [row.title.unwrap_or_default(), row.provider.unwrap_or_default(), row.start.unwrap_or_default()].join(" ")
        }));
    }
}
