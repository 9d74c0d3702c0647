//! The payers: one readable data file, `payers.toml`, checked as it is read, and what is laid over it: a file of the same
//! form on this computer, the client ids of a build, and those that a member entered.
//!
//! Addresses are data, never constants in code, because the payers' documents disagree with themselves and their hosts
//! move. What each payer's servers support is data as well: their documents say that any search parameter they do not
//! list is not supported.

pub mod discovery;
mod fault;
mod fields;
mod overrides;
mod read;
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use fault::RegistryError;
use fault::fault;
use serde::{Deserialize, Serialize};
use toml::Table;
use url::Url;

use crate::auth::endpoint::{ClientKind, OAuthClient};
use crate::auth::redirect::RedirectUri;
use crate::fhir::supports::Supports;
use crate::ipc::{
    self, Availability, ConnectionAddresses, DataKind, FaultKind, PayerChoice, PayerGroup, PayerKind, PayersFile,
    PlanType, RecordKind, RegistrationSource, ShareKind, SharePreview,
};
use crate::records;

/// The key of the plan inside this app.
pub const DEMO: &str = "demo";

/// What stands in the payer's place of a connection that came from a file. No payer may be called so.
pub const FROM_FILE: &str = "file";

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
    /// What can be asked of the public directory, where the payer has one.
    pub directory: Option<DirectorySupport>,
    /// How many days the member's permission lasts, where the payer says so.
    pub permission_days: Option<u32>,
    /// The kinds of plans whose members are answered; empty where that is not known.
    pub served: Vec<PlanType>,
    /// Whether revoking one sign-in is known to leave the same member's other sign-ins alone.
    pub separate_grants: bool,
    /// How soon new records can be asked for.
    pub freshness: Freshness,
    /// Whom a developer may write to.
    pub support: Option<String>,
    /// The fields that the file of this computer gives.
    pub overridden: BTreeSet<String>,
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
    /// The payer's own privacy notice.
    pub privacy: Option<Address>,
    /// Where the maker of an app registers it.
    pub register: Option<Address>,
}

/// An address with where it was found.
#[derive(Debug, Clone)]
pub struct Address {
    /// The address.
    pub url: Url,
    /// Which document gives it, and what was derived.
    pub source: String,
    /// Whether it was ever tried against the live server.
    pub verified: bool,
}

/// How this app is registered with a payer.
#[derive(Debug, Clone)]
pub struct Registration {
    /// Names it. Payers that share one know this app by the same client id.
    pub id: String,
    /// The client id that came with the app, its build or the file of this computer.
    pub given: Option<Given>,
    /// What a member entered. It wins.
    pub own: Option<OwnRegistration>,
    /// How the app shows who it is.
    pub client: ClientKind,
    /// Where answers come back to.
    pub redirect: RedirectUri,
    /// Whether the FHIR base is sent as `aud`.
    pub audience: bool,
}

/// A client id that nobody entered here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The client id.
    pub client_id: String,
    /// Who gave it.
    pub source: RegistrationSource,
}

/// A registration that a member entered. Its secret is in the keychain and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRegistration {
    /// The client id.
    pub client_id: String,
    /// Whether there is a secret in the keychain.
    #[serde(default)]
    pub has_secret: bool,
}

impl Registration {
    /// The client id in use.
    #[must_use]
    pub fn client_id(&self) -> Option<&str> {
        let own = self.own.as_ref().map(|own| own.client_id.as_str());
        own.or_else(|| self.given.as_ref().map(|given| given.client_id.as_str()))
    }

    /// Where that came from.
    #[must_use]
    pub fn source(&self) -> RegistrationSource {
        match (&self.own, &self.given) {
            (Some(_), _) => RegistrationSource::Own,
            (None, Some(given)) => given.source,
            (None, None) => RegistrationSource::None,
        }
    }

    /// Whether the payer demands a client secret.
    #[must_use]
    pub fn needs_secret(&self) -> bool {
        self.client != ClientKind::Public
    }

    /// Whether one was entered.
    #[must_use]
    pub fn has_secret(&self) -> bool {
        self.own.as_ref().is_some_and(|own| own.has_secret)
    }
}

