//! A backup: the whole file of records in one file, sealed by a passphrase of its own.
//!
//! ```text
//! bytes    what
//! 0..4     "CFB1": the kind of file and its version
//! 4..97    an envelope that the passphrase opens; in it the key of what follows
//! 97..     pieces of 64 KiB, the last one of what is left, each sealed by ChaCha20-Poly1305 (RFC 8439)
//! ```
//!
//! A piece's nonce is whether it is the last (one byte), three zero bytes and its number; its associated data is what
//! stands before the pieces. So no piece can be changed, left out, moved, or taken from another backup, and a file that
//! was cut off is told (T16). In the pieces stand, one after the other, the database's own key, the length of what is said of
//! the records (four bytes), that, as JSON, and the database. Tokens are not in it.

use std::{
    fs::{self, File},
    io::{BufReader, Read, Write},
    path::Path,
};

use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretBox, SecretString};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use zeroize::{Zeroize, Zeroizing};

use super::{CopyError, PrivateFile, SaveError};
use crate::secret::envelope::{self, Cost, EnvelopeError, Key, Opener};

const MAGIC: &[u8; 4] = b"CFB1";
const HEAD: usize = MAGIC.len() + envelope::LENGTH;
const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
/// The most that may be said of the records, in bytes.
const LONGEST_WORD: usize = 4096;

/// What a backup says of the records in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// When it was made.
    pub made_at: Timestamp,
    /// How many plans and files the records came from.
    pub connections: u64,
    /// How many claims are in them.
    pub claims: u64,
}

/// Why a backup was not read. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Disk(#[source] std::io::Error),
    /// It is no backup, or one of a later version.
    #[error("this is no backup that this version reads")]
    NotUnderstood,
    /// The passphrase is another one.
    #[error("the passphrase is another one")]
    Refused,
    /// It is damaged, or was cut off.
    #[error("the backup is damaged")]
    Damaged,
    /// The key could not be worked out.
    #[error("the key could not be worked out")]
    Failed,
    /// The database could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The member stopped it.
    #[error("stopped")]
    Stopped,
}

/// Writes a backup of the database at `database`, whose key is `key`. `advance` hears how many bytes are done, and of how
/// many.
///
/// # Errors
/// [`CopyError`]: nothing is where it was to be.
pub fn write_backup(
    database: &Path,
    key: &Key,
    contents: Contents,
    passphrase: &SecretString,
    place: &Path,
    stop: &CancellationToken,
    advance: impl FnMut(u64, u64),
) -> Result<(), CopyError> {
    write(database, key, contents, (passphrase, Cost::USUAL), place, stop, advance)
}

fn write(
    database: &Path,
    key: &Key,
    contents: Contents,
    (passphrase, cost): (&SecretString, Cost),
    place: &Path,
    stop: &CancellationToken,
    mut advance: impl FnMut(u64, u64),
) -> Result<(), CopyError> {
    let sealing: Key = SecretBox::new(Box::new(rand::random()));
    let sealed = envelope::seal(&sealing, Opener::Passphrase(passphrase), cost)
        .map_err(|cause| CopyError::from(std::io::Error::other(cause)))?;
    let head = [MAGIC.as_slice(), &sealed].concat();
    let word = serde_json::to_vec(&contents).map_err(std::io::Error::from)?;
    let length = u32::try_from(word.len()).map_err(std::io::Error::other)?.to_be_bytes();
    let database = File::open(database)?;
    let total = database.metadata()?.len();
    let key = Zeroizing::new(*key.expose_secret());
    let said = key.as_slice().chain(length.as_slice()).chain(word.as_slice());
    let mut source = said.chain(BufReader::new(database));
    let mut file = PrivateFile::create(place)?;
    file.write_all(&head)?;
    let seal = seal_of(&sealing).map_err(std::io::Error::other)?;
    let mut piece = filled(&mut source)?;
    let mut done = 0;
    for number in 0.. {
        if stop.is_cancelled() {
            return Err(CopyError::Stopped);
        }
        let next = filled(&mut source)?;
        done = (done + piece.len() as u64).min(total);
        let nonce = nonce(number, next.is_empty());
        seal.seal_in_place_append_tag(nonce, Aad::from(&head), &mut piece)
            .map_err(|_| std::io::Error::other("a piece could not be sealed"))?;
        file.write_all(&piece)?;
        advance(done, total);
        if next.is_empty() {
            break;
        }
        piece = next;
    }
    Ok(file.finish()?)
}

