//! An output folder that receives all of its files, or none.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::NamedTempFile;

use super::hash::sha256;
use super::manifest::MANIFEST;
use super::staging::Staging;

/// Why results could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The folder cannot be made or written to.
    #[error("cannot write to folder {folder}: choose another one")]
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

lifecircle_core::coded!(WriteError {
    Self::Folder { folder, source } => "write-folder" { folder: folder, reason: source }
    Self::File { file, source } => "write-file" { file: file, reason: source }
});

/// Files waiting beside their final places; [`Folder::commit`] renames them all.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Before the folder that holds them, so that it is empty when it is removed.
    waiting: Vec<(PathBuf, NamedTempFile)>,
    /// Without what is written beside it, which is known last.
    manifest: Option<Value>,
    staging: Staging,
}

impl Folder {
    /// Opens a folder, making it where it does not exist, and removes what dead runs left waiting in it.
    ///
    /// # Errors
    /// [`WriteError::Folder`]: found out now, not after the work.
    pub fn open(path: &Path) -> Result<Self, WriteError> {
        let staging = Staging::open(path).map_err(|source| WriteError::Folder {
            folder: path.to_owned(),
            source,
        })?;
        Ok(Self {
            path: path.to_owned(),
            waiting: Vec::new(),
            manifest: None,
            staging,
        })
    }

    /// Keeps a manifest, which is written as `manifest.json` when the folder is committed: it then names every other file with its
    /// size and digest.
    pub fn add_manifest(&mut self, document: Value) {
        self.manifest = Some(document);
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
        let mut waiting = self.staging.file().map_err(fail)?;
        waiting.write_all(bytes).map_err(fail)?;
        self.waiting.push((file, waiting));
        Ok(())
    }

    /// Makes an empty file beside its final place, to be written by whoever asked for it.
    ///
    /// # Errors
    /// [`WriteError::File`].
    pub fn create(&mut self, name: &str) -> Result<File, WriteError> {
        let file = self.path.join(name);
        let fail = |source| WriteError::File {
            file: file.clone(),
            source,
        };
        let waiting = self.staging.file().map_err(fail)?;
        let handle = waiting.as_file().try_clone().map_err(fail)?;
        self.waiting.push((file, waiting));
        Ok(handle)
    }

    /// Finds out whether every file can be put in its place, for who commits several folders.
    ///
    /// # Errors
    /// [`WriteError::File`] for a folder in the place of a file: the one thing that would stop halfway.
    pub fn ready(&self) -> Result<(), WriteError> {
        let manifest = self.manifest.as_ref().map(|_| self.path.join(MANIFEST));
        let mut files = self.waiting.iter().map(|(file, _)| file).chain(&manifest);
        let Some(file) = files.find(|file| file.is_dir()) else {
            return Ok(());
        };
        Err(WriteError::File {
            file: file.clone(),
            source: std::io::ErrorKind::IsADirectory.into(),
        })
    }

    /// Puts every file in its place: all are on the disk before the first is renamed, so that what can
    /// fail or take long is over, and no request to end the program falls between two of them.
    ///
    /// # Errors
    /// [`WriteError::File`] for the first that cannot be written to the disk or renamed.
    pub fn commit(mut self) -> Result<Vec<PathBuf>, WriteError> {
        self.ready()?;
        if let Some(document) = self.manifest.take() {
            let document = self.with_outputs(document)?;
            self.add(MANIFEST, format!("{document:#}\n").as_bytes())?;
        }
        let failed = |file: &Path, source| WriteError::File {
            file: file.to_owned(),
            source,
        };
        for (file, waiting) in &self.waiting {
            finish(waiting).map_err(|source| failed(file, source))?;
        }
        let mut placed = Vec::with_capacity(self.waiting.len());
        let waiting = std::mem::take(&mut self.waiting);
        let mut last = PathBuf::new();
        let renamed = self.staging.commit(|| {
            for (file, waiting) in waiting {
                last.clone_from(&file);
                waiting.persist(&file).map_err(|e| e.error)?;
                placed.push(file);
            }
            Ok(())
        });
        renamed.map_err(|source| failed(&last, source))?;
        sync(&self.path);
        Ok(placed)
    }
}

impl Folder {
    /// A manifest with the name, size and digest of every file that waits, by name.
    fn with_outputs(&self, mut document: Value) -> Result<Value, WriteError> {
        let mut outputs = Vec::with_capacity(self.waiting.len());
        for (file, waiting) in &self.waiting {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let told = waiting.as_file().metadata();
            let told = told.and_then(|told| Ok((told.len(), sha256(waiting.path())?)));
            let (bytes, digest) = told.map_err(|source| WriteError::File {
                file: file.clone(),
                source,
            })?;
            outputs.push((name.into_owned(), bytes, digest.to_string()));
        }
        outputs.sort();
        let value =
            |(name, bytes, sha256)| json!({ "name": name, "bytes": bytes, "sha256": sha256 });
        document["outputs"] = outputs.into_iter().map(value).collect();
        Ok(document)
    }
}

/// A file waiting beside its final place, for output that is streamed.
#[derive(Debug)]
pub struct Waiting {
    /// Before the folder that holds it, so that it is empty when it is removed.
    file: NamedTempFile,
    staging: Staging,
}

impl Waiting {
    /// The file, open for writing.
    pub fn as_file(&self) -> &File {
        self.file.as_file()
    }

    /// Where it waits.
    pub fn path(&self) -> &Path {
        self.file.path()
    }
}

impl Write for Waiting {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// A new file that waits in `folder`, where what dead runs left is removed.
///
/// # Errors
/// What the operating system says.
pub fn waiting_file(folder: &Path) -> std::io::Result<Waiting> {
    let staging = Staging::open(folder)?;
    let file = staging.file()?;
    Ok(Waiting { file, staging })
}

/// Puts a waiting file in its place.
///
/// # Errors
/// What the operating system says; the file is then gone, and nothing was changed.
pub fn place(waiting: Waiting, file: &Path) -> std::io::Result<()> {
    let Waiting {
        file: waiting,
        staging,
    } = waiting;
    finish(&waiting)?;
    staging.commit(|| waiting.persist(file).map_err(|e| e.error))?;
    sync(file.parent().unwrap_or(Path::new("")));
    Ok(())
}

/// Makes nameless files of formats that need one ([`FlatGeobuf`](crate::layer::Format::FlatGeobuf)) in `folder` from now on
/// instead of in the system's folder for temporary files, which may be small.
///
/// For a program with one place for its results: only the first call counts.
pub fn spool_in(folder: &Path) {
    // The second call tells of the first, which stays.
    let _ = tempfile::env::override_temp_dir(folder);
}

/// Writes a file to the disk, for everybody to read.
fn finish(waiting: &NamedTempFile) -> std::io::Result<()> {
    readable(waiting)?;
    waiting.as_file().sync_all()
}

/// Writes the names in a folder to the disk, where the system has a way; they are right without it, and only
/// a machine that loses its power may forget them.
fn sync(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
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
