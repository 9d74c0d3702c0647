//! Connections and sealed secrets.

use secrecy::ExposeSecret as _;

use super::*;
use crate::store::StoreError;

#[test]
fn a_connection_reads_back_as_it_was_saved() {
    let fixture = Fixture::new();
    let full = ConnectionRecord {
        sign_in_needed_since: Some(at(7)),
        last_updated: Some(at(9)),
        scopes: vec!["openid".into(), "patient/*.read \"quoted\"".into()],
        granted: vec![DataKind::Person, DataKind::Coverage, DataKind::Claims, DataKind::Records],
        ..record("d")
    };
    fixture.store.save_connection(&full).unwrap();
    assert_eq!(fixture.store.connection("d").unwrap(), full);
    assert_eq!(fixture.store.connections().unwrap(), [record("c"), full]);
    assert!(matches!(fixture.store.connection("x"), Err(StoreError::NotFound)));
}

#[test]
fn a_renewed_connection_keeps_its_beginning_and_its_update() {
    let fixture = Fixture::new();
    fixture.store.end_sync("c", at(5), true).unwrap();
    fixture.save(vec![claim("a", json!({}))]);
    let renewed = ConnectionRecord {
        created: at(1_000),
        last_updated: Some(at(1_000)),
        missing: Vec::new(),
        sign_in_until: Some(jiff::civil::date(2028, 1, 1)),
        ..record("c")
    };
    fixture.store.save_connection(&renewed).unwrap();
    let expected = ConnectionRecord { created: at(0), last_updated: Some(at(5)), ..renewed };
    assert_eq!(fixture.store.connections().unwrap(), [expected]);
    assert_eq!(fixture.all().len(), 1);
}

#[test]
fn a_needed_sign_in_is_noted_and_forgotten() {
    let fixture = Fixture::new();
    let since = || fixture.store.connection("c").unwrap().sign_in_needed_since;
    fixture.store.set_sign_in_needed("c", Some(at(3))).unwrap();
    assert_eq!(since(), Some(at(3)));
    fixture.store.set_sign_in_needed("c", None).unwrap();
    assert_eq!(since(), None);
    assert!(matches!(fixture.store.set_sign_in_needed("x", None), Err(StoreError::NotFound)));
}

#[test]
fn sealed_secrets_are_replaced_and_deleted_by_name() {
    let Fixture { store, folder: _folder } = Fixture::new();
    let sealed = |name: &str| store.sealed(name).unwrap().map(|secret| secret.expose_secret().to_vec());
    store.put_sealed("a", &[0, 1, 255]).unwrap();
    store.put_sealed("b", b"").unwrap();
    assert_eq!((sealed("a"), sealed("b"), sealed("c")), (Some(vec![0, 1, 255]), Some(vec![]), None));
    store.put_sealed("a", &[2]).unwrap();
    assert_eq!(sealed("a"), Some(vec![2]));
    store.delete_sealed("a").unwrap();
    store.delete_sealed("a").unwrap();
    assert_eq!(sealed("a"), None);
}

/// T27
#[test]
fn a_store_says_nothing_of_itself() {
    let fixture = Fixture::new();
    assert_eq!(format!("{:?}", fixture.store), "Store { .. }");
}
