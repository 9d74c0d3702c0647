//! One page of a search: a Bundle of type `searchset`, read without trusting it.
//!
//! One bad entry costs nothing but itself. Resources stay slices of the body until they are stored, so that a page of
//! 100 MB is never in memory twice (T12). `Bundle.total` is not read: it is wrong, capped or missing too often to mean
//! anything.

use std::{
    collections::{HashMap, hash_map},
    fmt,
};

use bytes::Bytes;
use jiff::Timestamp;
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::{error::Category, value::RawValue};

use super::{
    head::{Head, Unfit},
    outcome::Outcome,
    reference::is_urn,
};

/// Largest single resource that is kept, in bytes (T11, T14).
pub const LARGEST_RESOURCE: usize = 4 * 1024 * 1024;

/// Longest logical id that is kept. The specification allows 64 characters; real ones are longer.
const LONGEST_ID: usize = 256;

/// Longest name of an entry that is kept.
const LONGEST_URN: usize = 256;

/// Why a whole body is not a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// The JSON ends too early: the body broke off.
    #[error("the bundle breaks off")]
    BrokenOff,
    /// It is not JSON.
    #[error("the body is not JSON")]
    NotJson,
    /// It is JSON, but neither a Bundle nor an OperationOutcome; or it says the same thing twice (T14).
    #[error("the body is not a bundle")]
    NotABundle,
}

/// Why an entry was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is not an object, or has no resource that is one.
    #[error("an entry has no resource")]
    NoResource,
    /// It says the same thing twice (T14).
    #[error("a resource says the same thing twice")]
    SaidTwice,
    /// The resource does not say what it is.
    #[error("a resource has no type")]
    NoType,
    /// The resource has no id, and neither has `fullUrl`.
    #[error("a resource has no id")]
    NoId,
    /// It is larger than [`LARGEST_RESOURCE`].
    #[error("a resource is too large")]
    TooLarge,
    /// It is nested deeper than `serde_json` reads.
    #[error("a resource is nested too deeply")]
    TooDeep,
}

/// A resource as it came. Its `Debug` shows the type alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Resource {
    /// For example `ExplanationOfBenefit`.
    pub resource_type: String,
    /// The logical id.
    pub id: String,
    /// `meta.versionId`.
    pub version: Option<String>,
    /// `meta.lastUpdated`, where it can be read as an instant.
    pub last_updated: Option<Timestamp>,
    /// What other entries of its Bundle call it by, where that is no address (`urn:uuid:…`).
    pub urn: Option<String>,
    /// The JSON verbatim.
    pub json: Json,
}

/// A JSON text as it came, a slice of the body that it came in. Its `Debug` shows its length alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Json(Bytes);

impl Json {
    /// `part` must stand in `body`.
    fn slice(body: &Bytes, part: &str) -> Self {
        Self(body.slice_ref(part.as_bytes()))
    }

    /// In bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // It was a text when it was cut out; to look once more costs next to nothing.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({} bytes)", self.0.len())
    }
}

impl fmt::Debug for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resource")
            .field("resource_type", &self.resource_type)
            .field("json", &self.json)
            .finish_non_exhaustive()
    }
}

/// A page of a search.
#[derive(Debug, Default)]
pub struct Page {
    /// What came, in the server's order, each resource once.
    pub resources: Vec<Resource>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// What the server says about its answer. Never a claim.
    pub outcomes: Vec<Outcome>,
    /// The address of the next page as written, not yet confined.
    pub next: Option<String>,
    /// How large the body was, in bytes.
    pub bytes: u64,
    no_bundle: bool,
}

