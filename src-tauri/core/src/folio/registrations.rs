//! The registrations that a member or an organisation enters. The client id stands in a small readable file; the client
//! secret is in the keychain and nowhere else, is told to nobody but the payers that the registration serves, and goes
//! with the last connection that uses it.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::{
    auth::problem,
    ipc::{AppError, Event, PayerKind, Registration, RegistrationEntry},
    payer::{OwnRegistration, is_client_id, is_client_secret},
    secret::SecretError,
};

use super::{Folio, blocking, error, lock, settings::write_whole};

const FILE: &str = "registrations.json";

type Own = BTreeMap<String, OwnRegistration>;

/// The registrations that were entered; none where the file is missing or cannot be read.
pub(super) fn read(folder: &Path) -> Own {
    let own: Own =
        fs::read(folder.join(FILE)).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
    own.into_iter().filter(|(_, own)| is_client_id(&own.client_id)).collect()
}

/// The keychain's name for a registration's secret.
fn secret_name(id: &str) -> String {
    format!("registration/{id}/secret")
}

impl Folio {
    /// Every registration that can be entered, with what is known of it. Never a secret.
    #[must_use]
    pub fn registrations(&self) -> Vec<Registration> {
        self.registry().registrations(self.settings().developer_mode)
    }

    /// Keeps a registration. Sign-ins from now on use it; connections use it with their next refresh.
    ///
    /// # Errors
    /// What was entered cannot be used, or the keychain or the disk did not take it: nothing is changed then.
    pub async fn save_registration(&self, entry: RegistrationEntry) -> Result<(), AppError> {
        let _alone = self.registering.lock().await;
        let registration = self.registration(&entry.id)?;
        let client_id = entry.client_id.trim().to_owned();
        if !is_client_id(&client_id) {
            return Err(error::registration_unusable("client id"));
        }
        // A secret belongs to its client id.
        let keeps_secret = registration.has_secret && registration.client_id.as_deref() == Some(&client_id);
        let secret = entry.secret.map(|secret| SecretString::from(secret.0.expose_secret().trim()));
        match &secret {
            Some(secret) if !registration.needs_secret || !is_client_secret(secret.expose_secret()) => {
                return Err(error::registration_unusable("client secret"));
            }
            None if registration.needs_secret && !keeps_secret => {
                return Err(error::registration_unusable("client secret"));
            }
            Some(_) | None => {}
        }
        let own = OwnRegistration { client_id, has_secret: registration.needs_secret };
        let before = self.registration_secret(&entry.id).await;
        if let Some(secret) = &secret {
            self.keep_secret(&entry.id, secret.clone()).await?;
        }
        if let Err(problem) = self.write_registration(&entry.id, Some(&own)).await {
            if secret.is_some() {
                self.put_secret_back(&entry.id, before).await;
            }
            return Err(problem);
        }
        self.registration_changed(&entry.id, Some(&own)).await;
        Ok(())
    }

    /// Takes back what was entered: the secret out of the keychain, then the client id. What came with the build or stands
    /// in the file of payers is used again.
    ///
    /// # Errors
    /// The keychain or the disk: what could not be deleted is still shown.
    pub async fn remove_registration(&self, id: &str) -> Result<(), AppError> {
        let _alone = self.registering.lock().await;
        self.registration(id)?;
        self.delete_secret(id).await?;
        self.write_registration(id, None).await?;
        self.registration_changed(id, None).await;
        Ok(())
    }

    /// Opens the page on which an organisation registers the app.
    pub async fn open_registration_page(&self, id: &str) -> Result<(), AppError> {
        let page =
            self.registration(id)?.portal.and_then(|page| Url::parse(&page).ok()).ok_or_else(error::not_found)?;
        let host = Arc::clone(&self.host);
        if blocking(move || host.open_in_browser(&page)).await? { Ok(()) } else { Err(error::no_browser()) }
    }

    /// A registration's secret, where there is one.
    pub(super) async fn registration_secret(&self, id: &str) -> Result<Option<SecretString>, AppError> {
        let (secrets, name) = (Arc::clone(&self.secrets), secret_name(id));
        let kept = blocking(move || secrets.get(&name)).await?.map_err(problem::of_secret)?;
        Ok(kept.and_then(|kept| Some(str::from_utf8(kept.expose_secret()).ok()?.into())))
    }

