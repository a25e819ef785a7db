//! Places → streets: the nearest point of the nearest snappable street (walking model §4.6).
//!
//! The R-tree only proposes candidates; the distance is computed from the place and the point
//! alone, so that the tree's shape never changes a result.

mod clear;
pub(crate) mod flat;
mod moved;
mod reach;
pub(crate) mod tree;

pub(crate) use self::flat::project_on;
use self::flat::{Line, Piece, bounds, crossing, gap, in_plane};
pub(crate) use self::moved::Moved;
pub(crate) use self::reach::InReach;
use self::tree::Tree;
use crate::geodesy::{LocalPlane, LonLat, leg_mm};
use crate::hindrances::Hindrances;
use crate::id::StreetId;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, Stage};
use crate::streets::Streets;

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
    /// Where it ends, on the street.
    pub to: LonLat,
    /// Where it leads.
    pub snap: Snap,
}

/// First search radius, within which most places of a town have a street; doubled until something is
/// found or the limit is reached.
const FIRST_RADIUS_MM: u32 = 25_000;

/// Metres per millimetre, and how far the plane of a place's first point may be off at its last: a
/// building of 10 km at 70° of latitude.
const PLANE_SLACK: f64 = 1.005 / 1000.0;

/// A quarter of the way around the earth in 1e-7 degrees.
const WIDE: i64 = 900_000_000;

/// Farthest a place may be from its street unless the user says otherwise, in mm: 200 m, a large city block (walking
/// model §4.6).
pub const MAX_SNAP_MM: u32 = 200_000;
/// Finds the snappable streets near a place.
///
/// ```
/// use lifecircle_core::SnapIndex;
/// use lifecircle_core::observer::Silent;
/// use lifecircle_core::snap::MAX_SNAP_MM;
/// # use lifecircle_testkit::{Settings, World};
/// # let demo = include_bytes!("../../../../data/demo.osm.pbf");
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
    tree: Tree,
    max_snap_mm: u32,
    /// What legs keep clear of.
    hindrances: &'a Hindrances,
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

/// Whether places may be connected to a segment.
fn is_usable(streets: &Streets) -> impl Fn(u32) -> bool + Sync + Send {
    |segment| {
        let street = streets.segment_street[segment as usize].street();
        is_joinable(streets, street)
    }
}

