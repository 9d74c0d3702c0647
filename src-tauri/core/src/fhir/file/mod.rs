//! A file of FHIR JSON, cut into its resources without trusting it: a Bundle of any type, a single resource, a list of
//! either, or one of either a line (NDJSON); compressed by gzip or not.
//!
//! What is read is handed over piece by piece, so that a file of any size needs the memory of one resource. A resource
//! that cannot be read costs nothing but itself, and its place and reason are told. A file that breaks off, or that is no
//! JSON from somewhere on, is no file to take anything from: [`read`] then ends with an error, and whoever has taken
//! something already must let it go.
//!
//! Not here: what a resource means, and other formats (XML, PDF, spreadsheets).

mod input;
mod scan;
#[cfg(test)]
mod tests;

use std::{io, ops::ControlFlow};

use bytes::Bytes;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use self::{
    input::open_text,
    scan::{Scanner, Value},
};
use super::{
    head::{Head, Unfit},
    page::{Entry, LARGEST_RESOURCE, Resource, Unreadable, read_piece},
};

/// Largest text that is held at once, in bytes: a line, or a Bundle inside another one.
const LARGEST_PIECE: usize = 16 * 1024 * 1024;

/// How deep Bundles may be in Bundles.
const DEEPEST_BUNDLE: u32 = 3;

/// How much a file may bring (T11, T13).
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes, after decompression.
    pub bytes: u64,
    /// Resources and what is none in a resource's place, together.
    pub resources: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 2 * 1024 * 1024 * 1024, resources: 500_000 }
    }
}

/// Where something stands in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// The line that it begins in, from 1.
    pub line: u64,
    /// Its place among the entries of its Bundle or list, from 1.
    pub entry: Option<u64>,
}

/// Why something in a resource's place was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is not JSON.
    NotJson,
    /// It has no resource.
    NoResource,
    /// The resource does not say what it is.
    NoType,
    /// It says the same thing twice (T14).
    SaidTwice,
    /// It is larger than [`LARGEST_RESOURCE`].
    TooLarge,
    /// It is nested too deeply (T14).
    TooDeep,
    /// It is a server's message, no record.
    Message,
}

/// Something in a resource's place that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTaken {
    /// Where it stands.
    pub place: Place,
    /// What it says it is.
    pub resource_type: Option<String>,
    /// Why.
    pub why: Why,
}

/// A piece of a file.
#[derive(Debug)]
pub enum Found {
    /// A resource.
    Resource(Resource),
    /// Something else in a resource's place.
    NotTaken(NotTaken),
}

/// Why a whole file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be opened or read.
    #[error("the file cannot be read")]
    Disk(#[source] io::Error),
    /// It ends in the middle of something.
    #[error("the file breaks off in line {line}")]
    BrokenOff {
        /// In which line.
        line: u64,
    },
    /// From somewhere on it is no JSON.
    #[error("line {line} is not JSON")]
    NotJson {
        /// In which line.
        line: u64,
    },
    /// It brings more than it may (T11, T13).
    #[error("the file brings too much")]
    TooLarge,
    /// Whoever takes the pieces wants no more.
    #[error("stopped")]
    Stopped,
}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Takes the pieces.
pub type Take<'a> = dyn FnMut(Found) -> ControlFlow<()> + 'a;

/// Reads a file to its end. `advance` hears how many bytes of the file, as it lies on the disk, were read so far.
///
/// # Errors
/// Each of [`FileError`]: nothing that was handed over may be kept then.
pub fn read(
    file: impl io::Read,
    limits: Limits,
    advance: &mut dyn FnMut(u64) -> ControlFlow<()>,
    take: &mut Take<'_>,
) -> Result<(), FileError> {
    let mut scanner = Scanner::new(open_text(file, limits.bytes, advance)?);
    let mut reading = Reading { take, left: limits.resources };
    if !scanner.skip_space()? {
        return Ok(());
    }
    if scanner.line_is_whole(LARGEST_PIECE)? { reading.lines(&mut scanner) } else { reading.documents(&mut scanner) }
}

struct Reading<'a, 'b> {
    take: &'a mut Take<'b>,
    left: u64,
}

