//! Health records beside claims.

use claimfolio_core::ipc::{RecordDetail, RecordFilter, RecordRow, RecordsOutline, RecordsPage};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn records_outline(folio: Core<'_>, filter: RecordFilter) -> Answer<RecordsOutline> {
    folio.records_outline(filter).await
}

#[tauri::command]
pub(crate) async fn records_page(
    folio: Core<'_>,
    filter: RecordFilter,
    offset: u64,
    limit: u64,
) -> Answer<RecordsPage> {
    folio.records_page(filter, offset, limit).await
}

#[tauri::command]
pub(crate) async fn record(folio: Core<'_>, id: i64) -> Answer<RecordDetail> {
    folio.health_record(id).await
}

#[tauri::command]
pub(crate) async fn record_source(folio: Core<'_>, id: i64) -> Answer<String> {
    folio.record_source(id).await
}

#[tauri::command]
pub(crate) async fn records_of_claim(folio: Core<'_>, id: i64) -> Answer<Vec<RecordRow>> {
    folio.records_of_claim(id).await
}
