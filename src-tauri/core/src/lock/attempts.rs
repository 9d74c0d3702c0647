//! Wrong passphrases: each after the third makes the next try wait longer. None wipes anything.

use std::time::Duration;

/// Wrong ones that cost nothing but the try: people mistype.
const FREE: u32 = 3;

/// The longest wait.
const LONGEST: Duration = Duration::from_secs(60);

/// The wrong tries since the last right one. Times are monotonic.
#[derive(Debug, Default)]
pub struct Attempts {
    wrong: u32,
    not_before: Duration,
}

impl Attempts {
    /// After so many wrong ones, of which an earlier start of the app keeps the number: starting it again must not end the
    /// wait, so that it begins anew.
    #[must_use]
    pub fn after(wrong: u32, now: Duration) -> Self {
        let mut attempts = Self { wrong: wrong.saturating_sub(1), not_before: Duration::ZERO };
        if wrong > 0 {
            attempts.was_wrong(now);
        }
        attempts
    }

    /// How many there were since the last right one.
    #[must_use]
    pub fn wrong(&self) -> u32 {
        self.wrong
    }

    /// How long the next try has to wait; `None` where it need not.
    #[must_use]
    pub fn wait(&self, now: Duration) -> Option<Duration> {
        self.not_before.checked_sub(now).filter(|wait| !wait.is_zero())
    }

    /// A try was wrong: 2 seconds after the third, 4 after the fourth, and so on.
    pub fn was_wrong(&mut self, now: Duration) {
        self.wrong = self.wrong.saturating_add(1);
        if let Some(over) = self.wrong.checked_sub(FREE) {
            let wait = Duration::from_secs(2).saturating_mul(1 << over.min(6));
            self.not_before = now.saturating_add(wait.min(LONGEST));
        }
    }

    /// A try was right.
    pub fn was_right(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T30
    #[test]
    fn the_wait_grows_to_a_minute_and_ends_with_the_right_one() {
        let mut attempts = Attempts::default();
        let mut now = Duration::from_secs(5);
        let mut waits = Vec::new();
        for _ in 0..12 {
            attempts.was_wrong(now);
            let wait = attempts.wait(now);
            waits.push(wait.map_or(0, |wait| wait.as_secs()));
            now += wait.unwrap_or_default();
            assert_eq!(attempts.wait(now), None);
        }
        assert_eq!(waits, [0, 0, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60]);
        attempts.was_right();
        attempts.was_wrong(now);
        assert_eq!(attempts.wait(now), None);
    }

    /// T30
    #[test]
    fn the_wait_begins_anew_with_the_app() {
        let now = Duration::from_secs(5);
        for (wrong, wait) in [(0, None), (2, None), (3, Some(2)), (5, Some(8)), (u32::MAX, Some(60))] {
            let attempts = Attempts::after(wrong, now);
            assert_eq!((attempts.wrong(), attempts.wait(now)), (wrong, wait.map(Duration::from_secs)));
        }
    }
}
