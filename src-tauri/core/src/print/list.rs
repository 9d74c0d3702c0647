//! What the paper of a list of claims says: a year, or whatever the member filtered.

use super::claim::said;
use super::document::{Block, Cell, Column, Document, Row, RowKind, Run, Style, Table, Width};
use super::speaker::Speaker;
use super::words::{self, Words};
use crate::ipc::{ClaimFilter, ClaimRow, ClaimStatus, ClaimsOutline, ClaimsSummary, Money, Person, PrintOptions, Sum};

/// A list of more claims than this is no paper: it would have hundreds of pages.
pub const MOST_CLAIMS: u64 = 10_000;

/// A list as the screen has it.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    /// Which claims it is.
    pub filter: &'a ClaimFilter,
    /// Its months and sums.
    pub outline: &'a ClaimsOutline,
    /// All its claims, in the outline's order.
    pub rows: &'a [ClaimRow],
    /// The people whom the claims name by their ids.
    pub people: &'a [Person],
}

impl List<'_> {
    fn name(&self, id: Option<&str>) -> Option<String> {
        let person = self.people.iter().find(|person| Some(person.id.as_str()) == id)?;
        person.short_name.clone().or_else(|| person.name.clone())
    }

    /// The year that the filter is, where it is one.
    fn year(&self) -> Option<&str> {
        let (from, until) = (self.filter.from.as_deref()?, self.filter.until.as_deref()?);
        let year = from.strip_suffix("-01-01")?;
        let next = until.strip_suffix("-01-01")?;
        (year.parse::<u32>().ok()?.checked_add(1)? == next.parse::<u32>().ok()?).then_some(year)
    }
}

/// The whole paper.
pub(super) fn document(list: &List<'_>, foot: &str, speaker: Speaker, options: &PrintOptions) -> Document {
    let title = match list.year() {
        Some(year) => speaker.fill(words::CLAIMS_OF, &[year]),
        None => speaker.say(words::CLAIMS).to_owned(),
    };
    let mut blocks = vec![Block::Title(title.clone())];
    let only = only(list, speaker);
    if !only.is_empty() {
        blocks.push(said(Style::Quiet, speaker.fill(words::ONLY, &[&only.join(", ")])));
    }
    blocks.push(Block::Heading(speaker.say(words::SUMS).to_owned()));
    blocks.push(sums(&list.outline.summary, speaker));
    blocks.push(said(Style::Quiet, counted(&list.outline.summary, speaker)));
    blocks.push(Block::Heading(speaker.say(words::CLAIM_LIST).to_owned()));
    blocks.push(said(Style::Quiet, speaker.say(words::MONTH_SUMS)));
    blocks.push(table(list, speaker));
    Document { title, language: options.language, paper: options.paper, foot: foot.to_owned(), blocks }
}

/// What the member filtered by, in words.
fn only(list: &List<'_>, speaker: Speaker) -> Vec<String> {
    let filter = list.filter;
    let mut only = Vec::new();
    if let Some(id) = filter.person.as_deref() {
        only.push(list.name(Some(id)).unwrap_or_else(|| speaker.say(words::NO_NAME).to_owned()));
    }
    only.extend(filter.kind.map(|kind| speaker.kind(kind).to_owned()));
    only.extend(filter.status.map(|status| speaker.status(status).to_owned()));
    if list.year().is_none() {
        only.extend(filter.from.as_deref().map(|day| speaker.fill(words::FROM_DAY, &[&speaker.date(day)])));
        only.extend(filter.until.as_deref().map(|day| speaker.fill(words::BEFORE_DAY, &[&speaker.date(day)])));
    }
    if !filter.text.trim().is_empty() {
        only.push(speaker.fill(words::WITH_WORDS, &[filter.text.trim()]));
    }
    if filter.news {
        only.push(speaker.say(words::NEWS).to_owned());
    }
    only
}

/// The four sums; where not every claim states a figure, of how many it is the sum.
fn sums(summary: &ClaimsSummary, speaker: Speaker) -> Block {
    let row = |name: Words, sums: &[Sum]| {
        let stated = sums.iter().map(|sum| sum.claims).max().unwrap_or(0);
        let amount = if sums.is_empty() {
            Cell::of(Style::CellQuiet, speaker.say(words::NOT_STATED))
        } else {
            speaker.sums(sums, Style::CellStrong)
        };
        let note = if !sums.is_empty() && stated < summary.decided {
            speaker.fill(words::STATED_BY, &[&speaker.count(stated), &speaker.claims(summary.decided)])
        } else {
            String::new()
        };
        let cells = vec![Cell::of(Style::CellWords, speaker.say(name)), amount, Cell::of(Style::CellQuiet, note)];
        Row { kind: RowKind::Body, cells }
    };
    Block::Table(Table {
        name: speaker.say(words::SUMS).to_owned(),
        has_head: false,
        columns: vec![
            column("", Width::Share(2), false),
            column(speaker.say(words::AMOUNT), Width::Fixed(110), true),
            column("", Width::Share(3), false),
        ],
        rows: vec![
            row(words::BILLED, &summary.billed),
            row(words::DISCOUNT, &summary.discount),
            row(words::PLAN_PAID, &summary.plan_paid),
            row(words::YOU_OWE, &summary.you_owe),
        ],
    })
}

