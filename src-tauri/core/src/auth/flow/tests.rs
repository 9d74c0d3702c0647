use oauth2::PkceCodeVerifier;
use secrecy::ExposeSecret;
use url::Url;

use super::*;
use crate::auth::authorization_url::AuthorizationRequest;
use crate::auth::endpoint::{ClientKind, OAuthClient};
use crate::auth::pkce::Pkce;
use crate::auth::scope::Scopes;
use crate::http::HttpError;
use crate::ipc::{AddressSource, ConnectStage, ConnectionAddresses, DataKind};

/// Runs the machine as the app does: events in, effects out.
struct Machine {
    flows: Flows,
    now: Duration,
}

/// A sign-in begun by a test, with the secrets that only the browser and the payer see.
struct Begun {
    id: FlowId,
    state: String,
    verifier: String,
    redirect: RedirectUri,
}

impl Machine {
    fn new() -> Self {
        Self { flows: Flows::default(), now: Duration::from_secs(1000) }
    }

    fn send(&mut self, event: Event) -> Vec<Effect> {
        let (flows, effects) = transition(std::mem::take(&mut self.flows), event, self.now);
        self.flows = flows;
        effects
    }

    fn begin(&mut self, payer: &str) -> Begun {
        self.begin_with(payer, |_| ())
    }

    fn begin_with(&mut self, payer: &str, adjust: impl FnOnce(&mut Origin)) -> Begun {
        let (state, pkce) = (State::random(), Pkce::random());
        let mut origin = Origin {
            id: FlowId::random(),
            payer: payer.to_owned(),
            payer_name: payer.to_uppercase(),
            redirect: RedirectUri::app(),
            token_endpoint: Url::parse(&format!("https://{payer}.example/token")).unwrap(),
            addresses: ConnectionAddresses {
                used: AddressSource::Shipped,
                fhir: format!("https://{payer}.example/R4"),
                authorize: format!("https://{payer}.example/authorize"),
                token: format!("https://{payer}.example/token"),
                revoke: None,
                issuer: None,
                issuer_in_answers: false,
                signs_in_each_time: false,
                smart: false,
                at: "2026-11-20T12:00:00Z".to_owned(),
                steps: Vec::new(),
            },
            client: OAuthClient { id: payer.to_owned(), kind: ClientKind::Public, secret: None },
            asked: vec!["patient/Patient.read".to_owned(), "patient/ExplanationOfBenefit.read".to_owned()],
            issuer: None,
            renews: None,
            started_at: "2026-01-01T00:00:00Z".parse().unwrap(),
            links_come_back: true,
        };
        adjust(&mut origin);
        let request = AuthorizationRequest {
            endpoint: &Url::parse("https://payer.example/authorize").unwrap(),
            client_id: payer,
            redirect: &origin.redirect,
            scopes: &origin.asked,
            state: &state,
            challenge: &pkce.challenge,
            audience: None,
        };
        let begun = Begun {
            id: origin.id.clone(),
            state: state.expose().to_owned(),
            verifier: pkce.verifier.secret().clone(),
            redirect: origin.redirect.clone(),
        };
        let url = request.url().unwrap();
        let begin = Begin { origin, url, state, verifier: PkceCodeVerifier::new(begun.verifier.clone()) };
        let effects = self.send(Event::Begin(Box::new(begin)));
        assert!(matches!(&effects[..], [.., Effect::OpenBrowser { .. }, Effect::Changed { .. }]), "{effects:?}");
        begun
    }

    /// A link as the operating system hands it over.
    fn link(&mut self, raw: &str) -> Vec<Effect> {
        let event = self.flows.read(raw.as_bytes()).map_or(Event::BadCallback, Event::Callback);
        self.send(event)
    }

    fn answer(&mut self, begun: &Begun, query: &str) -> Vec<Effect> {
        self.link(&format!("{}?{query}&state={}", begun.redirect.as_str(), begun.state))
    }

