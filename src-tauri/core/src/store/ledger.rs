//! What the member marks as paid. It is not from a payer: nothing but the member changes it, and it goes with its claim.
//!
//! A payment stays with the claim that it was entered for. Where a later claim takes that one's place, it is told with the
//! later one: the story's claim that counts. What is taken away can be brought back until the file is opened again.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::{Timestamp, civil::Date};
use rusqlite::{Connection, OptionalExtension as _, Row, named_params, params};

use crate::{
    ipc::{
        ClaimPayments, ClaimRow, Ledger, LedgerPerson, LedgerQuery, LedgerSums, LedgerYear, MemberPayment, Money,
        PaidSum, PaymentEntry, PaymentWay, ReceiptFile,
    },
    money,
    portable::FileKind,
};

use super::{
    Store, StoreError,
    amount::{self, Currencies, Portion, Tally},
    codes, count, queries,
};

/// Claims that are named as not marked.
const MOST_OPEN: usize = 100;
/// The currency of what is paid for a claim that states none.
const USUAL_CURRENCY: &str = "USD";

/// A receipt's file on its way in.
#[derive(Debug)]
pub struct NewReceipt {
    /// As the member's file is called.
    pub name: String,
    /// What its first bytes say that it is.
    pub kind: FileKind,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A receipt's file on its way out.
#[derive(Debug)]
pub struct KeptReceipt {
    /// What its first bytes said that it is.
    pub kind: FileKind,
    /// The day of the payment, for a name of the app's own.
    pub paid_on: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Store {
    /// What is marked as paid and what is not.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn ledger(&self, query: &LedgerQuery) -> Result<Ledger, StoreError> {
        self.read(|reader| {
            let mut payments = payments(reader, "TRUE", [])?;
            let is_theirs = |row: &ClaimRow| query.person.is_none() || row.person == query.person;
            payments.retain(|payment| is_theirs(&payment.counted));
            let marked: HashSet<i64> = payments.iter().map(|payment| payment.counted.id).collect();
            let mut years: BTreeSet<String> = payments.iter().map(|payment| year_of(&payment.paid_on)).collect();
            let mut by_year: BTreeMap<String, Vec<&MemberPayment>> = BTreeMap::new();
            for payment in &payments {
                by_year.entry(year_of(&payment.paid_on)).or_default().push(payment);
            }
            let by_year = by_year.into_iter().rev().map(|(year, paid)| LedgerYear { year, sums: sums(paid) }).collect();
            let cared = reader
                .prepare_cached("SELECT DISTINCT month / 13 FROM claim_month WHERE month > 0")?
                .query_map([], |row| row.get::<_, i64>(0))?
                .collect::<Result<Vec<_>, _>>()?;
            years.extend(cared.into_iter().map(|year| format!("{year:04}")));
            payments.retain(|payment| query.year.as_ref().is_none_or(|year| year_of(&payment.paid_on) == *year));
            let mut people: Vec<(Option<String>, Vec<&MemberPayment>)> = Vec::new();
            for person in queries::person_ids(reader)? {
                let theirs: Vec<_> = payments.iter().filter(|payment| payment.counted.person == person).collect();
                if !theirs.is_empty() {
                    people.push((person, theirs));
                }
            }
            let open = open(reader, query, &marked)?;
            Ok(Ledger {
                years: years.into_iter().rev().collect(),
                all: sums(payments.iter()),
                people: people
                    .into_iter()
                    .map(|(person, theirs)| LedgerPerson { person, sums: sums(theirs) })
                    .collect(),
                payments,
                by_year,
                open: open.rows,
                open_claims: open.claims,
                open_owed: open.owed,
            })
        })
    }

    /// What is paid for a claim and for those of its story.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such claim.
    pub fn claim_payments(&self, claim: i64) -> Result<ClaimPayments, StoreError> {
        self.read(|reader| {
            let counted = counted(reader, claim)?;
            let payments = payments(reader, &format!("payment.claim IN ({EARLIER})"), [counted])?;
            let paid = sums(payments.iter()).paid;
            Ok(ClaimPayments { counted: queries::claim_row_of(reader, counted)?, payments, paid })
        })
    }

