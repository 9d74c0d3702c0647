//! What the app compared, as on the screen: differences first. What it worked out itself is said to be so in each finding.

use super::document::{Block, Run, Style};
use super::speaker::Speaker;
use super::words;
use crate::ipc::{Certainty, Check, CheckResult, OtherClaimCheck};

/// Differences are what one came for.
const ORDER: [CheckResult; 3] = [CheckResult::Differs, CheckResult::Agrees, CheckResult::CannotBeChecked];

/// The checks of a claim, and those against other claims.
pub(super) fn blocks(own: &[Check], alike: &[OtherClaimCheck], speaker: Speaker) -> Vec<Block> {
    let all = || own.iter().chain(alike.iter().map(|other| &other.check));
    let items: Vec<Vec<Run>> = ORDER
        .iter()
        .flat_map(|wanted| all().filter(move |check| check.result == *wanted))
        .map(|check| item(check, speaker))
        .collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(speaker.say(words::CHECKS).to_owned()), Block::List { ordered: false, items }]
}

fn item(check: &Check, speaker: Speaker) -> Vec<Run> {
    let mut runs = vec![
        Run::new(Style::Strong, format!("{}. ", speaker.of(&check.title).trim_end_matches('.'))),
        Run::new(Style::Body, speaker.of(&check.finding)),
    ];
    let mut quiet = |text: &str| runs.push(Run::new(Style::Quiet, format!(" {text}")));
    if let Some(innocent) = &check.innocent {
        quiet(speaker.of(innocent));
    }
    if let Some(certainty) = check.certainty {
        quiet(speaker.say(match certainty {
            Certainty::Certain => words::CERTAIN,
            Certainty::Likely => words::LIKELY,
            Certainty::Possible => words::POSSIBLE,
        }));
    }
    // Where to look is of use where something differs; a whole page of places is not.
    let stated = check.stated.iter().chain(&check.against).filter_map(|figure| figure.element.as_deref());
    let elements: Vec<&str> = stated.chain(check.elements.iter().map(String::as_str)).collect();
    if check.result == CheckResult::Differs && check.other_claim.is_none() && !elements.is_empty() {
        runs.push(Run::new(Style::Small, format!(" · {}", elements.join(", "))));
    }
    runs
}
