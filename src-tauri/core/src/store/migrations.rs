//! The schema, one file a step. A file of records carries the number of its last step in `user_version`.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// Every step ever released, in order. A released step is never edited.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_records.sql"),
    include_str!("migrations/0002_connection_addresses.sql"),
    include_str!("migrations/0003_clinical.sql"),
    include_str!("migrations/0004_appeals.sql"),
    include_str!("migrations/0005_accumulators_and_news.sql"),
    include_str!("migrations/0006_dictionaries.sql"),
    include_str!("migrations/0007_ledger.sql"),
    include_str!("migrations/0008_directory.sql"),
    include_str!("migrations/0010_episodes.sql"),
    include_str!("migrations/0011_notes.sql"),
    include_str!("migrations/0012_urns.sql"),
    include_str!("migrations/0013_copied_entries.sql"),
];

/// Brings a file to the newest schema, each step in a transaction of its own.
///
/// # Errors
/// [`StoreError::Newer`] where the file is ahead of this program (T23); the file is left as it is.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    migrate_to(connection, MIGRATIONS.len())
}

pub(super) fn migrate_to(connection: &mut Connection, last: usize) -> Result<(), StoreError> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = usize::try_from(found).map_err(|_| StoreError::Corrupt)?;
    if done > MIGRATIONS.len() {
        return Err(StoreError::Newer { found });
    }
    for (number, step) in MIGRATIONS.iter().enumerate().take(last).skip(done) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {}", number + 1))?;
        transaction.commit()?;
    }
    Ok(())
}

/// Whether a file has the newest schema, statement by statement, and nothing besides.
///
/// # Errors
/// Those of reading.
pub(super) fn is_newest(connection: &Connection) -> Result<bool, StoreError> {
    let mut fresh = Connection::open_in_memory()?;
    migrate(&mut fresh)?;
    Ok(schema(connection)? == schema(&fresh)?)
}

