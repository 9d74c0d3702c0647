//! What happened to a claim, as the plan dates it and as the app has seen it; newest first, as on the screen.

use super::claim::push_facts;
use super::document::{Block, Cell, Row, RowKind, Style};
use super::speaker::Speaker;
use super::words::{self, Words};
use crate::ipc::{ChangedFigure, ClaimChange, ClaimDetail, Figure};

/// More than these of one version are only counted.
const MOST: usize = 12;

pub(super) fn blocks(detail: &ClaimDetail, speaker: Speaker) -> Vec<Block> {
    let mut happened: Vec<(String, String)> = Vec::new();
    if let Some(day) = &detail.explanation.received {
        happened.push((day.clone(), speaker.say(words::RECEIVED).to_owned()));
    }
    for (index, version) in detail.versions.iter().enumerate() {
        let said = if index == 0 {
            vec![speaker.say(words::FIRST_HAD).to_owned()]
        } else {
            changes(&version.changes, speaker)
        };
        happened.extend(said.into_iter().map(|words| (version.seen_at.clone(), words)));
    }
    happened.sort_by(|(one, _), (other, _)| other.cmp(one));
    let rows = happened.into_iter().map(|(day, words)| Row {
        kind: RowKind::Body,
        cells: vec![Cell::of(Style::CellQuiet, speaker.date(&day)), Cell::of(Style::CellWords, words)],
    });
    let mut blocks = Vec::new();
    push_facts(&mut blocks, words::HISTORY, rows.collect(), speaker);
    blocks
}

/// Figures of single services are told only where none of the whole claim changed: they say the same in parts.
fn changes(changes: &[ClaimChange], speaker: Speaker) -> Vec<String> {
    let is_whole = changes.iter().any(|change| matches!(change, ClaimChange::Figure { .. }));
    let told: Vec<&ClaimChange> =
        changes.iter().filter(|change| !is_whole || !matches!(change, ClaimChange::LineFigure { .. })).collect();
    if told.is_empty() {
        return vec![speaker.say(words::SOMETHING_ELSE).to_owned()];
    }
    let mut said: Vec<String> = told.iter().take(MOST).map(|change| one(change, speaker)).collect();
    match told.len().saturating_sub(MOST) {
        0 => {}
        1 => said.push(speaker.say(words::MORE_CHANGE).to_owned()),
        more => said.push(speaker.fill(words::MORE_CHANGES, &[&more.to_string()])),
    }
    said
}

fn one(change: &ClaimChange, speaker: Speaker) -> String {
    let service =
        |service: &Option<String>| service.clone().unwrap_or_else(|| speaker.say(words::A_SERVICE).to_owned());
    match change {
        ClaimChange::Status { before, after } => {
            speaker.fill(words::FROM_TO, &[speaker.status(*before), speaker.status(*after)])
        }
        ClaimChange::Figure { figure, before, after } => went(speaker.say(name(*figure)), before, after, speaker),
        ClaimChange::LineFigure { service: of, figure, before, after } => {
            let name = format!("{}: {}", service(of), speaker.say(name(*figure)));
            went(&name, before, after, speaker)
        }
        ClaimChange::LineAdded { service: of, billed } => {
            speaker.fill(words::LINE_ADDED, &[&service(of), &amount(billed, speaker)])
        }
        ClaimChange::LineRemoved { service: of, billed } => {
            speaker.fill(words::LINE_REMOVED, &[&service(of), &amount(billed, speaker)])
        }
        ClaimChange::Reason { text } => speaker.fill(words::PLANS_REASON, &[text]),
        ClaimChange::Note { text } => speaker.fill(words::PLAN_NOTED, &[text]),
    }
}

fn went(name: &str, before: &Figure, after: &Figure, speaker: Speaker) -> String {
    match (&before.money, &after.money) {
        (None, _) => speaker.fill(words::WAS_STATED, &[name, &amount(after, speaker)]),
        (_, None) => speaker.fill(words::NO_LONGER, &[name, &amount(before, speaker)]),
        _ => speaker.fill(words::WENT, &[name, &amount(before, speaker), &amount(after, speaker)]),
    }
}

fn amount(figure: &Figure, speaker: Speaker) -> String {
    figure.money.as_ref().map_or_else(|| speaker.say(words::NOT_STATED).to_owned(), |money| speaker.money(money))
}

fn name(figure: ChangedFigure) -> Words {
    match figure {
        ChangedFigure::YouOwe => words::YOU_OWE,
        ChangedFigure::PlanPaid => words::PLAN_PAID,
        ChangedFigure::Billed => words::BILLED,
        ChangedFigure::PlanPrice => words::PLAN_PRICE,
        ChangedFigure::Discount => words::DISCOUNT,
        ChangedFigure::Deductible => words::DEDUCTIBLE,
        ChangedFigure::Copay => words::COPAY,
        ChangedFigure::Coinsurance => words::COINSURANCE,
        ChangedFigure::NotCovered => words::NOT_COVERED,
    }
}
