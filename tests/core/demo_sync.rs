//! Syncs with the demo plan, from its consent page to the encrypted file.

use std::time::Duration;

use claimfolio_core::{
    claims,
    fhir::json,
    ipc::{
        AccumulatorKind, Bucket, ClaimFilter, ClaimKind, ClaimRow, ClaimStatus, DataKind, ErrorCode, Figure, LaneKind,
        Sum, SyncKindState, SyncRun, TimelineQuery,
    },
};
use claimfolio_demo::{Fault, Member, NextLink, Options, Rule};
use rust_decimal::Decimal;

use crate::{
    demo_plan::{ALL, DemoPlan},
    desk::{CONNECTION, kind},
    host::{Host, fhir},
};

#[tokio::test]
async fn a_first_sync_brings_everything_that_was_shared() {
    let plan = DemoPlan::with_claims(240).await;
    let desk = plan.desk();
    let status = plan.sync(&desk).await;
    assert_eq!((status.run, &status.problem), (SyncRun::Done, &None));
    let claims = kind(&status, DataKind::Claims);
    assert_eq!((claims.state, claims.count, claims.unreadable), (SyncKindState::Done, 240, 0));
    assert_eq!((status.new_claims, status.changed_claims), (240, 0));
    assert!(kind(&status, DataKind::Coverage).count >= 4);
    let kept = desk.store.kept(CONNECTION).unwrap();
    assert_eq!((kept.claims, kept.coverages), (240, kind(&status, DataKind::Coverage).count));
    assert!(desk.store.connection(CONNECTION).unwrap().last_updated.is_some());
    let told = desk.told.lock().unwrap();
    assert_eq!(told.first().map(|status| status.run), Some(SyncRun::Running));
    assert_eq!(told.last(), Some(&status));
}

#[tokio::test]
async fn a_list_and_a_search_say_of_each_claim_what_its_page_says() {
    let plan = DemoPlan::with_claims(350).await;
    let desk = plan.desk();
    plan.sync(&desk).await;
    let rows = desk.store.claims_page(&ClaimFilter::default(), 0, 1_000).unwrap().rows;
    assert_eq!(rows.len(), 350);
    for row in rows {
        let raw = desk.store.claim(row.id).unwrap().raw;
        let claim = json::parse(&raw).unwrap();
        let (summary, page) = (claims::summarise(&claim), claims::explain(&claim));
        let money = |figure: &Figure| figure.money.clone();
        let listed = [summary.billed, summary.discount, summary.plan_paid, summary.you_owe, summary.deductible];
        let shown = [&page.billed, &page.discount, &page.plan_paid, &page.you_owe, &page.deductible].map(money);
        assert_eq!(listed, shown, "{raw}");
        assert_eq!([row.billed, row.plan_paid, row.you_owe], [&shown[0], &shown[2], &shown[3]].map(Clone::clone));
        let services = page.lines.iter().flat_map(|line| [&line.service.text, &line.service.code]);
        let diagnoses = page.diagnoses.iter().flat_map(|listed| [&listed.coded.text, &listed.coded.code]);
        let amounts = shown.iter().flatten().map(|money| &money.amount);
        for word in services.chain(diagnoses).flatten().chain(amounts) {
            assert!(summary.words.contains(word), "{word}: {raw}");
        }
    }
}

#[tokio::test]
async fn a_sync_with_nothing_new_asks_once_for_each_kind() {
    let plan = DemoPlan::with_claims(120).await;
    let desk = plan.desk();
    plan.sync(&desk).await;
    let before = desk.claims();
    plan.running.forget_requests();
    let status = plan.sync(&desk).await;
    assert_eq!(plan.asked(), ["GET Patient 200", "GET Coverage 200", "GET ExplanationOfBenefit 200"]);
    assert_eq!((status.run, status.new_claims, status.changed_claims), (SyncRun::Done, 0, 0));
    assert_eq!(desk.claims(), before);
}

#[tokio::test]
async fn a_later_sync_brings_what_is_new_and_what_changed() {
    let plan = DemoPlan::with_claims(60).await;
    let desk = plan.desk();
    plan.sync(&desk).await;
    let id = plan.running.add_claim();
    let status = plan.sync(&desk).await;
    assert_eq!((status.new_claims, status.changed_claims), (1, 0));
    assert!(plan.running.change_claim(&id, 500));
    let status = plan.sync(&desk).await;
    assert_eq!((status.new_claims, status.changed_claims), (0, 1));
    assert_eq!(desk.store.kept(CONNECTION).unwrap().claims, 61);
}

