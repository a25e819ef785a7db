//! Which places have one of some segments so near that it may decide where they are joined.

use super::PLANE_SLACK;
use super::flat::{bounds, in_plane};
use super::tree::Tree;
use crate::geodesy::LonLat;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer};

/// Segments, found by the places from which they are in reach.
#[derive(Debug)]
pub(crate) struct InReach {
    tree: Tree,
    max_snap_mm: u32,
}

impl InReach {
    /// The segments of that kind, and how far places may be from their streets.
    pub(crate) fn of(
        network: &StreetNetwork,
        is_one: impl Fn(u32) -> bool + Sync + Send,
        max_snap_mm: u32,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        Ok(Self {
            tree: Tree::of(network, is_one, observer)?,
            max_snap_mm,
        })
    }

    /// Whether one of them may be in reach of an outline; a line of one point is that point.
    ///
    /// # Complexity
    /// A look-up in a tree for each line.
    pub(crate) fn meets(&self, lines: &[Vec<LonLat>]) -> bool {
        let Some((plane, lines)) = in_plane(lines) else {
            return false;
        };
        // The box that is looked into for the nearest street, at its largest.
        let [dlon, dlat] = plane.degrees(f64::from(self.max_snap_mm) * PLANE_SLACK + 0.01);
        lines.iter().any(|line| {
            let (low, high) = bounds(line.points.iter().map(|p| [p.lon, p.lat]));
            let (low, high) = (
                [low[0] - dlon, low[1] - dlat],
                [high[0] + dlon, high[1] + dlat],
            );
            let mut any = false;
            self.tree.meeting(low, high, |_| any = true);
            any
        })
    }
}
