//! The numbers by which a payer knows a member.

use super::row::person_id;
use crate::store::{Store, StoreError};

impl Store {
    /// The member numbers on a connection's coverages, each once: those that are known to cover this patient first.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn member_numbers(&self, connection: &str, patient: &str) -> Result<Vec<String>, StoreError> {
        let person = person_id(connection, patient);
        let mut cards = self.coverage()?;
        cards.retain(|card| card.connection == connection);
        cards.sort_by_key(|card| card.beneficiary.as_ref().is_none_or(|covered| covered.person != person));
        let mut numbers = Vec::new();
        for number in cards.into_iter().filter_map(|card| card.member_id) {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        Ok(numbers)
    }
}
