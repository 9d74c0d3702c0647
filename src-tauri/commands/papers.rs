//! Claims, dated copies and payments on paper.

use claimfolio_core::ipc::{ClaimFilter, LedgerQuery, PrintOptions};

use super::{Answer, Core};
use crate::typeface;

#[tauri::command]
pub(crate) async fn save_claim_paper(folio: Core<'_>, id: i64, options: PrintOptions) -> Answer<Option<String>> {
    folio.save_claim_paper(id, options, typeface::inter()?).await
}

#[tauri::command]
pub(crate) async fn save_appeal_paper(
    folio: Core<'_>,
    id: i64,
    letter: String,
    options: PrintOptions,
) -> Answer<Option<String>> {
    folio.save_appeal_paper(id, letter, options, typeface::inter()?).await
}

#[tauri::command]
pub(crate) async fn save_claims_paper(
    folio: Core<'_>,
    filter: ClaimFilter,
    options: PrintOptions,
) -> Answer<Option<String>> {
    folio.save_claims_paper(filter, options, typeface::inter()?).await
}

#[tauri::command]
pub(crate) async fn save_care_paper(folio: Core<'_>, id: i64, options: PrintOptions) -> Answer<Option<String>> {
    folio.save_care_paper(id, options, typeface::inter()?).await
}

#[tauri::command]
pub(crate) async fn save_statement_paper(
    folio: Core<'_>,
    query: LedgerQuery,
    options: PrintOptions,
) -> Answer<Option<String>> {
    folio.save_statement_paper(query, options, typeface::inter()?).await
}