#[tokio::test]
async fn a_token_that_dies_between_two_pages_is_renewed_once() {
    let plan = DemoPlan::with_claims(350).await;
    plan.running.switches().add_fault(Rule::once("/R4?_getpages", Fault::Status { status: 401, retry_after: None }));
    let desk = plan.desk();
    assert_eq!(plan.sync(&desk).await.run, SyncRun::Done);
    assert_eq!(plan.refreshes(), 1);
    assert_eq!(desk.store.kept(CONNECTION).unwrap().claims, 350);
    plan.running.forget_requests();
    plan.running.expire_access_tokens();
    assert_eq!(plan.sync(&desk).await.run, SyncRun::Done);
    assert_eq!(plan.refreshes(), 1);
}

#[tokio::test]
async fn a_permission_that_was_revoked_ends_the_sync_and_keeps_what_is_here() {
    let plan = DemoPlan::with_claims(60).await;
    let desk = plan.desk();
    plan.sync(&desk).await;
    plan.running.revoke_all().unwrap();
    let status = plan.sync(&desk).await;
    assert_eq!(status.run, SyncRun::Failed);
    assert_eq!(status.problem.map(|problem| problem.code), Some(ErrorCode::SignInNeeded));
    assert_eq!(desk.store.kept(CONNECTION).unwrap().claims, 60);
}

#[tokio::test]
async fn a_next_link_that_expired_restarts_the_search_and_merges() {
    let plan = DemoPlan::with_claims(350).await;
    let gone = Fault::Status { status: 410, retry_after: None };
    plan.running.switches().add_fault(Rule::once("/R4?_getpages", gone).from_nth(2));
    let desk = plan.desk();
    let status = plan.sync(&desk).await;
    assert_eq!((status.run, status.new_claims), (SyncRun::Done, 350));
    assert_eq!(desk.store.kept(CONNECTION).unwrap().claims, 350);
}

#[tokio::test]
async fn a_kind_that_was_not_shared_is_not_asked_for() {
    let plan = DemoPlan::start(Options { claims: 30, ..Options::default() }, Member::Maria, &[ALL[0], ALL[2]]).await;
    let desk = plan.desk();
    let status = plan.sync(&desk).await;
    assert_eq!(status.kinds.iter().map(|kind| kind.kind).collect::<Vec<_>>(), [DataKind::Person, DataKind::Claims]);
    assert!(plan.asked().iter().all(|line| !line.contains("Coverage")), "{:?}", plan.asked());
}

#[tokio::test]
async fn a_refused_kind_does_not_end_the_others() {
    let plan = DemoPlan::start(Options { claims: 30, ..Options::default() }, Member::Maria, &[ALL[0], ALL[2]]).await;
    let mut desk = plan.desk();
    // As where the payer takes a permission back that the token response still named.
    desk.granted = vec![DataKind::Person, DataKind::Coverage, DataKind::Claims];
    let status = plan.sync(&desk).await;
    let coverage = kind(&status, DataKind::Coverage);
    assert_eq!(coverage.state, SyncKindState::Refused);
    assert_eq!(coverage.problem.as_ref().map(|problem| problem.code), Some(ErrorCode::KindRefused));
    assert_eq!(kind(&status, DataKind::Claims).state, SyncKindState::Done);
    assert_eq!((status.run, status.new_claims), (SyncRun::Done, 30));
    assert_eq!(plan.refreshes(), 0, "a refusal costs no token");
    let refused = plan.asked().iter().filter(|line| line.as_str() == "GET Coverage 403").count();
    assert_eq!(refused, 1, "{:?}", plan.asked());
}

#[tokio::test]
async fn faults_that_pass_do_not_show() {
    let whole = DemoPlan::with_claims(120).await;
    let expected = whole.desk();
    whole.sync(&expected).await;
    let faults = [
        Fault::Status { status: 503, retry_after: Some("1".to_owned()) },
        Fault::Status { status: 429, retry_after: Some("Wed, 21 Oct 2015 07:28:00 GMT".to_owned()) },
        Fault::Truncate { at: 2_000 },
        Fault::Html,
        Fault::Drip { bytes: 4_096, every_ms: 1 },
    ];
    for fault in faults {
        let plan = DemoPlan::with_claims(120).await;
        plan.running.switches().add_fault(Rule::once("/R4/ExplanationOfBenefit", fault.clone()));
        plan.running.switches().add_fault(Rule::once("/R4?_getpages", fault.clone()));
        let desk = plan.desk();
        let status = plan.sync(&desk).await;
        assert_eq!((status.run, &status.problem), (SyncRun::Done, &None), "{fault:?}");
        assert_eq!(desk.claims(), expected.claims(), "{fault:?}");
    }
}

