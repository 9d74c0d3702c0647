//! Claims and dated copies on paper, saved in the member's own folders.

use std::path::Path;

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    ipc::{AppError, ClaimFilter, ClaimRow, ClaimsOutline, LedgerQuery, PrintOptions},
    portable::{FileKind, write_private},
    print::{self, Copied, Failure, List, MOST_CLAIMS, Source, Statement, Typeface},
    store::{Store, StoreError},
};

use super::{Folio, blocking, error};

/// How many claims are read at a time.
const STRETCH: u64 = 500;

/// How often a list is read again that changes while it is read.
const READINGS: u32 = 5;

impl Folio {
    /// Saves one claim as a PDF where the member says; the file's name, or `None` where they think better of it.
    pub async fn save_claim_paper(
        &self,
        id: i64,
        options: PrintOptions,
        typeface: &Typeface,
    ) -> Result<Option<String>, AppError> {
        let mut detail = self.claim(id).await?;
        let alike = self.claim_alike(id).await?;
        for version in &mut detail.versions {
            version.seen_at = local_day(&version.seen_at).unwrap_or_default();
        }
        let sources = self.sources(Some(detail.row.person.as_deref().unwrap_or_default()), &detail.payer_name).await?;
        let typeface = typeface.clone();
        self.save_paper("claimfolio-claim", options, move |options| {
            print::claim(&detail, &alike, &sources, options, &typeface)
        })
        .await
    }

    /// Saves what is needed to ask the plan to look again at a claim, with the letter as the member filled it in.
    pub async fn save_appeal_paper(
        &self,
        id: i64,
        letter: String,
        options: PrintOptions,
        typeface: &Typeface,
    ) -> Result<Option<String>, AppError> {
        let detail = self.claim(id).await?;
        if detail.denial.is_none() {
            return Err(error::not_found());
        }
        let sources = self.sources(Some(detail.row.person.as_deref().unwrap_or_default()), &detail.payer_name).await?;
        let typeface = typeface.clone();
        self.save_paper("claimfolio-appeal", options, move |options| {
            print::appeal(&detail, &letter, &sources, options, &typeface).map(Option::unwrap_or_default)
        })
        .await
    }

    /// Saves a list of claims with its sums.
    pub async fn save_claims_paper(
        &self,
        filter: ClaimFilter,
        options: PrintOptions,
        typeface: &Typeface,
    ) -> Result<Option<String>, AppError> {
        let wanted = filter.clone();
        let (list, people) = self.with_store(move |store| Ok((whole(store, &wanted)?, store.people()?))).await?;
        let (outline, rows) = match list {
            Whole::Read(outline, rows) => (outline, rows),
            Whole::TooLong => return Err(error::too_many_for_paper()),
            Whole::Changing => return Err(error::unexpected("the list changes while it is read")),
        };
        let sources = self.sources(filter.person.as_deref(), "").await?;
        let typeface = typeface.clone();
        self.save_paper("claimfolio-claims", options, move |options| {
            let list = List { filter: &filter, outline: &outline, rows: &rows, people: &people };
            print::list(&list, &sources, options, &typeface)
        })
        .await
    }

    /// Saves a dated copy of what a directory said. Nothing is asked of the directory: the copy has it all.
    pub async fn save_care_paper(
        &self,
        id: i64,
        options: PrintOptions,
        typeface: &Typeface,
    ) -> Result<Option<String>, AppError> {
        let copy = self.care_copy(id).await?;
        let taken: Timestamp = copy.taken_at.parse().map_err(|_| error::unexpected("a copy has no time"))?;
        let taken = taken.to_zoned(TimeZone::system());
        let typeface = typeface.clone();
        self.save_paper("claimfolio-directory", options, move |options| {
            let (day, time, offset) = (taken.date(), taken.strftime("%H:%M"), taken.strftime("%:z"));
            let (day, time, offset) = (day.to_string(), time.to_string(), offset.to_string());
            print::care(&Copied { copy: &copy, day: &day, time: &time, offset: &offset }, options, &typeface)
        })
        .await
    }

