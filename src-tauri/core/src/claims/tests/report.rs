//! What the `explain` program prints, as a whole.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::super::report::{self, File};
use super::fixtures::{own_files, published_files, repository};

fn explained(paths: &[PathBuf]) -> Value {
    let files: Vec<File> = paths
        .iter()
        .map(|path| File {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            content: Ok(std::fs::read(path).unwrap()),
        })
        .collect();
    report::of(&files).document
}

/// Set `UPDATE_EXPLAINED=1` to write the files instead of comparing them.
#[test]
fn our_own_files_are_explained_as_they_were() {
    let folder = repository().join("tests/fixtures/claims/explained");
    let mut changed = Vec::new();
    for path in own_files() {
        let document = explained(std::slice::from_ref(&path));
        let kept = folder.join(path.file_stem().unwrap()).with_extension("json");
        let text = format!("{}\n", serde_json::to_string_pretty(&document).unwrap());
        if std::env::var_os("UPDATE_EXPLAINED").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&kept, &text).unwrap();
        }
        if std::fs::read_to_string(&kept).unwrap_or_default() != text {
            changed.push(kept);
        }
    }
    assert!(changed.is_empty(), "{changed:?} are explained otherwise");
}

/// Everything in a document that has an element and an amount: the figures.
fn figures<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Array(list) => list.iter().for_each(|inner| figures(inner, found)),
        Value::Object(fields) => {
            if fields.contains_key("elementInDocument") {
                found.push(value);
            }
            fields.values().for_each(|inner| figures(inner, found));
        }
        _ => {}
    }
}

/// Follows a path from a document's root, with none of the app's own code.
fn follow<'a>(document: &'a Value, path: &str) -> Option<&'a Value> {
    let path = path.replace('[', ".[");
    let mut value = document;
    for step in path.split('.').filter(|step| !step.is_empty()).skip(usize::from(!path.starts_with('.'))) {
        value = match step.strip_prefix('[') {
            Some(index) => value.get(index.trim_end_matches(']').parse::<usize>().unwrap())?,
            None => value.get(step)?,
        };
    }
    Some(value)
}

/// How many figures of a file equal the element that they name, read a second way.
fn compared(path: &Path) -> usize {
    let text = std::fs::read_to_string(path).unwrap();
    let Ok(document) = serde_json::from_str::<Value>(&text) else { return 0 };
    let explained = explained(&[path.to_path_buf()]);
    let mut found = Vec::new();
    figures(&explained["files"][0]["claims"], &mut found);
    for figure in &found {
        let element = figure["elementInDocument"].as_str().unwrap();
        let stated = follow(&document, element).unwrap_or_else(|| panic!("{element} is not in {}", path.display()));
        let value = stated.get("value").unwrap_or(stated);
        let sent = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let amount = figure["amount"].as_str().unwrap();
        assert!(text.contains(amount), "{amount} is not in the text of {}", path.display());
        // The parser writes exponents in its own way; every other number it leaves as it is.
        if sent.contains(['e', 'E']) {
            let value = |text: &str| rust_decimal::Decimal::from_scientific(&text.replace("e+", "e")).unwrap();
            assert_eq!(value(amount), value(&sent), "{element} in {}", path.display());
        } else {
            assert_eq!(amount, sent.trim(), "{element} in {}", path.display());
        }
        match &figure["currency"] {
            Value::Null => {}
            currency => assert!(
                currency.as_str().unwrap().eq_ignore_ascii_case(stated["currency"].as_str().unwrap()),
                "{element} in {}",
                path.display()
            ),
        }
        if let Some(entry) = element.strip_suffix("].amount").and_then(|_| element.strip_suffix(".amount")) {
            let category = &follow(&document, entry).unwrap()["category"]["coding"];
            if let Some(code) = figure["category"].as_str() {
                let codings = category.as_array().unwrap();
                assert!(codings.iter().any(|coding| coding["code"] == code), "{element} is not about {code}");
            }
        }
        for language in ["en", "es"] {
            assert!(!figure["label"][language].as_str().unwrap().trim().is_empty(), "{element} has no label");
        }
    }
    found.len()
}

#[test]
fn every_printed_figure_of_our_own_files_equals_the_element_that_it_names() {
    let count: usize = own_files().iter().map(|path| compared(path)).sum();
    assert!(count > 200, "only {count} figures were compared");
}

#[test]
fn every_printed_figure_of_published_files_equals_the_element_that_it_names() {
    let files = published_files();
    let count: usize = files.iter().map(|path| compared(path)).sum();
    assert!(files.is_empty() || count > 300, "only {count} figures were compared");
}

/// Each file by itself, and all of them together: nothing differs in what CARIN publishes as right.
#[test]
fn nothing_is_called_a_difference_in_published_claims() {
    let files = published_files();
    let mut documents: Vec<Value> = files.iter().map(|path| explained(std::slice::from_ref(path))).collect();
    documents.push(explained(&files));
    for document in documents {
        for file in document["files"].as_array().unwrap() {
            for claim in file["claims"].as_array().unwrap() {
                let checks = claim["checks"].as_array().unwrap();
                let alarms: Vec<_> = checks.iter().filter(|check| check["result"] == "differs").collect();
                assert!(alarms.is_empty(), "{}: {alarms:?}", file["file"]);
            }
        }
    }
}

