//! Where everything on a paper stands: blocks become pages, and beside them the order in which they are read aloud.
//! Lengths are thousandths of a point from the top left corner.

use std::ops::Range;
use std::rc::Rc;

use super::bar::WHOLE;
use super::document::{Block, Cell, Column, Document, Row, RowKind, Run, Style, Table, Width};
use super::text::{self, LONGEST_CELL, LONGEST_TEXT, Line, Set};
use super::typeface::Cut;
use super::{MILLI, Paper};

/// A paper, laid out.
pub(super) struct Layout {
    pub(super) size: (i64, i64),
    pub(super) pages: Vec<Page>,
    /// What is read aloud, in order; its lines are numbered over all pages.
    pub(super) structure: Vec<Element>,
    /// The headings: level, text, page, height on it.
    pub(super) outline: Vec<(u8, String, usize, i64)>,
}

/// What one page shows.
#[derive(Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Placed>,
    pub(super) rules: Vec<Rule>,
    pub(super) fills: Vec<Filled>,
}

/// A line of text in its place.
pub(super) struct Placed {
    pub(super) x: i64,
    pub(super) baseline: i64,
    pub(super) set: Rc<Set>,
    pub(super) glyphs: Range<usize>,
    pub(super) role: Role,
}

/// What a line is to somebody who listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The line of this number of the structure.
    Content(usize),
    /// A table's head, repeated.
    Repeated,
    /// The foot of the page.
    Foot,
}

/// A thin line across.
pub(super) struct Rule {
    pub(super) x: Range<i64>,
    pub(super) y: i64,
    pub(super) heavy: bool,
}

/// A filled rectangle, to look at alone.
pub(super) struct Filled {
    pub(super) x: Range<i64>,
    pub(super) y: Range<i64>,
    pub(super) ink: [u8; 3],
}

/// A part of what is read aloud.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) kind: Kind,
    pub(super) children: Vec<Child>,
}

#[derive(Debug)]
pub(super) enum Child {
    Element(Element),
    Line(usize),
}

/// What an element is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Heading { level: u8, text: String },
    Paragraph,
    List { ordered: bool },
    Item,
    Label,
    Body,
    Table { name: String },
    Head,
    Rows,
    Row,
    ColumnName,
    RowName,
    Data,
}

impl Element {
    fn new(kind: Kind) -> Self {
        Self { kind, children: Vec::new() }
    }

    fn push(&mut self, child: Element) {
        if !child.children.is_empty() {
            self.children.push(Child::Element(child));
        }
    }
}

const SIDE: i64 = 54 * MILLI;
const TOP: i64 = 50 * MILLI;
const BOTTOM: i64 = 62 * MILLI;
const FOOT: i64 = 40 * MILLI;
const BAR: i64 = 12 * MILLI;
const BAR_GAP: i64 = MILLI;
const CELL_GAP: i64 = 9 * MILLI;
const ROW_PAD: i64 = 3 * MILLI;
/// Less room than this under a heading, and it goes to the next page with what it heads.
const KEEP: i64 = 64 * MILLI;

/// Width and height of a sheet.
fn sheet(paper: Paper) -> (i64, i64) {
    match paper {
        Paper::Letter => (612_000, 792_000),
        Paper::A4 => (595_276, 841_890),
    }
}

/// Lays a paper out.
pub(super) fn lay_out(document: &Document, cuts: &[Cut<'_>], page_words: impl Fn(usize, usize) -> String) -> Layout {
    let mut flow = Flow::new(sheet(document.paper), cuts);
    for (index, block) in document.blocks.iter().enumerate() {
        flow.block(block, document.blocks.get(index + 1));
    }
    flow.feet(&document.foot, page_words);
    Layout { size: flow.size, pages: flow.pages, structure: flow.structure, outline: flow.outline }
}

/// The pages so far, and how far down the last one is filled.
struct Flow<'a> {
    cuts: &'a [Cut<'a>],
    size: (i64, i64),
    pages: Vec<Page>,
    y: i64,
    lines: usize,
    structure: Vec<Element>,
    outline: Vec<(u8, String, usize, i64)>,
}

