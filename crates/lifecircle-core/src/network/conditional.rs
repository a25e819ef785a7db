//! Gates and ways of the network that let people through at some times only.

use super::{StreetNetwork, Walk};
use crate::osm::{ConditionalTags, ElementId, OsmData};
use crate::sorted::in_order;
use crate::units::narrow;

/// What of a network an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkPart {
    /// The node of that number.
    Node(u32),
    /// The way of that number.
    Way(u32),
}

/// A gate or way of the network with the tags by which the clock decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conditional {
    /// What of the network it is.
    pub part: NetworkPart,
    /// The element that has the tags: of the outline of a plaza its relation.
    pub element: ElementId,
    /// The tags.
    pub tags: ConditionalTags,
}

impl StreetNetwork {
    /// Notes which nodes and ways ask the clock.
    pub(super) fn add_conditional(&mut self, data: &OsmData, walks: &[Walk]) {
        if data.conditional.is_empty() {
            return;
        }
        let mut number = in_order(&self.node_osm);
        let is_node = |row: &&(ElementId, ConditionalTags)| row.0 == ElementId::node(row.0.number);
        for (element, tags) in data.conditional.iter().take_while(is_node) {
            if let Some(node) = number(element.number) {
                self.conditional.push(Conditional {
                    part: NetworkPart::Node(narrow(node)),
                    element: *element,
                    tags: tags.clone(),
                });
            }
        }
        for (way, walk) in walks.iter().enumerate() {
            let element = walk
                .plaza
                .map_or(ElementId::way(walk.id), ElementId::relation);
            let rows = &data.conditional;
            if let Ok(row) = rows.binary_search_by_key(&element, |row| row.0) {
                self.conditional.push(Conditional {
                    part: NetworkPart::Way(narrow(way)),
                    element,
                    tags: rows[row].1.clone(),
                });
            }
        }
    }

    /// The same without names, for building streets of it.
    pub(crate) fn without_names(&self) -> Self {
        Self {
            node_osm: self.node_osm.clone(),
            lon: self.lon.clone(),
            lat: self.lat.clone(),
            cut: self.cut.clone(),
            passages: self.passages.clone(),
            conditional: Vec::new(),
            crossings: self.crossings.clone(),
            crossed_major: self.crossed_major.clone(),
            way_osm: self.way_osm.clone(),
            way_attr: self.way_attr.clone(),
            tail: self.tail.clone(),
            head: self.head.clone(),
            way: self.way.clone(),
            index: self.index.clone(),
            crossed_plazas: self.crossed_plazas.clone(),
            report: self.report,
            ..Self::default()
        }
    }
}
