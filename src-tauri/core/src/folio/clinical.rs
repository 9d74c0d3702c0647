//! Health records beside claims, as the screens ask for them.

use serde_json::Value;

use crate::{
    fhir::json,
    ipc::{
        AppError, DataKind, RecordDetail, RecordFilter, RecordKind, RecordRow, RecordSource, RecordsOutline,
        RecordsPage,
    },
    payer::{Payer, record_kind_of_scope},
    records::{self, RECORD_KINDS},
    store::{ConnectionRecord, Store, StoreError},
};

use super::Folio;

/// The longest stretch of a list that one question may ask for.
const LONGEST_STRETCH: u64 = 500;

impl Folio {
    /// The kinds of a list, and where its records could come from.
    pub async fn records_outline(&self, filter: RecordFilter) -> Result<RecordsOutline, AppError> {
        let registry = self.registry();
        self.with_store(move |store| {
            let groups = store.record_groups(&filter)?;
            let with_records = store.connections_with_records()?;
            let mut sources = Vec::new();
            for record in store.connections()? {
                let source = source(store, &record, registry.get(&record.payer))?;
                let has_something = !source.shared.is_empty() || !source.not_shared.is_empty();
                if has_something || with_records.contains(&record.id) {
                    sources.push(source);
                }
            }
            Ok(RecordsOutline { groups, sources })
        })
        .await
    }

    /// A stretch of the list.
    pub async fn records_page(&self, filter: RecordFilter, offset: u64, limit: u64) -> Result<RecordsPage, AppError> {
        self.with_store(move |store| {
            Ok(RecordsPage { offset, rows: store.records_page(&filter, offset, limit.min(LONGEST_STRETCH))? })
        })
        .await
    }

    /// One record, whole.
    pub async fn health_record(&self, id: i64) -> Result<RecordDetail, AppError> {
        self.with_store(move |store| {
            let kept = store.record(id)?;
            // Kept JSON was valid when it came; should it not be, the row still says what is known.
            let resource = json::parse(&kept.raw).unwrap_or_default();
            Ok(RecordDetail {
                facts: records::facts(kept.row.kind, &resource),
                row: kept.row,
                person_name: kept.person_name,
                payer_name: kept.payer_name,
                reference: kept.reference,
                versions: kept.versions,
                claims: kept.claims,
            })
        })
        .await
    }

    /// What the plan sent for one record, laid out for reading; every value as it came.
    pub async fn record_source(&self, id: i64) -> Result<String, AppError> {
        self.with_store(move |store| {
            let raw = store.record(id)?.raw;
            let laid_out = serde_json::from_str::<Value>(&raw).and_then(|value| serde_json::to_string_pretty(&value));
            Ok(laid_out.unwrap_or(raw))
        })
        .await
    }

    /// The records of a claim's person on the days of the claim.
    pub async fn records_of_claim(&self, id: i64) -> Result<Vec<RecordRow>, AppError> {
        self.with_store(move |store| store.records_of_claim(id)).await
    }
}

/// The types of records behind a connection's scopes; none where the member shared no records.
pub(super) fn shared(record: &ConnectionRecord) -> Vec<RecordKind> {
    if !record.granted.contains(&DataKind::Records) {
        return Vec::new();
    }
    let of_scopes = kinds(&record.scopes);
    RECORD_KINDS.into_iter().filter(|kind| of_scopes.contains(kind)).collect()
}

fn kinds(scopes: &[String]) -> Vec<RecordKind> {
    scopes.iter().filter_map(|scope| record_kind_of_scope(scope)).collect()
}

fn source(store: &Store, record: &ConnectionRecord, payer: Option<&Payer>) -> Result<RecordSource, StoreError> {
    let shared = shared(record);
    let offered = payer.map(|payer| kinds(&payer.scopes_for(&[DataKind::Records]))).unwrap_or_default();
    let complete = store.complete_record_kinds(&record.id)?;
    Ok(RecordSource {
        connection: record.id.clone(),
        payer: record.payer.clone(),
        payer_name: record.payer_name.clone(),
        not_shared: RECORD_KINDS.into_iter().filter(|kind| offered.contains(kind) && !shared.contains(kind)).collect(),
        incomplete: shared.iter().copied().filter(|kind| !complete.contains(kind)).collect(),
        shared,
    })
}
