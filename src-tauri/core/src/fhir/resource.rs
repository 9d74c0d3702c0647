//! Tolerant access to a resource: nothing here fails, and nothing here trusts a type, a cardinality or a code.
//!
//! A list that came as a single object is read as a list of one, a concept that came as a bare coding or a bare string
//! is read as a concept, blank texts count as absent.

use std::fmt::{self, Write as _};

use super::json::{self, Content, Value};

/// Names of code systems whose codes say that there is no value (FHIR R4, 4.3.14 and 4.3.13).
const ABSENCE_SYSTEMS: [&str; 2] = ["data-absent-reason", "v3-NullFlavor"];

/// A field that is there and is not `null`.
#[must_use]
pub fn field<'a>(value: &'a Value<'a>, name: &str) -> Option<&'a Value<'a>> {
    json::member(value, name).filter(|found| !is_null(found))
}

/// A text that says something, trimmed.
#[must_use]
pub fn text<'a>(value: &'a Value<'a>, name: &str) -> Option<&'a str> {
    said(json::member(value, name)?)
}

/// A string value that says something, trimmed.
#[must_use]
pub fn said<'a>(value: &'a Value<'a>) -> Option<&'a str> {
    let Content::Text(text) = json::content(value) else { return None };
    match text.as_bytes() {
        // Most have nothing to trim, and this tells sooner.
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => Some(text),
        _ => Some(text.trim()).filter(|text| !text.is_empty()),
    }
}

/// A whole number that is not negative, as a number or spelt as a string.
#[must_use]
pub fn whole_number(value: &Value, name: &str) -> Option<u32> {
    match json::content(json::member(value, name)?) {
        Content::Number(digits) => digits.parse().ok(),
        Content::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A number as it was written, or a string that stands in for one: nothing is rounded.
#[must_use]
pub fn number_text<'a>(value: &'a Value<'a>, name: &str) -> Option<&'a str> {
    let found = json::member(value, name)?;
    match json::content(found) {
        Content::Number(digits) => Some(digits),
        _ => said(found),
    }
}

/// `true` or `false`.
#[must_use]
pub fn flag(value: &Value, name: &str) -> Option<bool> {
    match json::content(json::member(value, name)?) {
        Content::Bool(said) => Some(*said),
        _ => None,
    }
}

/// Whichever of the types of an element like `value[x]` is there, with its name: `valueQuantity` …
#[must_use]
pub fn choice<'a>(value: &'a Value<'a>, stem: &str) -> Option<(&'a str, &'a Value<'a>)> {
    let of_stem =
        |name: &str| name.strip_prefix(stem).is_some_and(|kind| kind.starts_with(|c: char| c.is_ascii_uppercase()));
    json::members(value).find(|(name, value)| of_stem(name) && !is_null(value))
}

/// The elements of a repeating field, each with its index; a single value that is no list has no index.
pub fn elements<'a>(
    value: &'a Value<'a>,
    name: &str,
) -> impl Iterator<Item = (Option<usize>, &'a Value<'a>)> + use<'a> {
    listed(json::member(value, name))
}

fn listed<'a>(field: Option<&'a Value<'a>>) -> impl Iterator<Item = (Option<usize>, &'a Value<'a>)> {
    let single = field.filter(|field| *json::content(field) != Content::List);
    let list = if single.is_some() { json::Elements::default() } else { json::elements(field.unwrap_or_default()) };
    let listed = list.enumerate().map(|(index, element)| (Some(index), element));
    single.map(|element| (None, element)).into_iter().chain(listed).filter(|(_, element)| !is_null(element))
}

/// The elements of a repeating field.
pub fn each<'a>(value: &'a Value<'a>, name: &str) -> impl Iterator<Item = &'a Value<'a>> + use<'a> {
    elements(value, name).map(|(_, element)| element)
}

fn is_null(value: &Value) -> bool {
    matches!(json::content(value), Content::Null)
}

/// The first extension with this URL. For an extension of a primitive `status`, ask the element `_status`.
#[must_use]
pub fn extension<'a>(value: &'a Value<'a>, url: &str) -> Option<&'a Value<'a>> {
    each(value, "extension").find(|extension| text(extension, "url") == Some(url))
}

/// The value of an extension, whatever its type: `valueString`, `valueCodeableConcept` …
#[must_use]
pub fn extension_value<'a>(extension: &'a Value<'a>) -> Option<&'a Value<'a>> {
    json::members(extension).find(|(name, _)| name.starts_with("value")).map(|(_, value)| value)
}

/// Where an element stands in its resource, as FHIRPath: `ExplanationOfBenefit.item[0].adjudication[3].amount`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementPath(String);

