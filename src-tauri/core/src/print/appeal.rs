//! What the paper of an appeal says: first what is for the member alone, then the letter, then the claim to send along.

use super::claim::{beside, body, facts, points, reasons, said, title};
use super::document::{Block, Document, Run, Style};
use super::speaker::Speaker;
use super::words;
use crate::ipc::{
    AppealClock, AppealPlan, AppealStatus, Bilingual, ClaimDetail, ClockStart, Denial, PrintOptions, ReasonHelp,
};

/// The longest letter, in characters.
const LONGEST_LETTER: usize = 60_000;

/// The whole paper.
pub(super) fn document(
    detail: &ClaimDetail,
    denial: &Denial,
    letter: &str,
    foot: &str,
    speaker: Speaker,
    options: &PrintOptions,
) -> Document {
    let heading = format!("{}: {}", speaker.say(words::PACKET), title(detail, speaker));
    let letter: String = letter.chars().take(LONGEST_LETTER).collect();
    let mut blocks = vec![Block::Title(heading.clone())];
    blocks.push(said(Style::Quiet, facts(detail, speaker)));
    blocks.push(said(Style::Body, speaker.say(words::PACKET_PARTS)));
    blocks.extend(deadline(denial, speaker));
    blocks.extend(reasons(denial, speaker));
    blocks.extend(next(denial, speaker));
    blocks.push(Block::Heading(speaker.say(words::COLLECT).to_owned()));
    blocks.push(points(&denial.collect, speaker));
    if letter.contains('[') {
        blocks.push(said(Style::Strong, speaker.say(words::BLANKS)));
    }
    blocks.extend([Block::NewPage, Block::Letter(letter), Block::NewPage]);
    blocks.push(Block::Heading(format!("{}: {}", speaker.say(words::THE_CLAIM), title(detail, speaker))));
    blocks.push(said(Style::Quiet, facts(detail, speaker)));
    blocks.extend(body(detail, speaker));
    blocks.extend(reasons(denial, speaker));
    blocks.extend(beside(detail, speaker));
    Document { title: heading, language: options.language, paper: options.paper, foot: foot.to_owned(), blocks }
}

/// Until when, by which rule, counted from where; and that the letter decides.
fn deadline(denial: &Denial, speaker: Speaker) -> Vec<Block> {
    let appeal = &denial.appeal;
    let mut blocks = vec![Block::Heading(speaker.say(words::LOOK_AGAIN).to_owned())];
    match denial.clocks.iter().find(|clock| Some(clock.plan) == appeal.plan) {
        None => blocks.push(said(Style::Body, speaker.say(words::CHOOSE_PLAN))),
        Some(clock) => blocks.extend(counted(clock, speaker)),
    }
    blocks.push(said(Style::Strong, speaker.say(words::CHECK_LETTER)));
    let standing = match appeal.status {
        AppealStatus::NotSent => words::NOT_SENT,
        AppealStatus::Sent => words::SENT,
        AppealStatus::Answered => words::ANSWERED,
    };
    let standing = match &appeal.status_date {
        Some(day) => speaker.fill(words::SINCE, &[speaker.say(standing), &speaker.date(day)]),
        None => speaker.say(standing).to_owned(),
    };
    blocks.push(named(speaker.say(words::STANDS), &standing));
    if !appeal.note.trim().is_empty() {
        blocks.push(named(speaker.say(words::YOUR_NOTE), &appeal.note));
    }
    blocks
}

fn counted(clock: &AppealClock, speaker: Speaker) -> Vec<Block> {
    let plan = match clock.plan {
        AppealPlan::Employer => words::EMPLOYER,
        AppealPlan::Marketplace => words::MARKETPLACE,
        AppealPlan::MedicareAdvantage => words::MEDICARE_ADVANTAGE,
        AppealPlan::Medicaid => words::MEDICAID,
    };
    let mut blocks = Vec::new();
    if let Some(day) = &clock.last_day {
        let words = if clock.from_basis == ClockStart::Letter { words::UNTIL } else { words::ABOUT };
        blocks.push(said(Style::StoryStrong, speaker.fill(words, &[&speaker.date(day)])));
    }
    blocks.push(named(speaker.say(words::KIND_OF_PLAN), speaker.say(plan)));
    let counted = match (&clock.from, clock.from_basis) {
        (Some(_), ClockStart::Letter) => speaker.say(words::FROM_LETTER).to_owned(),
        (Some(day), _) => speaker.fill(words::FROM_PLAN, &[&speaker.date(day)]),
        (None, _) => speaker.say(words::NO_DECISION_DATE).to_owned(),
    };
    blocks.push(said(Style::Body, format!("{} {counted}", speaker.of(&clock.rule))));
    blocks.push(said(Style::Quiet, speaker.fill(words::THE_RULE, &[&clock.source])));
    blocks
}

fn next(denial: &Denial, speaker: Speaker) -> Vec<Block> {
    let ReasonHelp { helps, ask, .. } =
        denial.reasons.iter().find_map(|reason| reason.help.as_ref()).unwrap_or(&denial.help);
    let step = |name: &str, text: &str| {
        let name = if name.is_empty() { String::new() } else { format!("{name}: ") };
        vec![Run::new(Style::Strong, name), Run::new(Style::Body, text)]
    };
    let of = |text: &Bilingual| speaker.of(text).to_owned();
    vec![
        Block::Heading(speaker.say(words::NEXT).to_owned()),
        Block::List {
            ordered: true,
            items: vec![
                step("", &of(helps)),
                step("", &of(ask)),
                step(speaker.say(words::ASK_PLAN), speaker.say(words::AN_APPEAL)),
            ],
        },
    ]
}

fn named(name: &str, value: &str) -> Block {
    Block::Paragraph(vec![Run::new(Style::Strong, format!("{name}: ")), Run::new(Style::Body, value)])
}
