//! What of an open space is free to be walked on, and which straight lines stay in it: exact, in whole numbers.

use crate::osm::{Side, side_of_edges, side_of_ring, turn};

/// A place in half units of 1e-7 degrees from a corner of the space, so that the middle of two nodes is a place too.
pub(super) type Spot = (i32, i32);

/// Something in the way within a space.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Its points in order; the first one again at the end of a ring.
    pub(super) line: Vec<Spot>,
    /// Whether nobody walks inside of the ring either: a building, a pond.
    pub(super) solid: bool,
}

/// An open space: what its rings hold by the even-odd rule, less what is in the way.
#[derive(Clone, Debug, Default)]
pub(super) struct Space {
    /// Closed rings, the first point again at the end.
    pub(super) rings: Vec<Vec<Spot>>,
    /// What is in the way.
    pub(super) blocks: Vec<Block>,
}

impl Space {
    /// Adds something in the way. What holds the whole space, as the building around a courtyard does, is only in the way
    /// where its line is.
    pub(super) fn block(&mut self, line: Vec<Spot>, is_solid: bool) {
        let is_inside = |&corner: &Spot| side_of_ring(corner, &line) != Side::Outside;
        let solid = is_solid && is_ring(&line) && !self.rings.iter().flatten().all(is_inside);
        self.blocks.push(Block { line, solid });
    }

    /// Whether a place lies strictly inside of the rings.
    pub(super) fn holds(&self, spot: Spot) -> bool {
        side_of_edges(spot, edges(self.rings.iter())) == Side::Inside
    }

    /// Whether the straight line between two places stays in the space: on its rim is in it, through anything in the way
    /// is not.
    ///
    /// # Complexity
    /// Linear in the corners of the space and of what is in the way.
    pub(super) fn sees(&self, p: Spot, q: Spot) -> bool {
        if p == q {
            return false;
        }
        let line = Line::of(p, q);
        let mut touched = vec![p, q];
        for edge in edges(self.rings.iter()) {
            if line.crosses(edge) {
                return false;
            }
            touched.extend(line.holds(edge[0]).then_some(edge[0]));
        }
        for block in &self.blocks {
            for edge in edges([&block.line]) {
                if line.crosses(edge) {
                    return false;
                }
                touched.extend((block.solid && line.holds(edge[0])).then_some(edge[0]));
            }
            if !block.solid && line.is_pierced_by(&block.line) {
                return false;
            }
        }
        // Between two touched places the line leaves and enters nothing: its middle tells of all of it.
        touched.sort_unstable_by_key(|&spot| line.along(spot));
        touched.windows(2).all(|pair| {
            let middle = (
                i32::midpoint(pair[0].0, pair[1].0),
                i32::midpoint(pair[0].1, pair[1].1),
            );
            pair[0] == pair[1] || self.is_free(middle)
        })
    }

    fn is_free(&self, spot: Spot) -> bool {
        side_of_edges(spot, edges(self.rings.iter())) != Side::Outside
            && self
                .blocks
                .iter()
                .all(|block| !block.solid || side_of_ring(spot, &block.line) != Side::Inside)
    }

    /// The places of a ring at which a shortest way may bend, each with its neighbours: what juts into the free part.
    /// `is_hole` says that the free part is outside of the ring.
    pub(super) fn corners(ring: &[Spot], is_hole: bool) -> Vec<(usize, [Spot; 2])> {
        let mut places: Vec<(usize, Spot)> = ring.iter().copied().enumerate().collect();
        places.pop();
        places.dedup_by_key(|place| place.1);
        while places.len() > 1 && places[0].1 == places[places.len() - 1].1 {
            places.pop();
        }
        let n = places.len();
        if n < 3 {
            return Vec::new();
        }
        // Twice the area, by triangles from the first corner: positive where the ring runs to the left.
        let first = places[0].1;
        let area: i128 = places
            .windows(2)
            .map(|pair| turn(first, pair[0].1, pair[1].1))
            .sum();
        let juts = |turned: i128| {
            let is_convex = turned.signum() == area.signum();
            turned != 0 && is_convex == is_hole
        };
        let corner = |i: usize| {
            let (before, after) = (places[(i + n - 1) % n].1, places[(i + 1) % n].1);
            let (at, spot) = places[i];
            juts(turn(before, spot, after)).then_some((at, [before, after]))
        };
        (0..n).filter_map(corner).collect()
    }