impl<'a> Flow<'a> {
    fn new(size: (i64, i64), cuts: &'a [Cut<'a>]) -> Self {
        let pages = vec![Page::default()];
        Self { cuts, size, pages, y: TOP, lines: 0, structure: Vec::new(), outline: Vec::new() }
    }

    fn measure(&self) -> i64 {
        self.size.0 - 2 * SIDE
    }

    fn left(&self) -> i64 {
        self.size.1 - BOTTOM - self.y
    }

    fn is_fresh(&self) -> bool {
        self.y <= TOP
    }

    fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
    }

    /// Goes to a new page where less room than this is left.
    fn need(&mut self, height: i64) {
        if self.left() < height && !self.is_fresh() {
            self.new_page();
        }
    }

    fn space(&mut self, points: i64) {
        if !self.is_fresh() {
            self.y += points * MILLI;
        }
    }

    fn place(&mut self, x: i64, baseline: i64, set: &Rc<Set>, glyphs: Range<usize>, role: Role) {
        if let Some(page) = self.pages.last_mut() {
            page.lines.push(Placed { x, baseline, set: Rc::clone(set), glyphs, role });
        }
    }

    fn rule(&mut self, x: Range<i64>, y: i64, heavy: bool) {
        if let Some(page) = self.pages.last_mut() {
            page.rules.push(Rule { x, y, heavy });
        }
    }

    fn next_line(&mut self) -> usize {
        self.lines += 1;
        self.lines - 1
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) {
        // A heading whose part begins with another one stays with that one's text.
        let room = if matches!(next, Some(Block::Subheading(_))) { KEEP + KEEP / 2 } else { KEEP };
        match block {
            Block::Title(text) => self.heading(1, text, Style::Title, room, (0, 4)),
            Block::Heading(text) => self.heading(2, text, Style::Heading, room, (14, 4)),
            Block::Subheading(text) => self.heading(3, text, Style::Subheading, room, (6, 1)),
            Block::Paragraph(runs) => {
                let mut element = Element::new(Kind::Paragraph);
                self.runs(runs, LONGEST_TEXT, 0, &mut element);
                self.space(4);
                self.structure.push(element);
            }
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Table(table) => self.table(table),
            Block::Bar(parts) => self.bar(parts),
            Block::Letter(text) => self.letter(text),
            Block::NewPage => {
                if !self.is_fresh() {
                    self.new_page();
                }
            }
        }
    }

    fn heading(&mut self, level: u8, text: &str, style: Style, room: i64, (above, below): (i64, i64)) {
        let name = text::clean(text, LONGEST_CELL);
        if name.is_empty() {
            return;
        }
        self.space(above);
        self.need(room);
        let mut element = Element::new(Kind::Heading { level, text: name.clone() });
        self.outline.push((level, name, self.pages.len() - 1, self.y));
        self.runs(&[Run::new(style, text)], LONGEST_CELL, 0, &mut element);
        self.space(below);
        self.structure.push(element);
    }

    /// Runs one after the other in the full measure, `indent` from its left.
    fn runs(&mut self, runs: &[Run], longest: usize, indent: i64, element: &mut Element) {
        let set = Rc::new(Set::of(runs, self.cuts, longest));
        for line in set.lines(self.measure() - indent) {
            self.need(line.leading);
            self.line(&set, &line, SIDE + indent, element);
        }
    }

    fn line(&mut self, set: &Rc<Set>, line: &Line, x: i64, element: &mut Element) {
        let baseline = self.y + baseline(line.leading);
        self.y += line.leading;
        if !line.glyphs.is_empty() {
            let number = self.next_line();
            element.children.push(Child::Line(number));
            self.place(x, baseline, set, line.glyphs.clone(), Role::Content(number));
        }
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Run>]) {
        const INDENT: i64 = 16 * MILLI;
        let mut list = Element::new(Kind::List { ordered });
        for (index, runs) in items.iter().enumerate() {
            let label = if ordered { format!("{}.", index + 1) } else { "•".to_owned() };
            let style = runs.first().map_or(Style::Body, |run| run.style);
            let label = Rc::new(Set::of(&[Run::new(style, label)], self.cuts, LONGEST_CELL));
            self.need(2 * text::setting(style).leading);
            let (mut item, mut mark) = (Element::new(Kind::Item), Element::new(Kind::Label));
            if let Some(line) = label.lines(INDENT).first() {
                let top = self.y;
                self.line(&label, line, SIDE, &mut mark);
                self.y = top;
            }
            item.push(mark);
            let mut body = Element::new(Kind::Body);
            self.runs(runs, LONGEST_TEXT, INDENT, &mut body);
            item.push(body);
            list.push(item);
            self.space(2);
        }
        self.space(3);
        if !list.children.is_empty() {
            self.structure.push(list);
        }
    }

    fn bar(&mut self, parts: &[(i64, [u8; 3])]) {
        self.need(BAR + KEEP);
        let (measure, y) = (self.measure(), self.y);
        let last = parts.len().saturating_sub(1);
        let mut left = SIDE;
        for (index, (share, ink)) in parts.iter().enumerate() {
            // Shares were rounded down: the last part reaches the end.
            let right = if index == last { SIDE + measure } else { left + share * measure / WHOLE };
            if let Some(page) = self.pages.last_mut() {
                page.fills.push(Filled { x: left..(right - BAR_GAP).max(left), y: y..y + BAR, ink: *ink });
            }
            left = right;
        }
        self.y += BAR;
        self.space(4);
    }

    /// An empty line of the letter is an empty line on paper.
    fn letter(&mut self, text: &str) {
        let mut paragraph = Element::new(Kind::Paragraph);
        for line in text.lines() {
            if line.trim().is_empty() {
                self.space(text::setting(Style::Letter).leading / MILLI);
                let whole = std::mem::replace(&mut paragraph, Element::new(Kind::Paragraph));
                self.keep(whole);
            } else {
                self.runs(&[Run::new(Style::Letter, line)], LONGEST_TEXT, 0, &mut paragraph);
            }
        }
        self.keep(paragraph);
    }

    fn keep(&mut self, element: Element) {
        if !element.children.is_empty() {
            self.structure.push(element);
        }
    }

    fn table(&mut self, table: &Table) {
        let places = columns(&table.columns, self.measure());
        let points = self.points(table);
        let mut element = Element::new(Kind::Table { name: text::clean(&table.name, LONGEST_CELL) });
        let head = table.has_head.then(|| Row {
            kind: RowKind::Body,
            cells: table.columns.iter().map(|column| Cell::of(Style::Head, column.head.as_str())).collect(),
        });
        let frame = Frame { columns: &table.columns, places: &places, points: &points };
        let head_row = head.as_ref().map(|row| self.measured(row, frame));
        if let Some(row) = &head_row {
            self.need(row.height + KEEP / 2);
            let mut group = Element::new(Kind::Head);
            let top = self.y;
            let cells = self.draw(row, &|_| Kind::ColumnName);
            group.push(cells);
            element.push(group);
            self.under_head(top + row.height);
        }
        let mut body = Element::new(Kind::Rows);
        let mut rows = table.rows.iter().peekable();
        while let Some(row) = rows.next() {
            let own = self.measured(row, frame);
            // A group's head stays with its first row.
            let with = if row.kind == RowKind::Group { 24 * MILLI } else { 0 };
            if self.left() < own.height + with && !self.is_fresh() {
                self.new_page();
                if let Some(head) = &head_row {
                    let bottom = self.y + head.height;
                    self.repeat(head);
                    self.under_head(bottom);
                }
            }
            if row.kind == RowKind::Total {
                self.rule(SIDE..SIDE + self.measure(), self.y, true);
            }
            let name = |index: usize| if index == 0 { Kind::RowName } else { Kind::Data };
            let read = self.draw(&own, &name);
            body.push(read);
            if rows.peek().is_some_and(|next| next.kind != RowKind::Total) {
                self.rule(SIDE..SIDE + self.measure(), self.y, false);
            }
        }
        element.push(body);
        self.space(6);
        self.keep(element);
    }

    fn under_head(&mut self, y: i64) {
        self.y = y;
        self.rule(SIDE..SIDE + self.measure(), y, true);
    }

    /// How far each column's amounts reach behind their points.
    fn points(&self, table: &Table) -> Vec<i64> {
        let mut widest = vec![0; table.columns.len()];
        for row in &table.rows {
            for ((cell, column), widest) in row.cells.iter().zip(&table.columns).zip(&mut widest) {
                for run in cell.lines.iter().filter(|run| column.amounts && is_amount(run)) {
                    let set = Set::of(std::slice::from_ref(run), self.cuts, LONGEST_CELL);
                    *widest = (*widest).max(behind_point(&set));
                }
            }
        }
        widest
    }

    fn measured(&self, row: &Row, frame: Frame<'_>) -> Measured {
        let mut cells = Vec::new();
        let mut height = 0;
        // The first lines of all cells stand on one line, however small their letters are.
        let first = |cell: &Cell| cell.lines.first().map(|run| baseline(text::setting(run.style).leading));
        let common = row.cells.iter().filter_map(first).max().unwrap_or(0);
        for (index, cell) in row.cells.iter().enumerate() {
            let span = if row.kind == RowKind::Group && index == 0 { 2 } else { 1 };
            let place = frame.place(index, span);
            let amounts = frame.columns.get(index).is_some_and(|column| column.amounts);
            let point = frame.points.get(index).copied().unwrap_or(0);
            let mut lines = Vec::new();
            let mut y = common - first(cell).unwrap_or(common);
            for run in &cell.lines {
                let set = Rc::new(Set::of(std::slice::from_ref(run), self.cuts, LONGEST_CELL));
                let broken = set.lines(place.end - place.start);
                let is_whole = broken.len() == 1;
                for line in broken {
                    let x = if !amounts {
                        place.start
                    } else if is_whole && is_amount(run) {
                        // An amount with more behind its point than the column has room for still ends in it.
                        (place.end - point + behind_point(&set) - line.width).min(place.end - line.width)
                    } else {
                        place.end - line.width
                    };
                    lines.push((x, y, Rc::clone(&set), line.clone()));
                    y += line.leading;
                }
            }
            height = height.max(y);
            cells.push(lines);
        }
        let above = if row.kind == RowKind::Group { 8 * MILLI } else { ROW_PAD };
        Measured { cells, above, height: height + above + ROW_PAD }
    }

    /// Draws a row, over several pages where one does not hold it.
    fn draw(&mut self, row: &Measured, kind: &dyn Fn(usize) -> Kind) -> Element {
        let mut element = Element::new(Kind::Row);
        let (first_page, top) = (self.pages.len() - 1, self.y + row.above);
        let room = self.size.1 - BOTTOM - TOP;
        let mut lowest = (first_page, top);
        for (index, lines) in row.cells.iter().enumerate() {
            let mut cell = Element::new(kind(index));
            for (x, offset, set, line) in lines {
                // Behind the end of the page the row goes on at the top of the next.
                let below = top + offset;
                let over = below + line.leading - (self.size.1 - BOTTOM);
                let (page, y) = if over <= 0 || room < line.leading {
                    (first_page, below)
                } else {
                    let beyond = over - 1;
                    (first_page + 1 + usize::try_from(beyond / room).unwrap_or(0), TOP + beyond % room)
                };
                while self.pages.len() <= page {
                    self.pages.push(Page::default());
                }
                if !line.glyphs.is_empty() {
                    let number = self.next_line();
                    cell.children.push(Child::Line(number));
                    let role = Role::Content(number);
                    if let Some(page) = self.pages.get_mut(page) {
                        let baseline = y + baseline(line.leading);
                        page.lines.push(Placed {
                            x: *x,
                            baseline,
                            set: Rc::clone(set),
                            glyphs: line.glyphs.clone(),
                            role,
                        });
                    }
                }
                lowest = lowest.max((page, y + line.leading));
            }
            // An empty cell is one too: without it the ones behind it would move up a column.
            element.children.push(Child::Element(cell));
        }
        self.y = lowest.1 + ROW_PAD;
        element
    }

    fn repeat(&mut self, head: &Measured) {
        for lines in &head.cells {
            for (x, offset, set, line) in lines {
                let baseline = self.y + head.above + offset + baseline(line.leading);
                self.place(*x, baseline, set, line.glyphs.clone(), Role::Repeated);
            }
        }
    }

    /// The foot of each page: what made it, from what, and which page it is.
    fn feet(&mut self, words: &str, page_words: impl Fn(usize, usize) -> String) {
        let count = self.pages.len();
        let words = Rc::new(Set::of(&[Run::new(Style::Small, words)], self.cuts, LONGEST_CELL));
        let broken = words.lines(self.measure() - 80 * MILLI);
        let (right, bottom) = (self.size.0 - SIDE, self.size.1 - FOOT);
        for (index, page) in self.pages.iter_mut().enumerate() {
            page.rules.push(Rule { x: SIDE..right, y: bottom - 4 * MILLI, heavy: false });
            let mut y = bottom;
            for line in broken.iter().take(3) {
                let (baseline, set) = (y + baseline(line.leading), Rc::clone(&words));
                page.lines.push(Placed { x: SIDE, baseline, set, glyphs: line.glyphs.clone(), role: Role::Foot });
                y += line.leading;
            }
            let number =
                Rc::new(Set::of(&[Run::new(Style::Small, page_words(index + 1, count))], self.cuts, LONGEST_CELL));
            let glyphs = 0..number.glyphs.len();
            let x = right - number.width(glyphs.clone());
            let baseline = bottom + baseline(text::setting(Style::Small).leading);
            page.lines.push(Placed { x, baseline, set: number, glyphs, role: Role::Foot });
        }
    }
}

