//! Places → streets: the nearest point of the nearest snappable street (§4.6).
//!
//! The R-tree only proposes candidates; the distance is computed from the place and the point
//! alone, so that the tree's shape never changes a result.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::geodesy::{LocalPlane, LonLat, haversine_m, leg_mm};
use crate::id::StreetId;
use crate::network::StreetNetwork;
use crate::streets::Streets;
use crate::units::{narrow, round_mm};

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

/// Segments per entry of the tree: consecutive ones of a way lie together.
const RUN: usize = 6;
/// First search radius in metres; doubled until something is found or the limit is reached.
const FIRST_RADIUS_M: f64 = 25.0;

/// Metres per millimetre, and how far the plane of a place's first point may be off at its last: a
/// building of 10 km at 70° of latitude.
const PLANE_SLACK: f64 = 1.005 / 1000.0;

type Entry = GeomWithData<Rectangle<[f64; 2]>, (u32, u32)>;

/// Finds the snappable streets near a place.
#[derive(Debug)]
pub struct SnapIndex<'a> {
    network: &'a StreetNetwork,
    streets: &'a Streets,
    tree: RTree<Entry>,
    max_snap_mm: u32,
}

/// A candidate connection; the smallest wins: distance, then way, segment, offset (§4.6).
#[derive(Clone, Copy, Debug)]
struct Candidate {
    key: (u32, i64, u32, u32),
    from: LonLat,
    street: StreetId,
}

impl<'a> SnapIndex<'a> {
    /// Indexes the streets that places may be connected to.
    ///
    /// # Complexity
    /// `O(n log n)` for `n` segments.
    pub fn new(network: &'a StreetNetwork, streets: &'a Streets, max_snap_mm: u32) -> Self {
        let usable = |segment: u32| {
            let street = streets.segment_street[segment as usize].street();
            streets.snappable[street.index()] && !streets.is_closed(street)
        };
        let mut entries = Vec::new();
        let count = narrow(network.segment_count());
        let mut start = 0;
        while start < count {
            let mut end = start + 1;
            if usable(start) {
                let way = network.way[start as usize];
                while end < count
                    && ((end - start) as usize) < RUN
                    && network.way[end as usize] == way
                    && usable(end)
                {
                    end += 1;
                }
                entries.push(Entry::new(envelope(network, start..end), (start, end)));
            }
            start = end;
        }
        Self {
            network,
            streets,
            tree: RTree::bulk_load(entries),
            max_snap_mm,
        }
    }

    /// The farthest a place may be from its street, in mm.
    pub fn max_snap_mm(&self) -> u32 {
        self.max_snap_mm
    }

    /// Connects a single point, `None` when no snappable street is within reach.
    pub fn point(&self, place: LonLat) -> Option<Snap> {
        self.nearest(&[place]).map(|found| found.snap)
    }

    /// Connects the point of a line that is nearest to a street; a line of one point is that point.
    pub fn nearest(&self, line: &[LonLat]) -> Option<SnapFrom> {
        self.nearest_of_lines(&[line.to_vec()])
    }

    /// The same for several lines at once: the outline of a building.
    pub fn nearest_of_lines(&self, lines: &[Vec<LonLat>]) -> Option<SnapFrom> {
        let first = *lines.iter().flatten().next()?;
        let plane = LocalPlane::at(first);
        let max_m = f64::from(self.max_snap_mm) / 1000.0;
        let mut radius = FIRST_RADIUS_M.min(max_m);
        loop {
            let found = self.within(lines, plane, radius);
            // Beyond the radius of the query something nearer may have been overlooked.
            let safe = |c: &Candidate| f64::from(c.key.0) <= radius * 1000.0;
            if let Some(best) = found
                .large
                .filter(|c| safe(c) && c.key.0 <= self.max_snap_mm)
            {
                return Some(Self::resolve(&best));
            }
            if radius >= max_m {
                let small = found.small.filter(|c| c.key.0 <= self.max_snap_mm);
                return small.map(|best| Self::resolve(&best));
            }
            radius = (radius * 2.0).min(max_m);
        }
    }

