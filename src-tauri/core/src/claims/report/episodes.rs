//! Which claims among the files belong together, by the rule that the app has and without what a member would say.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{File, Read, bilingual, named};
use crate::claims::episodes::{self, Claim, Member, Reason, Story};
use crate::date::{PartialDate, Precision};
use crate::ipc::{ClaimStatus, EpisodeAbout};

/// The stories of each person, in the order in which the files name the people.
pub(super) fn documents(claims: &[Read], given: &[File]) -> Vec<Json> {
    let mut people: BTreeMap<String, (usize, Vec<Claim>)> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        let facts = claim.person().and_then(|person| Some((person, claim.in_episodes(at)?)));
        if let Some((person, facts)) = facts {
            people.entry(person).or_insert_with(|| (at, Vec::new())).1.push(facts);
        }
    }
    let mut people: Vec<(String, (usize, Vec<Claim>))> = people.into_iter().collect();
    people.sort_by_key(|(_, (first, _))| *first);
    let of_person = |(person, (_, own)): &(String, (usize, Vec<Claim>))| {
        episodes::group(own).iter().map(|story| document(story, person, own, claims, given)).collect::<Vec<_>>()
    };
    people.iter().flat_map(of_person).collect()
}

fn document(story: &Story, person: &str, own: &[Claim], claims: &[Read], given: &[File]) -> Json {
    let name = episodes::name(story, |key| own.iter().find(|claim| claim.key == key));
    let member = |member: &Member| {
        let at = usize::try_from(member.claim).ok()?;
        Some(json!({
            "claim": named(at, claims, given)?,
            "isLead": member.claim == story.lead,
            "reason": reason(member.reason),
            "days": member.days,
            "isSure": member.is_sure,
        }))
    };
    json!({
        "patient": person,
        "about": about(name.about),
        "words": name.code.and_then(episodes::words).as_ref().map(bilingual),
        "place": name.place,
        "claims": story.members.iter().filter_map(member).collect::<Vec<_>>(),
    })
}

impl Read {
    /// The claim as the rule sees it. One without a day, or asked about before the care, is part of no story.
    fn in_episodes(&self, at: usize) -> Option<Claim> {
        let day = |text: &Option<String>| {
            let date = text.as_deref().and_then(PartialDate::parse)?;
            (date.precision() == Precision::Day).then_some(date)
        };
        let summary = &self.summary;
        if self.is_preauthorization {
            return None;
        }
        let first = day(&summary.start)?.first_day();
        Some(Claim {
            key: i64::try_from(at).ok()?,
            id: self.id.clone().unwrap_or_default(),
            first,
            last: day(&summary.end).map_or(first, |date| date.last_day().max(first)),
            kind: summary.kind,
            provider: summary.provider.clone(),
            counts: summary.status != ClaimStatus::Replaced,
            facts: summary.episode.clone(),
        })
    }
}

fn about(about: EpisodeAbout) -> Json {
    serde_json::to_value(about).unwrap_or_default()
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Event => "event",
        Reason::First => "first",
        Reason::SameNumber => "sameNumber",
        Reason::DuringStay => "duringStay",
        Reason::SameDay => "sameDay",
        Reason::SameDiagnosis => "sameDiagnosis",
        Reason::Prescription => "prescription",
        Reason::FollowUp => "followUp",
        Reason::Ordered => "ordered",
        Reason::Chosen => "chosen",
    }
}
