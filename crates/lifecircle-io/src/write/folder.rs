//! An output folder that receives all of its files, or none.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Why results could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The folder cannot be made or written to.
    #[error("cannot write to folder {folder}: choose another one with -o")]
    Folder {
        /// Which.
        folder: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A file could not be written; nothing was changed.
    #[error(
        "cannot write {file}: is the disk full, or a folder of that name there? No output file was changed"
    )]
    File {
        /// Which.
        file: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
}

/// Files waiting beside their final places; [`Folder::commit`] renames them all.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    waiting: Vec<(PathBuf, NamedTempFile)>,
    /// Folders made for this one, outermost first; gone again unless files are put in place.
    made: Vec<PathBuf>,
}

impl Folder {
    /// Opens a folder, making it where it does not exist.
    ///
    /// # Errors
    /// [`WriteError::Folder`].
    pub fn open(path: &Path) -> Result<Self, WriteError> {
        let fail = |source| WriteError::Folder {
            folder: path.to_owned(),
            source,
        };
        let missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let mut made: Vec<PathBuf> = path
            .ancestors()
            .take_while(missing)
            .map(Path::to_owned)
            .collect();
        made.reverse();
        std::fs::create_dir_all(path).map_err(fail)?;
        // Find out now, not after the work.
        NamedTempFile::new_in(path).map_err(fail)?;
        Ok(Self {
            path: path.to_owned(),
            waiting: Vec::new(),
            made,
        })
    }

    /// Writes a file beside its final place.
    ///
    /// # Errors
    /// [`WriteError::File`].
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let file = self.path.join(name);
        let fail = |source| WriteError::File {
            file: file.clone(),
            source,
        };
        let mut waiting = NamedTempFile::new_in(&self.path).map_err(fail)?;
        waiting.write_all(bytes).map_err(fail)?;
        self.waiting.push((file, waiting));
        Ok(())
    }

    /// Makes an empty file beside its final place, to be written by whoever asked for it.
    ///
    /// # Errors
    /// [`WriteError::File`].
    pub fn create(&mut self, name: &str) -> Result<std::fs::File, WriteError> {
        let file = self.path.join(name);
        let fail = |source| WriteError::File {
            file: file.clone(),
            source,
        };
        let waiting = NamedTempFile::new_in(&self.path).map_err(fail)?;
        let handle = waiting.as_file().try_clone().map_err(fail)?;
        self.waiting.push((file, waiting));
        Ok(handle)
    }

    /// Finds out whether every file can be put in its place, for who commits several folders.
    ///
    /// # Errors
    /// [`WriteError::File`] for a folder in the place of a file: the one thing that would stop halfway.
    pub fn ready(&self) -> Result<(), WriteError> {
        let Some((file, _)) = self.waiting.iter().find(|(file, _)| file.is_dir()) else {
            return Ok(());
        };
        Err(WriteError::File {
            file: file.clone(),
            source: std::io::ErrorKind::IsADirectory.into(),
        })
    }

    /// Puts every file in its place.
    ///
    /// # Errors
    /// [`WriteError::File`] for the first that cannot be renamed.
    pub fn commit(mut self) -> Result<Vec<PathBuf>, WriteError> {
        self.ready()?;
        let mut placed = Vec::with_capacity(self.waiting.len());
        for (file, waiting) in std::mem::take(&mut self.waiting) {
            place(waiting, &file).map_err(|source| WriteError::File {
                file: file.clone(),
                source,
            })?;
            placed.push(file);
        }
        self.made.clear();
        Ok(placed)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Waiting files first, or the folders would not be empty.
        self.waiting.clear();
        for folder in self.made.iter().rev() {
            // One that somebody else has used meanwhile stays.
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// A file waiting beside its final place, for output that is streamed.
///
/// # Errors
/// What the operating system says.
pub fn waiting_file(folder: &Path) -> std::io::Result<NamedTempFile> {
    NamedTempFile::new_in(folder)
}

/// Puts a waiting file in its place.
///
/// # Errors
/// What the operating system says; the file is then gone, and nothing was changed.
pub fn place(waiting: NamedTempFile, file: &Path) -> std::io::Result<()> {
    waiting.as_file().sync_all()?;
    readable(&waiting)?;
    waiting.persist(file).map_err(|e| e.error)?;
    Ok(())
}

/// Temporary files are private to their owner; results are for everybody.
#[cfg(unix)]
fn readable(waiting: &NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    waiting
        .as_file()
        .set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &NamedTempFile) -> std::io::Result<()> {
    Ok(())
}
