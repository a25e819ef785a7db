//! Places → streets: the nearest point of the nearest snappable street (walking model §4.6).
//!
//! The R-tree only proposes candidates; the distance is computed from the place and the point
//! alone, so that the tree's shape never changes a result.

use std::ops::Range;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::geodesy::{LocalPlane, LonLat, haversine_m, leg_mm};
use crate::id::StreetId;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, Stage, go_on};
use crate::par;
use crate::streets::Streets;
use crate::units::{decimicro_around, m_to_mm, narrow};

/// Where a place joins the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snap {
    /// The street.
    pub street: StreetId,
    /// Millimetres along it from its tail.
    pub offset_mm: u32,
    /// Straight walk between the place and the street, in mm.
    pub leg_mm: u32,
}

/// A snap and the point of the place where its leg starts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SnapFrom {
    /// Where the leg starts.
    pub from: LonLat,
    /// Where it leads.
    pub snap: Snap,
}

/// Segments per entry of the tree: consecutive ones of a way lie together, and a tree of runs takes a
/// fraction of the memory and time of one of segments.
const RUN: u32 = 6;
/// First search radius, within which most places of a town have a street; doubled until something is
/// found or the limit is reached.
const FIRST_RADIUS_MM: u32 = 25_000;

/// Metres per millimetre, and how far the plane of a place's first point may be off at its last: a
/// building of 10 km at 70° of latitude.
const PLANE_SLACK: f64 = 1.005 / 1000.0;

/// Half the way around the earth in 1e-7 degrees, and a quarter of it.
const EAST: i64 = 1_800_000_000;
const WIDE: i64 = EAST / 2;

/// A box in 1e-7 degrees, and the segments in it.
type Entry = GeomWithData<Rectangle<[i32; 2]>, (u32, u32)>;

/// Farthest a place may be from its street unless the user says otherwise, in mm: 200 m, a large city block (walking
/// model §4.6).
pub const MAX_SNAP_MM: u32 = 200_000;
/// Segments made into entries at a time by one thread: enough to outweigh handing them over.
const BLOCK: usize = 1 << 15;
/// The tree is loaded in `2^LOAD_DEPTH` parts, one thread each (more parts make every query slower);
/// fewer where a part would be small.
const LOAD_DEPTH: usize = 3;
/// Entries below which a part is not split: they are loaded in about a millisecond.
const SMALL_LOAD: usize = 1 << 12;

/// Finds the snappable streets near a place.
///
/// ```
/// use lifecircle_core::SnapIndex;
/// use lifecircle_core::observer::Silent;
/// use lifecircle_core::snap::MAX_SNAP_MM;
/// # use lifecircle_testkit::{Settings, World};
/// # let demo = include_bytes!("../../../data/demo.osm.pbf");
/// # let city = World::new(demo, &Settings::default()).unwrap(); // as `assemble` builds it
///
/// let index = SnapIndex::new(&city.network, &city.built.streets, MAX_SNAP_MM, &Silent)?;
/// let on_a_street = city.network.lon_lat(city.network.tail[0]);
/// let snap = index.point(on_a_street).expect("a street right here");
/// assert_eq!(snap.leg_mm, 0);
/// # Ok::<(), lifecircle_core::Cancelled>(())
/// ```
#[derive(Debug)]
pub struct SnapIndex<'a> {
    network: &'a StreetNetwork,
    streets: &'a Streets,
    /// Parts of the whole, split by place.
    trees: Vec<RTree<Entry>>,
    max_snap_mm: u32,
}

/// A candidate connection; the smallest wins: distance, then way, segment, offset (walking model §4.6).
///
/// The offset takes trigonometry and decides nothing but ties, so it is found out last.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    key: (u32, i64, u32),
    from: LonLat,
    segment: u32,
    /// Where on the segment.
    fraction: f64,
}

