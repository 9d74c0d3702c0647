//! All claims of the plan, in the order of care: laid out once from a seed, written out one by one on demand.
//!
//! The book is anchored to the demo plan's first day, not to today: tomorrow's book is today's with one more day, so an
//! app that comes back finds the same claims, decided in the meantime, and perhaps a new one.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::adjudication::{Amounts, Ledger, Used};
use super::catalog::{self, GREAT_HAPPENINGS, HAPPENINGS, Template};
use super::claim::{Change, Claim, Part, Stage, Version};
use super::day::Day;
use super::money::Cents;
use super::plan::{FAMILY_DEDUCTIBLE, FAMILY_LIMIT, Kind, PERSON_DEDUCTIBLE, PERSON_LIMIT};
use super::stories::{SCENES, SERIES, Story, Turn};

/// With more claims than this a family would meet every yearly limit in January: what was used is then drawn for each
/// claim instead of added up.
const ADDED_UP: usize = 4_000;
/// Days between claims of the usual density: 60 a year.
const DAYS_PER_CLAIM: i32 = 6;
/// No claim takes longer from care to decision, in days.
const DECISION: i32 = 20;
/// The shortest history, in days.
const SHORTEST: i32 = 4 * 365 + 1;

/// All claims of the plan.
#[derive(Debug)]
pub(crate) struct Book {
    claims: Vec<Claim>,
    changes: HashMap<usize, Vec<Change>>,
    today: Day,
    first_day: Day,
    seed: u64,
    drawn: bool,
    ledger: Ledger,
}

/// A claim before its neighbours are known.
struct Draft {
    service: Day,
    person: u8,
    template: &'static Template,
    turn: Turn,
    decided_after: Option<i32>,
    varied: bool,
    story: Option<Story>,
}

impl Book {
    /// Lays the book out: `count` claims published before `first_day`, and what came since.
    pub(crate) fn new(seed: u64, count: usize, first_day: Day, today: Day) -> Book {
        let first_day = first_day.max(Day::OLDEST.plus(30));
        let reach = i32::try_from(count).unwrap_or(i32::MAX / 8).saturating_mul(DAYS_PER_CLAIM).max(SHORTEST);
        let start = Day::OLDEST.max(first_day.plus(-reach.min(first_day.since(Day::OLDEST))));
        let mut book = Book {
            claims: Vec::with_capacity(count + 8),
            changes: HashMap::new(),
            today,
            first_day,
            seed,
            drawn: count > ADDED_UP,
            ledger: Ledger::default(),
        };
        // The last day of care whose claim can be published before the first day.
        let last = first_day.plus(-1);
        let mut history: Vec<Draft> = SCENES
            .iter()
            .filter(|scene| first_day.plus(-scene.before) >= start)
            .map(|scene| Draft {
                service: first_day.plus(-scene.before),
                person: scene.person,
                template: scene.template,
                turn: scene.turn,
                decided_after: scene.decided_after,
                varied: false,
                story: scene.story,
            })
            .collect();
        history.extend(recurring(start, last));
        let told: usize = history.iter().map(Draft::claims).sum();
        history.extend(happenings(seed, start, last, count.saturating_sub(told), book.drawn));
        book.take_in(history, Some(count));
        let mut since: Vec<Draft> = recurring(last, today);
        since.extend(later_happenings(seed, last, today));
        book.take_in(since, None);
        book.add_up();
        book
    }

    /// Appends drafts in the order of care, only the newest `keep` claims of them.
    fn take_in(&mut self, mut drafts: Vec<Draft>, keep: Option<usize>) {
        drafts.sort_by_key(|draft| draft.service);
        let mut surplus = keep.map_or(0, |keep| drafts.iter().map(Draft::claims).sum::<usize>().saturating_sub(keep));
        for draft in drafts {
            let claims = draft.claims();
            // A pair is dropped or kept as a whole; where half of it fits, only its replacement is kept.
            if surplus >= claims {
                surplus -= claims;
                continue;
            }
            let halved = surplus > 0;
            surplus = 0;
            self.append(draft, halved);
        }
    }

