//! What the member marks as paid, its receipts, and the statement of a year.

use std::{
    fs::File,
    io::{ErrorKind, Read},
    path::Path,
};

use jiff::civil::Date;

use crate::{
    ipc::{AppError, ClaimPayments, Event, Language, Ledger, LedgerQuery, MemberPayment, PaymentEntry, ReceiptFile},
    money::Amount,
    portable::{self, FileKind},
    store::NewReceipt,
};

use super::{Folio, blocking, error};

/// The largest receipt that is kept: a photograph or a few scanned pages.
const LARGEST_RECEIPT: u64 = 10 * 1024 * 1024;
/// Files that are taken at once.
const MOST_RECEIPTS: usize = 10;
/// What can be a receipt.
const RECEIPTS: &[FileKind] =
    &[FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Heic, FileKind::Webp, FileKind::Gif, FileKind::Tiff];
/// Letters of a file's name and of a note that are kept.
const LONGEST_NAME: usize = 120;
const LONGEST_NOTE: usize = 2_000;

impl Folio {
    /// What is marked as paid and what is not.
    pub async fn ledger(&self, query: LedgerQuery) -> Result<Ledger, AppError> {
        self.with_store(move |store| store.ledger(&query)).await
    }

    /// What is paid for a claim.
    pub async fn claim_payments(&self, id: i64) -> Result<ClaimPayments, AppError> {
        self.with_store(move |store| store.claim_payments(id)).await
    }

    /// Keeps a payment that the member entered or changed.
    pub async fn save_payment(&self, entry: PaymentEntry) -> Result<MemberPayment, AppError> {
        let entry = usable(entry)?;
        let saved = self.with_store(move |store| store.save_payment(&entry)).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(saved)
    }

    /// Takes a payment away, or brings it back.
    pub async fn remove_payment(&self, id: i64, is_removed: bool) -> Result<(), AppError> {
        self.with_store(move |store| store.remove_payment(id, is_removed)).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(())
    }

    /// Lets the member choose files and keeps them with a payment, all or none; no file where they think better of it. They
    /// are kept as bytes and never opened (T9).
    pub async fn attach_receipts(&self, payment: i64) -> Result<Vec<ReceiptFile>, AppError> {
        let paths = self.host.open_files(RECEIPTS).await;
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let receipts: Vec<NewReceipt> =
            blocking(move || paths.iter().take(MOST_RECEIPTS).map(|path| read(path)).collect::<Result<_, _>>())
                .await??;
        let now = self.clock.now();
        let kept = self.with_store(move |store| store.add_receipts(payment, &receipts, now)).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(kept)
    }

    /// Saves a receipt where the member wants it, under a name of the app's own; false where they think better of it.
    pub async fn save_receipt(&self, id: i64) -> Result<bool, AppError> {
        let receipt = self.with_store(move |store| store.receipt(id)).await?;
        let name = format!("receipt-{}.{}", receipt.paid_on, receipt.kind.ending());
        let Some(place) = self.place_for(&name, receipt.kind).await? else { return Ok(false) };
        blocking(move || portable::write_private(&place, &receipt.bytes)).await??;
        Ok(true)
    }

    /// Takes a receipt away, or brings it back.
    pub async fn remove_receipt(&self, id: i64, is_removed: bool) -> Result<(), AppError> {
        self.with_store(move |store| store.remove_receipt(id, is_removed)).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(())
    }

    /// Saves the payments of a year as a table where the member wants it; false where they think better of it.
    pub async fn save_statement(&self, query: LedgerQuery, language: Language) -> Result<bool, AppError> {
        let name =
            format!("claimfolio-payments-{}.csv", query.year.as_deref().filter(|year| is_year(year)).unwrap_or("all"));
        let (ledger, people) = self.with_store(move |store| Ok((store.ledger(&query)?, store.people()?))).await?;
        let table = portable::statement(&ledger, &people, language == Language::Es);
        let Some(place) = self.place_for(&name, FileKind::Csv).await? else { return Ok(false) };
        blocking(move || portable::write_private(&place, table.as_bytes())).await??;
        Ok(true)
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The entry as it is kept, or what is wrong with it.
fn usable(mut entry: PaymentEntry) -> Result<PaymentEntry, AppError> {
    let is_day = |text: &str| text.len() == 10 && text.parse::<Date>().is_ok();
    if !is_day(&entry.paid_on) || entry.reimbursed_on.as_deref().is_some_and(|day| !is_day(day)) {
        return Err(error::entry_unusable("date"));
    }
    entry.amount = match entry.amount.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) => {
            let plain = text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let amount = Amount::parse(text).filter(|amount| plain && !amount.is_zero());
            Some(amount.ok_or_else(|| error::entry_unusable("amount"))?.plain().into_owned())
        }
    };
    entry.note = kept_text(&entry.note, LONGEST_NOTE);
    Ok(entry)
}

