//! Where people enter a place mapped as an area.

use std::collections::HashMap;

use super::Access;
use crate::geodesy::LonLat;
use crate::osm::{MISSING, OsmData, Outline};
use crate::snap::SnapIndex;

/// Entrance nodes of one kind of place, by node position.
pub(super) struct Entrances(HashMap<u32, i64>);

impl Entrances {
    /// The entrance nodes whose value is in `values`.
    pub(super) fn of(data: &OsmData, values: &[&str]) -> Self {
        let wanted = data
            .entrances
            .iter()
            .filter(|(_, value)| values.contains(&&**value));
        let located = wanted.filter_map(|&(id, _)| {
            let position = data.nodes.id.binary_search(&id).ok()?;
            Some((crate::units::narrow(position), id))
        });
        Self(located.collect())
    }

    /// The entrances on an outline, by number.
    pub(super) fn on(&self, outline: &Outline) -> Vec<(i64, u32)> {
        let nodes = outline.ways.iter().flatten();
        let mut found: Vec<(i64, u32)> = nodes
            .filter_map(|n| self.0.get(n).map(|&id| (id, *n)))
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
/// `None` when no node of the outline is known.
pub(super) fn enter(
    data: &OsmData,
    outline: &Outline,
    entrances: &Entrances,
    index: &SnapIndex,
) -> Option<(Entered, Vec<Access>)> {
    let own = entrances.on(outline);
    if !own.is_empty() {
        let access = |&(id, node): &(i64, u32)| {
            let at = data.nodes.lon_lat(node);
            Access {
                at,
                entrance: Some(id),
                snap: index.point(at),
            }
        };
        return Some((Entered::Entrances, own.iter().map(access).collect()));
    }
    let lines: Vec<Vec<LonLat>> = outline
        .stretches()
        .iter()
        .map(|run| run.iter().map(|&n| data.nodes.lon_lat(n)).collect())
        .collect();
    let first = *lines.first()?.first()?;
    let access = match index.nearest_of_lines(&lines) {
        Some(found) => Access {
            at: found.from,
            entrance: None,
            snap: Some(found.snap),
        },
        None => Access {
            at: first,
            entrance: None,
            snap: None,
        },
    };
    Some((Entered::Outline, vec![access]))
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
