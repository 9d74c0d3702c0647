//! A page of a search.

use std::collections::HashSet;

use bytes::Bytes;
use claimfolio_core::fhir::page::{LARGEST_RESOURCE, Page, Resource, read_resource};
use serde_json::Value;

/// Reads a page. What is taken of it stands in it to the letter, and is what it says it is.
pub fn bundle(bytes: &[u8]) {
    let body = Bytes::copy_from_slice(bytes);
    if let Ok(Ok(resource)) = read_resource(&body) {
        stands(&resource, bytes);
        holds(&resource);
    }
    let Ok(page) = Page::read(&body) else { return };
    let text = std::str::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}');
    // A page may be nested more deeply than a tree is read: in what is left out, never in what is taken.
    let whole: Value = serde_json::from_str(text).unwrap_or_default();
    assert!(text.trim_ascii_start().starts_with('{'));
    let entries = whole["entry"].as_array().map(Vec::len);
    let mut seen = HashSet::new();
    for resource in &page.resources {
        stands(resource, bytes);
        holds(resource);
        assert!(seen.insert((&resource.resource_type, &resource.id)), "a resource came twice");
    }
    let read = page.resources.len() + page.unreadable.len() + page.outcomes.len();
    if let Some(entries) = entries.filter(|_| page.instead_of_bundle().is_none()) {
        assert!(read <= entries, "{read} of {entries} entries");
        assert!(entries == 0 || read > 0, "every entry is gone");
    }
    assert!(page.next.as_deref().is_none_or(|next| !next.trim().is_empty()));
    assert_eq!(page.bytes, bytes.len() as u64);
}

fn stands(resource: &Resource, source: &[u8]) {
    let json = resource.json.as_str().as_bytes();
    assert!(source.windows(json.len()).any(|part| part == json), "it does not stand there");
}

/// What is so of every resource, wherever it came from.
pub(crate) fn holds(resource: &Resource) {
    let json = resource.json.as_str();
    assert!(!json.is_empty() && json.len() == resource.json.size() && json.len() <= LARGEST_RESOURCE);
    let tree: Value = serde_json::from_str(json).expect("a resource that is taken can be read");
    assert_eq!(tree["resourceType"].as_str(), Some(resource.resource_type.as_str()));
    assert!(resource.resource_type.bytes().all(|byte| byte.is_ascii_alphabetic()));
    assert!((1..=256).contains(&resource.id.len()) && !resource.id.contains(char::is_control));
    assert!(resource.urn.as_deref().is_none_or(|urn| urn.starts_with("urn:") && urn.len() <= 256));
    assert!(!format!("{resource:?}").contains(json), "a resource is shown");
}
