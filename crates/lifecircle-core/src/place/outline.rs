//! Where people enter a place mapped as an area.

use super::WayIn;
use crate::bits::Bits;
use crate::geodesy::{LonLat, haversine_m};
use crate::osm::{MISSING, OsmData, Outline};
use crate::snap::SnapIndex;
use crate::units::narrow;

/// Entrance nodes of one kind of place.
pub(super) struct Entrances {
    /// Their positions: asked for every node of every outline.
    is_entrance: Bits,
    /// Position and number, by position.
    located: Vec<(u32, i64)>,
}

impl Entrances {
    /// The entrance nodes whose value is in `values`.
    pub(super) fn of(data: &OsmData, values: &[&str]) -> Self {
        let wanted = data
            .entrances
            .iter()
            .filter(|(_, value)| values.contains(&&**value));
        let located = wanted.filter_map(|&(id, _)| {
            let position = data.nodes.id.binary_search(&id).ok()?;
            Some((narrow(position), id))
        });
        let mut located: Vec<(u32, i64)> = located.collect();
        located.sort_unstable();
        let mut is_entrance = Bits::below(data.nodes.id.len());
        for entrance in &located {
            is_entrance.insert(entrance.0);
        }
        Self {
            is_entrance,
            located,
        }
    }

    /// The entrances on an outline, by number.
    pub(super) fn on(&self, outline: &Outline) -> Vec<(i64, u32)> {
        let nodes = outline.ways.iter().flatten().copied();
        let entrances = nodes.filter(|&node| self.is_entrance.contains(node));
        let mut found: Vec<(i64, u32)> = entrances
            .filter_map(|node| {
                let at = self.located.binary_search_by_key(&node, |e| e.0).ok()?;
                Some((self.located[at].1, node))
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// How a place's position was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entered {
    /// By its entrance nodes.
    Entrances,
    /// By the point of its outline nearest to a street.
    Outline,
}

/// The ways into an area: its entrances, else the point of its outline nearest to a snappable street.
///
/// The lines that the latter was looked for on come with them. `None` when no node of the outline is known.
pub(super) fn enter(
    data: &OsmData,
    outline: &Outline,
    entrances: &Entrances,
    index: &SnapIndex,
) -> Option<(Vec<WayIn>, Vec<Vec<LonLat>>)> {
    let own = entrances.on(outline).into_iter();
    let own: Vec<(i64, LonLat)> = own
        .map(|(id, node)| (id, data.nodes.lon_lat(node)))
        .collect();
    let lines = if own.is_empty() {
        outline_lines(data, outline)
    } else {
        Vec::new()
    };
    let (_, ways_in) = enter_at(&own, &lines, index)?;
    Some((ways_in, lines))
}

/// The same with entrances and outline as places.
pub(super) fn enter_at(
    entrances: &[(i64, LonLat)],
    lines: &[Vec<LonLat>],
    index: &SnapIndex,
) -> Option<(Entered, Vec<WayIn>)> {
    if !entrances.is_empty() {
        let way_in = |&(id, at): &(i64, LonLat)| WayIn {
            at,
            entrance: Some(id),
            snap: index.point(at),
        };
        let ways_in = entrances.iter().map(way_in).collect();
        return Some((Entered::Entrances, ways_in));
    }
    let first = *lines.first()?.first()?;
    let way_in = match index.nearest_of_lines(lines) {
        Some(found) => WayIn {
            at: found.from,
            entrance: None,
            snap: Some(found.snap),
        },
        None => WayIn {
            at: first,
            entrance: None,
            snap: None,
        },
    };
    Some((Entered::Outline, vec![way_in]))
}

/// The known stretches of an outline.
pub(super) fn outline_lines(data: &OsmData, outline: &Outline) -> Vec<Vec<LonLat>> {
    let line = |run: &&[u32]| run.iter().map(|&n| data.nodes.lon_lat(n)).collect();
    outline.stretches().iter().map(line).collect()
}

/// A ring in 1e-7 degrees, `None` unless it is closed and known.
pub(super) fn ring_points(data: &OsmData, ring: &crate::osm::Ring) -> Option<Vec<(i32, i32)>> {
    let point = |&n: &u32| {
        debug_assert_ne!(n, MISSING);
        (data.nodes.lon[n as usize], data.nodes.lat[n as usize])
    };
    ring.is_complete()
        .then(|| ring.nodes.iter().map(point).collect())
}

/// The known nodes of a ring in 1e-7 degrees, closed straight; `None` unless that makes sense: three places at
/// least, and the links drawn straight together no longer than the known ones (walking model §4.7).
pub(super) fn known_ring_points(
    data: &OsmData,
    ring: &crate::osm::Ring,
) -> Option<Vec<(i32, i32)>> {
    let (mut known_m, mut drawn_m) = (0.0, 0.0);
    let mut points: Vec<(i32, i32)> = Vec::with_capacity(ring.nodes.len() + 1);
    let lon_lat = |p: (i32, i32)| LonLat::from_decimicro(p.0, p.1);
    let mut is_gap = false;
    for &node in &ring.nodes {
        if node == MISSING {
            is_gap = true;
            continue;
        }
        let here = (data.nodes.lon[node as usize], data.nodes.lat[node as usize]);
        if let Some(&last) = points.last() {
            let sum = if is_gap { &mut drawn_m } else { &mut known_m };
            *sum += haversine_m(lon_lat(last), lon_lat(here));
        }
        points.push(here);
        is_gap = false;
    }
    let (first, last) = (*points.first()?, *points.last()?);
    drawn_m += haversine_m(lon_lat(last), lon_lat(first));
    let mut places = points.clone();
    places.sort_unstable();
    places.dedup();
    points.push(first);
    (places.len() >= 3 && drawn_m <= known_m).then_some(points)
}