/// Whether a text can be a client id (RFC 6749, A.1), spaces aside, which no server was seen to give out.
#[must_use]
pub fn is_client_id(text: &str) -> bool {
    (1..=512).contains(&text.len()) && text.bytes().all(|byte| (0x21..=0x7e).contains(&byte))
}

/// Whether a text can be a client secret (RFC 6749, A.2).
#[must_use]
pub fn is_client_secret(text: &str) -> bool {
    (1..=2000).contains(&text.len()) && text.bytes().all(|byte| (0x20..=0x7e).contains(&byte))
}

/// What can be asked of one resource.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceSupport {
    /// The search parameters that the documents list. Nothing else is sent. Parameters that page are left out, because
    /// pages are followed by their links. Empty where the resource can only be read.
    #[serde(default)]
    pub search: Vec<String>,
    /// Those of them of which a search needs one.
    #[serde(default)]
    pub required: Vec<String>,
    /// Whether `POST [type]/_search` is documented.
    #[serde(default)]
    pub post: bool,
    /// Whether `GET [type]/[id]/_history/[version]` is documented.
    #[serde(default)]
    pub vread: bool,
    /// Whether `POST [type]/$match` is documented.
    #[serde(default, rename = "match")]
    pub matches: bool,
    /// The values of `_include` that are documented and that this app has a use for.
    #[serde(default)]
    pub include: Vec<String>,
    /// Those of `_revinclude`.
    #[serde(default)]
    pub revinclude: Vec<String>,
    /// Search parameters that stand in the document's examples and not in its list.
    #[serde(default)]
    pub examples: Vec<String>,
}

/// How the networks of a directory are told from its other organizations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Networks {
    /// `Organization?type=ntwk`
    Type,
    /// `Organization?_profile=…/plannet-Network`
    Profile,
}

/// What can be asked of a payer's public directory.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectorySupport {
    /// Which document lists it.
    pub source: String,
    /// How networks are found.
    pub networks: Networks,
    /// What can be asked of each resource.
    pub resources: BTreeMap<String, ResourceSupport>,
}

impl ResourceSupport {
    /// Whether this parameter may be sent.
    #[must_use]
    pub fn allows(&self, parameter: &str) -> bool {
        self.search.iter().chain(&self.examples).any(|allowed| allowed == parameter)
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
    /// The directory's entries, after the payer received them, in days of the calendar.
    pub directory_days: Option<u32>,
    /// No record is older than this year's first day: "none before it" is not "no care before it".
    pub earliest_year: Option<i16>,
}

impl Payer {
    /// Whether a sign-in can be started.
    #[must_use]
    pub fn availability(&self) -> Availability {
        // The demo plan has its addresses once it runs, and it runs once it is chosen.
        let reachable = self.addresses.is_some() || self.kind == PayerKind::Demo;
        let registration = &self.registration;
        match registration.client_id() {
            Some(_) if reachable && registration.needs_secret() && !registration.has_secret() => {
                Availability::NeedsSecret
            }
            Some(_) if reachable => Availability::Ready,
            _ => Availability::NeedsRegistration,
        }
    }

    /// This app as it is registered with the payer, without its secret; `None` where it is not.
    #[must_use]
    pub fn client(&self) -> Option<OAuthClient> {
        let id = self.registration.client_id()?.to_owned();
        Some(OAuthClient { id, kind: self.registration.client, secret: None })
    }

    /// Whether every address that a sign-in needs was tried against the live servers.
    #[must_use]
    pub fn verified(&self) -> bool {
        let needed =
            |addresses: &Addresses| [&addresses.authorize, &addresses.token, &addresses.fhir].map(|one| one.verified);
        self.addresses.as_ref().is_some_and(|addresses| needed(addresses) == [true; 3])
    }

