//! A stretch of the list.

use rusqlite::{Connection, named_params, params};

use crate::{
    ipc::{ClaimFilter, ClaimRow, ClaimsPage},
    store::{Store, StoreError, care_day, count, notes},
};

use super::{
    episodes,
    row::{claim_row, claim_row_columns, claim_row_joins},
    scope::Scope,
};

/// Rows of a page at most, whatever was asked for.
const MOST_ROWS: u64 = 1_000;
/// Fewer claims than these are passed over one by one.
const FEW: u64 = 256;

impl Store {
    /// A stretch of a list, newest first.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn claims_page(&self, filter: &ClaimFilter, offset: u64, limit: u64) -> Result<ClaimsPage, StoreError> {
        self.read(|reader| {
            let rows = match Scope::of_filter(reader, filter)? {
                None => Vec::new(),
                Some(scope) => rows(reader, scope, offset, limit.min(MOST_ROWS))?,
            };
            let episodes = episodes::of_rows(reader, rows.iter())?;
            let marks = notes::marks(reader, &rows)?;
            Ok(ClaimsPage { offset, rows, episodes, marks })
        })
    }
}

/// The ids of a list, in its order.
pub(in crate::store) fn claim_ids(reader: &Connection, filter: &ClaimFilter) -> Result<Vec<i64>, StoreError> {
    let Some(scope) = Scope::of_filter(reader, filter)? else { return Ok(Vec::new()) };
    let mut ids = Vec::new();
    loop {
        let offset = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        let rows = rows(reader, scope.clone(), offset, MOST_ROWS)?;
        if rows.is_empty() {
            return Ok(ids);
        }
        ids.extend(rows.iter().map(|row| row.id));
    }
}

fn rows(reader: &Connection, mut scope: Scope, offset: u64, limit: u64) -> Result<Vec<ClaimRow>, StoreError> {
    let (sql, offset) = if scope.news {
        (NEWS, offset)
    } else if scope.among.is_some() {
        (AMONG, offset)
    } else if !scope.noted.is_empty() {
        (SEARCHED_AND_NOTED, offset)
    } else if scope.text.is_some() {
        (SEARCHED, offset)
    } else {
        let left = narrow(reader, &mut scope, offset, limit)?;
        (LISTED, left)
    };
    let (low, high) = scope.positions();
    let (noted, among) = scope.lists();
    let mut statement = reader.prepare_cached(sql)?;
    let rows = statement.query_map(
        named_params! {
            ":low": low,
            ":high": high,
            ":person": scope.person,
            ":kind": scope.kind,
            ":status": scope.status,
            ":text": scope.text,
            ":noted": noted,
            ":among": among,
            ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
            ":offset": i64::try_from(offset).unwrap_or(i64::MAX),
        },
        claim_row,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Narrows the scope down to the months that the page can be in, so that neither a place deep in the list nor a filter that
/// few claims pass makes it go through claims in vain. Answers how many claims are still to be passed over.
fn narrow(reader: &Connection, scope: &mut Scope, offset: u64, limit: u64) -> Result<u64, StoreError> {
    let filtered = scope.person.is_some() || scope.kind.is_some() || scope.status.is_some();
    if offset < FEW && !filtered {
        return Ok(offset);
    }
    let mut left = offset;
    // The list may end within a month: its claims are counted one by one.
    let whole = (scope.high >> 5) << 5;
    let mut from_above = true;
    if whole < scope.high {
        let low = whole.max(scope.low) * care_day::IDS;
        let in_month = params![low, scope.high * care_day::IDS, scope.person, scope.kind, scope.status];
        let in_month = reader.prepare_cached(COUNT)?.query_row(in_month, |row| count(row, 0))?;
        if in_month > left || whole <= scope.low {
            from_above = false;
        } else {
            left -= in_month;
            scope.high = whole;
        }
    }
    let first = (scope.low + 31) >> 5;
    let mut found = 0;
    let mut lowest = whole;
    let mut months = reader.prepare_cached(MONTHS)?;
    let mut rows = months.query(params![first, whole >> 5, scope.person, scope.kind, scope.status])?;
    while let Some(row) = rows.next()? {
        let (month, in_month): (i64, u64) = (row.get(0)?, count(row, 1)?);
        if from_above && in_month <= left {
            left -= in_month;
            scope.high = month << 5;
            continue;
        }
        if from_above {
            scope.high = (month + 1) << 5;
            from_above = false;
        }
        found += in_month;
        lowest = month << 5;
        if found >= left.saturating_add(limit) {
            scope.low = lowest;
            return Ok(left);
        }
    }
    // No claim is in the months below the lowest that was found, unless the list begins within one.
    if scope.low & 31 == 0 {
        scope.low = lowest.max(scope.low);
    }
    Ok(left)
}

const COUNT: &str = "
    SELECT count(*) FROM claim INDEXED BY claim_facts
    WHERE position >= ?1 AND position < ?2 AND (?3 IS NULL OR person = ?3) AND (?4 IS NULL OR kind = ?4)
      AND (?5 IS NULL OR status = ?5)";

const MONTHS: &str = "
    SELECT month, sum(claims) FROM claim_month
    WHERE month >= ?1 AND month < ?2 AND (?3 IS NULL OR person = ?3) AND (?4 IS NULL OR kind = ?4)
      AND (?5 IS NULL OR status = ?5)
    GROUP BY month ORDER BY month DESC";

/// The page is chosen among the ids alone; only its rows are joined.
pub(super) const LISTED: &str = concat!(
    "WITH page (id) AS MATERIALIZED (
        SELECT id FROM claim INDEXED BY claim_facts
        WHERE position >= :low AND position < :high AND (:person IS NULL OR person = :person)
          AND (:kind IS NULL OR kind = :kind) AND (:status IS NULL OR status = :status) AND :text IS NULL
          AND :noted = '[]' AND :among IS NULL
        ORDER BY position DESC LIMIT :limit OFFSET :offset
     )
     SELECT ",
    claim_row_columns!(),
    " FROM page CROSS JOIN claim ON claim.id = page.id",
    claim_row_joins!(),
    "ORDER BY claim.position DESC"
);

pub(super) const NEWS: &str = concat!(
    "SELECT ",
    claim_row_columns!(),
    " FROM claim INDEXED BY claim_news",
    claim_row_joins!(),
    "WHERE (claim.arrived > 0 OR claim.changed > 0)
       AND (claim.arrived > connection.seen OR claim.changed > connection.seen)
       AND claim.position >= :low AND claim.position < :high AND (:person IS NULL OR claim.person = :person)
       AND (:kind IS NULL OR claim.kind = :kind) AND (:status IS NULL OR claim.status = :status)
       AND (:text IS NULL OR claim.position IN (SELECT rowid FROM claim_text WHERE claim_text MATCH :text)
            OR claim.position IN (SELECT value FROM json_each(:noted)))
       AND (:among IS NULL OR claim.position IN (SELECT value FROM json_each(:among)))
     ORDER BY claim.position DESC LIMIT :limit OFFSET :offset"
);

pub(super) const SEARCHED: &str = concat!(
    "WITH page (id) AS MATERIALIZED (
        SELECT id FROM claim_text CROSS JOIN claim INDEXED BY claim_facts ON claim.position = claim_text.rowid
        WHERE claim_text MATCH :text AND claim_text.rowid >= :low AND claim_text.rowid < :high
          AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)
          AND (:status IS NULL OR status = :status) AND :noted = '[]' AND :among IS NULL
        ORDER BY claim_text.rowid DESC LIMIT :limit OFFSET :offset
     )
     SELECT ",
    claim_row_columns!(),
    " FROM page CROSS JOIN claim ON claim.id = page.id",
    claim_row_joins!(),
    "ORDER BY claim.position DESC"
);

