//! Isochrones: what is reached in a time, as stretches of street and as areas.
//!
//! Stretches come from [`Reach`](crate::reach::Reach) and are exact. Areas are for looking: what
//! lies within a capped walk off the streets, drawn on a raster of true metres.
//!
//! ```text
//! Snap of an origin ── Reach::search ──▶ Reached ── Areas::of ──▶ an Area per limit
//! ```

mod area;
mod canvas;
mod contour;
mod grid;
mod stamp;

pub use area::Area;

use canvas::{Canvas, Window};
use contour::{Rings, Tracer};
use grid::Grid;
use stamp::Stamps;

use crate::metric::Walking;
use crate::reach::{Covered, Reach};
use crate::search::{Reached, WeightLabel};
use crate::shapes::StreetShapes;
use crate::snap::Snap;
use crate::units::{MAX_WEIGHT, walk_ms};

/// A canvas larger than this is refused: 16 km by 16 km at a metre.
pub const MOST_CANVAS_BYTES: u64 = 1 << 28;

/// How areas are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaOptions {
    /// Distance of the raster's nodes in metres.
    pub resolution_m: f64,
    /// The longest walk off the streets, in mm.
    pub cap_mm: u32,
    /// Holes of less than this are filled.
    pub least_hole_m2: f64,
}

impl Default for AreaOptions {
    /// 10 m, 50 m, and a quarter of a hectare: a courtyard is no hole, a block is.
    fn default() -> Self {
        Self {
            resolution_m: 10.0,
            cap_mm: 50_000,
            least_hole_m2: 2_500.0,
        }
    }
}

/// Why areas cannot be drawn.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AreaError {
    /// The raster is finer than coordinates of 1e-7 degrees can tell apart, or not a number.
    #[error(
        "a resolution of {0} m cannot be drawn: give metres between 0.05 and 1000"
    )]
    Resolution(f64),
    /// A canvas would take too much memory.
    #[error(
        "{resolution_m} m is too fine for {minutes} minutes: one raster of {width} × {height} nodes would take {bytes} bytes, more than {MOST_CANVAS_BYTES}; give a coarser --resolution, such as {coarser} m"
    )]
    Memory {
        /// Resolution in metres.
        resolution_m: f64,
        /// The longest limit.
        minutes: f64,
        /// Columns.
        width: u64,
        /// Rows.
        height: u64,
        /// Bytes of one raster.
        bytes: u64,
        /// A resolution that fits.
        coarser: f64,
    },
}

/// Draws areas.
#[derive(Debug)]
pub struct Areas<'a> {
    stamps: Stamps<'a>,
    shapes: &'a StreetShapes,
    options: AreaOptions,
    walking: Walking,
    /// What the cap takes to walk.
    cap_ms: u32,
}

/// What one worker reuses.
#[derive(Debug)]
pub struct AreaSpace {
    canvas: Canvas,
    tracer: Tracer,
    rings: Rings,
}

impl Default for AreaSpace {
    fn default() -> Self {
        Self {
            canvas: Canvas::new(),
            tracer: Tracer::default(),
            rings: Rings::default(),
        }
    }
}

impl<'a> Areas<'a> {
    /// Prepares to draw around about `origins` places.
    ///
    /// # Complexity
    /// Linear in the network where there are many origins, else nothing.
    ///
    /// # Errors
    /// [`AreaError`] where a raster of this resolution is not possible for `longest_ms`.
    pub fn new(
        shapes: &'a StreetShapes,
        walking: Walking,
        options: AreaOptions,
        longest_ms: u32,
        origins: usize,
    ) -> Result<Self, AreaError> {
        let resolution_m = options.resolution_m;
        let possible = (0.05..=1000.0).contains(&resolution_m);
        let bytes = Self::bytes(walking, options, longest_ms);
        if bytes > u128::from(MOST_CANVAS_BYTES) && resolution_m > 0.0 {
            return Err(Self::too_fine(walking, options, longest_ms));
        }
        let lats = shapes.points().iter().map(|p| p[1]);
        let middle_lat = match (lats.clone().min(), lats.max()) {
            (Some(low), Some(high)) => (f64::from(low) + f64::from(high)) / 2e7,
            _ => 0.0,
        };
        let grid = Grid::new(resolution_m, middle_lat).filter(|_| possible);
        let grid = grid.ok_or(AreaError::Resolution(resolution_m))?;
        let mut stamps = Stamps::new(grid, shapes, metres(options.cap_mm));
        // A link's stamp costs about as much as one origin's share of using it 2000 times.
        if origins.saturating_mul(2000) > shapes.points().len() {
            stamps.prepare();
        }
        Ok(Self {
            stamps,
            shapes,
            options,
            walking,
            cap_ms: walk_ms(options.cap_mm, 100, walking.speed),
        })
    }

