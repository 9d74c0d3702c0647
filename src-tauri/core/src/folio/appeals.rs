//! What the plan did not pay, and what the member keeps of an appeal.

use crate::{
    claims::{
        self,
        denials::{self, Known},
    },
    fhir::json::{self, Value},
    ipc::{AppError, Appeal, AppealReminder, Denial, Explanation},
    store::{KeptClaim, Store},
};

use super::Folio;

/// Help with a claim that the plan did not pay.
pub(super) fn denial(
    kept: &KeptClaim,
    resource: &Value<'_>,
    explanation: &Explanation,
    appeal: Appeal,
) -> Option<Denial> {
    let known = Known {
        status: kept.row.status,
        person: kept.person_name.as_deref(),
        payer: &kept.payer_name,
        title: kept.row.title.as_deref(),
        provider: kept.row.provider.as_deref(),
        start: kept.row.start.as_deref(),
    };
    denials::of_claim(resource, explanation, known, appeal)
}

impl Folio {
    /// Keeps what the member entered on an appeal.
    pub async fn save_appeal(&self, id: i64, appeal: Appeal) -> Result<(), AppError> {
        self.with_store(move |store| {
            let kept = store.claim(id)?;
            let explanation = claims::explain(&json::parse(&kept.named).unwrap_or_default());
            let appeal = denials::kept_appeal(appeal);
            let last_day = denials::last_day(&explanation, &appeal);
            store.save_appeal(id, &appeal, last_day.as_deref())
        })
        .await
    }

    /// The deadlines that the member wants to be reminded of, the nearest first.
    pub async fn appeal_reminders(&self) -> Result<Vec<AppealReminder>, AppError> {
        self.with_store(Store::appeal_reminders).await
    }
}