    /// Answers with a code and gives what is to be exchanged.
    fn exchange(&mut self, begun: &Begun) -> CodeExchange {
        let mut effects = self.answer(begun, "code=the-code");
        assert_eq!(effects.len(), 2, "{effects:?}");
        match effects.remove(0) {
            Effect::Exchange(exchange) => *exchange,
            other => panic!("{other:?}"),
        }
    }

    fn granted(&mut self, begun: &Begun, patient: Option<&str>) -> Vec<Effect> {
        self.exchange(begun);
        self.send(Event::Exchanged { flow: begun.id.clone(), result: Ok(grant(patient)) })
    }

    fn stage(&self, begun: &Begun) -> ConnectStage {
        self.flows.get(&begun.id).unwrap().attempt().stage
    }
}

fn grant(patient: Option<&str>) -> Grant {
    Grant {
        access_token: "access".into(),
        refresh_token: Some("refresh".into()),
        expires_in: None,
        patient: patient.map(str::to_owned),
        scopes: Scopes {
            granted: vec!["patient/Patient.read".to_owned()],
            missing: vec!["patient/ExplanationOfBenefit.read".to_owned()],
        },
    }
}

fn failed(stage: &ConnectStage) -> Option<ErrorCode> {
    if let ConnectStage::Failed { problem } = stage { Some(problem.code) } else { None }
}

#[test]
fn a_sign_in_goes_from_the_browser_to_a_connection() {
    let mut machine = Machine::new();
    let begun = machine.begin("payer");
    let exchange = machine.exchange(&begun);
    assert_eq!(exchange.code.expose_secret(), "the-code");
    assert_eq!(exchange.verifier.secret(), &begun.verifier);
    assert_eq!(exchange.token_endpoint.as_str(), "https://payer.example/token");
    assert_eq!(machine.stage(&begun), ConnectStage::Finishing);

    let flow = begun.id.clone();
    let effects = machine.send(Event::Exchanged { flow: flow.clone(), result: Ok(grant(Some("p1"))) });
    assert!(matches!(&effects[..], [Effect::Identify { payer, .. }] if payer == "payer"), "{effects:?}");

    let person = ConfirmPerson { name: Some("Ana Example".to_owned()), birth_date: None };
    machine.send(Event::Identified { flow: flow.clone(), patient: None, person: Some(person.clone()) });
    let expected = ConnectStage::Confirm {
        person: Some(person),
        granted: vec![DataKind::Person],
        missing: vec![DataKind::Claims],
    };
    assert_eq!(machine.stage(&begun), expected);

    let effects = machine.send(Event::Confirmed { flow: flow.clone(), mine: true });
    assert!(
        matches!(&effects[..], [Effect::Keep { grant, renews: None, .. }, Effect::Changed { .. }]
            if grant.patient.as_deref() == Some("p1")),
        "{effects:?}"
    );
    machine.send(Event::Kept { flow, result: Ok("c1".to_owned()) });
    assert_eq!(machine.stage(&begun), ConnectStage::Connected { connection: "c1".to_owned() });
}

/// T3
#[test]
fn ten_thousand_hostile_links_change_nothing_and_the_sign_in_still_completes() {
    let mut machine = Machine::new();
    let begun = machine.begin("payer");
    let mut told = 0;
    for number in 0..10_000_u32 {
        let foreign = State::random();
        let state = foreign.expose();
        let link = match number % 8 {
            0 => format!("org.claimfolio.desktop://oauth/callback?code=x&state={state}"),
            1 => format!("org.claimfolio.desktop://oauth/callback?error=access_denied&state={state}"),
            2 => format!("org.claimfolio.desktop://oauth/callback?code=x&state={}", &begun.state[..42]),
            3 => format!("org.claimfolio.desktop://oauth/callback?code=x&state={0}&state={0}", begun.state),
            4 => format!("org.claimfolio.desktop://oauth/callback?code=x&code=y&state={}", begun.state),
            5 => format!("org.claimfolio.desktop://oauth/callback?code=x&state={}#", begun.state),
            6 => format!("ORG.claimfolio.desktop://oauth/callback?code=x&state={}", begun.state),
            _ => format!("org.claimfolio.desktop://oauth/callback?code=x&state={}", begun.state.to_lowercase()),
        };
        for effect in machine.link(&link) {
            assert!(matches!(effect, Effect::Tell(Notice::NotOurs)), "{link}: {effect:?}");
            told += 1;
        }
    }
    assert_eq!(told, 3, "a page that fires links cannot fill the screen");
    assert!(matches!(machine.stage(&begun), ConnectStage::Waiting { .. }));
    assert_eq!(machine.exchange(&begun).verifier.secret(), &begun.verifier);
}

