//! Which claims a question is about.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    ipc::ClaimFilter,
    store::{
        StoreError, care_day, codes, notes,
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
    /// Positions, ascending, of claims that match by what the member wrote, beside those that match `text`.
    pub(super) noted: Vec<i64>,
    /// Only the claims at these positions, ascending; `text` has been looked for already.
    pub(super) among: Option<Vec<i64>>,
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
        let noted = if text.is_some() { notes::found(reader, &filter.text)? } else { Vec::new() };
        let scope = Self {
            kind: filter.kind.map(codes::claim_kind_code),
            status: filter.status.map(codes::claim_status_code),
            text,
            noted,
            news: filter.news,
            ..scope
        };
        Ok(Some(if filter.tags.is_empty() { scope } else { scope.among(reader, &filter.tags)? }))
    }

    /// The claims of the scope that have any of these tags. They are few: the words are looked for among them at once.
    fn among(self, reader: &Connection, tags: &[i64]) -> Result<Self, StoreError> {
        let mut tagged = notes::positions_tagged(reader, tags)?;
        if let Some(text) = &self.text {
            let mut found: BTreeSet<i64> = notes::matching(reader, text, &tagged)?.into_iter().collect();
            found.extend(&self.noted);
            tagged.retain(|position| found.contains(position));
        }
        Ok(Self { text: None, noted: Vec::new(), among: Some(tagged.into_iter().collect()), ..self })
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
            noted: Vec::new(),
            among: None,
            news: false,
        }))
    }

    /// What was found by the member's own words, and what the scope is held to, as `json_each` takes them.
    pub(super) fn lists(&self) -> (String, Option<String>) {
        (notes::list(&self.noted), self.among.as_ref().map(notes::list))
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
