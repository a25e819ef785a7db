//! Who lives around a place.

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use crate::geodesy::{LocalPlane, LonLat, leg_mm};
use crate::place::Residences;
use crate::units::{degrees_to_decimicro, mm_to_m};

/// Who lives so near to a place, as the crow flies, is taken to be touched by what is wrong there, in mm: five minutes
/// at 1 m/s, the shortest limit that rules ask for.
pub const AROUND_MM: u32 = 300_000;

/// Homes by place.
pub(super) struct Around {
    homes: RTree<GeomWithData<[i32; 2], u64>>,
}

impl Around {
    /// The homes, each where its first way in begins.
    pub(super) fn of(residences: &Residences) -> Self {
        let home = |home: usize| {
            let at = residences.ways_in_of(home)[0].at.to_decimicro();
            GeomWithData::new(at, residences.people_milli[home])
        };
        Self {
            homes: RTree::bulk_load((0..residences.count()).map(home).collect()),
        }
    }

    /// How many homes lie within [`AROUND_MM`] of a place, and their people in thousandths.
    pub(super) fn at(&self, place: LonLat) -> (u64, u64) {
        let [dlon, dlat] = LocalPlane::at(place).degrees(mm_to_m(AROUND_MM) + 1.0);
        let corner = |sign: f64| {
            [
                degrees_to_decimicro(place.lon + sign * dlon),
                degrees_to_decimicro(place.lat + sign * dlat),
            ]
        };
        let around = AABB::from_corners(corner(-1.0), corner(1.0));
        let near = self.homes.locate_in_envelope(&around).filter(|home| {
            let [lon, lat] = *home.geom();
            leg_mm(place, LonLat::from_decimicro(lon, lat)) <= AROUND_MM
        });
        near.fold((0, 0), |(homes, people), home| {
            (homes + 1, people + home.data)
        })
    }
}
