//! A member who marks a claim as paid, keeps its receipt, and takes a statement along; and one who has a bill.

use claimfolio_core::ipc::{
    Bill, BillOutcome, ClaimFilter, ClaimRow, ClaimStatus, ErrorCode, Language, LedgerQuery, MemberPayment,
    PaymentEntry, PaymentWay,
};
use claimfolio_demo::Member;

use super::computer::Computer;

/// A decided claim of which something is owed.
async fn owed(computer: &Computer) -> ClaimRow {
    let rows = computer.folio.claims_page(ClaimFilter::default(), 0, 200).await.unwrap().rows;
    let owes =
        |row: &ClaimRow| row.you_owe.as_ref().is_some_and(|money| !money.amount.trim_matches(['0', '.']).is_empty());
    rows.into_iter().find(|row| row.status == ClaimStatus::Decided && owes(row)).unwrap()
}

async fn mark(computer: &Computer, claim: &ClaimRow) -> MemberPayment {
    let entry = PaymentEntry {
        id: None,
        claim: claim.id,
        paid_on: "2026-11-20".into(),
        way: PaymentWay::Cash,
        amount: claim.you_owe.as_ref().map(|money| money.amount.clone()),
        note: "At the counter".into(),
        reimbursed_on: None,
    };
    computer.folio.save_payment(entry).await.unwrap()
}

/// T9: a receipt is kept as bytes in the encrypted file, never opened, and saved again under a name of the app's own.
#[tokio::test]
async fn a_receipt_goes_in_and_out_by_the_systems_dialogs_as_it_was() {
    let mut computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    computer.synced(&id).await;
    let payment = mark(&computer, &owed(&computer).await).await;
    assert_eq!(computer.folio.attach_receipts(payment.id).await.unwrap(), [], "the member thought better of it");

    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("counter <b>receipt.exe");
    let bytes = b"%PDF-1.7 canary-of-a-receipt /OpenAction".to_vec();
    std::fs::write(&place, &bytes).unwrap();
    *computer.desktop.dialogs.lock().unwrap() = Some(folder.path().to_path_buf());
    let kept = computer.folio.attach_receipts(payment.id).await.unwrap().remove(0);
    assert_eq!(kept.media_type, "application/pdf", "by its bytes, not by its name");
    std::fs::write(&place, "<svg onload=alert(1)>").unwrap();
    let refused = computer.folio.attach_receipts(payment.id).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ReceiptKindUnknown);
    std::fs::remove_file(&place).unwrap();

    computer.restart().await;
    assert!(computer.folio.save_receipt(kept.id).await.unwrap());
    let saved = folder.path().join("receipt-2026-11-20.pdf");
    assert_eq!(std::fs::read(saved).unwrap(), bytes);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let canary = b"canary-of-a-receipt";
    assert!(!computer.all_bytes().windows(canary.len()).any(|window| window == canary));

    let receipt = computer.folio.disconnect(&id).await.unwrap();
    assert_eq!((receipt.deleted.payments, receipt.deleted.receipts), (1, 1));
    assert_eq!(computer.folio.save_receipt(kept.id).await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_years_statement_is_saved_as_a_table() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    computer.synced(&id).await;
    mark(&computer, &owed(&computer).await).await;
    let query = LedgerQuery { year: Some("2026".into()), person: None };
    assert!(!computer.folio.save_statement(query.clone(), Language::En).await.unwrap());
    let folder = tempfile::tempdir().unwrap();
    *computer.desktop.dialogs.lock().unwrap() = Some(folder.path().to_path_buf());
    assert!(computer.folio.save_statement(query, Language::En).await.unwrap());
    let table = std::fs::read_to_string(folder.path().join("claimfolio-payments-2026.csv")).unwrap();
    let lines: Vec<_> = table.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[1].starts_with("2026-11-20,") && lines[1].contains(",Cash,") && lines[1].ends_with("At the counter"));
}

#[tokio::test]
async fn a_bill_finds_its_claim_among_all_or_none() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    computer.synced(&id).await;
    let claim = owed(&computer).await;
    let bill = Bill {
        date: claim.start.clone(),
        provider: claim.provider.clone().unwrap_or_default(),
        amount: claim.you_owe.as_ref().map(|money| money.amount.clone()),
        ..Bill::default()
    };
    let answer = computer.folio.find_bill(bill.clone()).await.unwrap();
    let best = answer.found.first().unwrap();
    assert_eq!((best.claim.id, best.outcome), (claim.id, BillOutcome::Same));
    assert!(best.you_owe.element.as_deref().is_some_and(|element| element.starts_with("ExplanationOfBenefit.")));
    let higher = Bill { amount: Some("99999.99".into()), ..bill.clone() };
    assert_eq!(computer.folio.find_bill(higher).await.unwrap().found[0].outcome, BillOutcome::Higher);
    let elsewhere = Bill { date: Some("1999-01-01".into()), provider: "Nobody at all".into(), ..bill };
    let answer = computer.folio.find_bill(elsewhere).await.unwrap();
    assert!(answer.found.is_empty() && answer.none.is_some());
}
