//! Streets onto tiles: as onto a canvas, wherever on the globe they are and however long.

use super::canvas::Window;
use super::line::{Line, Placed};
use super::stamp::Stamps;
use super::tiles::Tiles;
use crate::geodesy::LonLat;
use crate::reach::Covered;

/// Half the way around the earth in 1e-7 degrees.
const EAST: i64 = 1_800_000_000;
/// Nearer a pole than 64 km (there the raster is wider than the earth) a link over more than a degree of longitude is
/// drawn at its ends alone: it would take millions of columns for some metres.
const POLAR: u32 = 894_000_000;
const POLAR_LINK: i64 = 10_000_000;
/// Rows that are looked at together for which columns a line is near: those of a tile.
const ROWS: i32 = 64;

impl Stamps<'_> {
    /// Stamps what is covered.
    pub(super) fn spread(&self, tiles: &mut Tiles, covered: Covered) {
        match covered {
            Covered::Whole(street) => {
                for link in self.shapes.of(street).windows(2) {
                    self.spread_link(tiles, link[0], link[1], 0.0);
                }
            }
            Covered::Part(street, from_mm, to_mm) => {
                self.each_link(street, from_mm, to_mm, |a, b| {
                    self.spread_link(tiles, a, b, 0.0);
                });
            }
        }
    }

    /// Stamps a straight line, or a point, from which only `radius_m` may be walked.
    pub(super) fn spread_leg(&self, tiles: &mut Tiles, from: LonLat, to: LonLat, radius_m: f32) {
        let ends = [from, to].map(LonLat::to_decimicro);
        self.spread_link(tiles, ends[0], ends[1], self.cap_m - radius_m);
    }

    pub(super) fn spread_link(&self, tiles: &mut Tiles, a: [i32; 2], b: [i32; 2], extra_m: f32) {
        self.each_piece(a, b, &mut |a, b| {
            let placed = self.place(a, b);
            let line = Line::new(&placed, self.cap_m, self.grid.cell_m, extra_m);
            let [south, north] = placed.window.row;
            let mut row = south;
            while row < north {
                let end = ((row.div_euclid(ROWS) + 1) * ROWS).min(north);
                let part = Window {
                    col: self.near_columns(&placed, [row, end]),
                    row: [row, end],
                };
                tiles.each_chunk(part, |chunk, col, row| line.stamp(chunk, col, row));
                row = end;
            }
        });
    }

    /// The columns in which a line can be near a node of some rows: not those of the whole box around a long one.
    fn near_columns(&self, placed: &Placed, rows: [i32; 2]) -> [i32; 2] {
        let Placed {
            from,
            to,
            metres,
            window,
        } = *placed;
        // In 64 bits: columns of the whole globe.
        let of = |spot: super::grid::Spot| {
            [
                f64::from(spot.col) + f64::from(spot.east_m / metres[0]),
                f64::from(spot.row) + f64::from(spot.north_m / metres[1]),
            ]
        };
        let ([x0, y0], [x1, y1]) = (of(from), of(to));
        let reach_m = f64::from(self.cap_m + self.grid.cell_m);
        // A row and a column more than can be near, for the rounding.
        let reach = metres.map(|m| reach_m / f64::from(m) + 1.0);
        let low = f64::from(rows[0]) - reach[1];
        let high = f64::from(rows[1]) + reach[1];
        let rise = y1 - y0;
        let is_level = rise.abs() < 1e-6;
        let along = |y: f64| x0 + (x1 - x0) * ((y - y0) / rise).clamp(0.0, 1.0);
        let ends = if is_level {
            [x0, x1]
        } else {
            [along(low), along(high)]
        };
        let whole = |x: f64| crate::units::degrees_to_decimicro(x / 1e7);
        let west = whole((ends[0].min(ends[1]) - reach[0]).floor());
        let east = whole((ends[0].max(ends[1]) + reach[0]).ceil());
        [west.max(window.col[0]), east.min(window.col[1])]
    }

    /// Hands over a link as often as its stamp is seen on the map: once, or on either side of the
    /// antimeridian, there as far as it can be near; a link goes the short way around the earth.
    fn each_piece(&self, a: [i32; 2], b: [i32; 2], piece: &mut dyn FnMut([i32; 2], [i32; 2])) {
        let [x0, x1] = [a[0], b[0]].map(i64::from);
        let x1 = match x1 - x0 {
            east if east > EAST => x1 - 2 * EAST,
            east if east < -EAST => x1 + 2 * EAST,
            _ => x1,
        };
        let is_polar = [a, b].iter().all(|p| p[1].unsigned_abs() > POLAR);
        if is_polar && (x1 - x0).abs() > POLAR_LINK {
            self.each_piece(a, a, piece);
            return self.each_piece(b, b, piece);
        }
        let cell_m =
            self.grid.step_m(self.grid.row(a[1]))[0].min(self.grid.step_m(self.grid.row(b[1]))[0]);
        let reach_m = f64::from(self.cap_m + 2.0 * self.grid.cell_m);
        let reach = reach_m / f64::from(cell_m) * f64::from(self.grid.step[0]);
        let reach = i64::try_from(crate::units::f64_to_u64(reach))
            .unwrap_or(EAST)
            .min(EAST / 8);
        let (west, east) = (-EAST - reach, EAST + reach);
        for turn in [-2 * EAST, 0, 2 * EAST] {
            let (from, to) = (x0 + turn, x1 + turn);
            if from.max(to) < west || from.min(to) > east {
                continue;
            }
            // An upright line lies on the map as a whole: none is divided by nothing.
            let on_map = |x: i64, own_lat: i32| {
                let kept = x.clamp(west, east);
                let mut lat = i64::from(own_lat);
                if kept != x {
                    let rise = i128::from(b[1]) - i128::from(a[1]);
                    let part = rise * i128::from(kept - from) / i128::from(to - from);
                    lat = i64::from(a[1]) + i64::try_from(part).unwrap_or(0);
                }
                [kept, lat].map(|e7| i32::try_from(e7).unwrap_or(0))
            };
            let ends = [on_map(from, a[1]), on_map(to, b[1])];
            piece(ends[0], ends[1]);
        }
    }

    /// Bytes that stamping so much street and so many points takes at most.
    pub(super) fn most_bytes(&self, street_mm: u64, pieces: usize) -> u64 {
        let across = 2.0 * f64::from((self.cap_m + self.grid.cell_m) / self.grid.cell_m);
        let along = crate::units::mm_to_m(street_mm) / f64::from(self.grid.cell_m);
        let ends = across * crate::units::u64_to_f64(pieces as u64);
        crate::units::f64_to_u64((along + ends) * across)
    }
}
