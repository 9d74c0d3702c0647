//! Signing in as a state machine: no I/O, no clock, no randomness.
//!
//! [`transition`] takes what is, what happened and the monotonic time, and gives what is then and what is to be done.
//! Several sign-ins can be open at once; each remembers its own payer, token endpoint, verifier and `state`, so that
//! none can be answered with another's code (T5).
//!
//! ```text
//!             Begin
//!               │ OpenBrowser
//!               ▼          access_denied ────────────────────────────────► Declined
//!            Waiting ───── another error, or another issuer ─────────────► Failed
//!               │    ───── 10 minutes ───────────────────────────────────► Failed (SignInExpired)
//!               │ code with our state: the state is used up
//!               │ Exchange
//!               ▼
//!           Exchanging ─── no tokens ────────────────────────────────────► Failed
//!               │ tokens; Identify
//!               ▼
//!          Identifying ─── the same person as before: Keep ──┐
//!               │                                            │
//!               ▼                                            ▼
//!           Confirming ─── "yes, that is me": Keep ──────► Keeping ──────► Connected
//!                    ───── "no": Discard ────────────────► Cancelled  └──► Failed
//!
//!  A renewal that reached another person than before stops at Confirming as well: "yes" keeps that person's records as a
//!  connection of their own, and the one that was to be renewed stays as it is.
//!  Cancel leads from every state before Keeping to Cancelled, and what tokens there are to Discard.
//! ```
//!
//! An answer whose `state` nobody waits for changes nothing (T3, T4). Where it is the `state` of a sign-in that was
//! answered, cancelled or timed out before, the member is told just that; where it is nobody's, the member is told only
//! while a sign-in is open, and at most three times a minute, because any web page can send such links.

mod effect;
mod event;
mod stage;

use std::collections::VecDeque;
use std::time::Duration;

use oauth2::PkceCodeVerifier;

pub use effect::{CodeExchange, Effect, Notice};
pub use event::{Begin, Event, FlowId, Origin, Renewal};
use stage::Stage;
pub use stage::{Ending, Flow};

use super::callback::{Answer, Callback, CallbackError, parse_callback};
use super::pkce::State;
use super::problem;
use super::redirect::RedirectUri;
use super::token::{Grant, TokenEndpointError};
use crate::ipc::{AppError, ConfirmPerson, ErrorCode, Retry};

/// How long a sign-in is kept open.
pub const OPEN_FOR: Duration = Duration::from_secs(10 * 60);
/// The most sign-ins open at once; one more ends the oldest.
pub const MOST_OPEN: usize = 16;
/// How many ended sign-ins are remembered, so that a late answer is told from a foreign one.
pub const MOST_REMEMBERED: usize = 64;
const NOTICE_WINDOW: Duration = Duration::from_secs(60);
const NOTICES_A_WINDOW: u32 = 3;

/// All sign-ins, open ones and some that have ended.
#[derive(Debug, Default)]
pub struct Flows {
    flows: Vec<Flow>,
    /// States that were used up, oldest first.
    spent: VecDeque<([u8; 32], FlowId)>,
    notices_since: Duration,
    notices: u32,
}

impl Flows {
    /// The sign-in of this id.
    #[must_use]
    pub fn get(&self, id: &FlowId) -> Option<&Flow> {
        self.flows.iter().find(|flow| flow.origin.id == *id)
    }

