//! References between resources (FHIR R4, 2.3): relative, absolute, versioned, contained, logical, display only.

use std::collections::HashMap;

use super::json::Value;
use super::resource::{Concept, each, field, said, text};

/// What a reference's `reference` points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// A resource on a server: `Patient/1`, `https://payer/R4/Patient/1/_history/2`.
    Resource {
        /// The server's base, where the reference is absolute.
        base: Option<&'a str>,
        /// `Patient`, `Coverage` …
        resource_type: &'a str,
        /// The logical id.
        id: &'a str,
        /// The version, where the reference names one.
        version: Option<&'a str>,
    },
    /// A resource inside the same one: `#payer`.
    Contained(&'a str),
    /// Something that cannot be asked for by id: `urn:uuid:…`, a search, a bare word.
    Unresolvable(&'a str),
}

impl<'a> Target<'a> {
    /// Reads the text of a reference.
    #[must_use]
    pub fn parse(reference: &'a str) -> Self {
        let unresolvable = Self::Unresolvable(reference);
        if let Some(id) = reference.strip_prefix('#') {
            return Self::Contained(id);
        }
        if reference.contains(['?', '#']) || reference.contains(char::is_whitespace) {
            return unresolvable;
        }
        let (whole, version) = match reference.rsplit_once("/_history/") {
            Some((whole, version)) if !version.is_empty() && !version.contains('/') => (whole, Some(version)),
            Some(_) => return unresolvable,
            None => (reference, None),
        };
        let Some((path, id)) = whole.trim_end_matches('/').rsplit_once('/') else { return unresolvable };
        let (base, resource_type) = path.rsplit_once('/').map_or((None, path), |(base, name)| (Some(base), name));
        let is_type = resource_type.starts_with(|first: char| first.is_ascii_uppercase())
            && resource_type.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !is_type || id.is_empty() {
            return unresolvable;
        }
        Self::Resource { base: base.filter(|base| !base.is_empty()), resource_type, id, version }
    }
}

/// A `Reference`, or a bare string in its place.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a>(&'a Value<'a>);

impl<'a> Reference<'a> {
    /// Reads a value as a reference.
    #[must_use]
    pub fn of(value: &'a Value<'a>) -> Self {
        Self(value)
    }

    /// Reads a field as a reference; of a list, its first element.
    #[must_use]
    pub fn in_field(value: &'a Value<'a>, name: &str) -> Option<Self> {
        each(value, name).next().map(Self)
    }

    /// What it points at; `None` for a logical reference or one with a display only.
    #[must_use]
    pub fn target(self) -> Option<Target<'a>> {
        text(self.0, "reference").or_else(|| said(self.0)).map(Target::parse)
    }

    /// Whom it points at: the id of a Patient, or the name by which an entry of the same Bundle is called ([`is_urn`]).
    #[must_use]
    pub fn patient(self) -> Option<&'a str> {
        match self.target()? {
            Target::Resource { resource_type: "Patient", id, .. } => Some(id),
            Target::Unresolvable(urn) if is_urn(urn) => Some(urn),
            _ => None,
        }
    }

    /// The payer's words for what it points at.
    #[must_use]
    pub fn display(self) -> Option<&'a str> {
        text(self.0, "display")
    }

    /// The identifier of a logical reference.
    #[must_use]
    pub fn identifier(self) -> Option<Identifier<'a>> {
        field(self.0, "identifier").and_then(Identifier::of)
    }
}

/// Whether this names an entry of a Bundle (FHIR R4, `Bundle.entry.fullUrl`) and is no id.
#[must_use]
pub fn is_urn(text: &str) -> bool {
    text.starts_with("urn:uuid:") || text.starts_with("urn:oid:")
}

/// A business identifier with a value.
#[derive(Debug, Clone, Copy)]
pub struct Identifier<'a> {
    /// What kind it is.
    pub kind: Option<Concept<'a>>,
    /// Who gives it out.
    pub system: Option<&'a str>,
    /// What it says.
    pub value: &'a str,
}

impl<'a> Identifier<'a> {
    /// Reads an identifier; `None` without a value.
    #[must_use]
    pub fn of(element: &'a Value<'a>) -> Option<Self> {
        let value = text(element, "value")?;
        Some(Self { kind: Concept::in_field(element, "type"), system: text(element, "system"), value })
    }