impl ElementPath {
    /// The resource itself.
    #[must_use]
    pub fn root(resource_type: &str) -> Self {
        Self(resource_type.to_owned())
    }

    /// A child, with its index where it stands in a list.
    #[must_use]
    pub fn child(&self, name: &str, index: Option<usize>) -> Self {
        let mut path = String::with_capacity(self.0.len() + name.len() + 8);
        path.push_str(&self.0);
        path.push('.');
        path.push_str(name);
        if let Some(index) = index {
            // Writing to a String cannot fail.
            let _ = write!(path, "[{index}]");
        }
        Self(path)
    }
}

impl From<ElementPath> for String {
    fn from(path: ElementPath) -> Self {
        path.0
    }
}

impl fmt::Display for ElementPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A code of a code system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coding<'a> {
    /// The code system's URI.
    pub system: Option<&'a str>,
    /// The code.
    pub code: Option<&'a str>,
    /// The payer's words for it.
    pub display: Option<&'a str>,
    system_name: Option<&'a str>,
}

impl<'a> Coding<'a> {
    fn of(value: &'a Value<'a>) -> Self {
        let [system, code, display] = json::some_members(value, ["system", "code", "display"]);
        let system = system.and_then(said);
        Self {
            system,
            code: code.and_then(said),
            display: display.and_then(said),
            system_name: system.and_then(last_part),
        }
    }

    /// Whether it says that there is nothing to say.
    #[must_use]
    pub fn is_absence(&self) -> bool {
        self.system_name.is_some_and(|name| ABSENCE_SYSTEMS.contains(&name))
    }

    /// The last part of the system's URI, without a version: servers differ in host, version and scheme.
    #[must_use]
    pub fn system_name(&self) -> Option<&'a str> {
        self.system_name
    }
}

/// `b` of `https://a/b` and of `https://a/b|1.0`.
fn last_part(uri: &str) -> Option<&str> {
    let (mut begin, mut end) = (None, uri.len());
    for (place, byte) in uri.bytes().enumerate().rev() {
        match byte {
            b'/' => {
                begin = Some(place + 1);
                break;
            }
            b'|' => end = place,
            _ => {}
        }
    }
    uri.get(begin?..end)
}

/// A `CodeableConcept`, or what stands in for one: a bare `Coding`, a bare string.
#[derive(Debug, Clone, Copy)]
pub struct Concept<'a>(&'a Value<'a>);

impl<'a> Concept<'a> {
    /// Reads a value as a concept.
    #[must_use]
    pub fn of(value: &'a Value<'a>) -> Self {
        Self(value)
    }

    /// Reads a field as a concept; of a list, its first element.
    #[must_use]
    pub fn in_field(value: &'a Value<'a>, name: &str) -> Option<Self> {
        Self::first_of(json::member(value, name))
    }

    /// Reads a field's value as a concept; of a list, its first element.
    #[must_use]
    pub fn first_of(field: Option<&'a Value<'a>>) -> Option<Self> {
        listed(field).next().map(|(_, concept)| Self(concept))
    }

