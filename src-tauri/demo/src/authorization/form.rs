//! Parameters of a query or of a form, with repeated ones kept.

use url::form_urlencoded;

/// Parameters in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(crate) fn parse(text: &[u8]) -> Parameters {
        Parameters(form_urlencoded::parse(text).into_owned().collect())
    }

    /// The first value of that name.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The value of that name, where it came exactly once and is not empty.
    pub(crate) fn only(&self, name: &str) -> Option<&str> {
        let mut values = self.all(name);
        values.next().filter(|value| !value.is_empty() && values.next().is_none())
    }

    /// Every value of that name.
    pub(crate) fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// A name that came more than once (RFC 6749, 3.1 and 3.2: none may).
    pub(crate) fn repeated(&self) -> Option<&str> {
        self.0.iter().map(|(name, _)| name.as_str()).find(|name| self.all(name).nth(1).is_some())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// These parameters and then others.
    pub(crate) fn and(mut self, others: Parameters) -> Parameters {
        self.0.extend(others.0);
        self
    }
}
