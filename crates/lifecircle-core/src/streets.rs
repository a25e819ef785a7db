//! The side table of streets: length, attributes and geometry, apart from the topology.

use crate::geodesy::{LonLat, haversine_m};
use crate::graph::DirectedStreet;
use crate::id::{NodeId, StreetId};
use crate::network::{CutEnd, StreetNetwork};
use crate::osm::{Access, Oneway};
use crate::units::m_to_mm;

/// Columns of the streets; a row is a [`StreetId`]. The last rows are passages through private gates.
#[derive(Clone, Debug, Default)]
pub struct Streets {
    /// Graph node at offset 0.
    pub tail: Vec<NodeId>,
    /// Graph node at full length.
    pub head: Vec<NodeId>,
    /// Length in mm.
    pub length_mm: Vec<u32>,
    /// Whether it is a flight of steps.
    pub stairs: Vec<bool>,
    /// Raw access as tagged.
    pub access: Vec<Access>,
    /// Closed by the build options, whatever its access.
    pub barred: Vec<bool>,
    /// Directions in which it can be walked, seen from `tail`.
    pub oneway: Vec<Oneway>,
    /// Whether places may be connected to it.
    pub snappable: Vec<bool>,
    /// Whether a trunk…tertiary way is part of it.
    pub major: Vec<bool>,
    /// Smallest OpenStreetMap way number in it; 0 for passages.
    pub way_osm: Vec<i64>,
    /// Whether arriving at the tail means waiting at a crossing or signals.
    pub waits_at_tail: Vec<bool>,
    /// Whether arriving at the head does.
    pub waits_at_head: Vec<bool>,
    /// Whether it belongs to an enclosed piece: private ground by derivation (walking model §4.4).
    pub enclosed: Vec<bool>,
    /// Its full component; `u32::MAX` where closed.
    pub component: Vec<u32>,
    /// Per component: under 2 km and not the largest.
    pub component_small: Vec<bool>,
    /// Per component: small and without cut end.
    pub component_island: Vec<bool>,
    /// Per segment of the network: its street, `backward` where the street runs against it.
    pub segment_street: Vec<DirectedStreet>,
    /// Per segment: metres along the street where the street enters it.
    pub segment_offset_m: Vec<f64>,
    /// Per street, its links in order: segment numbers.
    pub first_link: Vec<u32>,
    /// Segment numbers of the chains.
    pub link_segment: Vec<u32>,
    /// Per graph node: the network node it stands for.
    pub node_network: Vec<u32>,
    /// Per graph node: why it is a cut end, if it is.
    pub node_cut: Vec<CutEnd>,
}

impl Streets {
    /// Number of streets, passages included.
    pub fn count(&self) -> usize {
        self.tail.len()
    }

    /// Whether nobody can walk it.
    pub fn is_closed(&self, street: StreetId) -> bool {
        self.access[street.index()] == Access::Closed || self.barred[street.index()]
    }

    /// Whether its component is small: places snap to it only when no other is in range.
    pub fn is_small(&self, street: StreetId) -> bool {
        self.component_flag(&self.component_small, street)
    }

    /// Whether it lies on an island.
    pub fn is_island(&self, street: StreetId) -> bool {
        self.component_flag(&self.component_island, street)
    }

    /// The graph nodes at which the data ends.
    pub(crate) fn cut_nodes(&self) -> impl Iterator<Item = NodeId> {
        let cuts = self.node_cut.iter().enumerate();
        cuts.filter(|(_, cut)| cut.is_cut())
            .map(|(node, _)| NodeId::new(node))
    }

    fn component_flag(&self, flags: &[bool], street: StreetId) -> bool {
        flags
            .get(self.component[street.index()] as usize)
            .copied()
            .unwrap_or(false)
    }

    /// Millimetres along its street of the point at a fraction of a segment.
    pub(crate) fn offset_mm(&self, network: &StreetNetwork, segment: u32, fraction: f64) -> u32 {
        let s = segment as usize;
        let directed = self.segment_street[s];
        let along = if directed.backward() {
            1.0 - fraction
        } else {
            fraction
        };
        let [tail, head] = [network.tail[s], network.head[s]].map(|node| network.lon_lat(node));
        let offset_m = self.segment_offset_m[s] + haversine_m(tail, head) * along;
        m_to_mm(offset_m).min(self.length_mm[directed.street().index()])
    }

    /// Where a segment begins and ends along its street, in metres.
    pub(crate) fn extent_m(&self, network: &StreetNetwork, segment: u32) -> [f64; 2] {
        let s = segment as usize;
        let [tail, head] = [network.tail[s], network.head[s]].map(|node| network.lon_lat(node));
        let start_m = self.segment_offset_m[s];
        [start_m, start_m + haversine_m(tail, head)]
    }

    /// The segments of a street in order, from tail to head; none for passages.
    pub(crate) fn links(&self, street: StreetId) -> &[u32] {
        let first = |row: usize| self.first_link[row] as usize;
        &self.link_segment[first(street.index())..first(street.index() + 1)]
    }

    /// The points of a street in order, from tail to head; empty for passages.
    pub fn points(&self, network: &StreetNetwork, street: StreetId) -> Vec<LonLat> {
        let links = self.links(street);
        let mut points = Vec::with_capacity(links.len() + 1);
        for &segment in links {
            let (tail, head) = (
                network.tail[segment as usize],
                network.head[segment as usize],
            );
            let reversed = self.segment_street[segment as usize].backward();
            let (start, end) = if reversed { (head, tail) } else { (tail, head) };
            if points.is_empty() {
                points.push(network.lon_lat(start));
            }
            points.push(network.lon_lat(end));
        }
        points
    }
}

impl StreetNetwork {
    /// What a street is called: the name that most of its length has, ways without a name left aside;
    /// of two with the same length, that of the way with the smaller number. Passages have none.
    ///
    /// # Complexity
    /// A binary search for each segment of the street.
    pub fn street_name(&self, streets: &Streets, street: StreetId) -> Option<&str> {
        let parts = streets.links(street).iter().map(|&segment| {
            let segment = segment as usize;
            let end = |node| self.lon_lat(node);
            let length_m = haversine_m(end(self.tail[segment]), end(self.head[segment]));
            let way = self.way_osm[self.way[segment] as usize];
            (way, m_to_mm(length_m))
        });
        self.way_names.of_most(parts)
    }
}
