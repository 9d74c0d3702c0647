//! What the member writes about claims: a note, and tags. They stand with one claim and hold for its chain, the claims that
//! replace each other; only the member changes them.
//!
//! Their words have a small index of their own, `note_text`: the large one is of what payers sent, and a search of it must
//! not become slower by what members write.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::{Store, StoreError, count, search_text};
use crate::ipc::{ClaimMarks, ClaimNotes, ClaimRow, Tag};

impl Store {
    /// The note and the tags of a claim's chain.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such claim.
    pub fn claim_notes(&self, claim: i64) -> Result<ClaimNotes, StoreError> {
        self.read(|reader| {
            must_be_claim(reader, claim)?;
            notes_of(reader, claim)
        })
    }

    /// Keeps a claim's note; an empty one is none.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such claim.
    pub fn save_claim_note(&self, claim: i64, note: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            must_be_claim(transaction, claim)?;
            // Two claims that each had a note may have become one chain since: what was shown as one is kept as one.
            let chain = chain(transaction, claim)?;
            for one in &chain {
                transaction.prepare_cached("DELETE FROM claim_note WHERE claim = ?1")?.execute([one])?;
            }
            if !note.is_empty() {
                transaction
                    .prepare_cached("INSERT INTO claim_note (claim, note) VALUES (?1, ?2)")?
                    .execute(params![claim, note])?;
            }
            index(transaction, &chain)
        })
    }

    /// The tags in use, by name.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn tags(&self) -> Result<Vec<Tag>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(
                "SELECT key, name, count(*) FROM tag JOIN claim_tag ON claim_tag.tag = tag.key
                 WHERE removed = 0 GROUP BY key ORDER BY folded",
            )?;
            let tags = statement.query_map([], tag)?;
            Ok(tags.collect::<Result<_, _>>()?)
        })
    }

    /// Puts a tag on a claim: the one of this name, or a new one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such claim.
    pub fn add_tag(&self, claim: i64, name: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            must_be_claim(transaction, claim)?;
            transaction
                .prepare_cached("INSERT INTO tag (name, folded) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
                .execute(params![name, folded(name)])?;
            let tag = tag_called(transaction, name)?.ok_or(StoreError::NotFound)?;
            let chain = chain(transaction, claim)?;
            let has = "SELECT 1 FROM claim_tag WHERE claim = ?1 AND tag = ?2";
            for one in &chain {
                if transaction.prepare_cached(has)?.exists([one, &tag])? {
                    return Ok(());
                }
            }
            transaction
                .prepare_cached("INSERT INTO claim_tag (claim, tag) VALUES (?1, ?2)")?
                .execute(params![claim, tag])?;
            index(transaction, &[claim].into())
        })
    }

    /// Takes a tag off a claim's chain.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such claim.
    pub fn take_tag_off(&self, claim: i64, tag: i64) -> Result<(), StoreError> {
        self.write(|transaction| {
            must_be_claim(transaction, claim)?;
            let chain = chain(transaction, claim)?;
            for one in &chain {
                transaction
                    .prepare_cached("DELETE FROM claim_tag WHERE claim = ?1 AND tag = ?2")?
                    .execute([one, &tag])?;
            }
            index(transaction, &chain)
        })
    }

    /// Calls a tag otherwise, on every claim; false where another tag has that name.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such tag.
    pub fn rename_tag(&self, tag: i64, name: &str) -> Result<bool, StoreError> {
        self.write(|transaction| {
            if tag_called(transaction, name)?.is_some_and(|other| other != tag) {
                return Ok(false);
            }
            let changed = transaction.execute(
                "UPDATE tag SET name = ?2, folded = ?3 WHERE key = ?1 AND removed = 0",
                params![tag, name, folded(name)],
            )?;
            if changed == 0 {
                return Err(StoreError::NotFound);
            }
            index(transaction, &tagged(transaction, tag)?)?;
            Ok(true)
        })
    }

    /// Takes a tag off every claim, or brings it back. Where one of its name was made meanwhile, the two become one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such tag.
    pub fn remove_tag(&self, tag: i64, is_removed: bool) -> Result<(), StoreError> {
        self.write(|transaction| {
            let name: String = transaction.query_row("SELECT name FROM tag WHERE key = ?1", [tag], |row| row.get(0))?;
            let claims = tagged(transaction, tag)?;
            match tag_called(transaction, &name)?.filter(|other| *other != tag && !is_removed) {
                None => {
                    transaction.execute("UPDATE tag SET removed = ?2 WHERE key = ?1", params![tag, is_removed])?;
                }
                Some(other) => {
                    transaction.execute("UPDATE OR IGNORE claim_tag SET tag = ?2 WHERE tag = ?1", [tag, other])?;
                    transaction.execute("DELETE FROM tag WHERE key = ?1", [tag])?;
                }
            }
            index(transaction, &claims)
        })
    }

    /// Forgets for good the tags that were deleted or that no claim has: a word may say something about health.
    pub(super) fn forget_removed_tags(&self) -> Result<(), StoreError> {
        let is_needed = |reader: &Connection| {
            Ok(reader.query_row(
                "SELECT EXISTS (SELECT 1 FROM tag WHERE removed = 1 OR key NOT IN (SELECT tag FROM claim_tag))",
                [],
                |row| row.get(0),
            )?)
        };
        if self.read(is_needed)? {
            self.write(|transaction| {
                transaction.execute("DELETE FROM tag WHERE removed = 1", [])?;
                forget_unused(transaction)
            })?;
        }
        Ok(())
    }
}

