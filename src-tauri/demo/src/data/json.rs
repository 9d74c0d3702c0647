//! A writer of JSON text. Claims are written by the hundred thousand, so no tree is built first.

use super::money::Cents;

/// JSON text as it grows. Commas are put where the last character shows that one is needed: a text always ends in a
/// quote, so `{`, `[` and `:` at the end are structure.
pub(crate) struct Json {
    out: String,
}

impl Json {
    /// One whole object.
    pub(crate) fn document(write: impl FnOnce(&mut Json)) -> String {
        let mut json = Json { out: String::with_capacity(8 * 1024) };
        json.out.push('{');
        write(&mut json);
        json.out.push('}');
        json.out
    }

    fn separate(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }

    fn key(&mut self, key: &str) {
        self.separate();
        self.quoted(key);
        self.out.push(':');
    }

    fn quoted(&mut self, text: &str) {
        self.out.push('"');
        for character in text.chars() {
            match character {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                control if u32::from(control) < 0x20 => {
                    self.out.push_str(&format!("\\u{:04x}", u32::from(control)));
                }
                other => self.out.push(other),
            }
        }
        self.out.push('"');
    }

    /// A text member.
    pub(crate) fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        self.quoted(value);
    }

    /// A whole-number member.
    pub(crate) fn number(&mut self, key: &str, value: i64) {
        self.key(key);
        self.out.push_str(&value.to_string());
    }

    /// A true-or-false member.
    pub(crate) fn flag(&mut self, key: &str, value: bool) {
        self.key(key);
        self.out.push_str(if value { "true" } else { "false" });
    }

    /// A FHIR Money member, always with two decimals and in US dollars.
    pub(crate) fn money(&mut self, key: &str, amount: Cents) {
        self.object(key, |money| {
            money.key("value");
            money.out.push_str(&amount.to_string());
            money.text("currency", "USD");
        });
    }

    /// An object member.
    pub(crate) fn object(&mut self, key: &str, write: impl FnOnce(&mut Json)) {
        self.key(key);
        self.out.push('{');
        write(self);
        self.out.push('}');
    }

    /// An array member.
    pub(crate) fn array(&mut self, key: &str, write: impl FnOnce(&mut Json)) {
        self.key(key);
        self.out.push('[');
        write(self);
        self.out.push(']');
    }

    /// An object in an array.
    pub(crate) fn element(&mut self, write: impl FnOnce(&mut Json)) {
        self.separate();
        self.out.push('{');
        write(self);
        self.out.push('}');
    }

    /// A text in an array.
    pub(crate) fn text_element(&mut self, value: &str) {
        self.separate();
        self.quoted(value);
    }

    /// A member whose value is JSON text already.
    pub(crate) fn raw(&mut self, key: &str, json: &str) {
        self.key(key);
        self.out.push_str(json);
    }

    /// A Coding in an array.
    pub(crate) fn coding(&mut self, system: &str, code: &str, display: Option<&str>) {
        self.element(|coding| {
            coding.text("system", system);
            coding.text("code", code);
            if let Some(display) = display {
                coding.text("display", display);
            }
        });
    }

    /// A CodeableConcept member with one coding.
    pub(crate) fn concept(&mut self, key: &str, system: &str, code: &str, text: Option<&str>) {
        self.object(key, |concept| {
            concept.array("coding", |codings| codings.coding(system, code, text));
            if let Some(text) = text {
                concept.text("text", text);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_json() {
        let text = Json::document(|j| {
            j.text("a", "line\nand \"quote\" {");
            j.array("b", |list| {
                list.text_element("[");
                list.element(|_| {});
                list.element(|e| e.money("m", Cents::new(-305)));
            });
            j.flag("c", false);
        });
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["a"], "line\nand \"quote\" {");
        assert_eq!(value["b"][2]["m"]["value"].to_string(), "-3.05");
        assert_eq!(value["c"], false);
    }
}