#[tokio::test]
async fn faults_that_stay_are_told_and_leave_what_is_here() {
    let table = [
        (Fault::Status { status: 500, retry_after: None }, ErrorCode::PayerUnavailable),
        (Fault::Status { status: 400, retry_after: None }, ErrorCode::QuestionRefused),
        (Fault::Html, ErrorCode::PayerUnavailable),
        (Fault::BadJson, ErrorCode::PayerUnreadable),
        (Fault::GzipBomb { decoded_bytes: 1 << 30 }, ErrorCode::PayerTooLarge),
        (Fault::Redirect { status: 307, location: "/portal".to_owned() }, ErrorCode::PayerLeftItsAddress),
    ];
    let plan = DemoPlan::with_claims(30).await;
    let desk = plan.desk();
    plan.sync(&desk).await;
    for (fault, expected) in table {
        plan.running.switches().clear_faults();
        plan.running.switches().add_fault(Rule::always("/R4/ExplanationOfBenefit", fault.clone()));
        let status = plan.sync(&desk).await;
        let claims = kind(&status, DataKind::Claims);
        assert_eq!(claims.problem.as_ref().map(|problem| problem.code), Some(expected), "{fault:?}");
        assert_eq!(kind(&status, DataKind::Coverage).state, SyncKindState::Done, "{fault:?}");
        assert_eq!(desk.store.kept(CONNECTION).unwrap().claims, 30, "{fault:?}");
    }
    plan.running.switches().clear_faults();
    assert_eq!(plan.sync(&desk).await.run, SyncRun::Done);
}

/// T6
#[tokio::test]
async fn a_next_link_to_another_host_gets_nothing() {
    let canary = Host::start(|_, _| fhir("{}")).await;
    let plan = DemoPlan::with_claims(350).await;
    plan.running.switches().set_next_link(Some(NextLink::To { url: format!("{}/R4?_getpages=1", canary.origin) }));
    let desk = plan.desk();
    let status = plan.sync(&desk).await;
    let problem = kind(&status, DataKind::Claims).problem.as_ref();
    assert_eq!(problem.map(|problem| problem.code), Some(ErrorCode::PayerLeftItsAddress));
    assert_eq!(canary.questions(), 0);
}

/// T13
#[tokio::test]
async fn links_that_are_relative_or_name_their_own_page_do_no_harm() {
    let plan = DemoPlan::with_claims(350).await;
    plan.running.switches().set_next_link(Some(NextLink::Relative));
    let desk = plan.desk();
    assert_eq!(plan.sync(&desk).await.new_claims, 350);
    // The first page names itself: what came is kept, and the member is told that something may be missing.
    plan.running.switches().set_next_link(Some(NextLink::Same));
    plan.running.forget_requests();
    let desk = plan.desk();
    let status = plan.sync(&desk).await;
    let claims = kind(&status, DataKind::Claims);
    assert_eq!((status.run, claims.state, claims.count), (SyncRun::Done, SyncKindState::Done, 100));
    assert_eq!(claims.problem.as_ref().map(|problem| problem.code), Some(ErrorCode::PayerUnreadable));
    assert!(plan.asked().iter().all(|line| !line.contains("page")), "{:?}", plan.asked());
    plan.running.switches().set_next_link(None);
    assert_eq!(plan.sync(&desk).await.new_claims, 250);
}

#[tokio::test]
async fn a_member_without_claims_has_a_complete_sync() {
    let plan = DemoPlan::start(Options::default(), Member::Jordan, &ALL).await;
    let status = plan.sync(&plan.desk()).await;
    let claims = kind(&status, DataKind::Claims);
    assert_eq!((status.run, claims.state, claims.count), (SyncRun::Done, SyncKindState::Done, 0));
}

