//! Facilities inside a home itself: reached in 0 s (walking model §4.6).

use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::areas::Bounds;
use crate::osm::{ElementId, ElementKind, OsmData, Outline, Side, side_of_ring};
use crate::place::facility::Facilities;
use crate::place::outline::ring_points;
use crate::units::narrow;

/// Facilities that may be inside a home: nodes by place, elements by id.
pub(super) struct ShopNodes {
    tree: RTree<GeomWithData<[i32; 2], u32>>,
    elements: Vec<(ElementId, u32)>,
}

impl ShopNodes {
    pub(super) fn of(facilities: &Facilities) -> Self {
        let mut points = Vec::new();
        let mut elements = Vec::new();
        for (rank, row) in facilities.rows.iter().enumerate() {
            let Some(element) = row.element else { continue };
            elements.push((element, narrow(rank)));
            if element.kind == ElementKind::Node {
                let at = row.ways_in[0].at.to_decimicro();
                points.push(GeomWithData::new(at, narrow(rank)));
            }
        }
        Self {
            tree: RTree::bulk_load(points),
            elements,
        }
    }

    /// Ranks of the facilities that are the home's own element, or a node strictly inside an outer ring of it.
    pub(super) fn inside(&self, data: &OsmData, element: ElementId, outline: &Outline) -> Vec<u32> {
        let own = self.elements.binary_search_by_key(&element, |e| e.0);
        let mut found: Vec<u32> = own.into_iter().map(|i| self.elements[i].1).collect();
        for ring in outline.rings.iter().filter(|r| !r.inner) {
            let Some(bounds) = Bounds::around(data, ring.nodes.iter().copied()) else {
                continue;
            };
            let around = bounds.envelope();
            let mut near = self
                .tree
                .locate_in_envelope_intersecting(&around)
                .peekable();
            // Few homes have a shop near: no ring is made of the others.
            if near.peek().is_none() {
                continue;
            }
            let Some(points) = ring_points(data, ring) else {
                continue;
            };
            let is_inside = |&[x, y]: &[i32; 2]| side_of_ring((x, y), &points) == Side::Inside;
            found.extend(near.filter(|n| is_inside(n.geom())).map(|node| node.data));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
