//! Claims that take each other's place: one story, its steps oldest first, counted once.
//!
//! Payers say it from either end or from both (`replacedby` on the older claim, `prior` on the newer one), by FHIR id or
//! by claim number. A number that fits several claims names none of them for sure and links nothing; a claim that names
//! itself replaces nothing; a circle is a story too, told in the order it came.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

/// What a claim says of itself and of others.
#[derive(Debug, Clone, Default)]
pub struct Link {
    /// Its FHIR id.
    pub id: Option<String>,
    /// Its claim numbers and other identifiers.
    pub numbers: Vec<String>,
    /// Ids or numbers of claims that it replaces.
    pub replaces: Vec<String>,
    /// Ids or numbers of claims that replaced it.
    pub replaced_by: Vec<String>,
    /// Whether it counts no more by its own word: cancelled, entered in error.
    pub is_void: bool,
}

/// One story: several claims, of which at most one counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Indices of its claims, oldest first.
    pub steps: Vec<usize>,
    /// The one that counts: none where the last was reversed.
    pub counted: Option<usize>,
}

/// How claims follow one another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chains {
    /// For each claim, the ones that it replaces.
    pub replaces: Vec<Vec<usize>>,
    /// For each claim, the ones that replaced it.
    pub replaced_by: Vec<Vec<usize>>,
    /// The stories of more than one claim.
    pub chains: Vec<Chain>,
}

/// Finds the stories among claims.
#[must_use]
pub fn of(links: &[Link]) -> Chains {
    let edges = edges(links);
    let mut replaces = vec![Vec::new(); links.len()];
    let mut replaced_by = vec![Vec::new(); links.len()];
    for (older, newer) in &edges {
        if let (Some(earlier), Some(later)) = (replaces.get_mut(*newer), replaced_by.get_mut(*older)) {
            earlier.push(*older);
            later.push(*newer);
        }
    }
    let chains = components(links.len(), &edges)
        .into_iter()
        .map(|members| {
            let steps = in_order(&members, &replaces, &replaced_by);
            let last = steps.last().copied();
            let counted = last.filter(|last| links.get(*last).is_some_and(|link| !link.is_void));
            Chain { steps, counted }
        })
        .collect();
    Chains { replaces, replaced_by, chains }
}

/// Which claim is older than which, each pair once.
fn edges(links: &[Link]) -> BTreeSet<(usize, usize)> {
    let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_number: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, link) in links.iter().enumerate() {
        if let Some(id) = &link.id {
            by_id.entry(id).or_default().push(index);
        }
        let numbers: BTreeSet<&str> = link.numbers.iter().map(String::as_str).collect();
        for number in numbers {
            by_number.entry(number).or_default().push(index);
        }
    }
    let find = |name: &str, own: usize| -> Option<usize> {
        let only = |found: Option<&Vec<usize>>| {
            let mut others = found?.iter().filter(|index| **index != own);
            others.next().filter(|_| others.next().is_none()).copied()
        };
        // An id is a name for sure; where it names the claim itself, nothing else is meant.
        match by_id.get(name) {
            Some(found) => only(Some(found)),
            None => only(by_number.get(name)),
        }
    };
    let mut edges = BTreeSet::new();
    for (index, link) in links.iter().enumerate() {
        edges.extend(link.replaces.iter().filter_map(|name| Some((find(name, index)?, index))));
        edges.extend(link.replaced_by.iter().filter_map(|name| Some((index, find(name, index)?))));
    }
    edges
}

/// The claims that hang together, each group in the order it came.
fn components(claims: usize, edges: &BTreeSet<(usize, usize)>) -> Vec<Vec<usize>> {
    let mut neighbours: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (older, newer) in edges {
        neighbours.entry(*older).or_default().push(*newer);
        neighbours.entry(*newer).or_default().push(*older);
    }
    let mut seen = vec![false; claims];
    let mut groups = Vec::new();
    for start in neighbours.keys() {
        let mut group = BTreeSet::new();
        let mut open = vec![*start];
        while let Some(claim) = open.pop() {
            let Some(mark) = seen.get_mut(claim).filter(|mark| !**mark) else { continue };
            *mark = true;
            group.insert(claim);
            open.extend(neighbours.get(&claim).into_iter().flatten());
        }
        if group.len() > 1 {
            groups.push(group.into_iter().collect());
        }
    }
    groups
}

