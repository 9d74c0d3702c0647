//! Whose claims name a provider.

use crate::{
    claims::number_words,
    ipc::CareSeenBy,
    store::{Store, StoreError, count},
};

use super::row::person_id;

/// The newest first.
const SEEN_BY: &str = "
    WITH found AS MATERIALIZED (
        SELECT claim.person AS of, count(*) AS claims, max(claim.position) AS newest
        FROM claim_text CROSS JOIN claim INDEXED BY claim_facts ON claim.position = claim_text.rowid
        WHERE claim_text MATCH ?1
        GROUP BY claim.person
    )
    SELECT connection.id, person.fhir_id, person.name, found.claims, claim.start_date
    FROM found
    CROSS JOIN person ON person.key = found.of
    CROSS JOIN connection ON connection.key = person.connection
    CROSS JOIN claim ON claim.position = found.newest
    ORDER BY found.newest DESC";

impl Store {
    /// Whose claims name a provider by that number; `None` where it is no number to compare. A name is never compared: two
    /// doctors may share one.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn seen_by(&self, npi: Option<&str>) -> Result<Option<Vec<CareSeenBy>>, StoreError> {
        // Ten digits (45 CFR 162.406), and nothing that FTS5 would read as more than words.
        let Some(npi) = npi.filter(|npi| npi.len() == 10 && npi.bytes().all(|byte| byte.is_ascii_digit())) else {
            return Ok(None);
        };
        let words = format!("\"{}\"", number_words(npi));
        self.read(|reader| {
            let mut statement = reader.prepare_cached(SEEN_BY)?;
            let mut rows = statement.query([words])?;
            let mut seen = Vec::new();
            while let Some(row) = rows.next()? {
                seen.push(CareSeenBy {
                    person: person_id(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?),
                    name: row.get(2)?,
                    claims: count(row, 3)?,
                    newest: row.get(4)?,
                });
            }
            Ok(Some(seen))
        })
    }
}
