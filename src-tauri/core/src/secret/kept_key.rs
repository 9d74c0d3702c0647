//! The key of the records in the keychain: as it is, or in an envelope that a passphrase opens. Never both for long, and
//! never neither.
//!
//! ```text
//!                    set a passphrase          change it               take it away
//! database-key       key   key    ─            ─      ─      ─         ─      key    key
//! …/wrapped/a        ─     1:new  1:new        1:old  1:old  ─         1:old  1:old  ─
//! …/wrapped/b        ─     ─      ─            ─      2:new  2:new     ─      ─      ─
//! ```
//!
//! Each step is read back and opened before the next, so that a crash between two leaves the key reachable (T25's order):
//! while the plain key is there it is the one that counts, and no passphrase is in force; of two envelopes either may be
//! opened, and the passphrase that opens one is the one that stays.

use rand::random;
use secrecy::{ExposeSecret, SecretBox, SecretSlice, SecretString};
use subtle::ConstantTimeEq;

use super::{
    SecretError, SecretStore,
    envelope::{self, Cost, EnvelopeError, Key, Opener},
};

/// The keychain's name for the key of the records.
const NAME: &str = "database-key";
/// That for the key of records that are about to take their place.
const NEXT: &str = "database-key/next";

/// What the keychain has.
pub enum Found {
    /// The key.
    Plain(Key),
    /// The key, for whoever knows the passphrase.
    Wrapped,
    /// Nothing.
    Nothing,
    /// Something that is no key that this version understands.
    Foreign(SecretSlice<u8>),
}

/// Why the key was not had, or not kept in another way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The keychain.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The passphrase is another one.
    #[error("the passphrase is another one")]
    Refused,
    /// There is no key that a passphrase opens, or none at all.
    #[error("there is no such key")]
    Nothing,
    /// The computer could not work the key out.
    #[error("the key could not be worked out")]
    Failed,
}

/// The key of the records. Calls block.
pub struct KeptKey<'a> {
    secrets: &'a dyn SecretStore,
    cost: Cost,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    A,
    B,
}

/// An envelope with its number; the higher one is the newer.
struct Numbered {
    slot: Slot,
    number: u64,
    envelope: Vec<u8>,
}

impl Slot {
    const BOTH: [Self; 2] = [Self::A, Self::B];

    fn name(self) -> &'static str {
        match self {
            Self::A => "database-key/wrapped/a",
            Self::B => "database-key/wrapped/b",
        }
    }
}

impl<'a> KeptKey<'a> {
    /// The key of the records in this keychain.
    #[must_use]
    pub fn of(secrets: &'a dyn SecretStore) -> Self {
        Self { secrets, cost: Cost::USUAL }
    }

    /// What is there.
    ///
    /// # Errors
    /// [`SecretError`].
    pub fn find(&self) -> Result<Found, SecretError> {
        let kept = self.secrets.get(NAME)?;
        if let Some(key) = kept.as_ref().and_then(|kept| <[u8; 32]>::try_from(kept.expose_secret()).ok()) {
            return Ok(Found::Plain(SecretBox::new(Box::new(key))));
        }
        if !self.envelopes()?.is_empty() {
            return Ok(Found::Wrapped);
        }
        Ok(kept.map_or(Found::Nothing, Found::Foreign))
    }

