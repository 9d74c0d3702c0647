//! The counts and sums of `claim_month`, kept exact by integer steps.

use std::collections::HashMap;

use rusqlite::{Transaction, params};

use super::{StoreError, care_day};

/// What is counted and added up of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) care_day: i64,
    pub(super) person: i64,
    pub(super) kind: i64,
    /// As it holds, not as the claim says of itself.
    pub(super) status: i64,
    pub(super) currency: String,
    /// Scaled: billed, discount, paid, owed.
    pub(super) amounts: [Option<i64>; 4],
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    month: i64,
    kind: i64,
    person: i64,
    status: i64,
    currency: String,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Step {
    claims: i64,
    amounts: [i64; 4],
    stated: [i64; 4],
}

/// What a transaction adds to the months and takes from them.
#[derive(Debug, Default)]
pub(super) struct MonthSums {
    steps: HashMap<Key, Step>,
}

impl MonthSums {
    /// Counts a claim.
    pub(super) fn add(&mut self, facts: &Facts) {
        self.step(facts, 1);
    }

    /// Counts a claim no longer.
    pub(super) fn remove(&mut self, facts: &Facts) {
        self.step(facts, -1);
    }

    fn step(&mut self, facts: &Facts, sign: i64) {
        let key = Key {
            month: care_day::month(facts.care_day),
            kind: facts.kind,
            person: facts.person,
            status: facts.status,
            currency: facts.currency.clone(),
        };
        let step = self.steps.entry(key).or_default();
        step.claims += sign;
        for (figure, amount) in facts.amounts.iter().enumerate() {
            if let Some(amount) = amount {
                step.amounts[figure] += sign * amount;
                step.stated[figure] += sign;
            }
        }
    }

    /// Writes the steps.
    pub(super) fn apply(self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        let mut people: HashMap<i64, i64> = HashMap::new();
        let mut add = transaction.prepare_cached(ADD)?;
        let mut tidy = transaction.prepare_cached(TIDY)?;
        for (key, step) in self.steps {
            if step == Step::default() {
                continue;
            }
            *people.entry(key.person).or_default() += step.claims;
            let Key { month, kind, person, status, currency } = key;
            let [billed, discount, paid, owe] = step.amounts;
            let [billed_claims, discount_claims, paid_claims, owe_claims] = step.stated;
            add.execute(params![
                month,
                kind,
                person,
                status,
                currency,
                step.claims,
                billed,
                billed_claims,
                discount,
                discount_claims,
                paid,
                paid_claims,
                owe,
                owe_claims
            ])?;
            if step.claims < 0 {
                tidy.execute(params![month, kind, person, status, currency])?;
            }
        }
        let mut count = transaction.prepare_cached("UPDATE person SET claims = claims + ?2 WHERE key = ?1")?;
        for (person, claims) in people.into_iter().filter(|(_, claims)| *claims != 0) {
            count.execute(params![person, claims])?;
        }
        Ok(())
    }
}

const ADD: &str = "
    INSERT INTO claim_month (month, kind, person, status, currency, claims, billed, billed_claims,
                             discount, discount_claims, paid, paid_claims, owe, owe_claims)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
    ON CONFLICT DO UPDATE SET
        claims = claims + excluded.claims,
        billed = billed + excluded.billed,
        billed_claims = billed_claims + excluded.billed_claims,
        discount = discount + excluded.discount,
        discount_claims = discount_claims + excluded.discount_claims,
        paid = paid + excluded.paid,
        paid_claims = paid_claims + excluded.paid_claims,
        owe = owe + excluded.owe,
        owe_claims = owe_claims + excluded.owe_claims";

const TIDY: &str = "
    DELETE FROM claim_month
    WHERE month = ?1 AND kind = ?2 AND person = ?3 AND status = ?4 AND currency = ?5 AND claims = 0";
