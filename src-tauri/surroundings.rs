//! What the computer says of its network and its power. Windows and macOS are not asked yet: there they are unknown.

use claimfolio_core::sync::daily::Surroundings;

/// What the computer says now; [`Surroundings::UNKNOWN`] where it says nothing in time.
pub(crate) async fn look() -> Surroundings {
    #[cfg(target_os = "linux")]
    return linux::look().await;
    #[cfg(not(target_os = "linux"))]
    return Surroundings::UNKNOWN;
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        sync::{LazyLock, mpsc},
        thread,
        time::Duration,
    };

    use claimfolio_core::sync::daily::Surroundings;
    use gio::{
        BusType, DBusProxy, DBusProxyFlags, NetworkMonitor,
        glib::MainContext,
        prelude::{DBusProxyExt, NetworkMonitorExt},
    };
    use tokio::sync::oneshot;

    /// How long the system's services may take.
    const PATIENCE: Duration = Duration::from_secs(5);

    type Answer = oneshot::Sender<Surroundings>;

    /// A thread of its own: the services are asked over a bus and may hang, and the monitor hears of changes on the loop of
    /// the thread that made it.
    static WATCH: LazyLock<Option<mpsc::Sender<Answer>>> = LazyLock::new(|| {
        let (asks, asked) = mpsc::channel::<Answer>();
        let watch = move || {
            let context = MainContext::new();
            let _ = context.with_thread_default(|| {
                let monitor = NetworkMonitor::default();
                for answer in asked {
                    while context.iteration(false) {}
                    // Nobody waits any longer where it took too long.
                    let _ = answer.send(Surroundings {
                        is_online: monitor.is_network_available(),
                        is_metered: monitor.is_network_metered(),
                        saves_power: saves_power(),
                    });
                }
            });
        };
        thread::Builder::new().name("surroundings".to_owned()).spawn(watch).ok().map(|_| asks)
    });

    pub(super) async fn look() -> Surroundings {
        let (answer, answered) = oneshot::channel();
        let is_asked = WATCH.as_ref().is_some_and(|watch| watch.send(answer).is_ok());
        if !is_asked {
            return Surroundings::UNKNOWN;
        }
        tokio::time::timeout(PATIENCE, answered).await.ok().and_then(Result::ok).unwrap_or(Surroundings::UNKNOWN)
    }

    /// Whether the power profile is the one that saves; by the name that UPower has taken over, and by the older one.
    fn saves_power() -> bool {
        [
            ("org.freedesktop.UPower.PowerProfiles", "/org/freedesktop/UPower/PowerProfiles"),
            ("net.hadess.PowerProfiles", "/net/hadess/PowerProfiles"),
        ]
        .into_iter()
        .any(|(name, path)| active_profile(name, path).as_deref() == Some("power-saver"))
    }

    fn active_profile(name: &str, path: &str) -> Option<String> {
        let flags = DBusProxyFlags::DO_NOT_AUTO_START | DBusProxyFlags::DO_NOT_CONNECT_SIGNALS;
        let proxy =
            DBusProxy::for_bus_sync(BusType::System, flags, None, name, path, name, None::<&gio::Cancellable>).ok()?;
        proxy.cached_property("ActiveProfile")?.get()
    }
}