impl Page {
    /// Reads the body of a search's answer. An OperationOutcome in place of a bundle is a page without resources.
    pub fn read(body: &Bytes) -> Result<Self, PageError> {
        let text = text_of(body)?;
        let frame: Frame<'_> = serde_json::from_str(text).map_err(|error| fault(&error))?;
        // What `serde` derives takes the elements of a list for members, in their order.
        if !text.trim_ascii_start().starts_with('{') {
            return Err(PageError::NotABundle);
        }
        let mut page = Self { bytes: body.len() as u64, ..Self::default() };
        match frame.resource_type.and_then(|raw| string(raw.get())).as_deref() {
            Some("Bundle") => {}
            Some("OperationOutcome") => {
                page.outcomes.extend(raw(text).map(Outcome::read));
                page.no_bundle = true;
                return Ok(page);
            }
            _ => return Err(PageError::NotABundle),
        }
        page.next = frame.link.and_then(next_of);
        let entries = match frame.entry {
            None | Some(List::Null) => Vec::new(),
            Some(List::Entries(entries)) => entries,
            Some(List::Other) => return Err(PageError::NotABundle),
        };
        let mut places: HashMap<(String, String), usize> = HashMap::with_capacity(entries.len());
        for entry in &entries {
            match resource_of(body, entry) {
                Ok(Read::Outcome(outcome)) => page.outcomes.push(outcome),
                Ok(Read::Resource(resource)) => {
                    match places.entry((resource.resource_type.clone(), resource.id.clone())) {
                        hash_map::Entry::Vacant(place) => {
                            place.insert(page.resources.len());
                            page.resources.push(resource);
                        }
                        hash_map::Entry::Occupied(place) => {
                            let kept = &mut page.resources[*place.get()];
                            if !is_older(&resource, kept) {
                                *kept = resource;
                            }
                        }
                    }
                }
                Err(unreadable) => page.unreadable.push(unreadable),
            }
        }
        Ok(page)
    }

    /// The OperationOutcome that came in place of a bundle.
    #[must_use]
    pub fn instead_of_bundle(&self) -> Option<&Outcome> {
        self.outcomes.first().filter(|_| self.no_bundle)
    }
}

/// Reads the body of a read interaction: one resource, or an OperationOutcome in its place.
pub fn read_resource(body: &Bytes) -> Result<Result<Resource, Unreadable>, PageError> {
    let whole = raw(text_of(body)?)?;
    let entry = Entry { resource: Some(whole), ..Entry::default() };
    match resource_of(body, &entry) {
        Ok(Read::Resource(resource)) => Ok(Ok(resource)),
        Ok(Read::Outcome(_)) => Err(PageError::NotABundle),
        Err(unreadable) => Ok(Err(unreadable)),
    }
}

enum Read {
    Resource(Resource),
    Outcome(Outcome),
}