    /// The identifiers of a resource.
    pub fn all(resource: &'a Value<'a>) -> impl Iterator<Item = Self> {
        each(resource, "identifier").filter_map(Self::of)
    }

    /// Whether its type has this code, in capitals or not.
    #[must_use]
    pub fn is_a(&self, code: &str) -> bool {
        self.kind.is_some_and(|kind| kind.has_code(code))
    }

    /// Whether it is a National Provider Identifier: by type (`npi` in CARIN 1.1, `NPI` in 2.0) or by system.
    #[must_use]
    pub fn is_npi(&self) -> bool {
        self.is_a("npi") || self.system.is_some_and(|system| system.ends_with("us-npi"))
    }
}

/// The resources inside a resource, by id.
#[derive(Debug, Default)]
pub struct Contained<'a>(HashMap<&'a str, &'a Value<'a>>);

impl<'a> Contained<'a> {
    /// The resources inside `resource`; of two with one id, the first.
    #[must_use]
    pub fn of(resource: &'a Value<'a>) -> Self {
        let mut found = HashMap::new();
        for inner in each(resource, "contained") {
            if let Some(id) = text(inner, "id") {
                found.entry(id.trim_start_matches('#')).or_insert(inner);
            }
        }
        Self(found)
    }

    /// What a reference points at, where that is inside.
    #[must_use]
    pub fn resolve(&self, reference: Reference<'a>) -> Option<&'a Value<'a>> {
        match reference.target()? {
            Target::Contained(id) => self.0.get(id).copied(),
            Target::Resource { .. } | Target::Unresolvable(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::json;

    fn resource<'a>(
        base: Option<&'a str>,
        resource_type: &'a str,
        id: &'a str,
        version: Option<&'a str>,
    ) -> Target<'a> {
        Target::Resource { base, resource_type, id, version }
    }

    #[test]
    fn every_spelling_of_a_reference_is_understood() {
        for (text, target) in [
            ("Patient/1", resource(None, "Patient", "1", None)),
            ("/Patient/1", resource(None, "Patient", "1", None)),
            ("Coverage/a-b.c/_history/7", resource(None, "Coverage", "a-b.c", Some("7"))),
            (
                "https://payer.example/fhir/R4/Patient/1",
                resource(Some("https://payer.example/fhir/R4"), "Patient", "1", None),
            ),
            (
                "https://payer.example/R4/Patient/1/_history/2",
                resource(Some("https://payer.example/R4"), "Patient", "1", Some("2")),
            ),
            ("#payer", Target::Contained("payer")),
            ("#", Target::Contained("")),
            (
                "urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7",
                Target::Unresolvable("urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7"),
            ),
            ("Patient?identifier=1", Target::Unresolvable("Patient?identifier=1")),
            ("1", Target::Unresolvable("1")),
            ("patient/1", Target::Unresolvable("patient/1")),
            ("Patient/", Target::Unresolvable("Patient/")),
            ("Patient/1/_history/", Target::Unresolvable("Patient/1/_history/")),
            ("Patient/1/_history/2/3", Target::Unresolvable("Patient/1/_history/2/3")),
        ] {
            assert_eq!(Target::parse(text), target, "{text}");
        }
    }

    #[test]
    fn a_contained_resource_is_found_by_its_fragment_only() {
        let claim = json!({"contained": [{"id": "a", "name": "First"}, {"id": "a"}, {"id": "#b"}, 7]});
        let contained = Contained::of(&claim);
        let find = |text: &str| contained.resolve(Reference::of(&json!({"reference": text}))).is_some();
        assert!(find("#a") && find("#b"));
        assert!(!find("a") && !find("Organization/a") && !find("#c") && !find("#"));
    }

    #[test]
    fn a_logical_reference_has_an_identifier_and_no_target() {
        let value = json!({"identifier": {"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"},
            "display": "Dr. Ada Reyes"});
        let reference = Reference::of(&value);
        assert_eq!(reference.target(), None);
        assert_eq!(reference.display(), Some("Dr. Ada Reyes"));
        let identifier = reference.identifier().unwrap();
        assert!(identifier.is_npi());
        assert_eq!(identifier.value, "1234567893");
    }

    #[test]
    fn a_bare_string_is_a_reference() {
        assert_eq!(Reference::of(&json!("Patient/1")).target(), Some(resource(None, "Patient", "1", None)));
        assert_eq!(Reference::of(&json!(5)).target(), None);
    }
}
