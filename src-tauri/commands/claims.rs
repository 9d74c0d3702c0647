//! Claims, people and coverage.

use claimfolio_core::ipc::{
    Appeal, AppealReminder, ClaimDetail, ClaimFilter, ClaimsOutline, ClaimsPage, CoverageCard, OtherClaimCheck, Person,
    PlanYear, Timeline, TimelineQuery, WhatsNew,
};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn people(folio: Core<'_>) -> Answer<Vec<Person>> {
    folio.people().await
}

#[tauri::command]
pub(crate) async fn coverage(folio: Core<'_>) -> Answer<Vec<CoverageCard>> {
    folio.coverage().await
}

#[tauri::command]
pub(crate) async fn claims_outline(folio: Core<'_>, filter: ClaimFilter) -> Answer<ClaimsOutline> {
    folio.claims_outline(filter).await
}

#[tauri::command]
pub(crate) async fn claims_page(folio: Core<'_>, filter: ClaimFilter, offset: u64, limit: u64) -> Answer<ClaimsPage> {
    folio.claims_page(filter, offset, limit).await
}

#[tauri::command]
pub(crate) async fn claim(folio: Core<'_>, id: i64) -> Answer<ClaimDetail> {
    folio.claim(id).await
}

#[tauri::command]
pub(crate) async fn claim_alike(folio: Core<'_>, id: i64) -> Answer<Vec<OtherClaimCheck>> {
    folio.claim_alike(id).await
}

#[tauri::command]
pub(crate) async fn save_appeal(folio: Core<'_>, id: i64, appeal: Appeal) -> Answer<()> {
    folio.save_appeal(id, appeal).await
}

#[tauri::command]
pub(crate) async fn appeal_reminders(folio: Core<'_>) -> Answer<Vec<AppealReminder>> {
    folio.appeal_reminders().await
}

#[tauri::command]
pub(crate) async fn claim_source(folio: Core<'_>, id: i64) -> Answer<String> {
    folio.claim_source(id).await
}

#[tauri::command]
pub(crate) async fn whats_new(folio: Core<'_>) -> Answer<WhatsNew> {
    folio.whats_new().await
}

#[tauri::command]
pub(crate) async fn accumulators(folio: Core<'_>, on: String) -> Answer<Vec<PlanYear>> {
    folio.accumulators(on).await
}

#[tauri::command]
pub(crate) async fn mark_seen(folio: Core<'_>) -> Answer<()> {
    folio.mark_seen().await
}

#[tauri::command]
pub(crate) async fn timeline(folio: Core<'_>, query: TimelineQuery) -> Answer<Timeline> {
    folio.timeline(query).await
}
