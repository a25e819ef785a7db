//! What lies around the streets: what is in the way, on which height ways run, and which ends are meant.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::bits::Bits;
use crate::geodesy::LonLat;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, go_on, go_on_at};
use crate::osm::{Height, Hindrance, MISSING, OsmData, Side, side_of_ring, turn};
use crate::units::{degrees_to_decimicro, narrow};

/// Ways looked at between two questions whether to stop: about a millisecond.
const WAYS_AT_A_TIME: usize = 4096;
/// Half the way around the earth in 1e-7 degrees: a longer link crosses the antimeridian, and is left out.
const HALF_EARTH: u32 = 1_800_000_000;

/// A link of a hindrance by its box: the row of its way, and the number of its first point.
type Link = GeomWithData<Rectangle<[i32; 2]>, (u32, u32)>;

/// What lies around the streets of an extract that was read with
/// [`ReadOptions::surroundings`](crate::osm::ReadOptions::surroundings).
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Ways that are not plainly on the ground, by number.
    heights: Vec<(i64, Height)>,
    /// Driveways and aisles, by number.
    drives: Vec<i64>,
    /// Outlines of open squares, by number.
    plazas: Vec<i64>,
    /// Outlines of holes in plazas, by number.
    holes: Vec<i64>,
    /// Nodes at which a street may well end, by number.
    meant_ends: Vec<i64>,
    /// Ways that are in the way, by number.
    hindrances: Vec<(i64, Hindrance)>,
    /// Per hindrance, where its points begin; one more at the end.
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

impl Surroundings {
    /// What was read around the streets.
    ///
    /// # Complexity
    /// `O(n log n)` in the points of hindrances, and linear in the ways of the extract.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn of(
        data: &OsmData,
        network: &StreetNetwork,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let is_walked = |way: &i64| network.way_osm.binary_search(way).is_ok();
        let heights = data.around.heights.iter().filter(|row| is_walked(&row.0));
        let mut found = Self {
            heights: heights.copied().collect(),
            drives: data.around.drives.clone(),
            plazas: data.around.plazas.clone(),
            holes: holes(data),
            meant_ends: meant_ends(data, network, observer)?,
            first_point: vec![0],
            ..Self::default()
        };
        for (i, &(way, hindrance)) in data.around.hindrances.iter().enumerate() {
            go_on_at(i, WAYS_AT_A_TIME, observer)?;
            let Some(position) = data.ways.position(way) else {
                continue;
            };
            found.hindrances.push((way, hindrance));
            let place = |&node: &u32| {
                let at = node as usize;
                (node != MISSING).then(|| [data.nodes.lon[at], data.nodes.lat[at]])
            };
            let nodes = data.ways.nodes(position);
            found.points.extend(nodes.iter().map(place));
            found.first_point.push(narrow(found.points.len()));
        }
        go_on(observer)?;
        let mut links = Vec::new();
        for row in 0..found.hindrances.len() {
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
        go_on(observer)?;
        found.links = RTree::bulk_load(links);
        Ok(found)
    }

    /// On which height a walkable way runs.
    pub fn height(&self, way: i64) -> Height {
        let row = self.heights.binary_search_by_key(&way, |row| row.0);
        row.map_or_else(|_| Height::default(), |row| self.heights[row].1)
    }

    /// Whether a street may well end at a node: somebody says so, it is an entrance, or something else than a street
    /// shares it, as a building or a fence.
    pub fn is_meant_end(&self, node: i64) -> bool {
        self.meant_ends.binary_search(&node).is_ok()
    }

    /// Whether a way is a driveway, an aisle between parked cars or the like.
    pub fn is_drive(&self, way: i64) -> bool {
        self.drives.binary_search(&way).is_ok()
    }

    /// The outlines of open squares, by number.
    pub(crate) fn plazas(&self) -> &[i64] {
        &self.plazas
    }

