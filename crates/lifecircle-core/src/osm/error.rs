//! What can be wrong with an extract.

use super::element::ElementId;
use crate::coded;
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
        what: Damage,
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
        what: Damage,
    },
    /// A block or the whole file uses something this reader does not know.
    #[error(
        "block at byte {offset} needs {what}, which is not supported: convert the file with `osmium cat in.osm.pbf -o out.osm.pbf`"
    )]
    Unsupported {
        /// Start of the block.
        offset: u64,
        /// What it needs.
        what: Unsupported,
    },
    /// The file holds more than 32-bit positions can number.
    #[error(
        "the file holds more than 4 billion {what}: cut out a smaller area with `osmium extract`"
    )]
    TooLarge {
        /// Of what.
        what: Counted,
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

coded!(ReadError {
    Self::Io { offset, source } => "read-io" { offset: offset, reason: source }
    Self::Empty => "read-empty" {}
    Self::NotPbf { what } => "read-not-pbf" { what: what.message() }
    Self::Truncated { offset, length } => "read-truncated" { offset: offset, length: length }
    Self::Damaged { offset, what } => "read-damaged" { offset: offset, what: what.message() }
    Self::Unsupported { offset, what } => "read-unsupported" { offset: offset, what: what.message() }
    Self::TooLarge { what } => "read-too-large" { what: what.message() }
    Self::Repeated { element } => "read-repeated" { element: element.to_string() }
    Self::NoNodes => "read-no-nodes" {}
    Self::Cancelled => "read-cancelled" {}
});

/// What makes bytes of a file none of the format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    /// The file ends before its first block.
    #[error("it has fewer than 4 bytes")]
    TooShort,
    /// A block begins with something else.
    #[error("its first bytes are not those of a block header")]
    NoBlockHeader,
    /// A block header is no message.
    #[error("a block header that cannot be decoded")]
    BlockHeader,
    /// The file holds blocks, and no header.
    #[error("it has no OSMHeader block")]
    NoHeader,
    /// Data stands before the header.
    #[error("its first block is not a header")]
    HeaderNotFirst,
    /// A header stands after the first block.
    #[error(
        "a second header; the file looks like several files joined, merge them with `osmium merge`"
    )]
    SecondHeader,
    /// The header is no message.
    #[error("its header cannot be decoded ({detail})")]
    Header {
        /// In a decoder's words.
        detail: String,
    },
    /// A block is no message.
    #[error("it cannot be decoded ({detail})")]
    Undecodable {
        /// In a decoder's words.
        detail: String,
    },
    /// A block is longer than the format allows.
    #[error("a block of {bytes} bytes (the format allows 32 MiB)")]
    LongBlock {
        /// What its header says.
        bytes: i32,
    },
    /// A block is inflated longer than the format allows.
    #[error("it says it holds {bytes} bytes (the format allows 32 MiB)")]
    LongContent {
        /// What it says.
        bytes: i32,
    },
    /// A block that would fill the memory.
    #[error("its {packed} bytes would inflate to {bytes}, which map data never does")]
    Inflating {
        /// As it stands in the file.
        packed: usize,
        /// As it says of itself.
        bytes: usize,
    },
    /// The packed bytes are no zlib stream.
    #[error("its zlib data is broken ({detail})")]
    Zlib {
        /// In a decoder's words.
        detail: String,
    },
    /// The packed bytes hold more or less than told.
    #[error("its zlib data does not hold the {bytes} bytes it says")]
    ZlibLength {
        /// What it says.
        bytes: usize,
    },
    /// A node has a position that no place has.
    #[error("node {id} lies outside the earth's degrees")]
    OffEarth {
        /// Which.
        id: i64,
    },
    /// Numbers, latitudes and longitudes of nodes are not equally many.
    #[error("its node columns differ in length")]
    NodeColumns,
    /// A relation's members, types and roles are not equally many.
    #[error("relation {id} has member columns of different length")]
    MemberColumns {
        /// Which.
        id: i64,
    },
    /// A text is asked for that the block does not hold.
    #[error("string {index} of {count} is asked for")]
    NoText {
        /// Which.
        index: u64,
        /// How many there are.
        count: usize,
    },
    /// A text in another encoding.
    #[error("string {index} is not UTF-8")]
    NotUtf8 {
        /// Which.
        index: usize,
    },
    /// Keys and values of tags are not equally many.
    #[error("an element has more keys than values or fewer")]
    TagColumns,
    /// A key without its value ends the tags of a node.
    #[error("a node's tags are cut off")]
    CutTags,
}

coded!(Damage {
    Self::TooShort => "damage-too-short" {}
    Self::NoBlockHeader => "damage-no-block-header" {}
    Self::BlockHeader => "damage-block-header" {}
    Self::NoHeader => "damage-no-header" {}
    Self::HeaderNotFirst => "damage-header-not-first" {}
    Self::SecondHeader => "damage-second-header" {}
    Self::Header { .. } => "damage-header" {}
    Self::Undecodable { .. } => "damage-undecodable" {}
    Self::LongBlock { bytes } => "damage-long-block" { bytes: bytes.to_string() }
    Self::LongContent { bytes } => "damage-long-content" { bytes: bytes.to_string() }
    Self::Inflating { packed, bytes } => "damage-inflating" { packed: packed, bytes: bytes }
    Self::Zlib { .. } => "damage-zlib" {}
    Self::ZlibLength { bytes } => "damage-zlib-length" { bytes: bytes }
    Self::OffEarth { id } => "damage-off-earth" { id: id.to_string() }
    Self::NodeColumns => "damage-node-columns" {}
    Self::MemberColumns { id } => "damage-member-columns" { id: id.to_string() }
    Self::NoText { index, count } => "damage-no-text" { index: index, count: count }
    Self::NotUtf8 { index } => "damage-not-utf8" { index: index }
    Self::TagColumns => "damage-tag-columns" {}
    Self::CutTags => "damage-cut-tags" {}
});

/// What a file needs that this reader has not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsupported {
    /// A feature that the header requires.
    #[error("the feature {name:?}")]
    Feature {
        /// As the header names it.
        name: String,
    },
    /// Blocks packed otherwise.
    #[error("a compression other than zlib")]
    Compression,
}

coded!(Unsupported {
    Self::Feature { name } => "unsupported-feature" { name: name }
    Self::Compression => "unsupported-compression" {}
});

/// What a file can hold too many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Counted {
    /// Nodes.
    #[error("nodes")]
    Nodes,
    /// Nodes of ways, each as often as a way goes through it.
    #[error("way nodes")]
    WayNodes,
    /// Bytes of names.
    #[error("bytes of names")]
    NameBytes,
}

coded!(Counted {
    Self::Nodes => "counted-nodes" {}
    Self::WayNodes => "counted-way-nodes" {}
    Self::NameBytes => "counted-name-bytes" {}
});

impl From<Cancelled> for ReadError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
