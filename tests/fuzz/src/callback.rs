//! A link that any web page can send.

use std::{collections::HashMap, time::Duration};

use claimfolio_core::{
    auth::{
        authorization_url::AuthorizationRequest,
        callback::{Answer, Callback, LONGEST_LINK},
        endpoint::{ClientKind, OAuthClient},
        flow::{Begin, Effect, Event, FlowId, Flows, Origin, transition},
        pkce::{Pkce, State},
        redirect::RedirectUri,
    },
    ipc::{AddressSource, ConnectionAddresses},
};
use oauth2::PkceCodeVerifier;
use secrecy::ExposeSecret;
use url::{Url, form_urlencoded};

/// The `state` of the sign-in that waits, so that a fuzzer can find it.
const EXPECTED: &str = "abcdefghijklmnopqrstuvwxyz-0123456789_ABCDE";

/// Where its answer comes back to, besides the app's own address.
const OTHER: &str = "https://claimfolio.example/callback/other";

const NOW: Duration = Duration::from_secs(1_000);

/// Reads a link while a sign-in waits. What is accepted is what a second reader finds in it, and nothing but the waiting
/// sign-in's own `state` at its own address moves anything.
pub fn callback(raw: &[u8]) {
    let flows = waiting();
    let Ok(callback) = flows.read(raw) else {
        let (flows, effects) = transition(flows, Event::BadCallback, NOW);
        assert!(effects.iter().all(|effect| matches!(effect, Effect::Tell(_))), "a link that is none did something");
        return assert!(still_waits(&flows));
    };
    agrees(raw, &callback);
    let is_ours = callback.state.expose() == EXPECTED && callback.redirect.as_str() == OTHER;
    let is_code =
        matches!(callback.answer, Answer::Code(_)) && callback.issuer.as_deref() == Some("https://payer.example");
    let (flows, effects) = transition(flows, Event::Callback(callback.clone()), NOW);
    assert_eq!(still_waits(&flows), !is_ours);
    let exchanged = effects.iter().any(|effect| matches!(effect, Effect::Exchange(_)));
    assert_eq!(exchanged, is_ours && is_code, "a code went out that was not to, or the other way round");
    let (_, effects) = transition(flows, Event::Callback(callback), NOW);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Exchange(_))), "a state was used twice");
}

/// Compares what was read with what a lenient reader finds in the same link.
fn agrees(raw: &[u8], callback: &Callback) {
    assert!(raw.len() <= LONGEST_LINK && raw.iter().all(|byte| (0x21..=0x7e).contains(byte)) && !raw.contains(&b'#'));
    let text = std::str::from_utf8(raw).unwrap();
    assert!([RedirectUri::app().as_str(), OTHER].contains(&callback.redirect.as_str()));
    let query = text.strip_prefix(callback.redirect.as_str()).and_then(|rest| rest.strip_prefix('?')).unwrap();
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        found.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    let mut take = |name: &str| {
        let values = found.remove(name).unwrap_or_default();
        assert!(values.len() <= 1, "{name} came twice");
        values.into_iter().next()
    };
    assert_eq!(take("state").as_deref(), Some(callback.state.expose()));
    assert_eq!(take("iss"), callback.issuer);
    let (code, error, _) = (take("code"), take("error"), take("error_description"));
    match &callback.answer {
        Answer::Code(secret) => {
            assert_eq!((code.as_deref(), error), (Some(secret.expose_secret()), None));
            let shown = format!("{:?}", callback.answer);
            assert!(shown.replace("SecretBox<str>([REDACTED])", "") == "Code()", "a code is shown");
        }
        Answer::Refused(refusal) => {
            assert_eq!((code, error.as_deref()), (None, Some(refusal.error.as_str())));
            let words = refusal.description.as_deref().unwrap_or("-");
            assert!(!words.is_empty() && words.chars().count() <= 300 && !words.contains(char::is_control));
        }
    }
    assert_eq!(callback.ignored, found.values().map(Vec::len).sum::<usize>());
    assert!(!format!("{:?}", callback.state).contains(callback.state.expose()), "a state is shown");
}

fn still_waits(flows: &Flows) -> bool {
    flows.iter().any(|flow| flow.is_waiting())
}

/// One sign-in whose answer must name its server, at another address than the app's own.
fn waiting() -> Flows {
    let (state, pkce) = (State::read(EXPECTED).unwrap(), Pkce::random());
    let addresses = ConnectionAddresses {
        used: AddressSource::Shipped,
        fhir: "https://payer.example/R4".to_owned(),
        authorize: "https://payer.example/authorize".to_owned(),
        token: "https://payer.example/token".to_owned(),
        revoke: None,
        issuer: Some("https://payer.example".to_owned()),
        issuer_in_answers: true,
        signs_in_each_time: false,
        smart: false,
        at: "2026-11-20T12:00:00Z".to_owned(),
        steps: Vec::new(),
    };
    let origin = Origin {
        id: FlowId::from_command("one"),
        payer: "payer".to_owned(),
        payer_name: "Payer".to_owned(),
        redirect: RedirectUri::parse(OTHER).unwrap(),
        token_endpoint: Url::parse("https://payer.example/token").unwrap(),
        addresses,
        client: OAuthClient { id: "claimfolio".to_owned(), kind: ClientKind::Public, secret: None },
        asked: vec!["patient/Patient.read".to_owned()],
        issuer: Some("https://payer.example".to_owned()),
        renews: None,
        started_at: jiff::Timestamp::UNIX_EPOCH,
        links_come_back: true,
    };
    let endpoint = Url::parse("https://payer.example/authorize").unwrap();
    let request = AuthorizationRequest {
        endpoint: &endpoint,
        client_id: "claimfolio",
        redirect: &origin.redirect,
        scopes: &origin.asked,
        state: &state,
        challenge: &pkce.challenge,
        audience: None,
    };
    let url = request.url().unwrap();
    let verifier = PkceCodeVerifier::new(pkce.verifier.secret().clone());
    let begin = Event::Begin(Box::new(Begin { origin, url, state, verifier }));
    transition(Flows::default(), begin, NOW).0
}