    /// Keeps a payment that the member entered or changed. Days and amount were looked at before.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such claim, or no such payment of it.
    pub fn save_payment(&self, entry: &PaymentEntry) -> Result<MemberPayment, StoreError> {
        self.write(|transaction| {
            let owed = queries::claim_row_of(transaction, counted(transaction, entry.claim)?)?.you_owe;
            let currency = owed.as_ref().and_then(|money| money.currency.clone());
            let values = named_params! {
                ":id": entry.id,
                ":claim": entry.claim,
                ":paid_on": entry.paid_on,
                ":reimbursed_on": entry.reimbursed_on,
                ":way": codes::payment_way_code(entry.way),
                ":amount": entry.amount,
                ":currency": currency.as_deref().unwrap_or(USUAL_CURRENCY),
                ":note": entry.note,
                ":owed_text": owed.as_ref().map(|money| &money.amount),
                ":owed_currency": currency,
            };
            let id = match entry.id {
                None => {
                    transaction.execute(INSERT, values)?;
                    transaction.last_insert_rowid()
                }
                Some(id) => {
                    if transaction.execute(UPDATE, values)? == 0 {
                        return Err(StoreError::NotFound);
                    }
                    id
                }
            };
            payments(transaction, "payment.key = ?1", [id])?.pop().ok_or(StoreError::NotFound)
        })
    }

    /// Takes a payment away, or brings it back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub fn remove_payment(&self, id: i64, is_removed: bool) -> Result<(), StoreError> {
        self.set_removed("UPDATE payment SET removed = ?2 WHERE key = ?1", id, is_removed)
    }

    /// Keeps files with a payment, all or none.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such payment.
    pub fn add_receipts(
        &self,
        payment: i64,
        new: &[NewReceipt],
        now: Timestamp,
    ) -> Result<Vec<ReceiptFile>, StoreError> {
        self.write(|transaction| {
            let mut ids = Vec::new();
            for receipt in new {
                let media = codes::receipt_kind_code(receipt.kind).ok_or(StoreError::NotFound)?;
                let added = transaction.execute(
                    "INSERT INTO payment_receipt (payment, name, media, added, body)
                     SELECT key, ?2, ?3, ?4, ?5 FROM payment WHERE key = ?1 AND removed = 0",
                    params![payment, receipt.name, media, now.to_string(), receipt.bytes],
                )?;
                if added == 0 {
                    return Err(StoreError::NotFound);
                }
                ids.push(transaction.last_insert_rowid());
            }
            Ok(receipts(transaction, payment)?.into_iter().filter(|one| ids.contains(&one.id)).collect())
        })
    }

    /// A file that is kept with a payment.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub fn receipt(&self, id: i64) -> Result<KeptReceipt, StoreError> {
        self.read(|reader| {
            let found = reader
                .prepare_cached(
                    "SELECT media, paid_on, body FROM payment_receipt
                     CROSS JOIN payment ON payment.key = payment_receipt.payment
                     WHERE payment_receipt.key = ?1 AND payment_receipt.removed = 0 AND payment.removed = 0",
                )?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            let (media, paid_on, bytes) = found.ok_or(StoreError::NotFound)?;
            Ok(KeptReceipt { kind: codes::receipt_kind(media).ok_or(StoreError::Corrupt)?, paid_on, bytes })
        })
    }

    /// Takes a file away, or brings it back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub fn remove_receipt(&self, id: i64, is_removed: bool) -> Result<(), StoreError> {
        self.set_removed("UPDATE payment_receipt SET removed = ?2 WHERE key = ?1", id, is_removed)
    }

    fn set_removed(&self, sql: &str, id: i64, is_removed: bool) -> Result<(), StoreError> {
        self.write(|transaction| match transaction.execute(sql, params![id, is_removed])? {
            0 => Err(StoreError::NotFound),
            _ => Ok(()),
        })
    }

    /// Forgets for good what was taken away: nobody can bring it back any more once the file is opened anew.
    pub(super) fn forget_removed(&self) -> Result<(), StoreError> {
        let is_needed: bool = self.read(|reader| {
            Ok(reader.query_row(
                "SELECT EXISTS (SELECT 1 FROM payment WHERE removed = 1)
                     OR EXISTS (SELECT 1 FROM payment_receipt WHERE removed = 1)",
                [],
                |row| row.get(0),
            )?)
        })?;
        if !is_needed {
            return Ok(());
        }
        self.write(|transaction| {
            transaction.execute("DELETE FROM payment_receipt WHERE removed = 1", [])?;
            transaction.execute("DELETE FROM payment WHERE removed = 1", [])?;
            Ok(())
        })
    }
}

