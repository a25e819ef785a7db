//! Boxes and pieces of line in the local plane, in metres.

use crate::geodesy::{LocalPlane, LonLat};
use crate::network::StreetNetwork;

/// Lower and upper corner of the box around points.
pub(super) fn bounds(points: impl Iterator<Item = [f64; 2]>) -> ([f64; 2], [f64; 2]) {
    points.fold(([f64::MAX; 2], [f64::MIN; 2]), |(low, high), p| {
        (
            [low[0].min(p[0]), low[1].min(p[1])],
            [high[0].max(p[0]), high[1].max(p[1])],
        )
    })
}

/// How far two boxes are apart at least, along the axis that separates them most.
pub(super) fn gap(a: ([f64; 2], [f64; 2]), b: ([f64; 2], [f64; 2])) -> f64 {
    let along = |axis: usize| (a.0[axis] - b.1[axis]).max(b.0[axis] - a.1[axis]);
    along(0).max(along(1))
}

/// Fraction along `a`–`b` of its point nearest to `p`.
pub(crate) fn project_on(a: [f64; 2], b: [f64; 2], p: [f64; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let squared = dx * dx + dy * dy;
    if squared == 0.0 {
        return 0.0;
    }
    (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared).clamp(0.0, 1.0)
}

/// Fraction along `from`–`to` where it crosses `a`–`b`, if it does.
pub(super) fn crossing(from: [f64; 2], to: [f64; 2], a: [f64; 2], b: [f64; 2]) -> Option<f64> {
    let minus = |p: [f64; 2], q: [f64; 2]| [p[0] - q[0], p[1] - q[1]];
    let cross = |p: [f64; 2], q: [f64; 2]| p[0] * q[1] - p[1] * q[0];
    let (along, across) = (minus(to, from), minus(b, a));
    let denominator = cross(along, across);
    if denominator == 0.0 {
        return None;
    }
    let between = minus(a, from);
    let own = cross(between, across) / denominator;
    let other = cross(between, along) / denominator;
    let inside = |fraction| (0.0..=1.0).contains(&fraction);
    (inside(own) && inside(other)).then_some(own)
}

/// A segment of a street, in degrees and in the plane.
pub(super) struct Piece {
    pub(super) segment: u32,
    pub(super) tail: LonLat,
    pub(super) head: LonLat,
    pub(super) ends: [[f64; 2]; 2],
    pub(super) bounds: ([f64; 2], [f64; 2]),
}

impl Piece {
    pub(super) fn of(network: &StreetNetwork, segment: u32, plane: LocalPlane) -> Self {
        let tail = network.lon_lat(network.tail[segment as usize]);
        let head = network.lon_lat(network.head[segment as usize]);
        let ends = [plane.project(tail), plane.project(head)];
        Self {
            segment,
            tail,
            head,
            bounds: bounds(ends.into_iter()),
            ends,
        }
    }
}

/// The lines in the plane around their first point, `None` where they have none.
pub(super) fn in_plane(lines: &[Vec<LonLat>]) -> Option<(LocalPlane, Vec<Line<'_>>)> {
    let plane = LocalPlane::at(*lines.iter().flatten().next()?);
    let lines = lines.iter().filter(|points| !points.is_empty());
    let lines = lines.map(|points| Line::new(points, plane)).collect();
    Some((plane, lines))
}

/// A piece of outline, in degrees and in the plane.
pub(super) struct Line<'a> {
    pub(super) points: &'a [LonLat],
    pub(super) plane: Vec<[f64; 2]>,
    pub(super) bounds: ([f64; 2], [f64; 2]),
}

impl<'a> Line<'a> {
    pub(super) fn new(points: &'a [LonLat], plane: LocalPlane) -> Self {
        let plane: Vec<[f64; 2]> = points.iter().map(|&p| plane.project(p)).collect();
        Self {
            points,
            bounds: bounds(plane.iter().copied()),
            plane,
        }
    }
}
