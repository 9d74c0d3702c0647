//! Claims out of FHIR files: a resource, a Bundle of any type, newline-delimited JSON, several documents one after the
//! other; with a byte-order mark, in UTF-16, with garbage behind, cut off, or broken in between.
//!
//! No claim that can be read is left out. A text that is not JSON is repaired (see [`repair`]) and read again; what had
//! to be done is told for each place. A claim in which the file ends is told to be incomplete.

mod repair;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::ipc::Bilingual;

/// The resource type of a claim.
const CLAIM: &str = "ExplanationOfBenefit";

/// How deep wrappers that are no FHIR are searched.
const DEEPEST_WRAPPER: usize = 16;

/// What a file holds.
#[derive(Debug, Default)]
pub struct Contents {
    /// The claims, in the file's order.
    pub claims: Vec<FoundClaim>,
    /// How many other resources there are, by type.
    pub others: BTreeMap<String, usize>,
    /// What was not understood.
    pub warnings: Vec<Warning>,
}

/// A claim and its place.
#[derive(Debug)]
pub struct FoundClaim {
    /// The resource as JSON.
    pub json: String,
    /// Where it stands.
    pub place: Place,
    /// Whether the file has all of it.
    pub is_whole: bool,
    /// Whether something inside could not be read as JSON and was left out or read as text.
    pub is_mended: bool,
    /// Whether it says itself that it is an ExplanationOfBenefit.
    pub is_typed: bool,
}

/// Where a resource stands in its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The line that its document begins on, where the file has several documents.
    pub line: Option<usize>,
    /// FHIRPath inside the document: `Bundle.entry[3].resource`, `ExplanationOfBenefit`.
    pub path: String,
    /// The entry of the outermost Bundle.
    pub entry: Option<usize>,
}

/// Something that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What it is about.
    pub id: WarningId,
    /// Where.
    pub place: Place,
    /// In words.
    pub text: Bilingual,
}

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WarningId {
    /// There is nothing in the file.
    Empty,
    /// Bytes that are no text.
    NotText,
    /// It is no JSON as it stands.
    Broken,
    /// The file ends in the middle.
    CutOff,
    /// Something between or behind the documents.
    Garbage,
    /// Nested too deeply to be read whole.
    TooDeep,
    /// Not a FHIR resource.
    NotAResource,
    /// The server's own message in a claim's place.
    Outcome,
}

impl WarningId {
    /// Its name in a report.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotText => "notText",
            Self::Broken => "broken",
            Self::CutOff => "cutOff",
            Self::Garbage => "garbage",
            Self::TooDeep => "tooDeep",
            Self::NotAResource => "notAResource",
            Self::Outcome => "outcome",
        }
    }
}

/// Reads a file. Never fails: what is not understood is told.
#[must_use]
pub fn read(bytes: &[u8]) -> Contents {
    let mut contents = Contents::default();
    let text = decode(bytes, &mut contents);
    if text.trim().is_empty() {
        contents.warn(WarningId::Empty, Place::default(), "The file is empty.", "El archivo está vacío.");
        return contents;
    }
    let text = exponents_as_text(&text);
    match serde_json::from_str(&text) {
        Ok(document) => contents.walk_document(&document, None, &repair::Damage::default()),
        Err(_) => {
            for (line, part) in parts(&text) {
                contents.read_part(part, line);
            }
        }
    }
    contents
}

