//! Streets that hang on nothing, close to some that do.

use std::collections::{HashMap, HashSet};

use super::ends::nearest_points;
use super::link::{MissingLink, WalkedSegments};
use crate::geodesy::LocalPlane;
use crate::observer::{Cancelled, Observer, go_on_at};
use crate::units::{mm_to_m, narrow};

/// Slack of boxes in the local plane, so that rounding hides no segment.
const SLACK_M: f64 = 0.1;
/// Segments looked at between two questions whether to stop: about a millisecond.
const SEGMENTS_AT_A_TIME: usize = 1 << 12;

/// An island of the street network, and where it comes closest to the streets that are none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearIsland {
    /// Its component (`Streets::component`).
    pub component: u32,
    /// Length of its streets in mm.
    pub length_mm: u64,
    /// From its nearest point to the nearest street that belongs to no small component.
    pub link: MissingLink,
}

/// Nearest points of an island, by what decides between them: gap, ways and segments.
type Nearest = ((u32, i64, i64, u32, u32), f64, f64);

/// The islands (components under 2 km without a cut end, walking model §4.6) that come within `reach_mm` of a street of
/// a larger component on the same height; places can be joined to a street of each. Not those that end at a barrier by
/// which others go on: they are behind it. In order of their links' ways.
///
/// # Complexity
/// Linear in the segments, and in those around each island.
///
/// # Errors
/// [`Cancelled`].
pub fn near_islands(
    segments: &WalkedSegments,
    reach_mm: u32,
    observer: &dyn Observer,
) -> Result<Vec<NearIsland>, Cancelled> {
    let (network, streets) = (segments.network, segments.streets);
    let mut nearest: HashMap<u32, Nearest> = HashMap::new();
    let mut barred: HashSet<u32> = HashSet::new();
    for segment in 0..network.segment_count() {
        go_on_at(segment, SEGMENTS_AT_A_TIME, observer)?;
        let segment = narrow(segment);
        if !segments.is_walked(segment) || !segments.is_island(segment) {
            continue;
        }
        let component = streets.component[segments.street(segment).index()];
        look_around(segments, segment, reach_mm, |found| match found {
            Some(found) => {
                let known = nearest.entry(component).or_insert(found);
                if found.0 < known.0 {
                    *known = found;
                }
            }
            None => {
                barred.insert(component);
            }
        });
    }
    nearest.retain(|component, _| !barred.contains(component));
    let mut length_mm: HashMap<u32, (u64, bool)> = HashMap::new();
    for street in 0..streets.count() {
        if let Some(component) = nearest.get_key_value(&streets.component[street]) {
            let (length, snappable) = length_mm.entry(*component.0).or_default();
            *length += u64::from(streets.length_mm[street]);
            *snappable |= streets.snappable[street];
        }
    }
    let island = |(component, (key, own, other)): (u32, Nearest)| {
        let (gap_mm, _, _, one, two) = key;
        let (length_mm, snappable) = length_mm.get(&component).copied()?;
        let link = MissingLink {
            from: segments.spot(one, own),
            to: segments.spot(two, other),
            gap_mm,
        };
        snappable.then_some(NearIsland {
            component,
            length_mm,
            link,
        })
    };
    let mut islands: Vec<NearIsland> = nearest.into_iter().filter_map(island).collect();
    islands.sort_by_key(|island| (island.link.from.way, island.component));
    Ok(islands)
}

/// Hands over the points of streets of larger components near a segment of an island, `None` for one that meets it at a
/// node: at a barrier.
fn look_around(
    segments: &WalkedSegments,
    segment: u32,
    reach_mm: u32,
    mut each: impl FnMut(Option<Nearest>),
) {
    let network = segments.network;
    let height = segments.height(segment);
    let line = |segment| segments.ends(segment).map(|node| network.lon_lat(node));
    let (own, nodes) = (line(segment), segments.ends(segment));
    let [dlon, dlat] = LocalPlane::at(own[0]).degrees(mm_to_m(reach_mm) + SLACK_M);
    let low = [
        own[0].lon.min(own[1].lon) - dlon,
        own[0].lat.min(own[1].lat) - dlat,
    ];
    let high = [
        own[0].lon.max(own[1].lon) + dlon,
        own[0].lat.max(own[1].lat) + dlat,
    ];
    segments.near(low, high, |other| {
        let is_small = segments.streets.is_small(segments.street(other));
        if is_small || !height.meets(segments.height(other)) {
            return;
        }
        if segments.ends(other).iter().any(|node| nodes.contains(node)) {
            return each(None);
        }
        let (gap_mm, from, to) = nearest_points(own, line(other));
        if gap_mm <= reach_mm {
            let ways = (segments.way(segment), segments.way(other));
            let key = (gap_mm, ways.0, ways.1, segment, other);
            each(Some((key, from, to)));
        }
    });
}
