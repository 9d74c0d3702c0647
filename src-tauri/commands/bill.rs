//! A provider's bill held against the claims.

use claimfolio_core::ipc::{Bill, BillAnswer, BillReading};

use super::{Answer, Core};

#[tauri::command]
pub(crate) async fn find_bill(folio: Core<'_>, bill: Bill) -> Answer<BillAnswer> {
    folio.find_bill(bill).await
}

#[tauri::command]
pub(crate) async fn read_bill(folio: Core<'_>, text: String) -> Answer<BillReading> {
    Ok(folio.read_bill(&text))
}
