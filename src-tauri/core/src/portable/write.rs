//! Streams a selection of the records into a file: one resource in memory at a time.

use std::{io::Write as _, path::Path};

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::{
    ipc::{CopyFormat, CopyLanguage},
    store::{Selection, Store, StoreError},
};

use super::{PrivateFile, SaveError, csv, fhir};

/// Why a copy was not made. Nothing is where it was to be.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The records could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The member stopped it.
    #[error("stopped")]
    Stopped,
}

impl From<std::io::Error> for CopyError {
    fn from(error: std::io::Error) -> Self {
        Self::Save(error.into())
    }
}

/// What is in a copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Claims.
    pub claims: u64,
    /// Everything else.
    pub others: u64,
    /// Bytes.
    pub bytes: u64,
}

/// What a copy is to be.
pub struct Order<'a> {
    /// Of what.
    pub selection: &'a Selection,
    /// In which form.
    pub format: CopyFormat,
    /// The language of a table's headings.
    pub language: CopyLanguage,
    /// When it is made.
    pub now: Timestamp,
}

/// Writes a copy. `advance` hears how much is done, and of how much.
///
/// # Errors
/// Each of [`CopyError`].
pub fn write(
    store: &Store,
    &Order { selection, format, language, now }: &Order<'_>,
    place: &Path,
    stop: &CancellationToken,
    mut advance: impl FnMut(u64, u64),
) -> Result<Written, CopyError> {
    let mut file = PrivateFile::create(place)?;
    let mut written = Written::default();
    let total = std::cell::Cell::new(0);
    let begin = |count| total.set(count);
    let mut put = |written: &mut Written, text: &str| -> Result<(), CopyError> {
        file.write_all(text.as_bytes())?;
        written.bytes += text.len() as u64;
        Ok(())
    };
    let mut each = |written: &mut Written| -> Result<(), CopyError> {
        let done = written.claims + written.others;
        advance(done, total.get().max(done));
        if stop.is_cancelled() { Err(CopyError::Stopped) } else { Ok(()) }
    };
    match format {
        CopyFormat::Csv => {
            put(&mut written, &csv::heading(language))?;
            store.tell_claims(selection, begin, |told| {
                put(&mut written, &csv::claim(&told, language))?;
                written.claims += 1;
                each(&mut written)
            })?;
        }
        CopyFormat::Ndjson | CopyFormat::Bundle => {
            let is_bundle = format == CopyFormat::Bundle;
            if is_bundle {
                put(&mut written, &fhir::bundle_begin(now))?;
            }
            store.give_out(selection, begin, |resource_type, raw| {
                if is_bundle {
                    let is_first = written.claims + written.others == 0;
                    put(&mut written, &fhir::bundle_entry(raw, is_first))?;
                } else {
                    put(&mut written, &fhir::on_one_line(raw))?;
                    put(&mut written, "\n")?;
                }
                match resource_type {
                    "ExplanationOfBenefit" => written.claims += 1,
                    _ => written.others += 1,
                }
                each(&mut written)
            })?;
            if is_bundle {
                put(&mut written, fhir::BUNDLE_END)?;
            }
        }
    }
    file.finish()?;
    Ok(written)
}
