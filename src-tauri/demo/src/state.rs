//! Permissions, codes and tokens.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::time::Duration;

use jiff::Timestamp;

use crate::authorization::scope::Scope;
use crate::data::Member;
use crate::secret::{Hash, random_text};

/// A permission that a member gave to the app.
#[derive(Clone)]
pub(crate) struct Grant {
    pub(crate) id: String,
    pub(crate) member: Member,
    pub(crate) scopes: BTreeSet<Scope>,
    pub(crate) client_id: String,
    pub(crate) given: Timestamp,
    pub(crate) ends: Timestamp,
    pub(crate) revoked: bool,
    /// The refresh token in use.
    pub(crate) refresh: Hash,
    /// Refresh tokens that were replaced; using one again revokes the permission.
    pub(crate) replaced: Vec<Hash>,
}

/// An authorization code that was given out (RFC 6749, 4.1.2).
#[derive(Clone)]
pub(crate) struct Code {
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) challenge: String,
    pub(crate) member: Member,
    pub(crate) scopes: BTreeSet<Scope>,
    pub(crate) ends: Timestamp,
    /// The permission made from it, once it was used.
    pub(crate) used: Option<String>,
}

struct Access {
    grant: String,
    scopes: BTreeSet<Scope>,
    ends: Timestamp,
}

/// What an access token allows.
#[derive(Clone)]
pub(crate) struct Allowed {
    pub(crate) grant: String,
    pub(crate) member: Member,
    pub(crate) scopes: BTreeSet<Scope>,
}

/// Why a refresh was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    Unknown,
    Reused,
}

/// Codes are kept for this long after their end, to notice one that is used again.
const REMEMBERED: Duration = Duration::from_secs(3600);
const MOST_CODES: usize = 10_000;

/// Every permission, code and token of a running plan.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) grants: Vec<Grant>,
    codes: HashMap<Hash, Code>,
    code_order: VecDeque<Hash>,
    access: HashMap<Hash, Access>,
}

impl State {
    /// The permissions of the last time.
    pub(crate) fn with(grants: Vec<Grant>) -> State {
        State { grants, ..State::default() }
    }

    /// Keeps a new code and answers its text.
    pub(crate) fn issue_code(&mut self, code: Code, now: Timestamp) -> String {
        let text = random_text();
        self.forget_old_codes(now);
        self.codes.insert(Hash::of(&text), code);
        self.code_order.push_back(Hash::of(&text));
        text
    }

    fn forget_old_codes(&mut self, now: Timestamp) {
        while let Some(oldest) = self.code_order.front() {
            let old = self.codes.get(oldest).is_none_or(|code| code.ends + REMEMBERED < now);
            if !old && self.code_order.len() < MOST_CODES {
                break;
            }
            self.codes.remove(oldest);
            self.code_order.pop_front();
        }
    }

    /// The code with that text.
    pub(crate) fn code(&mut self, text: &str) -> Option<&mut Code> {
        self.codes.get_mut(&Hash::of(text))
    }

    /// A new permission with its refresh token.
    pub(crate) fn give(&mut self, code: &Code, now: Timestamp, days: u32) -> (String, String) {
        let (id, refresh) = (random_text(), random_text());
        self.grants.push(Grant {
            id: id.clone(),
            member: code.member,
            scopes: code.scopes.clone(),
            client_id: code.client_id.clone(),
            given: now,
            ends: now + Duration::from_secs(u64::from(days) * 86_400),
            revoked: false,
            refresh: Hash::of(&refresh),
            replaced: Vec::new(),
        });
        (id, refresh)
    }

    /// The permission with that id, if it is alive.
    pub(crate) fn grant(&self, id: &str, now: Timestamp) -> Option<&Grant> {
        self.grants.iter().find(|grant| grant.id == id && !grant.revoked && now < grant.ends)
    }

    /// A new access token of a permission.
    pub(crate) fn issue_access(
        &mut self,
        grant: &str,
        scopes: BTreeSet<Scope>,
        now: Timestamp,
        life: Duration,
    ) -> String {
        self.access.retain(|_, access| now < access.ends);
        let text = random_text();
        self.access.insert(Hash::of(&text), Access { grant: grant.to_owned(), scopes, ends: now + life });
        text
    }

    /// What that access token allows now.
    pub(crate) fn allowed(&self, token: &str, now: Timestamp) -> Option<Allowed> {
        let access = self.access.get(&Hash::of(token)).filter(|access| now < access.ends)?;
        let grant = self.grant(&access.grant, now)?;
        Some(Allowed { grant: grant.id.clone(), member: grant.member, scopes: access.scopes.clone() })
    }

    /// The permission of a refresh token. One that was replaced revokes its permission (RFC 9700, 4.14.2).
    pub(crate) fn of_refresh_token(
        &mut self,
        token: &str,
        client_id: Option<&str>,
        now: Timestamp,
    ) -> Result<Grant, Refused> {
        let hash = Hash::of(token);
        if let Some(grant) = self.grants.iter_mut().find(|grant| grant.replaced.contains(&hash)) {
            grant.revoked = true;
            return Err(Refused::Reused);
        }
        self.grants
            .iter()
            .find(|grant| grant.refresh == hash && !grant.revoked && now < grant.ends)
            .filter(|grant| client_id.is_none_or(|id| id == grant.client_id))
            .cloned()
            .ok_or(Refused::Unknown)
    }

    /// Replaces the refresh token of a permission.
    pub(crate) fn rotate(&mut self, id: &str) -> Option<String> {
        let grant = self.grants.iter_mut().find(|grant| grant.id == id)?;
        let next = random_text();
        grant.replaced.push(grant.refresh);
        grant.refresh = Hash::of(&next);
        Some(next)
    }

    /// Revokes by id. Answers whether there was such a permission.
    pub(crate) fn revoke(&mut self, id: &str) -> bool {
        let grant = self.grants.iter_mut().find(|grant| grant.id == id);
        grant.is_some_and(|grant| {
            grant.revoked = true;
            true
        })
    }

    /// Revokes the token (RFC 7009, 2.1): a refresh token ends its permission, an access token ends alone.
    pub(crate) fn revoke_token(&mut self, token: &str) -> bool {
        let hash = Hash::of(token);
        if self.access.remove(&hash).is_some() {
            return true;
        }
        let grant = self.grants.iter_mut().find(|grant| grant.refresh == hash || grant.replaced.contains(&hash));
        grant.is_some_and(|grant| {
            grant.revoked = true;
            true
        })
    }

    /// Ends every access token.
    pub(crate) fn expire_access(&mut self) {
        self.access.clear();
    }

    /// Revokes every permission.
    pub(crate) fn revoke_all(&mut self) {
        for grant in &mut self.grants {
            grant.revoked = true;
        }
        self.access.clear();
    }

    /// The member's permissions that are alive, newest first.
    pub(crate) fn of_member(&self, member: Member, now: Timestamp) -> Vec<Grant> {
        let alive = |grant: &&Grant| grant.member == member && !grant.revoked && now < grant.ends;
        self.grants.iter().rev().filter(alive).cloned().collect()
    }
}