/// A backup that its passphrase opened.
pub struct Backup {
    head: Vec<u8>,
    seal: LessSafeKey,
    source: BufReader<File>,
    /// What is read of the pieces and not used yet.
    ahead: Vec<u8>,
    number: u64,
    next: Vec<u8>,
    is_over: bool,
    length: u64,
    contents: Contents,
    key: Key,
}

impl Backup {
    /// Opens a backup. What it says of itself is proven; what follows is when it is read.
    ///
    /// # Errors
    /// Each of [`BackupError`] but `Save` and `Stopped`.
    pub fn open(place: &Path, passphrase: &SecretString) -> Result<Self, BackupError> {
        // A pipe would keep whoever opens it waiting for its other end.
        if !fs::metadata(place).map_err(BackupError::Disk)?.is_file() {
            return Err(BackupError::Disk(std::io::ErrorKind::InvalidInput.into()));
        }
        let file = File::open(place).map_err(BackupError::Disk)?;
        let length = file.metadata().map_err(BackupError::Disk)?.len();
        let mut source = BufReader::with_capacity(PIECE + TAG, file);
        let mut head = vec![0; HEAD];
        source.read_exact(&mut head).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::UnexpectedEof => BackupError::NotUnderstood,
            _ => BackupError::Disk(cause),
        })?;
        let sealed = head.strip_prefix(MAGIC.as_slice()).ok_or(BackupError::NotUnderstood)?;
        let sealing = envelope::open(sealed, Opener::Passphrase(passphrase)).map_err(|cause| match cause {
            EnvelopeError::NotUnderstood => BackupError::NotUnderstood,
            EnvelopeError::Refused => BackupError::Refused,
            EnvelopeError::Failed => BackupError::Failed,
        })?;
        let seal = seal_of(&sealing).map_err(|_| BackupError::Failed)?;
        let mut backup = Self {
            head,
            seal,
            source,
            ahead: Vec::new(),
            number: 0,
            next: Vec::new(),
            is_over: false,
            length,
            contents: Contents { made_at: Timestamp::UNIX_EPOCH, connections: 0, claims: 0 },
            key: SecretBox::new(Box::new([0; 32])),
        };
        backup.next = sealed_piece(&mut backup.source)?;
        backup.read_word()?;
        Ok(backup)
    }

    /// What it says of the records in it.
    #[must_use]
    pub fn contents(&self) -> Contents {
        self.contents
    }

    /// The key of the database in it.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Writes the database in it to `place`: whole, or not at all.
    ///
    /// # Errors
    /// [`BackupError`].
    pub fn write_database(
        mut self,
        place: &Path,
        stop: &CancellationToken,
        mut advance: impl FnMut(u64, u64),
    ) -> Result<(), BackupError> {
        let mut file = PrivateFile::create(place)?;
        let mut done = 0;
        loop {
            if stop.is_cancelled() {
                return Err(BackupError::Stopped);
            }
            file.write_all(&self.ahead).map_err(SaveError::from)?;
            done += self.ahead.len() as u64;
            advance(done, self.length.max(done));
            if self.is_over {
                return Ok(file.finish()?);
            }
            self.open_piece()?;
        }
    }

    fn read_word(&mut self) -> Result<(), BackupError> {
        self.open_piece()?;
        let (key, rest) = self.ahead.split_first_chunk::<32>().ok_or(BackupError::Damaged)?;
        self.key = SecretBox::new(Box::new(*key));
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(BackupError::Damaged)?;
        let length = u32::from_be_bytes(*length) as usize;
        let word = rest.get(..length).filter(|_| length <= LONGEST_WORD).ok_or(BackupError::Damaged)?;
        self.contents = serde_json::from_slice(word).map_err(|_| BackupError::NotUnderstood)?;
        self.ahead[..32].zeroize();
        self.ahead.drain(..32 + 4 + length);
        Ok(())
    }

    /// Puts what the next piece holds in `ahead`.
    fn open_piece(&mut self) -> Result<(), BackupError> {
        let following = sealed_piece(&mut self.source)?;
        let mut piece = std::mem::replace(&mut self.next, following);
        self.is_over = self.next.is_empty();
        let nonce = nonce(self.number, self.is_over);
        let opened =
            self.seal.open_in_place(nonce, Aad::from(&self.head), &mut piece).map_err(|_| BackupError::Damaged)?;
        let length = opened.len();
        piece.truncate(length);
        self.ahead = piece;
        self.number += 1;
        Ok(())
    }
}

