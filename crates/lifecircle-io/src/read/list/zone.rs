//! Zones and how many people live in each.

use std::path::Path;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::observer::Observer;
use lifecircle_core::units::people_to_milli;
use lifecircle_tables::{AgeBand, Role};

use super::super::import::{ListOptions, Located, RawList};
use super::Entry;
use super::cells::{households_fault, people_fault};
use super::reader::{Outcome, Wanted, read};
use crate::{InputError, InputFault};

/// A zone and its people.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneRow {
    /// Its id, as in the table, or `row-` and the number of its row.
    pub id: String,
    /// Its name.
    pub name: String,
    /// People in thousandths, `None` where that is blank.
    pub people_milli: Option<u64>,
    /// Households, `None` where that is blank.
    pub households: Option<f64>,
    /// People by age in thousandths, as far as the table tells.
    pub ages: Vec<(AgeBand, u64)>,
    /// Its outline, where the table has one.
    pub outline: Option<MultiPolygon<f64>>,
}

/// A zone before its outline is moved.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneEntry {
    id: Option<String>,
    name: String,
    people_milli: Option<u64>,
    households: Option<f64>,
    ages: Vec<(AgeBand, u64)>,
}

const WANTED: Wanted = Wanted {
    required: &[&[Role::Zone, Role::Name], &[Role::People, Role::Households]],
    optional: &[Role::Id],
    position: false,
};

/// Reads a table of zones: columns `zone` (or `name`), `people` (or `households`), of use `id` and columns of age
/// groups; outlines where the file has them.
///
/// # Errors
/// [`InputError`] where the file as a whole cannot be read, or lacks a column. Rows that cannot be used are rejects.
///
/// # Complexity
/// `O(n log n)` in the rows.
pub fn zones(
    file: &Path,
    options: &ListOptions,
    observer: &dyn Observer,
) -> Result<RawList<ZoneEntry>, InputError> {
    read(file, options, &WANTED, observer, |cells, _| {
        let named = if cells.roles.has(Role::Zone) {
            Role::Zone
        } else {
            Role::Name
        };
        let name = cells.text(named)?.to_owned();
        if cells.is_sum() {
            return Ok(Outcome::Other(InputFault::SumRow.into()));
        }
        if name.is_empty() {
            return Err(cells.blame(named, InputFault::NoName));
        }
        let ages = cells.ages()?.into_iter();
        Ok(Outcome::Used(ZoneEntry {
            id: cells.own(Role::Id)?,
            name,
            people_milli: cells
                .count(Role::People, people_fault)?
                .map(people_to_milli),
            households: cells.count(Role::Households, households_fault)?,
            ages: ages
                .map(|(band, people)| (band, people_to_milli(people)))
                .collect(),
        }))
    })
}

impl ZoneEntry {
    /// What the zone is called.
    pub fn zone(&self) -> &str {
        &self.name
    }
}

impl Entry for ZoneEntry {
    type Row = ZoneRow;

    fn own_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn id_of(row: &ZoneRow) -> &str {
        &row.id
    }

    fn set_id(&mut self, id: String) {
        self.id = Some(id);
    }

    fn at(self, position: Option<Located>) -> Option<ZoneRow> {
        Some(ZoneRow {
            id: self.id.unwrap_or_default(),
            name: self.name,
            people_milli: self.people_milli,
            households: self.households,
            ages: self.ages,
            outline: multi_polygon(position),
        })
    }
}

/// The outline of a row that has one.
pub(super) fn multi_polygon(position: Option<Located>) -> Option<MultiPolygon<f64>> {
    let polygons = position.map(|located| located.polygons).unwrap_or_default();
    let polygons: Vec<Polygon<f64>> = polygons.into_iter().filter_map(polygon).collect();
    (!polygons.is_empty()).then_some(MultiPolygon(polygons))
}

fn polygon(rings: Vec<Vec<LonLat>>) -> Option<Polygon<f64>> {
    let line = |ring: Vec<LonLat>| {
        let corner = |at: LonLat| Coord {
            x: at.lon,
            y: at.lat,
        };
        LineString(ring.into_iter().map(corner).collect())
    };
    let mut lines = rings.into_iter().map(line);
    let outer = lines.next()?;
    Some(Polygon::new(outer, lines.collect()))
}
