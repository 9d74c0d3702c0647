//! The statement of a year: what the member marked as paid, with its sums, for a health account or for taxes.

use super::claim::{column, said};
use super::document::{Block, Cell, Document, Row, RowKind, Style, Table, Width};
use super::speaker::Speaker;
use super::words::{self, Words};
use crate::ipc::{ClaimRow, Ledger, LedgerSums, MemberPayment, PaidSum, PaymentWay, Person, PrintOptions};

/// A part of the ledger as the screen has it.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// The year of payment, where it is one.
    pub year: Option<&'a str>,
    /// The person, where it is one.
    pub person: Option<&'a str>,
    /// What is marked as paid.
    pub ledger: &'a Ledger,
    /// The people whom the claims name by their ids.
    pub people: &'a [Person],
}

impl Statement<'_> {
    fn name(&self, id: Option<&str>, speaker: Speaker) -> String {
        let person = self.people.iter().find(|person| Some(person.id.as_str()) == id);
        let name = person.and_then(|person| person.name.clone().or_else(|| person.short_name.clone()));
        name.unwrap_or_else(|| speaker.say(words::NO_NAME).to_owned())
    }
}

/// The whole paper.
pub(super) fn document(of: &Statement<'_>, foot: &str, speaker: Speaker, options: &PrintOptions) -> Document {
    let title = match of.year {
        Some(year) => speaker.fill(words::PAID_IN, &[year]),
        None => speaker.say(words::ALL_PAID).to_owned(),
    };
    let ledger = of.ledger;
    let mut blocks = vec![Block::Title(title.clone())];
    if of.person.is_some() {
        blocks.push(said(Style::Quiet, speaker.fill(words::ONLY, &[&of.name(of.person, speaker)])));
    }
    blocks.push(Block::Heading(speaker.say(words::SUMS).to_owned()));
    blocks.push(totals(&ledger.all, speaker));
    match ledger.all.without_amount {
        0 => {}
        1 => blocks.push(said(Style::Quiet, speaker.say(words::ONE_WITHOUT))),
        more => blocks.push(said(Style::Quiet, speaker.fill(words::MORE_WITHOUT, &[&speaker.count(more)]))),
    }
    blocks.push(said(Style::Quiet, speaker.say(words::YOU_ENTERED)));
    blocks.push(Block::Heading(speaker.say(words::PAYMENTS).to_owned()));
    if ledger.payments.is_empty() {
        blocks.push(said(Style::Quiet, speaker.say(words::NONE_MARKED)));
    } else {
        blocks.push(payments(of, speaker));
    }
    if ledger.people.len() > 1 {
        let rows = ledger.people.iter().map(|part| (of.name(part.person.as_deref(), speaker), &part.sums));
        blocks.extend(parts(words::BY_PERSON, words::PERSON, rows, speaker));
    }
    if ledger.by_year.len() > 1 {
        let rows = ledger.by_year.iter().map(|part| (part.year.clone(), &part.sums));
        blocks.extend(parts(words::BY_YEAR, words::YEAR, rows, speaker));
    }
    Document { title, language: options.language, paper: options.paper, foot: foot.to_owned(), blocks }
}

fn totals(sums: &LedgerSums, speaker: Speaker) -> Block {
    let rows =
        [(words::UNREIMBURSED, &sums.unreimbursed), (words::BY_ACCOUNT, &sums.by_account), (words::MARKED, &sums.paid)]
            .map(|(name, sums)| Row {
                kind: RowKind::Body,
                cells: vec![Cell::of(Style::CellWords, speaker.say(name)), paid(sums, Style::CellStrong, speaker)],
            });
    Block::Table(Table {
        name: speaker.say(words::SUMS).to_owned(),
        has_head: false,
        columns: vec![column("", Width::Share(1), false), column("", Width::Fixed(110), true)],
        rows: rows.into(),
    })
}

