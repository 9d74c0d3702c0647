//! References in the style of the profile. Resources are written with relative references; this turns them into others.

use crate::data::Book;
use crate::data::explanation::{Form, claim_index};
use crate::data::records::COVERAGE_VERSIONS;
use crate::plan::Plan;
use crate::profile::References;

const REFERENCE: &str = "\"reference\":\"";
const DISPLAY: &str = ",\"display\":\"";

/// How claims are to be written for a style.
pub(crate) fn form(references: References) -> Form {
    match references {
        References::Mixed => Form::Mixed,
        References::Bare | References::Absolute | References::Versioned => Form::Relative,
        References::Contained => Form::Contained,
    }
}

/// The same resource in the profile's style.
pub(crate) fn styled(plan: &Plan, book: &Book, resource: String) -> String {
    let style = plan.options.profile.references;
    if style == References::Mixed {
        return resource;
    }
    let mut out = String::with_capacity(resource.len() + 1024);
    let mut rest = resource.as_str();
    while let Some(start) = rest.find(REFERENCE) {
        let (before, from) = rest.split_at(start + REFERENCE.len());
        out.push_str(before);
        // An id has no quote in it.
        let (target, after) = from.split_once('"').unwrap_or((from, ""));
        out.push_str(&target_in(plan, book, style, target));
        out.push('"');
        rest = if style == References::Absolute || target.starts_with("Patient/") { after } else { undisplayed(after) };
    }
    out.push_str(rest);
    out
}

fn target_in(plan: &Plan, book: &Book, style: References, target: &str) -> String {
    match style {
        _ if target.starts_with('#') => target.to_owned(),
        References::Absolute => plan.fhir(&format!("/{target}")),
        References::Versioned => {
            let version = match target.split_once('/') {
                Some(("Coverage", _)) => COVERAGE_VERSIONS,
                Some(("ExplanationOfBenefit", id)) => claim_index(id).map_or(1, |index| book.versions(index).len()),
                _ => 1,
            };
            format!("{target}/_history/{version}")
        }
        References::Mixed | References::Bare | References::Contained => target.to_owned(),
    }
}

/// The text after a reference without the display that follows it.
fn undisplayed(after: &str) -> &str {
    let Some(display) = after.strip_prefix(DISPLAY) else { return after };
    let mut escaped = false;
    for (place, byte) in display.bytes().enumerate() {
        match byte {
            b'"' if !escaped => return display.get(place + 1..).unwrap_or_default(),
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_display_is_taken_away_with_its_quotes_and_nothing_else() {
        assert_eq!(undisplayed(r#","display":"Dr. \"Q\" \\"},"x":1"#), r#"},"x":1"#);
        assert_eq!(undisplayed("},\"x\":1"), "},\"x\":1");
    }
}
