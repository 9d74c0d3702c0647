//! Switches with which a test makes the server misbehave, as real ones do.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How an answer goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Fault {
    /// Another status, with an OperationOutcome and perhaps a `Retry-After`.
    #[serde(rename_all = "camelCase")]
    Status {
        /// The status.
        status: u16,
        /// Seconds or an HTTP date.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// The right answer with its right length, cut off after that many bytes; then the connection ends.
    Truncate {
        /// Bytes that are sent.
        at: usize,
    },
    /// Nothing is answered; the connection stays open until the server stops.
    Stall,
    /// The right answer in small pieces.
    #[serde(rename_all = "camelCase")]
    Drip {
        /// Bytes in a piece.
        bytes: usize,
        /// Milliseconds before each piece.
        every_ms: u64,
    },
    /// Status 200 with a page for people, as a gateway's.
    Html,
    /// The right body under another content type.
    #[serde(rename_all = "camelCase")]
    ContentType {
        /// The content type.
        content_type: String,
    },
    /// Status 200 with something that is almost JSON.
    BadJson,
    /// Status 200 with this body, as FHIR JSON.
    Body {
        /// The body.
        body: String,
    },
    /// A small gzip stream that becomes that many bytes of blanks.
    #[serde(rename_all = "camelCase")]
    GzipBomb {
        /// Bytes after unpacking, rounded up to whole mebibytes.
        decoded_bytes: u64,
    },
    /// A Bundle with arrays nested that deep.
    DeepNesting {
        /// Levels.
        levels: usize,
    },
    /// Every access token ends just before the request is answered, as when one dies in the middle of paging.
    TokenEnds,
    /// A redirect.
    Redirect {
        /// 301, 302, 303, 307 or 308.
        status: u16,
        /// Where to.
        location: String,
    },
}

/// When something goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// The start of the path with its query: `/R4?_getpages` are next pages only.
    pub prefix: String,
    /// The first request that goes wrong, of those that match; 1 is the next one.
    #[serde(default = "one")]
    pub nth: u64,
    /// How many go wrong in a row; `None` is all from then on.
    #[serde(default = "once")]
    pub times: Option<u64>,
    /// What goes wrong.
    pub fault: Fault,
}

fn one() -> u64 {
    1
}

// Serde's default functions answer the type of the field.
#[allow(clippy::unnecessary_wraps, reason = "the field's type is an Option")]
fn once() -> Option<u64> {
    Some(1)
}

impl Rule {
    /// The next request below `prefix` goes wrong, once.
    #[must_use]
    pub fn once(prefix: &str, fault: Fault) -> Rule {
        Rule { prefix: prefix.to_owned(), nth: 1, times: Some(1), fault }
    }

    /// Every request below `prefix` goes wrong.
    #[must_use]
    pub fn always(prefix: &str, fault: Fault) -> Rule {
        Rule { times: None, ..Rule::once(prefix, fault) }
    }

    /// The same from the nth request on.
    #[must_use]
    pub fn from_nth(self, nth: u64) -> Rule {
        Rule { nth, ..self }
    }
}

/// What the link to the next page is instead of what it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum NextLink {
    /// That address.
    To {
        /// The address.
        url: String,
    },
    /// The page itself: a loop.
    Same,
    /// Right, but relative to the server's base.
    Relative,
}

/// Switches of a running plan. All of them are off at first.
#[derive(Default)]
pub struct Switches {
    inner: Mutex<Inner>,
    offset_seconds: AtomicI64,
}

#[derive(Default)]
struct Inner {
    latency: Duration,
    rules: Vec<(Rule, u64)>,
    next_link: Option<NextLink>,
    total: Option<usize>,
}

impl Switches {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every answer comes that much later.
    pub fn set_latency(&self, latency: Duration) {
        self.inner().latency = latency;
    }

    pub(crate) fn latency(&self) -> Duration {
        self.inner().latency
    }

    /// One more thing that goes wrong. The first rule that fits a request decides.
    pub fn add_fault(&self, rule: Rule) {
        self.inner().rules.push((rule, 0));
    }

    /// Nothing goes wrong any more.
    pub fn clear_faults(&self) {
        self.inner().rules.clear();
    }

    /// What the link to the next page is to be; `None` for the right one.
    pub fn set_next_link(&self, next_link: Option<NextLink>) {
        self.inner().next_link = next_link;
    }

    pub(crate) fn next_link(&self) -> Option<NextLink> {
        self.inner().next_link.clone()
    }

    /// What the directory's answers say of their number, whatever it is; `None` for the right one.
    pub fn set_total(&self, total: Option<usize>) {
        self.inner().total = total;
    }

    pub(crate) fn total(&self) -> Option<usize> {
        self.inner().total
    }

    /// The server's clock is that many seconds ahead of its own.
    pub fn set_clock_offset(&self, seconds: i64) {
        self.offset_seconds.store(seconds, Ordering::Relaxed);
    }

    pub(crate) fn shifted(&self, now: Timestamp) -> Timestamp {
        now.checked_add(SignedDuration::from_secs(self.offset_seconds.load(Ordering::Relaxed))).unwrap_or(now)
    }

    /// Counts the request in each rule that it matches, and answers what goes wrong with it.
    pub(crate) fn fault_for(&self, path_and_query: &str) -> Option<Fault> {
        let mut inner = self.inner();
        let mut found = None;
        for (rule, matched) in &mut inner.rules {
            if !path_and_query.starts_with(rule.prefix.as_str()) {
                continue;
            }
            *matched += 1;
            let turn = matched.checked_sub(rule.nth);
            let hits = turn.is_some_and(|turn| rule.times.is_none_or(|times| turn < times));
            if hits && found.is_none() {
                found = Some(rule.fault.clone());
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_hits_from_its_nth_request_as_often_as_it_says() {
        let switches = Switches::default();
        switches.add_fault(Rule { nth: 2, times: Some(2), ..Rule::once("/R4", Fault::Html) });
        let hits: Vec<bool> = (0..4).map(|_| switches.fault_for("/R4/Patient/1").is_some()).collect();
        assert_eq!(hits, [false, true, true, false]);
        assert_eq!(switches.fault_for("/oauth/token"), None);
    }

    #[test]
    fn the_clock_can_be_moved_both_ways() {
        let switches = Switches::default();
        let now = Timestamp::from_second(1_000).unwrap();
        switches.set_clock_offset(-600);
        assert_eq!(switches.shifted(now).as_second(), 400);
    }
}
