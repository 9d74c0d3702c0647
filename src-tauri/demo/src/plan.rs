//! A running plan: everything that its pages and endpoints share.

use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use jiff::Timestamp;
use jiff::civil::Date;
use url::Url;

use crate::authorization::session::Sessions;
use crate::data::Book;
use crate::data::day::Day;
use crate::directory::Entries;
use crate::fhir::paging::Pages;
use crate::options::Options;
use crate::seen::Log;
use crate::state::State;
use crate::state_file;
use crate::switches::Switches;

/// Everything that pages and endpoints share.
pub(crate) struct Plan {
    pub(crate) options: Options,
    pub(crate) origin: Url,
    pub(crate) switches: Switches,
    pub(crate) log: Log,
    pub(crate) directory: Entries,
    state: Mutex<State>,
    sessions: Mutex<Sessions>,
    pages: Mutex<Pages>,
    book: RwLock<Book>,
    first_day: Date,
}

impl Plan {
    /// Lays the claims out and reads the permissions of the last time.
    ///
    /// # Errors
    /// Where the state file cannot be read or written.
    pub(crate) fn new(options: Options, origin: Url) -> io::Result<Plan> {
        let saved = match &options.state_file {
            Some(path) => state_file::read(path)?,
            None => None,
        };
        let is_new = saved.is_none();
        let (first_day, grants) = saved.unwrap_or_else(|| (options.today, Vec::new()));
        let book = Book::new(options.seed, options.claims, Day::of(first_day), Day::of(options.today));
        let plan = Plan {
            origin,
            switches: Switches::default(),
            log: Log::default(),
            directory: Entries::default(),
            state: Mutex::new(State::with(grants)),
            sessions: Mutex::default(),
            pages: Mutex::new(Pages::new(options.page_life)),
            book: RwLock::new(book),
            first_day,
            options,
        };
        if is_new {
            plan.change_state(|_| ())?;
        }
        Ok(plan)
    }

    /// Now, by the given clock and the offset that a test set.
    pub(crate) fn now(&self) -> Timestamp {
        self.switches.shifted((self.options.clock)())
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes permissions and writes them to the state file before anybody is told.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub(crate) fn change_state<T>(&self, change: impl FnOnce(&mut State) -> T) -> io::Result<T> {
        let mut state = self.state();
        let result = change(&mut state);
        if let Some(path) = self.state_path() {
            state_file::write(path, self.first_day, &state.grants)?;
        }
        Ok(result)
    }

    fn state_path(&self) -> Option<&PathBuf> {
        self.options.state_file.as_ref()
    }

    pub(crate) fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn book(&self) -> RwLockReadGuard<'_, Book> {
        self.book.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn book_mut(&self) -> RwLockWriteGuard<'_, Book> {
        self.book.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// An address below the FHIR base.
    pub(crate) fn fhir(&self, path: &str) -> String {
        self.address(&format!("{}{path}", self.options.profile.fhir))
    }

    /// An address of this server.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.origin.as_str().trim_end_matches('/'))
    }
}