/// Both kinds of hits are in the list's order and are merged as they come: neither is gone through to its end.
pub(super) const SEARCHED_AND_NOTED: &str = concat!(
    "WITH page (position) AS MATERIALIZED (
        SELECT claim_text.rowid FROM claim_text
        CROSS JOIN claim INDEXED BY claim_facts ON claim.position = claim_text.rowid
        WHERE claim_text MATCH :text AND claim_text.rowid >= :low AND claim_text.rowid < :high
          AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)
          AND (:status IS NULL OR status = :status) AND :among IS NULL
        UNION
        SELECT claim.position FROM json_each(:noted) AS noted
        CROSS JOIN claim INDEXED BY claim_facts ON claim.position = noted.value
        WHERE claim.position >= :low AND claim.position < :high
          AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)
          AND (:status IS NULL OR status = :status)
        ORDER BY 1 DESC LIMIT :limit OFFSET :offset
     )
     SELECT ",
    claim_row_columns!(),
    " FROM page CROSS JOIN claim INDEXED BY claim_facts ON claim.position = page.position",
    claim_row_joins!(),
    "ORDER BY claim.position DESC"
);

pub(super) const AMONG: &str = concat!(
    "WITH page (position) AS MATERIALIZED (
        SELECT claim.position FROM json_each(:among) AS among
        CROSS JOIN claim INDEXED BY claim_facts ON claim.position = among.value
        WHERE claim.position >= :low AND claim.position < :high AND (:person IS NULL OR person = :person)
          AND (:kind IS NULL OR kind = :kind) AND (:status IS NULL OR status = :status) AND :text IS NULL
          AND :noted = '[]'
        ORDER BY 1 DESC LIMIT :limit OFFSET :offset
     )
     SELECT ",
    claim_row_columns!(),
    " FROM page CROSS JOIN claim INDEXED BY claim_facts ON claim.position = page.position",
    claim_row_joins!(),
    "ORDER BY claim.position DESC"
);
