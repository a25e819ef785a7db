//! Zones in which people were counted: communities, streets, districts.

use geo::MultiPolygon;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::MAX_PEOPLE_MILLI;
use crate::area::{AreaOutline, StudyAreaError};
use crate::coded;
use crate::geodesy::LonLat;
use crate::isochrone::{overlap_m2, rings_m2};
use crate::units::narrow;

/// Two zones of one table may share so much of the smaller one, in per cent: borders drawn twice never agree.
const SHARED_PERCENT: f64 = 1.0;

/// A zone in which people were counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Its name, which no other zone of the table has.
    pub name: String,
    /// What it covers, in degrees of WGS-84.
    pub outline: MultiPolygon<f64>,
    /// People in thousandths.
    pub people_milli: u64,
    /// Of them, those of age groups: the group's name, and thousandths of people.
    pub ages: Vec<(String, u64)>,
}

/// Why people cannot be shared by a table of zones.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PopulationError {
    /// Two zones of one name.
    #[error("zone `{name}` stands there twice")]
    ZoneTwice {
        /// Which.
        name: String,
    },
    /// An outline that bounds nothing, or crosses itself.
    #[error(transparent)]
    Outline(#[from] StudyAreaError),
    /// Two zones that share ground, whose people would be counted twice.
    #[error("zones `{one}` and `{other}` overlap by {percent:.0} % of the smaller one")]
    Overlap {
        /// The one.
        one: String,
        /// The other.
        other: String,
        /// Of the smaller one's area.
        percent: f64,
    },
    /// More people than there are.
    #[error("there are more people than on a thousand earths")]
    TooMany,
}

coded!(PopulationError {
    Self::ZoneTwice { name } => "population-zone-twice" { name: name }
    Self::Outline(error) => "population-outline" { what: error.message() }
    Self::Overlap { one, other, percent } => "population-overlap" { one: one, other: other, percent: percent.round() }
    Self::TooMany => "population-too-many" {}
});

/// The zones of one table, by name: their order in the table does not matter.
#[derive(Clone, Debug)]
pub struct Zones {
    rows: Vec<Zone>,
    outlines: Vec<AreaOutline>,
    tree: RTree<GeomWithData<Rectangle<[i32; 2]>, u32>>,
}

impl Zones {
    /// Zones that can be told apart.
    ///
    /// # Errors
    /// [`PopulationError`] naming the zones that cannot be used.
    ///
    /// # Complexity
    /// `O(n log n)` in the points of the outlines, and the overlay of neighbours.
    pub fn new(mut zones: Vec<Zone>) -> Result<Self, PopulationError> {
        zones.sort_by(|a, b| a.name.cmp(&b.name));
        if let Some(pair) = zones.windows(2).find(|pair| pair[0].name == pair[1].name) {
            let name = pair[0].name.clone();
            return Err(PopulationError::ZoneTwice { name });
        }
        check_sums(&zones)?;
        let mut outlines = Vec::with_capacity(zones.len());
        let mut entries = Vec::with_capacity(zones.len());
        for zone in &zones {
            let outline = AreaOutline::of_named(&zone.name, &zone.outline)?;
            let [west, south, east, north] = outline.bounds();
            let around = Rectangle::from_corners([west, south], [east, north]);
            entries.push(GeomWithData::new(around, narrow(outlines.len())));
            outlines.push(outline);
        }
        let zones = Self {
            rows: zones,
            outlines,
            tree: RTree::bulk_load(entries),
        };
        zones.check_overlaps()?;
        Ok(zones)
    }

    /// The zones by name.
    pub fn rows(&self) -> &[Zone] {
        &self.rows
    }

    /// The zone that holds a place; on a border that zones share, the first by name.
    pub fn at(&self, place: LonLat) -> Option<usize> {
        let [x, y] = place.to_decimicro();
        let around = self
            .tree
            .locate_in_envelope_intersecting(&AABB::from_point([x, y]));
        let holding = around.map(|entry| entry.data as usize);
        holding
            .filter(|&zone| self.outlines[zone].holds((x, y)))
            .min()
    }

    fn check_overlaps(&self) -> Result<(), PopulationError> {
        let rings: Vec<Vec<Vec<[i32; 2]>>> =
            self.outlines.iter().map(AreaOutline::ring_points).collect();
        let areas: Vec<f64> = rings.iter().map(|rings| rings_m2(rings)).collect();
        for (one, outline) in self.outlines.iter().enumerate() {
            let [west, south, east, north] = outline.bounds();
            let around = AABB::from_corners([west, south], [east, north]);
            let near = self.tree.locate_in_envelope_intersecting(&around);
            let mut others: Vec<usize> = near.map(|entry| entry.data as usize).collect();
            others.sort_unstable();
            for other in others.into_iter().filter(|&other| other > one) {
                let shared_m2 = overlap_m2(&rings[one], &rings[other]);
                let percent = shared_m2 * 100.0 / areas[one].min(areas[other]);
                if percent > SHARED_PERCENT {
                    let name = |zone: usize| self.rows[zone].name.clone();
                    return Err(PopulationError::Overlap {
                        one: name(one),
                        other: name(other),
                        percent,
                    });
                }
            }
        }
        Ok(())
    }
}

/// Sums that stay within bounds, of people and of each age group.
fn check_sums(zones: &[Zone]) -> Result<(), PopulationError> {
    let mut sum: u64 = 0;
    for zone in zones {
        let ages = zone.ages.iter().map(|age| age.1).max().unwrap_or(0);
        sum = sum.saturating_add(zone.people_milli.max(ages));
    }
    if sum > MAX_PEOPLE_MILLI {
        return Err(PopulationError::TooMany);
    }
    Ok(())
}
