//! Where a browser's answer comes back to.

use url::Url;

/// A redirect URI, spelled exactly as it is registered with the payer (RFC 8252, 7).
///
/// Compared byte by byte, never after normalisation: a URL parser lowers schemes, trims spaces and folds `..`, and what
/// it makes equal was not equal on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RedirectUri(String);

/// The text cannot serve as a redirect URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a redirect URI: needs a private scheme, https or http on this computer, a host and no query or fragment")]
pub struct NotARedirect;

impl RedirectUri {
    /// The redirect URI that this app registers everywhere by default.
    #[must_use]
    pub fn app() -> Self {
        Self("org.claimfolio.desktop://oauth/callback".to_owned())
    }

    /// Takes a redirect URI as a payer's entry has it.
    ///
    /// # Errors
    /// [`NotARedirect`] for anything with a user name, a query, a fragment or a host missing, for plain `http` to another
    /// computer, for a scheme without a dot (RFC 8252, 7.1), and for a spelling that a URL parser would change.
    pub fn parse(text: &str) -> Result<Self, NotARedirect> {
        let url = Url::parse(text).map_err(|_| NotARedirect)?;
        let private = url.scheme().contains('.') && url.port().is_none();
        let scheme_fits = private || (matches!(url.scheme(), "http" | "https") && crate::http::address_allowed(&url));
        let plain = url.username().is_empty() && url.password().is_none();
        let bare = url.query().is_none() && url.fragment().is_none() && url.has_host() && url.as_str() == text;
        if scheme_fits && plain && bare { Ok(Self(text.to_owned())) } else { Err(NotARedirect) }
    }

    /// The registered spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_apps_own_redirect_is_one() {
        assert_eq!(RedirectUri::parse(RedirectUri::app().as_str()), Ok(RedirectUri::app()));
    }

    #[test]
    fn only_exact_and_bare_addresses_are_redirects() {
        for (text, fits) in [
            ("org.claimfolio.desktop://oauth/callback/uhc", true),
            ("http://127.0.0.1:17483/callback", true),
            ("https://claimfolio.example/callback", true),
            ("claimfolio://oauth/callback", false),
            ("http://payer.example/callback", false),
            ("org.claimfolio.desktop:/oauth", false),
            ("org.claimfolio.desktop://oauth/callback?x=1", false),
            ("org.claimfolio.desktop://oauth/callback#x", false),
            ("org.claimfolio.desktop://me@oauth/callback", false),
            ("org.claimfolio.desktop://oauth:1/callback", false),
            ("ORG.claimfolio.desktop://oauth/callback", false),
            ("org.claimfolio.desktop://oauth/a/../callback", false),
            (" org.claimfolio.desktop://oauth/callback", false),
        ] {
            assert_eq!(RedirectUri::parse(text).is_ok(), fits, "{text}");
        }
    }
}