    /// Deletes the secret of a registration that no connection uses any more. `None` where there is none, or where another
    /// connection uses it.
    pub(super) async fn forget_unused_secret(&self, id: &str) -> Option<bool> {
        let _alone = self.registering.lock().await;
        let (own, payers) = {
            let registry = lock(&self.registry);
            let payers: Vec<String> = registry.served_by(id).map(|payer| payer.key.clone()).collect();
            (registry.served_by(id).find_map(|payer| payer.registration.own.clone()), payers)
        };
        let own = own.filter(|own| own.has_secret)?;
        let left = self.with_store(|store| store.connections()).await.ok()?;
        if left.iter().any(|record| payers.contains(&record.payer)) {
            return None;
        }
        if self.delete_secret(id).await.is_err() {
            return Some(false);
        }
        let own = OwnRegistration { has_secret: false, ..own };
        if let Err(problem) = self.write_registration(id, Some(&own)).await {
            tracing::warn!(code = ?problem.code, "that a client secret was deleted could not be noted");
        }
        self.registration_changed(id, Some(&own)).await;
        Some(true)
    }

    /// A registration that can be entered, whether its entries are shown now or not.
    fn registration(&self, id: &str) -> Result<Registration, AppError> {
        let found = self.registry().registrations(true).into_iter().find(|known| known.id == id);
        found.filter(|known| known.kind != PayerKind::Demo).ok_or_else(error::not_found)
    }

    async fn keep_secret(&self, id: &str, secret: SecretString) -> Result<(), AppError> {
        let (secrets, name) = (Arc::clone(&self.secrets), secret_name(id));
        let kept = blocking(move || {
            let bytes = secret.expose_secret().as_bytes();
            secrets.set(&name, bytes)?;
            match secrets.get(&name)? {
                Some(read_back) if read_back.expose_secret() == bytes => Ok(()),
                Some(_) | None => Err(SecretError::NotKept),
            }
        });
        kept.await?.map_err(problem::of_secret)
    }

    async fn put_secret_back(&self, id: &str, before: Result<Option<SecretString>, AppError>) {
        let put_back = match before {
            Ok(Some(before)) => self.keep_secret(id, before).await,
            Ok(None) | Err(_) => self.delete_secret(id).await,
        };
        if let Err(problem) = put_back {
            tracing::warn!(code = ?problem.code, "a client secret could not be put back");
        }
    }

    async fn delete_secret(&self, id: &str) -> Result<(), AppError> {
        let (secrets, name) = (Arc::clone(&self.secrets), secret_name(id));
        let deleted = blocking(move || {
            secrets.delete(&name)?;
            if secrets.get(&name)?.is_some() { Err(SecretError::NotKept) } else { Ok(()) }
        });
        deleted.await?.map_err(problem::of_secret)
    }

    async fn write_registration(&self, id: &str, own: Option<&OwnRegistration>) -> Result<(), AppError> {
        let (folder, id, own) = (self.folders.settings.clone(), id.to_owned(), own.cloned());
        let written = blocking(move || {
            let mut all = read(&folder);
            match own {
                Some(own) => all.insert(id, own),
                None => all.remove(&id),
            };
            write_whole(&folder, FILE, &serde_json::to_vec_pretty(&all)?)
        });
        written.await?.map_err(|cause| error::disk_error(&cause))
    }

    /// Uses a registration as it is now: sessions of its connections are made anew when they are next needed.
    async fn registration_changed(&self, id: &str, own: Option<&OwnRegistration>) {
        let payers: Vec<String> = {
            let mut registry = lock(&self.registry);
            registry.set_own_registration(id, own);
            registry.served_by(id).map(|payer| payer.key.clone()).collect()
        };
        if let Ok(connections) = self.with_store(|store| store.connections()).await {
            for record in connections.into_iter().filter(|record| payers.contains(&record.payer)) {
                self.end_session(&record.id).await;
            }
        }
        self.host.tell(Event::RecordsChanged(()));
    }
}
