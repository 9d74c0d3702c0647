//! The recovery code: a second way to the key, for who has lost the first. Made by the member, shown once, kept by them.

use std::sync::{Arc, Mutex};

use secrecy::ExposeSecret;

use crate::{
    ipc::{AppError, AppState, EnteredSecret, ErrorCode, NewRecoveryCode, PrintOptions, Protection},
    portable::{FileKind, write_private},
    print::{self, Typeface},
    secret::{
        Found, KeptKey, NoCode, RecoveryCode,
        envelope::{self, Cost, EnvelopeError, Opener},
    },
    store::Store,
};

use super::{Folio, blocking, copies::name_of, error, lock, startup::Opened};

/// What a recovery code helps with: the key is not to be had from the keychain.
const HELPS_WITH: [ErrorCode; 6] = [
    ErrorCode::KeyMissing,
    ErrorCode::WrongKey,
    ErrorCode::KeychainMissing,
    ErrorCode::KeychainDenied,
    ErrorCode::KeychainLocked,
    ErrorCode::KeychainTimedOut,
];

/// What a code opens that was just made, until the member says that they have kept it: an app that ends or locks before
/// that must not leave them with a code that nobody has, in place of one that they have.
#[derive(Default)]
pub(super) struct MadeCode(Mutex<Option<Vec<u8>>>);

impl Folio {
    /// Makes a recovery code. It opens the records once the member says that they have kept it; nothing keeps the code
    /// itself.
    ///
    /// # Errors
    /// That the passphrase was entered wrong, or the keychain's.
    pub async fn make_recovery_code(&self, passphrase: Option<EnteredSecret>) -> Result<NewRecoveryCode, AppError> {
        let _one_at_a_time = self.opening.lock().await;
        let key = self.proven_key(passphrase).await?;
        let code = RecoveryCode::random();
        let sealed = envelope::seal(&key, Opener::Code(code.bytes()), Cost::USUAL).map_err(problem_of_envelope)?;
        *lock(&self.made_code.0) = Some(sealed);
        Ok(NewRecoveryCode { groups: code.groups().iter().map(|group| group.as_str().to_owned()).collect() })
    }

    /// Lets the code that was made last open the records, in place of an earlier one.
    ///
    /// # Errors
    /// That none was made since the app was opened, or the disk's: an earlier code still opens the records.
    pub async fn keep_recovery_code(&self) -> Result<Protection, AppError> {
        let _one_at_a_time = self.opening.lock().await;
        let sealed = lock(&self.made_code.0).clone().ok_or_else(error::not_found)?;
        let folder = self.folders.records.clone();
        blocking(move || Store::write_recovery(&folder, &sealed)).await??;
        self.forget_made_code();
        self.protection().await
    }

    /// Forgets a code that the member did not keep.
    pub(super) fn forget_made_code(&self) {
        *lock(&self.made_code.0) = None;
    }

    /// Saves a code that was just made as a sheet to print, where the member says; the file's name, or `None` where they
    /// think better of it.
    ///
    /// # Errors
    /// That this is no code, or the disk's.
    pub async fn save_recovery_code(
        &self,
        code: EnteredSecret,
        options: PrintOptions,
        typeface: &Typeface,
    ) -> Result<Option<String>, AppError> {
        let code = read(&code)?;
        let Some(place) = self.place_for("claimfolio-recovery-code.pdf", FileKind::Pdf).await? else {
            return Ok(None);
        };
        let file = name_of(&place);
        let typeface = typeface.clone();
        blocking(move || {
            let groups: Vec<String> = code.groups().iter().map(|group| group.as_str().to_owned()).collect();
            write_private(&place, &print::recovery(&groups, &options, &typeface)?)?;
            Ok::<_, AppError>(())
        })
        .await??;
        Ok(Some(file))
    }

    /// Makes the code that there is useless.
    ///
    /// # Errors
    /// The disk's.
    pub async fn remove_recovery_code(&self) -> Result<Protection, AppError> {
        let folder = self.folders.records.clone();
        blocking(move || Store::remove_recovery(&folder)).await??;
        self.protection().await
    }

    /// Opens the records with the recovery code, and keeps their key in the keychain again as it is: a passphrase that was
    /// forgotten is in force no more. Where the keychain takes nothing, the records are open until the app ends or locks.
    ///
    /// # Errors
    /// That it is no code, another one, or that there is none; and what keeps records from opening whose key is there.
    pub async fn recover(self: &Arc<Self>, code: EnteredSecret) -> Result<AppState, AppError> {
        let code = read(&code)?;
        {
            let _one_at_a_time = self.opening.lock().await;
            let helps = match &*self.opened.borrow() {
                Opened::Locked => true,
                Opened::Blocked(problem) => HELPS_WITH.contains(&problem.code),
                Opened::Opening | Opened::Ready(_) => false,
            };
            if helps {
                let (folder, secrets) = (self.folders.records.clone(), Arc::clone(&self.secrets));
                let before = self.clock.now().to_string();
                let (store, has_passphrase) = blocking(move || {
                    let sealed = Store::recovery(&folder)?.filter(|_| Store::exists(&folder));
                    let sealed = sealed.ok_or_else(error::no_recovery_code)?;
                    let key = envelope::open(&sealed, Opener::Code(code.bytes())).map_err(problem_of_envelope)?;
                    let store = Store::open(&folder, &key)?;
                    let kept = KeptKey::of(secrets.as_ref());
                    let taken = kept.keep(&key, &before);
                    if let Err(cause) = taken {
                        tracing::warn!(%cause, "the keychain did not take the recovered key");
                    }
                    let has_passphrase = taken.is_err() && matches!(kept.find(), Ok(Found::Wrapped));
                    Ok::<_, AppError>((store, has_passphrase))
                })
                .await??;
                self.opened_by(store, has_passphrase).await?;
                self.was_tried(true).await;
            }
        }
        self.go_on_with_syncs().await;
        Ok(self.app_state().await)
    }
}

fn read(code: &EnteredSecret) -> Result<RecoveryCode, AppError> {
    RecoveryCode::parse(code.0.expose_secret()).map_err(|cause| match cause {
        NoCode::Form => error::recovery_code_unreadable(None),
        NoCode::Group(group) => error::recovery_code_unreadable(Some(group)),
    })
}

fn problem_of_envelope(cause: EnvelopeError) -> AppError {
    match cause {
        EnvelopeError::NotUnderstood | EnvelopeError::Refused => error::recovery_code_wrong(),
        EnvelopeError::Failed => error::unexpected("the key could not be worked out"),
    }
}
