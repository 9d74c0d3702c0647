//! Days and amounts in a pasted bill, in the forms that American and Spanish papers have. Each is given with all that it
//! can mean: 03/04/2026 is two days, and only the member knows which.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::ipc::{BillReading, ReadWord};

/// Letters of a text that are looked at, and words that are given back.
const LONGEST_TEXT: usize = 20_000;
const MOST_WORDS: usize = 40;
/// Letters before a word that tell what it is.
const LONGEST_BEFORE: usize = 40;

const MONTHS: [[&str; 4]; 12] = [
    ["january", "jan", "enero", "ene"],
    ["february", "feb", "febrero", "feb"],
    ["march", "mar", "marzo", "mar"],
    ["april", "apr", "abril", "abr"],
    ["may", "may", "mayo", "may"],
    ["june", "jun", "junio", "jun"],
    ["july", "jul", "julio", "jul"],
    ["august", "aug", "agosto", "ago"],
    ["september", "sep", "septiembre", "sept"],
    ["october", "oct", "octubre", "oct"],
    ["november", "nov", "noviembre", "nov"],
    ["december", "dec", "diciembre", "dic"],
];

/// Reads a text. Whatever is not clearly a day or an amount is left out.
#[must_use]
pub fn read(text: &str) -> BillReading {
    let text: String = text.chars().take(LONGEST_TEXT).collect();
    let mut reading = BillReading::default();
    for line in text.lines() {
        let pieces = pieces(line);
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for index in 0..pieces.len() {
            if taken.contains(&index) {
                continue;
            }
            if let Some((length, day)) = written_out(&pieces, index) {
                taken.extend(index..index + length);
                let last = pieces.get(index + length - 1).or(pieces.get(index));
                let (start, end) =
                    (pieces.get(index).map_or(0, |piece| piece.start), last.map_or(0, |piece| piece.end));
                keep(&mut reading.dates, line, (start, end), vec![day]);
            } else if let Some(piece) = pieces.get(index) {
                let days = numeric_days(piece.text);
                if !days.is_empty() {
                    keep(&mut reading.dates, line, (piece.start, piece.end), days);
                } else if let Some(amounts) = amounts(piece.text, is_money(&pieces, index)) {
                    keep(&mut reading.amounts, line, (piece.start, piece.end), amounts);
                }
            }
        }
    }
    reading
}

fn keep(words: &mut Vec<ReadWord>, line: &str, (start, end): (usize, usize), meant: Vec<String>) {
    if words.len() >= MOST_WORDS || words.iter().any(|word| word.meant == meant) {
        return;
    }
    let before = line.get(..start).unwrap_or_default().trim().trim_end_matches([':', '$']).trim_end();
    let skip = before.chars().count().saturating_sub(LONGEST_BEFORE);
    let text = line.get(start..end).unwrap_or_default().trim_matches([',', '.', ';', ':', '(', ')']).to_owned();
    words.push(ReadWord { text, before: before.chars().skip(skip).collect(), meant });
}

