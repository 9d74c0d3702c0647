//! Where a request with a bearer token may go, and the confinement of next links to it (T6).
//!
//! A [`Base`] pins origin and path: some payers put tenants into the path of one shared host. A [`FhirUrl`] can only be
//! made by a [`Base`], and the FHIR client sends to nothing else, so that no text from a server can become the address
//! of a request by itself.

use std::fmt;

use url::Url;

use crate::http::address_allowed;

/// Longest next link that is looked at, in bytes.
const LONGEST_LINK: usize = 8 * 1024;

/// Characters before the query that no FHIR address needs and that parsers disagree about: `\` is a slash to some, `%`
/// hides slashes and dots, `@` ends a user's name.
const TRICKS: &[u8] = b"\\%@\"<>^`{|}";

/// Why a text is not the address of a payer's FHIR server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BaseRefused {
    /// It is not an address at all.
    #[error("the FHIR address cannot be read")]
    Unreadable,
    /// It is neither `https`, nor `http` on this computer.
    #[error("the FHIR address is not https")]
    NotHttps,
    /// It has a user's name, a query or a fragment.
    #[error("the FHIR address has parts that it must not have")]
    Parts,
}

/// Why a next link is not followed. Carries nothing of the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefused {
    /// It is too long, has characters that an address does not have, or cannot be resolved.
    #[error("the link cannot be read")]
    Unreadable,
    /// It carries a user's name or a password.
    #[error("the link carries a user's name")]
    UserInfo,
    /// It has another scheme than the FHIR address, `http` instead of `https` for example.
    #[error("the link has another scheme")]
    Scheme,
    /// It points to another host or port.
    #[error("the link points to another host")]
    Host,
    /// It points outside the FHIR address's path.
    #[error("the link points outside the path")]
    Path,
}

/// What to do with a link to another host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ForeignLinks {
    /// Refuse it.
    #[default]
    Refuse,
    /// A payer's quirk: its links name an inner host. Path and query are taken onto the FHIR address; the link's own
    /// host is never contacted.
    Reroot,
}

/// An address on a payer's FHIR server. Its `Debug` leaves out the query, which can name a patient.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct FhirUrl(Url);

impl FhirUrl {
    /// The address, to be sent to or to be kept in the encrypted store.
    #[must_use]
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// The address as text, to be kept in the encrypted store.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for FhirUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FhirUrl({})", self.0.origin().ascii_serialization())
    }
}

/// The address of a payer's FHIR server: everything with a bearer token stays under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    url: Url,
}

impl Base {
    /// Reads a configured FHIR address, with or without a slash at its end.
    pub fn parse(text: &str) -> Result<Self, BaseRefused> {
        let mut url = Url::parse(text).map_err(|_| BaseRefused::Unreadable)?;
        let user = !url.username().is_empty() || url.password().is_some();
        if user || url.query().is_some() || url.fragment().is_some() || url.path().contains('%') {
            return Err(BaseRefused::Parts);
        }
        if !address_allowed(&url) {
            return Err(BaseRefused::NotHttps);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self { url })
    }

