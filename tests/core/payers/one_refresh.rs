//! Many questions that meet an expired token at once.

use claimfolio_demo::Member;

use super::household::{Household, tokens};

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
