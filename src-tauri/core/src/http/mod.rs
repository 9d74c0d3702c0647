//! The two HTTP clients: one for FHIR, one for token endpoints. Neither follows a redirect.
//!
//! ```text
//! Request ──► address allowed? ──► https client ─────► status 3xx? ──► Response ──► Body, counted after decompression
//!               (T6, else refused)  loopback client     (T7, refused)                (T11, aborted at its limit)
//! ```
//!
//! Nothing here knows FHIR or OAuth. What a status means is decided by who asked.

mod body;
mod client;
mod retry_after;
#[cfg(test)]
pub(crate) mod testing;

pub use body::Body;
pub use client::{HttpClient, NoTls, Response, Timeouts};
pub use retry_after::{LONGEST_RETRY_AFTER, retry_after};
use url::{Host, Url};

/// The most that a token endpoint's answer may hold, decompressed (T11).
pub const TOKEN_LIMIT: u64 = 64 * 1024;

/// The most that a page of a FHIR search may hold, decompressed (T11).
pub const FHIR_PAGE_LIMIT: u64 = 128 * 1024 * 1024;

/// Why an exchange over HTTP gave nothing usable. Carries no URL with a query, no body, no header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// The host could not be found or reached.
    #[error("the host could not be reached")]
    Unreachable,
    /// Time ran out.
    #[error("the host took too long")]
    TimedOut,
    /// An answer with a status that is a fault.
    #[error("the host answered with status {status}")]
    Status {
        /// The status.
        status: u16,
        /// What `Retry-After` asks for.
        retry_after: Option<std::time::Duration>,
    },
    /// The host sent a redirect; it was not followed (T7).
    #[error("the host sent a redirect")]
    Redirected,
    /// The body is larger than allowed, after decompression (T11).
    #[error("the body is too large")]
    TooLarge,
    /// The body broke off or cannot be decompressed.
    #[error("the body broke off")]
    Broken,
    /// The body is not what the content type or the protocol promises.
    #[error("the body cannot be read")]
    Unreadable,
    /// The address is not `https`, and not `http` on this computer (T6).
    #[error("the address is not allowed")]
    AddressRefused,
}

/// Whether a request may go to this address: `https` to any host, `http` to this computer alone, and never with a name
/// or password inside the address.
#[must_use]
pub fn address_allowed(address: &Url) -> bool {
    let plain = address.username().is_empty() && address.password().is_none();
    plain
        && match address.scheme() {
            "https" => address.host().is_some(),
            "http" => is_loopback(address),
            _ => false,
        }
}

/// Whether the host is this computer: `127.0.0.1`, `[::1]` or `localhost`, spelled so (RFC 8252, 8.3).
pub(crate) fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Ipv4(host)) => host == std::net::Ipv4Addr::LOCALHOST,
        Some(Host::Ipv6(host)) => host == std::net::Ipv6Addr::LOCALHOST,
        Some(Host::Domain(host)) => host == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T6
    #[test]
    fn only_https_and_this_computer_are_allowed() {
        for (address, allowed) in [
            ("https://payer.example/R4", true),
            ("https://payer.example:8443/R4", true),
            ("http://127.0.0.1:8080/R4", true),
            ("http://[::1]:8080/R4", true),
            ("http://localhost:8080/R4", true),
            ("HTTP://LOCALHOST/", true),
            ("http://payer.example/R4", false),
            ("http://127.0.0.2/", false),
            ("http://127.0.0.1.payer.example/", false),
            ("http://localhost.payer.example/", false),
            ("http://localhost./", false),
            ("http://[::ffff:127.0.0.1]/", false),
            ("http://0.0.0.0/", false),
            ("https://name@payer.example/", false),
            ("https://:word@payer.example/", false),
            ("ftp://payer.example/", false),
            ("file:///etc/hosts", false),
            ("data:text/plain,x", false),
            ("javascript:alert(1)", false),
        ] {
            assert_eq!(address_allowed(&Url::parse(address).unwrap()), allowed, "{address}");
        }
    }
}