    /// Where a connection's tokens are renewed and revoked: at what its sign-in discovered, as long as that is still a place
    /// that the entry allows, else at what the entry says now (T5).
    #[must_use]
    pub fn endpoints(&self, kept: Option<&ConnectionAddresses>) -> Option<(Url, Option<Url>)> {
        let addresses = self.addresses.as_ref()?;
        let kept = kept.and_then(|kept| discovery::still_good(self, kept));
        let revoke = addresses.revoke.as_ref().map(|revoke| revoke.url.clone());
        Some(match kept {
            Some((token, discovered)) => (token, revoke.or(discovered)),
            None => (addresses.token.url.clone(), revoke),
        })
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
        Supports::of(self)
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
            served: self.served.clone(),
            earliest_year: self.freshness.earliest_year,
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

/// All payers that this app knows, in the order to show them.
#[derive(Debug, Clone)]
pub struct Registry {
    payers: Vec<Payer>,
    /// The shipped file, for another to be laid over.
    shipped: Table,
}

impl Registry {
    /// The payers that come with the app.
    ///
    /// # Errors
    /// [`RegistryError`] where the file is at fault, which a test rules out.
    pub fn shipped() -> Result<Self, RegistryError> {
        Self::read(include_str!("payers.toml"))
    }

    /// The same with the client ids that were given to this build in the environment as `CLAIMFOLIO_CLIENT_IDS`: a line, or
    /// an item between commas, for each registration, `registration = id`.
    ///
    /// # Errors
    /// [`RegistryError`] where the list is at fault: a build that would silently lack a registration does not start.
    pub fn of_this_build() -> Result<Self, RegistryError> {
        Self::shipped()?.with_client_ids(option_env!("CLAIMFOLIO_CLIENT_IDS").unwrap_or_default())
    }

    /// Reads and checks a data file.
    ///
    /// # Errors
    /// [`RegistryError`]: the first fault found.
    pub fn read(text: &str) -> Result<Self, RegistryError> {
        let shipped = overrides::parse(text)?;
        let payers = read::read(shipped.clone(), &BTreeMap::new())?;
        Ok(Self { payers, shipped })
    }

    /// Gives registrations their client ids, from a list of `registration = id`.
    ///
    /// # Errors
    /// [`RegistryError`] that names the line's registration.
    pub fn with_client_ids(mut self, list: &str) -> Result<Self, RegistryError> {
        for line in list.split([',', '\n']).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let wrong = |entry: &str, kind, problem: &str| fault(entry, "client_id", kind, problem);
            let halves = line.split_once('=').ok_or_else(|| wrong("list", FaultKind::Form, "has an item without ="))?;
            let (registration, id) = (halves.0.trim(), halves.1.trim().trim_matches('"'));
            if !is_client_id(id) {
                return Err(wrong(registration, FaultKind::Form, "is not a client id"));
            }
            let mut known = false;
            for payer in self.payers.iter_mut().filter(|payer| payer.registration.id == registration) {
                let given = Given { client_id: id.to_owned(), source: RegistrationSource::Build };
                // What this computer's file says is about this computer.
                payer.registration.given.get_or_insert(given);
                known = true;
            }
            if !known {
                return Err(wrong(registration, FaultKind::Unknown, "is given for a registration that no payer has"));
            }
        }
        Ok(self)
    }

    /// Lays a file of this computer over these payers. Where one thing in it is wrong nothing of it is used, and what is
    /// answered says so.
    #[must_use]
    pub fn with_file(self, path: &Path) -> (Self, PayersFile) {
        let mut file = PayersFile { path: path.display().to_string(), changed: Vec::new(), fault: None };
        let laid = match read_file(path) {
            Ok(None) => return (self, file),
            Ok(Some(text)) => self.laid_over(&text),
            Err(fault) => Err(fault),
        };
        match laid {
            Ok((registry, changed)) => {
                file.changed = changed;
                (registry, file)
            }
            Err(fault) => {
                file.fault = Some(fault.into());
                (self, file)
            }
        }
    }

    /// These payers with a file's text laid over them, and the keys of those that it changes or adds.
    fn laid_over(&self, text: &str) -> Result<(Self, Vec<String>), RegistryError> {
        let (merged, changed) = overrides::lay_over(&self.shipped, overrides::parse(text)?)?;
        let mut payers = read::read(merged, &changed)?;
        for payer in &mut payers {
            let before = self.get(&payer.key).map(|before| &before.registration);
            if let Some(before) = before.filter(|before| before.id == payer.registration.id)
                && !payer.overridden.contains("client_id")
            {
                payer.registration.given.clone_from(&before.given);
            }
        }
        let shipped = self.shipped.clone();
        Ok((Self { payers, shipped }, changed.into_keys().collect()))
    }

    /// Gives a registration what a member entered, or takes it away.
    pub fn set_own_registration(&mut self, id: &str, own: Option<&OwnRegistration>) {
        for payer in self.payers.iter_mut().filter(|payer| payer.registration.id == id) {
            payer.registration.own = own.cloned();
        }
    }

    /// The payers that a registration serves.
    pub fn served_by<'a>(&'a self, registration: &'a str) -> impl Iterator<Item = &'a Payer> {
        self.payers.iter().filter(move |payer| payer.registration.id == registration)
    }

    /// Every registration but the demo plan's, as settings show it. Sandboxes are for developers.
    #[must_use]
    pub fn registrations(&self, developer_mode: bool) -> Vec<ipc::Registration> {
        let mut shown: Vec<ipc::Registration> = Vec::new();
        for payer in &self.payers {
            let is_shown = match payer.kind {
                PayerKind::Production => true,
                PayerKind::Sandbox => developer_mode,
                PayerKind::Demo | PayerKind::File => false,
            };
            if !is_shown {
                continue;
            }
            let Registration { id, redirect, .. } = &payer.registration;
            if let Some(known) = shown.iter_mut().find(|known| known.id == *id) {
                known.payers.push(payer.name.clone());
                known.keys.push(payer.key.clone());
                continue;
            }
            let register = payer.addresses.as_ref().and_then(|addresses| addresses.register.as_ref());
            shown.push(ipc::Registration {
                id: id.clone(),
                payers: vec![payer.name.clone()],
                keys: vec![payer.key.clone()],
                kind: payer.kind,
                client_id: payer.registration.client_id().map(str::to_owned),
                source: payer.registration.source(),
                needs_secret: payer.registration.needs_secret(),
                has_secret: payer.registration.has_secret(),
                redirect: redirect.as_str().to_owned(),
                scopes: payer.scopes.iter().chain(&payer.optional_scopes).cloned().collect(),
                portal: register.map(|register| register.url.to_string()),
                support: payer.support.clone(),
            });
        }
        shown
    }

    /// Gives the demo plan its addresses, on the loopback server at `origin`.
    ///
    /// # Errors
    /// [`RegistryError`] where `origin` is not on this computer.
    pub fn with_demo(mut self, origin: &Url) -> Result<Self, RegistryError> {
        let fault = |problem: &str| fault(DEMO, "origin", FaultKind::Form, problem);
        if !(origin.scheme() == "http" && crate::http::is_loopback(origin)) {
            return Err(fault("is not on this computer"));
        }
        let at = |path: &str| {
            let url = origin.join(path).map_err(|_| fault("cannot be joined with a path"))?;
            Ok(Address { url, source: "the demo plan inside this app".to_owned(), verified: true })
        };
        let addresses = Addresses {
            authorize: at("/oauth/authorize")?,
            token: at("/oauth/token")?,
            revoke: Some(at("/oauth/revoke")?),
            fhir: at("/R4")?,
            directory: Some(at("/directory/R4")?),
            portal: Some(at("/portal")?),
            privacy: None,
            register: None,
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

/// The text of a file, where there is one.
fn read_file(path: &Path) -> Result<Option<String>, RegistryError> {
    let unreadable = |problem: &str| fault("file", "syntax", FaultKind::Unreadable, problem);
    let length = match std::fs::metadata(path) {
        Ok(about) => about.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&format!("cannot be opened: {}", error.kind()))),
    };
    if usize::try_from(length).is_ok_and(|length| length > overrides::LARGEST) {
        return Err(unreadable("is larger than any such file needs to be"));
    }
    let text = std::fs::read_to_string(path);
    text.map(Some).map_err(|error| unreadable(&format!("cannot be read as text: {}", error.kind())))
}

#[cfg(test)]
mod tests;
