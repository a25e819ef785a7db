//! What is wrong with a table as a whole.

use lifecircle_core::coded;

use crate::limits::{MAX_CELL_BYTES, MAX_COLUMNS};
use crate::{Foreign, Kind, Role};

/// A table that cannot be read, and where that shows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct TableError {
    /// Where.
    pub place: Place,
    /// What.
    pub what: TableFault,
}

impl TableError {
    pub(crate) fn whole(what: TableFault) -> Self {
        Self::at(Place::Whole, what)
    }

    pub(crate) fn at(place: Place, what: TableFault) -> Self {
        Self { place, what }
    }
}

/// A place in a table. Numbers begin at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// No place in particular.
    Whole,
    /// A line of a text, as editors count them.
    Line(u64),
    /// A row of a sheet, as spreadsheets count them; in GeoParquet, the row.
    Row(u64),
    /// A feature of GeoJSON or `FlatGeobuf`.
    Feature(u64),
}

/// What can be wrong with a table as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableFault {
    /// No table.
    #[error("is {0}")]
    Foreign(Foreign),
    /// A file of a table's kind that breaks off or contradicts itself.
    #[error("is a damaged {kind} file ({detail})")]
    Damaged {
        /// Of which kind.
        kind: Kind,
        /// In the reader's words.
        detail: String,
    },
    /// An encoding that nobody knows.
    #[error(
        "no encoding `{given}`: give utf-8, gb18030, utf-16le, big5 or another name of the web's encodings"
    )]
    UnknownEncoding {
        /// What was declared.
        given: String,
    },
    /// Bytes that are no text in the encoding.
    #[error("is no text in {encoding}")]
    Undecodable {
        /// The one declared, or the likeliest.
        encoding: &'static str,
    },
    /// Lines of two encodings.
    #[error("is in {other}, while other lines are in {most}: save the whole file in one encoding")]
    MixedEncodings {
        /// The one of most lines.
        most: &'static str,
        /// The one of this line, or a word for what is none.
        other: &'static str,
    },
    /// No sheet of that name or number.
    #[error("no sheet `{given}`; the file has: {sheets}")]
    NoSheet {
        /// What was asked for.
        given: String,
        /// What there is.
        sheets: String,
    },
    /// Several sheets that may be meant, or none.
    #[error("which sheet is meant? The file has: {sheets}")]
    WhichSheet {
        /// What there is.
        sheets: String,
    },
    /// Inflates to more than any table does.
    #[error("inflates to more than {mib} MiB: that is no table")]
    Inflates {
        /// The limit.
        mib: u64,
    },
    /// More columns than a sheet has.
    #[error("has {found} columns, more than the {limit} that a sheet can have", limit = MAX_COLUMNS)]
    Columns {
        /// How many.
        found: u64,
    },
    /// A cell longer than any text.
    #[error(
        "has a cell of more than {limit} bytes: is a quotation mark missing, or is this no table?",
        limit = MAX_CELL_BYTES
    )]
    LongCell,
    /// More cells than fit.
    #[error("has more than {limit} cells: split the table")]
    Cells {
        /// The limit that applies to the kind.
        limit: u64,
    },
    /// A quotation mark that nothing closes.
    #[error("has a quotation mark that is not closed: what follows cannot be told apart")]
    OpenQuote,
    /// No JSON.
    #[error("is not JSON ({detail})")]
    NotJson {
        /// In the reader's words.
        detail: String,
    },
    /// JSON of something else.
    #[error("is JSON but no list of features or records")]
    NoRecords,
    /// Pages of GeoParquet that are packed otherwise.
    #[error("is packed with {codec}: write it with snappy or without compression")]
    Codec {
        /// With what.
        codec: String,
    },
    /// No row beside that of the names.
    #[error("holds no rows")]
    NoRows,
    /// The row of names that was declared is not there.
    #[error("has no row {row} that could name the columns")]
    NoHeader {
        /// Which.
        row: u64,
    },
    /// Two columns of one role.
    #[error("columns `{first}` and `{second}` may both be {role}: say which one is")]
    RoleTwice {
        /// Which role.
        role: Role,
        /// A column.
        first: String,
        /// Another.
        second: String,
    },
    /// A column that was declared is not there.
    #[error("no column `{column}` for {holds}; the columns are: {found}")]
    NoSuchColumn {
        /// What it was to hold.
        holds: String,
        /// What was declared.
        column: String,
        /// What there is.
        found: String,
    },
    /// The caller wanted to stop.
    #[error("cancelled")]
    Cancelled,
}

coded!(TableFault {
    Self::Foreign(kind) => "table-foreign" { kind: kind.message() }
    Self::Damaged { kind, .. } => "table-damaged" { kind: kind.to_string() }
    Self::UnknownEncoding { given } => "table-unknown-encoding" { given: given }
    Self::Undecodable { encoding } => "table-undecodable" { encoding: *encoding }
    Self::MixedEncodings { most, other } => "table-mixed-encodings" { most: *most, other: *other }
    Self::NoSheet { given, sheets } => "table-no-sheet" { given: given, sheets: sheets }
    Self::WhichSheet { sheets } => "table-which-sheet" { sheets: sheets }
    Self::Inflates { mib } => "table-inflates" { mib: mib.to_string() }
    Self::Columns { found } => "table-columns" { found: found.to_string(), limit: MAX_COLUMNS.to_string() }
    Self::LongCell => "table-long-cell" { limit: MAX_CELL_BYTES.to_string() }
    Self::Cells { limit } => "table-cells" { limit: limit.to_string() }
    Self::OpenQuote => "table-open-quote" {}
    Self::NotJson { .. } => "table-not-json" {}
    Self::NoRecords => "table-no-records" {}
    Self::Codec { codec } => "table-codec" { codec: codec }
    Self::NoRows => "table-no-rows" {}
    Self::NoHeader { row } => "table-no-header" { row: row.to_string() }
    Self::RoleTwice { role, first, second } => "table-role-twice" {
        role: role.to_string(), first: first, second: second,
    }
    Self::NoSuchColumn { holds, column, found } => "table-no-such-column" {
        holds: holds, column: column, found: found,
    }
    Self::Cancelled => "table-cancelled" {}
});