fn kept_text(text: &str, longest: usize) -> String {
    text.trim().chars().filter(|letter| !letter.is_control() || *letter == '\n').take(longest).collect()
}

/// Reads a file that may be anything: no more of it than is kept.
fn read(path: &Path) -> Result<NewReceipt, AppError> {
    let mut bytes = Vec::new();
    let opened = File::open(path).and_then(|file| {
        // A pipe or a device would be waited for for ever.
        if !file.metadata()?.is_file() {
            return Err(ErrorKind::InvalidInput.into());
        }
        file.take(LARGEST_RECEIPT + 1).read_to_end(&mut bytes)
    });
    opened.map_err(|_| error::receipt_unreadable())?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size > LARGEST_RECEIPT) {
        return Err(error::receipt_too_large());
    }
    let kind = FileKind::of_document(&bytes).ok_or_else(error::receipt_kind_unknown)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(NewReceipt { name: kept_text(&name, LONGEST_NAME), kind, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ipc::{ErrorCode, PaymentWay};

    fn entry(paid_on: &str, amount: Option<&str>) -> PaymentEntry {
        PaymentEntry {
            id: None,
            claim: 1,
            paid_on: paid_on.to_owned(),
            way: PaymentWay::Cash,
            amount: amount.map(str::to_owned),
            note: "  Counter\u{7} 4 ".to_owned(),
            reimbursed_on: None,
        }
    }

    #[test]
    fn an_entry_is_a_day_and_a_plain_amount_or_none() {
        let kept = usable(entry("2026-11-20", Some("45.10"))).unwrap();
        assert_eq!((kept.amount.as_deref(), kept.note.as_str()), (Some("45.10"), "Counter 4"));
        assert_eq!(usable(entry("2026-11-20", Some(" "))).unwrap().amount, None);
        for (day, amount) in [
            ("2026-02-30", None),
            ("11/20/2026", None),
            ("2026-11-20", Some("0.00")),
            ("2026-11-20", Some("-5")),
            ("2026-11-20", Some("5,00")),
            ("2026-11-20", Some("1e9")),
        ] {
            let refused = usable(entry(day, amount)).unwrap_err();
            assert_eq!(refused.code, ErrorCode::EntryUnusable, "{day} {amount:?}");
        }
        let reimbursed = PaymentEntry { reimbursed_on: Some("soon".to_owned()), ..entry("2026-11-20", None) };
        assert_eq!(usable(reimbursed).unwrap_err().code, ErrorCode::EntryUnusable);
    }

    /// T9: what could hold a program is not kept, whatever it is called; what is kept is known by its bytes.
    #[test]
    fn a_receipt_is_a_picture_or_a_pdf_by_its_bytes_and_not_too_large() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            read(&path)
        };
        assert_eq!(file("scan.txt", b"%PDF-1.7").unwrap().kind, FileKind::Pdf);
        assert_eq!(file("photo.jpg", b"\xff\xd8\xff\xe0").unwrap().kind, FileKind::Jpeg);
        assert_eq!(file("photo.heic", b"\0\0\0\x18ftypheic....").unwrap().kind, FileKind::Heic);
        for (name, bytes) in [
            ("a.pdf", b"<html><script>".as_slice()),
            ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'>"),
            ("a.jpg", b""),
            ("a.exe", b"MZ"),
        ] {
            assert_eq!(file(name, bytes).unwrap_err().code, ErrorCode::ReceiptKindUnknown, "{name}");
        }
        let mut large = b"%PDF-1.7".to_vec();
        large.resize(usize::try_from(LARGEST_RECEIPT).unwrap(), b' ');
        assert!(file("largest.pdf", &large).is_ok());
        large.push(b' ');
        assert_eq!(file("larger.pdf", &large).unwrap_err().code, ErrorCode::ReceiptTooLarge);
        assert_eq!(read(&folder.path().join("gone.pdf")).unwrap_err().code, ErrorCode::ReceiptUnreadable);
        assert_eq!(read(folder.path()).unwrap_err().code, ErrorCode::ReceiptUnreadable);
    }
}
