//! Secrets: the OS keychain, and a memory for tests. Nothing is ever stored in plain text instead.

use secrecy::SecretSlice;

/// Why a secret could not be read or kept. The five are five different screens (T17, T18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// The keychain is locked and nobody unlocked it.
    #[error("the keychain is locked")]
    Locked,
    /// There is no keychain on this computer.
    #[error("there is no keychain")]
    Missing,
    /// The keychain refused.
    #[error("the keychain refused")]
    Denied,
    /// The keychain did not answer in time.
    #[error("the keychain did not answer in time")]
    TimedOut,
    /// What was written could not be read back.
    #[error("the keychain did not keep what was written")]
    NotKept,
}

/// A place for secrets. Calls may block; they are made from blocking threads only.
pub trait SecretStore: Send + Sync + 'static {
    /// The secret of this name, or `None` where there is none.
    fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, SecretError>;
    /// Keeps a secret and reads it back.
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError>;
    /// Deletes a secret; one that is not there is no error.
    fn delete(&self, name: &str) -> Result<(), SecretError>;
}
