//! A key in an envelope: sealed so that a passphrase opens it, or a code that is itself a key.
//!
//! ```text
//! bytes    what
//! 0..4     "CFE1": the kind of file and its version
//! 4        1: opened by a passphrase, 2: by a code
//! 5..17    Argon2id's memory in KiB, passes and lanes, big-endian; zero for a code
//! 17..33   salt
//! 33..45   nonce
//! 45..93   the key, sealed by ChaCha20-Poly1305 (RFC 8439) with everything before it as associated data
//! ```
//!
//! A passphrase becomes a key by Argon2id (RFC 9106) with the cost that the envelope names, so that the cost can be raised
//! and old envelopes still open; a code, which has 160 random bits, by HKDF-SHA256 (RFC 5869). The salt is new for each
//! envelope, so no two are sealed with the same key. Whether a passphrase is the right one is for the seal to say, in
//! constant time.

use argon2::{Algorithm, Argon2, Params, Version};
use aws_lc_rs::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey},
    hkdf,
};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use zeroize::Zeroizing;

/// What is sealed: a key of 32 bytes.
pub type Key = SecretBox<[u8; 32]>;

const MAGIC: &[u8; 4] = b"CFE1";
const BY_PASSPHRASE: u8 = 1;
const BY_CODE: u8 = 2;
const SALT: std::ops::Range<usize> = 17..33;
const NONCE: std::ops::Range<usize> = 33..45;
const HEAD: usize = 45;
const TAG: usize = 16;

/// How long an envelope is.
pub const LENGTH: usize = HEAD + 32 + TAG;

/// What a passphrase costs whoever tries one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// In KiB.
    pub memory: u32,
    /// How often it is gone through.
    pub passes: u32,
    /// How many parts it has.
    pub lanes: u32,
}

impl Cost {
    /// The second recommended option of RFC 9106, section 4: for where 2 GiB are too much.
    pub const USUAL: Self = Self { memory: 64 * 1024, passes: 3, lanes: 4 };
    /// The most that an envelope may ask for: a foreign one must not take the computer's memory or an hour.
    const MOST: Self = Self { memory: 1024 * 1024, passes: 16, lanes: 16 };
}

/// What opens an envelope.
#[derive(Debug, Clone, Copy)]
pub enum Opener<'a> {
    /// What the member remembers.
    Passphrase(&'a SecretString),
    /// What the member wrote down: random bytes.
    Code(&'a [u8; 20]),
}

/// Why an envelope was not made or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// It is none, one of a later version, or of the other kind.
    #[error("this is no envelope that this version opens in this way")]
    NotUnderstood,
    /// The passphrase or the code is another one, or the envelope was changed.
    #[error("the envelope was not opened")]
    Refused,
    /// The computer could not do it: there is too little memory.
    #[error("the key could not be worked out")]
    Failed,
}

/// Seals a key.
///
/// # Errors
/// [`EnvelopeError::Failed`].
pub fn seal(key: &Key, opener: Opener<'_>, cost: Cost) -> Result<Vec<u8>, EnvelopeError> {
    let mut envelope = Vec::with_capacity(LENGTH);
    envelope.extend_from_slice(MAGIC);
    let (kind, cost) = match opener {
        Opener::Passphrase(_) => (BY_PASSPHRASE, cost),
        Opener::Code(_) => (BY_CODE, Cost { memory: 0, passes: 0, lanes: 0 }),
    };
    envelope.push(kind);
    for part in [cost.memory, cost.passes, cost.lanes] {
        envelope.extend_from_slice(&part.to_be_bytes());
    }
    envelope.extend_from_slice(&rand::random::<[u8; 16]>());
    envelope.extend_from_slice(&rand::random::<[u8; 12]>());
    let seal = seal_of(&envelope, opener, cost)?;
    let nonce = nonce_of(&envelope)?;
    let mut inner = Zeroizing::new(*key.expose_secret());
    let tag = seal
        .seal_in_place_separate_tag(nonce, Aad::from(&envelope), inner.as_mut_slice())
        .map_err(|_| EnvelopeError::Failed)?;
    envelope.extend_from_slice(inner.as_slice());
    envelope.extend_from_slice(tag.as_ref());
    Ok(envelope)
}

/// Opens an envelope. A passphrase takes some tenths of a second: call it from a blocking thread.
///
/// # Errors
/// Each of [`EnvelopeError`].
pub fn open(envelope: &[u8], opener: Opener<'_>) -> Result<Key, EnvelopeError> {
    let kind = match opener {
        Opener::Passphrase(_) => BY_PASSPHRASE,
        Opener::Code(_) => BY_CODE,
    };
    if envelope.len() != LENGTH || !envelope.starts_with(MAGIC) || envelope[4] != kind {
        return Err(EnvelopeError::NotUnderstood);
    }
    let (head, sealed) = envelope.split_at(HEAD);
    let seal = seal_of(head, opener, cost_of(head)?)?;
    let mut inner = Zeroizing::new(sealed.to_vec());
    let opened =
        seal.open_in_place(nonce_of(head)?, Aad::from(head), &mut inner).map_err(|_| EnvelopeError::Refused)?;
    let mut key = Box::new([0; 32]);
    key.copy_from_slice(opened);
    Ok(SecretBox::new(key))
}

fn cost_of(head: &[u8]) -> Result<Cost, EnvelopeError> {
    let number = |at: usize| {
        let bytes = head.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).ok_or(EnvelopeError::NotUnderstood)?;
        Ok(u32::from_be_bytes(bytes))
    };
    let cost = Cost { memory: number(5)?, passes: number(9)?, lanes: number(13)? };
    let most = Cost::MOST;
    if cost.memory > most.memory || cost.passes > most.passes || cost.lanes > most.lanes {
        return Err(EnvelopeError::NotUnderstood);
    }
    Ok(cost)
}

