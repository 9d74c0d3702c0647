//! What a member can know and do about what the plan did not pay. The plan's own words always stand beside ours, and who
//! pays is said only where the plan says it.

mod appeal;
mod bearer;
mod letter;
mod reasons;

use std::collections::HashMap;

use self::reasons::Topic;
use super::adjudication::{Adjudication, Category};
use super::{say, status};
use crate::fhir::json::Value;
use crate::fhir::resource::{Coding, Concept, ElementPath, elements};
use crate::ipc::{Appeal, ClaimStatus, Denial, DenialReason, Explanation, Figure, ReasonList};
use crate::money;

/// The groups that say whose an amount is.
const GROUPS: [&str; 5] = ["CO", "PR", "OA", "PI", "CR"];

/// What the app knows of a claim besides its resource.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Where the claim stands.
    pub status: ClaimStatus,
    /// The person's name.
    pub person: Option<&'a str>,
    /// The plan's name.
    pub payer: &'a str,
    /// What was done.
    pub title: Option<&'a str>,
    /// Who did it.
    pub provider: Option<&'a str>,
    /// First day of care.
    pub start: Option<&'a str>,
}

/// Help with a claim that the plan did not pay, wholly or in part; `None` where it refused nothing, has not decided, or
/// where another claim counts.
#[must_use]
pub fn of_claim(claim: &Value, explanation: &Explanation, known: Known<'_>, appeal: Appeal) -> Option<Denial> {
    if matches!(known.status, ClaimStatus::Pending | ClaimStatus::Replaced) {
        return None;
    }
    let found = reasons(claim);
    let is_whole = known.status == ClaimStatus::NotCovered;
    if !is_whole && !found.iter().any(Found::refuses_a_part) {
        return None;
    }
    let refusals: Vec<&Found> = found.iter().filter(|one| one.may_refuse()).collect();
    let groups: Vec<Option<&str>> = refusals.iter().map(|one| one.reason.group.as_deref()).collect();
    let bearer = bearer::of(&groups, &explanation.you_owe, is_whole);
    let clocks = appeal::clocks(explanation, &appeal);
    let mut found = found;
    found.sort_by_key(|one| !one.may_refuse());
    let reasons: Vec<DenialReason> = found.into_iter().map(|one| one.reason).collect();
    let letter = letter::to_plan(explanation, known, &reasons);
    Some(Denial {
        is_whole,
        reasons,
        bearer,
        help: reasons::general(),
        clocks,
        appeal,
        letter,
        collect: letter::what_to_collect(),
    })
}

/// What is kept of what a member entered on an appeal.
#[must_use]
pub fn kept_appeal(entered: Appeal) -> Appeal {
    appeal::kept(entered)
}

/// The last day for an appeal under the plan that the member chose.
#[must_use]
pub fn last_day(explanation: &Explanation, appeal: &Appeal) -> Option<String> {
    appeal::chosen_last_day(explanation, appeal)
}

/// A reason and what is known of its code.
struct Found {
    reason: DenialReason,
    topic: Option<Topic>,
}

impl Found {
    /// Whether it may be why the plan does not pay: everything but a share and a price.
    fn may_refuse(&self) -> bool {
        self.topic.map_or_else(|| !self.is_price_adjustment(), Topic::is_refusal)
    }

    /// Whether it surely refuses a part of a claim that the plan did decide: a code whose meaning is known, and none of
    /// those that payers also use to say that the money came another way.
    fn refuses_a_part(&self) -> bool {
        self.topic.is_some_and(Topic::is_refusal)
            && self.reason.list != ReasonList::Remark
            && !self.is_price_adjustment()
    }

    fn is_price_adjustment(&self) -> bool {
        let code = self.reason.code.as_deref().filter(|_| self.reason.list == ReasonList::Adjustment);
        code.is_some_and(|code| status::is_price_adjustment(code.trim_start_matches('0')))
    }
}

/// The reasons of the claim and its lines, each once, in the payer's order.
fn reasons(claim: &Value) -> Vec<Found> {
    let root = ElementPath::root("ExplanationOfBenefit");
    let mut found = Gathered::default();
    found.owner(claim, &root);
    for list in ["item", "addItem"] {
        for (index, item) in elements(claim, list) {
            let path = root.child(list, index);
            found.owner(item, &path);
            for (index, detail) in elements(item, "detail") {
                let path = path.child("detail", index);
                found.owner(detail, &path);
                for (index, part) in elements(detail, "subDetail") {
                    found.owner(part, &path.child("subDetail", index));
                }
            }
        }
    }
    found.reasons
}

type Key = (ReasonList, Option<String>, Option<String>, Option<String>);

#[derive(Default)]
struct Gathered {
    reasons: Vec<Found>,
    places: HashMap<Key, usize>,
}

