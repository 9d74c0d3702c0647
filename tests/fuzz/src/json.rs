//! Changing JSON so that it stays JSON: what a fuzzer does to bytes alone hardly ever gets past a parser.

use serde_json::{Map, Number, Value, json};

/// What stands in the place of a text. Made up, but for the codes that readers look for.
const TEXTS: [&str; 40] = [
    "",
    " ",
    "memberliability",
    "submitted",
    "eligible",
    "benefit",
    "paidtoprovider",
    "deductible",
    "copay",
    "coinsurance",
    "noncovered",
    "discount",
    "denied",
    "rejected",
    "replacedby",
    "prior",
    "pharmacy",
    "institutional",
    "entered-in-error",
    "cancelled",
    "preauthorization",
    "USD",
    "usd",
    "EUR",
    "#x",
    "#",
    "Patient/1",
    "Patient/1/_history/",
    "https://payer.example/R4/Patient/1",
    "urn:uuid:00000000-0000-4000-8000-000000000001",
    "2019-02-30",
    "9999-12-31T23:59:60Z",
    "2026-11-20",
    "-0.00",
    "1e999999999999",
    "99999999999999999999999999999999.99",
    "<script>",
    "\u{202e}\u{0}\u{feff}",
    "ñ🦀",
    "http://terminology.hl7.org/CodeSystem/adjudication",
];

/// Names that readers look for.
const NAMES: [&str; 36] = [
    "resourceType",
    "id",
    "entry",
    "resource",
    "fullUrl",
    "link",
    "item",
    "addItem",
    "detail",
    "subDetail",
    "adjudication",
    "total",
    "category",
    "coding",
    "code",
    "system",
    "text",
    "display",
    "amount",
    "value",
    "currency",
    "reason",
    "payment",
    "related",
    "reference",
    "contained",
    "supportingInfo",
    "extension",
    "valueQuantity",
    "component",
    "billablePeriod",
    "start",
    "patient",
    "status",
    "access_token",
    "offset",
];

const NUMBERS: [&str; 12] = [
    "0",
    "-0",
    "1",
    "-1",
    "0.1",
    "1.50",
    "1.5e2",
    "1E+2",
    "1e-28",
    "79228162514264337593543950335",
    "18446744073709551616",
    "1e400",
];

/// Changes the JSON in the first `size` of `bytes` in a few places and gives its new size; `None` where it is no JSON or
/// does not fit any more. What stands before the first line that begins with a brace or a bracket is left as it is.
pub fn change_json(bytes: &mut [u8], size: usize, seed: u32) -> Option<usize> {
    let mut dice = Dice(u64::from(seed) | 1 << 40);
    // Bytes alone find what a tree never has.
    if dice.roll(4) == 0 {
        return None;
    }
    let text = std::str::from_utf8(bytes.get(..size)?).ok()?;
    let begin = text.find(['{', '[']).filter(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n')?;
    let mut value: Value = serde_json::from_str(&text[begin..]).ok()?;
    for _ in 0..=dice.roll(4) {
        change(&mut value, &mut dice);
    }
    let changed = [&text.as_bytes()[..begin], value.to_string().as_bytes()].concat();
    bytes.get_mut(..changed.len())?.copy_from_slice(&changed);
    Some(changed.len())
}

fn change(root: &mut Value, dice: &mut Dice) {
    let mut all = Vec::new();
    pointers(root, String::new(), &mut all);
    let other = root.pointer(dice.pick(&all).as_str()).cloned().unwrap_or_default();
    let place = dice.pick(&all).clone();
    let turn = dice.roll(9);
    if let Some((parent, name)) = place.rsplit_once('/').filter(|_| turn < 2) {
        match root.pointer_mut(parent) {
            Some(Value::Object(members)) => {
                let value = members.remove(name).unwrap_or_default();
                if turn == 0 {
                    members.insert((*dice.pick(&NAMES)).to_owned(), value);
                }
            }
            Some(Value::Array(list)) if !list.is_empty() => {
                let at = dice.roll(list.len() as u64) as usize;
                let value = list.remove(at);
                if turn == 0 {
                    list.extend([value.clone(), value]);
                }
            }
            _ => {}
        }
        return;
    }
    let Some(target) = root.pointer_mut(&place) else { return };
    match turn {
        2 => *target = json!([target.take()]),
        3 => *target = target.as_array().and_then(|list| list.first().cloned()).unwrap_or_default(),
        4 => *target = other,
        5 => {
            let mut members = Map::new();
            members.insert((*dice.pick(&NAMES)).to_owned(), target.take());
            *target = members.into();
        }
        6 => *target = dice.pick(&NUMBERS).parse::<Number>().map_or(Value::Null, Value::Number),
        7 => match target {
            Value::Object(members) => {
                members.insert((*dice.pick(&NAMES)).to_owned(), other);
            }
            Value::Array(list) => list.push(other),
            target => *target = Value::Null,
        },
        _ => *target = Value::from(*dice.pick(&TEXTS)),
    }
}

fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, inner)| pointers(inner, format!("{at}/{index}"), found));
        }
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| !name.contains(['~', '/']))
            .for_each(|(name, inner)| pointers(inner, format!("{at}/{name}"), found)),
        _ => {}
    }
    found.push(at);
}

/// Numbers that follow from a seed alone (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len() as u64) as usize]
    }
}
