//! What the paper of one claim says: the screen's parts in the screen's order.

use super::document::{Block, Cell, Column, Document, Row, RowKind, Run, Style, Table, Width};
use super::speaker::Speaker;
use super::words::{self, Words};
use super::{bar, checks, history};
use crate::ipc::{
    Bilingual, ClaimDetail, ClaimLine, ClaimStatus, CodedText, Denial, DenialReason, Explanation, Figure, ListedCode,
    OtherClaimCheck, Piece, PrintOptions, ReasonList, SentenceId, Supporting,
};

const AMOUNT: Width = Width::Fixed(66);

/// The whole paper.
pub(super) fn document(
    detail: &ClaimDetail,
    alike: &[OtherClaimCheck],
    foot: &str,
    speaker: Speaker,
    options: &PrintOptions,
) -> Document {
    let title = title(detail, speaker);
    let mut blocks = vec![Block::Title(title.clone())];
    blocks.push(Block::Paragraph(vec![Run::new(Style::Quiet, facts(detail, speaker))]));
    blocks.extend(body(detail, speaker));
    if let Some(denial) = &detail.denial {
        blocks.extend(reasons(denial, speaker));
    }
    blocks.extend(checks::blocks(&detail.explanation.checks, alike, speaker));
    blocks.extend(beside(detail, speaker));
    blocks.extend(history::blocks(detail, speaker));
    Document { title, language: options.language, paper: options.paper, foot: foot.to_owned(), blocks }
}

/// What was done, as a title.
pub(super) fn title(detail: &ClaimDetail, speaker: Speaker) -> String {
    detail.row.title.clone().unwrap_or_else(|| speaker.kind(detail.row.kind).to_owned())
}

/// Who, when, what, by whom and where it stands, in one line.
pub(super) fn facts(detail: &ClaimDetail, speaker: Speaker) -> String {
    let row = &detail.row;
    let mut facts = vec![
        detail.person_name.clone().unwrap_or_else(|| speaker.say(words::NO_NAME).to_owned()),
        row.start
            .as_deref()
            .map_or_else(|| speaker.say(words::NO_DATE).to_owned(), |start| speaker.days(start, row.end.as_deref())),
    ];
    if row.title.is_some() {
        facts.push(speaker.kind(row.kind).to_owned());
    }
    facts.extend(row.provider.clone());
    facts.push(speaker.status(row.status).to_owned());
    facts.extend(
        row.in_network.map(|is| speaker.say(if is { words::IN_NETWORK } else { words::OUT_OF_NETWORK }).to_owned()),
    );
    facts.extend(
        detail
            .explanation
            .identifiers
            .first()
            .map(|number| format!("{} {}", identifier(number.label.as_deref(), speaker), number.text)),
    );
    facts.join(" · ")
}

