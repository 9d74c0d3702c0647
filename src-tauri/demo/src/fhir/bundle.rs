//! Bundles of search results.

use super::paging::Rest;
use crate::data::Book;
use crate::data::explanation::{self, claim_id};
use crate::data::json::Json;
use crate::plan::Plan;
use crate::switches::NextLink;

/// A bundle with everything in it.
pub(crate) fn whole(plan: &Plan, found: Vec<(String, String)>, own: &str) -> String {
    Json::document(|bundle| {
        head(bundle, Some(found.len()));
        bundle.array("link", |links| links.element(|link| link_members(link, "self", own)));
        entries(bundle, plan, found.into_iter());
    })
}

/// One page of claims, with a link to the next where there is more.
pub(crate) fn page(plan: &Plan, book: &Book, rest: &Rest, own: &str) -> String {
    let end = (rest.offset + rest.count).min(rest.claims.len());
    let next = (end < rest.claims.len()).then(|| {
        let rest = Rest { offset: end, ..rest.clone() };
        let text = plan.pages().keep(rest, plan.now());
        match plan.switches.next_link() {
            None => plan.address(&format!("/R4?_getpages={text}")),
            Some(NextLink::To { url }) => url,
            Some(NextLink::Same) => own.to_owned(),
            Some(NextLink::Relative) => format!("?_getpages={text}"),
        }
    });
    let claims = rest.claims.get(rest.offset..end).unwrap_or_default().iter().filter_map(|index| {
        let index = usize::try_from(*index).ok()?;
        let claim = book.claim(index)?;
        let versions = book.versions(index);
        let version = *versions.last()?;
        let resource = explanation::write(index, claim, version, versions.len());
        Some((format!("ExplanationOfBenefit/{}", claim_id(index)), resource))
    });
    Json::document(|bundle| {
        head(bundle, rest.tells_total.then_some(rest.claims.len()));
        bundle.array("link", |links| {
            links.element(|link| link_members(link, "self", own));
            if let Some(next) = &next {
                links.element(|link| link_members(link, "next", next));
            }
        });
        entries(bundle, plan, claims);
    })
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

/// `entry` is left out where nothing was found: FHIR has no empty arrays.
fn entries(bundle: &mut Json, plan: &Plan, found: impl Iterator<Item = (String, String)>) {
    let mut found = found.peekable();
    if found.peek().is_none() {
        return;
    }
    let base = plan.address("/R4/");
    bundle.array("entry", |entries| {
        for (reference, resource) in found {
            entries.element(|entry| {
                entry.text("fullUrl", &format!("{base}{reference}"));
                entry.raw("resource", &resource);
                entry.object("search", |search| search.text("mode", "match"));
            });
        }
    });
}
