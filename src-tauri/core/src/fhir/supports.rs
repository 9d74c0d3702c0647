//! What a payer's documents list for each resource type. "Any search parameter not listed is not supported", they say:
//! so nothing else is ever sent.

use std::collections::BTreeMap;

use crate::payer::{DirectorySupport, Payer, ResourceSupport};

/// What is listed for one resource type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// `GET [type]/[id]`.
    pub read: bool,
    /// `GET [type]/[id]/_history/[version]`.
    pub vread: bool,
    /// The search parameters; none: the type cannot be searched.
    pub search: Vec<String>,
    /// A search without one of these is refused.
    pub one_of: Vec<String>,
    /// What `_include` may name.
    pub include: Vec<String>,
    /// What `_revinclude` may name.
    pub revinclude: Vec<String>,
    /// Searches may go by `POST [type]/_search` where the payer refuses them by GET.
    pub search_by_post: bool,
    /// `POST [type]/$match`.
    pub matches: bool,
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

    /// What a payer's entry lists. Every resource in it can be read.
    #[must_use]
    pub fn of(payer: &Payer) -> Self {
        Self::listed(&payer.resources)
    }

    /// What a public directory lists.
    #[must_use]
    pub fn of_directory(directory: &DirectorySupport) -> Self {
        Self::listed(&directory.resources)
    }

    fn listed(resources: &BTreeMap<String, ResourceSupport>) -> Self {
        let listed = resources.iter().map(|(resource_type, support)| {
            let listed = Listed {
                read: true,
                vread: support.vread,
                search: support.search.iter().chain(&support.examples).cloned().collect(),
                one_of: support.required.clone(),
                include: support.include.clone(),
                revinclude: support.revinclude.clone(),
                search_by_post: support.post,
                matches: support.matches,
            };
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

    /// Whether every parameter of a search is listed, and none is missing that must be there.
    pub fn search(&self, resource_type: &str, parameters: &[(&str, &str)]) -> Result<&Listed, Unlisted> {
        let refuse = |what: &str| Unlisted { resource_type: resource_type.to_owned(), what: what.to_owned() };
        let listed =
            self.get(resource_type).filter(|listed| !listed.search.is_empty()).ok_or_else(|| refuse("search"))?;
        let stray = parameters.iter().find(|(name, value)| {
            let values = match *name {
                "_include" => Some(&listed.include),
                "_revinclude" => Some(&listed.revinclude),
                _ => None,
            };
            !listed.has(name) || values.is_some_and(|values| !values.iter().any(|allowed| allowed == value))
        });
        if let Some((name, _)) = stray {
            return Err(refuse(name));
        }
        let is_given = |name: &String| parameters.iter().any(|(given, _)| given == name);
        if listed.one_of.is_empty() || listed.one_of.iter().any(is_given) {
            return Ok(listed);
        }
        Err(refuse(&format!("search without {}", listed.one_of.join(" or "))))
    }

    /// Whether `$match` is listed.
    pub fn matches(&self, resource_type: &str) -> Result<(), Unlisted> {
        let unlisted = || Unlisted { resource_type: resource_type.to_owned(), what: "$match".to_owned() };
        self.get(resource_type).filter(|listed| listed.matches).map(|_| ()).ok_or_else(unlisted)
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
        assert_eq!(supports.matches("Coverage").unwrap_err().what, "$match");
        assert_eq!(supports.read("Coverage", true).unwrap_err().what, "vread");
    }

    #[test]
    fn a_type_without_parameters_is_not_searched_and_a_required_one_is_not_left_out() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let supports = Supports::default()
            .with("Patient", Listed { read: true, ..Listed::default() })
            .with("Coverage", Listed { search: words("_id"), one_of: words("_id"), ..Listed::default() })
            .with("Claim", Listed { search: words("_include"), include: words("Claim:provider"), ..Listed::default() });
        let refused = |resource_type: &str, parameters: &[(&str, &str)]| {
            supports.search(resource_type, parameters).err().map(|unlisted| unlisted.what)
        };
        assert_eq!(refused("Patient", &[]).as_deref(), Some("search"));
        assert_eq!(refused("Coverage", &[]).as_deref(), Some("search without _id"));
        assert_eq!(refused("Coverage", &[("_id", "1")]), None);
        assert_eq!(refused("Claim", &[("_include", "Claim:provider")]), None);
        assert_eq!(refused("Claim", &[("_include", "*")]).as_deref(), Some("_include"));
    }
}
