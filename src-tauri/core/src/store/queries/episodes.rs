//! Stories as screens show them.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::{
    claims::episodes,
    ipc::{ClaimEpisode, ClaimRow, Episode, EpisodePart},
    store::{Store, StoreError, codes, count},
};

use super::row::{claim_row, claim_row_columns, claim_row_joins, person_id};

impl Store {
    /// The story of a claim, with its parts.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such claim.
    pub fn claim_episode(&self, claim: i64) -> Result<ClaimEpisode, StoreError> {
        self.read(|reader| {
            let person: i64 = reader
                .prepare_cached("SELECT person FROM claim WHERE id = ?1")?
                .query_row([claim], |row| row.get(0))?;
            let can_undo =
                reader.prepare_cached("SELECT 1 FROM episode_correction WHERE person = ?1")?.exists([person])?;
            let key = reader
                .prepare_cached("SELECT episode FROM episode_member WHERE claim = ?1")?
                .query_row([claim], |row| row.get::<_, i64>(0))
                .optional()?;
            let Some(key) = key else { return Ok(ClaimEpisode { can_undo, ..ClaimEpisode::default() }) };
            let mut statement = reader.prepare_cached(PARTS)?;
            let parts = statement.query_map([key], |row| {
                let reason = codes::episode_reason(row.get(19)?);
                Ok(EpisodePart {
                    row: claim_row(row)?,
                    reason,
                    days: row.get(20)?,
                    is_sure: row.get(21)?,
                    is_lead: row.get(22)?,
                })
            })?;
            let parts = parts.collect::<Result<_, _>>()?;
            Ok(ClaimEpisode { episode: one(reader, key)?, parts, can_undo })
        })
    }
}

/// The stories of some claims, oldest first.
pub(super) fn of_rows<'a>(
    reader: &Connection,
    rows: impl Iterator<Item = &'a ClaimRow>,
) -> Result<Vec<Episode>, StoreError> {
    let mut keys: Vec<i64> = rows.filter_map(|row| row.episode).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut found = Vec::with_capacity(keys.len());
    for key in keys {
        found.extend(one(reader, key)?);
    }
    found.sort_by(|one, other| (&one.start, one.id).cmp(&(&other.start, other.id)));
    Ok(found)
}

fn one(reader: &Connection, key: i64) -> Result<Option<Episode>, StoreError> {
    Ok(reader.prepare_cached(ONE)?.query_row(params![key], episode).optional()?)
}

pub(super) const ONE: &str = "
    SELECT episode.key, connection.id, person.fhir_id, own_name, code, about, place, start_date, end_date,
           episode.claims
    FROM episode CROSS JOIN person ON person.key = episode.person
    CROSS JOIN connection ON connection.key = person.connection
    WHERE episode.key = ?1";

fn episode(row: &Row<'_>) -> rusqlite::Result<Episode> {
    let code: Option<String> = row.get(4)?;
    Ok(Episode {
        id: row.get(0)?,
        person: person_id(row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?),
        own_name: row.get(3)?,
        words: code.as_deref().and_then(episodes::words),
        about: codes::episode_about(row.get(5)?),
        place: row.get(6)?,
        start: row.get(7)?,
        end: row.get(8)?,
        claims: count(row, 9)?,
    })
}

const PARTS: &str = concat!(
    "SELECT ",
    claim_row_columns!(),
    ", own.reason, own.days, own.is_sure, claim.id = episode.lead
     FROM episode CROSS JOIN episode_member AS own ON own.episode = episode.key
     CROSS JOIN claim ON claim.id = own.claim",
    claim_row_joins!(),
    "WHERE episode.key = ?1 ORDER BY claim.position"
);
