//! Isochrones: what is reached in a time, as stretches of street and as areas.
//!
//! Stretches come from [`Reach`] and are exact. Areas are for looking: what
//! lies within a capped walk off the streets, drawn on a raster of true metres.
//!
//! ```text
//! Snap of an origin ── Reach::search ──▶ Reached ── Areas::of ──▶ an Area per limit
//! ```

mod area;
mod around;
mod band;
mod canvas;
mod contour;
mod globe;
mod grid;
mod inside;
mod line;
mod options;
mod spread;
mod stamp;
mod start;
mod tiles;

pub use area::Area;
pub(crate) use band::{overlap_m2, rings_m2};
pub use inside::{Counts, Inside, InsideSpace};
pub use options::{AreaError, AreaOptions, MOST_CANVAS_BYTES};
pub use start::Start;

use canvas::{Canvas, Window};
use contour::{Rings, Tracer};
use grid::Grid;
use stamp::Stamps;
use tiles::Tiles;

use crate::geodesy::LonLat;
use crate::metric::Walking;
use crate::observer::Observer;
use crate::reach::{Covered, Lanes, Reach, Sweeps, SweepsSpace, Walked};
use crate::shapes::StreetShapes;
use crate::snap::Snap;
use crate::sweep::LANES;
use crate::units::{mm_to_m_f32, walk_ms};

/// Draws areas.
///
/// ```
/// use lifecircle_core::isochrone::{AreaError, AreaOptions, AreaSpace, Areas};
/// use lifecircle_core::observer::Silent;
/// use lifecircle_core::reach::Reach;
/// use lifecircle_core::shapes::StreetShapes;
/// # use lifecircle_testkit::{Settings, World};
/// # let demo = include_bytes!("../../../../data/demo.osm.pbf");
/// # let city = World::new(demo, &Settings::default()).unwrap(); // as `assemble` builds it
///
/// let home = [city.residences.ways_in_of(0)[0].snap.expect("a street in reach")];
/// let shapes = StreetShapes::new(&city.network, &city.built.streets, &Silent)?;
/// let areas = Areas::new(&shapes, city.walking, AreaOptions::default(), 600_000, 1, &Silent)?;
/// let reach = Reach::new(&city.walks, &Silent)?;
/// let mut search = reach.space();
/// let reached = reach.search(&mut search, &home, 600_000);
/// let drawn = areas.of(&mut AreaSpace::default(), &reach, &reached, home.as_slice(), &[300_000, 600_000]);
/// assert!(drawn[0].area_m2() < drawn[1].area_m2());
/// # Ok::<(), AreaError>(())
/// ```
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
    /// What all places of a batch reach.
    shared: Canvas,
    /// What stands for a canvas where one around everything would be mostly empty.
    tiles: Tiles,
    common: Vec<Covered>,
    /// Per lane, what it reaches besides.
    own: Vec<Vec<Covered>>,
    tracer: Tracer,
    rings: Rings,
}

impl Default for AreaSpace {
    fn default() -> Self {
        Self {
            canvas: Canvas::new(),
            shared: Canvas::new(),
            tiles: Tiles::default(),
            common: Vec::new(),
            own: vec![Vec::new(); LANES],
            tracer: Tracer::default(),
            rings: Rings::default(),
        }
    }
}

/// A canvas of more nodes than this is made of tiles, 64 MB; so is one of [`SMALL_NODES`] or more of which but one
/// byte in [`SPARSE`] is stamped.
const DENSE_NODES: u64 = 1 << 26;
const SMALL_NODES: u64 = 1 << 20;
/// Tiles of one area take at most this, 64 MB, where a canvas of its box would not be allowed.
const MOST_TILE_BYTES: u64 = 1 << 26;
/// Clearing and tracing a byte takes less than a hundredth of stamping it.
const SPARSE: u64 = 256;