    /// All that are remembered, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Flow> {
        self.flows.iter()
    }

    /// Reads a link against every redirect URI that an answer may come back to.
    ///
    /// # Errors
    /// [`CallbackError`], that of the app's own redirect URI where none fits.
    pub fn read(&self, raw: &[u8]) -> Result<Callback, CallbackError> {
        let own = RedirectUri::app();
        let others = self.flows.iter().map(|flow| &flow.origin.redirect).filter(|redirect| **redirect != own);
        let read = parse_callback(raw, &own);
        others.fold(read, |read, redirect| match read {
            Err(CallbackError::Elsewhere) => parse_callback(raw, redirect),
            read => read,
        })
    }

    /// When the next sign-in times out, in monotonic time: when to send [`Event::Tick`].
    #[must_use]
    pub fn next_deadline(&self) -> Option<Duration> {
        self.flows.iter().filter(|flow| flow.is_waiting()).map(|flow| flow.deadline).min()
    }

    fn position(&self, id: &FlowId) -> Option<usize> {
        self.flows.iter().position(|flow| flow.origin.id == *id)
    }

    /// The sign-in that waits for this `state` at this redirect URI. Compares with all of them, whichever fits, so that
    /// the time taken says nothing.
    fn waiting_for(&self, callback: &Callback) -> Option<usize> {
        let mut found = None;
        for (position, flow) in self.flows.iter().enumerate() {
            if let Stage::Waiting { state, .. } = &flow.stage {
                let same_state = state.same(&callback.state);
                if same_state && flow.origin.redirect == callback.redirect {
                    found = Some(position);
                }
            }
        }
        found
    }

    fn spend(&mut self, state: &State, id: FlowId) {
        self.spent.push_back((state.digest(), id));
        if self.spent.len() > MOST_REMEMBERED {
            self.spent.pop_front();
        }
    }

    fn notice(&mut self, notice: Notice, now: Duration) -> Vec<Effect> {
        if now.saturating_sub(self.notices_since) >= NOTICE_WINDOW {
            (self.notices_since, self.notices) = (now, 0);
        }
        if self.notices == NOTICES_A_WINDOW {
            return Vec::new();
        }
        self.notices += 1;
        vec![Effect::Tell(notice)]
    }

    /// Ends a sign-in, whatever it was doing. Its tokens, where it has any, are to be discarded.
    fn end(&mut self, position: usize, ending: Ending) -> Vec<Effect> {
        let Some(flow) = self.flows.get_mut(position) else { return Vec::new() };
        let (id, stage) = (flow.origin.id.clone(), std::mem::replace(&mut flow.stage, Stage::Ended(ending)));
        let mut effects = Vec::new();
        match stage {
            Stage::Waiting { state, .. } => self.spend(&state, id.clone()),
            Stage::Identifying { grant } | Stage::Confirming { grant, .. } => {
                effects.push(flow.discard(grant));
            }
            Stage::Exchanging | Stage::Keeping | Stage::Ended(_) => {}
        }
        effects.push(Effect::Changed { flow: id });
        effects
    }

    fn expire(&mut self, now: Duration) -> Vec<Effect> {
        let mut effects = Vec::new();
        for position in 0..self.flows.len() {
            if self.flows[position].is_waiting() && now >= self.flows[position].deadline {
                let expired = AppError { code: ErrorCode::SignInExpired, retry: Retry::SignIn, detail: None };
                effects.extend(self.end(position, Ending::Failed(expired)));
            }
        }
        effects
    }

    /// Drops the oldest ended sign-ins, and ends the oldest open one where there are too many.
    fn make_room(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.flows.iter().filter(|flow| !flow.has_ended()).count() >= MOST_OPEN
            && let Some(oldest) = self.flows.iter().position(Flow::is_waiting)
        {
            effects = self.end(oldest, Ending::Cancelled);
        }
        while self.flows.len() >= MOST_REMEMBERED
            && let Some(oldest) = self.flows.iter().position(Flow::has_ended)
        {
            self.flows.remove(oldest);
        }
        effects
    }
}

/// What is after an event, and what is to be done. `now` is monotonic time.
#[must_use]
pub fn transition(mut flows: Flows, event: Event, now: Duration) -> (Flows, Vec<Effect>) {
    let mut effects = flows.expire(now);
    effects.extend(match event {
        Event::Begin(begin) => began(&mut flows, *begin, now),
        Event::BrowserOpened { flow, opened } => browser_opened(&mut flows, &flow, opened),
        Event::Callback(callback) => answered(&mut flows, callback, now),
        Event::BadCallback if flows.flows.iter().any(Flow::is_waiting) => flows.notice(Notice::NotOurs, now),
        Event::BadCallback | Event::Tick => Vec::new(),
        Event::Cancel { flow } => cancelled(&mut flows, &flow),
        Event::Exchanged { flow, result } => exchanged(&mut flows, &flow, result),
        Event::Identified { flow, patient, person } => identified(&mut flows, &flow, patient, person),
        Event::Confirmed { flow, mine } => confirmed(&mut flows, &flow, mine),
        Event::Kept { flow, result } => kept(&mut flows, &flow, result),
    });
    (flows, effects)
}

fn began(flows: &mut Flows, begin: Begin, now: Duration) -> Vec<Effect> {
    let mut effects = flows.make_room();
    let Begin { url, state, verifier, origin } = begin;
    let flow = origin.id.clone();
    let stage = Stage::Waiting { state, verifier, browser_opened: true };
    flows.flows.push(Flow { origin, deadline: now + OPEN_FOR, stage });
    effects.extend([Effect::OpenBrowser { flow: flow.clone(), url }, Effect::Changed { flow }]);
    effects
}

fn browser_opened(flows: &mut Flows, id: &FlowId, opened: bool) -> Vec<Effect> {
    let flow = flows.position(id).map(|position| &mut flows.flows[position].stage);
    let Some(Stage::Waiting { browser_opened, .. }) = flow else { return Vec::new() };
    let changed = std::mem::replace(browser_opened, opened) != opened;
    if changed { vec![Effect::Changed { flow: id.clone() }] } else { Vec::new() }
}

