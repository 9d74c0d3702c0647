//! The payers: one readable data file, `payers.toml`, checked as it is read.
//!
//! Addresses are data, never constants in code, because the payers' documents disagree with themselves and their hosts
//! move. What each payer's servers support is data as well: their documents say that any search parameter they do not
//! list is not supported.

mod read;

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use url::Url;

use crate::auth::endpoint::{ClientKind, OAuthClient};
use crate::auth::redirect::RedirectUri;
use crate::fhir::supports::{Listed, Supports};
use crate::ipc::{Availability, DataKind, PayerChoice, PayerGroup, PayerKind, RecordKind, ShareKind, SharePreview};
use crate::records;

/// The key of the plan inside this app.
pub const DEMO: &str = "demo";

/// One payer.
#[derive(Debug, Clone)]
pub struct Payer {
    /// Names it in commands and in what is stored. Never changes.
    pub key: String,
    /// The heading that it stands under.
    pub group: String,
    /// The name on the member's card.
    pub name: String,
    /// What kind of entry it is.
    pub kind: PayerKind,
    /// Whether its addresses were ever tried against the live servers.
    pub verified: bool,
    /// Where everything is. `None` only for the demo plan, until its server runs.
    pub addresses: Option<Addresses>,
    /// How this app is registered.
    pub registration: Registration,
    /// The scopes, each by name, that the app does not work without.
    pub scopes: Vec<String>,
    /// The scopes that the member may ask for besides.
    pub optional_scopes: Vec<String>,
    /// What can be asked of each resource.
    pub resources: BTreeMap<String, ResourceSupport>,
    /// How many days the member's permission lasts, where the payer says so.
    pub permission_days: Option<u32>,
    /// How soon new records can be asked for.
    pub freshness: Freshness,
    /// Whom a developer may write to.
    pub support: Option<String>,
}

/// Where a payer's servers are.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// The authorization endpoint.
    pub authorize: Address,
    /// The token endpoint.
    pub token: Address,
    /// The revocation endpoint, where there is one (RFC 7009).
    pub revoke: Option<Address>,
    /// The FHIR base, without a slash at its end. Bearer tokens go below it and nowhere else (T6).
    pub fhir: Address,
    /// The public directory's FHIR base.
    pub directory: Option<Address>,
    /// The page on which members see and end the access of apps.
    pub portal: Option<Address>,
}

/// An address with where it was found.
#[derive(Debug, Clone)]
pub struct Address {
    /// The address.
    pub url: Url,
    /// Which document gives it, and what was derived.
    pub source: String,
}

/// How this app is registered with a payer.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The client id, once the app is registered.
    pub client_id: Option<String>,
    /// How the app shows who it is.
    pub client: ClientKind,
    /// Where answers come back to.
    pub redirect: RedirectUri,
    /// Whether the FHIR base is sent as `aud`.
    pub audience: bool,
}

/// What can be asked of one resource.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceSupport {
    /// The search parameters that the documents list. Nothing else is sent. Parameters that page are left out, because
    /// pages are followed by their links. Empty where the resource can only be read.
    #[serde(default)]
    pub search: Vec<String>,
    /// Those of them without which a search is refused.
    #[serde(default)]
    pub required: Vec<String>,
    /// Whether `POST [type]/_search` is documented.
    #[serde(default)]
    pub post: bool,
}

impl ResourceSupport {
    /// Whether this parameter may be sent.
    #[must_use]
    pub fn allows(&self, parameter: &str) -> bool {
        self.search.iter().any(|allowed| allowed == parameter)
    }
}

/// How long records take to appear, in business days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freshness {
    /// Claims, after they were decided.
    pub claims_business_days: Option<u32>,
    /// Encounters and clinical records, after the payer received them.
    pub records_business_days: Option<u32>,
    /// No record is older than this year's first day: "none before it" is not "no care before it".
    pub earliest_year: Option<i16>,
}

