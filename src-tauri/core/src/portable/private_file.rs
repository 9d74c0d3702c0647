//! A file that appears whole or not at all, and that nobody else may read (T29).
//!
//! It is written beside its place under another name, forced to the disk, and renamed. What was in its place stays until
//! then; a copy that is not finished leaves nothing.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};

use uuid::Uuid;

/// Why a copy could not be saved. What was in its place before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The folder is gone, read-only, belongs to somebody else, or a folder has the file's name.
    #[error("the folder cannot be written to")]
    FolderNotWritable,
    /// The disk is full (T15).
    #[error("the disk is full")]
    DiskFull,
    /// Another fault of the disk.
    #[error("the disk failed")]
    Disk(#[source] io::Error),
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::DiskFull,
            ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
            | ErrorKind::DirectoryNotEmpty
            | ErrorKind::InvalidFilename => Self::FolderNotWritable,
            _ => Self::Disk(error),
        }
    }
}

/// A file on its way. Dropped before [`finish`](Self::finish), it was never there.
pub struct PrivateFile {
    /// `None` once it is finished.
    file: Option<BufWriter<File>>,
    unfinished: PathBuf,
    place: PathBuf,
}

impl PrivateFile {
    /// Begins a file that is to be at `place`.
    pub fn create(place: &Path) -> Result<Self, SaveError> {
        let name = place.file_name().ok_or(SaveError::FolderNotWritable)?;
        if place.is_dir() {
            return Err(SaveError::FolderNotWritable);
        }
        let mut unfinished = OsString::from(".");
        unfinished.push(name);
        // Names are at most 255 bytes on most file systems; a long one is cut rather than refused.
        if unfinished.len() > 200 {
            unfinished = OsString::from(".copy");
        }
        unfinished.push(format!(".{}.part", Uuid::new_v4().simple()));
        let unfinished = place.with_file_name(unfinished);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&unfinished)?;
        Ok(Self { file: Some(BufWriter::with_capacity(1 << 16, file)), unfinished, place: place.to_path_buf() })
    }

    /// Puts the file in its place, in a way that lasts through a loss of power (T20).
    pub fn finish(mut self) -> Result<(), SaveError> {
        if let Some(file) = self.file.take() {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error);
            if let Err(error) = file.and_then(|file| file.sync_all()) {
                self.remove();
                return Err(error.into());
            }
        }
        if let Err(error) = fs::rename(&self.unfinished, &self.place) {
            self.remove();
            return Err(error.into());
        }
        sync_folder(&self.place);
        Ok(())
    }

    fn remove(&self) {
        // There is nothing to tell: the copy failed already, and its parts carry a name that says so.
        let _ = fs::remove_file(&self.unfinished);
    }
}

impl Write for PrivateFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or_else(|| Err(ErrorKind::BrokenPipe.into()), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for PrivateFile {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            // Without writing what is still in memory.
            drop(file.into_parts());
            self.remove();
        }
    }
}

/// Writes a whole file at once, for its owner alone.
pub fn write_private(place: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let mut file = PrivateFile::create(place)?;
    file.write_all(bytes)?;
    file.finish()
}

/// Makes the rename last. The file is there already: where a file system cannot do this for folders, nothing is lost.
fn sync_folder(place: &Path) {
    #[cfg(unix)]
    if let Some(folder) = place.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = place;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// T29
    #[cfg(unix)]
    #[test]
    fn a_copy_can_be_read_by_its_owner_only_even_in_the_place_of_an_open_one() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("claims.csv");
        fs::write(&place, "old").unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o666)).unwrap();
        let mut file = PrivateFile::create(&place).unwrap();
        let part = names(folder.path()).into_iter().find(|name| name.ends_with(".part")).unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&part), 0o600, "already while it is written");
        file.write_all(b"new").unwrap();
        file.finish().unwrap();
        assert_eq!((fs::read_to_string(&place).unwrap().as_str(), mode("claims.csv")), ("new", 0o600));
        assert_eq!(names(folder.path()), ["claims.csv"]);
    }

    /// T29: a crash or a cancelled copy leaves what was there.
    #[test]
    fn a_copy_that_is_not_finished_was_never_there() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("claims.csv");
        fs::write(&place, "old").unwrap();
        let mut file = PrivateFile::create(&place).unwrap();
        file.write_all(&[b'x'; 1 << 18]).unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "old");
        drop(file);
        assert_eq!(fs::read_to_string(&place).unwrap(), "old");
        assert_eq!(names(folder.path()), ["claims.csv"]);
    }

    #[test]
    fn a_folder_that_is_gone_and_a_folder_in_the_files_place_are_told_apart_from_a_failing_disk() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("claims.csv")).unwrap();
        for place in ["gone/claims.csv", "claims.csv", ".."] {
            let error = write_private(&folder.path().join(place), b"x").unwrap_err();
            assert!(matches!(error, SaveError::FolderNotWritable), "{place}: {error}");
        }
        assert_eq!(names(folder.path()), ["claims.csv"]);
    }

    /// T15
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told_as_one() {
        let error = SaveError::from(io::Error::from_raw_os_error(28));
        assert!(matches!(error, SaveError::DiskFull));
    }

    #[test]
    fn a_name_as_long_as_the_disk_takes_can_be_saved() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join(format!("{}.csv", "n".repeat(251)));
        write_private(&place, b"x").unwrap();
        assert_eq!(fs::read(place).unwrap(), b"x");
    }
}
