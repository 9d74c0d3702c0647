//! A resource's JSON as a tree that borrows the text: one pass, one list of nodes, numbers in the payer's own digits.
//!
//! A node stands before everything inside it and knows how many nodes that is. A value is so a stretch of the list that
//! begins with its own node, and what lies beside it is a jump away. Nothing is looked up by a hash: objects in FHIR are
//! small. Names and texts without an escape are slices of the text.
//!
//! It reads what `serde_json` reads, nesting included (T14), and of a name that is said twice the last, as it does.

use std::borrow::Cow;

use super::{head::DEEPEST, quoted::plain_length};

/// A value: a node and all that is inside it. An empty stretch is `null`.
pub type Value<'a> = [Node<'a>];

/// A value with its name, where it is an object's member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    name: Cow<'a, str>,
    content: Content<'a>,
    /// How many nodes this one and all inside it are.
    span: usize,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it is written.
    Number(&'a str),
    /// A string.
    Text(Cow<'a, str>),
    /// `[…]`
    List,
    /// `{…}`
    Object,
}

/// A whole text as a tree; `None` where it is not JSON or nested too deeply.
#[must_use]
pub fn parse(text: &str) -> Option<Vec<Node<'_>>> {
    // A FHIR node is rarely written in less.
    let mut reader = Reader { text, at: 0, nodes: Vec::with_capacity(text.len() / 12 + 4) };
    reader.skip_space();
    reader.value(Cow::Borrowed(""), 0)?;
    reader.skip_space();
    (reader.at == text.len()).then_some(reader.nodes)
}

/// What a value is.
#[must_use]
pub fn content<'a>(value: &'a Value<'a>) -> &'a Content<'a> {
    value.first().map_or(&Content::Null, |node| &node.content)
}

/// The elements of a list; of anything else, none.
#[must_use]
pub fn elements<'a>(value: &'a Value<'a>) -> Elements<'a> {
    let left = if matches!(content(value), Content::List) { value.get(1..) } else { None };
    Elements { left: left.unwrap_or_default() }
}

/// The members of an object; of anything else, none.
pub fn members<'a>(value: &'a Value<'a>) -> impl Iterator<Item = (&'a str, &'a Value<'a>)> {
    let left = if matches!(content(value), Content::Object) { value.get(1..) } else { None };
    let values = Elements { left: left.unwrap_or_default() };
    values.filter_map(|value| Some((value.first()?.name.as_ref(), value)))
}

/// The member of an object with this name: where it is said twice, the last.
#[must_use]
pub fn member<'a>(value: &'a Value<'a>, name: &str) -> Option<&'a Value<'a>> {
    let mut found = None;
    if matches!(content(value), Content::Object) {
        let mut at = 1;
        while let Some(node) = value.get(at) {
            if is(&node.name, name) {
                found = Some(at);
            }
            at += node.span;
        }
    }
    whole(value, found?)
}

/// The members of an object with these names, in one pass.
#[must_use]
pub fn some_members<'a, const N: usize>(value: &'a Value<'a>, names: [&str; N]) -> [Option<&'a Value<'a>>; N] {
    let mut found = [None; N];
    if matches!(content(value), Content::Object) {
        let mut at = 1;
        while let Some(node) = value.get(at) {
            if let Some(place) = names.iter().position(|name| is(&node.name, name)) {
                found[place] = Some(at);
            }
            at += node.span;
        }
    }
    found.map(|at| whole(value, at?))
}

/// Whether two names are the same. Most that are not begin otherwise, which is sooner told than by the C library.
fn is(one: &str, other: &str) -> bool {
    one.as_bytes().first() == other.as_bytes().first() && one == other
}

/// The value that begins at a node.
fn whole<'a>(value: &'a Value<'a>, at: usize) -> Option<&'a Value<'a>> {
    value.get(at..at + value.get(at)?.span)
}

/// What lies beside each other in a list or an object.
#[derive(Debug, Clone, Default)]
pub struct Elements<'a> {
    left: &'a Value<'a>,
}

