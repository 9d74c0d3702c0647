//! The letters: from a text to glyphs with widths. Whole thousandths of a point from here on, so that a document is the
//! same to the last byte on every computer.

use std::ops::Range;
use std::sync::Arc;

use rustybuzz::ttf_parser::{GlyphId, Tag};
use rustybuzz::{Direction, Face, Feature, UnicodeBuffer, script};

use super::Failure;

/// What stands for a character that no subset has. The file keeps the character itself, for copying and for a screen
/// reader.
const STAND_IN: char = '\u{FFFD}';

/// A variable font, one file or several that share its characters among them, the first with the commonest.
///
/// No font is part of this crate: whoever has one (the app's web files do) passes it in.
#[derive(Clone)]
pub struct Typeface {
    subsets: Vec<Arc<Vec<u8>>>,
}

impl std::fmt::Debug for Typeface {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Typeface").field("subsets", &self.subsets.len()).finish()
    }
}

impl Typeface {
    /// Reads WOFF 2 files.
    ///
    /// # Errors
    /// [`Failure::Font`] where one of them is no such file.
    pub fn from_woff2(files: &[&[u8]]) -> Result<Self, Failure> {
        let subsets = files
            .iter()
            .map(|file| wuff::decompress_woff2(file).map(Arc::new).map_err(|_| Failure::Font))
            .collect::<Result<_, _>>()?;
        Ok(Self { subsets })
    }

    /// The font at one weight and optical size.
    pub(super) fn cut(&self, weight: u16, optical_size: u16) -> Result<Cut<'_>, Failure> {
        let faces = self
            .subsets
            .iter()
            .map(|data| CutFace::new(data, weight, optical_size).ok_or(Failure::Font))
            .collect::<Result<_, _>>()?;
        Ok(Cut { faces })
    }
}

/// A font at one weight.
pub(super) struct Cut<'a> {
    faces: Vec<CutFace<'a>>,
}

struct CutFace<'a> {
    shaper: Face<'a>,
    font: krilla::text::Font,
    units: i64,
}

impl<'a> CutFace<'a> {
    fn new(data: &'a Arc<Vec<u8>>, weight: u16, optical_size: u16) -> Option<Self> {
        let axes = [(b"wght", f32::from(weight)), (b"opsz", f32::from(optical_size))];
        let mut shaper = Face::from_slice(data, 0)?;
        for (axis, value) in axes {
            shaper.set_variation(Tag::from_bytes(axis), value);
        }
        let axes = axes.map(|(axis, value)| (krilla::text::Tag::new(axis), value));
        let font = krilla::text::Font::new_variable(Arc::clone(data).into(), 0, &axes)?;
        let units = i64::from(shaper.units_per_em());
        (units > 0).then_some(Self { shaper, font, units })
    }

    fn has(&self, letter: char) -> bool {
        self.shaper.glyph_index(letter).is_some_and(|glyph| glyph != GlyphId(0))
    }
}

/// A glyph of a text.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// Which of the cut's fonts it is of.
    pub(super) face: usize,
    pub(super) id: u32,
    /// Thousandths of the size.
    pub(super) advance: i64,
    pub(super) right: i64,
    pub(super) up: i64,
    /// What it stands for in the text.
    pub(super) range: Range<usize>,
}

impl Cut<'_> {
    pub(super) fn font(&self, face: usize) -> Option<&krilla::text::Font> {
        self.faces.get(face).map(|face| &face.font)
    }

    /// The glyphs of a part of a text, in order. `tabular`: every digit as wide as any other.
    pub(super) fn shape(&self, text: &str, part: Range<usize>, tabular: bool, glyphs: &mut Vec<Glyph>) {
        let Some(letters) = text.get(part.clone()) else { return };
        let mut start = part.start;
        let mut current = None;
        for (offset, letter) in letters.char_indices() {
            let at = part.start + offset;
            let face = self.faces.iter().position(|face| face.has(letter));
            if current != Some(face) {
                if let Some(face) = current {
                    self.shape_run(text, start..at, face, tabular, glyphs);
                }
                (start, current) = (at, Some(face));
            }
        }
        if let Some(face) = current {
            self.shape_run(text, start..part.end, face, tabular, glyphs);
        }
    }

    fn shape_run(&self, text: &str, part: Range<usize>, face: Option<usize>, tabular: bool, glyphs: &mut Vec<Glyph>) {
        let Some(letters) = text.get(part.clone()) else { return };
        let Some(index) = face else {
            return self.stand_ins(letters, part.start, glyphs);
        };
        let Some(face) = self.faces.get(index) else { return };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(letters);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let features = [Feature::new(Tag::from_bytes(b"tnum"), u32::from(tabular), ..)];
        let shaped = rustybuzz::shape(&face.shaper, &features, buffer);
        let scaled = |units: i32| i64::from(units) * 1000 / face.units;
        let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        for ((info, position), own) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()).zip(&starts) {
            // Left to right, clusters only grow.
            let next = starts.partition_point(|start| start <= own);
            let end = starts.get(next).copied().unwrap_or(letters.len());
            glyphs.push(Glyph {
                face: index,
                id: info.glyph_id,
                advance: scaled(position.x_advance),
                right: scaled(position.x_offset),
                up: scaled(position.y_offset),
                range: part.start + own..part.start + end,
            });
        }
    }

    fn stand_ins(&self, letters: &str, start: usize, glyphs: &mut Vec<Glyph>) {
        let found = self.faces.iter().enumerate().find_map(|(index, face)| {
            let id = [STAND_IN, '?'].into_iter().find_map(|letter| face.shaper.glyph_index(letter))?;
            Some((index, id, i64::from(face.shaper.glyph_hor_advance(id)?) * 1000 / face.units))
        });
        let Some((face, id, advance)) = found else { return };
        for (offset, letter) in letters.char_indices() {
            let at = start + offset;
            let range = at..at + letter.len_utf8();
            glyphs.push(Glyph { face, id: u32::from(id.0), advance, right: 0, up: 0, range });
        }
    }
}