impl<'a> SnapIndex<'a> {
    /// Indexes the streets that places may be connected to.
    ///
    /// # Complexity
    /// `O(n log n)` for `n` segments.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(
        network: &'a StreetNetwork,
        streets: &'a Streets,
        max_snap_mm: u32,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        observer.stage(Stage::Snap, 0);
        let count = network.segment_count();
        let blocks = par::try_map_range(observer, count.div_ceil(BLOCK), |block| {
            let end = count.min((block + 1) * BLOCK);
            entries(network, streets, narrow(block * BLOCK)..narrow(end))
        })?;
        Ok(Self {
            network,
            streets,
            trees: load(blocks.concat(), LOAD_DEPTH, observer)?,
            max_snap_mm,
        })
    }

    /// The farthest a place may be from its street, in mm.
    pub fn max_snap_mm(&self) -> u32 {
        self.max_snap_mm
    }

    /// Connects a single point, `None` when no snappable street is within reach.
    pub fn point(&self, place: LonLat) -> Option<Snap> {
        self.nearest_of_lines(&[vec![place]])
            .map(|found| found.snap)
    }

    /// Connects the point of a building's outline that is nearest to a street; a line of one point is that point.
    pub fn nearest_of_lines(&self, lines: &[Vec<LonLat>]) -> Option<SnapFrom> {
        let first = *lines.iter().flatten().next()?;
        let plane = LocalPlane::at(first);
        let lines: Vec<Line> = lines
            .iter()
            .filter(|points| !points.is_empty())
            .map(|points| Line::new(points, plane))
            .collect();
        let mut radius_mm = FIRST_RADIUS_MM.min(self.max_snap_mm);
        loop {
            // Nothing beyond the radius counts: something nearer may lie outside the query's box.
            let found = self.within(&lines, plane, radius_mm);
            if let Some(best) = found.large {
                return Some(self.resolve(&best));
            }
            if radius_mm == self.max_snap_mm {
                return found.small.map(|best| self.resolve(&best));
            }
            radius_mm = (radius_mm * 2).min(self.max_snap_mm);
        }
    }

    /// The best candidates up to `radius_mm` from the lines, of large and of small components.
    fn within(&self, lines: &[Line], plane: LocalPlane, radius_mm: u32) -> Found {
        let mut found = Found {
            radius_mm,
            large: None,
            small: None,
        };
        // Some slack, so that rounding in the box never hides a segment.
        let [dlon, dlat] = plane.degrees(f64::from(radius_mm) * PLANE_SLACK + 0.01);
        let mut near = Vec::new();
        for line in lines {
            let (low, high) = bounds(line.points.iter().map(|p| [p.lon, p.lat]));
            let (west, east) = lon_around(low[0] - dlon, high[0] + dlon);
            let (south, north) = decimicro_around(low[1] - dlat, high[1] + dlat);
            near.clear();
            for [west, east] in on_map([west, east]) {
                let query = AABB::from_corners([west, south], [east, north]);
                let hits = |tree| RTree::locate_in_envelope_intersecting(tree, &query);
                near.extend(self.trees.iter().flat_map(hits).map(|entry| {
                    let (low, high) = (entry.geom().lower(), entry.geom().upper());
                    let corner = |[x, y]: [i32; 2]| plane.project(LonLat::from_decimicro(x, y));
                    // The box of a very long segment has no place in the plane around one point.
                    let is_wide = i64::from(high[0]) - i64::from(low[0]) > WIDE;
                    let own = (corner(low), corner(high));
                    let gap_m = if is_wide { 0.0 } else { gap(own, line.bounds) };
                    (gap_m, entry.data)
                }));
            }
            // The nearest first: once something is found, most of the others are too far.
            near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            for &(gap_m, (start, end)) in &near {
                if gap_m > found.limit_m() {
                    break;
                }
                for segment in start..end {
                    self.try_segment(line, plane, segment, &mut found);
                }
            }
        }
        found
    }

    fn try_segment(&self, line: &Line, plane: LocalPlane, segment: u32, found: &mut Found) {
        let tail = self.network.lon_lat(self.network.tail[segment as usize]);
        let head = self.network.lon_lat(self.network.head[segment as usize]);
        let (a, b) = (plane.project(tail), plane.project(head));
        let own = bounds([a, b].into_iter());
        // Most segments are too far; where they belong is looked up for the others only.
        if gap(own, line.bounds) > found.limit_m() {
            return;
        }
        let directed = self.streets.segment_street[segment as usize];
        let way = self.network.way_osm[self.network.way[segment as usize] as usize];
        let radius_mm = found.radius_mm;
        let best = if self.streets.is_small(directed.street()) {
            &mut found.small
        } else {
            &mut found.large
        };
        let mut offer = |from: LonLat, at: [f64; 2]| {
            let fraction = project_on(a, b, at);
            // Most candidates are far from the best; the plane tells without trigonometry.
            let foot = [
                a[0] + (b[0] - a[0]) * fraction,
                a[1] + (b[1] - a[1]) * fraction,
            ];
            let (dx, dy) = (at[0] - foot[0], at[1] - foot[1]);
            let limit_m = reach_m(best.as_ref(), radius_mm);
            if dx * dx + dy * dy > limit_m * limit_m {
                return limit_m;
            }
            let distance_mm = leg_mm(from, tail.towards(head, fraction));
            if distance_mm > best.as_ref().map_or(radius_mm, |c| c.key.0) {
                return limit_m;
            }
            let candidate = Candidate {
                key: (distance_mm, way, self.network.index[segment as usize]),
                from,
                segment,
                fraction,
            };
            if best.is_none_or(|c| self.beats(&candidate, &c)) {
                *best = Some(candidate);
            }
            reach_m(best.as_ref(), radius_mm)
        };
        // Every point of the line is offered once, the feet of the segment's ends between them.
        let mut limit_m = offer(line.points[0], line.plane[0]);
        for (pair, ends) in line.points.windows(2).zip(line.plane.windows(2)) {
            let (c, d) = (ends[0], ends[1]);
            if gap(own, bounds([c, d].into_iter())) > limit_m {
                continue;
            }
            limit_m = offer(pair[1], d);
            let crossed = crossing(c, d, a, b);
            let nearest = [project_on(c, d, a), project_on(c, d, b)];
            for fraction in nearest.into_iter().chain(crossed) {
                let from = pair[0].towards(pair[1], fraction);
                limit_m = offer(from, plane.project(from));
            }
        }
    }

    fn beats(&self, one: &Candidate, other: &Candidate) -> bool {
        one.key < other.key || (one.key == other.key && self.offset_mm(one) < self.offset_mm(other))
    }

    /// Millimetres along the street.
    fn offset_mm(&self, candidate: &Candidate) -> u32 {
        let s = candidate.segment as usize;
        let directed = self.streets.segment_street[s];
        let along = if directed.backward() {
            1.0 - candidate.fraction
        } else {
            candidate.fraction
        };
        let tail = self.network.lon_lat(self.network.tail[s]);
        let head = self.network.lon_lat(self.network.head[s]);
        let offset_m = self.streets.segment_offset_m[s] + haversine_m(tail, head) * along;
        m_to_mm(offset_m).min(self.streets.length_mm[directed.street().index()])
    }

    fn resolve(&self, best: &Candidate) -> SnapFrom {
        SnapFrom {
            from: best.from,
            snap: Snap {
                street: self.streets.segment_street[best.segment as usize].street(),
                offset_mm: self.offset_mm(best),
                leg_mm: best.key.0,
            },
        }
    }
}

