use std::io::Write as _;

use proptest::prelude::*;

use super::*;

/// What came of a file: `Type/id` of each resource, and `line:entry why` of what was not taken.
fn told(bytes: &[u8]) -> Result<Vec<String>, FileError> {
    told_within(bytes, Limits::default())
}

fn told_within(bytes: &[u8], limits: Limits) -> Result<Vec<String>, FileError> {
    let mut all = Vec::new();
    read(bytes, limits, &mut |_| ControlFlow::Continue(()), &mut |found| {
        all.push(match found {
            Found::Resource(resource) => format!("{}/{}", resource.resource_type, resource.id),
            Found::NotTaken(NotTaken { place, resource_type, why }) => {
                let entry = place.entry.map(|entry| format!(":{entry}")).unwrap_or_default();
                format!("{}{entry} {} {why:?}", place.line, resource_type.unwrap_or_default())
            }
        });
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const CLAIM: &str = r#"{"resourceType":"ExplanationOfBenefit","id":"e1","total":[{"amount":{"value":1.50}}]}"#;
const PATIENT: &str = r#"{"resourceType":"Patient","id":"p1"}"#;

#[test]
fn every_form_of_file_gives_its_resources() {
    let bundle = format!(
        r#"{{"entry":[{{"fullUrl":"u","resource":{CLAIM}}}, {{"resource":{PATIENT}}}],"type":"collection","resourceType":"Bundle"}}"#
    );
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&bundle).unwrap()).unwrap();
    let both = ["ExplanationOfBenefit/e1", "Patient/p1"];
    for (name, text) in [
        ("lines", format!("{CLAIM}\n{PATIENT}\n")),
        ("lines without an end", format!("{CLAIM}\r\n\r\n{PATIENT}")),
        ("bundle", bundle.clone()),
        ("bundle, one entry a line", bundle.replace(", {", ",\n{")),
        ("pretty bundle", pretty.clone()),
        ("byte order mark", format!("\u{feff}{pretty}")),
        ("list", format!("[{CLAIM},\n{PATIENT}]")),
        ("list on a line", format!("[{CLAIM},{PATIENT}]")),
        ("list of bundles", format!("[{bundle}\n]")),
        ("bundle in a bundle", format!("{{\"resourceType\":\"Bundle\",\n\"entry\":[{{\"resource\":{bundle}}}]}}")),
        ("parameters", format!(r#"{{"resourceType":"Parameters","parameter":[{{"name":"a","resource":{bundle}}}]}}"#)),
        ("documents in a row", format!("{{\n{}{{\n{}", &CLAIM[1..], &PATIENT[1..])),
    ] {
        assert_eq!(told(text.as_bytes()).unwrap(), both, "{name}");
        assert_eq!(told(&gzip(text.as_bytes())).unwrap(), both, "{name}, compressed");
    }
    assert_eq!(told(CLAIM.as_bytes()).unwrap(), both[..1]);
    assert!(told(b"").unwrap().is_empty());
    assert!(told(b" \n\t\n").unwrap().is_empty());
}

#[test]
fn what_came_is_kept_to_the_byte() {
    let odd = "{ \"resourceType\" : \"Patient\",\t\"id\":\"p\" , \"x\":1.500e0,\"y\":\"\\u00e9 é\" }";
    for file in
        [format!("{odd}\n{PATIENT}"), format!("{{\"resourceType\":\"Bundle\",\n\"entry\":[{{\"resource\":{odd}}}]}}")]
    {
        let mut texts = Vec::new();
        read(file.as_bytes(), Limits::default(), &mut |_| ControlFlow::Continue(()), &mut |found| {
            if let Found::Resource(resource) = found {
                texts.push(resource.json.as_str().to_owned());
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(texts[0], odd);
    }
}

#[test]
fn a_resource_without_an_id_gets_the_same_one_each_time() {
    let text = r#"{"resourceType":"ExplanationOfBenefit"}"#;
    let first = told(text.as_bytes()).unwrap();
    assert!(first[0].starts_with("ExplanationOfBenefit/file-"), "{first:?}");
    assert_eq!(first, told(format!("[{text}\n]").as_bytes()).unwrap());
    assert_ne!(first, told(br#"{"resourceType":"ExplanationOfBenefit","status":"active"}"#).unwrap());
}

/// T14
#[test]
fn what_cannot_be_read_is_told_with_its_place_and_costs_nothing_else() {
    let deep = format!(r#"{{"resourceType":"Basic","id":"d","a":{}1{}}}"#, "[".repeat(500), "]".repeat(500));
    let twice = r#"{"resourceType":"Patient","id":"a","id":"b"}"#;
    let lines = format!(
        "{PATIENT}\nno json\n{deep}\n{twice}\n7\n{{}}\n{{\"resourceType\":\"OperationOutcome\",\"id\":\"o\"}}\n{{\"a\":\n{CLAIM}\n"
    );
    assert_eq!(
        told(lines.as_bytes()).unwrap(),
        [
            "Patient/p1",
            "2  NotJson",
            "3  TooDeep",
            "4  SaidTwice",
            "5  NoResource",
            "6  NoType",
            "7 OperationOutcome Message",
            "8  NotJson",
            "ExplanationOfBenefit/e1",
        ]
    );
    let bundle = format!(
        "{{\"resourceType\":\"Bundle\",\"entry\":[\n{{\"resource\":{PATIENT}}},\n{{}},\n[1],\n{{\"resource\":{deep}}},\n{{\"resource\":{{x}}}}, {{\"resource\":{CLAIM}}}]}}"
    );
    assert_eq!(
        told(bundle.as_bytes()).unwrap(),
        ["Patient/p1", "3:2  NoResource", "4:3  NoResource", "5:4  TooDeep", "6:5  NotJson", "ExplanationOfBenefit/e1"]
    );
}

#[test]
fn a_file_that_breaks_off_is_refused_whole() {
    let bundle =
        format!("{{\"resourceType\":\"Bundle\",\n\"entry\":[{{\"resource\":{PATIENT}}},\n{{\"resource\":{CLAIM}}}]}}");
    for end in 1..bundle.len() {
        let error = told(&bundle.as_bytes()[..end]).unwrap_err();
        assert!(matches!(error, FileError::BrokenOff { .. }), "{end}: {error}");
    }
    let lines = format!("{PATIENT}\n{CLAIM}");
    let error = told(&lines.as_bytes()[..lines.len() - 5]).unwrap_err();
    assert!(matches!(error, FileError::BrokenOff { line: 2 }), "{error}");
    let compressed = gzip(lines.as_bytes());
    let error = told(&compressed[..compressed.len() - 9]).unwrap_err();
    assert!(matches!(error, FileError::BrokenOff { .. }), "{error}");
}

#[test]
fn what_is_no_json_is_refused_whole() {
    for bytes in [
        &b"%PDF-1.7\n"[..],
        b"<Bundle xmlns=\"http://hl7.org/fhir\"/>",
        b"PK\x03\x04",
        b"\xff\xfe{\0}\0",
        b"date,amount\n",
    ] {
        assert!(matches!(told(bytes), Err(FileError::NotJson { line: 1 })), "{bytes:?}");
    }
    let error = told(b"{\"resourceType\":\"Bundle\",\n\"entry\":[{}\n{}]}").unwrap_err();
    assert!(matches!(error, FileError::NotJson { line: 3 }), "{error}");
}

/// T11
#[test]
fn a_bomb_is_put_down_before_it_goes_off() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(b"[\n").unwrap();
    for _ in 0..64 {
        encoder.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 1 << 17);
    assert!(matches!(told(&bomb), Err(FileError::TooLarge)));
}

/// T12, T13
#[test]
fn a_file_brings_no_more_than_it_may() {
    let lines = format!("{PATIENT}\n").repeat(10);
    let limits = |bytes, resources| Limits { bytes, resources };
    assert_eq!(told_within(lines.as_bytes(), limits(1_000, 10)).unwrap().len(), 10);
    assert!(matches!(told_within(lines.as_bytes(), limits(1_000, 9)), Err(FileError::TooLarge)));
    assert!(matches!(told_within(lines.as_bytes(), limits(100, 10)), Err(FileError::TooLarge)));
    let large = format!(r#"{{"resourceType":"Binary","id":"b","data":"{}"}}"#, "A".repeat(LARGEST_RESOURCE));
    let told = told(format!("{large}\n{PATIENT}\n").as_bytes()).unwrap();
    assert_eq!(told, ["1 Binary TooLarge", "Patient/p1"]);
    // A line larger than anything that is held at once.
    let huge = format!("{PATIENT}\n{}\n{PATIENT}", "A".repeat(LARGEST_PIECE + 1));
    assert_eq!(self::told(huge.as_bytes()).unwrap(), ["Patient/p1", "2  TooLarge", "Patient/p1"]);
}

/// T14: a depth of 100,000 exhausts no stack.
#[test]
fn a_bottomless_file_is_passed_over() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(told(format!("[{deep},{PATIENT}]\n").as_bytes()).unwrap(), ["1:1  TooDeep", "Patient/p1"]);
    let open = "[".repeat(100_000);
    assert!(matches!(told(open.as_bytes()), Err(FileError::BrokenOff { .. })));
    let nested =
        format!("{}{PATIENT}{}", r#"{"resourceType":"Bundle","entry":[{"resource":"#.repeat(30), "}]}".repeat(30));
    assert_eq!(told(nested.as_bytes()).unwrap(), ["1 Bundle TooDeep"]);
}

proptest! {
    /// Whatever is done to a file, it is read without a panic; and a resource that is handed over is JSON.
    #[test]
    fn no_mutation_panics(
        form in 0..3_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 0..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
        compressed in any::<bool>(),
    ) {
        let text = match form {
            0 => format!("{CLAIM}\n{PATIENT}\n{CLAIM}\n"),
            1 => format!("{{\"resourceType\":\"Bundle\",\n\"entry\":[{{\"resource\":{PATIENT}}},\n{{\"resource\":{CLAIM}}}]}}"),
            _ => format!("[{CLAIM},\n{PATIENT}]"),
        };
        let mut bytes = text.into_bytes();
        if compressed {
            bytes = gzip(&bytes);
        }
        for (place, byte, edit) in edits {
            let at = place.index(bytes.len());
            match edit {
                0 => bytes[at] = byte,
                1 => { bytes.insert(at, byte); }
                _ => { let tail = bytes.split_off(at); bytes.extend(tail.iter().skip(1).chain(&tail).copied().collect::<Vec<_>>()); }
            }
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let mut bad = 0;
        let _ = read(&bytes[..], Limits::default(), &mut |_| ControlFlow::Continue(()), &mut |found| {
            if let Found::Resource(resource) = found {
                bad += usize::from(serde_json::from_str::<serde::de::IgnoredAny>(resource.json.as_str()).is_err());
            }
            ControlFlow::Continue(())
        });
        prop_assert_eq!(bad, 0);
    }
}
