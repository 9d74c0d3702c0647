//! Writes the row and the words of a health record.

use rusqlite::{OptionalExtension as _, Transaction, named_params, params};

use super::{StoreError, care_day, claim_writer::Cause, prepare::RecordView};

/// Whose record it is and when it came.
pub(super) struct Owner {
    pub(super) connection: i64,
    pub(super) person: i64,
    /// The connection's mark.
    pub(super) mark: i64,
}

/// Writes a record in place of what was there of it.
pub(super) fn write(
    transaction: &Transaction<'_>,
    id: i64,
    view: &RecordView,
    owner: &Owner,
    cause: Cause,
) -> Result<(), StoreError> {
    let was_here = transaction
        .prepare_cached("SELECT 1 FROM record WHERE id = ?1")?
        .query_row([id], |_| Ok(()))
        .optional()?
        .is_some();
    if was_here {
        transaction.prepare_cached("DELETE FROM record_text WHERE rowid = ?1")?.execute([id])?;
    }
    let RecordView { summary, kind, standing, care_day, last_day, text } = view;
    transaction.prepare_cached(PUT_RECORD)?.execute(named_params! {
        ":id": id,
        ":position": care_day * care_day::IDS + id,
        ":last_day": last_day,
        ":connection": owner.connection,
        ":person": owner.person,
        ":kind": kind,
        ":standing": standing,
        ":start": summary.start,
        ":end": summary.end,
        ":title": summary.title,
        ":value": summary.value,
        ":interpretation": summary.interpretation,
        ":performer": summary.performer,
        ":mark": owner.mark,
        ":news": cause == Cause::News,
    })?;
    transaction.prepare_cached("INSERT INTO record_text (rowid, words) VALUES (?1, ?2)")?.execute(params![id, text])?;
    Ok(())
}

/// Takes the words of a connection's records out of the index, before the records themselves go. Without any other record
/// the index is emptied; else it is merged into one piece, which leaves none of the words in a page.
pub(super) fn forget_words(transaction: &Transaction<'_>, connection: i64) -> Result<(), StoreError> {
    let others =
        transaction.prepare_cached("SELECT 1 FROM record WHERE connection <> ?1 LIMIT 1")?.exists([connection])?;
    if others {
        transaction.execute(
            "DELETE FROM record_text WHERE rowid IN (SELECT id FROM record WHERE connection = ?1)",
            [connection],
        )?;
        transaction.execute("INSERT INTO record_text (record_text) VALUES ('optimize')", [])?;
    } else {
        transaction.execute("INSERT INTO record_text (record_text) VALUES ('delete-all')", [])?;
    }
    Ok(())
}

const PUT_RECORD: &str = "
    INSERT INTO record (
        id, position, last_day, connection, person, kind, standing, start_date, end_date, title, value, interpretation,
        performer, arrived)
    VALUES (
        :id, :position, :last_day, :connection, :person, :kind, :standing, :start, :end, :title, :value, :interpretation,
        :performer, :mark)
    ON CONFLICT (id) DO UPDATE SET
        position = excluded.position,
        last_day = excluded.last_day,
        person = excluded.person,
        kind = excluded.kind,
        standing = excluded.standing,
        start_date = excluded.start_date,
        end_date = excluded.end_date,
        title = excluded.title,
        value = excluded.value,
        interpretation = excluded.interpretation,
        performer = excluded.performer,
        changed = iif(:news, :mark, changed)";