impl<'a> Areas<'a> {
    /// Prepares to draw around about `origins` places.
    ///
    /// # Complexity
    /// Linear in the network where there are many origins, else nothing.
    ///
    /// # Errors
    /// [`AreaError`] where a raster of this resolution is not possible for `longest_ms`;
    /// [`AreaError::Cancelled`].
    pub fn new(
        shapes: &'a StreetShapes,
        walking: Walking,
        options: AreaOptions,
        longest_ms: u32,
        origins: usize,
        observer: &dyn Observer,
    ) -> Result<Self, AreaError> {
        options.validate(walking, longest_ms)?;
        let resolution_m = options.resolution_m;
        let lats = shapes.points().iter().map(|p| p[1]);
        let middle_lat = match (lats.clone().min(), lats.max()) {
            (Some(low), Some(high)) => (f64::from(low) + f64::from(high)) / 2e7,
            _ => 0.0,
        };
        let grid = Grid::new(resolution_m, middle_lat);
        let grid = grid.ok_or(AreaError::Resolution(resolution_m))?;
        let mut stamps = Stamps::new(grid, shapes, mm_to_m_f32(options.cap_mm));
        // A link's stamp costs about as much as one origin's share of using it 2000 times.
        if origins.saturating_mul(2000) > shapes.points().len() {
            stamps.prepare(observer)?;
        }
        Ok(Self {
            stamps,
            shapes,
            options,
            walking,
            cap_ms: walk_ms(options.cap_mm, 100, walking.speed),
        })
    }

