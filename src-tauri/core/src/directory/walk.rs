//! Walks the way to an answer: what was found is told after each answer, and nothing waits for what is not needed yet.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use futures_util::future::join_all;
use serde::{Deserialize, Serialize};

use crate::{
    fhir::client::{FetchError, Fetched, Next},
    ipc::CarePart,
};

use super::{
    client::Client,
    found::Found,
    plan::{Follow, Route},
};

/// The most ids in one question: addresses have an end.
const MOST_IDS: usize = 100;

/// The most requests of one round: what the member waits for.
const MOST_REQUESTS: u32 = 4;

/// A page that was not asked for yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Further {
    /// Whether it is one of those that are looked for, or one of their roles.
    pub is_first: bool,
    /// Where it is.
    pub link: String,
}

/// What a walk came to so far.
#[derive(Debug, Default)]
pub struct State {
    /// What came.
    pub found: Found,
    /// Pages that were not asked for.
    pub further: Vec<Further>,
    /// What the directory did not give.
    pub problems: Vec<(CarePart, FetchError)>,
    /// Entries that could not be read.
    pub unreadable: u32,
    /// Whether the directory's pages broke off.
    pub cut_short: bool,
    /// Pages that were asked for.
    seen: HashSet<String>,
    /// Those whose roles were asked for.
    followed: HashSet<String>,
}

impl State {
    /// As it was kept.
    #[must_use]
    pub fn recalled(found: Found, further: Vec<Further>, unreadable: u32, cut_short: bool) -> Self {
        Self { found, further, unreadable, cut_short, ..Self::default() }
    }

    /// Whether there is something left to ask for: a page, or what is referred to and did not come yet.
    #[must_use]
    pub fn has_more(&self) -> bool {
        !self.further.is_empty()
            || self.problems.is_empty() && BY_ID.iter().any(|(kind, _)| !self.found.missing(kind).is_empty())
    }
}

/// What is asked for by its id, and as which part of an answer.
const BY_ID: [(&str, CarePart); 3] =
    [("Practitioner", CarePart::People), ("Location", CarePart::Places), ("Organization", CarePart::Organizations)];

/// A walk.
pub struct Walk<'a> {
    /// The directory.
    pub client: &'a Client,
    /// The way.
    pub route: &'a Route,
    /// What it came to so far. Locked for a moment at a time.
    pub state: &'a Mutex<State>,
    /// Is called whenever that changed.
    pub told: &'a (dyn Fn() + Send + Sync),
}

