//! A recovery code: a key that a person writes down. 160 random bits as 32 characters of Crockford's base 32, in eight
//! groups of four, each group with a fifth character that checks it:
//!
//! ```text
//! 7Q2MD-K0FZ3-…
//! ```
//!
//! The fifth is a sum over the field of 32 elements: of the characters, each weighted by another power of the field's
//! generator, and of the group's place. Every single wrong character, every two neighbours that changed places and every two
//! groups that did are noticed, and the group is named. Small letters are read too, `O` as 0, `I` and `L` as 1; blanks and
//! hyphens say nothing.

use secrecy::{ExposeSecret, SecretBox};
use zeroize::{Zeroize, Zeroizing};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a group that carry the code; one more checks them.
const CARRY: usize = 4;

/// How many groups a code has.
const GROUPS: usize = 8;

/// A recovery code.
pub struct RecoveryCode(SecretBox<[u8; 20]>);

/// What was entered is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoCode {
    /// It has not as many characters as a code, or others than a code has.
    #[error("this is no recovery code")]
    Form,
    /// A group does not fit its check; counted from 1.
    #[error("group {0} of the code is mistyped")]
    Group(usize),
}

impl RecoveryCode {
    /// A fresh one.
    #[must_use]
    pub fn random() -> Self {
        Self(SecretBox::new(Box::new(rand::random())))
    }

    /// What it opens with.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 20] {
        self.0.expose_secret()
    }

    /// The code as it is written down, group by group.
    #[must_use]
    pub fn groups(&self) -> Vec<Zeroizing<String>> {
        let values = values_of(self.bytes());
        let groups = values.chunks(CARRY).enumerate().map(|(at, values)| {
            let letters = values.iter().copied().chain([check(at, values)]);
            letters.map(|value| char::from(ALPHABET[usize::from(value)])).collect()
        });
        groups.map(Zeroizing::new).collect()
    }

    /// Reads a code as it was typed.
    ///
    /// # Errors
    /// [`NoCode`].
    pub fn parse(text: &str) -> Result<Self, NoCode> {
        let mut values = Zeroizing::new(Vec::with_capacity(GROUPS * (CARRY + 1)));
        for letter in text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '‐' | '–' | '—'))
        {
            values.push(value_of(letter).ok_or(NoCode::Form)?);
        }
        if values.len() != GROUPS * (CARRY + 1) {
            return Err(NoCode::Form);
        }
        let mut carried = Zeroizing::new(Vec::with_capacity(GROUPS * CARRY));
        for (at, group) in values.chunks(CARRY + 1).enumerate() {
            let (values, given) = group.split_at(CARRY);
            if given != [check(at, values)] {
                return Err(NoCode::Group(at + 1));
            }
            carried.extend_from_slice(values);
        }
        let mut bytes = bytes_of(&carried);
        let code = Self(SecretBox::new(Box::new(bytes)));
        bytes.zeroize();
        Ok(code)
    }
}

fn value_of(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    ALPHABET.iter().zip(0_u8..).find(|(known, _)| char::from(**known) == letter).map(|(_, value)| value)
}

/// Five bits each, the first bits first.
fn values_of(bytes: &[u8; 20]) -> Zeroizing<Vec<u8>> {
    let bit = |at: usize| bytes[at / 8] >> (7 - at % 8) & 1;
    Zeroizing::new((0..GROUPS * CARRY).map(|at| (0..5).fold(0, |value, of| value << 1 | bit(at * 5 + of))).collect())
}

fn bytes_of(values: &[u8]) -> [u8; 20] {
    let mut bytes = [0; 20];
    for (at, value) in values.iter().enumerate() {
        for of in 0..5 {
            let place = at * 5 + of;
            bytes[place / 8] |= (value >> (4 - of) & 1) << (7 - place % 8);
        }
    }
    bytes
}

/// The character that checks the group at this place.
fn check(at: usize, values: &[u8]) -> u8 {
    // A code has eight groups: their places are elements of the field.
    let place = u8::try_from(at).unwrap_or_default();
    let mut weight = 1;
    values.iter().fold(place, |sum, value| {
        weight = times(weight, 2);
        sum ^ times(*value, weight)
    })
}

/// Multiplies in the field of 32 elements, by the polynomial x⁵ + x² + 1.
fn times(one: u8, other: u8) -> u8 {
    let mut product = 0;
    for bit in (0..5).rev() {
        product <<= 1;
        if product & 0b10_0000 != 0 {
            product ^= 0b10_0101;
        }
        if other >> bit & 1 != 0 {
            product ^= one;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(bytes: [u8; 20]) -> RecoveryCode {
        RecoveryCode(SecretBox::new(Box::new(bytes)))
    }

    fn written(code: &RecoveryCode) -> String {
        code.groups().iter().map(|group| group.as_str()).collect::<Vec<_>>().join("-")
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = code([
            0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf, 0x84, 0x65, 0x3a, 0x56, 0xd7, 0xc6, 0x75, 0xbe,
            0x77, 0xdf,
        ]);
        let text = written(&code);
        assert_eq!(text.len(), 8 * 5 + 7);
        for typed in [
            text.clone(),
            text.to_lowercase(),
            text.replace('-', " "),
            text.replace('-', ""),
            text.replace('0', "o").replace('1', "l"),
            text.replace('1', "I"),
            format!("  {}\n", text.replace('-', " – ")),
        ] {
            assert_eq!(RecoveryCode::parse(&typed).map(|read| *read.bytes()), Ok(*code.bytes()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_is_told_from_a_mistyped_group() {
        for text in ["", "7Q2M", "hello", "U".repeat(40).as_str(), "é".repeat(40).as_str()] {
            assert_eq!(RecoveryCode::parse(text).err(), Some(NoCode::Form), "{text}");
        }
        let text = written(&code([9; 20]));
        assert_eq!(RecoveryCode::parse(&text[..46]).err(), Some(NoCode::Form));
        assert_eq!(RecoveryCode::parse(&format!("{text}0")).err(), Some(NoCode::Form));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(bytes: [u8; 20]) {
            let code = code(bytes);
            let read = RecoveryCode::parse(&written(&code)).map(|read| *read.bytes());
            prop_assert_eq!(read, Ok(bytes));
        }

        #[test]
        fn each_wrong_character_is_noticed_in_its_group(bytes: [u8; 20], at in 0_usize..40, by in 1_u8..32) {
            let mut letters: Vec<char> = written(&code(bytes)).replace('-', "").chars().collect();
            let value = value_of(letters[at]).unwrap();
            letters[at] = char::from(ALPHABET[usize::from(value ^ by)]);
            let read = RecoveryCode::parse(&letters.iter().collect::<String>());
            prop_assert_eq!(read.err(), Some(NoCode::Group(at / 5 + 1)));
        }

        #[test]
        fn two_characters_or_groups_that_change_places_are_noticed(bytes: [u8; 20], at in 0_usize..39, group in 0_usize..7) {
            let text = written(&code(bytes)).replace('-', "");
            let mut letters: Vec<char> = text.chars().collect();
            if at % 5 < 4 && letters[at] != letters[at + 1] {
                letters.swap(at, at + 1);
                prop_assert!(RecoveryCode::parse(&letters.iter().collect::<String>()).is_err());
            }
            let mut groups: Vec<&str> = (0..8).map(|of| &text[of * 5..of * 5 + 5]).collect();
            groups.swap(group, group + 1);
            prop_assert_eq!(RecoveryCode::parse(&groups.concat()).err(), Some(NoCode::Group(group + 1)));
        }
    }
}
