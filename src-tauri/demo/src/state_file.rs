//! What survives a restart: the first day and the permissions, with hashes instead of tokens.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::authorization::scope::Scope;
use crate::data::Member;
use crate::secret::Hash;
use crate::state::Grant;

#[derive(Serialize, Deserialize)]
struct Saved {
    first_day: Date,
    grants: Vec<SavedGrant>,
}

#[derive(Serialize, Deserialize)]
struct SavedGrant {
    id: String,
    member: String,
    scopes: Vec<String>,
    client_id: String,
    given: Timestamp,
    ends: Timestamp,
    revoked: bool,
    refresh: String,
    replaced: Vec<String>,
}

impl SavedGrant {
    fn of(grant: &Grant) -> SavedGrant {
        SavedGrant {
            id: grant.id.clone(),
            member: grant.member.key().to_owned(),
            scopes: grant.scopes.iter().map(|scope| scope.text().to_owned()).collect(),
            client_id: grant.client_id.clone(),
            given: grant.given,
            ends: grant.ends,
            revoked: grant.revoked,
            refresh: grant.refresh.to_text(),
            replaced: grant.replaced.iter().map(|hash| hash.to_text()).collect(),
        }
    }

    fn into_grant(self) -> Option<Grant> {
        Some(Grant {
            member: Member::find(&self.member)?,
            scopes: self.scopes.iter().map(|text| Scope::parse(text)).collect::<Option<_>>()?,
            refresh: Hash::from_text(&self.refresh)?,
            replaced: self.replaced.iter().map(|text| Hash::from_text(text)).collect::<Option<_>>()?,
            id: self.id,
            client_id: self.client_id,
            given: self.given,
            ends: self.ends,
            revoked: self.revoked,
        })
    }
}

/// Reads the file; `None` where there is none.
///
/// # Errors
/// Where it cannot be read, or is not such a file.
pub(crate) fn read(path: &Path) -> io::Result<Option<(Date, Vec<Grant>)>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let saved: Saved = serde_json::from_str(&text)?;
    let grants: Option<Vec<Grant>> = saved.grants.into_iter().map(SavedGrant::into_grant).collect();
    let grants = grants.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "not a demo plan's state"))?;
    Ok(Some((saved.first_day, grants)))
}

/// Writes the file anew: readable by its owner only, complete or not at all.
///
/// # Errors
/// Where it cannot be written.
pub(crate) fn write(path: &Path, first_day: Date, grants: &[Grant]) -> io::Result<()> {
    let saved = Saved { first_day, grants: grants.iter().map(SavedGrant::of).collect() };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let fresh = path.with_file_name(name);
    let written = create_private(&fresh).and_then(|mut file| {
        file.write_all(&serde_json::to_vec(&saved)?)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&fresh, path)).inspect_err(|_| {
        // Nothing is lost if it stays: the next write replaces it.
        let _ = fs::remove_file(&fresh);
    })
}

fn create_private(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
