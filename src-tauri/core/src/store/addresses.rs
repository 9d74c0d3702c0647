//! Which of a payer's addresses a connection's sign-in used, and why.

use rusqlite::{OptionalExtension as _, params};

use crate::ipc::ConnectionAddresses;

use super::{Store, StoreError, connection::key_of};

impl Store {
    /// Keeps what a sign-in used, in the place of what an earlier one used.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such connection.
    pub fn save_addresses(&self, id: &str, addresses: &ConnectionAddresses) -> Result<(), StoreError> {
        let text = serde_json::to_string(addresses).map_err(|error| StoreError::Disk(error.into()))?;
        self.write(|transaction| {
            let key = key_of(transaction, id)?;
            transaction.execute(
                "INSERT INTO connection_addresses (connection, addresses) VALUES (?1, ?2)
                 ON CONFLICT (connection) DO UPDATE SET addresses = excluded.addresses",
                params![key, text],
            )?;
            Ok(())
        })
    }

    /// What the newest sign-in used. `None` where that was not kept, or is in a form of another version of this app: it
    /// explains a connection, which works without it.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn addresses(&self, id: &str) -> Result<Option<ConnectionAddresses>, StoreError> {
        self.read(|reader| {
            let text = reader
                .query_row(
                    "SELECT addresses FROM connection_addresses
                     JOIN connection ON connection.key = connection_addresses.connection WHERE connection.id = ?1",
                    [id],
                    |row| row.get::<_, String>(0),
                )
                .optional()?;
            Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
        })
    }
}
