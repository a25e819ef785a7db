//! Rings between one limit and the next.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;

use super::Area;
use super::area::signed_m2;

/// The library computes in 32 bits: differences below this leave room for products of two.
const ROOM: u64 = 1 << 30;
/// Areas wider than that, 107°, are computed on every fourth step of 1e-7 degrees.
const COARSE_BITS: u32 = 2;

impl Area {
    /// What is inside this area and outside another: exact up to the rounding of crossings to 1e-7 degrees,
    /// and to 4e-7 degrees for an area on both sides of the globe.
    ///
    /// # Complexity
    /// `O(n log n)` in the points of both.
    #[must_use]
    pub fn without(&self, inner: &Self) -> Self {
        let own: Vec<&[[i32; 2]]> = self.polygons().flatten().collect();
        let inner: Vec<&[[i32; 2]]> = inner.polygons().flatten().collect();
        Self::of_polygons(overlay(&own, &inner, OverlayRule::Difference))
    }
}

/// Square metres inside rings of any direction, by the even-odd rule.
pub(crate) fn rings_m2(rings: &[Vec<[i32; 2]>]) -> f64 {
    overlaid_m2(rings, &[], OverlayRule::Subject)
}

/// Square metres inside both of two sets of rings.
pub(crate) fn overlap_m2(one: &[Vec<[i32; 2]>], other: &[Vec<[i32; 2]>]) -> f64 {
    overlaid_m2(one, other, OverlayRule::Intersect)
}

fn overlaid_m2(one: &[Vec<[i32; 2]>], other: &[Vec<[i32; 2]>], rule: OverlayRule) -> f64 {
    let [one, other] =
        [one, other].map(|rings| rings.iter().map(Vec::as_slice).collect::<Vec<_>>());
    Area::of_polygons(overlay(&one, &other, rule)).area_m2()
}

/// A boolean of some rings with others: per polygon its exterior, then its holes.
pub(super) fn overlay(
    subject: &[&[[i32; 2]]],
    clip: &[&[[i32; 2]]],
    rule: OverlayRule,
) -> Vec<Vec<Vec<[i32; 2]>>> {
    let points = || subject.iter().chain(clip).copied().flatten();
    let Some(&first) = subject.iter().copied().flatten().next() else {
        return Vec::new();
    };
    let is_far = |p: &[i32; 2]| {
        let apart = [0, 1].map(|axis| i64::from(p[axis]) - i64::from(first[axis]));
        apart.iter().any(|d| d.unsigned_abs() >= ROOM)
    };
    let (origin, bits) = if points().any(is_far) {
        ([0, 0], COARSE_BITS)
    } else {
        (first, 0)
    };
    let local = |&[lon, lat]: &[i32; 2]| {
        IntPoint::new((lon - origin[0]) >> bits, (lat - origin[1]) >> bits)
    };
    let capacity = points().count();
    let mut overlay = Overlay::new_custom(capacity, IntOverlayOptions::ogc(), Solver::default());
    for (rings, kind) in [(subject, ShapeType::Subject), (clip, ShapeType::Clip)] {
        for ring in rings {
            overlay.add_path_iter(ring.iter().map(local), kind);
        }
    }
    let shapes = overlay.overlay(rule, FillRule::EvenOdd);
    let back = |(i, ring): (usize, Vec<IntPoint>)| {
        let points = ring
            .into_iter()
            .map(|p| [(p.x << bits) + origin[0], (p.y << bits) + origin[1]]);
        let mut points: Vec<[i32; 2]> = points.collect();
        // A hole that touches its exterior comes wound like an exterior (i_overlay 4.5).
        if (signed_m2(&points) > 0.0) != (i == 0) {
            points.reverse();
        }
        points
    };
    let polygons = shapes.into_iter();
    polygons
        .map(|shape| shape.into_iter().enumerate().map(back).collect())
        .collect()
}
