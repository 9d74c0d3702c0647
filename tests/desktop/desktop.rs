//! The desktop.

use std::{
    fs,
    io::Write,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::{
    PATIENCE, Result,
    process::{Running, free_port},
};

const OUR_SCHEME: &str = "x-scheme-handler/org.claimfolio.desktop";
const KEYRING_PASSWORD: &str = "made-up";

/// A session bus that starts no program by itself: no keyring that a test did not start, no prompt that nobody answers.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// How the session's keyring is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyring {
    /// As after a sign-in to the desktop.
    Unlocked,
    /// There, and nobody answers its prompt.
    Locked,
    /// No program offers one.
    None,
}

/// A desktop session.
pub struct Desktop {
    home: TempDir,
    environment: Vec<(String, String)>,
    debugging_port: u16,
    keyring: Option<Running>,
    _bus: Running,
    _display: Running,
}

impl Desktop {
    /// Starts a fresh one, with its keyring unlocked.
    pub fn start() -> Result<Self> {
        let home = TempDir::with_prefix("claimfolio-test-")?;
        for folder in ["dialogs", "run", "data/applications", "config", "cache", "bin"] {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(home.path().join(folder))?;
        }
        let (display, number) = Running::start_and_read_line(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"])
                .stderr(Stdio::null()),
        )?;
        let path = |name: &str| home.path().join(name).to_string_lossy().into_owned();
        let mut environment: Vec<(String, String)> = [
            ("HOME", path("")),
            ("XDG_RUNTIME_DIR", path("run")),
            ("XDG_DATA_HOME", path("data")),
            ("XDG_CONFIG_HOME", path("config")),
            ("XDG_CACHE_HOME", path("cache")),
            ("XDG_CURRENT_DESKTOP", "GNOME".into()),
            // The system's own dialogs are answered with this folder.
            ("CLAIMFOLIO_DIALOG_FOLDER", path("dialogs")),
            ("DISPLAY", format!(":{number}")),
            ("GDK_BACKEND", "x11".into()),
            ("LANG", "C.UTF-8".into()),
            ("LANGUAGE", "en_US".into()),
            ("LIBGL_ALWAYS_SOFTWARE", "1".into()),
            ("NO_AT_BRIDGE", "1".into()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        let bus_configuration = home.path().join("bus.conf");
        fs::write(&bus_configuration, BUS)?;
        let mut bus = Command::new("dbus-daemon");
        bus.arg(format!("--config-file={}", bus_configuration.display())).args(["--nofork", "--print-address=1"]);
        let (bus, address) = Running::start_and_read_line(clean(&mut bus, &environment).stderr(Stdio::null()))?;
        environment.push(("DBUS_SESSION_BUS_ADDRESS".into(), address));
        let (debugging_port, demo_port) = (free_port()?, free_port()?);
        environment.push(("CLAIMFOLIO_DEMO_PORT".into(), demo_port.to_string()));
        let mut desktop = Self { home, environment, debugging_port, keyring: None, _bus: bus, _display: display };
        desktop.install_browser()?;
        desktop.let_links_come_from(&[format!("http://127.0.0.1:{demo_port}")])?;
        desktop.set_keyring(Keyring::Unlocked)?;
        Ok(desktop)
    }

    /// Changes the keyring, as signing in and out of the desktop does. What it holds stays.
    pub fn set_keyring(&mut self, keyring: Keyring) -> Result {
        self.keyring = None;
        self.keyring = match keyring {
            Keyring::None => None,
            Keyring::Unlocked => {
                let mut command = self.command("gnome-keyring-daemon");
                command.args(["--unlock", "--foreground", "--components=secrets"]);
                let mut running =
                    Running::start(command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()))?;
                running.input().ok_or("no input")?.write_all(KEYRING_PASSWORD.as_bytes())?;
                Some(running)
            }
            Keyring::Locked => {
                let mut command = self.command("gnome-keyring-daemon");
                command.args(["--start", "--foreground", "--components=secrets"]);
                Some(Running::start(command.stdout(Stdio::null()).stderr(Stdio::null()))?)
            }
        };
        if keyring != Keyring::None {
            self.wait_for_the_keyring()?;
        }
        Ok(())
    }

    fn wait_for_the_keyring(&self) -> Result {
        let status = self
            .command("gdbus")
            .args(["wait", "--session", "--timeout", "20", "org.freedesktop.secrets"])
            .stderr(Stdio::null())
            .status()?;
        if status.success() { Ok(()) } else { Err("the keyring did not come up".into()) }
    }

    /// A program in this desktop.
    #[must_use]
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        clean(&mut command, &self.environment);
        command
    }

