//! Going through the countable facts of claims: a month at once from `claim_month` where that is enough, else claim by
//! claim from the index `claim_facts`, or for a search from memory. None of them touches the claims' own rows.

use rusqlite::{Connection, Row, named_params, params};
use rust_decimal::Decimal;

use crate::store::{
    StoreError,
    amount::{self, Currencies, Portion},
    care_day, count,
};

use super::{facts_in_memory::FactsInMemory, scope::Scope};

/// Some claims that have everything below in common.
#[derive(Debug)]
pub(super) struct Cell {
    /// The care day, or the first one of the month.
    pub(super) care_day: i64,
    pub(super) person: i64,
    pub(super) kind: i64,
    pub(super) status: i64,
    /// An index into the currencies.
    pub(super) currency: usize,
    /// How many claims; 0 where this adds an amount to a claim that came by already.
    pub(super) claims: u64,
    /// Billed, discount, paid, owed.
    pub(super) figures: [Portion; 4],
}

/// How finely facts are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// Each care day by itself.
    Day,
    /// Whole months at once, where the scope has whole ones.
    Month,
}

/// Shows every claim of the scope to `each`.
pub(super) fn visit(
    reader: &Connection,
    memory: &FactsInMemory,
    scope: &Scope,
    grain: Grain,
    currencies: &mut Currencies,
    each: &mut dyn FnMut(&Cell),
) -> Result<(), StoreError> {
    // Whole months between the ends.
    let (first, last) = ((scope.low + 31) >> 5, scope.high >> 5);
    if scope.news {
        let (low, high) = scope.positions();
        let (noted, among) = scope.lists();
        let found = reader
            .prepare_cached(NEWS)?
            .query_map(params![low, high, scope.text, noted, among], |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        memory.visit(reader, &found, scope, currencies, each)?;
    } else if let Some(among) = &scope.among {
        let (low, high) = scope.positions();
        let within: Vec<i64> = among.iter().copied().filter(|position| (low..high).contains(position)).collect();
        memory.visit(reader, &within, scope, currencies, each)?;
    } else if let Some(text) = &scope.text {
        let (low, high) = scope.positions();
        let mut found = reader
            .prepare_cached(WORDS)?
            .query_map(params![text, low, high], |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        if !scope.noted.is_empty() {
            found.extend(scope.noted.iter().filter(|position| (low..high).contains(*position)));
            found.sort_unstable();
            found.dedup();
        }
        memory.visit(reader, &found, scope, currencies, each)?;
    } else if grain == Grain::Month && first < last {
        let before = Scope { high: care_day::of_month(first), ..scope.clone() };
        let after = Scope { low: care_day::of_month(last), ..scope.clone() };
        cells(reader, DAYS, scope, before.positions(), day_cell, currencies, each)?;
        cells(reader, MONTHS, scope, (first, last), month_cell, currencies, each)?;
        cells(reader, DAYS, scope, after.positions(), day_cell, currencies, each)?;
    } else {
        cells(reader, DAYS, scope, scope.positions(), day_cell, currencies, each)?;
    }
    apart(reader, scope, currencies, each)
}

pub(super) const DAYS: &str = "
    SELECT position, person, kind, status, currency, billed, discount, paid, owe FROM claim INDEXED BY claim_facts
    WHERE position >= :low AND position < :high
      AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)
      AND (:status IS NULL OR status = :status) AND :text IS NULL";

/// What is new or changed, among the few claims that ever were.
pub(super) const NEWS: &str = "
    SELECT claim.position FROM claim INDEXED BY claim_news
    CROSS JOIN connection ON connection.key = claim.connection
    WHERE (claim.arrived > 0 OR claim.changed > 0)
      AND (claim.arrived > connection.seen OR claim.changed > connection.seen)
      AND claim.position >= ?1 AND claim.position < ?2
      AND (?3 IS NULL OR claim.position IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?3)
           OR claim.position IN (SELECT value FROM json_each(?4)))
      AND (?5 IS NULL OR claim.position IN (SELECT value FROM json_each(?5)))
    ORDER BY claim.position";

/// The positions alone: a lookup of each claim would cost ten times as much as the search.
pub(super) const WORDS: &str = "
    SELECT rowid FROM claim_text
    WHERE claim_text MATCH ?1 AND rowid >= ?2 AND rowid < ?3
    ORDER BY rowid";

