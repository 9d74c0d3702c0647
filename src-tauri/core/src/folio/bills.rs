//! A provider's bill held against the claims that are here.

use std::collections::BTreeSet;

use jiff::{ToSpan as _, civil::Date};

use crate::{
    claims::{self, bill},
    fhir::json,
    ipc::{AppError, Bill, BillAnswer, BillReading, ClaimFilter},
    store::{KeptClaim, Store, StoreError},
};

use super::Folio;

/// Days around a bill's in which its claim is looked for: a stay may have begun long before.
const AROUND: i64 = 60;
/// Rows that are looked at, and claims that are read whole.
const MOST_ROWS: u64 = 500;
const MOST_READ: usize = 24;

impl Folio {
    /// The claims that a bill can be for.
    pub async fn find_bill(&self, bill: Bill) -> Result<BillAnswer, AppError> {
        self.with_store(move |store| find(store, &bill)).await
    }

    /// Days and amounts in a pasted bill.
    pub fn read_bill(&self, text: &str) -> BillReading {
        bill::read(text)
    }
}

fn find(store: &Store, bill: &Bill) -> Result<BillAnswer, StoreError> {
    let mut read: Vec<KeptClaim> = Vec::new();
    for id in candidates(store, bill)? {
        read.push(store.claim(id)?);
    }
    let explanations: Vec<_> =
        read.iter().map(|kept| claims::explain(&json::parse(&kept.named).unwrap_or_default())).collect();
    let candidates: Vec<_> = read
        .iter()
        .zip(&explanations)
        .map(|(kept, explanation)| bill::Candidate { row: &kept.row, explanation, replaced_by: kept.replaced_by })
        .collect();
    Ok(bill::compare(bill, &candidates))
}

/// The ids of claims that are worth reading.
fn candidates(store: &Store, bill: &Bill) -> Result<BTreeSet<i64>, StoreError> {
    let mut ids: BTreeSet<i64> = bill.claim.into_iter().collect();
    let of_person = ClaimFilter { person: bill.person.clone(), ..ClaimFilter::default() };
    let mut filters = Vec::new();
    if let Some(day) = bill.date.as_deref().and_then(|day| day.parse::<Date>().ok()) {
        let from = day.checked_sub(AROUND.days()).unwrap_or(day).to_string();
        let until = day.checked_add((AROUND + 1).days()).unwrap_or(day).to_string();
        filters.push(ClaimFilter { from: Some(from), until: Some(until), ..of_person.clone() });
    }
    for text in [Some(bill.provider.clone()), bill.amount.clone()].into_iter().flatten() {
        if !text.trim().is_empty() {
            filters.push(ClaimFilter { text, ..of_person.clone() });
        }
    }
    for filter in filters {
        let rows = store.claims_page(&filter, 0, MOST_ROWS)?.rows;
        let worth = rows.into_iter().filter(|row| bill::is_worth_reading(bill, row)).map(|row| row.id);
        let room = MOST_READ.saturating_sub(ids.len());
        ids.extend(worth.take(room));
    }
    Ok(ids)
}