/// A stretch of a line without spaces.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = None;
    for (at, letter) in line.char_indices().chain([(line.len(), ' ')]) {
        match (letter.is_whitespace(), start) {
            (true, Some(from)) => {
                if let Some(text) = line.get(from..at) {
                    pieces.push(Piece { text, start: from, end: at });
                }
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    pieces
}

fn bare(text: &str) -> &str {
    text.trim_matches([',', '.', ';', ':', '(', ')'])
}

fn month(text: &str) -> Option<i8> {
    let name = bare(text).to_lowercase();
    let found = MONTHS.iter().position(|names| names.contains(&name.as_str()))?;
    i8::try_from(found + 1).ok()
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let text = bare(text);
    // `9th` and `1º` are days too.
    let text = ["st", "nd", "rd", "th", "º", "°"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    (digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// `Nov 9, 2026`, `9 Nov 2026`, `9 de noviembre de 2026`: how many pieces, and the day.
fn written_out(pieces: &[Piece<'_>], at: usize) -> Option<(usize, String)> {
    // The words without `de`, `del`, `of`, with the number of pieces up to each.
    let mut parts: Vec<(&str, usize)> = Vec::new();
    for (count, piece) in pieces.get(at..)?.iter().enumerate().take(5) {
        let is_filler = matches!(bare(piece.text).to_lowercase().as_str(), "de" | "del" | "of");
        if !is_filler {
            parts.push((piece.text, count + 1));
        } else if count == 0 {
            return None;
        }
    }
    let [(first, _), (second, _), (third, length), ..] = parts.as_slice() else { return None };
    let year = number(third, 4..=4)?;
    let (month, day) = match (month(first), month(second)) {
        (Some(month), _) => (month, number(second, 1..=2)?),
        (None, Some(month)) => (month, number(first, 1..=2)?),
        (None, None) => return None,
    };
    let day = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
    Some((*length, day.to_string()))
}

/// `2026-11-09`, `11/09/2026`, `9-11-26`: each day that it can mean, the American one first.
fn numeric_days(text: &str) -> Vec<String> {
    let text = bare(text);
    let Some(separator) = ['/', '-', '.'].into_iter().find(|separator| text.matches(*separator).count() == 2) else {
        return Vec::new();
    };
    let parts: Vec<&str> = text.split(separator).collect();
    let [one, two, three] = parts.as_slice() else { return Vec::new() };
    let part = |text: &str| (text.len() <= 4 && !text.is_empty()).then(|| text.parse::<i16>().ok()).flatten();
    let Some(((a, b), c)) = part(one).zip(part(two)).zip(part(three)) else { return Vec::new() };
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == separator as u8) {
        return Vec::new();
    }
    let day = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(|day| day.to_string())
    };
    if one.len() == 4 {
        return day(a, b, c).into_iter().collect();
    }
    let year = match three.len() {
        4 => c,
        2 => 2000 + c,
        _ => return Vec::new(),
    };
    let mut days: Vec<String> = day(year, a, b).into_iter().collect();
    days.extend(day(year, b, a).filter(|other| !days.contains(other)));
    days
}

/// Whether something beside a number says that it is money.
fn is_money(pieces: &[Piece<'_>], at: usize) -> bool {
    let text = pieces.get(at).map_or("", |piece| piece.text);
    let beside = |index: Option<usize>| {
        let word = index.and_then(|index| pieces.get(index)).map_or("", |piece| bare(piece.text));
        matches!(word.to_uppercase().as_str(), "$" | "USD" | "US$" | "DOLLARS" | "DÓLARES")
    };
    text.contains('$') || beside(at.checked_sub(1)) || beside(Some(at + 1))
}

/// `$1,234.50` and `1.234,50 $`: what it can mean, the American first. Without a sign of money only what has cents is an
/// amount: a number of a claim is none.
fn amounts(text: &str, is_money: bool) -> Option<Vec<String>> {
    let digits = text
        .trim_matches(['(', ')', ';', ':'])
        .trim_end_matches([',', '.'])
        .trim_start_matches("US")
        .trim_start_matches('$')
        .trim_end_matches('$');
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return None;
    }
    let american = plain(digits, ',', '.');
    let spanish = plain(digits, '.', ',');
    let has_cents =
        [',', '.'].into_iter().any(|point| digits.rsplit_once(point).is_some_and(|(_, cents)| cents.len() == 2));
    if !is_money && !has_cents {
        return None;
    }
    let mut meant: Vec<String> = american.into_iter().collect();
    meant.extend(spanish.filter(|other| !meant.contains(other)));
    (!meant.is_empty()).then_some(meant)
}

/// A decimal whose thousands and cents are marked in one way; at most two places.
fn plain(digits: &str, thousands: char, point: char) -> Option<String> {
    let (whole, cents) = match digits.split_once(point) {
        Some((whole, cents)) => (whole, Some(cents)),
        None => (digits, None),
    };
    if cents.is_some_and(|cents| cents.is_empty() || cents.len() > 2 || cents.contains([',', '.'])) {
        return None;
    }
    let groups: Vec<&str> = whole.split(thousands).collect();
    let is_grouped = groups.len() == 1
        || (groups.first().is_some_and(|first| (1..=3).contains(&first.len()))
            && groups.iter().skip(1).all(|group| group.len() == 3));
    let whole = groups.concat();
    if !is_grouped || whole.is_empty() || whole.len() > 9 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match cents {
        Some(cents) => format!("{whole}.{cents:0<2}"),
        None => whole.to_owned(),
    })
}