fn payments(of: &Statement<'_>, speaker: Speaker) -> Block {
    Block::Table(Table {
        name: speaker.say(words::PAYMENTS).to_owned(),
        has_head: true,
        columns: vec![
            column(speaker.say(words::PAID_ON), Width::Fixed(62), false),
            column(speaker.say(words::WHAT), Width::Share(4), false),
            column(speaker.say(words::HOW), Width::Share(2), false),
            column(speaker.say(words::YOU_OWE), Width::Fixed(66), true),
            column(speaker.say(words::PAID), Width::Fixed(66), true),
        ],
        rows: of.ledger.payments.iter().map(|payment| payment_row(of, payment, speaker)).collect(),
    })
}

fn payment_row(of: &Statement<'_>, payment: &MemberPayment, speaker: Speaker) -> Row {
    let claim = &payment.counted;
    let title = claim.title.clone().unwrap_or_else(|| speaker.kind(claim.kind).to_owned());
    let mut what = Cell::of(Style::CellWords, title).with(Style::Small, about(of, claim, speaker));
    if !payment.note.is_empty() {
        what = what.with(Style::CellQuiet, payment.note.as_str());
    }
    let mut how = Cell::of(Style::CellWords, speaker.say(way(payment.way)));
    if let Some(day) = &payment.reimbursed_on {
        how = how.with(Style::Small, speaker.fill(words::PAID_BACK, &[&speaker.date(day)]));
    }
    match payment.receipts.len() {
        0 => {}
        1 => how = how.with(Style::Small, speaker.say(words::ONE_RECEIPT)),
        more => how = how.with(Style::Small, speaker.fill(words::MORE_RECEIPTS, &[&more.to_string()])),
    }
    let amount = match &payment.amount {
        Some(money) => speaker.amount(Some(money), Style::CellStrong),
        None => Cell::of(Style::CellQuiet, speaker.say(words::NO_AMOUNT)),
    };
    let owed = speaker.amount(claim.you_owe.as_ref(), Style::Cell);
    let day = Cell::of(Style::Cell, speaker.date(&payment.paid_on));
    Row { kind: RowKind::Body, cells: vec![day, what, how, owed, amount] }
}

/// Whose claim, by whom and of which day.
fn about(of: &Statement<'_>, claim: &ClaimRow, speaker: Speaker) -> String {
    let day = claim
        .start
        .as_deref()
        .map_or_else(|| speaker.say(words::NO_DATE).to_owned(), |day| speaker.days(day, claim.end.as_deref()));
    let parts = [Some(of.name(claim.person.as_deref(), speaker)), claim.provider.clone(), Some(day)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The same three sums for each person or year.
fn parts<'a>(
    heading: Words,
    head: Words,
    rows: impl Iterator<Item = (String, &'a LedgerSums)>,
    speaker: Speaker,
) -> [Block; 2] {
    let rows = rows.map(|(name, sums)| {
        let mut cells = vec![Cell::of(Style::CellWords, name)];
        cells.extend([&sums.paid, &sums.by_account, &sums.unreimbursed].map(|one| paid(one, Style::Cell, speaker)));
        Row { kind: RowKind::Body, cells }
    });
    let name = speaker.say(heading);
    let table = Table {
        name: name.to_owned(),
        has_head: true,
        columns: vec![
            column(speaker.say(head), Width::Share(1), false),
            column(speaker.say(words::MARKED), Width::Fixed(100), true),
            column(speaker.say(words::BY_ACCOUNT), Width::Fixed(100), true),
            column(speaker.say(words::UNREIMBURSED), Width::Fixed(100), true),
        ],
        rows: rows.collect(),
    };
    [Block::Heading(name.to_owned()), Block::Table(table)]
}

/// Sums, one a line: currencies are never added.
fn paid(sums: &[PaidSum], style: Style, speaker: Speaker) -> Cell {
    if sums.is_empty() {
        return Cell::of(Style::CellQuiet, speaker.say(words::NOTHING));
    }
    let mut cell = Cell::default();
    for sum in sums {
        cell.lines.extend(speaker.amount(Some(&sum.money), style).lines);
    }
    cell
}

fn way(way: PaymentWay) -> Words {
    match way {
        PaymentWay::HsaCard => words::HSA_CARD,
        PaymentWay::Fsa => words::FSA,
        PaymentWay::CreditCard => words::CREDIT_CARD,
        PaymentWay::Cash => words::CASH,
        PaymentWay::Check => words::CHECK,
        PaymentWay::Other => words::ANOTHER_WAY,
    }
}
