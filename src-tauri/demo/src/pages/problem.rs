//! Pages for what cannot go on.

use super::{Page, Words, escaped};

/// A request whose sender is not known well enough to be told.
pub(crate) fn bad_request(words: &'static Words, parameter: &str) -> Page {
    let body = format!(
        "<h1>{}</h1><p>{}</p><p>{} <code>{}</code></p>",
        escaped(words.cannot_go_on),
        escaped(words.bad_request),
        escaped(words.bad_request_detail),
        escaped(parameter),
    );
    Page::new(words, words.cannot_go_on, body)
}

/// A form that was answered already, is too old, or is another browser's.
pub(crate) fn ended(words: &'static Words) -> Page {
    let body = format!("<h1>{}</h1><p>{}</p>", escaped(words.ended), escaped(words.ended_detail));
    Page::new(words, words.ended, body)
}