/// Forgets the words of a connection's notes in the index. Call it before the connection's rows go.
pub(super) fn forget_words(transaction: &Transaction<'_>, connection: i64) -> Result<(), StoreError> {
    let gone = transaction.execute(
        "DELETE FROM note_text WHERE rowid IN (
             SELECT claim FROM claim_note UNION SELECT claim FROM claim_tag
             INTERSECT SELECT key FROM resource WHERE connection = ?1)",
        [connection],
    )?;
    if gone > 0 { tidy(transaction) } else { Ok(()) }
}

/// Forgets tags that no claim has any more.
pub(super) fn forget_unused(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM tag WHERE key NOT IN (SELECT tag FROM claim_tag)", [])?;
    Ok(())
}

/// How many claims of a connection have a note or a tag.
pub(super) fn kept(reader: &Connection, connection: i64) -> Result<u64, StoreError> {
    let sql = "
        SELECT count(*) FROM (
            SELECT claim FROM claim_note
            UNION SELECT claim FROM claim_tag CROSS JOIN tag ON tag.key = claim_tag.tag WHERE removed = 0
        ) AS noted CROSS JOIN resource ON resource.key = noted.claim
        WHERE resource.connection = ?1";
    Ok(reader.prepare_cached(sql)?.query_row([connection], |row| count(row, 0))?)
}

/// The note and the tags of a claim's chain. Notes of several of its claims stand one below the other.
pub(super) fn notes_of(reader: &Connection, claim: i64) -> Result<ClaimNotes, StoreError> {
    let chain = chain(reader, claim)?;
    let mut notes = Vec::new();
    let mut tags = BTreeMap::new();
    for one in &chain {
        let note = reader
            .prepare_cached("SELECT note FROM claim_note WHERE claim = ?1")?
            .query_row([one], |row| row.get::<_, String>(0));
        notes.extend(note.optional()?);
        let mut statement = reader.prepare_cached(TAGS_OF)?;
        for found in statement.query_map([one], |row| Ok((row.get::<_, String>(3)?, tag(row)?)))? {
            let (folded, tag) = found?;
            tags.insert(folded, tag);
        }
    }
    Ok(ClaimNotes {
        note: notes.join("\n\n"),
        tags: tags.into_values().collect(),
        claims: u64::try_from(chain.len()).unwrap_or(u64::MAX),
    })
}

const TAGS_OF: &str = "
    SELECT key, name, (SELECT count(*) FROM claim_tag AS every WHERE every.tag = tag.key), folded
    FROM claim_tag CROSS JOIN tag ON tag.key = claim_tag.tag
    WHERE claim_tag.claim = ?1 AND removed = 0";

/// Which claims of a list have a note or tags.
pub(super) fn marks(reader: &Connection, rows: &[ClaimRow]) -> Result<Vec<ClaimMarks>, StoreError> {
    if rows.is_empty() || !is_any(reader)? {
        return Ok(Vec::new());
    }
    let mut found: BTreeMap<i64, (bool, BTreeSet<(String, String)>)> = BTreeMap::new();
    let mut statement = reader.prepare_cached(MARKS)?;
    let mut marked = statement.query([list(rows.iter().map(|row| &row.id))])?;
    while let Some(row) = marked.next()? {
        let (has_note, tags) = found.entry(row.get(0)?).or_default();
        match row.get(1)? {
            None => *has_note = true,
            Some(folded) => {
                tags.insert((folded, row.get(2)?));
            }
        }
    }
    let marks = found.into_iter().map(|(claim, (has_note, tags))| ClaimMarks {
        claim,
        has_note,
        tags: tags.into_iter().map(|(_, name)| name).collect(),
    });
    Ok(marks.collect())
}

