//! Secrets: the OS keychain, and a memory for tests. Nothing is ever stored in plain text instead.

pub mod envelope;
mod kept_key;
mod keychain;
mod memory;
mod platform;
mod recovery_code;

pub use kept_key::{Found, KeptKey, KeyError};
pub use keychain::{Backend, Keychain, PATIENCE};
pub use memory::Memory;
pub use recovery_code::{NoCode, RecoveryCode};
use secrecy::SecretSlice;

/// The service under which every item of this app stands in the keychain.
pub const SERVICE: &str = "org.claimfolio.desktop";

/// The most bytes that a secret may have. Windows holds 2,560 bytes an item; what is kept is Base64 of the secret,
/// because KDE's wallet keeps text alone, and 1,800 bytes are 2,400 then.
pub const LARGEST: usize = 1_800;

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
