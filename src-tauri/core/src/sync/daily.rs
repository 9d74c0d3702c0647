//! When records are asked for without anybody pressing a button: once a day while the app is open, each connection at a
//! time of its own, and only while the computer has the network and the power for it. Pure: time and surroundings are
//! passed in.
//!
//! How old records are is told by the wall clock, because the app is closed in between; how often may be asked by the
//! clock that only runs forward, so that a wall clock that jumps costs a payer one question and not many (T21).

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

/// How old records become.
pub const EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// Over how much time the connections of all members are spread: a payer is not asked by everybody at nine.
const SPREAD_SECONDS: u64 = 2 * 60 * 60;

/// How long the surroundings have to be good before anything is asked: after the app's start, after the computer woke,
/// after the network came back.
const SETTLES: Duration = Duration::from_secs(2 * 60);

/// How long after an attempt the next one is made, at the earliest; twice that after each that failed.
const SOONEST: Duration = Duration::from_secs(60 * 60);

/// What the computer says of its network and its power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// Some network is there.
    pub is_online: bool,
    /// Each byte may cost the member money.
    pub is_metered: bool,
    /// The computer saves its battery.
    pub saves_power: bool,
}

impl Surroundings {
    /// Where the computer says nothing of them.
    pub const UNKNOWN: Self = Self { is_online: true, is_metered: false, saves_power: false };

    fn are_good(self) -> bool {
        self.is_online && !self.is_metered && !self.saves_power
    }
}

/// Since when the surroundings are good.
#[derive(Debug, Default)]
pub struct Settled {
    good_since: Option<Duration>,
    looked: Option<(Duration, Timestamp)>,
}

impl Settled {
    /// Whether the surroundings have been good for long enough; called again and again. Times are monotonic and wall.
    pub fn look(&mut self, surroundings: Surroundings, monotonic: Duration, wall: Timestamp) -> bool {
        let slept = self.looked.is_some_and(|(then, then_wall)| {
            let awake = SignedDuration::try_from(monotonic.saturating_sub(then)).unwrap_or(SignedDuration::MAX);
            wall.duration_since(then_wall).saturating_sub(awake) > SignedDuration::from_secs(60)
        });
        self.looked = Some((monotonic, wall));
        if !surroundings.are_good() {
            self.good_since = None;
            return false;
        }
        if slept {
            self.good_since = None;
        }
        monotonic.saturating_sub(*self.good_since.get_or_insert(monotonic)) >= SETTLES
    }
}

/// The attempts at one connection since the app started.
#[derive(Debug, Clone, Copy, Default)]
pub struct Attempts {
    failed: u32,
    last: Option<Duration>,
}

impl Attempts {
    /// An attempt begins; it counts as a failed one until it is known to have gone well.
    pub fn begin(&mut self, now: Duration) {
        self.failed = self.failed.saturating_add(1);
        self.last = Some(now);
    }

    /// The attempt went well.
    pub fn went_well(&mut self) {
        self.failed = 0;
    }

    /// Whether another one may be made.
    fn may_begin(self, now: Duration) -> bool {
        let wait = SOONEST.saturating_mul(1 << self.failed.saturating_sub(1).min(8)).min(EVERY);
        self.last.is_none_or(|last| now.saturating_sub(last) >= wait)
    }
}

/// Whether a connection's records are due: the last complete update is more than a day ago, or lies in what this
/// computer's clock calls the future.
#[must_use]
pub fn is_due(connection: &str, last_updated: Timestamp, wall: Timestamp, attempts: Attempts, now: Duration) -> bool {
    let age = wall.duration_since(last_updated);
    let limit = SignedDuration::try_from(EVERY + spread(connection)).unwrap_or(SignedDuration::MAX);
    (age >= limit || age < SignedDuration::from_hours(-1)) && attempts.may_begin(now)
}

