//! Text that comes from anywhere, made fit for paper, and broken into lines.

use std::ops::Range;

use super::document::{Run, Style};
use super::typeface::{Cut, Glyph, Typeface};
use super::{Failure, MILLI};

/// The longest text that a paper takes in one piece, in characters. What is longer ends in an ellipsis: whole pages of
/// one field say nothing, and the record itself has all of it.
pub(super) const LONGEST_TEXT: usize = 12_000;

/// The same for the cell of a table.
pub(super) const LONGEST_CELL: usize = 600;

/// Without what moves or hides other text: control characters become spaces, marks of direction and of no width go, and
/// white space is one space (T8).
pub(super) fn clean(text: &str, longest: usize) -> String {
    let mut cleaned = String::new();
    let mut left = longest;
    for letter in text.chars() {
        let letter = match letter {
            _ if is_invisible(letter) => continue,
            _ if letter.is_control() || letter.is_whitespace() && letter != '\u{A0}' => ' ',
            _ => letter,
        };
        if letter == ' ' && (cleaned.is_empty() || cleaned.ends_with(' ')) {
            continue;
        }
        if left == 0 {
            cleaned.truncate(cleaned.trim_end().len());
            cleaned.push('…');
            return cleaned;
        }
        left -= 1;
        cleaned.push(letter);
    }
    cleaned.truncate(cleaned.trim_end_matches(' ').len());
    cleaned
}

/// Marks of direction, joiners, the byte order mark, what no character is, and what only means something to an emoji or
/// a program (T8).
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// How a style is set: the cut, its size and the distance of its lines, in thousandths of a point, and its grey.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) cut: usize,
    pub(super) size: i64,
    pub(super) leading: i64,
    pub(super) ink: [u8; 3],
    tabular: bool,
}

const INK: [u8; 3] = [0x18, 0x21, 0x1F];
const INK_2: [u8; 3] = [0x47, 0x52, 0x4F];
const INK_3: [u8; 3] = [0x62, 0x6D, 0x6A];

/// Every style, in one place.
pub(super) fn setting(style: Style) -> Setting {
    let (cut, size, leading, ink, tabular) = match style {
        Style::Title => (DISPLAY, 19_000, 24_000, INK, false),
        Style::Heading => (SEMIBOLD, 11_500, 16_000, INK, false),
        Style::Subheading => (SEMIBOLD, 9_500, 13_500, INK, false),
        Style::Story => (REGULAR, 11_000, 17_000, INK, false),
        Style::StoryStrong => (SEMIBOLD, 11_000, 17_000, INK, false),
        Style::Body => (REGULAR, 9_500, 13_500, INK, false),
        Style::Strong => (SEMIBOLD, 9_500, 13_500, INK, false),
        Style::Quiet => (REGULAR, 9_500, 13_500, INK_2, false),
        Style::Small => (REGULAR, 7_000, 9_500, INK_3, false),
        Style::Head => (SEMIBOLD, 7_500, 10_000, INK_2, false),
        Style::Cell => (REGULAR, 8_500, 12_000, INK, true),
        Style::CellStrong => (SEMIBOLD, 8_500, 12_000, INK, true),
        Style::CellGone => (REGULAR, 8_500, 12_000, INK_3, true),
        Style::CellWords => (REGULAR, 8_500, 12_000, INK, false),
        Style::CellQuiet => (REGULAR, 8_000, 11_500, INK_3, false),
        Style::Letter => (REGULAR, 10_500, 15_500, INK, false),
    };
    Setting { cut, size, leading, ink, tabular }
}

const REGULAR: usize = 0;
const SEMIBOLD: usize = 1;
const DISPLAY: usize = 2;

/// The cuts that the styles use.
pub(super) fn cuts(typeface: &Typeface) -> Result<Vec<Cut<'_>>, Failure> {
    [(420, 14), (620, 14), (620, 24)].into_iter().map(|(weight, optical)| typeface.cut(weight, optical)).collect()
}

/// A text with its glyphs.
#[derive(Debug)]
pub(super) struct Set {
    pub(super) text: String,
    pub(super) glyphs: Vec<(Style, Glyph)>,
}

/// A line of a text: which of its glyphs, how far it goes without the space at its end, and its height.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) glyphs: Range<usize>,
    pub(super) width: i64,
    pub(super) leading: i64,
}

impl Set {
    /// Sets runs one after the other.
    pub(super) fn of(runs: &[Run], cuts: &[Cut<'_>], longest: usize) -> Self {
        let mut text = String::new();
        let mut glyphs = Vec::new();
        for run in runs {
            let setting = setting(run.style);
            let start = text.len();
            let cleaned = clean(&run.text, longest);
            // The spaces between runs are theirs, and cleaning took those at the ends.
            if run.text.starts_with(' ') && start > 0 && !text.ends_with(' ') {
                text.push(' ');
            }
            text.push_str(&cleaned);
            if run.text.ends_with(' ') && !text.ends_with(' ') {
                text.push(' ');
            }
            if let Some(cut) = cuts.get(setting.cut) {
                let mut own = Vec::new();
                cut.shape(&text, start..text.len(), setting.tabular, &mut own);
                glyphs.extend(own.into_iter().map(|glyph| (run.style, glyph)));
            }
        }
        Self { text, glyphs }
    }

    /// How wide a stretch of glyphs is.
    pub(super) fn width(&self, glyphs: Range<usize>) -> i64 {
        self.glyphs.get(glyphs).unwrap_or_default().iter().map(|(style, glyph)| advance(*style, glyph)).sum()
    }

    /// The index of the first glyph at or behind a place in the text.
    pub(super) fn glyph_at(&self, place: usize) -> usize {
        self.glyphs.partition_point(|(_, glyph)| glyph.range.start < place)
    }

    /// Breaks at spaces and behind hyphens and slashes, and anywhere where a word alone is too wide.
    pub(super) fn lines(&self, measure: i64) -> Vec<Line> {
        let mut lines = Vec::new();
        let (mut start, mut width) = (0, 0);
        let mut chance: Option<usize> = None;
        let mut at = 0;
        while let Some((style, glyph)) = self.glyphs.get(at) {
            let wide = advance(*style, glyph);
            let is_space = self.text.get(glyph.range.clone()) == Some(" ");
            if width + wide > measure && at > start && !is_space {
                let end = chance.filter(|end| *end > start).unwrap_or(at);
                lines.push(self.line(start..end));
                (start, chance) = (end, None);
                width = self.width(start..at);
                // What was carried over may be too wide by itself: look at this glyph again.
                continue;
            }
            width += wide;
            at += 1;
            if is_space || matches!(self.text.get(glyph.range.clone()), Some("-" | "/" | "–" | "—")) {
                chance = Some(at);
            }
        }
        if start < self.glyphs.len() || lines.is_empty() {
            lines.push(self.line(start..self.glyphs.len()));
        }
        lines
    }

    fn line(&self, glyphs: Range<usize>) -> Line {
        let own = self.glyphs.get(glyphs.clone()).unwrap_or_default();
        let spaces = own.iter().rev().take_while(|(_, glyph)| self.text.get(glyph.range.clone()) == Some(" ")).count();
        let leading = own.iter().map(|(style, _)| setting(*style).leading).max().unwrap_or(0);
        Line { width: self.width(glyphs.start..glyphs.end.saturating_sub(spaces)), glyphs, leading }
    }
}

/// How far a glyph moves the pen, in thousandths of a point.
pub(super) fn advance(style: Style, glyph: &Glyph) -> i64 {
    glyph.advance * setting(style).size / MILLI
}
