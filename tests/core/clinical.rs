//! Health records beside claims: what was shared is asked for, comes, is found, and goes with its connection.

use claimfolio_core::ipc::{DataKind, ErrorCode, RecordFilter, RecordKind, RecordRow, SyncKindState, SyncRun};
use claimfolio_demo::{Fault, Member, Options, Rule};

use crate::{
    demo_plan::{ALL, DemoPlan},
    desk::{CONNECTION, Desk, kind},
};

const CONDITIONS: &str = "patient/Condition.read";
const RESULTS: &str = "patient/Observation.read";
const EVERY_RECORD: [&str; 7] = [
    CONDITIONS,
    "patient/Encounter.read",
    "patient/Immunization.read",
    "patient/MedicationDispense.read",
    "patient/MedicationRequest.read",
    RESULTS,
    "patient/Procedure.read",
];

async fn plan(member: Member, shared: &[&str]) -> DemoPlan {
    DemoPlan::start(Options { claims: 120, ..Options::default() }, member, &[&ALL[..], shared].concat()).await
}

fn rows(desk: &Desk, text: &str) -> Vec<RecordRow> {
    let filter = RecordFilter { text: text.to_owned(), ..RecordFilter::default() };
    desk.store.records_page(&filter, 0, 1_000).unwrap()
}

fn kinds(desk: &Desk) -> Vec<RecordKind> {
    desk.store.record_groups(&RecordFilter::default()).unwrap().into_iter().map(|group| group.kind).collect()
}

#[tokio::test]
async fn records_that_were_shared_come_once_are_found_and_stand_beside_the_claims_of_their_day() {
    let plan = plan(Member::Maria, &EVERY_RECORD).await;
    let desk = plan.desk();
    let status = plan.sync(&desk).await;
    let records = kind(&status, DataKind::Records);
    assert_eq!((status.run, records.state, &records.refused), (SyncRun::Done, SyncKindState::Done, &Vec::new()));
    assert_eq!(kinds(&desk).len(), 7);
    let kept = desk.store.kept(CONNECTION).unwrap().records;
    assert_eq!((records.count, u64::try_from(rows(&desk, "").len()).unwrap()), (kept, kept));
    let stay = rows(&desk, "hospital stay").remove(0);
    assert_eq!(stay.kind, RecordKind::Encounter);
    let detail = desk.store.record(stay.id).unwrap();
    assert!(detail.claims.iter().any(|claim| claim.title.as_deref().unwrap().starts_with("Hospital stay")));
    assert!(detail.claims.iter().all(|claim| claim.person == detail.row.person));
    let claim = detail.claims[0].id;
    assert!(desk.store.records_of_claim(claim).unwrap().contains(&stay));
    plan.running.forget_requests();
    let again = plan.sync(&desk).await;
    assert_eq!(again.run, SyncRun::Done);
    let questions = plan.asked().into_iter().filter(|line| !line.contains("page")).count();
    assert_eq!(questions, 3 + 7, "one question a kind: {:?}", plan.asked());
    assert!(rows(&desk, "").iter().all(|row| !row.is_new && !row.is_changed));
    desk.store.delete_connection(CONNECTION).unwrap();
    assert_eq!((kinds(&desk), rows(&desk, "hospital")), (Vec::new(), Vec::new()));
}

#[tokio::test]
async fn records_come_from_every_page_of_their_search() {
    let mut counts = Vec::new();
    for page_size in [4, 200] {
        let options = Options { claims: 120, page_size, ..Options::default() };
        let plan = DemoPlan::start(options, Member::Maria, &[&ALL[..], &EVERY_RECORD].concat()).await;
        let desk = plan.desk();
        assert_eq!(kind(&plan.sync(&desk).await, DataKind::Records).state, SyncKindState::Done);
        let groups = desk.store.record_groups(&RecordFilter::default()).unwrap();
        counts.push(groups.into_iter().map(|group| group.records).collect::<Vec<_>>());
    }
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0].iter().filter(|count| **count > 4).count() > 3, "{counts:?}");
}

