//! Amounts of money as the payer wrote them.
//!
//! An amount is read from the text of the JSON number, never from a binary float, so that `-3.500` stays `-3.500` and
//! a figure with thirty digits keeps all of them. Amounts are added only where their currencies are equal; no
//! figure of a plan's is ever obtained by subtraction.

use std::borrow::Cow;

use crate::fhir::json::{self, Content, Value};
use crate::fhir::resource::said;
use crate::ipc::Money;
use rust_decimal::Decimal;

/// The longest text an exponent is written out to; `1e999999999` stays as it came.
const LONGEST_PLAIN: usize = 64;

/// Digits after the point in the scaled form that databases add up.
const SCALE: usize = 8;

/// A decimal in the payer's own spelling, known to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount<'a> {
    text: &'a str,
    parts: Parts<'a>,
}

/// The pieces of a decimal: `-12.5e3` is negative, `12`, `5` and 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parts<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: Option<i64>,
}

impl<'a> Amount<'a> {
    /// Reads a JSON number, or a string that spells one (some servers quote decimals).
    #[must_use]
    pub fn read(value: &'a Value<'a>) -> Option<Self> {
        match json::content(value) {
            Content::Number(digits) => Self::parse(digits),
            Content::Text(text) => Self::parse(text),
            _ => None,
        }
    }

    /// Reads a decimal: digits, at most one point, perhaps a sign and an exponent. No separators, no currency signs:
    /// whether `1,234` is a thousand or one and a bit is not for this app to guess.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let (negative, unsigned) = match text.as_bytes().first()? {
            b'-' => (true, text.get(1..)?),
            b'+' => (false, text.get(1..)?),
            _ => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(parse_exponent(exponent)?)),
            None => (unsigned, None),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
            return None;
        }
        Some(Self { text, parts: Parts { negative, whole, fraction, exponent } })
    }

    /// The payer's spelling.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Whether it is nought, however it is written.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.digits().all(|digit| digit == b'0')
    }

    /// The same digits without an exponent or a plus sign: `1.5e2` is `150`. An amount without either is returned as
    /// it came, and so is one too long to write out.
    #[must_use]
    pub fn plain(&self) -> Cow<'a, str> {
        match self.parts.exponent {
            None => Cow::Borrowed(self.text.strip_prefix('+').unwrap_or(self.text)),
            Some(exponent) => self.written_out(exponent).map_or(Cow::Borrowed(self.text), Cow::Owned),
        }
    }

    /// The exact value; `None` where it has more digits than `Decimal` holds.
    #[must_use]
    pub fn decimal(&self) -> Option<Decimal> {
        Decimal::from_str_exact(&self.plain()).ok()
    }

    fn digits(&self) -> impl Iterator<Item = u8> + 'a {
        self.parts.whole.bytes().chain(self.parts.fraction.bytes())
    }

    fn written_out(&self, exponent: i64) -> Option<String> {
        let Parts { negative, whole, fraction, .. } = self.parts;
        let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
        let length = whole.len().checked_add(fraction.len())?;
        let span = usize::try_from(point.unsigned_abs()).ok()?;
        if length.max(span) > LONGEST_PLAIN || length.checked_add(span)? > LONGEST_PLAIN {
            return None;
        }
        let digits: String = [whole, fraction].concat();
        let (before, after) = match usize::try_from(point) {
            Ok(point) if point <= length => {
                let (before, after) = digits.split_at_checked(point)?;
                (before.to_owned(), after.to_owned())
            }
            Ok(point) => (format!("{digits:0<point$}"), String::new()),
            Err(_) => (String::new(), format!("{}{digits}", "0".repeat(span))),
        };
        let before = before.trim_start_matches('0');
        let sign = if negative { "-" } else { "" };
        let before = if before.is_empty() { "0" } else { before };
        let dot = if after.is_empty() { "" } else { "." };
        Some(format!("{sign}{before}{dot}{after}"))
    }
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // An exponent beyond 64 bits is a decimal all the same; nothing that asks for its value can hold it.
    let size = digits.parse().unwrap_or(i64::MAX);
    Some(if text.starts_with('-') { -size } else { size })
}

/// Reads a FHIR `Money` (or a STU3 `Quantity` used as one, or a bare number): `None` without a readable value.
///
/// The currency is the ISO 4217 code, in capitals, where three letters stand for one; anything else is no currency.
#[must_use]
pub fn read(element: &Value) -> Option<Money> {
    stated(element).map(Stated::into_money)
}

