//! One claim: what is fixed about it, and what the plan said of it when.

use jiff::Timestamp;

use super::adjudication::{Line, Terms, Used, decide};
use super::catalog::Template;
use super::day::Day;
use super::money::Cents;
use super::plan::Rule;
use super::stories::Story;

/// A claim's place among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    /// Replaced by the claim at that index, on that day.
    Replaced {
        by: usize,
        on: Day,
    },
    /// Replaces the claim at that index.
    Replacement {
        of: usize,
    },
    /// Taken back on that day.
    Reversed {
        on: Day,
    },
}

/// Everything about a claim that is decided beforehand. Kept for every claim, so it is small.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) service: Day,
    pub(crate) received: Day,
    pub(crate) decided: Day,
    /// The day on which the plan worked it out again.
    pub(crate) decided_again: Option<Day>,
    pub(crate) person: usize,
    pub(crate) template: &'static Template,
    /// Thousandths by which prices differ from the catalogue's.
    pub(crate) scale: i64,
    pub(crate) part: Part,
    pub(crate) used: Used,
    /// What else is to be different about it: bits taken as needed.
    pub(crate) dice: u32,
    /// The episode that it is part of.
    pub(crate) story: Option<Story>,
}

/// What a version of a claim says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Received, not decided.
    Pending,
    /// Decided with the wrong rule.
    First,
    Decided,
    Cancelled,
    /// Decided, with that much moved from the plan's part to the member's.
    Changed(Cents),
}

/// One version of a claim.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Version {
    pub(crate) stage: Stage,
    pub(crate) at: Timestamp,
}

/// A change made while the server runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Change {
    pub(crate) at: Timestamp,
    pub(crate) moved: Cents,
}

impl Claim {
    /// The last day of care.
    pub(crate) fn end(&self) -> Day {
        self.service.plus(self.template.nights)
    }

    /// Whether the claim counts towards the yearly amounts.
    pub(crate) fn counts(&self) -> bool {
        self.template.kind.counts() && matches!(self.part, Part::Whole | Part::Replacement { .. })
    }

    /// The network that the plan takes the provider to be in.
    pub(crate) fn in_network(&self) -> bool {
        self.template.provider.in_network && !matches!(self.part, Part::Replaced { .. })
    }

    /// Every version up to the day before `today`, oldest first. Records are published the day after.
    pub(crate) fn versions(&self, today: Day, changes: &[Change]) -> Vec<Version> {
        let mut versions = Vec::with_capacity(4);
        // Between six in the morning and noon, as nightly jobs are; later steps of a day come later.
        let second = i64::from(6 * 3600 + self.dice % (6 * 3600));
        let mut add = |stage, day: Day| {
            if day < today {
                versions.push(Version { stage, at: day.at(second) });
            }
        };
        if self.decided > self.received {
            add(Stage::Pending, self.received);
        }
        let first = if self.decided_again.is_some() { Stage::First } else { Stage::Decided };
        add(first, self.decided);
        if let Some(again) = self.decided_again {
            add(Stage::Decided, again);
        }
        if let Part::Replaced { on, .. } | Part::Reversed { on } = self.part {
            add(Stage::Cancelled, on);
        }
        for change in changes {
            versions.push(Version { stage: Stage::Changed(change.moved), at: change.at });
        }
        versions
    }

    /// The decided lines at that stage; empty while the claim is pending.
    pub(crate) fn lines(&self, stage: Stage) -> Vec<Line> {
        let moved = match stage {
            Stage::Pending => return Vec::new(),
            Stage::Changed(moved) => moved,
            Stage::First | Stage::Decided | Stage::Cancelled => Cents::ZERO,
        };
        let rule = match (stage, self.part) {
            (Stage::First, _) => Rule::SPECIALIST,
            (_, Part::Replaced { .. }) => Rule::OUT_OF_NETWORK,
            _ => self.template.rule,
        };
        let terms = Terms { rule, in_network: self.in_network(), scale: self.scale, used: self.used, moved };
        decide(self.template, terms)
    }
}
