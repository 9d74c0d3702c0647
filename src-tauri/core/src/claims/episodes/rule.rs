//! The rule: which claims belong together.
//!
//! 1. Claims that come back (the same service by the same caregiver within [`COMES_BACK`] days), prescriptions, therapy,
//!    teeth, eyes and check-ups begin no story. The others go by their days, each to the story that it is tied to most: a number in
//!    common, a stay that it falls into, an event on its day, a diagnosis in common. Without such a story it begins one.
//! 2. A story without an event and without a number in common needs three different services: two visits with the same
//!    diagnosis are no story.
//! 3. What is left joins the stories that there are: the same ties, a prescription of a doctor of the event within
//!    [`PICKED_UP`] days, a check-up after treatment, therapy and tests that a doctor of the story ordered.
//! 4. No story has a gap of [`GAP`] days, lasts longer than [`SPAN`] days, or has fewer than two claims that count.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::{Claim, Event, Member, Reason, Story};
use crate::ipc::ClaimKind;

/// A story has no gap of so many days.
const GAP: i64 = 90;
/// A story lasts at most so many days from the first to the last first day of care.
const SPAN: i64 = 365;
/// More claims than these are no story that anybody could read.
const MOST: usize = 200;
/// Care that comes back within so many days is routine.
const COMES_BACK: i64 = 120;
/// So many days after an event a prescription of its doctors may be picked up, and it may last so long.
const PICKED_UP: i64 = 3;
const SHORT_SUPPLY: u32 = 30;
/// So many days after a doctor of the story gave care may that begin which the doctor ordered.
const ORDERED: i64 = 30;
/// Different services that make a story without an event.
const FEWEST_SERVICES: usize = 3;
/// The members that join in one round can tie others to the story; no claim waits longer than this.
const ROUNDS: usize = 4;

/// The stories of one person's claims, by their first day.
#[must_use]
pub fn group(claims: &[Claim]) -> Vec<Story> {
    let mut order: Vec<&Claim> = claims.iter().collect();
    order.sort_by(|one, other| place(one).cmp(&place(other)));
    let comes_back = comes_back(&order);
    let mut drafts = found(&order, &comes_back);
    drafts.retain(|draft| draft.has_event() || draft.is_numbered() || draft.services() >= FEWEST_SERVICES);
    drafts.sort_by_key(|draft| draft.members.first().map(|member| place(member.claim)));
    gather(&order, &comes_back, &mut drafts);
    drafts.retain(|draft| draft.members.iter().filter(|member| member.claim.counts).count() >= 2);
    let mut stories: Vec<Story> = drafts.into_iter().map(Draft::finish).collect();
    let places: HashMap<i64, usize> = order.iter().enumerate().map(|(at, claim)| (claim.key, at)).collect();
    stories.sort_by_key(|story| story.members.first().and_then(|member| places.get(&member.claim).copied()));
    stories
}

/// Where a claim stands among a person's claims, whatever came first.
pub(super) fn place(claim: &Claim) -> (i64, Reverse<i64>, &str) {
    (claim.first, Reverse(claim.last), claim.id.as_str())
}

/// Keys of the claims whose care comes back.
fn comes_back(order: &[&Claim]) -> BTreeSet<i64> {
    let mut series: HashMap<(&str, &str), Vec<&Claim>> = HashMap::new();
    for claim in order {
        let Some(service) = claim.facts.service.as_deref() else { continue };
        // A drug comes back whichever pharmacy gives it out.
        let by = if claim.kind == ClaimKind::Pharmacy { None } else { claim.facts.caregivers.first() };
        series.entry((service, by.map_or("", String::as_str))).or_default().push(claim);
    }
    let mut found = BTreeSet::new();
    for claims in series.values() {
        for (at, claim) in claims.iter().enumerate() {
            let after = claims.iter().skip(at + 1).find(|next| next.first > claim.first);
            if let Some(next) = after.filter(|next| next.first - claim.first <= COMES_BACK) {
                found.insert(claim.key);
                // Others of its day come back like it.
                found.extend(claims.iter().filter(|other| other.first == next.first).map(|other| other.key));
            }
        }
    }
    found
}

