//! The distances of nodes to one straight line: the arithmetic of all stamps.

use super::canvas::{AT_CAP, CHUNK, FAR, Window, lesser};
use super::grid::Spot;

/// A link on the raster: its ends, the metres of a cell there, and the nodes it may be near.
pub(super) struct Placed {
    pub(super) from: Spot,
    pub(super) to: Spot,
    pub(super) metres: [f32; 2],
    pub(super) window: Window,
}

/// A straight line in metres, seen from the node south-west of its beginning.
///
/// Everything is computed from that node, so that a line stamps the same bytes on every canvas.
pub(super) struct Line {
    col: i32,
    row: i32,
    metres: [f32; 2],
    start: [f32; 2],
    along: [f32; 2],
    /// One over the squared length.
    inverse: f32,
    /// Value per metre, and the value of the line itself.
    scale: f32,
    base: f32,
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "columns and rows near a line are small, and values are limited to a byte first"
)]
impl Line {
    pub(super) fn new(placed: &Placed, cap_m: f32, cell_m: f32, extra_m: f32) -> Self {
        let Placed {
            from, to, metres, ..
        } = *placed;
        let along = [
            (to.col - from.col) as f32 * metres[0] + to.east_m - from.east_m,
            (to.row - from.row) as f32 * metres[1] + to.north_m - from.north_m,
        ];
        let squared = along[0] * along[0] + along[1] * along[1];
        let scale = f32::from(AT_CAP) / cell_m;
        Self {
            col: from.col,
            row: from.row,
            metres,
            start: [from.east_m, from.north_m],
            along,
            inverse: if squared > 0.0 { 1.0 / squared } else { 0.0 },
            scale,
            base: (extra_m - (cap_m - cell_m)) * scale,
        }
    }

    /// Takes the lesser of what is there and the distance to the line, along one chunk.
    ///
    /// No branch, call or conversion stands in the loop, so that it becomes vector instructions.
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "what is the same for all chunks of a line leaves the loop over them: a third of the time of areas"
    )]
    pub(super) fn stamp(&self, chunk: &mut [u8; CHUNK], col: i32, row: i32) {
        let north = (row - self.row) as f32 * self.metres[1] - self.start[1];
        let first = (col - self.col) as f32;
        let [dx, dy] = self.along;
        let mut value = [0.0f32; CHUNK];
        for (value, step) in value.iter_mut().zip(STEPS) {
            // Whole columns first: the same bits wherever the chunk begins.
            let east = (first + step) * self.metres[0] - self.start[0];
            let fraction = (east * dx + north * dy) * self.inverse;
            let fraction = if fraction > 0.0 { fraction } else { 0.0 };
            let fraction = if fraction < 1.0 { fraction } else { 1.0 };
            let (x, y) = (east - fraction * dx, north - fraction * dy);
            let near = (x * x + y * y).sqrt() * self.scale + self.base;
            let near = if near > 0.0 { near } else { 0.0 };
            *value = if near < FAR_VALUE { near } else { FAR_VALUE };
        }
        // From 2²³ on the last bits of a float count ones: adding rounds to the nearest.
        *chunk = lesser(*chunk, value.map(|v| (v + TWO_TO_23).to_bits() as u8));
    }
}

const TWO_TO_23: f32 = 8_388_608.0;
const FAR_VALUE: f32 = 255.0;
/// Columns of a chunk.
const STEPS: [f32; CHUNK] = [
    0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0,
];
const _: () = assert!(FAR == 255, "what is far is the largest byte");
