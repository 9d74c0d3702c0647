//! What is kept of a sign-in: the refresh token, in the keychain, in one of two slots.
//!
//! A payer may replace the refresh token with each refresh and refuse the old one from then on. So a new one is written
//! beside the old one, read back, and only then is the old one dropped (T25). Each is numbered; where a crash left two,
//! the higher number is the newer:
//!
//! ```text
//! slot a  1:old            1:old   1:old    ─
//! slot b    ─     write ►  2:new   2:new    2:new
//!                                  read back, then drop the old one
//! ```
//!
//! A token too large for the keychain is sealed into the encrypted database; its slot holds the number and `@`.

use std::sync::Arc;

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretSlice, SecretString};

use crate::secret::{LARGEST, SecretError, SecretStore};

/// A place for secrets that are too large for the keychain: encrypted under a key from the keychain.
pub trait Sealed: Send + Sync + 'static {
    /// Writes or replaces.
    ///
    /// # Errors
    /// [`SecretError::NotKept`].
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), SecretError>;
    /// What is there.
    ///
    /// # Errors
    /// [`SecretError::NotKept`].
    fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, SecretError>;
    /// Deletes; what is not there is no error.
    ///
    /// # Errors
    /// [`SecretError::NotKept`].
    fn delete(&self, name: &str) -> Result<(), SecretError>;
}

/// A refresh token with its number.
#[derive(Debug, Clone)]
pub struct NumberedToken {
    /// Grows with each token of a connection.
    pub number: u64,
    /// The token.
    pub token: SecretString,
}

/// The kept refresh token of one connection. Calls block: make them from blocking threads.
#[derive(Clone)]
pub struct KeptToken {
    secrets: Arc<dyn SecretStore>,
    sealed: Arc<dyn Sealed>,
    connection: String,
}

impl std::fmt::Debug for KeptToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptToken").field("connection", &self.connection).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    A,
    B,
}

impl Slot {
    const BOTH: [Self; 2] = [Self::A, Self::B];

    fn other(self) -> Self {
        if self == Self::A { Self::B } else { Self::A }
    }
}

impl KeptToken {
    /// The refresh token of the connection with this id.
    #[must_use]
    pub fn of(connection: &str, secrets: Arc<dyn SecretStore>, sealed: Arc<dyn Sealed>) -> Self {
        Self { secrets, sealed, connection: connection.to_owned() }
    }

    /// The newest token, or `None` where there is none.
    ///
    /// # Errors
    /// [`SecretError`].
    pub fn newest(&self) -> Result<Option<NumberedToken>, SecretError> {
        Ok(self.find()?.map(|(_, token)| token))
    }

    /// Keeps a new token and drops the old one. The old one stays where the new one cannot be kept.
    ///
    /// # Errors
    /// [`SecretError`]: the new token is not kept.
    pub fn replace(&self, token: &SecretString) -> Result<NumberedToken, SecretError> {
        let before = self.find()?;
        let slot = before.as_ref().map_or(Slot::A, |(slot, _)| slot.other());
        let number = before.as_ref().map_or(1, |(_, before)| before.number + 1);
        self.write(slot, number, token)?;
        let read_back = self.read(slot)?.filter(|kept| kept.number == number);
        if read_back.is_none_or(|kept| kept.token.expose_secret() != token.expose_secret()) {
            return Err(SecretError::NotKept);
        }
        // An old token that cannot be dropped does no harm: its number is lower.
        let _leftover = self.drop_slot(slot.other());
        Ok(NumberedToken { number, token: token.clone() })
    }

    /// Deletes every trace and checks that none is left.
    ///
    /// # Errors
    /// [`SecretError`].
    pub fn delete(&self) -> Result<(), SecretError> {
        for slot in Slot::BOTH {
            self.drop_slot(slot)?;
        }
        if self.find()?.is_some() { Err(SecretError::NotKept) } else { Ok(()) }
    }

    fn find(&self) -> Result<Option<(Slot, NumberedToken)>, SecretError> {
        let mut newest: Option<(Slot, NumberedToken)> = None;
        for slot in Slot::BOTH {
            if let Some(token) = self.read(slot)?
                && newest.as_ref().is_none_or(|(_, other)| token.number > other.number)
            {
                newest = Some((slot, token));
            }
        }
        Ok(newest)
    }

    fn name(&self, slot: Slot) -> String {
        let slot = if slot == Slot::A { 'a' } else { 'b' };
        format!("connection/{}/refresh/{slot}", self.connection)
    }

    /// A slot that cannot be understood counts as empty: the other one may hold a token.
    fn read(&self, slot: Slot) -> Result<Option<NumberedToken>, SecretError> {
        let name = self.name(slot);
        let Some(kept) = self.secrets.get(&name)? else { return Ok(None) };
        let Some(kept) = text(&kept) else { return Ok(None) };
        // A token may end in `@`; only a number alone before it means that the token is elsewhere.
        if let Some(Ok(number)) = kept.strip_suffix('@').map(str::parse::<u64>) {
            let sealed = self.sealed.get(&name)?;
            // The number is sealed in as well: a crash between the two writes must not join two tokens.
            return Ok(sealed.and_then(|sealed| parse(&text(&sealed)?)).filter(|token| token.number == number));
        }
        Ok(parse(&kept))
    }

