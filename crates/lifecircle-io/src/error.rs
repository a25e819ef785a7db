//! One shape for everything that can be wrong with a file the user gave.

use std::fmt;
use std::path::{Path, PathBuf};

/// What is wrong with an input file: where in it, which value, and what to do.
#[derive(Debug)]
pub struct InputError {
    file: PathBuf,
    place: String,
    what: String,
}

impl InputError {
    /// An error at a place of a file (`line 12`, `feature 3`; empty for the whole file).
    pub fn new(file: &Path, place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            place: place.into(),
            what: what.into(),
        }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if !self.place.is_empty() {
            write!(f, ", {}", self.place)?;
        }
        write!(f, ": {}", self.what)
    }
}

impl std::error::Error for InputError {}
