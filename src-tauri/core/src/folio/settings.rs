//! The preferences: a small readable file that needs no key, so that a locked app still speaks the member's language.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use crate::ipc::{AppError, Settings};

use super::{Folio, blocking, error::disk_error, lock};

const FILE: &str = "settings.json";

/// The preferences, or the usual ones where there are none or the file cannot be read.
pub(super) fn read(folder: &Path) -> Settings {
    fs::read(folder.join(FILE)).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
}

fn write(folder: &Path, settings: &Settings) -> io::Result<()> {
    write_whole(folder, FILE, &serde_json::to_vec_pretty(settings)?)
}

/// Replaces a small file as a whole: a crash leaves the old one or the new one.
pub(super) fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let new = folder.join(format!("{name}.new"));
    let mut file = fs::File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(new, folder.join(name))
}

impl Folio {
    /// The preferences.
    #[must_use]
    pub fn settings(&self) -> Settings {
        lock(&self.settings).clone()
    }

    /// Keeps new preferences. Where the disk refuses them, they hold until the app ends.
    pub async fn save_settings(&self, settings: Settings) -> Result<(), AppError> {
        let _one_at_a_time = self.saving.lock().await;
        // Where it did not lock itself nobody told of the member, who is there now.
        self.activity();
        *lock(&self.settings) = settings.clone();
        let folder = self.folders.settings.clone();
        blocking(move || write(&folder, &settings)).await?.map_err(|error| disk_error(&error))
    }
}

#[cfg(test)]
mod tests {
    use crate::ipc::{Language, Notices, Settings, Theme};

    use super::{read, write};

    #[test]
    fn what_was_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let settings =
            Settings { language: Language::Es, theme: Theme::Dark, notices: Notices::On, ..Settings::default() };
        write(&folder.path().join("new"), &settings).unwrap();
        assert_eq!(read(&folder.path().join("new")), settings);
    }

    #[test]
    fn a_missing_a_broken_and_an_unknown_file_give_the_usual_preferences() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()), Settings::default());
        for text in ["", "{", r#"{"theme":"purple"}"#, "[]"] {
            std::fs::write(folder.path().join("settings.json"), text).unwrap();
            assert_eq!(read(folder.path()), Settings::default(), "{text}");
        }
        std::fs::write(folder.path().join("settings.json"), r#"{"theme":"dark","later":1}"#).unwrap();
        assert_eq!(read(folder.path()).theme, Theme::Dark);
    }
}
