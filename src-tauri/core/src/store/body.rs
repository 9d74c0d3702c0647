//! How the text of a resource is kept: compressed, verbatim.
//!
//! A payer's resources repeat each other: the same elements, addresses of code systems, words and people. So some of those
//! that a search brings first are kept once more, together, as the search's dictionary. With its help a claim takes a
//! fourth of the room that it takes by itself, and half the time.
//!
//! A body is a frame of zstd (RFC 8878), which begins with `28`, or `01`, the eight bytes that name the dictionary, and such
//! a frame.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::{StoreError, digest};

/// What a body that needs a dictionary begins with.
const WITH_DICTIONARY: u8 = 1;

/// A level more costs as much time as everything else that is done to a claim, for a tenth less room.
const LEVEL: i32 = 1;

/// With a dictionary this costs two thirds of the level's time, for a tenth more room.
const LEVEL_WITH_DICTIONARY: i32 = -1;

/// From how many resources a dictionary is made, of how many at least, and of how many bytes each at most: enough for most
/// kinds of claims, and read in microseconds.
const SAMPLES: usize = 4;
const FEWEST: usize = 8;
const LONGEST_SAMPLE: usize = 16 * 1024;

/// A dictionary's name: the beginning of a SHA-256 of its connection's id and its text. It goes with its connection, though
/// another may have brought the same.
type Name = [u8; 8];

/// What the resources of a search have in common.
#[derive(Clone)]
pub(super) struct Dictionary {
    name: Name,
    text: String,
}

impl Dictionary {
    /// The one that a search has. `connection` is the row's key.
    pub(super) fn of_search(reader: &Connection, connection: i64, search: &str) -> Result<Option<Self>, StoreError> {
        let mut statement = reader.prepare_cached(
            "SELECT name, length, body FROM dictionary WHERE connection = ?1 AND search = ?2 ORDER BY name LIMIT 1",
        )?;
        let found = statement
            .query_row(params![connection, search], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?)));
        let Some((name, length, body)) = found.optional()? else { return Ok(None) };
        Ok(Some(Self { name, text: decompress(reader, &body, length)? }))
    }

    /// Makes one of some resources that came together; `None` where they are too few. `connection` is its id.
    pub(super) fn from_samples(connection: &str, resources: &[&str]) -> Option<Self> {
        let samples = resources.iter().step_by(resources.len().div_ceil(SAMPLES).max(1));
        let text: String = samples.copied().filter(|sample| sample.len() <= LONGEST_SAMPLE).collect();
        if resources.len() < FEWEST || text.is_empty() {
            return None;
        }
        let [name @ .., _, _, _, _, _, _, _, _] = digest::of_bytes(&[connection, &text].concat());
        Some(Self { name, text })
    }

    /// Keeps it for a search.
    pub(super) fn keep(&self, transaction: &Transaction<'_>, connection: i64, search: &str) -> Result<(), StoreError> {
        let body = Compressor::new(None)?.compress(&self.text)?;
        transaction
            .prepare_cached(
                "INSERT INTO dictionary (name, connection, search, length, body) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![self.name, connection, search, length(self.text.len()), body])?;
        Ok(())
    }
}

/// Compresses one text after the other, with the same working memory.
pub(super) struct Compressor<'a> {
    zstd: zstd::bulk::Compressor<'a>,
    /// What each body begins with.
    head: Vec<u8>,
    frame: Vec<u8>,
}

impl Compressor<'_> {
    pub(super) fn new(dictionary: Option<&Dictionary>) -> Result<Self, StoreError> {
        let (zstd, head) = match dictionary {
            None => (zstd::bulk::Compressor::new(LEVEL)?, Vec::new()),
            Some(Dictionary { name, text }) => (
                zstd::bulk::Compressor::with_dictionary(LEVEL_WITH_DICTIONARY, text.as_bytes())?,
                [&[WITH_DICTIONARY], name.as_slice()].concat(),
            ),
        };
        Ok(Self { zstd, head, frame: Vec::new() })
    }

    pub(super) fn compress(&mut self, text: &str) -> Result<Vec<u8>, StoreError> {
        self.frame.clear();
        self.frame.reserve(zstd::zstd_safe::compress_bound(text.len()));
        self.zstd.compress_to_buffer(text.as_bytes(), &mut self.frame)?;
        Ok([self.head.as_slice(), &self.frame].concat())
    }
}

