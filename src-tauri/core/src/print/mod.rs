//! Claims on paper: one claim, a list of claims, an appeal; and a dated copy of what a directory said. A pure function from what the screens get to the bytes of a
//! PDF; no clock, no disk, no window, and the same input gives the same bytes on every computer.
//!
//! | file | what it does |
//! | --- | --- |
//! | `bar`, `checks`, `history` | parts of a claim's paper |
//! | `claim`, `appeal`, `list`, `statement`, `care`, `recovery` | what each paper says: a [`document::Document`] from the [`ClaimDetail`], the list or the copy that the screen has |
//! | `words`, `speaker` | in which language |
//! | `text`, `typeface` | letters: made fit for paper, with their widths, broken into lines |
//! | `layout` | pages, and the order in which they are read aloud |
//! | `write` | the file: tagged, with language and title, PDF/UA-1 |
//!
//! No figure is worked out here. What the plan did not state is said to be so, and a sum says that the app added it up.
//! The file holds no name of the computer's user and no path.

mod appeal;
mod bar;
mod care;
mod checks;
mod claim;
mod document;
mod history;
mod layout;
mod list;
mod recovery;
mod speaker;
mod statement;
mod text;
mod typeface;
mod words;
mod write;

#[cfg(test)]
mod care_tests;
#[cfg(test)]
mod recovery_tests;
#[cfg(test)]
mod tests;

use thiserror::Error;

pub use care::Copied;
pub use list::{List, MOST_CLAIMS};
pub use statement::Statement;
pub use typeface::Typeface;

use self::document::Document;
use self::speaker::Speaker;
use crate::date::PartialDate;
use crate::ipc::{ClaimDetail, OtherClaimCheck, Paper, PrintOptions};

/// Thousandths, the unit of every length here.
const MILLI: i64 = 1000;

/// Why there is no paper.
#[derive(Debug, Error)]
pub enum Failure {
    /// The font cannot be read.
    #[error("the font cannot be read")]
    Font,
    /// The file would not be what it says it is.
    #[error("the file cannot be written")]
    Format,
    /// The paper says on which day it was made, and this is none.
    #[error("the day is none")]
    Today,
}

/// A connection that claims came by.
#[derive(Debug, Clone)]
pub struct Source {
    /// The payer's name.
    pub payer: String,
    /// The day records last came, where the member is: `YYYY-MM-DD`.
    pub updated: Option<String>,
}

/// One claim, with what other claims have in common with it. The days of its versions are days where the member is.
///
/// # Errors
/// [`Failure`].
pub fn claim(
    detail: &ClaimDetail,
    alike: &[OtherClaimCheck],
    sources: &[Source],
    options: &PrintOptions,
    typeface: &Typeface,
) -> Result<Vec<u8>, Failure> {
    let speaker = Speaker(options.language);
    paper(&claim::document(detail, alike, &foot(speaker, sources, options), speaker, options), options, typeface)
}

/// What a member needs to ask a plan to look again: what there is to know, the letter, and the claim. `None` where the
/// plan refused nothing.
///
/// # Errors
/// [`Failure`].
pub fn appeal(
    detail: &ClaimDetail,
    letter: &str,
    sources: &[Source],
    options: &PrintOptions,
    typeface: &Typeface,
) -> Result<Option<Vec<u8>>, Failure> {
    let speaker = Speaker(options.language);
    let Some(denial) = &detail.denial else { return Ok(None) };
    let foot = foot(speaker, sources, options);
    let document = appeal::document(detail, denial, letter, &foot, speaker, options);
    paper(&document, options, typeface).map(Some)
}

/// A list of claims with its sums.
///
/// # Errors
/// [`Failure`].
pub fn list(
    list: &List<'_>,
    sources: &[Source],
    options: &PrintOptions,
    typeface: &Typeface,
) -> Result<Vec<u8>, Failure> {
    let speaker = Speaker(options.language);
    paper(&list::document(list, &foot(speaker, sources, options), speaker, options), options, typeface)
}

/// A dated copy of what a public directory said.
///
/// # Errors
/// [`Failure`].
pub fn care(copied: &Copied<'_>, options: &PrintOptions, typeface: &Typeface) -> Result<Vec<u8>, Failure> {
    let speaker = Speaker(options.language);
    let foot = speaker.fill(words::MADE_COPY, &[&speaker.date(&options.today)]);
    paper(&care::document(copied, &foot, speaker, options), options, typeface)
}

/// What the member marked as paid.
///
/// # Errors
/// [`Failure`].
pub fn statement(
    of: &Statement<'_>,
    sources: &[Source],
    options: &PrintOptions,
    typeface: &Typeface,
) -> Result<Vec<u8>, Failure> {
    let speaker = Speaker(options.language);
    paper(&statement::document(of, &foot(speaker, sources, options), speaker, options), options, typeface)
}

/// The sheet of a recovery code.
///
/// # Errors
/// [`Failure`].
pub fn recovery(groups: &[String], options: &PrintOptions, typeface: &Typeface) -> Result<Vec<u8>, Failure> {
    let speaker = Speaker(options.language);
    let foot = speaker.fill(words::MADE_RECOVERY, &[&speaker.date(&options.today)]);
    paper(&recovery::document(groups, &foot, speaker, options), options, typeface)
}

fn foot(speaker: Speaker, sources: &[Source], options: &PrintOptions) -> String {
    let said: Vec<String> = sources
        .iter()
        .map(|source| match &source.updated {
            Some(day) => speaker.fill(words::UPDATED, &[&source.payer, &speaker.date(day)]),
            None => source.payer.clone(),
        })
        .collect();
    let made = speaker.fill(words::MADE, &[&speaker.date(&options.today), &said.join("; ")]);
    format!("{made} {}", speaker.say(words::NO_BILL))
}

fn paper(document: &Document, options: &PrintOptions, typeface: &Typeface) -> Result<Vec<u8>, Failure> {
    let today = PartialDate::parse(&options.today).ok_or(Failure::Today)?;
    let speaker = Speaker(options.language);
    let cuts = text::cuts(typeface)?;
    let layout = layout::lay_out(document, &cuts, |page, count| {
        speaker.fill(words::PAGE, &[&page.to_string(), &count.to_string()])
    });
    write::write(document, &layout, &cuts, today)
}
