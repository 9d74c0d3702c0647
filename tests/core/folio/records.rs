//! A member who asks for health records, and what the screens are told of where they come from.

use claimfolio_core::ipc::{ConnectRequest, DataKind, RecordFilter, RecordKind, RecordsOutline, SyncRun};
use claimfolio_demo::Member;

use super::{
    browser::{ALL, Sharing},
    computer::{Computer, request},
};

async fn outline(computer: &Computer) -> RecordsOutline {
    computer.folio.records_outline(RecordFilter::default()).await.unwrap()
}

/// Signs in and asks for records; the member unticks some of them.
async fn connect(computer: &Computer, reconnect: Option<&str>, sharing: Sharing<'_>) -> String {
    let asked = ConnectRequest { optional: vec![DataKind::Records], ..request(reconnect) };
    let attempt = computer.folio.connect_begin(asked).await.unwrap();
    computer.answer(&attempt, Member::Maria, sharing).await;
    match reconnect {
        Some(id) => id.to_owned(),
        None => computer.confirm(&attempt).await,
    }
}

#[tokio::test]
async fn records_are_offered_shared_in_part_and_shared_whole_by_signing_in_again() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    computer.answer(&attempt, Member::Maria, ALL).await;
    let id = computer.confirm(&attempt).await;
    computer.synced(&id).await;
    let offered = outline(&computer).await;
    assert_eq!(offered.groups, []);
    let [source] = offered.sources.try_into().unwrap();
    assert_eq!((source.shared, source.not_shared.len(), source.incomplete), (Vec::new(), 7, Vec::new()));
    assert_eq!(computer.asked("/R4/Condition"), 0);

    let without = ["patient/Procedure.read", "patient/Observation.read"];
    connect(&computer, Some(&id), Sharing::AllBut(&without)).await;
    assert_eq!(computer.synced(&id).await.run, SyncRun::Done);
    let [source] = outline(&computer).await.sources.try_into().unwrap();
    assert_eq!(source.not_shared, [RecordKind::Procedure, RecordKind::Observation]);
    assert_eq!((source.shared.len(), source.incomplete), (5, Vec::new()));
    assert_eq!(computer.asked("/R4/Procedure") + computer.asked("/R4/Observation"), 0);
    assert_eq!(computer.connection(&id).await.missing, [], "of a kind that came in part nothing is called missing");

    connect(&computer, Some(&id), ALL).await;
    assert_eq!(computer.synced(&id).await.run, SyncRun::Done);
    let whole = outline(&computer).await;
    assert_eq!(whole.groups.len(), 7);
    let row = computer.folio.records_page(RecordFilter::default(), 0, 1).await.unwrap().rows.remove(0);
    let detail = computer.folio.health_record(row.id).await.unwrap();
    assert_eq!(detail.row.kind, RecordKind::Condition);
    assert!(detail.facts.iter().all(|fact| fact.element.starts_with("Condition.")));
    assert!(computer.folio.record_source(row.id).await.unwrap().contains("\"resourceType\": \"Condition\""));

    computer.folio.disconnect(&id).await.unwrap();
    let gone = outline(&computer).await;
    assert_eq!((gone.groups, gone.sources), (Vec::new(), Vec::new()));
}