impl Reading<'_, '_> {
    /// One text a line. A line that is no JSON is told, and the next one is a line of its own again.
    fn lines(&mut self, scanner: &mut Scanner<'_>) -> Result<(), FileError> {
        while scanner.skip_space()? {
            let place = Place { line: scanner.line(), entry: None };
            let (text, ended) = scanner.rest_of_line(LARGEST_PIECE)?;
            let Some(text) = text else {
                self.not_taken(place, None, Why::TooLarge)?;
                continue;
            };
            let text = Bytes::from(text);
            match serde_json::from_slice::<&RawValue>(text.trim_ascii_end()) {
                Ok(raw) => self.resource(&text, raw, None, place, 0)?,
                Err(error) if error.is_eof() && !ended => return Err(FileError::BrokenOff { line: place.line }),
                Err(_) => self.not_taken(place, None, Why::NotJson)?,
            }
        }
        Ok(())
    }

    /// One text after the other, each over as many lines as it likes.
    fn documents(&mut self, scanner: &mut Scanner<'_>) -> Result<(), FileError> {
        while scanner.skip_space()? {
            match scanner.peek()? {
                Some(b'[') => self.list(scanner)?,
                Some(b'{') => self.object(scanner, 0)?,
                _ => return Err(scanner.not_json()),
            }
        }
        Ok(())
    }

    fn list(&mut self, scanner: &mut Scanner<'_>) -> Result<(), FileError> {
        scanner.elements(|scanner, number| {
            let place = Place { line: scanner.line(), entry: Some(number) };
            match scanner.value(LARGEST_PIECE)? {
                Value::Text(text) => self.piece(&text.into(), place, 0),
                Value::TooLarge => self.not_taken(place, None, Why::TooLarge),
                Value::TooDeep => self.not_taken(place, None, Why::TooDeep),
            }
        })
    }

    /// An object that may be a Bundle of any size: its entries are read one by one, before it is known what it is.
    fn object(&mut self, scanner: &mut Scanner<'_>, depth: u32) -> Result<(), FileError> {
        let place = Place { line: scanner.line(), entry: None };
        let mut rest = b"{".to_vec();
        let (mut entries, mut fits, mut too_deep) = (None::<&'static str>, true, false);
        let mut twice = false;
        scanner.members(|scanner, name| {
            let is_list = match name {
                b"\"entry\"" => Some("Bundle"),
                b"\"parameter\"" => Some("Parameters"),
                _ => None,
            };
            if let Some(of) = is_list.filter(|_| depth < DEEPEST_BUNDLE)
                && scanner.peek()? == Some(b'[')
            {
                twice |= entries.replace(of).is_some();
                return scanner.elements(|scanner, number| {
                    let place = Place { line: scanner.line(), entry: Some(number) };
                    match scanner.value(LARGEST_PIECE)? {
                        Value::Text(text) => self.entry(&text.into(), place, depth),
                        Value::TooLarge => self.not_taken(place, None, Why::TooLarge),
                        Value::TooDeep => self.not_taken(place, None, Why::TooDeep),
                    }
                });
            }
            match scanner.value(LARGEST_PIECE)? {
                Value::Text(text) if fits && rest.len() + name.len() + text.len() < LARGEST_PIECE => {
                    if rest.len() > 1 {
                        rest.push(b',');
                    }
                    rest.extend_from_slice(name);
                    rest.push(b':');
                    rest.extend_from_slice(&text);
                }
                Value::TooDeep => too_deep = true,
                Value::Text(_) | Value::TooLarge => fits = false,
            }
            Ok(())
        })?;
        rest.push(b'}');
        if twice {
            return self.not_taken(place, None, Why::SaidTwice);
        }
        match entries {
            // What holds the entries brings nothing itself, but it must be what has entries.
            Some(of) => match serde_json::from_slice::<&RawValue>(&rest).ok().map(|rest| type_of(rest.get())) {
                Some(Ok(Some(name))) if name == of => Ok(()),
                Some(Ok(name)) => self.not_taken(place, name, Why::NoType),
                Some(Err(why)) => self.not_taken(place, None, why),
                None => Err(scanner.not_json()),
            },
            None if too_deep => self.not_taken(place, None, Why::TooDeep),
            None if !fits => self.not_taken(place, None, Why::TooLarge),
            None if serde_json::from_slice::<&RawValue>(&rest).is_err() => Err(scanner.not_json()),
            None => self.piece(&rest.into(), place, depth + 1),
        }
    }

    /// `Bundle.entry[n]`.
    fn entry(&mut self, text: &Bytes, place: Place, depth: u32) -> Result<(), FileError> {
        let Ok(entry) = serde_json::from_slice::<Entry<'_>>(text) else {
            return self.not_taken(place, None, Why::NotJson);
        };
        match entry.resource {
            _ if entry.said_twice => self.not_taken(place, None, Why::SaidTwice),
            None => self.not_taken(place, None, Why::NoResource),
            Some(resource) => self.resource(text, resource, entry.full_url, place, depth),
        }
    }

