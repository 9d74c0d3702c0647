//! A provider's bill held against the claims: which one it can be for, and how what it asks for stands to what the plan
//! says is owed. Facts and questions; never advice on the law.

mod matching;
mod outcome;
mod read;

use crate::ipc::{Bill, BillAnswer, BillMatch, ClaimRow, Explanation};

pub use matching::{MOST_FOUND, is_worth_reading};
pub use read::read;

/// A claim that a bill is held against.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// As in the list.
    pub row: &'a ClaimRow,
    /// Everything that it says.
    pub explanation: &'a Explanation,
    /// The claim that replaced it.
    pub replaced_by: Option<i64>,
}

/// The claims that a bill can be for, the best first. The one that the member chose is always among them.
#[must_use]
pub fn compare(bill: &Bill, candidates: &[Candidate<'_>]) -> BillAnswer {
    let mut found: Vec<(u32, BillMatch)> = candidates
        .iter()
        .filter_map(|candidate| {
            let points = matching::points(bill, *candidate);
            let is_chosen = bill.claim == Some(candidate.row.id);
            let weight = matching::weight(&points).or(is_chosen.then_some(0))?;
            let first = if is_chosen { 1_000 } else { 0 };
            // Of one story the claim that counts comes before the one that it replaced.
            let counts = u32::from(candidate.replaced_by.is_none());
            Some((weight * 2 + counts + first, outcome::of(bill, *candidate, points)))
        })
        .collect();
    found.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| b.claim.id.cmp(&a.claim.id)));
    found.truncate(MOST_FOUND);
    let found: Vec<BillMatch> = found.into_iter().map(|(_, found)| found).collect();
    let none = found.is_empty().then(outcome::none);
    BillAnswer { found, none }
}

#[cfg(test)]
mod tests;