/// An amount with its currency, borrowed from the resource wherever it is written as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<'a> {
    /// As [`Money::amount`].
    pub amount: Cow<'a, str>,
    /// As [`Money::currency`].
    pub currency: Option<Cow<'a, str>>,
}

impl Stated<'_> {
    /// The same, on its own.
    #[must_use]
    pub fn into_money(self) -> Money {
        Money { amount: self.amount.into_owned(), currency: self.currency.map(Cow::into_owned) }
    }

    /// Whether it is nought, however it is written.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        Amount::parse(&self.amount).is_some_and(|amount| amount.is_zero())
    }
}

/// Reads what [`read`] reads.
#[must_use]
pub fn stated<'a>(element: &'a Value<'a>) -> Option<Stated<'a>> {
    let [value, currency, code, unit] = json::some_members(element, ["value", "currency", "code", "unit"]);
    let amount = Amount::read(value.unwrap_or(element))?;
    let currency =
        [currency, code, unit].into_iter().find_map(|name| name.and_then(said).filter(|name| is_currency(name)));
    let in_capitals = |code: &'a str| match code.bytes().any(|byte| byte.is_ascii_lowercase()) {
        true => Cow::Owned(code.to_ascii_uppercase()),
        false => Cow::Borrowed(code),
    };
    Some(Stated { amount: amount.plain(), currency: currency.map(in_capitals) })
}

fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Adds two amounts of the same currency (or two without one). `None` where the currencies differ or the sum has more
/// digits than can be held exactly.
#[must_use]
pub fn add(one: &Money, other: &Money) -> Option<Money> {
    if one.currency != other.currency {
        return None;
    }
    let sum = Amount::parse(&one.amount)?.decimal()?.checked_add(Amount::parse(&other.amount)?.decimal()?)?;
    Some(Money { amount: sum.to_string(), currency: one.currency.clone() })
}

/// Whether an amount is nought, however it is written.
#[must_use]
pub fn is_zero(money: &Money) -> bool {
    Amount::parse(&money.amount).is_some_and(|amount| amount.is_zero())
}

/// Whether two amounts are worth the same in one currency, however they are written.
#[must_use]
pub fn is_same(one: &Money, other: &Money) -> bool {
    let value = |money: &Money| Amount::parse(&money.amount)?.decimal();
    one.currency == other.currency
        && (one.amount == other.amount || value(one).is_some_and(|own| Some(own) == value(other)))
}

/// The amount in units of 10⁻⁸, exactly; `None` where it is no decimal, has digits beyond the eighth place or does
/// not fit.
#[must_use]
pub fn scaled_e8(text: &str) -> Option<i64> {
    let amount = Amount::parse(text)?;
    if amount.is_zero() {
        return Some(0);
    }
    let digits: String = amount.digits().map(char::from).collect();
    let significant = digits.trim_end_matches('0');
    let shift = amount
        .parts
        .exponent
        .unwrap_or(0)
        .checked_sub(i64::try_from(amount.parts.fraction.len()).ok()?)?
        .checked_add(i64::try_from(digits.len() - significant.len()).ok()?)?
        .checked_add(i64::try_from(SCALE).ok()?)?;
    let power = 10_i128.checked_pow(u32::try_from(shift).ok()?)?;
    let size = significant.trim_start_matches('0').parse::<i128>().ok()?.checked_mul(power)?;
    i64::try_from(if amount.parts.negative { -size } else { size }).ok()
}

