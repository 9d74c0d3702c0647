//! Full-text search: what is indexed of a claim, and what a member's input asks for.

use std::collections::HashSet;

/// What is indexed of one claim, in bytes at most: far more than a claim says, far less than a payer could send.
const LONGEST_TEXT: usize = 64 * 1024;
/// Words of an input, and bytes of a word, that are looked at.
const MOST_WORDS: usize = 16;
const LONGEST_WORD: usize = 128;

/// Points stay within numbers and codes: `412.00` and `E11.9` are words. All other points end a word. The tokenizer splits
/// at everything else that is neither letter nor digit.
fn add_words(text: &mut String, phrase: &str) {
    if !phrase.contains(['.', '"', '\0']) {
        text.push_str(phrase);
        return;
    }
    let mut letters = phrase.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let within = before.is_numeric() && letters.peek().is_some_and(|after| after.is_alphanumeric());
        text.push(match letter {
            '.' if !within => ' ',
            '"' | '\0' => ' ',
            other => other,
        });
        before = letter;
    }
}

/// The text to index for a claim, each phrase once.
pub(super) fn text<'a>(phrases: impl IntoIterator<Item = &'a str>) -> String {
    let mut seen = HashSet::new();
    let mut text = String::new();
    for phrase in phrases {
        if text.len() + phrase.len() < LONGEST_TEXT && seen.insert(phrase) {
            add_words(&mut text, phrase);
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

/// Turns an input into an expression: every word must be there, each may go on after its second letter. What is written
/// without a space, like `X-ray`, must stand together as it was typed.
pub(super) fn search(input: &str) -> Search {
    if input.trim().is_empty() {
        return Search::Everything;
    }
    match words(input).join(" ").as_str() {
        "" => Search::Nothing,
        expression => Search::Matching(expression.to_owned()),
    }
}

/// An expression for each word of an input.
pub(super) fn words(input: &str) -> Vec<String> {
    let words = input.split_whitespace().map(cut).filter(|word| word.chars().any(char::is_alphanumeric));
    let expression = |word: &str| {
        let mut expression = String::from("\"");
        add_words(&mut expression, word);
        // One letter begins too much to be of use, and to be found in time.
        let last = expression.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let letters = last.chars().rev().take_while(|letter| letter.is_alphanumeric() || *letter == '.').count();
        expression.push_str(if letters > 1 { "\"*" } else { "\"" });
        expression
    };
    words.take(MOST_WORDS).map(expression).collect()
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
        assert_eq!(search("E11.9 412. a.b x-9"), Search::Matching("\"E11.9\"* \"412 \"* \"a b\" \"x-9\"".into()));
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