#[tokio::test]
async fn of_the_types_of_records_only_those_that_were_shared_are_asked_for() {
    let plan = plan(Member::Daniel, &[CONDITIONS]).await;
    let desk = plan.desk();
    let status = plan.sync(&desk).await;
    assert_eq!(kind(&status, DataKind::Records).state, SyncKindState::Done);
    assert_eq!(kinds(&desk), [RecordKind::Condition]);
    let types = EVERY_RECORD.map(|scope| scope.trim_start_matches("patient/").trim_end_matches(".read"));
    let is_record = |line: &String| types.iter().any(|name| line.contains(name));
    let asked: Vec<_> = plan.asked().into_iter().filter(is_record).collect();
    assert_eq!(asked, ["GET Condition 200"]);
}

#[tokio::test]
async fn without_records_none_are_asked_for() {
    let plan = plan(Member::Maria, &[]).await;
    let desk = plan.desk();
    let status = plan.sync(&desk).await;
    assert!(status.kinds.iter().all(|kind| kind.kind != DataKind::Records));
    assert_eq!(kinds(&desk), []);
}

#[tokio::test]
async fn a_refused_type_is_named_and_ends_no_other() {
    let plan = plan(Member::Maria, &[CONDITIONS]).await;
    let mut desk = plan.desk();
    // As where the payer takes a permission back that the token response still named.
    desk.records = vec![RecordKind::Condition, RecordKind::Procedure, RecordKind::Observation];
    let status = plan.sync(&desk).await;
    let records = kind(&status, DataKind::Records);
    assert_eq!((status.run, records.state), (SyncRun::Done, SyncKindState::Done));
    assert_eq!(records.refused, [RecordKind::Procedure, RecordKind::Observation]);
    assert_eq!(records.problem.as_ref().map(|problem| problem.code), Some(ErrorCode::KindRefused));
    assert_eq!(kinds(&desk), [RecordKind::Condition]);
    assert_eq!(desk.store.complete_record_kinds(CONNECTION).unwrap(), [RecordKind::Condition]);
    assert_eq!(kind(&status, DataKind::Claims).state, SyncKindState::Done);
    desk.records = vec![RecordKind::Procedure];
    assert_eq!(kind(&plan.sync(&desk).await, DataKind::Records).state, SyncKindState::Refused);
}

#[tokio::test]
async fn a_type_that_fails_leaves_the_others_and_comes_with_the_next_sync() {
    let plan = plan(Member::Maria, &[CONDITIONS, RESULTS]).await;
    plan.running.switches().add_fault(Rule::always("/R4/Condition", Fault::BadJson));
    let desk = plan.desk();
    let status = plan.sync(&desk).await;
    let records = kind(&status, DataKind::Records);
    assert_eq!((records.state, &records.refused), (SyncKindState::Failed, &Vec::new()));
    assert_eq!(kinds(&desk), [RecordKind::Observation]);
    plan.running.switches().clear_faults();
    assert_eq!(kind(&plan.sync(&desk).await, DataKind::Records).state, SyncKindState::Done);
    assert_eq!(kinds(&desk), [RecordKind::Condition, RecordKind::Observation]);
}

#[tokio::test]
async fn a_member_without_claims_may_have_records() {
    let plan = plan(Member::Jordan, &EVERY_RECORD).await;
    let desk = plan.desk();
    let status = plan.sync(&desk).await;
    assert_eq!((status.run, status.new_claims), (SyncRun::Done, 0));
    assert_eq!(kinds(&desk), [RecordKind::Condition, RecordKind::Observation, RecordKind::Immunization]);
    assert_eq!(desk.store.people().unwrap().len(), 1);
}

#[tokio::test]
async fn the_raw_record_is_kept_as_it_came() {
    let plan = plan(Member::Maria, &[RESULTS]).await;
    let desk = plan.desk();
    plan.sync(&desk).await;
    let row = rows(&desk, "white blood").remove(0);
    assert_eq!((row.value.as_deref(), row.interpretation.as_deref()), (Some("16.4 10*3/uL"), Some("High")));
    let kept = desk.store.record(row.id).unwrap();
    assert!(kept.raw.starts_with("{\"resourceType\":\"Observation\"") && kept.raw.contains("\"value\":16.4"));
}
