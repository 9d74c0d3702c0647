//! Connections live apart: none waits for another, and ending one touches nobody else's records.

use std::time::Duration;

use claimfolio_core::ipc::SyncRun;
use claimfolio_demo::{Fault, Member, Rule};
use tokio::time::timeout;

use super::household::{CLAIMS, Household, timeline};

/// Much longer than a sync takes here, and much shorter than a payer that hangs is waited for.
const SOON: Duration = Duration::from_secs(30);

#[tokio::test]
async fn two_connections_sync_at_once_and_a_third_payer_that_hangs_delays_neither() {
    let home = Household::with(&["uhc-hsid", "optum-idaho", "oph-ca-uc"]).await;
    let (first, _) = home.connect("uhc-hsid", Member::Maria).await;
    let (second, _) = home.connect("optum-idaho", Member::Daniel).await;
    let (third, _) = home.connect("oph-ca-uc", Member::Maria).await;
    home.payer("oph-ca-uc").switches().add_fault(Rule::always("/fhir", Fault::Stall));
    home.folio.sync_start(&third).await.unwrap();
    // Each answers its first question only when the other has asked: neither waits for the other's end.
    for key in ["uhc-hsid", "optum-idaho"] {
        home.payer(key).forget_requests();
        home.payer(key).switches().set_latency(Duration::from_millis(50));
    }
    home.folio.sync_start(&first).await.unwrap();
    home.folio.sync_start(&second).await.unwrap();
    let running = |id: &str| home.status(id).is_some_and(|status| status.run == SyncRun::Running);
    assert!(running(&first) && running(&second) && running(&third), "all three are under way at once");
    let done = timeout(SOON, async { (home.synced(&first).await, home.synced(&second).await) }).await.unwrap();
    assert_eq!((done.0.run, done.1.run), (SyncRun::Done, SyncRun::Done));
    assert!(running(&third), "and the third still waits");
    home.folio.sync_stop(&third).await.unwrap();
}

#[tokio::test]
async fn of_two_members_at_a_payer_and_a_second_payer_disconnecting_one_touches_nobody_else() {
    let home = Household::with(&["optum-tooele", "uhc-rmhp"]).await;
    let (maria, _) = home.connect("optum-tooele", Member::Maria).await;
    let (jordan, _) = home.connect("optum-tooele", Member::Jordan).await;
    let (daniel, _) = home.connect("optum-tooele", Member::Daniel).await;
    let (other_plan, _) = home.connect("uhc-rmhp", Member::Maria).await;
    assert_eq!(home.connections().await.len(), 4, "the same ids at two payers are two people");
    let others = [&jordan, &daniel, &other_plan];
    let mut before = Vec::new();
    for id in others {
        before.push(home.shown(id).await);
    }
    let (claims, whole) = (home.rows().await.len(), home.folio.timeline(timeline(None)).await.unwrap());
    assert!(claims > 2 * CLAIMS, "{claims}: Daniel's claims are Maria's family's, too");

    let receipt = home.disconnect(&maria).await;
    assert_eq!(receipt.deleted.claims, CLAIMS as u64);
    for (id, before) in others.into_iter().zip(before) {
        assert_eq!(home.shown(id).await, before);
    }
    assert_eq!(home.rows().await.len(), claims - CLAIMS);
    assert_ne!(format!("{whole:?}"), format!("{:?}", home.folio.timeline(timeline(None)).await.unwrap()));
    let people = home.folio.people().await.unwrap();
    assert!(people.iter().all(|person| !person.id.starts_with(&maria)), "{people:?}");
    let coverages = home.folio.coverage().await.unwrap();
    assert!(coverages.iter().all(|card| card.connection != maria), "{coverages:?}");

    // And each of them goes on.
    for id in others {
        assert_eq!(home.sync(id).await.run, SyncRun::Done);
        home.disconnect(id).await;
    }
    assert!(home.rows().await.is_empty() && home.connections().await.is_empty());
}

/// T5
#[tokio::test]
async fn a_token_of_one_of_the_payers_that_share_a_registration_never_reaches_another() {
    let home = Household::with(&["uhc-hsid", "uhc-sierra"]).await;
    let (first, _) = home.connect("uhc-hsid", Member::Maria).await;
    assert!(home.payer("uhc-sierra").requests().is_empty());
    let (second, _) = home.connect("uhc-sierra", Member::Maria).await;
    assert_ne!(first, second);
    for (key, id) in [("uhc-hsid", &first), ("uhc-sierra", &second)] {
        home.payer(key).expire_access_tokens();
        assert_eq!(home.sync(id).await.run, SyncRun::Done);
        let refused = home.payer(key).requests().iter().filter(|seen| seen.status == 401).count();
        assert_eq!(refused, 1, "{key}: its own expired token, and no other's");
    }
}
