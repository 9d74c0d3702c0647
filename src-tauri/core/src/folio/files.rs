//! Files that the member opens: looked at first, then added as a connection of their own kind, whole or not at all.
//!
//! One set of files at a time, whose state is here and not in the window: files can be dropped on any screen, and what is
//! in them is read away from the threads that answer commands.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    fhir::file::{FileError, Why},
    ipc::{
        AppError, CountedType, DataKind, ErrorCode, Event, FilesPreview, FilesReceipt, FilesState, FilesTarget,
        NotTakenInFile, NotTakenWhy, PersonInFile,
    },
    payer::FROM_FILE,
    portable::{Batches, FileKind, Fingerprint, ImportError, Looked, look},
    store::{ConnectionRecord, Store, StoreError, Urns},
};

use super::{Folio, blocking, copies::name_of, error, lock};

/// Files that are opened at once.
const MOST_FILES: usize = 50;

/// People and types that a preview names.
const MOST_NAMED: usize = 12;

/// The files that are open.
#[derive(Default)]
pub(super) struct Files(Mutex<Open>);

#[derive(Default)]
struct Open {
    state: FilesState,
    /// What was looked at, once that is done.
    looked_at: Vec<Fingerprint>,
    /// How many resources adding them will bring, about; and what was not understood.
    resources: u64,
    not_taken: u64,
    /// By what entries call one another.
    urns: Urns,
    stop: CancellationToken,
    /// Goes up with each set of files, so that what an earlier one brings is not taken for this one's.
    turn: u64,
}

/// What was found in files.
struct Seen {
    preview: FilesPreview,
    files: Vec<Fingerprint>,
    resources: u64,
    urns: Urns,
}

impl Folio {
    /// Where opening files stands.
    #[must_use]
    pub fn files_state(&self) -> FilesState {
        lock(&self.files.0).state.clone()
    }

    /// Asks which files to open, and begins to look at them.
    pub async fn open_files(self: &Arc<Self>) {
        let chosen = self.host.open_files(&[FileKind::Ndjson, FileKind::Json]).await;
        if !chosen.is_empty() {
            self.look_at_files(chosen);
        }
    }

    /// Files are held over the window, or no longer.
    pub fn files_hover(&self, is_over: bool) {
        if self.lock.is_on() {
            return;
        }
        let state = {
            let mut open = lock(&self.files.0);
            match (&open.state, is_over) {
                (FilesState::None, true) => open.state = FilesState::Hovering,
                (FilesState::Hovering, false) => open.state = FilesState::None,
                _ => return,
            }
            open.state.clone()
        };
        self.host.tell(Event::Files(state));
    }

    /// Begins to look at files. Those that are being looked at or were found before give way; while files are being
    /// added, others wait for the member to open them again.
    pub fn look_at_files(self: &Arc<Self>, mut paths: Vec<PathBuf>) {
        if self.lock.is_on() {
            return;
        }
        paths.truncate(MOST_FILES);
        let names: Vec<String> = paths.iter().map(|path| name_of(path)).collect();
        let (turn, stop) = {
            let mut open = lock(&self.files.0);
            if matches!(open.state, FilesState::Adding { .. }) {
                return;
            }
            open.stop.cancel();
            let turn = open.turn + 1;
            let stop = CancellationToken::new();
            *open = Open { turn, stop: stop.clone(), ..Open::default() };
            (turn, stop)
        };
        self.tell_files(turn, FilesState::Looking { names: names.clone(), done: 0, total: 0 });
        let folio = Arc::clone(self);
        tokio::spawn(async move {
            let store = folio.store().await;
            let looking = Arc::clone(&folio);
            let looked_names = names.clone();
            let looked = match store {
                Ok(store) => blocking(move || looking.look(&store, turn, &paths, &looked_names, &stop)).await,
                Err(problem) => Err(problem),
            };
            match looked.and_then(|looked| looked) {
                Ok(Some(found)) => folio.found(turn, found),
                // Others took their place, or the member closed them.
                Ok(None) => {}
                Err(problem) => folio.tell_files(turn, FilesState::Failed { names, problem }),
            }
        });
    }