/// What happened, in words and in figures.
pub(super) fn body(detail: &ClaimDetail, speaker: Speaker) -> Vec<Block> {
    let explanation = &detail.explanation;
    let mut blocks = Vec::new();
    if detail.row.status == ClaimStatus::Replaced {
        blocks.push(said(Style::Strong, speaker.say(words::REPLACED_NOTE)));
    }
    blocks.push(Block::Paragraph(story(explanation, speaker)));
    blocks.push(Block::Heading(speaker.say(words::FIGURES).to_owned()));
    blocks.extend(bar::blocks(explanation, speaker));
    blocks.push(figures(
        speaker.say(words::FIGURES),
        [
            (words::BILLED, None, &explanation.billed),
            (words::DISCOUNT, None, &explanation.discount),
            (words::PLAN_PRICE, None, &explanation.plan_price),
            (words::PLAN_PAID, None, &explanation.plan_paid),
            (words::YOU_OWE, None, &explanation.you_owe),
        ]
        .into_iter(),
        speaker,
    ));
    let parts = [
        (words::DEDUCTIBLE, Some(words::DEDUCTIBLE_MEANS), &explanation.deductible),
        (words::COPAY, Some(words::COPAY_MEANS), &explanation.copay),
        (words::COINSURANCE, Some(words::COINSURANCE_MEANS), &explanation.coinsurance),
        (words::NOT_COVERED, Some(words::NOT_COVERED_MEANS), &explanation.not_covered),
    ];
    if parts.iter().any(|(.., figure)| figure.money.is_some()) {
        // As on the screen: what is not covered is named only where the plan states it.
        let shown = parts.into_iter().enumerate().filter(|(index, (.., figure))| *index < 3 || figure.money.is_some());
        blocks.push(Block::Heading(speaker.say(words::YOUR_PART).to_owned()));
        blocks.push(figures(speaker.say(words::YOUR_PART), shown.map(|(_, part)| part), speaker));
    }
    blocks.push(Block::Heading(speaker.say(words::DONE).to_owned()));
    blocks.push(lines(explanation, speaker));
    let stated: Vec<&Figure> = explanation.other_figures.iter().filter(|figure| figure.money.is_some()).collect();
    if !stated.is_empty() {
        blocks.push(Block::Heading(speaker.say(words::OTHER_AMOUNTS).to_owned()));
        let rows =
            stated.into_iter().map(|figure| figure_row(&named(figure, explanation, speaker), None, figure, speaker));
        blocks.push(figure_table(speaker.say(words::OTHER_AMOUNTS), rows.collect(), speaker));
    }
    blocks
}

/// Everything else that the plan said.
pub(super) fn beside(detail: &ClaimDetail, speaker: Speaker) -> Vec<Block> {
    let explanation = &detail.explanation;
    let mut blocks = Vec::new();
    if detail.denial.is_none() && !explanation.reasons.is_empty() {
        blocks.push(Block::Heading(speaker.say(words::PLANS_REASONS).to_owned()));
        let item = |reason: &CodedText| {
            let text = reason.text.clone().unwrap_or_else(|| speaker.say(words::NO_WORDS).to_owned());
            vec![Run::new(Style::Body, text), Run::new(Style::Quiet, format!(" · {}", coded(reason, speaker)))]
        };
        blocks.push(Block::List { ordered: false, items: explanation.reasons.iter().map(item).collect() });
    }
    blocks.extend(limits(explanation, speaker));
    if !explanation.remarks.is_empty() {
        blocks.push(Block::Heading(speaker.say(words::UNUSUAL).to_owned()));
        let items = explanation.remarks.iter().map(|remark| {
            let mut runs = vec![Run::new(Style::Body, speaker.of(&remark.text))];
            runs.extend(remark.element.iter().map(|element| Run::new(Style::Small, format!(" · {element}"))));
            runs
        });
        blocks.push(Block::List { ordered: false, items: items.collect() });
    }
    for (heading, codes) in [(words::DIAGNOSIS, &explanation.diagnoses), (words::PROCEDURES, &explanation.procedures)] {
        if !codes.is_empty() {
            blocks.push(Block::Heading(speaker.say(heading).to_owned()));
            blocks
                .push(Block::List { ordered: false, items: codes.iter().map(|code| listed(code, speaker)).collect() });
        }
    }
    let team: Vec<Row> = explanation
        .care_team
        .iter()
        .map(|member| {
            let name = member.name.clone().unwrap_or_else(|| speaker.say(words::NO_NAME).to_owned());
            let npi = member.npi.as_deref().map(|npi| speaker.fill(words::NPI, &[npi]));
            let said: Vec<String> = [member.specialty.clone(), npi].into_iter().flatten().collect();
            Row {
                kind: RowKind::Body,
                cells: vec![Cell::of(Style::CellWords, name), Cell::of(Style::CellQuiet, said.join(", "))],
            }
        })
        .collect();
    push_facts(&mut blocks, words::CARE_TEAM, team, speaker);
    if explanation.disposition.is_some() || !explanation.notes.is_empty() {
        blocks.push(Block::Heading(speaker.say(words::PLAN_NOTES).to_owned()));
        let notes = explanation.disposition.iter().chain(&explanation.notes);
        let items = notes.map(|note| vec![Run::new(Style::Body, note.as_str())]).collect();
        blocks.push(Block::List { ordered: false, items });
    }
    push_facts(&mut blocks, words::ALSO, also(explanation, speaker), speaker);
    push_facts(&mut blocks, words::NUMBERS, numbers(detail, speaker), speaker);
    blocks
}