fn text_of(body: &Bytes) -> Result<&str, PageError> {
    let text = std::str::from_utf8(body).map_err(|_| PageError::NotJson)?;
    // Some servers begin with a byte order mark, which RFC 8259 section 8.1 lets a reader ignore.
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn raw(text: &str) -> Result<&RawValue, PageError> {
    serde_json::from_str(text).map_err(|error| fault(&error))
}

fn fault(error: &serde_json::Error) -> PageError {
    match error.classify() {
        Category::Eof => PageError::BrokenOff,
        Category::Data => PageError::NotABundle,
        Category::Io | Category::Syntax => PageError::NotJson,
    }
}

fn string(raw: &str) -> Option<String> {
    serde_json::from_str(raw).ok()
}

/// One resource of a file, and where it came with one, the entry's `fullUrl`. A resource without an id gets one from
/// `nameless`; an OperationOutcome is `None`.
pub(super) fn read_piece(
    body: &Bytes,
    resource: &RawValue,
    full_url: Option<&RawValue>,
    nameless: fn(&str) -> String,
) -> Result<Option<Resource>, Unreadable> {
    let entry = Entry { resource: Some(resource), full_url, said_twice: false };
    match identified(body, &entry, Some(nameless))? {
        Read::Resource(resource) => Ok(Some(resource)),
        Read::Outcome(_) => Ok(None),
    }
}

fn resource_of(body: &Bytes, entry: &Entry<'_>) -> Result<Read, Unreadable> {
    identified(body, entry, None)
}

fn identified(body: &Bytes, entry: &Entry<'_>, nameless: Option<fn(&str) -> String>) -> Result<Read, Unreadable> {
    if entry.said_twice {
        return Err(Unreadable::SaidTwice);
    }
    let raw = entry.resource.filter(|raw| raw.get().starts_with('{')).ok_or(Unreadable::NoResource)?;
    let json = raw.get();
    if json.len() > LARGEST_RESOURCE {
        return Err(Unreadable::TooLarge);
    }
    let head = Head::of(json).map_err(|unfit| match unfit {
        Unfit::TooDeep => Unreadable::TooDeep,
        Unfit::SaidTwice => Unreadable::SaidTwice,
    })?;
    let resource_type = head.resource_type.and_then(string).filter(|name| is_type(name)).ok_or(Unreadable::NoType)?;
    if resource_type == "OperationOutcome" {
        return Ok(Read::Outcome(Outcome::read(raw)));
    }
    let id = head.id.and_then(string).or_else(|| id_of_address(entry.full_url?, &resource_type));
    let id = id.filter(|id| (1..=LONGEST_ID).contains(&id.len()) && !id.contains(char::is_control));
    let id = id.or_else(|| nameless.map(|name| name(json))).ok_or(Unreadable::NoId)?;
    let meta: Meta<'_> = head.meta.and_then(|meta| serde_json::from_str(meta).ok()).unwrap_or_default();
    Ok(Read::Resource(Resource {
        resource_type,
        id,
        version: meta.version_id.and_then(|raw| version(raw.get())),
        last_updated: meta.last_updated.and_then(|raw| string(raw.get())?.parse().ok()),
        urn: entry.full_url.and_then(|url| string(url.get())).filter(|url| is_urn(url) && url.len() <= LONGEST_URN),
        json: Json::slice(body, json),
    }))
}

/// A version is a string; some servers write a number.
fn version(raw: &str) -> Option<String> {
    let text = string(raw).or_else(|| Some(raw).filter(|n| n.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned));
    text.filter(|text| (1..=LONGEST_ID).contains(&text.len()))
}

fn is_type(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The id in `…/ExplanationOfBenefit/123`. A `urn:uuid:` is none: it is another one with each answer.
fn id_of_address(full_url: &RawValue, resource_type: &str) -> Option<String> {
    let address = string(full_url.get())?;
    let (rest, id) = address.rsplit_once('/')?;
    (rest.rsplit('/').next() == Some(resource_type)).then(|| id.to_owned())
}

/// Whether `candidate` is an earlier version of the same resource than `kept`; where neither says, the later in the
/// page counts as newer.
fn is_older(candidate: &Resource, kept: &Resource) -> bool {
    match (candidate.last_updated, kept.last_updated) {
        (Some(candidate), Some(kept)) if candidate != kept => candidate < kept,
        _ => {
            let number = |resource: &Resource| resource.version.as_deref()?.parse::<u64>().ok();
            matches!((number(candidate), number(kept)), (Some(candidate), Some(kept)) if candidate < kept)
        }
    }
}

/// `link` with relation `next`, in any case: some servers write `Next`.
fn next_of(links: &RawValue) -> Option<String> {
    let links: Vec<serde_json::Value> = serde_json::from_str(links.get()).ok()?;
    let is_next = |link: &&serde_json::Value| {
        link.get("relation").and_then(|r| r.as_str()).is_some_and(|r| r.trim().eq_ignore_ascii_case("next"))
    };
    let url = links.iter().find(is_next)?.get("url")?.as_str()?.trim();
    (!url.is_empty()).then(|| url.to_owned())
}

#[derive(Deserialize)]
struct Frame<'a> {
    #[serde(borrow, default, rename = "resourceType")]
    resource_type: Option<&'a RawValue>,
    #[serde(borrow, default)]
    link: Option<&'a RawValue>,
    #[serde(borrow, default)]
    entry: Option<List<'a>>,
}

#[derive(Deserialize, Default)]
struct Meta<'a> {
    #[serde(borrow, default, rename = "versionId")]
    version_id: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "lastUpdated")]
    last_updated: Option<&'a RawValue>,
}

/// `Bundle.entry`, whatever it is.
enum List<'a> {
    Null,
    Entries(Vec<Entry<'a>>),
    Other,
}

/// `Bundle.entry[n]`, whatever it is: what is no object has no resource.
#[derive(Default)]
pub(super) struct Entry<'a> {
    pub(super) resource: Option<&'a RawValue>,
    pub(super) full_url: Option<&'a RawValue>,
    pub(super) said_twice: bool,
}

/// The scalars that stand where a list or an object should be.
macro_rules! scalars {
    ($answer:expr) => {
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok($answer)
        }
        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok($answer)
        }
        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok($answer)
        }
        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok($answer)
        }
        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok($answer)
        }
    };
}

