//! Floor area of buildings that are homes or might be.

use super::BLOCK;
use super::select::Dwelling;
use crate::area::StudyArea;
use crate::geodesy::LonLat;
use crate::observer::{Cancelled, Observer};
use crate::osm::{OsmData, Outline};
use crate::par;
use crate::place::outline::outline_lines;
use crate::place::people::PeopleTable;

/// Buildings together.
#[derive(Clone, Copy, Default)]
pub(super) struct Floor {
    pub(super) buildings: u64,
    /// Floor area in dm².
    pub(super) dm2: u64,
}

impl Floor {
    fn add(self, other: Self) -> Self {
        Self {
            buildings: self.buildings + other.buildings,
            dm2: self.dm2 + other.dm2,
        }
    }
}

/// The floor area of buildings together: footprint × storeys, each building rounded; of those of an area, where there is
/// one.
///
/// # Complexity
/// Linear in the nodes of their outlines.
pub(super) fn floor(
    data: &OsmData,
    people: &PeopleTable,
    dwellings: &[Dwelling],
    area: Option<&StudyArea>,
    observer: &dyn Observer,
) -> Result<Floor, Cancelled> {
    let count = dwellings.len();
    let blocks = par::try_map_range(observer, count.div_ceil(BLOCK), |block| {
        let block = &dwellings[block * BLOCK..count.min((block + 1) * BLOCK)];
        let floor = |dwelling: &Dwelling| {
            let outline = dwelling.outline(data);
            if area.is_some_and(|area| !stands_in(data, &outline, area)) {
                return Floor::default();
            }
            let area_m2 = outline.area_m2(&data.nodes);
            Floor {
                buildings: 1,
                dm2: u64::from(people.floor_dm2(&dwelling.tags, area_m2)),
            }
        };
        block.iter().map(floor).fold(Floor::default(), Floor::add)
    })?;
    Ok(blocks.into_iter().fold(Floor::default(), Floor::add))
}

/// Whether the middle of a building's box lies in an area.
fn stands_in(data: &OsmData, outline: &Outline, area: &StudyArea) -> bool {
    let lines = outline_lines(data, outline);
    let middle = |of: fn(&LonLat) -> f64| {
        let values = lines.iter().flatten().map(of);
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        (low <= high).then(|| f64::midpoint(low, high))
    };
    let at = middle(|at| at.lon).zip(middle(|at| at.lat));
    at.is_some_and(|(lon, lat)| area.holds(LonLat { lon, lat }))
}
