//! Tells whether a resource changed: by its bytes, and by what they say.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Half of a SHA-256: enough to tell the versions of one resource apart.
pub(super) type Digest = [u8; 16];

/// Of the bytes as they came.
pub(super) fn of_bytes(raw: &str) -> Digest {
    finish(Sha256::new().chain_update(raw))
}

/// Whether two versions of a resource say the same, whatever the order of their members, leaving out `meta` and `text`:
/// servers that make resources afresh for each question put the time of the question into the one, and the other repeats
/// the rest for people. What cannot be read says nothing in common.
pub(super) fn say_the_same(one: &str, other: &str) -> bool {
    match (content(one), content(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// Sorted by name, so that the order in which members came does not matter.
fn content(raw: &str) -> Option<BTreeMap<String, Value>> {
    let mut members: BTreeMap<String, Value> = serde_json::from_str(raw).ok()?;
    members.remove("meta");
    members.remove("text");
    Some(members)
}

fn finish(hash: Sha256) -> Digest {
    let mut digest = Digest::default();
    for (to, from) in digest.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_members_and_the_time_of_asking_say_nothing() {
        let first = r#"{"a":1.50,"b":[{"c":"d","e":null}],"meta":{"lastUpdated":"x"}}"#;
        let second = r#"{ "text":{}, "b":[{"e":null,"c":"d"}], "a":1.50 }"#;
        assert!(say_the_same(first, second));
    }

    #[test]
    fn everything_else_says_something() {
        let said = [
            r#"{"a":1}"#,
            r#"{"a":1.0}"#,
            r#"{"a":1.00}"#,
            r#"{"a":"1"}"#,
            r#"{"a":[1]}"#,
            r#"{"a":null}"#,
            r#"{"a":{"meta":1}}"#,
            r#"{"a":["b","c"]}"#,
            r#"{"a":["c","b"]}"#,
            r#"{"a":1,"b":2}"#,
            "{}",
        ];
        for (place, one) in said.iter().enumerate() {
            for other in &said[place + 1..] {
                assert!(!say_the_same(one, other), "{one} {other}");
            }
        }
        assert!(!say_the_same("[1]", "[1]"));
    }
}
