//! Links: ways that are not there yet, joined to the streets at their ends.

use std::collections::{BTreeMap, HashMap};

use super::fault::ScenarioFault;
use super::line::{LinkKind, NewLink};
use super::streets::foot;
use crate::geodesy::{LocalPlane, LonLat, leg_mm};
use crate::network::{CutEnd, StreetNetwork};
use crate::osm::{Tags, WayAttr, classify_way};
use crate::units::narrow;

/// The first number of ways and nodes that a scenario adds: far above all that OpenStreetMap has.
pub(super) const FIRST_NUMBER: i64 = 9_000_000_000_000_001;
/// A street is joined at one of its own nodes where that is so near, in mm: else it gets a node more.
const SAME_NODE_MM: u32 = 500;

/// A place in 1e-7 degrees.
type Spot = [i32; 2];

/// Where a link is joined to a street: at a node of the street, or at a new one on a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Joint {
    Node(u32),
    On { segment: u32, at: Spot },
}

/// A link of a city.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    ends: [Joint; 2],
    /// The points between them.
    between: Vec<Spot>,
    kind: LinkKind,
    stairs: bool,
    wheelchair: bool,
}

/// A point of a segment of a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnSegment {
    /// Number of the segment.
    pub segment: u32,
    /// Where on it, as a share of it from its first node.
    pub fraction: f64,
}

impl OnSegment {
    /// The point at which a link is joined that ends here: a node of the segment where that is near, else the point itself, as
    /// far as 1e-7 degrees tell.
    pub fn joint(self, network: &StreetNetwork) -> (Self, LonLat) {
        let joint = joint_on(network, self);
        let settled = match joint {
            Joint::Node(node) if network.tail[self.segment as usize] == node => 0.0,
            Joint::Node(_) => 1.0,
            Joint::On { .. } => self.fraction,
        };
        let point = Self {
            fraction: settled,
            ..self
        };
        (point, joint.place(network))
    }
}

impl OnSegment {
    /// The node at which a link is joined that ends here, where it is joined at one.
    pub(crate) fn node(self, network: &StreetNetwork) -> Option<u32> {
        match joint_on(network, self) {
            Joint::Node(node) => Some(node),
            Joint::On { .. } => None,
        }
    }
}

impl Link {
    /// A straight link on the level between two points, to which no place is joined; `None` where both are joined at one.
    pub(super) fn between(network: &StreetNetwork, points: [OnSegment; 2]) -> Option<Self> {
        let mut ends = points.map(|point| joint_on(network, point));
        ends.sort();
        (ends[0] != ends[1]).then_some(Self {
            ends,
            between: Vec::new(),
            kind: LinkKind::Footbridge,
            stairs: false,
            wheelchair: true,
        })
    }

    /// Joins a new link to the streets that are not closed.
    pub(super) fn of(
        network: &StreetNetwork,
        new: &NewLink,
        is_closed: impl Fn(u32) -> bool,
    ) -> Result<Self, ScenarioFault> {
        let joint = |at: LonLat| {
            let found = joint(network, at, new.within_mm, &is_closed);
            let within_m = u64::from(new.within_mm / 1000);
            found.ok_or(ScenarioFault::OffStreet { within_m })
        };
        let (first, last) = (new.line[0], new.line[new.line.len() - 1]);
        let ends = [joint(first)?, joint(last)?];
        let places = ends.map(|joint| joint.place(network));
        let mut between: Vec<Spot> = new.line.iter().map(|at| at.to_decimicro()).collect();
        // An end that is on its street is the joint itself.
        if leg_mm(first, places[0]) <= SAME_NODE_MM {
            between.remove(0);
        }
        if leg_mm(last, places[1]) <= SAME_NODE_MM {
            between.pop();
        }
        between.dedup();
        if ends[0] == ends[1] {
            return Err(ScenarioFault::NoLink);
        }
        let mut link = Self {
            ends,
            between,
            kind: new.kind,
            stairs: new.stairs,
            wheelchair: new.wheelchair,
        };
        if link.ends[1] < link.ends[0] {
            link.ends.reverse();
            link.between.reverse();
        }
        Ok(link)
    }

