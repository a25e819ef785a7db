//! Files in, files out: every value read as it stands, every file written whole or not at all.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where something is not as it should be, and says what it skips"
)]

mod collections;
mod digest;
mod elsewhere;
mod extents;
mod folder;
mod foreign;
mod imports;
mod lists;

use std::path::PathBuf;

use tempfile::TempDir;

/// A folder for one test, gone with it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// Puts a file on it.
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}