/// A tie of a claim to a story, the strongest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Tie {
    strength: u8,
    reason: Reason,
    is_sure: bool,
}

const fn tie(strength: u8, reason: Reason, is_sure: bool) -> Option<Tie> {
    Some(Tie { strength, reason, is_sure })
}

struct Joined<'a> {
    claim: &'a Claim,
    reason: Reason,
    is_sure: bool,
}

/// A story in the making.
struct Draft<'a> {
    members: Vec<Joined<'a>>,
    first: i64,
    /// The last day that any member says, and the last day on which one began.
    last: i64,
    last_begun: i64,
    /// Those among the members that are events: looked at for every claim, and few.
    events: Vec<(&'a Claim, Event)>,
    diagnoses: BTreeSet<&'a str>,
    numbers: BTreeSet<&'a str>,
    /// Who gave care at the event, during it, or on its day.
    of_event: BTreeSet<&'a str>,
    /// Who gave care that founded the story, and when last.
    doctors: HashMap<&'a str, i64>,
}

impl<'a> Draft<'a> {
    fn of(claim: &'a Claim) -> Self {
        let mut draft = Self {
            members: Vec::new(),
            first: claim.first,
            last: claim.last,
            last_begun: claim.first,
            events: Vec::new(),
            diagnoses: BTreeSet::new(),
            numbers: BTreeSet::new(),
            of_event: BTreeSet::new(),
            doctors: HashMap::new(),
        };
        let reason = if claim.facts.event.is_some() { Reason::Event } else { Reason::First };
        draft.add(claim, Tie { strength: 0, reason, is_sure: true });
        draft
    }

    fn add(&mut self, claim: &'a Claim, tie: Tie) {
        self.first = self.first.min(claim.first);
        self.last = self.last.max(claim.last);
        self.last_begun = self.last_begun.max(claim.first);
        self.events.extend(claim.facts.event.map(|event| (claim, event)));
        let doctors = claim.facts.caregivers.iter().map(String::as_str);
        if claim.facts.event.is_some() || matches!(tie.reason, Reason::DuringStay | Reason::SameDay) {
            self.of_event.extend(doctors.clone());
        }
        // What joins by being ordered or picked up says nothing new of the story.
        if !matches!(tie.reason, Reason::Ordered | Reason::Prescription | Reason::FollowUp) {
            self.diagnoses.extend(claim.facts.diagnoses.iter().map(String::as_str));
            self.numbers.extend(claim.facts.numbers.iter().map(String::as_str));
            for doctor in doctors {
                let day = self.doctors.entry(doctor).or_insert(claim.first);
                *day = (*day).max(claim.first);
            }
        }
        self.members.push(Joined { claim, reason: tie.reason, is_sure: tie.is_sure });
    }

    fn events(&self) -> impl Iterator<Item = (&'a Claim, Event)> {
        self.events.iter().copied()
    }

    fn has_event(&self) -> bool {
        self.events().next().is_some()
    }

    fn is_numbered(&self) -> bool {
        self.members.iter().any(|member| member.reason == Reason::SameNumber)
    }

    /// How many different services it has.
    fn services(&self) -> usize {
        let counting = self.members.iter().map(|member| member.claim).filter(|claim| claim.counts);
        let services: BTreeSet<_> = counting.map(|claim| (&claim.facts.caregivers, &claim.facts.service)).collect();
        services.len()
    }

    /// Whether a claim of these days leaves no gap and does not draw the story out.
    fn has_room_for(&self, claim: &Claim) -> bool {
        let gap = (claim.first - self.last).max(self.first - claim.last);
        let span = self.last_begun.max(claim.first) - self.first.min(claim.first);
        gap < GAP && span <= SPAN && self.members.len() < MOST
    }

