//! A file that a member opens: FHIR as JSON, as lines, in Bundles, compressed or not.

use std::{
    io::{Cursor, Read},
    ops::ControlFlow,
};

use claimfolio_core::fhir::file::{FileError, Found, Limits, NotTaken, read};
use claimfolio_core::fhir::page::Resource;

use crate::bundle::holds;

const LIMITS: Limits = Limits { bytes: 1024 * 1024, resources: 1_000 };

/// Reads a file at once and byte by byte. Both find the same; what is taken stands in the file, but for the space between
/// its members.
pub fn file(bytes: &[u8]) {
    let (at_once, found) = all(Cursor::new(bytes));
    let (drop_by_drop, found_again) = all(Drops(bytes));
    let is_compressed = bytes.starts_with(&[0x1f, 0x8b]);
    assert_eq!(at_once.is_ok(), drop_by_drop.is_ok());
    // Of a compressed file that is damaged somewhat more or less is seen before that comes out.
    if at_once.is_ok() || !is_compressed {
        assert_eq!(kind(&at_once), kind(&drop_by_drop));
        assert!(found == found_again, "the sizes of its pieces make a difference");
    }
    let file = close(bytes);
    for piece in &found {
        match piece {
            Piece::Resource(resource) => {
                holds(resource);
                let json = close(resource.json.as_str().as_bytes());
                assert!(is_compressed || file.windows(json.len()).any(|part| part == json), "it does not stand there");
            }
            Piece::NotTaken(not_taken) => {
                let name = not_taken.resource_type.as_deref().unwrap_or("None");
                assert!(name.bytes().all(|byte| byte.is_ascii_alphabetic()) && not_taken.place.line > 0);
            }
        }
    }
    assert!(found.len() as u64 <= LIMITS.resources);
}

/// Without any space.
fn close(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect()
}

/// [`Found`], to be compared.
#[derive(PartialEq)]
enum Piece {
    Resource(Resource),
    NotTaken(NotTaken),
}

fn all(source: impl Read) -> (Result<(), FileError>, Vec<Piece>) {
    let mut found = Vec::new();
    let read = read(source, LIMITS, &mut |_| ControlFlow::Continue(()), &mut |piece| {
        found.push(match piece {
            Found::Resource(resource) => Piece::Resource(resource),
            Found::NotTaken(not_taken) => Piece::NotTaken(not_taken),
        });
        ControlFlow::Continue(())
    });
    (read, found)
}

fn kind(read: &Result<(), FileError>) -> Result<(), (&'static str, u64)> {
    match read {
        Ok(()) => Ok(()),
        Err(FileError::Disk(_)) => Err(("disk", 0)),
        Err(FileError::BrokenOff { line }) => Err(("broken off", *line)),
        Err(FileError::NotJson { line }) => Err(("not JSON", *line)),
        Err(FileError::TooLarge) => Err(("too large", 0)),
        Err(FileError::Stopped) => Err(("stopped", 0)),
    }
}

/// Hands one byte over at a time.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let most = into.len().min(1);
        self.0.read(&mut into[..most])
    }
}
