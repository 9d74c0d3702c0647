//! The passphrase of the records: set, changed, taken away. The records themselves are not touched by it: their key is
//! kept in another way.

use std::sync::Arc;

use secrecy::ExposeSecret;

use crate::{
    auth::problem,
    ipc::{AppError, EnteredSecret, Protection},
    secret::{Found, KeptKey, KeyError, envelope::Key},
    store::{Store, StoreError},
};

use super::{Folio, blocking, error};

/// The fewest characters that a passphrase may have. Each try costs a tenth of a second and 64 MiB; a thief of the keychain
/// can try elsewhere, but no faster by much.
const SHORTEST: usize = 8;

impl Folio {
    /// What protects the records.
    ///
    /// # Errors
    /// The keychain's.
    pub async fn protection(&self) -> Result<Protection, AppError> {
        let secrets = Arc::clone(&self.secrets);
        let found = blocking(move || KeptKey::of(secrets.as_ref()).find()).await?.map_err(problem::of_secret)?;
        let has_recovery_code = self.has_recovery_code().await;
        Ok(Protection { has_passphrase: matches!(found, Found::Wrapped), has_recovery_code })
    }

    /// Sets a passphrase, or changes the one that there is.
    ///
    /// # Errors
    /// That it is too short, that the one in force was entered wrong, or the keychain's: what opened the records before
    /// still does.
    pub async fn set_passphrase(
        &self,
        passphrase: EnteredSecret,
        current: Option<EnteredSecret>,
    ) -> Result<Protection, AppError> {
        long_enough(&passphrase)?;
        self.keep_key(current, move |kept, key| kept.wrap(key, &passphrase.0)).await
    }

    /// Takes the passphrase away: whoever uses this computer as the member opens the records.
    ///
    /// # Errors
    /// As for [`Folio::set_passphrase`].
    pub async fn remove_passphrase(&self, current: EnteredSecret) -> Result<Protection, AppError> {
        let before = self.clock.now().to_string();
        self.keep_key(Some(current), move |kept, key| Ok(kept.keep(key, &before)?)).await
    }

    /// Keeps the key of the records in another way.
    async fn keep_key(
        &self,
        current: Option<EnteredSecret>,
        keep: impl FnOnce(&KeptKey<'_>, &Key) -> Result<(), KeyError> + Send + 'static,
    ) -> Result<Protection, AppError> {
        let _one_at_a_time = self.opening.lock().await;
        let key = self.proven_key(current).await?;
        let secrets = Arc::clone(&self.secrets);
        blocking(move || keep(&KeptKey::of(secrets.as_ref()), &key)).await?.map_err(problem_of_key)?;
        let protection = self.protection().await?;
        self.lock.set_passphrase(protection.has_passphrase);
        Ok(protection)
    }

    /// The keychain's key, by the passphrase where there is one. It is the records' own: a recovery code may have opened them
    /// while the keychain has another, and what is made of that opens nothing (T17). For whoever has the turn of opening,
    /// so that tries come one after the other.
    ///
    /// # Errors
    /// That the passphrase is another one or that the next try has to wait, the keychain's, and that the key is not the one.
    pub(super) async fn proven_key(&self, passphrase: Option<EnteredSecret>) -> Result<Key, AppError> {
        let is_tried = passphrase.is_some();
        if is_tried {
            self.may_try()?;
        }
        let (folder, secrets) = (self.folders.records.clone(), Arc::clone(&self.secrets));
        let found = blocking(move || {
            let passphrase = passphrase.as_ref().map(|entered| &entered.0);
            let key = KeptKey::of(secrets.as_ref()).key(passphrase)?;
            Ok::<_, KeyError>(Store::is_of(&folder, &key).then_some(key))
        })
        .await?;
        if is_tried && matches!(found, Ok(_) | Err(KeyError::Refused)) {
            self.was_tried(found.is_ok()).await;
        }
        found.map_err(problem_of_key)?.ok_or_else(|| StoreError::WrongKey.into())
    }
}

/// Whether a new passphrase is one.
pub(super) fn long_enough(passphrase: &EnteredSecret) -> Result<(), AppError> {
    if passphrase.0.expose_secret().chars().count() < SHORTEST {
        return Err(error::passphrase_too_short());
    }
    Ok(())
}

/// What the member is told.
pub(super) fn problem_of_key(cause: KeyError) -> AppError {
    match cause {
        KeyError::Secret(cause) => problem::of_secret(cause),
        KeyError::Refused => error::passphrase_wrong(),
        KeyError::Nothing => error::key_missing(),
        KeyError::Failed => error::unexpected("the key could not be worked out"),
    }
}
