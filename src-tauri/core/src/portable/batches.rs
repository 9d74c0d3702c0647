//! Files as the store takes them in: read on a thread of its own, a few batches ahead.

use std::{
    collections::BTreeMap,
    fs::File,
    ops::ControlFlow,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use tokio_util::sync::CancellationToken;

use crate::{
    fhir::{
        file::{self, FileError, Found, Limits},
        page::Resource,
    },
    ipc::DataKind,
    store::{Batch, StoreError},
    sync::plan::kind_of,
};

use super::Fingerprint;

/// Most resources of a batch, and most of their bytes unless a single one is larger (T12).
const ROWS: usize = 200;
const ROW_BYTES: usize = 8 * 1024 * 1024;

/// Batches that wait.
const AHEAD: usize = 2;

/// Why files were not taken in. Nothing of them is here then.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file could not be read, or is broken.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is not the file any more that was looked at.
    #[error("the file has changed")]
    Changed,
    /// The records could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The resources of files, a kind a batch, in the order of the files within a kind.
pub struct Batches(Receiver<Result<Batch, ImportError>>);

impl Batches {
    /// Begins to read. Whoever lets go of it ends that.
    #[must_use]
    pub fn of(files: Vec<Fingerprint>, stop: CancellationToken) -> Self {
        let (send, receive) = sync_channel(AHEAD);
        thread::spawn(move || {
            let mut sorting = Sorting { send, waiting: BTreeMap::new() };
            if let Err(problem) = read_all(&files, &stop, &mut sorting) {
                let _ = sorting.send.send(Err(problem));
            }
        });
        Self(receive)
    }
}

impl Iterator for Batches {
    type Item = Result<Batch, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.recv().ok()
    }
}

fn read_all(files: &[Fingerprint], stop: &CancellationToken, sorting: &mut Sorting) -> Result<(), ImportError> {
    for file in files {
        let unchanged = || -> Result<(), ImportError> {
            if Fingerprint::of(file.path())? == *file { Ok(()) } else { Err(ImportError::Changed) }
        };
        unchanged()?;
        let opened = File::open(file.path()).map_err(FileError::from)?;
        let mut hear = |_| if stop.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        file::read(opened, Limits::default(), &mut hear, &mut |found| match found {
            Found::Resource(resource) => sorting.add(resource),
            // It was told when the files were looked at.
            Found::NotTaken(_) => ControlFlow::Continue(()),
        })?;
        unchanged()?;
    }
    match sorting.rest() {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(FileError::Stopped.into()),
    }
}

/// Resources by kind, until a batch of one is full.
struct Sorting {
    send: SyncSender<Result<Batch, ImportError>>,
    waiting: BTreeMap<Option<DataKind>, (Vec<Resource>, usize)>,
}

impl Sorting {
    fn add(&mut self, resource: Resource) -> ControlFlow<()> {
        let kind = kind_of(&resource.resource_type);
        let (rows, bytes) = self.waiting.entry(kind).or_default();
        *bytes += resource.json.size();
        rows.push(resource);
        if rows.len() < ROWS && *bytes < ROW_BYTES {
            return ControlFlow::Continue(());
        }
        *bytes = 0;
        let full = std::mem::take(rows);
        self.hand_over(kind, full)
    }

    fn rest(&mut self) -> ControlFlow<()> {
        for (kind, (rows, _)) in std::mem::take(&mut self.waiting) {
            if !rows.is_empty() {
                self.hand_over(kind, rows)?;
            }
        }
        ControlFlow::Continue(())
    }

    fn hand_over(&self, kind: Option<DataKind>, rows: Vec<Resource>) -> ControlFlow<()> {
        if self.send.send(Ok((kind, rows))).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}
