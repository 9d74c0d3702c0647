//! Files of records to measure.

use std::path::Path;

use claimfolio_core::{
    clock::{Clock, SystemClock},
    ipc::DataKind,
    store::{ConnectionRecord, DatabaseKey, Store},
};
use claimfolio_tests::Result;

/// The id of the one connection.
pub(crate) const CONNECTION: &str = "bench";

/// What its member shared.
pub(crate) const KINDS: [DataKind; 3] = [DataKind::Person, DataKind::Coverage, DataKind::Claims];

/// A fresh file of records with one connection.
pub(crate) fn open(folder: &Path, patient: &str) -> Result<Store> {
    let store = Store::open(folder, &key())?;
    store.save_connection(&ConnectionRecord {
        id: CONNECTION.to_owned(),
        payer: "demo".to_owned(),
        payer_name: "Plan".to_owned(),
        patient: Some(patient.to_owned()),
        member_name: None,
        scopes: Vec::new(),
        granted: KINDS.to_vec(),
        missing: Vec::new(),
        created: SystemClock::default().now(),
        sign_in_needed_since: None,
        sign_in_until: None,
        last_updated: None,
    })?;
    Ok(store)
}

/// The key of the files that are measured.
pub(crate) fn key() -> DatabaseKey {
    DatabaseKey::new(Box::new([7; 32]))
}