/// Every statement of a schema but what SQLite makes by itself.
fn schema(connection: &Connection) -> Result<Vec<(String, String, Option<String>)>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1, 2",
    )?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as the app of each step wrote them; a new step needs an entry.
    const ROWS: &[&str] = &[
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'00');
        INSERT INTO person (connection, fhir_id, claims) VALUES (1, 'p', 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1);
        INSERT INTO claim_month (month, kind, person, status, currency, claims) VALUES (1, 0, 1, 0, '', 1);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
    ",
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO connection_addresses (connection, addresses) VALUES (1, '{}');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'00');
        INSERT INTO person (connection, fhir_id, claims) VALUES (1, 'p', 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
    ",
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO connection_addresses (connection, addresses) VALUES (1, '{}');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'00'),
                   (1, 'Condition', 'r', 3, '2026-01-01T00:00:00Z', x'00', 2, x'00');
        INSERT INTO person (connection, fhir_id, claims) VALUES (1, 'p', 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
        INSERT INTO record (id, position, last_day, connection, person, kind, standing, arrived)
            VALUES (2, 16777218, 1, 1, 1, 0, 0, 1);
        INSERT INTO record_text (rowid, words) VALUES (2, 'words of a record');
    ",
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'00');
        INSERT INTO person (connection, fhir_id, claims) VALUES (1, 'p', 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
        INSERT INTO appeal (claim, plan, letter_date, status, status_date, note, remind, last_day)
            VALUES (1, 1, '2026-11-12', 1, '2026-11-20', 'By mail', 1, '2027-05-11');
    ",
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'00');
        INSERT INTO resource_version (resource, number, received, length, body, replaced_at)
            VALUES (1, 1, '2026-01-01T00:00:00Z', 2, x'00', 3);
        INSERT INTO person (connection, fhir_id, claims) VALUES (1, 'p', 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived, deductible, balances)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1, 1552000, 66);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
    ",
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'01000000000000000000');
        INSERT INTO dictionary (name, connection, search, length, body)
            VALUES (x'0000000000000000', 1, 'ExplanationOfBenefit', 2, x'00');
        INSERT INTO person (connection, fhir_id, claims) VALUES (1, 'p', 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
    ",
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'00');
        INSERT INTO person (connection, fhir_id, claims) VALUES (1, 'p', 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
        INSERT INTO payment (claim, paid_on, way, amount, note, owed_text, owed_currency)
            VALUES (1, '2026-11-20', 0, '45.00', 'By card', '45.00', 'USD');
        INSERT INTO payment_receipt (payment, name, media, added, body)
            VALUES (1, 'receipt.pdf', 0, '2026-11-20T00:00:00Z', x'255044462d');
    ",
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'00');
        INSERT INTO person (connection, fhir_id, claims) VALUES (1, 'p', 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
        INSERT INTO care_answer (payer, question, fetched, length, body) VALUES ('p', '{}', '2026-01-01T00:00:00Z', 2, x'00');
        INSERT INTO care_network (payer, network, name) VALUES ('p', 'n', 'Choice');
        INSERT INTO care_saved (payer, payer_name, entry, row, note, saved)
            VALUES ('p', 'Plan', 'PractitionerRole/1', '{}', 'Kind', '2026-01-01T00:00:00Z');
        INSERT INTO care_copy (payer_name, taken, row, sha256, length, body)
            VALUES ('Plan', '2026-01-01T00:00:00Z', '{}', 'ab', 2, x'00');
    ",
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'00');
        INSERT INTO person (connection, fhir_id, claims, episodes_stale) VALUES (1, 'p', 1, 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
        INSERT INTO episode_fact (claim, person, id, first_day, last_day, kind, counts, facts)
            VALUES (1, 1, 'e', 20000, 20000, 0, 1, '{}');
        INSERT INTO episode (key, person, lead, about, start_date, end_date, claims)
            VALUES (1, 1, 1, 3, '2026-01-01', '2026-01-02', 1);
        INSERT INTO episode_member (claim, episode, reason, days, is_sure) VALUES (1, 1, 1, 0, 1);
        INSERT INTO episode_correction (person, kind, claim, name) VALUES (1, 3, 1, 'Mine');
    ",
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'00');
        INSERT INTO person (connection, fhir_id, claims) VALUES (1, 'p', 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
        INSERT INTO claim_note (claim, note) VALUES (1, 'Call them');
        INSERT INTO tag (name, folded) VALUES ('Knee', 'knee');
        INSERT INTO claim_tag (claim, tag) VALUES (1, 1);
        INSERT INTO note_text (rowid, words) VALUES (1, 'Call them');
        INSERT INTO saved_view (name, folded, filter) VALUES ('Mine', 'mine', '{}');
    ",
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'00');
        INSERT INTO urn (connection, urn, type, id) VALUES (1, 'urn:uuid:1', 'Patient', 'p');
        INSERT INTO person (connection, fhir_id, claims) VALUES (1, 'p', 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
    ",
        "
        INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z');
        INSERT INTO resource (connection, type, id, kind, received, digest, length, body)
            VALUES (1, 'ExplanationOfBenefit', 'e', 2, '2026-01-01T00:00:00Z', x'00', 2, x'00');
        INSERT INTO person (connection, fhir_id, claims, episodes_stale) VALUES (1, 'p', 1, 1);
        INSERT INTO claim (id, position, connection, person, kind, own_status, status, arrived)
            VALUES (1, 16777217, 1, 1, 0, 0, 0, 1);
        INSERT INTO claim_text (rowid, words) VALUES (16777217, 'words of a claim');
        INSERT INTO care_copy (payer_name, taken, row, others, sha256, length, body)
            VALUES ('Plan', '2026-01-01T00:00:00Z', '{}', '[{}]', 'ab', 2, x'00');
    ",
    ];

    fn schema(connection: &Connection) -> Vec<(String, String, Option<String>)> {
        let mut statement =
            connection.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").unwrap();
        statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn every_step_has_rows_to_be_tested_with() {
        assert_eq!(ROWS.len(), MIGRATIONS.len());
    }

    #[test]
    fn a_migrated_schema_equals_a_fresh_one_and_keeps_its_rows() {
        let mut fresh = Connection::open_in_memory().unwrap();
        migrate(&mut fresh).unwrap();
        for (number, rows) in ROWS.iter().enumerate() {
            let mut old = Connection::open_in_memory().unwrap();
            migrate_to(&mut old, number + 1).unwrap();
            old.execute_batch(rows).unwrap();
            migrate(&mut old).unwrap();
            assert_eq!(schema(&old), schema(&fresh), "from step {}", number + 1);
            let claims: i64 = old.query_row("SELECT count(*) FROM claim", [], |row| row.get(0)).unwrap();
            assert_eq!(claims, 1, "from step {}", number + 1);
            let found: i64 = old
                .query_row("SELECT rowid FROM claim_text WHERE claim_text MATCH 'word*'", [], |row| row.get(0))
                .unwrap();
            assert_eq!(found, 16_777_217);
            let broken = old
                .prepare("PRAGMA foreign_key_check")
                .unwrap()
                .query_map([], |row| row.get::<_, String>(0))
                .unwrap()
                .count();
            assert_eq!(broken, 0);
        }
    }

    #[test]
    fn every_table_is_strict() {
        let mut fresh = Connection::open_in_memory().unwrap();
        migrate(&mut fresh).unwrap();
        let loose: Vec<String> = fresh
            .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .filter(|name: &String| !name.starts_with("sqlite_"))
            .collect();
        assert_eq!(loose, Vec::<String>::new());
    }

    /// T23
    #[test]
    fn a_newer_schema_is_refused_and_named() {
        let mut newer = Connection::open_in_memory().unwrap();
        newer.execute_batch("PRAGMA user_version = 4711").unwrap();
        assert!(matches!(migrate(&mut newer), Err(StoreError::Newer { found: 4711 })));
        let version: i64 = newer.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(version, 4711);
    }

    #[test]
    fn migrating_twice_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        let before = schema(&connection);
        migrate(&mut connection).unwrap();
        assert_eq!(schema(&connection), before);
    }
}
