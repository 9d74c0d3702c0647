//! What was asked of the server, for tests.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::response::Response;
use serde::Serialize;

/// Requests are forgotten beyond this number.
const MOST: usize = 10_000;

/// One request and how it was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// The method.
    pub method: String,
    /// The path, without its query.
    pub path: String,
    /// The query, as it was sent.
    pub query: Option<String>,
    /// The status of the answer.
    pub status: u16,
    /// It came with a token or a cookie.
    pub credentials: bool,
    /// It asked for something that the documents do not list.
    pub undocumented: bool,
}

/// Marks an answer to something that the documents do not list.
#[derive(Clone, Copy)]
pub(crate) struct Undocumented;

/// The same answer, marked so.
pub(crate) fn undocumented(mut response: Response) -> Response {
    response.extensions_mut().insert(Undocumented);
    response
}

/// The newest requests, and how many there were.
#[derive(Default)]
pub(crate) struct Log {
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    newest: VecDeque<Seen>,
    counts: BTreeMap<String, u64>,
}

impl Log {
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add(&self, seen: Seen) {
        let mut entries = self.entries();
        // Ids are left out, or every claim that is read would be a count of its own.
        let counted = seen.path.split('/').take(3).collect::<Vec<_>>().join("/");
        if entries.counts.len() < MOST || entries.counts.contains_key(&counted) {
            *entries.counts.entry(counted).or_default() += 1;
        }
        if entries.newest.len() == MOST {
            entries.newest.pop_front();
        }
        entries.newest.push_back(seen);
    }

    pub(crate) fn newest(&self) -> Vec<Seen> {
        self.entries().newest.iter().cloned().collect()
    }

    /// Requests by the first two parts of their path.
    pub(crate) fn counts(&self) -> BTreeMap<String, u64> {
        self.entries().counts.clone()
    }

    pub(crate) fn clear(&self) {
        *self.entries() = Entries::default();
    }
}
