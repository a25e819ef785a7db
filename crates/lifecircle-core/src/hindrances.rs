//! What nobody walks through: water, rails, motorways, walls, buildings, and which lines run through them.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::geodesy::LonLat;
use crate::observer::{Cancelled, Observer, go_on, go_on_at};
use crate::osm::{Hindrance, MISSING, OsmData, Side, side_of_ring, turn};
use crate::units::{degrees_to_decimicro, narrow};

/// Ways looked at between two questions whether to stop: about a millisecond.
const WAYS_AT_A_TIME: usize = 4096;
/// Half the way around the earth in 1e-7 degrees: a longer link crosses the antimeridian, and is left out.
const HALF_EARTH: u32 = 1_800_000_000;

/// What a leg does not run through, walls last; buildings stand between most homes and streets of a back court.
const IN_LEGS: [Hindrance; 4] = [
    Hindrance::Water,
    Hindrance::Railway,
    Hindrance::Motorway,
    Hindrance::Wall,
];
/// Legs are judged without so much of either end, in mm, where they touch outlines, walls and streets.
const END_MM: u32 = 500;
/// Walls count for legs of this length or more, in mm: a shorter one crosses the wall of the own front yard, whose gate
/// nobody maps.
pub const YARD_MM: u32 = 20_000;

/// A link of a hindrance by its box: the row of its way, and the number of its first point.
type Link = GeomWithData<Rectangle<[i32; 2]>, (u32, u32)>;

/// Ways that nobody walks through, of an extract that was read with
/// [`ReadOptions::surroundings`](crate::osm::ReadOptions::surroundings).
#[derive(Clone, Debug, Default)]
pub struct Hindrances {
    /// By number.
    ways: Vec<(i64, Hindrance)>,
    /// Per way, where its points begin; one more at the end.
    first_point: Vec<u32>,
    /// In 1e-7 degrees; `None` where the file holds no node.
    points: Vec<Option<[i32; 2]>>,
    links: RTree<Link>,
}

/// Where a line runs through a hindrance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hindered {
    /// What it is.
    pub hindrance: Hindrance,
    /// Number of its way.
    pub way: i64,
}

/// The columns of [`Hindrances`], borrowed.
#[derive(Clone, Copy, Debug)]
pub struct HindranceColumns<'a> {
    /// Numbers of the ways with what each is.
    pub ways: &'a [(i64, Hindrance)],
    /// Per way, where its points begin; one more at the end.
    pub first_point: &'a [u32],
    /// In 1e-7 degrees; `None` where the file holds no node.
    pub points: &'a [Option<[i32; 2]>],
}

