//! What a payer's documents list for each resource type. "Any search parameter not listed is not supported", they say:
//! so nothing else is ever sent.

use std::collections::BTreeMap;

use crate::payer::Payer;

/// What is listed for one resource type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// `GET [type]/[id]`.
    pub read: bool,
    /// `GET [type]/[id]/_history/[version]`.
    pub vread: bool,
    /// The search parameters; none: the type cannot be searched.
    pub search: Vec<String>,
    /// Searches go by `POST [type]/_search`.
    pub search_by_post: bool,
}

impl Listed {
    /// Whether a search parameter is listed.
    #[must_use]
    pub fn has(&self, parameter: &str) -> bool {
        self.search.iter().any(|listed| listed == parameter)
    }
}

/// Something was about to be asked that the payer does not list. It was not sent; this is a fault of the app.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{resource_type} {what} is not listed by the payer")]
pub struct Unlisted {
    /// The resource type.
    pub resource_type: String,
    /// The search parameter, `read` or `vread`.
    pub what: String,
}

/// What is listed for each type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Supports {
    types: BTreeMap<String, Listed>,
}

impl Supports {
    /// Adds a resource type.
    #[must_use]
    pub fn with(mut self, resource_type: &str, listed: Listed) -> Self {
        self.types.insert(resource_type.to_owned(), listed);
        self
    }

    /// What a payer's entry lists. Every resource in it can be read; none is known to be readable by version in a way that
    /// this app needs.
    #[must_use]
    pub fn of(payer: &Payer) -> Self {
        let listed = payer.resources.iter().map(|(resource_type, support)| {
            let search = support.search.clone();
            let listed = Listed { read: true, vread: false, search, search_by_post: support.post };
            (resource_type.clone(), listed)
        });
        Self { types: listed.collect() }
    }

    /// What is listed for a type.
    #[must_use]
    pub fn get(&self, resource_type: &str) -> Option<&Listed> {
        self.types.get(resource_type)
    }

    /// The types, in the order of their names.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        self.types.keys().map(String::as_str)
    }

    /// Whether every parameter of a search is listed.
    pub fn search(&self, resource_type: &str, parameters: &[(&str, &str)]) -> Result<&Listed, Unlisted> {
        let refuse = |what: &str| Unlisted { resource_type: resource_type.to_owned(), what: what.to_owned() };
        let listed = self.get(resource_type).ok_or_else(|| refuse("search"))?;
        match parameters.iter().find(|(name, _)| !listed.has(name)) {
            Some((name, _)) => Err(refuse(name)),
            None => Ok(listed),
        }
    }

    /// Whether a read, of a version where one is given, is listed.
    pub fn read(&self, resource_type: &str, versioned: bool) -> Result<&Listed, Unlisted> {
        let what = if versioned { "vread" } else { "read" };
        self.get(resource_type)
            .filter(|listed| if versioned { listed.vread } else { listed.read })
            .ok_or_else(|| Unlisted { resource_type: resource_type.to_owned(), what: what.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_payer_can_be_asked_for_claims_by_patient() {
        for payer in crate::payer::Registry::shipped().unwrap().iter() {
            let supports = Supports::of(payer);
            assert!(supports.search("ExplanationOfBenefit", &[("patient", "1")]).is_ok(), "{}", payer.key);
            assert!(supports.read("Patient", false).is_ok(), "{}", payer.key);
        }
    }

    #[test]
    fn only_what_is_listed_may_be_asked() {
        let supports = Supports::default().with(
            "Coverage",
            Listed { read: true, search: vec!["_id".to_owned(), "patient".to_owned()], ..Listed::default() },
        );
        assert!(supports.search("Coverage", &[("patient", "1")]).is_ok());
        assert_eq!(supports.search("Coverage", &[("patient", "1"), ("_sort", "x")]).unwrap_err().what, "_sort");
        assert_eq!(supports.search("Patient", &[]).unwrap_err().what, "search");
        assert!(supports.read("Coverage", false).is_ok());
        assert_eq!(supports.read("Coverage", true).unwrap_err().what, "vread");
    }
}
