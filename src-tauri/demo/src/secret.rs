//! Random texts and their hashes. Tokens are kept as hashes only.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rand::Rng as _;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// SHA-256 of a secret text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Hash([u8; 32]);

impl Hash {
    pub(crate) fn of(text: &str) -> Hash {
        Hash(Sha256::digest(text.as_bytes()).into())
    }

    /// Base64url without padding, as in a PKCE challenge (RFC 7636, 4.2) and in the state file.
    pub(crate) fn to_text(self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    pub(crate) fn from_text(text: &str) -> Option<Hash> {
        BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Hash)
    }
}

/// A new unguessable text of 256 bits.
pub(crate) fn random_text() -> String {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether two secrets are the same, in a time that does not depend on where they differ.
pub(crate) fn same(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_in_the_payers_documents_is_made_from_its_verifier() {
        let hash = Hash::of("eae64b84b53f479d92ab81dce7c8bbe608492951def502d84b4f0cd7");
        assert_eq!(hash.to_text(), "hI2vVv0Er_dHX9lUJo2O8lbFzkxfChVyM2WcHfODLnU");
        assert!(Hash::from_text(&hash.to_text()) == Some(hash));
    }
}
