//! Whether two addresses belong to the same owner, as far as their names can tell.

use url::{Host, Url};

/// Whether both hosts are below one registrable domain (the public suffix list's), or are one and the same host.
///
/// The list is needed: without it `evil.co.uk` and `payer.co.uk`, or two customers of one cloud's shared domain, would
/// count as one.
#[must_use]
pub(super) fn same_site(one: &Url, other: &Url) -> bool {
    match (one.host(), other.host()) {
        (Some(Host::Domain(one)), Some(Host::Domain(other))) => match (psl::domain_str(one), psl::domain_str(other)) {
            (Some(one), Some(other)) => one == other,
            _ => one == other,
        },
        (Some(one), Some(other)) => one == other,
        (None, _) | (_, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_one_registrable_domain_belong_together_and_no_others() {
        for (one, other, same) in [
            ("https://hsid.fhir.flex.optum.com/R4", "https://flex.optum.com/authz", true),
            ("https://optum.com", "https://fhir.optum.com", true),
            ("https://fhir.optum.com", "https://optum.com.example", false),
            ("https://fhir.optum.com", "https://notoptum.com", false),
            ("https://payer.co.uk", "https://evil.co.uk", false),
            ("https://payer.github.io", "https://evil.github.io", false),
            ("https://fhir.payer.example:8443", "https://payer.example", true),
            ("http://127.0.0.1:1", "http://127.0.0.1:2", true),
            ("http://127.0.0.1:1", "http://localhost:1", false),
            ("http://127.0.0.1", "http://[::1]", false),
            ("https://com", "https://payer.com", false),
        ] {
            let url = |text: &str| Url::parse(text).unwrap();
            assert_eq!(same_site(&url(one), &url(other)), same, "{one} {other}");
            assert_eq!(same_site(&url(other), &url(one)), same, "{other} {one}");
        }
    }
}
