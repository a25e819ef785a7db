//! The raster of area polygons: nodes on whole steps of 1e-7 degrees, distances in true metres.
//!
//! One grid covers a city. Its nodes are multiples of a whole step in either direction, so that
//! polygons have exact integer coordinates, and the same street is stamped the same for every
//! origin. A step spans `resolution` metres at the grid's middle latitude; metres are always those
//! of the place itself.

use crate::geodesy::{METRES_PER_DECIMICRO, METRES_PER_DEGREE};
use crate::units::DECIMICRO_PER_DEGREE;

/// Rows that share the metres of a degree of longitude: 2.5 km at 10 m, over which they change by 0.03 %.
const BAND_ROWS: i32 = 256;
/// Nearer a pole than 64 km a degree of longitude counts for as much as there: columns would grow without end
/// otherwise, and areas are drawn somewhat too narrow instead.
const LEAST_COS: f64 = 0.01;
/// Fewer steps of 1e-7 degrees than this between two nodes leave no room for a contour between them.
const LEAST_STEP: i32 = 3;

/// Where the nodes of a raster lie.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// 1e-7 degrees from node to node, along longitude and latitude.
    pub(super) step: [i32; 2],
    /// Resolution in metres.
    pub(super) cell_m: f32,
}

/// A point seen from the node south-west of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) col: i32,
    pub(super) row: i32,
    /// Metres east and north of that node.
    pub(super) east_m: f32,
    pub(super) north_m: f32,
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "degrees times 1e7 fit 32 bits; metres within a cell are small"
)]
impl Grid {
    /// The grid of a resolution around a latitude, `None` for one finer than coordinates can tell apart.
    pub(super) fn new(resolution_m: f64, middle_lat: f64) -> Option<Self> {
        let per_metre = DECIMICRO_PER_DEGREE / METRES_PER_DEGREE;
        let lat = (resolution_m * per_metre).round();
        let cos = libm::cos(middle_lat.to_radians()).max(LEAST_COS);
        let lon = (resolution_m * per_metre / cos).round();
        let step = [lon as i32, lat as i32];
        (step[0].min(step[1]) >= LEAST_STEP).then_some(Self {
            step,
            cell_m: resolution_m as f32,
        })
    }

    /// Metres from one node to the next one east and the next one north, in a row.
    pub(super) fn step_m(&self, row: i32) -> [f32; 2] {
        let middle = row.div_euclid(BAND_ROWS) * BAND_ROWS + BAND_ROWS / 2;
        let lat = f64::from(middle) * f64::from(self.step[1]) / DECIMICRO_PER_DEGREE;
        let cos = libm::cos(lat.to_radians()).max(LEAST_COS);
        let east = f64::from(self.step[0]) * METRES_PER_DECIMICRO * cos;
        [
            east as f32,
            (f64::from(self.step[1]) * METRES_PER_DECIMICRO) as f32,
        ]
    }

    /// A point in 1e-7 degrees, with the metres of its row.
    pub(super) fn spot(&self, [lon, lat]: [i32; 2], metres: [f32; 2]) -> Spot {
        let (col, row) = (lon.div_euclid(self.step[0]), lat.div_euclid(self.step[1]));
        let (x, y) = (lon - col * self.step[0], lat - row * self.step[1]);
        Spot {
            col,
            row,
            east_m: x as f32 * (metres[0] / self.step[0] as f32),
            north_m: y as f32 * (metres[1] / self.step[1] as f32),
        }
    }

    /// The row of a latitude in 1e-7 degrees.
    pub(super) fn row(&self, lat: i32) -> i32 {
        lat.div_euclid(self.step[1])
    }

    /// The column of a longitude in 1e-7 degrees.
    pub(super) fn col(&self, lon: i32) -> i32 {
        lon.div_euclid(self.step[0])
    }
}
