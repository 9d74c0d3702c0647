//! Where a browser's answer comes back to.

use url::Url;

/// A redirect URI, spelled exactly as it is registered with the payer (RFC 8252, 7).
///
/// Compared byte by byte, never after normalisation: a URL parser lowers schemes, trims spaces and folds `..`, and what
/// it makes equal was not equal on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RedirectUri(String);

/// How an answer reaches this app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedirectKind {
    /// The system hands over links of the app's own scheme (RFC 8252, 7.1).
    DeepLink,
    /// A listener of the app on this computer (RFC 8252, 7.3).
    Loopback,
    /// A web page or another app's scheme: the member pastes its address.
    Pasted,
}

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

    /// How an answer to this address reaches this app.
    #[must_use]
    pub fn kind(&self) -> RedirectKind {
        match Url::parse(&self.0) {
            Ok(url) if url.scheme() == "http" => RedirectKind::Loopback,
            Ok(url) if url.scheme() == "org.claimfolio.desktop" => RedirectKind::DeepLink,
            _ => RedirectKind::Pasted,
        }
    }

    /// The same address on another port of this computer: servers compare loopback addresses without their port
    /// (RFC 8252, 7.3). `None` where the address is no loopback address.
    #[must_use]
    pub fn on_port(&self, port: u16) -> Option<Self> {
        let mut url = Url::parse(&self.0).ok().filter(|_| self.kind() == RedirectKind::Loopback)?;
        url.set_port(Some(port)).ok()?;
        Some(Self(url.to_string()))
    }

    /// The port that is named, where one is.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        Url::parse(&self.0).ok()?.port()
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
    fn an_answer_comes_by_deep_link_by_a_listener_or_by_paste() {
        let redirect = |text: &str| RedirectUri::parse(text).unwrap();
        assert_eq!(RedirectUri::app().kind(), RedirectKind::DeepLink);
        assert_eq!(redirect("https://claimfolio.example/callback").kind(), RedirectKind::Pasted);
        let loopback = redirect("http://127.0.0.1/callback");
        assert_eq!((loopback.kind(), loopback.port()), (RedirectKind::Loopback, None));
        assert_eq!(loopback.on_port(4711), Some(redirect("http://127.0.0.1:4711/callback")));
        assert_eq!(redirect("http://127.0.0.1:17483/callback").port(), Some(17483));
        assert_eq!(RedirectUri::app().on_port(4711), None);
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
