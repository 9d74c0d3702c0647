//! The bytes of a file: decompressed where it is compressed, and never more than they may be (T11).

use std::{
    cell::Cell,
    io::{self, BufReader, Read},
    ops::ControlFlow,
};

use flate2::bufread::MultiGzDecoder;

use super::FileError;

/// A file of health records shrinks to a twentieth; one that grows more than this is made to do harm.
const MOST_GROWTH: u64 = 250;

/// From here on growth counts: a small file may be as regular as it likes.
const GROWTH_COUNTS_FROM: u64 = 8 * 1024 * 1024;

const BUFFER: usize = 1 << 16;

/// How a compressed file begins (RFC 1952, 2.3.1).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The bytes of a file.
pub(super) struct Input<'a> {
    bytes: Box<dyn Read + 'a>,
    /// How much of the file on the disk was read.
    read: std::rc::Rc<Cell<u64>>,
    is_compressed: bool,
    came: u64,
    most: u64,
    advance: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
}

/// Looks whether a file is compressed.
pub(super) fn open_text<'a>(
    file: impl Read + 'a,
    most: u64,
    advance: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Input<'a>, FileError> {
    let read = std::rc::Rc::new(Cell::new(0));
    let mut file = BufReader::with_capacity(BUFFER, Counted { file, read: std::rc::Rc::clone(&read) });
    // However little of it comes at a time.
    let mut first = Vec::with_capacity(GZIP.len());
    file.by_ref().take(GZIP.len() as u64).read_to_end(&mut first)?;
    let is_compressed = first == GZIP;
    let file = io::Cursor::new(first).chain(file);
    let bytes: Box<dyn Read + 'a> = if is_compressed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    Ok(Input { bytes, read, is_compressed, came: 0, most, advance })
}

impl Input<'_> {
    /// More bytes, none at the end.
    pub(super) fn more(&mut self, into: &mut [u8], line: u64) -> Result<usize, FileError> {
        let came = loop {
            match self.bytes.read(into) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // What a decompressor says of a damaged or cut file.
                Err(_) if self.is_compressed => return Err(FileError::BrokenOff { line }),
                came => break came?,
            }
        };
        self.came = self.came.saturating_add(u64::try_from(came).unwrap_or(u64::MAX));
        let grows = self.is_compressed && self.came > GROWTH_COUNTS_FROM && self.came / MOST_GROWTH > self.read.get();
        if self.came > self.most || grows {
            return Err(FileError::TooLarge);
        }
        match (self.advance)(self.read.get()) {
            ControlFlow::Continue(()) => Ok(came),
            ControlFlow::Break(()) => Err(FileError::Stopped),
        }
    }
}

/// Counts what is read.
struct Counted<R> {
    file: R,
    read: std::rc::Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let came = self.file.read(into)?;
        self.read.set(self.read.get().saturating_add(u64::try_from(came).unwrap_or(u64::MAX)));
        Ok(came)
    }
}
