//! The kinds of files.

/// A kind of file that the app saves or opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A table, one line a claim (RFC 4180).
    Csv,
    /// FHIR, one resource a line.
    Ndjson,
    /// FHIR, one JSON text: a Bundle or a single resource.
    Json,
    /// A document to print.
    Pdf,
}

impl FileKind {
    /// What a dialog calls it; the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Ndjson => "NDJSON",
            Self::Json => "JSON",
            Self::Pdf => "PDF",
        }
    }

    /// The endings of such files' names, the usual one first.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Csv => &["csv"],
            Self::Ndjson => &["ndjson", "jsonl", "gz"],
            Self::Json => &["json", "gz"],
            Self::Pdf => &["pdf"],
        }
    }

    /// The usual ending.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self.endings() {
            [first, ..] => first,
            [] => "",
        }
    }
}
