//! Full-text search: what is indexed of a claim, and what a member's input asks for.

use std::{collections::HashSet, fmt::Write as _};

/// What is indexed of one claim, in bytes at most: far more than a claim says, far less than a payer could send.
const LONGEST_TEXT: usize = 64 * 1024;
/// Words of an input, and bytes of a word, that are looked at.
const MOST_WORDS: usize = 16;
const LONGEST_WORD: usize = 128;

/// The text to index for a claim, each phrase once.
pub(super) fn text<'a>(phrases: impl IntoIterator<Item = &'a str>) -> String {
    let mut seen = HashSet::new();
    let mut text = String::new();
    for phrase in phrases {
        if text.len() + phrase.len() < LONGEST_TEXT && seen.insert(phrase) {
            text.push_str(phrase);
            // The line keeps phrases apart for the eye only; the tokenizer treats it as it treats a space.
            text.push('\n');
        }
    }
    text
}

/// What an input asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Search {
    /// Nothing was typed.
    Everything,
    /// Something was typed that no word of a claim can match.
    Nothing,
    /// An FTS5 expression that has no syntax of the member's in it.
    Matching(String),
}

/// Turns an input into an expression: every word must be there, each may go on after its second letter. A word like `E11.9`
/// or `412.00` must stand together as it was typed.
pub(super) fn search(input: &str) -> Search {
    if input.trim().is_empty() {
        return Search::Everything;
    }
    let mut expression = String::new();
    let words = input.split_whitespace().map(cut).filter(|word| word.chars().any(char::is_alphanumeric));
    for word in words.take(MOST_WORDS) {
        let goes_on = if word.chars().filter(|letter| letter.is_alphanumeric()).nth(1).is_some() { "*" } else { "" };
        let word: String = word.chars().map(|letter| if matches!(letter, '"' | '\0') { ' ' } else { letter }).collect();
        // Writing to a String cannot fail.
        let _ = write!(expression, "\"{word}\"{goes_on} ");
    }
    match expression.trim_end() {
        "" => Search::Nothing,
        expression => Search::Matching(expression.to_owned()),
    }
}

fn cut(word: &str) -> &str {
    let end = (0..=word.len().min(LONGEST_WORD)).rev().find(|end| word.is_char_boundary(*end)).unwrap_or(0);
    &word[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_may_go_on_and_none_is_syntax() {
        assert_eq!(search("c"), Search::Matching("\"c\"".into()));
        assert_eq!(search("flu shot"), Search::Matching("\"flu\"* \"shot\"*".into()));
        assert_eq!(search("a OR NOT b*"), Search::Matching("\"a\" \"OR\"* \"NOT\"* \"b*\"".into()));
        assert_eq!(search("say \"hi"), Search::Matching("\"say\"* \" hi\"*".into()));
        assert_eq!(search(" \t"), Search::Everything);
        assert_eq!(search("\"' ()"), Search::Nothing);
    }

    #[test]
    fn a_phrase_is_indexed_once_and_a_flood_is_cut() {
        assert_eq!(text(["a b", "c", "a b"]), "a b\nc\n");
        let flood = "x".repeat(LONGEST_TEXT / 2 - 10);
        let others = format!("{flood}y");
        assert!(text([flood.as_str(), others.as_str(), "z z z z z z z z z z z z z z"]).len() <= LONGEST_TEXT);
    }
}
