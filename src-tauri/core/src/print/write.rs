//! From pages to a file: a tagged PDF that says its language and title and reads in order (PDF/UA-1). What the library
//! finds against that standard is an error here, never a file that is not quite one.

use std::collections::HashMap;
use std::num::NonZeroU16;
use std::ops::Range;

use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document as File, SerializeSettings};

use super::document::{Document, Style};
use super::layout::{Child, Element, Kind, Layout, Page, Placed, Role, Rule};
use super::text::{self, LONGEST_CELL, Setting};
use super::typeface::{Cut, Glyph};
use super::{Failure, MILLI};
use crate::date::PartialDate;
use crate::ipc::PaperLanguage;

const MAKER: &str = "Claimfolio";

/// Writes the file. `today` is the day it says it was made on; no name and no path is in it.
pub(super) fn write(
    document: &Document,
    layout: &Layout,
    cuts: &[Cut<'_>],
    today: PartialDate,
) -> Result<Vec<u8>, Failure> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| Failure::Format)?;
    let mut file = File::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let language = match document.language {
        PaperLanguage::En => "en-US",
        PaperLanguage::Es => "es-US",
    };
    // A title that is nothing but what no paper takes is none, and the file has to have one.
    let title = text::clean(&document.title, LONGEST_CELL);
    let title = if title.is_empty() { MAKER.to_owned() } else { title };
    file.set_metadata(
        Metadata::new()
            .title(title)
            .language(language.to_owned())
            .creator(MAKER.to_owned())
            .producer(MAKER.to_owned())
            .creation_date(made_on(today)),
    );
    let mut named = HashMap::new();
    for page in &layout.pages {
        let settings = PageSettings::from_wh(points(layout.size.0), points(layout.size.1)).ok_or(Failure::Format)?;
        let mut sheet = file.start_page_with(settings);
        let mut surface = sheet.surface();
        draw(page, cuts, &mut surface, &mut named);
        surface.finish();
        sheet.finish();
    }
    file.set_outline(outline(layout));
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    for element in &layout.structure {
        if let Some(group) = group(element, &mut named) {
            tree.push(group);
        }
    }
    file.set_tag_tree(tree);
    file.finish().map_err(|_| Failure::Format)
}

