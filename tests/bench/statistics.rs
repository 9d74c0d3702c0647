//! Orders of values.

use std::time::{Duration, Instant};

/// Times of one thing.
#[derive(Debug, Default, Clone)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Does it once more. What it made is dropped after the clock was read.
    pub(crate) fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let made = work();
        self.0.push(begun.elapsed());
        made
    }

    /// Adds a time that was taken elsewhere.
    pub(crate) fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Adds others.
    pub(crate) fn append(&mut self, others: &Self) {
        self.0.extend(&others.0);
    }

    /// These times in order of their coming.
    pub(crate) fn slice(&self, range: std::ops::Range<usize>) -> Self {
        Self(self.0.get(range).unwrap_or_default().to_vec())
    }

    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The middle one, in milliseconds.
    pub(crate) fn median(&self) -> f64 {
        self.at(50)
    }

    /// Of a hundred, 95 are as short; in milliseconds.
    pub(crate) fn p95(&self) -> f64 {
        self.at(95)
    }

    /// In milliseconds.
    pub(crate) fn mean(&self) -> f64 {
        milliseconds(self.0.iter().sum()) / self.len().max(1) as f64
    }

    fn at(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        sorted.get(place).copied().map_or(f64::NAN, milliseconds)
    }
}

/// The middle one of some numbers.
pub(crate) fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}

/// A time as a number.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