/// Oldest first; what is left of a circle follows in the order it came.
fn in_order(members: &[usize], replaces: &[Vec<usize>], replaced_by: &[Vec<usize>]) -> Vec<usize> {
    let mut waiting: HashMap<usize, usize> =
        members.iter().map(|claim| (*claim, replaces.get(*claim).map_or(0, Vec::len))).collect();
    let mut ready: VecDeque<usize> = members.iter().copied().filter(|claim| waiting.get(claim) == Some(&0)).collect();
    let mut steps = Vec::with_capacity(members.len());
    while let Some(claim) = ready.pop_front() {
        steps.push(claim);
        for newer in replaced_by.get(claim).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(newer) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.push_back(*newer);
                }
            }
        }
    }
    let placed: BTreeSet<usize> = steps.iter().copied().collect();
    steps.extend(members.iter().copied().filter(|claim| !placed.contains(claim)));
    steps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn link(id: &str, replaces: &[&str], replaced_by: &[&str]) -> Link {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Link {
            id: Some(id.to_owned()),
            numbers: vec![format!("CLM-{id}")],
            replaces: owned(replaces),
            replaced_by: owned(replaced_by),
            is_void: false,
        }
    }

    fn steps(links: &[Link]) -> Vec<(Vec<usize>, Option<usize>)> {
        of(links).chains.into_iter().map(|chain| (chain.steps, chain.counted)).collect()
    }

    #[test]
    fn a_story_is_one_whichever_end_tells_it() {
        for links in [
            [link("c", &["CLM-b"], &[]), link("a", &[], &["b"]), link("b", &["a"], &["c"])],
            [link("c", &["b"], &[]), link("a", &[], &[]), link("b", &["CLM-a"], &[])],
            [link("c", &[], &[]), link("a", &[], &["CLM-b"]), link("b", &[], &["c"])],
        ] {
            assert_eq!(steps(&links), [(vec![1, 2, 0], Some(0))]);
        }
    }

    #[test]
    fn nothing_is_linked_by_a_name_that_fits_several_or_itself() {
        let mut twin = link("b", &[], &[]);
        twin.numbers = vec!["CLM-a".to_owned()];
        assert_eq!(steps(&[link("a", &[], &[]), twin, link("c", &["CLM-a"], &[])]), []);
        assert_eq!(steps(&[link("a", &["a", "CLM-a"], &["a"])]), []);
        assert_eq!(steps(&[link("a", &["elsewhere"], &[])]), []);
    }

    #[test]
    fn a_reversed_last_step_leaves_nothing_to_count() {
        let mut last = link("b", &["a"], &[]);
        last.is_void = true;
        assert_eq!(steps(&[link("a", &[], &[]), last]), [(vec![0, 1], None)]);
    }

    #[test]
    fn a_circle_is_told_once() {
        let links = [link("a", &["b"], &[]), link("b", &["a"], &[])];
        assert_eq!(steps(&links), [(vec![0, 1], Some(1))]);
    }

    proptest! {
        #[test]
        fn every_claim_is_in_one_story_at_most_and_at_most_one_counts(
            named in prop::collection::vec(prop::collection::vec(0_usize..12, 0..4), 0..12),
        ) {
            let links: Vec<Link> = named.iter().enumerate().map(|(index, others)| {
                let names: Vec<String> = others.iter().map(ToString::to_string).collect();
                Link { id: Some(index.to_string()), replaces: names, ..Link::default() }
            }).collect();
            let found = of(&links);
            let mut seen = BTreeSet::new();
            for chain in &found.chains {
                prop_assert!(chain.steps.len() > 1);
                prop_assert!(chain.counted.is_none_or(|counted| chain.steps.contains(&counted)));
                for step in &chain.steps {
                    prop_assert!(seen.insert(*step));
                }
            }
        }
    }
}
