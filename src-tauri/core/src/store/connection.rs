//! The connections themselves.

use jiff::{Timestamp, civil::Date};

use crate::ipc::{DataKind, Kept};

use super::{Store, StoreError};

/// A connection as it is kept. Tokens are not here; they are in the keychain under the connection's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionRecord {
    /// A random UUID.
    pub id: String,
    /// The payer's key.
    pub payer: String,
    /// The payer's name when the connection was made.
    pub payer_name: String,
    /// The patient's FHIR id at the payer.
    pub patient: Option<String>,
    /// The member's name.
    pub member_name: Option<String>,
    /// The scopes that were granted, as the payer wrote them.
    pub scopes: Vec<String>,
    /// The kinds granted.
    pub granted: Vec<DataKind>,
    /// The kinds asked for and not granted.
    pub missing: Vec<DataKind>,
    /// When it was made.
    pub created: Timestamp,
    /// Since when signing in again is needed.
    pub sign_in_needed_since: Option<Timestamp>,
    /// The last day of the permission.
    pub sign_in_until: Option<Date>,
    /// When records last came completely.
    pub last_updated: Option<Timestamp>,
}

impl Store {
    /// Keeps a new connection, or everything of one that is renewed but `created` and `last_updated`.
    pub fn save_connection(&self, _record: &ConnectionRecord) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// All connections, oldest first.
    pub fn connections(&self) -> Result<Vec<ConnectionRecord>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// One connection.
    pub fn connection(&self, _id: &str) -> Result<ConnectionRecord, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Notes that signing in again is needed (or no longer is).
    pub fn set_sign_in_needed(&self, _id: &str, _since: Option<Timestamp>) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// What a connection keeps.
    pub fn kept(&self, _id: &str) -> Result<Kept, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Deletes a connection and everything it brought; says what that was. Pages are overwritten (`secure_delete`).
    pub fn delete_connection(&self, _id: &str) -> Result<Kept, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Keeps a secret that is too large for the keychain, under the file's own encryption.
    pub fn put_sealed(&self, _name: &str, _secret: &[u8]) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }

    /// Reads such a secret.
    pub fn sealed(&self, _name: &str) -> Result<Option<secrecy::SecretSlice<u8>>, StoreError> {
        Err(StoreError::NotFound)
    }

    /// Deletes such a secret.
    pub fn delete_sealed(&self, _name: &str) -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }
}
