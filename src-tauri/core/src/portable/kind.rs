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
    /// Everything, sealed.
    Backup,
    /// A document to print.
    Pdf,
    /// A picture.
    Png,
    /// A photograph.
    Jpeg,
    /// A photograph, as telephones take them.
    Heic,
    /// A picture.
    Webp,
    /// A picture.
    Gif,
    /// A scan.
    Tiff,
}

impl FileKind {
    /// What a dialog calls it; the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Ndjson => "NDJSON",
            Self::Json => "JSON",
            Self::Backup => "Claimfolio",
            Self::Pdf => "PDF",
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Heic => "HEIC",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Tiff => "TIFF",
        }
    }

    /// The endings of such files' names, the usual one first.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Csv => &["csv"],
            Self::Ndjson => &["ndjson", "jsonl", "gz"],
            Self::Json => &["json", "gz"],
            Self::Backup => &["claimfolio"],
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Heic => &["heic", "heif"],
            Self::Webp => &["webp"],
            Self::Gif => &["gif"],
            Self::Tiff => &["tif", "tiff"],
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Ndjson => "application/x-ndjson",
            Self::Json => "application/json",
            Self::Backup => "application/octet-stream",
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Heic => "image/heic",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Tiff => "image/tiff",
        }
    }

    /// What a file is by its first bytes; `None` for what is neither a picture nor a PDF that is known here. SVG and HTML
    /// are among these: they can hold programs (T9).
    #[must_use]
    pub fn of_document(bytes: &[u8]) -> Option<Self> {
        let begins = |with: &[u8]| bytes.starts_with(with);
        // ISO/IEC 14496-12, 4.3: a length, `ftyp`, the brand.
        let brand = bytes.get(4..12).filter(|_| bytes.get(4..8) == Some(b"ftyp")).and_then(|found| found.get(4..8));
        match () {
            () if begins(b"%PDF-") => Some(Self::Pdf),
            () if begins(b"\x89PNG\r\n\x1a\n") => Some(Self::Png),
            () if begins(b"\xff\xd8\xff") => Some(Self::Jpeg),
            () if matches!(brand, Some(b"heic" | b"heix" | b"mif1" | b"heim" | b"heis")) => Some(Self::Heic),
            () if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Some(Self::Webp),
            () if begins(b"GIF87a") || begins(b"GIF89a") => Some(Self::Gif),
            () if begins(b"II*\0") || begins(b"MM\0*") => Some(Self::Tiff),
            () => None,
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