/// The plan's reasons beside what they mean, and who bears what was not paid.
pub(super) fn reasons(denial: &Denial, speaker: Speaker) -> Vec<Block> {
    let heading = if denial.is_whole { words::WHY_NOT } else { words::WHY_NOT_A_PART };
    let mut blocks = vec![Block::Heading(speaker.say(heading).to_owned())];
    if denial.reasons.is_empty() {
        blocks.push(said(Style::Body, speaker.say(words::NOT_STATED_BY_PLAN)));
    }
    for reason in &denial.reasons {
        let title = match (&reason.help, &reason.plan_text) {
            (Some(help), _) => speaker.of(&help.title).to_owned(),
            (None, Some(text)) => text.clone(),
            (None, None) => speaker.say(words::NO_WORDS).to_owned(),
        };
        blocks.push(Block::Subheading(title));
        if let Some(help) = &reason.help {
            blocks.push(said(Style::Body, speaker.of(&help.meaning)));
            if let Some(text) = &reason.plan_text {
                let words = format!("{} “{text}”", speaker.say(words::IN_PLANS_WORDS));
                blocks.push(said(Style::Body, words));
            }
        }
        blocks.push(Block::Paragraph(vec![
            Run::new(Style::Quiet, reason_code(reason, speaker)),
            Run::new(Style::Small, format!(" · {}", reason.element)),
        ]));
    }
    blocks.push(Block::Subheading(speaker.say(words::WHO_PAYS).to_owned()));
    blocks.push(Block::Paragraph(vec![
        Run::new(Style::Strong, format!("{}. ", speaker.of(&denial.bearer.title))),
        Run::new(Style::Body, speaker.of(&denial.bearer.meaning)),
    ]));
    blocks
}

fn reason_code(reason: &DenialReason, speaker: Speaker) -> String {
    let mut said = match &reason.code {
        None => speaker.say(words::NO_CODE).to_owned(),
        Some(code) => {
            let named = match reason.list {
                ReasonList::Adjustment => words::REASON_CODE,
                ReasonList::Remark => words::REMARK_CODE,
                ReasonList::Pharmacy => words::PHARMACY_CODE,
                ReasonList::Other => words::OTHER_CODE,
            };
            let named = speaker.fill(named, &[code]);
            match (&reason.group, &reason.group_text) {
                (Some(group), Some(text)) => format!("{named}; {}", speaker.fill(words::GROUP_WORDS, &[group, text])),
                (Some(group), None) => format!("{named}; {}", speaker.fill(words::GROUP, &[group])),
                (None, _) => named,
            }
        }
    };
    match reason.more {
        0 => {}
        1 => said.push_str(&format!(", {}", speaker.say(words::MORE_LINE))),
        more => said.push_str(&format!(", {}", speaker.fill(words::MORE_LINES, &[&more.to_string()]))),
    }
    said
}

/// The sentences; each amount louder than its words.
fn story(explanation: &Explanation, speaker: Speaker) -> Vec<Run> {
    let mut runs = Vec::new();
    for sentence in &explanation.story {
        let pieces = match speaker.0 {
            crate::ipc::PaperLanguage::En => &sentence.en,
            crate::ipc::PaperLanguage::Es => &sentence.es,
        };
        for piece in pieces {
            runs.push(match piece {
                Piece::Words { words } if sentence.id == SentenceId::YouOwe => {
                    Run::new(Style::StoryStrong, words.as_str())
                }
                Piece::Words { words } => Run::new(Style::Story, words.as_str()),
                Piece::Figure { words, .. } => Run::new(Style::StoryStrong, words.as_str()),
            });
        }
        runs.push(Run::new(Style::Story, " "));
    }
    runs
}