    /// Whether a way is walkable as the outline of a hole in a plaza alone: of a lawn, a fountain, a kiosk.
    pub fn is_hole(&self, way: i64) -> bool {
        self.holes.binary_search(&way).is_ok()
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
            let (way, hindrance) = self.hindrances[row];
            if !kinds.contains(&hindrance) {
                return None;
            }
            let (a, b) = self.points[number].zip(self.points[number + 1])?;
            (cross([p, q], [a, b]) && !self.encloses(row, p)).then_some((hindrance, way))
        });
        let (hindrance, way) = hindered.min()?;
        Some(Hindered { hindrance, way })
    }

    /// Whether something of some kinds may lie in a box between two corners in degrees.
    ///
    /// # Complexity
    /// Logarithmic in the hindrances, and linear in those of other kinds there.
    pub(crate) fn has_near(&self, corners: [[f64; 2]; 2], kinds: &[Hindrance]) -> bool {
        let [low, high] = corners.map(|corner| corner.map(degrees_to_decimicro));
        let near = self
            .links
            .locate_in_envelope_intersecting(&AABB::from_corners(low, high));
        let mut near = near.map(|link| self.hindrances[link.data.0 as usize].1);
        near.any(|hindrance| kinds.contains(&hindrance))
    }

    /// Whether a wall that is closed runs around a place.
    fn encloses(&self, row: usize, place: [i32; 2]) -> bool {
        let points = self.points_of(row);
        if self.hindrances[row].1 != Hindrance::Wall || points.first() != points.last() {
            return false;
        }
        let ring: Vec<(i32, i32)> = points.iter().flatten().map(|&p| p.into()).collect();
        ring.len() > 3 && side_of_ring(place.into(), &ring) != Side::Outside
    }
}

/// Whether two lines cross each other inside of both.
pub(super) fn cross([p, q]: [[i32; 2]; 2], [a, b]: [[i32; 2]; 2]) -> bool {
    let side = |a: [i32; 2], b: [i32; 2], p: [i32; 2]| turn(a.into(), b.into(), p.into()).signum();
    side(p, q, a) * side(p, q, b) < 0 && side(a, b, p) * side(a, b, q) < 0
}

/// The inner outlines of plazas that are no streets by tags of their own.
fn holes(data: &OsmData) -> Vec<i64> {
    let plazas = data.relations.iter().filter(|r| r.plaza.is_some());
    let inner = plazas.flat_map(|plaza| plaza.members.iter().filter(|member| member.1));
    let is_street = |way: i64| data.walks.binary_search_by_key(&way, |walk| walk.0).is_ok();
    let mut holes: Vec<i64> = inner.map(|member| member.0).collect();
    holes.retain(|&way| !is_street(way));
    holes.sort_unstable();
    holes.dedup();
    holes
}

/// The ends of streets that are entrances, are said to be ends, or belong to a way that is no street.
fn meant_ends(
    data: &OsmData,
    network: &StreetNetwork,
    observer: &dyn Observer,
) -> Result<Vec<i64>, Cancelled> {
    let mut ends = Bits::below(data.nodes.id.len());
    for (i, &way) in network.way_osm.iter().enumerate() {
        go_on_at(i, WAYS_AT_A_TIME, observer)?;
        let nodes = data.ways.position(way).map(|at| data.ways.nodes(at));
        let nodes = nodes.unwrap_or_default();
        for &node in [nodes.first(), nodes.last()].into_iter().flatten() {
            if node != MISSING {
                ends.insert(node);
            }
        }
    }
    let mut meant = data.around.noexits.clone();
    meant.extend(data.entrances.iter().map(|entrance| entrance.0));
    for (position, way) in data.ways.id.iter().enumerate() {
        go_on_at(position, WAYS_AT_A_TIME, observer)?;
        if network.way_osm.binary_search(way).is_err() {
            let own = data.ways.nodes(position).iter();
            let held = own.filter(|&&node| node != MISSING && ends.contains(node));
            meant.extend(held.map(|&node| data.nodes.id[node as usize]));
        }
    }
    meant.sort_unstable();
    meant.dedup();
    Ok(meant)
}
