//! The work on a resource that needs no lock: reading, projecting, compressing.

use std::{num::NonZero, thread};

use crate::{
    claims::Summary,
    fhir::{
        json::{self, Node, Value},
        patient::{self, PatientFacts},
        reference::is_urn,
    },
    ipc::Money,
    records::{self, RecordSummary},
};

use super::{
    Projector, StoreError, amount,
    body::{Compressor, Dictionary},
    care_day, codes,
    digest::{self, Digest},
    search_text,
    views::{CoverageView, Referred},
};

/// The type of claims.
pub(super) const CLAIM: &str = "ExplanationOfBenefit";

/// What `claim.balances` multiplies the day by; every shape is below it.
pub(super) const SHAPES: i64 = 1 << 16;

/// Does the work on one resource after the other, with the same working memory.
struct Preparer<'a> {
    compressor: Compressor<'a>,
    project: Projector,
}

impl Preparer<'_> {
    fn new(dictionary: Option<&Dictionary>, project: Projector) -> Result<Self, StoreError> {
        Ok(Self { compressor: Compressor::new(dictionary)?, project })
    }

    /// Does all the work on a resource.
    fn prepare(&mut self, resource_type: &str, raw: &str) -> Result<Prepared, StoreError> {
        Ok(Prepared {
            digest: digest::of_bytes(raw),
            body: self.compressor.compress(raw)?,
            projection: projection(resource_type, &parse(raw), self.project),
        })
    }
}

/// Resources that are worth a thread, and threads at most.
const SHARE: usize = 24;
const MOST_THREADS: usize = 4;

/// Does the work on many resources, in their order, on several processors where there are many.
pub(super) fn prepare_all<T: Sync>(
    resources: &[T],
    type_and_raw: impl Fn(&T) -> (&str, &str) + Copy + Send,
    dictionary: Option<&Dictionary>,
    project: Projector,
) -> Result<Vec<Prepared>, StoreError> {
    let work = move |resources: &[T]| -> Result<Vec<Prepared>, StoreError> {
        let mut preparer = Preparer::new(dictionary, project)?;
        let resources = resources.iter().map(type_and_raw);
        resources.map(|(resource_type, raw)| preparer.prepare(resource_type, raw)).collect()
    };
    let processors = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    let share = resources.len().div_ceil(processors).max(SHARE);
    if resources.len() <= share {
        return work(resources);
    }
    thread::scope(|scope| {
        let threads: Vec<_> = resources.chunks(share).map(|share| scope.spawn(move || work(share))).collect();
        let mut prepared = Vec::with_capacity(resources.len());
        for thread in threads {
            prepared.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(prepared)
    })
}

/// Reads a resource. One that is nested too deep to be read (T14) is kept all the same, and says nothing.
pub(super) fn parse(raw: &str) -> Vec<Node<'_>> {
    json::parse(raw).unwrap_or_default()
}

/// A resource made ready to be written.
pub(super) struct Prepared {
    pub(super) digest: Digest,
    pub(super) body: Vec<u8>,
    pub(super) projection: Projection,
}

/// What screens need of a resource.
pub(super) struct Projection {
    pub(super) view: View,
    pub(super) references: Vec<Referred>,
}

/// What screens need of a resource, by type.
pub(super) enum View {
    Claim(Box<ClaimView>),
    Patient(PatientFacts),
    Coverage(Box<CoverageView>),
    Record(Box<RecordView>),
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
    /// What goes to the deductible, scaled.
    pub(super) deductible: Option<i64>,
    pub(super) apart: bool,
    /// Which of a year's balances it states, and of which day; 0 for none.
    pub(super) balances: i64,
    pub(super) text: String,
}

/// A health record in the form of its row.
pub(super) struct RecordView {
    pub(super) summary: RecordSummary,
    pub(super) kind: i64,
    pub(super) standing: i64,
    pub(super) care_day: i64,
    pub(super) last_day: i64,
    pub(super) text: String,
}

/// What screens need of a resource.
pub(super) fn projection(resource_type: &str, resource: &Value, project: Projector) -> Projection {
    match resource_type {
        CLAIM => {
            let mut summary = project(resource);
            let mut references = std::mem::take(&mut summary.references);
            references.extend(to_patient(&summary.patient));
            Projection { view: View::Claim(Box::new(claim_view(summary))), references }
        }
        "Patient" => Projection { view: View::Patient(patient::read(resource)), references: Vec::new() },
        "Coverage" => {
            let view = CoverageView::of(resource);
            let references = view.references().collect();
            Projection { view: View::Coverage(Box::new(view)), references }
        }
        other => match records::kind_of(other) {
            Some(kind) => {
                let summary = records::summarise(kind, resource);
                let references = to_patient(&summary.patient).collect();
                Projection {
                    view: View::Record(Box::new(record_view(codes::record_kind_code(kind), summary))),
                    references,
                }
            }
            None => Projection { view: View::Other, references: Vec::new() },
        },
    }
}

/// A patient as something that is referred to. Whoever is called by a name inside a Bundle cannot be asked for.
fn to_patient(patient: &Option<String>) -> impl Iterator<Item = Referred> {
    patient.iter().filter(|id| !is_urn(id)).map(|id| ("Patient".to_owned(), id.clone(), None))
}

fn claim_view(mut summary: Summary) -> ClaimView {
    let figures = [&summary.billed, &summary.discount, &summary.plan_paid, &summary.you_owe];
    // What the member owes decides which currency the others are compared with.
    let currency = figures.iter().rev().find_map(|figure| figure.as_ref()).map_or("", currency).to_owned();
    let scaled = |money: &Money| (self::currency(money) == currency).then(|| amount::scaled(&money.amount)).flatten();
    let amounts = figures.map(|figure| figure.as_ref().and_then(scaled));
    let deductible = summary.deductible.as_ref().and_then(scaled);
    let apart = figures.iter().zip(&amounts).any(|(figure, amount)| figure.is_some() && amount.is_none())
        || (summary.deductible.is_some() && deductible.is_none());
    let balances = summary
        .balances
        .as_ref()
        .map_or(0, |stated| care_day::care_day(stated.day.as_deref()) * SHAPES + i64::from(stated.shape));
    let words = std::mem::take(&mut summary.words);
    let text =
        search_text::text(words.iter().chain(summary.title.iter()).chain(summary.provider.iter()).map(String::as_str));
    ClaimView {
        care_day: care_day::care_day(summary.start.as_deref()),
        kind: codes::claim_kind_code(summary.kind),
        own_status: codes::claim_status_code(summary.status),
        currency,
        amounts,
        deductible,
        apart,
        balances,
        text,
        summary,
    }
}

fn record_view(kind: i64, mut summary: RecordSummary) -> RecordView {
    let words = std::mem::take(&mut summary.words);
    let care_day = care_day::care_day(summary.start.as_deref());
    RecordView {
        kind,
        standing: codes::record_standing_code(summary.standing),
        care_day,
        last_day: care_day::care_day(summary.end.as_deref()).max(care_day),
        text: search_text::text(words.iter().map(String::as_str)),
        summary,
    }
}

/// The currency of an amount; empty where the payer stated none.
fn currency(money: &Money) -> &str {
    money.currency.as_deref().unwrap_or("")
}