    /// Adds the files that were looked at: into a connection from files, or as one of their own.
    pub async fn add_files(self: &Arc<Self>, into: Option<String>) -> Result<FilesState, AppError> {
        let store = self.store().await?;
        let record = match &into {
            Some(id) => Some(self.connection_record(id).await?).filter(|record| record.payer == FROM_FILE),
            None => None,
        };
        if into.is_some() && record.is_none() {
            return Err(error::not_found());
        }
        let (turn, files, preview, resources, not_taken, urns, stop) = {
            let mut open = lock(&self.files.0);
            let FilesState::Found { preview } = &open.state else { return Err(error::not_found()) };
            let preview = preview.clone();
            open.state = FilesState::Adding { names: preview.names.clone(), done: 0, total: open.resources };
            let (files, urns) = (open.looked_at.clone(), std::mem::take(&mut open.urns));
            (open.turn, files, preview, open.resources, open.not_taken, urns, open.stop.clone())
        };
        self.host.tell(Event::Files(self.files_state()));
        let now = self.clock.now();
        let record = record.unwrap_or_else(|| new_connection(&preview, now));
        let _turn = self.turns.take(&record.id).await;
        let connection = record.id.clone();
        let folio = Arc::clone(self);
        let names = preview.names.clone();
        let added = blocking(move || {
            let mut told = None;
            let batches = Batches::of(files, stop);
            store.take_in(&record, now, &urns, batches, |taken| {
                if folio.is_time(&mut told) {
                    let done = [&taken.claims, &taken.others].map(|saved| saved.new + saved.changed + saved.unchanged);
                    let done = done.iter().sum();
                    let state = FilesState::Adding { names: names.clone(), done, total: resources.max(done) };
                    folio.tell_files(turn, state);
                }
            })
        })
        .await?;
        let names = preview.names;
        let state = match added {
            Ok(taken) => FilesState::Added {
                receipt: FilesReceipt {
                    names,
                    connection,
                    new_claims: taken.claims.new,
                    changed_claims: taken.claims.changed,
                    unchanged_claims: taken.claims.unchanged,
                    others: taken.others.new + taken.others.changed,
                    not_taken_count: not_taken,
                },
            },
            Err(ImportError::File(FileError::Stopped)) => FilesState::None,
            Err(cause) => FilesState::Failed { names, problem: problem_of_import(cause) },
        };
        self.tell_files(turn, state.clone());
        if matches!(state, FilesState::Added { .. }) {
            self.host.tell(Event::RecordsChanged(()));
        }
        Ok(state)
    }

    /// Closes the files: nothing of them is kept but what was added. Adding them stops where it is and leaves nothing.
    pub fn close_files(&self) {
        let turn = {
            let mut open = lock(&self.files.0);
            open.stop.cancel();
            if matches!(open.state, FilesState::Adding { .. }) {
                // It ends by itself, and says how.
                return;
            }
            let turn = open.turn + 1;
            *open = Open { turn, ..Open::default() };
            turn
        };
        self.tell_files(turn, FilesState::None);
    }

    /// What is in the files; `None` where the member wants to know no longer.
    fn look(
        &self,
        store: &Store,
        turn: u64,
        paths: &[PathBuf],
        names: &[String],
        stop: &CancellationToken,
    ) -> Result<Option<Seen>, AppError> {
        let named = |number: usize| names.get(number).cloned().unwrap_or_default();
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            files.push(Fingerprint::of(path).map_err(|cause| problem_of_file(&cause))?);
        }
        let total = files.iter().map(Fingerprint::length).sum();
        let mut told = None;
        let looked = look(&files, stop, |done| {
            if self.is_time(&mut told) {
                self.tell_files(turn, FilesState::Looking { names: names.to_vec(), done, total });
            }
        });
        let mut looked = match looked {
            Ok(looked) => looked,
            Err((_, FileError::Stopped)) => return Ok(None),
            Err((_, cause)) => return Err(problem_of_file(&cause)),
        };
        if looked.is_empty() {
            return Err(error::file(ErrorCode::FileWithoutRecords, None));
        }
        let resources = looked.resources();
        let urns = std::mem::take(&mut looked.urns);
        let preview = preview(store, looked, names.to_vec(), named)?;
        Ok(Some(Seen { preview, files, resources, urns }))
    }

    fn found(&self, turn: u64, seen: Seen) {
        let Seen { preview, files, resources, urns } = seen;
        {
            let mut open = lock(&self.files.0);
            if open.turn != turn {
                return;
            }
            open.looked_at = files;
            open.resources = resources;
            open.urns = urns;
            open.not_taken = preview.not_taken_count;
        }
        self.tell_files(turn, FilesState::Found { preview });
    }

    fn tell_files(&self, turn: u64, state: FilesState) {
        {
            let mut open = lock(&self.files.0);
            if open.turn != turn {
                return;
            }
            open.state = state.clone();
        }
        self.host.tell(Event::Files(state));
    }
}

