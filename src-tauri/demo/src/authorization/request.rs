//! An authorization request, checked parameter by parameter.

use std::collections::BTreeSet;

use url::Url;

use super::form::Parameters;
use super::scope::Scope;
use crate::options::Options;

/// Exactly these parameters make a request. `aud` may come besides: apps send it to a server that publishes a SMART
/// configuration, as this one does (SMART App Launch 2.2).
const PARAMETERS: [&str; 7] =
    ["response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"];

/// A request that may be shown to a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) scopes: BTreeSet<Scope>,
    pub(crate) state: String,
    pub(crate) challenge: String,
}

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Nobody knows that the app is to be told: a page says so (RFC 6749, 4.1.2.1).
    Page(&'static str),
    /// The app is told: the address to send the browser to.
    Redirect(String),
}

/// Checks a request.
pub(crate) fn check(parameters: &Parameters, options: &Options) -> Result<Request, Refusal> {
    let client_id = parameters.only("client_id").ok_or(Refusal::Page("client_id"))?;
    if client_id != options.client_id {
        return Err(Refusal::Page("client_id"));
    }
    let redirect_uri = parameters.only("redirect_uri").ok_or(Refusal::Page("redirect_uri"))?;
    if !is_registered(redirect_uri, options) {
        return Err(Refusal::Page("redirect_uri"));
    }
    let state = parameters.only("state");
    let refuse = |error: &str, description: &str| {
        Refusal::Redirect(answer_address(redirect_uri, &error_answer(error, description, state)))
    };
    if let Some(name) = parameters.repeated() {
        return Err(refuse("invalid_request", &format!("{} came more than once", listed(name))));
    }
    if let Some((name, _)) = parameters.iter().find(|(name, _)| !PARAMETERS.contains(name) && *name != "aud") {
        return Err(refuse("invalid_request", &format!("{} is not supported", listed(name))));
    }
    for name in PARAMETERS {
        if parameters.only(name).is_none() {
            return Err(refuse("invalid_request", &format!("{name} is missing")));
        }
    }
    let value = |name| parameters.only(name).unwrap_or_default();
    if value("response_type") != "code" {
        return Err(refuse("unsupported_response_type", "response_type must be code"));
    }
    if value("code_challenge_method") != "S256" {
        return Err(refuse("invalid_request", "code_challenge_method must be S256"));
    }
    let challenge = value("code_challenge");
    if crate::secret::Hash::from_text(challenge).is_none() {
        return Err(refuse("invalid_request", "code_challenge is not a SHA-256 hash in base64url"));
    }
    let Some(scopes) = Scope::parse_list(value("scope"), options.profile.scopes) else {
        return Err(refuse("invalid_scope", "each scope must be one that this plan lists; there are no wildcards"));
    };
    Ok(Request {
        client_id: client_id.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        scopes,
        state: value("state").to_owned(),
        challenge: challenge.to_owned(),
    })
}

/// The name if it is one that the documents know; no text of a stranger's is repeated.
fn listed(name: &str) -> &str {
    PARAMETERS.into_iter().find(|known| *known == name).unwrap_or("a parameter")
}

fn is_registered(redirect_uri: &str, options: &Options) -> bool {
    if options.redirect_uris.iter().any(|registered| registered == redirect_uri) {
        return true;
    }
    options.loopback_redirects
        && (redirect_uri.starts_with("http://127.0.0.1:") || redirect_uri.starts_with("http://[::1]:"))
        && Url::parse(redirect_uri).is_ok_and(|url| {
            matches!(url.host_str(), Some("127.0.0.1" | "[::1]"))
                && url.username().is_empty()
                && url.password().is_none()
                && url.fragment().is_none()
        })
}

/// The parameters of an answer that says no.
pub(crate) fn error_answer(error: &str, description: &str, state: Option<&str>) -> Vec<(String, String)> {
    let mut answer =
        vec![("error".to_owned(), error.to_owned()), ("error_description".to_owned(), description.to_owned())];
    answer.extend(state.map(|state| ("state".to_owned(), state.to_owned())));
    answer
}

