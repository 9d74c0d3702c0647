//! What the member marks as paid.

use claimfolio_core::ipc::{ClaimPayments, Language, Ledger, LedgerQuery, MemberPayment, PaymentEntry, ReceiptFile};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn ledger(folio: Core<'_>, query: LedgerQuery) -> Answer<Ledger> {
    folio.ledger(query).await
}

#[tauri::command]
pub(crate) async fn claim_payments(folio: Core<'_>, id: i64) -> Answer<ClaimPayments> {
    folio.claim_payments(id).await
}

#[tauri::command]
pub(crate) async fn save_payment(folio: Core<'_>, entry: PaymentEntry) -> Answer<MemberPayment> {
    folio.save_payment(entry).await
}

#[tauri::command]
pub(crate) async fn remove_payment(folio: Core<'_>, id: i64, is_removed: bool) -> Answer<()> {
    folio.remove_payment(id, is_removed).await
}

#[tauri::command]
pub(crate) async fn attach_receipts(folio: Core<'_>, payment: i64) -> Answer<Vec<ReceiptFile>> {
    folio.attach_receipts(payment).await
}

#[tauri::command]
pub(crate) async fn save_receipt(folio: Core<'_>, id: i64) -> Answer<bool> {
    folio.save_receipt(id).await
}

#[tauri::command]
pub(crate) async fn remove_receipt(folio: Core<'_>, id: i64, is_removed: bool) -> Answer<()> {
    folio.remove_receipt(id, is_removed).await
}

#[tauri::command]
pub(crate) async fn save_statement(folio: Core<'_>, query: LedgerQuery, language: Language) -> Answer<bool> {
    folio.save_statement(query, language).await
}
