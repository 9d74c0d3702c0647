//! The people.

use rusqlite::Connection;

use crate::{
    ipc::Person,
    store::{Store, StoreError, count},
};

use super::row::person_id;

impl Store {
    /// Everybody whose claims or records are here, members before dependants where coverage says so.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn people(&self) -> Result<Vec<Person>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(&in_order(
                "connection.id, person.fhir_id, person.short_name, person.name, person.birth_date, person.claims",
                "person.fhir_id <> '' AND (person.claims > 0 OR person.resource IS NOT NULL
                     OR EXISTS (SELECT 1 FROM record WHERE record.person = person.key))",
            ))?;
            let mut rows = statement.query([])?;
            let mut people = Vec::new();
            while let Some(row) = rows.next()? {
                let Some(id) = person_id(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?) else { continue };
                people.push(Person {
                    id,
                    short_name: row.get(2)?,
                    name: row.get(3)?,
                    birth_date: row.get(4)?,
                    claims: count(row, 5)?,
                });
            }
            Ok(people)
        })
    }
}

/// Somebody, or nobody, with claims.
pub(super) struct Claimant {
    pub(super) key: i64,
    /// The person's id outside the store; `None` where the payer named nobody.
    pub(super) id: Option<String>,
}

/// Everybody with claims, in the order of [`Store::people`], nobody last.
pub(super) fn claimants(reader: &Connection) -> Result<Vec<Claimant>, StoreError> {
    let mut statement =
        reader.prepare_cached(&in_order("person.key, connection.id, person.fhir_id", "person.claims > 0"))?;
    let rows = statement.query_map([], |row| {
        let id = person_id(row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
        Ok(Claimant { key: row.get(0)?, id })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those who hold a coverage, then spouses, then children, then those of whom no coverage says so; the older first.
pub(super) fn in_order(columns: &str, which: &str) -> String {
    format!(
        "SELECT {columns} FROM person CROSS JOIN connection ON connection.key = person.connection
         WHERE {which}
         ORDER BY person.fhir_id = '',
                  coalesce((SELECT min(rank) FROM coverage_person WHERE coverage_person.person = person.key), 3),
                  person.birth_date IS NULL, person.birth_date, person.key"
    )
}
