//! Homes of the user's own.

use std::path::Path;

use lifecircle_core::observer::Observer;
use lifecircle_core::osm::Address;
use lifecircle_core::place::{OwnResidence, PEOPLE_PER_HOUSEHOLD};
use lifecircle_core::units::people_to_milli;
use lifecircle_tables::Role;

use super::super::import::{ListOptions, Located, RawList};
use super::Entry;
use super::cells::{Blame, Cells, households_fault, people_fault};
use super::reader::{Outcome, Wanted, read};
use crate::InputError;

/// A home without its position.
#[derive(Clone, Debug, PartialEq)]
pub struct ResidenceEntry {
    id: Option<String>,
    /// In thousandths; `None` where the row says nothing.
    people_milli: Option<u64>,
    /// What it is called, where that was asked for.
    address: Option<Address>,
}

const WANTED: Wanted = Wanted {
    required: &[&[Role::People, Role::Households]],
    optional: &[Role::Id],
    position: true,
};
const WITH_ADDRESS: Wanted = Wanted {
    optional: &[Role::Id, Role::Name, Role::Address],
    ..WANTED
};

/// Reads a list of homes: columns `people` (or `households`), `lon, lat` or an outline, and of use `id`; `name` and `address` where
/// [`ListOptions::addresses`] asks for them.
///
/// Where a row leaves people blank its households count, each of as many people as in the walking model §5; a row
/// that leaves both blank has nobody, and is counted.
///
/// # Errors
/// [`InputError`] where the file as a whole cannot be read, or lacks a column. Rows that cannot be used are rejects.
///
/// # Complexity
/// `O(n log n)` in the rows.
pub fn residences(
    file: &Path,
    options: &ListOptions,
    observer: &dyn Observer,
) -> Result<RawList<ResidenceEntry>, InputError> {
    let wanted = if options.addresses {
        WITH_ADDRESS
    } else {
        WANTED
    };
    let mut list = read(file, options, &wanted, observer, |cells, _| {
        let people = match cells.count(Role::People, people_fault)? {
            Some(people) => Some(people),
            None => cells
                .count(Role::Households, households_fault)?
                .map(|households| households * PEOPLE_PER_HOUSEHOLD),
        };
        Ok(Outcome::Used(ResidenceEntry {
            id: cells.own(Role::Id)?,
            people_milli: people.map(people_to_milli),
            address: if options.addresses {
                address(cells)?
            } else {
                None
            },
        }))
    })?;
    let blank = list
        .rows
        .iter()
        .filter(|row| row.entry.people_milli.is_none());
    list.without_people = blank.count() as u64;
    Ok(list)
}

/// What a row says that the home is called.
fn address(cells: &Cells) -> Result<Option<Address>, Blame> {
    let name = cells.own(Role::Name)?.map(Into::into);
    let full = cells.own(Role::Address)?.map(Into::into);
    let is_any = name.is_some() || full.is_some();
    Ok(is_any.then(|| Address {
        full,
        names: name.into_iter().collect(),
        ..Address::default()
    }))
}

impl Entry for ResidenceEntry {
    type Row = OwnResidence;

    fn own_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn id_of(row: &OwnResidence) -> &str {
        &row.id
    }

    fn set_id(&mut self, id: String) {
        self.id = Some(id);
    }

    fn at(self, position: Option<Located>) -> Option<OwnResidence> {
        let position = position?;
        Some(OwnResidence {
            id: self.id.unwrap_or_default(),
            people_milli: self.people_milli.unwrap_or(0),
            at: position.at,
            address: self.address,
            outline: position.polygons.into_iter().flatten().collect(),
        })
    }
}
