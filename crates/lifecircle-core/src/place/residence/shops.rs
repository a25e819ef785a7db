//! Facilities inside a home itself: reached in 0 s (walking model §4.6).

use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::areas::Bounds;
use crate::osm::{ElementId, ElementKind, OsmData, Outline, Side, side_of_ring};
use crate::place::candidate::{Candidate, FacilityCandidates};
use crate::place::outline::ring_points;

/// Elements that may be facilities inside a home: nodes by place, all by id.
pub(super) struct ShopNodes {
    tree: RTree<GeomWithData<[i32; 2], ElementId>>,
    elements: Vec<ElementId>,
}

impl ShopNodes {
    pub(super) fn of(candidates: &FacilityCandidates) -> Self {
        let with_element = candidates
            .rows
            .iter()
            .filter_map(|row| Some((row.element?, row)));
        let nodes = with_element
            .clone()
            .filter(|(element, _)| element.kind == ElementKind::Node);
        let point = |(element, row): (ElementId, &Candidate)| {
            GeomWithData::new(row.shape.any_point().to_decimicro(), element)
        };
        Self {
            tree: RTree::bulk_load(nodes.map(point).collect()),
            elements: with_element.map(|(element, _)| element).collect(),
        }
    }

    /// Those that are the home's own element, or a node strictly inside an outer ring of it.
    pub(super) fn inside(
        &self,
        data: &OsmData,
        element: ElementId,
        outline: &Outline,
    ) -> Vec<ElementId> {
        let own = self.elements.binary_search(&element);
        let mut found: Vec<ElementId> = own.into_iter().map(|_| element).collect();
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
