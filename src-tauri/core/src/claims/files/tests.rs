use proptest::prelude::*;
use serde_json::json;

use super::*;

fn claim(id: &str) -> String {
    json!({"resourceType": "ExplanationOfBenefit", "id": id, "total": [{"amount": {"value": 1}}],
        "item": [{"sequence": 1}]})
    .to_string()
}

fn bundle(claims: &[&str]) -> String {
    let entries: Vec<String> = claims.iter().map(|id| format!("{{\"resource\":{}}}", claim(id))).collect();
    format!("{{\"resourceType\":\"Bundle\",\"entry\":[{}]}}", entries.join(","))
}

fn resource(claim: &FoundClaim) -> Value {
    serde_json::from_str(&claim.json).unwrap()
}

/// Id, place and whether it is whole.
fn found(text: &[u8]) -> Vec<(String, String, bool)> {
    read(text)
        .claims
        .iter()
        .map(|claim| {
            let id = resource(claim)["id"].as_str().unwrap_or("?").to_owned();
            let line = claim.place.line.map(|line| format!("{line}: ")).unwrap_or_default();
            (id, format!("{line}{}", claim.place.path), claim.is_whole)
        })
        .collect()
}

fn warned(text: &[u8]) -> Vec<WarningId> {
    read(text).warnings.iter().map(|warning| warning.id).collect()
}

fn expect(text: &str, expected: &[(&str, &str, bool)]) {
    let expected: Vec<_> =
        expected.iter().map(|(id, path, whole)| ((*id).to_owned(), (*path).to_owned(), *whole)).collect();
    assert_eq!(found(text.as_bytes()), expected, "{text}");
}

#[test]
fn claims_are_found_in_every_shape_that_files_have() {
    let one = "ExplanationOfBenefit";
    expect(&claim("a"), &[("a", one, true)]);
    expect(&bundle(&["a", "b"]), &[("a", "Bundle.entry[0].resource", true), ("b", "Bundle.entry[1].resource", true)]);
    expect(
        &format!("{}\r\n\r\n{}\r\n", claim("a"), claim("b")),
        &[("a", "1: ExplanationOfBenefit", true), ("b", "3: ExplanationOfBenefit", true)],
    );
    expect(&format!("[{},{}]", claim("a"), claim("b")), &[("a", "[0]", true), ("b", "[1]", true)]);
    let inner = bundle(&["a"]);
    expect(
        &format!("{{\"resourceType\":\"Bundle\",\"type\":\"batch-response\",\"entry\":[{{\"resource\":{inner}}}]}}"),
        &[("a", "Bundle.entry[0].resource.entry[0].resource", true)],
    );
    expect(
        &format!("{{\"resourceType\":\"Parameters\",\"parameter\":[{{\"part\":[{{\"resource\":{}}}]}}]}}", claim("a")),
        &[("a", "Parameters.parameter[0].part[0].resource", true)],
    );
    expect(&format!("{{\"data\":{{\"claims\":[{}]}}}}", claim("a")), &[("a", "data.claims[0]", true)]);
    let single = format!("{{\"resourceType\":\"Bundle\",\"entry\":{{\"resource\":{}}}}}", claim("a"));
    expect(&single, &[("a", "Bundle.entry.resource", true)]);
}

#[test]
fn a_claim_that_does_not_say_what_it_is_is_one_all_the_same() {
    for name in ["null", "7", "\"\"", "\"explanationofbenefit\"", "\"?!\"", "\"Coverage\""] {
        let text = format!(
            "{{\"resourceType\":{name},\"id\":\"a\",\"item\":[],\"total\":[],\"insurer\":{{}},\"outcome\":\"complete\"}}"
        );
        assert_eq!(found(text.as_bytes()).len(), 1, "{name}");
    }
    let other = json!({"resourceType": "ClaimResponse", "item": [], "total": [], "insurer": {}, "outcome": "complete"});
    assert_eq!(found(other.to_string().as_bytes()), []);
    assert_eq!(warned(br#"{"resourceType":"Patient","id":"p"}"#), []);
    assert_eq!(warned(b"{}"), [WarningId::NotAResource]);
    assert_eq!(warned(b"5"), [WarningId::NotAResource]);
    assert_eq!(
        warned(br#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"OperationOutcome"}}]}"#),
        [WarningId::Outcome]
    );
}

#[test]
fn a_number_with_an_exponent_keeps_its_spelling() {
    let text = r#"{"resourceType":"ExplanationOfBenefit","item":[],"total":[{"amount":{"value":7E1}},{"amount":
        {"value":-1.50e+02}},{"amount":{"value":1.10}}],"id":"1e5 \" 2e5"}"#;
    let found = read(text.as_bytes()).claims;
    let resource = resource(&found[0]);
    let total = &resource["total"];
    assert_eq!((&total[0]["amount"]["value"], &total[1]["amount"]["value"]), (&json!("7E1"), &json!("-1.50e+02")));
    assert_eq!(total[2]["amount"]["value"].to_string(), "1.10");
    assert_eq!(resource["id"], "1e5 \" 2e5");
}

