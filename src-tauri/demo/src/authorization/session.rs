//! Browser sessions: who is signed in, and which requests wait for an answer. Nothing of it outlives the server.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use http::{HeaderMap, header};
use jiff::Timestamp;

use super::request::Request;
use crate::data::Member;
use crate::secret::{random_text, same};

/// A session or a request that nobody answered ends after this long.
const LIFE: Duration = Duration::from_secs(1800);
const MOST: usize = 1_000;

/// A browser's session.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) id: String,
    /// Stands hidden in each form: a form of another site cannot know it.
    pub(crate) token: String,
    /// Who is signed in to the member portal.
    pub(crate) portal: Option<Member>,
    ends: Timestamp,
}

/// A request that waits for the member.
#[derive(Clone)]
pub(crate) struct Waiting {
    pub(crate) request: Request,
    /// Who signed in for it.
    pub(crate) member: Option<Member>,
    session: String,
    ends: Timestamp,
}

/// Every session.
#[derive(Default)]
pub(crate) struct Sessions {
    sessions: HashMap<String, Session>,
    waiting: HashMap<String, Waiting>,
    order: VecDeque<String>,
}

impl Sessions {
    /// The session of a browser's cookie, or a new one.
    pub(crate) fn open(&mut self, cookie: Option<&str>, now: Timestamp) -> Session {
        if let Some(session) = cookie.and_then(|id| self.sessions.get_mut(id)).filter(|session| now < session.ends) {
            session.ends = now + LIFE;
            return session.clone();
        }
        self.sessions.retain(|_, session| now < session.ends);
        if self.sessions.len() >= MOST {
            self.sessions.clear();
        }
        let session = Session { id: random_text(), token: random_text(), portal: None, ends: now + LIFE };
        self.sessions.insert(session.id.clone(), session.clone());
        session
    }

    /// The session of a form that was sent: its cookie is known and the form's token is its own.
    pub(crate) fn of_form(&self, cookie: Option<&str>, token: Option<&str>, now: Timestamp) -> Option<Session> {
        let session = self.sessions.get(cookie?).filter(|session| now < session.ends)?;
        same(&session.token, token?).then(|| session.clone())
    }

    /// Keeps a request until the member answers it.
    pub(crate) fn wait(&mut self, session: &Session, request: Request, now: Timestamp) -> String {
        while self.order.len() >= MOST {
            self.order.pop_front().map(|oldest| self.waiting.remove(&oldest));
        }
        let id = random_text();
        let waiting = Waiting { request, member: None, session: session.id.clone(), ends: now + LIFE };
        self.waiting.insert(id.clone(), waiting);
        self.order.push_back(id.clone());
        id
    }

    /// The request with that id, if it is that session's.
    pub(crate) fn waiting(&mut self, session: &Session, id: &str, now: Timestamp) -> Option<&mut Waiting> {
        self.waiting.get_mut(id).filter(|waiting| waiting.session == session.id && now < waiting.ends)
    }

    /// Takes a request out: it is answered once.
    pub(crate) fn answer(&mut self, session: &Session, id: &str, now: Timestamp) -> Option<Waiting> {
        self.waiting(session, id, now)?;
        self.order.retain(|other| other != id);
        self.waiting.remove(id)
    }

    /// Signs a member in to the portal, or out of it.
    pub(crate) fn sign_in(&mut self, session: &Session, member: Option<Member>) {
        if let Some(session) = self.sessions.get_mut(&session.id) {
            session.portal = member;
        }
    }
}

/// The name of the cookie: cookies are not kept apart by port, so the port is in it.
pub(crate) fn cookie_name(port: u16) -> String {
    format!("evergreen_demo_{port}")
}

/// The session id that a browser sent.
pub(crate) fn cookie(headers: &HeaderMap, port: u16) -> Option<String> {
    let name = cookie_name(port);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then(|| value.to_owned()))
}
