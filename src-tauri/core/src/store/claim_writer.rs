//! Writes projections, and all that follows from one: who is replaced by whom, sums, words, people, references.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use crate::{
    fhir::patient::PatientFacts,
    ipc::{ClaimStatus, Money},
    records,
};

use super::{
    StoreError, care_day, codes, episodes,
    month_sums::{Facts, MonthSums},
    prepare::{CLAIM, ClaimView, Projection, View},
    record_writer, urns,
    views::{CoverageView, Referred},
};

/// Why a projection is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The resource was not here: the claim bears the connection's mark.
    First,
    /// The resource says something else now: so does this one.
    News,
    /// It says what it said before.
    SameContent,
}

/// Writes the projections of one connection's resources in one transaction.
pub(super) struct ClaimWriter<'a> {
    transaction: &'a Transaction<'a>,
    connection: i64,
    mark: i64,
    sums: MonthSums,
    people: HashMap<String, i64>,
    references: BTreeSet<Referred>,
    /// FHIR ids of claims whose status may follow from others.
    perhaps_replaced: BTreeSet<String>,
    /// Whether a row of `claim` was written.
    changed: bool,
    /// Whose stories have to be made again.
    of_episodes: BTreeSet<i64>,
    text_removed: Vec<i64>,
    text_added: Vec<(i64, String)>,
}

impl<'a> ClaimWriter<'a> {
    /// `connection` is the row's key.
    pub(super) fn new(transaction: &'a Transaction<'a>, connection: i64) -> Result<Self, StoreError> {
        let mark = mark_of(transaction, connection, CLAIM)?;
        Ok(Self {
            transaction,
            connection,
            mark,
            sums: MonthSums::default(),
            people: HashMap::new(),
            references: BTreeSet::new(),
            perhaps_replaced: BTreeSet::new(),
            changed: false,
            of_episodes: BTreeSet::new(),
            text_removed: Vec::new(),
            text_added: Vec::new(),
        })
    }

    /// What is written as having come or changed now is marked with this.
    pub(super) fn mark(&self) -> i64 {
        self.mark
    }

    /// Writes what screens need of a stored resource, in place of what was there of it.
    pub(super) fn write(
        &mut self,
        resource: i64,
        id: &str,
        projection: Projection,
        cause: Cause,
    ) -> Result<(), StoreError> {
        self.references.extend(projection.references);
        match projection.view {
            View::Claim(view) => self.write_claim(resource, id, *view, cause),
            View::Patient(view) => self.write_patient(resource, id, &view),
            View::Coverage(view) => self.write_coverage(resource, &view),
            View::Record(view) => {
                let person = self.person(view.summary.patient.as_deref().unwrap_or(""))?;
                let search = records::resource_type(codes::record_kind(view.kind));
                let mark = mark_of(self.transaction, self.connection, search)?;
                let owner = record_writer::Owner { connection: self.connection, person, mark };
                record_writer::write(self.transaction, resource, &view, &owner, cause)
            }
            View::Other => Ok(()),
        }
    }

    /// Writes what follows from all that was written. Without it, the transaction must not be committed.
    pub(super) fn finish(mut self) -> Result<(), StoreError> {
        self.settle_statuses()?;
        self.write_text()?;
        self.write_references()?;
        if self.changed {
            note_change(self.transaction)?;
        }
        for person in &self.of_episodes {
            episodes::mark_stale(self.transaction, *person)?;
        }
        self.sums.apply(self.transaction)
    }

    fn write_claim(&mut self, id: i64, fhir_id: &str, view: ClaimView, cause: Cause) -> Result<(), StoreError> {
        self.changed = true;
        let before = if cause == Cause::First { None } else { self.facts(id)? };
        if before.is_some() {
            self.forget_relations(id)?;
        }
        for older in &view.summary.replaces {
            self.relate(older, fhir_id, id)?;
        }
        for newer in &view.summary.replaced_by {
            self.relate(fhir_id, newer, id)?;
        }
        let status = self.status(view.own_status, fhir_id)?;
        let person = self.person(view.summary.patient.as_deref().unwrap_or(""))?;
        episodes::write_facts(self.transaction, id, fhir_id, person, counts(status), &view)?;
        self.of_episodes.insert(person);
        let ClaimView { summary, care_day, kind, own_status, currency, amounts, deductible, apart, balances, text } =
            view;
        let facts = Facts { care_day, person, kind, status, currency, amounts };
        if let Some(before) = before {
            self.sums.remove(&before);
            self.of_episodes.insert(before.person);
            self.text_removed.push(position(before.care_day, id));
        }
        self.sums.add(&facts);
        let [billed, discount, paid, owe] = facts.amounts;
        let apart_deductible = summary.deductible.filter(|_| deductible.is_none());
        // By place: to look 32 names up would take longer than to write the row.
        self.transaction.prepare_cached(PUT_CLAIM)?.execute(params![
            id,
            position(care_day, id),
            self.connection,
            person,
            summary.start,
            summary.end,
            kind,
            summary.title,
            summary.provider,
            own_status,
            status,
            summary.in_network,
            amount_of(&summary.billed),
            currency_of(&summary.billed),
            amount_of(&summary.discount),
            currency_of(&summary.discount),
            amount_of(&summary.plan_paid),
            currency_of(&summary.plan_paid),
            amount_of(&summary.you_owe),
            currency_of(&summary.you_owe),
            facts.currency,
            billed,
            discount,
            paid,
            owe,
            deductible,
            amount_of(&apart_deductible),
            currency_of(&apart_deductible),
            apart,
            balances,
            self.mark,
            cause != Cause::SameContent,
        ])?;
        self.text_added.push((position(care_day, id), text));
        Ok(())
    }

