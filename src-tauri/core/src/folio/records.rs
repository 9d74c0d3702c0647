//! What the screens ask for.

use serde_json::Value;

use crate::{
    claims::{
        self, alike,
        changes::{self, Reading},
        telephones,
    },
    fhir::json,
    ipc::{
        AppError, ClaimDetail, ClaimFilter, ClaimRow, ClaimsOutline, ClaimsPage, CoverageCard, Event, LeftOutReason,
        OtherClaimCheck, Person, PlanYear, Spending, SpendingNames, SpendingQuery, SpendingYear, Timeline,
        TimelineQuery, WhatsNew,
    },
    store::{Store, StoreError},
};

use super::Folio;

/// The longest stretch of a list that one question may ask for.
const LONGEST_STRETCH: u64 = 500;

impl Folio {
    /// Everybody whose claims or records are here.
    pub async fn people(&self) -> Result<Vec<Person>, AppError> {
        self.with_store(Store::people).await
    }

    /// Every coverage.
    pub async fn coverage(&self) -> Result<Vec<CoverageCard>, AppError> {
        self.with_store(Store::coverage).await
    }

    /// The months and sums of a list.
    pub async fn claims_outline(&self, filter: ClaimFilter) -> Result<ClaimsOutline, AppError> {
        self.with_store(move |store| store.claims_outline(&filter)).await
    }

    /// A stretch of a list.
    pub async fn claims_page(&self, filter: ClaimFilter, offset: u64, limit: u64) -> Result<ClaimsPage, AppError> {
        self.with_store(move |store| store.claims_page(&filter, offset, limit.min(LONGEST_STRETCH))).await
    }

    /// One claim, whole.
    pub async fn claim(&self, id: i64) -> Result<ClaimDetail, AppError> {
        self.with_store(move |store| whole_claim(store, id)).await
    }

    /// What a claim has in common with others of the same person, provider and day.
    pub async fn claim_alike(&self, id: i64) -> Result<Vec<OtherClaimCheck>, AppError> {
        self.with_store(move |store| {
            let own = store.claim(id)?;
            let others = store.beside(id)?.into_iter().map(|id| store.claim(id)).collect::<Result<Vec<_>, _>>()?;
            let resource = json::parse(&own.named).unwrap_or_default();
            let resources: Vec<_> = others.iter().map(|one| json::parse(&one.named).unwrap_or_default()).collect();
            let others: Vec<_> = others
                .iter()
                .zip(&resources)
                .map(|(kept, resource)| alike::Kept { row: &kept.row, resource })
                .collect();
            Ok(alike::with_others(alike::Kept { row: &own.row, resource: &resource }, &others))
        })
        .await
    }

    /// What the plan sent for one claim, laid out for reading; every value as it came.
    pub async fn claim_source(&self, id: i64) -> Result<String, AppError> {
        self.with_store(move |store| {
            let raw = store.claim(id)?.raw;
            let laid_out = serde_json::from_str::<Value>(&raw).and_then(|value| serde_json::to_string_pretty(&value));
            Ok(laid_out.unwrap_or(raw))
        })
        .await
    }

    /// What came or changed since everything was last marked as seen.
    pub async fn whats_new(&self) -> Result<WhatsNew, AppError> {
        self.with_store(Store::whats_new).await
    }

    /// How far along each plan is in the year that `on` is in, a day as `YYYY-MM-DD`.
    pub async fn accumulators(&self, on: String) -> Result<Vec<PlanYear>, AppError> {
        self.with_store(move |store| store.accumulators(&on)).await
    }

    /// Forgets the marks "new" and "changed".
    pub async fn mark_seen(&self) -> Result<(), AppError> {
        self.with_store(Store::mark_seen).await?;
        self.host.tell(Event::RecordsChanged(()));
        Ok(())
    }

    /// The calendar years and plan years that can be looked at.
    pub async fn spending_years(&self) -> Result<Vec<SpendingYear>, AppError> {
        self.with_store(Store::spending_years).await
    }

    /// What a stretch of time came to.
    pub async fn spending(&self, query: SpendingQuery) -> Result<Spending, AppError> {
        self.with_store(move |store| store.spending(&query)).await
    }

    /// The same by provider and by prescription.
    pub async fn spending_names(&self, query: SpendingQuery) -> Result<SpendingNames, AppError> {
        self.with_store(move |store| store.spending_names(&query)).await
    }

    /// The claims that are left out of these sums for one reason.
    pub async fn spending_left_out(&self, query: SpendingQuery, why: LeftOutReason) -> Result<Vec<ClaimRow>, AppError> {
        self.with_store(move |store| store.spending_left_out(&query, why)).await
    }

    /// The timeline.
    pub async fn timeline(&self, query: TimelineQuery) -> Result<Timeline, AppError> {
        self.with_store(move |store| store.timeline(&query)).await
    }
}

/// One claim with everything that a screen or a paper says of it.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no claim of this id.
pub fn whole_claim(store: &Store, id: i64) -> Result<ClaimDetail, StoreError> {
    let kept = store.claim(id)?;
    // Kept JSON was valid when it came; should it not be, the row still says what is known.
    let resource = json::parse(&kept.named).unwrap_or_default();
    let explanation = claims::explain(&resource);
    let kept_party = |kind: &str, party: &str| {
        let raw = store.beside_claim(id, kind, party).ok().flatten()?;
        telephones::of_party(&json::parse(&raw)?)
    };
    let telephones = telephones::of_claim(&resource, &kept_party);
    let denial = super::appeals::denial(&kept, &resource, &explanation, store.appeal(id)?);
    let mut versions = kept.versions;
    let texts = kept.earlier.iter().chain([&kept.raw]);
    let readings: Vec<Reading> = texts.map(|text| Reading::of(&json::parse(text).unwrap_or_default())).collect();
    for (version, pair) in versions.iter_mut().skip(1).zip(readings.windows(2)) {
        if let [before, after] = pair {
            version.changes = changes::between(before, after);
        }
    }
    Ok(ClaimDetail {
        row: kept.row,
        person_name: kept.person_name,
        payer_name: kept.payer_name,
        from_file: kept.from_file,
        explanation,
        replaces: kept.replaces,
        replaced_by: kept.replaced_by,
        versions,
        denial,
        telephones,
    })
}