    fn write(&self, slot: Slot, number: u64, token: &SecretString) -> Result<(), SecretError> {
        let name = self.name(slot);
        let whole = Zeroizing::new(format!("{number}:{}", token.expose_secret()));
        if whole.len() <= LARGEST {
            return self.secrets.set(&name, whole.as_bytes());
        }
        self.sealed.put(&name, whole.as_bytes())?;
        self.secrets.set(&name, format!("{number}@").as_bytes())
    }

    fn drop_slot(&self, slot: Slot) -> Result<(), SecretError> {
        let name = self.name(slot);
        self.secrets.delete(&name)?;
        self.sealed.delete(&name)
    }
}

fn text(secret: &SecretSlice<u8>) -> Option<Zeroizing<String>> {
    String::from_utf8(secret.expose_secret().to_vec()).ok().map(Zeroizing::new)
}

fn parse(kept: &str) -> Option<NumberedToken> {
    let (number, token) = kept.split_once(':')?;
    Some(NumberedToken { number: number.parse().ok()?, token: token.into() })
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::secret::Memory;

    /// The database, as far as a token sees it.
    #[derive(Debug, Default)]
    pub(crate) struct SealedMemory(Mutex<std::collections::BTreeMap<String, Vec<u8>>>);

    impl Sealed for SealedMemory {
        fn put(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
            self.0.lock().unwrap().insert(name.to_owned(), secret.to_vec());
            Ok(())
        }

        fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, SecretError> {
            Ok(self.0.lock().unwrap().get(name).cloned().map(Into::into))
        }

        fn delete(&self, name: &str) -> Result<(), SecretError> {
            self.0.lock().unwrap().remove(name);
            Ok(())
        }
    }

    /// A keychain that takes so many calls and then fails, as a killed app's does.
    #[derive(Debug)]
    pub(crate) struct Dying {
        pub(crate) secrets: Arc<Memory>,
        pub(crate) calls_left: AtomicUsize,
    }

    impl Dying {
        fn live(&self) -> Result<(), SecretError> {
            let left = self.calls_left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
            left.map(drop).map_err(|_| SecretError::Missing)
        }
    }

    impl SecretStore for Dying {
        fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, SecretError> {
            self.live()?;
            self.secrets.get(name)
        }

        fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
            self.live()?;
            self.secrets.set(name, secret)
        }

        fn delete(&self, name: &str) -> Result<(), SecretError> {
            self.live()?;
            self.secrets.delete(name)
        }
    }

    fn kept() -> (KeptToken, Arc<Memory>, Arc<SealedMemory>) {
        let (secrets, sealed) = (Arc::new(Memory::default()), Arc::new(SealedMemory::default()));
        (KeptToken::of("c1", secrets.clone(), sealed.clone()), secrets, sealed)
    }

    fn newest(kept: &KeptToken) -> Option<String> {
        kept.newest().unwrap().map(|kept| kept.token.expose_secret().to_owned())
    }

    #[test]
    fn the_newest_token_is_kept_and_no_other() {
        let (kept, secrets, _) = kept();
        assert_eq!(newest(&kept), None);
        for token in ["one", "two", "three:with:colons@"] {
            kept.replace(&token.into()).unwrap();
            assert_eq!(newest(&kept).as_deref(), Some(token));
            assert_eq!(secrets.names().len(), 1);
        }
        kept.delete().unwrap();
        assert_eq!(newest(&kept), None);
        assert_eq!(secrets.names().len(), 0);
    }

    #[test]
    fn a_large_token_is_sealed_and_the_keychain_holds_its_number_alone() {
        let (kept, secrets, sealed) = kept();
        let large = "x".repeat(LARGEST + 500);
        kept.replace(&large.as_str().into()).unwrap();
        assert_eq!(newest(&kept), Some(large));
        let slot = secrets.get("connection/c1/refresh/a").unwrap().unwrap();
        assert_eq!(slot.expose_secret(), b"1@");
        kept.replace(&"small".into()).unwrap();
        assert_eq!(sealed.0.lock().unwrap().len(), 0);
        assert_eq!(newest(&kept).as_deref(), Some("small"));
    }

    /// T25
    #[test]
    fn a_crash_at_any_call_leaves_the_old_token_or_the_new_one() {
        let mut outcomes = Vec::new();
        for large in [false, true] {
            for calls in 0..12 {
                let (kept, secrets, sealed) = kept();
                kept.replace(&"old".into()).unwrap();
                let dying = Dying { secrets, calls_left: calls.into() };
                let new = if large { "n".repeat(LARGEST + 1) } else { "new".to_owned() };
                let replaced = KeptToken::of("c1", Arc::new(dying), sealed).replace(&new.as_str().into());
                let found = newest(&kept).unwrap();
                assert!(found == "old" || found == new, "after {calls} calls");
                assert!(replaced.is_err() || found == new, "a token that was said to be kept is there");
                outcomes.push(found == new);
            }
        }
        assert!(outcomes.contains(&true) && outcomes.contains(&false), "both sides of the write were hit");
    }

    #[test]
    fn two_connections_do_not_share_a_token() {
        let (secrets, sealed) = (Arc::new(Memory::default()), Arc::new(SealedMemory::default()));
        let one = KeptToken::of("1", secrets.clone(), sealed.clone());
        let two = KeptToken::of("2", secrets, sealed);
        one.replace(&"one".into()).unwrap();
        assert_eq!(newest(&two), None);
        two.delete().unwrap();
        assert_eq!(newest(&one).as_deref(), Some("one"));
    }
}