impl Hindrances {
    /// Those that were read.
    ///
    /// # Complexity
    /// `O(n log n)` in their points.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn of(data: &OsmData, observer: &dyn Observer) -> Result<Self, Cancelled> {
        Self::of_kinds(data, |_| true, observer)
    }

    /// Those of them that legs keep clear of.
    ///
    /// # Complexity
    /// As that of [`Self::of`].
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn of_legs(data: &OsmData, observer: &dyn Observer) -> Result<Self, Cancelled> {
        Self::of_kinds(data, |kind| IN_LEGS.contains(&kind), observer)
    }

    fn of_kinds(
        data: &OsmData,
        wanted: impl Fn(Hindrance) -> bool,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let (mut ways, mut first_point, mut points) = (Vec::new(), vec![0], Vec::new());
        let read = data.around.hindrances.iter().filter(|row| wanted(row.1));
        for (i, &(way, hindrance)) in read.enumerate() {
            go_on_at(i, WAYS_AT_A_TIME, observer)?;
            let Some(position) = data.ways.position(way) else {
                continue;
            };
            ways.push((way, hindrance));
            let place = |&node: &u32| {
                let at = node as usize;
                (node != MISSING).then(|| [data.nodes.lon[at], data.nodes.lat[at]])
            };
            points.extend(data.ways.nodes(position).iter().map(place));
            first_point.push(narrow(points.len()));
        }
        go_on(observer)?;
        Ok(Self::new(ways, first_point, points))
    }

    /// Of columns; `None` where they do not belong together.
    ///
    /// # Complexity
    /// `O(n log n)` in the points.
    pub fn from_columns(
        ways: Vec<(i64, Hindrance)>,
        first_point: Vec<u32>,
        points: Vec<Option<[i32; 2]>>,
    ) -> Option<Self> {
        let fits = first_point.len() == ways.len() + 1
            && first_point.first() == Some(&0)
            && first_point.is_sorted()
            && first_point.last().copied() == Some(narrow(points.len()))
            && ways.is_sorted_by_key(|way| way.0);
        fits.then(|| Self::new(ways, first_point, points))
    }

    fn new(
        ways: Vec<(i64, Hindrance)>,
        first_point: Vec<u32>,
        points: Vec<Option<[i32; 2]>>,
    ) -> Self {
        let mut found = Self {
            ways,
            first_point,
            points,
            links: RTree::new(),
        };
        let mut links = Vec::new();
        for row in 0..found.ways.len() {
            let first = found.first_point[row];
            for (number, pair) in (first..).zip(found.points_of(row).windows(2)) {
                if let [Some(a), Some(b)] = *pair
                    && a[0].abs_diff(b[0]) <= HALF_EARTH
                {
                    let around = Rectangle::from_corners(a, b);
                    links.push(Link::new(around, (narrow(row), number)));
                }
            }
        }
        found.links = RTree::bulk_load(links);
        found
    }

    /// The columns, for files.
    pub fn columns(&self) -> HindranceColumns<'_> {
        HindranceColumns {
            ways: &self.ways,
            first_point: if self.first_point.is_empty() {
                &[0]
            } else {
                &self.first_point
            },
            points: &self.points,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ways.is_empty()
    }

    /// Number of ways.
    pub fn count(&self) -> usize {
        self.ways.len()
    }

    fn points_of(&self, row: usize) -> &[Option<[i32; 2]>] {
        &self.points[self.first_point[row] as usize..self.first_point[row + 1] as usize]
    }

    /// What a straight line runs through of some kinds, in its inside; of several the first kind, and of that the way
    /// with the smallest number. Walls around the line's first end do not count: who lives behind a wall has a gate.
    ///
    /// # Complexity
    /// Logarithmic in the hindrances, and linear in those around the line.
    pub fn through(&self, [from, to]: [LonLat; 2], kinds: &[Hindrance]) -> Option<Hindered> {
        let [p, q] = [from, to].map(LonLat::to_decimicro);
        if p[0].abs_diff(q[0]) > HALF_EARTH {
            return None;
        }
        let around = AABB::from_points(&[p, q]);
        let near = self.links.locate_in_envelope_intersecting(&around);
        let hindered = near.filter_map(|link| {
            let (row, number) = (link.data.0 as usize, link.data.1 as usize);
            let (way, hindrance) = self.ways[row];
            if !kinds.contains(&hindrance) {
                return None;
            }
            let (a, b) = self.points[number].zip(self.points[number + 1])?;
            (runs_through([p, q], [a, b]) && !self.encloses(row, p)).then_some((hindrance, way))
        });
        let (hindrance, way) = hindered.min()?;
        Some(Hindered { hindrance, way })
    }

    /// What a leg from a place to a street runs through: water, rails, motorways, and walls where it is no shorter than
    /// [`YARD_MM`]. Half a metre at either end does not count.
    ///
    /// # Complexity
    /// As that of [`Self::through`].
    pub fn in_leg(&self, [from, to]: [LonLat; 2], leg_mm: u32) -> Option<Hindered> {
        if self.is_empty() || leg_mm <= 2 * END_MM {
            return None;
        }
        let share = f64::from(END_MM) / f64::from(leg_mm);
        let inner = [share, 1.0 - share].map(|fraction| from.towards(to, fraction));
        let yard = usize::from(leg_mm < YARD_MM);
        self.through(inner, &IN_LEGS[..IN_LEGS.len() - yard])
    }

    /// Whether something of some kinds may lie in a box between two corners in degrees.
    ///
    /// # Complexity
    /// Logarithmic in the hindrances, and linear in those of other kinds there.
    pub(crate) fn has_near(&self, corners: [[f64; 2]; 2], kinds: &[Hindrance]) -> bool {
        let [low, high] = corners.map(|corner| corner.map(degrees_to_decimicro));
        let around = AABB::from_corners(low, high);
        let near = self.links.locate_in_envelope_intersecting(&around);
        let mut near = near.map(|link| self.ways[link.data.0 as usize].1);
        near.any(|hindrance| kinds.contains(&hindrance))
    }

    /// Whether a wall that is closed runs around a place.
    fn encloses(&self, row: usize, place: [i32; 2]) -> bool {
        let points = self.points_of(row);
        if self.ways[row].1 != Hindrance::Wall || points.first() != points.last() {
            return false;
        }
        let ring: Vec<(i32, i32)> = points.iter().flatten().map(|&p| p.into()).collect();
        ring.len() > 3 && side_of_ring(place.into(), &ring) != Side::Outside
    }
}

