//! Whether the files of a folder are as they were written.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Manifest, ResultsError};
use crate::write::{MANIFEST, sha256};

/// The files of a folder, held against its manifest. Names are in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digests {
    /// As they were written.
    pub same: Vec<String>,
    /// Written, and gone.
    pub missing: Vec<String>,
    /// Of other bytes.
    pub changed: Vec<String>,
    /// Not of this run: put there by somebody, or left by an earlier run. Hidden files and folders are not looked at.
    pub extra: Vec<String>,
}

impl Digests {
    /// Whether all files are there, as they were written, and no others.
    pub fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.extra.is_empty()
    }
}

/// Holds the files of a folder against its manifest.
///
/// # Errors
/// [`ResultsError::NoDigests`] for a manifest of an earlier version; what the operating system says of a file.
///
/// # Complexity
/// Reads every file once.
pub fn digests(folder: &Path, manifest: &Manifest) -> Result<Digests, ResultsError> {
    let outputs = manifest.outputs().ok_or_else(|| ResultsError::NoDigests {
        file: folder.join(MANIFEST),
    })?;
    let failed = |file: &Path, source| ResultsError::Read {
        file: file.to_owned(),
        source,
    };
    let mut found = Digests::default();
    let mut named = BTreeSet::from([MANIFEST.to_owned()]);
    for output in outputs {
        let file = folder.join(&output.name);
        let list = match std::fs::metadata(&file) {
            Ok(told) if !told.is_file() => &mut found.missing,
            Ok(told) if told.len() != output.bytes => &mut found.changed,
            Ok(_) => {
                let digest = sha256(&file).map_err(|e| failed(&file, e))?;
                if digest.to_string() == output.sha256 {
                    &mut found.same
                } else {
                    &mut found.changed
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => &mut found.missing,
            Err(error) => return Err(failed(&file, error)),
        };
        list.push(output.name.clone());
        named.insert(output.name);
    }
    for entry in std::fs::read_dir(folder).map_err(|e| failed(folder, e))? {
        let entry = entry.map_err(|e| failed(folder, e))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_file = entry.file_type().is_ok_and(|kind| !kind.is_dir());
        if is_file && !name.starts_with('.') && !named.contains(&name) {
            found.extra.push(name);
        }
    }
    for list in [
        &mut found.same,
        &mut found.missing,
        &mut found.changed,
        &mut found.extra,
    ] {
        list.sort_unstable();
    }
    Ok(found)
}
