//! Facilities of the user's own.

use std::path::Path;

use lifecircle_core::observer::Observer;
use lifecircle_core::osm::ElementId;
use lifecircle_core::place::{
    CategoryMiss, CategorySet, CategoryTable, OwnFacility, RowWords, Status,
};
use lifecircle_tables::Role;

use super::super::import::{ListOptions, Located, RawList};
use super::cells::{Blame, Cells};
use super::plain::only_points;
use super::reader::{Outcome, Wanted, read};
use super::{Entry, status};
use crate::{InputError, InputFault};

/// A facility without its position.
#[derive(Clone, Debug, PartialEq)]
pub struct FacilityEntry {
    id: Option<String>,
    name: Option<String>,
    categories: CategorySet,
    status: Status,
    brand: Option<String>,
    hours: Option<String>,
    address: Option<String>,
}

const WANTED: Wanted = Wanted {
    required: &[&[Role::Category, Role::TypeCode, Role::Brand]],
    optional: &[
        Role::Id,
        Role::Name,
        Role::Status,
        Role::Address,
        Role::Hours,
    ],
    position: true,
};

/// Reads a list of facilities: columns `category` (or a code of types, or a brand), `lon, lat`, and of use `id`,
/// `name`, `status`, `hours`, `address`.
///
/// What a row serves as is understood by the table ([`CategoryTable::of_row`]); rows of formats that it has not are
/// told apart from those that cannot be used. Beside OpenStreetMap's own facilities (`beside_osm`) a row may not carry
/// an element's id (`node/5`).
///
/// # Errors
/// [`InputError`] where the file as a whole cannot be read, or lacks a column. Rows that cannot be used are rejects.
///
/// # Complexity
/// `O(n log n)` in the rows.
pub fn facilities(
    file: &Path,
    options: &ListOptions,
    table: &CategoryTable,
    beside_osm: bool,
    observer: &dyn Observer,
) -> Result<RawList<FacilityEntry>, InputError> {
    read(file, options, &WANTED, observer, |cells, shape| {
        only_points(shape)?;
        let id = cells.own(Role::Id)?;
        if let Some(id) = id
            .as_deref()
            .filter(|id| beside_osm && ElementId::parse(id).is_some())
        {
            let id = id.to_owned();
            return Err(cells.blame(Role::Id, InputFault::ElementId { id }));
        }
        let categories = match categories(cells, table)? {
            Ok(categories) => categories,
            Err(miss @ (CategoryMiss::NotAsked { .. } | CategoryMiss::Outside { .. })) => {
                return Ok(Outcome::Other(cells.blame(Role::Category, miss.into())));
            }
            Err(miss) => return Err(cells.blame(Role::Category, miss.into())),
        };
        Ok(Outcome::Used(FacilityEntry {
            id,
            name: cells.own(Role::Name)?,
            categories,
            status: status::of(cells.text(Role::Status)?),
            brand: cells.own(Role::Brand)?,
            hours: cells.own(Role::Hours)?,
            address: cells.own(Role::Address)?,
        }))
    })
}

/// What a row serves as.
fn categories(
    cells: &Cells<'_>,
    table: &CategoryTable,
) -> Result<Result<CategorySet, CategoryMiss>, Blame> {
    let said = |role| {
        let text = cells.text(role)?;
        Ok::<_, Blame>((!text.is_empty()).then_some(text))
    };
    let words = RowWords {
        category: said(Role::Category)?,
        type_code: said(Role::TypeCode)?,
        type_path: None,
        name: said(Role::Name)?,
        brand: said(Role::Brand)?,
    };
    Ok(table.of_row(&words).map(|found| found.set))
}

impl Entry for FacilityEntry {
    type Row = OwnFacility;

    fn own_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn id_of(row: &OwnFacility) -> &str {
        &row.id
    }

    fn set_id(&mut self, id: String) {
        self.id = Some(id);
    }

    fn at(self, position: Option<Located>) -> Option<OwnFacility> {
        Some(OwnFacility {
            id: self.id.unwrap_or_default(),
            name: self.name,
            categories: self.categories,
            at: position?.at,
            status: self.status,
            brand: self.brand,
            hours: self.hours,
            address: self.address,
        })
    }
}
