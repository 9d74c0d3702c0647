//! What a member keeps of an appeal. It is not from a payer: nothing but the member changes it, and it goes with its claim.

use rusqlite::{OptionalExtension as _, Row, params};

use super::{Store, StoreError, codes};
use crate::ipc::{Appeal, AppealReminder, AppealStatus};

impl Store {
    /// What is kept for a claim. Where the member did not yet say what kind of plan it is, what they last said for another
    /// claim of the same connection.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn appeal(&self, claim: i64) -> Result<Appeal, StoreError> {
        self.read(|reader| {
            let kept = reader
                .prepare_cached(
                    "SELECT plan, letter_date, status, status_date, note, remind FROM appeal WHERE claim = ?1",
                )?
                .query_row([claim], appeal)
                .optional()?;
            let mut kept = kept.unwrap_or_default();
            if kept.plan.is_none() {
                let plan: Option<i64> =
                    reader.prepare_cached(PLAN_OF_OTHERS)?.query_row([claim], |row| row.get(0)).optional()?;
                kept.plan = plan.and_then(codes::appeal_plan);
            }
            Ok(kept)
        })
    }

    /// Keeps it, with the last day that it comes to.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such claim.
    pub fn save_appeal(&self, claim: i64, appeal: &Appeal, last_day: Option<&str>) -> Result<(), StoreError> {
        self.write(|transaction| {
            let is_there: bool =
                transaction
                    .query_row("SELECT EXISTS (SELECT 1 FROM claim WHERE id = ?1)", [claim], |row| row.get(0))?;
            if !is_there {
                return Err(StoreError::NotFound);
            }
            transaction.execute(
                "INSERT OR REPLACE INTO appeal (claim, plan, letter_date, status, status_date, note, remind, last_day)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    claim,
                    appeal.plan.map(codes::appeal_plan_code),
                    appeal.letter_date,
                    codes::appeal_status_code(appeal.status),
                    appeal.status_date,
                    appeal.note,
                    appeal.remind,
                    last_day,
                ],
            )?;
            Ok(())
        })
    }

    /// The deadlines that the member wants to be reminded of, the nearest first: those of appeals that are not sent.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn appeal_reminders(&self) -> Result<Vec<AppealReminder>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(
                "SELECT claim.id, claim.title, claim.provider, appeal.last_day FROM appeal
                 JOIN claim ON claim.id = appeal.claim
                 WHERE appeal.remind = 1 AND appeal.status = ?1 AND appeal.last_day IS NOT NULL
                 ORDER BY appeal.last_day, claim.id",
            )?;
            let rows = statement.query_map([codes::appeal_status_code(AppealStatus::NotSent)], |row| {
                Ok(AppealReminder {
                    claim: row.get(0)?,
                    title: row.get(1)?,
                    provider: row.get(2)?,
                    last_day: row.get(3)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

fn appeal(row: &Row<'_>) -> rusqlite::Result<Appeal> {
    Ok(Appeal {
        plan: row.get::<_, Option<i64>>(0)?.and_then(codes::appeal_plan),
        letter_date: row.get(1)?,
        status: codes::appeal_status(row.get(2)?),
        status_date: row.get(3)?,
        note: row.get(4)?,
        remind: row.get(5)?,
    })
}

const PLAN_OF_OTHERS: &str = "
    SELECT appeal.plan FROM appeal
    JOIN resource ON resource.key = appeal.claim
    WHERE appeal.plan IS NOT NULL
      AND resource.connection = (SELECT connection FROM resource WHERE key = ?1)
    ORDER BY appeal.claim DESC LIMIT 1";
