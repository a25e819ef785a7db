//! The line of an arterial road between two junctions, and where on it nodes lie.

use crate::geometry::Point;
use crate::plan::{Dir, Edge, Plan, Road};
use crate::rng::{Rng, Stream};
use crate::units::m;

/// A road piece is divided into this many parts; side streets join at the 11 points between.
pub(crate) const PARTS: i32 = 12;
/// From a junction to the crossings around it.
const CROSSING_DISTANCE: i32 = m(15);
/// How far the middle of a road piece bends aside, at most.
const BEND: i32 = m(6);

/// The line a road piece follows between its two junctions.
pub(crate) struct Course {
    from: Point,
    to: Point,
    dir: Dir,
    bend: i32,
}

impl Course {
    pub(crate) fn new(plan: &Plan, edge: Edge) -> Self {
        let (from, to) = (plan.junction(edge.at), plan.junction(edge.end()));
        let bend = Rng::new(
            plan.seed,
            Stream::Bend,
            edge.at.i * 2 + edge.dir as usize,
            edge.at.j,
        )
        .range(-BEND, BEND);
        Self {
            from,
            to,
            dir: edge.dir,
            bend,
        }
    }

    /// The parts that have a node: crossings at the ends that have them, and all between unless on a bridge.
    pub(crate) fn parts(plan: &Plan, edge: Edge, road: Road) -> impl Iterator<Item = i32> + use<> {
        let (first, last) = (plan.has_corners(edge.at), plan.has_corners(edge.end()));
        (0..=PARTS).filter(move |&part| match part {
            0 => first,
            PARTS => last,
            _ => !road.bridge,
        })
    }

    /// The point after `part` parts, `aside` to the left.
    pub(crate) fn at(&self, part: i32, aside: i32) -> Point {
        let (dx, dy) = (self.to.x - self.from.x, self.to.y - self.from.y);
        let length = dx.abs().max(dy.abs());
        let along = match part {
            0 => CROSSING_DISTANCE,
            PARTS => length - CROSSING_DISTANCE,
            _ => length * part / PARTS,
        };
        let share = |d: i32| d * (along / 10) / (length / 10);
        let bend = 4 * self.bend * part * (PARTS - part) / (PARTS * PARTS);
        let (x, y) = (self.from.x + share(dx), self.from.y + share(dy));
        match self.dir {
            Dir::East => Point {
                x,
                y: y + bend + aside,
            },
            Dir::North => Point {
                x: x - bend - aside,
                y,
            },
        }
    }
}
