//! The address that the browser opens (RFC 6749, 4.1.1; RFC 7636, 4.3).

use oauth2::basic::BasicClient;
use oauth2::{AuthUrl, ClientId, CsrfToken, PkceCodeChallenge, RedirectUrl, Scope};
use url::Url;

use super::pkce::State;
use super::redirect::RedirectUri;
use crate::http::HttpError;

/// An address with a `state` in it. Shows its host alone in debug output.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthorizationUrl(Url);

impl AuthorizationUrl {
    /// The whole address, for the browser and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &Url {
        &self.0
    }
}

impl std::fmt::Debug for AuthorizationUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("AuthorizationUrl").field(&self.0.host_str().unwrap_or_default()).finish()
    }
}

/// What an authorization request says.
#[derive(Debug, Clone, Copy)]
pub struct AuthorizationRequest<'a> {
    /// The payer's authorization endpoint.
    pub endpoint: &'a Url,
    /// This app's registration.
    pub client_id: &'a str,
    /// Where the answer shall come back to.
    pub redirect: &'a RedirectUri,
    /// What is asked for, each scope by name.
    pub scopes: &'a [String],
    /// Single use.
    pub state: &'a State,
    /// Of a verifier that was never used.
    pub challenge: &'a PkceCodeChallenge,
    /// The FHIR base as `aud`, for SMART servers that demand it; the payers' documents do not list it.
    pub audience: Option<&'a Url>,
}

impl AuthorizationRequest<'_> {
    /// Builds the address: seven parameters, and `aud` where it is asked for.
    ///
    /// # Errors
    /// [`HttpError::AddressRefused`] where the endpoint or the redirect URI cannot be used.
    pub fn url(&self) -> Result<AuthorizationUrl, HttpError> {
        if !crate::http::address_allowed(self.endpoint) {
            return Err(HttpError::AddressRefused);
        }
        let redirect = RedirectUrl::new(self.redirect.as_str().to_owned()).map_err(|_| HttpError::AddressRefused)?;
        let client = BasicClient::new(ClientId::new(self.client_id.to_owned()))
            .set_auth_uri(AuthUrl::from_url(self.endpoint.clone()))
            .set_redirect_uri(redirect);
        let mut request = client
            .authorize_url(|| CsrfToken::new(self.state.expose().to_owned()))
            .add_scopes(self.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(self.challenge.clone());
        if let Some(audience) = self.audience {
            request = request.add_extra_param("aud", audience.as_str());
        }
        Ok(AuthorizationUrl(request.url().0))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::auth::pkce::Pkce;

    fn parameters(audience: Option<&Url>, state: &State, pkce: &Pkce) -> BTreeMap<String, String> {
        let url = AuthorizationRequest {
            endpoint: &Url::parse("https://hsid.fhir.flex.optum.com/oauth/authorize/").unwrap(),
            client_id: "an id",
            redirect: &RedirectUri::app(),
            scopes: &["patient/Patient.read".to_owned(), "patient/Coverage.read".to_owned()],
            state,
            challenge: &pkce.challenge,
            audience,
        }
        .url()
        .unwrap();
        let url = url.expose();
        assert!(url.as_str().starts_with("https://hsid.fhir.flex.optum.com/oauth/authorize/?"), "{url}");
        let mut found = BTreeMap::new();
        for (name, value) in url.query_pairs().into_owned() {
            assert!(found.insert(name.clone(), value).is_none(), "{name} came twice");
        }
        found
    }

    fn take(parameters: &mut BTreeMap<String, String>, name: &str) -> String {
        parameters.remove(name).unwrap_or_else(|| panic!("{name} is missing"))
    }

    #[test]
    fn the_address_has_the_documented_parameters_and_no_others() {
        let (state, pkce) = (State::random(), Pkce::random());
        let mut found = parameters(None, &state, &pkce);
        assert_eq!(take(&mut found, "response_type"), "code");
        assert_eq!(take(&mut found, "client_id"), "an id");
        assert_eq!(take(&mut found, "scope"), "patient/Patient.read patient/Coverage.read");
        assert_eq!(take(&mut found, "state"), state.expose());
        assert_eq!(take(&mut found, "redirect_uri"), "org.claimfolio.desktop://oauth/callback");
        assert_eq!(take(&mut found, "code_challenge"), pkce.challenge.as_str());
        assert_eq!(take(&mut found, "code_challenge_method"), "S256");
        assert_eq!(found, BTreeMap::new(), "nothing else");
    }

    #[test]
    fn an_audience_is_named_only_where_it_is_asked_for() {
        let audience = Url::parse("https://hsid.fhir.flex.optum.com/R4").unwrap();
        let mut found = parameters(Some(&audience), &State::random(), &Pkce::random());
        assert_eq!(take(&mut found, "aud"), "https://hsid.fhir.flex.optum.com/R4");
        assert_eq!(found.len(), 7);
    }

    #[test]
    fn an_address_shows_its_host_alone_in_debug_output() {
        let url = AuthorizationUrl(Url::parse("https://payer.example/authorize?state=secret").unwrap());
        assert_eq!(format!("{url:?}"), "AuthorizationUrl(\"payer.example\")");
    }
}