impl<'a> Iterator for Elements<'a> {
    type Item = &'a Value<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let (element, left) = self.left.split_at_checked(self.left.first()?.span)?;
        self.left = left;
        Some(element)
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    nodes: Vec<Node<'a>>,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Reads a value. `depth` is the number of lists and objects around it.
    fn value(&mut self, name: Cow<'a, str>, depth: usize) -> Option<()> {
        let content = match self.peek()? {
            b'"' => Content::Text(self.string()?),
            b'{' => return self.inside(name, Content::Object, b'}', depth),
            b'[' => return self.inside(name, Content::List, b']', depth),
            b't' => self.word("true", Content::Bool(true))?,
            b'f' => self.word("false", Content::Bool(false))?,
            b'n' => self.word("null", Content::Null)?,
            _ => Content::Number(self.number()?),
        };
        self.nodes.push(Node { name, content, span: 1 });
        Some(())
    }

    fn inside(&mut self, name: Cow<'a, str>, content: Content<'a>, close: u8, depth: usize) -> Option<()> {
        if depth == DEEPEST {
            return None;
        }
        let place = self.nodes.len();
        let is_object = matches!(content, Content::Object);
        self.nodes.push(Node { name, content, span: 1 });
        self.at += 1;
        self.skip_space();
        if self.take(close).is_some() {
            return Some(());
        }
        loop {
            let name = if is_object { self.name()? } else { Cow::Borrowed("") };
            self.value(name, depth + 1)?;
            self.skip_space();
            if self.take(b',').is_none() {
                break;
            }
            self.skip_space();
        }
        self.take(close)?;
        let end = self.nodes.len();
        self.nodes.get_mut(place)?.span = end - place;
        Some(())
    }

    fn name(&mut self) -> Option<Cow<'a, str>> {
        let name = self.string()?;
        self.skip_space();
        self.take(b':')?;
        self.skip_space();
        Some(name)
    }

    fn word(&mut self, word: &str, content: Content<'a>) -> Option<Content<'a>> {
        self.text.get(self.at..)?.starts_with(word).then(|| self.at += word.len())?;
        Some(content)
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.take(b'"')?;
        let begin = self.at;
        let mut escaped = false;
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += plain_length(rest)?;
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.at += 2;
                }
                _ => return None,
            }
        }
        let end = self.at;
        self.at += 1;
        if escaped {
            // Rare: whoever knows all of the escapes may read it once more, quotes included.
            serde_json::from_str(self.text.get(begin - 1..=end)?).ok().map(Cow::Owned)
        } else {
            self.text.get(begin..end).map(Cow::Borrowed)
        }
    }

    /// RFC 8259, section 6.
    fn number(&mut self) -> Option<&'a str> {
        let begin = self.at;
        let _ = self.take(b'-');
        if self.take(b'0').is_none() {
            self.digits()?;
        }
        if self.take(b'.').is_some() {
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        self.text.get(begin..self.at)
    }

    fn digits(&mut self) -> Option<()> {
        let begin = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > begin).then_some(())
    }
}

/// Trees for tests, written with `json!` as `serde_json` does it.
#[cfg(test)]
pub(crate) mod testing {
    use std::{fmt, ops::Deref};

    use serde::{Serialize, Serializer};
    use serde_json::value::RawValue;

    use super::{Node, Value, parse};

    /// A tree with its text, which is never freed.
    #[derive(Clone)]
    pub(crate) struct Document {
        text: &'static str,
        nodes: Vec<Node<'static>>,
    }

    impl Document {
        pub(crate) fn of(value: &(impl Serialize + ?Sized)) -> Self {
            Self::read(&serde_json::to_string(value).unwrap())
        }

        pub(crate) fn read(text: &str) -> Self {
            let text: &'static str = String::from(text).leak();
            Self { text, nodes: parse(text).unwrap() }
        }
    }

    impl Deref for Document {
        type Target = Value<'static>;

        fn deref(&self) -> &Self::Target {
            &self.nodes
        }
    }