/// Named figures: what it is, how much, and where in the plan's answer it stands.
fn figures<'a>(name: &str, rows: impl Iterator<Item = (Words, Option<Words>, &'a Figure)>, speaker: Speaker) -> Block {
    let rows = rows.map(|(name, means, figure)| {
        figure_row(speaker.say(name), means.map(|means| speaker.say(means)), figure, speaker)
    });
    figure_table(name, rows.collect(), speaker)
}

fn figure_row(name: &str, means: Option<&str>, figure: &Figure, speaker: Speaker) -> Row {
    let mut first = Cell::of(Style::CellWords, name);
    if let Some(means) = means {
        first = first.with(Style::CellQuiet, means);
    }
    let amount = speaker.figure(figure, Style::CellStrong);
    let place = figure.element.as_deref().filter(|_| figure.money.is_some()).unwrap_or_default();
    Row { kind: RowKind::Body, cells: vec![first, amount, Cell::of(Style::Small, place)] }
}

fn figure_table(name: &str, rows: Vec<Row>, speaker: Speaker) -> Block {
    Block::Table(Table {
        name: name.to_owned(),
        has_head: true,
        columns: vec![
            column(speaker.say(words::WHAT), Width::Share(5), false),
            column(speaker.say(words::AMOUNT), Width::Fixed(90), true),
            column(speaker.say(words::ELEMENT), Width::Share(6), false),
        ],
        rows,
    })
}

pub(super) fn column(head: &str, width: Width, amounts: bool) -> Column {
    Column { head: head.to_owned(), width, amounts }
}

/// The lines with the plan's figures for each, and the plan's totals below.
fn lines(explanation: &Explanation, speaker: Speaker) -> Block {
    if explanation.lines.is_empty() {
        return said(Style::Quiet, speaker.say(words::NOT_STATED_BY_PLAN));
    }
    let mut rows: Vec<Row> = explanation.lines.iter().map(|line| line_row(line, speaker)).collect();
    let total =
        Cell::of(Style::CellStrong, speaker.say(words::TOTAL)).with(Style::Small, speaker.say(words::AS_STATED));
    let mut cells = vec![total];
    let totals = [&explanation.billed, &explanation.plan_price, &explanation.plan_paid, &explanation.you_owe];
    cells.extend(totals.map(|figure| speaker.figure(figure, Style::CellStrong)));
    rows.push(Row { kind: RowKind::Total, cells });
    Block::Table(Table {
        name: speaker.say(words::DONE).to_owned(),
        has_head: true,
        columns: vec![
            column(speaker.say(words::SERVICE), Width::Share(1), false),
            column(speaker.say(words::BILLED), AMOUNT, true),
            column(speaker.say(words::PLAN_PRICE), AMOUNT, true),
            column(speaker.say(words::PLAN_PAID), AMOUNT, true),
            column(speaker.say(words::YOU_OWE), AMOUNT, true),
        ],
        rows,
    })
}