    /// The key, by the passphrase. An envelope that another passphrase opens is what a change left that was cut off: it
    /// goes.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn open(&self, passphrase: &SecretString) -> Result<Key, KeyError> {
        let envelopes = self.envelopes()?;
        let mut result = Err(KeyError::Nothing);
        for numbered in &envelopes {
            match envelope::open(&numbered.envelope, Opener::Passphrase(passphrase)) {
                Ok(key) => {
                    for other in envelopes.iter().filter(|other| other.slot != numbered.slot) {
                        // One that stays does no harm: it opens to the same key.
                        let _leftover = self.secrets.delete(other.slot.name());
                    }
                    return Ok(key);
                }
                Err(EnvelopeError::Refused) => result = Err(KeyError::Refused),
                Err(EnvelopeError::Failed) => return Err(KeyError::Failed),
                Err(EnvelopeError::NotUnderstood) => {}
            }
        }
        result
    }

    /// The key, plain or by the passphrase.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn key(&self, passphrase: Option<&SecretString>) -> Result<Key, KeyError> {
        match (self.find()?, passphrase) {
            (Found::Plain(key), _) => Ok(key),
            (Found::Wrapped, Some(passphrase)) => self.open(passphrase),
            (Found::Wrapped, None) => Err(KeyError::Refused),
            (Found::Nothing | Found::Foreign(_), _) => Err(KeyError::Nothing),
        }
    }

    /// Keeps the key so that the passphrase opens it, and in no other way any more.
    ///
    /// # Errors
    /// [`KeyError`]: what opened the key before still does.
    pub fn wrap(&self, key: &Key, passphrase: &SecretString) -> Result<(), KeyError> {
        let before = self.envelopes()?;
        let newest = before.first();
        let number = newest.map_or(1, |newest| newest.number.saturating_add(1));
        let slot = if newest.is_some_and(|newest| newest.slot == Slot::A) { Slot::B } else { Slot::A };
        let sealed = envelope::seal(key, Opener::Passphrase(passphrase), self.cost).map_err(|_| KeyError::Failed)?;
        self.secrets.set(slot.name(), &[number.to_be_bytes().as_slice(), &sealed].concat())?;
        let kept = self.read(slot)?.filter(|kept| kept.number == number).ok_or(SecretError::NotKept)?;
        let opened =
            envelope::open(&kept.envelope, Opener::Passphrase(passphrase)).map_err(|_| SecretError::NotKept)?;
        if !same(&opened, key) {
            return Err(SecretError::NotKept.into());
        }
        for other in before.iter().filter(|other| other.slot != slot) {
            self.secrets.delete(other.slot.name())?;
        }
        // A restore announces the key as it is, and a keychain that failed then has it still.
        for plain in [NEXT, NAME] {
            if self.secrets.get(plain)?.is_some() {
                self.secrets.delete(plain)?;
            }
        }
        Ok(())
    }

    /// Keeps the key as it is; a passphrase is in force no more. Another key that stood there stays under a name of its own,
    /// `before`: it may open records that were set aside.
    ///
    /// # Errors
    /// [`SecretError`]: what was kept is still there.
    pub fn keep(&self, key: &Key, before: &str) -> Result<(), SecretError> {
        match self.find()? {
            Found::Plain(kept) if same(&kept, key) => {}
            Found::Plain(kept) => self.secrets.set(&aside(before), kept.expose_secret())?,
            Found::Foreign(kept) => self.secrets.set(&aside(before), kept.expose_secret())?,
            Found::Wrapped | Found::Nothing => {}
        }
        self.secrets.set(NAME, key.expose_secret())?;
        match self.find()? {
            Found::Plain(kept) if same(&kept, key) => self.drop_envelopes(),
            _ => Err(SecretError::NotKept),
        }
    }

    /// Makes a key and keeps it, beside what is there: what no key was had from may still open records that were set aside.
    ///
    /// # Errors
    /// [`SecretError`].
    pub fn make(&self, before: &str) -> Result<Key, SecretError> {
        let key: Key = SecretBox::new(Box::new(random()));
        self.replace(&key, before)?;
        Ok(key)
    }

    /// Keeps another key in place of what is there, which stays under names of its own: it opens records that were set
    /// aside.
    ///
    /// # Errors
    /// [`SecretError`]: what was kept is still there.
    pub fn replace(&self, key: &Key, before: &str) -> Result<(), SecretError> {
        for numbered in self.envelopes()? {
            let name = format!("{}/{}", aside(before), numbered.number);
            self.secrets.set(&name, &numbered.envelope)?;
        }
        self.keep(key, before)
    }

    /// Keeps the key of records that are about to take the place of those that are there, beside theirs: whichever the app
    /// finds after a crash between the two, it has the key.
    ///
    /// # Errors
    /// [`SecretError`].
    pub fn announce(&self, key: &Key) -> Result<(), SecretError> {
        self.secrets.set(NEXT, key.expose_secret())?;
        match self.announced()? {
            Some(kept) if same(&kept, key) => Ok(()),
            _ => Err(SecretError::NotKept),
        }
    }

    /// The key that was announced, where records took their place and it is not kept as theirs yet.
    ///
    /// # Errors
    /// [`SecretError`].
    pub fn announced(&self) -> Result<Option<Key>, SecretError> {
        let kept = self.secrets.get(NEXT)?;
        let key = kept.and_then(|kept| <[u8; 32]>::try_from(kept.expose_secret()).ok());
        Ok(key.map(|key| SecretBox::new(Box::new(key))))
    }

    /// Forgets it: it is kept, or the records did not come.
    pub fn forget_announced(&self) {
        // It opens nothing that the other key does not, or nothing at all; a passphrase that is set later takes it away.
        let _leftover = self.secrets.delete(NEXT);
    }

    /// Deletes what a passphrase that was being set, and is not in force, left behind.
    pub fn tidy(&self) {
        if matches!(self.find(), Ok(Found::Plain(_))) {
            // It is deleted the next time otherwise.
            let _leftover = self.drop_envelopes();
        }
    }

    fn drop_envelopes(&self) -> Result<(), SecretError> {
        Slot::BOTH.into_iter().try_for_each(|slot| self.secrets.delete(slot.name()))
    }

    /// The envelopes, newest first.
    fn envelopes(&self) -> Result<Vec<Numbered>, SecretError> {
        let mut envelopes = Vec::new();
        for slot in Slot::BOTH {
            envelopes.extend(self.read(slot)?);
        }
        envelopes.sort_by_key(|numbered| std::cmp::Reverse(numbered.number));
        Ok(envelopes)
    }

    /// A slot that cannot be understood counts as empty: the other one may hold the key.
    fn read(&self, slot: Slot) -> Result<Option<Numbered>, SecretError> {
        let Some(kept) = self.secrets.get(slot.name())? else { return Ok(None) };
        let Some((number, envelope)) = kept.expose_secret().split_first_chunk::<8>() else { return Ok(None) };
        if envelope.len() != envelope::LENGTH {
            return Ok(None);
        }
        Ok(Some(Numbered { slot, number: u64::from_be_bytes(*number), envelope: envelope.to_vec() }))
    }
}