    /// The attributes of a way with the tags of its kind.
    fn attr(&self) -> WayAttr {
        let highway = match self.kind {
            _ if self.stairs => "steps",
            LinkKind::Path => "path",
            LinkKind::Crossing | LinkKind::Footbridge => "footway",
        };
        let mut tags = vec![("highway", highway)];
        match self.kind {
            LinkKind::Crossing => tags.push(("footway", "crossing")),
            LinkKind::Footbridge => tags.push(("bridge", "yes")),
            LinkKind::Path => {}
        }
        if !self.wheelchair {
            tags.push(("wheelchair", "no"));
        }
        let classified = classify_way(Tags(&tags));
        classified
            .map(|classified| classified.attr)
            .unwrap_or_default()
    }
}

impl Joint {
    fn place(self, network: &StreetNetwork) -> LonLat {
        match self {
            Self::Node(node) => network.lon_lat(node),
            Self::On { at, .. } => LonLat::from_decimicro(at[0], at[1]),
        }
    }
}

/// The joint nearest to a place: by distance, then way and segment, as places are joined.
fn joint(
    network: &StreetNetwork,
    at: LonLat,
    within_mm: u32,
    is_closed: &impl Fn(u32) -> bool,
) -> Option<Joint> {
    let mut best: Option<((u32, u32), f64)> = None;
    around(network, at, within_mm, |segment, fraction| {
        if is_closed(network.way[segment as usize]) {
            return;
        }
        let distance_mm = leg_mm(at, on_segment(network, segment, fraction));
        let key = (distance_mm, segment);
        if distance_mm <= within_mm && best.is_none_or(|(other, _)| key < other) {
            best = Some((key, fraction));
        }
    });
    let ((_, segment), fraction) = best?;
    Some(joint_on(network, OnSegment { segment, fraction }))
}

/// The joint at a point of a segment.
fn joint_on(network: &StreetNetwork, OnSegment { segment, fraction }: OnSegment) -> Joint {
    let place = on_segment(network, segment, fraction);
    let ends = [
        network.tail[segment as usize],
        network.head[segment as usize],
    ];
    let near = ends.map(|node| (leg_mm(place, network.lon_lat(node)), node));
    let (distance_mm, node) = near[0].min(near[1]);
    if distance_mm <= SAME_NODE_MM {
        return Joint::Node(node);
    }
    let at = place.to_decimicro();
    Joint::On { segment, at }
}

/// The place at a share of a segment.
pub(super) fn on_segment(network: &StreetNetwork, segment: u32, fraction: f64) -> LonLat {
    let ends = [
        network.tail[segment as usize],
        network.head[segment as usize],
    ];
    let [tail, head] = ends.map(|node| network.lon_lat(node));
    tail.towards(head, fraction)
}

/// Hands over every segment that may be so near to a place, and where on it is nearest.
pub(super) fn around(
    network: &StreetNetwork,
    at: LonLat,
    within_mm: u32,
    mut visit: impl FnMut(u32, f64),
) {
    let plane = LocalPlane::at(at);
    let margin = plane.degrees(f64::from(within_mm) / 1000.0 + 1.0);
    let places = [at.lon, at.lat];
    let [west, south] = [0, 1].map(|axis| places[axis] - margin[axis]);
    let [east, north] = [0, 1].map(|axis| places[axis] + margin[axis]);
    let low = LonLat {
        lon: west,
        lat: south,
    }
    .to_decimicro();
    let high = LonLat {
        lon: east,
        lat: north,
    }
    .to_decimicro();
    for segment in 0..narrow(network.segment_count()) {
        let s = segment as usize;
        let ends = [network.tail[s] as usize, network.head[s] as usize];
        let beyond = |column: &[i32], axis: usize| {
            let [a, b] = ends.map(|node| column[node]);
            a.max(b) < low[axis] || a.min(b) > high[axis]
        };
        if !beyond(&network.lon, 0) && !beyond(&network.lat, 1) {
            visit(segment, foot(network, segment, at, plane));
        }
    }
}

