//! What is typed into the search: words that stand in many claims and in few, whole and half typed, alone and in pairs.

use std::collections::{BTreeMap, BTreeSet};

/// Words taken from the whole range, from those in most claims to those in one.
const WORDS: usize = 40;

/// The inputs.
pub(crate) fn inputs(rows: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let words = row.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 2);
        for word in words.map(str::to_lowercase).collect::<BTreeSet<_>>() {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut words: Vec<(usize, String)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
    words.sort_unstable_by(|one, other| other.cmp(one));
    let step = (words.len() / WORDS).max(1);
    let chosen: Vec<&String> = words.iter().step_by(step).map(|(_, word)| word).collect();
    let mut inputs = Vec::new();
    for (place, word) in chosen.iter().enumerate() {
        for letters in [1, 2, 3] {
            inputs.push(word.chars().take(letters).collect());
        }
        inputs.push((*word).clone());
        if let Some((_, common)) = words.get(place % 8) {
            inputs.push(format!("{common} {word}"));
        }
    }
    inputs
}
