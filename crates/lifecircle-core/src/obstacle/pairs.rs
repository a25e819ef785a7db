//! Points of two streets that are close to each other, and far apart for walkers.

use std::collections::BTreeMap;

use crate::audit::{MissingLink, Spot, WalkedSegments};
use crate::geodesy::{LocalPlane, leg_mm};
use crate::metric::{Metric, Unit};
use crate::observer::{Cancelled, Observer};
use crate::osm::Hindrance;
use crate::par;
use crate::search::{Label, SearchSpace, WeightLabel};
use crate::snap::{Snap, project_on};
use crate::units::{mm_to_m, narrow};
use crate::walk::{UnitWalks, Walks};

/// Slack of boxes in the local plane, so that rounding hides no segment.
const SLACK_M: f64 = 0.1;
/// A walk that is longer than its gap by no more than this, in mm, is nobody's trouble: two minutes.
pub(super) const LEAST_LONGER_MM: u32 = 150_000;
/// Nor is one that is no longer than so many gaps.
const LEAST_TIMES: u32 = 5;
/// Points of one street up to so many reaches apart along it are neighbours, not two sides.
const OWN_REACHES: u32 = 15;
/// Of points that see the same pair of streets, the nearest within so many mm along the first of them counts.
const BUCKET_MM: u32 = 100_000;
/// Streets across something are looked at by distance, at most so many from each point.
const MOST_ACROSS: usize = 8;

/// Which pairs are looked for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// How far apart in mm at most.
    pub(super) reach_mm: u32,
    /// And at least.
    pub(super) least_mm: u32,
    /// How far apart the points are at which streets are looked at, in mm along each.
    pub(super) step_mm: u32,
    /// What must lie between, if anything must.
    pub(super) across: Option<&'a [Hindrance]>,
}

/// The walk from which on two points are far apart that have a gap between them.
pub(super) fn least_walk_mm(gap_mm: u32) -> u32 {
    (gap_mm + LEAST_LONGER_MM).max(gap_mm.saturating_mul(LEAST_TIMES))
}

/// Pairs of points of public streets, on one height, so close together and so far apart for walkers; of those between the
/// same streets one each 100 m. In order of their streets.
///
/// # Complexity
/// A short search for each point that has another street in reach.
///
/// # Errors
/// [`Cancelled`].
pub(super) fn pairs(
    segments: &WalkedSegments,
    walks: &Walks,
    wanted: Wanted,
    observer: &dyn Observer,
) -> Result<Vec<MissingLink>, Cancelled> {
    let walks = walks.by(Unit::Length, observer)?;
    let search = Search {
        segments,
        walks,
        metric: walks.metric(),
        wanted,
    };
    let count = segments.network.segment_count();
    let samples = par::try_flat_map_range(observer, count, |segment, samples| {
        search.samples(narrow(segment), samples);
    })?;
    let space = || SearchSpace::<WeightLabel>::new(walks.states().state_count());
    let found = par::try_map_range_with(observer, samples.len(), space, |space, sample| {
        let (segment, fraction) = samples[sample];
        search.from(space, segment, fraction)
    })?;
    Ok(thinned(found.into_iter().flatten()))
}

/// Of the links between the same two streets the shortest each [`BUCKET_MM`].
fn thinned(links: impl Iterator<Item = MissingLink>) -> Vec<MissingLink> {
    type Rank = (u32, i64, i64, u32, u32);
    let mut best: BTreeMap<(u32, u32, u32), (Rank, MissingLink)> = BTreeMap::new();
    for link in links {
        let (from, to) = (link.from, link.to);
        let key = (from.street.0, to.street.0, from.offset_mm / BUCKET_MM);
        let rank = (link.gap_mm, from.way, to.way, from.offset_mm, to.offset_mm);
        let known = best.entry(key).or_insert((rank, link));
        if rank < known.0 {
            *known = (rank, link);
        }
    }
    best.into_values().map(|(_, link)| link).collect()
}

struct Search<'a> {
    segments: &'a WalkedSegments<'a>,
    walks: &'a UnitWalks,
    metric: Metric<'a>,
    wanted: Wanted<'a>,
}