/// The redirect address with an answer in its query.
pub(crate) fn answer_address(redirect_uri: &str, answer: &[(String, String)]) -> String {
    let query: Vec<String> = answer.iter().map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
    let mark = if redirect_uri.contains('?') { '&' } else { '?' };
    format!("{redirect_uri}{mark}{}", query.join("&"))
}

/// `%20` rather than `+` for a space: some apps read custom schemes with URI rules, not with those of forms.
fn percent_encoded(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHALLENGE: &str = "hI2vVv0Er_dHX9lUJo2O8lbFzkxfChVyM2WcHfODLnU";

    fn good() -> Vec<(&'static str, &'static str)> {
        vec![
            ("response_type", "code"),
            ("client_id", "claimfolio-demo"),
            ("redirect_uri", "org.claimfolio.desktop://oauth/callback"),
            ("scope", "patient/Patient.read patient/Coverage.read"),
            ("state", "a state & more"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ]
    }

    fn checked(parameters: &[(&str, &str)]) -> Result<Request, Refusal> {
        let text: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        check(&Parameters::parse(text.as_bytes()), &Options::default())
    }

    fn error_of(result: Result<Request, Refusal>) -> String {
        let Err(Refusal::Redirect(address)) = result else { panic!("not sent back: {result:?}") };
        let url = Url::parse(&address).unwrap();
        url.query_pairs().find(|(name, _)| name == "error").unwrap().1.into_owned()
    }

    #[test]
    fn a_whole_request_is_accepted() {
        assert_eq!(checked(&good()).unwrap().state, "a state & more");
    }

    #[test]
    fn each_missing_empty_or_repeated_parameter_is_refused() {
        for place in 0..PARAMETERS.len() {
            let unknown_app = matches!(PARAMETERS[place], "client_id" | "redirect_uri");
            let mut without = good();
            without.remove(place);
            let mut empty = good();
            empty[place].1 = "";
            let mut twice = good();
            twice.push(good()[place]);
            for bad in [without, empty, twice] {
                let result = checked(&bad);
                if unknown_app {
                    assert_eq!(result, Err(Refusal::Page(PARAMETERS[place])));
                } else {
                    assert_eq!(error_of(result), "invalid_request", "{bad:?}");
                }
            }
        }
    }

    #[test]
    fn an_unknown_parameter_is_refused() {
        let mut more = good();
        more.push(("aud", "http://127.0.0.1/R4"));
        assert!(checked(&more).is_ok());
        more.push(("launch", "x"));
        assert_eq!(error_of(checked(&more)), "invalid_request");
    }

    #[test]
    fn wrong_values_are_refused_by_their_own_error() {
        for (place, value, error) in [
            (0, "token", "unsupported_response_type"),
            (3, "patient/*.read", "invalid_scope"),
            (3, "patient/Patient.read openid", "invalid_scope"),
            (5, "short", "invalid_request"),
            (6, "plain", "invalid_request"),
        ] {
            let mut bad = good();
            bad[place].1 = value;
            assert_eq!(error_of(checked(&bad)), error);
        }
    }

    #[test]
    fn a_redirect_address_must_be_the_registered_one_character_by_character() {
        for other in [
            "org.claimfolio.desktop://oauth/callback/",
            "org.claimfolio.desktop://OAUTH/callback",
            "org.claimfolio.desktop://oauth/callback?x=1",
            "http://127.0.0.1:4000/callback",
        ] {
            let mut bad = good();
            bad[2].1 = other;
            assert_eq!(checked(&bad), Err(Refusal::Page("redirect_uri")), "{other}");
        }
    }

    #[test]
    fn a_loopback_address_is_accepted_on_any_port_only_where_allowed() {
        let options = Options { loopback_redirects: true, ..Options::default() };
        assert!(is_registered("http://127.0.0.1:51234/callback", &options));
        assert!(is_registered("http://[::1]:1/", &options));
        for other in
            ["http://127.0.0.1:1@evil.example/", "http://localhost:1/", "https://127.0.0.1:1/", "http://127.0.0.1:1/#x"]
        {
            assert!(!is_registered(other, &options), "{other}");
        }
    }
}
