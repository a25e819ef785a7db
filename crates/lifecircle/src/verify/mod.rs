//! Whether a folder of results is as it was written, and whether it comes out of its inputs again.

mod asked;
mod reader;
mod request;
mod rerun;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lifecircle_core::coded;
use lifecircle_core::observer::Observer;
use lifecircle_io::results::{Difference, Digests, Manifest, differences, digests};
use lifecircle_io::write::MANIFEST;

use crate::Error;

pub(crate) use asked::asked_of_city;
pub(crate) use request::files_value;

/// Where the inputs of a result are looked for, by their names.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The extract, network or city file; `None`: the folders have it, or the demo city needs none.
    pub source: Option<PathBuf>,
    /// Folders that are looked through, beside that of the source.
    pub folders: Vec<PathBuf>,
}

/// Why a result cannot be made again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RerunFault {
    /// Its manifest does not tell what was asked for: it is of an earlier version, of another command than `check`, or of rows that
    /// no file holds.
    #[error(
        "does not tell how to make these results again: only what `check` has written from files can be"
    )]
    NotTold,
    /// A part of what was asked for means nothing to this version.
    #[error("does not tell how to make these results again: `{0}` means nothing here")]
    Unknown(String),
    /// An input is not to be found.
    #[error("{role} {name} is not there: give the folder that it lies in")]
    Missing {
        /// What it is.
        role: String,
        /// Its name.
        name: String,
    },
    /// An input is not what it was.
    #[error(
        "{role} {name} is not what these results were made of: its digest is {now}, and was {was}"
    )]
    Changed {
        /// What it is.
        role: String,
        /// Its name.
        name: String,
        /// The digest that the manifest tells.
        was: String,
        /// The digest of the file.
        now: String,
    },
}

coded!(RerunFault {
    Self::NotTold => "rerun-not-told" {}
    Self::Unknown(what) => "rerun-unknown" { what: what }
    Self::Missing { role, name } => "rerun-missing" { role: role, name: name }
    Self::Changed { role, name, was, now } => "rerun-changed" {
        role: role, name: name, was: was, now: now,
    }
});

/// A folder of results.
#[derive(Clone, Debug)]
pub struct ResultFolder {
    folder: PathBuf,
    manifest: Manifest,
}

/// How a folder differs from what its inputs give now.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// How many files were made again.
    pub files: usize,
    /// Those that differ, by name.
    pub different: Vec<FileDifference>,
    /// The version of the program that wrote the folder, where it is another.
    pub other_version: Option<String>,
}

/// How a file differs.
#[derive(Clone, Debug)]
pub struct FileDifference {
    /// The file.
    pub name: String,
    /// The first differences. None for a file that one side does not have.
    pub first: Vec<Difference>,
    /// How many there are.
    pub count: usize,
    /// Whether the folder has it, and whether the rerun does.
    pub is_there: [bool; 2],
}