/// A number of bytes as it is kept: beside a body that of its text.
pub(super) fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// The text of a stored resource.
pub(super) fn decompress(reader: &Connection, body: &[u8], length: i64) -> Result<String, StoreError> {
    let length = usize::try_from(length).map_err(|_| StoreError::Corrupt)?;
    let named = body.split_first().filter(|(first, _)| **first == WITH_DICTIONARY);
    let bytes = match named.map(|(_, rest)| rest.split_first_chunk::<{ size_of::<Name>() }>()) {
        None => zstd::bulk::decompress(body, length),
        Some(None) => return Err(StoreError::Corrupt),
        Some(Some((name, frame))) => {
            let dictionary = named_text(reader, name)?;
            zstd::bulk::Decompressor::with_dictionary(dictionary.as_bytes())?.decompress(frame, length)
        }
    };
    let bytes = bytes.ok().filter(|bytes| bytes.len() == length).ok_or(StoreError::Corrupt)?;
    String::from_utf8(bytes).map_err(|_| StoreError::Corrupt)
}

fn named_text(reader: &Connection, name: &Name) -> Result<String, StoreError> {
    let mut statement = reader.prepare_cached("SELECT length, body FROM dictionary WHERE name = ?1")?;
    let found = statement.query_row([name], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?))).optional()?;
    let (length, body) = found.ok_or(StoreError::Corrupt)?;
    decompress(reader, &body, length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrations;

    fn desk() -> Connection {
        let mut desk = Connection::open_in_memory().unwrap();
        migrations::migrate(&mut desk).unwrap();
        desk.execute_batch(
            "INSERT INTO connection (id, payer, payer_name, created) VALUES ('c', 'p', 'Plan', '2026-01-01T00:00:00Z')",
        )
        .unwrap();
        desk
    }

    /// Words that only a whole text of its kind shares.
    fn texts() -> Vec<String> {
        (0..20_u64)
            .map(|n| format!("{{\"id\":\"{n}\",{}}}", "\"a long name that none repeats by itself\":".repeat(9)))
            .collect()
    }

    #[test]
    fn a_text_comes_back_verbatim_with_a_dictionary_and_without() {
        let mut desk = desk();
        let texts = texts();
        let samples: Vec<_> = texts.iter().map(String::as_str).collect();
        let dictionary = Dictionary::from_samples("c", &samples).unwrap();
        let transaction = desk.transaction().unwrap();
        dictionary.keep(&transaction, 1, "s").unwrap();
        transaction.commit().unwrap();
        let kept = Dictionary::of_search(&desk, 1, "s").unwrap().unwrap();
        assert_eq!((kept.name, &kept.text), (dictionary.name, &dictionary.text));
        assert!(Dictionary::of_search(&desk, 1, "other").unwrap().is_none());
        for text in texts.iter().map(String::as_str).chain(["", "\u{1}", "{\"something\":\"else\"}"]) {
            for dictionary in [None, Some(&kept)] {
                let body = Compressor::new(dictionary).unwrap().compress(text).unwrap();
                assert_eq!(decompress(&desk, &body, length(text.len())).unwrap(), text);
            }
        }
        let [alone, helped] = [None, Some(&kept)].map(|one| Compressor::new(one).unwrap().compress(&texts[7]).unwrap());
        assert!(helped.len() * 2 < alone.len(), "{} {}", helped.len(), alone.len());
    }

    #[test]
    fn few_or_huge_resources_make_no_dictionary() {
        assert!(Dictionary::from_samples("c", &["{}"; FEWEST - 1]).is_none());
        assert!(Dictionary::from_samples("c", &[&*"x".repeat(LONGEST_SAMPLE + 1); FEWEST]).is_none());
        assert_eq!(Dictionary::from_samples("c", &["{}"; 101]).unwrap().text, "{}".repeat(SAMPLES));
    }

    /// T16
    #[test]
    fn a_body_that_is_damaged_or_has_lost_its_dictionary_is_corrupt() {
        let desk = desk();
        let texts = texts();
        let samples: Vec<_> = texts.iter().map(String::as_str).collect();
        let dictionary = Dictionary::from_samples("c", &samples).unwrap();
        let body = Compressor::new(Some(&dictionary)).unwrap().compress(&texts[0]).unwrap();
        for body in [body.as_slice(), &body[..4], &[], &[WITH_DICTIONARY], b"x"] {
            assert!(matches!(decompress(&desk, body, length(texts[0].len())), Err(StoreError::Corrupt)), "{body:?}");
        }
    }
}
