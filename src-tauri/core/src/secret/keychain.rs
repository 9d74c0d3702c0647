//! The OS keychain behind one thread of its own.
//!
//! Keychain calls block, and on a locked keyring whose prompt nobody answers they block for ever; inside an async task
//! they panic. So one plain thread makes them, one at a time, and every caller waits a bounded time only (T18):
//!
//! ```text
//! caller ── job ──► queue ──► the thread ──► keychain
//!    ▲                           │
//!    └── answer, or TimedOut ◄───┘   after a time-out further callers get TimedOut at once, until the hung call ends
//! ```
//!
//! The thread is never joined: a process that ends does not wait for a keychain that hangs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretSlice};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::platform::Platform;
use super::{LARGEST, SecretError, SecretStore};

/// How long a caller waits for the keychain: long enough for a person to answer its prompt.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A keychain as the thread calls it. Each call may block for ever.
pub trait Backend: 'static {
    /// The text of this name, or `None` where there is none.
    ///
    /// # Errors
    /// Any [`SecretError`] but `TimedOut`.
    fn read(&mut self, name: &str) -> Result<Option<Zeroizing<String>>, SecretError>;
    /// Writes or replaces a text.
    ///
    /// # Errors
    /// As for [`Backend::read`].
    fn write(&mut self, name: &str, text: &str) -> Result<(), SecretError>;
    /// Removes a text; one that is not there is no error.
    ///
    /// # Errors
    /// As for [`Backend::read`].
    fn remove(&mut self, name: &str) -> Result<(), SecretError>;
    /// Removes every item of this app's service, known by name or not, and says how many there were.
    ///
    /// # Errors
    /// As for [`Backend::read`].
    fn remove_all(&mut self) -> Result<usize, SecretError>;
}

/// The keychain.
#[derive(Debug)]
pub struct Keychain {
    queue: mpsc::Sender<Job>,
    gate: Arc<Mutex<Gate>>,
    patience: Duration,
}

type Work = Box<dyn FnOnce(&mut dyn Backend) + Send>;

struct Job {
    work: Work,
    ticket: u64,
}

/// What the callers and the thread know of each other.
#[derive(Debug, Default)]
struct Gate {
    next_ticket: u64,
    running: Option<u64>,
    /// Someone gave up on the running call.
    hung: bool,
    /// Jobs whose callers gave up before they were begun.
    abandoned: Vec<u64>,
}

impl Keychain {
    /// This computer's keychain. Nothing is asked of it yet.
    #[must_use]
    pub fn new() -> Self {
        Self::over(Platform::default, PATIENCE)
    }

    /// Another keychain or another patience. `backend` is made on the thread that will call it.
    #[must_use]
    pub fn over<B: Backend>(backend: impl FnOnce() -> B + Send + 'static, patience: Duration) -> Self {
        let (queue, jobs) = mpsc::channel::<Job>();
        let gate: Arc<Mutex<Gate>> = Arc::default();
        let shared = Arc::clone(&gate);
        // Where no thread can be had, `jobs` is dropped with the closure, and every call answers `Missing`.
        let _detached = thread::Builder::new().name("keychain".to_owned()).spawn(move || {
            let mut backend = backend();
            for job in jobs {
                if begin(&shared, job.ticket) {
                    let work = job.work;
                    // The caller of work that panicked sees its answer's channel close.
                    let _caught = catch_unwind(AssertUnwindSafe(|| work(&mut backend)));
                    let mut gate = lock(&shared);
                    gate.running = None;
                    gate.hung = false;
                }
            }
        });
        Self { queue, gate, patience }
    }

    /// Connects to the keychain without waiting for it, so that the first call finds the connection made. Asks for a name
    /// that nothing has: no prompt comes of it.
    pub fn connect_ahead(&self) {
        let ticket = {
            let mut gate = lock(&self.gate);
            gate.next_ticket += 1;
            gate.next_ticket
        };
        let work: Work = Box::new(|backend| drop(backend.read("nothing")));
        // Whoever calls next hears what is wrong.
        let _unheard = self.queue.send(Job { work, ticket });
    }

    /// Deletes every item of this app, known by name or not, and says how many there were.
    ///
    /// # Errors
    /// Any [`SecretError`].
    pub fn delete_all(&self) -> Result<usize, SecretError> {
        self.call(|backend| backend.remove_all())
    }

    fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Backend) -> Result<T, SecretError> + Send + 'static,
    ) -> Result<T, SecretError> {
        let ticket = {
            let mut gate = lock(&self.gate);
            if gate.hung {
                return Err(SecretError::TimedOut);
            }
            gate.next_ticket += 1;
            gate.next_ticket
        };
        let (answer, answered) = mpsc::sync_channel(1);
        let work: Work = Box::new(move |backend| {
            // A caller that gave up does not listen.
            let _unheard = answer.send(work(backend));
        });
        self.queue.send(Job { work, ticket }).map_err(|_| SecretError::Missing)?;
        match answered.recv_timeout(self.patience) {
            Ok(result) => result,
            Err(RecvTimeoutError::Disconnected) => Err(SecretError::Missing),
            Err(RecvTimeoutError::Timeout) => {
                let mut gate = lock(&self.gate);
                if gate.running.is_some() {
                    gate.hung = true;
                }
                if gate.running != Some(ticket) {
                    gate.abandoned.push(ticket);
                }
                Err(SecretError::TimedOut)
            }
        }
    }
}

impl Default for Keychain {
    fn default() -> Self {
        Self::new()
    }
}

/// Marks a job as running, unless its caller gave up on it.
fn begin(gate: &Mutex<Gate>, ticket: u64) -> bool {
    let mut gate = lock(gate);
    let abandoned = gate.abandoned.contains(&ticket);
    // Jobs come in the order of their tickets up to a race of two callers; what is older is not waited for any more.
    gate.abandoned.retain(|given_up| *given_up > ticket);
    if !abandoned {
        gate.running = Some(ticket);
    }
    !abandoned
}

fn lock(gate: &Mutex<Gate>) -> MutexGuard<'_, Gate> {
    gate.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SecretStore for Keychain {
    fn get(&self, name: &str) -> Result<Option<SecretSlice<u8>>, SecretError> {
        let name = name.to_owned();
        self.call(move |backend| backend.read(&name)?.map(|text| decode(&text)).transpose())
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        if secret.len() > LARGEST {
            return Err(SecretError::NotKept);
        }
        let (name, text) = (name.to_owned(), Zeroizing::new(URL_SAFE_NO_PAD.encode(secret)));
        self.call(move |backend| {
            backend.write(&name, &text)?;
            let kept = backend.read(&name)?.ok_or(SecretError::NotKept)?;
            let same: bool = kept.as_bytes().ct_eq(text.as_bytes()).into();
            if same { Ok(()) } else { Err(SecretError::NotKept) }
        })
    }

    fn delete(&self, name: &str) -> Result<(), SecretError> {
        let name = name.to_owned();
        self.call(move |backend| {
            backend.remove(&name)?;
            if backend.read(&name)?.is_some() { Err(SecretError::NotKept) } else { Ok(()) }
        })
    }
}

