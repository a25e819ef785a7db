//! Streets that end a few metres beside another street without joining it.

use super::link::{MissingLink, WalkedSegments};
use crate::geodesy::{LocalPlane, LonLat, leg_mm};
use crate::observer::{Cancelled, Observer};
use crate::osm::Passage;
use crate::par;
use crate::snap::flat::{crossing, project_on};
use crate::units::{mm_to_m, narrow};

/// Slack of boxes in the local plane, so that rounding hides no segment.
const SLACK_M: f64 = 0.1;

/// A street that turns back is beside its own end where it comes from farther away than so many times the reach.
const OWN_REACHES: u32 = 15;

/// The ends of streets within `reach_mm` of another street on the same height, each with the nearest point of that
/// street (of equally near ones that of the smaller way, then of the smaller segment); in order of their nodes.
///
/// No ends are: cut ends, barriers that do not simply pass, and what [`Surroundings::is_meant_end`] says is meant.
///
/// [`Surroundings::is_meant_end`]: super::Surroundings::is_meant_end
///
/// # Complexity
/// Linear in the segments, and in those around each end.
///
/// # Errors
/// [`Cancelled`].
pub fn loose_ends(
    segments: &WalkedSegments,
    reach_mm: u32,
    observer: &dyn Observer,
) -> Result<Vec<MissingLink>, Cancelled> {
    let ends = ends(segments);
    let links = par::try_map_range(observer, ends.len(), |end| {
        let (node, segment) = ends[end];
        beside(segments, node, segment, reach_mm)
    })?;
    Ok(links.into_iter().flatten().collect())
}

/// The nodes at which one segment ends and nothing else, and that segment.
fn ends(segments: &WalkedSegments) -> Vec<(u32, u32)> {
    let network = segments.network;
    // Closed ways count: a street that goes on as one is no loose end.
    let mut degree = vec![0_u8; network.node_osm.len()];
    let nodes = network.tail.iter().chain(&network.head);
    nodes.for_each(|&node| degree[node as usize] = degree[node as usize].saturating_add(1));
    let is_end = |node: u32| {
        degree[node as usize] == 1
            && !network.cut[node as usize].is_cut()
            && network.passage(node) == Passage::Pass
            && !segments
                .surroundings
                .is_meant_end(network.node_osm[node as usize])
    };
    let walked = (0..narrow(network.segment_count())).filter(|&s| segments.is_walked(s));
    let mut ends: Vec<(u32, u32)> = walked
        .flat_map(|segment| segments.ends(segment).map(|node| (node, segment)))
        .filter(|&(node, _)| is_end(node))
        .collect();
    ends.sort_unstable();
    ends
}

/// The link from an end to the nearest other street.
fn beside(
    segments: &WalkedSegments,
    node: u32,
    segment: u32,
    reach_mm: u32,
) -> Option<MissingLink> {
    let (network, street) = (segments.network, segments.street(segment));
    let height = segments.height(segment);
    let at = network.lon_lat(node);
    let plane = LocalPlane::at(at);
    let [dlon, dlat] = plane.degrees(mm_to_m(reach_mm) + SLACK_M);
    let (low, high) = (
        [at.lon - dlon, at.lat - dlat],
        [at.lon + dlon, at.lat + dlat],
    );
    let own = if segments.ends(segment)[0] == node {
        0.0
    } else {
        1.0
    };
    let end_mm = segments.spot(segment, own).offset_mm;
    let mut best: Option<((u32, i64, u32), u32, f64)> = None;
    segments.near(low, high, |other| {
        if !height.meets(segments.height(other)) {
            return;
        }
        let [tail, head] = segments.ends(other).map(|node| network.lon_lat(node));
        let fraction = project_on(plane.project(tail), plane.project(head), [0.0, 0.0]);
        let gap_mm = leg_mm(at, tail.towards(head, fraction));
        let key = (gap_mm, segments.way(other), network.index[other as usize]);
        let is_own = segments.street(other) == street && {
            let offset_mm = segments.spot(other, fraction).offset_mm;
            offset_mm.abs_diff(end_mm) <= reach_mm.saturating_mul(OWN_REACHES)
        };
        if gap_mm <= reach_mm && !is_own && best.is_none_or(|(known, ..)| key < known) {
            best = Some((key, other, fraction));
        }
    });
    let ((gap_mm, ..), other, fraction) = best?;
    Some(MissingLink {
        from: segments.spot(segment, own),
        to: segments.spot(other, fraction),
        gap_mm,
    })
}

/// The two nearest points of two segments in the plane around the first of them: fractions along both, and places.
pub(super) fn nearest_points(one: [LonLat; 2], two: [LonLat; 2]) -> (u32, f64, f64) {
    let plane = LocalPlane::at(one[0]);
    let [p, q] = one.map(|point| plane.project(point));
    let [r, s] = two.map(|point| plane.project(point));
    if let (Some(own), Some(other)) = (crossing(p, q, r, s), crossing(r, s, p, q)) {
        return (0, own, other);
    }
    let pairs = [
        (0.0, project_on(r, s, p)),
        (1.0, project_on(r, s, q)),
        (project_on(p, q, r), 0.0),
        (project_on(p, q, s), 1.0),
    ];
    let apart = pairs.map(|(own, other)| {
        let gap_mm = leg_mm(one[0].towards(one[1], own), two[0].towards(two[1], other));
        (gap_mm, own, other)
    });
    let nearest = apart.into_iter().min_by_key(|pair| pair.0);
    nearest.unwrap_or((u32::MAX, 0.0, 0.0))
}