impl<'de: 'a, 'a> Deserialize<'de> for List<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = List<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of entries")
            }

            scalars!(List::Other);

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(List::Null)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(List::Other)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = seq.next_element()? {
                    entries.push(entry);
                }
                Ok(List::Entries(entries))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Entry<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Entry<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an entry")
            }

            scalars!(Entry::default());

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Entry::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Entry::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entry = Entry::default();
                while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
                    let place = match key.as_ref() {
                        "resource" => &mut entry.resource,
                        "fullUrl" => &mut entry.full_url,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                            continue;
                        }
                    };
                    entry.said_twice |= place.replace(map.next_value()?).is_some();
                }
                Ok(entry)
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(json: &str) -> Page {
        Page::read(&Bytes::from(json.to_owned())).unwrap()
    }

    fn ids(page: &Page) -> Vec<&str> {
        page.resources.iter().map(|resource| resource.id.as_str()).collect()
    }

    #[test]
    fn resources_are_kept_verbatim() {
        let raw = "{ \"resourceType\" : \"ExplanationOfBenefit\",\"id\":\"a\", \"total\":[{\"amount\":{\"value\":1.10e+2}}],\n\
                   \"meta\":{\"versionId\":\"3\",\"lastUpdated\":\"2026-11-01T10:00:00.000-05:00\"},\"x\":\"\\u00e9\" }";
        let page = page(&format!(
            r#"{{"resourceType":"Bundle","type":"searchset","total":"many","entry":[{{"resource":{raw},"search":{{}}}}],
                "link":[{{"relation":"self","url":"s"}},{{"relation":"Next","url":"/R4?n"}}]}}"#
        ));
        let [resource] = page.resources.as_slice() else { panic!("{page:?}") };
        assert_eq!(resource.json.as_str(), raw);
        assert_eq!(resource.version.as_deref(), Some("3"));
        assert_eq!(resource.last_updated, "2026-11-01T15:00:00Z".parse().ok());
        assert_eq!(page.next.as_deref(), Some("/R4?n"));
    }

    #[test]
    fn an_outcome_is_a_warning_and_never_a_claim() {
        let in_entry = page(
            r#"{"resourceType":"Bundle","entry":[
                {"resource":{"resourceType":"OperationOutcome","id":"a","issue":[{"severity":"warning","code":"value"}]}},
                {"resource":{"resourceType":"Coverage","id":"b"}}]}"#,
        );
        assert_eq!(ids(&in_entry), ["b"]);
        assert_eq!(in_entry.outcomes[0].codes(), "value");
        let whole = page(r#"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"timeout"}]}"#);
        assert!(whole.resources.is_empty());
        assert!(whole.instead_of_bundle().is_some_and(Outcome::is_fault));
        assert_eq!(in_entry.instead_of_bundle(), None);
    }

    /// T14
    #[test]
    fn a_bad_entry_costs_nothing_but_itself() {
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        let large = "x".repeat(LARGEST_RESOURCE);
        let entries = [
            "null".to_owned(),
            "7".to_owned(),
            "-1.5e400".to_owned(),
            "\"text\"".to_owned(),
            "[1,[2]]".to_owned(),
            "{}".to_owned(),
            r#"{"resource":null}"#.to_owned(),
            r#"{"resource":[]}"#.to_owned(),
            r#"{"resource":{"id":"x"}}"#.to_owned(),
            r#"{"resource":{"resourceType":7,"id":"x"}}"#.to_owned(),
            r#"{"resource":{"resourceType":"Coverage"}}"#.to_owned(),
            r#"{"resource":{"resourceType":"Coverage","id":""}}"#.to_owned(),
            r#"{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Coverage","id":5}}"#.to_owned(),
            r#"{"resource":{"resourceType":"Coverage","id":"x"},"resource":{"resourceType":"Coverage","id":"y"}}"#
                .to_owned(),
            r#"{"resource":{"resourceType":"Coverage","id":"x","id":"y"}}"#.to_owned(),
            format!(r#"{{"resource":{{"resourceType":"Coverage","id":"x","deep":{deep}}}}}"#),
            format!(r#"{{"resource":{{"resourceType":"Coverage","id":"x","large":"{large}"}}}}"#),
            r#"{"resource":{"resourceType":"Coverage","id":"good","meta":"garbage"}}"#.to_owned(),
            r#"{"resource":{"resourceType":"Coverage","id":"dated","meta":{"lastUpdated":"soon","versionId":4}}}"#
                .to_owned(),
            r#"{"fullUrl":"https://payer.example/R4/Coverage/address","resource":{"resourceType":"Coverage"}}"#
                .to_owned(),
        ];
        let page = page(&format!(r#"{{"entry":[{}],"resourceType":"Bundle"}}"#, entries.join(",")));
        assert_eq!(ids(&page), ["good", "dated", "address"]);
        assert_eq!(page.resources[1].version.as_deref(), Some("4"));
        assert_eq!(page.resources[1].last_updated, None);
        use Unreadable::{NoId, NoResource, NoType, SaidTwice, TooDeep, TooLarge};
        assert_eq!(
            page.unreadable,
            [
                NoResource, NoResource, NoResource, NoResource, NoResource, NoResource, NoResource, NoResource, NoType,
                NoType, NoId, NoId, NoId, SaidTwice, SaidTwice, TooDeep, TooLarge
            ]
        );
    }

    #[test]
    fn the_newest_of_a_repeated_resource_is_kept() {
        let entry = |id: &str, version: &str, updated: &str| {
            format!(
                r#"{{"resource":{{"resourceType":"Coverage","id":"{id}","meta":{{"versionId":"{version}","lastUpdated":"{updated}"}}}}}}"#
            )
        };
        let page = page(&format!(
            r#"{{"resourceType":"Bundle","entry":[{},{},{},{},{}]}}"#,
            entry("a", "2", "2026-01-02T00:00:00Z"),
            entry("b", "9", ""),
            entry("a", "1", "2026-01-01T00:00:00Z"),
            entry("b", "10", ""),
            entry("b", "x", ""),
        ));
        assert_eq!(ids(&page), ["a", "b"]);
        assert_eq!(page.resources[0].version.as_deref(), Some("2"));
        assert_eq!(page.resources[1].version.as_deref(), Some("x"));
        assert!(page.unreadable.is_empty());
    }

    #[test]
    fn a_bundle_may_lack_everything() {
        for json in [
            r#"{"resourceType":"Bundle"}"#,
            r#"{"resourceType":"Bundle","entry":null,"link":null}"#,
            r#"{"resourceType":"Bundle","entry":[],"link":{}}"#,
            "\u{feff}{\"resourceType\":\"Bundle\",\"link\":[7,{\"relation\":\"next\"},{\"relation\":7}]}",
            r#"{"resourceType":"Bundle","link":[{"relation":"next","url":""}]}"#,
        ] {
            let page = page(json);
            assert!(page.resources.is_empty() && page.next.is_none(), "{json}");
        }
    }

    #[test]
    fn a_body_that_is_no_bundle_says_why() {
        let table = [
            ("", PageError::BrokenOff),
            (r#"{"resourceType":"Bundle","entry":[{"resource":{"#, PageError::BrokenOff),
            ("<html></html>", PageError::NotJson),
            (r#"{"resourceType":"Bundle"} trailing"#, PageError::NotJson),
            (r#"{"resourceType":"Patient","id":"a"}"#, PageError::NotABundle),
            (r#"{"entry":[]}"#, PageError::NotABundle),
            (r#"{"resourceType":"Bundle","entry":{}}"#, PageError::NotABundle),
            (r#"{"resourceType":"Bundle","entry":7}"#, PageError::NotABundle),
            (r#"{"resourceType":"Bundle","entry":[],"entry":[]}"#, PageError::NotABundle),
            ("[]", PageError::NotABundle),
            (r#" ["Bundle",null,[{"resource":{"resourceType":"Patient","id":"a"}}]]"#, PageError::NotABundle),
        ];
        for (json, expected) in table {
            assert_eq!(Page::read(&Bytes::from_static(json.as_bytes())).map(|_| ()), Err(expected), "{json}");
        }
        assert_eq!(Page::read(&Bytes::from_static(b"\xff{}")).map(|_| ()), Err(PageError::NotJson));
    }

    #[test]
    fn a_single_resource_is_read_like_an_entry() {
        let read = |json: &'static str| read_resource(&Bytes::from_static(json.as_bytes()));
        assert_eq!(read(r#"{"resourceType":"Patient","id":"a"}"#).unwrap().unwrap().id, "a");
        assert_eq!(read(r#"{"resourceType":"Patient"}"#), Ok(Err(Unreadable::NoId)));
        assert_eq!(read(r#"{"resourceType":"OperationOutcome"}"#), Err(PageError::NotABundle));
        assert_eq!(read("{"), Err(PageError::BrokenOff));
    }

    #[test]
    fn debugging_a_page_shows_no_resource() {
        let page = page(r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"canary"}}]}"#);
        assert!(!format!("{page:?}").contains("canary"));
    }
}
