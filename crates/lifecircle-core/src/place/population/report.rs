//! What became of people who were counted.

use crate::units::u64_to_f64;

/// One zone: what it was given and what was estimated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneShare {
    /// Its name.
    pub name: String,
    /// Homes inside.
    pub homes: u64,
    /// People that were estimated there, in thousandths.
    pub estimated_milli: u64,
    /// People that were given, in thousandths.
    pub given_milli: u64,
}

impl ZoneShare {
    /// Given people by estimated ones; `None` where none were estimated.
    pub fn factor(&self) -> Option<f64> {
        factor(self.given_milli, self.estimated_milli)
    }
}

/// What became of people who were counted: `given = placed + unplaced`, and the people of all homes together are
/// `placed + outside`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PopulationReport {
    /// People given, in thousandths.
    pub given_milli: u64,
    /// People given who live in homes now.
    pub placed_milli: u64,
    /// People given where there is no home to live in.
    pub unplaced_milli: u64,
    /// People that were estimated for the homes that got counted ones.
    pub estimated_milli: u64,
    /// Homes outside of all zones, or of the raster.
    pub outside_homes: u64,
    /// Their people in thousandths: their estimates times [`Self::factor`].
    pub outside_milli: u64,
    /// Zones by name; none for a raster or one total.
    pub zones: Vec<ZoneShare>,
    /// Raster cells with people.
    pub cells: u64,
    /// Of them, those without homes whose people went to homes in the cells around.
    pub cells_moved: u64,
    /// The people of these.
    pub moved_milli: u64,
    /// Of the cells, those without homes in them or around.
    pub cells_without_homes: u64,
    /// Homes in cells for which the raster tells nobody: they have no people now.
    pub homes_in_empty_cells: u64,
}

impl PopulationReport {
    /// Given people who live in homes now by those estimated for these homes; `None` where none were estimated.
    pub fn factor(&self) -> Option<f64> {
        factor(self.placed_milli, self.estimated_milli)
    }

    /// Zones in which people were counted and no home stands.
    pub fn zones_without_homes(&self) -> impl Iterator<Item = &ZoneShare> {
        let empty = |zone: &&ZoneShare| zone.homes == 0 && zone.given_milli > 0;
        self.zones.iter().filter(empty)
    }
}

fn factor(given: u64, estimated: u64) -> Option<f64> {
    (estimated > 0).then(|| u64_to_f64(given) / u64_to_f64(estimated))
}
