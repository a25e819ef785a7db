//! Links that may be missing, as the streets of the city as it is see them.

use super::find::ObstacleInput;
use crate::audit::{Hindered, MissingLink, Spot, Surroundings};
use crate::geodesy::{LonLat, haversine_m, leg_mm};
use crate::network::StreetNetwork;
use crate::osm::{Access, Hindrance, Passage};
use crate::scenario::OnSegment;
use crate::snap::Snap;
use crate::streets::Streets;
use crate::units::m_to_mm;

/// What lies between the sides of a real barrier.
const IN_BETWEEN: [Hindrance; 5] = [
    Hindrance::Water,
    Hindrance::Railway,
    Hindrance::Motorway,
    Hindrance::Wall,
    Hindrance::Building,
];

/// Both ends of a link on streets that are there, and its length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LinkEnds {
    pub(super) ends: [Snap; 2],
    pub(super) length_mm: u32,
}

/// A link as it would be built.
#[derive(Clone, Copy, Debug)]
pub(super) struct Planned {
    pub(super) points: [OnSegment; 2],
    pub(super) ways: [i64; 2],
    pub(super) line: [LonLat; 2],
    pub(super) link: LinkEnds,
    /// Whether it joins two components, one of which is small.
    pub(super) is_to_island: bool,
}

impl Planned {
    /// Where a link would join streets that everybody may walk; `None` where one of them is private, enclosed or closed, or it
    /// would end at a gate.
    pub(super) fn of(input: ObstacleInput, link: &MissingLink) -> Option<Self> {
        let (network, streets) = (input.network, &input.walks.network().streets);
        // A link to a gate would be one arm more of it: what the gate keeps apart is the gate's.
        let at_gate = |spot: &Spot| {
            let node = spot.on.node(network);
            node.is_some_and(|node| network.passage(node) != Passage::Pass)
        };
        if at_gate(&link.from) || at_gate(&link.to) {
            return None;
        }
        let joints = [link.from, link.to].map(|spot| spot.on.joint(network));
        let snaps = joints.map(|(on, _)| snap(network, streets, on));
        let is_public = |snap: &Snap| {
            let street = snap.street.index();
            streets.access[street] == Access::Open
                && !streets.enclosed[street]
                && !streets.is_closed(snap.street)
        };
        if !snaps.iter().all(is_public) {
            return None;
        }
        let line = joints.map(|joint| joint.1);
        let component = |snap: Snap| streets.component[snap.street.index()];
        let small = snaps.iter().any(|snap| streets.is_small(snap.street));
        Some(Self {
            points: joints.map(|joint| joint.0),
            ways: [link.from.way, link.to.way],
            line,
            link: LinkEnds {
                ends: snaps,
                length_mm: m_to_mm(haversine_m(line[0], line[1])),
            },
            is_to_island: small || component(snaps[0]) != component(snaps[1]),
        })
    }

    /// How far its ends are apart, in mm.
    pub(super) fn gap_mm(&self) -> u32 {
        leg_mm(self.line[0], self.line[1])
    }
}

fn snap(network: &StreetNetwork, streets: &Streets, on: OnSegment) -> Snap {
    Snap {
        street: streets.segment_street[on.segment as usize].street(),
        offset_mm: streets.offset_mm(network, on.segment, on.fraction),
        leg_mm: 0,
    }
}

/// What lies between the ends of a link, seen from either.
pub(super) fn between(surroundings: &Surroundings, [from, to]: [LonLat; 2]) -> Option<Hindered> {
    let seen = |line| surroundings.through(line, &IN_BETWEEN);
    // A wall that runs around one end does not count from there.
    let seen = [[from, to], [to, from]].into_iter().filter_map(seen);
    seen.min_by_key(|hindered| (hindered.hindrance, hindered.way))
}
