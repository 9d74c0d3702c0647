//! Links to the next page: opaque, as HAPI's are, and dead after a while.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::search::Include;
use crate::plan::Plan;
use crate::profile::Paging;
use crate::secret::{Hash, random_text};

/// The rest of a search's answer.
#[derive(Debug, Clone)]
pub(crate) struct Rest {
    /// The permission that the search was made with.
    pub(crate) grant: String,
    /// All that matched.
    pub(crate) found: Found,
    /// How many of them were answered before this page.
    pub(crate) offset: usize,
    pub(crate) count: usize,
    pub(crate) tells_total: bool,
    pub(crate) include: Include,
}

/// What a search found.
#[derive(Debug, Clone)]
pub(crate) enum Found {
    /// Indexes of claims.
    Claims(Arc<[u32]>),
    /// Health records of a type: what each is referred to by, and its text.
    Records(&'static str, Arc<[(String, String)]>),
}

impl Found {
    pub(crate) fn len(&self) -> usize {
        match self {
            Found::Claims(indexes) => indexes.len(),
            Found::Records(_, records) => records.len(),
        }
    }

    /// The type that was searched.
    pub(crate) fn resource_type(&self) -> &'static str {
        match self {
            Found::Claims(_) => "ExplanationOfBenefit",
            Found::Records(resource_type, _) => resource_type,
        }
    }
}

/// The parameters of a link.
pub(crate) fn names(paging: Paging) -> &'static [&'static str] {
    match paging {
        Paging::Opaque | Paging::Relative => &["_getpages"],
        Paging::Offset => &["_getpages", "_getpagesoffset", "_count", "_bundletype"],
        Paging::OfType => &["_getpages", "_getpagesoffset"],
    }
}

/// The query of a link to the rest; `text` names it.
pub(crate) fn query(paging: Paging, text: &str, rest: &Rest) -> String {
    match paging {
        Paging::Opaque | Paging::Relative => format!("_getpages={text}"),
        Paging::Offset => {
            format!("_getpages={text}&_getpagesoffset={}&_count={}&_bundletype=searchset", rest.offset, rest.count)
        }
        Paging::OfType => format!("_getpages={text}&_getpagesoffset={}", rest.offset),
    }
}

/// The link to the rest.
pub(crate) fn link(plan: &Plan, text: &str, rest: &Rest) -> String {
    let paging = plan.options.profile.paging;
    let query = query(paging, text, rest);
    match paging {
        Paging::Opaque | Paging::Offset if plan.options.profile.fhir.is_empty() => plan.address(&format!("/?{query}")),
        Paging::Opaque | Paging::Offset => plan.fhir(&format!("?{query}")),
        Paging::OfType => plan.fhir(&format!("/{}?{query}", rest.found.resource_type())),
        Paging::Relative => format!("{}?{query}", rest.found.resource_type()),
    }
}

const MOST: usize = 10_000;

/// Every link that is alive.
pub(crate) struct Pages {
    life: Duration,
    pages: HashMap<Hash, (Timestamp, Rest)>,
    order: VecDeque<Hash>,
}

impl Pages {
    pub(crate) fn new(life: Duration) -> Pages {
        Pages { life, pages: HashMap::new(), order: VecDeque::new() }
    }

    /// A link to the rest.
    pub(crate) fn keep(&mut self, rest: Rest, now: Timestamp) -> String {
        while self.order.len() >= MOST || self.order.front().is_some_and(|oldest| self.has_ended(oldest, now)) {
            self.order.pop_front().map(|oldest| self.pages.remove(&oldest));
        }
        let text = random_text();
        let hash = Hash::of(&text);
        self.pages.insert(hash, (now + self.life, rest));
        self.order.push_back(hash);
        text
    }

    fn has_ended(&self, hash: &Hash, now: Timestamp) -> bool {
        self.pages.get(hash).is_none_or(|(end, _)| *end <= now)
    }

    /// What that link leads to; `None` once it has ended. A page may be asked for again.
    pub(crate) fn find(&self, text: &str, now: Timestamp) -> Option<Rest> {
        self.pages.get(&Hash::of(text)).filter(|(end, _)| now < *end).map(|(_, rest)| rest.clone())
    }
}
