//! Stories in the file: the facts that they are made of, making them again for the people of whom claims came, and what the
//! member said of them.
//!
//! They are made once after the pages of a sync, for the people whose claims it brought, not claim by claim; until then
//! the stories that were there stay.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::{Store, StoreError, codes, prepare::ClaimView};
use crate::{
    claims::episodes::{self, Claim, Correction, Member, Story},
    date::{PartialDate, Precision},
    ipc::EpisodeCorrection,
};

/// The longest name that a member gives a story, in characters.
const LONGEST_NAME: usize = 80;

impl Store {
    /// Makes the stories again of everybody of whom claims came.
    ///
    /// # Errors
    /// Those of the disk.
    pub(super) fn settle_episodes(&self) -> Result<(), StoreError> {
        let is_stale = |reader: &Connection| {
            Ok(reader
                .query_row("SELECT EXISTS (SELECT 1 FROM person WHERE episodes_stale = 1)", [], |row| row.get(0))?)
        };
        if self.read(is_stale)? { self.write(settle) } else { Ok(()) }
    }

    /// Keeps what the member said of a story, and makes the person's stories again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such claim with a day of care, or where the two are of different people.
    pub fn correct_episode(&self, correction: &EpisodeCorrection) -> Result<(), StoreError> {
        let (kind, claim, other, name) = match correction {
            EpisodeCorrection::Apart { claim } => (APART, *claim, None, None),
            EpisodeCorrection::Join { claim, with } => (JOINS, *claim, Some(*with), None),
            EpisodeCorrection::Merge { claim, with } => (MERGES, *claim, Some(*with), None),
            EpisodeCorrection::Call { claim, name } => {
                let words: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
                let shown = words.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect::<String>();
                (CALLED, *claim, None, Some(shown))
            }
        };
        self.write(|transaction| {
            let person = person_of(transaction, claim)?.ok_or(StoreError::NotFound)?;
            if let Some(other) = other
                && person_of(transaction, other)? != Some(person)
            {
                return Err(StoreError::NotFound);
            }
            transaction.execute(
                "INSERT INTO episode_correction (person, kind, claim, other, name) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![person, kind, claim, other, name],
            )?;
            mark_stale(transaction, person)?;
            settle(transaction)
        })
    }

    /// Takes back what the member last said of the stories of a claim's person. Nothing happens where there is nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such claim with a day of care.
    pub fn undo_episode(&self, claim: i64) -> Result<(), StoreError> {
        self.write(|transaction| {
            let person = person_of(transaction, claim)?.ok_or(StoreError::NotFound)?;
            transaction.execute(
                "DELETE FROM episode_correction
                 WHERE number = (SELECT max(number) FROM episode_correction WHERE person = ?1)",
                [person],
            )?;
            mark_stale(transaction, person)?;
            settle(transaction)
        })
    }
}

/// Kinds of `episode_correction`; never renumbered.
const APART: i64 = 0;
const JOINS: i64 = 1;
const MERGES: i64 = 2;
const CALLED: i64 = 3;

fn person_of(transaction: &Transaction<'_>, claim: i64) -> Result<Option<i64>, StoreError> {
    let mut statement = transaction.prepare_cached("SELECT person FROM episode_fact WHERE claim = ?1")?;
    Ok(statement.query_row([claim], |row| row.get(0)).optional()?)
}

/// Marks that claims of a person came or changed.
pub(super) fn mark_stale(transaction: &Transaction<'_>, person: i64) -> Result<(), StoreError> {
    transaction
        .prepare_cached("UPDATE person SET episodes_stale = 1 WHERE key = ?1 AND episodes_stale = 0")?
        .execute([person])?;
    Ok(())
}

