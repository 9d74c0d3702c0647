//! Every payer × what happens to a connection. One row a payer, one test a column; the rows of a column run side by side.

use claimfolio_core::ipc::{ConnectRequest, ConnectStage, DataKind, ErrorCode, SyncKindState, SyncRun, SyncStatus};
use claimfolio_demo::{Fault, Member, Profile, Rule, Seen};
use futures_util::future::join_all;

use crate::folio::browser::{ALL, Browser, Sharing};

use super::household::{CLAIMS, Household, asked, tokens};

/// A payer, and in what its answers differ from the others'.
struct Row {
    key: &'static str,
    /// People whose own record comes: the family's, or the member's alone where a Patient is matched and not read.
    people: u64,
    /// Whether the member's name is known before anything is kept.
    named: bool,
    /// Requests of a sync that finds nothing new.
    resync: [usize; 3],
    /// Coverage can be asked for without claims that refer to it.
    coverage_alone: bool,
    /// Claims are searched by POST, because a GET is refused.
    posts: bool,
    /// A coverage says or leads to who issued it.
    names_the_issuer: bool,
}

const ORDINARY: Row = Row {
    key: "",
    people: 4,
    named: true,
    resync: [1, 1, 1],
    coverage_alone: true,
    posts: false,
    names_the_issuer: true,
};
// Nothing but an include brings those to whom Tooele's resources refer, and coverage is not searched there.
const TOOELE: Row = Row { resync: [1, 0, 1], coverage_alone: false, names_the_issuer: false, ..ORDINARY };

const ROWS: [Row; 13] = [
    Row { key: "uhc-hsid", ..ORDINARY },
    Row { key: "uhc-rmhp", ..ORDINARY },
    Row { key: "uhc-sierra", ..ORDINARY },
    Row { key: "uhc-healthx", people: 1, named: false, ..ORDINARY },
    Row { key: "oph-ca-ibew-neca", ..ORDINARY },
    Row { key: "oph-ca-uc", posts: true, ..ORDINARY },
    Row { key: "oph-ca-ibew-18", posts: true, ..ORDINARY },
    Row { key: "oph-ca-ventura", posts: true, ..ORDINARY },
    Row { key: "optum-idaho", ..ORDINARY },
    Row { key: "optum-tooele", ..TOOELE },
    Row { key: "uhc-sandbox", ..ORDINARY },
    Row { key: "optum-idaho-sandbox", ..ORDINARY },
    Row { key: "optum-tooele-sandbox", ..TOOELE },
];

impl Row {
    fn refreshes(&self) -> bool {
        Profile::named(self.key).unwrap().refreshes()
    }
}

/// A column: the same for every row, each with a computer of its own.
async fn every_payer(column: impl AsyncFn(&Row, Household)) {
    join_all(ROWS.iter().map(|row| async {
        column(row, Household::with(&[row.key]).await).await;
    }))
    .await;
}

#[track_caller]
fn is_done(row: &Row, status: &SyncStatus) {
    assert_eq!(status.run, SyncRun::Done, "{}: {status:?}", row.key);
    for kind in &status.kinds {
        assert_eq!(kind.state, SyncKindState::Done, "{}: {status:?}", row.key);
        assert!(kind.problem.is_none() && kind.unreadable == 0, "{}: {status:?}", row.key);
    }
}

#[track_caller]
fn nothing_undocumented(row: &Row, home: &Household) {
    let undocumented = home.payer(row.key).undocumented();
    assert!(undocumented.is_empty(), "{}: {undocumented:#?}", row.key);
}

#[test]
fn every_payer_of_the_registry_has_a_row_and_a_profile() {
    let registry = claimfolio_core::payer::Registry::shipped().unwrap();
    let payers: Vec<_> = registry.iter().map(|payer| payer.key.as_str()).filter(|key| *key != "demo").collect();
    assert_eq!(payers, ROWS.map(|row| row.key));
    let profiles: Vec<_> = Profile::all().map(Profile::name).filter(|name| *name != "demo").collect();
    assert_eq!(payers, profiles);
}

