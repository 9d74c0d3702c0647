//! A question as it is understood: trimmed, without titles, without what is no text at all.

use crate::ipc::CareQuestion;

/// The longest text of a question that is sent.
const LONGEST: usize = 100;

/// The same question, tidied up.
#[must_use]
pub fn tidy(question: CareQuestion) -> CareQuestion {
    CareQuestion {
        name: question.name.as_deref().and_then(name),
        city: question.city.as_deref().and_then(text),
        state: question.state.as_deref().and_then(text).map(|state| state.to_uppercase()),
        postal_code: question.postal_code.as_deref().and_then(text),
        network: question.network.as_deref().and_then(text),
        ..question
    }
}

fn text(written: &str) -> Option<String> {
    let words: Vec<&str> =
        written.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let text: String = words.join(" ").chars().take(LONGEST).collect();
    (!text.is_empty()).then_some(text)
}

/// A name without a title before it and degrees behind it: directories keep those apart.
fn name(written: &str) -> Option<String> {
    let whole = text(written)?;
    let untitled = ["dr ", "dr. ", "doctor ", "dra. ", "prof. "]
        .iter()
        .find_map(|title| {
            whole.get(..title.len()).filter(|start| start.eq_ignore_ascii_case(title)).map(|_| &whole[title.len()..])
        })
        .unwrap_or(&whole);
    let (first, behind) =
        untitled.split_once(',').map_or((untitled, ""), |(first, behind)| (first.trim(), behind.trim()));
    let is_degree = |word: &str| word.chars().all(|c| c.is_ascii_uppercase() || !c.is_alphabetic());
    match behind {
        "" => text(first),
        degrees if degrees.split(' ').all(is_degree) => text(first),
        given => text(&format!("{given} {first}")),
    }
}

/// The given and the family name in a name of several words.
#[must_use]
pub fn parts(name: &str) -> Option<(&str, &str)> {
    let (given, _) = name.split_once(' ')?;
    let (_, family) = name.rsplit_once(' ')?;
    Some((given, family))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_title_and_its_degrees() {
        for (written, understood) in [
            ("Dr. Grace Chen", Some("Grace Chen")),
            ("  DR  grace\tchen ", Some("grace chen")),
            ("Ruth Weber, PT", Some("Ruth Weber")),
            ("Elena Salas, LCSW, PhD", Some("LCSW, PhD Elena Salas")),
            ("Chen, Grace", Some("Grace Chen")),
            ("Drake", Some("Drake")),
            ("Élan Drôle", Some("Élan Drôle")),
            ("   ", None),
        ] {
            assert_eq!(name(written).as_deref(), understood, "{written}");
        }
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        let asked = CareQuestion {
            city: Some(" ".to_owned()),
            state: Some("id".to_owned()),
            name: Some("x".repeat(500)),
            ..CareQuestion::default()
        };
        let tidied = tidy(asked);
        assert_eq!((tidied.city, tidied.state.as_deref()), (None, Some("ID")));
        assert_eq!(tidied.name.map(|name| name.len()), Some(LONGEST));
        assert_eq!(parts("Ana Maria Cruz"), Some(("Ana", "Cruz")));
        assert_eq!(parts("Cruz"), None);
    }
}
