//! What can be wrong with an extract.

use super::element::ElementId;
use crate::observer::Cancelled;

/// Why an `.osm.pbf` file could not be read. Offsets are bytes from the start of the file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The operating system could not deliver the bytes.
    #[error("cannot read at byte {offset}")]
    Io {
        /// Where.
        offset: u64,
        /// What it said.
        source: std::io::Error,
    },
    /// The file has no bytes.
    #[error("the file is empty: download the extract again")]
    Empty,
    /// The first bytes are not those of an OpenStreetMap PBF file.
    #[error(
        "not an OpenStreetMap .osm.pbf file ({what}): .osm XML and other formats can be converted with `osmium cat in.osm -o out.osm.pbf`"
    )]
    NotPbf {
        /// What was found instead.
        what: String,
    },
    /// The file ends inside a block.
    #[error(
        "the file ends at byte {length} inside the block that starts at byte {offset}: it is truncated, download it again"
    )]
    Truncated {
        /// Start of the block.
        offset: u64,
        /// Length of the file.
        length: u64,
    },
    /// A block's bytes make no sense.
    #[error("damaged block at byte {offset}: {what}; download the extract again")]
    Damaged {
        /// Start of the block.
        offset: u64,
        /// What is wrong with it.
        what: String,
    },
    /// A block or the whole file uses something this reader does not know.
    #[error(
        "block at byte {offset} needs {what}, which is not supported: convert the file with `osmium cat in.osm.pbf -o out.osm.pbf`"
    )]
    Unsupported {
        /// Start of the block.
        offset: u64,
        /// What it needs.
        what: String,
    },
    /// The file holds more than 32-bit positions can number.
    #[error(
        "the file holds more than 4 billion {what}: cut out a smaller area with `osmium extract`"
    )]
    TooLarge {
        /// Of what.
        what: &'static str,
    },
    /// An element stands in the file more than once: which version counts cannot be told.
    #[error(
        "{element} stands in the file more than once: it was joined from several files or holds history; merge with `osmium merge`, or take one state with `osmium time-filter`"
    )]
    Repeated {
        /// The element.
        element: ElementId,
    },
    /// The file holds no node, so nothing has a place.
    #[error(
        "the file holds no nodes, so nothing in it has a position: make the extract with complete ways (`osmium extract --strategy=complete_ways`)"
    )]
    NoNodes,
    /// The caller asked to stop.
    #[error("stopped")]
    Cancelled,
}

impl From<Cancelled> for ReadError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
