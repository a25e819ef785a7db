//! Which stratum homes, or pieces of ground, are of.

use std::path::Path;

use geo_types::MultiPolygon;
use lifecircle_core::observer::Observer;
use lifecircle_tables::Role;

use super::super::import::{ListOptions, Located, ROW, RawList, RawRow, Shape};
use super::Entry;
use super::reader::{Outcome, Wanted, read};
use super::zone::multi_polygon;
use crate::InputError;

/// A home by its id, or a piece of ground, and its stratum.
#[derive(Clone, Debug, PartialEq)]
pub struct StratumRow {
    /// Its id, as in the table, or `row-` and the number of its row.
    pub id: String,
    /// The stratum, `None` where that is blank.
    pub stratum: Option<String>,
    /// Its outline, where the table has one.
    pub outline: Option<MultiPolygon<f64>>,
}

/// The same before its outline is moved.
#[derive(Clone, Debug, PartialEq)]
pub struct StratumEntry {
    id: Option<String>,
    stratum: Option<String>,
}

const WANTED: Wanted = Wanted {
    required: &[&[Role::Stratum]],
    optional: &[Role::Id],
    position: false,
};

/// Reads a table of strata: the column `stratum`, and `id` or outlines.
///
/// # Errors
/// [`InputError`] where the file as a whole cannot be read, or lacks the column. Rows that cannot be used are rejects.
///
/// # Complexity
/// `O(n log n)` in the rows.
pub fn strata(
    file: &Path,
    options: &ListOptions,
    observer: &dyn Observer,
) -> Result<RawList<StratumEntry>, InputError> {
    read(file, options, &WANTED, observer, |cells, _| {
        Ok(Outcome::Used(StratumEntry {
            id: cells.own(Role::Id)?,
            stratum: cells.own(Role::Stratum)?,
        }))
    })
}

impl RawList<StratumEntry> {
    /// Whether some row is known by an id for which that holds; a row without one is known by its number.
    pub fn any_id(&self, holds: impl Fn(&str) -> bool) -> bool {
        self.rows.iter().any(|row| match &row.entry.id {
            Some(id) => holds(id),
            None => holds(&format!("{ROW}{}", row.place.number())),
        })
    }

    /// Whether some row has an outline.
    pub fn has_outlines(&self) -> bool {
        let is_area = |row: &RawRow<StratumEntry>| matches!(row.shape, Some(Shape::Area(_)));
        self.rows.iter().any(is_area)
    }

    /// The same rows nowhere: they are known by their ids alone, so their coordinates need no system.
    #[must_use]
    pub fn nowhere(mut self) -> Self {
        self.rows.iter_mut().for_each(|row| row.shape = None);
        self
    }
}

impl Entry for StratumEntry {
    type Row = StratumRow;

    fn own_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn id_of(row: &StratumRow) -> &str {
        &row.id
    }

    fn set_id(&mut self, id: String) {
        self.id = Some(id);
    }

    fn at(self, position: Option<Located>) -> Option<StratumRow> {
        Some(StratumRow {
            id: self.id.unwrap_or_default(),
            stratum: self.stratum,
            outline: multi_polygon(position),
        })
    }
}