    impl Serialize for Document {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serde_json::from_str::<&RawValue>(self.text).unwrap().serialize(serializer)
        }
    }

    impl fmt::Display for Document {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.text)
        }
    }

    macro_rules! json {
        ($($json:tt)+) => { $crate::fhir::json::testing::Document::of(&::serde_json::json!($($json)+)) };
    }
    pub(crate) use json;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same value as `serde_json` has it.
    fn plain(value: &Value) -> serde_json::Value {
        match content(value) {
            Content::Null => serde_json::Value::Null,
            Content::Bool(said) => (*said).into(),
            Content::Number(digits) => serde_json::from_str(digits).unwrap(),
            Content::Text(text) => text.as_ref().into(),
            Content::List => elements(value).map(plain).collect(),
            Content::Object => members(value).map(|(name, value)| (name.to_owned(), plain(value))).collect(),
        }
    }

    fn agree(text: &str) {
        let theirs = serde_json::from_str::<serde_json::Value>(text).ok();
        assert_eq!(parse(text).as_deref().map(plain), theirs, "{text}");
    }

    #[test]
    fn what_is_json_and_what_is_not_is_no_matter_of_taste() {
        for text in [
            "",
            " ",
            "null",
            " true ",
            "false",
            "nul",
            "truee",
            "[]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{}",
            "{\"a\":1}",
            "{\"a\":1,}",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1 \"b\":2}",
            "{\"a\" : 1 , \"b\": [ ] }",
            "1",
            "-1",
            "-",
            "01",
            "1.",
            ".5",
            "1.5e",
            "1.5e+",
            "1e5",
            "1E-5",
            "+1",
            "-0.0",
            "1e99999999999",
            "\"a",
            "\"a\\\"b\"",
            "\"\\u00e9\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\x\"",
            "\"\\",
            "\"\t\"",
            "\"\u{7f}\u{e9}\"",
            "1 1",
            "[1]]",
            "[[1]",
            "{\"a\":{\"b\":[{\"c\":null}]},\"d\":\"e\"}",
            "\u{feff}1",
            "tr\u{e9}",
            "{\"\\u0061\":1}",
            "[1}",
        ] {
            agree(text);
        }
    }

    /// T14
    #[test]
    fn the_deepest_nesting_is_serde_jsons() {
        for levels in [1, 126, 127, 128, 5_000] {
            agree(&format!("{}1{}", "[".repeat(levels), "]".repeat(levels)));
            agree(&format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels)));
        }
    }

    /// T14
    #[test]
    fn of_a_name_that_is_said_twice_the_last_counts() {
        let tree = parse(r#"{"a":1,"b":2,"a":[3]}"#).unwrap();
        assert_eq!(plain(member(&tree, "a").unwrap()), serde_json::json!([3]));
        assert_eq!(member(&tree, "c"), None);
    }

    /// T14
    #[test]
    fn numbers_keep_their_digits() {
        let tree = parse("[1.50,-0,1E+2]").unwrap();
        let digits: Vec<_> = elements(&tree).map(content).collect();
        assert_eq!(digits, [&Content::Number("1.50"), &Content::Number("-0"), &Content::Number("1E+2")]);
    }

    proptest! {
        #[test]
        fn every_text_is_read_as_serde_json_reads_it(text in r#"[\[\]{}",:0-9eE.\-+ \\utrfalsn\n]{0,24}"#) {
            agree(&text);
        }

        #[test]
        fn every_string_is_read_as_serde_json_reads_it(text: String) {
            agree(&serde_json::to_string(&text).unwrap());
            agree(&format!("\"{text}\""));
        }

        #[test]
        fn a_text_that_breaks_off_or_is_damaged_is_no_other_tree(place: prop::sample::Index, byte in 0x20_u8..0x7f) {
            let whole = r#"{"resourceType":"Patient","a":[{"b":1.50,"c":"d\n"},null,true],"e":{},"f":[]}"#;
            agree(&whole[..place.index(whole.len())]);
            let mut damaged = whole.to_owned().into_bytes();
            damaged[place.index(whole.len())] = byte;
            agree(&String::from_utf8(damaged).unwrap());
        }
    }
}
