//! What stands between the quotes of a JSON string, eight bytes at a time: most of a payer's page is names and texts.

/// One in each byte of a word.
const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
/// The highest bit of each byte of a word.
const HIGHS: u64 = ONES << 7;

/// How many bytes the plain part of a string has: up to its quote, an escape, or what must be escaped (RFC 8259, section
/// 7). `None` where the text ends before.
pub(super) fn plain_length(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (place, word) in words.iter().enumerate() {
        let ends = ends(u64::from_le_bytes(*word));
        if ends != 0 {
            return Some(place * 8 + ends.trailing_zeros() as usize / 8);
        }
    }
    let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
    Some(words.len() * 8 + plain)
}

/// The highest bit of each byte that ends the plain part; above the first one, others may be wrong.
fn ends(word: u64) -> u64 {
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let is = |byte: u8| zeros(word ^ (ONES * u64::from(byte)));
    let control = word.wrapping_sub(ONES * u64::from(b' ')) & !word;
    (is(b'"') | is(b'\\') | control) & HIGHS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one_by_one(bytes: &[u8]) -> Option<usize> {
        bytes.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))
    }

    #[test]
    fn each_byte_at_each_place_ends_the_plain_part_or_does_not() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                for filling in [b'a', 0x7f, 0x80, 0xff, b' ', b'!', b'#'] {
                    let mut bytes = [filling; 20];
                    bytes[place] = byte;
                    assert_eq!(plain_length(&bytes), one_by_one(&bytes), "{bytes:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn eight_at_a_time_are_what_one_by_one_is(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            prop_assert_eq!(plain_length(&bytes), one_by_one(&bytes));
        }
    }
}
