//! The countable facts of all claims in memory, for searches that find many: 100,000 claims take some 10 MB, are read in a
//! fraction of a second, and are then added up as fast as a search finds them.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use crate::store::{
    StoreError,
    amount::{Currencies, Portion},
    care_day,
};

use super::{facts::Cell, scope::Scope};

/// Fewer claims than these are looked up one by one.
const FEW: usize = 1_000;

/// The facts as they last were, if they were asked for.
#[derive(Debug, Default)]
pub(in crate::store) struct FactsInMemory(Mutex<Option<Arc<AllFacts>>>);

#[derive(Debug)]
struct AllFacts {
    /// `file_state.claims_changed` when they were read.
    as_of: i64,
    /// By position.
    facts: Vec<Facts>,
    currencies: Vec<String>,
}

#[derive(Debug)]
struct Facts {
    position: i64,
    person: i64,
    kind: i64,
    status: i64,
    /// An index into the currencies above.
    currency: usize,
    amounts: [Option<i64>; 4],
}

impl FactsInMemory {
    /// Shows the claims at these positions, ascending, as far as they are in the scope.
    pub(super) fn visit(
        &self,
        reader: &Connection,
        positions: &[i64],
        scope: &Scope,
        currencies: &mut Currencies,
        each: &mut dyn FnMut(&Cell),
    ) -> Result<(), StoreError> {
        if positions.len() < FEW {
            let mut statement = reader.prepare_cached(ONE)?;
            for position in positions {
                let facts = statement.query_row([position], |row| facts(row, |currency| currencies.index(currency)))?;
                show(&facts, facts.currency, scope, each);
            }
            return Ok(());
        }
        let all = self.current(reader)?;
        let translated: Vec<usize> = all.currencies.iter().map(|currency| currencies.index(currency)).collect();
        let mut rest = all.facts.as_slice();
        for position in positions {
            let passed = rest.iter().take_while(|facts| facts.position < *position).count();
            rest = &rest[passed..];
            // A search and this table come from one state of the file: what one has the other has.
            let facts = rest.first().filter(|facts| facts.position == *position).ok_or(StoreError::Corrupt)?;
            show(facts, translated.get(facts.currency).copied().unwrap_or_default(), scope, each);
        }
        Ok(())
    }

    /// The facts as the reader's state of the file has them.
    fn current(&self, reader: &Connection) -> Result<Arc<AllFacts>, StoreError> {
        let as_of = reader
            .prepare_cached("SELECT claims_changed FROM file_state")?
            .query_row([], |row| row.get::<_, i64>(0))?;
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(held) = held.filter(|held| held.as_of == as_of) {
            return Ok(held);
        }
        let mut currencies = Currencies::default();
        let facts = reader
            .prepare_cached(ALL)?
            .query_map([], |row| facts(row, |currency| currencies.index(currency)))?
            .collect::<Result<_, _>>()?;
        let all = Arc::new(AllFacts { as_of, facts, currencies: currencies.into_names() });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&all));
        Ok(all)
    }
}

pub(super) const ONE: &str = "
    SELECT position, person, kind, status, currency, billed, discount, paid, owe FROM claim INDEXED BY claim_facts
    WHERE position = ?1";

const ALL: &str = "
    SELECT position, person, kind, status, currency, billed, discount, paid, owe FROM claim INDEXED BY claim_facts
    ORDER BY position";

fn facts(row: &rusqlite::Row<'_>, mut currency: impl FnMut(&str) -> usize) -> rusqlite::Result<Facts> {
    Ok(Facts {
        position: row.get(0)?,
        person: row.get(1)?,
        kind: row.get(2)?,
        status: row.get(3)?,
        currency: currency(row.get_ref(4)?.as_str()?),
        amounts: [row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?],
    })
}

fn show(facts: &Facts, currency: usize, scope: &Scope, each: &mut dyn FnMut(&Cell)) {
    let is = |wanted: Option<i64>, here: i64| wanted.is_none_or(|wanted| wanted == here);
    if is(scope.person, facts.person) && is(scope.kind, facts.kind) && is(scope.status, facts.status) {
        each(&Cell {
            care_day: facts.position / care_day::IDS,
            person: facts.person,
            kind: facts.kind,
            status: facts.status,
            currency,
            claims: 1,
            figures: facts.amounts.map(Portion::of_scaled),
        });
    }
}
