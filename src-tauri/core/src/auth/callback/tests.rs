use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use secrecy::ExposeSecret;

use super::*;

const STATE: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-_";

fn read(link: &str) -> Result<Callback, CallbackError> {
    parse_callback(link.as_bytes(), &RedirectUri::app())
}

fn link(query: &str) -> String {
    format!("org.claimfolio.desktop://oauth/callback?{query}")
}

#[test]
fn a_code_comes_back() {
    let callback = read(&link(&format!("code=SplxlOBeZQQYbYS6WxSbIA&state={STATE}"))).unwrap();
    let Answer::Code(code) = callback.answer else { panic!("no code") };
    assert_eq!(code.expose_secret(), "SplxlOBeZQQYbYS6WxSbIA");
    assert_eq!(callback.state.expose(), STATE);
    assert_eq!((callback.issuer, callback.ignored), (None, 0));
}

#[test]
fn the_order_of_parameters_and_what_is_unknown_do_not_matter() {
    let query = format!("session_state=x&state={STATE}&&iss=https%3A%2F%2Fpayer.example&code=a%2Bb%2Fc%3D&scope=");
    let callback = read(&link(&query)).unwrap();
    let Answer::Code(code) = callback.answer else { panic!("no code") };
    assert_eq!(code.expose_secret(), "a+b/c=");
    assert_eq!(callback.issuer.as_deref(), Some("https://payer.example"));
    assert_eq!(callback.ignored, 2);
}

#[test]
fn an_error_comes_back_with_words_that_can_be_shown() {
    let query = format!("error=access_denied&error_description=Member+eligibility%0A%E2%80%AEfailed&state={STATE}");
    let Answer::Refused(refusal) = read(&link(&query)).unwrap().answer else { panic!("not refused") };
    assert_eq!(refusal.error, "access_denied");
    assert_eq!(refusal.description.as_deref(), Some("Member eligibility failed"));
}

#[test]
fn a_link_shows_neither_code_nor_state_in_debug_output() {
    let shown = format!("{:?}", read(&link(&format!("code=SplxlOBeZQQ&state={STATE}"))).unwrap());
    assert!(!shown.contains("SplxlOBeZQQ") && !shown.contains(STATE), "{shown}");
}

/// T3
#[test]
fn each_rule_refuses_what_it_is_for() {
    let good = link(&format!("code=c&state={STATE}"));
    for (hostile, error) in [
        (String::new(), CallbackError::Length),
        (format!("{good}&x={}", "x".repeat(LONGEST_LINK)), CallbackError::Length),
        (format!(" {good}"), CallbackError::Byte),
        (format!("{good}\n"), CallbackError::Byte),
        (format!("{good}\u{fffd}"), CallbackError::Byte),
        (format!("{good}#"), CallbackError::Fragment),
        (good.replace("org.claim", "Org.claim"), CallbackError::Elsewhere),
        (good.replace("://oauth", "://user@oauth"), CallbackError::Elsewhere),
        (good.replace("://oauth", "://oauth:80"), CallbackError::Elsewhere),
        (good.replace("://oauth", "://OAUTH"), CallbackError::Elsewhere),
        (good.replace("/callback", "/callback/"), CallbackError::Elsewhere),
        (good.replace("/callback", "/callback/../callback"), CallbackError::Elsewhere),
        (good.replace("/callback", "/callback2"), CallbackError::Elsewhere),
        (good.replace("/callback", "/%63allback"), CallbackError::Elsewhere),
        (good.replace("://", ":/"), CallbackError::Elsewhere),
        (good.replace('?', ""), CallbackError::Elsewhere),
        (format!("{good}&code=d"), CallbackError::Twice),
        (format!("{good}&%63ode=d"), CallbackError::Twice),
        (format!("{good}&state={STATE}"), CallbackError::Twice),
        (format!("{good}&iss=a&iss=a"), CallbackError::Twice),
        (format!("{good}{}", "&x=1".repeat(40)), CallbackError::TooMany),
        (format!("{good}&x=%"), CallbackError::Value),
        (format!("{good}&x=%4"), CallbackError::Value),
        (format!("{good}&x=%+1"), CallbackError::Value),
        (format!("{good}&x=%ff"), CallbackError::Value),
        (format!("{good}&x=%00"), CallbackError::Value),
        (format!("{good}&iss="), CallbackError::Value),
        (link(&format!("code=&state={STATE}")), CallbackError::Value),
        (link(&format!("code=caf%C3%A9&state={STATE}")), CallbackError::Value),
        (link("code=c"), CallbackError::State),
        (link("code=c&state="), CallbackError::State),
        (link(&format!("code=c&state={STATE}x")), CallbackError::State),
        (link(&format!("code=c&state={}%3D", &STATE[..42])), CallbackError::State),
        (link(&format!("state={STATE}")), CallbackError::Answer),
        (link(&format!("code=c&error=access_denied&state={STATE}")), CallbackError::Answer),
    ] {
        assert_eq!(read(&hostile).err(), Some(error), "{hostile}");
    }
}