/// The text with every number that has an exponent in quotes: the parser would write `7E1` as `7e+1`, and a figure is
/// shown as it was sent. Amounts are read from texts as from numbers.
fn exponents_as_text(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at += 1;
                while let Some(byte) = bytes.get(at).filter(|byte| **byte != b'"') {
                    at += if *byte == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'-' | b'0'..=b'9' => {
                let is_part = |byte: &&u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
                let length = bytes.get(at..).into_iter().flatten().take_while(is_part).count();
                let number = text.get(at..at + length).unwrap_or_default();
                // A number in which the text ends is half a number.
                let is_whole = at + length < bytes.len();
                if is_whole && number.contains(['e', 'E']) && serde_json::from_str::<serde_json::Number>(number).is_ok()
                {
                    out.push_str(text.get(copied..at).unwrap_or_default());
                    out.push_str(&format!("\"{number}\""));
                    copied = at + length;
                }
                at += length.max(1);
            }
            _ => at += 1,
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// The file as text: UTF-8 with or without a byte-order mark, or UTF-16 with one.
fn decode(bytes: &[u8], contents: &mut Contents) -> String {
    let utf16 = |bytes: &[u8], join: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes.as_chunks::<2>();
        String::from_utf16_lossy(&pairs.iter().map(|pair| join(*pair)).collect::<Vec<u16>>())
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
            match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => {
                    contents.warn(
                        WarningId::NotText,
                        Place::default(),
                        "Some bytes are no text (UTF-8). They are shown as �.",
                        "Algunos bytes no son texto (UTF-8). Se muestran como �.",
                    );
                    String::from_utf8_lossy(bytes).into_owned()
                }
            }
        }
    }
}

/// The pieces of a file that is not one JSON document, each with the line it begins on. Where some line is a resource by
/// itself, lines are documents; what is no document by itself is joined up to the next line that begins with a brace.
fn parts(text: &str) -> Vec<(Option<usize>, &str)> {
    let is_document = |line: &str| {
        line.starts_with('{')
            && serde_json::from_str::<Value>(line)
                .is_ok_and(|value| field(&value, "resourceType").is_some() || looks_like_a_claim(&value))
    };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
    if filled < 2 || !lines.iter().any(|line| is_document(line.trim())) {
        return vec![(None, text)];
    }
    let mut parts: Vec<(Option<usize>, &str)> = Vec::new();
    let (mut start, mut begun) = (0, 0);
    let mut offset = 0;
    for (number, line) in lines.iter().enumerate() {
        if line.starts_with('{') && offset > start {
            parts.extend(text.get(start..offset).map(|part| (Some(begun + 1), part)));
            (start, begun) = (offset, number);
        }
        offset += line.len();
    }
    parts.extend(text.get(start..).map(|part| (Some(begun + 1), part)));
    parts.retain(|(_, part)| !part.trim().is_empty());
    parts
}

impl Contents {
    fn warn(&mut self, id: WarningId, place: Place, en: &str, es: &str) {
        self.warnings.push(Warning { id, place, text: Bilingual::of(en, es) });
    }

    fn read_part(&mut self, part: &str, line: Option<usize>) {
        if let Ok(document) = serde_json::from_str(part.trim()) {
            return self.walk_document(&document, line, &repair::Damage::default());
        }
        let place = |path: &str| Place { line, path: path.to_owned(), entry: None };
        let repaired = repair::repair(part);
        if repaired.garbage > 0 {
            self.warn(
                WarningId::Garbage,
                place(""),
                &format!("{} characters around the JSON are no JSON and were passed over.", repaired.garbage),
                &format!("{} caracteres alrededor del JSON no son JSON y se pasaron por alto.", repaired.garbage),
            );
        }
        if repaired.documents.is_empty() {
            self.warn(
                WarningId::Broken,
                place(""),
                "This is not JSON, so it cannot be a FHIR file.",
                "Esto no es JSON, así que no puede ser un archivo FHIR.",
            );
        }
        for (text, damage) in &repaired.documents {
            match serde_json::from_str(text) {
                Ok(document) => self.walk_document(&document, line, damage),
                // The repair writes JSON; should it ever not, that is told and nothing is lost silently.
                Err(_) => self.warn(
                    WarningId::Broken,
                    place(""),
                    "A part of the file could not be read.",
                    "No se pudo leer una parte del archivo.",
                ),
            }
        }
    }

