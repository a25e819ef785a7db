//! Streets by place: how far the nearest one is, found through a grid of small cells.

use crate::geodesy::{LocalPlane, LonLat};
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, go_on_at};
use crate::units::{DECIMICRO_PER_DEGREE, decimicro_around, narrow};

/// The side of a cell in 1e-7 degrees: two hundred metres and less.
const CELL: i32 = 20_000;
/// Segments entered between two questions whether to stop.
const SEGMENTS_AT_A_TIME: usize = 1 << 16;

/// The segments of a network by the cells they pass.
pub(super) struct StreetGrid<'a> {
    network: &'a StreetNetwork,
    /// Cells and the segments in them, in order.
    entries: Vec<((i32, i32), u32)>,
}

impl<'a> StreetGrid<'a> {
    /// # Complexity
    /// `O(n log n)` for `n` segments.
    pub(super) fn of(
        network: &'a StreetNetwork,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let mut entries = Vec::with_capacity(2 * network.segment_count());
        for segment in 0..network.segment_count() {
            go_on_at(segment, SEGMENTS_AT_A_TIME, observer)?;
            enter(network, narrow(segment), &mut entries);
        }
        entries.sort_unstable();
        entries.dedup();
        Ok(Self { network, entries })
    }

    /// Metres from a place to the nearest street, `None` where none is within `reach_m`.
    ///
    /// # Complexity
    /// Linear in the cells within reach and the segments in them.
    pub(super) fn nearest_m(&self, place: LonLat, reach_m: f64) -> Option<f64> {
        let plane = LocalPlane::at(place);
        let [dlon, dlat] = plane.degrees(reach_m);
        let (west, east) = decimicro_around(place.lon - dlon, place.lon + dlon);
        let (south, north) = decimicro_around(place.lat - dlat, place.lat + dlat);
        let mut least = reach_m * reach_m;
        let mut found = false;
        for row in south.div_euclid(CELL)..=north.div_euclid(CELL) {
            let first = (row, west.div_euclid(CELL));
            let last = (row, east.div_euclid(CELL));
            let start = self.entries.partition_point(|entry| entry.0 < first);
            let cells = self.entries[start..].iter();
            for &(_, segment) in cells.take_while(|entry| entry.0 <= last) {
                let squared = self.squared_m(segment, &plane);
                if squared <= least {
                    least = squared;
                    found = true;
                }
            }
        }
        found.then(|| libm::sqrt(least))
    }

    /// Squared metres from the plane's origin to a segment.
    fn squared_m(&self, segment: u32, plane: &LocalPlane) -> f64 {
        let network = self.network;
        let end = |node: u32| plane.project(network.lon_lat(node));
        let [ax, ay] = end(network.tail[segment as usize]);
        let [bx, by] = end(network.head[segment as usize]);
        let (dx, dy) = (bx - ax, by - ay);
        let length = dx * dx + dy * dy;
        let fraction = if length == 0.0 {
            0.0
        } else {
            (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0)
        };
        let (x, y) = (ax + dx * fraction, ay + dy * fraction);
        x * x + y * y
    }
}

/// Enters a segment in every cell that it passes: row by row, so that a long one does not fill the box around it.
fn enter(network: &StreetNetwork, segment: u32, entries: &mut Vec<((i32, i32), u32)>) {
    let end = |node: u32| {
        let node = node as usize;
        (f64::from(network.lon[node]), f64::from(network.lat[node]))
    };
    let mut low = end(network.tail[segment as usize]);
    let mut high = end(network.head[segment as usize]);
    if (low.0 - high.0).abs() > 180.0 * DECIMICRO_PER_DEGREE {
        // Across the antimeridian nobody asks.
        return;
    }
    if high.1 < low.1 {
        std::mem::swap(&mut low, &mut high);
    }
    let side = f64::from(CELL);
    let cell = |e7: f64| cell_of(e7 / side);
    for row in cell(low.1)..=cell(high.1) {
        let band = [f64::from(row) * side, f64::from(row + 1) * side];
        let at = |lat: f64| {
            let lat = lat.clamp(low.1, high.1);
            let along = if high.1 > low.1 {
                (lat - low.1) / (high.1 - low.1)
            } else {
                0.0
            };
            low.0 + (high.0 - low.0) * along
        };
        let (mut west, mut east) = (at(band[0]), at(band[1]));
        if high.1 <= low.1 {
            (west, east) = (low.0, high.0);
        }
        if east < west {
            std::mem::swap(&mut west, &mut east);
        }
        for column in cell(west)..=cell(east) {
            entries.push(((row, column), segment));
        }
    }
}

/// The number of the cell that holds a multiple of its side.
fn cell_of(sides: f64) -> i32 {
    // At most 90 000 either way: half the earth in cells.
    #[expect(clippy::cast_possible_truncation, reason = "bounded by the earth")]
    let cell = libm::floor(sides) as i32;
    cell
}
