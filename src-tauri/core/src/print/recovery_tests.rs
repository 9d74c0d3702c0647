//! The sheet of a recovery code.

use super::recovery;
use super::tests::{INTER, english, keep, text};
use crate::ipc::{Paper, PaperLanguage, PrintOptions};

#[test]
fn a_sheet_has_the_whole_code_and_how_to_keep_it_in_both_languages_and_nobodys_name() {
    let groups: Vec<String> = (0..8).map(|group| format!("ABC{group}X")).collect();
    let sheet = recovery(&groups, &english(), &INTER).unwrap();
    keep("recovery.pdf", &sheet);
    let said = text(&sheet);
    for words in groups.iter().map(String::as_str).chain(["Recovery code for Claimfolio", "spare key"]) {
        assert!(said.contains(words), "{words}: {said}");
    }
    let spanish = PrintOptions { language: PaperLanguage::Es, paper: Paper::A4, ..english() };
    let said = text(&recovery(&groups, &spanish, &INTER).unwrap());
    assert!(said.contains("Código de recuperación") && said.contains("ABC7X"), "{said}");
}