    fn append(&mut self, draft: Draft, halved: bool) {
        let index = self.claims.len();
        let mut dice = dice(self.seed, 1, index as u64);
        let prompt = draft.template.kind == Kind::Pharmacy;
        let end = draft.service.plus(draft.template.nights);
        let before_first_day =
            |day: Day| if end < self.first_day.plus(-1) { day.min(self.first_day.plus(-1)) } else { day };
        let received = before_first_day(if prompt { end } else { end.plus(dice.random_range(1..4)) });
        let wait = dice.random_range(3..15);
        let decided = if prompt { received } else { received.plus(draft.decided_after.unwrap_or(wait)) };
        let mut claim = Claim {
            service: draft.service,
            received,
            decided,
            decided_again: None,
            person: usize::from(draft.person),
            template: draft.template,
            scale: if draft.varied { dice.random_range(850..1150) } else { 1000 },
            part: Part::Whole,
            used: Used::default(),
            dice: dice.random_range(0..u32::MAX),
            story: draft.story,
        };
        match draft.turn {
            Turn::Plain => self.claims.push(claim),
            Turn::DecidedAgain { after } => {
                claim.decided_again = Some(draft.service.plus(after).max(decided.plus(1)));
                self.claims.push(claim);
            }
            Turn::Reversed { after } => {
                claim.part = Part::Reversed { on: decided.plus(after) };
                self.claims.push(claim);
            }
            Turn::Replaced { after } => {
                let on = draft.service.plus(after).max(decided.plus(1));
                let replacement = Claim {
                    received: if halved { claim.received } else { on },
                    decided: if halved { claim.decided } else { on },
                    part: if halved { Part::Whole } else { Part::Replacement { of: index } },
                    ..claim.clone()
                };
                if !halved {
                    claim.part = Part::Replaced { by: index + 1, on };
                    self.claims.push(claim);
                }
                self.claims.push(replacement);
            }
        }
    }

    /// Works the yearly amounts out, in the order in which the plan decided.
    fn add_up(&mut self) {
        let mut order: Vec<usize> = (0..self.claims.len()).collect();
        order.sort_by_key(|index| (self.claims[*index].decided, *index));
        for index in order {
            self.settle(index);
        }
    }

    fn settle(&mut self, index: usize) {
        let drawn = self.drawn.then(|| drawn_use(self.seed, index));
        let claim = &mut self.claims[index];
        let year = claim.service.date().year();
        let in_network = claim.in_network();
        claim.used = drawn.unwrap_or_else(|| self.ledger.used(year, in_network, claim.person));
        if claim.counts() && drawn.is_none() {
            let totals = Amounts::total(claim.lines(Stage::Decided).iter());
            self.ledger.record(year, in_network, claim.person, &totals);
        }
    }

    /// The claim at that index, if it is published.
    pub(crate) fn claim(&self, index: usize) -> Option<&Claim> {
        self.claims.get(index).filter(|claim| claim.received < self.today)
    }

    /// Indexes of every published claim, newest care first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = (usize, &Claim)> {
        self.claims.iter().enumerate().rev().filter(|(_, claim)| claim.received < self.today)
    }

    /// The published claims of each episode.
    pub(crate) fn stories(&self) -> Vec<Vec<usize>> {
        let mut stories: BTreeMap<Story, Vec<usize>> = BTreeMap::new();
        for (index, claim) in self.newest_first() {
            if let Some(story) = claim.story {
                stories.entry(story).or_default().push(index);
            }
        }
        stories.into_values().collect()
    }

    /// Every version of the claim at that index, oldest first; empty where there is none.
    pub(crate) fn versions(&self, index: usize) -> Vec<Version> {
        let changes = self.changes.get(&index).map(Vec::as_slice).unwrap_or_default();
        self.claim(index).map(|claim| claim.versions(self.today, changes)).unwrap_or_default()
    }

    /// When the claim at that index last changed.
    pub(crate) fn last_updated(&self, index: usize) -> Option<Timestamp> {
        self.versions(index).last().map(|version| version.at)
    }

    /// The first day of the plan year in which the book begins.
    pub(crate) fn covered_since(&self) -> Day {
        let year = self.claims.first().map_or(self.first_day, |claim| claim.service).date().year();
        Day::of(jiff::civil::Date::constant(year, 1, 1))
    }

    /// A new version of a claim, with that much moved from the plan's part to the member's (or back, where negative).
    /// `false` where there is no such claim.
    pub(crate) fn change(&mut self, index: usize, moved: Cents, at: Timestamp) -> bool {
        if self.claim(index).is_none() {
            return false;
        }
        self.changes.entry(index).or_default().push(Change { at, moved });
        true
    }

    /// A new claim for care on the day before yesterday, already decided. Answers its index.
    pub(crate) fn add(&mut self, at: Timestamp) -> usize {
        let index = self.claims.len();
        let yesterday = self.today.plus(-1);
        self.claims.push(Claim {
            service: yesterday.plus(-1),
            received: yesterday,
            decided: yesterday,
            decided_again: None,
            person: 2,
            template: &catalog::SICK_VISIT,
            scale: 1000,
            part: Part::Whole,
            used: Used::default(),
            dice: dice(self.seed, 1, index as u64).random_range(0..u32::MAX),
            story: None,
        });
        self.settle(index);
        self.changes.insert(index, vec![Change { at, moved: Cents::ZERO }]);
        index
    }
}