#[tokio::test]
async fn every_payer_connects_and_gives_what_its_document_says_and_a_second_sync_asks_once_a_kind() {
    every_payer(async |row, home| {
        let (attempt, stage) = home.sign_in(row.key, Member::Maria, ALL, None).await;
        let ConnectStage::Confirm { person, granted, missing } = stage else { panic!("{}: {stage:?}", row.key) };
        let name = person.and_then(|person| person.name);
        assert_eq!(name.as_deref(), row.named.then_some("Maria Alvarez"), "{}", row.key);
        assert_eq!(granted, [DataKind::Person, DataKind::Coverage, DataKind::Claims], "{}", row.key);
        assert!(missing.is_empty(), "{}: scopes are compared without case: {missing:?}", row.key);
        let connection = home.confirm(&attempt).await;

        let status = home.synced(&connection).await;
        is_done(row, &status);
        assert_eq!(status.new_claims, CLAIMS as u64, "{}: who took care is no claim", row.key);
        let kept = home.connection(&connection).await.kept;
        assert_eq!((kept.claims, kept.coverages, kept.people), (CLAIMS as u64, 4, 4), "{}", row.key);
        let person = status.kinds.iter().find(|kind| kind.kind == DataKind::Person).unwrap();
        assert_eq!(person.count, row.people, "{}", row.key);
        // A few references lead nowhere; every other one, bare, absolute, versioned or contained, shows a name.
        let rows = home.rows().await;
        let nameless = rows.iter().filter(|claim| claim.provider.is_none()).count();
        assert!(nameless * 5 < CLAIMS, "{}: {nameless} without a name", row.key);
        let named = rows.iter().find(|claim| claim.provider.is_some()).unwrap();
        let detail = home.folio.claim(named.id).await.unwrap();
        assert_eq!(detail.row.provider, named.provider, "{}", row.key);
        let issuers = home.folio.coverage().await.unwrap();
        let issued = issuers.iter().all(|card| card.issuer.as_deref() == Some("Evergreen Demo Health"));
        assert!(issued || !row.names_the_issuer, "{}: {issuers:?}", row.key);
        nothing_undocumented(row, &home);

        let payer = home.payer(row.key);
        let asked_first = asked(payer);
        let any = |is_so: &dyn Fn(&Seen) -> bool| asked_first.iter().any(is_so);
        let tooele = row.key.contains("tooele");
        let version_of_coverage = |seen: &Seen| seen.path.contains("/Coverage/") && seen.path.contains("/_history/");
        assert_eq!(any(&version_of_coverage), tooele, "{}: references name versions", row.key);
        let included = |seen: &Seen| seen.query.as_deref().is_some_and(|query| query.contains("_include="));
        assert_eq!(any(&included), tooele, "{}", row.key);
        let posted = |seen: &Seen| seen.path.ends_with("/_search") && seen.status == 200;
        assert_eq!(any(&posted), row.posts, "{}: {asked_first:#?}", row.key);
        assert_eq!(any(&|seen| seen.path.ends_with("/$match")), !row.named, "{}", row.key);
        payer.forget_requests();
        let status = home.sync(&connection).await;
        is_done(row, &status);
        assert_eq!((status.new_claims, status.changed_claims), (0, 0), "{}", row.key);
        let asked = asked(payer);
        let of = |kind: &str| asked.iter().filter(|seen| seen.path.contains(kind)).count();
        let counts = [of("/Patient"), of("/Coverage"), of("/ExplanationOfBenefit")];
        assert_eq!(counts, row.resync, "{}: {asked:#?}", row.key);
        assert_eq!(asked.len(), row.resync.iter().sum::<usize>(), "{}: {asked:#?}", row.key);
        nothing_undocumented(row, &home);
    })
    .await;
}

