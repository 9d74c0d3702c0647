//! The first page: what this is, and where an app finds what.

use std::fmt::Write as _;

use super::{Page, Words, escaped};

/// The page with the server's addresses.
pub(crate) fn page(words: &'static Words, addresses: &[(&str, String)]) -> Page {
    let mut rows = String::new();
    for (name, address) in addresses {
        let _ = write!(rows, "<dt>{}</dt><dd><code>{}</code></dd>", escaped(name), escaped(address));
    }
    let body = format!(
        "<h1>{}</h1><p>{}</p><p><a href=\"/portal\">{}</a></p><h2>{}</h2><dl>{rows}</dl>",
        escaped(words.start_title),
        escaped(words.start_detail),
        escaped(words.start_portal),
        escaped(words.start_addresses),
    );
    Page::new(words, words.start_title, body)
}
