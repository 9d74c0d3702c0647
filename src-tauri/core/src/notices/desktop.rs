//! Where notices are shown.
//!
//! | system | where |
//! | --- | --- |
//! | Linux | `org.freedesktop.Notifications` on the session bus (Desktop Notifications Specification 1.2), over the `zbus` that the keychain uses too |
//! | macOS, Windows | the system's own, by way of `notify-rust` |

use super::Notice;
use crate::ipc::PaperLanguage;

/// The notices of this desktop. Connects when it is first used. Its calls block, each for some seconds at most.
#[derive(Default)]
pub struct DesktopNotices {
    #[cfg(target_os = "linux")]
    bus: bus::Notifications,
}

#[cfg(target_os = "linux")]
impl DesktopNotices {
    /// The notices of whoever listens on another bus than this session's.
    #[must_use]
    pub fn on_bus(address: &str) -> Self {
        Self { bus: bus::Notifications::at(address) }
    }

    /// Whether something on this computer shows notices.
    #[must_use]
    pub fn are_shown(&self) -> bool {
        self.bus.are_shown()
    }

    /// Shows a notice in the place of an earlier one of its kind; false where nothing shows it.
    pub fn show(&self, notice: Notice, language: PaperLanguage) -> bool {
        self.bus.show(notice, notice.text(language))
    }
}

#[cfg(not(target_os = "linux"))]
impl DesktopNotices {
    /// Whether something on this computer shows notices: both systems do, unless the member turned that off there.
    #[must_use]
    pub fn are_shown(&self) -> bool {
        true
    }

    /// Shows a notice; false where the system refused it.
    pub fn show(&self, notice: Notice, language: PaperLanguage) -> bool {
        let mut shown = notify_rust::Notification::new();
        shown.appname(super::SENDER).summary(super::SENDER).body(notice.text(language));
        #[cfg(target_os = "windows")]
        shown.app_id("org.claimfolio.desktop");
        shown.show().is_ok()
    }
}

#[cfg(target_os = "linux")]
mod bus {
    use std::{
        collections::HashMap,
        sync::{Mutex, TryLockError},
        time::Duration,
    };

    use zbus::{
        blocking::{Connection, connection::Builder},
        zvariant::Value,
    };

    use crate::notices::{Notice, SENDER};

    const NAME: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";

    /// How long a notice may take. The bus starts the service where it does not run yet.
    const PATIENCE: Duration = Duration::from_secs(5);

    /// The icon that the app is installed with.
    const ICON: &str = "claimfolio";

    /// The service sets how long it shows a notice.
    const AS_LONG_AS_THE_DESKTOP_LIKES: i32 = -1;

    /// What shows notices on a bus; this session's where there is no address.
    #[derive(Default)]
    pub(super) struct Notifications {
        address: Option<String>,
        open: Mutex<Option<Open>>,
    }

    /// A connection. It is kept: some desktops take a notice away when the program that sent it leaves the bus.
    struct Open {
        connection: Connection,
        /// The number that the service gave to the last notice of each kind.
        shown: HashMap<Notice, u32>,
    }

    impl Notifications {
        pub(super) fn at(address: &str) -> Self {
            Self { address: Some(address.to_owned()), open: Mutex::default() }
        }

        pub(super) fn are_shown(&self) -> bool {
            self.call(|open| {
                open.connection.call_method(Some(NAME), PATH, Some(NAME), "GetServerInformation", &())?;
                Ok(())
            })
        }

        pub(super) fn show(&self, notice: Notice, text: &str) -> bool {
            self.call(|open| {
                let replaces = open.shown.get(&notice).copied().unwrap_or(0);
                let actions: &[&str] = &[];
                let hints: HashMap<&str, Value<'_>> = HashMap::new();
                let body = (SENDER, replaces, ICON, SENDER, text, actions, hints, AS_LONG_AS_THE_DESKTOP_LIKES);
                let answer = open.connection.call_method(Some(NAME), PATH, Some(NAME), "Notify", &body)?;
                open.shown.insert(notice, answer.body().deserialize()?);
                Ok(())
            })
        }

        /// Makes a call; a connection on which one failed is not used again. While one call gets no answer, as a bus that
        /// takes a connection and says nothing gives none, no other is made.
        fn call(&self, act: impl FnOnce(&mut Open) -> zbus::Result<()>) -> bool {
            let mut open = match self.open.try_lock() {
                Ok(open) => open,
                Err(TryLockError::Poisoned(open)) => open.into_inner(),
                Err(TryLockError::WouldBlock) => return false,
            };
            let mut connected = match open.take().map_or_else(|| self.connect(), Ok) {
                Ok(connected) => connected,
                Err(_) => return false,
            };
            let is_done = act(&mut connected).is_ok();
            if is_done {
                *open = Some(connected);
            }
            is_done
        }

        fn connect(&self) -> zbus::Result<Open> {
            let builder = match &self.address {
                Some(address) => Builder::address(address.as_str())?,
                None => Builder::session()?,
            };
            let connection = builder.method_timeout(PATIENCE).build()?;
            Ok(Open { connection, shown: HashMap::new() })
        }
    }
}
