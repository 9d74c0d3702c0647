//! Many questions that meet an expired token at once.

use std::sync::Arc;

use claimfolio_demo::Member;
use futures_util::future::join_all;

use super::household::{Household, tokens};
use crate::demo_plan::DemoPlan;

/// T26
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_requests_that_meet_an_expired_token_at_once_make_one_refresh() {
    let plan = DemoPlan::with_claims(10).await;
    plan.running.expire_access_tokens();
    plan.running.forget_requests();
    let (client, patient) = (Arc::new(plan.client()), plan.patient.clone());
    let asking = (0..64).map(|_| {
        let (client, patient) = (Arc::clone(&client), patient.clone());
        tokio::spawn(async move { client.read("Patient", &patient, None).await.map(|found| found.id) })
    });
    for answer in join_all(asking).await {
        assert_eq!(answer.unwrap().unwrap(), patient);
    }
    assert_eq!(plan.refreshes(), 1);
}

/// T26
#[tokio::test]
async fn syncs_that_meet_an_expired_token_refresh_it_once_each_connection() {
    let home = Household::with(&["uhc-hsid"]).await;
    let (maria, _) = home.connect("uhc-hsid", Member::Maria).await;
    let (daniel, _) = home.connect("uhc-hsid", Member::Daniel).await;
    let payer = home.payer("uhc-hsid");
    payer.expire_access_tokens();
    payer.forget_requests();
    tokio::join!(home.sync(&maria), home.sync(&daniel));
    assert_eq!(tokens(payer), 2);
}
