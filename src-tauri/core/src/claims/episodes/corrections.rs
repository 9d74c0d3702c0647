//! What the member said otherwise, on top of what the rule says.
//!
//! Corrections are kept in their order and applied again to whatever the rule says of the claims that are here now, so that
//! they hold after every sync. Each names claims, not stories: a story may be another one by then.

use std::collections::HashMap;

use super::rule::{days_from, place};
use super::{Claim, Member, Reason, Story};

/// One thing that the member said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// This claim belongs to no story.
    Apart(i64),
    /// The first claim belongs to the story of the second.
    Joins(i64, i64),
    /// The stories of these two claims are one.
    Merges(i64, i64),
    /// The story of this claim is called so; no longer, where the name is empty.
    Called(i64, String),
}

/// The stories as the member has them. A correction about a claim that is not here changes nothing.
#[must_use]
pub fn corrected(claims: &[Claim], stories: Vec<Story>, corrections: &[Correction]) -> Vec<Story> {
    if corrections.is_empty() {
        return stories;
    }
    let by_key: HashMap<i64, &Claim> = claims.iter().map(|claim| (claim.key, claim)).collect();
    let mut table = Table { by_key, stories };
    for correction in corrections {
        match correction {
            Correction::Apart(claim) => table.take_out(*claim),
            Correction::Joins(claim, other) => table.join(*claim, *other),
            Correction::Merges(claim, other) => table.merge(*claim, *other),
            Correction::Called(claim, name) => table.call(*claim, name),
        }
    }
    table.finish()
}

struct Table<'a> {
    by_key: HashMap<i64, &'a Claim>,
    stories: Vec<Story>,
}

impl Table<'_> {
    fn story_of(&self, claim: i64) -> Option<usize> {
        self.stories.iter().position(|story| story.members.iter().any(|member| member.claim == claim))
    }

    fn take_out(&mut self, claim: i64) {
        if let Some(at) = self.story_of(claim) {
            self.stories[at].members.retain(|member| member.claim != claim);
        }
    }

    fn join(&mut self, claim: i64, other: i64) {
        if claim == other || !self.by_key.contains_key(&claim) || !self.by_key.contains_key(&other) {
            return;
        }
        let own = self.story_of(claim);
        if own.is_some() && own == self.story_of(other) {
            return;
        }
        self.take_out(claim);
        let at = self.story_or_new(other);
        self.stories[at].members.push(chosen(claim));
    }

    fn merge(&mut self, claim: i64, other: i64) {
        let (Some(from), Some(to)) = (self.story_of(claim), self.story_of(other)) else {
            return self.join(claim, other);
        };
        if from != to {
            let moved = std::mem::take(&mut self.stories[from].members);
            self.stories[to].members.extend(moved.into_iter().map(|member| chosen(member.claim)));
        }
    }

    fn call(&mut self, claim: i64, name: &str) {
        if let Some(at) = self.story_of(claim) {
            self.stories[at].own_name = Some(name.to_owned()).filter(|name| !name.is_empty());
        }
    }

    fn story_or_new(&mut self, claim: i64) -> usize {
        self.story_of(claim).unwrap_or_else(|| {
            self.stories.push(Story { lead: claim, members: vec![chosen(claim)], own_name: None });
            self.stories.len() - 1
        })
    }

    /// In their order, each with its lead and days, without those of a single claim.
    fn finish(self) -> Vec<Story> {
        let Self { by_key, mut stories } = self;
        stories.retain(|story| story.members.len() > 1);
        for story in &mut stories {
            story.members.retain(|member| by_key.contains_key(&member.claim));
            story.members.sort_by_key(|member| by_key.get(&member.claim).map(|claim| place(claim)));
            let event = |member: &&Member| {
                let claim = by_key.get(&member.claim)?;
                claim.facts.event.map(|event| (event, place(claim)))
            };
            let is_here = story.members.iter().any(|member| member.claim == story.lead);
            if !is_here {
                let events = story.members.iter().filter(|member| event(member).is_some());
                let lead = events.min_by_key(|member| event(member)).or_else(|| story.members.first());
                story.lead = lead.map_or(story.lead, |member| member.claim);
            }
            let Some(lead) = by_key.get(&story.lead) else { continue };
            for member in &mut story.members {
                member.days = by_key.get(&member.claim).map_or(0, |claim| days_from(lead, claim));
            }
        }
        stories.sort_by_key(|story| {
            story.members.first().and_then(|member| by_key.get(&member.claim)).map(|claim| place(claim))
        });
        stories
    }
}

fn chosen(claim: i64) -> Member {
    Member { claim, reason: Reason::Chosen, days: 0, is_sure: true }
}
