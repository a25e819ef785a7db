//! What became of the user's lists that a network was made with: told by every later run.

use lifecircle_core::datum::Datum;
use lifecircle_core::evidence::Direction;

use super::label::FileNote;
use super::record::{Fields, Record, fields};

/// The user's lists that went into a city.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListNotes {
    /// Each file, and its rows.
    pub imports: Vec<ListNote>,
    /// Rows of later lists that earlier ones have.
    pub in_earlier: u64,
    /// Rows far from every street.
    pub far: Vec<FarNote>,
}

/// What was understood of a list, and how many of its rows are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListNote {
    /// What its rows are: `facilities`, `residences`, `zones`.
    pub role: String,
    /// The file.
    pub file: FileNote,
    /// What kind of file it is.
    pub kind: String,
    /// The encoding of a text.
    pub encoding: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// What was taken for what: the word of a role, and the column's own name.
    pub columns: Vec<(String, String)>,
    /// The coordinate system, where rows say where they are.
    pub coordinates: Option<String>,
    /// Whether that was declared.
    pub is_declared: bool,
    /// The words of the table that declared it.
    pub said_by: Option<String>,
    /// Whether it was told by streets and names.
    pub is_detected: bool,
    /// All rows of the file.
    pub rows_in: u64,
    /// Rows that are used.
    pub used: u64,
    /// Rows that cannot be used.
    pub rejected: u64,
    /// Rows that are there already.
    pub duplicates: u64,
    /// Rows of formats that nobody asked for.
    pub others: u64,
    /// What speaks against the declared system.
    pub shift: Option<ShiftNote>,
}

/// All places of a list lie shifted in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShiftNote {
    /// The system that the list was read in.
    pub declared: Datum,
    /// How far its places are off, in whole metres.
    pub offset_m: u32,
    /// In which direction from where they should be.
    pub direction: Direction,
    /// The system that would put them right, where one does.
    pub better: Option<Datum>,
}

/// Rows of a list that are far from every street.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FarNote {
    /// What its rows are.
    pub role: String,
    /// Name of the list.
    pub list: String,
    /// How many rows are far.
    pub far: u64,
    /// All rows that are used.
    pub all: u64,
    /// The first of those that are far, by line, row or feature.
    pub first: Vec<u64>,
    /// The coordinate system that the list was read in.
    pub coordinates: Option<String>,
    /// Whether that was declared.
    pub is_declared: bool,
}

fields!(ListNotes {
    imports,
    in_earlier,
    far
});
fields!(ListNote {
    role,
    file,
    kind,
    encoding,
    sheet,
    columns,
    coordinates,
    is_declared,
    said_by,
    is_detected,
    rows_in,
    used,
    rejected,
    duplicates,
    others,
    shift
});
fields!(ShiftNote {
    declared,
    offset_m,
    direction,
    better
});
fields!(FarNote {
    role,
    list,
    far,
    all,
    first,
    coordinates,
    is_declared
});

impl Fields for Datum {
    fn put(&self, record: &mut Record) {
        put_one_of(&Self::ALL, self, record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        take_one_of(&Self::ALL, record)
    }
}

impl Fields for Direction {
    fn put(&self, record: &mut Record) {
        put_one_of(&Self::ALL, self, record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        take_one_of(&Self::ALL, record)
    }
}

/// Puts the position of a value among all there are.
pub(super) fn put_one_of<T: PartialEq>(all: &[T], value: &T, record: &mut Record) {
    let at = all.iter().position(|one| one == value);
    (at.unwrap_or(0) as u64).put(record);
}

/// Takes the value at a position.
pub(super) fn take_one_of<T: Copy>(all: &[T], record: &mut Record) -> Option<T> {
    let at = usize::try_from(u64::take(record)?).ok()?;
    all.get(at).copied()
}