fn answered(flows: &mut Flows, callback: Callback, now: Duration) -> Vec<Effect> {
    let Some(position) = flows.waiting_for(&callback) else {
        let digest = callback.state.digest();
        if let Some((_, flow)) = flows.spent.iter().find(|(spent, _)| *spent == digest) {
            let notice = Notice::AlreadyEnded { flow: flow.clone() };
            return flows.notice(notice, now);
        }
        let is_expected = flows.flows.iter().any(Flow::is_waiting);
        return if is_expected { flows.notice(Notice::NotOurs, now) } else { Vec::new() };
    };
    // RFC 9207, 2.4: an answer from another authorization server is a mix-up. Its code goes nowhere.
    let origin = &flows.flows[position].origin;
    // One that names nobody is another's as well where the server has said that its answers name it (2.3).
    let is_from_another = match (&origin.issuer, &callback.issuer) {
        (Some(expected), Some(issuer)) => expected != issuer,
        (Some(_), None) => origin.addresses.issuer_in_answers,
        (None, _) => false,
    };
    if is_from_another {
        let mixed_up = AppError { code: ErrorCode::AnswerNotOurs, retry: Retry::SignIn, detail: None };
        return flows.end(position, Ending::Failed(mixed_up));
    }
    match callback.answer {
        Answer::Refused(refusal) => {
            let ending = problem::of_refusal(&refusal).map_or(Ending::Declined, Ending::Failed);
            flows.end(position, ending)
        }
        Answer::Code(code) => {
            let Some((state, verifier)) = take_secrets(flows, position) else { return Vec::new() };
            let origin = &flows.flows[position].origin;
            let flow = origin.id.clone();
            let exchange = CodeExchange {
                flow: flow.clone(),
                payer: origin.payer.clone(),
                token_endpoint: origin.token_endpoint.clone(),
                client: origin.client.clone(),
                redirect: origin.redirect.clone(),
                asked: origin.asked.clone(),
                code,
                verifier,
            };
            flows.spend(&state, flow.clone());
            vec![Effect::Exchange(Box::new(exchange)), Effect::Changed { flow }]
        }
    }
}

/// Moves the `state` and the verifier out of a waiting sign-in, which is thereby exchanging: neither can be used twice.
fn take_secrets(flows: &mut Flows, position: usize) -> Option<(State, PkceCodeVerifier)> {
    match std::mem::replace(&mut flows.flows[position].stage, Stage::Exchanging) {
        Stage::Waiting { state, verifier, .. } => Some((state, verifier)),
        other => {
            flows.flows[position].stage = other;
            None
        }
    }
}

fn cancelled(flows: &mut Flows, id: &FlowId) -> Vec<Effect> {
    match flows.position(id) {
        Some(position) if !matches!(flows.flows[position].stage, Stage::Keeping | Stage::Ended(_)) => {
            flows.end(position, Ending::Cancelled)
        }
        _ => Vec::new(),
    }
}

fn exchanged(flows: &mut Flows, id: &FlowId, result: Result<Grant, TokenEndpointError>) -> Vec<Effect> {
    let Some(position) = flows.position(id) else { return Vec::new() };
    let flow = &mut flows.flows[position];
    match (&flow.stage, result) {
        (Stage::Exchanging, Err(error)) => flows.end(position, Ending::Failed(problem::of_token_endpoint(&error))),
        (Stage::Exchanging, Ok(grant)) => {
            flow.stage = Stage::Identifying { grant: grant.clone() };
            vec![Effect::Identify { flow: id.clone(), payer: flow.origin.payer.clone(), grant }]
        }
        // Cancelled while the code was under way: tokens that nobody wants are ended at the payer.
        (_, Ok(grant)) => vec![flow.discard(grant)],
        (_, Err(_)) => Vec::new(),
    }
}

fn identified(flows: &mut Flows, id: &FlowId, patient: Option<String>, person: Option<ConfirmPerson>) -> Vec<Effect> {
    let Some(position) = flows.position(id) else { return Vec::new() };
    let flow = &mut flows.flows[position];
    let Stage::Identifying { grant } = &mut flow.stage else { return Vec::new() };
    grant.patient = grant.patient.take().or(patient);
    let grant = grant.clone();
    // Whoever renews as the person that the connection is known to belong to need not be asked again.
    if flow.renews_the_same(grant.patient.as_deref()) {
        return flow.keep(grant);
    }
    flow.stage = Stage::Confirming { grant, person };
    vec![Effect::Changed { flow: id.clone() }]
}

fn confirmed(flows: &mut Flows, id: &FlowId, mine: bool) -> Vec<Effect> {
    let Some(position) = flows.position(id) else { return Vec::new() };
    let flow = &mut flows.flows[position];
    match &flow.stage {
        Stage::Confirming { grant, .. } if mine => {
            let grant = grant.clone();
            flow.keep(grant)
        }
        Stage::Confirming { .. } => flows.end(position, Ending::Cancelled),
        _ => Vec::new(),
    }
}

fn kept(flows: &mut Flows, id: &FlowId, result: Result<String, AppError>) -> Vec<Effect> {
    match flows.position(id) {
        Some(position) if matches!(flows.flows[position].stage, Stage::Keeping) => flows.end(
            position,
            match result {
                Ok(connection) => Ending::Connected { connection },
                Err(error) => Ending::Failed(error),
            },
        ),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