    /// The home folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Where the app keeps its records.
    #[must_use]
    pub fn records(&self) -> PathBuf {
        self.home.path().join("data/org.claimfolio.desktop")
    }

    /// The folder in which copies are saved and whose files are opened.
    #[must_use]
    pub fn dialogs(&self) -> PathBuf {
        self.home.path().join("dialogs")
    }

    /// Opens a link as the desktop does when a person clicks it anywhere.
    pub fn open_link(&self, link: &str) -> Result {
        self.command("gio").args(["open", link]).status()?;
        Ok(())
    }

    /// Another app makes itself the handler of our scheme, and writes down what it is handed.
    pub fn let_another_app_take_our_links(&self) -> Result {
        let script = self.home.path().join("bin/other-app");
        fs::write(&script, format!("#!/bin/sh\nprintf %s \"$1\" > {}\n", self.taken().display()))?;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
        fs::write(
            self.home.path().join("data/applications/other-app.desktop"),
            format!(
                "[Desktop Entry]\nType=Application\nName=Other app\nExec={} %u\n\
                 MimeType=x-scheme-handler/org.claimfolio.desktop;\n",
                script.display()
            ),
        )?;
        let made = self.command("xdg-mime").args(["default", "other-app.desktop", OUR_SCHEME]).status()?;
        if made.success() { Ok(()) } else { Err("the other app could not take the scheme".into()) }
    }

    /// The link that the other app was handed.
    pub async fn taken_link(&self) -> Result<String> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match fs::read_to_string(self.taken()) {
                Ok(link) if !link.is_empty() => return Ok(link),
                _ => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        Err("the other app was handed nothing".into())
    }

    fn taken(&self) -> PathBuf {
        self.home.path().join("taken-link")
    }

    /// Where the browser can be reached by its WebDriver.
    pub(crate) fn debugging_port(&self) -> u16 {
        self.debugging_port
    }

    /// Puts a file of payers into the app's configuration folder; the app reads it when it starts.
    pub fn set_payers(&self, payers: &str) -> Result {
        let folder = self.home.path().join("config/org.claimfolio.desktop");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("payers.toml"), payers)?;
        Ok(())
    }

    /// Lets the pages of these origins hand our scheme to the desktop without a question, as a person who ticked "always
    /// allow" has it. Before the browser is opened.
    pub fn let_links_come_from(&self, origins: &[String]) -> Result {
        let allowed: serde_json::Map<_, _> = origins
            .iter()
            .map(|origin| (origin.clone(), serde_json::json!({ "org.claimfolio.desktop": true })))
            .collect();
        let profile = self.home.path().join("browser/Default");
        fs::create_dir_all(&profile)?;
        fs::write(
            profile.join("Preferences"),
            serde_json::json!({
                "protocol_handler": { "allowed_origin_protocol_pairs": allowed },
                "browser": { "check_default_browser": false },
                "intl": { "accept_languages": "en-US" },
            })
            .to_string(),
        )?;
        Ok(())
    }

    /// Makes Debian's Chromium the default browser, in a profile of its own.
    fn install_browser(&self) -> Result {
        let profile = self.home.path().join("browser");
        let script = self.home.path().join("bin/test-browser");
        fs::write(
            &script,
            format!(
                "#!/bin/sh\nexec chromium --no-sandbox --no-first-run --disable-gpu --disable-quic \
                 --disable-background-networking --disable-component-update --disable-sync --lang=en-US \
                 --password-store=basic --window-size=1000,900 --user-data-dir={} --remote-debugging-port={} \"$@\" \
                 >/dev/null 2>&1\n",
                profile.display(),
                self.debugging_port
            ),
        )?;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
        let applications = self.home.path().join("data/applications");
        fs::write(
            applications.join("test-browser.desktop"),
            format!(
                "[Desktop Entry]\nType=Application\nName=Test browser\nExec={} %u\n\
                 MimeType=x-scheme-handler/http;x-scheme-handler/https;text/html;\n",
                script.display()
            ),
        )?;
        fs::write(
            self.home.path().join("config/mimeapps.list"),
            "[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n\
             x-scheme-handler/https=test-browser.desktop\ntext/html=test-browser.desktop\n",
        )?;
        Ok(())
    }
}

impl Drop for Desktop {
    /// Ends what the session's own programs started: the browser that the app opened, above all.
    fn drop(&mut self) {
        let _ = Command::new("pkill").args(["-KILL", "-f"]).arg(self.home.path()).status();
    }
}

/// Only what a desktop session has: nothing of the machine that runs the test leaks into it but where programs are.
fn clean<'a>(command: &'a mut Command, environment: &[(String, String)]) -> &'a mut Command {
    command.env_clear().envs(environment.iter().map(|(name, value)| (name, value)));
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command
}