    /// Saves what the member marked as paid in a year, or ever.
    pub async fn save_statement_paper(
        &self,
        query: LedgerQuery,
        options: PrintOptions,
        typeface: &Typeface,
    ) -> Result<Option<String>, AppError> {
        let wanted = query.clone();
        let (ledger, people) = self.with_store(move |store| Ok((store.ledger(&wanted)?, store.people()?))).await?;
        let sources = self.sources(query.person.as_deref(), "").await?;
        let typeface = typeface.clone();
        self.save_paper("claimfolio-payments", options, move |options| {
            let (year, person) = (query.year.as_deref(), query.person.as_deref());
            let statement = Statement { year, person, ledger: &ledger, people: &people };
            print::statement(&statement, &sources, options, &typeface)
        })
        .await
    }

    /// The connections that claims came by: that of a person where one is named, else all. `otherwise` names the payer
    /// where the connection cannot be told.
    async fn sources(&self, person: Option<&str>, otherwise: &str) -> Result<Vec<Source>, AppError> {
        let connections = self.connections().await?;
        // A person's id begins with the connection's.
        let own = person.and_then(|person| person.split_once('/')).map(|(connection, _)| connection.to_owned());
        let sources: Vec<Source> = connections
            .into_iter()
            .filter(|connection| match (person, &own) {
                (None, _) => true,
                (Some(_), Some(own)) => connection.id == *own,
                (Some(_), None) => connection.payer_name == otherwise,
            })
            .map(|connection| Source {
                payer: connection.payer_name,
                updated: connection.last_updated.as_deref().and_then(local_day),
            })
            .collect();
        Ok(if sources.is_empty() && !otherwise.is_empty() {
            vec![Source { payer: otherwise.to_owned(), updated: None }]
        } else {
            sources
        })
    }

    /// Asks where to, then makes the paper and writes it. Its name says nothing about health: it is seen where the file
    /// lies.
    async fn save_paper(
        &self,
        stem: &str,
        options: PrintOptions,
        make: impl FnOnce(&PrintOptions) -> Result<Vec<u8>, Failure> + Send + 'static,
    ) -> Result<Option<String>, AppError> {
        let day: String =
            options.today.chars().filter(|letter| letter.is_ascii_digit() || *letter == '-').take(10).collect();
        let name = format!("{stem}-{day}.pdf");
        let Some(place) = self.place_for(&name, FileKind::Pdf).await? else { return Ok(None) };
        let file = file_name(&place);
        blocking(move || {
            let bytes = make(&options)?;
            write_private(&place, &bytes)?;
            Ok::<(), AppError>(())
        })
        .await??;
        Ok(Some(file))
    }
}

/// A list from its first claim to its last.
enum Whole {
    /// As of one moment.
    Read(Box<ClaimsOutline>, Vec<ClaimRow>),
    /// Too long for paper.
    TooLong,
    /// Each time it was read it had become another.
    Changing,
}

fn whole(store: &Store, filter: &ClaimFilter) -> Result<Whole, StoreError> {
    let mut outline = store.claims_outline(filter)?;
    for _ in 0..READINGS {
        let count: u64 = outline.months.iter().map(|month| month.claims).sum();
        if count > MOST_CLAIMS {
            return Ok(Whole::TooLong);
        }
        let mut rows = Vec::new();
        loop {
            let offset = u64::try_from(rows.len()).unwrap_or(u64::MAX);
            let page = store.claims_page(filter, offset, STRETCH)?.rows;
            if page.is_empty() {
                break;
            }
            rows.extend(page);
        }
        // A sync may have brought something in between: sums and claims have to be of one moment.
        let after = store.claims_outline(filter)?;
        if after == outline && u64::try_from(rows.len()).is_ok_and(|read| read == count) {
            return Ok(Whole::Read(Box::new(outline), rows));
        }
        outline = after;
    }
    Ok(Whole::Changing)
}

/// The day of an instant where the member is.
fn local_day(instant: &str) -> Option<String> {
    let instant: Timestamp = instant.parse().ok()?;
    Some(instant.to_zoned(TimeZone::system()).date().to_string())
}

fn file_name(place: &Path) -> String {
    place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
