//! Copies of the records in the member's own folders.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::tz::TimeZone;
use tokio_util::sync::CancellationToken;

use crate::{
    ipc::{AppError, CopyFormat, CopyLanguage, CopyProgress, CopySaved, CopyWhat, Event},
    portable::{self, CopyError, FileKind},
    store::Selection,
};

use super::{Folio, blocking, error, lock};

/// How often the window is told how far a copy is.
pub(super) const TOLD_EVERY: Duration = Duration::from_millis(100);

/// The copy that is being written: cancelled by the member.
#[derive(Default)]
pub(super) struct Copying(Mutex<CancellationToken>);

impl Folio {
    /// Asks where a copy is to be saved, and writes it; `None` where the member thinks better of it, before or while it is
    /// written. One that stops half way leaves nothing.
    pub async fn save_copy(
        self: &Arc<Self>,
        what: CopyWhat,
        format: CopyFormat,
        language: CopyLanguage,
    ) -> Result<Option<CopySaved>, AppError> {
        self.store().await?;
        let now = self.clock.now();
        let (kind, ending) = match format {
            CopyFormat::Csv => (FileKind::Csv, "csv"),
            CopyFormat::Ndjson => (FileKind::Ndjson, "ndjson"),
            CopyFormat::Bundle => (FileKind::Json, "json"),
        };
        let stem = match what {
            CopyWhat::Claim { .. } => "claimfolio-claim",
            CopyWhat::Claims { .. } => "claimfolio-claims",
            CopyWhat::Connection { .. } | CopyWhat::Everything => "claimfolio",
        };
        // The name says nothing about health: it is seen where the file lies.
        let day = now.to_zoned(TimeZone::system()).date();
        let Some(place) = self.place_for(&format!("{stem}-{day}.{ending}"), kind).await? else { return Ok(None) };
        // Not held while the member thinks: the app may be locked meanwhile.
        let store = self.store().await?;
        let stop = self.begin_copy();
        let selection = match what {
            CopyWhat::Claim { id } => Selection::Claim(id),
            CopyWhat::Claims { filter } => Selection::Claims(filter),
            CopyWhat::Connection { id } => Selection::Connection(id),
            CopyWhat::Everything => Selection::Everything,
        };
        let file = name_of(&place);
        let advance = self.copy_progress();
        let written = blocking(move || {
            let order = portable::Order { selection: &selection, format, language, now };
            portable::write(&store, &order, &place, &stop, advance)
        })
        .await?;
        match written {
            Ok(written) => {
                Ok(Some(CopySaved { file, claims: written.claims, others: written.others, bytes: written.bytes }))
            }
            Err(CopyError::Stopped) => Ok(None),
            Err(CopyError::Store(problem)) => Err(problem.into()),
            Err(CopyError::Save(problem)) => Err(problem.into()),
        }
    }

    /// Asks where something is to be saved; `None` where the member thinks better of it. The system's dialog stays open when
    /// the app locks, and whoever answers it then may be somebody else: nothing is saved (T30).
    ///
    /// # Errors
    /// That the app is locked.
    pub(super) async fn place_for(&self, name: &str, kind: FileKind) -> Result<Option<PathBuf>, AppError> {
        let place = self.host.save_as(name, kind).await;
        if self.lock.is_on() { Err(error::locked()) } else { Ok(place) }
    }

    /// What the member cancels the copy by that is begun now.
    pub(super) fn begin_copy(&self) -> CancellationToken {
        let stop = CancellationToken::new();
        *lock(&self.copying.0) = stop.clone();
        stop
    }

    /// Stops the copy that is being written, where there is one.
    pub fn stop_copy(&self) {
        lock(&self.copying.0).cancel();
    }

    /// Tells how far a copy is, and of how much, as often as it is worth telling.
    pub(super) fn copy_progress(self: &Arc<Self>) -> impl FnMut(u64, u64) + Send + use<> {
        let folio = Arc::clone(self);
        let mut told = None;
        move |done, total| {
            if folio.is_time(&mut told) {
                folio.host.tell(Event::Copy(CopyProgress { done, total }));
            }
        }
    }

    /// Whether it is time to tell how far something is; `told` is when it was told last, in monotonic time.
    pub(super) fn is_time(&self, told: &mut Option<Duration>) -> bool {
        let now = self.clock.monotonic();
        let is_time = told.is_none_or(|told| now.saturating_sub(told) >= TOLD_EVERY);
        if is_time {
            *told = Some(now);
        }
        is_time
    }
}

/// A file's name without its folder.
pub(super) fn name_of(place: &Path) -> String {
    place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