impl Search<'_> {
    fn is_looked_at(&self, segment: u32) -> bool {
        let segments = self.segments;
        segments.is_walked(segment)
            && !segments.is_island(segment)
            && !segments.height(segment).apart
    }

    /// Adds the points of a segment that are looked at: those at half a step, one and a half and so on of its street.
    fn samples(&self, segment: u32, samples: &mut Vec<(u32, f64)>) {
        if !self.is_looked_at(segment) {
            return;
        }
        let offset = |fraction| self.segments.spot(segment, fraction).offset_mm;
        let ends = [offset(0.0), offset(1.0)];
        let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        let (step, half) = (self.wanted.step_mm, self.wanted.step_mm / 2);
        let mut at = half + low.saturating_sub(half).div_ceil(step) * step;
        while at < high {
            let along = f64::from(at - low) / f64::from(high - low);
            let fraction = if ends[0] < ends[1] {
                along
            } else {
                1.0 - along
            };
            samples.push((segment, fraction));
            at += step;
        }
    }

    /// The links from a point.
    fn from(
        &self,
        space: &mut SearchSpace<WeightLabel>,
        segment: u32,
        fraction: f64,
    ) -> Vec<MissingLink> {
        let from = self.segments.spot(segment, fraction);
        let mut near = self.beside(segment, from);
        near.retain(|link| !self.is_round_the_corner(link));
        let longest = near.iter().map(|link| least_walk_mm(link.gap_mm)).max();
        let Some(limit) = longest else {
            return near;
        };
        let states = self.walks.states();
        let snap = |spot: Spot| Snap {
            street: spot.street,
            offset_mm: spot.offset_mm,
            leg_mm: 0,
        };
        let starts = self.metric.starts(states, snap(from));
        let seeds = starts
            .iter()
            .map(|t| (t.state, WeightLabel::seed(t.weight, 0, 0)));
        let seeds: Vec<(u32, WeightLabel)> = seeds.collect();
        let reached = space.run(&states.forward, &seeds, limit);
        near.retain(|link| {
            let ends = self.metric.ends(states, snap(link.to));
            let by_node = ends.iter().filter_map(|t| {
                let label = reached.label(t.state)?;
                Some(label.plus(t.weight, 0).weight())
            });
            let along = (link.from.street == link.to.street)
                .then(|| link.from.offset_mm.abs_diff(link.to.offset_mm));
            let walk = by_node.chain(along).min();
            walk.is_none_or(|walk| walk > least_walk_mm(link.gap_mm))
        });
        if self.wanted.across.is_some() {
            near.truncate(1);
        }
        near.iter().map(in_order).collect()
    }

    /// From a point the nearest point of each other street in reach, on the same height; across something the nearest streets
    /// behind it.
    fn beside(&self, segment: u32, from: Spot) -> Vec<MissingLink> {
        let (segments, reach_mm) = (self.segments, self.wanted.reach_mm);
        let plane = LocalPlane::at(from.at);
        let [dlon, dlat] = plane.degrees(mm_to_m(reach_mm) + SLACK_M);
        let low = [from.at.lon - dlon, from.at.lat - dlat];
        let high = [from.at.lon + dlon, from.at.lat + dlat];
        let surroundings = segments.surroundings;
        if let Some(kinds) = self.wanted.across
            && !surroundings.hindrances().has_near([low, high], kinds)
        {
            return Vec::new();
        }
        let height = segments.height(segment);
        let mut best: BTreeMap<u32, (u32, i64, u32, f64)> = BTreeMap::new();
        segments.near(low, high, |other| {
            let is_wanted = self.is_looked_at(other) && height.meets(segments.height(other));
            if !is_wanted {
                return;
            }
            let ends = segments.ends(other);
            let [tail, head] = ends.map(|node| segments.network.lon_lat(node));
            let fraction = project_on(plane.project(tail), plane.project(head), [0.0, 0.0]);
            let gap_mm = leg_mm(from.at, tail.towards(head, fraction));
            if gap_mm > reach_mm || gap_mm < self.wanted.least_mm {
                return;
            }
            let street = segments.street(other).0;
            let own = (gap_mm, segments.way(other), other, fraction);
            if best.get(&street).is_none_or(|known| {
                own.0 < known.0 || (own.0 == known.0 && (own.1, own.2) < (known.1, known.2))
            }) {
                best.insert(street, own);
            }
        });
        let links = best
            .into_values()
            .map(|(gap_mm, _, other, fraction)| MissingLink {
                from,
                to: segments.spot(other, fraction),
                gap_mm,
            });
        let mut links: Vec<MissingLink> = links.collect();
        links.retain(|link| {
            let along_mm = link.from.offset_mm.abs_diff(link.to.offset_mm);
            link.from.street != link.to.street || along_mm > reach_mm.saturating_mul(OWN_REACHES)
        });
        if let Some(kinds) = self.wanted.across {
            links.sort_by_key(|link| (link.gap_mm, link.to.way, link.to.street));
            links.truncate(MOST_ACROSS);
            links.retain(|link| {
                surroundings
                    .through([link.from.at, link.to.at], kinds)
                    .is_some()
            });
        }
        links
    }

    /// Whether two streets meet so near that the walk is short.
    fn is_round_the_corner(&self, link: &MissingLink) -> bool {
        let streets = self.segments.streets;
        let ends = |spot: Spot| {
            let street = spot.street.index();
            let rest_mm = streets.length_mm[street].saturating_sub(spot.offset_mm);
            [
                (streets.tail[street], spot.offset_mm),
                (streets.head[street], rest_mm),
            ]
        };
        let (own, theirs) = (ends(link.from), ends(link.to));
        let least = least_walk_mm(link.gap_mm);
        let meets = |(node, mm): (crate::id::NodeId, u32)| {
            let mut others = theirs.iter();
            others.any(|&(other, other_mm)| node == other && mm + other_mm <= least)
        };
        own.into_iter().any(meets)
    }
}

/// The link from the street with the smaller number.
fn in_order(link: &MissingLink) -> MissingLink {
    let (from, to) = (link.from, link.to);
    if (from.street, from.offset_mm) <= (to.street, to.offset_mm) {
        *link
    } else {
        MissingLink {
            from: to,
            to: from,
            gap_mm: link.gap_mm,
        }
    }
}