#[test]
fn marks_and_other_encodings_are_read() {
    let text = claim("ñ");
    let marked = [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
    let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    for bytes in [marked, little, big] {
        assert_eq!(found(&bytes), [("ñ".to_owned(), "ExplanationOfBenefit".to_owned(), true)]);
        assert_eq!(warned(&bytes), []);
    }
    let broken = [text.as_bytes(), &[0xC3, 0x28]].concat();
    assert_eq!(found(&broken).len(), 1);
    assert_eq!(warned(&broken), [WarningId::NotText, WarningId::Garbage]);
    assert_eq!(warned(b""), [WarningId::Empty]);
    assert_eq!(warned(b" \n "), [WarningId::Empty]);
    assert_eq!(warned(b"<html>"), [WarningId::Garbage, WarningId::Broken]);
}

#[test]
fn what_is_broken_in_one_place_is_read_everywhere_else() {
    let (a, b, c) = (claim("a"), claim("b"), claim("c"));
    // A line that is cut, one that is garbage, and a document over several lines.
    let cut = &b[..b.len() - 20];
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<Value>(&c).unwrap()).unwrap();
    let text = format!("{a}\n{cut}\nnonsense\n{pretty}\n");
    let shown: Vec<_> = found(text.as_bytes()).into_iter().map(|(id, _, whole)| (id, whole)).collect();
    assert_eq!(shown, [("a".to_owned(), true), ("b".to_owned(), false), ("c".to_owned(), true)]);
    // A missing comma between entries.
    let text = bundle(&["a", "b"]).replace("},{\"resource\"", "} {\"resource\"");
    assert_eq!(found(text.as_bytes()).len(), 2);
}

#[test]
fn every_claim_before_a_cut_is_whole_and_equal() {
    let text = bundle(&["a", "b", "c"]);
    let whole = read(text.as_bytes()).claims;
    for cut in 0..text.len() {
        let part = read(&text.as_bytes()[..cut]);
        for (found, original) in part.claims.iter().zip(&whole) {
            if found.is_whole {
                assert_eq!(found.json, original.json, "cut at {cut}");
            }
        }
        let complete = ["a", "b", "c"]
            .iter()
            .filter(|id| {
                let own = claim(id);
                text.find(&own).is_some_and(|at| at + own.len() <= cut)
            })
            .count();
        assert_eq!(part.claims.iter().filter(|claim| claim.is_whole).count(), complete, "cut at {cut}");
    }
}

/// T14
#[test]
fn a_claim_with_too_deep_a_part_is_there_without_it() {
    let deep = format!("{}1{}", "{\"extension\":[".repeat(5_000), "]}".repeat(5_000));
    let text = claim("a").replacen("\"item\"", &format!("\"deep\":{deep},\"item\""), 1);
    let contents = read(text.as_bytes());
    assert_eq!(contents.claims.len(), 1);
    assert!(contents.claims[0].is_mended && resource(&contents.claims[0])["item"].is_array());
    assert_eq!(warned(text.as_bytes()), [WarningId::TooDeep]);
}

proptest! {
    #[test]
    fn no_bytes_are_too_odd_to_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn a_bundle_with_bytes_changed_is_read(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = bundle(&["a", "b", "c"]).into_bytes();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read(&bytes[..cut.index(bytes.len())]);
    }
}
