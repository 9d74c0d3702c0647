//! Stories, held against what the demo plan's own episodes are.

use std::collections::{BTreeMap, BTreeSet};

use claimfolio_core::ipc::ClaimFilter;
use claimfolio_demo::{Member, Options};

use crate::{
    demo_plan::{ALL, DemoPlan},
    desk::Desk,
};

/// The stories of a desk, as FHIR ids of their claims, and how they are called.
fn found(desk: &Desk) -> Vec<(BTreeSet<String>, String)> {
    let mut stories: BTreeMap<i64, (BTreeSet<String>, String)> = BTreeMap::new();
    let mut offset = 0;
    loop {
        let rows = desk.store.claims_page(&ClaimFilter::default(), offset, 1_000).unwrap().rows;
        if rows.is_empty() {
            return stories.into_values().collect();
        }
        offset += rows.len() as u64;
        for row in rows {
            let Some(key) = row.episode else { continue };
            let raw: serde_json::Value = serde_json::from_str(&desk.store.claim(row.id).unwrap().raw).unwrap();
            let story = stories.entry(key).or_insert_with(|| {
                let episode = desk.store.claim_episode(row.id).unwrap().episode.unwrap();
                let words = episode.words.map_or_else(|| format!("{:?}", episode.about), |words| words.en);
                (BTreeSet::new(), words)
            });
            story.0.insert(raw["id"].as_str().unwrap().to_owned());
        }
    }
}

/// How many claims of true stories there are, how many of them are in a found one, and how many claims that belong to
/// nothing (or to another story) are in the found stories.
fn held_against(truth: &[Vec<String>], found: &[(BTreeSet<String>, String)]) -> (usize, usize, usize) {
    let (mut true_members, mut recalled, mut strangers) = (0, 0, 0);
    let mut explained: BTreeSet<usize> = BTreeSet::new();
    for story in truth {
        let story: BTreeSet<String> = story.iter().cloned().collect();
        true_members += story.len();
        let best = found.iter().enumerate().max_by_key(|(_, (own, _))| own.intersection(&story).count());
        let Some((at, (own, _))) = best.filter(|(_, (own, _))| !own.is_disjoint(&story)) else { continue };
        explained.insert(at);
        recalled += own.intersection(&story).count();
        strangers += own.difference(&story).count();
    }
    let others = found.iter().enumerate().filter(|(at, _)| !explained.contains(at));
    (true_members, recalled, strangers + others.map(|(_, (own, _))| own.len()).sum::<usize>())
}

#[tokio::test]
async fn the_demo_plans_episodes_are_found_and_nothing_else() {
    let plan = DemoPlan::with_claims(240).await;
    let desk = plan.desk();
    plan.sync(&desk).await;
    let found = found(&desk);
    let (members, recalled, strangers) = held_against(&plan.running.stories(), &found);
    assert_eq!(strangers, 0, "{found:?}");
    assert!(recalled * 10 >= members * 9, "{recalled} of {members}: {found:?}");
    let mut names: Vec<&str> = found.iter().map(|(_, name)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Appendix surgery", "Arm and wrist care", "Colon exam by camera", "Ear tubes", "Knee care"]);
}

#[tokio::test]
async fn other_years_of_chance_change_nothing() {
    let (mut members, mut recalled, mut strangers) = (0, 0, 0);
    for seed in 2..=6 {
        let options = Options { claims: 240, seed, ..Options::default() };
        let plan = DemoPlan::start(options, Member::Maria, &ALL).await;
        let desk = plan.desk();
        plan.sync(&desk).await;
        let found = found(&desk);
        let (all, here, others) = held_against(&plan.running.stories(), &found);
        (members, recalled, strangers) = (members + all, recalled + here, strangers + others);
    }
    assert!(recalled * 10 >= members * 9, "{recalled} of {members}");
    assert_eq!(strangers, 0);
}