/// The last 1e-7 degree that is not above, and the first that is not below, also beyond ±180°.
fn lon_around(low: f64, high: f64) -> (i64, i64) {
    // A query around a pole takes in every longitude, and no more.
    let (low, high) = (low.max(-360.0), high.min(360.0));
    let half = decimicro_around(low / 2.0, high / 2.0);
    (2 * i64::from(half.0), 2 * i64::from(half.1))
}

/// The best candidates within a radius.
struct Found {
    radius_mm: u32,
    large: Option<Candidate>,
    small: Option<Candidate>,
}

impl Found {
    /// How far a segment may be to matter still: small components do not once a large one is found.
    fn limit_m(&self) -> f64 {
        reach_m(self.large.as_ref(), self.radius_mm)
    }
}

/// The farthest that can still beat the best, in metres of the plane, with some slack.
fn reach_m(best: Option<&Candidate>, radius_mm: u32) -> f64 {
    let limit_mm = best.map_or(radius_mm, |c| c.key.0);
    f64::from(limit_mm) * PLANE_SLACK + 0.01
}

/// A piece of outline, in degrees and in the plane.
struct Line<'a> {
    points: &'a [LonLat],
    plane: Vec<[f64; 2]>,
    bounds: ([f64; 2], [f64; 2]),
}

impl<'a> Line<'a> {
    fn new(points: &'a [LonLat], plane: LocalPlane) -> Self {
        let plane: Vec<[f64; 2]> = points.iter().map(|&p| plane.project(p)).collect();
        Self {
            points,
            bounds: bounds(plane.iter().copied()),
            plane,
        }
    }
}

/// Lower and upper corner of the box around points.
fn bounds(points: impl Iterator<Item = [f64; 2]>) -> ([f64; 2], [f64; 2]) {
    points.fold(([f64::MAX; 2], [f64::MIN; 2]), |(low, high), p| {
        (
            [low[0].min(p[0]), low[1].min(p[1])],
            [high[0].max(p[0]), high[1].max(p[1])],
        )
    })
}

