//! Amounts, dates and lists as sentences have them, in English and in Spanish. Every digit that came stands; zeros are
//! added up to the currency's usual decimals. The members live in the United States, so Spanish keeps the American
//! separators and currency sign.

use crate::date::{PartialDate, Precision};
use crate::ipc::{Bilingual, Money};
use crate::money::Amount;

const MINUS: char = '\u{2212}';

/// A language of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Spanish,
}

impl Bilingual {
    /// The same words in both languages: a payer's own.
    pub(crate) fn same(words: &str) -> Self {
        Self { en: words.to_owned(), es: words.to_owned() }
    }

    /// Two texts of one meaning.
    pub(crate) fn of(en: impl Into<String>, es: impl Into<String>) -> Self {
        Self { en: en.into(), es: es.into() }
    }

    /// The text in one language.
    pub(crate) fn in_language(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Spanish => &self.es,
        }
    }
}

/// `$1,234.50`; another currency by its code; an amount without one says so.
pub(crate) fn money(money: &Money, language: Language) -> String {
    let Some(currency) = money.currency.as_deref() else {
        let none = match language {
            Language::English => "no currency stated",
            Language::Spanish => "moneda no indicada",
        };
        return format!("{} ({none})", decimal(&money.amount, 2));
    };
    let number = decimal(&money.amount, usual_decimals(currency));
    if currency != "USD" {
        return format!("{currency} {number}");
    }
    match number.strip_prefix(MINUS) {
        Some(size) => format!("{MINUS}${size}"),
        None => format!("${number}"),
    }
}

/// An amount in both languages.
pub(super) fn amount(amount: &Money) -> Bilingual {
    Bilingual::of(money(amount, Language::English), money(amount, Language::Spanish))
}

/// `-1234.5` becomes `−1,234.50`; what is no plain decimal stands as it came.
pub(crate) fn decimal(text: &str, decimals: usize) -> String {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return text.to_owned();
    }
    let trimmed = whole.trim_start_matches('0');
    let significant = if trimmed.is_empty() { "0" } else { trimmed };
    let mut written = String::new();
    if text.starts_with('-') && !Amount::parse(text).is_some_and(|amount| amount.is_zero()) {
        written.push(MINUS);
    }
    for (place, digit) in significant.chars().enumerate() {
        if place > 0 && (significant.len() - place) % 3 == 0 {
            written.push(',');
        }
        written.push(digit);
    }
    if !fraction.is_empty() || decimals > 0 {
        written.push_str(&format!(".{fraction:0<decimals$}"));
    }
    written
}

/// How many decimals a currency is usually written with.
fn usual_decimals(currency: &str) -> usize {
    match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "UGX" | "XAF" | "XOF" | "XPF" | "PYG" | "RWF" => 0,
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// `Nov 9, 2026` and `9 de noviembre de 2026`, as precise as it came; unreadable text stands as it is.
pub(super) fn date(text: &str) -> Bilingual {
    const MONTHS: [(&str, &str); 12] = [
        ("Jan", "enero"),
        ("Feb", "febrero"),
        ("Mar", "marzo"),
        ("Apr", "abril"),
        ("May", "mayo"),
        ("Jun", "junio"),
        ("Jul", "julio"),
        ("Aug", "agosto"),
        ("Sep", "septiembre"),
        ("Oct", "octubre"),
        ("Nov", "noviembre"),
        ("Dec", "diciembre"),
    ];
    let Some(date) = PartialDate::parse(text) else { return Bilingual::same(text) };
    let written = date.to_string();
    let mut parts = written.split('-');
    let year = parts.next().unwrap_or_default();
    let month = parts.next().and_then(|month| MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?));
    let day = parts.next().map(|day| day.trim_start_matches('0'));
    match (date.precision(), month, day) {
        (Precision::Day, Some((en, es)), Some(day)) => {
            Bilingual::of(format!("{en} {day}, {year}"), format!("{day} de {es} de {year}"))
        }
        (Precision::Month, Some((en, es)), _) => Bilingual::of(format!("{en} {year}"), format!("{es} de {year}")),
        _ => Bilingual::same(year),
    }
}

/// `a, b, and c` and `a, b y c`.
pub(super) fn list(parts: &[Bilingual]) -> Bilingual {
    let join = |language: Language| {
        let texts: Vec<&str> = parts.iter().map(|part| part.in_language(language)).collect();
        let (two, more) = match language {
            Language::English => (" and ", ", and "),
            Language::Spanish => (" y ", " y "),
        };
        match texts.as_slice() {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first, last] => format!("{first}{two}{last}"),
            [first @ .., last] => format!("{}{more}{last}", first.join(", ")),
        }
    };
    Bilingual { en: join(Language::English), es: join(Language::Spanish) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_of_an_amount_stands() {
        for (amount, currency, en) in [
            ("412.00", Some("USD"), "$412.00"),
            ("1234567.5", Some("USD"), "$1,234,567.50"),
            ("-12.5", Some("USD"), "−$12.50"),
            ("-0.00", Some("USD"), "$0.00"),
            ("007", Some("USD"), "$7.00"),
            ("1.005", Some("USD"), "$1.005"),
            ("80", Some("EUR"), "EUR 80.00"),
            ("900", Some("JPY"), "JPY 900"),
            ("70", None, "70.00 (no currency stated)"),
            ("1e999", Some("USD"), "$1e999"),
        ] {
            let money = Money { amount: amount.to_owned(), currency: currency.map(str::to_owned) };
            assert_eq!(super::money(&money, Language::English), en);
        }
    }

    #[test]
    fn dates_keep_their_precision() {
        for (text, en, es) in [
            ("2026-11-09", "Nov 9, 2026", "9 de noviembre de 2026"),
            ("2026-03", "Mar 2026", "marzo de 2026"),
            ("2026", "2026", "2026"),
            ("soon", "soon", "soon"),
        ] {
            assert_eq!(date(text), Bilingual::of(en, es));
        }
    }

    #[test]
    fn lists_end_in_a_word() {
        let parts = ["a", "b", "c"].map(Bilingual::same);
        assert_eq!(list(&parts), Bilingual::of("a, b, and c", "a, b y c"));
        assert_eq!(list(&parts[..2]), Bilingual::of("a and b", "a y b"));
        assert_eq!(list(&[]), Bilingual::default());
    }
}
