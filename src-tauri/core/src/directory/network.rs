//! The networks of a directory, and which of them is the member's.

use crate::{
    fhir::{json, page::Resource},
    ipc::{CareNetwork, CareNetworkSource, CareOwnNetwork, CoverageCard},
};

use super::facts;

/// A network with everything that it can be known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// As it is shown.
    pub network: CareNetwork,
    /// Its identifiers.
    pub identifiers: Vec<String>,
}

/// The networks in a page.
#[must_use]
pub fn in_page(resources: &[Resource]) -> Vec<Listed> {
    let organizations = resources.iter().filter(|resource| resource.resource_type == "Organization");
    organizations
        .filter_map(|resource| {
            let read = facts::organization(&json::parse(resource.json.as_str())?);
            let network = CareNetwork { id: resource.id.clone(), name: read.name };
            (!read.inactive && network.name.is_some()).then_some(Listed { network, identifiers: read.identifiers })
        })
        .collect()
}

/// A name as it is compared: without case, with one space between its words.
#[must_use]
pub fn folded(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Each name once, the first of its kind, in the order of the names.
#[must_use]
pub fn once(networks: impl IntoIterator<Item = CareNetwork>) -> Vec<CareNetwork> {
    let mut kept: Vec<CareNetwork> = Vec::new();
    for network in networks {
        if !kept.iter().any(|other| same(other, &network)) {
            kept.push(network);
        }
    }
    kept
}

/// Whether two are one network: the same id, or the same name under two ids.
#[must_use]
pub fn same(one: &CareNetwork, other: &CareNetwork) -> bool {
    let names = || one.name.as_deref().map(folded).zip(other.name.as_deref().map(folded));
    one.id == other.id || names().is_some_and(|(one, other)| one == other)
}

/// The member's network: what they chose, else the one that a coverage in force names by its name, its id or one of its
/// identifiers. Two coverages that name different ones name none.
#[must_use]
pub fn own(listed: &[Listed], chosen: Option<CareNetwork>, coverages: &[CoverageCard]) -> Option<CareOwnNetwork> {
    if let Some(network) = chosen {
        return Some(CareOwnNetwork { network, source: CareNetworkSource::Chosen });
    }
    let in_force = coverages.iter().filter(|card| card.status.as_deref().is_none_or(|status| status == "active"));
    let named = in_force.flat_map(|card| {
        let classes = card.classes.iter().filter(|class| class.label == "network").map(|class| class.text.as_str());
        card.network.as_deref().into_iter().chain(classes)
    });
    let known_by = |network: &Listed, word: &str| {
        let word = folded(word);
        let name = network.network.name.as_deref().map(folded);
        name.as_ref() == Some(&word)
            || folded(&network.network.id) == word
            || network.identifiers.iter().any(|identifier| folded(identifier) == word)
    };
    let found = named.filter_map(|word| listed.iter().find(|network| known_by(network, word)));
    match once(found.map(|listed| listed.network.clone())).as_slice() {
        [network] => Some(CareOwnNetwork { network: network.clone(), source: CareNetworkSource::Coverage }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(id: &str, name: &str) -> CareNetwork {
        CareNetwork { id: id.to_owned(), name: Some(name.to_owned()) }
    }

    fn card(network: &str, status: &str) -> CoverageCard {
        CoverageCard {
            connection: String::new(),
            payer_name: String::new(),
            id: String::new(),
            issuer: None,
            status: Some(status.to_owned()),
            plan: None,
            group: None,
            network: Some(network.to_owned()),
            kind: None,
            member_id: None,
            subscriber: None,
            beneficiary: None,
            start: None,
            end: None,
            order: None,
            phone: None,
            classes: Vec::new(),
        }
    }

    #[test]
    fn a_network_under_two_ids_is_one() {
        let folded =
            once([network("1", "Choice Plus"), network("2", "choice  plus"), network("3", "Basic"), network("3", "X")]);
        assert_eq!(folded, [network("1", "Choice Plus"), network("3", "Basic")]);
    }

    #[test]
    fn the_members_network_is_what_they_chose_or_what_their_coverages_agree_on() {
        let listed: Vec<Listed> = [("1", "Choice", "C-77"), ("2", "Basic", "B-1")]
            .map(|(id, name, number)| Listed { network: network(id, name), identifiers: vec![number.to_owned()] })
            .into();
        let of = |cards: &[CoverageCard]| own(&listed, None, cards).map(|own| own.network.id);
        assert_eq!(of(&[card("CHOICE", "active")]).as_deref(), Some("1"));
        assert_eq!(of(&[card("b-1", "active")]).as_deref(), Some("2"));
        assert_eq!(of(&[card("choice", "active"), card("c-77", "active")]).as_deref(), Some("1"));
        assert_eq!(of(&[card("choice", "active"), card("basic", "active")]), None, "they disagree");
        assert_eq!(of(&[card("choice", "cancelled")]), None);
        assert_eq!(of(&[card("Choice of Idaho", "active")]), None, "a part of a name is no name");
        let chosen = own(&listed, Some(network("2", "Basic")), &[card("choice", "active")]).unwrap();
        assert_eq!((chosen.network.id.as_str(), chosen.source), ("2", CareNetworkSource::Chosen));
    }
}
