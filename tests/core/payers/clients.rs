//! Registrations of other kinds than a public one, and payers whose endpoints are looked up.

use claimfolio_core::{
    ipc::{AddressSource, ConnectRequest, SyncRun},
    payer::Registry,
};
use claimfolio_demo::Member;
use url::Url;

use super::household::{CLAIMS, Household, Registered, tokens};
use crate::folio::keychain::KEY;

/// One payer of each group.
const GROUPS: [&str; 4] = ["uhc-hsid", "oph-ca-uc", "optum-idaho", "optum-tooele"];

/// Connects, meets an expired token, ends: everything for which this app must show who it is.
async fn whole_life(home: &Household, key: &str) -> String {
    let (connection, status) = home.connect(key, Member::Maria).await;
    assert_eq!((status.run, status.new_claims), (SyncRun::Done, CLAIMS as u64), "{key}: {status:?}");
    let payer = home.payer(key);
    if payer.profile().refreshes() {
        payer.expire_access_tokens();
        assert_eq!(home.sync(&connection).await.run, SyncRun::Done, "{key}");
        assert_eq!(tokens(payer), 2, "{key}: the code, and one refresh");
    }
    let undocumented = payer.undocumented();
    assert!(undocumented.is_empty(), "{key}: {undocumented:#?}");
    connection
}

#[tokio::test]
async fn a_client_with_a_secret_connects_renews_and_ends_at_a_payer_of_each_group() {
    let kinds = GROUPS.map(|key| claimfolio_demo::Profile::named(key).unwrap().wants_basic());
    assert!(kinds.contains(&true) && kinds.contains(&false), "both places for a secret occur: {kinds:?}");
    for key in GROUPS {
        let home = Household::registered(&[key], Registered::WithSecret).await;
        let connection = whole_life(&home, key).await;
        let receipt = home.disconnect(&connection).await;
        assert_eq!(receipt.secret_deleted, Some(true), "{key}");
        assert_eq!(home.keychain.names(), [KEY], "{key}");
    }
}

/// T5
#[tokio::test]
async fn one_registration_with_one_secret_serves_the_four_payers_of_unitedhealthcare() {
    let keys = ["uhc-hsid", "uhc-rmhp", "uhc-sierra", "uhc-healthx"];
    let home = Household::registered(&keys, Registered::WithSecret).await;
    let shared: Vec<_> = home.keychain.names().into_iter().filter(|name| name.starts_with("registration/")).collect();
    assert_eq!(shared, ["registration/unitedhealthcare/secret"]);
    let mut connections = Vec::new();
    for key in keys {
        connections.push(whole_life(&home, key).await);
    }
    assert_eq!(home.rows().await.len(), 4 * CLAIMS, "four plans side by side");
    let last = connections.pop().unwrap();
    for connection in &connections {
        assert_eq!(home.disconnect(connection).await.secret_deleted, None, "the others need it");
    }
    assert_eq!(home.sync(&last).await.run, SyncRun::Done);
    assert_eq!(home.disconnect(&last).await.secret_deleted, Some(true));
    assert_eq!(home.keychain.names(), [KEY]);
}

#[tokio::test]
async fn a_moved_fhir_base_is_enough_where_the_payer_says_where_its_endpoints_are() {
    let home = Household::registered(&["uhc-hsid"], Registered::ByFhirAlone).await;
    let connection = whole_life(&home, "uhc-hsid").await;
    let found = home.connection(&connection).await.addresses.unwrap();
    let payer = home.payer("uhc-hsid").addresses();
    assert_eq!(found.used, AddressSource::WellKnownWithoutDot, "as its document spells it: {:?}", found.steps);
    assert_eq!((found.authorize, found.token), (payer.authorize.to_string(), payer.token.to_string()));
    home.disconnect(&connection).await;
}

/// The documents of these payers describe no discovery: each place is looked at, and the entry's own address is used.
#[tokio::test]
async fn where_a_payer_describes_no_discovery_every_place_is_looked_at_and_the_entry_is_used() {
    for key in &GROUPS[1..] {
        let home = Household::registered(&[key], Registered::ByFhirAlone).await;
        let request = ConnectRequest { payer: (*key).to_owned(), optional: Vec::new(), reconnect: None };
        let attempt = home.folio.connect_begin(request).await.unwrap();
        let page = Url::parse(&home.folio.connect_link(&attempt.id).unwrap()).unwrap();
        let shipped = Registry::shipped().unwrap().get(key).unwrap().addresses.clone().unwrap().authorize.url;
        assert_eq!((page.host_str(), page.path()), (shipped.host_str(), shipped.path()), "{key}");
        let looked: Vec<_> = home.payer(key).requests().into_iter().map(|seen| seen.path).collect();
        let base = home.payer(key).profile().fhir_path();
        let places = ["/.well-known/smart-configuration", "/well-known/smart-configuration", "/metadata"];
        assert_eq!(looked, places.map(|place| format!("{base}{place}")), "{key}");
        assert!(home.connections().await.is_empty());
    }
}
