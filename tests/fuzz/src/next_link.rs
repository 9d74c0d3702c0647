//! The address of the next page, as a server wrote it.

use claimfolio_core::fhir::next_link::{Base, ForeignLinks};
use url::Url;

const BASES: [&str; 6] = [
    "https://payer.example/R4",
    "https://payer.example",
    "https://payer.example:8443/tenants/one/R4",
    "https://xn--pyer-loa.example/R4",
    "http://127.0.0.1:4000/R4",
    "http://[::1]:4000/fhir",
];

/// Confines a link to each of some addresses, from two pages, in both manners. What is followed stays below the address,
/// as a reader by hand judges it.
pub fn next_link(bytes: &[u8]) {
    let Ok(link) = std::str::from_utf8(bytes) else { return };
    for address in BASES {
        let base = Base::parse(address).unwrap();
        let first = base.address(&["ExplanationOfBenefit"], &[("patient", "1")]).unwrap();
        let later = base.confine_kept("?_getpages=1").unwrap();
        for page in [&first, &later] {
            for foreign in [ForeignLinks::Refuse, ForeignLinks::Reroot] {
                let Ok(followed) = base.confine(page, link, foreign) else { continue };
                stays(address, followed.as_str());
                // What is kept of it is read again by the next start.
                let again = base.confine_kept(followed.as_str()).expect("a place that was kept is found again");
                assert_eq!(again, followed);
                assert!(!format!("{followed:?}").contains('?'), "a query is shown");
            }
        }
    }
}

/// Reads an address by hand, so that the judge is not the parser that is judged.
fn stays(base: &str, followed: &str) {
    let rest = followed.strip_prefix(base).unwrap_or_else(|| panic!("{followed} is not below {base}"));
    let path = rest.split(['?', '#']).next().unwrap();
    assert!(path.is_empty() || path.starts_with('/'), "{followed} only begins like {base}");
    assert!(!path.contains(['\\', '%', '@']) && followed.is_ascii() && !followed.contains('#'), "{followed}");
    assert!(followed.bytes().all(|byte| byte.is_ascii_graphic()), "{followed:?}");
    for segment in path.split('/') {
        assert!(!matches!(segment.split(';').next(), Some("." | "..")), "{followed} climbs");
    }
    let url = Url::parse(followed).unwrap();
    assert!(url.as_str() == followed && url.username().is_empty() && url.password().is_none(), "{followed}");
}
