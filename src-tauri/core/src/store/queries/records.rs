//! Health records: the list, one record, and what belongs to the same days as a claim.

use rusqlite::{Connection, Row, named_params, params};

use crate::{
    ipc::{ClaimRow, RecordFilter, RecordGroup, RecordKind, RecordRow, RecordVersion},
    records,
    store::{
        Store, StoreError, body, care_day, codes, count, prepare,
        search_text::{self, Search},
    },
};

use super::{
    row::{claim_row, claim_row_columns, claim_row_joins, person_id},
    scope::person_key,
};

/// Rows of a page at most, whatever was asked for.
const MOST_ROWS: u64 = 1_000;

/// Claims and records of one day that are shown beside each other at most.
const MOST_OF_A_DAY: i64 = 100;

/// How far before a day a claim may have begun that is still going on on it, in months: the longest stay that is looked for.
const LONGEST_STAY: i64 = 6;

/// A record as it is kept.
#[derive(Debug)]
pub struct KeptRecord {
    /// As in the list.
    pub row: RecordRow,
    /// The connection's payer.
    pub payer_name: String,
    /// The person's whole name.
    pub person_name: Option<String>,
    /// `Observation/<id>`.
    pub reference: String,
    /// The resource verbatim.
    pub raw: String,
    /// What was here, oldest first, the present one included.
    pub versions: Vec<RecordVersion>,
    /// The same person's claims for care on the same days.
    pub claims: Vec<ClaimRow>,
}

/// The columns of [`record_row`], from `record`, its `person` and its `connection`.
macro_rules! record_row_columns {
    () => {
        "record.id, connection.id, person.fhir_id, record.kind, record.start_date, record.end_date, record.title,
         record.value, record.interpretation, record.performer, record.standing, record.arrived > connection.seen,
         record.changed > connection.seen AND record.arrived <= connection.seen"
    };
}

macro_rules! record_row_joins {
    () => {
        " CROSS JOIN person ON person.key = record.person CROSS JOIN connection ON connection.key = record.connection "
    };
}

fn record_row(row: &Row<'_>) -> rusqlite::Result<RecordRow> {
    Ok(RecordRow {
        id: row.get(0)?,
        person: person_id(row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?),
        kind: codes::record_kind(row.get(3)?),
        start: row.get(4)?,
        end: row.get(5)?,
        title: row.get(6)?,
        value: row.get(7)?,
        interpretation: row.get(8)?,
        performer: row.get(9)?,
        standing: codes::record_standing(row.get(10)?),
        is_new: row.get(11)?,
        is_changed: row.get(12)?,
    })
}

/// A filter as the file has it.
struct Scope {
    person: Option<i64>,
    kind: Option<i64>,
    text: Option<String>,
}

impl Scope {
    /// `None` where nothing can match.
    fn of(reader: &Connection, filter: &RecordFilter) -> Result<Option<Self>, StoreError> {
        let text = match search_text::search(&filter.text) {
            Search::Nothing => return Ok(None),
            Search::Everything => None,
            Search::Matching(expression) => Some(expression),
        };
        let person = match filter.person.as_deref() {
            None => None,
            Some(id) => match person_key(reader, id)? {
                None => return Ok(None),
                key => key,
            },
        };
        Ok(Some(Self { person, kind: filter.kind.map(codes::record_kind_code), text }))
    }
}

