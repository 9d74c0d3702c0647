//! Tells whether a resource changed: by its bytes, and by what they say.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Half of a SHA-256: enough to tell the versions of one resource apart.
pub(super) type Digest = [u8; 16];

/// Of the bytes as they came.
pub(super) fn of_bytes(raw: &str) -> Digest {
    finish(Sha256::new().chain_update(raw))
}

/// Of what a resource says, whatever the order of its members, leaving out `meta` and `text`: servers that make resources
/// afresh for each question put the time of the question into the one, and the other repeats the rest for people.
pub(super) fn of_content(resource: &Value) -> Digest {
    let mut hash = Sha256::new();
    match resource {
        Value::Object(members) => {
            add_members(&mut hash, members.iter().filter(|(name, _)| !matches!(name.as_str(), "meta" | "text")));
        }
        other => add(&mut hash, other),
    }
    finish(hash)
}

/// Each value begins with a letter for its type and says how long it is, so that no two values look alike.
fn add(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Null => hash.update(b"n"),
        Value::Bool(true) => hash.update(b"t"),
        Value::Bool(false) => hash.update(b"f"),
        Value::Number(number) => add_text(hash, b'd', &number.to_string()),
        Value::String(text) => add_text(hash, b's', text),
        Value::Array(items) => {
            add_length(hash, b'a', items.len());
            for item in items {
                add(hash, item);
            }
        }
        Value::Object(members) => add_members(hash, members.iter()),
    }
}

fn add_members<'a>(hash: &mut Sha256, members: impl Iterator<Item = (&'a String, &'a Value)>) {
    let mut sorted: Vec<_> = members.collect();
    sorted.sort_unstable_by_key(|(name, _)| *name);
    add_length(hash, b'o', sorted.len());
    for (name, value) in sorted {
        add_text(hash, b'm', name);
        add(hash, value);
    }
}

fn add_text(hash: &mut Sha256, letter: u8, text: &str) {
    add_length(hash, letter, text.len());
    hash.update(text);
}

fn add_length(hash: &mut Sha256, letter: u8, length: usize) {
    hash.update([letter]);
    hash.update((length as u64).to_le_bytes());
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
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_members_and_the_time_of_asking_say_nothing() {
        let first: Value =
            serde_json::from_str(r#"{"a":1.50,"b":[{"c":"d","e":null}],"meta":{"lastUpdated":"x"}}"#).unwrap();
        let second: Value = serde_json::from_str(r#"{"text":{},"b":[{"e":null,"c":"d"}],"a":1.50}"#).unwrap();
        assert_eq!(of_content(&first), of_content(&second));
    }

    #[test]
    fn everything_else_says_something() {
        let said = [
            json!({"a": 1}),
            json!({"a": "1"}),
            json!({"a": [1]}),
            json!({"a": null}),
            json!({"a": {"meta": 1}}),
            json!({"a": {}}),
            json!({"a": ["", "b"]}),
            json!({"a": ["b", ""]}),
            json!({"a": 1, "b": 2}),
            json!(1),
            serde_json::from_str(r#"{"a":1.0}"#).unwrap(),
            serde_json::from_str(r#"{"a":1.00}"#).unwrap(),
        ];
        let digests: std::collections::HashSet<_> = said.iter().map(of_content).collect();
        assert_eq!(digests.len(), said.len());
    }
}
