//! A dated copy of what a directory said: the resources as they came, and a digest of them, so that it can be shown later
//! that nothing of it was changed since.

use sha2::{Digest as _, Sha256};

use crate::ipc::CareSource;

/// SHA-256 of the resources in their order, each followed by a line break, in hexadecimal digits. Anyone can make it anew
/// from the resources alone.
#[must_use]
pub fn sha256(sources: &[CareSource]) -> String {
    let mut hash = Sha256::new();
    for source in sources {
        hash.update(source.json.as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(json: &str) -> CareSource {
        CareSource { reference: String::new(), address: String::new(), json: json.to_owned() }
    }

    #[test]
    fn the_digest_is_that_of_the_lines() {
        // printf 'abc\n' | sha256sum
        assert_eq!(sha256(&[source("abc")]), "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb");
        assert_ne!(sha256(&[source("a"), source("b")]), sha256(&[source("ab")]));
        assert_ne!(sha256(&[source("a"), source("b")]), sha256(&[source("b"), source("a")]));
    }
}
