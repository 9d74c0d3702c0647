//! Bundles of search results.

use std::collections::BTreeMap;

use super::paging::{self, Found, Rest};
use super::references;
use super::search::Include;
use crate::data::Book;
use crate::data::claim::Claim;
use crate::data::explanation::{self, claim_id};
use crate::data::json::Json;
use crate::data::people::PEOPLE;
use crate::data::records;
use crate::plan::Plan;
use crate::switches::NextLink;

/// A bundle with everything in it.
pub(crate) fn whole(plan: &Plan, found: Vec<(String, String)>, own: &str) -> String {
    Json::document(|bundle| {
        head(bundle, Some(found.len()));
        bundle.array("link", |links| links.element(|link| link_members(link, "self", own)));
        let found = found.into_iter().map(|(reference, resource)| Entry { reference, resource, mode: "match" });
        entries(bundle, plan, found);
    })
}

/// One page of claims or records, with a link to the next where there is more.
pub(crate) fn page(plan: &Plan, book: &Book, rest: &Rest, own: &str) -> String {
    let end = (rest.offset + rest.count).min(rest.found.len());
    let next = (end < rest.found.len()).then(|| {
        let rest = Rest { offset: end, ..rest.clone() };
        let text = plan.pages().keep(rest.clone(), plan.now());
        match plan.switches.next_link() {
            None => paging::link(plan, &text, &rest),
            Some(NextLink::To { url }) => url,
            Some(NextLink::Same) => own.to_owned(),
            Some(NextLink::Relative) => format!("?_getpages={text}"),
        }
    });
    let found = match &rest.found {
        Found::Claims(indexes) => claims(plan, book, indexes.get(rest.offset..end).unwrap_or_default(), rest.include),
        Found::Records(_, records) => {
            let records = records.get(rest.offset..end).unwrap_or_default().iter().cloned();
            records.map(|(reference, resource)| Entry { reference, resource, mode: "match" }).collect()
        }
    };
    Json::document(|bundle| {
        head(bundle, rest.tells_total.then_some(rest.found.len()));
        bundle.array("link", |links| {
            links.element(|link| link_members(link, "self", own));
            if let Some(next) = &next {
                links.element(|link| link_members(link, "next", next));
            }
        });
        entries(bundle, plan, found.into_iter());
    })
}

/// Claims, and what comes along with them.
fn claims(plan: &Plan, book: &Book, indexes: &[u32], include: Include) -> Vec<Entry> {
    let claims = indexes.iter().filter_map(|index| {
        let index = usize::try_from(*index).ok()?;
        let claim = book.claim(index)?;
        let versions = book.versions(index);
        let version = *versions.last()?;
        let form = references::form(plan.options.profile.references);
        let resource = explanation::write(index, claim, version, versions.len(), form);
        Some(Entry {
            reference: format!("ExplanationOfBenefit/{}", claim_id(index)),
            resource: references::styled(plan, book, resource),
            mode: "match",
        })
    });
    let of_page = indexes.iter().filter_map(|index| book.claim(usize::try_from(*index).ok()?));
    claims.chain(included(of_page, include)).collect()
}

fn head(bundle: &mut Json, total: Option<usize>) {
    bundle.text("resourceType", "Bundle");
    bundle.text("type", "searchset");
    if let Some(total) = total {
        bundle.number("total", i64::try_from(total).unwrap_or(i64::MAX));
    }
}

fn link_members(link: &mut Json, relation: &str, url: &str) {
    link.text("relation", relation);
    link.text("url", url);
}

struct Entry {
    reference: String,
    resource: String,
    /// `match` or `include`.
    mode: &'static str,
}

/// The providers and patients of claims, each once.
fn included<'a>(claims: impl Iterator<Item = &'a Claim>, include: Include) -> Vec<Entry> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for claim in claims {
        if include.providers && !claim.template.provider.dangling {
            let provider = claim.template.provider;
            let reference = format!("{}/{}", provider.sort.resource_type(), provider.id);
            found.entry(reference).or_insert_with(|| records::provider(provider));
        }
        if include.patients {
            let person = &PEOPLE[claim.person];
            found.entry(format!("Patient/{}", person.id)).or_insert_with(|| records::patient(person));
        }
    }
    found.into_iter().map(|(reference, resource)| Entry { reference, resource, mode: "include" }).collect()
}

/// `entry` is left out where nothing was found: FHIR has no empty arrays.
fn entries(bundle: &mut Json, plan: &Plan, found: impl Iterator<Item = Entry>) {
    let mut found = found.peekable();
    if found.peek().is_none() {
        return;
    }
    let base = plan.fhir("/");
    bundle.array("entry", |entries| {
        for Entry { reference, resource, mode } in found {
            entries.element(|entry| {
                entry.text("fullUrl", &format!("{base}{reference}"));
                entry.raw("resource", &resource);
                entry.object("search", |search| search.text("mode", mode));
            });
        }
    });
}