impl ResultFolder {
    /// The results in a folder.
    ///
    /// # Errors
    /// [`Error::Results`] where it has no manifest of this program.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Ok(Self {
            folder: folder.to_owned(),
            manifest: Manifest::read(folder)?,
        })
    }

    /// Whether its files are as they were written.
    ///
    /// # Errors
    /// [`Error::Results`] for a manifest of before there were digests, and files that cannot be read.
    ///
    /// # Complexity
    /// Reads every file once.
    pub fn digests(&self) -> Result<Digests, Error> {
        Ok(digests(&self.folder, &self.manifest)?)
    }

    /// Whether the results can be made again at all: a check wrote them, from files.
    pub fn is_repeatable(&self) -> bool {
        self.manifest
            .asked()
            .is_some_and(|asked| asked["city"].is_object())
    }

    /// Whether that needs no files: they are of the demo city alone.
    pub fn needs_no_files(&self) -> bool {
        let asked = self.manifest.asked();
        let is_demo = asked.is_some_and(|asked| asked["source"] == "demo");
        is_demo && self.manifest.inputs().len() == 1
    }

    /// Makes the results again and holds each file, as it is in the folder, against what comes out.
    ///
    /// # Errors
    /// [`Error::Rerun`] where they cannot be made again: inputs that are missing or not what they were. What else keeps a city
    /// from being opened, checked or written.
    ///
    /// # Complexity
    /// That of opening and checking the city, and of writing and reading its files.
    pub fn values(
        &self,
        inputs: &Inputs,
        observer: &Arc<dyn Observer + Send>,
    ) -> Result<Values, Error> {
        let request = request::Request::of(&self.folder.join(MANIFEST), &self.manifest, inputs)?;
        let scratch = tempfile::tempdir().map_err(|cause| Error::Open {
            file: std::env::temp_dir(),
            cause,
        })?;
        rerun::write_again(&request, scratch.path(), observer)?;
        let anew = Manifest::read(scratch.path())?;
        self.same_inputs(&anew)?;
        self.held_against(scratch.path(), &anew)
    }

    /// What went in now is what went in then.
    fn same_inputs(&self, anew: &Manifest) -> Result<(), Error> {
        let now = anew.inputs();
        for input in self.manifest.inputs() {
            let mut named = now.iter().filter(|own| own.role == input.role);
            if named.clone().any(|own| own.sha256 == input.sha256) {
                continue;
            }
            let fault = match named.find(|own| own.name == input.name) {
                Some(other) => RerunFault::Changed {
                    role: input.role,
                    name: input.name,
                    was: input.sha256,
                    now: other.sha256.clone(),
                },
                None => RerunFault::Missing {
                    role: input.role,
                    name: input.name,
                },
            };
            return Err(self.fault(fault));
        }
        Ok(())
    }

    fn held_against(&self, scratch: &Path, anew: &Manifest) -> Result<Values, Error> {
        let names = |manifest: &Manifest| -> Vec<String> {
            let outputs = manifest.outputs().unwrap_or_default();
            outputs.into_iter().map(|file| file.name).collect()
        };
        let mut all = names(&self.manifest);
        all.extend(names(anew));
        all.sort_unstable();
        all.dedup();
        let mut values = Values {
            files: all.len(),
            ..Values::default()
        };
        let failed = |file: PathBuf| move |cause| Error::Open { file, cause };
        for name in all {
            let [there, now] = [&self.folder, scratch].map(|folder| folder.join(&name));
            let is_there = [there.is_file(), now.is_file()];
            let (first, count) = if is_there == [true, true] {
                let bytes = std::fs::read(&there).map_err(failed(there.clone()))?;
                let others = std::fs::read(&now).map_err(failed(now.clone()))?;
                if bytes == others {
                    continue;
                }
                differences(&self.folder, scratch, &name)?
            } else {
                (Vec::new(), 1)
            };
            values.different.push(FileDifference {
                name,
                first,
                count,
                is_there,
            });
        }
        let differing = manifest_differences(&self.manifest, anew);
        values.different.extend(differing);
        let version = self.manifest.version();
        values.other_version = (version != anew.version()).then(|| version.to_owned());
        Ok(values)
    }

    fn fault(&self, cause: RerunFault) -> Error {
        Error::Rerun {
            file: self.folder.join(MANIFEST),
            cause,
        }
    }
}

/// What manifests say besides versions, digests and what was asked for.
fn manifest_differences(was: &Manifest, now: &Manifest) -> Option<FileDifference> {
    let plain = |manifest: &Manifest| {
        let mut document = manifest.document().clone();
        let map = document.as_object_mut()?;
        for name in ["version", "format", "outputs", "asked", "inputs"] {
            map.remove(name);
        }
        Some(document)
    };
    let (was, now) = (plain(was)?, plain(now)?);
    let (first, count) = lifecircle_io::results::document_differences(&was, &now);
    (count > 0).then(|| FileDifference {
        name: MANIFEST.to_owned(),
        first,
        count,
        is_there: [true; 2],
    })
}
