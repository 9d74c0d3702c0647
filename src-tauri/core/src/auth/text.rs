//! Words of a payer's that may be shown: bounded, and unable to disguise themselves.

/// At most `longest` characters of `text`, without control characters and without marks that turn the direction of
/// writing, white space run together.
pub(super) fn plain(text: &str, longest: usize) -> String {
    let mut words = String::new();
    let shown = text.chars().map(|character| if character.is_whitespace() { ' ' } else { character });
    for character in shown.filter(|character| !character.is_control() && !turns_direction(*character)) {
        if character != ' ' || !(words.is_empty() || words.ends_with(' ')) {
            words.push(character);
        }
    }
    words.trim_end().chars().take(longest).collect()
}

/// Zero-width characters and the bidirectional controls.
fn turns_direction(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_are_cut_and_freed_of_what_cannot_be_seen() {
        assert_eq!(plain("  Member\r\n eligibility\u{0} \u{202e}failed\u{200b}  ", 100), "Member eligibility failed");
        assert_eq!(plain("áéíóú", 3), "áéí");
        assert_eq!(plain("\n\u{7f}", 3), "");
    }
}
