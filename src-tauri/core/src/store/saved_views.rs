//! Filters of the claims list that the member named.

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::{Store, StoreError, notes, queries};
use crate::ipc::{ClaimFilter, SavedView, ViewEntry};

impl Store {
    /// The views, by name, each as far as what it names is still here.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn views(&self) -> Result<Vec<SavedView>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached("SELECT key, name, filter FROM saved_view ORDER BY folded")?;
            let mut rows = statement.query([])?;
            let mut views = Vec::new();
            while let Some(row) = rows.next()? {
                views.push(view(reader, row)?);
            }
            Ok(views)
        })
    }

    /// Keeps a new view or changes one; `None` where another has its name.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such view.
    pub fn save_view(&self, entry: &ViewEntry) -> Result<Option<SavedView>, StoreError> {
        self.write(|transaction| {
            let folded = notes::folded(&entry.name);
            let same: Option<i64> = transaction
                .query_row("SELECT key FROM saved_view WHERE folded = ?1", [&folded], |row| row.get(0))
                .optional()?;
            if same.is_some() && same != entry.id {
                return Ok(None);
            }
            let filter = entry.filter.as_ref().map(serde_json::to_string).transpose();
            let filter = filter.map_err(|error| StoreError::Disk(error.into()))?;
            let key = match entry.id {
                None => {
                    transaction.execute(
                        "INSERT INTO saved_view (name, folded, filter) VALUES (?1, ?2, coalesce(?3, '{}'))",
                        params![entry.name, folded, filter],
                    )?;
                    transaction.last_insert_rowid()
                }
                Some(key) => {
                    let changed = transaction.execute(
                        "UPDATE saved_view SET name = ?2, folded = ?3, filter = coalesce(?4, filter) WHERE key = ?1",
                        params![key, entry.name, folded, filter],
                    )?;
                    if changed == 0 {
                        return Err(StoreError::NotFound);
                    }
                    key
                }
            };
            let mut statement =
                transaction.prepare_cached("SELECT key, name, filter FROM saved_view WHERE key = ?1")?;
            let mut rows = statement.query([key])?;
            Ok(Some(view(transaction, rows.next()?.ok_or(StoreError::NotFound)?)?))
        })
    }

    /// Deletes a view.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub fn remove_view(&self, id: i64) -> Result<(), StoreError> {
        self.write(|transaction| match transaction.execute("DELETE FROM saved_view WHERE key = ?1", [id])? {
            0 => Err(StoreError::NotFound),
            _ => Ok(()),
        })
    }
}

/// Forgets every view where no connection is left: what was searched for says something about health, too.
pub(super) fn forget_without_connections(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM saved_view WHERE NOT EXISTS (SELECT 1 FROM connection)", [])?;
    Ok(())
}

fn view(reader: &Connection, row: &Row<'_>) -> Result<SavedView, StoreError> {
    let mut filter: ClaimFilter = serde_json::from_str(row.get_ref(2)?.as_str()?).map_err(|_| StoreError::Corrupt)?;
    let mut person_gone = false;
    if let Some(person) = &filter.person
        && !queries::is_person(reader, person)?
    {
        person_gone = true;
        filter.person = None;
    }
    let here = notes::tags_here(reader, &filter.tags)?;
    let tags_gone = u64::try_from(filter.tags.len().saturating_sub(here.len())).unwrap_or(0);
    filter.tags = here;
    Ok(SavedView { id: row.get(0)?, name: row.get(1)?, filter, person_gone, tags_gone })
}