#[test]
fn both_languages_and_every_sentence_are_there() {
    for path in own_files() {
        let document = explained(&[path]);
        for claim in document["files"][0]["claims"].as_array().unwrap() {
            let (en, es) = (claim["story"]["en"].as_str().unwrap(), claim["story"]["es"].as_str().unwrap());
            assert!(!en.is_empty() && !es.is_empty() && en != es, "{en} {es}");
            assert!(!en.contains("{}") && !es.contains("{}"));
        }
    }
}

#[test]
fn a_bundle_of_claims_is_one_story_each() {
    let path = repository().join("tests/fixtures/claims/files/stay-and-visits.json");
    let document = explained(&[path]);
    let claims = document["files"][0]["claims"].as_array().unwrap();
    let of = |id: &str| {
        let reference = format!("ExplanationOfBenefit/{id}");
        claims.iter().find(|claim| claim["resource"] == reference.as_str()).unwrap()
    };
    let differing = |id: &str| -> Vec<&str> {
        let checks = of(id)["checks"].as_array().unwrap();
        checks.iter().filter(|check| check["result"] == "differs").map(|check| check["id"].as_str().unwrap()).collect()
    };
    // Replaced by another among the files, though it does not say so itself.
    assert_eq!((&of("stay-1")["status"]["code"], &of("stay-1")["counts"]), (&json!("replaced"), &json!(false)));
    assert_eq!(of("stay-2")["chain"]["replaces"][0]["resource"], "ExplanationOfBenefit/stay-1");
    assert_eq!((&of("stay-2")["counts"], differing("stay-2")), (&json!(true), Vec::<&str>::new()));
    // One bill under two numbers, with a part missing and a payment before the care.
    assert_eq!(differing("visit-1"), ["billedAgainstParts", "paymentDate", "duplicate", "paidTwice"]);
    assert_eq!(
        (&of("asked-1")["status"]["code"], &of("asked-1")["counts"]),
        (&json!("preauthorization"), &json!(false))
    );
}

#[test]
fn a_broken_file_loses_no_claim_and_says_what_was_not_understood() {
    let path = repository().join("tests/fixtures/claims/files/broken.ndjson");
    let document = explained(&[path]);
    let file = &document["files"][0];
    let shown: Vec<(Option<&str>, bool)> = file["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| (claim["resource"].as_str(), claim["isWhole"].as_bool().unwrap()))
        .collect();
    let name = |id: &'static str| Some(id);
    assert_eq!(
        shown,
        [
            (name("ExplanationOfBenefit/line-1"), true),
            (name("ExplanationOfBenefit/odd-2"), true),
            (name("ExplanationOfBenefit/line-5"), true),
            (name("ExplanationOfBenefit/line-4"), false),
        ]
    );
    let warnings: Vec<&str> =
        file["warnings"].as_array().unwrap().iter().map(|warning| warning["id"].as_str().unwrap()).collect();
    assert_eq!(warnings, ["garbage", "cutOff"]);
}

#[test]
fn a_file_that_cannot_be_opened_is_told_and_the_others_are_read() {
    let report = report::of(&[File { name: "gone".to_owned(), content: Err("not found".to_owned()) }]);
    assert!(report.has_unread);
    assert_eq!(report.document["files"][0]["warnings"][0]["id"], "unread");
}

/// What is kept of our own files is looked at here as a reader of the document does.
#[test]
fn what_belongs_together_and_what_was_refused_are_told_with_their_reasons() {
    let document = explained(&[repository().join("tests/fixtures/claims/files/surgery-and-after.json")]);
    let [episode] = document["episodes"].as_array().unwrap().as_slice() else { panic!("{}", document["episodes"]) };
    let told = |one: &Value| {
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        (one["claim"]["resource"].as_str().unwrap().to_owned(), text("reason"), one["isSure"].as_bool().unwrap())
    };
    let claims: Vec<_> = episode["claims"].as_array().unwrap().iter().map(told).collect();
    let of = |id: &str, reason: &str, sure| (format!("ExplanationOfBenefit/{id}"), reason.to_owned(), sure);
    assert_eq!(
        claims,
        [
            of("stay", "event", true),
            of("surgeon", "duringStay", true),
            of("pills", "prescription", false),
            of("after", "sameDiagnosis", false)
        ]
    );
    assert_eq!((episode["about"].as_str(), episode["place"].as_str()), (Some("stay"), Some("Harbor General")));
    let claims = document["files"][0]["claims"].as_array().unwrap();
    let after = claims.iter().find(|one| one["resource"] == "ExplanationOfBenefit/after").unwrap();
    let denial = &after["denial"];
    assert_eq!(denial["reasons"][0]["code"], "29");
    assert_eq!(denial["reasons"][0]["planText"], "Sent after the plan’s time limit");
    assert_eq!(denial["bearer"]["who"], "provider");
    // The statement says no day: no clock, and why.
    assert!(denial["appeal"]["clocks"].as_array().unwrap().iter().all(|clock| clock["lastDay"].is_null()));
    assert!(denial["appeal"]["whyNoLastDay"]["en"].as_str().unwrap().contains("no whole day"));
    assert!(claims.iter().filter(|one| !one["denial"].is_null()).count() == 1);
}