impl Gathered {
    /// The reasons among the adjudications of the claim or of a line. A group in an entry of its own speaks for the
    /// reasons beside it, where it is the only one there.
    fn owner(&mut self, owner: &Value, path: &ElementPath) {
        let entries: Vec<(ElementPath, Adjudication<'_>)> = elements(owner, "adjudication")
            .map(|(index, entry)| (path.child("adjudication", index), Adjudication::of(entry)))
            .filter(|(_, entry)| !matches!(entry.category, Category::StandingOf(_) | Category::Is(_)))
            .filter(|(_, entry)| entry.reason.is_some())
            .collect();
        if entries.is_empty() {
            return;
        }
        let split: Vec<_> =
            entries.iter().filter_map(|(path, entry)| Some((path, entry, Split::of(entry.reason?)))).collect();
        let mut alone =
            split.iter().filter(|(.., split)| split.codings.is_empty()).filter_map(|(.., split)| split.group);
        let beside = alone.next().filter(|_| alone.next().is_none());
        for (path, entry, split) in split {
            let group = split.group.or(beside);
            for reason in split.reasons(entry, path, group) {
                self.add(reason);
            }
        }
    }

    fn add(&mut self, reason: DenialReason) {
        let key = (reason.list, reason.code.clone(), reason.group.clone(), reason.plan_text.clone());
        if let Some(first) = self.places.get(&key).and_then(|place| self.reasons.get_mut(*place)) {
            first.reason.more += 1;
            return;
        }
        self.places.insert(key, self.reasons.len());
        let topic = reason.code.as_deref().and_then(|code| Topic::of(reason.list, code));
        self.reasons.push(Found { reason: DenialReason { help: topic.map(Topic::help), ..reason }, topic });
    }
}

/// A reason's codings, with the group told apart from them.
struct Split<'a> {
    words: Option<&'a str>,
    codings: Vec<(ReasonList, &'a str, Option<&'a str>)>,
    group: Option<(&'a str, Option<&'a str>)>,
}

impl<'a> Split<'a> {
    fn of(reason: Concept<'a>) -> Self {
        let mut split = Self { words: reason.words(), codings: Vec::new(), group: None };
        for coding in reason.codings().filter(|coding| !coding.is_absence()) {
            let Some(code) = coding.code else { continue };
            if is_group(&coding) {
                split.group = split.group.or(Some((code, coding.display)));
                continue;
            }
            let list = list_of(&coding);
            // Some payers write both into one code, as remittances print them: `CO-197`.
            match code.split_once('-').filter(|_| list == ReasonList::Adjustment) {
                Some((group, code)) if GROUPS.contains(&group) => {
                    split.group = split.group.or(Some((group, None)));
                    split.codings.push((list, code, coding.display));
                }
                _ => split.codings.push((list, code, coding.display)),
            }
        }
        split
    }

    /// The words of the whole concept belong to its first code.
    fn reasons(
        &self,
        entry: &Adjudication<'_>,
        path: &ElementPath,
        group: Option<(&'a str, Option<&'a str>)>,
    ) -> Vec<DenialReason> {
        let amount = entry.amount.and_then(money::read).map(|money| Figure {
            money: Some(money),
            element: Some(path.child("amount", None).to_string()),
            code: entry.code.map(str::to_owned),
            label: self.words.map(str::to_owned),
        });
        let reason = |list, code: Option<&str>, text: Option<&str>| DenialReason {
            code: code.map(str::to_owned),
            list,
            plan_text: text.map(str::to_owned),
            help: None,
            group: group.map(|(code, _)| code.to_owned()),
            group_text: group.and_then(|(_, text)| text.map(str::to_owned)),
            amount: amount.clone().unwrap_or_default(),
            element: path.to_string(),
            more: 0,
        };
        if self.codings.is_empty() {
            // Words without a code are a reason; a group alone is none.
            let words = self.words.filter(|_| self.group.is_none());
            return words.map(|words| reason(ReasonList::Other, None, Some(words))).into_iter().collect();
        }
        let texts = std::iter::once(self.words).chain(std::iter::repeat(None));
        let coded = self.codings.iter().zip(texts);
        coded.map(|((list, code, display), words)| reason(*list, Some(*code), words.or(*display))).collect()
    }
}

fn is_group(coding: &Coding<'_>) -> bool {
    coding.system.is_some_and(|system| system.contains("group"))
        && coding.code.is_some_and(|code| GROUPS.contains(&code))
}

/// The list of a code, by its system. A code without one may be anything.
fn list_of(coding: &Coding<'_>) -> ReasonList {
    let system = coding.system.unwrap_or_default().to_ascii_lowercase();
    if system.contains("claim-adjustment-reason") || system.contains("carc") {
        ReasonList::Adjustment
    } else if system.contains("remittance-advice-remark") || system.contains("rarc") {
        ReasonList::Remark
    } else if system.contains("ncpdpreject") {
        ReasonList::Pharmacy
    } else {
        ReasonList::Other
    }
}

#[cfg(test)]
mod tests;
