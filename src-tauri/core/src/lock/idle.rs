//! How long the member has been away.
//!
//! On most systems the monotonic clock stands still while the computer sleeps, and the wall clock does not: whichever
//! says longer counts, so that a computer that wakes later than the limit is locked. A wall clock that was set forward
//! locks early, and one that was set back changes nothing: locking loses nothing (T21, T30).

use std::time::Duration;

use jiff::Timestamp;

/// A point in time on both clocks.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// Since an arbitrary start; never runs backwards.
    pub monotonic: Duration,
    /// The computer's own.
    pub wall: Timestamp,
}

/// When the member was last seen.
#[derive(Debug, Default)]
pub struct Idle(Option<Moment>);

impl Idle {
    /// The member did something.
    pub fn seen(&mut self, now: Moment) {
        self.0 = Some(now);
    }

    /// Whether the member was last seen `limit` or longer ago.
    #[must_use]
    pub fn is_over(&self, now: Moment, limit: Duration) -> bool {
        self.0.is_some_and(|seen| {
            let (awake, on_the_wall) = since(seen, now);
            awake.max(on_the_wall) >= limit
        })
    }

    /// Whether the computer slept for `limit` or longer since the member was last seen.
    #[must_use]
    pub fn slept(&self, now: Moment, limit: Duration) -> bool {
        self.0.is_some_and(|seen| {
            let (awake, on_the_wall) = since(seen, now);
            on_the_wall.saturating_sub(awake) >= limit
        })
    }
}

/// How long it is on either clock.
fn since(seen: Moment, now: Moment) -> (Duration, Duration) {
    let awake = now.monotonic.saturating_sub(seen.monotonic);
    (awake, Duration::try_from(now.wall.duration_since(seen.wall)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(600);

    fn at(monotonic: u64, wall: i64) -> Moment {
        Moment { monotonic: Duration::from_secs(monotonic), wall: Timestamp::from_second(wall).unwrap() }
    }

    fn seen_at(moment: Moment) -> Idle {
        let mut idle = Idle::default();
        idle.seen(moment);
        idle
    }

    /// T30
    #[test]
    fn the_limit_is_reached_to_the_second_and_starts_anew_whenever_the_member_is_seen() {
        let mut idle = seen_at(at(100, 5_000));
        assert!(!idle.is_over(at(699, 5_599), LIMIT));
        assert!(idle.is_over(at(700, 5_600), LIMIT));
        idle.seen(at(699, 5_599));
        assert!(!idle.is_over(at(1_298, 6_198), LIMIT));
        assert!(idle.is_over(at(1_299, 6_199), LIMIT));
    }

    /// T30: the monotonic clock slept with the computer.
    #[test]
    fn a_computer_that_wakes_after_the_limit_is_locked_and_one_that_wakes_before_is_not() {
        let idle = seen_at(at(100, 5_000));
        assert!(idle.is_over(at(101, 5_600), LIMIT));
        assert!(!idle.is_over(at(101, 5_599), LIMIT));
    }

    /// T30
    #[test]
    fn a_sleep_is_what_the_wall_clock_alone_went_through() {
        let idle = seen_at(at(100, 5_000));
        assert!(!idle.slept(at(900, 5_800), LIMIT));
        assert!(!idle.slept(at(300, 5_799), LIMIT));
        assert!(idle.slept(at(300, 5_800), LIMIT));
    }

    /// T21, T30
    #[test]
    fn a_wall_clock_that_is_set_back_does_not_put_the_lock_off() {
        let idle = seen_at(at(100, 5_000));
        assert!(idle.is_over(at(700, -90_000), LIMIT));
        assert!(!idle.is_over(at(699, -90_000), LIMIT));
    }

    #[test]
    fn before_the_records_were_ever_open_nobody_is_away() {
        assert!(!Idle::default().is_over(at(1_000_000, 1_000_000), LIMIT));
    }
}