    fn walk_document(&mut self, document: &Value, line: Option<usize>, damage: &repair::Damage) {
        let mut walk = Walk { contents: self, line, damage, root: root_name(document) };
        walk.value(document, &mut Vec::new(), None, 0);
        let Walk { root, .. } = walk;
        let at = |steps: &[String]| Place { line, path: shown(&root, steps), entry: entry_of(steps) };
        if let Some(open) = &damage.open_at_end {
            self.warn(
                WarningId::CutOff,
                at(open),
                "The file ends in the middle of this. What came before the end is read.",
                "El archivo termina en medio de esto. Se lee lo que vino antes del final.",
            );
        }
        for steps in damage.broken.iter().take(repair::TOLD) {
            self.warn(
                WarningId::Broken,
                at(steps),
                "Something here is no JSON. What can be read around it is read.",
                "Algo aquí no es JSON. Se lee lo que se puede leer alrededor.",
            );
        }
        for steps in damage.too_deep.iter().take(repair::TOLD) {
            self.warn(
                WarningId::TooDeep,
                at(steps),
                "This is nested too deeply; the innermost part is left out.",
                "Esto está anidado a demasiada profundidad; se omite la parte más interna.",
            );
        }
    }
}

fn root_name(document: &Value) -> String {
    field(document, "resourceType").and_then(said).filter(|name| is_type_name(name)).unwrap_or_default().to_owned()
}

/// A path with the root's type in front of it.
fn shown(root: &str, steps: &[String]) -> String {
    let mut path = root.to_owned();
    for step in steps {
        if !path.is_empty() && !step.starts_with('[') {
            path.push('.');
        }
        path.push_str(step);
    }
    path
}

/// The entry of the outermost Bundle that a path goes through.
fn entry_of(steps: &[String]) -> Option<usize> {
    let at = steps.iter().position(|step| step == "entry")?;
    let index = steps.get(at + 1).and_then(|step| step.strip_prefix('[')?.strip_suffix(']')?.parse().ok());
    Some(index.unwrap_or(0))
}

fn is_type_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase()) && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether an object that does not say what it is has what only a claim has.
fn looks_like_a_claim(value: &Value) -> bool {
    const ANY: [&str; 12] = [
        "item",
        "total",
        "adjudication",
        "payment",
        "insurance",
        "billablePeriod",
        "careTeam",
        "outcome",
        "insurer",
        "use",
        "benefitBalance",
        "diagnosis",
    ];
    let has = |name: &str| field(value, name).is_some();
    value.is_object() && ANY.iter().take(5).any(|name| has(name)) && ANY.iter().filter(|name| has(name)).count() >= 2
}

/// A field that is there and is not `null`.
fn field<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.get(name).filter(|found| !found.is_null())
}

fn said(value: &Value) -> Option<&str> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The elements of a repeating field, each with its index; a single value that is no list has none.
fn elements<'a>(value: &'a Value, name: &str) -> Vec<(Option<usize>, &'a Value)> {
    match field(value, name) {
        Some(Value::Array(list)) => list.iter().enumerate().map(|(index, value)| (Some(index), value)).collect(),
        Some(single) => vec![(None, single)],
        None => Vec::new(),
    }
}

struct Walk<'a> {
    contents: &'a mut Contents,
    line: Option<usize>,
    damage: &'a repair::Damage,
    root: String,
}

