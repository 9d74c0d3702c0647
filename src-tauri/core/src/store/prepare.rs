//! The work on a resource that needs no lock: reading, projecting, compressing.

use std::thread;

use serde_json::Value;

use crate::{claims::Summary, ipc::Money};

use super::{
    Projector, StoreError, amount, care_day, codes, search_text,
    views::{self, CoverageView, PatientView, Reference},
};

/// The type of claims.
pub(super) const CLAIM: &str = "ExplanationOfBenefit";

/// A level more costs as much time as everything else that is done to a claim, for a tenth less room.
const ZSTD_LEVEL: i32 = 1;

/// Reading claims is most of the work of keeping them, and each is read by itself; more threads than these would wait for
/// the one that writes.
const MOST_THREADS: usize = 4;
/// Fewer resources than these are not worth a thread.
const SMALLEST_SHARE: usize = 8;

/// Resources are compressed one by one with the same working memory.
struct Compressor(zstd::bulk::Compressor<'static>);

impl Compressor {
    fn new() -> Result<Self, StoreError> {
        Ok(Self(zstd::bulk::Compressor::new(ZSTD_LEVEL)?))
    }

    fn compress(&mut self, raw: &str) -> Result<Vec<u8>, StoreError> {
        Ok(self.0.compress(raw.as_bytes())?)
    }
}

/// The text of a stored resource.
pub(super) fn decompress(body: &[u8], length: i64) -> Result<String, StoreError> {
    let length = usize::try_from(length).map_err(|_| StoreError::Corrupt)?;
    let bytes = zstd::bulk::decompress(body, length).map_err(|_| StoreError::Corrupt)?;
    String::from_utf8(bytes).map_err(|_| StoreError::Corrupt)
}

/// Reads a resource. One that is nested too deep to be read (T14) is kept all the same, and says nothing.
pub(super) fn parse(raw: &str) -> Value {
    serde_json::from_str(raw).unwrap_or(Value::Null)
}

/// A resource made ready to be written.
pub(super) struct Prepared {
    pub(super) body: Vec<u8>,
    pub(super) projection: Projection,
}

/// What screens need of a resource.
pub(super) struct Projection {
    pub(super) view: View,
    pub(super) references: Vec<Reference>,
}

/// What screens need of a resource, by type.
pub(super) enum View {
    Claim(Box<ClaimView>),
    Patient(PatientView),
    Coverage(Box<CoverageView>),
    Other,
}

/// A claim in the form of its row.
pub(super) struct ClaimView {
    pub(super) summary: Summary,
    pub(super) care_day: i64,
    pub(super) kind: i64,
    pub(super) own_status: i64,
    pub(super) currency: String,
    /// Scaled: billed, discount, paid, owed.
    pub(super) amounts: [Option<i64>; 4],
    pub(super) apart: bool,
    pub(super) text: String,
}

/// Does all the work on some resources, each given by its type and text, on as many threads as pay.
pub(super) fn prepare_all<T: Sync>(
    resources: &[T],
    text: impl Fn(&T) -> (&str, &str) + Sync,
    project: Projector,
) -> Result<Vec<Prepared>, StoreError> {
    let prepare_some = |resources: &[T]| -> Result<Vec<Prepared>, StoreError> {
        let mut compressor = Compressor::new()?;
        resources.iter().map(&text).map(|(of_type, raw)| prepare(of_type, raw, &mut compressor, project)).collect()
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let share = resources.len().div_ceil(threads).max(SMALLEST_SHARE);
    let Some((own, others)) = resources.split_at_checked(share) else { return prepare_some(resources) };
    thread::scope(|scope| {
        let others: Vec<_> = others.chunks(share).map(|some| scope.spawn(|| prepare_some(some))).collect();
        let mut prepared = prepare_some(own)?;
        for other in others {
            prepared.append(&mut other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(prepared)
    })
}

fn prepare(
    resource_type: &str,
    raw: &str,
    compressor: &mut Compressor,
    project: Projector,
) -> Result<Prepared, StoreError> {
    let resource = parse(raw);
    Ok(Prepared { body: compressor.compress(raw)?, projection: projection(resource_type, &resource, project) })
}

/// What screens need of a resource.
pub(super) fn projection(resource_type: &str, resource: &Value, project: Projector) -> Projection {
    let patient = |id: &String| ("Patient".to_owned(), id.clone(), None);
    match resource_type {
        CLAIM => {
            let mut summary = project(resource);
            let mut references = std::mem::take(&mut summary.references);
            references.extend(summary.patient.as_ref().map(patient));
            Projection { view: View::Claim(Box::new(claim_view(summary))), references }
        }
        "Patient" => Projection { view: View::Patient(views::patient(resource)), references: Vec::new() },
        "Coverage" => {
            let view = views::coverage(resource);
            let people = view.beneficiary.iter().chain(&view.subscriber).map(patient);
            let references = people.chain(view.payor.clone()).collect();
            Projection { view: View::Coverage(Box::new(view)), references }
        }
        _ => Projection { view: View::Other, references: Vec::new() },
    }
}

fn claim_view(mut summary: Summary) -> ClaimView {
    let figures = [&summary.billed, &summary.discount, &summary.plan_paid, &summary.you_owe];
    // What the member owes decides which currency the others are compared with.
    let currency = figures.iter().rev().find_map(|figure| figure.as_ref()).map_or("", currency).to_owned();
    let scaled = |money: &Money| (self::currency(money) == currency).then(|| amount::scaled(&money.amount)).flatten();
    let amounts = figures.map(|figure| figure.as_ref().and_then(scaled));
    let apart = figures.iter().zip(&amounts).any(|(figure, amount)| figure.is_some() && amount.is_none());
    let words = std::mem::take(&mut summary.words);
    let text =
        search_text::text(words.iter().chain(summary.title.iter()).chain(summary.provider.iter()).map(String::as_str));
    ClaimView {
        care_day: care_day::care_day(summary.start.as_deref()),
        kind: codes::claim_kind_code(summary.kind),
        own_status: codes::claim_status_code(summary.status),
        currency,
        amounts,
        apart,
        text,
        summary,
    }
}

/// The currency of an amount; empty where the payer stated none.
fn currency(money: &Money) -> &str {
    money.currency.as_deref().unwrap_or("")
}