/// How many payments and receipts a connection keeps.
pub(super) fn kept(reader: &Connection, connection: i64) -> Result<(u64, u64), StoreError> {
    let payments = "SELECT payment.key FROM payment CROSS JOIN resource ON resource.key = payment.claim
                    WHERE payment.removed = 0 AND resource.connection = ?1";
    let sql = format!(
        "SELECT (SELECT count(*) FROM ({payments})),
                (SELECT count(*) FROM payment_receipt WHERE removed = 0 AND payment IN ({payments}))"
    );
    Ok(reader.prepare_cached(&sql)?.query_row([connection], |row| Ok((count(row, 0)?, count(row, 1)?)))?)
}

const INSERT: &str = "
    INSERT INTO payment (claim, paid_on, reimbursed_on, way, amount, currency, note, owed_text, owed_currency)
    SELECT :claim, :paid_on, :reimbursed_on, :way, :amount, :currency, :note, :owed_text, :owed_currency
    WHERE :id IS NULL";

const UPDATE: &str = "
    UPDATE payment SET
        paid_on = :paid_on,
        reimbursed_on = :reimbursed_on,
        way = :way,
        amount = :amount,
        currency = :currency,
        note = :note,
        owed_text = :owed_text,
        owed_currency = :owed_currency
    WHERE key = :id AND claim = :claim AND removed = 0";

/// The claims that replaced a claim, itself included, and of them the one that counts. A circle and a story whose last
/// claim is not here have none: then it is the claim itself. Statuses: replaced 3.
const COUNTED: &str = "
    WITH RECURSIVE later (id) AS (
        SELECT ?1
        UNION
        SELECT next.key FROM later
        CROSS JOIN resource AS own ON own.key = later.id
        CROSS JOIN claim_relation AS relation ON relation.connection = own.connection AND relation.older = own.id
        CROSS JOIN resource AS next
            ON next.connection = own.connection AND next.type = 'ExplanationOfBenefit' AND next.id = relation.newer
    )
    SELECT claim.id FROM later CROSS JOIN claim ON claim.id = later.id
    ORDER BY claim.status = 3, iif(claim.status = 3, claim.id <> ?1, 0), claim.id DESC LIMIT 1";

/// A claim and those that it replaced.
const EARLIER: &str = "
    WITH RECURSIVE earlier (id) AS (
        SELECT ?1
        UNION
        SELECT before.key FROM earlier
        CROSS JOIN resource AS own ON own.key = earlier.id
        CROSS JOIN claim_relation AS relation ON relation.connection = own.connection AND relation.newer = own.id
        CROSS JOIN resource AS before
            ON before.connection = own.connection AND before.type = 'ExplanationOfBenefit' AND before.id = relation.older
    )
    SELECT id FROM earlier";

fn counted(reader: &Connection, claim: i64) -> Result<i64, StoreError> {
    Ok(reader.prepare_cached(COUNTED)?.query_row([claim], |row| row.get(0))?)
}

fn payments<P: rusqlite::Params>(
    reader: &Connection,
    which: &str,
    params: P,
) -> Result<Vec<MemberPayment>, StoreError> {
    let sql = format!(
        "SELECT key, claim, paid_on, way, amount, currency, note, reimbursed_on, owed_text, owed_currency FROM payment
         WHERE removed = 0 AND {which} ORDER BY paid_on, key"
    );
    let mut statement = reader.prepare_cached(&sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(payment(reader, row)?);
    }
    Ok(found)
}

fn payment(reader: &Connection, row: &Row<'_>) -> Result<MemberPayment, StoreError> {
    let (id, claim) = (row.get(0)?, row.get(1)?);
    let currency: String = row.get(5)?;
    let amount = row.get::<_, Option<String>>(4)?.map(|amount| Money { amount, currency: Some(currency) });
    let counted = queries::claim_row_of(reader, counted(reader, claim)?)?;
    let owed_currency = row.get(9)?;
    let owed_then = row.get::<_, Option<String>>(8)?.map(|amount| Money { amount, currency: owed_currency });
    let owed_changed = match (&owed_then, &counted.you_owe) {
        (Some(then), Some(now)) => !money::is_same(then, now),
        (then, now) => then.is_some() != now.is_some(),
    };
    Ok(MemberPayment {
        id,
        claim,
        paid_on: row.get(2)?,
        way: codes::payment_way(row.get(3)?),
        amount,
        note: row.get(6)?,
        reimbursed_on: row.get(7)?,
        receipts: receipts(reader, id)?,
        counted,
        owed_then,
        owed_changed,
    })
}

