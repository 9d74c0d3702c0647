//! What a stretch of time came to.

use claimfolio_core::ipc::{ClaimRow, LeftOutReason, Spending, SpendingNames, SpendingQuery, SpendingYear};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn spending_years(folio: Core<'_>) -> Answer<Vec<SpendingYear>> {
    folio.spending_years().await
}

#[tauri::command]
pub(crate) async fn spending(folio: Core<'_>, query: SpendingQuery) -> Answer<Spending> {
    folio.spending(query).await
}

#[tauri::command]
pub(crate) async fn spending_names(folio: Core<'_>, query: SpendingQuery) -> Answer<SpendingNames> {
    folio.spending_names(query).await
}

#[tauri::command]
pub(crate) async fn spending_left_out(
    folio: Core<'_>,
    query: SpendingQuery,
    why: LeftOutReason,
) -> Answer<Vec<ClaimRow>> {
    folio.spending_left_out(query, why).await
}