fn line_row(line: &ClaimLine, speaker: Speaker) -> Row {
    let mut name = line.service.text.clone().unwrap_or_else(|| speaker.say(words::UNNAMED_SERVICE).to_owned());
    if let Some(quantity) = line.quantity.as_deref().filter(|quantity| *quantity != "1") {
        name = speaker.fill(words::TIMES, &[&name, quantity]);
    }
    let mut service = Cell::of(Style::CellWords, name);
    let mut under: Vec<String> = Vec::new();
    under.extend(line.start.as_deref().map(|start| speaker.days(start, line.end.as_deref())));
    under.extend(line.service.code.is_some().then(|| coded(&line.service, speaker)));
    if !under.is_empty() {
        service = service.with(Style::Small, under.join(", "));
    }
    for reason in &line.reasons {
        let words = reason.text.as_deref().or(reason.code.as_deref()).unwrap_or_else(|| speaker.say(words::NO_WORDS));
        service = service.with(Style::CellQuiet, words);
    }
    let mut cells = vec![service];
    for (figure, style) in [
        (&line.billed, Style::Cell),
        (&line.plan_price, Style::Cell),
        (&line.plan_paid, Style::Cell),
        (&line.you_owe, Style::CellStrong),
    ] {
        cells.push(speaker.figure(figure, style));
    }
    Row { kind: RowKind::Body, cells }
}

