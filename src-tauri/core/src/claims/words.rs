//! Everything of a claim worth finding, for full-text search.

use std::collections::HashSet;

use crate::ipc::{ClaimLine, CodedText, Explanation, Figure};
use crate::money;

/// Texts, codes, names, claim numbers and amounts, each once. An amount is there as the payer wrote it and as the
/// screen shows it: `150.4` also as `150.40`.
pub(super) fn of(explanation: &Explanation, title: Option<&str>, provider: Option<&str>) -> Vec<String> {
    let mut words = Words::default();
    words.add([title, provider, explanation.type_text.as_deref(), explanation.disposition.as_deref()]);
    words.add(explanation.identifiers.iter().map(|identifier| Some(identifier.text.as_str())));
    for member in &explanation.care_team {
        words.add([member.name.as_deref(), member.npi.as_deref(), member.specialty.as_deref()]);
    }
    let Explanation { diagnoses, procedures, reasons, .. } = explanation;
    words.add_coded(diagnoses.iter().chain(procedures).map(|listed| &listed.coded).chain(reasons));
    words.add(explanation.notes.iter().map(|note| Some(note.as_str())));
    words.add_figures(header_figures(explanation).into_iter().chain(&explanation.other_figures));
    for line in &explanation.lines {
        words.add_coded(std::iter::once(&line.service).chain(&line.reasons));
        words.add_figures(line_figures(line));
    }
    words.found
}

/// The header's figures that have a place of their own.
pub(super) fn header_figures(explanation: &Explanation) -> [&Figure; 9] {
    [
        &explanation.billed,
        &explanation.discount,
        &explanation.plan_price,
        &explanation.plan_paid,
        &explanation.you_owe,
        &explanation.deductible,
        &explanation.copay,
        &explanation.coinsurance,
        &explanation.not_covered,
    ]
}

/// All figures of a line.
pub(super) fn line_figures(line: &ClaimLine) -> impl Iterator<Item = &Figure> {
    [&line.billed, &line.plan_price, &line.plan_paid, &line.you_owe].into_iter().chain(&line.other_figures)
}

#[derive(Default)]
struct Words {
    found: Vec<String>,
    seen: HashSet<String>,
}

impl Words {
    fn add<'a>(&mut self, texts: impl IntoIterator<Item = Option<&'a str>>) {
        for text in texts.into_iter().flatten() {
            if !self.seen.contains(text) {
                self.seen.insert(text.to_owned());
                self.found.push(text.to_owned());
            }
        }
    }

    fn add_coded<'a>(&mut self, coded: impl Iterator<Item = &'a CodedText>) {
        for coded in coded {
            self.add([coded.text.as_deref(), coded.code.as_deref()]);
        }
    }

    fn add_figures<'a>(&mut self, figures: impl Iterator<Item = &'a Figure>) {
        for money in figures.filter_map(|figure| figure.money.as_ref()) {
            let shown = money::scaled_e8(&money.amount).map(|units| money::from_scaled_e8(i128::from(units)));
            self.add([Some(money.amount.as_str()), shown.as_deref()]);
        }
    }
}
