//! Places where an outlet could be, with what it costs there.

use std::path::Path;

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::observer::Observer;
use lifecircle_core::units::people_to_milli;
use lifecircle_tables::Role;

use super::super::import::{ListOptions, Located, RawList};
use super::Entry;
use super::cells::cost_fault;
use super::plain::only_points;
use super::reader::{Outcome, Wanted, read};
use crate::InputError;

/// A place of a list of candidates.
#[derive(Clone, Debug, PartialEq)]
pub struct SitePlace {
    /// Its id, as in the list, or `row-` and the number of its row.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Where it is.
    pub at: LonLat,
    /// What an outlet there costs, in thousandths; 0 where the list says nothing.
    pub cost_milli: u64,
}

/// The same without its position.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteEntry {
    id: Option<String>,
    name: Option<String>,
    cost_milli: u64,
}

const WANTED: Wanted = Wanted {
    required: &[],
    optional: &[Role::Id, Role::Name, Role::Cost],
    position: true,
};

/// Reads a list of candidates: columns `lon, lat`, and of use `id`, `name`, `cost`; others are ignored.
///
/// # Errors
/// [`InputError`] where the file as a whole cannot be read, or lacks a column. Rows that cannot be used are rejects.
///
/// # Complexity
/// `O(n log n)` in the rows.
pub fn sites(
    file: &Path,
    options: &ListOptions,
    observer: &dyn Observer,
) -> Result<RawList<SiteEntry>, InputError> {
    read(file, options, &WANTED, observer, |cells, shape| {
        only_points(shape)?;
        // Money has thousandths as people have.
        let cost = cells.count(Role::Cost, cost_fault)?;
        Ok(Outcome::Used(SiteEntry {
            id: cells.own(Role::Id)?,
            name: cells.own(Role::Name)?,
            cost_milli: cost.map_or(0, people_to_milli),
        }))
    })
}

impl Entry for SiteEntry {
    type Row = SitePlace;

    fn own_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn id_of(row: &SitePlace) -> &str {
        &row.id
    }

    fn set_id(&mut self, id: String) {
        self.id = Some(id);
    }

    fn at(self, position: Option<Located>) -> Option<SitePlace> {
        Some(SitePlace {
            id: self.id.unwrap_or_default(),
            name: self.name,
            at: position?.at,
            cost_milli: self.cost_milli,
        })
    }
}