/// A line of a cell: how far from the left of the page, how far below the row's top, of which text, which line.
type InCell = (i64, i64, Rc<Set>, Line);

/// A row with its lines in their columns.
struct Measured {
    cells: Vec<Vec<InCell>>,
    above: i64,
    height: i64,
}

/// What the rows of one table share.
#[derive(Clone, Copy)]
struct Frame<'a> {
    columns: &'a [Column],
    places: &'a [Range<i64>],
    points: &'a [i64],
}

impl Frame<'_> {
    /// The place of a cell that is as wide as so many columns.
    fn place(&self, index: usize, span: usize) -> Range<i64> {
        let start = self.places.get(index).map_or(SIDE, |place| place.start);
        let end = self.places.get(index + span - 1).or(self.places.get(index)).map_or(start, |place| place.end);
        start..end
    }
}

/// Where each column begins and ends.
fn columns(columns: &[Column], measure: i64) -> Vec<Range<i64>> {
    let gaps = CELL_GAP * i64::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
    let (mut fixed, mut shares) = (gaps, 0);
    for column in columns {
        match column.width {
            Width::Fixed(points) => fixed += points * MILLI,
            Width::Share(share) => shares += share,
        }
    }
    let mut x = SIDE;
    columns
        .iter()
        .map(|column| {
            let width = match column.width {
                Width::Fixed(points) => points * MILLI,
                Width::Share(share) => (measure - fixed).max(0) * share / shares.max(1),
            };
            let place = x..x + width;
            x = place.end + CELL_GAP;
            place
        })
        .collect()
}

fn is_amount(run: &Run) -> bool {
    matches!(run.style, Style::Cell | Style::CellStrong | Style::CellGone)
}

/// How far a text reaches from its last point on; 0 where it has none.
fn behind_point(set: &Set) -> i64 {
    set.text.rfind('.').map_or(0, |point| set.width(set.glyph_at(point)..set.glyphs.len()))
}

/// Where letters stand in a line of this height.
fn baseline(leading: i64) -> i64 {
    leading * 74 / 100
}
