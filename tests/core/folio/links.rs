//! Links of the app's scheme that any web page can send: none moves anything, and the sign-in that waits is completed.

use claimfolio_core::ipc::{ConnectStage, ErrorCode};
use claimfolio_demo::Member;
use url::Url;

use super::{
    browser::{ALL, Browser},
    computer::Computer,
};

const REDIRECT: &str = "org.claimfolio.desktop://oauth/callback";
/// A state in the form of ours.
const STATE: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A thousand links that are not the answer, made from what an attacker knows: the form of ours.
fn hostile_links() -> Vec<Vec<u8>> {
    let whole = format!("{REDIRECT}?code=stolen&state={STATE}");
    let mut links: Vec<Vec<u8>> = (0..whole.len()).map(|end| whole.as_bytes()[..end].to_vec()).collect();
    links.extend((0..whole.len()).map(|at| {
        let mut broken = whole.clone().into_bytes();
        broken[at] ^= 0x80;
        broken
    }));
    links.extend(
        [
            format!("{whole}&state={STATE}"),
            format!("{whole}&code=other"),
            format!("{whole}&error=access_denied"),
            format!("{whole}#fragment"),
            format!("{REDIRECT}?error=access_denied&state={STATE}"),
            format!("{REDIRECT}?error=access_denied"),
            format!("{REDIRECT}?state={STATE}"),
            format!("{REDIRECT}?%63ode=stolen&%73tate={STATE}"),
            whole.to_uppercase(),
            whole.replace("oauth", "OAUTH"),
            whole.replace("oauth/callback", "oauth/../oauth/callback"),
            whole.replace("://", "://user@"),
            whole.replace("org.claimfolio.desktop", "javascript"),
            whole.replace("org.claimfolio.desktop://oauth", "https://evil.example"),
            format!(" {whole}"),
            format!("{whole}\n"),
            format!("{whole}&x={}", "y".repeat(10_000)),
            format!("{whole}{}", "&x=y".repeat(100)),
        ]
        .map(String::into_bytes),
    );
    links.push(vec![0xff; 100]);
    links.push(Vec::new());
    for number in 0.. {
        if links.len() == 1_000 {
            return links;
        }
        links.push(format!("{REDIRECT}?code={number}&state={number:A>43}").into_bytes());
    }
    links
}

/// T3
#[tokio::test]
async fn a_thousand_hostile_links_change_nothing_and_the_sign_in_still_completes() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    computer.desktop.take_told();
    computer.plan.forget_requests();
    for hostile in hostile_links() {
        computer.folio.answer_from_browser(&hostile).await;
    }
    assert!(computer.desktop.take_told().is_empty());
    assert_eq!(computer.desktop.fronts(), 0, "no web page can bring the window to the front");
    assert_eq!(computer.plan.requests(), []);
    assert_eq!(computer.folio.connect_attempts().len(), 1);

    computer.folio.answer_from_browser(link.as_bytes()).await;
    assert!(matches!(computer.stage(&attempt), ConnectStage::Confirm { .. }));
    assert_eq!(computer.desktop.fronts(), 1);
    computer.confirm(&attempt).await;
}

/// T3
#[tokio::test]
async fn a_link_without_a_sign_in_has_no_effect() {
    let computer = Computer::new().await;
    computer.desktop.take_told();
    computer.folio.answer_from_browser(format!("{REDIRECT}?code=stolen&state={STATE}").as_bytes()).await;
    computer.folio.answer_from_browser(b"anything").await;
    assert!(computer.desktop.take_told().is_empty());
    assert_eq!((computer.desktop.fronts(), computer.plan.requests().len()), (0, 0));
    assert_eq!(computer.folio.connect_attempts(), []);
    computer.nothing_was_kept().await;
}