impl Payer {
    /// Whether a sign-in can be started.
    #[must_use]
    pub fn availability(&self) -> Availability {
        // The demo plan has its addresses once it runs, and it runs once it is chosen.
        let reachable = self.addresses.is_some() || self.kind == PayerKind::Demo;
        if self.registration.client_id.is_some() && reachable {
            Availability::Ready
        } else {
            Availability::NeedsRegistration
        }
    }

    /// This app as it is registered with the payer; `None` where it is not.
    #[must_use]
    pub fn client(&self) -> Option<OAuthClient> {
        let id = self.registration.client_id.clone()?;
        Some(OAuthClient { id, kind: self.registration.client, secret: None })
    }

    /// The host of the FHIR base.
    #[must_use]
    pub fn host(&self) -> Option<String> {
        self.addresses.as_ref()?.fhir.url.host_str().map(str::to_owned)
    }

    /// Whether the payer lets an app end its own access. The demo plan does, running or not.
    #[must_use]
    pub fn can_revoke(&self) -> bool {
        self.kind == PayerKind::Demo || self.addresses.as_ref().is_some_and(|addresses| addresses.revoke.is_some())
    }

    /// The page on which members see and end the access of apps.
    #[must_use]
    pub fn portal(&self) -> Option<&Url> {
        Some(&self.addresses.as_ref()?.portal.as_ref()?.url)
    }

    /// Whether there is such a page. The demo plan has one, running or not.
    #[must_use]
    pub fn has_portal(&self) -> bool {
        self.kind == PayerKind::Demo || self.portal().is_some()
    }

    /// What may be asked of the payer's FHIR server.
    #[must_use]
    pub fn supports(&self) -> Supports {
        self.resources.iter().fold(Supports::default(), |supports, (resource, listed)| {
            let listed = Listed { read: true, vread: false, search: listed.search.clone(), search_by_post: false };
            supports.with(resource, listed)
        })
    }

    /// The scopes to ask for: those that are always needed, and the optional ones of these kinds.
    #[must_use]
    pub fn scopes_for(&self, optional: &[DataKind]) -> Vec<String> {
        let wanted = |scope: &&String| kind_of_scope(scope).is_some_and(|kind| optional.contains(&kind));
        self.scopes.iter().chain(self.optional_scopes.iter().filter(wanted)).cloned().collect()
    }

    /// What is shown before the sign-in page opens; `None` while the payer has no addresses.
    #[must_use]
    pub fn share_preview(&self) -> Option<SharePreview> {
        let mut kinds: BTreeMap<DataKind, ShareKind> = BTreeMap::new();
        for (scopes, always) in [(&self.scopes, true), (&self.optional_scopes, false)] {
            for scope in scopes {
                let Some(kind) = kind_of_scope(scope) else { continue };
                let share = kinds.entry(kind).or_insert(ShareKind { kind, scopes: Vec::new(), always });
                share.scopes.push(scope.clone());
            }
        }
        Some(SharePreview {
            payer: self.key.clone(),
            payer_name: self.name.clone(),
            host: self.addresses.as_ref()?.authorize.url.host_str()?.to_owned(),
            payer_kind: self.kind,
            availability: self.availability(),
            kinds: kinds.into_values().collect(),
            permission_days: self.permission_days,
        })
    }
}

/// The kind of data that a scope such as `patient/Coverage.read` gives, or `None` where this app has no use for it.
#[must_use]
pub fn kind_of_scope(scope: &str) -> Option<DataKind> {
    let resource = scope.strip_prefix("patient/")?.strip_suffix(".read")?;
    Some(match resource {
        "Patient" => DataKind::Person,
        "Coverage" => DataKind::Coverage,
        "ExplanationOfBenefit" => DataKind::Claims,
        "Condition" | "Encounter" | "Immunization" | "MedicationDispense" | "MedicationRequest" | "Observation"
        | "Procedure" => DataKind::Records,
        _ => return None,
    })
}