/// Writes what a claim says that can make it part of a story. One without a day, or asked about before the care, is part
/// of none.
pub(super) fn write_facts(
    transaction: &Transaction<'_>,
    claim: i64,
    id: &str,
    person: i64,
    counts: bool,
    view: &ClaimView,
) -> Result<(), StoreError> {
    let day = |text: &Option<String>| {
        let date = text.as_deref().and_then(PartialDate::parse)?;
        (date.precision() == Precision::Day).then_some(date)
    };
    let summary = &view.summary;
    let first = day(&summary.start).filter(|_| !codes::is_preauthorization(view.own_status));
    let Some(first) = first.map(|date| date.first_day()) else {
        transaction.prepare_cached("DELETE FROM episode_fact WHERE claim = ?1")?.execute([claim])?;
        return Ok(());
    };
    let last = day(&summary.end).map_or(first, |date| date.last_day().max(first));
    let facts = serde_json::to_string(&summary.episode).map_err(|error| StoreError::Disk(error.into()))?;
    transaction
        .prepare_cached(
            "INSERT INTO episode_fact (claim, person, id, first_day, last_day, kind, provider, counts, facts)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT DO UPDATE SET
                 person = excluded.person,
                 first_day = excluded.first_day,
                 last_day = excluded.last_day,
                 kind = excluded.kind,
                 provider = excluded.provider,
                 counts = excluded.counts,
                 facts = excluded.facts",
        )?
        .execute(params![claim, person, id, first, last, view.kind, summary.provider, counts, facts])?;
    Ok(())
}

/// Writes whether a claim counts, where others replace it or no longer do.
pub(super) fn write_counts(transaction: &Transaction<'_>, claim: i64, counts: bool) -> Result<(), StoreError> {
    transaction
        .prepare_cached("UPDATE episode_fact SET counts = ?2 WHERE claim = ?1")?
        .execute(params![claim, counts])?;
    Ok(())
}

/// Makes the stories again of the people who are marked.
pub(super) fn settle(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let mut people: BTreeMap<i64, Vec<Claim>> = transaction
        .prepare_cached("SELECT key FROM person WHERE episodes_stale = 1")?
        .query_map([], |row| Ok((row.get(0)?, Vec::new())))?
        .collect::<Result<_, _>>()?;
    let mut statement = transaction.prepare_cached(FACTS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(claims) = people.get_mut(&row.get(0)?) {
            claims.push(claim(row)?);
        }
    }
    for (person, claims) in &people {
        let corrections = corrections(transaction, *person)?;
        let stories = episodes::corrected(claims, episodes::group(claims), &corrections);
        write(transaction, *person, claims, &stories)?;
    }
    transaction.execute("UPDATE person SET episodes_stale = 0 WHERE episodes_stale = 1", [])?;
    Ok(())
}

/// The table is gone through as it lies: an index by person would cost each claim more than the few other people's rows do.
const FACTS: &str = "
    SELECT person, claim, id, first_day, last_day, kind, provider, counts, facts FROM episode_fact NOT INDEXED
    WHERE person IN (SELECT key FROM person WHERE episodes_stale = 1)";

fn claim(row: &Row<'_>) -> Result<Claim, StoreError> {
    Ok(Claim {
        key: row.get(1)?,
        id: row.get(2)?,
        first: row.get(3)?,
        last: row.get(4)?,
        kind: codes::claim_kind(row.get(5)?),
        provider: row.get(6)?,
        counts: row.get(7)?,
        facts: serde_json::from_str(row.get_ref(8)?.as_str()?).map_err(|_| StoreError::Corrupt)?,
    })
}

fn corrections(transaction: &Transaction<'_>, person: i64) -> Result<Vec<Correction>, StoreError> {
    let mut statement = transaction
        .prepare_cached("SELECT kind, claim, other, name FROM episode_correction WHERE person = ?1 ORDER BY number")?;
    let mut rows = statement.query([person])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (claim, other, name) = (row.get(1)?, row.get::<_, Option<i64>>(2)?, row.get::<_, Option<String>>(3)?);
        found.push(match (row.get(0)?, other, name) {
            (APART, ..) => Correction::Apart(claim),
            (JOINS, Some(other), _) => Correction::Joins(claim, other),
            (MERGES, Some(other), _) => Correction::Merges(claim, other),
            (CALLED, _, Some(name)) => Correction::Called(claim, name),
            _ => return Err(StoreError::Corrupt),
        });
    }
    Ok(found)
}

