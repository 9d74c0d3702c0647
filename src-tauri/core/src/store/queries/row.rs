//! A claim as a list shows it.

use rusqlite::Row;

use crate::{
    ipc::{ClaimRow, Money},
    store::codes,
};

/// The columns of [`claim_row`], from `claim`, its `person` and its `connection`.
macro_rules! claim_row_columns {
    () => {
        "claim.id, connection.id, person.fhir_id, claim.start_date, claim.end_date, claim.kind, claim.title,
         claim.provider, claim.status, claim.in_network, claim.billed_text, claim.billed_currency, claim.paid_text,
         claim.paid_currency, claim.owe_text, claim.owe_currency, claim.arrived > connection.seen,
         claim.changed > connection.seen AND claim.arrived <= connection.seen, episode_member.episode"
    };
}
/// Joins what [`claim_row_columns`] needs to `claim`.
macro_rules! claim_row_joins {
    () => {
        " CROSS JOIN person ON person.key = claim.person CROSS JOIN connection ON connection.key = claim.connection
          LEFT JOIN episode_member ON episode_member.claim = claim.id "
    };
}
pub(super) use {claim_row_columns, claim_row_joins};

/// Reads the columns named above.
pub(super) fn claim_row(row: &Row<'_>) -> rusqlite::Result<ClaimRow> {
    let start: Option<String> = row.get(3)?;
    let end: Option<String> = row.get(4)?;
    let money = |text: usize, currency: usize| -> rusqlite::Result<Option<Money>> {
        let amount: Option<String> = row.get(text)?;
        let currency = row.get(currency)?;
        Ok(amount.map(|amount| Money { amount, currency }))
    };
    Ok(ClaimRow {
        id: row.get(0)?,
        person: person_id(row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?),
        end: end.filter(|end| start.as_ref() != Some(end)),
        start,
        kind: codes::claim_kind(row.get(5)?),
        title: row.get(6)?,
        provider: row.get(7)?,
        status: codes::claim_status(row.get(8)?),
        in_network: row.get(9)?,
        billed: money(10, 11)?,
        plan_paid: money(12, 13)?,
        you_owe: money(14, 15)?,
        is_new: row.get(16)?,
        is_changed: row.get(17)?,
        episode: row.get(18)?,
    })
}

/// A person's id outside the store; `None` for nobody.
pub(super) fn person_id(connection: &str, fhir_id: &str) -> Option<String> {
    (!fhir_id.is_empty()).then(|| format!("{connection}/{fhir_id}"))
}
