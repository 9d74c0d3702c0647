//! What is in files, before anything of them is taken in. Keeps nothing but counts, names and a bounded list of what was
//! not understood.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::SystemTime,
};

use tokio_util::sync::CancellationToken;

use crate::{
    fhir::{
        file::{self, FileError, Found, Limits, NotTaken},
        json,
        page::Resource,
        patient,
        reference::{Reference, is_urn},
        resource::{field, text},
    },
    ipc::DataKind,
    store::Urns,
    sync::plan::kind_of,
};

/// What was not understood is listed up to here, and counted beyond.
const MOST_NOT_TAKEN: usize = 50;

/// People are listed up to here, and counted beyond.
const MOST_PEOPLE: usize = 2_000;

/// Of what names are kept, up to how many.
const NAMED: [&str; 3] = ["Patient", "Organization", "Practitioner"];
const MOST_URNS: usize = 100_000;

/// Types of other resources are listed up to here.
const MOST_TYPES: usize = 200;

/// By which a file is known to be the one that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    path: PathBuf,
    length: u64,
    modified: Option<SystemTime>,
}

impl Fingerprint {
    /// Of a file as it is now.
    ///
    /// # Errors
    /// Where it cannot be looked at, or is a folder.
    pub fn of(path: &Path) -> Result<Self, FileError> {
        let found = std::fs::metadata(path)?;
        if !found.is_file() {
            return Err(std::io::Error::from(std::io::ErrorKind::IsADirectory).into());
        }
        Ok(Self { path: path.to_path_buf(), length: found.len(), modified: found.modified().ok() })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its size in bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }
}

/// Somebody in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Somebody {
    /// The whole name, where the file has a Patient.
    pub name: Option<String>,
    /// The birth date, as the file has it.
    pub birth_date: Option<String>,
    /// How many claims.
    pub claims: u64,
}

/// What is in files.
#[derive(Debug, Default)]
pub struct Looked {
    /// Claims, each once.
    pub claims: BTreeSet<String>,
    /// The first day of care of any claim, and the last one.
    pub days: Option<(String, String)>,
    /// Coverages.
    pub coverages: u64,
    /// Health records.
    pub records: u64,
    /// Other resources that are kept and not shown, by type.
    pub others: BTreeMap<String, u64>,
    /// What entries of Bundles are called by: people, and those who took care or insure.
    pub urns: Urns,
    /// Who the files are about, by FHIR id; empty for claims that name nobody.
    pub people: BTreeMap<String, Somebody>,
    /// What was not understood, the first ones, each with the number of its file.
    pub not_taken: Vec<(usize, NotTaken)>,
    /// How many were not understood.
    pub not_taken_count: u64,
}

/// Looks at files. `advance` hears how many bytes of all are done.
///
/// # Errors
/// The first one of a file, with the file's number: nothing of any is to be taken then.
pub fn look(
    files: &[Fingerprint],
    stop: &CancellationToken,
    mut advance: impl FnMut(u64),
) -> Result<Looked, (usize, FileError)> {
    let mut looked = Looked::default();
    let mut before = 0;
    for (number, file) in files.iter().enumerate() {
        let opened = File::open(&file.path).map_err(|error| (number, error.into()))?;
        let mut hear = |done| {
            advance(before + done);
            if stop.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let mut take = |found| {
            match found {
                Found::Resource(resource) => looked.see(&resource),
                Found::NotTaken(not_taken) => {
                    looked.not_taken_count += 1;
                    if looked.not_taken.len() < MOST_NOT_TAKEN {
                        looked.not_taken.push((number, not_taken));
                    }
                }
            }
            ControlFlow::Continue(())
        };
        file::read(opened, Limits::default(), &mut hear, &mut take).map_err(|error| (number, error))?;
        before += file.length;
    }
    looked.find_people();
    Ok(looked)
}

impl Looked {
    /// Whether there is nothing to take.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.coverages == 0 && self.records == 0 && self.people.is_empty()
    }

    /// How many resources there are to take, about.
    #[must_use]
    pub fn resources(&self) -> u64 {
        let claims = u64::try_from(self.claims.len()).unwrap_or(u64::MAX);
        let others: u64 = self.others.values().sum();
        claims + self.coverages + self.records + others
    }

    fn see(&mut self, resource: &Resource) {
        let kind = kind_of(&resource.resource_type);
        self.see_name(resource);
        match kind {
            Some(DataKind::Coverage) => self.coverages += 1,
            Some(DataKind::Records) => self.records += 1,
            Some(DataKind::Claims) if !self.claims.insert(resource.id.clone()) => return,
            Some(DataKind::Claims | DataKind::Person) => {}
            None => {
                if self.others.len() < MOST_TYPES || self.others.contains_key(&resource.resource_type) {
                    *self.others.entry(resource.resource_type.clone()).or_default() += 1;
                }
                return;
            }
        }
        // One that is nested too deep says nothing (T14).
        let tree = json::parse(resource.json.as_str()).unwrap_or_default();
        match kind {
            Some(DataKind::Claims) => {
                let patient = Reference::in_field(&tree, "patient").and_then(Reference::patient);
                if let Some(person) = self.person(patient.unwrap_or_default()) {
                    person.claims += 1;
                }
                let day = field(&tree, "billablePeriod").and_then(|period| text(period, "start"));
                if let Some(day) = day.and_then(crate::date::PartialDate::parse) {
                    self.see_day(day.to_string());
                }
            }
            Some(DataKind::Person) => {
                let facts = patient::read(&tree);
                if let Some(person) = self.person(&resource.id) {
                    person.name = facts.name;
                    person.birth_date = facts.birth_date;
                }
            }
            _ => {}
        }
    }

    /// What others call it by. Most that write such Bundles take the name for the id too, and that alone is left of it
    /// where the resource stands on a line of its own.
    fn see_name(&mut self, resource: &Resource) {
        if !NAMED.contains(&resource.resource_type.as_str()) || self.urns.len() >= MOST_URNS {
            return;
        }
        let named = || (resource.resource_type.clone(), resource.id.clone());
        if let Some(urn) = &resource.urn {
            self.urns.insert(urn.clone(), named());
        } else if uuid::Uuid::try_parse(&resource.id).is_ok() {
            self.urns.entry(format!("urn:uuid:{}", resource.id)).or_insert_with(named);
        }
    }

    /// Gives the claims of those who are called by a name to whoever that is; to nobody where the files do not say.
    fn find_people(&mut self) {
        let called: Vec<String> = self.people.keys().filter(|id| is_urn(id)).cloned().collect();
        for urn in called {
            let Some(Somebody { claims, .. }) = self.people.remove(&urn) else { continue };
            let id = self.urns.get(&urn).map(|(_, id)| id.clone()).unwrap_or_default();
            self.people.entry(id).or_default().claims += claims;
        }
    }

    fn person(&mut self, id: &str) -> Option<&mut Somebody> {
        if self.people.len() >= MOST_PEOPLE && !self.people.contains_key(id) {
            return None;
        }
        Some(self.people.entry(id.to_owned()).or_default())
    }

    /// FHIR dates stand in order as texts.
    fn see_day(&mut self, day: String) {
        self.days = Some(match self.days.take() {
            None => (day.clone(), day),
            Some((first, last)) if day < first => (day, last),
            Some((first, last)) if day > last => (first, day),
            Some(days) => days,
        });
    }
}