fn limits(explanation: &Explanation, speaker: Speaker) -> Vec<Block> {
    let mut rows = Vec::new();
    for balance in &explanation.balances {
        for limit in &balance.limits {
            let name = limit.name.as_ref().or(limit.code.as_ref());
            let name = name.cloned().unwrap_or_else(|| speaker.say(words::NOT_NAMED).to_owned());
            let about: Vec<&str> = [&balance.name, &balance.unit, &balance.network, &balance.term]
                .into_iter()
                .filter_map(|text| text.as_deref())
                .collect();
            let amount = |figure: &Figure, text: &Option<String>| match (&figure.money, text) {
                (None, Some(text)) => Cell::of(Style::CellWords, text.as_str()),
                _ => speaker.figure(figure, Style::Cell),
            };
            rows.push(Row {
                kind: RowKind::Body,
                cells: vec![
                    Cell::of(Style::CellWords, name).with(Style::CellQuiet, about.join(", ")),
                    amount(&limit.allowed, &limit.allowed_text),
                    amount(&limit.used, &limit.used_text),
                ],
            });
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let name = speaker.say(words::LIMITS);
    let table = Table {
        name: name.to_owned(),
        has_head: true,
        columns: vec![
            column(speaker.say(words::LIMIT_FOR), Width::Share(1), false),
            column(speaker.say(words::LIMIT), Width::Fixed(90), true),
            column(speaker.say(words::USED), Width::Fixed(90), true),
        ],
        rows,
    };
    vec![Block::Heading(name.to_owned()), Block::Table(table)]
}

fn also(explanation: &Explanation, speaker: Speaker) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(payment) = &explanation.payment {
        let amount = payment.amount.money.as_ref().map(|money| speaker.money(money));
        let date = payment.date.as_deref().map(|date| speaker.date(date));
        for (name, value) in [
            (words::PAYMENT, amount),
            (words::PAID_ON, date),
            (words::PAID_TO, payment.payee.clone()),
            (words::PAYMENT_NUMBER, payment.number.clone()),
            (words::WHY_ADJUSTED, payment.adjustment_reason.clone()),
        ] {
            rows.extend(value.map(|value| row(speaker.say(name), value)));
        }
    }
    for fact in &explanation.supporting {
        let value = supporting(fact, speaker);
        rows.push(row(
            speaker.of(&fact.name),
            value.unwrap_or_else(|| speaker.say(words::NOT_STATED_BY_PLAN).to_owned()),
        ));
    }
    for insurance in &explanation.insurance {
        rows.extend(insurance.coverage.as_ref().map(|coverage| row(speaker.say(words::COVERAGE), coverage.as_str())));
        rows.extend(
            insurance.preauthorizations.iter().map(|number| row(speaker.say(words::APPROVED_BEFORE), number.as_str())),
        );
    }
    if let Some(accident) = &explanation.accident {
        let date = accident.date.as_deref().map(|date| speaker.date(date));
        let parts: Vec<String> = [accident.kind.clone(), date, accident.place.clone()].into_iter().flatten().collect();
        rows.push(row(speaker.say(words::ACCIDENT), parts.join(", ")));
    }
    rows
}

fn supporting(fact: &Supporting, speaker: Speaker) -> Option<String> {
    let days = match (&fact.start, &fact.end) {
        (Some(start), end) => Some(speaker.days(start, end.as_deref())),
        (None, Some(end)) => Some(speaker.date(end)),
        (None, None) => None,
    };
    let parts: Vec<String> = [fact.text.clone().or(fact.value_code.clone()), days].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn numbers(detail: &ClaimDetail, speaker: Speaker) -> Vec<Row> {
    let explanation = &detail.explanation;
    let mut rows = vec![row(speaker.say(words::PLAN), detail.payer_name.as_str())];
    rows.extend(explanation.type_text.as_ref().map(|text| row(speaker.say(words::KIND_OF_CLAIM), text.as_str())));
    rows.extend(explanation.created.as_ref().map(|day| row(speaker.say(words::STATEMENT_MADE), speaker.date(day))));
    for number in &explanation.identifiers {
        rows.push(row(identifier(number.label.as_deref(), speaker), number.text.as_str()));
    }
    rows
}

fn identifier(label: Option<&str>, speaker: Speaker) -> String {
    match label {
        None => speaker.say(words::NUMBER).to_owned(),
        Some(code) if code.eq_ignore_ascii_case("claim") || code.eq_ignore_ascii_case("uc") => {
            speaker.say(words::CLAIM_NUMBER).to_owned()
        }
        Some(label) => label.to_owned(),
    }
}

fn listed(item: &ListedCode, speaker: Speaker) -> Vec<Run> {
    let name = item.coded.text.clone().unwrap_or_else(|| speaker.say(words::NOT_NAMED).to_owned());
    let mut after = format!(" · {}", coded(&item.coded, speaker));
    if let Some(date) = &item.date {
        after.push_str(&format!(", {}", speaker.date(date)));
    }
    vec![Run::new(Style::Body, name), Run::new(Style::Quiet, after)]
}

fn coded(coded: &CodedText, speaker: Speaker) -> String {
    match &coded.code {
        None => speaker.say(words::NO_CODE).to_owned(),
        Some(code) => speaker.fill(words::CODE, &[code]),
    }
}

/// A figure's plain name, else the payer's.
fn named(figure: &Figure, explanation: &Explanation, speaker: Speaker) -> String {
    let term = explanation.terms.iter().find(|term| Some(&term.code) == figure.code.as_ref());
    let plain = term.map(|term| speaker.of(&term.name).to_owned());
    figure.label.clone().or(plain).or(figure.code.clone()).unwrap_or_else(|| speaker.say(words::UNNAMED).to_owned())
}

/// A short fact with its name.
pub(super) fn row(name: impl Into<String>, value: impl Into<String>) -> Row {
    Row { kind: RowKind::Body, cells: vec![Cell::of(Style::CellQuiet, name), Cell::of(Style::CellWords, value)] }
}

/// Short facts, each with its name; nothing where there are none.
pub(super) fn push_facts(blocks: &mut Vec<Block>, heading: Words, rows: Vec<Row>, speaker: Speaker) {
    if rows.is_empty() {
        return;
    }
    let name = speaker.say(heading);
    blocks.push(Block::Heading(name.to_owned()));
    blocks.push(Block::Table(Table {
        name: name.to_owned(),
        has_head: false,
        columns: vec![column("", Width::Share(2), false), column("", Width::Share(5), false)],
        rows,
    }));
}

/// A paragraph in one style.
pub(super) fn said(style: Style, text: impl Into<String>) -> Block {
    Block::Paragraph(vec![Run::new(style, text)])
}

/// Points of a list.
pub(super) fn points(texts: &[Bilingual], speaker: Speaker) -> Block {
    let items = texts.iter().map(|text| vec![Run::new(Style::Body, speaker.of(text))]).collect();
    Block::List { ordered: false, items }
}
