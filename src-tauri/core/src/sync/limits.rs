//! How much one sync may take (T13). A limit that is reached keeps the place: the next sync goes on there.

use std::time::Duration;

/// The limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Pages, and single resources, of all kinds together.
    pub pages: u32,
    /// Bytes of bodies, after decompression.
    pub bytes: u64,
    /// From its start.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { pages: 5_000, bytes: 2 * 1024 * 1024 * 1024, time: Duration::from_secs(30 * 60) }
    }
}

/// Which limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LimitReached {
    /// Too many pages.
    #[error("the payer sent too many pages")]
    Pages,
    /// Too many bytes.
    #[error("the payer sent too much")]
    Bytes,
    /// Too long.
    #[error("the sync took too long")]
    Time,
}

/// What a sync has taken so far.
#[derive(Debug)]
pub struct Meter {
    limits: Limits,
    until: Duration,
    pages: u32,
    bytes: u64,
}

impl Meter {
    /// Starts at `now`, a reading of the monotonic clock.
    #[must_use]
    pub fn start(limits: Limits, now: Duration) -> Self {
        Self { limits, until: now.saturating_add(limits.time), pages: 0, bytes: 0 }
    }

    /// Counts a page that came.
    pub fn count(&mut self, bytes: u64) {
        self.pages = self.pages.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Whether another page may be asked for, and the time it may take.
    pub fn may_ask(&self, now: Duration) -> Result<Duration, LimitReached> {
        if self.pages >= self.limits.pages {
            return Err(LimitReached::Pages);
        }
        if self.bytes >= self.limits.bytes {
            return Err(LimitReached::Bytes);
        }
        self.until.checked_sub(now).filter(|left| !left.is_zero()).ok_or(LimitReached::Time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T13
    #[test]
    fn each_limit_ends_a_sync() {
        let limits = Limits { pages: 2, bytes: 100, time: Duration::from_secs(10) };
        let start = Duration::from_secs(1_000);
        let mut meter = Meter::start(limits, start);
        assert_eq!(meter.may_ask(start), Ok(Duration::from_secs(10)));
        assert_eq!(meter.may_ask(start + Duration::from_secs(9)), Ok(Duration::from_secs(1)));
        assert_eq!(meter.may_ask(start + Duration::from_secs(10)), Err(LimitReached::Time));
        meter.count(99);
        assert!(meter.may_ask(start).is_ok());
        meter.count(0);
        assert_eq!(meter.may_ask(start), Err(LimitReached::Pages));
        let mut meter = Meter::start(limits, start);
        meter.count(100);
        assert_eq!(meter.may_ask(start), Err(LimitReached::Bytes));
    }

    /// T13
    #[test]
    fn the_limits_are_the_ones_written_down() {
        let limits = Limits::default();
        assert_eq!((limits.pages, limits.bytes, limits.time.as_secs()), (5_000, 2_147_483_648, 1_800));
    }
}