/// T3
#[tokio::test]
async fn an_answer_is_good_once() {
    let computer = Computer::new().await;
    let attempt = computer.begin().await;
    let link = computer.link(&attempt, Member::Maria, ALL).await;
    computer.folio.answer_from_browser(link.as_bytes()).await;
    let connection = computer.confirm(&attempt).await;
    computer.synced(&connection).await;
    computer.plan.forget_requests();
    for _ in 0..5 {
        computer.folio.answer_from_browser(link.as_bytes()).await;
    }
    assert_eq!(computer.plan.requests(), []);
    assert_eq!(computer.stage(&attempt), ConnectStage::Connected { connection: connection.clone() });
    assert_eq!(computer.folio.connections().await.unwrap().len(), 1);
}

/// T4
#[tokio::test]
async fn an_attackers_own_code_is_refused_even_with_our_state() {
    let computer = Computer::new().await;
    // The attacker signs in as themselves, with a challenge of their own.
    let mut own_request = computer.plan.authorize();
    own_request.query_pairs_mut().extend_pairs([
        ("response_type", "code"),
        ("client_id", "claimfolio-demo"),
        ("redirect_uri", REDIRECT),
        ("scope", "patient/Patient.read patient/ExplanationOfBenefit.read"),
        ("state", STATE),
        ("code_challenge", "hI2vVv0Er_dHX9lUJo2O8lbFzkxfChVyM2WcHfODLnU"),
        ("code_challenge_method", "S256"),
    ]);
    let stolen = Browser::new().answer(&own_request, Member::Daniel, ALL).await;
    let attempt = computer.begin().await;
    computer.folio.answer_from_browser(stolen.as_bytes()).await;
    assert!(matches!(computer.stage(&attempt), ConnectStage::Waiting { .. }), "another state moves nothing");

    let page = computer.page(&attempt);
    let (_, state) = page.query_pairs().find(|(name, _)| name == "state").unwrap();
    computer.folio.answer_from_browser(stolen.replace(STATE, &state).as_bytes()).await;
    assert_eq!(computer.failed(&attempt), Some(ErrorCode::SignInRefused), "the verifier is not the attacker's");
    assert_eq!(computer.asked("/R4/Patient"), 0);
    computer.nothing_was_kept().await;
}

/// T5
#[tokio::test]
async fn two_sign_ins_are_each_answered_by_their_own() {
    let computer = Computer::new().await;
    let (first, second) = (computer.begin().await, computer.begin().await);
    let maria = computer.link(&first, Member::Maria, ALL).await;
    let daniel = computer.link(&second, Member::Daniel, ALL).await;
    computer.folio.answer_from_browser(daniel.as_bytes()).await;
    assert!(matches!(computer.stage(&first), ConnectStage::Waiting { .. }));
    computer.folio.answer_from_browser(maria.as_bytes()).await;
    for (attempt, name) in [(&first, "Maria Alvarez"), (&second, "Daniel Alvarez")] {
        let ConnectStage::Confirm { person: Some(person), .. } = computer.stage(attempt) else { panic!() };
        assert_eq!(person.name.as_deref(), Some(name));
        let connection = computer.confirm(attempt).await;
        assert_eq!(computer.connection(&connection).await.member_name.as_deref(), Some(name));
    }
}

/// T5
#[tokio::test]
async fn codes_swapped_between_two_sign_ins_reach_nobodys_records() {
    let computer = Computer::new().await;
    let (first, second) = (computer.begin().await, computer.begin().await);
    let maria = computer.link(&first, Member::Maria, ALL).await;
    let daniel = computer.link(&second, Member::Daniel, ALL).await;
    let part = |link: &str, name: &str| {
        let link = Url::parse(link).unwrap();
        link.query_pairs().find(|(one, _)| one == name).unwrap().1.into_owned()
    };
    for (state, code) in [(&maria, &daniel), (&daniel, &maria)] {
        let swapped = format!("{REDIRECT}?code={}&state={}", part(code, "code"), part(state, "state"));
        computer.folio.answer_from_browser(swapped.as_bytes()).await;
    }
    for attempt in [&first, &second] {
        assert_eq!(computer.failed(attempt), Some(ErrorCode::SignInRefused));
    }
    assert_eq!(computer.asked("/R4/Patient"), 0);
    computer.nothing_was_kept().await;
}
