//! Where results wait: one hidden folder beside their place, gone however the program ends.
//!
//! A staging folder is called `.lifecircle-PID-XXXXXX`, lies in the folder that receives the files (so on the same
//! file system), and holds a file [`LOCK`] that its process keeps locked. The lock ends with the process, whatever
//! ends it: a later run takes it, and so proves that nobody uses the folder, before it removes it. A folder
//! without that file, or whose lock cannot be had, is left alone.

use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

const PREFIX: &str = ".lifecircle-";
const LOCK: &str = "lifecircle.lock";
/// Another run may take a folder for dead between its making and its locking, so often at most.
const ATTEMPTS: usize = 16;

/// The staging folders of this process, each with the folders made for it, outermost first.
static OPEN: Mutex<Vec<(PathBuf, Vec<PathBuf>)>> = Mutex::new(Vec::new());

fn open_folders() -> MutexGuard<'static, Vec<(PathBuf, Vec<PathBuf>)>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes all that this process has staged, and stops every thread that would stage more or put files in place.
///
/// For a program that is told to end: nothing but ending may follow. Files that are being put in place
/// are waited for, so that a folder of results has all of them or none.
pub fn abandon() {
    let mut open = open_folders();
    // Those inside others first, or the outer ones would not be empty.
    while let Some((path, made)) = open.pop() {
        remove(&path, &made);
    }
    // Never given back: who asks for it waits until the process has ended.
    std::mem::forget(open);
}

/// A hidden folder in which files wait; removed when dropped.
#[derive(Debug)]
pub(super) struct Staging {
    path: PathBuf,
    /// Keeps the lock.
    _lock: File,
}

impl Staging {
    /// Makes a staging folder in `folder`, and `folder` where it does not exist; removes there what dead runs left.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        let mut open = open_folders();
        let missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let missing = folder.ancestors().take_while(missing);
        let mut made: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        made.reverse();
        std::fs::create_dir_all(folder)?;
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        sweep(folder);
        match make(folder) {
            Ok((path, lock)) => {
                open.push((path.clone(), made));
                Ok(Self { path, _lock: lock })
            }
            Err(error) => {
                remove_made(&made);
                Err(error)
            }
        }
    }

    /// A new file in it.
    pub(super) fn file(&self) -> Result<NamedTempFile> {
        let _not_while_abandoned = open_folders();
        NamedTempFile::new_in(&self.path)
    }

    /// Lets `place` put files in their places, all of them before the program may be ended by [`abandon`].
    ///
    /// The folders that were made for this one stay from then on.
    pub(super) fn commit<T>(&self, place: impl FnOnce() -> Result<T>) -> Result<T> {
        let mut open = open_folders();
        let placed = place()?;
        if let Some((_, made)) = open.iter_mut().find(|(path, _)| *path == self.path) {
            made.clear();
        }
        Ok(placed)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let mut open = open_folders();
        if let Some(at) = open.iter().position(|(path, _)| *path == self.path) {
            let (path, made) = open.swap_remove(at);
            remove(&path, &made);
        }
    }
}

/// A new folder with its lock.
fn make(folder: &Path) -> Result<(PathBuf, File)> {
    let prefix = format!("{PREFIX}{}-", std::process::id());
    for _ in 0..ATTEMPTS {
        let made = tempfile::Builder::new()
            .prefix(&prefix)
            .tempdir_in(folder)?;
        let lock = match File::create(made.path().join(LOCK)) {
            Ok(lock) => lock,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        // Where there are no locks nobody can take it for dead.
        let taken = matches!(lock.try_lock(), Err(TryLockError::WouldBlock));
        if !taken && made.path().join(LOCK).exists() {
            return Ok((made.keep(), lock));
        }
    }
    Err(Error::other(
        "other runs remove the folder for temporary files",
    ))
}

/// Removes the staging folders of runs that are no more. What cannot be removed is left for a later run.
fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let named = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if !(is_folder && named) {
            continue;
        }
        match File::open(entry.path().join(LOCK)) {
            Ok(lock) if lock.try_lock().is_ok() => remove(&entry.path(), &[]),
            // Ended between making the folder and the lock: nothing is in it, or it is not ours.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let _ = std::fs::remove_dir(entry.path());
            }
            _ => {}
        }
    }
}

/// Removes a staging folder, its lock last: until then a run that is ended here leaves it to the next one.
fn remove(path: &Path, made: &[PathBuf]) {
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        if entry.file_name() != LOCK {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    let _ = std::fs::remove_file(path.join(LOCK));
    let _ = std::fs::remove_dir(path);
    remove_made(made);
}

/// Removes folders that were made for results, unless somebody has used them meanwhile.
fn remove_made(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        let _ = std::fs::remove_dir(folder);
    }
}