/// How much later than after a day a connection is due; always the same for one connection.
fn spread(connection: &str) -> Duration {
    let digest = Sha256::digest(connection);
    let mixed = digest.iter().take(8).fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
    Duration::from_secs(mixed % SPREAD_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(60 * 60);
    const GOOD: Surroundings = Surroundings::UNKNOWN;

    fn wall(hours: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + hours * 3_600).unwrap()
    }

    fn due(hours: i64, attempts: Attempts, now: Duration) -> bool {
        is_due("c", wall(0), wall(hours), attempts, now)
    }

    #[test]
    fn records_are_due_a_day_and_at_most_two_hours_after_they_came() {
        assert!(!due(0, Attempts::default(), HOUR));
        assert!(!due(23, Attempts::default(), HOUR));
        assert!(due(26, Attempts::default(), HOUR));
        assert!(due(24 * 365, Attempts::default(), HOUR));
    }

    #[test]
    fn connections_are_spread_evenly_over_the_two_hours() {
        let mut by_quarter = [0_u32; 8];
        for id in 0..8_000 {
            let late = spread(&format!("connection-{id}"));
            by_quarter[usize::try_from(late.as_secs() / (15 * 60)).unwrap()] += 1;
        }
        assert!(by_quarter.iter().all(|count| (800..1_200).contains(count)), "{by_quarter:?}");
        assert_eq!(spread("c"), spread("c"));
    }

    #[test]
    fn what_failed_is_tried_after_one_two_four_hours_and_then_once_a_day() {
        let mut attempts = Attempts::default();
        let mut now = Duration::ZERO;
        let mut waits = Vec::new();
        for _ in 0..8 {
            attempts.begin(now);
            let mut hours = 0;
            while !due(1_000, attempts, now) {
                now += HOUR;
                hours += 1;
            }
            waits.push(hours);
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 24, 24, 24]);
        attempts.went_well();
        assert!(due(1_000, attempts, now));
    }

    /// T21
    #[test]
    fn a_wall_clock_that_jumps_costs_the_payer_one_question_an_hour_at_most() {
        let mut attempts = Attempts::default();
        assert!(due(-24 * 3_650, attempts, HOUR), "what lies in the future says nothing of its age");
        assert!(!due(0, attempts, HOUR));
        attempts.begin(HOUR);
        attempts.went_well();
        assert!(!due(24 * 3_650, attempts, HOUR + Duration::from_secs(3_599)));
        assert!(!due(-24 * 3_650, attempts, HOUR));
        assert!(due(24 * 3_650, attempts, 2 * HOUR));
    }

    #[test]
    fn nothing_is_asked_before_the_surroundings_have_been_good_for_two_minutes() {
        let minute = Duration::from_secs(60);
        let at = |minutes: u32| (minute * minutes, Timestamp::from_second(60 * i64::from(minutes)).unwrap());
        for bad in [
            Surroundings { is_online: false, ..GOOD },
            Surroundings { is_metered: true, ..GOOD },
            Surroundings { saves_power: true, ..GOOD },
        ] {
            let mut settled = Settled::default();
            let mut look = |surroundings, minutes| {
                let (monotonic, wall) = at(minutes);
                settled.look(surroundings, monotonic, wall)
            };
            assert_eq!([look(GOOD, 0), look(GOOD, 1), look(GOOD, 2)], [false, false, true]);
            assert!(!look(bad, 3));
            assert_eq!([look(GOOD, 4), look(GOOD, 5), look(GOOD, 6)], [false, false, true]);
        }
    }

    #[test]
    fn a_computer_that_woke_takes_two_minutes_too() {
        let mut settled = Settled::default();
        let at = Timestamp::from_second;
        for (monotonic, wall, is_settled) in [
            (0, 0, false),
            (120, 120, true),
            (180, 9_000, false),
            (240, 9_060, false),
            (300, 9_120, true),
            (360, 4, true),
        ] {
            let now = Duration::from_secs(monotonic);
            assert_eq!(settled.look(GOOD, now, at(wall).unwrap()), is_settled, "{monotonic} {wall}");
        }
    }
}
