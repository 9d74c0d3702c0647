//! How deeply a JSON text is nested, found without recursion (T14).

/// Deepest nesting that is kept: `serde_json` reads it, one level more it refuses.
pub(super) const DEEPEST: usize = 127;

/// Whether a text that is known to be JSON is nested deeper than [`DEEPEST`]. Skipped and borrowed values are not
/// counted by `serde_json` itself, but whoever reads the resource later would meet its limit.
#[must_use]
pub(super) fn is_too_deep(json: &str) -> bool {
    let mut depth = 0_usize;
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                if depth > DEEPEST {
                    return true;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => loop {
                match bytes.next() {
                    Some(b'\\') => {
                        bytes.next();
                    }
                    Some(b'"') | None => break,
                    Some(_) => {}
                }
            },
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// T14
    #[test]
    fn the_limit_is_serde_jsons_own() {
        for levels in [1, 126, 127, 128, 129, 5_000] {
            for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
                let json = format!("{}1{}", open.repeat(levels), close.repeat(levels));
                assert_eq!(is_too_deep(&json), serde_json::from_str::<Value>(&json).is_err(), "{levels}");
            }
        }
    }

    #[test]
    fn brackets_in_texts_do_not_count() {
        let json = serde_json::to_string(&"[{\"\\".repeat(1_000)).unwrap();
        assert!(!is_too_deep(&json));
        assert!(!is_too_deep(&format!("[{json},{json}]")));
    }

    #[test]
    fn siblings_do_not_add_up() {
        assert!(!is_too_deep(&format!("[{}[]]", "[],".repeat(1_000))));
    }
}
