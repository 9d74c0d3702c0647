//! A member who writes about their claims, finds them by it, and leaves.

use claimfolio_core::ipc::{ClaimFilter, ClaimRow, CopyFormat, CopyLanguage, CopyWhat, ErrorCode, ViewEntry};
use claimfolio_demo::Member;

use super::computer::Computer;

async fn rows(computer: &Computer, filter: &ClaimFilter) -> Vec<i64> {
    let page = computer.folio.claims_page(filter.clone(), 0, 1_000).await.unwrap();
    page.rows.into_iter().map(|row: ClaimRow| row.id).collect()
}

fn words(text: &str) -> ClaimFilter {
    ClaimFilter { text: text.to_owned(), ..ClaimFilter::default() }
}

/// T27: what a member writes is in the encrypted file and in no other place.
#[tokio::test]
async fn a_note_and_a_tag_are_found_after_a_restart_and_a_sync_and_taken_along_as_a_table() {
    let mut computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    computer.synced(&id).await;
    let claim = rows(&computer, &ClaimFilter::default()).await[3];
    computer.folio.save_claim_note(claim, " Asked Marlène: canary-of-a-note\n=1+1 ".to_owned()).await.unwrap();
    computer.folio.add_tag(claim, " Taxes \n2026 ".to_owned()).await.unwrap();

    computer.restart().await;
    computer.folio.sync_start(&id).await.unwrap();
    computer.synced(&id).await;
    assert_eq!(rows(&computer, &words("marlene canary")).await, [claim]);
    let tags = computer.folio.tags().await.unwrap();
    assert_eq!(tags.iter().map(|tag| (tag.name.as_str(), tag.claims)).collect::<Vec<_>>(), [("Taxes 2026", 1)]);
    let tagged = ClaimFilter { tags: vec![tags[0].id], ..ClaimFilter::default() };
    assert_eq!(rows(&computer, &tagged).await, [claim]);
    let page = computer.folio.claims_page(tagged.clone(), 0, 10).await.unwrap();
    assert!(page.marks[0].has_note && page.marks[0].tags == ["Taxes 2026"]);
    assert!(!computer.all_bytes().windows(16).any(|window| window == b"canary-of-a-note"));

    let folder = tempfile::tempdir().unwrap();
    *computer.desktop.dialogs.lock().unwrap() = Some(folder.path().to_path_buf());
    let what = CopyWhat::Claims { filter: tagged };
    let saved = computer.folio.save_copy(what, CopyFormat::Csv, CopyLanguage::En).await.unwrap().unwrap();
    let table = std::fs::read_to_string(folder.path().join(saved.file)).unwrap();
    assert!(table.lines().next().unwrap().ends_with(",Your note,Your tags"), "{table}");
    assert!(table.ends_with(",\"Asked Marlène: canary-of-a-note\n=1+1\",Taxes 2026\r\n"), "{table}");
}

#[tokio::test]
async fn what_is_empty_or_too_long_is_refused_and_changes_nothing() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    computer.synced(&id).await;
    let claim = rows(&computer, &ClaimFilter::default()).await[0];
    let folio = &computer.folio;
    folio.save_claim_note(claim, "ñ".repeat(2_000)).await.unwrap();
    let refused = folio.save_claim_note(claim, "x".repeat(2_001)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::TextUnusable);
    assert_eq!(folio.claim_notes(claim).await.unwrap().note, "ñ".repeat(2_000));
    for name in [String::new(), " ".to_owned(), "x".repeat(41)] {
        assert_eq!(folio.add_tag(claim, name).await.unwrap_err().code, ErrorCode::TextUnusable);
    }
    assert_eq!(folio.add_tag(i64::MAX, "knee".to_owned()).await.unwrap_err().code, ErrorCode::NotFound);
    folio.add_tag(claim, "knee".to_owned()).await.unwrap();
    folio.add_tag(claim, "tax".to_owned()).await.unwrap();
    let tags = folio.tags().await.unwrap();
    assert_eq!(folio.rename_tag(tags[1].id, "KNEE".to_owned()).await.unwrap_err().code, ErrorCode::NameTaken);
    let entry = |name: &str| ViewEntry { id: None, name: name.to_owned(), filter: Some(words("knee")) };
    folio.save_view(entry("Mine")).await.unwrap();
    assert_eq!(folio.save_view(entry("mine")).await.unwrap_err().code, ErrorCode::NameTaken);
    assert_eq!(folio.save_view(entry(&"x".repeat(61))).await.unwrap_err().code, ErrorCode::TextUnusable);
}

/// T32: with the connection goes what was written about its claims, and the receipt says so.
#[tokio::test]
async fn what_was_written_goes_with_the_connection_and_the_receipt_counts_it() {
    let computer = Computer::new().await;
    let id = computer.connect(Member::Maria).await;
    computer.synced(&id).await;
    let all = rows(&computer, &ClaimFilter::default()).await;
    computer.folio.save_claim_note(all[0], "Call".to_owned()).await.unwrap();
    computer.folio.add_tag(all[1], "knee".to_owned()).await.unwrap();
    let view = ViewEntry { id: None, name: "Mine".to_owned(), filter: Some(words("knee")) };
    computer.folio.save_view(view).await.unwrap();
    let noted = computer.folio.connections().await.unwrap()[0].kept.noted;
    let receipt = computer.folio.disconnect(&id).await.unwrap();
    assert!(noted >= 2);
    assert_eq!(receipt.deleted.noted, noted);
    assert_eq!(computer.folio.tags().await.unwrap(), []);
    assert_eq!(computer.folio.views().await.unwrap(), []);
}