    /// Its codings, those left out that say that there is no value.
    pub fn codings(self) -> impl Iterator<Item = Coding<'a>> {
        let [listed_codings, code] = json::some_members(self.0, ["coding", "code"]);
        let own = (listed_codings.is_none() && code.is_some()).then(|| Coding::of(self.0));
        let codings = listed(listed_codings).map(|(_, coding)| Coding::of(coding));
        own.into_iter().chain(codings).filter(|coding| !coding.is_absence())
    }

    /// The payer's words: the text, else the first display.
    #[must_use]
    pub fn words(self) -> Option<&'a str> {
        said(self.0).or_else(|| text(self.0, "text")).or_else(|| self.codings().find_map(|coding| coding.display))
    }

    /// The short words of the list that the code is from, else the payer's own: for figures and standings, where servers
    /// put the code's whole definition into the text.
    #[must_use]
    pub fn short_words(self) -> Option<&'a str> {
        self.codings().find_map(|coding| coding.display).or_else(|| self.words())
    }

    /// The first code.
    #[must_use]
    pub fn code(self) -> Option<&'a str> {
        self.codings().find_map(|coding| coding.code)
    }

    /// The payer's words, else the code: never blank where there is anything.
    #[must_use]
    pub fn label(self) -> Option<&'a str> {
        self.words().or_else(|| self.code())
    }

    /// Whether one of its codings has this code, in capitals or not.
    #[must_use]
    pub fn has_code(self, code: &str) -> bool {
        self.codings().any(|coding| coding.code.is_some_and(|own| own.eq_ignore_ascii_case(code)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::testing::{Document, json};

    #[test]
    fn a_single_object_is_a_list_of_one_without_an_index() {
        let resource = json!({"one": {"a": 1}, "two": [{"a": 1}, null, {"a": 2}], "none": null});
        let indices = |name| elements(&resource, name).map(|(index, _)| index).collect::<Vec<_>>();
        assert_eq!(indices("one"), [None]);
        assert_eq!(indices("two"), [Some(0), Some(2)]);
        assert_eq!(indices("none"), [] as [Option<usize>; 0]);
        assert_eq!(indices("missing"), [] as [Option<usize>; 0]);
    }

    #[test]
    fn a_concept_speaks_in_the_payers_words_before_its_code() {
        for (json, words, label) in [
            (json!({"text": "Visit", "coding": [{"code": "1", "display": "Office"}]}), Some("Visit"), Some("Visit")),
            (
                json!({"text": "  ", "coding": [{"code": "1"}, {"code": "2", "display": "Office"}]}),
                Some("Office"),
                Some("Office"),
            ),
            (json!({"coding": [{"code": "99213"}]}), None, Some("99213")),
            (json!({"coding": {"code": "99213", "display": "Office"}}), Some("Office"), Some("Office")),
            (json!({"system": "s", "code": "A", "display": "Alpha"}), Some("Alpha"), Some("Alpha")),
            (json!("Just words"), Some("Just words"), Some("Just words")),
            (
                json!({"coding": [{"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason",
                    "code": "not-applicable", "display": "Not Applicable"}]}),
                None,
                None,
            ),
            (json!([1, 2]), None, None),
            (json!(7), None, None),
        ] {
            let concept = Concept::of(&json);
            assert_eq!((concept.words(), concept.label()), (words, label), "{json}");
        }
    }

    #[test]
    fn a_code_system_is_known_by_the_end_of_its_address() {
        for (system, name) in [
            ("http://hl7.org/CodeSystem/adjudication", Some("adjudication")),
            ("https://other.example/adjudication|2.0.0", Some("adjudication")),
            ("https://other.example/", Some("")),
            ("urn:oid:2.16.840", None),
        ] {
            assert_eq!(last_part(system), name, "{system}");
        }
    }

    #[test]
    fn extensions_are_found_on_elements_and_on_primitives() {
        let resource = json!({
            "extension": [{"url": "http://e/1", "valueString": "one"}, {"url": "http://e/2", "valueCode": "two"}],
            "_status": {"extension": {"url": "http://e/absent", "valueCode": "unknown"}},
        });
        let value =
            |element: &Value, url| extension(element, url).and_then(extension_value).and_then(said).map(str::to_owned);
        let of_status = field(&resource, "_status").unwrap();
        assert_eq!(value(&resource, "http://e/2").as_deref(), Some("two"));
        assert_eq!(value(of_status, "http://e/absent").as_deref(), Some("unknown"));
        assert_eq!(value(&resource, "http://e/3"), None);
    }

    #[test]
    fn a_path_has_an_index_only_inside_a_list() {
        let path = ElementPath::root("ExplanationOfBenefit").child("item", Some(0)).child("net", None);
        assert_eq!(path.to_string(), "ExplanationOfBenefit.item[0].net");
    }

    #[test]
    fn of_an_element_with_many_types_the_one_that_is_there_is_read() {
        let text = r#"{"valueString": null, "value": 1, "valued": 2, "valueQuantity": {"a": 1}, "valueDate": "2"}"#;
        let resource = Document::read(text);
        assert_eq!(choice(&resource, "value").map(|(name, _)| name), Some("valueQuantity"));
        assert_eq!(choice(&json!({"valueString": null}), "value"), None);
        assert_eq!(choice(&json!("value"), "value"), None);
    }

    /// T14
    #[test]
    fn a_number_is_told_as_it_was_written() {
        let resource = Document::read(r#"{"a": 1.500, "b": " 7,5 ", "c": true, "d": 1E+2, "e": false}"#);
        let read = |name| number_text(&resource, name);
        assert_eq!([read("a"), read("b"), read("c"), read("d")], [Some("1.500"), Some("7,5"), None, Some("1E+2")]);
        assert_eq!(
            ["a", "b", "c", "e", "f"].map(|name| flag(&resource, name)),
            [None, None, Some(true), Some(false), None]
        );
    }

    #[test]
    fn whole_numbers_are_read_as_numbers_and_as_texts() {
        let resource = json!({"a": 2, "b": " 3 ", "c": -1, "d": 1.5, "e": "x", "f": 99_999_999_999_u64});
        let read = |name| whole_number(&resource, name);
        assert_eq!(
            [read("a"), read("b"), read("c"), read("d"), read("e"), read("f")],
            [Some(2), Some(3), None, None, None, None]
        );
    }
}
