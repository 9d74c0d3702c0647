//! What a resource is, and how deeply it is nested, found in one pass and without recursion (T14).

use std::borrow::Cow;

use super::quoted::plain_length;

/// Deepest nesting that is kept: `serde_json` reads it, one level more it refuses.
pub(super) const DEEPEST: usize = 127;

/// The members of a resource that say what it is, each as it is written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head<'a> {
    pub(super) resource_type: Option<&'a str>,
    pub(super) id: Option<&'a str>,
    pub(super) meta: Option<&'a str>,
}

/// Why a resource is not to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It is nested deeper than [`DEEPEST`]. Skipped and borrowed values are not counted by `serde_json` itself, but
    /// whoever reads the resource later would meet its limit.
    TooDeep,
    /// It says one of the members twice.
    SaidTwice,
}

impl<'a> Head<'a> {
    /// Reads the head of a text that is known to be a JSON object.
    pub(super) fn of(json: &'a str) -> Result<Self, Unfit> {
        let bytes = json.as_bytes();
        let mut head = Self::default();
        let (mut at, mut depth, mut name, mut begin) = (0, 0_usize, None, 0);
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => {
                    let end = end_of_string(bytes, at);
                    if depth == 1 && name.is_none() {
                        name = json.get(at..end);
                    }
                    at = end;
                    continue;
                }
                b'{' | b'[' => {
                    depth += 1;
                    if depth > DEEPEST {
                        return Err(Unfit::TooDeep);
                    }
                }
                b':' if depth == 1 => begin = at + 1,
                b',' | b'}' if depth == 1 => {
                    if let (Some(name), Some(value)) = (name.take(), json.get(begin..at)) {
                        head.take(name, value)?;
                    }
                    depth -= usize::from(*byte == b'}');
                }
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            at += 1;
        }
        Ok(head)
    }

    fn take(&mut self, quoted: &str, value: &'a str) -> Result<(), Unfit> {
        let place = match plain(quoted).as_ref() {
            "resourceType" => &mut self.resource_type,
            "id" => &mut self.id,
            "meta" => &mut self.meta,
            _ => return Ok(()),
        };
        let before = place.replace(value.trim_ascii());
        if before.is_some() { Err(Unfit::SaidTwice) } else { Ok(()) }
    }
}

/// A name without its quotes and escapes.
fn plain(quoted: &str) -> Cow<'_, str> {
    if quoted.contains('\\') {
        return serde_json::from_str::<String>(quoted).map(Cow::Owned).unwrap_or_default();
    }
    Cow::Borrowed(quoted.trim_matches('"'))
}

/// Where a string that begins at `begin` has ended, behind its closing quote.
fn end_of_string(bytes: &[u8], begin: usize) -> usize {
    let mut at = begin + 1;
    while let Some(plain) = bytes.get(at..).and_then(plain_length) {
        at += plain;
        match bytes.get(at) {
            Some(b'"') => return at + 1,
            Some(b'\\') => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn is_too_deep(json: &str) -> bool {
        Head::of(json) == Err(Unfit::TooDeep)
    }

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

    #[test]
    fn the_head_is_found_wherever_it_stands() {
        let json = r#"{ "a" : {"id":"inner","b":[1,"id"]} , "meta":{"versionId":"1"},"i\u0064" : "\"x,}" ,"c":"resourceType", "resourceType":"Patient"}"#;
        let head =
            Head { resource_type: Some("\"Patient\""), id: Some(r#""\"x,}""#), meta: Some(r#"{"versionId":"1"}"#) };
        assert_eq!(Head::of(json), Ok(head));
        assert_eq!(Head::of("{}"), Ok(Head::default()));
    }

    /// T14
    #[test]
    fn a_member_that_is_said_twice_is_noticed_in_either_spelling() {
        for json in [r#"{"id":"a","id":"b"}"#, r#"{"id":"a","\u0069d":"b"}"#, r#"{"meta":{},"a":[],"meta":{}}"#] {
            assert_eq!(Head::of(json), Err(Unfit::SaidTwice), "{json}");
        }
        assert!(Head::of(r#"{"a":1,"a":2,"b":{"id":1},"c":{"id":1}}"#).is_ok());
    }
}
