//! Secrets in this process's memory.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use secrecy::{ExposeSecret, SecretSlice};

use super::{LARGEST, SecretError, SecretStore};

/// Secrets that end with the process: for tests, and for a session without a keychain.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<String, SecretSlice<u8>>>);

impl Memory {
    /// The names of everything kept, in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.items().keys().cloned().collect()
    }

    fn items(&self) -> MutexGuard<'_, BTreeMap<String, SecretSlice<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SecretStore for Memory {
    fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, SecretError> {
        Ok(self.items().get(name).map(|secret| secret.expose_secret().to_vec().into()))
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        if secret.len() > LARGEST {
            return Err(SecretError::NotKept);
        }
        self.items().insert(name.to_owned(), secret.to_vec().into());
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), SecretError> {
        self.items().remove(name);
        Ok(())
    }
}