/// How far two boxes are apart at least, along the axis that separates them most.
fn gap(a: ([f64; 2], [f64; 2]), b: ([f64; 2], [f64; 2])) -> f64 {
    let along = |axis: usize| (a.0[axis] - b.1[axis]).max(b.0[axis] - a.1[axis]);
    along(0).max(along(1))
}

/// The entries of some segments: runs of consecutive usable ones of a way.
fn entries(network: &StreetNetwork, streets: &Streets, segments: Range<u32>) -> Vec<Entry> {
    let usable = |segment: u32| {
        let street = streets.segment_street[segment as usize].street();
        streets.snappable[street.index()] && !streets.is_closed(street)
    };
    let mut entries = Vec::with_capacity(segments.len() / 4);
    let mut start = segments.start;
    while start < segments.end {
        let mut end = start + 1;
        if usable(start) {
            let way = network.way[start as usize];
            let limit = segments.end.min(start + RUN);
            while end < limit && network.way[end as usize] == way && usable(end) {
                end += 1;
            }
            let boxes = envelopes(network, start..end).into_iter();
            entries.extend(boxes.map(|own| Entry::new(own, (start, end))));
        }
        start = end;
    }
    entries
}

/// The box around some segments: two where one of them crosses the antimeridian.
fn envelopes(network: &StreetNetwork, segments: Range<u32>) -> Vec<Rectangle<[i32; 2]>> {
    let lon = |node: u32| i64::from(network.lon[node as usize]);
    let crosses = segments.clone().any(|s| {
        let (tail, head) = (network.tail[s as usize], network.head[s as usize]);
        (lon(tail) - lon(head)).abs() > EAST
    });
    let ends = segments.flat_map(|s| [network.tail[s as usize], network.head[s as usize]]);
    let (low, high) = ends.fold(([i64::MAX; 2], [i64::MIN; 2]), |(low, high), node| {
        // Seen from the antimeridian, the west of the map follows on its east.
        let turn = if crosses && lon(node) < 0 {
            2 * EAST
        } else {
            0
        };
        let (x, y) = (lon(node) + turn, i64::from(network.lat[node as usize]));
        (
            [low[0].min(x), low[1].min(y)],
            [high[0].max(x), high[1].max(y)],
        )
    });
    let narrow = |e7: i64| i32::try_from(e7).unwrap_or(i32::MAX);
    let boxes = on_map([low[0], high[0]]).map(|[west, east]| {
        Rectangle::from_corners([west, narrow(low[1])], [east, narrow(high[1])])
    });
    boxes.collect()
}

/// A range of longitudes in 1e-7 degrees on the map from -180° to 180°: two where it crosses the antimeridian.
fn on_map([west, east]: [i64; 2]) -> impl Iterator<Item = [i32; 2]> {
    let turns = [0, 2 * EAST, -2 * EAST].map(|turn| {
        let ends = [(west + turn).max(-EAST), (east + turn).min(EAST)];
        (ends[0] <= ends[1]).then_some(ends)
    });
    // Both clamped ends fit.
    let narrow = |e7: i64| i32::try_from(e7).unwrap_or(0);
    turns
        .into_iter()
        .flatten()
        .map(move |ends| ends.map(narrow))
}

/// Trees of the entries, split at the middle of one axis, then of the other.
fn load(
    mut entries: Vec<Entry>,
    depth: usize,
    observer: &dyn Observer,
) -> Result<Vec<RTree<Entry>>, Cancelled> {
    go_on(observer)?;
    if depth == 0 || entries.len() < SMALL_LOAD {
        return Ok(vec![RTree::bulk_load(entries)]);
    }
    let middle = entries.len() / 2;
    entries.select_nth_unstable_by_key(middle, |e| (e.geom().lower()[depth % 2], e.data));
    let upper = entries.split_off(middle);
    let part = |entries| load(entries, depth - 1, observer);
    let (trees, others) = par::join(|| part(entries), || part(upper));
    let mut trees = trees?;
    trees.extend(others?);
    Ok(trees)
}

/// Fraction along `a`–`b` of its point nearest to `p`.
fn project_on(a: [f64; 2], b: [f64; 2], p: [f64; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let squared = dx * dx + dy * dy;
    if squared == 0.0 {
        return 0.0;
    }
    (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared).clamp(0.0, 1.0)
}

/// Fraction along `from`–`to` where it crosses `a`–`b`, if it does.
fn crossing(from: [f64; 2], to: [f64; 2], a: [f64; 2], b: [f64; 2]) -> Option<f64> {
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
