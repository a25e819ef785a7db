//! Homes joined to the streets around them, not to the nearest alone (walking model §4.6).

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::outline::outline_lines;
use super::{Residences, WayIn};
use crate::geodesy::{LocalPlane, LonLat};
use crate::observer::{Cancelled, Observer, go_on};
use crate::osm::{MISSING, OsmData, Outline, Side, side_of_ring};
use crate::snap::{SnapFrom, SnapIndex};
use crate::units::{m_to_signed_mm, narrow};

/// So much farther than the nearest street may another be.
const FARTHER_MM: u32 = 15_000;
/// Legs are judged without so much of either end, where they touch an outline or a street.
const END_MM: u32 = 100;

/// Nothing around a building is farther: what an outline around the earth comes to still fits.
const FARTHEST_MM: i64 = 1_000_000_000;

/// Which streets places are joined to: [`Self::Around`] is about homes of the extract without entrances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Legs {
    /// The nearest alone.
    #[default]
    Nearest,
    /// Those on other sides of it as well, where nothing is in between.
    Around,
    /// The nearest to which no water, rails, motorway or wall is in between; where there is none, the nearest. So are all
    /// places joined.
    Clear,
}

impl Legs {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::Nearest, Self::Around, Self::Clear];

    /// The one of that word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|legs| legs.word() == word)
    }

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Around => "around",
            Self::Clear => "clear",
        }
    }
}

/// A link of an obstacle by its box: the positions of its nodes, and of its way.
type Link = GeomWithData<Rectangle<[i32; 2]>, ([u32; 2], u32)>;

/// Walls, water and buildings: what no further leg runs through.
pub(super) struct Obstacles {
    links: RTree<Link>,
}

/// A dwelling to be joined to the streets around it.
pub(super) struct Dwelt<'a> {
    pub(super) outline: &'a Outline,
    /// Positions of the ways of its outline, sorted.
    pub(super) ways: &'a [u32],
}

impl Obstacles {
    /// Those that were read.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub(super) fn of(data: &OsmData, observer: &dyn Observer) -> Result<Self, Cancelled> {
        let mut links = Vec::new();
        for &id in &data.obstacles {
            go_on(observer)?;
            let Some(way) = data.ways.position(id) else {
                continue;
            };
            for pair in data.ways.nodes(way).windows(2) {
                let ends = [pair[0], pair[1]];
                if !ends.contains(&MISSING) {
                    let [a, b] =
                        ends.map(|n| [data.nodes.lon[n as usize], data.nodes.lat[n as usize]]);
                    links.push(Link::new(
                        Rectangle::from_corners(a, b),
                        (ends, narrow(way)),
                    ));
                }
            }
        }
        go_on(observer)?;
        Ok(Self {
            links: RTree::bulk_load(links),
        })
    }

    /// The ways into a dwelling besides the one to its nearest street, in order of their legs.
    ///
    /// # Complexity
    /// Linear in the streets within reach, times the obstacles around each leg and the ways in taken before it.
    pub(super) fn further_ways_in(
        &self,
        data: &OsmData,
        dwelt: &Dwelt,
        index: &SnapIndex,
    ) -> Vec<WayIn> {
        let lines = outline_lines(data, dwelt.outline);
        let Some(nearest) = index.nearest_of_lines(&lines) else {
            return Vec::new();
        };
        let snap = nearest.snap;
        let reach_mm = (snap.leg_mm + FARTHER_MM).min(index.max_snap_mm());
        let plane = LocalPlane::at(middle(&lines));
        let mut taken = vec![LegSide::of(plane, &nearest)];
        let mut streets = vec![snap.street];
        let others = index.others_of_lines(&lines, snap.street, reach_mm);
        let mut ways_in = Vec::new();
        for other in others {
            let side = LegSide::of(plane, &other);
            let elsewhere = taken.iter().all(|known| known.is_another(side));
            let is_beyond = index.is_end_of_any(other.snap, &streets);
            if elsewhere && !is_beyond && self.is_free(data, dwelt, plane, &other) {
                taken.push(side);
                streets.push(other.snap.street);
                ways_in.push(WayIn {
                    at: other.from,
                    entrance: None,
                    snap: Some(other.snap),
                });
            }
        }
        ways_in
    }

    /// Whether a leg runs outside of its dwelling and through no obstacle.
    fn is_free(&self, data: &OsmData, dwelt: &Dwelt, plane: LocalPlane, leg: &SnapFrom) -> bool {
        if leg.snap.leg_mm <= 2 * END_MM {
            return true;
        }
        let corners = [leg.from, leg.to].map(LonLat::to_decimicro);
        let around = AABB::from_points(&corners);
        let line = trimmed([leg.from, leg.to].map(|p| mm_in(plane, p)), leg.snap.leg_mm);
        let mut links = self.links.locate_in_envelope_intersecting(&around);
        let blocks = |link: &Link| {
            let ends = link.data.0.map(|n| mm_in(plane, data.nodes.lon_lat(n)));
            dwelt.ways.binary_search(&link.data.1).is_err() && crosses(line, ends)
        };
        !links.any(blocks) && !holds(data, dwelt.outline, leg.from.towards(leg.to, 0.5))
    }
}

impl Residences {
    /// Whether a home is joined to further streets than its nearest ([`Legs::Around`]).
    pub fn is_joined_around(&self, home: usize) -> bool {
        let ways_in = self.ways_in_of(home);
        ways_in.len() > 1 && ways_in[0].entrance.is_none()
    }

