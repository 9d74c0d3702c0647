//! Searching the list.

use proptest::prelude::*;

use super::*;

fn with_words(id: &str, words: &[&str]) -> Resource {
    claim(id, json!({"start": format!("2026-01-0{id}"), "words": words, "provider": "Puget Orthopædics"}))
}

fn fixture() -> Fixture {
    let fixture = Fixture::new();
    fixture.save(vec![
        with_words("1", &["Flu shot", "CLM0042", "412.00"]),
        with_words("2", &["Consulta de cardiología", "E11.9"]),
        with_words("3", &["MRI of the knee. St.Mary", "E11.65", "12.00", "9 visits"]),
    ]);
    fixture
}

#[test]
fn every_word_may_be_begun() {
    let fixture = fixture();
    for (text, found) in [
        ("fl", vec!["1"]),
        ("FLU sh", vec!["1"]),
        ("sh flu", vec!["1"]),
        ("clm0", vec!["1"]),
        ("kn", vec!["3"]),
        ("9", vec!["3"]),
        ("k", vec![]),
        ("flu knee", vec![]),
        ("puget", vec!["3", "2", "1"]),
        ("", vec!["3", "2", "1"]),
        ("  ", vec!["3", "2", "1"]),
    ] {
        assert_eq!(fixture.find(text), found, "{text}");
    }
}

#[test]
fn accents_do_not_matter() {
    let fixture = fixture();
    assert_eq!(fixture.find("cardiologia"), ["2"]);
    assert_eq!(fixture.find("CARDIOLOGÍA"), ["2"]);
    assert_eq!(fixture.find("flú"), ["1"]);
}

#[test]
fn codes_and_amounts_are_found_as_they_are_written() {
    let fixture = fixture();
    assert_eq!(fixture.find("E11.9"), ["2"]);
    assert_eq!(fixture.find("E11"), ["3", "2"]);
    assert_eq!(fixture.find("e11.6"), ["3"]);
    assert_eq!(fixture.find("412.00"), ["1"]);
    assert_eq!(fixture.find("412."), ["1"]);
    assert_eq!(fixture.find("00"), Vec::<String>::new());
    assert_eq!(fixture.find("mary"), ["3"]);
    assert_eq!(fixture.find("knee."), ["3"]);
    assert_eq!(fixture.find("$412.00"), ["1"]);
    assert_eq!(fixture.find("12.00"), ["3"]);
}

#[test]
fn a_search_narrows_what_other_filters_leave() {
    let fixture = fixture();
    let from = ClaimFilter { text: "e11".into(), from: Some("2026-01-03".into()), ..ClaimFilter::default() };
    assert_eq!(fixture.titles(&from), ["3"]);
    let until = ClaimFilter { text: "e11".into(), until: Some("2026-01-03".into()), ..ClaimFilter::default() };
    assert_eq!(fixture.titles(&until), ["2"]);
    assert_eq!(fixture.store.claims_outline(&until).unwrap().summary.decided, 1);
}

#[test]
fn no_input_is_syntax() {
    let fixture = fixture();
    for text in [
        "\"",
        "\"\"",
        "'",
        "''",
        "*",
        "flu*",
        "^flu",
        "flu OR knee",
        "NOT",
        "flu NOT shot",
        "NEAR(flu shot)",
        "words:flu",
        "{words}:flu",
        "- flu",
        "-flu",
        "flu + shot",
        "(flu",
        "flu)",
        "flu\0shot",
        "\0",
        "%",
        "_",
        "flu\"shot",
        "\\",
        ";--",
        "\u{202E}flu",
        "\u{FEFF}",
        "\u{200D}",
        "🏥",
        "؟",
        "a\u{0301}\u{0301}\u{0301}",
        "\u{10FFFF}",
        "C0DE\u{FFFD}",
    ] {
        let filter = ClaimFilter { text: text.into(), ..ClaimFilter::default() };
        let page = fixture.store.claims_page(&filter, 0, 10);
        assert!(page.is_ok(), "{text:?}: {page:?}");
        assert!(fixture.store.claims_outline(&filter).is_ok(), "{text:?}");
    }
    assert_eq!(fixture.find("\"flu\""), ["1"]);
    assert_eq!(fixture.find("flu OR knee"), Vec::<String>::new());
    assert_eq!(fixture.find("%"), Vec::<String>::new());
    let long = "flu ".repeat(10_000);
    assert_eq!(fixture.find(&long), ["1"]);
    assert_eq!(fixture.find(&"x".repeat(1_000_000)), Vec::<String>::new());
    assert_eq!(fixture.find(&format!("flu {}", "(".repeat(5_000))), ["1"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]
    #[test]
    fn no_generated_input_fails(texts in prop::collection::vec("\\PC{0,12}|[\"'*^:(){}+\\-\\x00 a-zA-Z]{0,20}", 300)) {
        let fixture = fixture();
        for text in texts {
            let filter = ClaimFilter { text: text.clone(), ..ClaimFilter::default() };
            prop_assert!(fixture.store.claims_page(&filter, 0, 10).is_ok(), "{:?}", text);
        }
    }
}