    fn write_patient(&mut self, resource: i64, id: &str, view: &PatientFacts) -> Result<(), StoreError> {
        let person = self.person(id)?;
        self.transaction
            .prepare_cached(
                "UPDATE person SET resource = ?2, short_name = ?3, name = ?4, birth_date = ?5 WHERE key = ?1",
            )?
            .execute(params![person, resource, view.short_name, view.name, view.birth_date])?;
        Ok(())
    }

    fn write_coverage(&mut self, resource: i64, view: &CoverageView) -> Result<(), StoreError> {
        self.transaction.prepare_cached("DELETE FROM coverage_person WHERE coverage = ?1")?.execute([resource])?;
        for (id, rank) in view.ranks() {
            // A name of which the file does not say whose it is, is nobody's.
            if urns::person(self.transaction, self.connection, id)?.is_empty() {
                continue;
            }
            let person = self.person(id)?;
            // Both can be called by names of one person.
            self.transaction
                .prepare_cached(
                    "INSERT INTO coverage_person (coverage, person, rank) VALUES (?1, ?2, ?3)
                     ON CONFLICT DO UPDATE SET rank = min(rank, excluded.rank)",
                )?
                .execute([resource, person, rank])?;
        }
        Ok(())
    }

    fn facts(&self, id: i64) -> Result<Option<Facts>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT position, person, kind, status, currency, billed, discount, paid, owe FROM claim WHERE id = ?1",
        )?;
        Ok(statement.query_row([id], facts).optional()?)
    }

    fn person(&mut self, named_by: &str) -> Result<i64, StoreError> {
        if let Some(key) = self.people.get(named_by) {
            return Ok(*key);
        }
        let fhir_id = urns::person(self.transaction, self.connection, named_by)?;
        self.transaction
            .prepare_cached("INSERT INTO person (connection, fhir_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute(params![self.connection, fhir_id])?;
        let key = self
            .transaction
            .prepare_cached("SELECT key FROM person WHERE connection = ?1 AND fhir_id = ?2")?
            .query_row(params![self.connection, fhir_id], |row| row.get(0))?;
        self.people.insert(named_by.to_owned(), key);
        Ok(key)
    }

    fn relate(&mut self, older: &str, newer: &str, source: i64) -> Result<(), StoreError> {
        // A claim that names itself says nothing.
        if older == newer {
            return Ok(());
        }
        self.transaction
            .prepare_cached(
                "INSERT INTO claim_relation (connection, older, newer, source) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![self.connection, older, newer, source])?;
        self.perhaps_replaced.insert(older.to_owned());
        Ok(())
    }

    fn forget_relations(&mut self, source: i64) -> Result<(), StoreError> {
        let mut statement =
            self.transaction.prepare_cached("DELETE FROM claim_relation WHERE source = ?1 RETURNING older")?;
        let older = statement.query_map([source], |row| row.get::<_, String>(0))?;
        for older in older {
            self.perhaps_replaced.insert(older?);
        }
        Ok(())
    }

    /// What holds for a claim that says `own` of itself.
    fn status(&self, own: i64, fhir_id: &str) -> Result<i64, StoreError> {
        let replaced = self
            .transaction
            .prepare_cached("SELECT 1 FROM claim_relation WHERE connection = ?1 AND older = ?2 LIMIT 1")?
            .exists(params![self.connection, fhir_id])?;
        Ok(if replaced { codes::claim_status_code(ClaimStatus::Replaced) } else { own })
    }

    /// Lets the claims follow that others replace, or replace no longer.
    fn settle_statuses(&mut self) -> Result<(), StoreError> {
        for fhir_id in std::mem::take(&mut self.perhaps_replaced) {
            let found = self
                .transaction
                .prepare_cached(
                    "SELECT position, person, claim.kind, status, currency, billed, discount, paid, owe,
                            claim.id, own_status
                     FROM resource CROSS JOIN claim ON claim.id = resource.key
                     WHERE resource.connection = ?1 AND resource.type = ?2 AND resource.id = ?3",
                )?
                .query_row(params![self.connection, CLAIM, fhir_id], |row| {
                    Ok((facts(row)?, row.get::<_, i64>(9)?, row.get::<_, i64>(10)?))
                })
                .optional()?;
            let Some((before, id, own_status)) = found else { continue };
            let status = self.status(own_status, &fhir_id)?;
            if status != before.status {
                self.sums.remove(&before);
                self.of_episodes.insert(before.person);
                episodes::write_counts(self.transaction, id, counts(status))?;
                self.sums.add(&Facts { status, ..before });
                self.transaction.prepare_cached("UPDATE claim SET status = ?2 WHERE id = ?1")?.execute([id, status])?;
            }
        }
        Ok(())
    }

    fn write_text(&mut self) -> Result<(), StoreError> {
        let mut remove = self.transaction.prepare_cached("DELETE FROM claim_text WHERE rowid = ?1")?;
        for position in &self.text_removed {
            remove.execute([position])?;
        }
        // FTS5 writes what it has gathered whenever a row number goes down: in order, a page is gathered once.
        self.text_added.sort_unstable_by_key(|(position, _)| *position);
        let mut add = self.transaction.prepare_cached("INSERT INTO claim_text (rowid, words) VALUES (?1, ?2)")?;
        for (position, text) in &self.text_added {
            add.execute(params![position, text])?;
        }
        Ok(())
    }

    fn write_references(&self) -> Result<(), StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO resource_reference (connection, type, id, version) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET version = excluded.version
             WHERE excluded.version IS NOT NULL AND excluded.version IS NOT version",
        )?;
        for (kind, id, version) in &self.references {
            statement.execute(params![self.connection, kind, id, version])?;
        }
        Ok(())
    }
}