fn aside(before: &str) -> String {
    format!("{NAME}/{before}")
}

fn same(one: &Key, other: &Key) -> bool {
    one.expose_secret().ct_eq(other.expose_secret()).into()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::secret::Memory;

    /// A keychain whose computer loses its power after so many changes.
    struct Cut {
        items: Memory,
        changes_left: AtomicUsize,
    }

    impl Cut {
        fn after(changes: usize) -> Self {
            Self { items: Memory::default(), changes_left: AtomicUsize::new(changes) }
        }

        fn may_change(&self) -> Result<(), SecretError> {
            let left = self.changes_left.load(Ordering::SeqCst);
            self.changes_left.store(left.saturating_sub(1), Ordering::SeqCst);
            if left == 0 { Err(SecretError::Missing) } else { Ok(()) }
        }

        fn power_is_back(&self) {
            self.changes_left.store(usize::MAX, Ordering::SeqCst);
        }
    }

    impl SecretStore for Cut {
        fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, SecretError> {
            self.items.get(name)
        }

        fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
            self.may_change()?;
            self.items.set(name, secret)
        }

        fn delete(&self, name: &str) -> Result<(), SecretError> {
            self.may_change()?;
            self.items.delete(name)
        }
    }

    fn kept(secrets: &dyn SecretStore) -> KeptKey<'_> {
        KeptKey { secrets, cost: Cost { memory: 64, passes: 1, lanes: 2 } }
    }

    fn words(text: &str) -> SecretString {
        text.to_owned().into()
    }

    fn key(of: u8) -> Key {
        SecretBox::new(Box::new([of; 32]))
    }

    fn opens(secrets: &dyn SecretStore, passphrase: &str) -> bool {
        kept(secrets).open(&words(passphrase)).is_ok_and(|opened| same(&opened, &key(7)))
    }

    fn is_plain(secrets: &dyn SecretStore) -> bool {
        matches!(kept(secrets).find().unwrap(), Found::Plain(plain) if same(&plain, &key(7)))
    }

    #[test]
    fn with_a_passphrase_the_keychain_has_nothing_of_the_key_itself() {
        let secrets = Memory::default();
        kept(&secrets).keep(&key(7), "t").unwrap();
        kept(&secrets).wrap(&key(7), &words("one")).unwrap();
        assert!(matches!(kept(&secrets).find().unwrap(), Found::Wrapped));
        for name in secrets.names() {
            let item = secrets.get(&name).unwrap().unwrap();
            assert!(!item.expose_secret().windows(8).any(|part| part == [7; 8]), "{name}");
        }
        assert!(opens(&secrets, "one"));
        assert_eq!(kept(&secrets).open(&words("two")).err(), Some(KeyError::Refused));
        kept(&secrets).announce(&key(7)).unwrap();
        kept(&secrets).wrap(&key(7), &words("one")).unwrap();
        assert_eq!(secrets.names().len(), 1, "nor what a restore left there");
        assert_eq!(kept(&secrets).key(None).err(), Some(KeyError::Refused));
    }

    #[test]
    fn a_changed_passphrase_is_the_only_one_and_taking_it_away_leaves_the_key() {
        let secrets = Memory::default();
        kept(&secrets).wrap(&key(7), &words("one")).unwrap();
        for (old, new) in [("one", "two"), ("two", "three"), ("three", "four")] {
            kept(&secrets).wrap(&key(7), &words(new)).unwrap();
            assert!(opens(&secrets, new) && !opens(&secrets, old));
            assert_eq!(secrets.names().len(), 1);
        }
        kept(&secrets).keep(&key(7), "t").unwrap();
        assert!(is_plain(&secrets));
        assert_eq!(secrets.names(), [NAME]);
    }

    /// T25: setting, changing and taking away, with the power gone after each change that they make.
    #[test]
    fn wherever_the_power_fails_the_key_is_reached_by_what_the_member_knows() {
        for cut in 0..6 {
            let secrets = Cut::after(usize::MAX);
            kept(&secrets).keep(&key(7), "t").unwrap();
            secrets.changes_left.store(cut, Ordering::SeqCst);
            let set = kept(&secrets).wrap(&key(7), &words("one"));
            secrets.power_is_back();
            assert!(if set.is_ok() { opens(&secrets, "one") } else { is_plain(&secrets) }, "set, cut {cut}");
            assert!(set.is_err() || !is_plain(&secrets));
            kept(&secrets).tidy();
            assert!(is_plain(&secrets) || opens(&secrets, "one"));

            let secrets = Cut::after(usize::MAX);
            kept(&secrets).wrap(&key(7), &words("old")).unwrap();
            secrets.changes_left.store(cut, Ordering::SeqCst);
            let change = kept(&secrets).wrap(&key(7), &words("new"));
            secrets.power_is_back();
            let in_force = if change.is_ok() { "new" } else { "old" };
            assert!(opens(&secrets, in_force), "change, cut {cut}");

            let secrets = Cut::after(usize::MAX);
            kept(&secrets).wrap(&key(7), &words("old")).unwrap();
            secrets.changes_left.store(cut, Ordering::SeqCst);
            let removed = kept(&secrets).keep(&key(7), "t");
            secrets.power_is_back();
            assert!(is_plain(&secrets) || (removed.is_err() && opens(&secrets, "old")), "removal, cut {cut}");
        }
    }

    /// T25
    #[test]
    fn after_a_change_that_was_cut_off_either_passphrase_opens_and_the_one_used_stays() {
        for (used, other) in [("old", "new"), ("new", "old")] {
            let secrets = Cut::after(usize::MAX);
            kept(&secrets).wrap(&key(7), &words("old")).unwrap();
            secrets.changes_left.store(1, Ordering::SeqCst);
            assert!(kept(&secrets).wrap(&key(7), &words("new")).is_err());
            secrets.power_is_back();
            assert!(opens(&secrets, used));
            assert!(!opens(&secrets, other));
            assert!(opens(&secrets, used));
        }
    }

    /// T17
    #[test]
    fn a_key_that_gives_way_to_another_stays_under_a_name_of_its_own() {
        let secrets = Memory::default();
        kept(&secrets).keep(&key(9), "t").unwrap();
        kept(&secrets).keep(&key(7), "2026").unwrap();
        assert!(is_plain(&secrets));
        assert_eq!(secrets.get("database-key/2026").unwrap().unwrap().expose_secret(), &[9; 32]);

        let secrets = Memory::default();
        kept(&secrets).wrap(&key(7), &words("forgotten")).unwrap();
        kept(&secrets).make("2026").unwrap();
        assert!(matches!(kept(&secrets).find().unwrap(), Found::Plain(_)));
        let aside = secrets.get("database-key/2026/1").unwrap().unwrap();
        let opened = envelope::open(aside.expose_secret(), Opener::Passphrase(&words("forgotten"))).unwrap();
        assert!(same(&opened, &key(7)), "should the passphrase come back");
    }

    #[test]
    fn a_slot_that_is_not_understood_is_no_key() {
        let secrets = Memory::default();
        for garbage in [&b""[..], b"12345678", &[0; 200]] {
            secrets.set(Slot::A.name(), garbage).unwrap();
            assert!(matches!(kept(&secrets).find().unwrap(), Found::Nothing));
        }
        kept(&secrets).wrap(&key(7), &words("one")).unwrap();
        assert!(opens(&secrets, "one"));
    }
}
