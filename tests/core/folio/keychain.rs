//! A keychain that keeps its secrets in memory, and refuses or hangs when a test says so.

use std::sync::{
    Mutex, MutexGuard,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use claimfolio_core::secret::{Memory, SecretError, SecretStore};
use secrecy::{ExposeSecret, SecretSlice};

/// The name of the records' key.
pub(crate) const KEY: &str = "database-key";

/// The keychain.
pub(crate) struct Keychain {
    items: Memory,
    refuses: Mutex<Option<(&'static str, SecretError)>>,
    hand: Mutex<()>,
    calls: AtomicUsize,
    /// New items and changes are refused.
    pub(crate) is_full: AtomicBool,
    /// After so many changes it ends, as with the power.
    pub(crate) changes_left: AtomicUsize,
}

impl Default for Keychain {
    fn default() -> Self {
        Self {
            items: Memory::default(),
            refuses: Mutex::default(),
            hand: Mutex::default(),
            calls: AtomicUsize::default(),
            is_full: AtomicBool::default(),
            changes_left: AtomicUsize::new(usize::MAX),
        }
    }
}

/// Nobody answers the keychain's prompt.
pub(crate) struct Held<'a> {
    _hand: MutexGuard<'a, ()>,
}

impl Keychain {
    /// From now on every call fails.
    pub(crate) fn refuse(&self, error: SecretError) {
        self.refuse_named("", error);
    }

    /// From now on every call for a name that begins so fails.
    pub(crate) fn refuse_named(&self, prefix: &'static str, error: SecretError) {
        *self.refuses.lock().unwrap() = Some((prefix, error));
    }

    /// It answers again.
    pub(crate) fn relent(&self) {
        *self.refuses.lock().unwrap() = None;
    }

    /// Every call waits while the guard lives, as for a prompt that nobody answers.
    pub(crate) fn hold(&self) -> Held<'_> {
        Held { _hand: self.hand.lock().unwrap() }
    }

    /// How many calls came, answered or not.
    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// The names of all items.
    pub(crate) fn names(&self) -> Vec<String> {
        self.items.names()
    }

    /// The bytes of an item, whatever is refused.
    pub(crate) fn item(&self, name: &str) -> Option<Vec<u8>> {
        self.items.get(name).unwrap().map(|secret| secret.expose_secret().to_vec())
    }

    /// Replaces an item.
    pub(crate) fn put(&self, name: &str, secret: &[u8]) {
        self.items.set(name, secret).unwrap();
    }

    /// Takes an item away.
    pub(crate) fn remove(&self, name: &str) {
        self.items.delete(name).unwrap();
    }

    /// A connection's refresh token.
    pub(crate) fn refresh_token(&self, connection: &str) -> String {
        let slot = |slot| self.item(&format!("connection/{connection}/refresh/{slot}"));
        let kept = String::from_utf8(slot('a').or_else(|| slot('b')).unwrap()).unwrap();
        kept.split_once(':').unwrap().1.to_owned()
    }

    fn may_change(&self) -> Result<(), SecretError> {
        let left = self.changes_left.load(Ordering::SeqCst);
        self.changes_left.store(left.saturating_sub(1), Ordering::SeqCst);
        if left == 0 { Err(SecretError::Missing) } else { Ok(()) }
    }

    fn may(&self, name: &str) -> Result<(), SecretError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        drop(self.hand.lock().unwrap());
        match *self.refuses.lock().unwrap() {
            Some((prefix, error)) if name.starts_with(prefix) => Err(error),
            _ => Ok(()),
        }
    }
}

impl SecretStore for Keychain {
    fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, SecretError> {
        self.may(name)?;
        self.items.get(name)
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        self.may(name)?;
        if self.is_full.load(Ordering::SeqCst) {
            return Err(SecretError::Denied);
        }
        self.may_change()?;
        self.items.set(name, secret)
    }

    fn delete(&self, name: &str) -> Result<(), SecretError> {
        self.may(name)?;
        self.may_change()?;
        self.items.delete(name)
    }
}