fn new_connection(preview: &FilesPreview, now: jiff::Timestamp) -> ConnectionRecord {
    ConnectionRecord {
        id: Uuid::new_v4().to_string(),
        payer: FROM_FILE.to_owned(),
        payer_name: preview.names.first().cloned().unwrap_or_default(),
        patient: None,
        member_name: None,
        scopes: Vec::new(),
        granted: vec![DataKind::Person, DataKind::Coverage, DataKind::Claims, DataKind::Records],
        missing: Vec::new(),
        created: now,
        sign_in_needed_since: None,
        sign_in_until: None,
        last_updated: Some(now),
    }
}

fn preview(
    store: &Store,
    looked: Looked,
    names: Vec<String>,
    named: impl Fn(usize) -> String,
) -> Result<FilesPreview, StoreError> {
    let claims: Vec<String> = looked.claims.into_iter().collect();
    let here = store.claims_already_here(&claims)?;
    let (mut into, mut already_from) = (Vec::new(), Vec::new());
    for record in store.connections()? {
        let claims = here.get(&record.id).copied().unwrap_or(0);
        let target = FilesTarget { connection: record.id, name: record.payer_name, claims };
        if record.payer == FROM_FILE {
            into.push(target);
        } else if claims > 0 {
            already_from.push(target);
        }
    }
    let belongs_to = into.iter().filter(|target| target.claims > 0).max_by_key(|target| target.claims);
    let belongs_to = belongs_to.map(|target| target.connection.clone());
    // Who has most claims first.
    let people_count = u64::try_from(looked.people.keys().filter(|id| !id.is_empty()).count()).unwrap_or(u64::MAX);
    let mut people: Vec<PersonInFile> = looked
        .people
        .into_iter()
        .filter(|(id, _)| !id.is_empty())
        .map(|(_, person)| PersonInFile { name: person.name, birth_date: person.birth_date, claims: person.claims })
        .collect();
    people.sort_by_key(|person| std::cmp::Reverse(person.claims));
    people.truncate(MOST_NAMED);
    let mut others: Vec<CountedType> =
        looked.others.into_iter().map(|(resource_type, count)| CountedType { resource_type, count }).collect();
    others.sort_by_key(|other| std::cmp::Reverse(other.count));
    others.truncate(MOST_NAMED);
    Ok(FilesPreview {
        names,
        claims: u64::try_from(claims.len()).unwrap_or(u64::MAX),
        from: looked.days.as_ref().map(|(first, _)| first.clone()),
        until: looked.days.map(|(_, last)| last),
        coverages: looked.coverages,
        records: looked.records,
        others,
        people,
        people_count,
        not_taken: looked
            .not_taken
            .into_iter()
            .map(|(number, not_taken)| NotTakenInFile {
                file: named(number),
                line: not_taken.place.line,
                entry: not_taken.place.entry,
                resource_type: not_taken.resource_type,
                why: match not_taken.why {
                    Why::NotJson => NotTakenWhy::NotJson,
                    Why::NoResource => NotTakenWhy::NoResource,
                    Why::NoType => NotTakenWhy::NoType,
                    Why::SaidTwice => NotTakenWhy::SaidTwice,
                    Why::TooLarge => NotTakenWhy::TooLarge,
                    Why::TooDeep => NotTakenWhy::TooDeep,
                    Why::Message => NotTakenWhy::Message,
                },
            })
            .collect(),
        not_taken_count: looked.not_taken_count,
        into,
        belongs_to,
        already_from,
    })
}

fn problem_of_import(cause: ImportError) -> AppError {
    match cause {
        ImportError::File(cause) => problem_of_file(&cause),
        ImportError::Changed => error::file(ErrorCode::FileChanged, None),
        ImportError::Store(cause) => cause.into(),
    }
}

fn problem_of_file(cause: &FileError) -> AppError {
    match cause {
        FileError::Disk(_) => error::file(ErrorCode::FileUnreadable, None),
        FileError::BrokenOff { line } => error::file(ErrorCode::FileBrokenOff, Some(*line)),
        FileError::NotJson { line } => error::file(ErrorCode::FileNotUnderstood, Some(*line)),
        FileError::TooLarge => error::file(ErrorCode::FileTooLarge, None),
        FileError::Stopped => error::unexpected("stopped"),
    }
}