/// From how many claims, and what was left out.
fn counted(summary: &ClaimsSummary, speaker: Speaker) -> String {
    let amounts = |sums: &[Sum]| {
        let amounts: Vec<String> = sums.iter().map(|sum| speaker.money(&sum.money)).collect();
        if amounts.is_empty() { String::new() } else { format!(" ({})", amounts.join(" + ")) }
    };
    let mut left = Vec::new();
    for (count, name, sums) in [
        (summary.pending, words::COUNT_PENDING, summary.pending_billed.as_slice()),
        (summary.not_covered, words::COUNT_NOT_COVERED, summary.not_covered_billed.as_slice()),
        (summary.replaced, words::COUNT_REPLACED, &[]),
    ] {
        if count > 0 {
            left.push(speaker.fill(name, &[&speaker.count(count)]) + &amounts(sums));
        }
    }
    let mut said = speaker.fill(words::ADDED_UP, &[&speaker.decided(summary.decided)]);
    if !left.is_empty() {
        said.push(' ');
        said.push_str(&speaker.fill(words::NOT_COUNTED, &[&left.join(", ")]));
    }
    said
}

/// The column with the person.
const WHO: usize = 2;

fn table(list: &List<'_>, speaker: Speaker) -> Block {
    // Whose claims they are is said above the table already.
    let is_one_person = list.filter.person.is_some();
    let mut rows = Vec::new();
    let mut claims = list.rows.iter();
    for month in &list.outline.months {
        let name =
            month.month.as_deref().map_or_else(|| speaker.say(words::UNDATED).to_owned(), |month| speaker.month(month));
        let count = Run::new(Style::CellQuiet, speaker.claims(month.claims));
        let mut head = Cell::of(Style::CellStrong, name);
        head.lines.push(count);
        let sums = speaker.sums(&month.you_owe, Style::CellStrong);
        let empty = Cell::default;
        let mut cells = vec![head, empty(), empty(), empty(), empty(), empty(), sums];
        if is_one_person {
            cells.remove(WHO);
        }
        rows.push(Row { kind: RowKind::Group, cells });
        let own = usize::try_from(month.claims).unwrap_or(usize::MAX);
        rows.extend(claims.by_ref().take(own).map(|claim| row(claim, list, is_one_person, speaker)));
    }
    let mut columns = vec![
        column(speaker.say(words::DATE), Width::Fixed(60), false),
        column(speaker.say(words::WHAT), Width::Share(1), false),
        column(speaker.say(words::WHO), Width::Fixed(46), false),
        column(speaker.say(words::STATUS), Width::Fixed(48), false),
        column(speaker.say(words::BILLED), Width::Fixed(56), true),
        column(speaker.say(words::PLAN_PAID), Width::Fixed(56), true),
        column(speaker.say(words::YOU_OWE), Width::Fixed(56), true),
    ];
    if is_one_person {
        columns.remove(WHO);
    }
    Block::Table(Table { name: speaker.say(words::CLAIM_LIST).to_owned(), has_head: true, columns, rows })
}

fn row(claim: &ClaimRow, list: &List<'_>, is_one_person: bool, speaker: Speaker) -> Row {
    let date = claim.start.as_deref().map(|start| speaker.days(start, claim.end.as_deref()));
    let title = claim.title.clone().unwrap_or_else(|| speaker.kind(claim.kind).to_owned());
    let mut what = Cell::of(Style::CellWords, title);
    if let Some(provider) = &claim.provider {
        what = what.with(Style::CellQuiet, provider.as_str());
    }
    let date = match date {
        Some(date) => Cell::of(Style::Cell, date),
        None => Cell::of(Style::CellQuiet, speaker.say(words::NOT_STATED)),
    };
    let who = match list.name(claim.person.as_deref()) {
        Some(name) => Cell::of(Style::CellWords, name),
        None => Cell::of(Style::CellQuiet, speaker.say(words::NO_NAME)),
    };
    let amount = |money: Option<&Money>, style| match (money, claim.status) {
        (None, ClaimStatus::Pending) => Cell::of(Style::CellQuiet, speaker.say(words::NOT_YET)),
        (_, ClaimStatus::Replaced) => speaker.amount(money, Style::CellGone),
        _ => speaker.amount(money, style),
    };
    let mut cells = vec![
        date,
        what,
        who,
        Cell::of(Style::CellQuiet, speaker.status(claim.status)),
        amount(claim.billed.as_ref(), Style::Cell),
        amount(claim.plan_paid.as_ref(), Style::Cell),
        amount(claim.you_owe.as_ref(), Style::CellStrong),
    ];
    if is_one_person {
        cells.remove(WHO);
    }
    Row { kind: RowKind::Body, cells }
}

fn column(head: &str, width: Width, amounts: bool) -> Column {
    Column { head: head.to_owned(), width, amounts }
}