/// T3
#[test]
fn a_replayed_state_is_refused_and_told_from_a_foreign_one() {
    let mut machine = Machine::new();
    let begun = machine.begin("payer");
    machine.exchange(&begun);
    let effects = machine.answer(&begun, "code=another-code");
    assert!(matches!(&effects[..], [Effect::Tell(Notice::AlreadyEnded { flow })] if *flow == begun.id), "{effects:?}");
    assert_eq!(machine.stage(&begun), ConnectStage::Finishing);
}

/// T3
#[test]
fn without_an_open_sign_in_a_link_has_no_effect() {
    let mut machine = Machine::new();
    let state = State::random();
    let foreign = format!("org.claimfolio.desktop://oauth/callback?code=x&state={}", state.expose());
    assert!(machine.link(&foreign).is_empty());
    assert!(machine.link("org.claimfolio.desktop://oauth/callback?").is_empty());
    let begun = machine.begin("payer");
    machine.exchange(&begun);
    assert!(machine.link(&foreign).is_empty(), "an exchange under way waits for no link");
}

/// T3
#[test]
fn a_sign_in_ends_after_ten_minutes_and_a_late_answer_is_told_so() {
    let mut machine = Machine::new();
    let begun = machine.begin("payer");
    machine.now += OPEN_FOR - Duration::from_millis(1);
    assert!(machine.send(Event::Tick).is_empty());
    assert_eq!(machine.flows.next_deadline(), Some(machine.now + Duration::from_millis(1)));
    machine.now += Duration::from_millis(1);
    // Whether or not the tick came first.
    let effects = machine.answer(&begun, "code=late");
    assert!(matches!(&effects[..], [Effect::Changed { .. }, Effect::Tell(Notice::AlreadyEnded { .. })]), "{effects:?}");
    assert_eq!(failed(&machine.stage(&begun)), Some(ErrorCode::SignInExpired));
    assert_eq!(machine.flows.next_deadline(), None);
}

#[test]
fn notices_come_again_after_a_minute() {
    let mut machine = Machine::new();
    machine.begin("payer");
    let count = |machine: &mut Machine| (0..50).map(|_| machine.send(Event::BadCallback).len()).sum::<usize>();
    assert_eq!(count(&mut machine), 3);
    machine.now += Duration::from_secs(59);
    assert_eq!(count(&mut machine), 0);
    machine.now += Duration::from_secs(1);
    assert_eq!(count(&mut machine), 3);
}

/// T4
#[test]
fn an_attackers_code_with_an_attackers_state_reaches_no_token_endpoint() {
    let mut machine = Machine::new();
    let mut attacker = Machine::new();
    let theirs = attacker.begin("payer");
    let ours = machine.begin("payer");
    let effects = machine.answer(&theirs, "code=attackers");
    assert!(matches!(&effects[..], [Effect::Tell(Notice::NotOurs)]), "{effects:?}");
    assert!(matches!(machine.stage(&ours), ConnectStage::Waiting { .. }));
}