fn decode(text: &str) -> Result<SecretSlice<u8>, SecretError> {
    let secret: SecretSlice<u8> = URL_SAFE_NO_PAD.decode(text).map_err(|_| SecretError::NotKept)?.into();
    if secret.expose_secret().len() > LARGEST { Err(SecretError::NotKept) } else { Ok(secret) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A keychain that does what a test says.
    #[derive(Default)]
    struct Scripted {
        items: BTreeMap<String, String>,
        forgets: bool,
        /// Blocks a read of `hang` until something is received.
        release: Option<mpsc::Receiver<()>>,
        calls: Arc<AtomicUsize>,
    }

    impl Backend for Scripted {
        fn read(&mut self, name: &str) -> Result<Option<Zeroizing<String>>, SecretError> {
            self.calls.fetch_add(1, Ordering::SeqCst);
            match name {
                "hang" => {
                    let _ = self.release.as_ref().unwrap().recv();
                    Ok(None)
                }
                "panic" => panic!("the keychain fell over"),
                "locked" => Err(SecretError::Locked),
                _ => Ok(self.items.get(name).cloned().map(Zeroizing::new)),
            }
        }

        fn write(&mut self, name: &str, text: &str) -> Result<(), SecretError> {
            self.calls.fetch_add(1, Ordering::SeqCst);
            if !self.forgets {
                self.items.insert(name.to_owned(), text.to_owned());
            }
            Ok(())
        }

        fn remove(&mut self, name: &str) -> Result<(), SecretError> {
            self.items.remove(name);
            Ok(())
        }

        fn remove_all(&mut self) -> Result<usize, SecretError> {
            Ok(std::mem::take(&mut self.items).len())
        }
    }

    fn hanging(patience: Duration) -> (Keychain, mpsc::Sender<()>, Arc<AtomicUsize>) {
        let (release, released) = mpsc::channel();
        let calls: Arc<AtomicUsize> = Arc::default();
        let counted = Arc::clone(&calls);
        let backend = move || Scripted { release: Some(released), calls: counted, ..Scripted::default() };
        (Keychain::over(backend, patience), release, calls)
    }

    #[test]
    fn a_secret_is_kept_read_back_and_deleted() {
        let keychain = Keychain::over(Scripted::default, PATIENCE);
        assert!(keychain.get("key").unwrap().is_none());
        let secret: Vec<u8> = (0..=255).collect();
        keychain.set("key", &secret).unwrap();
        assert_eq!(keychain.get("key").unwrap().unwrap().expose_secret(), &secret[..]);
        keychain.delete("key").unwrap();
        keychain.delete("key").unwrap();
        assert!(keychain.get("key").unwrap().is_none());
    }

    #[test]
    fn connecting_ahead_is_a_call_that_nobody_waits_for_and_that_asks_for_nothing_kept() {
        let (keychain, _release, calls) = hanging(PATIENCE);
        keychain.connect_ahead();
        keychain.set("nothing-of-ours", b"secret").unwrap();
        // One call ahead; a write and the read that proves it.
        assert_eq!(calls.load(Ordering::SeqCst), 3);
    }

    #[test]
    fn everything_can_be_deleted_at_once() {
        let keychain = Keychain::over(Scripted::default, PATIENCE);
        keychain.set("one", b"1").unwrap();
        keychain.set("two", b"2").unwrap();
        assert_eq!(keychain.delete_all(), Ok(2));
        assert!(keychain.get("one").unwrap().is_none());
    }

    #[test]
    fn a_write_that_is_not_there_afterwards_is_an_error() {
        let keychain = Keychain::over(|| Scripted { forgets: true, ..Scripted::default() }, PATIENCE);
        assert_eq!(keychain.set("key", b"secret"), Err(SecretError::NotKept));
    }

    #[test]
    fn a_secret_too_large_for_windows_is_refused_everywhere() {
        let keychain = Keychain::over(Scripted::default, PATIENCE);
        keychain.set("key", &[7; LARGEST]).unwrap();
        assert_eq!(keychain.set("key", &[7; LARGEST + 1]), Err(SecretError::NotKept));
        assert_eq!(URL_SAFE_NO_PAD.encode([7; LARGEST]).len(), 2_400);
    }

    #[test]
    fn a_keychain_that_says_no_is_heard() {
        let keychain = Keychain::over(Scripted::default, PATIENCE);
        assert_eq!(keychain.get("locked").err(), Some(SecretError::Locked));
    }

    #[test]
    fn a_panic_in_the_keychain_costs_one_call() {
        let keychain = Keychain::over(Scripted::default, PATIENCE);
        assert_eq!(keychain.get("panic").err(), Some(SecretError::Missing));
        keychain.set("key", b"secret").unwrap();
    }

    /// T18
    #[test]
    fn a_hung_keychain_times_out_and_then_answers_at_once_until_it_returns() {
        let (keychain, release, calls) = hanging(Duration::from_millis(50));
        assert_eq!(keychain.get("hang").err(), Some(SecretError::TimedOut));
        for _ in 0..1_000 {
            assert_eq!(keychain.get("key").err(), Some(SecretError::TimedOut));
        }
        assert_eq!(lock(&keychain.gate).next_ticket, 1, "none of them waited in the queue");
        assert_eq!(calls.load(Ordering::SeqCst), 1, "one call in flight");
        release.send(()).unwrap();
        let answer = std::iter::repeat_with(|| keychain.get("key"))
            .find(|answer| !matches!(answer, Err(SecretError::TimedOut)))
            .unwrap();
        assert!(answer.unwrap().is_none());
    }

    /// T18
    #[test]
    fn a_write_whose_caller_gave_up_in_the_queue_is_not_made_later() {
        let (keychain, release, calls) = hanging(Duration::from_millis(200));
        let keychain = Arc::new(keychain);
        let other = Arc::clone(&keychain);
        let first = thread::spawn(move || other.get("hang").map(drop));
        while calls.load(Ordering::SeqCst) == 0 {
            thread::yield_now();
        }
        assert_eq!(keychain.set("key", b"late"), Err(SecretError::TimedOut));
        assert_eq!(first.join().unwrap(), Err(SecretError::TimedOut));
        release.send(()).unwrap();
        let answer = std::iter::repeat_with(|| keychain.get("key"))
            .find(|answer| !matches!(answer, Err(SecretError::TimedOut)))
            .unwrap();
        assert!(answer.unwrap().is_none());
    }

    /// T18
    #[test]
    fn dropping_the_keychain_does_not_wait_for_a_hung_call() {
        let (keychain, _release, _) = hanging(Duration::from_millis(10));
        assert_eq!(keychain.get("hang").err(), Some(SecretError::TimedOut));
        drop(keychain);
    }
}