    /// The host, for display.
    #[must_use]
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The address of something below the FHIR address, for example `["Patient", "1"]`, with a query.
    ///
    /// # Errors
    /// [`LinkRefused::Path`] where a segment would not stay one segment (`..`, an empty one).
    pub fn address(&self, segments: &[&str], query: &[(&str, &str)]) -> Result<FhirUrl, LinkRefused> {
        let mut url = self.url.clone();
        {
            let mut path = url.path_segments_mut().map_err(|()| LinkRefused::Path)?;
            path.pop_if_empty();
            for segment in segments {
                if segment.is_empty() || *segment == "." || *segment == ".." {
                    return Err(LinkRefused::Path);
                }
                path.push(segment);
            }
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        self.under(&url)?;
        Ok(FhirUrl(url))
    }

    /// Resolves the next link of the answer to `request` and refuses it where it leaves the FHIR address.
    ///
    /// Links without a scheme are resolved by RFC 3986 section 5, with two exceptions that servers made necessary:
    /// `host/path` counts as `//host/path` where the host is the FHIR address's own, and what begins with a resource type
    /// or is a paging token alone is relative to the FHIR address, not to the page.
    pub fn confine(&self, request: &FhirUrl, link: &str, foreign: ForeignLinks) -> Result<FhirUrl, LinkRefused> {
        let mut url = self.resolve(&request.0, link)?;
        url.set_fragment(None);
        match self.allows(&url) {
            Ok(()) => Ok(FhirUrl(url)),
            Err(LinkRefused::Scheme | LinkRefused::Host | LinkRefused::Path) if foreign == ForeignLinks::Reroot => {
                let rerooted = self.reroot(&url);
                self.allows(&rerooted).map(|()| FhirUrl(rerooted))
            }
            Err(refused) => Err(refused),
        }
    }

    /// Reads a link that was kept earlier: the configured address may have changed since.
    pub fn confine_kept(&self, link: &str) -> Result<FhirUrl, LinkRefused> {
        self.confine(&FhirUrl(self.url.clone()), link, ForeignLinks::Refuse)
    }

    fn resolve(&self, request: &Url, link: &str) -> Result<Url, LinkRefused> {
        let link = link.trim_matches(' ');
        let address = link.split(['?', '#']).next().unwrap_or_default();
        if link.is_empty() || link.len() > LONGEST_LINK || link.chars().any(char::is_control) {
            return Err(LinkRefused::Unreadable);
        }
        if address.contains('@') {
            return Err(LinkRefused::UserInfo);
        }
        if address.bytes().any(|byte| !byte.is_ascii_graphic() || TRICKS.contains(&byte)) {
            return Err(LinkRefused::Unreadable);
        }
        let resolved = if self.names_own_host(address) {
            Url::parse(&format!("{}://{link}", self.url.scheme()))
        } else if let Some(base) = self.service_base(address, link) {
            base.join(link)
        } else {
            request.join(link)
        };
        resolved.map_err(|_| LinkRefused::Unreadable)
    }

    /// What a link is relative to that begins with a resource type, or that is a paging token of HAPI's alone: the FHIR
    /// address, as references are, whatever page it stands on.
    fn service_base(&self, address: &str, link: &str) -> Option<Url> {
        if address.is_empty() && link.starts_with("?_getpages=") {
            return Some(self.url.clone());
        }
        is_type_name(address.split('/').next()?).then(|| {
            let mut base = self.url.clone();
            base.set_path(&format!("{}/", self.url.path().trim_end_matches('/')));
            base
        })
    }

    /// Whether a text begins with this address's host and port, written without a scheme.
    fn names_own_host(&self, address: &str) -> bool {
        let authority = &self.url[url::Position::BeforeHost..url::Position::AfterPort];
        address.get(..authority.len()).is_some_and(|start| start.eq_ignore_ascii_case(authority))
            && address[authority.len()..].starts_with('/')
    }

    fn allows(&self, url: &Url) -> Result<(), LinkRefused> {
        if !url.username().is_empty() || url.password().is_some() {
            return Err(LinkRefused::UserInfo);
        }
        if url.scheme() != self.url.scheme() {
            return Err(LinkRefused::Scheme);
        }
        if url.host() != self.url.host() || url.port_or_known_default() != self.url.port_or_known_default() {
            return Err(LinkRefused::Host);
        }
        self.under(url)
    }

    /// Whether the path, which `url` has already normalised, is the FHIR address's own or below it.
    fn under(&self, url: &Url) -> Result<(), LinkRefused> {
        let base = self.url.path().trim_end_matches('/');
        let below = url.path().strip_prefix(base).ok_or(LinkRefused::Path)?;
        // `..;x` is a parent to servers that cut path parameters off.
        let climbs = below.split('/').any(|segment| matches!(segment.split(';').next(), Some("." | "..")));
        if (below.is_empty() || below.starts_with('/')) && !climbs { Ok(()) } else { Err(LinkRefused::Path) }
    }

    /// The same question to this address. What an inner server has before the resource type is its own matter.
    fn reroot(&self, link: &Url) -> Url {
        let mut url = self.url.clone();
        let segments: Vec<&str> = link.path().split('/').filter(|segment| !segment.is_empty()).collect();
        let question = segments.iter().rposition(|segment| is_type_name(segment)).unwrap_or(segments.len());
        let tail = segments[question..].join("/");
        if !tail.is_empty() {
            url.set_path(&format!("{}/{tail}", self.url.path().trim_end_matches('/')));
        }
        url.set_query(link.query());
        url
    }
}

/// `ExplanationOfBenefit` but not `R4` and not `fhir`.
fn is_type_name(segment: &str) -> bool {
    segment.starts_with(|c: char| c.is_ascii_uppercase()) && segment.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    fn base() -> Base {
        Base::parse("https://payer.example/R4").unwrap()
    }

    fn confine(link: &str) -> Result<String, LinkRefused> {
        let base = base();
        let request = base.address(&["ExplanationOfBenefit"], &[("patient", "1")]).unwrap();
        base.confine(&request, link, ForeignLinks::Refuse).map(|url| url.as_str().to_owned())
    }

    fn reroot(link: &str) -> Result<String, LinkRefused> {
        let base = base();
        let request = base.address(&["ExplanationOfBenefit"], &[("patient", "1")]).unwrap();
        base.confine(&request, link, ForeignLinks::Reroot).map(|url| url.as_str().to_owned())
    }

    /// T6
    #[test]
    fn links_under_the_fhir_address_are_followed() {
        let table = [
            (
                "https://payer.example/R4?_getpages=a&_getpagesoffset=50",
                "https://payer.example/R4?_getpages=a&_getpagesoffset=50",
            ),
            (
                "https://payer.example/R4/ExplanationOfBenefit?page=2",
                "https://payer.example/R4/ExplanationOfBenefit?page=2",
            ),
            ("https://payer.example:443/R4?a=1", "https://payer.example/R4?a=1"),
            ("HTTPS://PAYER.EXAMPLE/R4?a=1", "https://payer.example/R4?a=1"),
            ("//payer.example/R4?a=1", "https://payer.example/R4?a=1"),
            ("payer.example/R4?a=1", "https://payer.example/R4?a=1"),
            ("/R4?a=1", "https://payer.example/R4?a=1"),
            ("?a=1", "https://payer.example/R4/ExplanationOfBenefit?a=1"),
            ("?_getpages=1", "https://payer.example/R4?_getpages=1"),
            ("ExplanationOfBenefit?a=1", "https://payer.example/R4/ExplanationOfBenefit?a=1"),
            ("../R4/Patient?a=1", "https://payer.example/R4/Patient?a=1"),
            ("/R4?u=https://other.example/%2e%2e/@x#top", "https://payer.example/R4?u=https://other.example/%2e%2e/@x"),
            (" /R4?name=a b|c ", "https://payer.example/R4?name=a%20b|c"),
        ];
        for (link, expected) in table {
            assert_eq!(confine(link).as_deref(), Ok(expected), "{link}");
        }
    }

    #[test]
    fn what_begins_with_a_type_is_relative_to_the_fhir_address_on_every_page() {
        let base = base();
        for page in ["/R4?_getpages=1", "/R4/Coverage/_search?a=1"] {
            let page = base.confine_kept(page).unwrap();
            let next = base.confine(&page, "Coverage?page=2", ForeignLinks::Refuse).unwrap();
            assert_eq!(next.as_str(), "https://payer.example/R4/Coverage?page=2");
        }
    }

    /// T6
    #[test]
    fn links_that_leave_the_fhir_address_are_refused() {
        let table = [
            ("https://other.example/R4?a=1", LinkRefused::Host),
            ("//other.example/R4?a=1", LinkRefused::Host),
            ("https://payer.example.other.example/R4", LinkRefused::Host),
            ("https://payer.example./R4", LinkRefused::Host),
            ("https://payer.example:8443/R4", LinkRefused::Host),
            ("https://xn--payr-example/R4", LinkRefused::Unreadable),
            ("https://xn--pyer-loa.example/R4", LinkRefused::Host),
            ("https://p\u{430}yer.example/R4", LinkRefused::Unreadable),
            ("https://payer\u{3002}example/R4", LinkRefused::Unreadable),
            ("http://payer.example/R4?a=1", LinkRefused::Scheme),
            ("http://payer.example:443/R4?a=1", LinkRefused::Scheme),
            ("ftp://payer.example/R4", LinkRefused::Scheme),
            ("javascript:alert(1)", LinkRefused::Scheme),
            ("file:///etc/passwd", LinkRefused::Scheme),
            ("https://payer.example@other.example/R4", LinkRefused::UserInfo),
            ("https://a:b@payer.example/R4", LinkRefused::UserInfo),
            ("https://@payer.example/R4", LinkRefused::UserInfo),
            ("https://other.example\\@payer.example/R4", LinkRefused::UserInfo),
            ("https:\\\\payer.example\\R4", LinkRefused::Unreadable),
            ("/\\other.example/R4", LinkRefused::Unreadable),
            ("\\\\other.example/R4", LinkRefused::Unreadable),
            ("https://payer.example/R4/..%2f..%2fadmin", LinkRefused::Unreadable),
            ("https://payer.example/R4/%2e%2e/admin", LinkRefused::Unreadable),
            ("https://payer.example/R4/%252e%252e/admin", LinkRefused::Unreadable),
            ("https://payer.example%2f.other.example/R4", LinkRefused::Unreadable),
            ("https://payer.example/R4/../admin", LinkRefused::Path),
            ("https://payer.example/R4/..;/admin", LinkRefused::Path),
            ("https://payer.example/R4x?a=1", LinkRefused::Path),
            ("https://payer.example/r4?a=1", LinkRefused::Path),
            ("https://payer.example/?a=1", LinkRefused::Path),
            ("/oauth/token", LinkRefused::Path),
            ("https://payer.example/R4\t?a=1", LinkRefused::Unreadable),
            ("https://payer.example/R4?a=\n1", LinkRefused::Unreadable),
            ("", LinkRefused::Unreadable),
        ];
        for (link, expected) in table {
            assert_eq!(confine(link), Err(expected), "{link:?}");
        }
        assert_eq!(confine(&format!("/R4?a={}", "x".repeat(LONGEST_LINK))), Err(LinkRefused::Unreadable));
    }

    /// T6
    #[test]
    fn a_rerooted_link_asks_the_fhir_address_and_never_the_links_host() {
        let table = [
            ("http://inner:8080/fhir/R4?_getpages=a", "https://payer.example/R4?_getpages=a"),
            ("http://inner:8080/fhir/ExplanationOfBenefit?p=2", "https://payer.example/R4/ExplanationOfBenefit?p=2"),
            ("http://inner/x/Coverage/_search?p=2", "https://payer.example/R4/Coverage/_search?p=2"),
            ("https://payer.example/fhir?p=2", "https://payer.example/R4?p=2"),
        ];
        for (link, expected) in table {
            assert_eq!(reroot(link).as_deref(), Ok(expected), "{link}");
        }
        assert_eq!(reroot("https://a@inner/R4?x"), Err(LinkRefused::UserInfo));
    }

    #[test]
    fn a_base_is_https_or_on_this_computer() {
        assert!(Base::parse("https://payer.example/R4/").is_ok());
        assert!(Base::parse("http://127.0.0.1:4000/R4").is_ok());
        assert!(Base::parse("http://[::1]:4000/R4").is_ok());
        assert_eq!(Base::parse("http://payer.example/R4"), Err(BaseRefused::NotHttps));
        assert_eq!(Base::parse("https://a@payer.example/R4"), Err(BaseRefused::Parts));
        assert_eq!(Base::parse("https://payer.example/R4?a"), Err(BaseRefused::Parts));
        assert_eq!(Base::parse("payer.example"), Err(BaseRefused::Unreadable));
    }

    #[test]
    fn ids_stay_one_segment() {
        let url = |id: &str| base().address(&["Patient", id], &[]).map(|url| url.as_str().to_owned());
        assert_eq!(url("a/../b").as_deref(), Ok("https://payer.example/R4/Patient/a%2F..%2Fb"));
        assert_eq!(url(".."), Err(LinkRefused::Path));
        assert_eq!(url(""), Err(LinkRefused::Path));
    }

    #[test]
    fn a_base_without_a_path_covers_its_origin() {
        let base = Base::parse("https://payer.example/").unwrap();
        let request = base.address(&["Patient"], &[]).unwrap();
        assert_eq!(request.as_str(), "https://payer.example/Patient");
        assert!(base.confine(&request, "/?_getpages=1", ForeignLinks::Refuse).is_ok());
        assert_eq!(base.confine(&request, "//other.example/", ForeignLinks::Refuse), Err(LinkRefused::Host));
    }

    #[test]
    fn debugging_an_address_shows_no_query() {
        let url = base().address(&["ExplanationOfBenefit"], &[("patient", "canary")]).unwrap();
        assert!(!format!("{url:?}").contains("canary"));
    }

    fn link() -> impl Strategy<Value = String> {
        let scheme = select(vec![
            "https://",
            "https://",
            "https://",
            "http://",
            "//",
            "",
            "https:",
            "https:/",
            "https:\\\\",
            "/",
            "\\\\",
            "ftp://",
            "HtTpS://",
            "https:///",
            "data:",
        ]);
        let user = select(vec!["", "", "", "", "u@", "u:p@", "payer.example@", "@", "payer.example\\@", "u%40"]);
        let host = select(vec![
            "payer.example",
            "payer.example",
            "payer.example",
            "PAYER.example",
            "other.example",
            "payer.example.",
            "payer.example.other.example",
            "p\u{430}yer.example",
            "payer\u{3002}example",
            "payer%2eexample",
            "",
            "127.0.0.1",
            "xn--pyer-loa.example",
            "payer.example%00.other.example",
            "payer.example\t",
            "[::1]",
        ]);
        let port = select(vec!["", "", "", ":443", ":80", ":8443", ":", ":0443", ":99999"]);
        let segment = select(vec![
            "/R4",
            "/R4",
            "/R4",
            "/r4",
            "/R4x",
            "/",
            "//",
            "/..",
            "/.",
            "/%2e%2e",
            "/%2E.",
            "/..%2f",
            "/%5c..",
            "\\..",
            "/..;",
            "/ExplanationOfBenefit",
            "/admin",
            "/R4;x",
            "/%252e",
            " ",
            "\u{2215}",
            "",
            "@other.example",
        ]);
        let tail = prop_oneof![
            select(vec!["", "?_getpages=1", "?u=//other.example", "#/../..", "?a#b", "?\u{0}", "?\r\nHost: x"])
                .prop_map(str::to_owned),
            "[?#][ -~]{0,12}",
        ];
        (scheme, user, host, port, prop::collection::vec(segment, 0..5), tail).prop_map(
            |(scheme, user, host, port, path, tail)| format!("{scheme}{user}{host}{port}{}{tail}", path.concat()),
        )
    }

    /// Reads an address by hand, so that the judge is not the code (nor the parser) that is judged.
    fn stays(url: &str) -> bool {
        let Some(rest) = url.strip_prefix("https://payer.example/R4") else { return false };
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        (path.is_empty() || path.starts_with('/'))
            && !url.split('?').next().unwrap_or_default().contains(['\\', '%', '@'])
            && path.split('/').all(|segment| segment != ".." && !segment.starts_with("..;"))
            && url.is_ascii()
    }

    /// T6: whatever a server writes into a link, what is followed stays under the FHIR address.
    #[test]
    fn no_generated_link_leaves_the_fhir_address() {
        let base = base();
        let request = base.address(&["ExplanationOfBenefit"], &[("patient", "1")]).unwrap();
        let followed = std::cell::Cell::new(0_u32);
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            cases: 100_000,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        runner
            .run(&(link(), any::<bool>()), |(link, reroot)| {
                let foreign = if reroot { ForeignLinks::Reroot } else { ForeignLinks::Refuse };
                if let Ok(url) = base.confine(&request, &link, foreign) {
                    followed.set(followed.get() + 1);
                    prop_assert!(stays(url.as_str()), "{link:?} became {}", url.as_str());
                }
                Ok(())
            })
            .unwrap();
        assert!(followed.get() > 2_000, "the generator makes too few good links: {}", followed.get());
    }
}
