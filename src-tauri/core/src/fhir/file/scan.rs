//! Walks through JSON of any size without recursion and without keeping it: where values begin and end. What is inside a
//! value is for others to check.

use super::{FileError, input::Input};

/// Deeper than any resource that is kept (T14); nothing here is recursive, so that this bounds no stack.
const DEEPEST: usize = 4 + crate::fhir::head::DEEPEST;

const WINDOW: usize = 1 << 16;

/// Longest name of a member that is told apart.
const LONGEST_NAME: usize = 256;

/// A value of a document.
pub(super) enum Value {
    /// Its text.
    Text(Vec<u8>),
    /// It was passed over: larger than what is kept.
    TooLarge,
    /// It was passed over: nested too deeply.
    TooDeep,
}

/// Walks through JSON.
pub(super) struct Scanner<'a> {
    input: Input<'a>,
    window: Vec<u8>,
    at: usize,
    line: u64,
    is_at_end: bool,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(input: Input<'a>) -> Self {
        Self { input, window: Vec::new(), at: 0, line: 1, is_at_end: false }
    }

    /// The line that comes next, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    pub(super) fn not_json(&self) -> FileError {
        FileError::NotJson { line: self.line }
    }

    fn broken_off(&self) -> FileError {
        FileError::BrokenOff { line: self.line }
    }

    /// Gets more bytes behind those that are here; whether any came.
    fn fill(&mut self) -> Result<bool, FileError> {
        if self.is_at_end {
            return Ok(false);
        }
        self.window.drain(..self.at);
        self.at = 0;
        let here = self.window.len();
        self.window.resize(here + WINDOW, 0);
        let room = self.window.get_mut(here..).unwrap_or_default();
        let came = self.input.more(room, self.line)?;
        self.window.truncate(here + came);
        self.is_at_end = came == 0;
        Ok(came > 0)
    }

    /// The next byte; `None` at the end.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<Option<u8>, FileError> {
        if self.at == self.window.len() && !self.fill()? {
            return Ok(None);
        }
        Ok(self.window.get(self.at).copied())
    }

    #[inline]
    fn pass(&mut self, byte: u8) {
        self.line += u64::from(byte == b'\n');
        self.at += 1;
    }

    /// Goes to the next byte that is no white space, a byte order mark included; whether there is one.
    pub(super) fn skip_space(&mut self) -> Result<bool, FileError> {
        while let Some(byte) = self.peek()? {
            if self.line == 1 && byte == 0xEF && self.starts_with_mark()? {
                self.at += 3;
                continue;
            }
            if !byte.is_ascii_whitespace() {
                return Ok(true);
            }
            self.pass(byte);
        }
        Ok(false)
    }

    fn starts_with_mark(&mut self) -> Result<bool, FileError> {
        while self.window.len() - self.at < 3 && self.fill()? {}
        Ok(self.window.get(self.at..).is_some_and(|rest| rest.starts_with(&[0xEF, 0xBB, 0xBF])))
    }

    /// Whether the text up to the end of the line is JSON by itself. Looks only.
    pub(super) fn line_is_whole(&mut self, most: usize) -> Result<bool, FileError> {
        let mut looked = 0;
        loop {
            let rest = self.window.get(self.at..).unwrap_or_default();
            let end = rest.iter().skip(looked).position(|byte| *byte == b'\n').map(|end| end + looked);
            if let Some(line) = end.map_or_else(|| self.is_at_end.then_some(rest), |end| rest.get(..end)) {
                return Ok(serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok());
            }
            looked = rest.len();
            if looked > most {
                return Ok(false);
            }
            self.fill()?;
        }
    }

    /// The rest of the line, unless it is larger than `most`; and whether the line has an end.
    pub(super) fn rest_of_line(&mut self, most: usize) -> Result<(Option<Vec<u8>>, bool), FileError> {
        let mut text = Vec::new();
        let mut fits = true;
        while self.peek()?.is_some() {
            let rest = self.window.get(self.at..).unwrap_or_default();
            let end = rest.iter().position(|byte| *byte == b'\n');
            let part = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            fits &= text.len() + part.len() <= most;
            if fits {
                text.extend_from_slice(part);
            }
            self.at += part.len();
            if end.is_some() {
                self.pass(b'\n');
                return Ok((fits.then_some(text), true));
            }
        }
        Ok((fits.then_some(text), false))
    }

    /// The value that begins here, to its end.
    pub(super) fn value(&mut self, most: usize) -> Result<Value, FileError> {
        let mut text = Vec::new();
        let (mut depth, mut fits, mut too_deep, mut in_string) = (0_usize, true, false, false);
        loop {
            if self.at == self.window.len() && !self.fill()? {
                return Err(self.broken_off());
            }
            let begun = self.at;
            let (mut ended, mut before) = (false, false);
            while let Some(byte) = self.window.get(self.at).copied() {
                if in_string {
                    match byte {
                        b'\\' => {
                            // Its pair may stand in the next window.
                            if self.at + 1 == self.window.len() {
                                break;
                            }
                            self.at += 1;
                        }
                        b'"' => {
                            in_string = false;
                            ended = depth == 0;
                        }
                        // RFC 8259, section 7: a line cannot end within a string.
                        b'\n' => return Err(self.not_json()),
                        _ => {}
                    }
                } else {
                    match byte {
                        b'"' => in_string = true,
                        b'{' | b'[' => {
                            depth += 1;
                            too_deep |= depth > DEEPEST;
                        }
                        b'}' | b']' if depth == 0 => (ended, before) = (true, true),
                        b'}' | b']' => {
                            depth -= 1;
                            ended = depth == 0;
                        }
                        // A number or a word ends where something else begins.
                        b',' if depth == 0 => (ended, before) = (true, true),
                        b'\n' => self.line += 1,
                        _ => {}
                    }
                }
                self.at += usize::from(!before);
                if ended {
                    break;
                }
            }
            let part = self.window.get(begun..self.at).unwrap_or_default();
            fits &= text.len() + part.len() <= most;
            if fits && !too_deep {
                text.extend_from_slice(part);
            }
            if ended {
                return Ok(match (too_deep, fits) {
                    (true, _) => Value::TooDeep,
                    (_, false) => Value::TooLarge,
                    _ => Value::Text(text),
                });
            }
            if self.at < self.window.len() && !self.fill()? {
                return Err(self.broken_off());
            }
        }
    }

    /// Each element of the list that begins here, numbered from 1.
    pub(super) fn elements(
        &mut self,
        mut each: impl FnMut(&mut Self, u64) -> Result<(), FileError>,
    ) -> Result<(), FileError> {
        let mut number = 0;
        self.parts(b'[', b']', |scanner| {
            number += 1;
            each(scanner, number)
        })
    }

    /// Each member of the object that begins here: its name with its quotes, and the place where its value begins.
    pub(super) fn members(
        &mut self,
        mut each: impl FnMut(&mut Self, &[u8]) -> Result<(), FileError>,
    ) -> Result<(), FileError> {
        self.parts(b'{', b'}', |scanner| {
            if scanner.peek()? != Some(b'"') {
                return Err(scanner.not_json());
            }
            let Value::Text(name) = scanner.value(LONGEST_NAME)? else { return Err(scanner.not_json()) };
            scanner.expect_next(b':')?;
            scanner.expect_more()?;
            each(scanner, &name)
        })
    }

    /// The parts between two brackets, with commas between them.
    fn parts(
        &mut self,
        open: u8,
        close: u8,
        mut each: impl FnMut(&mut Self) -> Result<(), FileError>,
    ) -> Result<(), FileError> {
        self.expect_next(open)?;
        self.expect_more()?;
        if self.peek()? == Some(close) {
            self.pass(close);
            return Ok(());
        }
        loop {
            self.expect_more()?;
            each(self)?;
            self.expect_more()?;
            match self.peek()? {
                Some(b',') => self.pass(b','),
                Some(byte) if byte == close => {
                    self.pass(byte);
                    return Ok(());
                }
                _ => return Err(self.not_json()),
            }
        }
    }

    fn expect_more(&mut self) -> Result<(), FileError> {
        if self.skip_space()? { Ok(()) } else { Err(self.broken_off()) }
    }

    fn expect_next(&mut self, wanted: u8) -> Result<(), FileError> {
        self.expect_more()?;
        if self.peek()? != Some(wanted) {
            return Err(self.not_json());
        }
        self.pass(wanted);
        Ok(())
    }
}
