//! The passphrase of the records: set, changed, taken away. The records themselves are not touched by it: their key is
//! kept in another way.

use std::sync::Arc;

use secrecy::ExposeSecret;

use crate::{
    auth::problem,
    ipc::{AppError, EnteredSecret, Protection},
    secret::{Found, KeptKey, KeyError, envelope::Key},
};

use super::{Folio, blocking, error};

/// The fewest characters that a passphrase may have. Each try costs a tenth of a second and 64 MiB; a thief of the keychain
/// can try elsewhere, but no faster by much.
pub(super) const SHORTEST: usize = 8;

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
        if passphrase.0.expose_secret().chars().count() < SHORTEST {
            return Err(error::passphrase_too_short());
        }
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
        let current = current.map(|entered| entered.0);
        if current.is_some() {
            self.may_try()?;
        }
        let secrets = Arc::clone(&self.secrets);
        let kept = blocking(move || {
            let kept = KeptKey::of(secrets.as_ref());
            let key = kept.key(current.as_ref())?;
            keep(&kept, &key)
        })
        .await?;
        if kept == Err(KeyError::Refused) {
            self.was_tried(false);
        }
        kept.map_err(problem_of_key)?;
        self.was_tried(true);
        let protection = self.protection().await?;
        self.lock.set_passphrase(protection.has_passphrase);
        Ok(protection)
    }
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