    /// The same homes, none joined to further streets than its nearest.
    ///
    /// # Complexity
    /// Linear in homes and ways in.
    #[must_use]
    pub fn joined_to_nearest(&self) -> Self {
        let mut nearest = Self {
            ways_in: Vec::with_capacity(self.count()),
            first_way_in: vec![0],
            ..self.clone()
        };
        for home in 0..self.count() {
            let own = self.ways_in_of(home);
            let kept = if self.is_joined_around(home) {
                &own[..1]
            } else {
                own
            };
            nearest.ways_in.extend(kept);
            nearest.first_way_in.push(narrow(nearest.ways_in.len()));
        }
        nearest
    }
}

/// The middle of the box around an outline.
fn middle(lines: &[Vec<LonLat>]) -> LonLat {
    let along = |of: fn(&LonLat) -> f64| {
        let values = || lines.iter().flatten().map(of);
        f64::midpoint(
            values().fold(f64::MAX, f64::min),
            values().fold(f64::MIN, f64::max),
        )
    };
    LonLat {
        lon: along(|p| p.lon),
        lat: along(|p| p.lat),
    }
}

/// A point in the plane, in whole millimetres.
fn mm_in(plane: LocalPlane, point: LonLat) -> [i64; 2] {
    let mm = |metres| m_to_signed_mm(metres).clamp(-FARTHEST_MM, FARTHEST_MM);
    plane.project(point).map(mm)
}

/// On which side of a dwelling a leg is: where it starts, seen from the middle, and which way it runs.
#[derive(Clone, Copy)]
struct LegSide {
    start: [i64; 2],
    course: [i64; 2],
}

impl LegSide {
    fn of(plane: LocalPlane, leg: &SnapFrom) -> Self {
        let [start, end] = [leg.from, leg.to].map(|p| mm_in(plane, p));
        // A leg of a few centimetres runs nowhere.
        let course = if leg.snap.leg_mm > 2 * END_MM {
            [end[0] - start[0], end[1] - start[1]]
        } else {
            [0, 0]
        };
        Self { start, course }
    }

    /// Whether another leg is on another side: from the long front of a building and from its back, both nearest at the
    /// same corner, legs run apart; from both ends of a front they start apart.
    fn is_another(self, other: Self) -> bool {
        are_apart(self.start, other.start) || are_apart(self.course, other.course)
    }
}

/// Whether two directions are at least 60° apart; none is apart from nowhere.
fn are_apart(one: [i64; 2], other: [i64; 2]) -> bool {
    let dot = |a: [i64; 2], b: [i64; 2]| {
        i128::from(a[0]) * i128::from(b[0]) + i128::from(a[1]) * i128::from(b[1])
    };
    let (squares, along) = (dot(one, one) * dot(other, other), dot(one, other));
    // The cosine of 60° is one half.
    squares > 0 && (along <= 0 || 4 * along * along <= squares)
}

/// A line of that length without its ends.
fn trimmed([from, to]: [[i64; 2]; 2], length_mm: u32) -> [[i64; 2]; 2] {
    let inward = |axis: usize| (to[axis] - from[axis]) * i64::from(END_MM) / i64::from(length_mm);
    let step = [inward(0), inward(1)];
    [
        [from[0] + step[0], from[1] + step[1]],
        [to[0] - step[0], to[1] - step[1]],
    ]
}

/// Whether a line runs through a link: the link's ends lie on different sides of it (on it counts as on its right), and
/// its own ends on different sides of the link (on it counts as neither).
fn crosses([p, q]: [[i64; 2]; 2], [a, b]: [[i64; 2]; 2]) -> bool {
    let side = |p: [i64; 2], q: [i64; 2], r: [i64; 2]| {
        let turn = i128::from(q[0] - p[0]) * i128::from(r[1] - p[1])
            - i128::from(q[1] - p[1]) * i128::from(r[0] - p[0]);
        turn.signum()
    };
    (side(p, q, a) > 0) != (side(p, q, b) > 0) && side(a, b, p) * side(a, b, q) < 0
}

/// Whether a point lies inside of a building, by its known nodes.
fn holds(data: &OsmData, outline: &Outline, point: LonLat) -> bool {
    let [lon, lat] = point.to_decimicro();
    let inside = outline.rings.iter().filter(|ring| {
        let known = ring.nodes.iter().filter(|&&n| n != MISSING);
        let mut points: Vec<(i32, i32)> = known
            .map(|&n| (data.nodes.lon[n as usize], data.nodes.lat[n as usize]))
            .collect();
        points.extend(points.first().copied());
        side_of_ring((lon, lat), &points) == Side::Inside
    });
    inside.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_60_degrees_apart() {
        let far = [10_000, 0];
        for (other, expected) in [
            ([10_000, 17_321], true),
            ([10_000, 17_320], false),
            ([10_000, -17_321], true),
            ([0, 1], true),
            ([-5, 0], true),
            ([7, 0], false),
            ([0, 0], false),
        ] {
            assert_eq!(are_apart(far, other), expected, "{other:?}");
            assert_eq!(are_apart(other, far), expected, "{other:?}");
        }
    }

    #[test]
    fn a_line_through_the_joint_of_two_links_crosses_one_of_them() {
        let line = [[0, 0], [100, 0]];
        assert!(crosses(line, [[50, -10], [50, 10]]));
        assert!(!crosses(line, [[50, 10], [50, 20]]));
        assert!(!crosses(line, [[0, -10], [0, 10]]), "an end only touches");
        let links = [[[50, -10], [50, 0]], [[50, 0], [50, 10]]];
        assert_eq!(links.map(|link| crosses(line, link)), [false, true]);
        assert!(!crosses(line, [[20, 0], [80, 0]]), "along it");
    }

    #[test]
    fn a_leg_is_judged_without_its_ends() {
        assert_eq!(
            trimmed([[0, 0], [3000, -4000]], 5000),
            [[60, -80], [2940, -3920]]
        );
    }
}