/// One way to spoil a good link; each must be refused wherever it strikes.
fn hostile_link() -> impl Strategy<Value = Vec<u8>> {
    let parameter = prop::sample::select(vec!["code", "state", "iss", "error", "error_description"]);
    let base = "[A-Za-z0-9_-]{43}".prop_map(|state| link(&format!("code=abc&state={state}")));
    let refused_byte = prop_oneof![0_u8..=0x20, 0x7f_u8..=0xff, Just(b'#')];
    prop_oneof![
        // A byte that no link has, anywhere.
        (base.clone(), any::<prop::sample::Index>(), refused_byte).prop_map(|(link, place, byte)| {
            let mut link = link.into_bytes();
            let place = place.index(link.len() + 1);
            link.insert(place, byte);
            link
        }),
        // One byte of the address changed.
        (base.clone(), any::<prop::sample::Index>(), 0x21_u8..=0x7e).prop_filter_map(
            "the same byte",
            |(link, at, byte)| {
                let mut link = link.into_bytes();
                let place = at.index("org.claimfolio.desktop://oauth/callback?".len());
                let same = link[place] == byte;
                link[place] = byte;
                (!same).then_some(link)
            }
        ),
        // Something put into the address.
        (base.clone(), any::<prop::sample::Index>(), "[!-~]{1,20}").prop_filter_map(
            "still ours",
            |(link, at, more)| {
                let ours = "org.claimfolio.desktop://oauth/callback?";
                let mut link = link;
                link.insert_str(at.index(ours.len()), &more);
                (!link.starts_with(ours)).then(|| link.into_bytes())
            }
        ),
        // A parameter that came twice, its name spelled in any mixture of escapes.
        (base.clone(), parameter, prop::collection::vec(any::<bool>(), 20), "[a-z]{0,9}").prop_map(
            |(link, name, escaped, value)| {
                let name: String = name
                    .bytes()
                    .zip(escaped)
                    .map(|(byte, escape)| if escape { format!("%{byte:02X}") } else { char::from(byte).to_string() })
                    .collect();
                format!("{link}&{name}={value}&{name}={value}").into_bytes()
            }
        ),
        // A `state` of another length, or with a character that ours never have.
        "[A-Za-z0-9_-]{0,42}".prop_map(|state| link(&format!("code=abc&state={state}")).into_bytes()),
        "[A-Za-z0-9_-]{44,90}".prop_map(|state| link(&format!("code=abc&state={state}")).into_bytes()),
        "[A-Za-z0-9_-]{20}[!$'()*,./:;=?@~][A-Za-z0-9_-]{22}"
            .prop_map(|state| link(&format!("code=abc&state={state}")).into_bytes()),
        // Too long, however it is filled.
        (base.clone(), LONGEST_LINK..LONGEST_LINK * 2, 0x21_u8..=0x7e).prop_map(|(link, length, filler)| {
            let mut link = (link + "&x=").into_bytes();
            link.resize(length.max(LONGEST_LINK + 1), filler);
            link
        }),
        // Not a link at all.
        prop::collection::vec(any::<u8>(), 0..200),
        "[ -~]{0,300}".prop_map(String::into_bytes),
    ]
}

/// T3
#[test]
fn of_ten_thousand_hostile_links_none_is_accepted() {
    let mut runner = TestRunner::new(Config { cases: 10_000, failure_persistence: None, ..Config::default() });
    let accepted = runner.run(&hostile_link(), |link| {
        prop_assert!(parse_callback(&link, &RedirectUri::app()).is_err());
        Ok(())
    });
    assert_eq!(accepted, Ok(()));
}