/// To be called whenever `claim` is changed.
pub(super) fn note_change(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.prepare_cached("UPDATE file_state SET claims_changed = claims_changed + 1")?.execute([])?;
    Ok(())
}

/// Whether a claim of this status counts: it is not replaced.
fn counts(status: i64) -> bool {
    codes::claim_status(status) != ClaimStatus::Replaced
}

fn amount_of(money: &Option<Money>) -> Option<&str> {
    Some(money.as_ref()?.amount.as_str())
}

fn currency_of(money: &Option<Money>) -> Option<&str> {
    money.as_ref()?.currency.as_deref()
}

fn position(care_day: i64, id: i64) -> i64 {
    care_day * care_day::IDS + id
}

fn facts(row: &Row<'_>) -> rusqlite::Result<Facts> {
    Ok(Facts {
        care_day: row.get::<_, i64>(0)? / care_day::IDS,
        person: row.get(1)?,
        kind: row.get(2)?,
        status: row.get(3)?,
        currency: row.get(4)?,
        amounts: [row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?],
    })
}

/// What is written of a type now is marked with this. What comes before all of a type were here for the first time is no
/// news; they are once their search has come to its end.
fn mark_of(transaction: &Transaction<'_>, connection: i64, search: &str) -> Result<i64, StoreError> {
    Ok(transaction.prepare_cached(MARK)?.query_row(params![connection, search], |row| row.get(0))?)
}

const MARK: &str = "
    SELECT iif(last_updated IS NULL
               AND NOT EXISTS (SELECT 1 FROM search_place
                               WHERE search_place.connection = connection.key AND search = ?2
                                 AND complete_as_of IS NOT NULL),
               0, mark)
    FROM connection WHERE key = ?1";

const PUT_CLAIM: &str = "
    INSERT INTO claim (
        id, position, connection, person, start_date, end_date, kind, title, provider, own_status, status, in_network,
        billed_text, billed_currency, discount_text, discount_currency, paid_text, paid_currency, owe_text, owe_currency,
        currency, billed, discount, paid, owe, deductible, deductible_text, deductible_currency, apart, balances, arrived)
    VALUES (
        ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,
        ?25, ?26, ?27, ?28, ?29, ?30, ?31)
    ON CONFLICT (id) DO UPDATE SET
        position = excluded.position,
        person = excluded.person,
        start_date = excluded.start_date,
        end_date = excluded.end_date,
        kind = excluded.kind,
        title = excluded.title,
        provider = excluded.provider,
        own_status = excluded.own_status,
        status = excluded.status,
        in_network = excluded.in_network,
        billed_text = excluded.billed_text,
        billed_currency = excluded.billed_currency,
        discount_text = excluded.discount_text,
        discount_currency = excluded.discount_currency,
        paid_text = excluded.paid_text,
        paid_currency = excluded.paid_currency,
        owe_text = excluded.owe_text,
        owe_currency = excluded.owe_currency,
        currency = excluded.currency,
        billed = excluded.billed,
        discount = excluded.discount,
        paid = excluded.paid,
        owe = excluded.owe,
        deductible = excluded.deductible,
        deductible_text = excluded.deductible_text,
        deductible_currency = excluded.deductible_currency,
        apart = excluded.apart,
        balances = excluded.balances,
        changed = iif(?32, ?31, changed)";
