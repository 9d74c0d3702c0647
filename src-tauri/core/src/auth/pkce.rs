//! Proof Key for Code Exchange, S256 (RFC 7636), and the `state` of a request.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth2::{PkceCodeChallenge, PkceCodeVerifier};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A verifier that no request has used yet, and its challenge. The verifier stays in this process's memory.
#[derive(Debug)]
pub struct Pkce {
    /// Sent with the code, once.
    pub verifier: PkceCodeVerifier,
    /// Sent with the authorization request.
    pub challenge: PkceCodeChallenge,
}

impl Pkce {
    /// A fresh pair from 32 random bytes.
    #[must_use]
    pub fn random() -> Self {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        Self { verifier, challenge }
    }
}

/// How many characters a `state` has: 32 random bytes in Base64url without padding.
pub const STATE_LENGTH: usize = 43;

/// The `state` of one authorization request (RFC 6749, 10.12). Single use.
#[derive(Debug, Clone)]
pub struct State(SecretString);

impl State {
    /// A fresh one from 32 random bytes.
    #[must_use]
    pub fn random() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()).into())
    }

    /// A `state` as it came back, or `None` where it cannot be one of ours.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let ours = text.len() == STATE_LENGTH
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        ours.then(|| Self(text.into()))
    }

    /// The characters, for the authorization URL.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether two are the same, in a time that does not depend on where they differ.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
    }

    /// What is remembered of a `state` that was used up: enough to know it again, not enough to use it.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.expose().as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pair that the payers' documents give.
    #[test]
    fn the_documents_verifier_gives_the_documents_challenge() {
        let verifier = PkceCodeVerifier::new("eae64b84b53f479d92ab81dce7c8bbe608492951def502d84b4f0cd7".to_owned());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        assert_eq!(challenge.as_str(), "hI2vVv0Er_dHX9lUJo2O8lbFzkxfChVyM2WcHfODLnU");
        assert_eq!(challenge.method().as_str(), "S256");
    }

    #[test]
    fn each_request_has_a_verifier_of_its_own() {
        let (one, two) = (Pkce::random(), Pkce::random());
        assert_ne!(one.verifier.secret(), two.verifier.secret());
        assert_eq!(one.verifier.secret().len(), 43);
        assert_eq!(PkceCodeChallenge::from_code_verifier_sha256(&one.verifier), one.challenge);
    }

    #[test]
    fn a_state_comes_back_as_it_went() {
        let state = State::random();
        let back = State::read(state.expose()).unwrap();
        assert!(state.same(&back));
        assert_eq!(state.digest(), back.digest());
        assert!(!state.same(&State::random()));
    }

    #[test]
    fn what_is_not_43_base64url_characters_is_no_state() {
        for text in [String::new(), "a".repeat(42), "a".repeat(44), "a".repeat(42) + "=", "a".repeat(42) + "+"] {
            assert!(State::read(&text).is_none(), "{text}");
        }
    }

    #[test]
    fn neither_a_verifier_nor_a_state_shows_in_debug_output() {
        let (pkce, state) = (Pkce::random(), State::random());
        let shown = format!("{pkce:?} {state:?}");
        assert!(!shown.contains(pkce.verifier.secret()) && !shown.contains(state.expose()), "{shown}");
    }
}
