//! What a paper says, before anybody decides where on it.

use crate::ipc::{Paper, PaperLanguage};

/// A paper: everything on it, in one language.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// The file's own title.
    pub(super) title: String,
    pub(super) language: PaperLanguage,
    pub(super) paper: Paper,
    /// At the foot of each page.
    pub(super) foot: String,
    pub(super) blocks: Vec<Block>,
}

/// A part of a paper.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// The one at the top.
    Title(String),
    Heading(String),
    Subheading(String),
    Paragraph(Vec<Run>),
    List {
        ordered: bool,
        items: Vec<Vec<Run>>,
    },
    Table(Table),
    /// A bar over the whole measure: parts of [`WHOLE`](super::bar::WHOLE) with their greys. To look at alone; what it shows
    /// is said beside it.
    Bar(Vec<(i64, [u8; 3])>),
    /// A letter, line by line as it was written.
    Letter(String),
    /// What follows begins on a page of its own.
    NewPage,
}

/// A stretch of text in one style.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) style: Style,
}

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    Heading,
    Subheading,
    /// The one sentence that a page is about.
    Story,
    StoryStrong,
    Body,
    Strong,
    /// Said lower.
    Quiet,
    /// Where something stands in what the plan sent; the foot of a page.
    Small,
    /// The head of a table.
    Head,
    /// Amounts and dates: every digit as wide as any other.
    Cell,
    CellStrong,
    /// An amount that counts no more.
    CellGone,
    /// Words, and numbers that nobody adds up.
    CellWords,
    CellQuiet,
    Letter,
}

/// A table. Its first column names the rows.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// For those who cannot see it.
    pub(super) name: String,
    /// Whether the columns' names are shown, at its beginning and on each further page.
    pub(super) has_head: bool,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) head: String,
    pub(super) width: Width,
    /// Amounts stand with their points below one another.
    pub(super) amounts: bool,
}

/// How wide a column is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Width {
    /// Points.
    Fixed(i64),
    /// A part of what the fixed ones leave.
    Share(i64),
}

/// A row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) kind: RowKind,
    pub(super) cells: Vec<Cell>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    Body,
    /// The head of a group of rows.
    Group,
    /// A total.
    Total,
}

/// A cell: each run begins a line.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) lines: Vec<Run>,
}

impl Run {
    pub(super) fn new(style: Style, text: impl Into<String>) -> Self {
        Self { text: text.into(), style }
    }
}

impl Cell {
    pub(super) fn of(style: Style, text: impl Into<String>) -> Self {
        Self { lines: vec![Run::new(style, text)] }
    }

    pub(super) fn with(mut self, style: Style, text: impl Into<String>) -> Self {
        self.lines.push(Run::new(style, text));
        self
    }
}
