//! Where isochrones start: what is drawn around an origin and its legs, and the room that takes.

use super::Areas;
use super::canvas::{Canvas, Window};
use super::tiles::Tiles;
use crate::geodesy::LonLat;
use crate::reach::{Reach, Walked};
use crate::snap::Snap;
use crate::units::mm_to_m_f32;

/// An origin: where it joins the streets, and where each of its legs starts.
#[derive(Clone, Copy, Debug)]
pub struct Start<'a> {
    /// Where it joins the streets.
    pub snaps: &'a [Snap],
    /// Per snap, the place where the leg starts; without it the leg is not drawn.
    pub from: &'a [LonLat],
}

impl<'a> From<&'a [Snap]> for Start<'a> {
    fn from(snaps: &'a [Snap]) -> Self {
        Self { snaps, from: &[] }
    }
}

impl Areas<'_> {
    /// Where anything may be stamped.
    pub(super) fn window(&self, place: Start, limit_ms: u32) -> Option<Window> {
        // Weights are rounded street by street: a long walk of short streets may get a little farther.
        const ROUNDING_MM: u32 = 2_000;
        let walked_ms = limit_ms.saturating_sub(self.cap_ms);
        let radius_mm = self.walking.speed.reach_mm(walked_ms) + ROUNDING_MM;
        let around = |centre| (self.stamps).window_around(centre, mm_to_m_f32(radius_mm));
        let centres = place.snaps.iter().filter_map(|&snap| self.point(snap));
        let legs = place
            .from
            .iter()
            .map(|&at| self.stamps.window_around(at, 0.0));
        centres.map(around).chain(legs).reduce(Window::union)
    }

    pub(super) fn stamp(
        &self,
        canvas: &mut Canvas,
        reach: &Reach,
        walked: &impl Walked,
        place: Start,
        limit_ms: u32,
    ) {
        if let Some(inner_ms) = limit_ms.checked_sub(self.cap_ms) {
            reach.covered(walked, place.snaps, inner_ms, |covered| {
                self.stamps.covered(canvas, covered);
            });
        }
        self.stamp_origin(canvas, reach, place, limit_ms);
    }

    pub(super) fn stamp_origin(
        &self,
        canvas: &mut Canvas,
        reach: &Reach,
        place: Start,
        limit_ms: u32,
    ) {
        self.each_leg(reach, place, limit_ms, |from, to, radius_m| {
            self.stamps.leg(canvas, from, to, radius_m);
        });
    }

    pub(super) fn spread_origin(
        &self,
        tiles: &mut Tiles,
        reach: &Reach,
        place: Start,
        limit_ms: u32,
    ) {
        self.each_leg(reach, place, limit_ms, |from, to, radius_m| {
            self.stamps.spread_leg(tiles, from, to, radius_m);
        });
    }

    /// Hands over where a place joins its streets, with how far one may walk off them there, and the legs to there.
    ///
    /// A leg is ground walked on, however long it is: the origin is always inside. It is drawn as narrow as the
    /// raster lets it, since whoever leaves it is no farther than whoever leaves the street; where the cap around its
    /// end holds it, it changes nothing.
    fn each_leg(
        &self,
        reach: &Reach,
        place: Start,
        limit_ms: u32,
        mut leg: impl FnMut(LonLat, LonLat, f32),
    ) {
        // Wide enough that all nodes around a line are inside, and so is the line.
        let least_m = 1.5 * self.stamps.grid.cell_m;
        for (i, &snap) in place.snaps.iter().enumerate() {
            // Where the cap cannot be walked to its end any more, as far as time allows.
            let rest_ms = limit_ms.checked_sub(reach.leg_ms(snap));
            let (Some(rest_ms), Some(to)) = (rest_ms, self.point(snap)) else {
                continue;
            };
            let radius_mm = self.walking.speed.reach_mm(rest_ms);
            let radius_mm = radius_mm.min(self.options.cap_mm);
            leg(to, to, mm_to_m_f32(radius_mm).max(least_m));
            if let Some(&from) = place.from.get(i) {
                leg(from, to, least_m);
            }
        }
    }
}
