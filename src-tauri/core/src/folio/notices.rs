//! Says on the desktop that there is something to see, where the member asked for that and has not the app before them.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::{ToSpan as _, civil::Date, tz::TimeZone};

use crate::{
    ipc::{AppError, AppealReminder, Notices as Choice, SyncStatus},
    notices::{self, Notice},
    store::{ConnectionRecord, Store},
};

use super::{Folio, blocking, lock};

/// How many days before the last one a reminder begins, as on the screen (`reminders.ts`).
const REMIND_DAYS: i32 = 14;

/// How often an app that is left open looks whether a day is near.
const LOOKS_EVERY: Duration = Duration::from_secs(60 * 60);

/// How long the desktop may take. One that never answers is asked no more by its own door.
const PATIENCE: Duration = Duration::from_secs(6);

/// The day on which the member was last reminded: once a day is enough.
#[derive(Default)]
pub(super) struct Reminded(Mutex<Option<Date>>);

impl Folio {
    /// Whether something on this computer shows notices.
    pub async fn shows_notices(&self) -> Result<bool, AppError> {
        let host = Arc::clone(&self.host);
        Ok(in_time(move || host.shows_notices()).await)
    }

    /// Reminds the member of days that are near, every hour until the app ends: for one that is left open. Who has just
    /// opened it sees them there.
    pub async fn keep_reminding(self: Arc<Self>) {
        let folio = Arc::downgrade(&self);
        drop(self);
        loop {
            tokio::time::sleep(LOOKS_EVERY).await;
            match folio.upgrade() {
                Some(folio) => folio.remind().await,
                None => return,
            }
        }
    }

    /// Reminds the member of days that are near, once a day.
    pub async fn remind(&self) {
        let today = self.clock.now().to_zoned(TimeZone::system()).date();
        if self.settings().notices != Choice::On || *lock(&self.reminded.0) == Some(today) {
            return;
        }
        // Records that cannot be opened have a screen that says so.
        let Ok(reminders) = self.with_store(Store::appeal_reminders).await else { return };
        if is_any_near(&reminders, today) && self.notify(Notice::DayIsNear).await {
            *lock(&self.reminded.0) = Some(today);
        }
    }

    /// Says that a sync brought something new. What came with a connection's first sync is not.
    pub(super) async fn notify_of_sync(&self, record: &ConnectionRecord, last: &SyncStatus) {
        if record.last_updated.is_some() && last.new_claims.saturating_add(last.changed_claims) > 0 {
            self.notify(Notice::SomethingNew).await;
        }
    }

    /// Shows a notice where the member asked for them and the window is not in front; whether it was shown.
    async fn notify(&self, notice: Notice) -> bool {
        let settings = self.settings();
        if settings.notices != Choice::On {
            return false;
        }
        let language = notices::language(settings.language, settings.screen_language);
        let host = Arc::clone(&self.host);
        in_time(move || !host.is_in_front() && host.show_notice(notice, language)).await
    }
}

/// What the desktop answers; no, where it does not in time.
async fn in_time(ask: impl FnOnce() -> bool + Send + 'static) -> bool {
    matches!(tokio::time::timeout(PATIENCE, blocking(ask)).await, Ok(Ok(true)))
}

/// Whether a last day is near and not over.
fn is_any_near(reminders: &[AppealReminder], today: Date) -> bool {
    let Ok(until) = today.checked_add(REMIND_DAYS.days()) else { return false };
    reminders.iter().filter_map(|one| one.last_day.parse::<Date>().ok()).any(|day| (today..=until).contains(&day))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_near_for_two_weeks_and_until_it_is_over() {
        let last = |day: &str| AppealReminder { claim: 1, title: None, provider: None, last_day: day.to_owned() };
        let today = date(2026, 12, 20);
        for (day, is_near) in
            [("2026-12-19", false), ("2026-12-20", true), ("2027-01-03", true), ("2027-01-04", false), ("soon", false)]
        {
            assert_eq!(is_any_near(&[last(day)], today), is_near, "{day}");
        }
        assert!(is_any_near(&[last("2026-01-01"), last("2026-12-24")], today));
        assert!(!is_any_near(&[last("9999-12-31")], date(9999, 12, 31).yesterday().unwrap().saturating_sub(30.days())));
    }
}