    /// What ties a claim to the story on its own strength.
    fn tie(&self, claim: &Claim) -> Option<Tie> {
        let facts = &claim.facts;
        if facts.numbers.iter().any(|number| self.numbers.contains(number.as_str())) {
            return tie(7, Reason::SameNumber, true);
        }
        let is_same_illness = facts.diagnoses.iter().any(|code| self.diagnoses.contains(code.as_str()));
        let can_be_of_event = !matches!(claim.kind, ClaimKind::Dental | ClaimKind::Vision) && !facts.preventive;
        let at_event = self.events().filter_map(|(own, event)| {
            let inside = own.first <= claim.first && claim.last <= own.last;
            match (event, facts.event) {
                // The emergency room that admitted, on the day or the day before; a stay that goes on elsewhere.
                (Event::Stay, Some(_)) if claim.first <= own.last + 1 && claim.last >= own.first - 1 => {
                    tie(6, Reason::Event, true)
                }
                (_, Some(Event::Stay)) if own.first <= claim.last && own.last >= claim.first - 1 => {
                    tie(6, Reason::Event, true)
                }
                (Event::Stay, _) if inside && own.first < claim.first && claim.last < own.last => {
                    tie(5, Reason::DuringStay, true)
                }
                // On the days of coming and going there can be other care.
                (Event::Stay, _) if inside && (is_same_illness || facts.in_facility) => {
                    tie(5, Reason::DuringStay, true)
                }
                (_, None) if inside && (is_same_illness || facts.in_facility) => {
                    tie(4, Reason::SameDay, is_same_illness)
                }
                (_, Some(_)) if inside && is_same_illness => tie(4, Reason::Event, true),
                _ => None,
            }
        });
        at_event
            .filter(|_| can_be_of_event)
            .max()
            .or_else(|| if is_same_illness { tie(3, Reason::SameDiagnosis, false) } else { None })
    }

    /// What ties a claim to a story that is one without it.
    fn loose_tie(&self, claim: &Claim, comes_back: bool) -> Option<Tie> {
        let facts = &claim.facts;
        let after = self.events().map(|(own, _)| claim.first - own.last).filter(|days| *days >= 0).min();
        if claim.kind == ClaimKind::Pharmacy {
            let during = self.events().any(|(own, _)| own.first <= claim.first && claim.first <= own.last);
            let is_soon = during || after.is_some_and(|days| days <= PICKED_UP);
            let is_short = facts.supply.is_none_or(|days| days <= SHORT_SUPPLY);
            let is_of_event = facts.ordered_by.iter().any(|doctor| self.of_event.contains(doctor.as_str()));
            return if is_soon && is_short && is_of_event && !comes_back {
                tie(2, Reason::Prescription, false)
            } else {
                None
            };
        }
        // Therapy follows what it is for.
        let is_early = claim.kind == ClaimKind::Therapy && claim.first < self.first;
        if let Some(tie) = self.tie(claim).filter(|tie| tie.reason != Reason::SameDiagnosis || !is_early) {
            return Some(tie);
        }
        if facts.after_care && after.is_some_and(|days| days < GAP) {
            return tie(2, Reason::FollowUp, false);
        }
        let ordered = facts.ordered_by.iter().filter_map(|doctor| self.doctors.get(doctor.as_str()));
        let is_ordered = ordered.map(|day| claim.first - day).any(|days| (0..=ORDERED).contains(&days));
        if is_ordered && matches!(claim.kind, ClaimKind::Therapy) {
            return tie(1, Reason::Ordered, false);
        }
        None
    }