impl Draft {
    /// How many claims it becomes.
    fn claims(&self) -> usize {
        if matches!(self.turn, Turn::Replaced { .. }) { 2 } else { 1 }
    }
}

/// Care that comes back, in `from..until`.
fn recurring(from: Day, until: Day) -> Vec<Draft> {
    SERIES
        .iter()
        .flat_map(|series| {
            series.days(from, until).into_iter().map(|service| Draft {
                service,
                person: series.person,
                template: series.template,
                turn: Turn::Plain,
                decided_after: None,
                varied: false,
                story: None,
            })
        })
        .collect()
}

/// `count` claims spread evenly over `from..until`.
fn happenings(seed: u64, from: Day, until: Day, count: usize, drawn: bool) -> Vec<Draft> {
    let span = i64::from(until.since(from));
    let mut drafts = Vec::with_capacity(count);
    let mut filled = 0;
    while filled < count {
        let mut dice = dice(seed, 2, filled as u64);
        // Thousandths of a step, so that the days do not fall on a grid.
        let place = i64::try_from(filled).unwrap_or(0) * 1000 + dice.random_range(0..1000);
        let days = place * span / (i64::try_from(count).unwrap_or(i64::MAX / 1000) * 1000);
        let service = from.plus(i32::try_from(days).unwrap_or_default());
        let mut draft = happening(&mut dice, service, drawn);
        draft.service = draft.service.min(until.plus(-1 - draft.template.nights));
        // Both halves of a pair are published before the first day, or there is no pair.
        let too_late = matches!(draft.turn, Turn::Replaced { after } if draft.service.plus(after + DECISION) >= until);
        if too_late || filled + 2 > count {
            draft.turn = Turn::Plain;
        }
        filled += draft.claims();
        drafts.push(draft);
    }
    drafts
}

/// What happens after the first day: now and then something, always on the same day.
fn later_happenings(seed: u64, from: Day, until: Day) -> Vec<Draft> {
    (0..until.since(from))
        .filter_map(|days| {
            let service = from.plus(days);
            let mut dice = dice(seed, 3, u64::from(service.number().unsigned_abs()));
            dice.random_ratio(1, 12).then(|| happening(&mut dice, service, false))
        })
        .collect()
}

fn happening(dice: &mut ChaCha8Rng, service: Day, drawn: bool) -> Draft {
    let great = if drawn { GREAT_HAPPENINGS } else { &[] };
    let all = || HAPPENINGS.iter().chain(great);
    let mut roll = dice.random_range(0..all().map(|(weight, ..)| weight).sum());
    let mut chosen = &HAPPENINGS[0];
    for happening in all() {
        if roll < happening.0 {
            chosen = happening;
            break;
        }
        roll -= happening.0;
    }
    let (_, template, people) = *chosen;
    let person = people[dice.random_range(0..people.len())];
    let turn = match dice.random_range(0..100) {
        0..3 => Turn::Replaced { after: dice.random_range(20..60) },
        3..5 if template.kind == Kind::Pharmacy => Turn::Reversed { after: dice.random_range(1..8) },
        _ => Turn::Plain,
    };
    let office = matches!(template.place.0, "11" | "10");
    let service = if office { service.on_a_weekday() } else { service };
    Draft { service, person, template, turn, decided_after: None, varied: true, story: None }
}

