//! What the paper of a dated copy says: what a public directory said of somebody, when, and how anyone can check it.
//!
//! Only what the directory said: whether a network is the member's is this app's comparison, and no part of it.

use super::claim::{push_facts, row, said};
use super::document::{Block, Cell, Column, Document, Row, RowKind, Run, Style, Table, Width};
use super::speaker::Speaker;
use super::words::{self, Words};
use crate::ipc::{CareAccepting, CareCopy, CareFact, CareHours, CarePlaceState, CareRow, PrintOptions};

/// A dated copy, and when it was taken where the member is.
#[derive(Debug, Clone, Copy)]
pub struct Copied<'a> {
    /// The copy.
    pub copy: &'a CareCopy,
    /// `2026-11-22`
    pub day: &'a str,
    /// `08:04`
    pub time: &'a str,
    /// Its distance from UTC: `-07:00`.
    pub offset: &'a str,
}

/// The whole paper.
pub(super) fn document(copied: &Copied<'_>, foot: &str, speaker: Speaker, options: &PrintOptions) -> Document {
    let copy = copied.copy;
    let title = copy.row.name.clone().unwrap_or_else(|| speaker.say(words::NO_NAME).to_owned());
    let when = speaker.fill(words::WHEN, &[&speaker.date(copied.day), copied.time, copied.offset]);
    let intact = if copy.intact { words::INTACT } else { words::NOT_INTACT };
    let mut blocks = vec![
        Block::Title(title.clone()),
        said(Style::Story, speaker.fill(words::COPY_OF, &[&copy.payer_name, &when])),
        said(if copy.intact { Style::Body } else { Style::Strong }, speaker.say(intact)),
    ];
    push_facts(&mut blocks, words::ENTRY, facts(&copy.row, speaker), speaker);
    if !copy.not_stated.is_empty() {
        let unsaid: Vec<&str> = copy.not_stated.iter().map(|fact| speaker.say(unsaid(*fact))).collect();
        blocks.push(said(Style::Body, speaker.fill(words::UNSAID, &[&unsaid.join(", ")])));
    }
    blocks.push(Block::Heading(speaker.say(words::ROLES).to_owned()));
    blocks.push(said(Style::Quiet, speaker.say(words::ROLES_MEAN)));
    blocks.push(roles(copy, speaker));
    blocks.push(Block::Heading(speaker.say(words::BEFORE).to_owned()));
    blocks.push(said(Style::Body, speaker.say(words::BEFORE_MEANS)));
    blocks.extend(evidence(copy, speaker));
    Document { title, language: options.language, paper: options.paper, foot: foot.to_owned(), blocks }
}

