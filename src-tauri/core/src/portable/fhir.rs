//! FHIR as files have it: a line a resource (NDJSON, as FHIR's Bulk Data has it), or all in one Bundle.
//!
//! A resource stands to the byte as the payer sent it. Where it came over several lines, the space between its parts is
//! left out for a line; its texts and numbers stay as they are.

use std::borrow::Cow;

use jiff::Timestamp;

/// What stands before the first resource of a Bundle.
#[must_use]
pub(super) fn bundle_begin(now: Timestamp) -> String {
    format!("{{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"timestamp\":\"{now}\",\"entry\":[")
}

/// A resource in a Bundle.
#[must_use]
pub(super) fn bundle_entry(raw: &str, is_first: bool) -> String {
    let comma = if is_first { "" } else { "," };
    format!("{comma}\n{{\"resource\":{raw}}}")
}

/// What stands after the last resource of a Bundle.
pub(super) const BUNDLE_END: &str = "\n]}\n";

/// A resource on a line of its own.
#[must_use]
pub(super) fn on_one_line(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['\n', '\r']) {
        return Cow::Borrowed(raw);
    }
    let mut line = String::with_capacity(raw.len());
    let (mut in_string, mut is_escaped) = (false, false);
    for character in raw.chars() {
        if in_string {
            line.push(character);
            (in_string, is_escaped) = match character {
                _ if is_escaped => (true, false),
                '\\' => (true, true),
                '"' => (false, false),
                _ => (true, false),
            };
        } else if !matches!(character, ' ' | '\t' | '\n' | '\r') {
            line.push(character);
            in_string = character == '"';
        }
    }
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_on_a_line_stays_to_the_byte_and_one_over_several_keeps_texts_and_numbers() {
        let one = "{ \"a\" : 1.50e0, \"b\":\"x  y\" }";
        assert!(matches!(on_one_line(one), Cow::Borrowed(text) if text == one));
        let several = "{\r\n  \"a\" : 1.50e0,\n\t\"b\":\"x \\\" \\\\\", \"c\": [ 1 , \"\\n \" ]\n}\n";
        assert_eq!(on_one_line(several), "{\"a\":1.50e0,\"b\":\"x \\\" \\\\\",\"c\":[1,\"\\n \"]}");
    }

    #[test]
    fn a_bundle_is_json_with_none_one_and_several_resources() {
        for count in 0..3 {
            let mut text = bundle_begin("2026-11-20T12:00:00Z".parse().unwrap());
            for place in 0..count {
                text.push_str(&bundle_entry("{\"resourceType\":\"Basic\"}", place == 0));
            }
            text.push_str(BUNDLE_END);
            let read: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(read["entry"].as_array().unwrap().len(), count);
        }
    }
}
