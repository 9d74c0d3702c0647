//! Claims on paper, from a real sync to a file in the member's folder.

use std::path::Path;

use claimfolio_core::{
    ipc::{
        ClaimFilter, ClaimStatus, ErrorCode, LedgerQuery, Paper, PaperLanguage, PaymentEntry, PaymentWay, PrintOptions,
    },
    print::Typeface,
};
use claimfolio_demo::Member;

use super::computer::Computer;

pub(crate) fn inter() -> Typeface {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/@fontsource-variable/inter/files");
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let files = [read("inter-latin-opsz-normal.woff2"), read("inter-latin-ext-opsz-normal.woff2")];
    Typeface::from_woff2(&files.each_ref().map(Vec::as_slice)).unwrap()
}

pub(crate) fn options() -> PrintOptions {
    PrintOptions { language: PaperLanguage::En, paper: Paper::Letter, today: "2026-11-20".to_owned() }
}

/// A member with claims, and a folder that they save to.
async fn member(claims: usize) -> (Computer, tempfile::TempDir) {
    let computer = Computer::with_claims(claims).await;
    computer.connect(Member::Maria).await;
    let folder = tempfile::tempdir().unwrap();
    *computer.desktop.dialogs.lock().unwrap() = Some(folder.path().to_path_buf());
    (computer, folder)
}

pub(crate) fn read(file: &Path) -> String {
    let document = lopdf::Document::load(file).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// T29
#[cfg(unix)]
#[tokio::test]
async fn a_claim_an_appeal_a_list_and_a_statement_are_saved_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (computer, folder) = member(60).await;
    let rows = computer.rows().await;
    let denied = rows.iter().find(|row| row.status == ClaimStatus::NotCovered).unwrap();
    let folio = &computer.folio;
    let claim = folio.save_claim_paper(denied.id, options(), &inter()).await.unwrap().unwrap();
    let letter = "Dear plan, I ask you to look again.".to_owned();
    let appeal = folio.save_appeal_paper(denied.id, letter, options(), &inter()).await.unwrap().unwrap();
    let paid = PaymentEntry {
        id: None,
        claim: rows.iter().find(|row| row.you_owe.is_some()).unwrap().id,
        paid_on: "2026-11-19".to_owned(),
        way: PaymentWay::Check,
        amount: Some("45.25".to_owned()),
        note: String::new(),
        reimbursed_on: None,
    };
    folio.save_payment(paid).await.unwrap();
    let year = LedgerQuery { year: Some("2026".to_owned()), person: None };
    let statement = folio.save_statement_paper(year, options(), &inter()).await.unwrap().unwrap();
    assert_eq!(statement, "claimfolio-payments-2026-11-20.pdf");
    let list = folio.save_claims_paper(ClaimFilter::default(), options(), &inter()).await.unwrap().unwrap();
    assert_eq!(
        [claim.as_str(), appeal.as_str(), list.as_str()],
        ["claimfolio-claim-2026-11-20.pdf", "claimfolio-appeal-2026-11-20.pdf", "claimfolio-claims-2026-11-20.pdf"]
    );
    for name in [&claim, &appeal, &list, &statement] {
        let mode = std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{name}");
    }
    let made = "Made by Claimfolio on Nov 20, 2026 from data of";
    let text = read(&folder.path().join(&appeal));
    assert!(text.contains("Dear plan, I ask you to look again.") && text.contains(made), "{text}");
    let text = read(&folder.path().join(&statement));
    assert!(
        text.contains("Payments that you made in 2026") && text.contains("$45.25") && text.contains(made),
        "{text}"
    );
    let text = read(&folder.path().join(&claim));
    assert!(text.contains(made) && text.contains("Checks of the plan’s numbers"), "{text}");
    assert!(text.contains("Nov 20, 2026 Claimfolio first had it"), "{text}");
    // The list has each claim once, and the sums that the screen has.
    let text = read(&folder.path().join(&list));
    let outline = folio.claims_outline(ClaimFilter::default()).await.unwrap();
    let [owed] = outline.summary.you_owe.as_slice() else { panic!("{:?}", outline.summary) };
    let (whole, cents) = owed.money.amount.split_once('.').unwrap();
    assert!(text.replace(',', "").contains(&format!("${whole}.{cents}")));
    assert!(text.contains(&format!("Added up by Claimfolio from {} decided claims.", outline.summary.decided)));
    let providers = |name: &str| rows.iter().filter(|row| row.provider.as_deref() == Some(name)).count();
    let name = denied.provider.as_deref().unwrap();
    assert!(text.matches(name).count() >= providers(name));
}

#[tokio::test]
async fn nothing_is_written_where_the_member_thinks_better_of_it_or_the_folder_refuses() {
    let (computer, folder) = member(30).await;
    let id = computer.rows().await[0].id;
    *computer.desktop.dialogs.lock().unwrap() = None;
    assert_eq!(computer.folio.save_claim_paper(id, options(), &inter()).await.unwrap(), None);
    *computer.desktop.dialogs.lock().unwrap() = Some(folder.path().join("gone"));
    let refused = computer.folio.save_claim_paper(id, options(), &inter()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::FolderNotWritable);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_claim_that_was_not_refused_has_no_appeal_and_one_that_is_gone_no_paper() {
    let (computer, _folder) = member(60).await;
    let rows = computer.rows().await;
    for row in rows.iter().filter(|row| row.status == ClaimStatus::Pending) {
        let refused = computer.folio.save_appeal_paper(row.id, String::new(), options(), &inter()).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotFound);
    }
    let refused = computer.folio.save_claim_paper(-1, options(), &inter()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let odd = PrintOptions { today: "../../x".to_owned(), ..options() };
    let refused = computer.folio.save_claim_paper(rows[0].id, odd, &inter()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Unexpected);
}