#[tokio::test]
async fn an_access_token_that_dies_in_the_middle_of_paging_is_renewed_once_or_the_member_signs_in_and_it_goes_on() {
    every_payer(async |row, home| {
        let payer = home.payer(row.key);
        let second_page = Rule::once(&payer.profile().next_page_prefix(), Fault::TokenEnds);
        payer.switches().add_fault(second_page);
        let (connection, status) = home.connect(row.key, Member::Maria).await;
        if row.refreshes() {
            is_done(row, &status);
            assert_eq!(tokens(payer), 2, "{}: the code, and one refresh", row.key);
        } else {
            assert_eq!(status.run, SyncRun::Failed, "{}: {status:?}", row.key);
            assert_eq!(status.problem.unwrap().code, ErrorCode::SignInNeeded, "{}", row.key);
            assert!(home.needs_sign_in(&connection).await, "{}", row.key);
            assert!(!home.rows().await.is_empty(), "{}: what came before stays", row.key);
            is_done(row, &home.reconnect(row.key, Member::Maria, &connection).await);
            assert!(!home.needs_sign_in(&connection).await, "{}", row.key);
        }
        assert_eq!(home.rows().await.len(), CLAIMS, "{}", row.key);
        nothing_undocumented(row, &home);
    })
    .await;
}

#[tokio::test]
async fn what_the_member_does_not_share_is_not_asked_for_and_signing_in_again_adds_it() {
    every_payer(async |row, home| {
        let unticked = Sharing::AllBut(&["patient/ExplanationOfBenefit.read"]);
        let (attempt, stage) = home.sign_in(row.key, Member::Maria, unticked, None).await;
        let ConnectStage::Confirm { granted, missing, .. } = stage else { panic!("{}: {stage:?}", row.key) };
        assert_eq!(
            (granted, missing),
            (vec![DataKind::Person, DataKind::Coverage], vec![DataKind::Claims]),
            "{}",
            row.key
        );
        let connection = home.confirm(&attempt).await;
        is_done(row, &home.synced(&connection).await);
        let payer = home.payer(row.key);
        let of_claims = |seen: &Seen| seen.path.contains("ExplanationOfBenefit");
        assert!(!asked(payer).iter().any(of_claims), "{}", row.key);
        let kept = home.connection(&connection).await.kept;
        assert_eq!(kept.coverages > 0, row.coverage_alone, "{}: {kept:?}", row.key);

        is_done(row, &home.reconnect(row.key, Member::Maria, &connection).await);
        let now = home.connection(&connection).await;
        assert_eq!((now.missing, now.kept.claims, now.kept.coverages), (Vec::new(), CLAIMS as u64, 4), "{}", row.key);
        nothing_undocumented(row, &home);
    })
    .await;
}

#[tokio::test]
async fn access_that_the_member_ends_in_the_portal_costs_no_records_and_a_reconnect_makes_no_second_connection() {
    every_payer(async |row, home| {
        let (connection, _) = home.connect(row.key, Member::Maria).await;
        let payer = home.payer(row.key);
        Browser::stop_all_apps(payer, Member::Maria).await;
        let status = home.sync(&connection).await;
        assert_eq!(status.run, SyncRun::Failed, "{}: {status:?}", row.key);
        assert_eq!(status.problem.unwrap().code, ErrorCode::SignInNeeded, "{}", row.key);
        assert!(home.needs_sign_in(&connection).await, "{}", row.key);
        assert_eq!(home.rows().await.len(), CLAIMS, "{}: nothing is deleted unasked", row.key);

        // Whether it is begun from the connection or from the list of plans.
        is_done(row, &home.reconnect(row.key, Member::Maria, &connection).await);
        let (again, status) = home.connect(row.key, Member::Maria).await;
        is_done(row, &status);
        assert_eq!((again, home.connections().await.len()), (connection.clone(), 1), "{}", row.key);
        assert_eq!(home.rows().await.len(), CLAIMS, "{}: no claim twice", row.key);
        assert!(!home.needs_sign_in(&connection).await, "{}", row.key);
        nothing_undocumented(row, &home);
    })
    .await;
}

#[tokio::test]
async fn a_disconnect_leaves_nothing_and_says_that_only_the_payers_portal_ends_the_access() {
    every_payer(async |row, home| {
        let (connection, _) = home.connect(row.key, Member::Maria).await;
        let receipt = home.disconnect(&connection).await;
        assert!(receipt.tokens_deleted, "{}", row.key);
        assert_eq!(receipt.deleted.claims, CLAIMS as u64, "{}", row.key);
        assert!(home.connections().await.is_empty() && home.rows().await.is_empty(), "{}", row.key);
        assert!(home.folio.people().await.unwrap().is_empty(), "{}", row.key);
        assert!(home.folio.coverage().await.unwrap().is_empty(), "{}", row.key);
        assert_eq!(home.keychain.names(), [crate::folio::keychain::KEY], "{}", row.key);
        nothing_undocumented(row, &home);
    })
    .await;
}

