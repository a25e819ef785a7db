//! Rings between one limit and the next.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;

use super::Area;
use super::area::signed_m2;

impl Area {
    /// What is inside this area and outside another: exact up to the rounding of crossings to 1e-7 degrees.
    ///
    /// # Complexity
    /// `O(n log n)` in the points of both.
    #[must_use]
    pub fn without(&self, inner: &Self) -> Self {
        let Some(&origin) = self.polygons().flatten().flatten().next() else {
            return Self::default();
        };
        // The library computes in 32 bits with a bit to spare: near the origin there is room.
        let local = |&[lon, lat]: &[i32; 2]| IntPoint::new(lon - origin[0], lat - origin[1]);
        let capacity = self.point_count() + inner.point_count();
        let mut overlay =
            Overlay::new_custom(capacity, IntOverlayOptions::ogc(), Solver::default());
        for (area, kind) in [(self, ShapeType::Subject), (inner, ShapeType::Clip)] {
            for ring in area.polygons().flatten() {
                overlay.add_path_iter(ring.iter().map(local), kind);
            }
        }
        let shapes = overlay.overlay(OverlayRule::Difference, FillRule::EvenOdd);
        let back = |(i, ring): (usize, Vec<IntPoint>)| {
            let points = ring.into_iter().map(|p| [p.x + origin[0], p.y + origin[1]]);
            let mut points: Vec<[i32; 2]> = points.collect();
            // A hole that touches its exterior comes wound like an exterior (i_overlay 4.5).
            if (signed_m2(&points) > 0.0) != (i == 0) {
                points.reverse();
            }
            points
        };
        let polygons = shapes.into_iter();
        Self::of_polygons(polygons.map(|shape| shape.into_iter().enumerate().map(back)))
    }
}
