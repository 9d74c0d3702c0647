//! Which claims a question is about.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    ipc::ClaimFilter,
    store::{
        StoreError, care_day, codes,
        search_text::{self, Search},
    },
};

/// After every date that FHIR can write.
const END_OF_TIME: i64 = (10_000 * 13) << 5;

/// Which claims a question is about: filters as the file has them.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// Of these people's claims only; the keys of their rows.
    pub(super) person: Option<i64>,
    pub(super) kind: Option<i64>,
    pub(super) status: Option<i64>,
    /// Care days from here …
    pub(super) low: i64,
    /// … and before here.
    pub(super) high: i64,
    /// An expression for `claim_text`.
    pub(super) text: Option<String>,
    /// Only what is new or changed.
    pub(super) news: bool,
}

impl Scope {
    /// `None` where nothing can match: an unknown person, or words that no claim can have.
    pub(super) fn of_filter(reader: &Connection, filter: &ClaimFilter) -> Result<Option<Self>, StoreError> {
        let text = match search_text::search(&filter.text) {
            Search::Nothing => return Ok(None),
            Search::Everything => None,
            Search::Matching(expression) => Some(expression),
        };
        let Some(scope) =
            Self::of_days(reader, filter.person.as_deref(), filter.from.as_deref(), filter.until.as_deref())?
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            kind: filter.kind.map(codes::claim_kind_code),
            status: filter.status.map(codes::claim_status_code),
            text,
            news: filter.news,
            ..scope
        }))
    }

    /// A person's claims of some days. An end that is no date is no end; either end leaves the undated claims out.
    pub(super) fn of_days(
        reader: &Connection,
        person: Option<&str>,
        from: Option<&str>,
        until: Option<&str>,
    ) -> Result<Option<Self>, StoreError> {
        let person = match person {
            None => None,
            Some(id) => match person_key(reader, id)? {
                None => return Ok(None),
                key => key,
            },
        };
        let from = from.and_then(day);
        let until = until.and_then(day);
        let low = from.or(until.and(Some(care_day::FIRST))).unwrap_or(0);
        Ok(Some(Self {
            person,
            kind: None,
            status: None,
            low,
            high: until.unwrap_or(END_OF_TIME),
            text: None,
            news: false,
        }))
    }

    /// The positions of the scope's care days.
    pub(super) fn positions(&self) -> (i64, i64) {
        (self.low * care_day::IDS, self.high * care_day::IDS)
    }
}

fn day(text: &str) -> Option<i64> {
    care_day::first_day(care_day::care_day(Some(text))).map(care_day::beginning)
}

pub(super) fn person_key(reader: &Connection, id: &str) -> Result<Option<i64>, StoreError> {
    let Some((connection, fhir_id)) = id.split_once('/').filter(|(_, fhir_id)| !fhir_id.is_empty()) else {
        return Ok(None);
    };
    let mut statement = reader.prepare_cached(
        "SELECT person.key FROM connection CROSS JOIN person ON person.connection = connection.key
         WHERE connection.id = ?1 AND person.fhir_id = ?2",
    )?;
    Ok(statement.query_row(params![connection, fhir_id], |row| row.get(0)).optional()?)
}
