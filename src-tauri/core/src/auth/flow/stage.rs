//! Where a sign-in stands.

use std::time::Duration;

use oauth2::PkceCodeVerifier;

use super::OPEN_FOR;
use super::effect::Effect;
use super::event::Origin;
use crate::auth::pkce::State;
use crate::auth::token::Grant;
use crate::ipc::{AppError, ConfirmPerson, ConnectAttempt, ConnectStage, DataKind};
use crate::payer::kind_of_scope;

/// One sign-in.
#[derive(Debug)]
pub struct Flow {
    pub(super) origin: Origin,
    /// In monotonic time: when waiting ends.
    pub(super) deadline: Duration,
    pub(super) stage: Stage,
}

#[derive(Debug)]
pub(super) enum Stage {
    /// The browser has the word.
    Waiting { state: State, verifier: PkceCodeVerifier, browser_opened: bool },
    /// The code is under way.
    Exchanging,
    /// The payer is asked whose records these are.
    Identifying { grant: Grant },
    /// The member is asked whether they are theirs.
    Confirming { grant: Grant, person: Option<ConfirmPerson> },
    /// The connection is being written.
    Keeping,
    /// Over.
    Ended(Ending),
}

/// How a sign-in ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// The connection stands.
    Connected {
        /// Which.
        connection: String,
    },
    /// The member cancelled here, or said that the records are not theirs.
    Cancelled,
    /// The member said no at the payer.
    Declined,
    /// It did not work.
    Failed(AppError),
}

impl Flow {
    /// What it remembers.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// How it ended, where it has.
    #[must_use]
    pub fn ending(&self) -> Option<&Ending> {
        if let Stage::Ended(ending) = &self.stage { Some(ending) } else { None }
    }

    /// As the web view sees it: without a secret.
    #[must_use]
    pub fn attempt(&self) -> ConnectAttempt {
        let origin = &self.origin;
        ConnectAttempt {
            id: origin.id.as_str().to_owned(),
            payer: origin.payer.clone(),
            payer_name: origin.payer_name.clone(),
            reconnect: origin.renews.as_ref().map(|renewal| renewal.connection.clone()),
            started_at: origin.started_at.to_string(),
            open_for_seconds: u32::try_from(OPEN_FOR.as_secs()).unwrap_or(u32::MAX),
            signs_in_each_time: matches!(&self.stage, Stage::Confirming { grant, .. } if grant.refresh_token.is_none()),
            stage: self.shown_stage(),
        }
    }

    fn shown_stage(&self) -> ConnectStage {
        match &self.stage {
            Stage::Waiting { browser_opened, .. } => {
                ConnectStage::Waiting { browser_opened: *browser_opened, links_come_back: self.origin.links_come_back }
            }
            Stage::Exchanging | Stage::Identifying { .. } | Stage::Keeping => ConnectStage::Finishing,
            Stage::Confirming { grant, person } => {
                let granted = kinds(&grant.scopes.granted);
                let mut missing = kinds(&grant.scopes.missing);
                // Of several resources of a kind some may be missing; the kind is shared then.
                missing.retain(|kind| !granted.contains(kind));
                if self.renews_another(grant.patient.as_deref()) {
                    ConnectStage::AnotherPerson { person: person.clone(), granted, missing }
                } else {
                    ConnectStage::Confirm { person: person.clone(), granted, missing }
                }
            }
            Stage::Ended(Ending::Connected { connection }) => {
                ConnectStage::Connected { connection: connection.clone() }
            }
            Stage::Ended(Ending::Cancelled) => ConnectStage::Cancelled,
            Stage::Ended(Ending::Declined) => ConnectStage::Declined,
            Stage::Ended(Ending::Failed(problem)) => ConnectStage::Failed { problem: problem.clone() },
        }
    }

    /// Whether the browser has the word.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        matches!(self.stage, Stage::Waiting { .. })
    }

    pub(super) fn has_ended(&self) -> bool {
        matches!(self.stage, Stage::Ended(_))
    }

    /// Whether this is to renew the connection of somebody else.
    pub(super) fn renews_another(&self, patient: Option<&str>) -> bool {
        self.renewed_patient().zip(patient).is_some_and(|(before, now)| before != now)
    }

    pub(super) fn renews_the_same(&self, patient: Option<&str>) -> bool {
        self.renewed_patient().zip(patient).is_some_and(|(before, now)| before == now)
    }

    fn renewed_patient(&self) -> Option<&str> {
        self.origin.renews.as_ref()?.patient.as_deref()
    }

    pub(super) fn keep(&mut self, grant: Grant) -> Vec<Effect> {
        self.stage = Stage::Keeping;
        let flow = self.origin.id.clone();
        let payer = self.origin.payer.clone();
        // Somebody else's records never go into the connection that was to be renewed.
        let renews = self.origin.renews.clone().filter(|_| !self.renews_another(grant.patient.as_deref()));
        vec![Effect::Keep { flow: flow.clone(), payer, renews, grant }, Effect::Changed { flow }]
    }

    pub(super) fn discard(&self, grant: Grant) -> Effect {
        Effect::Discard { flow: self.origin.id.clone(), grant }
    }
}

fn kinds(scopes: &[String]) -> Vec<DataKind> {
    let mut kinds: Vec<DataKind> = scopes.iter().filter_map(|scope| kind_of_scope(scope)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
