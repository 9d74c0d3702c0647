//! How long to wait before a question is asked again.

use std::time::Duration;

/// Wait before the second try, without jitter.
const FIRST: Duration = Duration::from_millis(500);

/// Longest wait that is not asked for by the host.
const LONGEST: Duration = Duration::from_secs(30);

/// Longest wait that a host may ask for and that is waited out; with a longer one the sync ends for now.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Waiting, passed in, so that a test need not wait.
#[async_trait::async_trait]
pub trait Pause: Send + Sync + 'static {
    /// Comes back after `time`. Dropping it ends the wait at once.
    async fn pause(&self, time: Duration);
}

/// Waits on the runtime's timer.
#[derive(Debug, Clone, Copy, Default)]
pub struct TimerPause;

#[async_trait::async_trait]
impl Pause for TimerPause {
    async fn pause(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}

/// The wait before the try after `failed` failed ones: doubled each time up to half a minute, the upper half of it by
/// chance (`dice`, of the whole range of `u32`), so that many computers do not come back in step. What the host asks
/// for with `Retry-After` is a lower bound. `None` where the host asks for more than [`PATIENCE`].
#[must_use]
pub fn wait(failed: u32, retry_after: Option<Duration>, dice: u32) -> Option<Duration> {
    let asked = retry_after.unwrap_or_default();
    if asked > PATIENCE {
        return None;
    }
    let doubled = FIRST.saturating_mul(2_u32.saturating_pow(failed.saturating_sub(1))).min(LONGEST);
    let half = doubled / 2;
    let nanos = u64::try_from(half.as_nanos()).unwrap_or(u64::MAX);
    let chance = Duration::from_nanos(u64::try_from((u128::from(nanos) * u128::from(dice)) >> 32).unwrap_or(nanos));
    Some((half + chance).max(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_half_a_minute() {
        let seconds = |failed| wait(failed, None, u32::MAX).unwrap().as_millis().div_ceil(100);
        assert_eq!([1, 2, 3, 4, 7, 8, 1_000].map(seconds), [5, 10, 20, 40, 300, 300, 300]);
    }

    #[test]
    fn chance_moves_the_upper_half_only() {
        assert_eq!(wait(2, None, 0), Some(Duration::from_millis(500)));
        assert_eq!(wait(2, None, u32::MAX / 2).map(|wait| wait.as_millis()), Some(749));
    }

    #[test]
    fn what_the_host_asks_for_is_a_lower_bound() {
        assert_eq!(wait(1, Some(Duration::from_secs(7)), 0), Some(Duration::from_secs(7)));
        assert_eq!(wait(7, Some(Duration::from_secs(1)), 0), Some(Duration::from_secs(15)));
        assert_eq!(wait(1, Some(PATIENCE), 0), Some(PATIENCE));
        assert_eq!(wait(1, Some(PATIENCE + Duration::from_secs(1)), 0), None);
    }
}