/// What the entry says, and `Not stated` for what it does not.
fn facts(entry: &CareRow, speaker: Speaker) -> Vec<Row> {
    let mut facts = vec![
        row(speaker.say(words::ACCEPTING), speaker.say(accepting(entry.accepting))),
        row(speaker.say(words::WHERE), place(entry, speaker)),
        fact(words::PHONE, entry.phone.clone(), speaker),
        fact(words::HOURS, hours(&entry.hours, speaker), speaker),
        fact(words::LANGUAGES, some(entry.languages.join(", ")), speaker),
    ];
    let specialties: Vec<&str> = entry.specialties.iter().map(|specialty| specialty.text.as_str()).collect();
    let optional = [
        (words::SPECIALTY, some(specialties.join(", "))),
        (words::WORKS_FOR, entry.organization.clone()),
        (words::PROVIDER_NUMBER, entry.npi.clone()),
    ];
    facts.extend(optional.into_iter().filter_map(|(name, value)| Some(row(speaker.say(name), value?))));
    facts.push(fact(words::LIST_UPDATED, updated(entry, speaker), speaker));
    if entry.inactive {
        facts.push(row(speaker.say(words::STATUS), speaker.say(words::NOT_IN_FORCE)));
    }
    facts
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn fact(name: Words, value: Option<String>, speaker: Speaker) -> Row {
    row(speaker.say(name), value.unwrap_or_else(|| speaker.say(words::NOT_STATED).to_owned()))
}

fn accepting(accepting: CareAccepting) -> Words {
    match accepting {
        CareAccepting::Yes => words::YES,
        CareAccepting::No => words::NOT_NOW,
        CareAccepting::Existing => words::EARLIER_PATIENTS,
        CareAccepting::Families => words::FAMILIES,
        CareAccepting::NotStated => words::NOT_STATED,
    }
}

fn unsaid(fact: CareFact) -> Words {
    match fact {
        CareFact::Place => words::UNSAID_PLACE,
        CareFact::Networks => words::UNSAID_NETWORKS,
        CareFact::NewPatients => words::UNSAID_NEW_PATIENTS,
        CareFact::Phone => words::UNSAID_PHONE,
        CareFact::Languages => words::UNSAID_LANGUAGES,
        CareFact::Hours => words::UNSAID_HOURS,
        CareFact::Updated => words::UNSAID_UPDATED,
    }
}

/// The place on one line: its name, then where it is or why that is not known.
fn place(entry: &CareRow, speaker: Speaker) -> String {
    let place = entry.place.as_ref();
    let mut parts: Vec<String> = place.and_then(|place| place.name.clone()).into_iter().collect();
    match (entry.place_state, place) {
        (CarePlaceState::Stated, Some(place)) => {
            parts.extend(place.lines.iter().cloned());
            parts.extend(place.city.clone());
            let state = [&place.state, &place.postal_code].into_iter().filter_map(Option::as_deref);
            parts.extend(some(state.collect::<Vec<_>>().join(" ")));
        }
        (state, _) => parts.push(
            speaker
                .say(match state {
                    CarePlaceState::NoAddress => words::NO_ADDRESS,
                    CarePlaceState::NotFound => words::PLACE_NOT_FOUND,
                    CarePlaceState::NotAnswered | CarePlaceState::Pending => words::PLACE_NOT_ASKED,
                    CarePlaceState::Stated | CarePlaceState::NotStated => words::NOT_STATED,
                })
                .to_owned(),
        ),
    }
    parts.join(", ")
}

fn hours(hours: &[CareHours], speaker: Speaker) -> Option<String> {
    let of = |hours: &CareHours| {
        let days: Vec<&str> = hours.days.iter().map(|day| weekday(day, speaker)).collect();
        let times = if hours.all_day {
            speaker.say(words::ALL_DAY).to_owned()
        } else {
            [&hours.from, &hours.until].into_iter().filter_map(Option::as_deref).collect::<Vec<_>>().join("–")
        };
        [days.join(", "), times].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    some(hours.iter().map(of).filter(|said| !said.is_empty()).collect::<Vec<_>>().join("; "))
}

/// A day of FHIR's list (<http://hl7.org/fhir/R4/valueset-days-of-week.html>); any other word as it came.
fn weekday(day: &str, speaker: Speaker) -> &str {
    match day {
        "mon" => speaker.say(words::MONDAY),
        "tue" => speaker.say(words::TUESDAY),
        "wed" => speaker.say(words::WEDNESDAY),
        "thu" => speaker.say(words::THURSDAY),
        "fri" => speaker.say(words::FRIDAY),
        "sat" => speaker.say(words::SATURDAY),
        "sun" => speaker.say(words::SUNDAY),
        other => other,
    }
}

fn updated(entry: &CareRow, speaker: Speaker) -> Option<String> {
    let day = speaker.date(entry.updated.as_deref()?);
    Some(if entry.old { format!("{day} ({})", speaker.say(words::OLD)) } else { day })
}

/// One row for each role, place and network: what is true of one place need not be of another.
fn roles(copy: &CareCopy, speaker: Speaker) -> Block {
    let mut rows = Vec::new();
    for entry in std::iter::once(&copy.row).chain(&copy.others) {
        let role = entry.key.split('@').next().unwrap_or_default();
        let mut networks: Vec<String> = entry
            .networks
            .iter()
            .map(|network| match &network.name {
                Some(name) => name.clone(),
                None => speaker.fill(words::NETWORK_NOT_FOUND, &[&network.id]),
            })
            .collect();
        if networks.is_empty() {
            networks.push(speaker.say(words::NOT_STATED).to_owned());
        }
        for network in networks {
            let mut said = Cell::of(Style::CellWords, role);
            if entry.inactive {
                said = said.with(Style::CellQuiet, speaker.say(words::NOT_IN_FORCE));
            }
            if entry.contradicted {
                said = said.with(Style::CellQuiet, speaker.say(words::CONTRADICTED));
            }
            let updated = updated(entry, speaker).unwrap_or_else(|| speaker.say(words::NOT_STATED).to_owned());
            rows.push(Row {
                kind: RowKind::Body,
                cells: vec![
                    said,
                    Cell::of(Style::CellWords, place(entry, speaker)),
                    Cell::of(Style::CellWords, network),
                    Cell::of(Style::Cell, updated),
                ],
            });
        }
    }
    let column = |head: Words, width| Column { head: speaker.say(head).to_owned(), width, amounts: false };
    Block::Table(Table {
        name: speaker.say(words::ROLES).to_owned(),
        has_head: true,
        columns: vec![
            column(words::ROLE, Width::Share(4)),
            column(words::WHERE, Width::Share(5)),
            column(words::NETWORK, Width::Share(4)),
            column(words::LIST_UPDATED, Width::Fixed(84)),
        ],
        rows,
    })
}

/// Where it is from, its digest, and how to make that anew.
fn evidence(copy: &CareCopy, speaker: Speaker) -> Vec<Block> {
    let step = |text: &str| vec![Run::new(Style::Body, text)];
    let column = |head: Words, width| Column { head: speaker.say(head).to_owned(), width, amounts: false };
    let sources = copy.sources.iter().map(|source| Row {
        kind: RowKind::Body,
        cells: vec![Cell::of(Style::CellWords, &source.reference), Cell::of(Style::Small, &source.address)],
    });
    vec![
        Block::Heading(speaker.say(words::SOURCES).to_owned()),
        said(Style::Quiet, speaker.fill(words::TAKEN, &[&copy.taken_at])),
        Block::Table(Table {
            name: speaker.say(words::SOURCES).to_owned(),
            has_head: true,
            columns: vec![column(words::RESOURCE, Width::Share(2)), column(words::ADDRESS, Width::Share(5))],
            rows: sources.collect(),
        }),
        Block::Heading(speaker.say(words::DIGEST).to_owned()),
        said(Style::Strong, copy.sha256.as_str()),
        Block::Subheading(speaker.say(words::HOW_TO_CHECK).to_owned()),
        Block::List {
            ordered: true,
            items: vec![
                step(speaker.say(words::CHECK_SAVE)),
                step(speaker.say(words::CHECK_RUN)),
                step(speaker.say(words::CHECK_COMPARE)),
            ],
        },
    ]
}