/// What a person may have used of the yearly amounts, where they are not added up: nothing, some, or all of it.
fn drawn_use(seed: u64, index: usize) -> Used {
    let mut dice = dice(seed, 4, index as u64);
    let mut share = |limit: Cents| match dice.random_range(0..10) {
        0..3 => Cents::ZERO,
        3..7 => limit,
        _ => Cents::new(dice.random_range(0..limit.count())),
    };
    let person_deductible = share(PERSON_DEDUCTIBLE);
    let family_deductible = person_deductible.max(share(FAMILY_DEDUCTIBLE));
    // The limit includes the deductible and is seldom reached.
    let person_limit = (person_deductible + share(PERSON_LIMIT - PERSON_DEDUCTIBLE).percent(60)).min(PERSON_LIMIT);
    let family_limit = person_limit.max(share(FAMILY_LIMIT).percent(60)).max(family_deductible);
    Used { person_deductible, family_deductible, person_limit, family_limit }
}

/// Dice for one purpose and one number. The same seed throws the same.
fn dice(seed: u64, purpose: u64, number: u64) -> ChaCha8Rng {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    dice.set_stream((purpose << 40) | number);
    dice
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use rust_decimal::Decimal;
    use serde_json::Value;

    use super::super::explanation;
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> Day {
        Day::of(Date::constant(year, month, day))
    }

    fn book(count: usize) -> Book {
        let first_day = day(2026, 11, 20);
        Book::new(1, count, first_day, first_day)
    }

    fn written(book: &Book, index: usize) -> String {
        let versions = book.versions(index);
        explanation::write(
            index,
            book.claim(index).unwrap(),
            *versions.last().unwrap(),
            versions.len(),
            explanation::Form::Mixed,
        )
    }

    fn all_written(book: &Book) -> Vec<String> {
        let mut all: Vec<String> = book.newest_first().map(|(index, _)| written(book, index)).collect();
        all.reverse();
        all
    }

    /// The amount of a category in a list of adjudications or totals.
    fn amount(list: &Value, code: &str) -> Option<Decimal> {
        let entries = list.as_array().unwrap();
        let entry = entries.iter().find(|entry| entry["category"]["coding"][0]["code"] == code)?;
        Some(entry["amount"]["value"].to_string().parse().unwrap())
    }

    #[test]
    fn a_book_has_as_many_claims_as_were_asked_for() {
        for count in [0, 1, 7, 50, 240, 1_000, 4_001, 30_000] {
            assert_eq!(book(count).newest_first().count(), count, "{count}");
        }
    }

    #[test]
    fn the_same_seed_writes_the_same_bytes_and_another_does_not() {
        let first_day = day(2026, 11, 20);
        assert_eq!(all_written(&book(240)), all_written(&book(240)));
        assert_ne!(all_written(&book(240)), all_written(&Book::new(2, 240, first_day, first_day)));
    }

    #[test]
    fn every_claim_adds_up_to_the_cent() {
        let mut decided = 0;
        for text in all_written(&book(2_000)).iter().chain(&all_written(&book(5_000))[..500]) {
            let claim: Value = serde_json::from_str(text).unwrap();
            let Some(total) = claim.get("total") else {
                assert_eq!(claim["outcome"], "queued", "{text}");
                continue;
            };
            decided += 1;
            let lines: Vec<&Value> =
                claim["item"].as_array().unwrap().iter().map(|item| &item["adjudication"]).collect();
            for list in lines.iter().copied().chain([total]) {
                let of = |code| amount(list, code).unwrap_or_default();
                assert_eq!(of("submitted"), of("discount") + of("eligible") + of("noncovered"), "{text}");
                let share = of("copay") + of("deductible") + of("coinsurance");
                assert_eq!(of("eligible"), of("paidtoprovider") + share, "{text}");
                assert!(of("memberliability") == share || of("memberliability") == share + of("noncovered"), "{text}");
                assert_eq!(of("benefit"), of("paidtoprovider"));
            }
            for code in ["submitted", "eligible", "discount", "copay", "deductible", "coinsurance", "memberliability"] {
                let sum: Decimal = lines.iter().map(|list| amount(list, code).unwrap_or_default()).sum();
                assert_eq!(amount(total, code), Some(sum), "{code} of {text}");
            }
        }
        assert!(decided > 2_400);
    }

    #[test]
    fn the_stated_yearly_amounts_are_the_sum_of_the_decided_claims() {
        let book = book(240);
        let mut claims: Vec<(usize, &Claim)> = book.newest_first().filter(|(_, claim)| claim.counts()).collect();
        claims.retain(|(_, claim)| claim.in_network() && claim.decided < book.today);
        claims.sort_by_key(|(index, claim)| (claim.decided, *index));
        let mut deductible: HashMap<i16, Cents> = HashMap::new();
        for (_, claim) in claims {
            let year = claim.service.date().year();
            let so_far = deductible.entry(year).or_default();
            assert_eq!(claim.used.family_deductible, *so_far);
            let totals = Amounts::total(claim.lines(Stage::Decided).iter());
            *so_far += totals.deductible;
            let after = claim.used.after(&totals);
            assert!(after.family_deductible <= FAMILY_DEDUCTIBLE && after.person_deductible <= PERSON_DEDUCTIBLE);
            assert!(after.family_limit <= FAMILY_LIMIT && after.person_limit <= PERSON_LIMIT);
        }
        assert_eq!(deductible[&2026], FAMILY_DEDUCTIBLE, "the year of the appendectomy");
    }

    #[test]
    fn a_later_day_finds_the_same_claims_decided_in_the_meantime() {
        let first_day = day(2026, 11, 20);
        let (early, late) = (book(240), Book::new(1, 240, first_day, day(2027, 2, 20)));
        let (before, after) = (all_written(&early), all_written(&late));
        assert!(after.len() > before.len());
        let mut decided = 0;
        for (index, claim) in before.iter().enumerate() {
            if claim == &after[index] {
                continue;
            }
            // What changed is a newer version of the same claim, and the older one can still be read.
            let old = early.versions(index).len();
            let claim_now = late.claim(index).unwrap();
            let version = late.versions(index)[old - 1];
            assert_eq!(claim, &explanation::write(index, claim_now, version, old, explanation::Form::Mixed));
            assert!(late.versions(index).len() > old);
            decided += 1;
        }
        assert!((1..10).contains(&decided), "{decided}");
    }

    #[test]
    fn the_story_of_the_visit_after_surgery_is_told_in_three_versions() {
        let book = book(240);
        let (index, claim) =
            book.newest_first().find(|(_, claim)| std::ptr::eq(claim.template, &catalog::AFTER_SURGERY)).unwrap();
        let owed: Vec<Cents> =
            book.versions(index).iter().map(|version| Amounts::total(claim.lines(version.stage).iter()).owed).collect();
        assert_eq!(owed, [Cents::ZERO, Cents::new(45_00), Cents::new(37_60)]);
    }

    #[test]
    fn replaced_claims_point_at_each_other() {
        let book = book(1_000);
        let mut pairs = 0;
        for (index, claim) in book.newest_first() {
            if let Part::Replaced { by, .. } = claim.part {
                assert_eq!(book.claims[by].part, Part::Replacement { of: index });
                pairs += 1;
            }
        }
        assert!(pairs >= 3);
    }

    #[test]
    fn a_change_moves_money_between_the_plan_and_the_member_and_still_adds_up() {
        let mut book = book(240);
        let index = book
            .newest_first()
            .find(|(_, claim)| std::ptr::eq(claim.template, &catalog::SURGEON))
            .map(|(index, _)| index)
            .unwrap();
        let before = book.versions(index).len();
        let owed = |book: &Book| {
            let version = *book.versions(index).last().unwrap();
            Amounts::total(book.claim(index).unwrap().lines(version.stage).iter())
        };
        let first = owed(&book);
        let at = book.today.at(0);
        assert!(book.change(index, Cents::new(12_34), at));
        let second = owed(&book);
        assert_eq!(second.owed, first.owed + Cents::new(12_34));
        assert_eq!(second.paid + second.owed, second.eligible);
        assert_eq!((book.versions(index).len(), book.last_updated(index)), (before + 1, Some(at)));
        assert!(!book.change(9_999, Cents::ZERO, at));
    }

    #[test]
    fn claims_begin_in_2016_and_are_kept_small() {
        let book = book(20_000);
        assert!(book.claims.iter().all(|claim| claim.service >= Day::OLDEST));
        assert!(book.claims.windows(2).all(|pair| pair[0].service <= pair[1].service));
        assert!(size_of::<Claim>() <= 128, "{}", size_of::<Claim>());
    }
}