impl Store {
    /// How many records there are of each kind, in the order of the list.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn record_groups(&self, filter: &RecordFilter) -> Result<Vec<RecordGroup>, StoreError> {
        self.read(|reader| {
            let Some(scope) = Scope::of(reader, filter)? else { return Ok(Vec::new()) };
            let mut statement = reader.prepare_cached(if scope.text.is_some() { GROUPS_FOUND } else { GROUPS })?;
            let rows = statement.query_map(
                named_params! { ":person": scope.person, ":kind": scope.kind, ":text": scope.text },
                |row| Ok(RecordGroup { kind: codes::record_kind(row.get(0)?), records: count(row, 1)? }),
            )?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// A stretch of the list: kind by kind, within one the newest first.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn records_page(&self, filter: &RecordFilter, offset: u64, limit: u64) -> Result<Vec<RecordRow>, StoreError> {
        self.read(|reader| {
            let Some(scope) = Scope::of(reader, filter)? else { return Ok(Vec::new()) };
            let mut statement = reader.prepare_cached(if scope.text.is_some() { FOUND } else { LISTED })?;
            let rows = statement.query_map(
                named_params! {
                    ":person": scope.person,
                    ":kind": scope.kind,
                    ":text": scope.text,
                    ":limit": i64::try_from(limit.min(MOST_ROWS)).unwrap_or(i64::MAX),
                    ":offset": i64::try_from(offset).unwrap_or(i64::MAX),
                },
                record_row,
            )?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// One record.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no record of this id.
    pub fn record(&self, id: i64) -> Result<KeptRecord, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(ONE)?;
            let mut rows = statement.query([id])?;
            let row = rows.next()?.ok_or(StoreError::NotFound)?;
            let record = record_row(row)?;
            let mut versions = earlier_versions(reader, id, record.kind)?;
            versions.push(RecordVersion {
                seen_at: row.get(17)?,
                value: record.value.clone(),
                standing: record.standing,
            });
            let claims = claims_of_days(reader, row.get(20)?, row.get(21)?, row.get(22)?)?;
            Ok(KeptRecord {
                row: record,
                payer_name: row.get(13)?,
                person_name: row.get(14)?,
                reference: format!("{}/{}", row.get::<_, String>(15)?, row.get::<_, String>(16)?),
                raw: body::decompress(reader, &row.get::<_, Vec<u8>>(19)?, row.get(18)?)?,
                versions,
                claims,
            })
        })
    }

    /// The records of a claim's person on the days of the claim; only those that state a day.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no claim of this id.
    pub fn records_of_claim(&self, claim: i64) -> Result<Vec<RecordRow>, StoreError> {
        self.read(|reader| {
            let (person, position, end): (i64, i64, Option<String>) = reader
                .prepare_cached("SELECT person, position, end_date FROM claim WHERE id = ?1")?
                .query_row([claim], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let first = position / care_day::IDS;
            let last = care_day::care_day(end.as_deref()).max(first);
            if !care_day::is_day(first) || !care_day::is_day(last) {
                return Ok(Vec::new());
            }
            let mut statement = reader.prepare_cached(ON_DAYS)?;
            let rows = statement.query_map(params![person, first, last, care_day::IDS, MOST_OF_A_DAY], record_row)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The kinds of records whose searches have come to an end at least once.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn complete_record_kinds(&self, connection: &str) -> Result<Vec<RecordKind>, StoreError> {
        let places = self.search_places(connection)?;
        let complete = places.iter().filter(|place| place.complete_as_of.is_some());
        Ok(complete.filter_map(|place| records::kind_of(&place.search)).collect())
    }

    /// The connections that have records, as ids.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn connections_with_records(&self) -> Result<Vec<String>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(
                "SELECT id FROM connection WHERE EXISTS (SELECT 1 FROM record WHERE record.connection = connection.key)",
            )?;
            let rows = statement.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

/// What the record said before, read afresh from what was kept.
fn earlier_versions(reader: &Connection, id: i64, kind: RecordKind) -> Result<Vec<RecordVersion>, StoreError> {
    let mut statement = reader
        .prepare_cached("SELECT received, length, body FROM resource_version WHERE resource = ?1 ORDER BY number")?;
    let mut rows = statement.query([id])?;
    let mut versions = Vec::new();
    while let Some(row) = rows.next()? {
        let raw = body::decompress(reader, &row.get::<_, Vec<u8>>(2)?, row.get(1)?)?;
        let summary = records::summarise(kind, &prepare::parse(&raw));
        versions.push(RecordVersion { seen_at: row.get(0)?, value: summary.value, standing: summary.standing });
    }
    Ok(versions)
}

/// A person's claims for care that was going on from one care day to another; nothing where these are no whole days.
fn claims_of_days(reader: &Connection, person: i64, first: i64, last: i64) -> Result<Vec<ClaimRow>, StoreError> {
    if !care_day::is_day(first) || !care_day::is_day(last) {
        return Ok(Vec::new());
    }
    let begun = first - ((LONGEST_STAY + 1) << 5);
    let (low, high) = (begun.max(care_day::FIRST) * care_day::IDS, (last + 1) * care_day::IDS);
    let mut statement = reader.prepare_cached(CLAIMS_ON_DAYS)?;
    let mut rows = statement.query(params![person, low, high, MOST_OF_A_DAY])?;
    let mut claims = Vec::new();
    while let Some(row) = rows.next()? {
        let claim = claim_row(row)?;
        let starts = care_day::care_day(claim.start.as_deref());
        let ends = care_day::care_day(claim.end.as_deref()).max(starts);
        if care_day::is_day(starts) && ends >= first {
            claims.push(claim);
        }
    }
    Ok(claims)
}

const GROUPS: &str = "
    SELECT kind, count(*) FROM record INDEXED BY record_list
    WHERE kind >= 0 AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind) AND :text IS NULL
    GROUP BY kind ORDER BY kind";

const GROUPS_FOUND: &str = "
    SELECT kind, count(*) FROM record
    WHERE id IN (SELECT rowid FROM record_text WHERE record_text MATCH :text)
      AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)
    GROUP BY kind ORDER BY kind";

/// The page is chosen among the ids alone; only its rows are joined.
pub(super) const LISTED: &str = concat!(
    "WITH page (id) AS MATERIALIZED (
        SELECT id FROM record INDEXED BY record_list
        WHERE kind >= 0 AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind) AND :text IS NULL
        ORDER BY kind, position DESC LIMIT :limit OFFSET :offset
     )
     SELECT ",
    record_row_columns!(),
    " FROM page CROSS JOIN record ON record.id = page.id",
    record_row_joins!(),
    "ORDER BY record.kind, record.position DESC"
);

const FOUND: &str = concat!(
    "WITH page (id) AS MATERIALIZED (
        SELECT id FROM record
        WHERE id IN (SELECT rowid FROM record_text WHERE record_text MATCH :text)
          AND (:person IS NULL OR person = :person) AND (:kind IS NULL OR kind = :kind)
        ORDER BY kind, position DESC LIMIT :limit OFFSET :offset
     )
     SELECT ",
    record_row_columns!(),
    " FROM page CROSS JOIN record ON record.id = page.id",
    record_row_joins!(),
    "ORDER BY record.kind, record.position DESC"
);

const ONE: &str = concat!(
    "SELECT ",
    record_row_columns!(),
    ", connection.payer_name, person.name, resource.type, resource.id, resource.received, resource.length, resource.body,
       record.person, record.position / 16777216, record.last_day
     FROM record",
    record_row_joins!(),
    "CROSS JOIN resource ON resource.key = record.id WHERE record.id = ?1"
);

const ON_DAYS: &str = concat!(
    "SELECT ",
    record_row_columns!(),
    " FROM record INDEXED BY record_person",
    record_row_joins!(),
    "WHERE record.person = ?1 AND record.position >= 32 * ?4 AND record.position < (?3 + 1) * ?4
       AND record.last_day >= ?2 AND record.position / ?4 % 32 > 0
     ORDER BY record.kind, record.position DESC LIMIT ?5"
);

const CLAIMS_ON_DAYS: &str = concat!(
    "SELECT ",
    claim_row_columns!(),
    " FROM claim INDEXED BY claim_facts",
    claim_row_joins!(),
    "WHERE claim.position >= ?2 AND claim.position < ?3 AND claim.person = ?1
     ORDER BY claim.position DESC LIMIT ?4"
);