/// Whether places may be connected to a street.
pub(crate) fn is_joinable(streets: &Streets, street: StreetId) -> bool {
    streets.snappable[street.index()] && !streets.is_closed(street)
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
        Ok(Self {
            network,
            streets,
            tree: Tree::of(network, is_usable(streets), observer)?,
            max_snap_mm,
            hindrances: &network.hindrances,
        })
    }

    /// Indexes only those streets that places near some others may be connected to: for these it answers the same.
    ///
    /// # Complexity
    /// Linear in the segments, times the places.
    pub fn around(
        network: &'a StreetNetwork,
        streets: &'a Streets,
        max_snap_mm: u32,
        places: &[LonLat],
    ) -> Self {
        let margin_m = f64::from(max_snap_mm) * PLANE_SLACK + 0.01;
        let boxes = places.iter().map(|&place| {
            let [lon, lat] = LocalPlane::at(place).degrees(margin_m);
            let corner = |sign: f64| [place.lon + sign * lon, place.lat + sign * lat];
            (corner(-1.0), corner(1.0))
        });
        let boxes: Vec<([f64; 2], [f64; 2])> = boxes.collect();
        Self {
            network,
            streets,
            tree: Tree::around(network, is_usable(streets), &boxes),
            max_snap_mm,
            hindrances: &network.hindrances,
        }
    }

    /// The farthest a place may be from its street, in mm.
    pub fn max_snap_mm(&self) -> u32 {
        self.max_snap_mm
    }

    /// The ways that it finds.
    pub fn network(&self) -> &'a StreetNetwork {
        self.network
    }

    /// The streets, of which those closed to the profile are marked.
    pub(crate) fn streets(&self) -> &'a Streets {
        self.streets
    }

    /// Connects a single point, `None` when no snappable street is within reach.
    pub fn point(&self, place: LonLat) -> Option<Snap> {
        self.nearest_of_lines(&[vec![place]])
            .map(|found| found.snap)
    }

    /// Connects the point of a building's outline that is nearest to a street, or where legs keep clear of something the
    /// nearest to one that is; a line of one point is that point.
    pub fn nearest_of_lines(&self, lines: &[Vec<LonLat>]) -> Option<SnapFrom> {
        let nearest = self.nearest(lines)?;
        Some(self.kept_clear(lines, nearest))
    }

    fn nearest(&self, lines: &[Vec<LonLat>]) -> Option<SnapFrom> {
        let (plane, lines) = in_plane(lines)?;
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

    /// Whether one of some streets ends where a place is joined to the end of its own: that is reached along the other.
    pub(crate) fn is_end_of_any(&self, snap: Snap, streets: &[StreetId]) -> bool {
        let (own, all) = (snap.street.index(), self.streets);
        let at_end = |node| {
            streets
                .iter()
                .any(|s| all.tail[s.index()] == node || all.head[s.index()] == node)
        };
        (snap.offset_mm == 0 && at_end(all.tail[own]))
            || (snap.offset_mm == all.length_mm[own] && at_end(all.head[own]))
    }

    /// Connects a building's outline to every street up to `reach_mm` from it but the one it is joined to, each at its
    /// nearest point, in order of leg, way, segment and offset; large and small components as the joined one is.
    ///
    /// # Complexity
    /// That of [`Self::nearest_of_lines`], times the streets within reach.
    pub fn others_of_lines(
        &self,
        lines: &[Vec<LonLat>],
        joined: StreetId,
        reach_mm: u32,
    ) -> Vec<SnapFrom> {
        let Some((plane, lines)) = in_plane(lines) else {
            return Vec::new();
        };
        let is_small = self.streets.is_small(joined);
        let mut best: Vec<(StreetId, Option<Candidate>)> = Vec::new();
        let mut near = Vec::new();
        for line in &lines {
            self.look_around(line, plane, reach_mm, &mut near);
            for segment in near.iter().flat_map(|&(_, (start, end))| start..end) {
                let street = self.streets.segment_street[segment as usize].street();
                if street == joined || self.streets.is_small(street) != is_small {
                    continue;
                }
                let known = best.iter().position(|(s, _)| *s == street);
                let own = known.unwrap_or_else(|| {
                    best.push((street, None));
                    best.len() - 1
                });
                let piece = Piece::of(self.network, segment, plane);
                self.offer_piece(line, plane, &piece, reach_mm, &mut best[own].1);
            }
        }
        let mut found: Vec<Candidate> = best.into_iter().filter_map(|(_, found)| found).collect();
        found.sort_by_cached_key(|c| (c.key, self.offset_mm(c)));
        found.iter().map(|best| self.resolve(best)).collect()
    }

    /// The best candidates up to `radius_mm` from the lines, of large and of small components.
    fn within(&self, lines: &[Line], plane: LocalPlane, radius_mm: u32) -> Found {
        let mut found = Found {
            radius_mm,
            large: None,
            small: None,
        };
        let mut near = Vec::new();
        for line in lines {
            self.look_around(line, plane, radius_mm, &mut near);
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

    /// The entries of the tree up to `radius_mm` from a line, each with how far it is at least.
    fn look_around(
        &self,
        line: &Line,
        plane: LocalPlane,
        radius_mm: u32,
        near: &mut Vec<(f64, (u32, u32))>,
    ) {
        // Some slack, so that rounding in the box never hides a segment.
        let [dlon, dlat] = plane.degrees(f64::from(radius_mm) * PLANE_SLACK + 0.01);
        let (low, high) = bounds(line.points.iter().map(|p| [p.lon, p.lat]));
        near.clear();
        let (west, east) = (low[0] - dlon, high[0] + dlon);
        let (south, north) = (low[1] - dlat, high[1] + dlat);
        self.tree.meeting([west, south], [east, north], |entry| {
            let (low, high) = (entry.geom().lower(), entry.geom().upper());
            let corner = |[x, y]: [i32; 2]| plane.project(LonLat::from_decimicro(x, y));
            // The box of a very long segment has no place in the plane around one point.
            let is_wide = i64::from(high[0]) - i64::from(low[0]) > WIDE;
            let own = (corner(low), corner(high));
            let gap_m = if is_wide { 0.0 } else { gap(own, line.bounds) };
            near.push((gap_m, entry.data));
        });
    }

    fn try_segment(&self, line: &Line, plane: LocalPlane, segment: u32, found: &mut Found) {
        let piece = Piece::of(self.network, segment, plane);
        // Most segments are too far; where they belong is looked up for the others only.
        if gap(piece.bounds, line.bounds) > found.limit_m() {
            return;
        }
        let street = self.streets.segment_street[segment as usize].street();
        let best = if self.streets.is_small(street) {
            &mut found.small
        } else {
            &mut found.large
        };
        self.offer_piece(line, plane, &piece, found.radius_mm, best);
    }

    /// Puts the best connection of a line to a segment in the place of `best`, if it is better.
    fn offer_piece(
        &self,
        line: &Line,
        plane: LocalPlane,
        piece: &Piece,
        radius_mm: u32,
        best: &mut Option<Candidate>,
    ) {
        let &Piece {
            segment,
            tail,
            head,
            ends: [a, b],
            bounds: own,
        } = piece;
        let way = self.network.way_of(segment);
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
        (self.streets).offset_mm(self.network, candidate.segment, candidate.fraction)
    }

    fn resolve(&self, best: &Candidate) -> SnapFrom {
        let segment = best.segment as usize;
        let tail = self.network.lon_lat(self.network.tail[segment]);
        let head = self.network.lon_lat(self.network.head[segment]);
        SnapFrom {
            from: best.from,
            to: tail.towards(head, best.fraction),
            snap: Snap {
                street: self.streets.segment_street[segment].street(),
                offset_mm: self.offset_mm(best),
                leg_mm: best.key.0,
            },
        }
    }
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
