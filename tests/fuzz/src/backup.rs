//! A backup: what is sealed in one may be anything, and so may be what only looks like one.

use std::{fs, io::Write as _};

use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use claimfolio_core::{
    portable::{Backup, BackupError},
    secret::envelope::{self, Cost, Opener},
};
use secrecy::{ExposeSecret as _, SecretBox, SecretString};
use tokio_util::sync::CancellationToken;

const CHEAP: Cost = Cost { memory: 64, passes: 1, lanes: 1 };
const PIECE: usize = 64 * 1024;

/// The first byte says what the others are: 0, a file as it lies on the disk; otherwise what is sealed in one by somebody
/// who knows the passphrase, two of its bits saying what is wrong with its last piece.
pub fn backup(bytes: &[u8]) {
    let Some((how, bytes)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (place, restored) = (folder.path().join("backup"), folder.path().join("restored"));
    let file = if *how == 0 { bytes.to_vec() } else { sealed(bytes, *how) };
    // A cost that a fuzzer makes up takes a second of it each time.
    let names_its_cost =
        file.get(9..17).is_some_and(|cost| cost[..4] > [0, 0, 1, 0][..] || cost[4..] > [0, 0, 0, 1][..]);
    if names_its_cost {
        return;
    }
    fs::File::create(&place).unwrap().write_all(&file).unwrap();
    let word: Option<usize> = bytes.get(32..36).map(|length| u32::from_be_bytes(length.try_into().unwrap()) as usize);
    let passphrase: SecretString = "four words".to_owned().into();
    match Backup::open(&place, &passphrase) {
        Ok(backup) => {
            assert!(*how != 0, "nobody seals a backup by chance");
            assert_eq!(backup.key().expose_secret().as_slice(), &bytes[..32]);
            let database = &bytes[36 + word.unwrap()..];
            let written = backup.write_database(&restored, &CancellationToken::new(), |_, _| {});
            if how & 6 == 0 {
                written.unwrap();
                assert!(fs::read(&restored).unwrap() == database, "another database than was sealed");
            } else {
                assert!(matches!(written, Err(BackupError::Damaged)), "a damaged backup was restored");
                assert!(!restored.exists());
            }
        }
        Err(BackupError::Disk(_) | BackupError::Failed | BackupError::Save(_) | BackupError::Stopped) => {
            panic!("the disk and the memory are good")
        }
        Err(BackupError::Refused) => assert!(*how == 0, "the passphrase is the right one"),
        Err(BackupError::NotUnderstood | BackupError::Damaged) => assert!(!restored.exists()),
    }
}

/// Seals as the module's document says, by another program's hand.
fn sealed(inside: &[u8], how: u8) -> Vec<u8> {
    let key = [7; 32];
    let envelope = envelope::seal(
        &SecretBox::new(Box::new(key)),
        Opener::Passphrase(&SecretString::from("four words".to_owned())),
        CHEAP,
    );
    let mut file = [b"CFB1".as_slice(), &envelope.unwrap()].concat();
    let head = file.clone();
    let seal = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).unwrap());
    let pieces: Vec<&[u8]> = if inside.is_empty() { vec![inside] } else { inside.chunks(PIECE).collect() };
    for (number, inside) in pieces.iter().enumerate() {
        let is_last = number + 1 == pieces.len();
        let mut nonce = [0; 12];
        // Not said to be the last one.
        nonce[0] = u8::from(is_last && how & 2 == 0);
        nonce[4..].copy_from_slice(&(number as u64).to_be_bytes());
        let mut piece = inside.to_vec();
        seal.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(&head), &mut piece).unwrap();
        // Changed by a bit.
        if is_last && how & 4 != 0 {
            piece[0] ^= 1;
        }
        file.extend(piece);
    }
    file
}
