//! The months and sums of a list.

use std::collections::BTreeMap;

use crate::{
    ipc::{ClaimFilter, ClaimsOutline, ClaimsSummary, MonthGroup},
    store::{Store, StoreError, amount::Currencies, care_day},
};

use super::{
    facts::{self, Grain},
    scope::Scope,
    summary::{Group, SummaryTally},
};

impl Store {
    /// The months and sums of a list, without a look at single claims but where the list begins or ends within a month, or
    /// is a search.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn claims_outline(&self, filter: &ClaimFilter) -> Result<ClaimsOutline, StoreError> {
        self.read(|reader| {
            let Some(scope) = Scope::of_filter(reader, filter)? else {
                return Ok(ClaimsOutline { months: Vec::new(), summary: ClaimsSummary::default() });
            };
            let mut currencies = Currencies::default();
            let mut summary = SummaryTally::default();
            let mut months: BTreeMap<i64, Group> = BTreeMap::new();
            facts::visit(reader, &self.inner.facts, &scope, Grain::Month, &mut currencies, &mut |cell| {
                summary.add(cell);
                months.entry(care_day::month(cell.care_day)).or_default().add(cell);
            })?;
            let months = months
                .iter()
                .rev()
                .map(|(month, group)| MonthGroup {
                    month: care_day::month_text(*month),
                    claims: group.claims,
                    you_owe: group.you_owe.sums(&currencies),
                })
                .collect();
            Ok(ClaimsOutline { months, summary: summary.finish(&currencies) })
        })
    }
}