/// Adds links to a network: nodes and ways behind all others, joints into the segments that they are on.
pub(super) fn add(network: &mut StreetNetwork, links: &[Link]) {
    let mut nodes = NewNodes::default();
    let joints = links.iter().flat_map(|link| link.ends);
    let mut splits: BTreeMap<u32, Vec<Spot>> = BTreeMap::new();
    for joint in joints {
        if let Joint::On { segment, at } = joint {
            let on = splits.entry(segment).or_default();
            if !on.contains(&at) {
                on.push(at);
            }
        }
    }
    for (&segment, on) in &mut splits {
        let tail = network.lon_lat(network.tail[segment as usize]);
        on.sort_by_key(|at| (leg_mm(tail, LonLat::from_decimicro(at[0], at[1])), *at));
        for &at in on.iter() {
            nodes.at(network, at);
        }
    }
    split(network, &splits, &nodes);
    for link in links {
        let way = narrow(network.way_osm.len());
        let number = next_number(&network.way_osm);
        network.way_osm.push(number);
        network.way_attr.push(link.attr());
        let end = |joint: Joint, nodes: &mut NewNodes, network: &mut StreetNetwork| match joint {
            Joint::Node(node) => node,
            Joint::On { at, .. } => nodes.at(network, at),
        };
        let mut previous = end(link.ends[0], &mut nodes, network);
        let mut line: Vec<u32> = Vec::with_capacity(link.between.len() + 1);
        for &at in &link.between {
            line.push(nodes.at(network, at));
        }
        line.push(end(link.ends[1], &mut nodes, network));
        for (index, next) in (0..).zip(line) {
            if next != previous {
                network.tail.push(previous);
                network.head.push(next);
                network.way.push(way);
                network.index.push(index);
            }
            previous = next;
        }
    }
}

/// The number of the next way or node that a scenario adds.
fn next_number(numbers: &[i64]) -> i64 {
    numbers.last().map_or(FIRST_NUMBER, |&last| {
        last.saturating_add(1).max(FIRST_NUMBER)
    })
}

/// Nodes that links bring along; those at one place are one.
#[derive(Default)]
struct NewNodes {
    by_place: HashMap<Spot, u32>,
}

impl NewNodes {
    fn at(&mut self, network: &mut StreetNetwork, at: Spot) -> u32 {
        *self.by_place.entry(at).or_insert_with(|| {
            let number = next_number(&network.node_osm);
            network.node_osm.push(number);
            network.lon.push(at[0]);
            network.lat.push(at[1]);
            network.cut.push(CutEnd::default());
            narrow(network.node_osm.len() - 1)
        })
    }
}

/// Puts new nodes into segments; what follows in the way counts on.
fn split(network: &mut StreetNetwork, splits: &BTreeMap<u32, Vec<Spot>>, nodes: &NewNodes) {
    if splits.is_empty() {
        return;
    }
    let count = network.segment_count() + splits.values().map(Vec::len).sum::<usize>();
    let [mut tails, mut heads, mut ways, mut indices] =
        [(); 4].map(|()| Vec::<u32>::with_capacity(count));
    // By how much the numbers within the present way are shifted.
    let (mut shift, mut shifted_way) = (0, u32::MAX);
    for segment in 0..narrow(network.segment_count()) {
        let s = segment as usize;
        let way = network.way[s];
        if way != shifted_way {
            (shift, shifted_way) = (0, way);
        }
        let mut push = |tail: u32, head: u32, shift: u32| {
            tails.push(tail);
            heads.push(head);
            ways.push(way);
            indices.push(network.index[s] + shift);
        };
        let mut tail = network.tail[s];
        for at in splits.get(&segment).into_iter().flatten() {
            let node = nodes.by_place[at];
            push(tail, node, shift);
            (tail, shift) = (node, shift + 1);
        }
        push(tail, network.head[s], shift);
    }
    (network.tail, network.head) = (tails, heads);
    (network.way, network.index) = (ways, indices);
}
