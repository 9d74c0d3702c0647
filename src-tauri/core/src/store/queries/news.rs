//! What is new since the member last marked everything as seen.

use rusqlite::{Connection, OptionalExtension as _, named_params};

use crate::{
    ipc::{ClaimRow, ClaimStatus, Money, NewsItem, WhatsNew},
    money::Amount,
    store::{Store, StoreError, body, count, prepare},
};

use super::{page, row::claim_row};

/// The strip over the timeline has room for a few.
const MOST_ITEMS: i64 = 6;

impl Store {
    /// What is new, counted, and the first few of it with what they said when they were last seen.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn whats_new(&self) -> Result<WhatsNew, StoreError> {
        self.read(|reader| {
            let mut news = reader.prepare_cached(COUNTS)?.query_row([], |row| {
                Ok(WhatsNew {
                    new: count(row, 0)?,
                    changed: count(row, 1)?,
                    not_covered: count(row, 2)?,
                    items: Vec::new(),
                })
            })?;
            let rows = reader
                .prepare_cached(page::NEWS)?
                .query_map(
                    named_params! {
                        ":low": 0,
                        ":high": i64::MAX,
                        ":person": None::<i64>,
                        ":kind": None::<i64>,
                        ":status": None::<i64>,
                        ":text": None::<String>,
                        ":noted": "[]",
                        ":among": None::<String>,
                        ":limit": MOST_ITEMS,
                        ":offset": 0,
                    },
                    claim_row,
                )?
                .collect::<Result<Vec<ClaimRow>, _>>()?;
            for row in rows {
                news.items.push(self.item(reader, row)?);
            }
            Ok(news)
        })
    }

    fn item(&self, reader: &Connection, row: ClaimRow) -> Result<NewsItem, StoreError> {
        let before = if row.is_changed { self.last_seen(reader, row.id)? } else { None };
        let (owed_before, status_before) = before.map_or((None, None), |(owed, status)| (owed, Some(status)));
        let is_denied = row.status == ClaimStatus::NotCovered && status_before != Some(ClaimStatus::NotCovered);
        let counted_before = owed_before.as_ref().filter(|_| status_before == Some(ClaimStatus::Decided));
        let is_newly_owed =
            row.status == ClaimStatus::Decided && row.you_owe.as_ref().is_some_and(|owe| is_more(owe, counted_before));
        Ok(NewsItem { row, owed_before, is_denied, is_newly_owed })
    }

    /// What a claim said when everything was last marked as seen.
    fn last_seen(&self, reader: &Connection, id: i64) -> Result<Option<(Option<Money>, ClaimStatus)>, StoreError> {
        let mut statement = reader.prepare_cached(LAST_SEEN)?;
        let found =
            statement.query_row([id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))).optional()?;
        let Some((length, body)) = found else { return Ok(None) };
        let raw = body::decompress(reader, &body, length)?;
        let summary = (self.inner.project)(&prepare::parse(&raw));
        Ok(Some((summary.you_owe, summary.status)))
    }
}

/// Whether an amount is above another one in the same currency; above nothing, where there is none.
fn is_more(now: &Money, before: Option<&Money>) -> bool {
    let value = |money: &Money| Amount::parse(&money.amount).and_then(|amount| amount.decimal());
    let Some(now_value) = value(now) else { return false };
    match before {
        Some(before) if before.currency == now.currency => value(before).is_some_and(|before| now_value > before),
        _ => now_value > rust_decimal::Decimal::ZERO,
    }
}

/// The status is the code of a claim that is not covered.
pub(super) const COUNTS: &str = "
    SELECT coalesce(sum(claim.arrived > connection.seen), 0), coalesce(sum(claim.arrived <= connection.seen), 0),
           coalesce(sum(claim.status = 2), 0)
    FROM claim INDEXED BY claim_news CROSS JOIN connection ON connection.key = claim.connection
    WHERE (claim.arrived > 0 OR claim.changed > 0)
      AND (claim.arrived > connection.seen OR claim.changed > connection.seen)";

const LAST_SEEN: &str = "
    SELECT resource_version.length, resource_version.body
    FROM resource_version
    CROSS JOIN resource ON resource.key = resource_version.resource
    CROSS JOIN connection ON connection.key = resource.connection
    WHERE resource_version.resource = ?1 AND resource_version.replaced_at > connection.seen
    ORDER BY resource_version.number LIMIT 1";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_above_what_was_owed_in_the_same_currency_or_above_nothing() {
        let money = |amount: &str, currency: &str| Money { amount: amount.into(), currency: Some(currency.into()) };
        let now = money("38.00", "USD");
        assert!(is_more(&now, None) && is_more(&now, Some(&money("37.99", "USD"))));
        assert!(!is_more(&now, Some(&money("38", "USD"))) && !is_more(&now, Some(&money("120.00", "USD"))));
        assert!(is_more(&now, Some(&money("120.00", "EUR"))), "two currencies are not compared");
        assert!(!is_more(&money("0.00", "USD"), None) && !is_more(&money("-5", "USD"), None));
    }
}
