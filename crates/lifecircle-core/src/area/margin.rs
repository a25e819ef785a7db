//! How far around an area the data must reach, and whether it does.

use geo::BoundingRect;

use super::StudyArea;
use crate::geodesy::{LocalPlane, LonLat};
use crate::metric::Walking;
use crate::network::{Extent, StreetNetwork};
use crate::rules::{Limit, Rule};
use crate::units::{decimicro_to_degrees, m_to_mm, mm_to_m, nano_to_decimicro, narrow};

/// Results tell of walks up to an hour, whatever the limits.
const HOUR_MS: u32 = 3_600_000;
/// What is told of a street goes by at most so much of what hangs together with it: an open piece of more is public
/// (walking model §4.4), a component of 2 km is not small (§4.6).
const DECIDING_MM: u64 = 5_000_000;
/// A box is computed on the sphere, a walk along it: so much in a thousand is added where the data is cut.
const SLACK_PERMILLE: u64 = 5;
/// The share of a margin without data is told from so many points a side.
const POINTS: i32 = 64;

/// How far around an area the data must reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// In mm.
    pub mm: u64,
}

impl Margin {
    /// What the verdicts need: the largest limit, at the walker's speed where it is a time, and two legs.
    pub fn of_rules(rules: &[Rule], walking: Walking, max_snap_mm: u32) -> Self {
        let reach_mm = rules.iter().map(|rule| match rule.limit {
            Limit::TimeMs(ms) => walking.speed.reach_mm(ms),
            Limit::LengthMm(mm) => mm,
        });
        let reach_mm = reach_mm.max().unwrap_or(0);
        Self {
            mm: u64::from(reach_mm) + 2 * u64::from(max_snap_mm),
        }
    }

    /// What is read of a larger file, so that every result is that of the whole: the walk of an hour, two legs, and
    /// what decides about the streets there.
    pub fn of_reading(walking: Walking, max_snap_mm: u32) -> Self {
        let mm =
            u64::from(walking.speed.reach_mm(HOUR_MS)) + 2 * u64::from(max_snap_mm) + DECIDING_MM;
        Self {
            mm: mm + mm * SLACK_PERMILLE / 1000,
        }
    }

    /// In metres.
    pub fn metres(self) -> f64 {
        mm_to_m(self.mm)
    }
}

/// Whether the data reaches as far as it must.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarginCheck {
    /// How far it must.
    pub margin: Margin,
    /// By how many metres it ends too early to the west, south, east and north, where a box or polygon tells.
    pub short_m: [u32; 4],
    /// Which part of area and margin lies where there is no data, in thousandths.
    pub outside_permille: u32,
    /// Cut ends within area and margin.
    pub cut_ends: u64,
}

impl MarginCheck {
    /// Compares the margin of an area with where the data ends, as far as that is known.
    ///
    /// # Complexity
    /// The cut ends, times the edges of the area at the latitudes around each.
    pub fn of(
        area: &StudyArea,
        margin: Margin,
        network: &StreetNetwork,
        extent: Option<&Extent>,
    ) -> Self {
        let metres = margin.metres();
        let nodes = network
            .cut
            .iter()
            .enumerate()
            .filter(|(_, cut)| cut.is_cut());
        let within = |&(node, _): &(usize, _)| {
            area.outline()
                .is_within(network.lon_lat(narrow(node)), metres)
        };
        Self {
            margin,
            short_m: extent.map_or([0; 4], |extent| short_m(area, metres, extent)),
            outside_permille: extent.map_or(0, |extent| outside_permille(area, metres, extent)),
            cut_ends: nodes.filter(within).count() as u64,
        }
    }

    /// Whether nothing is missing.
    pub fn holds(&self) -> bool {
        self.short_m == [0; 4] && self.outside_permille == 0 && self.cut_ends == 0
    }
}

/// By how many metres the extent ends too early to each side.
fn short_m(area: &StudyArea, metres: f64, extent: &Extent) -> [u32; 4] {
    let Some([west, south, east, north]) = bounds(extent) else {
        return [0; 4];
    };
    let own = area.outline().bounds();
    let needed = area.outline().box_around(metres);
    let middle = LonLat::from_decimicro(own[0].midpoint(own[2]), own[1].midpoint(own[3]));
    let [lon_m, lat_m] = LocalPlane::at(middle).project(LonLat {
        lon: middle.lon + 1.0,
        lat: middle.lat + 1.0,
    });
    let missing = |from: i32, to: i32, metres_per_degree: f64| {
        let degrees = decimicro_to_degrees(to.saturating_sub(from).max(0));
        // Rounded up: a margin that is short by anything is short.
        m_to_mm(degrees * metres_per_degree).div_ceil(1000)
    };
    [
        missing(needed[0], west, lon_m),
        missing(needed[1], south, lat_m),
        missing(east, needed[2], lon_m),
        missing(north, needed[3], lat_m),
    ]
}

/// West, south, east, north of an extent in 1e-7 degrees.
fn bounds(extent: &Extent) -> Option<[i32; 4]> {
    match extent {
        Extent::BoxNano(nano) => {
            let [west, south, east, north] = nano.map(nano_to_decimicro);
            Some([west?, south?, east?, north?])
        }
        Extent::Polygon(polygons) => {
            let around = polygons.bounding_rect()?;
            let low: LonLat = LonLat {
                lon: around.min().x,
                lat: around.min().y,
            };
            let high = LonLat {
                lon: around.max().x,
                lat: around.max().y,
            };
            let ([west, south], [east, north]) = (low.to_decimicro(), high.to_decimicro());
            Some([west, south, east, north])
        }
    }
}

/// Which part of an area and its margin lies outside of the extent, in thousandths, by points of a raster; any part at
/// all counts one.
fn outside_permille(area: &StudyArea, metres: f64, extent: &Extent) -> u32 {
    let [west, south, east, north] = area.outline().box_around(metres);
    let at = |low: i32, high: i32, i: i32| {
        let offset =
            (i64::from(high) - i64::from(low)) * i64::from(2 * i + 1) / i64::from(2 * POINTS);
        i32::try_from(i64::from(low) + offset).unwrap_or(high)
    };
    let (mut all, mut outside) = (0u32, 0u32);
    for row in 0..POINTS {
        for column in 0..POINTS {
            let (lon, lat) = (at(west, east, column), at(south, north, row));
            if area
                .outline()
                .is_within(LonLat::from_decimicro(lon, lat), metres)
            {
                all += 1;
                outside += u32::from(!extent.holds(lon, lat));
            }
        }
    }
    (outside * 1000).div_ceil(all.max(1))
}
