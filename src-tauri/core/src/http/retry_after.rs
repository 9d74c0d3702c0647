//! `Retry-After`: how long a host asks to be left alone (RFC 9110, 10.2.3).

use std::time::{Duration, SystemTime};

use ::http::HeaderMap;
use ::http::header::{DATE, RETRY_AFTER};

use crate::clock::Clock;

/// The longest wait that a host is granted; a longer one is cut to it.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// What the headers ask for, in seconds or until a date. A date is compared with the host's own `Date` where it sent
/// one, because this computer's clock may be wrong by years (T21). A date in the past asks for no wait.
#[must_use]
pub fn retry_after(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        text.parse().map_or(LONGEST_RETRY_AFTER, Duration::from_secs)
    } else {
        let until = httpdate::parse_http_date(text).ok()?;
        let from = headers
            .get(DATE)
            .and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok())
            .unwrap_or_else(|| SystemTime::from(clock.now()));
        until.duration_since(from).unwrap_or(Duration::ZERO)
    };
    Some(wait.min(LONGEST_RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;

    fn wait(pairs: &[(&'static str, &str)]) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        retry_after(&headers, &ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap()))
    }

    #[test]
    fn seconds_are_taken_as_they_are() {
        assert_eq!(wait(&[("retry-after", " 17 ")]), Some(Duration::from_secs(17)));
        assert_eq!(wait(&[("retry-after", "0")]), Some(Duration::ZERO));
    }

    #[test]
    fn a_date_counts_from_the_hosts_own_clock() {
        let date = ("retry-after", "Thu, 01 Jan 2026 00:01:00 GMT");
        assert_eq!(wait(&[date]), Some(Duration::from_secs(60)));
        assert_eq!(wait(&[date, ("date", "Thu, 01 Jan 2026 00:00:50 GMT")]), Some(Duration::from_secs(10)));
        assert_eq!(wait(&[date, ("date", "Thu, 01 Jan 2026 00:02:00 GMT")]), Some(Duration::ZERO));
    }

    #[test]
    fn a_wait_without_end_is_cut() {
        assert_eq!(wait(&[("retry-after", "99999999999999999999999999")]), Some(LONGEST_RETRY_AFTER));
        assert_eq!(wait(&[("retry-after", "Fri, 01 Jan 2100 00:00:00 GMT")]), Some(LONGEST_RETRY_AFTER));
    }

    #[test]
    fn what_cannot_be_read_asks_for_nothing() {
        for text in ["", "soon", "-5", "1.5", "Someday, 01 Jan 2026"] {
            assert_eq!(wait(&[("retry-after", text)]), None, "{text:?}");
        }
        assert_eq!(wait(&[]), None);
    }
}