/// Whether a line runs through a link, whose ends lie on different sides of it (on it counts as on its right, so that one
/// of two links is run through where they join), from one side of it to the other.
fn runs_through([p, q]: [[i32; 2]; 2], [a, b]: [[i32; 2]; 2]) -> bool {
    let side = |a: [i32; 2], b: [i32; 2], p: [i32; 2]| turn(a.into(), b.into(), p.into()).signum();
    (side(p, q, a) > 0) != (side(p, q, b) > 0) && side(a, b, p) * side(a, b, q) < 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Hindrance, points: &[[i32; 2]]) -> Hindrances {
        let points: Vec<_> = points.iter().copied().map(Some).collect();
        Hindrances::from_columns(vec![(7, kind)], vec![0, narrow(points.len())], points).unwrap()
    }

    fn at([lon, lat]: [i32; 2]) -> LonLat {
        LonLat::from_decimicro(lon, lat)
    }

    #[test]
    fn a_line_through_the_joint_of_two_links_runs_through_one_of_them() {
        let rails = of(Hindrance::Railway, &[[0, -1000], [0, 0], [0, 1000]]);
        let line = [at([-1000, 0]), at([1000, 0])];
        let found = rails.through(line, &IN_LEGS).map(|found| found.way);
        assert_eq!(found, Some(7));
        assert!(rails.through(line, &[Hindrance::Water]).is_none());
        assert!(
            rails
                .through([at([-1000, 0]), at([0, 0])], &IN_LEGS)
                .is_none()
        );
    }

    #[test]
    fn walls_around_the_place_and_those_of_a_front_garden_are_not_minded() {
        let ring = [
            [-1000, -1000],
            [1000, -1000],
            [1000, 1000],
            [-1000, 1000],
            [-1000, -1000],
        ];
        let yard = of(Hindrance::Wall, &ring);
        let out = [at([0, 0]), at([3000, 0])];
        assert!(yard.in_leg(out, 33_000).is_none());
        assert!(yard.in_leg([out[1], out[0]], 33_000).is_some());
        let wall = of(Hindrance::Wall, &[[500, -1000], [500, 1000]]);
        let leg = [at([0, 0]), at([1797, 0])];
        assert!(wall.in_leg(leg, YARD_MM).is_some() && wall.in_leg(leg, YARD_MM - 1).is_none());
        let rails = of(Hindrance::Railway, &[[500, -1000], [500, 1000]]);
        assert!(rails.in_leg(leg, YARD_MM - 1).is_some());
    }

    #[test]
    fn columns_that_do_not_belong_together_are_refused() {
        let of = |first: &[u32]| {
            Hindrances::from_columns(vec![(1, Hindrance::Wall)], first.to_vec(), vec![None; 2])
        };
        assert!(of(&[0, 2]).is_some());
        for wrong in [&[0, 1][..], &[1, 2], &[0], &[0, 2, 2], &[2, 0]] {
            assert!(of(wrong).is_none(), "{wrong:?}");
        }
    }
}
