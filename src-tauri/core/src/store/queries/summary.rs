//! Sums over claims.

use crate::{
    ipc::{ClaimStatus, ClaimsSummary},
    store::{
        amount::{Currencies, Tally},
        codes,
    },
};

use super::facts::Cell;

/// [`ClaimsSummary`] in the making.
#[derive(Debug, Default)]
pub(super) struct SummaryTally {
    decided: u64,
    pending: u64,
    not_covered: u64,
    replaced: u64,
    billed: Tally,
    discount: Tally,
    plan_paid: Tally,
    pub(super) you_owe: Tally,
    pending_billed: Tally,
    not_covered_billed: Tally,
}

impl SummaryTally {
    pub(super) fn add(&mut self, cell: &Cell) {
        let [billed, discount, paid, owe] = &cell.figures;
        match codes::claim_status(cell.status) {
            ClaimStatus::Decided => {
                self.decided += cell.claims;
                self.billed.add(cell.currency, billed);
                self.discount.add(cell.currency, discount);
                self.plan_paid.add(cell.currency, paid);
                self.you_owe.add(cell.currency, owe);
            }
            ClaimStatus::Pending => {
                self.pending += cell.claims;
                self.pending_billed.add(cell.currency, billed);
            }
            ClaimStatus::NotCovered => {
                self.not_covered += cell.claims;
                self.not_covered_billed.add(cell.currency, billed);
            }
            ClaimStatus::Replaced => self.replaced += cell.claims,
            // No claim: it is in the list and in no sum.
            ClaimStatus::Preauthorization => {}
        }
    }

    pub(super) fn finish(&self, currencies: &Currencies) -> ClaimsSummary {
        ClaimsSummary {
            decided: self.decided,
            pending: self.pending,
            not_covered: self.not_covered,
            replaced: self.replaced,
            billed: self.billed.sums(currencies),
            discount: self.discount.sums(currencies),
            plan_paid: self.plan_paid.sums(currencies),
            you_owe: self.you_owe.sums(currencies),
            pending_billed: self.pending_billed.sums(currencies),
            not_covered_billed: self.not_covered_billed.sums(currencies),
        }
    }
}

/// A number of claims, and what the member owes for the decided ones.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Replaced ones included: they are shown.
    pub(super) claims: u64,
    pub(super) you_owe: Tally,
}

impl Group {
    pub(super) fn add(&mut self, cell: &Cell) {
        self.claims += cell.claims;
        if codes::claim_status(cell.status) == ClaimStatus::Decided {
            self.you_owe.add(cell.currency, &cell.figures[3]);
        }
    }
}