    fn finish(mut self) -> Story {
        self.members.sort_by(|one, other| place(one.claim).cmp(&place(other.claim)));
        // A stay before an emergency visit before a procedure, the earliest of them.
        let lead = self.events().min_by_key(|(claim, event)| (*event, place(claim))).map(|(claim, _)| claim);
        let Some(lead) = lead.or_else(|| self.members.first().map(|member| member.claim)) else {
            return Story { lead: 0, members: Vec::new(), own_name: None };
        };
        let members = self.members.iter().map(|Joined { claim, reason, is_sure }| Member {
            claim: claim.key,
            reason: match (claim.key == lead.key, claim.facts.event) {
                (true, Some(_)) => Reason::Event,
                // It is tied to none before it, whichever came into the story first.
                (true, None) => Reason::First,
                (false, _) if *reason == Reason::First => Reason::SameDiagnosis,
                (false, _) => *reason,
            },
            days: days_from(lead, claim),
            is_sure: *is_sure,
        });
        Story { lead: lead.key, members: members.collect(), own_name: None }
    }
}

/// How many days after the end of the lead a claim began; negative: before its beginning.
pub(super) fn days_from(lead: &Claim, claim: &Claim) -> i64 {
    if claim.first > lead.last { claim.first - lead.last } else { (claim.first - lead.first).min(0) }
}

/// The stories that claims begin.
fn found<'a>(order: &[&'a Claim], comes_back: &BTreeSet<i64>) -> Vec<Draft<'a>> {
    let mut done: Vec<Draft<'a>> = Vec::new();
    let mut open: Vec<Draft<'a>> = Vec::new();
    for &claim in order {
        let facts = &claim.facts;
        let is_routine = facts.event.is_none()
            && (comes_back.contains(&claim.key)
                || facts.preventive
                || matches!(
                    claim.kind,
                    ClaimKind::Pharmacy | ClaimKind::Therapy | ClaimKind::Dental | ClaimKind::Vision
                ));
        let says_something = facts.event.is_some() || !facts.diagnoses.is_empty() || !facts.numbers.is_empty();
        if is_routine || !says_something || !claim.counts {
            continue;
        }
        let (over, going_on) = open.into_iter().partition(|draft| claim.first - draft.last >= GAP);
        done.extend::<Vec<_>>(over);
        open = going_on;
        let ties = open.iter().enumerate().filter(|(_, draft)| draft.has_room_for(claim));
        let best = ties.filter_map(|(at, draft)| Some((draft.tie(claim)?, draft.last, Reverse(at)))).max();
        match best {
            Some((tie, _, Reverse(at))) => open[at].add(claim, tie),
            None => open.push(Draft::of(claim)),
        }
    }
    done.extend(open);
    done
}

/// Lets what is left join the stories that there are. They are sorted by their first day.
fn gather<'a>(order: &[&'a Claim], comes_back: &BTreeSet<i64>, drafts: &mut [Draft<'a>]) {
    let mut taken: BTreeSet<i64> =
        drafts.iter().flat_map(|draft| &draft.members).map(|member| member.claim.key).collect();
    for _ in 0..ROUNDS {
        let mut any = false;
        for &claim in order {
            if taken.contains(&claim.key) {
                continue;
            }
            // A story's first day moves at most a gap towards the past in a round.
            let from = drafts.partition_point(|draft| draft.first < claim.first - SPAN - 2 * GAP);
            let nearby =
                drafts.iter().enumerate().skip(from).take_while(|(_, draft)| draft.first < claim.last + 5 * GAP);
            let ties = nearby.filter(|(_, draft)| draft.has_room_for(claim)).filter_map(|(at, draft)| {
                let tie = draft.loose_tie(claim, comes_back.contains(&claim.key))?;
                let gap = (claim.first - draft.last).max(draft.first - claim.last).max(0);
                Some((tie, Reverse(gap), Reverse(at)))
            });
            if let Some((tie, _, Reverse(at))) = ties.max() {
                drafts[at].add(claim, tie);
                taken.insert(claim.key);
                any = true;
            }
        }
        if !any {
            break;
        }
    }
}