pub(super) const MONTHS: &str = "
    SELECT month, person, kind, status, currency, billed, discount, paid, owe, claims, billed_claims, discount_claims,
           paid_claims, owe_claims
    FROM claim_month
    WHERE month >= :low AND month < :high
      AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)
      AND (:status IS NULL OR status = :status) AND :text IS NULL";

/// The amounts that have no scaled form.
pub(super) const APART: &str = "
    SELECT position, person, kind, status, billed_text, discount_text, paid_text, owe_text, billed_currency,
           discount_currency, paid_currency, owe_currency, billed, discount, paid, owe
    FROM claim INDEXED BY claim_apart
    WHERE apart = 1 AND position >= :low AND position < :high
      AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)
      AND (:status IS NULL OR status = :status)
      AND (:text IS NULL OR position IN (SELECT rowid FROM claim_text WHERE claim_text MATCH :text)
           OR position IN (SELECT value FROM json_each(:noted)))
      AND (:among IS NULL OR position IN (SELECT value FROM json_each(:among)))
      AND (:news = 0 OR arrived > (SELECT seen FROM connection WHERE key = claim.connection)
           OR changed > (SELECT seen FROM connection WHERE key = claim.connection))";

fn cells(
    reader: &Connection,
    sql: &str,
    scope: &Scope,
    (low, high): (i64, i64),
    cell: fn(&Row<'_>, &mut Currencies) -> rusqlite::Result<Cell>,
    currencies: &mut Currencies,
    each: &mut dyn FnMut(&Cell),
) -> Result<(), StoreError> {
    if low >= high {
        return Ok(());
    }
    let mut statement = reader.prepare_cached(sql)?;
    let mut rows = statement.query(named_params! {
        ":low": low,
        ":high": high,
        ":person": scope.person,
        ":kind": scope.kind,
        ":status": scope.status,
        ":text": scope.text,
    })?;
    while let Some(row) = rows.next()? {
        each(&cell(row, currencies)?);
    }
    Ok(())
}

fn day_cell(row: &Row<'_>, currencies: &mut Currencies) -> rusqlite::Result<Cell> {
    Ok(Cell {
        care_day: row.get::<_, i64>(0)? / care_day::IDS,
        person: row.get(1)?,
        kind: row.get(2)?,
        status: row.get(3)?,
        currency: currencies.index(row.get_ref(4)?.as_str()?),
        claims: 1,
        figures: [row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?].map(Portion::of_scaled),
    })
}

fn month_cell(row: &Row<'_>, currencies: &mut Currencies) -> rusqlite::Result<Cell> {
    let mut figures = [Portion::default(); 4];
    for (index, figure) in figures.iter_mut().enumerate() {
        let scaled: i64 = row.get(5 + index)?;
        *figure = Portion { scaled: scaled.into(), apart: Decimal::ZERO, claims: count(row, 10 + index)? };
    }
    Ok(Cell {
        care_day: care_day::of_month(row.get(0)?),
        person: row.get(1)?,
        kind: row.get(2)?,
        status: row.get(3)?,
        currency: currencies.index(row.get_ref(4)?.as_str()?),
        claims: count(row, 9)?,
        figures,
    })
}

fn apart(
    reader: &Connection,
    scope: &Scope,
    currencies: &mut Currencies,
    each: &mut dyn FnMut(&Cell),
) -> Result<(), StoreError> {
    let (low, high) = scope.positions();
    let (noted, among) = scope.lists();
    let mut statement = reader.prepare_cached(APART)?;
    let mut rows = statement.query(named_params! {
        ":low": low,
        ":high": high,
        ":person": scope.person,
        ":kind": scope.kind,
        ":status": scope.status,
        ":text": scope.text,
        ":noted": noted,
        ":among": among,
        ":news": scope.news,
    })?;
    while let Some(row) = rows.next()? {
        for index in 0..4 {
            let scaled: Option<i64> = row.get(12 + index)?;
            let text = row.get_ref(4 + index)?.as_str_or_null()?;
            let Some(amount) = text.filter(|_| scaled.is_none()).and_then(amount::decimal) else { continue };
            let mut figures = [Portion::default(); 4];
            figures[index] = Portion { scaled: 0, apart: amount, claims: 1 };
            each(&Cell {
                care_day: row.get::<_, i64>(0)? / care_day::IDS,
                person: row.get(1)?,
                kind: row.get(2)?,
                status: row.get(3)?,
                currency: currencies.index(row.get_ref(8 + index)?.as_str_or_null()?.unwrap_or("")),
                claims: 0,
                figures,
            });
        }
    }
    Ok(())
}
