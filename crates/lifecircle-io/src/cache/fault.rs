//! What can be wrong with a network file.

use lifecircle_core::coded;

/// Why a network file cannot be used. All of them are mended alike: by making it again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CacheFault {
    /// Another kind of file.
    #[error("is no network file of this program")]
    NotANetwork,
    /// It ends within its head.
    #[error("is cut off after {bytes} bytes: {AGAIN}")]
    CutOff {
        /// Its length.
        bytes: usize,
    },
    /// It is shorter or longer than it was.
    #[error("is {found} bytes long where {written} were written: {AGAIN}")]
    Length {
        /// Its length.
        found: usize,
        /// What its head says.
        written: u64,
    },
    /// Some byte is another than was written.
    #[error("is damaged: its checksum is {found} where {written} was written: {AGAIN}")]
    Checksum {
        /// Of the bytes there are.
        found: String,
        /// What its head says.
        written: String,
    },
    /// It is of another version of the format.
    #[error("has format version {found}, and this program reads version {read} alone: {AGAIN}")]
    FormatVersion {
        /// Its version.
        found: u32,
        /// Ours.
        read: u32,
    },
    /// It is of another version of the program, which may follow another walking model.
    #[error("was written by lifecircle {found}, and this is {read}: {AGAIN}")]
    ProgramVersion {
        /// Its version.
        found: String,
        /// Ours.
        read: &'static str,
    },
    /// A section is not there.
    #[error("is missing: {AGAIN}")]
    Missing,
    /// A section holds what it cannot, although its checksum is right.
    #[error("{detail}: {AGAIN}")]
    Content {
        /// What, for whoever made the file.
        detail: String,
    },
}

/// The way out of everything that can be wrong with a network file.
const AGAIN: &str = "make it again, or give the .osm.pbf itself";

coded!(CacheFault {
    Self::NotANetwork => "network-foreign" {}
    Self::CutOff { bytes } => "network-cut-off" { bytes: bytes }
    Self::Length { found, written } => "network-length" { found: found, written: written }
    Self::Checksum { found, written } => "network-checksum" { found: found, written: written }
    Self::FormatVersion { found, read } => "network-format-version" { found: found.to_string(), read: read.to_string() }
    Self::ProgramVersion { found, read } => "network-program-version" { found: found, read: *read }
    Self::Missing => "network-missing" {}
    Self::Content { .. } => "network-content" {}
});