    /// Whether the free part lies outside of one of the rings.
    pub(super) fn is_hole(&self, ring: usize) -> bool {
        let others = || {
            let others = self.rings.iter().enumerate();
            others.filter(|(other, _)| *other != ring).map(|(_, r)| r)
        };
        let sides = self.rings[ring].windows(2).map(|pair| {
            let middle = (
                i32::midpoint(pair[0].0, pair[1].0),
                i32::midpoint(pair[0].1, pair[1].1),
            );
            side_of_edges(middle, edges(others()))
        });
        // Rings may share an edge, which tells nothing.
        sides
            .filter(|&side| side != Side::Boundary)
            .any(|side| side == Side::Inside)
    }
}

/// Whether a way from `other` to a corner can bend there, seen from the corner's neighbours: both are on one side of it.
pub(super) fn is_taut(other: Spot, corner: Spot, [before, after]: [Spot; 2]) -> bool {
    let side = |spot| turn(other, corner, spot).signum();
    side(before) * side(after) >= 0
}

fn is_ring(points: &[Spot]) -> bool {
    points.len() > 3 && points.first() == points.last()
}

fn edges<'a>(rings: impl IntoIterator<Item = &'a Vec<Spot>>) -> impl Iterator<Item = [Spot; 2]> {
    let of_ring = |ring: &'a Vec<Spot>| ring.windows(2).map(|pair| [pair[0], pair[1]]);
    rings.into_iter().flat_map(of_ring)
}

/// A straight line between two different places.
#[derive(Clone, Copy)]
struct Line {
    ends: [Spot; 2],
    low: Spot,
    high: Spot,
}

impl Line {
    fn of(p: Spot, q: Spot) -> Self {
        Self {
            ends: [p, q],
            low: (p.0.min(q.0), p.1.min(q.1)),
            high: (p.0.max(q.0), p.1.max(q.1)),
        }
    }

    fn side(&self, spot: Spot) -> i128 {
        turn(self.ends[0], self.ends[1], spot).signum()
    }

    /// Whether it and an edge cross each other inside of both.
    fn crosses(&self, [a, b]: [Spot; 2]) -> bool {
        let is_apart = a.0.max(b.0) < self.low.0
            || a.0.min(b.0) > self.high.0
            || a.1.max(b.1) < self.low.1
            || a.1.min(b.1) > self.high.1;
        let [p, q] = self.ends;
        let across = |from, to, one, other| {
            turn(from, to, one).signum() * turn(from, to, other).signum() < 0
        };
        !is_apart && across(p, q, a, b) && across(a, b, p, q)
    }

    /// Whether a place lies on it, its ends apart.
    fn holds(&self, spot: Spot) -> bool {
        let within = |low: i32, value: i32, high: i32| low <= value && value <= high;
        within(self.low.0, spot.0, self.high.0)
            && within(self.low.1, spot.1, self.high.1)
            && !self.ends.contains(&spot)
            && self.side(spot) == 0
    }

    /// How far along it a place of it is.
    fn along(&self, spot: Spot) -> i64 {
        let [p, q] = self.ends;
        let difference = |a: i32, b: i32| i64::from(b) - i64::from(a);
        difference(p.0, spot.0) * difference(p.0, q.0)
            + difference(p.1, spot.1) * difference(p.1, q.1)
    }

    /// Whether a line of points touches it and leaves it on the other side.
    fn is_pierced_by(&self, points: &[Spot]) -> bool {
        let mut came_from = 0;
        let mut touches = false;
        // Around the joint of a ring, too.
        let again = if is_ring(points) { &points[1..] } else { &[] };
        for &spot in points.iter().chain(again) {
            match self.side(spot) {
                0 => touches |= self.holds(spot),
                side => {
                    if touches && side * came_from < 0 {
                        return true;
                    }
                    (came_from, touches) = (side, false);
                }
            }
        }
        false
    }
}
