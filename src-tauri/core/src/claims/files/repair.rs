//! JSON out of a text that is not quite JSON: what can be read is written out again as JSON, every number and string as
//! it came, and what could not is told by its place. Without recursion, in one pass.
//!
//! A number or a string in which the text ends is left out: half a number is another number.

/// Deeper containers become `null`, well below where the parser refuses the whole.
const DEEPEST: usize = 100;

/// How many places of one kind are told.
pub(super) const TOLD: usize = 20;

/// What a text holds.
#[derive(Debug, Default)]
pub(super) struct Repaired {
    /// Its documents as JSON, each with what had to be done.
    pub(super) documents: Vec<(String, Damage)>,
    /// How many characters outside any document were passed over.
    pub(super) garbage: usize,
}

/// Where a document was damaged: paths of names and `[index]`.
#[derive(Debug, Default)]
pub(super) struct Damage {
    /// What was open when the text ended.
    pub(super) open_at_end: Option<Vec<String>>,
    /// What holds something that is no JSON.
    pub(super) broken: Vec<Vec<String>>,
    /// What was nested too deeply.
    pub(super) too_deep: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Object,
    Array,
}

#[derive(Debug)]
struct Frame {
    kind: Kind,
    /// How many members were written.
    members: usize,
    /// An object's member whose value is awaited or being read, quoted as JSON.
    name: Option<String>,
    /// Whether the colon came.
    is_valued: bool,
}

struct Repair<'a> {
    text: &'a str,
    at: usize,
    frames: Vec<Frame>,
    out: String,
    damage: Damage,
    /// Containers below [`DEEPEST`] that are being left out.
    muted: Vec<Kind>,
    done: Repaired,
}

/// Repairs a text.
pub(super) fn repair(text: &str) -> Repaired {
    let mut repair = Repair {
        text,
        at: 0,
        frames: Vec::new(),
        out: String::new(),
        damage: Damage::default(),
        muted: Vec::new(),
        done: Repaired::default(),
    };
    while let Some(byte) = text.as_bytes().get(repair.at).copied() {
        match byte {
            b'{' => repair.open(Kind::Object),
            b'[' => repair.open(Kind::Array),
            b'}' => repair.close(Kind::Object),
            b']' => repair.close(Kind::Array),
            b'"' => repair.string(),
            b':' => repair.colon(),
            b',' => repair.comma(),
            b' ' | b'\t' | b'\r' | b'\n' => repair.at += 1,
            _ => repair.word(),
        }
    }
    repair.finish()
}