impl Walk<'_> {
    fn place(&self, steps: &[String]) -> Place {
        Place { line: self.line, path: shown(&self.root, steps), entry: entry_of(steps) }
    }

    /// A value that may be a resource, hold resources, or be neither.
    fn value(&mut self, value: &Value, steps: &mut Vec<String>, slot: Option<&str>, depth: usize) {
        if depth > DEEPEST_WRAPPER {
            return;
        }
        if let Some(list) = value.as_array() {
            for (index, inner) in list.iter().enumerate() {
                steps.push(format!("[{index}]"));
                self.value(inner, steps, slot, depth + 1);
                steps.pop();
            }
            return;
        }
        if !value.is_object() {
            if depth == 0 || slot == Some("resource") && !value.is_null() {
                let place = self.place(steps);
                self.contents.warn(
                    WarningId::NotAResource,
                    place,
                    "This is not a FHIR resource.",
                    "Esto no es un recurso de FHIR.",
                );
            }
            return;
        }
        let written = field(value, "resourceType").and_then(said);
        let named = written.filter(|name| is_type_name(name));
        match named {
            Some("Bundle") => self.fields(value, &["entry"], steps, depth),
            Some("Parameters") => self.fields(value, &["parameter"], steps, depth),
            Some(name) if name.eq_ignore_ascii_case(CLAIM) => self.claim(value, steps, true),
            _ if written.is_some_and(|name| name.eq_ignore_ascii_case(CLAIM)) => self.claim(value, steps, true),
            // A type that other resources have and a claim's content: some servers and edits get the name wrong.
            Some(name) if !is_strongly_a_claim(value, name) => {
                if name == "OperationOutcome" {
                    let place = self.place(steps);
                    self.contents.warn(
                        WarningId::Outcome,
                        place,
                        "The server sent a message (OperationOutcome) here instead of a record.",
                        "El servidor envió aquí un mensaje (OperationOutcome) en lugar de un dato.",
                    );
                }
                *self.contents.others.entry(name.to_owned()).or_default() += 1;
            }
            _ if looks_like_a_claim(value) => self.claim(value, steps, false),
            _ => self.wrapper(value, steps, slot, depth),
        }
    }

    /// The named fields of a resource that holds resources.
    fn fields(&mut self, value: &Value, names: &[&str], steps: &mut Vec<String>, depth: usize) {
        for name in names {
            for (index, inner) in elements(value, name) {
                steps.push((*name).to_owned());
                steps.extend(index.map(|index| format!("[{index}]")));
                self.wrapper(inner, steps, Some(name), depth + 1);
                steps.truncate(steps.len().saturating_sub(1 + usize::from(index.is_some())));
            }
        }
    }

    /// Something that is no resource: what it holds.
    fn wrapper(&mut self, value: &Value, steps: &mut Vec<String>, slot: Option<&str>, depth: usize) {
        let before = (self.contents.claims.len(), self.contents.others.len(), self.contents.warnings.len());
        let Some(members) = value.as_object() else { return self.value(value, steps, slot, depth + 1) };
        if matches!(slot, Some("entry" | "parameter" | "part")) {
            for name in ["resource", "part"] {
                if let Some(inner) = field(value, name) {
                    steps.push(name.to_owned());
                    match name {
                        "resource" => self.value(inner, steps, Some(name), depth + 1),
                        _ => {
                            steps.pop();
                            self.fields(value, &[name], steps, depth);
                            steps.push(name.to_owned());
                        }
                    }
                    steps.pop();
                }
            }
            // An entry that is the resource itself.
            if field(value, "resource").is_none()
                && (field(value, "resourceType").is_some() || looks_like_a_claim(value))
            {
                self.value(value, steps, None, depth + 1);
            }
            return;
        }
        for (name, inner) in members {
            if inner.is_object() || inner.is_array() {
                steps.push(name.clone());
                self.value(inner, steps, Some(name), depth + 1);
                steps.pop();
            }
        }
        let after = (self.contents.claims.len(), self.contents.others.len(), self.contents.warnings.len());
        if before == after && (depth == 0 || slot == Some("resource")) {
            let place = self.place(steps);
            self.contents.warn(
                WarningId::NotAResource,
                place,
                "This has no resource type and nothing of a claim.",
                "Esto no tiene tipo de recurso ni nada de un reclamo.",
            );
        }
    }

    fn claim(&mut self, resource: &Value, steps: &[String], is_typed: bool) {
        let place = match steps.is_empty() {
            true => Place { line: self.line, path: CLAIM.to_owned(), entry: None },
            false => self.place(steps),
        };
        let holds = |paths: &[Vec<String>]| paths.iter().any(|path| path.starts_with(steps));
        let found = FoundClaim {
            json: resource.to_string(),
            place,
            is_whole: self.damage.open_at_end.as_ref().is_none_or(|open| !open.starts_with(steps)),
            is_mended: holds(&self.damage.broken) || holds(&self.damage.too_deep),
            is_typed,
        };
        self.contents.claims.push(found);
    }
}

/// Whether an object of another type has so much of a claim that its type must be a mistake.
fn is_strongly_a_claim(value: &Value, name: &str) -> bool {
    const ONLY: [&str; 7] = ["insurer", "insurance", "outcome", "item", "total", "adjudication", "billablePeriod"];
    !matches!(name, "Claim" | "ClaimResponse" | "Bundle" | "Parameters")
        && ONLY.iter().filter(|own| field(value, own).is_some()).count() >= 4
}

#[cfg(test)]
mod tests;
