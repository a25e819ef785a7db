//! Gates that not everybody may pass, and ways that are private or closed, with what hangs together.

use std::collections::{BTreeMap, HashMap};

use petgraph::unionfind::UnionFind;

use super::what::Blocked;
use super::{Nature, Obstacle, ObstacleKind, Opening};
use crate::audit::street_called;
use crate::geodesy::{LonLat, leg_mm};
use crate::id::{NodeId, StreetId};
use crate::network::StreetNetwork;
use crate::osm::{Access, ElementId, Passage};
use crate::streets::Streets;
use crate::units::narrow;

/// Gates and ways that are opened together, and the graph nodes by which walkers come to them.
pub(super) struct Ground {
    gates: Vec<u32>,
    ways: Vec<u32>,
    pub(super) nodes: Vec<NodeId>,
}

/// All of them: private and closed ways that hang together with the gates on them, and every other gate by itself.
///
/// # Complexity
/// `O(n log n)` in streets and gates.
pub(super) fn grounds(network: &StreetNetwork, streets: &Streets) -> Vec<Ground> {
    let is_shut =
        |street: usize| streets.way_osm[street] != 0 && streets.access[street] != Access::Open;
    let shut: Vec<usize> = (0..streets.count()).filter(|&s| is_shut(s)).collect();
    let ends = |street: usize| [streets.tail[street], streets.head[street]];
    let place = |node: NodeId| streets.node_network[node.index()];
    // What meets at a node of the map hangs together, also at a gate; and so does what is one way.
    let mut sets = UnionFind::<u32>::new(shut.len());
    let (mut at_node, mut of_way) = (HashMap::<u32, u32>::new(), HashMap::<u32, u32>::new());
    for (row, &street) in (0..).zip(&shut) {
        for node in ends(street) {
            sets.union(row, *at_node.entry(place(node)).or_insert(row));
        }
        for way in ways_of(network, streets, street) {
            sets.union(row, *of_way.entry(way).or_insert(row));
        }
    }
    let mut pieces: BTreeMap<u32, Ground> = BTreeMap::new();
    let empty = || Ground {
        gates: Vec::new(),
        ways: Vec::new(),
        nodes: Vec::new(),
    };
    for (row, &street) in (0..).zip(&shut) {
        let piece = pieces.entry(sets.find_mut(row)).or_insert_with(empty);
        piece.nodes.extend(ends(street));
        piece.ways.extend(ways_of(network, streets, street));
    }
    let mut gates: Vec<u32> = network.passages.keys().copied().collect();
    gates.sort_unstable();
    let arms = arms(streets, &gates);
    let mut alone = Vec::new();
    for gate in gates {
        let arms = arms.get(&gate).map_or(&[][..], Vec::as_slice);
        let own = at_node.get(&gate).map(|&row| sets.find_mut(row));
        match own.and_then(|piece| pieces.get_mut(&piece)) {
            Some(piece) => {
                piece.gates.push(gate);
                piece.nodes.extend(arms);
            }
            None if arms.len() > 1 => alone.push(Ground {
                gates: vec![gate],
                ways: Vec::new(),
                nodes: arms.to_vec(),
            }),
            None => {}
        }
    }
    alone.extend(pieces.into_values());
    for ground in &mut alone {
        ground.nodes.sort_unstable();
        ground.nodes.dedup();
        ground.ways.sort_unstable();
        ground.ways.dedup();
    }
    alone
}

/// The ways that a street runs through.
fn ways_of<'a>(
    network: &'a StreetNetwork,
    streets: &'a Streets,
    street: usize,
) -> impl Iterator<Item = u32> + 'a {
    let links = streets.links(StreetId(narrow(street))).iter();
    links.map(|&segment| network.way[segment as usize])
}

/// Per gate the graph nodes of its arms.
fn arms(streets: &Streets, gates: &[u32]) -> HashMap<u32, Vec<NodeId>> {
    let mut arms: HashMap<u32, Vec<NodeId>> = HashMap::new();
    for (node, gate) in streets.node_network.iter().enumerate() {
        if gates.binary_search(gate).is_ok() {
            arms.entry(*gate).or_default().push(NodeId::new(node));
        }
    }
    arms
}

impl Ground {
    /// What opens all of them.
    pub(super) fn opening_all(grounds: &[Self]) -> Opening {
        let gates = grounds.iter().flat_map(|ground| ground.gates.clone());
        let ways = grounds.iter().flat_map(|ground| ground.ways.clone());
        Opening::Ground {
            gates: gates.collect(),
            ways: ways.collect(),
        }
    }

    /// How far two of its nodes are apart, in mm as the crow flies.
    pub(super) fn apart_mm(
        &self,
        network: &StreetNetwork,
        streets: &Streets,
        one: usize,
        other: usize,
    ) -> u32 {
        let place = |node: usize| network.lon_lat(streets.node_network[self.nodes[node].index()]);
        leg_mm(place(one), place(other))
    }

    /// What its gates are, where it is nothing else.
    fn barred(&self, network: &StreetNetwork, gates: &[ElementId]) -> Blocked {
        let gate = gates.first().map(ToString::to_string).unwrap_or_default();
        let mut passages = self.gates.iter().map(|&gate| network.passage(gate));
        if passages.all(|passage| passage == Passage::Private) {
            Blocked::PrivateGate { gate }
        } else {
            Blocked::ClosedGate { gate }
        }
    }

    /// What it is; a wall on a way is a gate that is closed.
    pub(super) fn obstacle(&self, network: &StreetNetwork, lengths_mm: &[u64]) -> Obstacle {
        let gates = self
            .gates
            .iter()
            .map(|&gate| network.node_osm[gate as usize]);
        let gates: Vec<ElementId> = gates.map(ElementId::node).collect();
        let longest = self.ways.iter().copied();
        let longest = longest.max_by_key(|&way| (lengths_mm[way as usize], std::cmp::Reverse(way)));
        let (kind, at, what, elements) = if let Some(main) = longest {
            let number = network.way_osm[main as usize];
            let others = self.ways.iter().filter(|&&way| way != main);
            let others = others.map(|&way| ElementId::way(network.way_osm[way as usize]));
            let elements = std::iter::once(ElementId::way(number));
            let elements = elements.chain(others).chain(gates).collect();
            let what = Blocked::ways(
                street_called(network, number),
                self.ways.len() as u64 - 1,
                network.way_attr[main as usize].access,
            );
            let at = middle_of(network, main);
            (ObstacleKind::Passage, at, what, elements)
        } else {
            let at = network.lon_lat(self.gates[0]);
            (ObstacleKind::Gate, at, self.barred(network, &gates), gates)
        };
        Obstacle {
            kind,
            nature: Nature::Barrier,
            between: None,
            at,
            line: None,
            gap_mm: 0,
            walk: None,
            elements,
            what,
            opening: Opening::Ground {
                gates: self.gates.clone(),
                ways: self.ways.clone(),
            },
        }
    }
}

/// A node about half-way along a way.
fn middle_of(network: &StreetNetwork, way: u32) -> LonLat {
    let first = network.way.partition_point(|&other| other < way);
    let count = network.way[first..].partition_point(|&other| other == way);
    network.lon_lat(network.tail[first + count / 2])
}
