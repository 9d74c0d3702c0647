//! The keychain of each operating system, by way of `keyring`.
//!
//! | system | where | what is set besides |
//! | --- | --- | --- |
//! | Linux | Secret Service, the default collection | a label for the person who looks into the keyring |
//! | macOS | the login keychain | nothing: its items do not leave the computer unless the person exports them |
//! | Windows | Credential Manager | `persistence = Local`, or the item would roam with the profile (T31) |

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

use super::keychain::Backend;
use super::{SERVICE, SecretError};

/// This computer's keychain. Connects when it is first used.
#[derive(Debug, Default)]
pub(super) struct Platform {
    store: Option<Arc<CredentialStore>>,
    /// The connection that `keyring` makes once a process has been used up.
    connected_before: bool,
}

impl Platform {
    /// Makes a call, and once more over a new connection where the old one had worked and then broke: a keyring that
    /// was restarted knows neither the connection nor its session. Each call here can be made twice without harm.
    fn call<T>(&mut self, act: impl Fn(&CredentialStore) -> keyring_core::Result<T>) -> Result<T, SecretError> {
        let worked_before = self.store.is_some();
        match act(&*self.store()?) {
            Err(Error::PlatformFailure(_)) if worked_before && cfg!(target_os = "linux") => {
                self.store = None;
                act(&*self.store()?).map_err(|error| self.read_error(&error))
            }
            result => result.map_err(|error| self.read_error(&error)),
        }
    }

    fn store(&mut self) -> Result<Arc<CredentialStore>, SecretError> {
        if let Some(store) = &self.store {
            return Ok(Arc::clone(store));
        }
        let store = if self.connected_before { reconnect() } else { connect() };
        self.connected_before = true;
        let store = store.map_err(|error| self.read_error(&error))?;
        Ok(Arc::clone(self.store.insert(store)))
    }

    fn read_error(&mut self, error: &Error) -> SecretError {
        if matches!(error, Error::PlatformFailure(_) | Error::NoDefaultStore) {
            self.store = None;
        }
        read_error(error)
    }
}

/// The store that `keyring` chooses for the system.
fn connect() -> keyring_core::Result<Arc<CredentialStore>> {
    match keyring::Entry::store_status() {
        Ok(()) => keyring_core::get_default_store().ok_or(Error::NoDefaultStore),
        // The result is a shared reference; a fresh attempt gives an error of our own.
        Err(_) => reconnect(),
    }
}

/// A new connection: a Secret Service that came late or was restarted needs one.
#[cfg(target_os = "linux")]
fn reconnect() -> keyring_core::Result<Arc<CredentialStore>> {
    let store = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

/// Neither the macOS keychain nor the Credential Manager has a connection that could end.
#[cfg(not(target_os = "linux"))]
fn reconnect() -> keyring_core::Result<Arc<CredentialStore>> {
    keyring_core::get_default_store().ok_or(Error::NoDefaultStore)
}

fn entry(store: &CredentialStore, name: &str) -> keyring_core::Result<Entry> {
    let label = format!("Claimfolio ({name})");
    let modifiers: HashMap<&str, &str> = if cfg!(target_os = "windows") {
        HashMap::from([("persistence", "Local")])
    } else if cfg!(target_os = "linux") {
        HashMap::from([("label", label.as_str())])
    } else {
        HashMap::new()
    };
    store.build(SERVICE, name, Some(&modifiers))
}

/// What finds every item of ours. On Windows a target is named `user.service`.
fn ours() -> (&'static str, String) {
    if cfg!(target_os = "windows") {
        ("pattern", format!("\\.{}$", SERVICE.replace('.', "\\.")))
    } else {
        ("service", SERVICE.to_owned())
    }
}

impl Backend for Platform {
    fn read(&mut self, name: &str) -> Result<Option<Zeroizing<String>>, SecretError> {
        self.call(|store| match entry(store, name)?.get_secret() {
            // Other than our Base64 nothing can be in there; what is not text decodes to nothing and is told apart later.
            Ok(bytes) => Ok(Some(Zeroizing::new(String::from_utf8(bytes).unwrap_or_else(|_| "\u{0}".to_owned())))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn write(&mut self, name: &str, text: &str) -> Result<(), SecretError> {
        self.call(|store| entry(store, name)?.set_secret(text.as_bytes()))
    }

    fn remove(&mut self, name: &str) -> Result<(), SecretError> {
        self.call(|store| match entry(store, name)?.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            // Two keyrings may each hold one: all of them go.
            Err(Error::Ambiguous(entries)) => entries.iter().try_for_each(Entry::delete_credential),
            result => result,
        })
    }

    fn remove_all(&mut self) -> Result<usize, SecretError> {
        let (key, value) = ours();
        self.call(|store| {
            let entries = store.search(&HashMap::from([(key, value.as_str())]))?;
            for entry in &entries {
                match entry.delete_credential() {
                    Ok(()) | Err(Error::NoEntry) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(entries.len())
        })
    }
}

/// Tells the failures apart. The stores wrap their systems' errors, and only the text of those carries the D-Bus
/// error's name or Apple's status; both are part of a protocol and do not change with a language.
fn read_error(error: &Error) -> SecretError {
    match error {
        Error::NoStorageAccess(cause) | Error::PlatformFailure(cause) => {
            // Apple's text is translated, its status is in the debug form alone.
            let text = if cfg!(target_os = "macos") { format!("{cause:?}") } else { cause.to_string() };
            let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
            // -25308 is errSecInteractionNotAllowed: locked, and no screen to ask on.
            if says(&["IsLocked", "object locked", "prompt dismissed", "before prompt completed", "code: -25308"]) {
                SecretError::Locked
            // -25293 is errSecAuthFailed, -128 the person's own "Deny".
            } else if says(&["AccessDenied", "AuthFailed", "code: -25293", "code: -128"]) {
                SecretError::Denied
            } else {
                SecretError::Missing
            }
        }
        Error::Ambiguous(_) | Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::TooLong(..) => {
            SecretError::NotKept
        }
        // `Error` may gain variants; none of them can be used.
        _ => SecretError::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn platform(text: &str) -> Error {
        Error::PlatformFailure(text.into())
    }

    /// T17
    #[test]
    fn the_systems_failures_are_told_apart() {
        for (error, expected) in [
            (Error::NoStorageAccess("SS Error: object locked".into()), SecretError::Locked),
            (Error::NoStorageAccess("SS error: prompt dismissed".into()), SecretError::Locked),
            (platform("zbus error: org.freedesktop.Secret.Error.IsLocked: no details"), SecretError::Locked),
            (platform("zbus error: org.freedesktop.DBus.Error.AccessDenied: rejected"), SecretError::Denied),
            (platform("zbus error: org.freedesktop.DBus.Error.ServiceUnknown: none"), SecretError::Missing),
            (platform("zbus error: I/O error: No such file or directory"), SecretError::Missing),
            (platform("no secret service provider or dbus session found"), SecretError::Missing),
            (Error::NoStorageAccess("SS error: result not returned from SS API".into()), SecretError::Missing),
            (Error::NoDefaultStore, SecretError::Missing),
            (Error::TooLong("secret".into(), 2560), SecretError::NotKept),
            (Error::Ambiguous(Vec::new()), SecretError::NotKept),
        ] {
            assert_eq!(read_error(&error), expected, "{error}");
        }
    }
}