    /// Nodes along one side of a raster for one origin.
    fn side(walking: Walking, options: AreaOptions, longest_ms: u32) -> u64 {
        let reach_m = f64::from(walking.speed.reach_mm(longest_ms)) / 1000.0;
        crate::units::whole((2.0 * reach_m / options.resolution_m).ceil())
    }

    fn bytes(walking: Walking, options: AreaOptions, longest_ms: u32) -> u128 {
        u128::from(Self::side(walking, options, longest_ms)).pow(2)
    }

    fn too_fine(walking: Walking, options: AreaOptions, longest_ms: u32) -> AreaError {
        let side = Self::side(walking, options, longest_ms);
        let fits = crate::units::display(side) * options.resolution_m
            / crate::units::display(MOST_CANVAS_BYTES).sqrt();
        AreaError::Memory {
            resolution_m: options.resolution_m,
            minutes: f64::from(longest_ms) / 60_000.0,
            width: side,
            height: side,
            bytes: side.saturating_mul(side),
            coarser: (fits * 10.0).ceil() / 10.0,
        }
    }

    /// The area within each of the limits (increasing) of a place that was searched up to the longest.
    ///
    /// # Complexity
    /// Linear in the raster around what the longest limit reaches.
    pub fn of(
        &self,
        space: &mut AreaSpace,
        reach: &Reach,
        reached: &Reached<WeightLabel>,
        snaps: &[Snap],
        limits_ms: &[u32],
    ) -> Vec<Area> {
        let Some(&longest) = limits_ms.last() else {
            return Vec::new();
        };
        let Some(window) = self.window(snaps, longest) else {
            return vec![Area::default(); limits_ms.len()];
        };
        space.canvas.clear(window);
        let mut draw = |&limit: &u32| {
            // What an earlier limit reached is inside already.
            self.stamp(&mut space.canvas, reach, reached, snaps, limit);
            space.rings.point.clear();
            space.rings.end.clear();
            space.tracer.trace(&space.canvas, &self.stamps.grid, &mut space.rings);
            Area::of(&space.rings, self.options.least_hole_m2)
        };
        limits_ms.iter().map(&mut draw).collect()
    }

    /// Where anything may be stamped.
    fn window(&self, snaps: &[Snap], limit_ms: u32) -> Option<Window> {
        let around = |snap: &Snap| {
            let place = self.shapes.at(snap.street, snap.offset_mm)?;
            let radius_mm = self.walking.speed.reach_mm(limit_ms.saturating_sub(self.cap_ms));
            Some(self.stamps.window_around(place, metres(radius_mm)))
        };
        snaps.iter().filter_map(around).reduce(Window::union)
    }

    fn stamp(
        &self,
        canvas: &mut Canvas,
        reach: &Reach,
        reached: &Reached<WeightLabel>,
        snaps: &[Snap],
        limit_ms: u32,
    ) {
        if let Some(inner_ms) = limit_ms.checked_sub(self.cap_ms) {
            reach.covered(reached, snaps, inner_ms, |covered| match covered {
                Covered::Whole(street) => self.stamps.street(canvas, street),
                Covered::Part(street, from_mm, to_mm) => {
                    self.stamps.stretch(canvas, street, from_mm, to_mm);
                }
            });
        }
        for snap in snaps {
            // Where the cap cannot be walked to its end any more, as far as time allows.
            let leg_ms = reach.leg_ms(*snap);
            if let (Some(rest_ms), Some(centre)) = (
                limit_ms.checked_sub(leg_ms),
                self.shapes.at(snap.street, snap.offset_mm),
            ) {
                let radius_mm = self.walking.speed.reach_mm(rest_ms).min(self.options.cap_mm);
                self.stamps.disc(canvas, centre, metres(radius_mm));
            }
        }
    }
}

/// A length on the raster; at most `MAX_WEIGHT`.
#[allow(
    clippy::cast_precision_loss,
    reason = "to a millimetre up to 16 km, where a raster ends anyway"
)]
fn metres(mm: u32) -> f32 {
    mm.min(MAX_WEIGHT) as f32 / 1000.0
}