/// The claims that have a note or tags, those of their chains included.
pub(super) fn noted(reader: &Connection) -> Result<BTreeSet<i64>, StoreError> {
    let own: Vec<i64> = reader
        .prepare_cached("SELECT claim FROM claim_note UNION SELECT claim FROM claim_tag")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    chains(reader, &own)
}

/// The positions, ascending, of the claims whose notes or tags have some of the words and that have the others themselves.
pub(super) fn found(reader: &Connection, input: &str) -> Result<Vec<i64>, StoreError> {
    if !is_any(reader)? {
        return Ok(Vec::new());
    }
    let words = search_text::words(input);
    // For each claim the words that are in its notes.
    let mut noted: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (number, word) in words.iter().enumerate() {
        let own: Vec<i64> = reader
            .prepare_cached("SELECT rowid FROM note_text WHERE note_text MATCH ?1")?
            .query_map([word], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for claim in chains(reader, &own)? {
            noted.entry(claim).or_default().push(number);
        }
    }
    let mut by_words: BTreeMap<Vec<usize>, BTreeSet<i64>> = BTreeMap::new();
    let mut statement = reader.prepare_cached("SELECT position FROM claim WHERE id = ?1")?;
    for (claim, in_notes) in noted {
        if let Some(position) = statement.query_row([claim], |row| row.get(0)).optional()? {
            by_words.entry(in_notes).or_default().insert(position);
        }
    }
    let mut found = BTreeSet::new();
    for (in_notes, positions) in by_words {
        let left: Vec<&str> = words
            .iter()
            .enumerate()
            .filter(|(number, _)| !in_notes.contains(number))
            .map(|(_, word)| &**word)
            .collect();
        if left.is_empty() {
            found.extend(positions);
        } else {
            found.extend(matching(reader, &left.join(" "), &positions)?);
        }
    }
    Ok(found.into_iter().collect())
}

/// Those of some positions whose claims match an expression. The index is gone through once: a look at each position by
/// itself would open the expression's words again each time.
pub(super) fn matching(
    reader: &Connection,
    expression: &str,
    positions: &BTreeSet<i64>,
) -> Result<Vec<i64>, StoreError> {
    let (Some(low), Some(high)) = (positions.first(), positions.last()) else { return Ok(Vec::new()) };
    let mut statement = reader
        .prepare_cached("SELECT rowid FROM claim_text WHERE claim_text MATCH ?1 AND rowid >= ?2 AND rowid <= ?3")?;
    let mut rows = statement.query(params![expression, low, high])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let position = row.get(0)?;
        if positions.contains(&position) {
            found.push(position);
        }
    }
    Ok(found)
}

/// The positions of the claims whose chains have any of these tags.
pub(super) fn positions_tagged(reader: &Connection, tags: &[i64]) -> Result<BTreeSet<i64>, StoreError> {
    let mut own = Vec::new();
    for tag in tags {
        let mut statement = reader.prepare_cached(
            "SELECT claim FROM claim_tag CROSS JOIN tag ON tag.key = claim_tag.tag WHERE tag.key = ?1 AND removed = 0",
        )?;
        for claim in statement.query_map([tag], |row| row.get(0))? {
            own.push(claim?);
        }
    }
    let mut positions = BTreeSet::new();
    let mut statement = reader.prepare_cached("SELECT position FROM claim WHERE id = ?1")?;
    for claim in chains(reader, &own)? {
        positions.extend(statement.query_row([claim], |row| row.get::<_, i64>(0)).optional()?);
    }
    Ok(positions)
}

/// Those of some tags that are still here.
pub(super) fn tags_here(reader: &Connection, tags: &[i64]) -> Result<Vec<i64>, StoreError> {
    let mut statement = reader
        .prepare_cached("SELECT 1 FROM tag JOIN claim_tag ON claim_tag.tag = tag.key WHERE key = ?1 AND removed = 0")?;
    let mut here = Vec::new();
    for tag in tags {
        if statement.exists([tag])? {
            here.push(*tag);
        }
    }
    Ok(here)
}

/// Numbers as a JSON array, as `json_each` takes them.
pub(super) fn list<'a>(numbers: impl IntoIterator<Item = &'a i64>) -> String {
    let numbers: Vec<String> = numbers.into_iter().map(i64::to_string).collect();
    format!("[{}]", numbers.join(","))
}