fn nonce_of(head: &[u8]) -> Result<Nonce, EnvelopeError> {
    let nonce = head.get(NONCE).ok_or(EnvelopeError::NotUnderstood)?;
    Nonce::try_assume_unique_for_key(nonce).map_err(|_| EnvelopeError::NotUnderstood)
}

/// The key that seals the key.
fn seal_of(head: &[u8], opener: Opener<'_>, cost: Cost) -> Result<LessSafeKey, EnvelopeError> {
    let salt = head.get(SALT).ok_or(EnvelopeError::NotUnderstood)?;
    let mut bytes = Zeroizing::new([0; 32]);
    match opener {
        Opener::Passphrase(passphrase) => {
            let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(32))
                .map_err(|_| EnvelopeError::NotUnderstood)?;
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
                .hash_password_into(passphrase.expose_secret().as_bytes(), salt, bytes.as_mut_slice())
                .map_err(|_| EnvelopeError::Failed)?;
        }
        Opener::Code(code) => {
            let prk = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(code);
            prk.expand(&[b"claimfolio recovery code"], hkdf::HKDF_SHA256)
                .and_then(|key| key.fill(bytes.as_mut_slice()))
                .map_err(|_| EnvelopeError::Failed)?;
        }
    }
    let key = UnboundKey::new(&CHACHA20_POLY1305, bytes.as_slice()).map_err(|_| EnvelopeError::Failed)?;
    Ok(LessSafeKey::new(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory: 64, passes: 1, lanes: 2 };

    fn key() -> Key {
        SecretBox::new(Box::new([7; 32]))
    }

    fn passphrase(text: &str) -> SecretString {
        text.to_owned().into()
    }

    #[test]
    fn the_passphrase_opens_it_and_no_other_does() {
        let right = passphrase("four words — cuatro palabras");
        let envelope = seal(&key(), Opener::Passphrase(&right), CHEAP).unwrap();
        assert_eq!(envelope.len(), LENGTH);
        assert_eq!(open(&envelope, Opener::Passphrase(&right)).unwrap().expose_secret(), &[7; 32]);
        for wrong in
            ["", "four words — cuatro palabra", "Four words — cuatro palabras", "four words — cuatro palabras "]
        {
            let refused = open(&envelope, Opener::Passphrase(&passphrase(wrong)));
            assert_eq!(refused.err(), Some(EnvelopeError::Refused), "{wrong}");
        }
    }

    #[test]
    fn the_code_opens_it_and_no_other_does() {
        let envelope = seal(&key(), Opener::Code(&[1; 20]), Cost::USUAL).unwrap();
        assert_eq!(open(&envelope, Opener::Code(&[1; 20])).unwrap().expose_secret(), &[7; 32]);
        let mut other = [1; 20];
        other[19] ^= 1;
        assert_eq!(open(&envelope, Opener::Code(&other)).err(), Some(EnvelopeError::Refused));
        let refused = open(&envelope, Opener::Passphrase(&passphrase("p")));
        assert_eq!(refused.err(), Some(EnvelopeError::NotUnderstood), "it is of the other kind");
    }

    /// T16
    #[test]
    fn not_a_bit_of_it_can_be_changed_and_no_byte_left_out() {
        let right = passphrase("right");
        let envelope = seal(&key(), Opener::Passphrase(&right), CHEAP).unwrap();
        for at in 0..envelope.len() {
            let mut changed = envelope.clone();
            // The lowest bit, so that a changed cost stays a small one where it is one at all.
            changed[at] ^= 1;
            assert!(open(&changed, Opener::Passphrase(&right)).is_err(), "byte {at}");
            assert!(open(&envelope[..at], Opener::Passphrase(&right)).is_err(), "cut at {at}");
        }
        assert!(open(&[envelope.as_slice(), &[0]].concat(), Opener::Passphrase(&right)).is_err());
    }

    /// T11
    #[test]
    fn a_foreign_envelope_cannot_ask_for_all_memory_or_an_hour() {
        let right = passphrase("right");
        let envelope = seal(&key(), Opener::Passphrase(&right), CHEAP).unwrap();
        for at in [5, 9, 13] {
            let mut greedy = envelope.clone();
            greedy[at] = 0x7f;
            let refused = open(&greedy, Opener::Passphrase(&right));
            assert_eq!(refused.err(), Some(EnvelopeError::NotUnderstood));
        }
    }

    #[test]
    fn no_two_are_alike_and_the_usual_cost_is_named_in_them() {
        let right = passphrase("right");
        let envelopes = [(); 2].map(|()| seal(&key(), Opener::Passphrase(&right), CHEAP).unwrap());
        assert_ne!(envelopes[0][SALT], envelopes[1][SALT]);
        assert_ne!(envelopes[0][HEAD..], envelopes[1][HEAD..]);
        let usual = seal(&key(), Opener::Passphrase(&right), Cost::USUAL).unwrap();
        assert_eq!(cost_of(&usual), Ok(Cost { memory: 65_536, passes: 3, lanes: 4 }));
        assert!(open(&usual, Opener::Passphrase(&right)).is_ok());
    }

    /// RFC 9106, section 5.3, without its secret and associated data, is not what a plain passphrase gives; this holds the
    /// derivation against one of the reference program: `echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32`.
    #[test]
    fn a_passphrase_becomes_the_key_that_the_reference_program_makes_of_it() {
        let mut bytes = [0; 32];
        let params = Params::new(65_536, 2, 1, Some(32)).unwrap();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(b"password", b"somesalt", &mut bytes)
            .unwrap();
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
    }
}