#[tokio::test]
async fn a_member_without_claims_is_a_normal_answer_at_every_payer() {
    every_payer(async |row, home| {
        let (connection, status) = home.connect(row.key, Member::Jordan).await;
        is_done(row, &status);
        let kept = home.connection(&connection).await.kept;
        assert_eq!((kept.claims, kept.people), (0, 1), "{}: {kept:?}", row.key);
        nothing_undocumented(row, &home);
    })
    .await;
}

#[tokio::test]
async fn a_member_whose_kind_of_plan_is_not_served_is_told_so_at_every_payer() {
    every_payer(async |row, home| {
        let (_, stage) = home.sign_in(row.key, Member::Robin, ALL, None).await;
        let ConnectStage::Failed { problem } = stage else { panic!("{}: {stage:?}", row.key) };
        assert_eq!(problem.code, ErrorCode::NotEligible, "{}", row.key);
        assert!(home.connections().await.is_empty(), "{}", row.key);
    })
    .await;
}

#[tokio::test]
async fn a_new_and_a_changed_claim_come_with_the_next_sync_of_every_payer() {
    every_payer(async |row, home| {
        let (connection, _) = home.connect(row.key, Member::Maria).await;
        home.hands.advance(std::time::Duration::from_secs(60));
        let _new = home.payer(row.key).add_claim();
        let status = home.sync(&connection).await;
        is_done(row, &status);
        assert_eq!((status.new_claims, home.rows().await.len()), (1, CLAIMS + 1), "{}", row.key);
        nothing_undocumented(row, &home);
    })
    .await;
}

#[tokio::test]
async fn a_payer_that_refuses_those_to_whom_its_claims_refer_is_hardly_asked_and_the_claims_come() {
    let home = Household::with(&["uhc-hsid"]).await;
    let payer = home.payer("uhc-hsid");
    for path in ["/R4/Organization", "/R4/Practitioner"] {
        payer.switches().add_fault(Rule::always(path, Fault::Status { status: 403, retry_after: None }));
    }
    let (_, status) = home.connect("uhc-hsid", Member::Maria).await;
    is_done(&ROWS[0], &status);
    assert_eq!(home.rows().await.len(), CLAIMS);
    let parties = asked(payer).iter().filter(|seen| seen.status == 403).count();
    assert!((2..=6).contains(&parties), "{parties}");
}

#[tokio::test]
async fn health_records_are_asked_for_by_patient_alone_where_a_payer_has_scopes_for_them() {
    every_payer(async |row, home| {
        let optional = vec![DataKind::Records];
        let request = ConnectRequest { payer: row.key.to_owned(), optional, reconnect: None };
        let (attempt, stage) = home.request(request, Member::Maria, ALL).await;
        let ConnectStage::Confirm { granted, .. } = stage else { panic!("{}: {stage:?}", row.key) };
        let has_records = row.key.starts_with("uhc");
        assert_eq!(granted.contains(&DataKind::Records), has_records, "{}", row.key);
        let connection = home.confirm(&attempt).await;
        is_done(row, &home.synced(&connection).await);
        let asked = asked(home.payer(row.key));
        for record in [
            "Condition",
            "Encounter",
            "Immunization",
            "MedicationDispense",
            "MedicationRequest",
            "Observation",
            "Procedure",
        ] {
            let searches: Vec<_> = asked.iter().filter(|seen| seen.path.ends_with(record)).collect();
            assert_eq!(searches.len(), usize::from(has_records), "{}: {record}", row.key);
            let by_patient = |seen: &&Seen| seen.query.as_deref().is_some_and(|query| !query.contains('&'));
            assert!(searches.iter().all(by_patient), "{}: {searches:?}", row.key);
        }
        nothing_undocumented(row, &home);
    })
    .await;
}