#[tokio::test]
async fn two_connections_sync_at_once() {
    let (maria, jordan) =
        (DemoPlan::with_claims(120).await, DemoPlan::start(Options::default(), Member::Jordan, &ALL).await);
    let (one, other) = (maria.desk(), jordan.desk());
    jordan.running.switches().set_latency(Duration::from_millis(20));
    let (first, second) = tokio::join!(maria.sync(&one), jordan.sync(&other));
    assert_eq!((first.run, second.run), (SyncRun::Done, SyncRun::Done));
    assert_eq!((first.new_claims, second.new_claims), (120, 0));
}

/// The amounts that some claims say the member owes, added up.
fn owed<'a>(rows: impl Iterator<Item = &'a ClaimRow>) -> Decimal {
    rows.filter_map(|row| row.you_owe.as_ref()).map(|money| money.amount.parse::<Decimal>().unwrap()).sum()
}

fn only(sums: &[Sum]) -> Decimal {
    assert!(sums.len() <= 1, "the demo plan knows one currency");
    sums.iter().map(|sum| sum.money.amount.parse::<Decimal>().unwrap()).sum()
}

#[tokio::test]
async fn a_claim_that_was_replaced_or_reversed_is_counted_nowhere() {
    let plan = DemoPlan::with_claims(1_000).await;
    let desk = plan.desk();
    plan.sync(&desk).await;
    let everything = ClaimFilter::default();
    let rows = desk.store.claims_page(&everything, 0, 1_000).unwrap().rows;
    let replaced: Vec<_> = rows.iter().filter(|row| row.status == ClaimStatus::Replaced).collect();
    assert!(owed(replaced.iter().copied()) > Decimal::ZERO, "there is something that must not be counted");
    let decided = || rows.iter().filter(|row| row.status == ClaimStatus::Decided);
    let outline = desk.store.claims_outline(&everything).unwrap();
    assert_eq!(only(&outline.summary.you_owe), owed(decided()));
    let of_year = |row: &&ClaimRow, year: &str| row.start.as_deref().is_some_and(|start| start.starts_with(year));
    for year in [2024, 2025, 2026] {
        let text = year.to_string();
        for lanes in [LaneKind::Person, LaneKind::Kind] {
            let timeline = desk
                .store
                .timeline(&TimelineQuery {
                    from: format!("{year}-01-01"),
                    until: format!("{}-01-01", year + 1),
                    lanes,
                    person: None,
                    bucket: Bucket::Month,
                    max_marks: 0,
                })
                .unwrap();
            let expected = owed(decided().filter(|row| of_year(row, &text)));
            assert_eq!(only(&timeline.summary.you_owe), expected);
            assert_eq!(timeline.lanes.iter().map(|lane| only(&lane.you_owe)).sum::<Decimal>(), expected);
        }
        let years = desk.store.accumulators(&format!("{year}-11-20")).unwrap();
        let family = |in_network: bool| {
            years[0].accumulators.iter().find(|one| {
                one.kind == AccumulatorKind::OutOfPocket && one.person.is_none() && one.in_network == Some(in_network)
            })
        };
        for in_network in [true, false] {
            let counted = decided().filter(|row| {
                of_year(row, &text)
                    && row.in_network == Some(in_network)
                    && !matches!(row.kind, ClaimKind::Dental | ClaimKind::Vision)
            });
            assert_eq!(family(in_network).map_or(Decimal::ZERO, |one| only(&one.added)), owed(counted), "{year}");
        }
        let stated = family(true).and_then(|one| one.stated.clone()).unwrap();
        assert_eq!(stated.limit.money.map(|money| money.amount).as_deref(), Some("10000.00"));
        assert!(stated.used.element.is_some() && stated.claim.is_some());
    }
}

#[tokio::test]
async fn the_demo_plans_own_deductible_is_what_its_claims_add_up_to() {
    let plan = DemoPlan::with_claims(240).await;
    let desk = plan.desk();
    plan.sync(&desk).await;
    let rows = desk.store.claims_page(&ClaimFilter::default(), 0, 1).unwrap().rows;
    let years = desk.store.accumulators(&rows[0].start.clone().unwrap()).unwrap();
    let deductible = years[0].accumulators.iter().find(|one| one.kind == AccumulatorKind::Deductible).unwrap();
    assert_eq!((deductible.person.as_deref(), deductible.in_network), (None, Some(true)));
    let used = deductible.stated.as_ref().and_then(|stated| stated.used.money.clone()).unwrap();
    assert_eq!(used.amount.parse::<Decimal>().unwrap(), only(&deductible.added), "{deductible:?}");
    assert_eq!(deductible.difference, None);
}
