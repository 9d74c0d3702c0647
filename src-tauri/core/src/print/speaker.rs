//! One language: words, amounts and dates as a paper has them.

use super::document::{Cell, Style};
use super::words::{self, Words};
use crate::claims::say;
use crate::date::{PartialDate, Precision};
use crate::ipc::{Bilingual, ClaimKind, ClaimStatus, Figure, Money, PaperLanguage, Sum};

/// Speaks one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaker(pub(super) PaperLanguage);

impl Speaker {
    fn language(self) -> say::Language {
        match self.0 {
            PaperLanguage::En => say::Language::English,
            PaperLanguage::Es => say::Language::Spanish,
        }
    }

    pub(super) fn say(self, words: Words) -> &'static str {
        match self.0 {
            PaperLanguage::En => words.en,
            PaperLanguage::Es => words.es,
        }
    }

    pub(super) fn of(self, text: &Bilingual) -> &str {
        text.in_language(self.language())
    }

    /// Fills the places of a template, named or numbered, in the order in which they stand.
    pub(super) fn fill(self, words: Words, fillings: &[&str]) -> String {
        let mut filled = String::new();
        let mut rest = self.say(words);
        // Spanish may have its places in another order than English: they are looked up by name.
        let names: Vec<&str> = words.en.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect();
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, part)| Some((before, part.split_once('}')?)))
        {
            filled.push_str(before);
            let filling = names.iter().position(|own| *own == name).and_then(|index| fillings.get(index));
            filled.push_str(filling.copied().unwrap_or_default());
            rest = after;
        }
        filled + rest
    }

    pub(super) fn money(self, money: &Money) -> String {
        say::money(money, self.language())
    }

    /// A figure in a table. What comes behind an amount is said below it, so that amounts stay below one another.
    pub(super) fn figure(self, figure: &Figure, style: Style) -> Cell {
        self.amount(figure.money.as_ref(), style)
    }

    pub(super) fn amount(self, money: Option<&Money>, style: Style) -> Cell {
        let Some(money) = money else { return Cell::of(Style::CellQuiet, self.say(words::NOT_STATED)) };
        let written = self.money(money);
        match written.split_once(" (") {
            Some((number, note)) => Cell::of(style, number).with(Style::Small, note.trim_end_matches(')')),
            None => Cell::of(style, written),
        }
    }

    /// Sums, one a line: currencies are never added.
    pub(super) fn sums(self, sums: &[Sum], style: Style) -> Cell {
        let mut cell = Cell::default();
        for sum in sums {
            cell.lines.extend(self.amount(Some(&sum.money), style).lines);
        }
        cell
    }

    /// `Nov 9, 2026` and `9 nov 2026`, as precise as it came; unreadable text stands as it is.
    pub(super) fn date(self, text: &str) -> String {
        self.date_with(text, true)
    }

    fn date_with(self, text: &str, with_year: bool) -> String {
        let Some(date) = PartialDate::parse(text) else { return text.to_owned() };
        let written = date.to_string();
        let mut parts = written.split('-');
        let year = parts.next().unwrap_or_default();
        let month =
            parts.next().and_then(|month| month.parse::<usize>().ok()).and_then(|month| self.month_name(month, false));
        let day = parts.next().map(|day| day.trim_start_matches('0'));
        match (month, day, self.0) {
            (Some(month), Some(day), PaperLanguage::En) if with_year => format!("{month} {day}, {year}"),
            (Some(month), Some(day), PaperLanguage::Es) if with_year => format!("{day} {month} {year}"),
            (Some(month), Some(day), PaperLanguage::En) => format!("{month} {day}"),
            (Some(month), Some(day), PaperLanguage::Es) => format!("{day} {month}"),
            (Some(month), None, _) => format!("{month} {year}"),
            _ => year.to_owned(),
        }
    }

    /// `Aug 14 – Sep 3, 2026`: years once where they are the same.
    pub(super) fn days(self, start: &str, end: Option<&str>) -> String {
        let Some(end) = end.filter(|end| *end != start) else { return self.date(start) };
        let year =
            |text: &str| PartialDate::parse(text).map(|date| date.month_key().chars().take(4).collect::<String>());
        let whole = |text: &str| PartialDate::parse(text).is_some_and(|date| date.precision() == Precision::Day);
        let once = whole(start) && whole(end) && year(start) == year(end);
        format!("{} – {}", self.date_with(start, !once), self.date(end))
    }

    /// `November 2026` and `Noviembre de 2026`.
    pub(super) fn month(self, text: &str) -> String {
        let Some((year, month)) = text.split_once('-') else { return text.to_owned() };
        match (month.parse().ok().and_then(|month| self.month_name(month, true)), self.0) {
            (Some(month), PaperLanguage::En) => format!("{month} {year}"),
            (Some(month), PaperLanguage::Es) => format!("{month} de {year}"),
            (None, _) => text.to_owned(),
        }
    }

    fn month_name(self, month: usize, whole: bool) -> Option<&'static str> {
        const EN: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        const EN_SHORT: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        const ES: [&str; 12] = [
            "Enero",
            "Febrero",
            "Marzo",
            "Abril",
            "Mayo",
            "Junio",
            "Julio",
            "Agosto",
            "Septiembre",
            "Octubre",
            "Noviembre",
            "Diciembre",
        ];
        const ES_SHORT: [&str; 12] =
            ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"];
        let names = match (self.0, whole) {
            (PaperLanguage::En, true) => EN,
            (PaperLanguage::En, false) => EN_SHORT,
            (PaperLanguage::Es, true) => ES,
            (PaperLanguage::Es, false) => ES_SHORT,
        };
        names.get(month.checked_sub(1)?).copied()
    }

    /// `12,345`.
    pub(super) fn count(self, count: u64) -> String {
        say::decimal(&count.to_string(), 0)
    }

    pub(super) fn claims(self, count: u64) -> String {
        if count == 1 {
            self.say(words::ONE_CLAIM).to_owned()
        } else {
            self.fill(words::MANY_CLAIMS, &[&self.count(count)])
        }
    }

    pub(super) fn decided(self, count: u64) -> String {
        if count == 1 {
            self.say(words::ONE_DECIDED).to_owned()
        } else {
            self.fill(words::MANY_DECIDED, &[&self.count(count)])
        }
    }

    pub(super) fn kind(self, kind: ClaimKind) -> &'static str {
        self.say(match kind {
            ClaimKind::Visit => words::VISIT,
            ClaimKind::Hospital => words::HOSPITAL,
            ClaimKind::Lab => words::LAB,
            ClaimKind::Pharmacy => words::PHARMACY,
            ClaimKind::Therapy => words::THERAPY,
            ClaimKind::Dental => words::DENTAL,
            ClaimKind::Vision => words::VISION,
            ClaimKind::Other => words::OTHER_CARE,
        })
    }

    pub(super) fn status(self, status: ClaimStatus) -> &'static str {
        self.say(match status {
            ClaimStatus::Decided => words::DECIDED,
            ClaimStatus::Pending => words::PENDING,
            ClaimStatus::NotCovered => words::NOT_COVERED,
            ClaimStatus::Replaced => words::REPLACED,
            ClaimStatus::Preauthorization => words::PREAUTHORIZATION,
        })
    }
}