/// T4
#[test]
fn records_that_are_not_the_members_are_not_kept() {
    let mut machine = Machine::new();
    let begun = machine.begin("payer");
    machine.granted(&begun, Some("somebody"));
    let flow = begun.id.clone();
    machine.send(Event::Identified { flow: flow.clone(), patient: None, person: None });
    let effects = machine.send(Event::Confirmed { flow, mine: false });
    assert!(matches!(&effects[..], [Effect::Discard { .. }, Effect::Changed { .. }]), "{effects:?}");
    assert_eq!(machine.stage(&begun), ConnectStage::Cancelled);
}

/// T5
#[test]
fn answers_of_two_payers_in_any_order_go_each_to_its_own_endpoint() {
    let mut machine = Machine::new();
    let (one, two) = (machine.begin("one"), machine.begin("two"));
    let exchange = machine.exchange(&two);
    assert_eq!((exchange.token_endpoint.host_str(), exchange.verifier.secret()), (Some("two.example"), &two.verifier));
    let exchange = machine.exchange(&one);
    assert_eq!((exchange.token_endpoint.host_str(), exchange.verifier.secret()), (Some("one.example"), &one.verifier));
}

/// T5
#[test]
fn an_answer_at_another_payers_redirect_reaches_no_token_endpoint() {
    let mut machine = Machine::new();
    let redirect = |path: &str| RedirectUri::parse(&format!("org.claimfolio.desktop://oauth/{path}")).unwrap();
    let one = machine.begin_with("one", |origin| origin.redirect = redirect("one"));
    let two = machine.begin_with("two", |origin| origin.redirect = redirect("two"));
    for (at, state) in [(&one, &two), (&two, &one)] {
        let link = format!("{}?code=c&state={}", at.redirect.as_str(), state.state);
        let effects = machine.link(&link);
        assert!(matches!(&effects[..], [Effect::Tell(Notice::NotOurs)]), "{effects:?}");
    }
    assert_eq!(machine.exchange(&one).token_endpoint.host_str(), Some("one.example"));
    assert_eq!(machine.exchange(&two).token_endpoint.host_str(), Some("two.example"));
}

/// T5
#[test]
fn an_answer_from_another_issuer_ends_the_sign_in_and_its_code_goes_nowhere() {
    for (expected, promised, issuer, exchanged) in [
        (Some("https://as.example"), false, "&iss=https%3A%2F%2Fas.example", true),
        (Some("https://as.example"), true, "&iss=https%3A%2F%2Fas.example", true),
        (Some("https://as.example"), false, "", true),
        (Some("https://as.example"), true, "", false),
        (None, false, "&iss=https%3A%2F%2Fas.example", true),
        (Some("https://as.example"), false, "&iss=https%3A%2F%2Fevil.example", false),
        (Some("https://as.example"), true, "&iss=https%3A%2F%2Fevil.example", false),
        (Some("https://as.example"), false, "&iss=https%3A%2F%2Fas.example%2F", false),
    ] {
        let mut machine = Machine::new();
        let begun = machine.begin_with("payer", |origin| {
            origin.issuer = expected.map(str::to_owned);
            origin.addresses.issuer_in_answers = promised;
        });
        let effects = machine.answer(&begun, &format!("code=c{issuer}"));
        let sent = effects.iter().any(|effect| matches!(effect, Effect::Exchange(_)));
        assert_eq!(sent, exchanged, "{expected:?} {promised} {issuer}");
        if !exchanged {
            assert_eq!(failed(&machine.stage(&begun)), Some(ErrorCode::AnswerNotOurs));
        }
    }
}

#[test]
fn a_member_who_says_no_is_a_state_and_not_an_error() {
    let mut machine = Machine::new();
    let begun = machine.begin("payer");
    machine.answer(&begun, "error=access_denied");
    assert_eq!(machine.stage(&begun), ConnectStage::Declined);
    let begun = machine.begin("payer");
    machine.answer(&begun, "error=access_denied&error_description=Member+eligibility+failed");
    assert_eq!(failed(&machine.stage(&begun)), Some(ErrorCode::NotEligible));
}

