//! Places of which nothing is known but an id.

use std::path::Path;

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::observer::Observer;
use lifecircle_tables::Role;

use super::super::import::{ListOptions, Located, RawList, Shape};
use super::Entry;
use super::cells::Blame;
use super::reader::{Outcome, Wanted, read};
use crate::{InputError, InputFault};

/// A place of a plain list.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its id, as in the list, or `row-` and the number of its row.
    pub id: String,
    /// Where it is.
    pub at: LonLat,
}

/// A place without its position.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceEntry {
    id: Option<String>,
    /// For finding out which system the list is in.
    name: Option<String>,
}

const WANTED: Wanted = Wanted {
    required: &[],
    optional: &[Role::Id, Role::Name],
    position: true,
};

/// Reads a list of places: columns `id, lon, lat`, and of use `name`; others are ignored.
///
/// # Errors
/// [`InputError`] where the file as a whole cannot be read, or lacks a column. Rows that cannot be used are rejects.
///
/// # Complexity
/// `O(n log n)` in the rows.
pub fn places(
    file: &Path,
    options: &ListOptions,
    observer: &dyn Observer,
) -> Result<RawList<PlaceEntry>, InputError> {
    read(file, options, &WANTED, observer, |cells, shape| {
        only_points(shape)?;
        let id = cells.own(Role::Id)?;
        let name = cells.own(Role::Name)?;
        Ok(Outcome::Used(PlaceEntry { id, name }))
    })
}

/// Refuses areas.
pub(super) fn only_points(shape: Option<&Shape>) -> Result<(), Blame> {
    match shape {
        Some(Shape::Area(_)) => {
            let found = "Polygon".to_owned();
            Err(InputFault::NotAPoint { found }.into())
        }
        _ => Ok(()),
    }
}

impl Entry for PlaceEntry {
    type Row = Place;

    fn own_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn id_of(row: &Place) -> &str {
        &row.id
    }

    fn set_id(&mut self, id: String) {
        self.id = Some(id);
    }

    fn at(self, position: Option<Located>) -> Option<Place> {
        let at = position?.at;
        let id = self.id.unwrap_or_default();
        Some(Place { id, at })
    }
}