fn sealed_piece(source: &mut impl Read) -> Result<Vec<u8>, BackupError> {
    let mut piece = Vec::with_capacity(PIECE + TAG);
    source.take((PIECE + TAG) as u64).read_to_end(&mut piece).map_err(BackupError::Disk)?;
    Ok(piece)
}

fn filled(source: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut piece = Vec::with_capacity(PIECE + TAG);
    source.take(PIECE as u64).read_to_end(&mut piece)?;
    Ok(piece)
}

fn seal_of(key: &Key) -> Result<LessSafeKey, EnvelopeError> {
    let key = UnboundKey::new(&CHACHA20_POLY1305, key.expose_secret()).map_err(|_| EnvelopeError::Failed)?;
    Ok(LessSafeKey::new(key))
}

fn nonce(number: u64, is_last: bool) -> Nonce {
    let mut nonce = [0; 12];
    nonce[0] = u8::from(is_last);
    nonce[4..].copy_from_slice(&number.to_be_bytes());
    Nonce::assume_unique_for_key(nonce)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory: 64, passes: 1, lanes: 2 };

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn at(&self, name: &str) -> std::path::PathBuf {
            self.0.path().join(name)
        }

        /// A backup of a database of so many bytes.
        fn with_backup(length: usize) -> Self {
            let folder = Self(tempfile::tempdir().unwrap());
            let bytes: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            fs::write(folder.at("database"), bytes).unwrap();
            let stop = CancellationToken::new();
            let (key, words) = (key(), words("right"));
            write(&folder.at("database"), &key, contents(), (&words, CHEAP), &folder.at("b"), &stop, |_, _| {})
                .unwrap();
            folder
        }

        fn restored(&self) -> Result<Vec<u8>, BackupError> {
            let backup = Backup::open(&self.at("b"), &words("right"))?;
            assert_eq!(backup.contents(), contents());
            assert_eq!(backup.key().expose_secret(), key().expose_secret());
            backup.write_database(&self.at("restored"), &CancellationToken::new(), |_, _| {})?;
            Ok(fs::read(self.at("restored")).unwrap())
        }
    }

    fn key() -> Key {
        SecretBox::new(Box::new([7; 32]))
    }

    fn words(text: &str) -> SecretString {
        text.to_owned().into()
    }

    fn contents() -> Contents {
        Contents { made_at: Timestamp::from_second(1_795_000_000).unwrap(), connections: 2, claims: 241 }
    }

    #[test]
    fn what_was_backed_up_is_restored_whatever_its_length_is() {
        for length in [0, 1, 4096, PIECE - 200, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 5 * PIECE + 17] {
            let folder = Folder::with_backup(length);
            assert_eq!(folder.restored().unwrap(), fs::read(folder.at("database")).unwrap(), "{length}");
            let sealed = fs::read(folder.at("b")).unwrap();
            assert!(!sealed.windows(8).any(|part| part == [7; 8]), "the key is not in it as it is");
        }
    }

    #[test]
    fn another_passphrase_and_a_file_of_another_kind_are_told() {
        let folder = Folder::with_backup(1000);
        assert!(matches!(Backup::open(&folder.at("b"), &words("wrong")), Err(BackupError::Refused)));
        for other in [&b""[..], b"CFB1", b"%PDF-1.7 and more", &[0; 5000]] {
            fs::write(folder.at("b"), other).unwrap();
            assert!(matches!(folder.restored(), Err(BackupError::NotUnderstood)));
        }
        assert!(matches!(Backup::open(&folder.at("none"), &words("right")), Err(BackupError::Disk(_))));
        fs::create_dir(folder.at("folder")).unwrap();
        assert!(matches!(Backup::open(&folder.at("folder"), &words("right")), Err(BackupError::Disk(_))));
    }

    /// T16: a backup that is still being copied here, or that a stick swaps.
    #[test]
    fn a_file_that_changes_while_it_is_read_restores_nothing() {
        let folder = Folder::with_backup(3 * PIECE);
        let whole = fs::read(folder.at("b")).unwrap();
        for length in [whole.len() - PIECE, whole.len() + 1] {
            fs::write(folder.at("b"), &whole).unwrap();
            let backup = Backup::open(&folder.at("b"), &words("right")).unwrap();
            fs::OpenOptions::new().write(true).open(folder.at("b")).unwrap().set_len(length as u64).unwrap();
            let restored = backup.write_database(&folder.at("restored"), &CancellationToken::new(), |_, _| {});
            assert!(matches!(restored, Err(BackupError::Damaged)), "{length}");
            assert!(!folder.at("restored").exists());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_no_backup_and_nobody_waits_for_it() {
        let folder = Folder::with_backup(10);
        let made = std::process::Command::new("mkfifo").arg(folder.at("pipe")).status();
        assert!(made.unwrap().success());
        assert!(matches!(Backup::open(&folder.at("pipe"), &words("right")), Err(BackupError::Disk(_))));
    }

    /// T16
    #[test]
    fn a_backup_that_was_changed_cut_off_or_put_together_anew_restores_nothing() {
        let folder = Folder::with_backup(3 * PIECE);
        let whole = fs::read(folder.at("b")).unwrap();
        let is_refused = |bytes: &[u8], what: &str| {
            fs::write(folder.at("b"), bytes).unwrap();
            assert!(folder.restored().is_err(), "{what}");
            assert!(!folder.at("restored").exists(), "{what}");
        };
        for at in (0..whole.len()).step_by(997) {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            is_refused(&changed, &format!("byte {at}"));
        }
        let pieces: Vec<&[u8]> = whole[HEAD..].chunks(PIECE + TAG).collect();
        for end in 1..pieces.len() {
            is_refused(&[&whole[..HEAD], &pieces[..end].concat()].concat(), &format!("cut after piece {end}"));
        }
        is_refused(&whole[..whole.len() - 1], "cut by a byte");
        is_refused(&[whole.as_slice(), b"x"].concat(), "longer by a byte");
        is_refused(&[&whole[..HEAD], pieces[0], pieces[2], pieces[1], pieces[3]].concat(), "moved");
        is_refused(&[&whole[..HEAD], pieces[0], pieces[2], pieces[3]].concat(), "left out");
        let other = fs::read(Folder::with_backup(3 * PIECE).at("b")).unwrap();
        is_refused(&[&other[..HEAD], &whole[HEAD..]].concat(), "another's head");
    }

    #[test]
    fn one_that_is_stopped_leaves_nothing() {
        let folder = Folder::with_backup(3 * PIECE);
        let stop = CancellationToken::new();
        let (key, words) = (key(), words("right"));
        let stopped =
            write(&folder.at("database"), &key, contents(), (&words, CHEAP), &folder.at("c"), &stop, |done, _| {
                if done > 0 {
                    stop.cancel();
                }
            });
        assert!(matches!(stopped, Err(CopyError::Stopped)));
        let backup = Backup::open(&folder.at("b"), &words).unwrap();
        assert!(matches!(backup.write_database(&folder.at("d"), &stop, |_, _| {}), Err(BackupError::Stopped)));
        let left: Vec<_> = fs::read_dir(folder.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}