#[test]
fn cancelling_is_possible_until_the_connection_is_written_and_tokens_are_given_back() {
    let identified = |machine: &mut Machine, begun: &Begun| {
        machine.granted(begun, None);
        machine.send(Event::Identified { flow: begun.id.clone(), patient: None, person: None });
    };
    type Prepare<'a> = &'a dyn Fn(&mut Machine, &Begun);
    let stages: [(Prepare, bool, bool); 5] = [
        (&|_, _| (), true, false),
        (&|machine, begun| drop(machine.exchange(begun)), true, false),
        (&|machine, begun| drop(machine.granted(begun, None)), true, true),
        (&identified, true, true),
        (
            &|machine, begun| {
                identified(machine, begun);
                machine.send(Event::Confirmed { flow: begun.id.clone(), mine: true });
            },
            false,
            false,
        ),
    ];
    for (number, (prepare, cancels, discards)) in stages.into_iter().enumerate() {
        let mut machine = Machine::new();
        let begun = machine.begin("payer");
        prepare(&mut machine, &begun);
        let effects = machine.send(Event::Cancel { flow: begun.id.clone() });
        let discarded = effects.iter().any(|effect| matches!(effect, Effect::Discard { .. }));
        assert_eq!(machine.stage(&begun) == ConnectStage::Cancelled, cancels, "stage {number}");
        assert_eq!(discarded, discards, "stage {number}");
        assert!(machine.send(Event::Cancel { flow: begun.id }).is_empty(), "once is enough, stage {number}");
    }
}

#[test]
fn tokens_that_come_after_a_cancel_are_given_back() {
    let mut machine = Machine::new();
    let begun = machine.begin("payer");
    machine.exchange(&begun);
    machine.send(Event::Cancel { flow: begun.id.clone() });
    let effects = machine.send(Event::Exchanged { flow: begun.id.clone(), result: Ok(grant(None)) });
    assert!(matches!(&effects[..], [Effect::Discard { flow: discarded, .. }] if *discarded == begun.id), "{effects:?}");
    assert_eq!(machine.stage(&begun), ConnectStage::Cancelled);
}

#[test]
fn a_late_answer_to_a_cancelled_sign_in_is_told_so() {
    let mut machine = Machine::new();
    let begun = machine.begin("payer");
    machine.send(Event::Cancel { flow: begun.id.clone() });
    let effects = machine.answer(&begun, "code=late");
    assert!(matches!(&effects[..], [Effect::Tell(Notice::AlreadyEnded { .. })]), "{effects:?}");
}

#[test]
fn a_code_that_brings_no_token_fails_with_its_reason() {
    for (error, code) in [
        (TokenEndpointError::InvalidGrant { description: None }, ErrorCode::SignInRefused),
        (HttpError::TimedOut.into(), ErrorCode::PayerTimedOut),
        (HttpError::Redirected.into(), ErrorCode::PayerLeftItsAddress),
    ] {
        let mut machine = Machine::new();
        let begun = machine.begin("payer");
        machine.exchange(&begun);
        machine.send(Event::Exchanged { flow: begun.id.clone(), result: Err(error) });
        assert_eq!(failed(&machine.stage(&begun)), Some(code));
    }
}

fn renewing(patient: Option<&str>) -> impl FnOnce(&mut Origin) {
    let renewal = Renewal { connection: "c1".to_owned(), patient: patient.map(str::to_owned) };
    move |origin| origin.renews = Some(renewal)
}