    /// The area within each of the limits (increasing) of a place that was searched up to the longest.
    ///
    /// # Complexity
    /// Linear in the raster around what the longest limit reaches.
    pub fn of<'p>(
        &self,
        space: &mut AreaSpace,
        reach: &Reach,
        walked: &impl Walked,
        place: impl Into<Start<'p>>,
        limits_ms: &[u32],
    ) -> Vec<Area> {
        let place = place.into();
        let Some(&longest) = limits_ms.last() else {
            return Vec::new();
        };
        let Some(window) = self.window(place, longest) else {
            return vec![Area::default(); limits_ms.len()];
        };
        if !self.fits(window) {
            return self.of_tiles(space, reach, walked, place, limits_ms);
        }
        space.canvas.clear(window);
        let mut draw = |&limit: &u32| {
            // What an earlier limit reached is inside already.
            self.stamp(&mut space.canvas, reach, walked, place, limit);
            self.contour(space)
        };
        limits_ms.iter().map(&mut draw).collect()
    }

    /// The same on tiles.
    fn of_tiles(
        &self,
        space: &mut AreaSpace,
        reach: &Reach,
        walked: &impl Walked,
        place: Start,
        limits_ms: &[u32],
    ) -> Vec<Area> {
        space.tiles.clear();
        let mut draw = |&limit: &u32| {
            if let Some(inner_ms) = limit.checked_sub(self.cap_ms) {
                reach.covered(walked, place.snaps, inner_ms, |covered| {
                    self.stamps.spread(&mut space.tiles, covered);
                });
            }
            self.spread_origin(&mut space.tiles, reach, place, limit);
            self.contour_of_tiles(space)
        };
        limits_ms.iter().map(&mut draw).collect()
    }

    /// Whether a canvas of a window may be taken: it is not too large, and ends before the antimeridian.
    fn fits(&self, window: Window) -> bool {
        window.nodes() <= DENSE_NODES && window.is_within_globe(self.stamps.grid.step)
    }

    /// The areas within each of the limits (increasing) of up to [`LANES`] neighbouring places that were
    /// searched together up to the longest: those of [`Self::of`], place by place.
    ///
    /// What all of them reach is stamped once. Places that are not neighbours are drawn one by one.
    ///
    /// # Complexity
    /// Linear in the raster around all of them, for each place and limit.
    pub fn of_all<'p>(
        &self,
        space: &mut AreaSpace,
        sweeps: &Sweeps,
        swept: &mut SweepsSpace,
        places: &[impl Into<Start<'p>> + Copy],
        limits_ms: &[u32],
    ) -> Vec<Vec<Area>> {
        let places: Vec<Start> = places.iter().map(|&place| place.into()).collect();
        let snaps: Vec<&[Snap]> = places.iter().map(|place| place.snaps).collect();
        let mut areas = vec![Vec::with_capacity(limits_ms.len()); places.len()];
        space.common.clear();
        space.own.iter_mut().for_each(Vec::clear);
        for &limit in limits_ms {
            self.gather(space, sweeps, swept, &snaps, limit);
            let windows: Vec<_> = places
                .iter()
                .map(|&place| self.window(place, limit))
                .collect();
            let around_all = windows.iter().flatten().copied().reduce(Window::union);
            let largest = windows
                .iter()
                .flatten()
                .map(|w| w.nodes())
                .max()
                .unwrap_or(0);
            // Beyond that a canvas for all costs more than it saves.
            let around_all = around_all.filter(|&all| all.nodes() <= largest * 2 && self.fits(all));
            if let Some(window) = around_all {
                space.shared.clear(window);
                for &covered in &space.common {
                    self.stamps.covered(&mut space.shared, covered);
                }
            }
            for (lane, &place) in places.iter().enumerate() {
                match (around_all, windows[lane]) {
                    (Some(_), _) => space.canvas.copy(&space.shared),
                    (None, Some(window)) if !self.fits(window) => {
                        let area = self.lane_on_tiles(space, sweeps.reach(), lane, place, limit);
                        areas[lane].push(area);
                        continue;
                    }
                    (None, Some(window)) => {
                        space.canvas.clear(window);
                        for &covered in &space.common {
                            self.stamps.covered(&mut space.canvas, covered);
                        }
                    }
                    (None, None) => {
                        areas[lane].push(Area::default());
                        continue;
                    }
                }
                for &covered in &space.own[lane] {
                    self.stamps.covered(&mut space.canvas, covered);
                }
                self.stamp_origin(&mut space.canvas, sweeps.reach(), place, limit);
                areas[lane].push(self.contour(space));
            }
        }
        areas
    }

    /// The area of one lane on tiles.
    fn lane_on_tiles(
        &self,
        space: &mut AreaSpace,
        reach: &Reach,
        lane: usize,
        place: Start,
        limit_ms: u32,
    ) -> Area {
        space.tiles.clear();
        for &covered in space.common.iter().chain(&space.own[lane]) {
            self.stamps.spread(&mut space.tiles, covered);
        }
        self.spread_origin(&mut space.tiles, reach, place, limit_ms);
        self.contour_of_tiles(space)
    }

    /// Sorts what the places reach into what all do and what each does besides.
    fn gather(
        &self,
        space: &mut AreaSpace,
        sweeps: &Sweeps,
        swept: &mut SweepsSpace,
        places: &[&[Snap]],
        limit_ms: u32,
    ) {
        let AreaSpace { common, own, .. } = space;
        // Parts that a shorter limit reached stay: their ends are rounded to 1e-7 degrees, and what was
        // inside by them shall be inside of every longer limit.
        let is_part = |covered: &Covered| matches!(covered, Covered::Part(..));
        common.retain(is_part);
        for own in own.iter_mut() {
            own.retain(is_part);
        }
        let Some(inner_ms) = limit_ms.checked_sub(self.cap_ms) else {
            return;
        };
        let everybody = Lanes::MAX >> (LANES - places.len().clamp(1, LANES));
        sweeps.covered(swept, places, inner_ms, |lanes, covered| {
            if lanes == everybody {
                return common.push(covered);
            }
            let mut lanes = lanes;
            while lanes != 0 {
                own[lanes.trailing_zeros() as usize].push(covered);
                lanes &= lanes - 1;
            }
        });
    }

    /// The longest walk off the streets, in mm.
    pub fn cap_mm(&self) -> u32 {
        self.options.cap_mm
    }

    /// Where a place joins its street.
    pub(crate) fn point(&self, snap: Snap) -> Option<LonLat> {
        self.shapes.at(snap.street, snap.offset_mm)
    }

    fn contour_of_tiles(&self, space: &mut AreaSpace) -> Area {
        space.rings.point.clear();
        space.rings.end.clear();
        space.tiles.trace(&self.stamps.grid, &mut space.rings);
        Area::of(&space.rings, self.options.least_hole_m2).on_earth()
    }

    fn contour(&self, space: &mut AreaSpace) -> Area {
        space.rings.point.clear();
        space.rings.end.clear();
        space
            .tracer
            .trace(&space.canvas, &self.stamps.grid, &mut space.rings);
        Area::of(&space.rings, self.options.least_hole_m2).on_earth()
    }
}