    /// A text that nobody has looked at yet.
    fn piece(&mut self, text: &Bytes, place: Place, depth: u32) -> Result<(), FileError> {
        match serde_json::from_slice::<&RawValue>(text.trim_ascii_end()) {
            Ok(whole) => self.resource(text, whole, None, place, depth),
            Err(_) => self.not_taken(place, None, Why::NotJson),
        }
    }

    fn resource(
        &mut self,
        body: &Bytes,
        raw: &RawValue,
        full_url: Option<&RawValue>,
        place: Place,
        depth: u32,
    ) -> Result<(), FileError> {
        if raw.get().starts_with('[') && depth == 0 {
            return self.inner(raw, |reading, scanner| reading.list(scanner));
        }
        if !raw.get().starts_with('{') {
            return self.not_taken(place, None, Why::NoResource);
        }
        let resource_type = match type_of(raw.get()) {
            Ok(name) => name,
            Err(why) => return self.not_taken(place, None, why),
        };
        if matches!(resource_type.as_deref(), Some("Bundle" | "Parameters")) {
            if depth >= DEEPEST_BUNDLE {
                return self.not_taken(place, resource_type, Why::TooDeep);
            }
            return self.inner(raw, |reading, scanner| reading.object(scanner, depth + 1));
        }
        if raw.get().len() > LARGEST_RESOURCE {
            return self.not_taken(place, resource_type, Why::TooLarge);
        }
        match read_piece(body, raw, full_url, nameless) {
            Ok(Some(resource)) => self.hand_over(Found::Resource(resource)),
            Ok(None) => self.not_taken(place, resource_type, Why::Message),
            Err(unreadable) => self.not_taken(place, resource_type, why(unreadable)),
        }
    }

    /// A text inside another one, which is JSON throughout.
    fn inner(
        &mut self,
        raw: &RawValue,
        read: impl FnOnce(&mut Self, &mut Scanner<'_>) -> Result<(), FileError>,
    ) -> Result<(), FileError> {
        let mut advance = |_| ControlFlow::Continue(());
        read(self, &mut Scanner::new(open_text(raw.get().as_bytes(), u64::MAX, &mut advance)?))
    }

    fn not_taken(&mut self, place: Place, resource_type: Option<String>, why: Why) -> Result<(), FileError> {
        self.hand_over(Found::NotTaken(NotTaken { place, resource_type, why }))
    }

    fn hand_over(&mut self, found: Found) -> Result<(), FileError> {
        self.left = self.left.checked_sub(1).ok_or(FileError::TooLarge)?;
        match (self.take)(found) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(FileError::Stopped),
        }
    }
}

/// The type of a resource whose text is JSON.
fn type_of(json: &str) -> Result<Option<String>, Why> {
    let head = Head::of(json).map_err(|unfit| match unfit {
        Unfit::TooDeep => Why::TooDeep,
        Unfit::SaidTwice => Why::SaidTwice,
    })?;
    let name = head.resource_type.and_then(|quoted| serde_json::from_str::<String>(quoted).ok());
    // It is shown: whatever else stands there is no name of a type.
    Ok(name.filter(|name| (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphabetic())))
}

fn why(unreadable: Unreadable) -> Why {
    match unreadable {
        Unreadable::NoResource => Why::NoResource,
        Unreadable::SaidTwice => Why::SaidTwice,
        Unreadable::NoType | Unreadable::NoId => Why::NoType,
        Unreadable::TooLarge => Why::TooLarge,
        Unreadable::TooDeep => Why::TooDeep,
    }
}

/// The id of a resource without one: the same for the same text, so that the same file brings nothing twice.
fn nameless(json: &str) -> String {
    let digest = Sha256::digest(json.as_bytes());
    let digits: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("file-{digits}")
}