impl Repair<'_> {
    fn path(&self) -> Vec<String> {
        let mut path = Vec::new();
        for frame in &self.frames {
            match frame.kind {
                Kind::Object => path.extend(frame.name.as_deref().map(plain)),
                // The member being read is counted already.
                Kind::Array => path.push(format!("[{}]", frame.members.saturating_sub(1))),
            }
        }
        path
    }

    /// The path of the innermost container.
    fn container(&self) -> Vec<String> {
        let mut path = self.path();
        if self.frames.last().is_some_and(|frame| frame.kind == Kind::Array || frame.name.is_some()) {
            path.pop();
        }
        path
    }

    fn broken(&mut self) {
        if self.frames.is_empty() || self.damage.broken.len() >= TOLD {
            return;
        }
        let path = self.container();
        if self.damage.broken.last() != Some(&path) {
            self.damage.broken.push(path);
        }
    }

    /// Writes what must stand before a value: a comma, a name.
    fn begin_value(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        if frame.members > 0 {
            self.out.push(',');
        }
        frame.members += 1;
        if frame.kind == Kind::Object {
            let is_named = frame.name.is_some() && frame.is_valued;
            let name = frame.name.get_or_insert_with(|| "\"\"".to_owned());
            self.out.push_str(name);
            self.out.push(':');
            if !is_named {
                self.broken();
            }
        }
    }

    fn end_value(&mut self) {
        if let Some(frame) = self.frames.last_mut()
            && frame.kind == Kind::Object
        {
            frame.name = None;
            frame.is_valued = false;
        }
    }

    fn open(&mut self, kind: Kind) {
        self.at += 1;
        if !self.muted.is_empty() {
            self.muted.push(kind);
            return;
        }
        self.begin_value();
        if self.frames.len() >= DEEPEST {
            if self.damage.too_deep.len() < TOLD {
                let path = self.path();
                self.damage.too_deep.push(path);
            }
            self.out.push_str("null");
            self.muted.push(kind);
            return;
        }
        self.out.push(if kind == Kind::Object { '{' } else { '[' });
        self.frames.push(Frame { kind, members: 0, name: None, is_valued: false });
    }

    fn close(&mut self, kind: Kind) {
        self.at += 1;
        if !self.muted.is_empty() {
            if let Some(place) = self.muted.iter().rposition(|own| *own == kind) {
                self.muted.truncate(place);
            }
            if self.muted.is_empty() {
                self.end_value();
            }
            return;
        }
        let Some(place) = self.frames.iter().rposition(|frame| frame.kind == kind) else {
            if self.frames.is_empty() {
                self.done.garbage += 1;
            } else {
                self.broken();
            }
            return;
        };
        if place + 1 < self.frames.len() {
            self.broken();
        }
        while self.frames.len() > place {
            self.shut();
        }
    }

    /// Closes the innermost container.
    fn shut(&mut self) {
        if self.frames.last().is_some_and(|frame| frame.name.is_some()) {
            self.broken();
        }
        let Some(frame) = self.frames.pop() else { return };
        self.out.push(if frame.kind == Kind::Object { '}' } else { ']' });
        self.end_value();
        if self.frames.is_empty() {
            let document = std::mem::take(&mut self.out);
            self.done.documents.push((document, std::mem::take(&mut self.damage)));
        }
    }

    fn colon(&mut self) {
        self.at += 1;
        match self.frames.last_mut() {
            _ if !self.muted.is_empty() => {}
            Some(frame) if frame.name.is_some() && !frame.is_valued => frame.is_valued = true,
            Some(_) => self.broken(),
            None => self.done.garbage += 1,
        }
    }

    fn comma(&mut self) {
        self.at += 1;
        if !self.muted.is_empty() {
            return;
        }
        match self.frames.last_mut() {
            // A name without a value.
            Some(frame) if frame.name.is_some() => {
                frame.name = None;
                frame.is_valued = false;
                self.broken();
            }
            Some(_) => {}
            None => self.done.garbage += 1,
        }
    }

    fn string(&mut self) {
        let start = self.at;
        let mut at = start + 1;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(at) {
                Some(b'\\') => at += 2,
                Some(b'"') => break,
                Some(_) => at += 1,
                None => {
                    // The text ends in the string.
                    self.at = bytes.len();
                    if self.frames.is_empty() {
                        self.done.garbage += self.text.get(start..).map_or(0, |rest| rest.chars().count());
                    }
                    return;
                }
            }
        }
        self.at = at + 1;
        let Some(token) = self.text.get(start..=at) else { return };
        if !self.muted.is_empty() {
            return;
        }
        if self.frames.is_empty() {
            self.done.garbage += token.chars().count();
            return;
        }
        let is_json = serde_json::from_str::<String>(token).is_ok();
        let quoted = if is_json { token.to_owned() } else { quote(token.get(1..token.len() - 1).unwrap_or_default()) };
        if !is_json {
            self.broken();
        }
        match self.frames.last_mut() {
            Some(frame) if frame.kind == Kind::Object && !frame.is_valued => {
                let had_name = frame.name.replace(quoted).is_some();
                if had_name {
                    self.broken();
                }
            }
            _ => {
                self.begin_value();
                self.out.push_str(&quoted);
                self.end_value();
            }
        }
    }

    /// A number, a literal, or neither.
    fn word(&mut self) {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.find(['{', '}', '[', ']', '"', ':', ',', ' ', '\t', '\r', '\n']).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        let reaches_end = length == rest.len();
        self.at = start + length.max(rest.chars().next().map_or(1, char::len_utf8));
        if !self.muted.is_empty() {
            return;
        }
        let is_literal = matches!(word, "true" | "false" | "null");
        let Some(frame) = self.frames.last_mut() else {
            self.done.garbage += word.chars().count();
            return;
        };
        if reaches_end {
            // Half a number is another number.
            return;
        }
        if frame.kind == Kind::Object && !frame.is_valued {
            self.broken();
            return;
        }
        let is_json = is_literal || serde_json::from_str::<serde_json::Number>(word).is_ok();
        self.begin_value();
        if is_json {
            self.out.push_str(word);
        } else {
            self.out.push_str(&quote(word));
            self.broken();
        }
        self.end_value();
    }

    fn finish(mut self) -> Repaired {
        if !self.frames.is_empty() {
            if !self.muted.is_empty() {
                self.muted.clear();
                self.end_value();
            }
            let open = self.container();
            self.damage.open_at_end = Some(open);
            // A name that the text ends behind is no damage of its own.
            for frame in &mut self.frames {
                if frame.kind == Kind::Object && !frame.is_valued {
                    frame.name = None;
                }
            }
            while let Some(frame) = self.frames.last_mut() {
                frame.name = None;
                self.shut();
            }
        }
        self.done
    }
}