/// A story in the form of its row, with its members.
#[derive(PartialEq, Eq)]
struct Written {
    lead: i64,
    about: i64,
    code: Option<String>,
    place: Option<String>,
    own_name: Option<String>,
    start: String,
    end: String,
    /// Claim, reason, days, whether it is sure.
    members: Vec<(i64, i64, i64, bool)>,
}

/// Writes a person's stories; those that stay as they are are not touched.
fn write(transaction: &Transaction<'_>, person: i64, claims: &[Claim], stories: &[Story]) -> Result<(), StoreError> {
    let by_key: HashMap<i64, &Claim> = claims.iter().map(|claim| (claim.key, claim)).collect();
    let mut wanted: BTreeMap<i64, Written> = stories.iter().filter_map(|story| written(story, &by_key)).collect();
    let here = here(transaction, person)?;
    for (key, there) in here {
        if wanted.get(&key) == Some(&there) {
            wanted.remove(&key);
        } else {
            transaction.prepare_cached("DELETE FROM episode WHERE key = ?1")?.execute([key])?;
        }
    }
    for (key, story) in wanted {
        transaction
            .prepare_cached(
                "INSERT INTO episode (key, person, lead, about, code, place, own_name, start_date, end_date, claims)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                key,
                person,
                story.lead,
                story.about,
                story.code,
                story.place,
                story.own_name,
                story.start,
                story.end,
                i64::try_from(story.members.len()).unwrap_or(i64::MAX),
            ])?;
        let mut statement = transaction.prepare_cached(
            "INSERT INTO episode_member (claim, episode, reason, days, is_sure) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (claim, reason, days, is_sure) in story.members {
            statement.execute(params![claim, key, reason, days, is_sure])?;
        }
    }
    Ok(())
}

fn written(story: &Story, by_key: &HashMap<i64, &Claim>) -> Option<(i64, Written)> {
    let key = story.members.first()?.claim;
    let own = || story.members.iter().filter_map(|member| by_key.get(&member.claim));
    let name = episodes::name(story, |key| by_key.get(&key).copied());
    let mut members: Vec<_> = story
        .members
        .iter()
        .map(|Member { claim, reason, days, is_sure }| (*claim, codes::episode_reason_code(*reason), *days, *is_sure))
        .collect();
    members.sort_unstable();
    Some((
        key,
        Written {
            lead: story.lead,
            about: codes::episode_about_code(name.about),
            code: name.code.map(str::to_owned),
            place: name.place.map(str::to_owned),
            own_name: story.own_name.clone(),
            start: day_text(own().map(|claim| claim.first).min()?)?,
            end: day_text(own().map(|claim| claim.last).max()?)?,
            members,
        },
    ))
}

fn here(transaction: &Transaction<'_>, person: i64) -> Result<BTreeMap<i64, Written>, StoreError> {
    let mut stories: BTreeMap<i64, Written> = transaction
        .prepare_cached(
            "SELECT key, lead, about, code, place, own_name, start_date, end_date FROM episode WHERE person = ?1",
        )?
        .query_map([person], |row| {
            let story = Written {
                lead: row.get(1)?,
                about: row.get(2)?,
                code: row.get(3)?,
                place: row.get(4)?,
                own_name: row.get(5)?,
                start: row.get(6)?,
                end: row.get(7)?,
                members: Vec::new(),
            };
            Ok((row.get(0)?, story))
        })?
        .collect::<Result<_, _>>()?;
    let mut statement = transaction
        .prepare_cached("SELECT claim, reason, days, is_sure FROM episode_member WHERE episode = ?1 ORDER BY claim")?;
    for (key, story) in &mut stories {
        let members = statement.query_map([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        story.members = members.collect::<Result<_, _>>()?;
    }
    Ok(stories)
}

/// `YYYY-MM-DD`.
fn day_text(day: i64) -> Option<String> {
    const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);
    EPOCH.checked_add(jiff::Span::new().try_days(day).ok()?).ok().map(|date| date.to_string())
}