fn receipts(reader: &Connection, payment: i64) -> Result<Vec<ReceiptFile>, StoreError> {
    let mut statement = reader.prepare_cached(
        "SELECT key, name, media, octet_length(body) FROM payment_receipt WHERE payment = ?1 AND removed = 0 ORDER BY key",
    )?;
    let rows = statement.query_map([payment], |row| {
        let media_type = codes::receipt_kind(row.get(2)?).map_or("", FileKind::media_type).to_owned();
        Ok(ReceiptFile { id: row.get(0)?, name: row.get(1)?, media_type, bytes: count(row, 3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn year_of(day: &str) -> String {
    day.get(..4).unwrap_or(day).to_owned()
}

/// Whether an account paid: then nothing is waiting to be paid back.
fn is_by_account(payment: &MemberPayment) -> bool {
    matches!(payment.way, PaymentWay::HsaCard | PaymentWay::Fsa) || payment.reimbursed_on.is_some()
}

fn sums<'a>(payments: impl IntoIterator<Item = &'a MemberPayment>) -> LedgerSums {
    let mut currencies = Currencies::default();
    let (mut paid, mut by_account, mut unreimbursed) = (Tally::default(), Tally::default(), Tally::default());
    let (mut all, mut without_amount) = (0, 0);
    for payment in payments {
        all += 1;
        let read = payment.amount.as_ref().and_then(|money| Some((money, amount::decimal(&money.amount)?)));
        let Some((money, apart)) = read else {
            without_amount += 1;
            continue;
        };
        let currency = currencies.index(money.currency.as_deref().unwrap_or(""));
        let portion = Portion { scaled: 0, apart, claims: 1 };
        paid.add(currency, &portion);
        if is_by_account(payment) { &mut by_account } else { &mut unreimbursed }.add(currency, &portion);
    }
    let finish = |tally: &Tally| {
        let sums = tally.sums(&currencies).into_iter();
        sums.map(|sum| PaidSum { money: sum.money, payments: sum.claims }).collect()
    };
    LedgerSums {
        payments: all,
        without_amount,
        paid: finish(&paid),
        by_account: finish(&by_account),
        unreimbursed: finish(&unreimbursed),
    }
}

/// What is owed and not marked.
struct Open {
    rows: Vec<ClaimRow>,
    claims: u64,
    owed: Vec<crate::ipc::Sum>,
}

/// The claims of a year's care of which something is owed, added up one by one: nothing is taken off a larger sum.
fn open(reader: &Connection, query: &LedgerQuery, marked: &HashSet<i64>) -> Result<Open, StoreError> {
    let year = query.year.as_ref().and_then(|year| year.parse::<i16>().ok());
    let first = |year: i16| Date::new(year, 1, 1).ok().map(|day| day.to_string());
    let (from, until) = (year.and_then(first), year.and_then(|year| first(year.checked_add(1)?)));
    let mut open = Open { rows: Vec::new(), claims: 0, owed: Vec::new() };
    let Some((low, high, person)) =
        queries::positions_of(reader, query.person.as_deref(), from.as_deref(), until.as_deref())?
    else {
        return Ok(open);
    };
    let mut currencies = Currencies::default();
    let mut owed = Tally::default();
    let mut statement = reader.prepare_cached(OPEN)?;
    let mut rows = statement.query(named_params! { ":low": low, ":high": high, ":person": person })?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if marked.contains(&id) {
            continue;
        }
        let scaled: Option<i64> = row.get(1)?;
        let (currency, portion) = match scaled {
            Some(_) => (currencies.index(row.get_ref(2)?.as_str()?), Portion::of_scaled(scaled)),
            None => {
                let text = row.get_ref(3)?.as_str_or_null()?;
                let Some(apart) = text.and_then(amount::decimal).filter(|amount| amount.is_sign_positive()) else {
                    continue;
                };
                let currency = currencies.index(row.get_ref(4)?.as_str_or_null()?.unwrap_or(""));
                (currency, Portion { scaled: 0, apart, claims: 1 })
            }
        };
        owed.add(currency, &portion);
        open.claims += 1;
        if open.rows.len() < MOST_OPEN {
            open.rows.push(queries::claim_row_of(reader, id)?);
        }
    }
    open.owed = owed.sums(&currencies);
    Ok(open)
}

/// Statuses: decided 0. Where an amount has no scaled form its text is in the claim's own row.
const OPEN: &str = "
    SELECT id, owe, currency, iif(owe IS NULL, owe_text, NULL), iif(owe IS NULL, owe_currency, NULL)
    FROM claim INDEXED BY claim_facts
    WHERE position >= :low AND position < :high AND status = 0 AND (:person IS NULL OR person = :person)
      AND (owe > 0 OR (owe IS NULL AND owe_text IS NOT NULL))
    ORDER BY position DESC";