/// The kind of record that a scope such as `patient/Observation.read` gives.
#[must_use]
pub fn record_kind_of_scope(scope: &str) -> Option<RecordKind> {
    records::kind_of(scope.strip_prefix("patient/")?.strip_suffix(".read")?)
}

/// A fault in an entry of the data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryError {
    /// The entry's key, or its place in the file.
    pub entry: String,
    /// The field.
    pub field: String,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "payer {}, field {}: {}", self.entry, self.field, self.problem)
    }
}

impl std::error::Error for RegistryError {}

/// All payers that this app knows, in the order to show them.
#[derive(Debug, Clone)]
pub struct Registry {
    payers: Vec<Payer>,
}

impl Registry {
    /// The payers that come with the app.
    ///
    /// # Errors
    /// [`RegistryError`] where the file is at fault, which a test rules out.
    pub fn shipped() -> Result<Self, RegistryError> {
        Self::read(include_str!("payers.toml"))
    }

    /// Reads and checks a data file.
    ///
    /// # Errors
    /// [`RegistryError`]: the first fault found.
    pub fn read(text: &str) -> Result<Self, RegistryError> {
        read::read(text).map(|payers| Self { payers })
    }

    /// Gives the demo plan its addresses, on the loopback server at `origin`.
    ///
    /// # Errors
    /// [`RegistryError`] where `origin` is not on this computer.
    pub fn with_demo(mut self, origin: &Url) -> Result<Self, RegistryError> {
        let fault = |problem: &str| RegistryError {
            entry: DEMO.to_owned(),
            field: "origin".to_owned(),
            problem: problem.to_owned(),
        };
        if !(origin.scheme() == "http" && crate::http::is_loopback(origin)) {
            return Err(fault("is not on this computer"));
        }
        let at = |path: &str| {
            let url = origin.join(path).map_err(|_| fault("cannot be joined with a path"))?;
            Ok(Address { url, source: "the demo plan inside this app".to_owned() })
        };
        let addresses = Addresses {
            authorize: at("/oauth/authorize")?,
            token: at("/oauth/token")?,
            revoke: Some(at("/oauth/revoke")?),
            fhir: at("/R4")?,
            directory: None,
            portal: Some(at("/portal")?),
        };
        let demo = self.payers.iter_mut().find(|payer| payer.kind == PayerKind::Demo);
        demo.ok_or_else(|| fault("there is no demo plan"))?.addresses = Some(addresses);
        Ok(self)
    }

    /// The payer of this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Payer> {
        self.payers.iter().find(|payer| payer.key == key)
    }

    /// All payers.
    pub fn iter(&self) -> impl Iterator<Item = &Payer> {
        self.payers.iter()
    }

    /// What is shown before a payer's sign-in page opens.
    #[must_use]
    pub fn share_preview(&self, key: &str) -> Option<SharePreview> {
        self.get(key)?.share_preview()
    }

    /// The payers to choose from, under their headings. Sandboxes are for developers; the demo plan comes last.
    #[must_use]
    pub fn groups(&self, developer_mode: bool) -> Vec<PayerGroup> {
        let mut groups: Vec<PayerGroup> = Vec::new();
        let shown = self.payers.iter().filter(|payer| developer_mode || payer.kind != PayerKind::Sandbox);
        let (demo, others): (Vec<&Payer>, Vec<&Payer>) = shown.partition(|payer| payer.kind == PayerKind::Demo);
        for payer in others.into_iter().chain(demo) {
            let choice = PayerChoice {
                key: payer.key.clone(),
                name: payer.name.clone(),
                kind: payer.kind,
                availability: payer.availability(),
            };
            match groups.iter_mut().find(|group| group.name == payer.group) {
                Some(group) => group.payers.push(choice),
                None => groups.push(PayerGroup { name: payer.group.clone(), payers: vec![choice] }),
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests;
