//! Places on streets that were made otherwise of the same segments.

use super::Snap;
use super::flat::{Piece, project_on};
use crate::geodesy::{LocalPlane, LonLat, leg_mm};
use crate::id::StreetId;
use crate::network::StreetNetwork;
use crate::streets::Streets;

/// How far an offset may be from a segment that it is on, in metres: both are rounded to a millimetre.
const SLACK_M: f64 = 0.002;

/// Finds places of some streets on others that are made of the same segments.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moved<'a> {
    pub(crate) network: &'a StreetNetwork,
    pub(crate) from: &'a Streets,
    pub(crate) to: &'a Streets,
}

impl Moved<'_> {
    /// Where a leg that begins at `at` and joined the streets before joins them now: the same segment, at the same point.
    ///
    /// # Complexity
    /// Linear in the segments of the street, where it is another one now.
    pub(crate) fn snap(&self, at: LonLat, snap: Snap) -> Snap {
        let links = self.from.links(snap.street);
        let Some(&first) = links.first() else {
            return snap;
        };
        let street = self.to.segment_street[first as usize].street();
        if self.are_alike(snap.street, street) {
            return Snap { street, ..snap };
        }
        let plane = LocalPlane::at(at);
        let foot = |&segment: &u32| {
            let piece = Piece::of(self.network, segment, plane);
            let [a, b] = piece.ends;
            let fraction = project_on(a, b, plane.project(at));
            let away_mm = leg_mm(at, piece.tail.towards(piece.head, fraction));
            let way = self.network.way_of(segment);
            let key = (away_mm, way, self.network.index[segment as usize]);
            (key, segment, fraction)
        };
        let near = links.iter().filter(|&&segment| self.holds(segment, snap));
        let nearest = near.map(foot).min_by_key(|found| found.0);
        let (segment, fraction) = nearest.map_or((first, 0.0), |(_, s, fraction)| (s, fraction));
        Snap {
            street: self.to.segment_street[segment as usize].street(),
            offset_mm: self.to.offset_mm(self.network, segment, fraction),
            leg_mm: snap.leg_mm,
        }
    }

    /// Whether two streets are the same segments in the same direction.
    fn are_alike(&self, before: StreetId, now: StreetId) -> bool {
        let links = self.from.links(before);
        let backward = |streets: &Streets, segment: u32| {
            let directed = streets.segment_street[segment as usize];
            directed.backward()
        };
        links == self.to.links(now)
            && links
                .iter()
                .all(|&s| backward(self.from, s) == backward(self.to, s))
    }

    /// Whether a segment of its street reaches from before a place to behind it.
    fn holds(&self, segment: u32, snap: Snap) -> bool {
        let at_m = f64::from(snap.offset_mm) / 1000.0;
        let start_m = self.from.segment_offset_m[segment as usize];
        let tail = self.network.lon_lat(self.network.tail[segment as usize]);
        let head = self.network.lon_lat(self.network.head[segment as usize]);
        let end_m = start_m + crate::geodesy::haversine_m(tail, head);
        (start_m - SLACK_M..=end_m + SLACK_M).contains(&at_m)
    }
}