impl Walk<'_> {
    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// From the question. `false` where the directory gave no answer at all.
    pub async fn begin(&self) -> bool {
        let before = self.client.requests();
        let first = &self.route.first;
        let parameters: Vec<(&str, &str)> =
            first.parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        match self.client.search(first.resource_type, &parameters).await {
            Ok(fetched) => {
                self.take(fetched, true, &[]);
                self.go_on(before).await;
                true
            }
            Err(error) => {
                self.fail(CarePart::Found, error);
                false
            }
        }
    }

    /// From the next page that was not asked for yet.
    pub async fn more(&self) {
        let before = self.client.requests();
        let next = self.with(|state| (!state.further.is_empty()).then(|| state.further.remove(0)));
        let Some(further) = next else { return self.finish(before).await };
        match self.client.page(&further.link).await {
            Ok(fetched) => {
                self.take(fetched, further.is_first, &[]);
                if further.is_first { self.go_on(before).await } else { self.finish(before).await }
            }
            Err(error) => {
                self.with(|state| state.cut_short = true);
                self.fail(CarePart::More, error);
            }
        }
    }

    async fn go_on(&self, before: u32) {
        if let Some(follow) = &self.route.follow {
            self.follow(follow).await;
        }
        self.finish(before).await;
    }

    /// What belongs to those who were found.
    async fn follow(&self, follow: &Follow) {
        let references = self.with(|state| {
            let found = if follow.of == "Organization" && self.route.first.resource_type == "HealthcareService" {
                state.found.providers_of_services()
            } else if follow.of == self.route.first.resource_type {
                state.found.subjects().iter().cloned().collect()
            } else {
                state.found.of_type(follow.of)
            };
            let new: Vec<String> =
                found.into_iter().filter(|reference| !state.followed.contains(reference)).take(MOST_IDS).collect();
            state.followed.extend(new.iter().cloned());
            new
        });
        if references.is_empty() {
            return;
        }
        let joined = references.join(",");
        let mut parameters = vec![(follow.by, joined.as_str())];
        parameters.extend(follow.ask.parameters.iter().map(|(name, value)| (*name, value.as_str())));
        match self.client.search(follow.ask.resource_type, &parameters).await {
            Ok(fetched) => self.take(fetched, false, &[]),
            Err(error) => self.fail(CarePart::Roles, error),
        }
    }

    /// What is referred to and is not here, each type at the same time as the others; again, where a page did not hold all
    /// of it, while the round has requests left.
    async fn finish(&self, before: u32) {
        loop {
            let failed = self.with(|state| state.problems.len());
            let listed = |kind: &str| self.client.supports().get(kind).is_some_and(|listed| listed.has("_id"));
            let spent = self.client.requests().saturating_sub(before);
            let left = usize::try_from(MOST_REQUESTS.saturating_sub(spent)).unwrap_or_default();
            let wanted: Vec<(&'static str, CarePart, Vec<String>)> = self.with(|state| {
                let missing = BY_ID
                    .iter()
                    .filter(|(kind, _)| listed(kind))
                    .map(|(kind, part)| (*kind, *part, state.found.missing(kind)));
                missing.filter(|(.., missing)| !missing.is_empty()).take(left).collect()
            });
            if wanted.is_empty() {
                return;
            }
            join_all(wanted.into_iter().map(|(kind, part, missing)| self.by_id(kind, part, missing))).await;
            if self.with(|state| state.problems.len()) > failed {
                return;
            }
        }
    }

    async fn by_id(&self, kind: &'static str, part: CarePart, mut missing: Vec<String>) {
        missing.truncate(MOST_IDS);
        let ids: Vec<&str> = missing.iter().filter_map(|reference| reference.split('/').nth(1)).collect();
        let (ids, count) = (ids.join(","), ids.len().to_string());
        let mut parameters = vec![("_id", ids.as_str())];
        if self.client.supports().get(kind).is_some_and(|listed| listed.has("_count")) {
            parameters.push(("_count", &count));
        }
        match self.client.search(kind, &parameters).await {
            Ok(fetched) => self.take(fetched, false, &missing),
            Err(error) => self.fail(part, error),
        }
    }

    fn take(&self, fetched: Fetched, is_first: bool, asked: &[String]) {
        let Fetched { url, page, next } = fetched;
        self.with(|state| {
            state.seen.insert(url.as_str().to_owned());
            let first = is_first.then_some(self.route.first.resource_type);
            state.found.absorb(&page.resources, url.as_str(), first);
            state.unreadable += u32::try_from(page.unreadable.len()).unwrap_or(u32::MAX);
            match next {
                // A page that has no entries, or was there before, leads nowhere new.
                Next::At(link) if !page.resources.is_empty() && state.seen.insert(link.as_str().to_owned()) => {
                    if asked.is_empty() {
                        state.further.push(Further { is_first, link: link.as_str().to_owned() });
                    } else {
                        // What was asked for by its id comes in one page, or the rest is asked for again by its id.
                        let came: HashSet<String> =
                            page.resources.iter().map(|one| format!("{}/{}", one.resource_type, one.id)).collect();
                        state.found.note_asked(asked.iter().filter(|reference| came.contains(*reference)).cloned());
                        return;
                    }
                }
                Next::At(_) => state.cut_short |= !page.resources.is_empty(),
                Next::Refused(refused) => {
                    state.cut_short = true;
                    state.problems.push((CarePart::More, FetchError::Address(refused)));
                }
                Next::End => {}
            }
            state.found.note_asked(asked.iter().cloned());
        });
        (self.told)();
    }

    fn fail(&self, part: CarePart, error: FetchError) {
        tracing::debug!(?part, error = %error, "a directory gave no answer");
        self.with(|state| state.problems.push((part, error)));
        (self.told)();
    }
}