    /// The best candidates with a street segment near the lines, of large and of small components.
    fn within(&self, lines: &[Vec<LonLat>], plane: LocalPlane, radius_m: f64) -> Found {
        let mut found = Found::default();
        // Some slack, so that rounding in the box never hides a segment.
        let [dlon, dlat] = plane.degrees(radius_m * 1.001 + 0.01);
        for line in lines {
            let mut low = [f64::MAX; 2];
            let mut high = [f64::MIN; 2];
            for p in line {
                low = [low[0].min(p.lon), low[1].min(p.lat)];
                high = [high[0].max(p.lon), high[1].max(p.lat)];
            }
            let query = AABB::from_corners(
                [low[0] - dlon, low[1] - dlat],
                [high[0] + dlon, high[1] + dlat],
            );
            for entry in self.tree.locate_in_envelope_intersecting(&query) {
                let (start, end) = entry.data;
                for segment in start..end {
                    self.try_segment(line, plane, segment, &mut found);
                }
            }
        }
        found
    }

    fn try_segment(&self, line: &[LonLat], plane: LocalPlane, segment: u32, found: &mut Found) {
        let directed = self.streets.segment_street[segment as usize];
        let street = directed.street();
        let best = if self.streets.is_small(street) {
            &mut found.small
        } else {
            &mut found.large
        };
        let tail = self.network.lon_lat(self.network.tail[segment as usize]);
        let head = self.network.lon_lat(self.network.head[segment as usize]);
        let (a, b) = (plane.project(tail), plane.project(head));
        let mut offer = |from: LonLat, at: [f64; 2]| {
            let fraction = project_on(a, b, at);
            let limit = best.as_ref().map_or(u32::MAX, |c| c.key.0);
            // Most candidates are far from the best; the plane tells without trigonometry.
            let foot = [
                a[0] + (b[0] - a[0]) * fraction,
                a[1] + (b[1] - a[1]) * fraction,
            ];
            let (dx, dy) = (at[0] - foot[0], at[1] - foot[1]);
            let beyond = f64::from(limit) * PLANE_SLACK + 0.01;
            if dx * dx + dy * dy > beyond * beyond {
                return;
            }
            let foot = tail.towards(head, fraction);
            let distance = leg_mm(from, foot);
            if distance > limit {
                return;
            }
            let s = segment as usize;
            let along = if directed.backward() {
                1.0 - fraction
            } else {
                fraction
            };
            let length_m = haversine_m(tail, head);
            let offset = round_mm(self.streets.segment_offset_m[s] + length_m * along)
                .min(self.streets.length_mm[street.index()]);
            let way = self.network.way_osm[self.network.way[s] as usize];
            let candidate = Candidate {
                key: (distance, way, self.network.index[s], offset),
                from,
                street,
            };
            if best.as_ref().is_none_or(|c| candidate.key < c.key) {
                *best = Some(candidate);
            }
        };
        if let [point] = line {
            offer(*point, plane.project(*point));
            return;
        }
        for pair in line.windows(2) {
            let (c, d) = (plane.project(pair[0]), plane.project(pair[1]));
            offer(pair[0], c);
            offer(pair[1], d);
            for end in [a, b] {
                let fraction = project_on(c, d, end);
                let from = pair[0].towards(pair[1], fraction);
                offer(from, plane.project(from));
            }
            if let Some(fraction) = crossing(c, d, a, b) {
                let from = pair[0].towards(pair[1], fraction);
                offer(from, plane.project(from));
            }
        }
    }

    fn resolve(best: &Candidate) -> SnapFrom {
        let (leg_mm, _, _, offset_mm) = best.key;
        SnapFrom {
            from: best.from,
            snap: Snap {
                street: best.street,
                offset_mm,
                leg_mm,
            },
        }
    }
}

#[derive(Default)]
struct Found {
    large: Option<Candidate>,
    small: Option<Candidate>,
}

fn envelope(network: &StreetNetwork, segments: std::ops::Range<u32>) -> Rectangle<[f64; 2]> {
    let corner = |n: u32| {
        let p = network.lon_lat(n);
        [p.lon, p.lat]
    };
    let mut low = [f64::MAX; 2];
    let mut high = [f64::MIN; 2];
    for segment in segments {
        for node in [
            network.tail[segment as usize],
            network.head[segment as usize],
        ] {
            let [x, y] = corner(node);
            low = [low[0].min(x), low[1].min(y)];
            high = [high[0].max(x), high[1].max(y)];
        }
    }
    Rectangle::from_corners(low, high)
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