fn quote(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned())
}

/// A quoted name as it is shown in a path.
fn plain(quoted: &str) -> String {
    serde_json::from_str(quoted).unwrap_or_else(|_| quoted.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn documents(text: &str) -> Vec<Value> {
        repair(text).documents.iter().map(|(json, _)| serde_json::from_str(json).unwrap()).collect()
    }

    #[test]
    fn what_can_be_read_is_kept_as_it_came() {
        for (text, expected) in [
            (r#"{"a":1}"#, vec![json!({"a": 1})]),
            (r#"{"a":1} trailing"#, vec![json!({"a": 1})]),
            (r#"{"a":1}{"b":2}"#, vec![json!({"a": 1}), json!({"b": 2})]),
            (r#"{"a":1,}"#, vec![json!({"a": 1})]),
            (r#"{"a":1 "b":2}"#, vec![json!({"a": 1, "b": 2})]),
            (r#"{"a":[1,2"#, vec![json!({"a": [1]})]),
            (r#"{"a":[1,2]"#, vec![json!({"a": [1, 2]})]),
            (r#"{"a":"cut"#, vec![json!({})]),
            (r#"{"a":"#, vec![json!({})]),
            (r#"{"a":12"#, vec![json!({})]),
            (r#"{"a":{"b":1}"#, vec![json!({"a": {"b": 1}})]),
            (r#"{"a":NaN,"b":.5}"#, vec![json!({"a": "NaN", "b": ".5"})]),
            (r#"{"a":[1}"#, vec![json!({"a": [1]})]),
            (r#"{"a":}"#, vec![json!({})]),
            ("{\"a\":\"tab\there\"}", vec![json!({"a": "tab\there"})]),
            ("nothing", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(documents(text), expected, "{text}");
        }
    }

    #[test]
    fn every_digit_survives() {
        let repaired = repair(r#"{"a":1.10,"b":123456789012345678901234567890.00,}"#);
        assert_eq!(repaired.documents[0].0, r#"{"a":1.10,"b":123456789012345678901234567890.00}"#);
    }

    #[test]
    fn damage_is_told_by_its_place() {
        let repaired = repair(r#"{"entry":[{"resource":{"id":"a"}},{"resource":{"id":"b","x":oops,"item":[{"y":1"#);
        let damage = &repaired.documents[0].1;
        assert_eq!(damage.broken, [vec!["entry", "[1]", "resource"]]);
        assert_eq!(damage.open_at_end.as_ref().unwrap(), &["entry", "[1]", "resource", "item", "[0]"]);
    }

    /// T14
    #[test]
    fn what_is_nested_too_deeply_is_left_out_and_the_rest_is_kept() {
        let text = format!("{{\"deep\":{}1{},\"after\":2}}", "[".repeat(100_000), "]".repeat(100_000));
        let repaired = repair(&text);
        let value: Value = serde_json::from_str(&repaired.documents[0].0).unwrap();
        assert_eq!(value["after"], 2);
        assert_eq!(repaired.documents[0].1.too_deep.len(), 1);
    }

    proptest! {
        #[test]
        fn whatever_comes_becomes_json(text in "[\\[\\]{}\",:a1.\\\\ ñ\n-]{0,80}") {
            for (json, _) in repair(&text).documents {
                prop_assert!(serde_json::from_str::<Value>(&json).is_ok(), "{text:?} became {json:?}");
            }
        }

        #[test]
        fn json_is_left_as_it_is(numbers in prop::collection::vec(any::<i64>(), 0..5), texts in prop::collection::vec(".*", 0..5)) {
            let value = json!({"numbers": numbers, "texts": texts, "inner": {"a": [[], {}]}});
            prop_assert_eq!(documents(&value.to_string()), [value]);
        }
    }
}