#[test]
fn a_renewal_as_the_same_person_asks_nothing_and_as_another_asks_and_touches_no_connection() {
    for (answered, identified, kept) in
        [(Some("p1"), None, true), (None, Some("p1"), true), (Some("p2"), None, false), (None, Some("p2"), false)]
    {
        let mut machine = Machine::new();
        let begun = machine.begin_with("payer", renewing(Some("p1")));
        let mut effects = machine.granted(&begun, answered);
        let patient = identified.map(str::to_owned);
        effects.extend(machine.send(Event::Identified { flow: begun.id.clone(), patient, person: None }));
        let keeps = effects.iter().any(|effect| matches!(effect, Effect::Keep { renews: Some(_), .. }));
        let discards = effects.iter().any(|effect| matches!(effect, Effect::Discard { .. }));
        assert_eq!((keeps, discards), (kept, false), "{answered:?} {identified:?}");
        if kept {
            continue;
        }
        assert!(matches!(machine.stage(&begun), ConnectStage::AnotherPerson { .. }));
        let kept = machine.send(Event::Confirmed { flow: begun.id.clone(), mine: true });
        assert!(matches!(&kept[..], [Effect::Keep { renews: None, .. }, Effect::Changed { .. }]), "{kept:?}");
    }
    let mut machine = Machine::new();
    let begun = machine.begin_with("payer", renewing(Some("p1")));
    machine.granted(&begun, Some("p2"));
    machine.send(Event::Identified { flow: begun.id.clone(), patient: None, person: None });
    let left = machine.send(Event::Cancel { flow: begun.id.clone() });
    assert!(matches!(&left[..], [Effect::Discard { .. }, Effect::Changed { .. }]), "{left:?}");
}

#[test]
fn a_cancelled_renewal_knows_where_it_came_from() {
    let mut machine = Machine::new();
    let begun = machine.begin_with("payer", renewing(None));
    machine.send(Event::Cancel { flow: begun.id.clone() });
    let attempt = machine.flows.get(&begun.id).unwrap().attempt();
    assert_eq!((attempt.stage, attempt.reconnect.as_deref()), (ConnectStage::Cancelled, Some("c1")));
}

#[test]
fn a_browser_that_could_not_be_opened_shows() {
    let mut machine = Machine::new();
    let begun = machine.begin("payer");
    let opened = |opened| Event::BrowserOpened { flow: begun.id.clone(), opened };
    assert!(machine.send(opened(true)).is_empty());
    assert_eq!(machine.send(opened(false)).len(), 1);
    assert_eq!(machine.stage(&begun), ConnectStage::Waiting { browser_opened: false, links_come_back: true });
}

#[test]
fn sign_ins_are_bounded_in_number_and_the_oldest_gives_way() {
    let mut machine = Machine::new();
    let first = machine.begin("payer");
    for _ in 1..MOST_OPEN {
        machine.begin("payer");
    }
    assert!(matches!(machine.stage(&first), ConnectStage::Waiting { .. }));
    machine.begin("payer");
    assert_eq!(machine.stage(&first), ConnectStage::Cancelled);
    for _ in 0..500 {
        machine.begin("payer");
    }
    assert!(machine.flows.iter().count() <= MOST_REMEMBERED);
}

#[test]
fn events_for_sign_ins_that_are_not_there_do_nothing() {
    let mut machine = Machine::new();
    let flow = FlowId::from_command("nobody's");
    for event in [
        Event::Cancel { flow: flow.clone() },
        Event::BrowserOpened { flow: flow.clone(), opened: false },
        Event::Identified { flow: flow.clone(), patient: None, person: None },
        Event::Confirmed { flow: flow.clone(), mine: true },
        Event::Kept { flow, result: Ok("c1".to_owned()) },
    ] {
        assert!(machine.send(event).is_empty());
    }
}

#[test]
fn the_machine_shows_no_secret_in_debug_output() {
    let mut machine = Machine::new();
    let begun = machine.begin("payer");
    let mut shown = format!("{:?}", machine.flows);
    let effects = machine.answer(&begun, "code=sesame");
    shown += &format!("{effects:?}");
    let effects = machine.send(Event::Exchanged { flow: begun.id.clone(), result: Ok(grant(None)) });
    shown += &format!("{effects:?} {:?}", machine.flows);
    for secret in [begun.state.as_str(), &begun.verifier, "sesame", "\"access\"", "\"refresh\""] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