/// Writes units of 10⁻⁸ as a decimal with two places or as many more as it needs.
#[must_use]
pub fn from_scaled_e8(units: i128) -> String {
    const UNIT: u128 = 10_u128.pow(SCALE as u32);
    let size = units.unsigned_abs();
    let fraction = format!("{:0SCALE$}", size % UNIT);
    let (cents, finer) = fraction.split_at_checked(2).unwrap_or((&fraction, ""));
    let sign = if units < 0 { "-" } else { "" };
    format!("{sign}{}.{cents}{}", size / UNIT, finer.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use crate::fhir::json::testing::{Document, json};
    use proptest::prelude::*;

    use super::*;

    fn value(json: &str) -> Document {
        Document::read(json)
    }

    /// T14
    #[test]
    fn the_payers_digits_are_kept_to_the_last_one() {
        for (json, plain) in [
            ("412.00", "412.00"),
            ("-3.500", "-3.500"),
            ("0.0", "0.0"),
            ("1.5e2", "150"),
            ("1.50E+1", "15.0"),
            ("-25e-3", "-0.025"),
            ("0.05e1", "0.5"),
            ("123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789"),
            ("1e999999999999999999999999", "1e999999999999999999999999"),
            ("\"7.10\"", "7.10"),
            ("\" +7.10 \"", "7.10"),
            ("\".5\"", ".5"),
        ] {
            let value = value(json);
            assert_eq!(Amount::read(&value).unwrap().plain(), plain, "{json}");
        }
        assert_eq!(Amount::parse("1.5e2").unwrap().text(), "1.5e2");
    }

    #[test]
    fn what_is_no_decimal_is_no_amount() {
        for json in [
            "null",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"-\"",
            "\".\"",
            "\"1,234.00\"",
            "\"$5\"",
            "\"1e\"",
            "\"1.2.3\"",
            "\"٣\"",
        ] {
            assert_eq!(Amount::read(&value(json)), None, "{json}");
        }
    }

    #[test]
    fn a_currency_is_three_letters_or_not_stated() {
        let money = |json: Document| read(&json).unwrap();
        assert_eq!(money(json!({"value": 5, "currency": "USD"})).currency.as_deref(), Some("USD"));
        assert_eq!(money(json!({"value": 5, "currency": "usd"})).currency.as_deref(), Some("USD"));
        assert_eq!(
            money(json!({"value": 5, "system": "urn:iso:std:iso:4217", "code": "USD"})).currency.as_deref(),
            Some("USD")
        );
        for json in [
            json!({"value": 5}),
            json!({"value": 5, "currency": "dollars"}),
            json!({"value": 5, "currency": 7}),
            json!(5),
        ] {
            assert_eq!(money(json), Money { amount: "5".to_owned(), currency: None });
        }
        assert_eq!(read(&json!({"currency": "USD"})), None);
        assert_eq!(read(&json!({"value": null, "currency": "USD"})), None);
    }

    #[test]
    fn different_currencies_are_never_added() {
        let money = |amount: &str, currency: Option<&str>| Money {
            amount: amount.to_owned(),
            currency: currency.map(str::to_owned),
        };
        let sum = add(&money("0.1", Some("USD")), &money("0.20", Some("USD")));
        assert_eq!(sum, Some(money("0.30", Some("USD"))));
        assert_eq!(add(&money("1", None), &money("2", None)), Some(money("3", None)));
        assert_eq!(add(&money("1", Some("USD")), &money("2", Some("EUR"))), None);
        assert_eq!(add(&money("1", Some("USD")), &money("2", None)), None);
        assert_eq!(add(&money("1e99", Some("USD")), &money("2", Some("USD"))), None);
    }

    #[test]
    fn the_scaled_form_is_exact_or_absent() {
        for (text, units) in [
            ("0", Some(0)),
            ("0e99999", Some(0)),
            ("1", Some(100_000_000)),
            ("-3.500", Some(-350_000_000)),
            ("1.5e2", Some(15_000_000_000)),
            ("0.00000001", Some(1)),
            ("0.000000010000000000000000000", Some(1)),
            ("0.000000001", None),
            ("92233720368.54775807", Some(i64::MAX)),
            ("-92233720368.54775808", Some(i64::MIN)),
            ("92233720368.54775808", None),
            ("1e11", None),
            ("1e9999999999999999999", None),
            ("1e-9999999999999999999", None),
            ("abc", None),
        ] {
            assert_eq!(scaled_e8(text), units, "{text}");
        }
    }

    #[test]
    fn scaled_amounts_are_written_with_two_places_or_more() {
        for (units, text) in [
            (0, "0.00"),
            (15_040_000_000, "150.40"),
            (-350_000_000, "-3.50"),
            (1, "0.00000001"),
            (-12_345_000_000, "-123.45"),
            (100_100_000, "1.001"),
            (i128::MIN, "-1701411834604692317316873037158.84105728"),
        ] {
            assert_eq!(from_scaled_e8(units), text);
        }
    }

    proptest! {
        #[test]
        fn scaling_and_writing_are_inverse(units: i64) {
            prop_assert_eq!(scaled_e8(&from_scaled_e8(i128::from(units))), Some(units));
        }

        #[test]
        fn no_text_is_too_odd_to_read(text: String) {
            if let Some(amount) = Amount::parse(&text) {
                let _ = (amount.plain(), amount.decimal(), amount.is_zero());
            }
            let _ = scaled_e8(&text);
        }

        #[test]
        fn writing_an_exponent_out_keeps_the_value(mantissa in -99_999_999_i64..99_999_999, places in 0_u32..6,
            exponent in -12_i32..12) {
            let text = format!("{}e{exponent}", Decimal::new(mantissa, places));
            let amount = Amount::parse(&text).unwrap();
            prop_assert_eq!(amount.decimal(), Decimal::from_scientific(&text).ok());
        }
    }
}