/// What tells two names apart.
pub(super) fn folded(name: &str) -> String {
    name.to_lowercase()
}

fn tag(row: &rusqlite::Row<'_>) -> rusqlite::Result<Tag> {
    Ok(Tag { id: row.get(0)?, name: row.get(1)?, claims: count(row, 2)? })
}

fn tag_called(reader: &Connection, name: &str) -> Result<Option<i64>, StoreError> {
    let mut statement = reader.prepare_cached("SELECT key FROM tag WHERE folded = ?1 AND removed = 0")?;
    Ok(statement.query_row([folded(name)], |row| row.get(0)).optional()?)
}

fn tagged(reader: &Connection, tag: i64) -> Result<BTreeSet<i64>, StoreError> {
    let mut statement = reader.prepare_cached("SELECT claim FROM claim_tag WHERE tag = ?1")?;
    let claims = statement.query_map([tag], |row| row.get(0))?;
    Ok(claims.collect::<Result<_, _>>()?)
}

fn is_any(reader: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM claim_note) OR EXISTS (SELECT 1 FROM claim_tag)";
    Ok(reader.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

fn must_be_claim(reader: &Connection, claim: i64) -> Result<(), StoreError> {
    let is_here = reader.prepare_cached("SELECT 1 FROM claim WHERE id = ?1")?.exists([claim])?;
    if is_here { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Writes the words of some claims' notes and tags anew.
fn index(transaction: &Transaction<'_>, claims: &BTreeSet<i64>) -> Result<(), StoreError> {
    for claim in claims {
        transaction.prepare_cached("DELETE FROM note_text WHERE rowid = ?1")?.execute([claim])?;
        let texts: Vec<String> = transaction
            .prepare_cached(
                "SELECT note FROM claim_note WHERE claim = ?1
                 UNION ALL SELECT name FROM claim_tag CROSS JOIN tag ON tag.key = claim_tag.tag
                 WHERE claim = ?1 AND removed = 0",
            )?
            .query_map([claim], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        if !texts.is_empty() {
            transaction
                .prepare_cached("INSERT INTO note_text (rowid, words) VALUES (?1, ?2)")?
                .execute(params![claim, search_text::text(texts.iter().map(String::as_str))])?;
        }
    }
    tidy(transaction)
}

/// Words that were taken back leave the file at once: pieces of the index that still hold them are merged away.
fn tidy(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute("INSERT INTO note_text (note_text) VALUES ('optimize')", [])?;
    Ok(())
}

fn chain(reader: &Connection, claim: i64) -> Result<BTreeSet<i64>, StoreError> {
    chains(reader, &[claim])
}

/// Claims and those of their chains.
fn chains(reader: &Connection, claims: &[i64]) -> Result<BTreeSet<i64>, StoreError> {
    if claims.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut statement = reader.prepare_cached(CHAINS)?;
    let found = statement.query_map([list(claims)], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Claims linked to others by replacement, in both directions and any number of steps. A payer that has everything replace
/// everything is followed only so far.
macro_rules! linked {
    ($seed:literal) => {
        concat!(
            "WITH RECURSIVE linked (seed, id) AS (
                 SELECT ",
            $seed,
            ", value FROM json_each(?1)
                 UNION
                 SELECT seed, other.key FROM linked
                 CROSS JOIN resource AS own ON own.key = linked.id
                 CROSS JOIN claim_relation AS relation
                     ON relation.connection = own.connection AND relation.older = own.id
                 CROSS JOIN resource AS other
                     ON other.connection = own.connection AND other.type = 'ExplanationOfBenefit'
                     AND other.id = relation.newer
                 UNION
                 SELECT seed, other.key FROM linked
                 CROSS JOIN resource AS own ON own.key = linked.id
                 CROSS JOIN claim_relation AS relation
                     ON relation.connection = own.connection AND relation.newer = own.id
                 CROSS JOIN resource AS other
                     ON other.connection = own.connection AND other.type = 'ExplanationOfBenefit'
                     AND other.id = relation.older
                 LIMIT 20000
             ) "
        )
    };
}

const CHAINS: &str = concat!(linked!("0"), "SELECT id FROM linked");

const MARKS: &str = concat!(
    linked!("value"),
    "SELECT seed, NULL, NULL FROM linked CROSS JOIN claim_note ON claim_note.claim = linked.id
     UNION
     SELECT seed, folded, name FROM linked CROSS JOIN claim_tag ON claim_tag.claim = linked.id
     CROSS JOIN tag ON tag.key = claim_tag.tag WHERE removed = 0"
);