fn made_on(day: PartialDate) -> DateTime {
    let text = day.to_string();
    let mut parts = text.split('-').map(|part| part.parse::<u16>().unwrap_or(1));
    let (year, month, day) = (parts.next().unwrap_or(1), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    let small = |number: u16| u8::try_from(number).unwrap_or(1);
    DateTime::new(year).month(small(month)).day(small(day))
}

fn draw(page: &Page, cuts: &[Cut<'_>], surface: &mut Surface<'_>, named: &mut HashMap<usize, Identifier>) {
    if !page.rules.is_empty() || !page.fills.is_empty() {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        for rule in &page.rules {
            draw_rule(rule, surface);
        }
        for one in &page.fills {
            draw_box(&one.x, &one.y, one.ink, surface);
        }
        surface.end_tagged();
    }
    for line in &page.lines {
        let tag = match line.role {
            Role::Content(_) => ContentTag::Span(SpanTag::empty()),
            Role::Repeated => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            Role::Foot => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
        };
        let identifier = surface.start_tagged(tag);
        draw_line(line, cuts, surface);
        surface.end_tagged();
        if let Role::Content(number) = line.role {
            named.insert(number, identifier);
        }
    }
}

fn draw_rule(rule: &Rule, surface: &mut Surface<'_>) {
    let (thickness, ink) = if rule.heavy { (700, [0x85, 0x89, 0x8A]) } else { (350, [0xCF, 0xCB, 0xC2]) };
    draw_box(&rule.x, &(rule.y..rule.y + thickness), ink, surface);
}

fn draw_box(x: &Range<i64>, y: &Range<i64>, ink: [u8; 3], surface: &mut Surface<'_>) {
    let sides = (points(x.start), points(y.start), points(x.end), points(y.end));
    let Some(bar) = Rect::from_ltrb(sides.0, sides.1, sides.2, sides.3) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(bar);
    surface.set_fill(Some(fill(ink)));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

/// Draws stretches of one style and font at a time.
fn draw_line(line: &Placed, cuts: &[Cut<'_>], surface: &mut Surface<'_>) {
    let mut x = line.x;
    let glyphs = line.set.glyphs.get(line.glyphs.clone()).unwrap_or_default();
    for stretch in glyphs.chunk_by(|(style, glyph), (next_style, next)| style == next_style && glyph.face == next.face)
    {
        let Some((style, first)) = stretch.first() else { continue };
        let setting = text::setting(*style);
        if let Some(font) = cuts.get(setting.cut).and_then(|cut| cut.font(first.face)) {
            let drawn: Vec<KrillaGlyph> = stretch.iter().map(|(_, glyph)| drawn(glyph)).collect();
            surface.set_fill(Some(fill(setting.ink)));
            let at = Point::from_xy(points(x), points(line.baseline));
            surface.draw_glyphs(at, &drawn, font.clone(), &line.set.text, size(setting), false);
        }
        x += stretch.iter().map(|(style, glyph): &(Style, Glyph)| text::advance(*style, glyph)).sum::<i64>();
    }
}

fn drawn(glyph: &Glyph) -> KrillaGlyph {
    let (advance, right, up) = (points(glyph.advance), points(glyph.right), points(glyph.up));
    KrillaGlyph::new(GlyphId::new(glyph.id), advance, right, up, 0.0, glyph.range.clone(), None)
}

fn size(setting: Setting) -> f32 {
    points(setting.size)
}

/// The only place where a length becomes a binary fraction: the file's format has no other numbers. No amount of money
/// comes near it.
#[allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "lengths on paper, for a library that takes f32"
)]
fn points(milli: i64) -> f32 {
    milli as f32 / MILLI as f32
}

fn outline(layout: &Layout) -> Outline {
    let mut outline = Outline::new();
    for (level, text, page, y) in &layout.outline {
        if *level <= 2 {
            let place = XyzDestination::new(*page, Point::from_xy(0.0, points(*y)));
            outline.push_child(OutlineNode::new(text.clone(), place));
        }
    }
    outline
}

/// An element with what was drawn of it; `None` where nothing was.
fn group(element: &Element, named: &mut HashMap<usize, Identifier>) -> Option<TagGroup> {
    let mut group = match &element.kind {
        Kind::Heading { level, text } => {
            TagGroup::new(Tag::Hn(NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN), Some(text.clone())))
        }
        Kind::Paragraph => TagGroup::new(Tag::P),
        Kind::List { ordered } => {
            TagGroup::new(Tag::L(if *ordered { ListNumbering::Decimal } else { ListNumbering::Disc }))
        }
        Kind::Item => TagGroup::new(Tag::LI),
        Kind::Label => TagGroup::new(Tag::Lbl),
        Kind::Body => TagGroup::new(Tag::LBody),
        Kind::Table { name } => TagGroup::new(Tag::Table.with_summary(Some(name.clone()))),
        Kind::Head => TagGroup::new(Tag::THead),
        Kind::Rows => TagGroup::new(Tag::TBody),
        Kind::Row => TagGroup::new(Tag::TR),
        Kind::ColumnName => TagGroup::new(Tag::TH(TableHeaderScope::Column)),
        Kind::RowName => TagGroup::new(Tag::TH(TableHeaderScope::Row)),
        Kind::Data => TagGroup::new(Tag::TD),
    };
    for child in &element.children {
        match child {
            Child::Element(child) => {
                if let Some(child) = self::group(child, named) {
                    group.push(child);
                }
            }
            Child::Line(number) => {
                if let Some(identifier) = named.remove(number) {
                    group.push(identifier);
                }
            }
        }
    }
    let may_be_empty = matches!(element.kind, Kind::ColumnName | Kind::RowName | Kind::Data);
    (may_be_empty || !group.children.is_empty()).then_some(group)
}
